"""Routes in order of time: first this, then that.

The clock of a route shows the latest day on which one of its ties so far began; a step may not use a tie that ended before that
day. A tie begins with the first day that its beginning can mean, or when it was first seen; one whose beginning nobody knows has
always held. It ends with the last day that its end can mean; an occurrence does not end: once it happened, it stays usable.

In: a network over a span of days (`Moment.since`), which holds parallel ties. Waiting costs nothing, so that a route which comes back to
a thing is never better than the same without the detour: the searches of `search` stay exact (Wu and others 2014).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..dates import span
from ..kinds import kinds
from ..things import Tie
from ..validity import began
from .network import Link, Network
from .search import Clock, Way, best_ways, ways_through

ALWAYS = 0
STILL = 1 << 30


def interval(link: Link) -> tuple[int, int]:
    """The days (ordinals) on which a tie begins and ends: `ALWAYS` and `STILL` where it is not known that it does."""
    tie, first = link.tie, began(link.tie)
    lasts = [link.over.toordinal()] if link.over else []
    if tie.until and not kinds()[tie.kind].occurrence:
        lasts.append(span(tie.until).last.toordinal())
    return first.first.toordinal() if first else ALWAYS, min(lasts, default=STILL)


def clock(network: Network, until: int = STILL) -> Clock:
    """What the clock shows after a step: the later of what it showed and the day on which the tie began; None where the tie had
    ended by then, or had not begun by the day `until`."""
    known: dict[int, tuple[int, int]] = {}

    def after(now: int, edge: int) -> int | None:
        number = int(network.refs[edge]) // 2
        if number not in known:
            known[number] = interval(network.links[number])
        begins, ends = known[number]
        return max(now, begins) if now <= ends and begins <= until else None

    return after


def in_order(network: Network, starts: Collection[int], ends: Collection[int], hops: int, through: Collection[int] = (), until: int = STILL) -> Iterator[Way]:
    """Every loopless route in order of time from a set to a set of at most `hops` steps, best first, parallel ties apart.

    Only routes that pass all of `through`, and that were walked by the day `until` (an ordinal). Empty where there is none.
    """
    if through:
        return ways_through(network, starts, ends, through, hops, clock(network, until))
    return best_ways(network, starts, ends, hops, clock(network, until))


def earliest(network: Network, starts: Collection[int], ends: Collection[int], hops: int, through: Collection[int] = ()) -> Way | None:
    """The route in order of time that was walked first, of equally early ones the best; None if there is no route.

    Each search leaves out all that does not arrive before the route that the last one found.
    """
    found, until = None, STILL
    while way := next(in_order(network, starts, ends, hops, through, until), None):
        found, until = way, arrival(network, way) - 1
    return found


def arrival(network: Network, way: Way) -> int:
    """The day (an ordinal) from which on a route can have been walked; `ALWAYS` if nobody knows of any step when it began."""
    return max(interval(network.links[ref // 2])[0] for ref in way.refs)


def arrived(ties: Iterable[Tie]) -> str:
    """The day from which on some ties in order can have been walked, as it is stated: the latest beginning; '' if none is known."""
    known = [first for tie in ties if (first := began(tie))]
    return max(known, key=lambda first: first.first).text if known else ""


def once(network: Network, ways: Iterable[Way]) -> Iterator[Way]:
    """The best of the routes over the same things, those that differ only in parallel ties left out."""
    seen = set()
    for way in ways:
        things = (network.tail(way.edges[0]), *(int(network.heads[edge]) for edge in way.edges))
        if things not in seen:
            seen.add(things)
            yield way
