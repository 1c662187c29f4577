"""Networks with other strengths: the numbers of a lens are guesses, so each is drawn anew around its value.

In: a network and the facts that it was built from. Out: as many networks of the same links as asked for, with strengths drawn
within the bounds that the lens states; the same input gives the same networks. Refuses fewer than one.

Every number of the lens (a strength per kind and direction, a transit, a factor, the peers of a dilution, a half-life) is one
draw, even on its logarithm, between value / `uncertainty` and value * `uncertainty`, shares up to 1: the guess is the number,
not the tie. Then each direction of a tie departs from its kind by `tie_uncertainty` at most: without this two ties of one kind
would never change places, and the first by name would look sure. A strength that the lens does not explain (of an edge table)
is drawn per tie, within `uncertainty`. 0 stays 0: what does not travel is a rule and no guess.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import BadChoice
from ..facts import Facts
from ..things import Evidence
from .building import age, directed
from .lenses import Lens, Weight
from .made import Made
from .network import CLAMP, Link, Network

if TYPE_CHECKING:
    import numpy as np

SEED = 2026
SAME = 1e-9


@dataclass(frozen=True)
class Recipe:
    """What the strength of an edge is made of: its weight (of a kind, by place among them), direction, status, evidence, age in years, peers in its role."""

    kind: str
    weight: int
    forward: bool
    status: str
    evidence: tuple[Evidence, ...]
    age: float
    peers: int

    def strength(self, lens: Lens) -> float:
        """The strength by the numbers of a lens, as `building.build` works it out; 0 where nothing travels."""
        weight = lens.weights[self.kind][self.weight]
        said = weight.forward if self.forward else weight.backward
        fading = float(0.5 ** (self.age / lens.half_life)) if lens.half_life else 1.0
        crowd = min(1.0, math.sqrt(lens.peers[self.kind] / self.peers)) if self.peers and not self.forward else 1.0
        return min(CLAMP, (said or 0.0) * (lens.belief(self.evidence) * lens.status(self.status) * fading) * crowd)


class Varied(Made[Link]):
    """The links of a network with other strengths: `strengths[r]` is that of the edge with ref r."""

    def __init__(self, links: Sequence[Link], strengths: np.ndarray) -> None:
        self.links, self.strengths = links, strengths

    def __len__(self) -> int:
        return len(self.links)

    def one(self, number: int) -> Link:
        """A link with its strengths of this draw."""
        link = self.links[number]
        ahead, back = self.strengths[2 * number : 2 * number + 2].tolist()
        return replace(link, ahead=ahead if link.ahead else None, back=back if link.back else None)


def varied(lens: Lens, rng: np.random.Generator) -> Lens:
    """A lens with each of its numbers drawn anew, in the order of what they are for."""
    factor = math.log(lens.uncertainty)

    def near(value: float, most: float = 1.0) -> float:
        drawn = float(rng.uniform(-factor, min(factor, math.log(most / value)) if most else factor)) if value else 0.0
        return value * math.exp(drawn) if value else value

    def all_near(values: dict[str, float], most: float = 1.0) -> dict[str, float]:
        return {key: near(values[key], most) for key in sorted(values)}

    def weight(found: Weight) -> Weight:
        return replace(found, forward=found.forward and near(found.forward), backward=found.backward and near(found.backward))

    return replace(
        lens,
        weights={kind: tuple(weight(found) for found in lens.weights[kind]) for kind in sorted(lens.weights)},
        transits=all_near(lens.transits),
        peers=all_near(lens.peers, 0),
        factors=all_near(lens.factors),
        half_life=near(lens.half_life, 0),
    )


def recipes(facts: Facts, network: Network, refs: np.ndarray) -> list[Recipe | None]:
    """What each edge is made of; None for a strength that the lens does not explain."""
    lens = network.lens
    classes = [facts.classes(name) for name in network.names]
    shared: dict[Any, Recipe | None] = {}
    found: list[Recipe | None] = []
    for ref in refs.tolist():
        link, forward = network.links[ref // 2], ref % 2 == 0
        tie, strength = link.tie, link.ahead if forward else link.back
        weight = lens.weight(tie.kind, *(classes[network.numbers[end]] for end in (tie.start, tie.end)))
        if weight is None or tie.backward is not None:
            found.append(None)
            continue
        evidence = {(known.assertion, known.confidence): known for known in tie.evidence}
        years = age(tie, network.moment)
        key = (id(weight), forward, tie.status, frozenset(evidence), years, link.peers, strength)
        if key not in shared:
            made = Recipe(tie.kind, lens.weights[tie.kind].index(weight), forward, tie.status, tuple(evidence.values()), years, link.peers)
            shared[key] = made if abs(made.strength(lens) - (strength or 0.0)) < SAME else None
        found.append(shared[key])
    return found


def enough(draws: int) -> None:
    """Refuses a number of draws that tells nothing."""
    if draws < 1:
        raise BadChoice(f"{draws} draws tell nothing.", "Ask for at least 1; 200 are usual.")


def drawn(facts: Facts, network: Network, draws: int, seed: int = SEED) -> Iterator[Network]:
    """So many networks of the same links, each with strengths drawn within the bounds of its lens."""
    import numpy as np

    enough(draws)
    lens = network.lens
    tails, heads, strengths, refs = directed(network.links, network.names)
    made = recipes(facts, network, refs)
    distinct = list(dict.fromkeys(recipe for recipe in made if recipe))
    column = {recipe: n for n, recipe in enumerate(distinct)}
    rows = np.array([column[recipe] if recipe else -1 for recipe in made], np.int64)
    own = rows < 0
    top = np.where(own, np.minimum(math.log(lens.uncertainty), -np.log(strengths)), math.log(lens.tie_uncertainty))
    low = np.where(own, -math.log(lens.uncertainty), -math.log(lens.tie_uncertainty))
    passages = [lens.passage(name, facts.classes(name)) for name in network.names]
    final = np.array([network.links[ref // 2].tie.backward is not None for ref in refs.tolist()], bool)
    loose = np.array([abs(lens.transits.get(name, 1.0) - share) > SAME for name, share in zip(passages, network.shares.tolist(), strict=True)], bool)
    kinds, ties = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    for _ in range(draws):
        other = varied(lens, kinds)
        base = np.array([*(recipe.strength(other) for recipe in distinct), 0.0])[rows]
        fresh = np.minimum(np.maximum(strengths, CLAMP), np.where(own, strengths, base) * np.exp(ties.uniform(low, top)))
        shares = np.where(loose, network.shares, [other.transits.get(name, 1.0) for name in passages])
        by_ref = np.zeros(2 * len(network.links))
        by_ref[refs] = fresh
        yield Network.from_edges(other, network.moment, network.names, Varied(network.links, by_ref), shares, (tails, heads, fresh, refs), final)
