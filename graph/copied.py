"""Quads of pyoxigraph → a copy for rdflib: terms as they are written, in their named graphs.

rdflib is loaded when the function is called, never before.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """A dataset in memory with the prefixes of `vocabulary`; what is asked of no graph is asked of all together. Its queries are rdflib's own."""
    from rdflib import BNode, Dataset, Literal, URIRef

    found = Dataset(default_union=True)
    for name, space in PREFIXES.items():
        found.bind(name, space, replace=True)

    @cache
    def term(held: Any) -> Any:
        if isinstance(held, ox.NamedNode):
            return URIRef(held.value)
        if isinstance(held, ox.BlankNode):
            return BNode(held.value)
        return Literal(held.value, lang=held.language) if held.language else Literal(held.value, datatype=typed(held), normalize=False)

    def typed(held: ox.Literal) -> Any:
        return None if held.datatype.value == PREFIXES["xsd"] + "string" else URIRef(held.datatype.value)

    graphs: dict[Any, Any] = {ox.DefaultGraph(): found.default_graph if hasattr(found, "default_graph") else found.default_context}
    for quad in quads:
        if quad.graph_name not in graphs:
            graphs[quad.graph_name] = found.graph(term(quad.graph_name))
        graphs[quad.graph_name].add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return found
