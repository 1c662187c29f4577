"""A tab → where its headings stand and what sheet of the workbook it is: by its name in any language, else by its headings.

The headings may stand below titles and empty rows. A tab that is no sheet, or lacks a heading that it must have, says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...graph.lookup import fold
from ...graph.sheets import CHOSEN, Sheet, code_of, sheet, sheets, spoken
from ...graph.wording import languages
from ..files.tabs import Tab
from .headings import Assigned, assigned, called, squeezed
from .plain import text_of

SEARCHED = 20
SAMPLE = 50
TIES = "ties"
WITHOUT_KIND = "tie_kind"
COPY = re.compile(r"^(?:copy of|kopie von|salinan)\s+|\([^)]*\)|[\d.]+", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """The headings of a tab: what sheet it is, the number of their row from 1, their texts, the columns, and the columns that are
    required but are not there."""

    layout: Sheet
    number: int
    headings: tuple[str, ...]
    columns: Assigned
    missing: tuple[str, ...] = ()


def header(tab: Tab) -> Header | None:
    """The headings of a tab; None if it is no sheet of the workbook. What its name says counts unless its headings are those of
    another sheet, or of links."""
    heads = [tuple(map(text_of, row)) for row in tab.rows[:SEARCHED]]
    named = named_sheet(tab.name)
    own = best(named, heads) if named else None
    if own and not own.missing:
        return linked(own, heads) or own
    others = [found for layout in sheets() if layout is not named and (found := best(layout, heads)) and not found.missing]
    told = max(others, key=lambda found: (found.columns.score + fitting(found, tab), -position(found.layout)), default=None)
    if told and (len(told.columns.places) > 1 or len(tab.rows[0]) == 1) and (own is None or told.columns.score > own.columns.score):
        return told
    if named and own is None:
        return Header(named, 0, (), Assigned(), tuple(column.key for column in named.columns if column.required))
    return own


def best(layout: Sheet, heads: Sequence[Sequence[str]]) -> Header | None:
    """The row that names most columns of a sheet, the first of several; None if none names any."""
    scores = [assigned(layout, row, nearly=False).score if any(row) else 0.0 for row in heads]
    top = max(scores, default=0.0)
    nearly = top == 0.0
    if nearly:
        scores = [assigned(layout, row).score if sum(map(bool, row)) > 1 else 0.0 for row in heads]
        top = max(scores, default=0.0)
    if top == 0.0:
        return None
    place = scores.index(top)
    columns = assigned(layout, heads[place])
    missing = tuple(column.key for column in layout.columns if column.required and column.key not in columns.places and column.key != WITHOUT_KIND)
    return Header(layout, place + 1, tuple(heads[place]), columns, missing)


def linked(own: Header, heads: Sequence[Sequence[str]]) -> Header | None:
    """The headings of links, whatever the tab is called, if they name two ends and a kind that the sheet of its name has no place for."""
    found = best(sheet(TIES), heads) if own.layout.key != TIES else None
    wanted = {column.key for column in sheet(TIES).columns if column.required}
    if found is None or found.number != own.number or not wanted <= found.columns.places.keys():
        return None
    return found if len({found.columns.places[key] for key in wanted} & set(own.columns.unknown)) > 1 else None


def fitting(found: Header, tab: Tab) -> float:
    """How many of the first values in columns to choose from are among the choices: 1 if all are, 0 if none is."""
    chosen = [(column, place) for key, place in found.columns.places.items() if (column := found.layout.column(key)) and column.holds in CHOSEN and column.key != "sensitivity"]
    values = [(column, text_of(row[place])) for row in tab.rows[found.number : found.number + SAMPLE] for column, place in chosen]
    fits = [code_of(column, text) in found.layout.choices(column) for column, text in values if text]
    return sum(fits) / len(fits) if fits else 0.0


def position(layout: Sheet) -> int:
    """The place of a sheet in the workbook."""
    return [one.key for one in sheets()].index(layout.key)


def named_sheet(name: str) -> Sheet | None:
    """The sheet that the name of a tab or file means: all of it, or the only word in it that means one.

    >>> getattr(named_sheet("2. Links (draft)"), "key", "")
    'ties'
    """
    known = sheet_names()
    plain = COPY.sub("", name.strip())
    for text in (name, plain):
        if key := known.get(squeezed(text)) if text.strip() else None:
            return sheet(key)
    found = {known[word] for word in map(squeezed, fold(plain).split()) if word in known}
    return sheet(found.pop()) if len(found) == 1 else None


@cache
def sheet_names() -> dict[str, str]:
    """The keys of the sheets by every name that they have, squeezed; labels before synonyms."""
    listed = [(rank, squeezed(text), one.key) for one in sheets() for rank, text in called(one.id, one.key, map(one.label, dict.fromkeys((*languages(), *spoken()))))]
    return {text: key for _, text, key in sorted(listed, key=lambda entry: -entry[0])}
