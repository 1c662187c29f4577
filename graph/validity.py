"""Does a tie count at a date? Yes, no, or unknown, by the rules for states and occurrences.

A state holds if a stated interval contains the day, or the day lies between two observations; it does not if it ended
or had not begun; else it is unknown. An occurrence counts from its day on. A plan counts from the day it was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .dates import Span, as_of, span
from .errors import BadChoice, BadDate
from .facts import Facts
from .kinds import kinds
from .things import Evidence, Tie
from .vocabulary import K

STATUSES = {
    "actual": frozenset({"actual"}),
    "planned": frozenset({"actual", "planned"}),
    "all": frozenset({"actual", "planned", "possible", "proposed"}),
}
STALE_MONTHS = 24
LONGEST_TERM_DAYS = 3 * 366


@dataclass(frozen=True)
class Moment:
    """The day asked for, the statuses that count, and by when things had to be known; with `since`, all days from then to that day."""

    on: dt.date
    status: str = "actual"
    known_by: dt.date | None = None
    strict: bool = False
    since: dt.date | None = None

    @classmethod
    def from_words(cls, on: str | None, status: str = "all", known_by: str | None = None, strict: bool = False) -> Moment:
        """The moment that somebody typed; today if no day is given. `BadDate`, or `BadChoice` for an unknown status."""
        if status not in STATUSES:
            raise BadChoice(f"There is no status '{status}'.", f"Statuses: {', '.join(STATUSES)}.")
        return cls(as_of(on), status, span(known_by).last if known_by else None, strict)

    def back_to(self, since: str | None) -> Moment:
        """The same, over all days from `since` on; over all days ever if none is given. `BadDate` if it begins after its day."""
        first = span(since).first if since else dt.date.min
        if first > self.on:
            raise BadDate(f"'{since}' is after {self.on}.", "Let the span of days begin before it ends.")
        return replace(self, since=first)


def _span(text: str) -> Span | None:
    return span(text) if text else None


def holds(tie: Tie, day: dt.date) -> bool | None:
    """Whether a tie counts at a day; None if nobody knows. Who is first seen in a chair longer than a term later did not hold it yet."""
    since, until = _span(tie.since), _span(tie.until)
    seen = [span(text) for text in tie.observed]
    if tie.status != "actual":
        first_heard = min((s.first for s in seen), default=dt.date.min)
        return day >= first_heard
    if kinds()[tie.kind].occurrence:
        first = since or min(seen, key=lambda s: s.first, default=None)
        return None if first is None else day >= first.first
    if (since and day < since.first) or (until and day > until.last):
        return False
    if since and until:
        return True
    marks = [s.first for s in seen] + ([since.first] if since else []) + ([until.last] if until else [])
    if marks and min(marks) <= day <= max(s.last for s in [*seen, *filter(None, (since, until))]):
        return True
    if kinds()[tie.kind].one_holder and not since and marks and (min(marks) - day).days > LONGEST_TERM_DAYS:
        return False
    return None


def counts(tie: Tie, moment: Moment) -> bool | None:
    """Whether a tie counts at a moment: on its day, or on any of its days. An occurrence lies in a span of days on its own day."""
    if moment.since is None:
        return holds(tie, moment.on)
    over = _span(tie.until)
    found = holds(tie, min(moment.on, over.last) if over and tie.status == "actual" else moment.on)
    if not over and kinds()[tie.kind].occurrence:
        over = began(tie)
    return False if over and over.last < moment.since else found


def began(tie: Tie) -> Span | None:
    """When a tie began, or was first seen; None where nobody knows."""
    return _span(tie.since) or min((span(text) for text in tie.observed), key=lambda seen: seen.first, default=None)


def lived(facts: Facts, thing: str, moment: Moment) -> bool:
    """Whether a thing exists at a moment: on its day, or on any of its days."""
    gone = gone_by(facts, thing)
    if moment.since is None or gone is None or gone >= moment.on:
        return alive(facts, thing, moment.on)
    return gone >= moment.since and alive(facts, thing, gone)


def gone_by(facts: Facts, thing: str) -> dt.date | None:
    """The last day of a thing, None where it still exists. Events and texts stay."""
    ends = _span(facts.one(thing, K + "ends"))
    return None if ends is None or facts.isa(thing, "Event") or facts.isa(thing, "PolicyWindow") else ends.last


def alive(facts: Facts, thing: str, day: dt.date) -> bool:
    """Whether a thing exists at a day, as far as its stated lifetime says. Events and texts stay, once they were."""
    begins, ends = _span(facts.one(thing, K + "begins")), _span(facts.one(thing, K + "ends"))
    if facts.isa(thing, "Event") or facts.isa(thing, "PolicyWindow"):
        return True
    return not (begins and day < begins.first) and not (ends and day > ends.last)


def known(tie: Tie, moment: Moment) -> tuple[Evidence, ...]:
    """The evidence that was published by then; all of it if nobody asks."""
    if moment.known_by is None:
        return tie.evidence
    return tuple(e for e in tie.evidence if e.issued and span(e.issued).first <= moment.known_by)


def handed_on(ties: Iterable[Tie], moment: Moment) -> set[str]:
    """Open-ended ties of kinds that one holder has at a time (a chair), over because a later holder began, or was seen, by then."""
    return set(successions(ties, moment))


def successions(ties: Iterable[Tie], moment: Moment) -> dict[str, dt.date]:
    """The day on which the next holder began, of each tie that is over for that."""
    begun: dict[tuple[str, str], list[tuple[dt.date, Tie]]] = {}
    for tie in ties:
        if tie.status == "actual" and kinds()[tie.kind].one_holder and known(tie, moment):
            first = min((span(text).first for text in (tie.since, *tie.observed) if text), default=None)
            if first and first <= moment.on:
                begun.setdefault((tie.kind, tie.end), []).append((first, tie))
    return {tie.id: min(day for day, _ in held if day > first) for held in begun.values() for first, tie in held if not tie.until and first < max(day for day, _ in held)}


def last_seen(tie: Tie) -> dt.date | None:
    """The last day on which anything says that a tie held."""
    days = [span(text).last for text in (*tie.observed, tie.since, tie.until) if text]
    days += [span(known.issued).last for known in tie.evidence if known.issued and known.confidence == "seen"]
    return max(days, default=None)


def marks(tie: Tie, moment: Moment) -> tuple[str, ...]:
    """What a reader must know about a tie: keys of interface words."""
    found = []
    if tie.rank == "deprecated":
        found.append("deprecated")
    if tie.status == "actual" and holds(tie, moment.on) is False:
        found.append("ended" if tie.until and span(tie.until).last < moment.on else "not-begun")
    if tie.status != "actual":
        found.append(tie.status)
        due = _span(tie.until or tie.since)
        if tie.realised:
            found.append("realised")
        elif tie.status != "cancelled" and due and due.last < moment.on:
            found.append("date-passed")
    if tie.evidence and all(known.confidence == "recalled" for known in tie.evidence):
        found.append("recalled")
    if tie.evidence and all(known.assertion == "inferred" for known in tie.evidence):
        found.append("inferred")
    if tie.status == "actual" and holds(tie, moment.on) is None:
        found.append("date-unknown" if tie.observed or tie.since or tie.until else "undated")
    seen = last_seen(tie)
    covered = tie.until and span(tie.until).last >= moment.on
    if tie.status == "actual" and not covered and seen and (moment.on - seen).days > STALE_MONTHS * 30.44:
        found.append("stale")
    return tuple(found)
