"""What travels between spreadsheets, other tools' files and statements: rows of the workbook of data stewards (`graph.sheets`).

A row holds plain texts by column key; several values stand in one text with | between them. As read a text is what somebody
typed; in a *settled* book (`exchange.values`, and every book made from knowledge) it is the one spelling of its value: a word in
kebab-case for a code, 2024-Q2 for a date, yes or no, and in references `i:slug` for a thing that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..graph.sheets import SEPARATOR

# Characters that steer a screen or turn the direction of writing: a message shows that they are there.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
COVER = ("title", "organisation", "filled_in_by", "date", "session", "group")


@dataclass(frozen=True)
class Row:
    """A row: the key of its sheet, its texts by column key (without the empty ones; a name in a language as `name__th`), and where it
    stands: the name of the file, of the sheet there, its number there from 1, the letters of its columns by key, and its place among all
    rows that were read together (-1 if it was not read)."""

    sheet: str
    cells: Mapping[str, str]
    file: str = ""
    tab: str = ""
    number: int = 0
    letters: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    place: int = field(default=-1, compare=False, repr=False)

    def get(self, key: str) -> str:
        """The text of a column, '' if there is none."""
        return self.cells.get(key, "")

    def several(self, key: str) -> tuple[str, ...]:
        """The values of a column."""
        return split(self.get(key))

    def cell(self, key: str) -> str:
        """Where a cell stands: "B14", or "row 14" where a file has no columns."""
        letters = self.letters.get(key, "")
        return f"{letters}{self.number}" if letters else f"row {self.number}"

    def changed(self, cells: Mapping[str, str]) -> Row:
        """The row with other texts; an empty one takes a text away."""
        return replace(self, cells={key: text for key, text in {**self.cells, **cells}.items() if text})


@dataclass(frozen=True)
class Problem:
    """What is wrong in a cell: the file, the sheet there, the cell ("B14", or '' for the whole sheet), its value, what is wrong and the
    cure. An `error` keeps its row out; a `note` is only said. `place` is that of its row (-1: it is of no one row)."""

    severity: str
    file: str
    tab: str
    cell: str
    value: str
    problem: str
    cure: str
    place: int = field(default=-1, compare=False, repr=False)

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.file, f"sheet {self.tab}" if self.tab else "", self.cell)))
        return UNSEEN.sub("\ufffd", f"{place}: {f'“{self.value}”: ' if self.value else ''}{self.problem} {self.cure}".rstrip())


def problem(row: Row, key: str, said: str, cure: str, severity: str = "error") -> Problem:
    """What is wrong with the cell of a row."""
    return Problem(severity, row.file, row.tab, row.cell(key), row.get(key), said, cure, row.place)


@dataclass(frozen=True)
class Book:
    """Rows, in the order of their file, and its cover: texts by some of the keys in `COVER`, in that order.
    `tool` says whose layout it is: kuasa, kumu, gephi ..."""

    rows: tuple[Row, ...]
    cover: Mapping[str, str] = field(default_factory=dict)
    tool: str = "kuasa"

    def of(self, *sheets: str) -> Iterator[Row]:
        """The rows of some sheets."""
        return (row for row in self.rows if row.sheet in sheets)

    def with_rows(self, rows: Iterable[Row]) -> Book:
        """The same book with other rows."""
        return replace(self, rows=tuple(rows))


def split(text: str) -> tuple[str, ...]:
    """The values of a text with | between them, trimmed, each once.

    >>> split("SLOM | ALMM|SLOM|")
    ('SLOM', 'ALMM')
    """
    return tuple(dict.fromkeys(part.strip() for part in text.split(SEPARATOR) if part.strip()))


def joined(values: Iterable[str]) -> str:
    """Values as one text."""
    return SEPARATOR.join(values)
