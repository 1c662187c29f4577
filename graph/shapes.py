"""Quads → what breaks the shapes of `ontology/shapes.ttl`, by pyshacl on an rdflib graph in memory.

A shape with a message is a check of its own name: its label says what is wrong, its message what to do.
rdflib and pyshacl are loaded when a function is called, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .errors import UnreadableFile
from .vocabulary import ONTOLOGY, PREFIXES, kebab

if TYPE_CHECKING:
    from rdflib import Graph

SH = PREFIXES["sh"]
SEVERITIES = {SH + "Violation": "error", SH + "Warning": "warning", SH + "Info": "note"}


@dataclass(frozen=True)
class Violation:
    """A thing that breaks a shape: the shape's name, its label with the value, its message."""

    severity: str
    thing: str
    problem: str
    cure: str
    check: str


def violations(quads: Iterable[ox.Quad]) -> Iterator[Violation]:
    """What breaks the shapes, the graphs taken together.

    A wrong literal is told of every thing that has it. A shape with a query is asked once and answers with the things.
    """
    from pyshacl import validate
    from rdflib import Literal, URIRef

    graph = as_rdflib(quads)
    _, report, _ = validate(graph, shacl_graph=shapes_graph(), inplace=True)
    for result in report.objects(None, URIRef(SH + "result")):
        shape = report.value(result, URIRef(SH + "sourceShape"))
        focus = report.value(result, URIRef(SH + "focusNode"))
        value = report.value(result, URIRef(SH + "value"))
        if isinstance(focus, Literal):
            things, value = list(set(graph.subjects(None, focus))), focus
        elif (shape, URIRef(SH + "sparql"), None) in shapes_graph():
            things, value = [value], None
        else:
            things = [focus]
        label = str(shapes_graph().value(shape, URIRef(PREFIXES["rdfs"] + "label")))
        for thing in things:
            yield Violation(
                SEVERITIES[str(report.value(result, URIRef(SH + "resultSeverity")))],
                str(thing),
                label if value is None or value == thing else f"{label}: {value}",
                str(report.value(result, URIRef(SH + "resultMessage"))),
                kebab(str(shape)),
            )


def checks() -> frozenset[str]:
    """The names of the shapes that are checks: those with a message."""
    from rdflib import URIRef

    return frozenset(kebab(str(shape)) for shape in shapes_graph().subjects(URIRef(SH + "message")))


@cache
def shapes_graph() -> Graph:
    """The shapes, read once."""
    path = ONTOLOGY / "shapes.ttl"
    if not path.is_file():
        raise UnreadableFile("The file ontology/shapes.ttl is missing.", "Install kuasa again.")
    return as_rdflib(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def as_rdflib(quads: Iterable[ox.Quad]) -> Graph:
    """The triples of quads as one rdflib graph; spellings of literals are kept as they are."""
    from rdflib import BNode, Graph, Literal, URIRef

    def term(value: Any) -> Any:
        if isinstance(value, ox.NamedNode):
            return URIRef(value.value)
        if isinstance(value, ox.BlankNode):
            return BNode(value.value)
        if value.language:
            return Literal(value.value, lang=value.language)
        plain = value.datatype.value == PREFIXES["xsd"] + "string"
        return Literal(value.value, normalize=False) if plain else Literal(value.value, datatype=URIRef(value.datatype.value), normalize=False)

    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph
