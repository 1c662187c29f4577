"""A calendar as one page: entries in, one self-contained HTML file out as text.

The picture of time is drawn here, as inline SVG without any script; the table under it says the same in words, with numbered
sources. Nothing is asked for from elsewhere. What has no date stands in a box, never on the axis. The same entries give the
same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.calendar import said_of, state, when
from ..graph.entry import Entry
from ..graph.things import Evidence
from ..graph.wording import say
from .plain import page
from .strips import EDGE, LANES, WIDE, Strip, strips


@dataclass(frozen=True)
class Reference:
    """A numbered source in a row, with the place in it and how it is known."""

    number: int
    locator: str
    how: str


@dataclass(frozen=True)
class Row:
    """An entry in words: its number, when, how firm, other dates, references."""

    number: int
    entry: Entry
    when: str
    state: str
    others: tuple[str, ...]
    references: tuple[Reference, ...]


def render(entries: Sequence[Entry], conditions: str, on: dt.date, since: dt.date | None = None, until: dt.date | None = None, lang: str = "en") -> str:
    """The whole page; `conditions` says under what it holds."""
    numbers = numbered(entries)
    rows = tuple(row(number, one, numbers) for number, one in enumerate(entries, 1))
    shown = {
        "say": say,
        "strips": strips(entries, on, since, until),
        "rows": rows,
        "sources": list(numbers),
        "conditions": conditions,
        "on": on,
        "lanes": LANES,
        "wide": WIDE,
        "edge": EDGE,
        "drawing": drawing,
    }
    return page("timeline.html", shown, "timeline.css", lang=lang)


def drawing(strip: Strip) -> str:
    """What a strip is, for those who do not see it."""
    return say("timeline_drawing", name=strip.name, n=sum(len(lane.marks) for lane in strip.lanes))


def numbered(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """A number for each source, as (title, where to check it if nobody has): in the order in which they come, what is still to check last."""
    found = dict.fromkeys(source(known) for one in entries for known in proofs(one))
    return {key: number for number, key in enumerate(sorted(found, key=lambda key: bool(key[1])), 1)}


def proofs(one: Entry) -> tuple[Evidence, ...]:
    """The evidence of an entry and of the other dates for it."""
    return tuple(dict.fromkeys((*one.evidence, *(known for rival in one.rivals for known in rival.evidence))))


def source(known: Evidence) -> tuple[str, str]:
    """A source as (title, ''), or for what nobody has checked as ('', where to check)."""
    return ("", known.check_at) if known.confidence == "recalled" else (known.title, "")


def row(number: int, one: Entry, numbers: dict[tuple[str, str], int]) -> Row:
    """An entry in words."""
    references = tuple(Reference(numbers[source(known)], known.locator, how(known)) for known in proofs(one))
    return Row(number, one, when(one), state(one), tuple(dict.fromkeys(map(said_of, one.rivals))), references)


def how(known: Evidence) -> str:
    """How something is known, in words; '' for an official text."""
    return "" if known.assertion == "official-text" else say(f"assertion_{known.assertion}")
