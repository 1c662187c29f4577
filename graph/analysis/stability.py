"""How sure a route or a ranking is: does it stay when the numbers of the lens are drawn anew, and when a source falls away?

In: an answer, or a network and a way to rank it. Out: the same answer, each route with its `Stability` and its band from
both stability and evidence; or a `Stability` per rank. Refuses fewer than one draw.

A route is known by its things; one that folds into it (an interchangeable member, a detour) counts as the same. A draw asks
the question again under the same conditions: the best k routes, folded, none below 2 % of the best.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from operator import eq
from typing import TypeVar

from ..facts import Facts
from ..things import Absence, Hop, Path, Stability
from .draws import drawn, enough
from .influence import ENOUGH, HIDDEN_BELOW, Answer, Question, band, hop_of, routable, strayed, swapped, ways
from .network import Network

USUAL = 200
SHAKY_BELOW = 0.5
FIRM_FROM = 0.8
Ranked = TypeVar("Ranked")
Seen = dict[tuple[str, bool], Hop]


def things(path: Path) -> list[str]:
    """The things along a route."""
    return [path.hops[0].start.id, *(hop.end.id for hop in path.hops)]


def same(facts: Facts, path: Path, other: Path) -> bool:
    """Whether a route passes the same things as another, or folds into it."""
    return things(path) == things(other) or bool(swapped(facts, path, other) or strayed(path, other))


def best(facts: Facts, network: Network, question: Question, seen: Seen) -> list[Path]:
    """The routes that `influence.paths` would show on a network, but at least two, so that an only route is known as such: folded,
    without the others named, and with the strengths of steps as they were when first `seen`."""
    kept: list[Path] = []
    most = math.inf
    for n, way in enumerate(islice(ways(network, question), ENOUGH)):
        most = most if n else way.cost - 1e6 * math.log(HIDDEN_BELOW)
        if way.cost > most:
            break
        hops = []
        for m, number in enumerate(way.edges):
            edge = network.edge(number, first=m == 0)
            key = (edge.tie.id, edge.forward)
            if key not in seen:
                seen[key] = hop_of(facts, question, edge, edge.strength)
            hops.append(seen[key])
        path = Path(tuple(hops), math.exp(-way.cost / 1e6), band(tuple(hops)))
        if not any(same(facts, path, other) for other in kept):
            kept.append(path)
        if len(kept) == max(question.k, 2):
            break
    return kept


def standing(present: Sequence[Ranked], rankings: Iterable[Sequence[Ranked]], k: int, alike: Callable[[Ranked, Ranked], bool] = eq) -> list[Stability]:
    """In how many of some rankings each of `present` is among the first k, and the first: where one of them is `alike` it."""
    kept, first, draws, longest = [0] * len(present), [0] * len(present), 0, 0
    for ranking in rankings:
        draws, longest = draws + 1, max(longest, len(ranking))
        for n, one in enumerate(present):
            places = [place for place, other in enumerate(ranking[:k]) if alike(other, one)]
            kept[n] += bool(places)
            first[n] += 0 in places
    return [Stability(draws, k, *counts, only=longest == 1) for counts in zip(kept, first, strict=True)]


def ranking(facts: Facts, network: Network, rank: Callable[[Network], Sequence[Ranked]], k: int, draws: int) -> list[Stability]:
    """How sure each of the first k is, in the order in which `rank` puts things on a network: for reach, connectors and the like."""
    return standing(rank(network)[:k], map(rank, drawn(facts, network, draws)), k)


def tested(facts: Facts, answer: Answer, draws: int) -> Answer:
    """The answer with the stability of its routes, and their bands from both that and the evidence; aims are left as they are."""
    enough(draws)
    asked = answer.question
    if not answer.routes:
        return answer
    seen: Seen = {}
    rankings = (best(facts, network, asked, seen) for network in drawn(facts, routable(facts, asked), draws))
    found = standing(answer.routes, rankings, asked.k, lambda other, path: same(facts, other, path))
    told = [
        replace(path, band=judged(path.band, known.top_k), stability=replace(known, without=without))
        for path, known, without in zip(answer.routes, found, without_each(facts, answer), strict=True)
    ]
    return replace(answer, routes=tuple(told))


def judged(evidence: str, share: float) -> str:
    """The band from both: *shaky* if the evidence is or the share is below .5; *firm* if the evidence is and the share is at least .8; else *mixed*."""
    if evidence == "shaky" or share < SHAKY_BELOW:
        return "shaky"
    return "firm" if evidence == "firm" and share >= FIRM_FROM else "mixed"


def without_each(facts: Facts, answer: Answer) -> list[tuple[Absence, ...]]:
    """For each route, in the order of its steps: every source that it rests on, and what is left if that source falls away."""
    asked = answer.question
    sources = [{known.id: known for hop in path.hops for known in hop.evidence} for path in answer.routes]
    found: list[list[Absence]] = [[] for _ in answer.routes]
    for source in dict.fromkeys(source for known in sources for source in known):
        left = facts.unsourced(source)
        network = routable(left, asked)
        now = best(left, network, asked, {})[: asked.k]
        instead = " → ".join([now[0].hops[0].start.short, *(hop.end.short for hop in now[0].hops)]) if now else ""
        for n, path in enumerate(answer.routes):
            if source in sources[n]:
                found[n].append(Absence(sources[n][source], any(same(facts, other, path) for other in now), not passable(network, path), instead))
    return [tuple(absences) for absences in found]


def passable(network: Network, path: Path) -> bool:
    """Whether a network still has every step between the things of a route."""
    nodes = [network.numbers.get(thing, -1) for thing in things(path)]
    return min(nodes) >= 0 and all(b in network.heads[network.indptr[a] : network.indptr[a + 1]] for a, b in pairwise(nodes))
