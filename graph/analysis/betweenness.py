"""Which things stand on the best routes from any start to any end: subset betweenness.

In: a network, numbers of its nodes. Out: for every node the share of best routes on which it stands, summed over pairs.
Refuses nothing: what no route reaches counts for nothing. There is no limit of steps here: a best route is the cheapest.

The dependencies are those of Brandes (2001; sets of starts and ends: Brandes 2008), looked at from the ends: one search
backward from each end, then the counts of best routes and what flows along them, each the solution of a triangular system
over the few steps that lie on best routes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .network import CLOSED, Network
from .search import NEVER

if TYPE_CHECKING:
    import numpy as np

BEYOND = 2.0**52


@dataclass(frozen=True, eq=False)
class Betweenness:
    """`starts`, `ends`: numbers of nodes, sorted. `sums` (float64 per node): the share of best routes on which it stands
    between the ends of a route, over all pairs. `prices` (int64, starts by ends): the cost of the best route, `NEVER` where
    there is none, or where both are one thing."""

    starts: np.ndarray
    ends: np.ndarray
    sums: np.ndarray
    prices: np.ndarray

    @property
    def pairs(self) -> int:
        """How many pairs have a route."""
        return int((self.prices < NEVER).sum())


def between(network: Network, starts: Collection[int], ends: Collection[int]) -> Betweenness:
    """The betweenness of every node between two sets, every start and every end taken as a pair of its own.

    Of several equally cheap routes of a pair each counts for its part; a thing may be a start of one pair and stand between
    another. Equal to `networkx.betweenness_centrality_subset(normalized=False)` on the edges that were kept. Sets may
    overlap; an empty one gives zeros.
    """
    import numpy as np

    origin, goal = np.unique(np.array(list(starts), np.int64)), np.unique(np.array(list(ends), np.int64))
    sums = np.zeros(len(network.names))
    prices = np.full((len(origin), len(goal)), NEVER, np.int64)
    opening, owners = leaving(network, origin)
    behind = backward(network)
    places = np.zeros(len(network.names), np.int64)
    for n, end in enumerate(goal.tolist()):
        left = distances(behind, end)
        total = network.firsts[opening] + left[network.heads[opening]]
        total[origin[owners] == end] = NEVER
        np.minimum.at(prices[:, n], owners, total)
        best = (total == prices[owners, n]) & (total < NEVER)
        if best.any():
            nodes, flow = flows(network, left, end, places, network.heads[opening[best]], owners[best])
            sums[nodes] += flow
    return Betweenness(origin, goal, sums, np.minimum(prices, NEVER))


def flows(network: Network, left: np.ndarray, end: int, places: np.ndarray, heads: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nodes on best routes to `end`, and how much of the routes passes each; the end itself left out.

    `heads` are where the best first steps lead, `owners` whose they are; `places` is room to number nodes in. With A the steps
    on best routes, the routes on from each node are N = (I - A)^-1 e, and what passes it is N times (I - A)^-T c, where c sums
    1 / (routes of a start) over the starts whose first step leads there.
    """
    import numpy as np
    from scipy.sparse import csc_array
    from scipy.sparse.linalg import spsolve_triangular

    nodes, tails, tips = tight(network, left, np.unique(heads))
    nodes = nodes[np.argsort(left[nodes], kind="stable")]
    size = len(nodes)
    places[nodes] = np.arange(size)
    own = np.arange(size)
    rows, columns = np.concatenate((own, places[tails])), np.concatenate((own, places[tips]))
    values = np.concatenate((np.ones(size), np.full(len(tails), -1.0)))
    system = csc_array((values, (rows, columns)), shape=(size, size))
    unit = np.zeros(size)
    unit[0] = 1.0
    routes = spsolve_triangular(system, unit, lower=True, unit_diagonal=True)
    entered = places[heads]
    of_start = np.bincount(owners, routes[entered])
    weights = np.bincount(entered, 1.0 / of_start[owners], minlength=size)
    flow = routes * spsolve_triangular(system.T.tocsc(), weights, lower=False, unit_diagonal=True)
    return nodes[1:], flow[1:]


def tight(network: Network, left: np.ndarray, roots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What lies on best routes on from `roots`: the nodes, and the steps by tail and head. `left` is the cost left from each node."""
    import numpy as np

    seen = np.zeros(len(left), bool)
    seen[roots] = True
    front = roots
    nodes, tails, heads = [front], [], []
    while len(front):
        edges, owners = leaving(network, front)
        start, head = front[owners], network.heads[edges]
        on = (network.costs[edges] + left[head] == left[start]) & (network.costs[edges] != CLOSED)
        tails.append(start[on])
        heads.append(head[on])
        front = np.unique(heads[-1][~seen[heads[-1]]])
        seen[front] = True
        nodes.append(front)
    return np.concatenate(nodes), np.concatenate(tails), np.concatenate(heads)


def leaving(network: Network, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the edges that leave some nodes, and the place of each edge's node among `nodes`."""
    import numpy as np

    counts = network.indptr[nodes + 1] - network.indptr[nodes]
    before = np.cumsum(counts) - counts
    return np.repeat(network.indptr[nodes] - before, counts) + np.arange(counts.sum()), np.repeat(np.arange(len(nodes)), counts)


def backward(network: Network) -> Any:
    """The costs of later steps in rows by end, as a scipy CSR array for `distances`."""
    import numpy as np
    from scipy.sparse import csr_array

    indptr, tails, order = network.inward
    costs = network.costs[order]
    return csr_array((np.where(costs == CLOSED, 2 * BEYOND, costs), tails, indptr), shape=(len(network.names), len(network.names)))


def distances(costs: Any, node: int) -> np.ndarray:
    """The least cost from every node on to `node`, as later steps of a route, where `costs` is `backward(network)` (int64, `NEVER` where there is none)."""
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    found = dijkstra(costs, indices=node, limit=BEYOND)
    return np.where(np.isfinite(found), found, NEVER).astype(np.int64)
