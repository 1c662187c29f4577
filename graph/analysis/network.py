"""A network of influence as frozen arrays.

A node is a thing; an edge is one direction of one tie. Of parallel edges the strongest is kept (the first tie of equal ones),
and its tie is remembered. A cost is whole micro-nats, `round(-1e6 * ln strength)`: sums of whole numbers are the same in
every engine. What may pass *through* a thing is a share per node (each thing split into in and out): it is folded into the
cost of every edge that leaves a node where a route does not begin.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..things import Tie
from ..validity import Moment
from .lenses import Lens

if TYPE_CHECKING:
    import numpy as np

CLAMP = 1 - 1e-6
CLOSED = 2**31 - 1


@dataclass(frozen=True)
class Edge:
    """One direction of one link. `strength` is in (0, 1): what the tie carries, without transit."""

    start: str
    end: str
    tie: Tie
    forward: bool
    strength: float


@dataclass(frozen=True)
class Link:
    """A tie with what it carries forward and backward, each in (0, 1), or None where nothing travels; how many have its role at an event.

    `over`: the last day on which it held although no end of it is stated, looking back over a span of days.
    """

    tie: Tie
    ahead: float | None
    back: float | None
    peers: int = 0
    over: dt.date | None = None


@dataclass(frozen=True, eq=False)
class Network:
    """Edges in rows by start. `links` are in the order of their ties' ids; `names` of nodes are sorted.

    Arrays over nodes: `indptr` (n + 1, where the row of a node begins), `shares` (what a thing lets through, 0 to 1). Arrays
    over edges: `heads` (the node it leads to), `firsts` (cost as the first step of a route), `costs` (cost as a later step;
    `CLOSED` where nothing passes), `refs` (twice the number of its link, plus 1 for the backward direction). `laters` are the
    refs of later steps, where another of parallel ties is the best there because its strength is final; None where all are the same.
    """

    lens: Lens
    moment: Moment
    names: Sequence[str]
    links: Sequence[Link]
    shares: np.ndarray
    indptr: np.ndarray
    heads: np.ndarray
    firsts: np.ndarray
    costs: np.ndarray
    refs: np.ndarray
    laters: np.ndarray | None = None

    @classmethod
    def from_edges(
        cls, lens: Lens, moment: Moment, names: Sequence[str], links: Sequence[Link], shares: np.ndarray, edges: tuple[np.ndarray, ...], final: np.ndarray | None = None
    ) -> Network:
        """A network of directed edges: (tails, heads, strengths, refs), each in (0, 1), in any order; loops are left out.

        Of `final` edges (true or false for each) nothing is taken off for the thing that they leave, if it lets anything through. Over a span of days all
        parallel edges are kept: which of them can be used depends on the steps before.
        """
        import numpy as np

        tails, heads, strengths, refs = edges
        prices = cost(strengths)
        every = moment.since is not None
        best = best_of(tails, heads, prices, refs, every)
        firsts = costs = frozen(prices[best])
        laters = None
        if not np.all(shares == 1.0):
            prices = later_costs(strengths, shares[tails], final)
            costs = prices[best]
            if final is not None and final.any() and not every:
                other = best_of(tails, heads, prices, refs)
                laters = frozen(np.where(prices[other] == costs, refs[best], refs[other]).astype(np.int32))
                costs = prices[other]
        indptr, ends, chosen = starts_of(tails[best], len(names)), heads[best].astype(np.int32), refs[best].astype(np.int32)
        return cls(lens, moment, names, links, frozen(shares), frozen(indptr), frozen(ends), firsts, frozen(costs), frozen(chosen), laters)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each node; names that know their numbers keep them."""
        known: Mapping[str, int] | None = getattr(self.names, "numbers", None)
        return known if known is not None else {name: number for number, name in enumerate(self.names)}

    @property
    def inward(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The same edges in rows by end: where the row of a node begins, the node each comes from, its edge number. Where edges
        come from is worked out when asked for and not kept."""
        import numpy as np

        indptr, order = self.by_end
        return indptr, np.repeat(np.arange(len(self.names), dtype=np.int32), np.diff(self.indptr))[order], order

    @cached_property
    def by_end(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the row of a node begins in an order of edges by their ends, and that order."""
        import numpy as np

        order = np.argsort(self.heads, kind="stable").astype(np.int32)
        return frozen(starts_of(self.heads[order], len(self.names))), frozen(order)

    @cached_property
    def key(self) -> str:
        """A hash of everything that a result rests on: equal networks have equal keys."""
        found = hashlib.sha256(f"{self.lens.name} {self.moment}".encode())
        for name in self.names:
            found.update(name.encode() + b"\n")
        for array in (self.indptr, self.heads, self.firsts, self.costs, self.refs):
            found.update(array.tobytes())
        if self.laters is not None:
            found.update(self.laters.tobytes())
        return found.hexdigest()

    @property
    def later_refs(self) -> np.ndarray:
        """The refs of edges as later steps."""
        return self.refs if self.laters is None else self.laters

    def tail(self, edge: int) -> int:
        """The node that an edge leaves."""
        return int(self.indptr.searchsorted(edge, side="right")) - 1

    def edge(self, number: int, first: bool = True) -> Edge:
        """An edge to travel, as the first step of a route or a later one."""
        ref = int((self.refs if first else self.later_refs)[number])
        link = self.links[ref // 2]
        strength = link.back if ref % 2 else link.ahead
        return Edge(self.names[self.tail(number)], self.names[int(self.heads[number])], link.tie, ref % 2 == 0, strength or 0.0)

    def step(self, number: int, first: bool) -> float:
        """The strength of an edge as a step of a route: with what its start lets through, unless the route begins there."""
        edge = self.edge(number, first)
        share = 1.0 if first or edge.tie.backward is not None else float(self.shares[self.tail(number)])
        return min(CLAMP, edge.strength * share)

    def to_networkx(self) -> Any:
        """A networkx MultiDiGraph of every edge, the parallel ones too.

        Edge attributes: `tie`, `kind`, `strength`, `forward`, `status`, `since`, `until`, `final` (whether nothing is taken off
        it for the thing that it leaves), `kept` (whether it is the best of parallel ones); node attribute: `transit`; graph attributes: `lens`, `on`, `status`, `key`.
        """
        import networkx as nx

        graph = nx.MultiDiGraph(lens=self.lens.name, on=self.moment.on.isoformat(), status=self.moment.status, key=self.key)
        graph.add_nodes_from((name, {"transit": float(share)}) for name, share in zip(self.names, self.shares, strict=True))
        kept = set(self.refs.tolist()) | set(() if self.laters is None else self.laters.tolist())
        for number, link in enumerate(self.links):
            tie = link.tie
            for ref, start, end, strength in ((2 * number, tie.start, tie.end, link.ahead), (2 * number + 1, tie.end, tie.start, link.back)):
                if strength and start != end:
                    said = {"tie": tie.id, "kind": tie.word, "strength": strength, "forward": ref % 2 == 0, "status": tie.status, "since": tie.since, "until": tie.until}
                    graph.add_edge(start, end, key=(tie.id, ref % 2 == 0), **said, final=tie.backward is not None, kept=ref in kept)
        return graph

    def to_scipy(self) -> Any:
        """The costs of later steps as a scipy CSR array (n by n, int32), closed edges left out."""
        import numpy as np
        from scipy.sparse import csr_array

        size = len(self.names)
        found = csr_array((np.where(self.costs == CLOSED, 0, self.costs), self.heads.copy(), self.indptr.copy()), shape=(size, size))
        found.eliminate_zeros()
        return found


def best_of(tails: np.ndarray, heads: np.ndarray, prices: np.ndarray, refs: np.ndarray, every: bool = False) -> np.ndarray:
    """The numbers of the cheapest of parallel edges, or of `every` one, sorted by start and end; loops are left out."""
    import numpy as np

    if every:
        order: np.ndarray = np.lexsort((refs, prices, heads, tails))
        return np.asarray(order[tails[order] != heads[order]])
    pairs = tails.astype(np.int64) << 32 | heads
    order = np.argsort(pairs)
    pairs = pairs[order]
    new = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])) if len(pairs) else order
    worth = (prices.astype(np.int64) << 32 | refs)[order]
    least = np.minimum.reduceat(worth, new) if len(new) else worth
    best: np.ndarray = order[worth == np.repeat(least, np.diff(new, append=len(pairs)))]
    return np.asarray(best[tails[best] != heads[best]])


def later_costs(strengths: np.ndarray, let_through: np.ndarray, final: np.ndarray | None) -> np.ndarray:
    """The costs of edges as later steps: with what their starts let through (of `final` ones nothing is taken off); `CLOSED` where nothing passes."""
    import numpy as np

    left = let_through if final is None else np.where(final & (let_through > 0), 1.0, let_through)
    found = np.full(len(strengths), CLOSED, np.int32)
    found[left > 0] = cost((strengths * left)[left > 0])
    return found


def frozen(array: np.ndarray) -> np.ndarray:
    """An array that nobody can write to."""
    array.setflags(write=False)
    return array


def starts_of(rows: np.ndarray, size: int) -> np.ndarray:
    """Where the row of each node begins, for sorted row numbers."""
    import numpy as np

    return np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size)))).astype(np.int32)


def cost(strength: Any) -> Any:
    """Whole micro-nats of strengths in (0, 1), as int32: of an array, or of one number.

    >>> int(cost(0.5))
    693147
    """
    import numpy as np

    return np.rint(-1e6 * np.log(np.minimum(strength, CLAMP))).astype(np.int32)
