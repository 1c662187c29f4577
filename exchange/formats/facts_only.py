"""What of a settled book may be repeated where a format cannot say how something is known: facts. A plan, what is inferred and what is only
remembered would come out as facts there, so they are left out, as they are when the knowledge is told in other vocabularies.

`Known` finds the row that a cell means; `Told` names things of others' files so that two are never taken for one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ..book import Book, Row, joined
from . import json_files
from .nodes import TIES, thing_sheets

OURS = re.compile(r"i:[a-z0-9]+(-[a-z0-9]+)*")
ACTUAL, INFERRED, RECALLED = "actual", "inferred", "recalled"
NO_FACT = "It is no fact that may be repeated (planned, possible, inferred or only remembered), which the format cannot say; or it has no place for it or its ends."
WHY = {"ties": NO_FACT, "events": NO_FACT, "sensitivity": "The format cannot say who may see it."}
UNCERTAIN_THINGS = frozenset({"events", "commitments", "windows"})


def factual(row: Row) -> bool:
    """Whether what a row says may be repeated as a fact."""
    return row.get("status") in ("", ACTUAL) and row.get("assertion") != INFERRED and row.get("confidence") != RECALLED


def things(book: Book) -> list[Row]:
    """The rows of things that may be told, each id once: an actor, body or text is one however it is known, an event only if it is a fact."""
    found, taken = [], set()
    for row in book.of(*thing_sheets()):
        if row.get("id") not in taken and (factual(row) or row.sheet not in UNCERTAIN_THINGS):
            found.append(row)
            taken |= {row.get("id")} - {""}
    return found


def ties(book: Book) -> list[Row]:
    """The ties that may be told, each id once."""
    found, taken = [], set()
    for row in book.of(TIES):
        if row.get("id") not in taken and factual(row):
            found.append(row)
            taken |= {row.get("id")} - {""}
    return found


def plain_date(text: str) -> str:
    """A day, month or year as it is; of a quarter, which other tools do not know, its year: without it what has ended would seem to go on."""
    return text[:4] if "Q" in text else text


def only(row: Row, cells: Mapping[str, str]) -> Row:
    """The row with these texts and no others."""
    return Row(row.sheet, {key: text for key, text in cells.items() if text}, row.file, row.tab, row.number, row.letters)


def identity(row: Row) -> str:
    """The id of a row, if it is one of ours."""
    return row.get("id") if OURS.fullmatch(row.get("id")) else ""


def other_names(row: Row, *more: str) -> list[str]:
    """The names of a row besides the first: in other languages, then its other names, then more; each once."""
    named = [text for key, text in row.cells.items() if key.startswith("name__")]
    return [text for text in dict.fromkeys((*named, *row.several("other_names"), *more)) if text != row.get("name")]


class Known:
    """Rows of things, found by id, or by name where only one has it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.ids = {row.get("id"): number for number, row in enumerate(self.rows) if row.get("id")}
        often = Counter(row.get("name") for row in self.rows)
        self.names = {row.get("name"): number for number, row in enumerate(self.rows) if often[row.get("name")] == 1}

    def of(self, reference: str) -> int | None:
        """The place of the row that a reference means, None if there is none."""
        return self.ids.get(reference, self.names.get(reference))

    def named(self, number: int) -> str:
        """How a cell refers to a row."""
        return identity(self.rows[number]) or self.rows[number].get("name")


class Sources:
    """Rows of sources, found by id, or by title where only one has it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.ids = {row.get("id"): number for number, row in enumerate(self.rows) if row.get("id")}
        self.often = Counter(row.get("title") for row in self.rows)
        self.titles = {row.get("title"): number for number, row in enumerate(self.rows) if self.often[row.get("title")] == 1}

    def of(self, cell: str) -> int | None:
        """The place of the source that a cell names, None if it has no row."""
        return self.ids.get(cell, self.titles.get(cell))

    def named(self, number: int) -> str:
        """How a cell names a source: by its title, or by its id or address where others share its title."""
        row = self.rows[number]
        return row.get("title") if self.often[row.get("title")] == 1 else identity(row) or row.get("address")


class Told:
    """The things of a file by the keys that it gives them, with names that tell them apart."""

    def __init__(self, named: Mapping[str, tuple[str, str, str]]) -> None:
        """`named` has, by key, how cells refer to a thing if it is ours, its name and its type."""
        self.names = {key: name or key for key, (_, name, _) in named.items()}
        self.ids = {key: own for key, (own, _, _) in named.items()}
        for mark in (lambda key: named[key][2], lambda key: key):
            often = Counter(text.casefold() for text in self.names.values())
            for key, text in list(self.names.items()):
                if often[text.casefold()] > 1 and not self.ids[key] and mark(key):
                    self.names[key] = json_files.name(f"{named[key][1] or key} ({mark(key)})")

    def reference(self, key: str) -> str:
        """How a cell refers to the thing of a key; the key itself if there is none."""
        return self.ids.get(key) or self.names.get(key, key)


def texts_of(*values: str) -> str:
    """Several values as one cell, each once."""
    return joined(dict.fromkeys(value for value in values if value))
