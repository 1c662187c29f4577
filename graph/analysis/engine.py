"""What carries out a search: one interface for the arrays of this machine and for a cluster, with the same whole numbers.

In: names of things, how far (a least score, a number of steps). Out: what is reached, or the best routes, as plain values.
Everything is ordered by (cost, steps, refs): the refs of a route are those of its edges, `2 * tie number + 1` for a tie
travelled backward. A name without any tie that counts reaches nothing and is reached by nothing: the result is empty.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from ..errors import UsageError
from .network import Network, cost
from .search import NEVER, STEP, Way, best_ways
from .spread import inward, outward

SHARE = 0.02


@dataclass(frozen=True)
class Reached:
    """A thing and the best route to it (from it, backwards): its cost in micro-nats, how many steps, the refs of its edges
    in the order of travel, the product of their strengths (multiplied from the
    thing that the search began with), and the thing before it (after it, backwards)."""

    name: str
    cost: int
    steps: int
    refs: tuple[int, ...]
    score: float
    previous: str


@dataclass(frozen=True)
class Route:
    """A loopless route: the things on it from first to last; the rest as in `Reached`."""

    names: tuple[str, ...]
    cost: int
    refs: tuple[int, ...]
    score: float


class Engine(Protocol):
    """A network that can be searched. Names are those of the network; `hops` (most steps) and `k` are at least 1."""

    def reach(self, starts: Collection[str], above: float = 0.0, hops: int = 6, backwards: bool = False) -> list[Reached]:
        """What the nearest of some things reaches (what reaches it, `backwards`), best first, they themselves left out.

        `above` is the least score, as a cost: what costs at most `ceiling(above)` is in; 0 means everything.
        """

    def best(self, starts: Collection[str], ends: Collection[str], k: int = 3, hops: int = 6, share: float = SHARE) -> list[Route]:
        """The `k` best loopless routes from a set to a set, best first, but none that costs more than the best one and
        `ceiling(share)` together; with a share of 0 there is no such limit. Between sets that meet there is no route."""


def ceiling(share: float) -> int | None:
    """The most that a score of at least `share` may cost, in micro-nats; None for 0: no limit. `UsageError` outside 0 to 1.

    >>> ceiling(0.5), ceiling(0)
    (693147, None)
    """
    if not 0 <= share <= 1:
        raise UsageError(f"{share} is not a score.", "Scores are numbers from 0 to 1.")
    return int(cost(share)) if share else None


@dataclass(frozen=True, eq=False)
class LocalEngine:
    """The arrays of one machine."""

    network: Network

    def reach(self, starts: Collection[str], above: float = 0.0, hops: int = 6, backwards: bool = False) -> list[Reached]:
        """As the interface says."""
        network, cap = self.network, ceiling(above)
        known = sorted({network.numbers[name] for name in starts if name in network.numbers})
        if not known:
            return []
        met = (inward if backwards else outward)(network, known, hops)
        limit = NEVER if cap is None else (cap + 1) * STEP
        ways = [(node, way) for node in (met.ranks < limit).nonzero()[0].tolist() if (way := met.way(node)) and way.edges]
        found = []
        for node, way in ways:
            strengths = [network.step(edge, first=n == 0) for n, edge in enumerate(way.edges)]
            score = math.prod(reversed(strengths) if backwards else strengths)
            previous = int(network.heads[way.edges[0]]) if backwards else network.tail(way.edges[-1])
            found.append(Reached(network.names[node], way.cost, len(way.edges), way.refs, score, network.names[previous]))
        return sorted(found, key=lambda one: (one.cost, one.steps, one.refs))

    def best(self, starts: Collection[str], ends: Collection[str], k: int = 3, hops: int = 6, share: float = SHARE) -> list[Route]:
        """As the interface says."""
        first, last = ([self.network.numbers[name] for name in names if name in self.network.numbers] for names in (starts, ends))
        return routes(self.network, islice(within(best_ways(self.network, first, last, hops), ceiling(share)), k))


def within(ways: Iterable[Way], room: int | None) -> Iterator[Way]:
    """The ways that cost at most as much as the first and `room` together; all of them without a limit."""
    limit = None
    for way in ways:
        limit = way.cost + room if limit is None and room is not None else limit
        if limit is not None and way.cost > limit:
            return
        yield way


def routes(network: Network, ways: Iterable[Way]) -> list[Route]:
    """Ways with the names of the things on them and their scores."""
    found = []
    for way in ways:
        names = (network.names[network.tail(way.edges[0])], *(network.names[int(network.heads[edge])] for edge in way.edges))
        found.append(Route(names, way.cost, way.refs, math.prod(network.step(edge, first=n == 0) for n, edge in enumerate(way.edges))))
    return found
