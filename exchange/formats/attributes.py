"""Nodes and edges as free attributes, for the formats in JSON that have them: every column of things and ties, and with each the title,
publisher, dates and address of its source, so that a source is not lost where it is used. A tie that is planned says so in its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...graph.kinds import kinds
from ...graph.sheets import meanings, sheet, text_of
from ..book import Book, Row
from . import json_files, nodes
from .noderows import COLUMN, SHEET, Said, heading, of_edge, of_node, rows
from .nodes import Edge, Node

SOURCES = "sources"
BESIDE = "source_"
NUMBERS = ("strength", "backward")
RESERVED = frozenset({"id", "key", "kind", "label", "name", "parent", "source", "target", "value", "weight", "x", "y"})
ACTUAL = "actual"
Attributes = dict[str, Any]


def kept(book: Book) -> Book:
    """Things and ties whole, and the sources that they name."""
    found = nodes.kept(book)
    known = sources(book)
    used = {id(known[row.get("source")]) for row in found.rows if row.get("source") in known}
    return found.with_rows((*found.rows, *different(row for row in book.of(SOURCES) if id(row) in used)))


def different(found: Iterable[Row]) -> list[Row]:
    """Rows without those whose texts are all the same as those of one before."""
    return list({tuple(sorted(row.cells.items())): row for row in reversed(list(found))}.values())[::-1]


def sources(book: Book) -> dict[str, Row]:
    """The rows of sources by the texts that name them: id and title. Of several that share one the first is meant."""
    found: dict[str, Row] = {}
    for row in book.of(SOURCES):
        for text in filter(None, (row.get("id"), row.get("title"))):
            found.setdefault(text, row)
    return found


def beside(fields: Mapping[str, str], known: Mapping[str, Row]) -> Attributes:
    """Texts by column key as attributes, with those of the source that they name."""
    source = known.get(fields.get("source", ""))
    found = {heading(key, RESERVED, False): number(text) if key in NUMBERS else text for key, text in fields.items()}
    return found | {BESIDE + key: text for key, text in (source.cells if source else {}).items()}


def number(text: str) -> str | int | float:
    """The number that a text is, if writing it gives the same text again; else the text."""
    for kind in (int, float):
        try:
            if json_files.written(kind(text)).decode().strip() == text:
                return kind(text)
        except (ValueError, OverflowError):
            continue
    return text


def of_thing(node: Node, known: Mapping[str, Row]) -> Attributes:
    """The attributes of a node."""
    return {"label": node.label, "kind": worded("class", node.kind)} | beside(of_node(node), known)


def of_tie(edge: Edge, known: Mapping[str, Row]) -> Attributes:
    """The attributes of an edge."""
    kind, status = worded("tieKind", edge.kind), edge.fields.get("status", ACTUAL)
    label = kind if status == ACTUAL else f"{kind} ({status})"
    return {"label": label, "kind": kind} | beside(of_edge(edge), known)


def worded(holds: str, code: str) -> str:
    """The text for people of a class or kind of tie in kebab-case."""
    iri = meanings(holds, "").get(code, "")
    return kinds()[iri].verb if iri in kinds() else text_of(iri) if iri else code


def said(attributes: Mapping[str, Any], key: str, label: str, kind: str, place: str, file: str, number: int, ends: tuple[str, str] = ("", "")) -> Said:
    """What a file says of a node or edge, from its attributes without those that only draw it."""
    texts = {json_files.line(head): text for head, value in attributes.items() if (text := json_files.text(value))}
    sheet_text, column = texts.pop(SHEET, ""), texts.pop(COLUMN, "")
    return Said(key, label, kind, sheet_text, texts, column=column, source=ends[0], target=ends[1], file=file, tab=place, number=number)


def book_of(things: Iterable[Said], ties: Iterable[Said], tool: str) -> Book:
    """The book of nodes and edges, with the sources that stand beside them."""
    found: list[Row] = []
    listed = [without(one, found) for one in things]
    book = rows(listed, [without(one, found) for one in ties], tool)
    return Book((*(row.changed({}) for row in book.rows), *different(found)), tool=tool)


def without(one: Said, found: list[Row]) -> Said:
    """What was said without what stands beside it of its source, which becomes a row."""
    columns = {BESIDE + column.key: column.key for column in sheet(SOURCES).columns}
    cells = {columns[head]: text for head, text in one.texts.items() if head in columns}
    if not cells.get("title"):
        return one
    found.append(Row(SOURCES, cells, one.file, one.tab, one.number))
    return replace(one, texts={head: text for head, text in one.texts.items() if head not in columns})
