"""kuasa: a knowledge graph of actors, bodies and commitments around ASEAN and the ILO."""

__version__ = "0.1.0"
