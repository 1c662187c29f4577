"""Tables as they stand in a file: tabs of rows of plain values, the same for every kind of file.

Nothing is interpreted here: a number is a number, a text is what somebody typed, an empty cell is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..book import Problem

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | None
Rows = tuple[tuple[Value, ...], ...]
LETTERS = 26
LAST_COLUMN = 16_383
EXACT = 1e15
TOLD = 20


@dataclass(frozen=True)
class Tab:
    """A sheet: `rows[0]` is its row 1 and the first value there column A; all rows are equally long, and merged cells hold the value of
    their first cell in every cell. `hidden` are the numbers (from 1) of hidden rows, which are read like others; `formulas` the cells
    ("C14") that hold a formula, whose stored result is in the rows (None if there is none)."""

    name: str
    rows: Rows
    hidden: frozenset[int] = frozenset()
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tables:
    """The tabs of a file or folder, its name, and what is to be said of the reading."""

    file: str
    tabs: tuple[Tab, ...]
    notes: tuple[Problem, ...] = ()


def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(27), letters(16383)
    ('A', 'AB', 'XFD')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def place(column: str) -> int:
    """The number of a column from 0; `ValueError` if these are no capital letters.

    >>> place("A"), place("XFD")
    (0, 16383)
    """
    number = 0
    for letter in column:
        if not "A" <= letter <= "Z":
            raise ValueError(column)
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def whole(number: float) -> int | float:
    """A number without its .0.

    >>> whole(2024.0), whole(0.5)
    (2024, 0.5)
    """
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def clock(length: dt.timedelta) -> dt.time | str:
    """A length of time as a time of day, or as text where it is none.

    >>> clock(dt.timedelta(hours=26))
    '26:00:00'
    """
    if dt.timedelta() <= length < dt.timedelta(days=1):
        return (dt.datetime.min + length).time()
    seconds = abs(int(length.total_seconds()))
    return f"{'-' if length < dt.timedelta() else ''}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def padded(rows: list[tuple[Value, ...]]) -> Rows:
    """The rows, all as long as the longest one."""
    widest = max(map(len, rows), default=0)
    return tuple([row if len(row) == widest else row + (None,) * (widest - len(row)) for row in rows])


def notes(file: str, tab: str, cells: Iterable[tuple[str, str]], said: str, cure: str) -> list[Problem]:
    """The same said of several cells (with their values): of the first ones each, of the others their number."""
    found = [Problem("note", file, tab, cell, value, said, cure) for cell, value in cells]
    if len(found) <= TOLD:
        return found
    return [*found[:TOLD], Problem("note", file, tab, "", "", f"{len(found) - TOLD:,} more cells: {said[:1].lower()}{said[1:]}", cure)]
