"""The workbook to fill in: a language in, a file out. Its sheets, columns, lists and notes are those of `graph.sheets`.

Every row to fill has its id and may be seen in the room alone. With names of things (`about`) what is known about them stands in the
first rows, to confirm, correct or strike. A language without translations is filled up with English.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.errors import UsageError
from ...graph.knowledge import Knowledge
from ...graph.lookup import resolve
from ...graph.sheets import sheets, spoken
from ...graph.wording import ENGLISH
from ..book import Book
from ..files.writing import workbook
from . import exported
from .filled import cover_page, names_of, sheet_page
from .instructions import example, readme

ROOM = 300
STARTED = {"sensitivity": "for-participants"}


def made(lang: str = ENGLISH, knowledge: Knowledge | None = None, about: Sequence[str] = ()) -> bytes:
    """The workbook to fill in, in a language; `about` are names or addresses of things that the knowledge has.

    `UsageError` for a language that the workbook is not there in, or things without knowledge; `UnknownName` and `AmbiguousName` for names.
    """
    if lang not in spoken():
        raise UsageError(f"The workbook is not there in '{lang}'.", f"Languages: {', '.join(spoken())}.")
    if about and knowledge is None:
        raise UsageError("Nothing is known here to fill in.", "Name the knowledge too, or leave the names out.")
    known = begun(knowledge, about) if knowledge is not None and about else Book(())
    named = names_of(known, knowledge)
    pages = [
        sheet_page(layout, known, lang, named, ROOM + sum(1 for _ in known.of(layout.key)), started={key: text for key, text in STARTED.items() if layout.column(key)})
        for layout in sheets()
    ]
    return workbook([readme(lang), cover_page(known, lang), *pages, example(lang)])


def begun(knowledge: Knowledge, about: Sequence[str]) -> Book:
    """What is known about some things, each row to be reviewed and, as people change it, for the room."""
    book = exported.book(knowledge, [resolve(knowledge.facts, name) for name in about])
    return book.with_rows(row.changed({"sensitivity": STARTED["sensitivity"]}) if row.sheet != "sources" else row for row in book.rows)
