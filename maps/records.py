"""The records of links that a file holds, each with the days on which it counts: facts, a lens, the day → `Record`s and proofs.

The page finds from them which links count on a day, with the same result as `graph.analysis.building.links`. A record counts
on the days on which its tie holds, both its ends exist and nobody has taken it over; withdrawn and corrected ones never do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from ..graph.analysis.lenses import Lens
from ..graph.dates import Span, span
from ..graph.facts import Facts
from ..graph.kinds import kinds
from ..graph.things import Evidence, Tie
from ..graph.validity import LONGEST_TERM_DAYS, Moment, holds, known, successions
from ..graph.vocabulary import K

DAY = dt.timedelta(days=1)
Life = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Proof:
    """How a record is known: the number of its source, the place in it, the last day on which the source can have been issued."""

    source: int
    locator: str
    assertion: str
    confidence: str
    issued: str


@dataclass(frozen=True)
class Record:
    """What one source says of a link, on whatever day: the page works out from its records which links count on a day.

    ``start``, ``end``, ``kind`` and ``proofs`` are numbers of nodes, link kinds and proofs. ``spans`` are the days on which it
    counts: (first, last, 1 if that is sure), "" where open. ``due`` is the last day of a plan, ``last`` the last day on which
    the record itself says that it held, ``covered`` the last day of its stated end, ``day`` that of an occurrence (it fades
    from then on). ``ahead`` and ``back`` are the strengths of its kind between such things; ``strength`` is a final one
    forward; ``final``: both are, and nothing is taken off for what it leaves.
    """

    id: str
    start: int
    end: int
    kind: int
    status: str
    since: str
    until: str
    observed: tuple[str, ...]
    spans: tuple[tuple[str, str, int], ...]
    proofs: tuple[int, ...]
    realised: int = 0
    due: str = ""
    last: str = ""
    covered: str = ""
    day: str = ""
    stated: str = ""
    strength: float | None = None
    ahead: float | None = None
    back: float | None = None
    final: int = 0


class Numbered(Protocol):
    """What numbers the sources of evidence."""

    def of(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The numbers of the sources of some evidence."""


@dataclass
class Proofs:
    """Numbers of proofs, in the order in which they are first named; `sources` numbers their sources."""

    sources: Numbered
    numbers: dict[Proof, int] = field(default_factory=dict)

    def of(self, evidence: tuple[Evidence, ...]) -> tuple[int, ...]:
        """The numbers of some evidence."""
        return tuple(dict.fromkeys(self.numbers.setdefault(self.proof(one), len(self.numbers)) for one in evidence))

    def proof(self, one: Evidence) -> Proof:
        """Evidence as a proof."""
        issued = span(one.issued).last.isoformat() if one.issued and one.confidence == "seen" else ""
        return Proof(self.sources.of((one,))[0], one.locator, one.assertion, one.confidence, issued)


def records(facts: Facts, lens: Lens, moment: Moment, things: Mapping[str, int], sorts: Mapping[str, int], proofs: Proofs, imagined: Iterable[Tie] = ()) -> Iterator[Record]:
    """The records between some things (their numbers) of some kinds (theirs), by their ids; those that are only `imagined` have no proof."""
    over = successions(facts.ties, Moment(dt.date.max, "all", moment.known_by))
    lives = {thing: life(facts, thing) for thing in things}
    classes = {thing: facts.classes(thing) for thing in things}
    for tie in sorted(chain(usable(facts, things), imagined), key=lambda tie: tie.id):
        evidence = known(tie, moment)
        days = tuple(spans(tie, (lives[tie.start], lives[tie.end]), over.get(tie.id)))
        if days and (evidence or not tie.evidence):
            final = tie.backward is not None
            ahead, back = (tie.strength, tie.backward) if final and lens.travels(tie.kind) else lens.strengths(tie.kind, classes[tie.start], classes[tie.end])
            stated = [span(text) for text in (*tie.observed, tie.since, tie.until) if text]
            due = span(tie.until or tie.since).last if tie.status != "actual" and (tie.until or tie.since) else None
            yield Record(
                id=tie.id,
                start=things[tie.start],
                end=things[tie.end],
                kind=sorts[tie.kind],
                status=tie.status,
                since=tie.since,
                until=tie.until,
                observed=tie.observed,
                spans=days,
                proofs=proofs.of(evidence),
                realised=int(tie.realised),
                due=written(due),
                last=written(max((one.last for one in stated), default=None)),
                covered=written(span(tie.until).last if tie.until else None),
                day=written(occurred(tie)),
                stated=tie.stated,
                strength=None if final else tie.strength,
                ahead=ahead or None,
                back=back or None,
                final=int(final),
            )


def usable(facts: Facts, things: Collection[str]) -> Iterator[Tie]:
    """The ties between some things that were not corrected and are not off."""
    return (tie for tie in facts.ties if tie.start in things and tie.end in things and tie.rank != "deprecated" and tie.status != "cancelled")


def life(facts: Facts, thing: str) -> Life:
    """The first and the last day of a thing, as `graph.validity.alive` has them: events and texts stay."""
    if facts.isa(thing, "Event") or facts.isa(thing, "PolicyWindow"):
        return dt.date.min, dt.date.max
    begins, ends = facts.one(thing, K + "begins"), facts.one(thing, K + "ends")
    return span(begins).first if begins else dt.date.min, span(ends).last if ends else dt.date.max


def spans(tie: Tie, lives: tuple[Life, Life], over: dt.date | None) -> Iterator[tuple[str, str, int]]:
    """The days on which a tie counts, in order: (first, last, 1 if that is sure). `over`: the day on which the next holder began."""
    first = max(begin for begin, _ in lives)
    last = min([end for _, end in lives] + ([over - DAY] if over else []))
    turns = sorted({first, *(day for day in turning(tie) if first < day <= last)})
    open_span: tuple[dt.date, dt.date, bool] | None = None
    for number, day in enumerate(turns):
        until = turns[number + 1] - DAY if number + 1 < len(turns) else last
        found = holds(tie, day)
        if open_span and (found is None or found) and open_span[2] == (found is True) and open_span[1] + DAY == day:
            open_span = (open_span[0], until, open_span[2])
            continue
        if open_span:
            yield told(open_span)
        open_span = (day, until, found is True) if found is not False and day <= until else None
    if open_span:
        yield told(open_span)


def told(days: tuple[dt.date, dt.date, bool]) -> tuple[str, str, int]:
    """A span as the page has it."""
    first, last, sure = days
    return "" if first == dt.date.min else first.isoformat(), "" if last == dt.date.max else last.isoformat(), int(sure)


def turning(tie: Tie) -> Iterator[dt.date]:
    """Every day on which what `graph.validity.holds` says of a tie can change."""
    stated: list[Span] = [span(text) for text in (tie.since, tie.until, *tie.observed) if text]
    for one in stated:
        yield one.first
        if one.last < dt.date.max:
            yield one.last + DAY
    if tie.until:
        yield span(tie.until).last
    if stated and kinds()[tie.kind].one_holder:
        marks = [span(text).first for text in (*tie.observed, tie.since) if text] + ([span(tie.until).last] if tie.until else [])
        yield max(dt.date.min, min(marks) - LONGEST_TERM_DAYS * DAY)


def occurred(tie: Tie) -> dt.date | None:
    """The day from which an occurrence fades; None for what does not fade."""
    day = tie.since or min(tie.observed, default="")
    return span(day).last if day and tie.status == "actual" and kinds()[tie.kind].occurrence else None


def written(day: dt.date | None) -> str:
    """A day in figures, '' for none."""
    return day.isoformat() if day else ""
