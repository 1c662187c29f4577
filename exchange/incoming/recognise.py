"""Tables of a file → rows of the workbook, as they are typed: which tab is which sheet, which column which, and what was not understood.

Headings may be moved, renamed, in another language or nearly right; what is not read is said, and a tab without a heading that it
needs, or with two of one meaning, is not read at all. Nothing is checked here but the headings: `values.settled` does that.
"""

from __future__ import annotations

from ...graph.sheets import sheets
from ..book import Book, Problem, Row
from ..files.tabs import Tables
from .cover import ABOUT, beside, cover
from .headers import header
from .tabrows import NOT_READ, Reading, listed, texts


def book(tables: Tables) -> tuple[Book, tuple[Problem, ...]]:
    """The rows of a file, and what is to be said of its tabs and headings. Errors mean that a tab was not read."""
    rows: list[Row] = []
    problems: list[Problem] = []
    about: dict[str, str] = {}
    read = 0
    for tab in tables.tabs:
        if not any(value is not None for row in tab.rows for value in row):
            continue
        extra = beside(tab.name)
        if extra:
            if extra == ABOUT:
                found, said = cover(tables.file, tab)
                about, problems = found | about, problems + said
            continue
        head = header(tab)
        if head is None:
            here = listed(next((row for row in map(texts, tab.rows) if any(row)), ()))
            problems.append(Problem("note", tables.file, tab.name, "", "", f"This is no sheet that kuasa knows: its first row has {here}. {NOT_READ}", named_sheets()))
            continue
        read += 1
        reading = Reading(tables.file, tab, head)
        rows += reading.rows()
        problems += reading.problems
    if tables.tabs and not read:
        problems.append(Problem("error", tables.file, "", "", "", "No table of this file is one that kuasa knows: nothing was read.", named_sheets()))
    return Book(tuple(rows), about), tuple(problems)


def named_sheets() -> str:
    """The cure for a table that is not known."""
    return f"Name the sheet after what its rows are ({', '.join(one.label() for one in sheets())}), with headings as in the template."
