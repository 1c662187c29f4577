"""What somebody typed in a column to choose from → the word that it means, or the choices that are nearest.

Beside the texts of the choices in every language other spellings are understood (-ize for -ise, a plural, missing signs); and for
a link also its verb seen from the other end ("is chaired by").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ...graph.kinds import kinds
from ...graph.sheets import CHOSEN, Column, Sheet, code_of, sheet, sheets, spellings, spoken, word
from ...graph.vocabulary import kebab
from ...graph.wording import languages, wording
from .headings import squeezed

FEW = 12
NEARLY = 60
SHOWN = 3
INFLUENCE = "stated-influence"


@dataclass(frozen=True)
class Choice:
    """The word that is meant; `turned` if the ends of a link stand the other way round."""

    code: str
    turned: bool = False


@lru_cache(1 << 14)
def chosen(layout: Sheet, column: Column, text: str) -> Choice | None:
    """What a text means among the choices of a column of a sheet; None if nothing."""
    allowed = choices(layout.key, column.key)
    code = code_of(column, text)
    if code in allowed:
        return Choice(code)
    if column.holds == "tieKind" and (kind := inverses().get(loosened(text))):
        return Choice(kind, turned=True)
    found = loose(layout.key, column.key).get(loosened(text), "")
    return Choice(found) if found else None


@cache
def choices(layout: str, key: str) -> frozenset[str]:
    """The words that a column may hold."""
    column = sheet(layout).column(key)
    assert column is not None
    return frozenset(sheet(layout).choices(column)) | ({INFLUENCE} if column.holds == "tieKind" else frozenset())


def loosened(text: str) -> str:
    """A text without what is often spelled in another way or left out ("is member of").

    >>> loosened("Trade Unions") == loosened("trade-union"), loosened("Organizing") == loosened("organising")
    (True, True)
    """
    return re.sub("([iy])z", r"\1s", squeezed(text)).removeprefix("is").rstrip("s")


@cache
def loose(layout: str, key: str) -> dict[str, str]:
    """The words of a column by their loosened texts; what would mean two is left out."""
    column = sheet(layout).column(key)
    assert column is not None
    found: dict[str, set[str]] = {}
    for text, code in spellings(column.holds, column.scheme).items():
        if code in choices(layout, key):
            found.setdefault(loosened(text), set()).add(code)
    return {text: min(codes) for text, codes in found.items() if len(codes) == 1}


@cache
def inverses() -> dict[str, str]:
    """The kinds of links by their verbs seen from the other end, in every language; without those that are verbs themselves."""
    verbs = {loosened(text) for text in spellings("tieKind", "")}
    found: dict[str, str] = {}
    for lang in dict.fromkeys((*spoken(), *languages())):
        for kind in kinds().values():
            text = loosened(wording(lang)[f"kind_{kind.word.replace('-', '_')}_inverse"])
            if text and text not in verbs:
                found.setdefault(text, kebab(kind.id))
    return found


def cure(layout: Sheet, column: Column, text: str) -> str:
    """What to do about a text that is no choice: the choices nearest to it, or the sheet in which it is one."""
    code = code_of(column, text)
    for other in sheets():
        same = other.column(column.key)
        if code and same and other.key != layout.key and code in choices(other.key, same.key):
            return f"“{word(column, code)}” is for the sheet {other.label()}: write the row there."
    for same in layout.columns:
        if same.holds in CHOSEN and same.key != column.key and (code := code_of(same, text)) in choices(layout.key, same.key):
            return f"Write “{word(same, code)}” under “{same.label()}”, and choose here from the list: {listed(layout, column)}."
    near = nearest(layout, column, text)
    if near:
        return f"Did you mean {' · '.join(near)}?"
    return f"Choose from the list: {listed(layout, column)}."


def listed(layout: Sheet, column: Column) -> str:
    """The texts of a column's choices, of very many the first."""
    found = sorted(word(column, one) for one in choices(layout.key, column.key))
    return ", ".join([*found[:FEW], *(["..."] if len(found) > FEW else [])])


def nearest(layout: Sheet, column: Column, text: str) -> list[str]:
    """The texts of up to three choices that are most like a text, best first."""
    from rapidfuzz import fuzz, process

    allowed = choices(layout.key, column.key)
    texts = {known: code for known, code in spellings(column.holds, column.scheme).items() if code in allowed}
    hits = process.extract(text.casefold()[:200], sorted(texts), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=SHOWN * 3)
    return list(dict.fromkeys(word(column, texts[known]) for known, _, _ in hits))[:SHOWN]
