"""An update with the graphs that its request names → the same update with these graphs as its USING clauses.

The protocol says that `using-graph-uri` and `using-named-graph-uri` stand for USING and USING NAMED in every operation that has a
WHERE. Refused with 400: a text that has USING or WITH of its own beside them, and DELETE WHERE, which can have none.
"""

from __future__ import annotations

from ..graph.tokens import tokens
from .protocol import Operation
from .refusals import Refused


def with_dataset(asked: Operation) -> str:
    """The text of an update, to be run as it is."""
    if asked.default_graphs is None:
        return asked.text
    clauses = [f"USING <{iri}>" for iri in asked.default_graphs] + [f"USING NAMED <{iri}>" for iri in asked.named_graphs or ()]
    found, depth, before = [], 0, ""
    for kind, token in tokens(asked.text):
        word = token.upper() if kind == "word" else ""
        depth += (token == "{") - (token == "}")
        if depth == 0 and word in ("USING", "WITH"):
            raise Refused(400, f"The graphs are named twice, by the request and by {word} in the update.", "Name them in one place.")
        if depth == 0 and word == "WHERE":
            if before == "DELETE":
                raise Refused(400, "DELETE WHERE takes no graphs from the request.", "Write DELETE { ... } WHERE { ... }.")
            found.append(" ".join([*clauses, ""]))
        found.append(token)
        if kind != "comment" and not token.isspace():
            before = word or token
    return "".join(found)
