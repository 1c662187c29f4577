"""Influence paths: the k best loopless routes under a hop limit, exact, and what to say when there is none.

The score of a path is the product of its steps' strengths; paths come in the order of (whole cost, hops, ties).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..facts import Facts
from ..kinds import kinds
from ..things import Hop, Path, Thing
from ..validity import Moment, marks
from ..wording import say
from . import temporal
from .building import build, carries, links
from .lenses import Lens
from .network import Edge, Network
from .search import NEVER, Way, best_ways, distances_from, ways_through

HIDDEN_BELOW = 0.02
NAMED = 5
ENOUGH = 400


@dataclass(frozen=True)
class Question:
    """From whom, to whom, under which conditions: one thing or several at either end. `hops` is at least 1; `k` too.

    Over a span of days (`Moment.since`) the routes are those in order of time; only the one that is open first if `earliest`.
    `limits` tells in words what was left out and what must be passed.
    """

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    moment: Moment
    lens: Lens
    k: int = 3
    hops: int = 6
    without: frozenset[str] = frozenset()
    through: tuple[str, ...] = ()
    persons: bool = False
    lang: str = "en"
    limits: tuple[str, ...] = ()
    earliest: bool = False

    def network(self, facts: Facts) -> Network:
        """The network that it is put to."""
        return build(facts, self.lens, self.moment, self.without, self.persons)


@dataclass(frozen=True)
class Answer:
    """Routes, best first; stated aims; where there is no route, the smallest change that opens one and where the ties end
    ('' if there is none); and, of several ends, those that have none (`idle`)."""

    question: Question
    routes: tuple[Path, ...]
    aims: tuple[Path, ...]
    relaxation: str = ""
    dead_end: str = ""
    idle: tuple[str, ...] = ()


def limits(facts: Facts, without: Sequence[str], through: Sequence[str], lang: str = "en") -> tuple[str, ...]:
    """What was left out and what every route must pass, in words."""
    return tuple(say(key, names=named(facts, things, lang)) for key, things in (("route_without", without), ("route_through", through)) if things)


def numbered(network: Network, things: Iterable[str]) -> list[int]:
    """The nodes of some things; those without any tie that counts are left out."""
    return [network.numbers[thing] for thing in things if thing in network.numbers]


def ways(network: Network, question: Question) -> Iterable[Way]:
    """The routes of a question as a network ranks them."""
    starts, ends = numbered(network, question.starts), numbered(network, question.ends)
    through = numbered(network, question.through)
    if len(through) < len(question.through):
        return ()
    if question.earliest:
        first = temporal.earliest(network, starts, ends, question.hops, through)
        return [first] if first else []
    if question.moment.since is not None:
        return temporal.once(network, temporal.in_order(network, starts, ends, question.hops, through))
    return ways_through(network, starts, ends, through, question.hops) if through else best_ways(network, starts, ends, question.hops)


def paths(facts: Facts, question: Question) -> Answer:
    """The answer to a question; with a relaxation if no route was found."""
    aims = stated_aims(facts, question)
    network = routable(facts, question)
    kept = routes(facts, network, question)
    if kept:
        return Answer(question, kept, aims, idle=idle(network, question))
    from .relaxation import relaxation

    opens = relaxation(facts, question)
    dead = "" if aims else dead_end(facts, network, question)
    return Answer(question, (), aims, opens, dead or ("" if opens else farthest(facts, network, question)))


def idle(network: Network, question: Question) -> tuple[str, ...]:
    """Of several starts those without a route of their own, of several ends those that none leads to."""
    alone = [replace(question, starts=(start,)) for start in question.starts if len(question.starts) > 1]
    alone += [replace(question, ends=(end,)) for end in question.ends if len(question.ends) > 1]
    found = [one for one in alone if next(iter(ways(network, one)), None) is None]
    return tuple(thing for one in found for thing in (one.starts if one.ends == question.ends else one.ends))


def routes(facts: Facts, network: Network, question: Question) -> tuple[Path, ...]:
    """The k best routes of a question on a network, folded, none below 2 % of the best."""
    found = [tell(facts, network, question, way) for way in islice(ways(network, question), ENOUGH)]
    return tuple(fold(facts, question, [path for path in found if path.score >= HIDDEN_BELOW * found[0].score]))[: question.k]


def routable(facts: Facts, question: Question) -> Network:
    """The network of a question without its stated aims: a planned tie from start to end is an aim, not a route."""
    aims = {path.hops[0].tie.id for path in stated_aims(facts, question)}
    return replace(question, without=question.without | aims).network(facts)


def dead_end(facts: Facts, network: Network, question: Question) -> str:
    """Which end has no usable tie at all, in words; '' if both have some."""
    starts, ends = numbered(network, question.starts), numbered(network, question.ends)
    if not any(network.indptr[node] < network.indptr[node + 1] for node in starts):
        return f"out of {named(facts, question.starts, question.lang)}"
    if not any((network.heads == node).any() for node in ends):
        return f"into {named(facts, question.ends, question.lang)}"
    return ""


def named(facts: Facts, things: Iterable[str], lang: str) -> str:
    """Some things in words."""
    return ", ".join(facts.thing(thing, lang).short for thing in things)


def farthest(facts: Facts, network: Network, question: Question) -> str:
    """How far influence gets from the start, in words: the actors and bodies, else how many texts and events; '' if it is the
    order of time that ends it."""
    starts = numbered(network, question.starts)
    reached = [network.names[n] for n, rank in enumerate(distances_from(network, starts)[-1]) if rank < NEVER and n not in starts]
    if set(reached) & set(question.ends):
        return ""
    found = sorted(facts.thing(thing, question.lang).short for thing in reached if facts.isa(thing, "Actor") or facts.isa(thing, "Body"))
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    ends = ", ".join(found[:NAMED]) + more if found else f"{len(reached)} texts and events"
    return f"from {named(facts, question.starts, question.lang)} further than {ends}"


def stated_aims(facts: Facts, question: Question) -> tuple[Path, ...]:
    """Planned, possible or proposed ties straight from start to end that would carry something."""
    found = []
    for tie in links(facts, question.moment):
        if tie.start in question.starts and tie.end in question.ends and tie.status != "actual" and not {tie.id, tie.start, tie.end} & question.without:
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
    label = tie.stated or (kind.verb if edge.forward else kind.inverse)
    sentence = kind.say(first.short, last.short, tie.status)
    if tie.stated:
        sentence = say("table_says", sentence=sentence.removesuffix("."), word=tie.stated)
    return Hop(start, end, tie, edge.forward, strength, label, sentence, marks(tie, question.moment), tie.evidence)


def tell(facts: Facts, network: Network, question: Question, way: Way) -> Path:
    """A way as a path of hops, with its score and band."""
    hops = tuple(hop_of(facts, question, network.edge(edge, n == 0), network.step(edge, n == 0)) for n, edge in enumerate(way.edges))
    arrival = None if question.moment.since is None else temporal.arrived(hop.tie for hop in hops)
    return Path(hops, math.prod(hop.strength for hop in hops), band(hops), arrival=arrival)


def band(hops: tuple[Hop, ...]) -> str:
    """How firm a route is by its evidence alone.

    *shaky*: a step is not actual, recalled or inferred. *firm*: every step is seen, dated and fresh, and none is a row of
    somebody's table of links. *mixed*: the rest.
    """
    found = {mark for hop in hops for mark in hop.marks}
    if found & {"planned", "possible", "proposed", "recalled", "inferred"}:
        return "shaky"
    return "mixed" if found or any(hop.tie.backward is not None for hop in hops) else "firm"


def fold(facts: Facts, question: Question, found: list[Path]) -> list[Path]:
    """Routes that differ in one interchangeable member (same class, same kinds of ties) become one, with the others named; so
    does a route with the same one and a detour in it, unless its evidence is better."""
    kept: list[Path] = []
    for path in found:
        for n, other in enumerate(kept):
            member, detour = swapped(facts, path, other), strayed(path, other)
            if member:
                kept[n] = replace(other, alike=(*other.alike, facts.label(member, question.lang)))
                break
            if detour:
                kept[n] = replace(other, detours=tuple(dict.fromkeys((*other.detours, " → ".join(thing.short for thing in detour)))))
                break
        else:
            kept.append(path)
    return kept


def strayed(path: Path, other: Path) -> list[Thing]:
    """The things over which a path makes a detour from another; none if it is another way, or firmer."""
    along, straight = ([*(hop.end for hop in one.hops)] for one in (path, other))
    rest = iter(thing.id for thing in along)
    if path.hops[0].start != other.hops[0].start or not all(thing.id in rest for thing in straight):
        return []
    firmness = ("shaky", "mixed", "firm")
    if firmness.index(path.band) > firmness.index(other.band):
        return []
    return [thing for thing in along if thing.id not in {one.id for one in straight}]


def swapped(facts: Facts, path: Path, other: Path) -> str:
    """The one thing in which a path differs from another of the same pattern; '' if it does not, or in more."""

    def pattern(p: Path) -> list[tuple[str, bool, str]]:
        return [(hop.tie.kind, hop.forward, hop.tie.status) for hop in p.hops]

    if path.hops[0].start != other.hops[0].start or len(path.hops) != len(other.hops) or pattern(path) != pattern(other):
        return ""
    differing = [(a.end, b.end) for a, b in zip(path.hops, other.hops, strict=True) if a.end.id != b.end.id]
    if len(differing) != 1 or differing[0][0].kind != differing[0][1].kind:
        return ""
    return differing[0][0].id
