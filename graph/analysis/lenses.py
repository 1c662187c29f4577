"""A lens: which ties carry influence, how strongly, and what may pass through a thing. All of it is read from `ontology/lenses.ttl`."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BadChoice
from ..facts import word_facts
from ..kinds import kinds
from ..things import Evidence
from ..vocabulary import K, camel


@dataclass(frozen=True)
class Weight:
    """The strength of a kind along and against a tie; None where nothing travels. Ends narrow it to classes."""

    kind: str
    when_from: str
    when_to: str
    forward: float | None
    backward: float | None


@dataclass(frozen=True)
class Lens:
    """A named choice of kinds and strengths, each strength in (0, 1] or none.

    Its numbers are guesses: each may be `uncertainty` times as great or small, and a single tie departs from its kind by
    `tie_uncertainty` (both at least 1).
    """

    name: str
    label: str
    selected: frozenset[str]
    weights: dict[str, tuple[Weight, ...]]
    transits: dict[str, float]
    peers: dict[str, float]
    factors: dict[str, float]
    half_life: float
    uncertainty: float = 1.0
    tie_uncertainty: float = 1.0

    def strengths(self, kind: str, start: tuple[str, ...], end: tuple[str, ...]) -> tuple[float | None, float | None]:
        """Forward and backward strength of a kind between two things of these classes."""
        found = self.weight(kind, start, end)
        return (found.forward, found.backward) if found else (None, None)

    def weight(self, kind: str, start: tuple[str, ...], end: tuple[str, ...]) -> Weight | None:
        """The weight of a kind between two things of these classes: the most special one; None if the lens has none or does not select the kind."""
        if kind not in self.selected:
            return None
        fitting = [w for w in self.weights.get(kind, ()) if (not w.when_from or w.when_from in start) and (not w.when_to or w.when_to in end)]
        return max(fitting, key=lambda w: (bool(w.when_from) + bool(w.when_to), w.when_from, w.when_to), default=None)

    def travels(self, kind: str) -> bool:
        """Whether anything travels over ties of a kind, whatever their ends."""
        return kind in self.selected and any(weight.forward or weight.backward for weight in self.weights.get(kind, ()))

    def transit(self, thing: str, classes: tuple[str, ...]) -> float:
        """The share of influence left after a step across a thing; 0 means that it is an end only."""
        return self.transits.get(self.passage(thing, classes), 1.0)

    def passage(self, thing: str, classes: tuple[str, ...]) -> str:
        """The thing or class whose transit counts for a thing; '' if there is none."""
        return next((name for name in (thing, *classes) if name in self.transits), "")

    def belief(self, evidence: tuple[Evidence, ...]) -> float:
        """The share kept for the best evidence; 0 without any."""
        return max((self.factors.get(K + camel(e.assertion), 1.0) * self.factors.get(K + camel(e.confidence), 1.0) for e in evidence), default=0.0)

    def status(self, word: str) -> float:
        """The share kept for a status."""
        return self.factors.get(K + word, 1.0)


def lens_names() -> list[str]:
    """The name of every lens, sorted."""
    return sorted(iri.removeprefix(K + "lens-") for iri in word_facts().subjects("Lens"))


def lens(name: str) -> Lens:
    """The lens of a name; `BadChoice` lists the ones there are."""
    facts = word_facts()
    node = f"{K}lens-{name}"
    if node not in facts.terms:
        raise BadChoice(f"There is no lens '{name}'.", f"Lenses: {', '.join(lens_names())}.")
    base = facts.one(node, K + "basedOn") or node
    chosen = set(facts.all(node, K + "selects"))
    every = kinds()
    selected = frozenset(iri for iri, kind in every.items() if not chosen or chosen & {iri, kind.group})

    def of(kind: str) -> list[str]:
        return [iri for iri in facts.subjects(kind) if facts.one(iri, K + "lens") == base]

    def number(iri: str, name: str) -> float | None:
        found = facts.one(iri, K + name)
        return float(found) if found else None

    weights: dict[str, list[Weight]] = {}
    for iri in of("Weight"):
        kind = facts.one(iri, K + "tieKind")
        weights.setdefault(kind, []).append(Weight(kind, facts.one(iri, K + "whenFrom"), facts.one(iri, K + "whenTo"), number(iri, "forward"), number(iri, "backward")))
    return Lens(
        name,
        facts.label(node),
        selected,
        {kind: tuple(found) for kind, found in weights.items()},
        {facts.one(iri, K + "ofThing") or facts.one(iri, K + "ofClass"): number(iri, "factor") or 0.0 for iri in of("Transit")},
        {facts.one(iri, K + "tieKind"): number(iri, "peers") or 0.0 for iri in of("Dilution")},
        {facts.one(iri, K + "ofCode"): number(iri, "factor") or 0.0 for iri in of("Factor")},
        max((number(iri, "halfLifeYears") or 0.0 for iri in of("Ageing")), default=0.0),
        number(base, "uncertainty") or 1.0,
        number(base, "tieUncertainty") or 1.0,
    )
