"""Whose door we must pass: the smallest sets of things without whom no route is left from one end to the other.

In: a question. Out: every such set (or the nearest ones, which is said), each member with the best route through it; who stands
on every route; or that a direct link exists, or why there is no route. The sets close routes of any length, as a smallest set
for a limited length is out of reach (`cuts`); the routes shown keep the limit of steps. Stated aims are no routes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..facts import Facts
from ..things import Path, Thing
from .cuts import minimum_cuts
from .influence import Answer, Question, numbered, paths, routable, tell
from .network import Network
from .search import Way, best_ways, ways_through
from .spread import inward, outward

SETS = 12


@dataclass(frozen=True)
class Gate:
    """A thing whose door must be passed, with the best route through it; None where only longer routes than asked for lead there."""

    thing: Thing
    route: Path | None


@dataclass(frozen=True)
class Gatekeepers:
    """Sets of `size`, the nearest to the start first; `complete` if these are all. A `direct` route has nobody between; without any
    route `answer` says why."""

    question: Question
    size: int
    sets: tuple[tuple[Gate, ...], ...] = ()
    complete: bool = True
    direct: Path | None = None
    answer: Answer | None = None

    @property
    def routes(self) -> tuple[Path, ...]:
        """The routes that are shown, each once."""
        found = (self.direct, *(gate.route for gates in self.sets for gate in gates))
        return tuple({tuple(hop.tie.id for hop in path.hops): path for path in found if path}.values())


def gatekeepers(facts: Facts, question: Question) -> Gatekeepers:
    """The gatekeepers between the ends of a question; `through` is not looked at."""
    network = routable(facts, question)
    starts, ends = numbered(network, question.starts), numbered(network, question.ends)
    if next(best_ways(network, starts, ends, question.hops), None) is None:
        return Gatekeepers(question, 0, answer=paths(facts, question))
    found = minimum_cuts(network, starts, ends, SETS)
    if found.size < 0:
        way = next(best_ways(network, starts, ends, 1))
        return Gatekeepers(question, -1, direct=tell(facts, network, question, way))
    ways = ways_past(network, starts, ends, {node for nodes in found.sets for node in nodes}, question.hops)
    gates = {node: Gate(facts.thing(network.names[node], question.lang), tell(facts, network, question, way) if way else None) for node, way in ways.items()}
    return Gatekeepers(question, found.size, tuple(tuple(gates[node] for node in nodes) for nodes in found.sets), found.complete)


def ways_past(network: Network, starts: Collection[int], ends: Collection[int], nodes: Collection[int], hops: int) -> dict[int, Way | None]:
    """The best way from set to set through each node, as the first of `ways_through`; None where there is none of so many steps.

    The best way there and the best way on are joined; where the two meet before, the search has to look further.
    """
    there, onward = outward(network, starts, hops, ends), inward(network, ends, hops, starts)
    found = {}
    for node in sorted(nodes):
        halves = [(there.way(node, steps), onward.onward(node, hops - steps)) for steps in range(1, hops)]
        joined = [Way(a.rank + b.rank, (*a.refs, *b.refs), (*a.edges, *b.edges)) for a, b in halves if a and b]
        best = min(joined, default=None)
        if best and len({int(network.heads[edge]) for edge in best.edges}) < len(best.edges):
            best = next(ways_through(network, starts, ends, {node}, hops), None)
        found[node] = best
    return found
