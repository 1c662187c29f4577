"""What if our side made a new tie: the gain of every allowed one at once, and the route that it would open.

The best route that takes a new tie from u to v is the best way from FROM to u, the tie, and the best way on from v to TO:
`f[u] + c + b[v]`, over every split of the steps allowed. A way that met itself would hold a route without the tie, of lower
rank: so whatever beats the best route today is a route, and the result is that of a network with the tie in it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from ..facts import Facts
from ..kinds import kinds
from ..things import Hop, Path, Tie
from ..vocabulary import ID
from ..wording import say
from .candidates import Ally, Candidate, candidates, side
from .influence import Question, hop_of, numbered, routable, swapped, tell
from .network import CLAMP, CLOSED, Edge, Network, cost
from .search import NEVER, STEP, best_ways, distances_from, distances_to, ranks
from .spread import inward, outward

if TYPE_CHECKING:
    import numpy as np

IMAGINED = ID + "imagined-"
ENOUGH = 2000


@dataclass(frozen=True)
class Prospect:
    """A candidate that helps: the route that it would open, none stronger for those in `alike` of it, and other candidates to
    the same thing, by another kind of tie or another of our side, that would help less or as much."""

    candidate: Candidate
    route: Path
    also: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """The best route as things stand (None if there is none), what would help, best first, our side, how many ties were tried,
    and what would help but is not for our side to make."""

    question: Question
    before: Path | None
    prospects: tuple[Prospect, ...]
    side: tuple[Ally, ...]
    tried: int
    barred: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class NewEdge:
    """One direction of a candidate: its number among them, the nodes of its ends, its strength in (0, 1)."""

    candidate: int
    forward: bool
    tail: int
    head: int
    strength: float


def gains(network: Network, starts: Collection[int], ends: Collection[int], hops: int, edges: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """For each new edge (tails, heads, strengths in (0, 1]) the rank of the best way from `starts` to `ends` that takes it within
    `hops` steps (at least 1), and the number of steps before it; `NEVER` where there is none.

    Equal to the best route of the network with the edge in it wherever that beats the best route without it; elsewhere the
    way may visit a node twice, and its rank is above that of the best route without the edge. A tail of `len(network.names)`
    stands for a start that has no tie at all. No edges: two empty arrays.
    """
    return joined(network, starts, distances_from(network, starts, hops, ends), distances_to(network, ends, hops, starts), edges)


def joined(
    network: Network, starts: Collection[int], before: Sequence[np.ndarray], onward: Sequence[np.ndarray], edges: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """The same from ranks that are known: of the ways up to every node and on from it, within 0, 1, ... steps."""
    import numpy as np

    tails, heads, strengths = edges
    begins = np.zeros(len(network.names) + 1, bool)
    begins[[*starts, len(network.names)]] = True
    shares = np.where(begins, 1.0, np.append(network.shares, 1.0))[tails]
    price = np.full(len(tails), CLOSED, np.int32)
    price[shares > 0] = cost((strengths * shares)[shares > 0])
    step, best, taken = ranks(price), np.full(len(tails), NEVER, np.int64), np.zeros(len(tails), np.int32)
    for n, (near, far) in enumerate(zip(before[:-1], reversed(onward[:-1]), strict=True)):
        total = np.append(near, 0)[tails] + step + far[heads]
        better = total < best
        best[better], taken[better] = total[better], n
    return best, taken


def scenario(facts: Facts, question: Question, with_allies: bool = False, top: int = 5) -> Scenario:
    """The allowed new ties that would open a better route than the best one as things stand, one for each kind of route, at most `top`.

    What a new tie would carry is the strength of its kind through the lens, as if it were actual and seen; crowding at events
    is not counted.
    """
    network, ours = routable(facts, question), side(facts, question, with_allies)
    tried = candidates(facts, question, tuple(ally.id for ally in ours))
    way = next(iter(best_ways(network, numbered(network, question.starts), numbered(network, question.ends), question.hops)), None)
    found = prospects(facts, network, question, tried, way.cost if way else NEVER // STEP)
    kept: dict[str, Prospect] = {}
    gone: set[str] = set()
    barred: dict[str, Candidate] = {}
    for prospect in islice(found, ENOUGH):
        one = prospect.candidate
        known = kept.get(one.other)
        if one.barred:
            barred.setdefault(one.other, one)
        elif known:
            if one not in (known.candidate, *known.also):
                kept[one.other] = replace(known, also=(*known.also, one))
        elif one.other not in gone:
            same = next((other for other in kept.values() if not one.doors and swapped(facts, prospect.route, other.route) == one.other), None)
            if same:
                gone.add(one.other)
                alike = (*same.route.alike, facts.thing(one.other, question.lang).short)
                kept[same.candidate.other] = replace(same, route=replace(same.route, alike=alike))
            elif len(kept) < top:
                kept[one.other] = prospect
    return Scenario(question, tell(facts, network, question, way) if way else None, tuple(kept.values()), ours, sum(not one.barred for one in tried), tuple(barred.values()))


def prospects(facts: Facts, network: Network, question: Question, tried: Sequence[Candidate], present: int) -> Iterator[Prospect]:
    """Every candidate that opens a route cheaper than the present one, best first, with that route."""
    import numpy as np

    edges = [edge for number, one in enumerate(tried) for edge in both_ways(network, question, number, one)]
    starts, ends = numbered(network, question.starts), numbered(network, question.ends)
    if not edges or not ends:
        return
    out, home = outward(network, starts, question.hops, ends), inward(network, ends, question.hops, starts)
    tails, heads, strengths = (np.array([getattr(edge, name) for edge in edges]) for name in ("tail", "head", "strength"))
    found, taken = joined(network, starts, out.layers, home.layers, (tails, heads, strengths))
    for n in np.argsort(found, kind="stable").tolist():
        if found[n] // STEP >= present or found[n] >= NEVER:
            return
        edge, steps = edges[n], int(taken[n])
        before = out.way(edge.tail, steps) if edge.tail < len(network.names) else None
        after = home.onward(edge.head, question.hops - steps - 1)
        one = tried[edge.candidate]
        known = [(number, m == 0) for m, number in enumerate(before.edges if before else ())]
        later = [(number, False) for number in (after.edges if after else ())]
        first, last = (tuple(hop_of(facts, question, network.edge(*step), network.step(*step)) for step in steps) for steps in (known, later))
        share = float(network.shares[edge.tail]) if first else 1.0
        tie = Tie(f"{IMAGINED}{edge.candidate + 1}", one.kind, one.maker, one.other, "proposed", "", "", (), "", None, ())
        pair = (one.maker, one.other) if edge.forward else (one.other, one.maker)
        middle = hop_of(facts, question, Edge(*pair, tie, edge.forward, edge.strength), min(CLAMP, edge.strength * share))
        hops = (*first, imagined(middle), *last)
        yield Prospect(one, Path(hops, math.prod(hop.strength for hop in hops), "shaky"))


def both_ways(network: Network, question: Question, number: int, one: Candidate) -> Iterator[NewEdge]:
    """The edges of a candidate. One that leads to a thing without any tie leads nowhere, and is left out."""
    maker, other = (network.numbers.get(thing, len(network.names) if thing in question.starts else -1) for thing in (one.maker, one.other))
    for forward, tail, head, strength in ((True, maker, other, one.ahead), (False, other, maker, one.back)):
        if strength and tail >= 0 and 0 <= head < len(network.names):
            yield NewEdge(number, forward, tail, head, strength)


def imagined(hop: Hop) -> Hop:
    """A hop over a made-up tie, told as such."""
    ends = (hop.start.short, hop.end.short) if hop.forward else (hop.end.short, hop.start.short)
    return replace(hop, sentence=say("whatif_imagined", sentence=kinds()[hop.tie.kind].say(*ends, "actual")), marks=("imagined",))
