"""A settled book as nodes and edges, as tools for networks hold it: rows of things are nodes, ties are edges, and so are the things named in a
column that makes ties ("Organised by").

What a tie names without a row of its own is a node too, so that no edge hangs in the air. Rows of other sheets have no place; nor has a second
row of an id. `kept` says what stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ...graph.sheets import Column, Sheet, sheet, sheets
from ...graph.vocabulary import kebab
from ..book import Book, Row

TIES = "ties"
MINTED = "n-"
# What an edge made by a column says of the row that it stands in, so that it can be filtered as other edges.
SHARED = ("status", "sensitivity")


@dataclass(frozen=True)
class Node:
    """A thing: its key in the file (`i:slug`, or made from its name), its name, the key of its sheet ('' if a tie only names it), its class in
    kebab-case, and its other texts by column key."""

    key: str
    label: str
    sheet: str
    kind: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Edge:
    """A tie: its key, the keys of its ends, its kind in kebab-case, the column that makes it ('' for a row of the sheet of ties), and its other
    texts by column key; `from` and `to` stand there only if the row names an end otherwise than the end's own row does."""

    key: str
    source: str
    target: str
    kind: str
    column: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Network:
    """Nodes, each key once, and edges between them, each key once."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def kept(book: Book) -> Book:
    """The rows that a network holds whole: things, then ties, each id once."""
    rows: dict[object, Row] = {}
    for row in (*(row for row in book.rows if row.sheet in thing_sheets()), *book.of(TIES)):
        rows.setdefault(row.get("id") or len(rows), row)
    return book.with_rows(rows.values())


@cache
def thing_sheets() -> dict[str, Sheet]:
    """The sheets whose rows are things, by key."""
    return {one.key: one for one in sheets() if one.column("name")}


@cache
def tie_columns(key: str) -> tuple[Column, ...]:
    """The columns of a sheet that make ties."""
    return tuple(column for column in sheet(key).columns if column.tie_kind)


def network(book: Book) -> Network:
    """The nodes and edges of what a network can hold of a book."""
    rows = kept(book)
    nodes = Nodes()
    placed = [(row, nodes.place(row)) for row in rows.rows if row.sheet != TIES]
    nodes.close()
    edges = [edge for row, key in placed for edge in column_edges(row, key, nodes)]
    edges += [tie_edge(row, number, nodes) for number, row in enumerate(rows.of(TIES), 1)]
    return Network(tuple(nodes.found.values()), tuple(edges))


class Nodes:
    """Nodes as they are found, first those of rows, then those that are only named."""

    def __init__(self) -> None:
        self.found: dict[str, Node] = {}
        self.references: dict[str, str] = {}
        self.named: dict[str, list[str]] = {}

    def place(self, row: Row) -> str:
        """Makes the node of a row; its key."""
        name = row.get("name")
        key = row.get("id") or self.free(minted(name))
        own = thing_sheets()[row.sheet]
        kind = row.get("kind") if own.column("kind") else kebab(own.usual)
        gone = {"id", "name", "kind", *(column.key for column in tie_columns(row.sheet))}
        self.found[key] = Node(key, name or key, row.sheet, kind, {column: text for column, text in row.cells.items() if column not in gone})
        self.references[key] = row.get("id") or name
        self.named.setdefault(name, []).append(key)
        return key

    def free(self, key: str) -> str:
        """The key, or with a number after it if it is taken."""
        return next(one for one in (key, *(f"{key}-{number}" for number in range(2, len(self.found) + 3))) if one not in self.found)

    def close(self) -> None:
        """All rows have their nodes; from now on a name that several have means none of them."""
        self.named = {name: keys for name, keys in self.named.items() if name and len(keys) == 1}

    def end(self, reference: str) -> str:
        """The key of the node that a reference means; a new node if there is none."""
        if reference in self.found and self.references[reference] == reference:
            return reference
        if reference in self.named:
            return self.named[reference][0]
        key = reference if reference.startswith("i:") else minted(reference)
        while key in self.found and (self.found[key].sheet or self.references[key] != reference):
            key += "-0"
        if key not in self.found:
            self.found[key] = Node(key, reference, "", "", {})
            self.references[key] = reference
        return key

    def stated(self, key: str, reference: str) -> str:
        """The reference, if the node's own is another."""
        return "" if self.references[key] == reference else reference


def minted(name: str) -> str:
    """A key for a thing without an id: the same for the same name."""
    return MINTED + hashlib.sha256(name.encode()).hexdigest()[:12]


def column_edges(row: Row, key: str, nodes: Nodes) -> Iterator[Edge]:
    """The edges that the columns of a thing's row make."""
    for column in tie_columns(row.sheet):
        for number, reference in enumerate(row.several(column.key), 1):
            other = nodes.end(reference)
            source, target, end = (key, other, "to") if column.outward else (other, key, "from")
            fields = {name: row.get(name) for name in SHARED} | {end: nodes.stated(other, reference)}
            yield Edge(f"{key}.{column.key}.{number}", source, target, kebab(column.tie_kind), column.key, {name: text for name, text in fields.items() if text})


def tie_edge(row: Row, number: int, nodes: Nodes) -> Edge:
    """The edge of a row of the sheet of ties."""
    source, target = nodes.end(row.get("from")), nodes.end(row.get("to"))
    stated = {"from": nodes.stated(source, row.get("from")), "to": nodes.stated(target, row.get("to"))}
    fields = {column: text for column, text in {**row.cells, **stated}.items() if text and column not in ("id", "tie_kind")}
    return Edge(row.get("id") or f"e-{number}", source, target, row.get("tie_kind"), "", fields)
