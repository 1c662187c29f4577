"""Oligrapher maps (LittleSis's tool for power maps), as version 3 and 4 keep them: nodes, edges and captions by key.

What a map shows is kept: names, what somebody is, home pages, links with their direction, and the address of their source. What is
planned, possible or cancelled says so in its label and is dashed. Dates, evidence and who may see it have no place in a map.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...graph.sheets import code_of, sheet, word
from ..book import Book, Problem, Row
from . import nodes
from .attributes import sources, worded
from .correspondence import class_text, column, has_kind, kind_of
from .facts_only import ACTUAL, only
from .json_files import line, mapping, objects, written
from .json_format import TURN, UNDIRECTED, JsonFormat, Unread
from .noderows import NAMED, Said, columns_by_heading, rows
from .nodes import TIES, network, tie_columns

WITH_STATUS = re.compile(r"(.*?)(?: \(([^()]*)\))?$", re.DOTALL)
MADE_BY = re.compile(r"(.+)\.([a-z_]+)\.\d+$")
PAST = re.compile(r"(.+) \(past\)", re.DOTALL)
RADIUS, APART = 200, 60
DASHED = "Drawn dashed in Oligrapher."
NODE = frozenset({"id", "name", "description", "url", "x", "y", "scale", "edgeIds", "display"})
EDGE = frozenset({"id", "node1_id", "node2_id", "label", "arrow", "dash", "url", "scale", "x1", "x2", "y1", "y2", "s1", "s2", "cx", "cy", "display"})
FILE = frozenset({"graph", "graph_data", "nodes", "edges"})


@dataclass(frozen=True)
class Oligrapher(JsonFormat):
    """Maps of Oligrapher."""

    def kept(self, book: Book) -> Book:
        """What a map shows of things and ties."""
        known = sources(book)
        return nodes.kept(book).with_rows(thing(row) if row.sheet != TIES else tie(row, known) for row in nodes.kept(book).rows)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file; the things stand on a circle, for people to move."""
        found = network(self.kept(book))
        radius = max(RADIUS, APART * len(found.nodes) / math.tau)
        things: dict[str, Any] = {}
        ties: dict[str, Any] = {}
        touching: dict[str, list[str]] = {}
        for edge in found.edges:
            for end in dict.fromkeys((edge.source, edge.target)):
                touching.setdefault(end, []).append(edge.key)
        for number, node in enumerate(found.nodes):
            angle = math.tau * number / len(found.nodes)
            status = node.fields.get("status", ACTUAL)
            told = labelled(class_text(node.kind) if node.kind else NAMED, status)
            place = {"x": round(radius * math.cos(angle), 1), "y": round(radius * math.sin(angle), 1), "scale": 1}
            address = {"url": node.fields["website"]} if node.fields.get("website") else {}
            things[node.key] = {"id": node.key, "name": node.label, "description": told, **place, **address, "edgeIds": touching.get(node.key, [])}
        for edge in found.edges:
            status = edge.fields.get("status", ACTUAL)
            label = labelled(worded("tieKind", edge.kind), status)
            address = {"url": edge.fields["source"]} if edge.fields.get("source") else {}
            ties[edge.key] = {"id": edge.key, "node1_id": edge.source, "node2_id": edge.target, "label": label}
            ties[edge.key] |= {"arrow": "1->2", "dash": status != ACTUAL, "scale": 1, **address}
        return {stem + self.suffixes[0]: written({"nodes": things, "edges": ties, "captions": {}})}

    def looks(self, value: Any) -> bool:
        """Whether there are nodes by key, and edges with two ends as Oligrapher names them."""
        graph = graph_of(value)
        things, ties = graph.get("nodes"), graph.get("edges")
        if not isinstance(things, dict) or not isinstance(ties, dict):
            return False
        return "captions" in graph or any("node1_id" in one for one in objects(ties))

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its nodes and edges; captions, colours and pictures are named."""
        unread = Unread(file)
        graph = graph_of(value)
        unread.fields("file", value if graph is value else {}, FILE)
        unread.fields("graph", graph, FILE)
        things: list[Said] = []
        ties: list[Said] = []
        for place, known, many, made in (("nodes", NODE, things, node_said), ("edges", EDGE, ties, edge_said)):
            for number, (key, one) in enumerate(mapping(graph.get(place)).items(), 1):
                flat = {**mapping(one), **mapping(mapping(one).get("display"))}
                unread.fields(place, flat, known)
                many.append(made(line(flat.get("id")) or line(key), flat, file, number))
                if place == "edges" and flat.get("arrow") not in ("1->2", "2->1"):
                    unread.add("edges", "edge", UNDIRECTED, TURN)
        return stated(rows(things, ties, self.name)), unread.notes()


def thing(row: Row) -> Row:
    """What a map shows of a thing: its class is said even where the row leaves it to the sheet."""
    kind = {"kind": kind_of(row.sheet, row.get("kind"))} if has_kind(row.sheet) else {}
    shown = {key: row.get(key) for key in ("id", "name", "website", *(one.key for one in tie_columns(row.sheet)))}
    return only(row, shown | kind | ({"status": row.get("status") or ACTUAL} if column_of(row.sheet, "status") else {}))


def tie(row: Row, known: Mapping[str, Row]) -> Row:
    """What a map shows of a tie: its source by its address."""
    source = known.get(row.get("source"))
    address = source.get("address") if source else row.get("source")
    shown = {key: row.get(key) for key in ("id", "from", "tie_kind", "to")}
    return only(row, shown | {"status": row.get("status") or ACTUAL, "source": address if address.startswith(("https://", "http://")) else ""})


def column_of(key: str, name: str) -> bool:
    """Whether a sheet has a column."""
    return sheet(key).column(name) is not None


def labelled(label: str, status: str) -> str:
    """A label that says what is no fact yet."""
    return label if status == ACTUAL else f"{label} ({word(column(TIES, 'status'), status)})"


def unlabelled(label: str) -> tuple[str, str]:
    """A label without its status, and the status as a word in kebab-case, '' if it says none."""
    match = WITH_STATUS.match(label)
    status = code_of(column(TIES, "status"), match[2]) if match and match[2] else ""
    return (match[1], status) if match and status else (label, "")


def graph_of(value: Any) -> Mapping[str, Any]:
    """The graph of a file: the whole of it, or a part."""
    return next((found for key in ("graph", "graph_data") if (found := mapping(mapping(value).get(key)))), mapping(value))


def node_said(key: str, flat: Mapping[str, Any], file: str, number: int) -> Said:
    """What a map says of a thing."""
    kind, status = unlabelled(line(flat.get("description")))
    texts = {"website": page(flat), "status": status}
    texts = {head: said for head, said in texts.items() if said}
    kind, only_named = ("", NAMED) if kind == NAMED else (kind, "")
    return Said(key, line(flat.get("name")) or key, kind, only_named, texts, file=file, tab="nodes", number=number)


def page(flat: Mapping[str, Any]) -> str:
    """The address that a node or edge leads to; LittleSis leaves out how it is fetched."""
    address = line(flat.get("url"))
    return f"https:{address}" if address.startswith("//") else address


def edge_said(key: str, flat: Mapping[str, Any], file: str, number: int) -> Said:
    """What a map says of a tie."""
    kind, status = unlabelled(line(flat.get("label")))
    made = MADE_BY.match(key)
    texts = {"source": page(flat), "status": status or ACTUAL}
    past = PAST.fullmatch(kind)
    if past:
        kind, texts["note"] = past[1], "Past, as Oligrapher says."
    elif flat.get("dash") is True and not status:
        texts["note"] = DASHED
    first, second = ("node2_id", "node1_id") if flat.get("arrow") == "2->1" else ("node1_id", "node2_id")
    maker = made[2] if made and made[2] in columns_by_heading().values() else ""
    texts = {head: said for head, said in texts.items() if said}
    return Said(key, kind, kind, "", texts, maker, line(flat.get(first)), line(flat.get(second)), file, "edges", number)


def stated(book: Book) -> Book:
    """The rows with the status that a map shows, where their sheet has one, and no other texts of it."""
    found = []
    for row in book.rows:
        if column_of(row.sheet, "status"):
            found.append(row.changed({"status": row.get("status") or ACTUAL}))
        else:
            found.append(row)
    return book.with_rows(found)


FORMAT = Oligrapher("oligrapher", "Oligrapher map", (".oligrapher.json",))
