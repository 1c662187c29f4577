"""The workbooks that take what was written on paper back in: one for each group, its number on the cover and nobody's name.

In: the rows that the paper kit lays out. Out: a file's bytes; names and scales are filled in, links and new names have empty rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...graph.knowledge import Knowledge
from ...graph.sheets import sheet
from ..book import Book, Row
from ..files.writing import workbook
from .filled import cover_page, names_of, sheet_page
from .template import STARTED

ROOM = 40
WRITTEN = ("assessments", "ties", "actors")


def group_book(tables: Iterable[tuple[str, Iterable[Mapping[str, str]]]], group: int, cover: Mapping[str, str], lang: str, knowledge: Knowledge) -> bytes:
    """The workbook of one group: the rows that are its own or nobody's, then empty ones."""
    session = ("said_at", cover.get("session", ""))  # the cover says it for every row
    rows = [
        Row(key, {name: text for name, text in cells.items() if text and (name, text) != session})
        for key, table in tables
        for cells in table
        if cells.get("group", "") in ("", str(group))
    ]
    book = Book(tuple(rows), {**{key: text for key, text in cover.items() if text}, "group": str(group)})
    named = names_of(book, knowledge)
    pages = [sheet_page(sheet(key), book, lang, named, ROOM + sum(1 for _ in book.of(key)), started=STARTED) for key in WRITTEN]
    return workbook([cover_page(book, lang), *pages])
