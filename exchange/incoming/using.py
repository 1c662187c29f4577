"""Which texts of a book refer to things and to sources: a settled book in, each text with the rows that use it and what it can be out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from ...graph.facts import word_facts
from ...graph.sheets import REFERENCES, Column, iri_of, sheet
from ...graph.vocabulary import K
from ..book import Book, Row
from .known import SOURCE, THING, family


@dataclass
class Use:
    """The places of the rows that use a text, those that cannot stand without it, the key of the first column, the classes that it can have."""

    column: str
    places: list[int] = field(default_factory=list)
    needed: set[int] = field(default_factory=set)
    wanted: frozenset[str] = frozenset()


def uses(book: Book) -> tuple[dict[str, Use], dict[str, Use]]:
    """The uses of each text that refers to a thing, and of each that refers to a source, in the order of the book."""
    things: dict[str, Use] = {}
    sources: dict[str, Use] = {}
    for place, row in enumerate(book.rows):
        for column in referring(row.sheet):
            texts = row.several(column.key) if column.several else (row.get(column.key).strip(),)
            for text in filter(None, texts):
                use = (sources if column.holds == "source" else things).setdefault(text, Use(column.key))
                use.places.append(place)
                use.wanted |= expected(row, column)
                if column.required:
                    use.needed.add(place)
    return things, sources


@cache
def referring(page: str) -> tuple[Column, ...]:
    """The columns of a sheet whose cells refer to things or sources."""
    return tuple(column for column in sheet(page).columns if column.holds in REFERENCES or column.holds == "source")


def expected(row: Row, column: Column) -> frozenset[str]:
    """The classes that what a cell refers to can have."""
    if column.holds == "source":
        return frozenset({SOURCE})
    kind, outward = column.tie_kind, column.outward
    tie_kind = sheet(row.sheet).column("tie_kind")
    if tie_kind and column.key in ("from", "to"):
        kind, outward = iri_of(tie_kind, row.get("tie_kind")), column.key == "to"
    if kind:
        return allowed(kind, outward)
    return family(row.sheet) if column.key == "part_of" else frozenset({THING})


@cache
def allowed(kind: str, outward: bool) -> frozenset[str]:
    """The classes that the receiver (not outward: the giver) of a kind of tie can have; any thing if the kind does not say."""
    return frozenset(word_facts().all(kind, K + ("toClass" if outward else "fromClass"))) or frozenset({THING})
