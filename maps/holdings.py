"""What a file holds beside the part that is drawn first: every thing its audience may see, the lenses, and what they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..graph.analysis.lenses import lens, lens_names
from ..graph.facts import Facts
from ..graph.knowledge import Knowledge
from ..graph.vocabulary import K, kebab

ALL = "all"


@dataclass(frozen=True)
class LensChoice:
    """A lens that can be chosen: its name, its words, the numbers of the link kinds that it selects."""

    name: str
    label: str
    kinds: tuple[int, ...]


@dataclass(frozen=True)
class Base:
    """What all lenses share: what each node lets through, how many peers at an event each kind of link bears, the factors of
    evidence and status, and the years after which an occurrence counts half (0: never)."""

    shares: tuple[float, ...] = ()
    peers: Mapping[int, float] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    half_life: float = 0.0


def shown(knowledge: Knowledge, thing: str) -> bool:
    """Whether a thing may be on maps of this audience: persons only if they may be steps."""
    return knowledge.audience.person_as_step or not knowledge.facts.isa(thing, "Person")


def holdings(knowledge: Knowledge) -> set[str]:
    """Everything that a file of this audience holds."""
    facts = knowledge.facts
    ends = {end for tie in facts.ties for end in (tie.start, tie.end)}
    ends.update(thing for name in ("Actor", "Body", "Event", "Instrument") for thing in facts.subjects(name))
    return {thing for thing in ends if facts.knows(thing) and shown(knowledge, thing)}


def choices(sorts: list[str]) -> Iterator[LensChoice]:
    """Every lens, with the numbers of the kinds that it selects."""
    for name in lens_names():
        one = lens(name)
        yield LensChoice(name, one.label, tuple(number for number, kind in enumerate(sorts) if kind in one.selected))


def base(facts: Facts, held: list[str], numbers: dict[str, int]) -> Base:
    """What the lenses share: shares of things, peers, factors, half-life."""
    one = lens(ALL)
    factors = {kebab(name.removeprefix(K)): factor for name, factor in one.factors.items()}
    shares = tuple(one.transit(thing, facts.classes(thing)) for thing in held)
    return Base(shares, {numbers[kind]: peers for kind, peers in one.peers.items() if kind in numbers}, factors, one.half_life)
