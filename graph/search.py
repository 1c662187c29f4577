"""Searches over the arrays of a network: exact distances under a limit of steps, and the k best loopless routes.

A rank is one whole number, `cost * STEP + steps`: the cheapest comes first, of equally cheap ones the shortest, then the one
whose ties come first. Between two sets a route leaves the first and enters the second once: no step between lies in either.
Distances are those of Bellman and Ford, a round per step; the routes are found as Yen (1971) and Lawler (1972) do, each
deviation by A* with the distances that are left as its potential.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import KuasaError
from .network import CLOSED, Network

if TYPE_CHECKING:
    import numpy as np

STEP = 1 << 20
NEVER = 1 << 61
PARTIAL = 2_000_000


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


def ranks(costs: np.ndarray) -> np.ndarray:
    """The rank of each edge as a step; `NEVER` where nothing passes."""
    import numpy as np

    return np.where(costs == CLOSED, NEVER, costs.astype(np.int64) * STEP + 1)


def least(values: np.ndarray, indptr: np.ndarray, out: np.ndarray) -> np.ndarray:
    """The least value of each row into `out`, where a row has any below it."""
    import numpy as np

    rows = np.flatnonzero(np.diff(indptr))
    if len(rows):
        out[rows] = np.minimum(out[rows], np.minimum.reduceat(values, indptr[rows]))
    return out


def distances_to(network: Network, ends: Collection[int], hops: int | None = None, shut: Collection[int] = ()) -> list[np.ndarray]:
    """The rank of the best way from every node on to the nearest of `ends`, as later steps of a route, within 0, 1, ... steps.

    One array (int64, `NEVER` where there is none) per number of steps, up to `hops`; without a limit only the last. `shut`
    nodes are not entered.
    """
    import numpy as np

    weight = ranks(network.costs)
    blocked, goal = np.array(list(shut), np.int64), np.array(list(ends), np.int64)
    layers = [np.full(len(network.names), NEVER, np.int64)]
    layers[0][goal] = 0
    for _ in range(hops if hops is not None else len(network.names)):
        last = layers[-1]
        values = np.minimum(weight + last[network.heads], NEVER)
        fresh = least(values, network.indptr, last.copy())
        fresh[blocked] = NEVER
        fresh[goal] = 0
        if hops is None and np.array_equal(fresh, last):
            break
        layers = [*layers, fresh] if hops is not None else [fresh]
    return layers


def distances_from(network: Network, starts: Collection[int], hops: int | None = None, shut: Collection[int] = ()) -> list[np.ndarray]:
    """The rank of the best route from the nearest of `starts` to every node within 0, 1, ... steps; as `distances_to`."""
    import numpy as np

    indptr, tails, order = network.inward
    weight, opening = ranks(network.costs)[order], ranks(network.firsts)[order]
    blocked, origin = np.array(list(shut), np.int64), np.array(list(starts), np.int64)
    begins = np.zeros(len(network.names), bool)
    begins[origin] = True
    weight = np.where(begins[tails], opening, weight)
    layers = [np.full(len(network.names), NEVER, np.int64)]
    layers[0][origin] = 0
    for _ in range(hops if hops is not None else len(network.names)):
        last = layers[-1]
        values = np.minimum(weight + last[tails], NEVER)
        fresh = least(values, indptr, last.copy())
        fresh[blocked] = NEVER
        fresh[origin] = 0
        if hops is None and np.array_equal(fresh, last):
            break
        layers = [*layers, fresh] if hops is not None else [fresh]
    return layers


def best_ways(network: Network, starts: Collection[int], ends: Collection[int], hops: int | None = None) -> Iterator[Way]:
    """Every loopless route from a set to a set of at most `hops` steps, best first."""
    starts, ends = set(starts), set(ends)
    if starts & ends:
        return
    layers = distances_to(network, ends, hops, starts)
    first = deviation(network, layers, hops, starts, ends, (), set())
    waiting = [(first, 0, set[int]())] if first else []
    number = itertools.count()
    heap = [(way, next(number), at, banned) for way, at, banned in waiting]
    while heap:
        way, _, at, banned = heapq.heappop(heap)
        yield way
        for n in range(at, len(way.edges)):
            taken = {way.edges[n]} | (banned if n == at else set())
            other = deviation(network, layers, hops, starts, ends, way.edges[:n], taken)
            if other:
                heapq.heappush(heap, (other, next(number), n, taken))


def deviation(network: Network, layers: list[np.ndarray], hops: int | None, starts: set[int], ends: set[int], trunk: tuple[int, ...], banned: set[int]) -> Way | None:
    """The best loopless route that begins with the edges of `trunk` and goes on with none of the `banned` ones; None if there is none."""
    visited = {int(network.heads[edge]) for edge in trunk} | starts
    spent = sum(int(network.firsts[edge] if n == 0 else network.costs[edge]) * STEP + 1 for n, edge in enumerate(trunk))
    heap: list[tuple[int, tuple[int, ...], tuple[int, ...], int]] = []

    def grow(nodes: Collection[int], rank: int, refs: tuple[int, ...], edges: tuple[int, ...]) -> None:
        left = None if hops is None else hops - len(edges) - 1
        if left is not None and left < 0:
            return
        ahead = layers[-1 if left is None else left]
        prices = network.costs if edges else network.firsts
        for node in nodes:
            a, b = int(network.indptr[node]), int(network.indptr[node + 1])
            heads = network.heads[a:b]
            for edge, head, price, rest, ref in zip(range(a, b), heads.tolist(), prices[a:b].tolist(), ahead[heads].tolist(), network.refs[a:b].tolist(), strict=True):
                if rest < NEVER and price != CLOSED and head not in visited and edge not in taboo:
                    heapq.heappush(heap, (rank + price * STEP + 1 + rest, (*refs, ref), (*edges, edge), rank + price * STEP + 1))

    taboo = banned
    root = [int(network.heads[trunk[-1]])] if trunk else sorted(starts)
    grow(root, spent, tuple(network.refs[list(trunk)].tolist()), trunk)
    taboo = set()
    closed: set[tuple[int, int]] = set()
    while heap:
        total, refs, edges, rank = heapq.heappop(heap)
        node = int(network.heads[edges[-1]])
        if node in ends:
            return Way(total, refs, edges)
        state = (node, len(edges) if hops is not None else 0)
        if state not in closed:
            closed.add(state)
            grow((node,), rank, refs, edges)
    return None


def ways_through(network: Network, starts: Collection[int], ends: Collection[int], through: Collection[int], hops: int) -> Iterator[Way]:
    """Every loopless route of at most `hops` steps that passes all of `through`, in any order, best first.

    A* over routes begun: the potential is the dearest of the ways over a thing still to be passed. `KuasaError` when
    `PARTIAL` of them were looked at.
    """
    starts, ends, wanted = set(starts), set(ends), frozenset(through)
    if starts & ends or wanted & (starts | ends):
        return
    direct = distances_to(network, ends, hops, starts)
    onward = {thing: distances_to(network, [thing], hops, starts | ends) for thing in wanted}
    heap: list[tuple[int, tuple[int, ...], tuple[int, ...], int, frozenset[int]]] = [(0, (), (), 0, wanted)]
    for looked in itertools.count():
        if not heap:
            return
        if looked == PARTIAL:
            raise KuasaError(f"{PARTIAL} beginnings of routes were looked at, and the search goes on.", "Allow fewer steps with --max-hops.")
        total, refs, edges, rank, missing = heapq.heappop(heap)
        node = int(network.heads[edges[-1]]) if edges else -1
        if node in ends:
            if not missing:
                yield Way(total, refs, edges)
            continue
        left = hops - len(edges) - 1
        if left < 0:
            continue
        visited = {int(network.heads[edge]) for edge in edges} | starts
        prices = network.costs if edges else network.firsts
        for here in (node,) if edges else sorted(starts):
            for edge in range(int(network.indptr[here]), int(network.indptr[here + 1])):
                head, price = int(network.heads[edge]), int(prices[edge])
                if head in visited or price == CLOSED:
                    continue
                still = missing - {head}
                rest = max([int(direct[left][head]), *(int(onward[thing][left][head]) + int(direct[left][thing]) for thing in still)])
                if rest < NEVER and not (head in ends and still):
                    spent = rank + price * STEP + 1
                    heapq.heappush(heap, (spent + rest, (*refs, int(network.refs[edge])), (*edges, edge), spent, still))
