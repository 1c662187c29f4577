"""The k best loopless routes between sets of things, and those that pass through things, over the arrays of a network.

Routes come in the order of rank (the cheapest, then the shortest), then that of their ties. Between two sets a route leaves the
first and enters the second once: no step between lies in either. They are found as Yen (1971) and Lawler (1972) do: each route
told parts the rest into those that leave it at one of its steps. A part waits under the rank that its first step promises, and
only when no other is better is its best route looked for, by A* with what is left as its potential.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..errors import KuasaError
from .distances import NEVER, STEP, Corridor, Layers, distances_from, distances_to, least, ranks
from .network import CLOSED, Network

__all__ = ["NEVER", "STEP", "Way", "best_ways", "distances_from", "distances_to", "least", "ranks", "ways_through"]
PARTIAL = 2_000_000
LATE = 1 << 31
Step = tuple[int, int, int, int, int]
Clock = Callable[[int, int], int | None]


def timeless(now: int, edge: int) -> int | None:
    """What a clock that stands still shows after a step; another may show more, or None where the step is no longer possible."""
    return 0


@dataclass(frozen=True, order=True)
class Way:
    """A route as it is ranked: its rank, the refs of its edges, their numbers."""

    rank: int
    refs: tuple[int, ...]
    edges: tuple[int, ...]

    @property
    def cost(self) -> int:
        """In micro-nats."""
        return self.rank // STEP


class Onward:
    """The steps that a route begun can go on with and still reach the ends, looked up once for each thing."""

    def __init__(self, network: Network, starts: set[int], ends: set[int], hops: int | None) -> None:
        self.network, self.starts, self.ends, self.hops = network, starts, ends, hops
        self.left: Corridor | Layers = Corridor(network, starts, ends) if hops is None else Layers(network, starts, ends, hops)
        self.known: dict[tuple[int, int], list[Step]] = {}

    def __call__(self, edges: tuple[int, ...]) -> list[Step]:
        """(promise, ref, edge, head, rank), the best promise first: the least rank of the step and what is left after it."""
        node = int(self.network.heads[edges[-1]]) if edges else -1
        key = node, 0 if self.hops is None else len(edges)
        if key not in self.known:
            self.known[key] = sorted(step for start in (sorted(self.starts) if node < 0 else [node]) for step in self.out_of(start, len(edges)))
        return self.known[key]

    def out_of(self, node: int, before: int) -> Iterator[Step]:
        """The steps out of one thing, after so many others."""
        network, first = self.network, before == 0
        a, b = int(network.indptr[node]), int(network.indptr[node + 1])
        heads, prices = network.heads[a:b], (network.firsts if first else network.costs)[a:b]
        refs = (network.refs if first else network.later_refs)[a:b]
        rests = self.left.rest(heads, None if self.hops is None else self.hops - before - 1)
        for edge, head, price, rest, ref in zip(range(a, b), heads.tolist(), prices.tolist(), rests, refs.tolist(), strict=True):
            if rest < NEVER and price != CLOSED and head not in self.starts:
                yield price * STEP + 1 + rest, ref, edge, head, price * STEP + 1

    @property
    def bound(self) -> int:
        """The rank up to which every route is found."""
        return self.left.bound

    def widen(self) -> None:
        """Raises the bound."""
        self.left.widen()
        self.known.clear()


def best_ways(network: Network, starts: Collection[int], ends: Collection[int], hops: int | None = None, clock: Clock = timeless) -> Iterator[Way]:
    """Every loopless route from a set to a set of at most `hops` steps, best first; only those that a `clock` allows."""
    starts, ends = set(starts), set(ends)
    if starts & ends or not starts or not ends:
        return
    onward = Onward(network, starts, ends, hops)
    heap: list[tuple[int, bool, tuple[int, ...], tuple[int, ...], int, set[int]]] = [(0, False, (), (), 0, set())]
    while heap:
        rank, found, refs, edges, at, banned = heapq.heappop(heap)
        if found:
            yield Way(rank, refs, edges)
            for n in range(at, len(edges)):
                heapq.heappush(heap, (rank, False, refs[:n], edges[:n], n, {edges[n]} | (banned if n == at else set())))
            continue
        if rank > onward.bound:
            onward.widen()
        part = Part(onward, edges, refs, banned, clock)
        promise = part.promise()
        if promise > rank:
            way, entry = None, (promise, False, refs, edges, at, banned)
        elif way := part.best():
            entry = (way.rank, True, way.refs, way.edges, at, banned)
        else:
            entry = (onward.bound + 1, False, refs, edges, at, banned)
        if entry[0] <= NEVER:
            heapq.heappush(heap, entry)


class Part:
    """The routes that begin with the edges of a trunk and go on with none of the banned ones."""

    def __init__(self, onward: Onward, trunk: tuple[int, ...], refs: tuple[int, ...], banned: set[int], clock: Clock) -> None:
        network = onward.network
        self.onward, self.trunk, self.refs, self.clock = onward, trunk, refs, clock
        self.now = 0
        for edge in trunk:
            self.now = clock(self.now, edge) or 0
        self.visited = {int(network.heads[edge]) for edge in trunk}
        self.spent = sum(int(network.costs[edge] if n else network.firsts[edge]) * STEP + 1 for n, edge in enumerate(trunk))
        self.first = [step for step in onward(trunk) if step[2] not in banned and step[3] not in self.visited and clock(self.now, step[2]) is not None]

    def promise(self) -> int:
        """The least rank that the best of them can have; more than `NEVER` if there is none."""
        return min(self.onward.bound + 1, *(self.spent + step[0] for step in self.first[:1]), NEVER + 1)

    def best(self) -> Way | None:
        """The best of them, if it is within the bound."""
        heap: list[tuple[int, tuple[int, ...], tuple[int, ...], int, int, int]] = []

        def push(steps: list[Step], spent: int, refs: tuple[int, ...], edges: tuple[int, ...], now: int) -> None:
            for promise, ref, edge, head, rank in steps:
                if head not in self.visited and (then := self.clock(now, edge)) is not None:
                    heapq.heappush(heap, (spent + promise, (*refs, ref), (*edges, edge), head, spent + rank, then))

        push(self.first, self.spent, self.refs, self.trunk, self.now)
        done: dict[tuple[int, int], int] = {}
        while heap:
            total, refs, edges, node, spent, now = heapq.heappop(heap)
            if total > self.onward.bound:
                return None
            if node in self.onward.ends:
                return Way(total, refs, edges)
            state = node, 0 if self.onward.hops is None else len(edges)
            if now < done.get(state, LATE):
                done[state] = now
                push(self.onward(edges), spent, refs, edges, now)
        return None


def ways_through(network: Network, starts: Collection[int], ends: Collection[int], through: Collection[int], hops: int, clock: Clock = timeless) -> Iterator[Way]:
    """Every loopless route of at most `hops` steps that passes all of `through`, in any order, best first; only those that a `clock` allows.

    A* over routes begun: the potential is the dearest of the ways over a thing still to be passed. `KuasaError` when
    `PARTIAL` of them were looked at.
    """
    starts, ends, wanted = set(starts), set(ends), frozenset(through)
    if starts & ends or wanted & (starts | ends):
        return
    direct = distances_to(network, ends, hops, starts)
    onward = {thing: distances_to(network, [thing], hops, starts | ends) for thing in wanted}
    heap: list[tuple[int, tuple[int, ...], tuple[int, ...], int, frozenset[int], int]] = [(0, (), (), 0, wanted, 0)]
    for looked in itertools.count():
        if not heap:
            return
        if looked == PARTIAL:
            raise KuasaError(f"{PARTIAL} beginnings of routes were looked at, and the search goes on.", "Allow fewer steps with --max-hops.")
        total, refs, edges, rank, missing, now = heapq.heappop(heap)
        node = int(network.heads[edges[-1]]) if edges else -1
        if node in ends:
            if not missing:
                yield Way(total, refs, edges)
            continue
        left = hops - len(edges) - 1
        if left < 0:
            continue
        visited = {int(network.heads[edge]) for edge in edges} | starts
        prices, named = (network.costs, network.later_refs) if edges else (network.firsts, network.refs)
        for here in (node,) if edges else sorted(starts):
            for edge in range(int(network.indptr[here]), int(network.indptr[here + 1])):
                head, price = int(network.heads[edge]), int(prices[edge])
                if head in visited or price == CLOSED or (then := clock(now, edge)) is None:
                    continue
                still = missing - {head}
                rest = max([int(direct[left][head]), *(int(onward[thing][left][head]) + int(direct[left][thing]) for thing in still)])
                if rest < NEVER and not (head in ends and still):
                    spent = rank + price * STEP + 1
                    heapq.heappush(heap, (spent + rest, (*refs, int(named[edge])), (*edges, edge), spent, still, then))
