"""Ties + lens + moment → a network of influence.

A node is a thing; an edge is one direction of one tie, with its strength in (0, 1). Records with the same ends, kind and
status are one link with several sources. What may pass *through* a thing is kept per node (split-node transit): a search
multiplies it into every edge that leaves a node which is not the start.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from .dates import span, years_between
from .facts import Facts
from .kinds import kinds
from .lenses import Lens
from .things import Tie
from .validity import STATUSES, Moment, alive, handed_on, holds, known
from .vocabulary import K

CLAMP = 1 - 1e-6


@dataclass(frozen=True)
class Edge:
    """One direction of one link. `strength` is in (0, 1): what the tie carries, without transit."""

    start: str
    end: str
    tie: Tie
    forward: bool
    strength: float


@dataclass
class Network:
    """Edges by start, and what each thing lets through. `closed` things can only be ends."""

    lens: Lens
    moment: Moment
    out: dict[str, list[Edge]] = field(default_factory=dict)
    through: dict[str, float] = field(default_factory=dict)

    def edges(self) -> Iterable[Edge]:
        """Every edge, in the order of things and ties."""
        return (edge for start in sorted(self.out) for edge in self.out[start])

    def step(self, edge: Edge, origin: str) -> float:
        """The strength of an edge as a step of a route from `origin`: with what its start lets through."""
        share = 1.0 if edge.start == origin else self.through.get(edge.start, 1.0)
        return min(CLAMP, edge.strength * share)

    def to_networkx(self) -> Any:
        """A networkx MultiDiGraph: edge attributes `tie`, `kind`, `strength`, `forward`, `status`; node attribute `transit`."""
        import networkx as nx

        graph = nx.MultiDiGraph(lens=self.lens.name, on=self.moment.on.isoformat(), status=self.moment.status)
        graph.add_nodes_from((thing, {"transit": share}) for thing, share in sorted(self.through.items()))
        for edge in self.edges():
            graph.add_edge(
                edge.start,
                edge.end,
                key=(edge.tie.id, edge.forward),
                tie=edge.tie.id,
                kind=edge.tie.word,
                strength=edge.strength,
                forward=edge.forward,
                status=edge.tie.status,
            )
        return graph

    def reach(self, start: str) -> set[str]:
        """The things that influence from a thing gets to, over any number of steps; without the thing itself."""
        seen, waiting = {start}, [start]
        while waiting:
            for edge in self.out.get(waiting.pop(), ()):
                if edge.end not in seen and self.step(edge, start) > 0:
                    seen.add(edge.end)
                    waiting.append(edge.end)
        return seen - {start}


def links(facts: Facts, moment: Moment, without: frozenset[str] = frozenset()) -> list[Tie]:
    """The ties that count at a moment, one per link: its best record, with the evidence of all."""
    merged: dict[tuple[str, str, str, str], list[Tie]] = {}
    over = handed_on(facts.ties, moment)
    lives: dict[str, bool] = {}
    for tie in facts.ties:
        if tie.status not in STATUSES[moment.status] or tie.rank == "deprecated" or tie.id in over or {tie.start, tie.end, tie.id} & without:
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
    """The network of the ties that count. Persons are left out unless `persons`."""
    network = Network(lens, moment)
    classes: dict[str, tuple[str, ...]] = {}
    usable = []
    for tie in links(facts, moment, without):
        for end in (tie.start, tie.end):
            classes.setdefault(end, facts.classes(end))
        if not persons and any(K + "Person" in classes[end] for end in (tie.start, tie.end)):
            continue
        usable.append(tie)
    peers: dict[tuple[str, str], set[str]] = {}
    for tie in usable:
        peers.setdefault((tie.end, tie.kind), set()).add(tie.start)
    for tie in usable:
        crowd = 1.0
        if K + "Event" in classes[tie.end] and tie.kind in lens.peers:
            crowd = min(1.0, math.sqrt(lens.peers[tie.kind] / len(peers[tie.end, tie.kind])))
        ahead, back = carries(tie, lens, moment, classes[tie.start], classes[tie.end])
        for start, end, strength, forward in ((tie.start, tie.end, ahead, True), (tie.end, tie.start, back and back * crowd, False)):
            if strength and start != end:
                network.out.setdefault(start, []).append(Edge(start, end, tie, forward, min(CLAMP, strength)))
    network.through = {thing: lens.transit(thing, found) for thing, found in sorted(classes.items())}
    return network


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
