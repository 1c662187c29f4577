"""Influence paths: the k best loopless routes under a hop limit, exact, and what to say when there is none.

The score of a path is the product of its steps' strengths; costs are whole micro-nats, `round(-1e6 * ln strength)`, so that
ties break the same way everywhere: by (cost, hops, tie IRIs). The search is A* over partial simple paths whose potential is
the exact distance to the target within the hops that are left (Bellman-Ford by layers), so paths come out in order.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from .facts import Facts
from .kinds import kinds
from .lenses import Lens, lens
from .network import Edge, Network, build, carries, links
from .things import Hop, Path
from .validity import Moment, marks

HIDDEN_BELOW = 0.02
LONGEST = 10
NAMED = 5
ENOUGH = 400


@dataclass(frozen=True)
class Question:
    """From whom, to whom, under which conditions. `hops` is at least 1; `k` too."""

    start: str
    end: str
    moment: Moment
    lens: Lens
    k: int = 3
    hops: int = 6
    without: frozenset[str] = frozenset()
    persons: bool = False
    lang: str = "en"


@dataclass(frozen=True)
class Answer:
    """Routes, best first; stated aims; and, where there is no route, the smallest change that opens one and where the
    ties end ('' if there is none)."""

    question: Question
    routes: tuple[Path, ...]
    aims: tuple[Path, ...]
    relaxation: str = ""
    dead_end: str = ""


def cost(strength: float) -> int:
    """Whole micro-nats of a strength in (0, 1)."""
    return round(-1e6 * math.log(strength))


def search(network: Network, start: str, end: str, hops: int) -> Iterator[tuple[Edge, ...]]:
    """Every simple path from start to end of at most `hops` steps, best first."""
    best: dict[tuple[str, str], tuple[int, str, Edge]] = {}
    for edge in network.edges():
        step = network.step(edge, start)
        if step > 0 and edge.end != start and edge.start != end:
            rank = (cost(step), edge.tie.id, edge)
            if (edge.start, edge.end) not in best or rank[:2] < best[edge.start, edge.end][:2]:
                best[edge.start, edge.end] = rank
    ahead: dict[str, list[tuple[int, Edge]]] = {}
    behind: dict[str, list[tuple[int, str]]] = {}
    for (near, far), (price, _, edge) in best.items():
        ahead.setdefault(near, []).append((price, edge))
        behind.setdefault(far, []).append((price, near))
    layers: list[dict[str, int]] = [{end: 0}]
    for _ in range(hops):
        layer = dict(layers[-1])
        for node, done in layers[-1].items():
            for price, near in behind.get(node, ()):
                if price + done < layer.get(near, price + done + 1):
                    layer[near] = price + done
        layers.append(layer)
    if start == end or start not in layers[hops]:
        return
    heap: list[tuple[int, int, tuple[str, ...], int, str, tuple[Edge, ...]]] = [(layers[hops][start], 0, (), 0, start, ())]
    while heap:
        _, length, ids, spent, node, path = heapq.heappop(heap)
        if node == end:
            yield path
            continue
        visited = {edge.start for edge in path}
        for price, edge in ahead.get(node, ()):
            left = layers[hops - length - 1].get(edge.end)
            if left is not None and edge.end not in visited:
                total = spent + price
                heapq.heappush(heap, (total + left, length + 1, (*ids, edge.tie.id), total, edge.end, (*path, edge)))


def paths(facts: Facts, question: Question) -> Answer:
    """The answer to a question; with a relaxation if no route was found."""
    network = build(facts, question.lens, question.moment, question.without, question.persons)
    aims = stated_aims(facts, question)
    dead = "" if aims else dead_end(facts, network, question)
    drop_aims(network, question)
    routes = fold(facts, question, [tell(facts, network, question, path) for path in islice(search(network, question.start, question.end, question.hops), ENOUGH)])
    kept = tuple(path for path in routes if path.score >= HIDDEN_BELOW * routes[0].score)[: question.k]
    if kept:
        return Answer(question, kept, aims)
    opens = relaxation(facts, question)
    return Answer(question, (), aims, opens, dead or ("" if opens else farthest(facts, network, question)))


def dead_end(facts: Facts, network: Network, question: Question) -> str:
    """Which end has no usable tie at all, in words; '' if both have some."""
    if not network.out.get(question.start):
        return f"out of {facts.thing(question.start, question.lang).short}"
    if not any(edge.end == question.end for edge in network.edges()):
        return f"into {facts.thing(question.end, question.lang).short}"
    return ""


def farthest(facts: Facts, network: Network, question: Question) -> str:
    """How far influence gets from the start, in words: the actors and bodies, else how many texts and events."""
    reached = network.reach(question.start)
    named = sorted(facts.thing(thing, question.lang).short for thing in reached if facts.isa(thing, "Actor") or facts.isa(thing, "Body"))
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    ends = ", ".join(named[:NAMED]) + more if named else f"{len(reached)} texts and events"
    return f"from {facts.thing(question.start, question.lang).short} further than {ends}"


def drop_aims(network: Network, question: Question) -> None:
    """A planned tie from start to end is an aim, not a route."""
    aims = [e for e in network.out.get(question.start, ()) if e.end == question.end and e.forward and e.tie.status != "actual"]
    network.out[question.start] = [e for e in network.out.get(question.start, ()) if e not in aims]


def stated_aims(facts: Facts, question: Question) -> tuple[Path, ...]:
    """Planned, possible or proposed ties straight from start to end that would carry something."""
    found = []
    for tie in links(facts, question.moment, question.without):
        if (tie.start, tie.end) == (question.start, question.end) and tie.status != "actual":
            strength, _ = carries(tie, question.lens, question.moment, facts.classes(tie.start), facts.classes(tie.end))
            if strength:
                hop = hop_of(facts, question, Edge(tie.start, tie.end, tie, True, strength), strength)
                found.append(Path((hop,), strength, "shaky", stated_aim=True))
    return tuple(found)


def hop_of(facts: Facts, question: Question, edge: Edge, strength: float) -> Hop:
    """An edge as a step, in words."""
    kind, tie = kinds()[edge.tie.kind], edge.tie
    first, last = facts.thing(tie.start, question.lang), facts.thing(tie.end, question.lang)
    start, end = (first, last) if edge.forward else (last, first)
    label = kind.verb if edge.forward else kind.inverse
    return Hop(start, end, tie, edge.forward, strength, label, kind.say(first.short, last.short, tie.status), marks(tie, question.moment), tie.evidence)


def tell(facts: Facts, network: Network, question: Question, path: tuple[Edge, ...]) -> Path:
    """A path of edges as a path of hops, with its score and band."""
    hops = tuple(hop_of(facts, question, edge, network.step(edge, question.start)) for edge in path)
    return Path(hops, math.prod(hop.strength for hop in hops), band(hops))


def band(hops: tuple[Hop, ...]) -> str:
    """How firm a route is by its evidence alone.

    *shaky*: a step is not actual, recalled or inferred. *firm*: every step is seen, dated and fresh. *mixed*: the rest.
    """
    found = {mark for hop in hops for mark in hop.marks}
    if found & {"planned", "possible", "proposed", "recalled", "inferred"}:
        return "shaky"
    return "mixed" if found else "firm"


def fold(facts: Facts, question: Question, found: list[Path]) -> list[Path]:
    """Routes that differ in one interchangeable member (same class, same kinds of ties) become one, with the others named."""
    kept: list[Path] = []
    for path in found:
        for n, other in enumerate(kept):
            member = swapped(facts, path, other)
            if member:
                kept[n] = replace(other, alike=(*other.alike, facts.label(member, question.lang)))
                break
        else:
            kept.append(path)
    return kept


def swapped(facts: Facts, path: Path, other: Path) -> str:
    """The one thing in which a path differs from another of the same pattern; '' if it does not, or in more."""

    def pattern(p: Path) -> list[tuple[str, bool, str]]:
        return [(hop.tie.kind, hop.forward, hop.tie.status) for hop in p.hops]

    if len(path.hops) != len(other.hops) or pattern(path) != pattern(other):
        return ""
    differing = [(a.end, b.end) for a, b in zip(path.hops, other.hops, strict=True) if a.end.id != b.end.id]
    if len(differing) != 1 or differing[0][0].kind != differing[0][1].kind:
        return ""
    return differing[0][0].id


def relaxation(facts: Facts, question: Question) -> str:
    """The smallest single change of the conditions that opens a route, in words; then two changes; '' if none does."""
    moment, changes = question.moment, []
    if question.without:
        changes.append(("without the exclusions", replace(question, without=frozenset())))
    changes.append(("", question))
    if moment.strict:
        changes.append(("without --strict", replace(question, moment=replace(moment, strict=False))))
    if moment.known_by:
        changes.append(("without --known-by", replace(question, moment=replace(moment, known_by=None))))
    for status in {"actual": ("planned", "all"), "planned": ("all",)}.get(moment.status, ()):
        changes.append((f"with --status {status}", replace(question, moment=replace(moment, status=status))))
    if question.lens.name != "all":
        changes.append(("with --lens all", replace(question, lens=lens("all"))))
    both = ""
    for words, changed in changes:
        steps = fewest(facts, changed)
        if steps and steps <= question.hops:
            return words
        if steps and not words:
            return f"with --max-hops {steps}"
        if steps and not both:
            both = f"{words} and --max-hops {steps}"
    return both


def fewest(facts: Facts, question: Question) -> int:
    """The length of the shortest route, up to `LONGEST` steps; 0 if there is none."""
    network = build(facts, question.lens, question.moment, question.without, question.persons)
    drop_aims(network, question)
    return next((n for n in range(1, LONGEST + 1) if next(search(network, question.start, question.end, n), None)), 0)
