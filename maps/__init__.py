"""Maps: from a view of the network to one self-contained HTML file."""
