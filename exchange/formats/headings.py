"""Headings of the columns of nodes and edges in files of other tools, and the columns that headings of others mean: by key (`tie_kind`), by
English heading ("Link"), also with the word before it that keeps a column apart from one that a tool has for itself ("Stated source"),
and with a language after it (`name__th`).
"""

from __future__ import annotations

from functools import cache

from ...graph.facts import ALT, word_facts
from ...graph.sheets import LANGUAGE, sheet, sheets
from ...graph.vocabulary import PREFIXES
from .nodes import TIES, thing_sheets

SHEET = "sheet"
COLUMN = "made_by_column"
STATED = "stated"
HIDDEN = PREFIXES["skos"] + "hiddenLabel"


@cache
def heading(key: str, reserved: frozenset[str], readable: bool) -> str:
    """The heading of the texts of a column, by its key (or that with a language): its English label if it is to be `readable`, else its key; one
    that a tool reserves for itself gets a word before it."""
    base, mark, language = key.partition(LANGUAGE)
    text = labels().get(base, base.replace("_", " ").capitalize()) if readable else base
    if text.casefold() in reserved:
        text = f"{STATED.capitalize()} {text.lower()}" if readable else f"{STATED}_{text}"
    return text + mark + language


@cache
def labels() -> dict[str, str]:
    """The English headings of the columns of things and ties, by key."""
    return {column.key: column.label() for key in (*thing_sheets(), TIES) for column in sheet(key).columns}


@cache
def known_headings() -> dict[str, str]:
    """The keys of the columns of things and ties by every heading that means them."""
    found = {plain(text): key for key, label in {**labels(), SHEET: SHEET, COLUMN: COLUMN}.items() for text in (key, label)}
    return found | {f"{STATED} {text}": key for text, key in found.items()}


def known_name(heading: str) -> str:
    """The key of the column that a heading means, also with a language after it; '' if none."""
    base, mark, language = heading.partition(LANGUAGE)
    key = known_headings().get(plain(base if language else heading), "")
    return key + mark + language if key and language else key


@cache
def tie_synonyms() -> dict[str, tuple[int, str]]:
    """How well other headings mean the kind or a date of a tie (0 best) and which column of ties that is."""
    facts = word_facts()
    columns = [column for column in sheet(TIES).columns if column.holds in ("tieKind", "date", "dates")]
    listed = [(rank, plain(text), column.key) for rank, kind in enumerate((ALT, HIDDEN)) for column in columns for text in facts.all(column.id, kind)]
    return {text: (rank, key) for rank, text, key in reversed(listed)}


@cache
def date_headings() -> frozenset[str]:
    """Every heading that means a date in some sheet, without case."""
    columns = {column.id for one in sheets() for column in one.columns if column.holds in ("date", "dates")}
    return frozenset(plain(text) for column in columns for kind in (ALT, HIDDEN) for text in word_facts().all(column, kind))


def taken(texts: dict[str, str], *names: str) -> str:
    """Takes the text of the first of some headings that there is out of texts by heading; '' if there is none."""
    for name in names:
        for heading in [heading for heading in texts if plain(heading) == plain(name)]:
            return texts.pop(heading)
    return ""


def plain(heading: str) -> str:
    """A heading without case and kinds of blanks."""
    return " ".join(heading.replace("_", " ").casefold().split())
