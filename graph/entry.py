"""One line of a calendar: what, when as stated, how firmly, who, and the other dates that somebody gives.

A date keeps the precision of its source. What has no date has `precision` none and neither first nor last day; nothing is
filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from .dates import span
from .errors import BadDate
from .things import Evidence, Thing

PRECISIONS = {10: "day", 7: "month", 4: "year"}
OPPORTUNITIES = frozenset({"window", "event", "session"})


@dataclass(frozen=True)
class Rival:
    """Another date that is given for the same thing: as stated or in words, its days if it is a date, and whether the two contradict."""

    text: str
    contradicts: bool
    evidence: tuple[Evidence, ...] = ()

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that it can mean; None for words that are no date."""
        try:
            found = span(self.text)
        except BadDate:
            return None
        return found.first, found.last


@dataclass(frozen=True)
class Entry:
    """Something with a time, or that lacks one.

    `kind` is window, event, session, chairmanship, own-action, adoption or expected; `begins` and `ends` are as stated, '' where
    unknown; `status` is the recorded one (expected: not-announced), `outcome` what the day asked for adds to a plan: date-passed,
    realised or ''. `number` tells apart several dates of one thing. `also` holds more texts in which a topic is sought.
    """

    id: str
    title: str
    kind: str
    begins: str
    ends: str
    first: dt.date | None
    last: dt.date | None
    precision: str
    status: str
    certainty: str
    bodies: tuple[Thing, ...] = ()
    hosts: tuple[Thing, ...] = ()
    place: str = ""
    stage: str = ""
    topics: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    outcome: str = ""
    number: int = 1
    also: tuple[str, ...] = field(default=(), repr=False)

    @property
    def section(self) -> str:
        """Where it stands in a calendar: dated, undated (no date, or an opportunity of which only the year is known) or expected."""
        if self.kind == "expected":
            return "expected"
        vague = self.precision == "year" and self.kind in OPPORTUNITIES and self.status != "actual"
        return "undated" if self.precision == "none" or vague else "dated"

    @property
    def who(self) -> str:
        """Bodies and hosts by their short names."""
        return " · ".join(dict.fromkeys(thing.short for thing in (*self.bodies, *self.hosts)))

    @property
    def recalled(self) -> bool:
        """Whether nobody has checked it yet."""
        return bool(self.evidence) and all(known.confidence == "recalled" for known in self.evidence)


def precision(*stated: str) -> str:
    """The coarsest precision of dates as stated: day, month, quarter, year, or none without any.

    >>> precision("2024-05-09", "2024-Q2"), precision("")
    ('quarter', 'none')
    """
    order = ("none", "day", "month", "quarter", "year")
    found = ["quarter" if "Q" in text else PRECISIONS[len(text)] for text in stated if text]
    return max(found, key=order.index, default="none")


def days(begins: str, ends: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that two dates as stated can mean; None twice without any. An end before the beginning is not believed.

    >>> days("2011-09", "2011-09-22")[1].isoformat()
    '2011-09-22'
    """
    found = [span(text) for text in (begins, ends) if text]
    if not found:
        return None, None
    first = found[0].first
    return first, found[-1].last if found[-1].last >= first else found[0].last


def outcome(status: str, realised: bool, last: dt.date | None, rivals: Iterable[Rival], on: dt.date) -> str:
    """What a day adds to a plan: it was carried out, or all its dates have passed and nobody recorded what came of it; else ''."""
    if status not in ("planned", "possible", "proposed"):
        return ""
    if realised:
        return "realised"
    known = [day for day in (last, *(rival.days[1] for rival in rivals if rival.days)) if day]
    return "date-passed" if known and max(known) < on else ""
