"""graphology's JSON, which Gephi Lite opens: `{attributes, options, nodes, edges}`. Gephi Lite's own files are read too.

Nodes and edges carry every column of things and ties as texts and numbers, never as lists: Gephi Lite would run a list of a certain form as
a program. Positions, assessments and sources that nothing names have no place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..book import Book, Problem
from . import attributes
from .json_files import line, mapping, objects, written
from .json_format import TURN, UNDIRECTED, JsonFormat, Unread
from .noderows import Said
from .nodes import network

DRAWN = frozenset({"x", "y", "z", "size", "color", "image", "fixed", "hidden", "forceLabel", "type", "weight", "viz"})
NODE = frozenset({"key", "attributes"})
EDGE = frozenset({"key", "source", "target", "attributes", "undirected"})
FILE = frozenset({"nodes", "edges", "options"})


@dataclass(frozen=True)
class Graphology(JsonFormat):
    """graphology's JSON."""

    def kept(self, book: Book) -> Book:
        """Things and ties whole, and the sources that they name."""
        return attributes.kept(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file: a directed graph with parallel edges; nodes stand on a circle, for what draws graphs asks for a place."""
        known, found = attributes.sources(book), network(book)
        nodes = []
        for number, node in enumerate(found.nodes):
            angle = 2 * math.pi * number / len(found.nodes)
            place = {"x": round(100 * math.cos(angle), 3), "y": round(100 * math.sin(angle), 3), "size": 5}
            nodes.append({"key": node.key, "attributes": attributes.of_thing(node, known) | place})
        edges = [{"key": edge.key, "source": edge.source, "target": edge.target, "undirected": False, "attributes": attributes.of_tie(edge, known)} for edge in found.edges]
        options = {"type": "directed", "multi": True, "allowSelfLoops": True}
        return {stem + self.suffixes[0]: written({"attributes": {"name": stem}, "options": options, "nodes": nodes, "edges": edges})}

    def looks(self, value: Any) -> bool:
        """Whether there are nodes with keys, or a graph of Gephi Lite."""
        graph = graph_of(value)
        nodes = graph.get("nodes")
        return isinstance(nodes, list) and isinstance(graph.get("edges"), list | None) and all("key" in mapping(one) for one in nodes) and (bool(nodes) or "options" in graph)

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its nodes and edges; what of them only draws is named."""
        unread = Unread(file)
        lite = mapping(mapping(value).get("graphDataset"))
        graph = graph_of(value)
        unread.fields("file", {key: said for key, said in mapping(value).items() if key not in ("graphDataset", "attributes", "type", "version")}, FILE)
        things, ties = [], []
        for number, one in enumerate(objects(graph.get("nodes")), 1):
            unread.fields("nodes", one, NODE)
            inside = inner(one, lite, "nodeData")
            unread.fields("nodes", {key: said for key, said in inside.items() if key in DRAWN}, frozenset({"x", "y", "z"}))
            things.append(node(line(one.get("key")) or f"node {number}", inside, file, number))
        for number, one in enumerate(objects(graph.get("edges")), 1):
            unread.fields("edges", one, EDGE)
            if one.get("undirected") is True or mapping(graph.get("options")).get("type") == "undirected":
                unread.add("edges", "edge", UNDIRECTED, TURN)
            ties.append(edge(one, inner(one, lite, "edgeData"), file, number))
        return attributes.book_of(things, ties, self.name), unread.notes()


def graph_of(value: Any) -> Mapping[str, Any]:
    """The graph that a file holds: the whole of it, or that in a file of Gephi Lite."""
    return mapping(mapping(mapping(value).get("graphDataset")).get("fullGraph")) or mapping(value)


def inner(one: Mapping[str, Any], lite: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """The attributes of a node or edge; Gephi Lite keeps them apart from the graph."""
    return {**mapping(mapping(lite.get(where)).get(line(one.get("key")))), **mapping(one.get("attributes"))}


def node(key: str, inside: Mapping[str, Any], file: str, number: int) -> Said:
    """What a file says of a node."""
    label = line(inside.get("label")) or line(inside.get("name"))
    return attributes.said(rest(inside, label), key, label or key, line(inside.get("kind")), "nodes", file, number)


def edge(one: Mapping[str, Any], inside: Mapping[str, Any], file: str, number: int) -> Said:
    """What a file says of an edge; one without a kind has that of its label."""
    label = line(inside.get("label"))
    kind = line(inside.get("kind")) or line(inside.get("type")) or label
    ends = (line(one.get("source")), line(one.get("target")))
    return attributes.said(rest(inside, label), line(one.get("key")), kind, kind, "edges", file, number, ends)


def rest(inside: Mapping[str, Any], label: str) -> dict[str, Any]:
    """Attributes without what draws, label and kind."""
    return {key: said for key, said in inside.items() if key not in DRAWN and key not in ("label", "kind") and not (key == "name" and line(said) == label)}


FORMAT = Graphology("graphology", "graphology JSON (Gephi Lite)", (".graphology.json",))
