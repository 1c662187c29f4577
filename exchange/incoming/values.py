"""A book as typed → a settled book: every text the one spelling of its value, what is usual filled in, and every problem in its cell.

Only rows without an error are in the settled book, in their order. Settling a settled book changes nothing and finds no new problem.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from ...graph.lookup import fold
from ...graph.sheets import Sheet, sheets, word
from ..book import Book, Problem, Row, problem
from .cells import cell
from .rules import ruled

Found = TypeVar("Found")
TURNED = {"from": "to", "to": "from"}


def settled(book: Book, today: dt.date | None = None) -> tuple[Book, tuple[Problem, ...]]:
    """The book with settled cells, as of a day (by default today), and what is wrong in it."""
    settling = Settling(today or dt.date.today())
    rows = [found for row in book.rows if (found := settling.row(row))]
    return book.with_rows(rows), tuple(settling.problems)


class Settling:
    """Rows being settled one after the other, with the ids and names that were met."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.layouts = {layout.key: layout for layout in sheets()}
        self.problems: list[Problem] = []
        self.ids: set[tuple[str, str]] = set()
        self.names: dict[tuple[str, str, str], Row] = {}
        self.kindless: set[tuple[str, str]] = set()

    def row(self, row: Row) -> Row | None:
        """The settled row; None if an error keeps it out."""
        layout = self.layouts.get(row.sheet)
        if layout is None:
            self.problems.append(problem(row, "", f"There is no sheet “{row.sheet}”.", f"Sheets: {', '.join(self.layouts)}."))
            return None
        before = len(self.problems)
        read = {key: cell(row.sheet, key, text) for key, text in row.cells.items()}
        for key, found in read.items():
            for one in found.said:
                self.problems.append(problem(row, key, one.problem, one.cure, one.severity))
        typed = row
        if "tie_kind" in read and read["tie_kind"].turned:
            typed, read = replace(row, cells=exchanged(row.cells), letters=exchanged(row.letters)), exchanged(read)
        plain = self.identified(replace(typed, cells={key: found.text for key, found in read.items() if found.text}))
        held = ruled(layout, plain, self.today, frozenset(key for key, found in read.items() if found.said and found.wrong))
        for key, one in held.said:
            self.problems.append(problem(typed, key, one.problem, one.cure, one.severity))
        self.kind(layout, plain, held.cells)
        if any(one.severity == "error" for one in self.problems[before:]):
            return None
        self.named(plain)
        return replace(plain, cells=held.cells)

    def identified(self, row: Row) -> Row:
        """The row without an id that another row has already: it is a copy."""
        own = row.get("id")
        key = ("", own) if own.startswith("i:") else (row.sheet, own)
        if own and key in self.ids:
            said = "Another row has this row ID: this one was read as a copy of it, and as a new row."
            self.problems.append(problem(row, "id", said, "Leave the row ID empty in a copied row.", "note"))
            return row.changed({"id": ""})
        self.ids.add(key)
        return row

    def kind(self, layout: Sheet, row: Row, cells: dict[str, str]) -> None:
        """Says once for each tab as what rows without a kind were read."""
        if "kind" not in cells or row.get("kind") or (row.file, row.tab) in self.kindless:
            return
        column = layout.column("kind")
        if column:
            self.kindless.add((row.file, row.tab))
            said = f"Rows that state no kind were read as “{word(column, cells['kind'])}”; this is the first."
            self.problems.append(problem(row, "kind", said, "Choose a kind from the list where it is another.", "note"))

    def named(self, row: Row) -> None:
        """Says that a row has the name of another one of its sheet."""
        name = row.get("name") or (row.get("title") if row.sheet == "sources" else "")
        if not name:
            return
        first = self.names.setdefault((row.file, row.sheet, fold(name)), row)
        if first is not row:
            key = "name" if row.get("name") else "title"
            said = f"Row {first.number} has the same name." if first.number else "Another row has the same name."
            self.problems.append(problem(row, key, said, "Put both into one row, or write a name that tells them apart.", "note"))


def exchanged(found: Mapping[str, Found]) -> dict[str, Found]:
    """What stands under keys, with From and To in each other's place."""
    return {TURNED.get(key, key): value for key, value in found.items()}
