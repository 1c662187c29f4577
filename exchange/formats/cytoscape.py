"""Cytoscape JSON (.cyjs): read and written by Cytoscape, Cytoscape.js and networkx.

Nodes and edges carry every column of things and ties in their data. Positions, assessments and sources that nothing names have no place.
Read are files with elements by group or in one list, with numbers or texts as keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..book import Book, Problem
from . import attributes
from .json_files import line, mapping, objects, written
from .json_format import JsonFormat, Unread
from .noderows import Said
from .nodes import network

# What Cytoscape keeps for itself in the data of elements, or says twice.
DRAWN = frozenset({"id", "source", "target", "key", "value", "SUID", "selected", "shared name", "shared_name", "shared interaction", "shared_interaction", "parent"})
LABELS = ("label", "name", "shared name", "shared_name")
KINDS = ("kind", "interaction", "shared interaction", "type")
ELEMENT = frozenset({"data", "group"})
FILE = frozenset({"data", "elements", "directed", "multigraph", "format_version", "generated_by", "target_cytoscapejs_version"})
Element = Mapping[str, Any]


@dataclass(frozen=True)
class Cytoscape(JsonFormat):
    """Cytoscape JSON."""

    def kept(self, book: Book) -> Book:
        """Things and ties whole, and the sources that they name."""
        return attributes.kept(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file; each edge has a key, so that networkx keeps parallel ones."""
        known, found = attributes.sources(book), network(book)
        nodes = [{"data": {"id": node.key, "value": node.key, "name": node.label} | attributes.of_thing(node, known)} for node in found.nodes]
        edges = []
        for edge in found.edges:
            told = attributes.of_tie(edge, known)
            ends = {"id": edge.key, "key": edge.key, "source": edge.source, "target": edge.target, "interaction": told["kind"]}
            edges.append({"data": ends | told})
        head = {"format_version": "1.0", "generated_by": "kuasa", "target_cytoscapejs_version": "~3.0", "data": {"name": stem, "shared name": stem}}
        return {stem + self.suffixes[0]: written(head | {"directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}})}

    def looks(self, value: Any) -> bool:
        """Whether there are elements with data."""
        inside = value if isinstance(value, list) else mapping(value).get("elements")
        if isinstance(inside, dict):
            return isinstance(inside.get("nodes"), list) and all("data" in one for one in objects(inside["nodes"]))
        return isinstance(inside, list) and bool(inside) and all(isinstance(one, dict) and "id" in mapping(one.get("data")) for one in inside)

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its elements; what of them only draws is named."""
        unread = Unread(file)
        if isinstance(value, dict):
            unread.fields("file", value, FILE)
        things: list[Said] = []
        ties: list[Said] = []
        for group, element in elements(value):
            unread.fields(group, element, ELEMENT)
            inside = mapping(element.get("data"))
            many = ties if group == "edges" else things
            many.append(edge(inside, file, len(ties) + 1) if group == "edges" else node(inside, file, len(things) + 1))
        return attributes.book_of(things, ties, self.name), unread.notes()


def elements(value: Any) -> Iterator[tuple[str, Element]]:
    """Every element with its group: nodes or edges."""
    inside = value if isinstance(value, list) else mapping(value).get("elements")
    if isinstance(inside, dict):
        for group in ("nodes", "edges"):
            yield from ((group, one) for one in objects(inside.get(group)))
    else:
        yield from (("edges" if "source" in mapping(one.get("data")) else "nodes", one) for one in objects(inside))


def first(inside: Element, keys: tuple[str, ...]) -> str:
    """The first text that stands under some keys."""
    return next((found for key in keys if (found := line(inside.get(key)))), "")


def node(inside: Element, file: str, number: int) -> Said:
    """What a file says of a node."""
    key = line(inside.get("id")) or f"node {number}"
    label, kind = first(inside, LABELS), first(inside, KINDS)
    return attributes.said(rest(inside, label, kind), key, label or key, kind, "nodes", file, number)


def edge(inside: Element, file: str, number: int) -> Said:
    """What a file says of an edge; one without a kind has that of its label."""
    kind = first(inside, (*KINDS, *LABELS))
    ends = (line(inside.get("source")), line(inside.get("target")))
    told = {key: said for key, said in rest(inside, "", kind).items() if key not in LABELS}
    return attributes.said(told, line(inside.get("id")), kind, kind, "edges", file, number, ends)


def rest(inside: Element, label: str, kind: str) -> dict[str, Any]:
    """The data of an element without what draws it, and without its label and kind."""
    gone = {key for key in (*LABELS, *KINDS) if line(inside.get(key)) in (label, kind)}
    return {key: said for key, said in inside.items() if key not in DRAWN and key not in gone}


FORMAT = Cytoscape("cytoscape", "Cytoscape JSON", (".cyjs",))
