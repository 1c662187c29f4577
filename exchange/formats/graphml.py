"""GraphML, which most programs for networks read: typed keys, nodes, and parallel edges with ids.

Attributes have the keys of our columns as names (`since`, `tie_kind`), so that programs can use them. The id of a tie stands in an attribute too,
and truth is a text: igraph mixes up the ids of edges, and takes what is not said for false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.errors import UnreadableFile
from ...graph.sheets import Column, sheet
from ..book import Book, Problem
from . import xmltext
from .headings import COLUMN, SHEET, heading, known_name, taken
from .noderows import Said, of_edge, of_node, rows
from .nodes import TIES, Network, thing_sheets
from .xmltext import XmlFormat, written

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TIE_ID = "tie_id"
NUMBERS = frozenset({"int", "long", "float", "double"})
RESERVED = frozenset({"id", "label", "source", "target"})


@dataclass(frozen=True)
class GraphML(XmlFormat):
    """The format."""

    def lines(self, web: Network) -> Iterator[str]:
        """The file, line by line."""
        return lines(web)

    def read(self, path: Path) -> Book:
        """Its nodes and edges as rows; `UnreadableFile` if it is no GraphML."""
        return read(path)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """The attributes that are not read."""
        declared: list[str] = []
        for event, name, element in xmltext.events(path):
            if name == "node":
                break
            title = element.get("attr.name") or element.get("id") or ""
            if event == "start" and name == "key" and element.get("attr.type") in NUMBERS and not known_name(title):
                declared.append(title)
        return xmltext.number_notes(path, declared)


FORMAT = GraphML("graphml", "GraphML", (".graphml",))


def lines(web: Network) -> Iterator[str]:
    """The file, line by line."""
    columns = {column.key: column for key in (*thing_sheets(), TIES) for column in sheet(key).columns}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n'
    yield from declared("node", ("label", SHEET, "kind", *sorted({key for node in web.nodes for key in node.fields})), columns)
    yield from declared("edge", (TIE_ID, "tie_kind", COLUMN, *sorted({key for edge in web.edges for key in edge.fields})), columns)
    yield '<graph edgedefault="directed">\n'
    for node in web.nodes:
        texts = {"label": node.label, "kind": node.kind, **of_node(node)}
        yield f'<node id="{written(node.key)}">{values("node", texts)}</node>\n'
    for edge in web.edges:
        texts = {TIE_ID: edge.key if edge.key.startswith("i:") and not edge.column else "", "tie_kind": edge.kind, **of_edge(edge)}
        yield f'<edge id="{written(edge.key)}" source="{written(edge.source)}" target="{written(edge.target)}">{values("edge", texts)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def declared(of: str, keys: Iterable[str], columns: Mapping[str, Column]) -> Iterator[str]:
    """The declarations of keys."""
    for key in keys:
        kind = "double" if key in columns and columns[key].holds == "number" else "string"
        yield f'<key id="{of}.{written(key)}" for="{of}" attr.name="{written(named(key))}" attr.type="{kind}"/>\n'


def named(key: str) -> str:
    """The name of the attribute that holds a column."""
    return key if key == "label" else heading(key, RESERVED, readable=False)


def values(of: str, texts: Mapping[str, str]) -> str:
    """The values of a node or an edge."""
    return "".join(f'<data key="{of}.{written(key)}">{written(text)}</data>' for key, text in texts.items() if text)


@dataclass
class Part:
    """A node or an edge that is being read: its XML attributes, texts by heading, and the label drawn beside it."""

    attributes: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    drawn: str = ""


def read(path: Path) -> Book:
    """The rows of a file."""
    keys: dict[str, tuple[str, str]] = {}
    found: dict[str, list[Said]] = {"node": [], "edge": []}
    stack: list[Part] = []
    root = ""
    for event, name, element in xmltext.events(path):
        if not root:
            root = name
            if root != "graphml":
                raise UnreadableFile(f"{path.name} is no GraphML: it begins with <{root}>.", "Export it as GraphML from the tool that made it.")
        if event == "start":
            if name == "key":
                keys[element.get("id", "")] = (element.get("attr.name") or element.get("id") or "", element.get("attr.type", "string"))
            elif name in found:
                stack.append(Part(dict(element.attrib)))
        elif name == "data" and stack and (element.text or "").strip():
            title, kind = keys.get(element.get("key", ""), (element.get("key", ""), "string"))
            if kind not in NUMBERS or known_name(title):
                stack[-1].texts[title] = element.text or ""
        elif name in ("NodeLabel", "EdgeLabel") and stack:
            stack[-1].drawn = stack[-1].drawn or (element.text or "").strip()
        elif name in found and stack:
            found[name].append(said(stack.pop(), name, path.name, len(found[name]) + 1))
            element.clear()
    if not root:
        raise UnreadableFile(f"{path.name} is empty.", "Export it again from the tool that made it.")
    return rows(found["node"], found["edge"], "graphml")


def said(part: Part, name: str, file: str, number: int) -> Said:
    """What a node or an edge says."""
    texts, attributes = part.texts, part.attributes
    place, column = taken(texts, SHEET), taken(texts, COLUMN)
    label = taken(texts, "label") or part.drawn or taken(texts, "name")
    if name == "node":
        return Said(attributes.get("id", ""), label, taken(texts, "kind", "type"), place, texts, file=file, tab="nodes", number=number)
    kind = taken(texts, "tie_kind", "link", "type", "kind") or label
    taken(texts, "id")
    key = taken(texts, TIE_ID) or attributes.get("id", "")
    return Said(key, "", kind, "", texts, column, attributes.get("source", ""), attributes.get("target", ""), file, "edges", number)
