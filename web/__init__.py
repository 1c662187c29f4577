"""The web face: a SPARQL endpoint, pages of things and questions, an editor. Starlette is known here and nowhere else."""
