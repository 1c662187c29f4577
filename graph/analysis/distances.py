"""Exact ranks of the best ways to and from sets of things, over the arrays of a network.

A rank is one whole number, `cost * STEP + steps`: the cheapest comes first, of equally cheap ones the shortest. A ball of known
ranks grows around its centre by the rounds of Bellman and Ford, each over the nodes that the round before made better, and in
growing rings (Meyer and Sanders 2003: delta-stepping). Two balls that meet give the best rank between two sets, and then,
as in a search from both ends (Pohl 1971), every rank that matters to routes up to a bound.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from .network import CLOSED, Network

if TYPE_CHECKING:
    import numpy as np

STEP = 1 << 20
NEVER = 1 << 61
MANY = 16
SLACK = 8


def among(nodes: Collection[int], size: int) -> np.ndarray:
    """A truth value for each of `size` nodes: whether it is one of some."""
    import numpy as np

    found = np.zeros(size, bool)
    found[nodes if isinstance(nodes, np.ndarray) else list(nodes)] = True
    return found


def distinct(nodes: np.ndarray, size: int) -> np.ndarray:
    """Some of `size` nodes once each, in order: sorted where they are few, ticked off where they are many."""
    import numpy as np

    return np.unique(nodes) if len(nodes) * MANY < size else np.flatnonzero(among(nodes, size))


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


class Ball:
    """Ranks around a set, as far as they are known: `best` (int64 per node, `NEVER` where unknown) is exact up to `radius`.

    `pending` are the nodes from which nobody went on since they were made better. What is in `stops` is reached and not gone on
    from; a step out of what is in `begins` is the first of a route.
    """

    def __init__(self, network: Network, centre: Collection[int], forward: bool, begins: Collection[int] = (), stops: Collection[int] = ()) -> None:
        import numpy as np

        size = len(network.names)
        self.network, self.forward, self.radius = network, forward, 0
        self.rows: tuple[np.ndarray, np.ndarray, np.ndarray | None] = (network.indptr, network.heads, None) if forward else network.inward
        self.begins, self.stops = among(begins, size), among(stops, size)
        self.pending = np.array(sorted(centre), np.int64)
        self.best = np.full(size, NEVER, np.int64)
        self.best[self.pending] = 0

    def spread(self, chosen: np.ndarray) -> np.ndarray:
        """Goes one step on from the `chosen` of the pending nodes (truth values); the nodes made better, perhaps repeated."""
        import numpy as np

        network, origin = self.network, self.pending[chosen]
        indptr, others, edges = self.rows
        lengths = indptr[origin + 1] - indptr[origin]
        before = np.repeat(origin, lengths)
        spots = np.arange(len(before)) + np.repeat(indptr[origin] - np.cumsum(lengths) + lengths, lengths)
        heads, numbers = others[spots], spots if edges is None else edges[spots]
        prices = np.where(self.begins[before if self.forward else heads], network.firsts[numbers], network.costs[numbers]).astype(np.int64)
        values = self.best[before] + prices * STEP + 1
        better = (values < self.best[heads]) & (prices != CLOSED)
        after: np.ndarray = heads[better]
        np.minimum.at(self.best, after, values[better])
        self.pending = distinct(np.concatenate((self.pending[~chosen], after[~self.stops[after]])), len(self.best))
        return after

    def grow(self) -> np.ndarray:
        """Makes exact the nearer half of what is pending, and moves the radius there (`NEVER` when nothing is left); the nodes made better."""
        import numpy as np

        waiting = self.best[self.pending]
        self.radius = int(np.partition(waiting, len(waiting) // 2)[len(waiting) // 2]) if len(waiting) else NEVER
        met = [self.pending[:0]]
        while (chosen := self.best[self.pending] <= self.radius).any():
            met.append(self.spread(chosen))
        if not len(self.pending):
            self.radius = NEVER
        return np.concatenate(met)

    def layers(self, hops: int | None) -> list[np.ndarray]:
        """The ranks within 0, 1, ... `hops` steps; without a limit only those that stay."""
        import numpy as np

        if hops is None:
            while len(self.pending):
                self.grow()
            return [self.best]
        found = [self.best.copy()]
        while len(self.pending) and len(found) <= hops:
            self.spread(np.ones(len(self.pending), bool))
            found.append(self.best.copy())
        return found + found[-1:] * (hops + 1 - len(found))


def distances_to(network: Network, ends: Collection[int], hops: int | None = None, shut: Collection[int] = ()) -> list[np.ndarray]:
    """The rank of the best way from every node on to the nearest of `ends`, as later steps of a route, within 0, 1, ... steps.

    One array (int64, `NEVER` where there is none) per number of steps, up to `hops`; without a limit only the last. `shut`
    nodes are not entered.
    """
    return [closed(layer, shut, ends) for layer in Ball(network, ends, forward=False, stops=shut).layers(hops)]


def distances_from(network: Network, starts: Collection[int], hops: int | None = None, shut: Collection[int] = ()) -> list[np.ndarray]:
    """The rank of the best route from the nearest of `starts` to every node within 0, 1, ... steps; as `distances_to`."""
    return [closed(layer, shut, starts) for layer in Ball(network, starts, forward=True, begins=starts, stops=shut).layers(hops)]


def closed(layer: np.ndarray, shut: Collection[int], centre: Collection[int]) -> np.ndarray:
    """Ranks without those of what is not entered."""
    layer[list(set(shut) - set(centre))] = NEVER
    return layer


class Layers:
    """What is left of a route between two sets after any node, within so many steps; exact for routes of any rank."""

    def __init__(self, network: Network, starts: Collection[int], ends: Collection[int], hops: int) -> None:
        self.bound = NEVER
        self.layers = distances_to(network, ends, hops, starts)

    def widen(self) -> None:
        """Nothing is beyond the bound."""

    def rest(self, nodes: np.ndarray, steps: int | None) -> list[int]:
        """The rank from each of some nodes on, in at most `steps`."""
        found: list[int] = [NEVER] * len(nodes) if steps is None or steps < 0 else self.layers[steps][nodes].tolist()
        return found


class Corridor:
    """What is left of a route between two sets after any node: exact for all routes up to a `bound`, which can be widened.

    A node on a route up to the bound is near the ends (inside `behind`), or near the starts (inside `ahead`), for the radii
    together reach the bound; from the ends on, only nodes of the second kind are gone through that can lie on such a route.
    """

    def __init__(self, network: Network, starts: Collection[int], ends: Collection[int]) -> None:
        self.ahead = Ball(network, starts, forward=True, begins=starts, stops=ends)
        self.behind = Ball(network, ends, forward=False, begins=starts, stops=starts)
        self.bound, self.slack = NEVER, 0
        while self.ahead.radius + self.behind.radius < self.bound:
            met = self.grow()
            self.bound = min(self.bound, int((self.ahead.best[met] + self.behind.best[met]).min(initial=NEVER)))
        self.slack = self.bound // SLACK
        self.widen()

    def grow(self) -> np.ndarray:
        """Grows the ball with less at its edge; the nodes made better."""
        return min((self.ahead, self.behind), key=lambda ball: len(ball.pending)).grow()

    def widen(self) -> None:
        """Moves the bound outward, twice as far as the time before; to `NEVER` when a ball holds all it can."""
        self.bound, self.slack = min(NEVER, self.bound + self.slack), 2 * self.slack
        while self.ahead.radius + self.behind.radius < self.bound:
            self.grow()
        if max(self.ahead.radius, self.behind.radius) == NEVER:
            self.bound = NEVER
        behind, ahead = self.behind, self.ahead
        while (chosen := behind.best[behind.pending] + ahead.best[behind.pending] <= self.bound).any():
            behind.spread(chosen)

    def rest(self, nodes: np.ndarray, steps: int | None) -> list[int]:
        """The rank from each of some nodes on; `NEVER` where no route up to the bound goes through."""
        known = zip(self.behind.best[nodes].tolist(), self.ahead.best[nodes].tolist(), strict=True)
        return [rank if rank <= self.behind.radius or rank + before <= self.bound else NEVER for rank, before in known]
