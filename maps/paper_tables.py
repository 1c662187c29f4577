"""Record sheets: what groups put on paper, copied into tables with the columns of the import, and the same tables as rows for a workbook.

Groups have numbers, never names. The rows of ratings are filled in but for the number; links and new names are empty rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.facts import Facts
from ..graph.lookup import meant
from ..graph.sheets import Column, Sheet, sheet, word
from ..graph.vocabulary import ID
from ..graph.wording import ENGLISH
from .assessments import scales
from .paper_cards import Card
from .paper_words import Speaker, Text, Texts, each_once

RATED, LINKED, NEW = "assessments", "ties", "actors"
ON_PAPER = {
    RATED: ("about", "dimension", "score", "group", "said_at"),
    LINKED: ("from", "tie_kind", "to", "status", "since", "until", "note"),
    NEW: ("name", "short", "kind", "based_in", "note"),
}
ROWS = {RATED: (22, 17), LINKED: (13, 11), NEW: (13, 11)}
Rows = tuple[tuple[str, tuple[dict[str, str], ...]], ...]


@dataclass(frozen=True)
class Heading:
    """The heading of a column in the chosen languages and English; `key` is its name in the workbook."""

    key: str
    texts: Texts
    note: str
    required: bool


@dataclass(frozen=True)
class Cell:
    """What is printed in a cell: a code, then a text; empty to write in."""

    key: str
    code: str = ""
    texts: Texts = ()


@dataclass(frozen=True)
class Record:
    """One page of a table, the `number`th `of` some; `choices` are the words that a column takes, by its heading."""

    sheet: str
    title: Texts
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int
    of: int
    choices: tuple[tuple[Texts, str], ...]


def records(cards: Sequence[Card], speaker: Speaker, session: str) -> tuple[Record, ...]:
    """The pages of the tables: ratings for each card, then links, then new names."""
    rated = sheet(RATED)
    columns = printed(rated)
    dimension = next(column for column in columns if column.key == "dimension")
    filled = [
        tuple(
            Cell(
                column.key,
                card.code if column.key == "about" else "",
                {"about": card.names[:1], "dimension": judged(dimension, one, speaker), "said_at": (Text(speaker.first, session),) if session else ()}.get(column.key, ()),
            )
            for column in columns
        )
        for one in scales()
        for card in cards
        if card.thing
    ]
    empty = [tuple(Cell(column.key) for column in columns)] * 4
    return (
        *pages(rated, [*filled, *empty], speaker),
        *(page for key in (LINKED, NEW) for page in pages(sheet(key), [tuple(map(Cell, ON_PAPER[key]))] * room(key, speaker), speaker)),
    )


def room(key: str, speaker: Speaker) -> int:
    """How many rows of a sheet stand on a page: fewer under headings in several languages, and in scripts with high letters."""
    alone, several = ROWS[key]
    return alone if speaker.languages == (ENGLISH,) else several


def pages(table: Sheet, rows: Sequence[tuple[Cell, ...]], speaker: Speaker) -> tuple[Record, ...]:
    """A table, page by page."""
    most = room(table.key, speaker)
    parts = [tuple(rows[start : start + most]) for start in range(0, len(rows), most)]
    title = each_once(Text("en" if table.label(lang) == table.label() else lang, table.label(lang)) for lang in speaker.with_english().languages)
    listed = tuple((heading(column, speaker).texts, " · ".join(word(column, one) for one in table.choices(column))) for column in printed(table) if column.key == "status")
    heads = tuple(heading(column, speaker) for column in printed(table))
    return tuple(Record(table.key, title, heads, part, number, len(parts), listed) for number, part in enumerate(parts, 1))


def printed(table: Sheet) -> tuple[Column, ...]:
    """The columns that there is room for on paper, in the order of the workbook's keys; `KeyError` for one that it does not have."""
    own = {column.key: column for column in table.columns}
    return tuple(own[key] for key in ON_PAPER[table.key])


def heading(column: Column, speaker: Speaker) -> Heading:
    """The heading of a column, with the English beside it."""
    english = column.label()
    texts = each_once(Text("en" if column.label(lang) == english else lang, column.label(lang)) for lang in speaker.with_english().languages)
    return Heading(column.key, texts, column.note(), column.required)


def judged(column: Column, code: str, speaker: Speaker) -> Texts:
    """A dimension as the sheets of the kit call it, and as the workbook does."""
    return each_once((*speaker.known(f"paper_{code.replace('-', '_')}")[:1], *in_words(column, code, speaker)[:1]))


def in_words(column: Column, code: str, speaker: Speaker) -> Texts:
    """A code in the chosen languages."""
    return each_once(Text("en" if word(column, code, lang) == word(column, code) else lang, word(column, code, lang)) for lang in speaker.languages)


def rows(facts: Facts, things: Iterable[str], groups: int, session: str = "", lang: str = "en") -> Rows:
    """The same tables as rows, by the key of their sheet: for each group each thing on each scale, without a number; the others empty.

    A name that means several things is written as its short address, so that the import finds the one that is meant.
    """
    dimension = sheet(RATED).column("dimension")
    assert dimension is not None
    listed = list(things)
    filled = tuple(
        {"about": named(facts, thing), "dimension": word(dimension, one, lang), "score": "", "group": str(group), "said_at": session}
        for group in range(1, groups + 1)
        for one in scales()
        for thing in listed
    )
    return (RATED, filled), (LINKED, ()), (NEW, ())


def named(facts: Facts, thing: str) -> str:
    """The name of a thing, or its short address where the name means others too."""
    label = facts.label(thing)
    return label if meant(facts, label) == (thing,) else thing.replace(ID, "i:")
