"""Ties + lens + moment → a network of influence, as frozen arrays.

A node is a thing; an edge is one direction of one tie. Of parallel edges the strongest is kept (the first tie of equal ones),
and its tie is remembered. A cost is whole micro-nats, `round(-1e6 * ln strength)`: sums of whole numbers are the same in
every engine. What may pass *through* a thing is a share per node (each thing split into in and out): it is folded into the
cost of every edge that leaves a node where a route does not begin.

Records with the same ends, kind and status are one link with several sources.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .dates import span, years_between
from .facts import Facts
from .kinds import kinds
from .lenses import Lens
from .things import Tie
from .validity import STATUSES, Moment, counts, gone_by, holds, known, lived, successions
from .vocabulary import K

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

        Of `final` edges (true or false for each) nothing is taken off for the thing that they leave. Over a span of days all
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

    @cached_property
    def inward(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The same edges in rows by end: where the row of a node begins, the node each comes from, its edge number."""
        import numpy as np

        order = np.argsort(self.heads, kind="stable").astype(np.int32)
        tails = np.repeat(np.arange(len(self.names), dtype=np.int32), np.diff(self.indptr))[order]
        return frozen(starts_of(self.heads[order], len(self.names))), frozen(tails), frozen(order)

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

    def tail(self, edge: int) -> int:
        """The node that an edge leaves."""
        return int(self.indptr.searchsorted(edge, side="right")) - 1

    def edge(self, number: int, first: bool = True) -> Edge:
        """An edge to travel, as the first step of a route or a later one."""
        ref = int(self.refs[number] if first or self.laters is None else self.laters[number])
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
    """The costs of edges as later steps: with what their starts let through, but for `final` ones; `CLOSED` where nothing passes."""
    import numpy as np

    left = let_through if final is None else np.where(final, 1.0, let_through)
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


def links(facts: Facts, moment: Moment) -> list[Tie]:
    """The ties that count at a moment, one per link: its best record, with the evidence of all."""
    merged: dict[tuple[object, ...], list[Tie]] = {}
    over = successions(facts.ties, moment)
    lives: dict[str, bool] = {}
    for tie in facts.ties:
        if tie.status not in STATUSES[moment.status] or tie.rank == "deprecated" or (tie.id in over and (moment.since is None or over[tie.id] <= moment.since)):
            continue
        there = counts(tie, moment)
        if there is False or (there is None and moment.strict):
            continue
        for end in (tie.start, tie.end):
            if end not in lives:
                lives[end] = end in facts.terms and lived(facts, end, moment)
        evidence = known(tie, moment)
        if evidence and lives[tie.start] and lives[tie.end]:
            own: tuple[object, ...] = () if tie.backward is None else (tie.strength, tie.backward, tie.stated)
            own += () if moment.since is None else (tie.since, tie.until, tie.observed, tie.id if tie.id in over else "")
            merged.setdefault((tie.start, tie.kind, tie.end, tie.status, *own), []).append(tie if evidence is tie.evidence else replace(tie, evidence=evidence))
    found = []
    for records in merged.values():
        if len(records) == 1 and len(records[0].evidence) == 1:
            found.append(records[0])
            continue
        records.sort(key=lambda t: (holds(t, moment.on) is not True, t.evidence[0].confidence != "seen", t.evidence[0].assertion == "inferred", t.id))
        found.append(replace(records[0], evidence=tuple(dict.fromkeys(e for record in records for e in record.evidence))))
    return sorted(found, key=lambda tie: tie.id)


def build(facts: Facts, lens: Lens, moment: Moment, without: frozenset[str] = frozenset(), persons: bool = False) -> Network:
    """The network of the ties that count, but for those of the things left `without`. Persons are left out unless `persons`.

    What is left out changes no strength: a route that goes on without it keeps its score.
    """
    import numpy as np

    made = facts.network(lens, moment, without)
    if made is not None:
        return made
    classes: dict[str, tuple[str, ...]] = {}
    usable = []
    for tie in links(facts, moment):
        for end in (tie.start, tie.end):
            if end not in classes:
                classes[end] = facts.classes(end)
        if persons or not any(K + "Person" in classes[end] for end in (tie.start, tie.end)):
            usable.append(tie)
    peers: dict[tuple[str, str], set[str]] = {}
    for tie in usable:
        peers.setdefault((tie.end, tie.kind), set()).add(tie.start)
    found = []
    over = {} if moment.since is None else successions(facts.ties, moment)
    for tie in usable:
        role = len(peers[tie.end, tie.kind]) if K + "Event" in classes[tie.end] and tie.kind in lens.peers else 0
        crowd = min(1.0, math.sqrt(lens.peers[tie.kind] / role)) if role else 1.0
        ahead, back = carries(tie, lens, moment, classes[tie.start], classes[tie.end])
        if not {tie.start, tie.end, tie.id} & without:
            found.append(Link(tie, ahead and min(CLAMP, ahead), back and min(CLAMP, back * crowd), role, moment.since and over_by(facts, tie, over)))
    names = sorted({end for link in found for end in (link.tie.start, link.tie.end)})
    shares = np.array([lens.transit(name, classes[name]) for name in names], float)
    edges = directed(found, names)
    final = np.array([link.tie.backward is not None for link in found], bool)[edges[-1] // 2] if found else None
    return Network.from_edges(lens, moment, names, found, shares, edges, final)


def over_by(facts: Facts, tie: Tie, over: dict[str, dt.date]) -> dt.date | None:
    """The last day of a tie by what else is known: a later holder (`over`), the end of a thing that it joins; None if none is known."""
    return min((day for day in (over.get(tie.id), gone_by(facts, tie.start), gone_by(facts, tie.end)) if day), default=None)


def directed(found: Sequence[Link], names: Sequence[str]) -> tuple[np.ndarray, ...]:
    """The edges of some links, as arrays: tails, heads, strengths, refs."""
    import numpy as np

    numbers = {name: number for number, name in enumerate(names)}
    rows = []
    for number, link in enumerate(found):
        start, end = numbers[link.tie.start], numbers[link.tie.end]
        rows += [(start, end, link.ahead, 2 * number)] if link.ahead else []
        rows += [(end, start, link.back, 2 * number + 1)] if link.back else []
    tails, heads, strengths, refs = zip(*rows, strict=True) if rows else ((), (), (), ())
    return np.array(tails, np.int32), np.array(heads, np.int32), np.array(strengths, float), np.array(refs, np.int32)


def carries(tie: Tie, lens: Lens, moment: Moment, start: tuple[str, ...], end: tuple[str, ...]) -> tuple[float | None, float | None]:
    """What a tie carries forward and backward between ends of these classes; None where nothing travels. Strengths of its
    own are final, but only in a lens through which its kind travels."""
    if tie.backward is not None:
        return (tie.strength or None, tie.backward or None) if lens.travels(tie.kind) else (None, None)
    ahead, back = lens.strengths(tie.kind, start, end)
    share = lens.belief(tie.evidence) * lens.status(tie.status) * fading(tie, lens, moment)
    forward = None if ahead is None else tie.strength if tie.strength is not None else ahead * share
    return forward, None if back is None else back * share


def fading(tie: Tie, lens: Lens, moment: Moment) -> float:
    """What an occurrence keeps with the years: half after `half_life`; states and plans keep all."""
    return float(0.5 ** (age(tie, moment) / lens.half_life)) if lens.half_life else 1.0


def age(tie: Tie, moment: Moment) -> float:
    """The years since an occurrence; 0 for states and plans, which do not age, and where no day is known."""
    day = tie.since or min(tie.observed, default="")
    if tie.status != "actual" or not kinds()[tie.kind].occurrence or not day:
        return 0.0
    return years_between(span(day).last, moment.on)
