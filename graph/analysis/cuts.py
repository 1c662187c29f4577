"""The smallest sets of nodes without which no way is left from some nodes to others: minimum vertex cuts.

Each node is split into two joined by an arc of capacity 1; the rest have no limit. The greatest flow is the number of ways that
share no node (Menger 1927; Even 1975), and the full joints that a closed set of the residual graph cuts are a smallest set
(Picard and Queyranne 1980). A node that nothing passes through is on no way. Ways of any length count: for a limit of five
steps or more the question is NP-hard (Itai, Perl and Shiloach 1982).
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from .network import CLOSED, Network

if TYPE_CHECKING:
    import numpy as np

WORK = 30_000_000


@dataclass(frozen=True)
class Cuts:
    """Sets of node numbers, each sorted; the one nearest to the starts comes first, the one nearest to the ends last.

    `size` is that of every set, and the number of ways that share no node between: 0 where there is no way at all, -1 where an
    edge leads straight across and no set helps. `complete`: whether these are all sets of this size.
    """

    size: int
    sets: tuple[tuple[int, ...], ...]
    complete: bool = True


def minimum_cuts(network: Network, starts: Collection[int], ends: Collection[int], limit: int = 20) -> Cuts:
    """The smallest sets of nodes, outside of both, without which no way leads from `starts` to `ends`; at most `limit`, at least 2.

    Without starts or without ends there is no way. Ends that are starts too are taken as joined by an edge.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    if not starts or not ends:
        return Cuts(0, ())
    if set(starts) & set(ends):
        return Cuts(-1, ())
    tails, heads, between = crossing(network, starts, ends)
    number = np.full(len(network.names), -1, np.int32)
    number[between] = np.arange(len(between))
    size, source, sink = 2 * len(between), 2 * len(between), 2 * len(between) + 1
    out = np.where(np.isin(tails, list(starts)), source, 2 * number[tails] + 1)
    into = np.where(np.isin(heads, list(ends)), sink, 2 * number[heads])
    if np.any((out == source) & (into == sink)):
        return Cuts(-1, ())
    if not len(tails):
        return Cuts(0, ())
    joints = np.arange(0, size, 2)
    rows, columns = np.concatenate((out, joints)), np.concatenate((into, joints + 1))
    capacity = np.concatenate((np.full(len(out), len(between) + 1), np.ones(len(joints), np.int64)))
    arcs = csr_array((capacity, (rows.astype(np.int32), columns.astype(np.int32))), shape=(size + 2, size + 2))
    arcs.data = np.minimum(arcs.data, len(between) + 1).astype(np.int32)
    flow = maximum_flow(arcs, source, sink)
    left = csr_array(arcs - flow.flow)
    left.data = np.maximum(left.data, 0)
    left.eliminate_zeros()
    full = np.flatnonzero(np.asarray(flow.flow[joints, joints + 1]).ravel() > 0)
    sets, complete = closed_sets(left, full, limit)
    return Cuts(int(flow.flow_value), tuple(tuple(int(between[n]) for n in found) for found in sets), complete)


def crossing(network: Network, starts: Collection[int], ends: Collection[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The edges that some way from set to set may use (tails, heads), and the nodes between, sorted: those that starts reach and that reach ends."""
    import numpy as np

    count = len(network.names)
    begins, finishes = (np.isin(np.arange(count), list(nodes)) for nodes in (starts, ends))
    tails = np.repeat(np.arange(count, dtype=np.int32), np.diff(network.indptr))
    heads = network.heads
    kept = (begins[tails] | (network.costs != CLOSED)) & ~begins[heads] & ~finishes[tails]
    tails, heads = tails[kept], heads[kept]
    ahead, behind = follow(tails, heads, begins), follow(heads, tails, finishes)
    on_way = ahead & behind
    kept = on_way[tails] & on_way[heads]
    return tails[kept], heads[kept], np.flatnonzero(on_way & ~begins & ~finishes)


def follow(tails: np.ndarray, heads: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Which nodes some nodes lead to, themselves too, as truth values."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    count = len(begins)
    first = np.flatnonzero(begins)
    rows, columns = np.concatenate((tails, np.full(len(first), count))), np.concatenate((heads, first))
    steps = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(count + 1, count + 1))
    found = np.zeros(count + 1, bool)
    found[breadth_first_order(steps, count, return_predecessors=False)] = True
    return found[:count]


def closed_sets(left: Any, full: np.ndarray, limit: int) -> tuple[list[tuple[int, ...]], bool]:
    """The smallest sets by the residual graph that a greatest flow has `left`, nearest to its source first, and whether these are all.

    `full` joints (numbered 0, 1, ...) can be cut if their halves lie in different strong components. Which halves lead to which
    is worked out once on the components; where that would take too long, only the first and the last set are given.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, connected_components

    source, sink = left.shape[0] - 2, left.shape[0] - 1
    count, part = connected_components(left, connection="strong")
    able = full[part[2 * full] != part[2 * full + 1]]
    rows = np.repeat(np.arange(left.shape[0]), np.diff(left.indptr))
    steps = csr_array((np.ones(len(rows), np.int32), (part[rows], part[left.indices])), shape=(count, count))

    def led_to(node: int, graph: Any) -> np.ndarray:
        found = np.zeros(count, bool)
        found[breadth_first_order(graph, int(part[node]), return_predecessors=False)] = True
        return found

    ahead, behind = led_to(source, steps), led_to(sink, csr_array(steps.T))
    nearest = tuple(able[ahead[part[2 * able]] & ~ahead[part[2 * able + 1]]].tolist())
    last = tuple(able[~behind[part[2 * able]] & behind[part[2 * able + 1]]].tolist())
    if 2 * len(able) * (steps.nnz + count) > WORK:
        return list(dict.fromkeys((nearest, last))), False
    halves = part[np.concatenate((2 * able, 2 * able + 1))]
    masks = [sum(1 << n for n in np.flatnonzero(led_to(node, steps)[halves]).tolist()) for node in (*(2 * able).tolist(), *(2 * able + 1).tolist(), source)]
    found = list(islice(listed(masks, len(able)), max(limit, len(able) if len(nearest) == 1 else 0) + 1))
    sets = [tuple(int(able[n]) for n in chosen) for chosen in found]
    if len(sets) <= max(limit, len(able) if len(nearest) == 1 else 0):
        return sets, True
    return [*sets[: limit - 1], last], False


def listed(masks: list[int], count: int) -> Iterator[tuple[int, ...]]:
    """The sets of joints that a closed set cuts, none twice, that of the least closed set first (parted as Lawler 1972 does).

    `masks` has the halves that each half leads to, as bits: the inner halves of `count` joints, their outer halves, the source.
    """

    def closed(inside: frozenset[int], outside: frozenset[int]) -> int:
        """The least closed set that cuts all joints `inside` and none `outside`; 0 if there is none."""
        found = masks[-1]
        for joint in inside:
            found |= masks[joint]
        while growing := [joint for joint in outside if found >> joint & 1 and not found >> joint + count & 1]:
            for joint in growing:
                found |= masks[joint + count]
        return 0 if any(found >> joint + count & 1 for joint in inside) else found | 1 << 2 * count

    def entered(inside: frozenset[int], outside: frozenset[int]) -> None:
        found = closed(inside, outside)
        cut = tuple(joint for joint in range(count) if found >> joint & 1 and not found >> joint + count & 1)
        if found and cut:
            heapq.heappush(heap, (found.bit_count(), cut, next(number), inside, outside))

    heap: list[tuple[int, tuple[int, ...], int, frozenset[int], frozenset[int]]] = []
    number = itertools.count()
    entered(frozenset(), frozenset())
    while heap:
        _, cut, _, inside, outside = heapq.heappop(heap)
        yield cut
        for joint in cut:
            if joint not in inside:
                entered(inside, outside | {joint})
                inside = inside | {joint}
