"""The best way from some things to every other, and from every other to them, within so many steps, as arrays.

`outward` and `inward` agree with `search.best_ways`: least cost, then fewest steps, then the ties that come first, compared
from the start of the route. In: a network, the numbers of nodes, at least one step. Out: a rank per node, and its way when asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .network import Network
from .search import NEVER, STEP, Way, distances_from, distances_to, least, ranks

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, eq=False)
class Outward:
    """The best ways out of some nodes. `layers`: the rank of every node (`NEVER` where there is no way) within 0, 1, ... steps;
    `parents`: the edge by which the best way of exactly so many steps arrives, where it beats all shorter ones, else -1."""

    network: Network
    layers: list[np.ndarray]
    parents: list[np.ndarray]

    @property
    def ranks(self) -> np.ndarray:
        """The rank of the best way to every node; 0 at the starts."""
        return self.layers[-1]

    def way(self, node: int, steps: int | None = None) -> Way | None:
        """The best way to a node within the limit, or within fewer steps; None if there is none, without edges at a start."""
        rank = int(self.layers[-1 if steps is None else steps][node])
        if rank >= NEVER:
            return None
        edges: list[int] = []
        for step in range(rank % STEP, 0, -1):
            edges.append(int(self.parents[step][node]))
            node = self.network.tail(edges[-1])
        return way_of(self.network, rank, reversed(edges))


@dataclass(frozen=True, eq=False)
class Inward:
    """The best ways into some nodes. `ranks`: of the best way from every node, which its own transit is not charged for;
    `layers`: of the best way on from every node as later steps of a route, within 0, 1, ... steps."""

    network: Network
    ranks: np.ndarray
    layers: list[np.ndarray]

    def way(self, node: int) -> Way | None:
        """The best way that begins at a node; None if there is none, without edges at an end."""
        rank = int(self.ranks[node])
        return None if rank >= NEVER else way_of(self.network, rank, self.walked(node, rank, len(self.layers) - 1, True))

    def onward(self, node: int, steps: int) -> Way | None:
        """The best way on from a node as later steps of a route, within so many; None if there is none."""
        rank = int(self.layers[steps][node])
        return None if rank >= NEVER else way_of(self.network, rank, self.walked(node, rank, steps, False), False)

    def walked(self, node: int, rank: int, left: int, first: bool) -> Iterable[int]:
        """The edges of a way of this rank, the first of equal ones at each step."""
        while rank:
            a, b = int(self.network.indptr[node]), int(self.network.indptr[node + 1])
            prices = ranks((self.network.firsts if first else self.network.costs)[a:b])
            fitting = (prices + self.layers[left - 1][self.network.heads[a:b]] == rank).nonzero()[0] + a
            refs = self.network.refs if first else self.network.later_refs
            edge = int(fitting[refs[fitting].argmin()])
            yield edge
            rank -= int(prices[edge - a])
            node, left, first = int(self.network.heads[edge]), left - 1, False


def way_of(network: Network, rank: int, edges: Iterable[int], whole: bool = True) -> Way:
    """A way from its rank and the numbers of its edges; all of them are later steps where it is not the `whole` route."""
    found = tuple(edges)
    refs = network.later_refs[list(found)].tolist()
    if found and whole:
        refs[0] = int(network.refs[found[0]])
    return Way(rank, tuple(refs), found)


def outward(network: Network, starts: Collection[int], hops: int, shut: Collection[int] = ()) -> Outward:
    """The best ways from the nearest of `starts` to every node; `shut` nodes are not entered.

    Ways of equal rank are told apart as they grow: all that improve a node at one step have the same number of steps, and
    come in the order of the ways that they prolong, then of their last tie.
    """
    import numpy as np

    layers = distances_from(network, starts, hops, shut)
    indptr, tails, order = network.inward
    heads = np.repeat(np.arange(len(network.names), dtype=np.int32), np.diff(indptr))
    begins = np.zeros(len(network.names), bool)
    begins[np.array(list(starts), np.int64)] = True
    weight = np.where(begins[tails], ranks(network.firsts)[order], ranks(network.costs)[order])
    refs = np.where(begins[tails], network.refs[order], network.later_refs[order])
    place = np.zeros(len(network.names), np.int64)
    parents = [np.full(len(network.names), -1, np.int32)]
    for last, now in pairwise(layers):
        fitting = np.flatnonzero((now < last)[heads])
        fitting = fitting[last[tails[fitting]] + weight[fitting] == now[heads[fitting]]]
        fitting = fitting[np.lexsort((refs[fitting], place[tails[fitting]]))]
        _, firsts = np.unique(heads[fitting], return_index=True)
        chosen = fitting[np.sort(firsts)]
        place = np.zeros(len(network.names), np.int64)
        place[heads[chosen]] = np.arange(len(chosen))
        fresh = np.full(len(network.names), -1, np.int32)
        fresh[heads[chosen]] = order[chosen]
        parents.append(fresh)
    return Outward(network, layers, parents)


def inward(network: Network, ends: Collection[int], hops: int, shut: Collection[int] = ()) -> Inward:
    """The best ways from every node to the nearest of `ends`; `shut` nodes are not entered."""
    import numpy as np

    layers = distances_to(network, ends, hops, shut)
    values = np.minimum(ranks(network.firsts) + layers[hops - 1][network.heads], NEVER)
    found = least(values, network.indptr, np.full(len(network.names), NEVER, np.int64))
    found[np.array(list(ends), np.int64)] = 0
    return Inward(network, found, layers)
