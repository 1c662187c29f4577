"""The core: facts as RDF, questions put to them, the network they become."""
