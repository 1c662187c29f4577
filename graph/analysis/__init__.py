"""From ties to answers: networks of influence, routes, connectors, gatekeepers, what-if, how sure."""
