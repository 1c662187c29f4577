"""The ties that count at a moment, seen through a lens → a `Network`.

In: facts, a lens, a moment, what is left out. Records with the same ends, kind and status are one link with several sources;
what many share at an event is diluted; persons are left out unless they are asked for.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..dates import span, years_between
from ..facts import Facts
from ..kinds import kinds
from ..things import Tie
from ..validity import STATUSES, Moment, counts, gone_by, holds, known, lived, successions
from ..vocabulary import K
from .lenses import Lens
from .network import CLAMP, Link, Network

if TYPE_CHECKING:
    import numpy as np


def links(facts: Facts, moment: Moment) -> list[Tie]:
    """The ties that count at a moment, one per link: its best record, with the evidence of all."""
    merged: dict[tuple[object, ...], list[Tie]] = {}
    over = successions(facts.ties, moment)
    lives: dict[str, bool] = {}
    for tie in facts.ties:
        if tie.status not in STATUSES[moment.status] or tie.rank == "deprecated" or (tie.id in over and (moment.since is None or over[tie.id] <= moment.since)):
            continue
        there = counts(tie, moment)
        if there is False or (there is None and moment.strict):
            continue
        for end in (tie.start, tie.end):
            if end not in lives:
                lives[end] = end in facts.terms and lived(facts, end, moment)
        evidence = known(tie, moment)
        if evidence and lives[tie.start] and lives[tie.end]:
            own: tuple[object, ...] = () if tie.backward is None else (tie.strength, tie.backward, tie.stated)
            own += () if moment.since is None else (tie.since, tie.until, tie.observed, tie.id if tie.id in over else "")
            merged.setdefault((tie.start, tie.kind, tie.end, tie.status, *own), []).append(tie if evidence is tie.evidence else replace(tie, evidence=evidence))
    found = []
    for records in merged.values():
        if len(records) == 1 and len(records[0].evidence) == 1:
            found.append(records[0])
            continue
        records.sort(key=lambda t: (holds(t, moment.on) is not True, t.evidence[0].confidence != "seen", t.evidence[0].assertion == "inferred", t.id))
        found.append(replace(records[0], evidence=tuple(dict.fromkeys(e for record in records for e in record.evidence))))
    return sorted(found, key=lambda tie: tie.id)


def build(facts: Facts, lens: Lens, moment: Moment, without: frozenset[str] = frozenset(), persons: bool = False) -> Network:
    """The network of the ties that count, but for those of the things left `without`. Persons are left out unless `persons`.

    What is left out changes no strength: a route that goes on without it keeps its score.
    """
    import numpy as np

    made = facts.network(lens, moment, without)
    if made is not None:
        return made
    classes: dict[str, tuple[str, ...]] = {}
    usable = []
    for tie in links(facts, moment):
        for end in (tie.start, tie.end):
            if end not in classes:
                classes[end] = facts.classes(end)
        if persons or not any(K + "Person" in classes[end] for end in (tie.start, tie.end)):
            usable.append(tie)
    peers: dict[tuple[str, str], set[str]] = {}
    for tie in usable:
        peers.setdefault((tie.end, tie.kind), set()).add(tie.start)
    found = []
    over = {} if moment.since is None else successions(facts.ties, moment)
    for tie in usable:
        role = len(peers[tie.end, tie.kind]) if K + "Event" in classes[tie.end] and tie.kind in lens.peers else 0
        crowd = min(1.0, math.sqrt(lens.peers[tie.kind] / role)) if role else 1.0
        ahead, back = carries(tie, lens, moment, classes[tie.start], classes[tie.end])
        if not {tie.start, tie.end, tie.id} & without:
            found.append(Link(tie, ahead and min(CLAMP, ahead), back and min(CLAMP, back * crowd), role, moment.since and over_by(facts, tie, over)))
    names = sorted({end for link in found for end in (link.tie.start, link.tie.end)})
    shares = np.array([lens.transit(name, classes[name]) for name in names], float)
    edges = directed(found, names)
    final = np.array([link.tie.backward is not None for link in found], bool)[edges[-1] // 2] if found else None
    return Network.from_edges(lens, moment, names, found, shares, edges, final)


def over_by(facts: Facts, tie: Tie, over: dict[str, dt.date]) -> dt.date | None:
    """The last day of a tie by what else is known: a later holder (`over`), the end of a thing that it joins; None if none is known."""
    return min((day for day in (over.get(tie.id), gone_by(facts, tie.start), gone_by(facts, tie.end)) if day), default=None)


def directed(found: Sequence[Link], names: Sequence[str]) -> tuple[np.ndarray, ...]:
    """The edges of some links, as arrays: tails, heads, strengths, refs."""
    import numpy as np

    numbers = {name: number for number, name in enumerate(names)}
    rows = []
    for number, link in enumerate(found):
        start, end = numbers[link.tie.start], numbers[link.tie.end]
        rows += [(start, end, link.ahead, 2 * number)] if link.ahead else []
        rows += [(end, start, link.back, 2 * number + 1)] if link.back else []
    tails, heads, strengths, refs = zip(*rows, strict=True) if rows else ((), (), (), ())
    return np.array(tails, np.int32), np.array(heads, np.int32), np.array(strengths, float), np.array(refs, np.int32)


def carries(tie: Tie, lens: Lens, moment: Moment, start: tuple[str, ...], end: tuple[str, ...]) -> tuple[float | None, float | None]:
    """What a tie carries forward and backward between ends of these classes; None where nothing travels. Strengths of its
    own are final, but only in a lens through which its kind travels."""
    if tie.backward is not None:
        return (tie.strength or None, tie.backward or None) if lens.travels(tie.kind) else (None, None)
    ahead, back = lens.strengths(tie.kind, start, end)
    share = lens.belief(tie.evidence) * lens.status(tie.status) * fading(tie, lens, moment)
    forward = None if ahead is None else tie.strength if tie.strength is not None else ahead * share
    return forward, None if back is None else back * share


def fading(tie: Tie, lens: Lens, moment: Moment) -> float:
    """What an occurrence keeps with the years: half after `half_life`; states and plans keep all."""
    return float(0.5 ** (age(tie, moment) / lens.half_life)) if lens.half_life else 1.0


def age(tie: Tie, moment: Moment) -> float:
    """The years since an occurrence; 0 for states and plans, which do not age, and where no day is known."""
    day = tie.since or min(tie.observed, default="")
    if tie.status != "actual" or not kinds()[tie.kind].occurrence or not day:
        return 0.0
    return years_between(span(day).last, moment.on)
