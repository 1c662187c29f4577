"""The best route on which a thing stands between two sets.

In: a network, the prices of all pairs (`betweenness`), the number of a node. Out: a way. Refuses a node on no best route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .betweenness import Betweenness
from .distances import NEVER, STEP, Ball, distances_to, ranks
from .network import Network
from .search import Way
from .spread import way_of

if TYPE_CHECKING:
    import numpy as np


def way_over(network: Network, found: Betweenness, node: int) -> Way:
    """Of the best routes of all pairs, the first on which a node stands between: the cheapest, then the shortest, then the one
    whose start, then whose end, then whose ties come first. `LookupError` if it stands on none."""
    import numpy as np

    near = distances_to(network, [node])[-1]
    far = Ball(network, [node], forward=True).layers(None)[-1][found.ends]
    best = (NEVER, -1, -1)
    for start, prices in zip(found.starts.tolist(), found.prices, strict=True):
        first = opening(network, near, start)
        on = np.flatnonzero((first // STEP + far // STEP == prices) & (first + far < NEVER) & (found.ends != node))
        if len(on):
            end = on[np.argmin(far[on])]
            best = min(best, (first + int(far[end]), start, int(found.ends[end])))
    total, start, end = best
    if total == NEVER:
        raise LookupError(network.names[node])
    edges = (*walk(network, near, start, True), *walk(network, distances_to(network, [end])[-1], node, False))
    return way_of(network, total, edges)


def opening(network: Network, left: np.ndarray, start: int) -> int:
    """The rank of the best route from a node along the ranks left; `NEVER` if there is none."""
    steps = slice(network.indptr[start], network.indptr[start + 1])
    return int(min((ranks(network.firsts[steps]) + left[network.heads[steps]]).tolist(), default=NEVER))


def walk(network: Network, left: np.ndarray, node: int, first: bool) -> list[int]:
    """The edges of the best way from a node to where nothing is `left`, as a route's first step or later ones; of equal ones the first tie."""
    edges: list[int] = []
    while left[node]:
        steps = slice(network.indptr[node], network.indptr[node + 1])
        prices, refs = (network.costs, network.later_refs) if edges or not first else (network.firsts, network.refs)
        totals = ranks(prices[steps]) + left[network.heads[steps]]
        fitting = (totals == totals.min()).nonzero()[0] + network.indptr[node]
        edges.append(min(fitting.tolist(), key=refs.__getitem__))
        node = int(network.heads[edges[-1]])
    return edges
