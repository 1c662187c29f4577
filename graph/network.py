"""Ties + lens + moment → a network of influence, as frozen arrays.

A node is a thing; an edge is one direction of one tie. Of parallel edges the strongest is kept (the first tie of equal ones),
and its tie is remembered. A cost is whole micro-nats, `round(-1e6 * ln strength)`: sums of whole numbers are the same in
every engine. What may pass *through* a thing is a share per node (each thing split into in and out): it is folded into the
cost of every edge that leaves a node where a route does not begin.

Records with the same ends, kind and status are one link with several sources.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .dates import span, years_between
from .facts import Facts
from .kinds import kinds
from .lenses import Lens
from .things import Tie
from .validity import STATUSES, Moment, alive, handed_on, holds, known
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
    """A tie with what it carries forward and backward, each in (0, 1), or None where nothing travels."""

    tie: Tie
    ahead: float | None
    back: float | None


@dataclass(frozen=True, eq=False)
class Network:
    """Edges in rows by start. `links` are in the order of their ties' ids; `names` of nodes are sorted.

    Arrays over nodes: `indptr` (n + 1, where the row of a node begins), `shares` (what a thing lets through, 0 to 1). Arrays
    over edges: `heads` (the node it leads to), `firsts` (cost as the first step of a route), `costs` (cost as a later step;
    `CLOSED` where nothing passes), `refs` (twice the number of its link, plus 1 for the backward direction).
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

    @classmethod
    def from_edges(cls, lens: Lens, moment: Moment, names: Sequence[str], links: Sequence[Link], shares: np.ndarray, edges: tuple[np.ndarray, ...]) -> Network:
        """A network of directed edges: (tails, heads, strengths, refs), each in (0, 1), in any order; loops are left out."""
        import numpy as np

        tails, heads, strengths, refs = edges
        firsts = cost(strengths)
        order = np.lexsort((refs, firsts, heads, tails))
        order = order[tails[order] != heads[order]]
        tails, heads = tails[order], heads[order]
        best = np.ones(len(order), bool)
        best[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
        order, tails, heads = order[best], tails[best], heads[best]
        firsts, refs = firsts[order], refs[order]
        costs = firsts
        if not np.all(shares == 1.0):
            let_through = shares[tails]
            costs = np.full(len(order), CLOSED, np.int32)
            passing = let_through > 0
            costs[passing] = cost(strengths[order][passing] * let_through[passing])
        arrays = (shares, starts_of(tails, len(names)), heads.astype(np.int32), firsts, costs, refs.astype(np.int32))
        return cls(lens, moment, names, links, *map(frozen, arrays))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each node."""
        return {name: number for number, name in enumerate(self.names)}

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
        return found.hexdigest()

    def tail(self, edge: int) -> int:
        """The node that an edge leaves."""
        return int(self.indptr.searchsorted(edge, side="right")) - 1

    def edge(self, number: int) -> Edge:
        """An edge to travel."""
        ref = int(self.refs[number])
        link = self.links[ref // 2]
        strength = link.back if ref % 2 else link.ahead
        return Edge(self.names[self.tail(number)], self.names[int(self.heads[number])], link.tie, ref % 2 == 0, strength or 0.0)

    def step(self, number: int, first: bool) -> float:
        """The strength of an edge as a step of a route: with what its start lets through, unless the route begins there."""
        share = 1.0 if first else float(self.shares[self.tail(number)])
        return min(CLAMP, self.edge(number).strength * share)

    def to_networkx(self) -> Any:
        """A networkx MultiDiGraph of every edge, the parallel ones too.

        Edge attributes: `tie`, `kind`, `strength`, `forward`, `status`, `since`, `until`, `kept` (whether it is the best of
        parallel ones); node attribute: `transit`; graph attributes: `lens`, `on`, `status`, `key`.
        """
        import networkx as nx

        graph = nx.MultiDiGraph(lens=self.lens.name, on=self.moment.on.isoformat(), status=self.moment.status, key=self.key)
        graph.add_nodes_from((name, {"transit": float(share)}) for name, share in zip(self.names, self.shares, strict=True))
        kept = set(self.refs.tolist())
        for number, link in enumerate(self.links):
            tie = link.tie
            for ref, start, end, strength in ((2 * number, tie.start, tie.end, link.ahead), (2 * number + 1, tie.end, tie.start, link.back)):
                if strength and start != end:
                    said = {"tie": tie.id, "kind": tie.word, "strength": strength, "forward": ref % 2 == 0, "status": tie.status, "since": tie.since, "until": tie.until}
                    graph.add_edge(start, end, key=(tie.id, ref % 2 == 0), **said, kept=ref in kept)
        return graph

    def to_scipy(self) -> Any:
        """The costs of later steps as a scipy CSR array (n by n, int32), closed edges left out."""
        import numpy as np
        from scipy.sparse import csr_array

        size = len(self.names)
        found = csr_array((np.where(self.costs == CLOSED, 0, self.costs), self.heads.copy(), self.indptr.copy()), shape=(size, size))
        found.eliminate_zeros()
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
    merged: dict[tuple[str, str, str, str], list[Tie]] = {}
    over = handed_on(facts.ties, moment)
    lives: dict[str, bool] = {}
    for tie in facts.ties:
        if tie.status not in STATUSES[moment.status] or tie.rank == "deprecated" or tie.id in over:
            continue
        counts = holds(tie, moment.on)
        if counts is False or (counts is None and moment.strict):
            continue
        for end in (tie.start, tie.end):
            if end not in lives:
                lives[end] = end in facts.terms and alive(facts, end, moment.on)
        evidence = known(tie, moment)
        if evidence and lives[tie.start] and lives[tie.end]:
            merged.setdefault((tie.start, tie.kind, tie.end, tie.status), []).append(replace(tie, evidence=evidence))
    found = []
    for records in merged.values():
        records.sort(key=lambda t: (holds(t, moment.on) is not True, t.evidence[0].confidence != "seen", t.evidence[0].assertion == "inferred", t.id))
        found.append(replace(records[0], evidence=tuple(dict.fromkeys(e for record in records for e in record.evidence))))
    return sorted(found, key=lambda tie: tie.id)


def build(facts: Facts, lens: Lens, moment: Moment, without: frozenset[str] = frozenset(), persons: bool = False) -> Network:
    """The network of the ties that count, but for those of the things left `without`. Persons are left out unless `persons`.

    What is left out changes no strength: a route that goes on without it keeps its score.
    """
    import numpy as np

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
    for tie in usable:
        crowd = 1.0
        if K + "Event" in classes[tie.end] and tie.kind in lens.peers:
            crowd = min(1.0, math.sqrt(lens.peers[tie.kind] / len(peers[tie.end, tie.kind])))
        ahead, back = carries(tie, lens, moment, classes[tie.start], classes[tie.end])
        if not {tie.start, tie.end, tie.id} & without:
            found.append(Link(tie, ahead and min(CLAMP, ahead), back and min(CLAMP, back * crowd)))
    names = sorted({end for link in found for end in (link.tie.start, link.tie.end)})
    shares = np.array([lens.transit(name, classes[name]) for name in names], float)
    return Network.from_edges(lens, moment, names, found, shares, directed(found, names))


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
    """What a tie carries forward and backward between ends of these classes; None where nothing travels. A strength of its
    own is final, but only in a lens through which its kind travels."""
    ahead, back = lens.strengths(tie.kind, start, end)
    share = lens.belief(tie.evidence) * lens.status(tie.status) * fading(tie, lens, moment)
    forward = None if ahead is None else tie.strength if tie.strength is not None else ahead * share
    return forward, None if back is None else back * share


def fading(tie: Tie, lens: Lens, moment: Moment) -> float:
    """What an occurrence keeps with the years: half after `half_life`; states and plans keep all."""
    day = tie.since or min(tie.observed, default="")
    if tie.status != "actual" or not kinds()[tie.kind].occurrence or not day or not lens.half_life:
        return 1.0
    return float(0.5 ** (years_between(span(day).last, moment.on) / lens.half_life))
