"""What groups in sessions judged of each thing: facts in; who gave which value, and the middle and the spread of each dimension, out.

A judgement is no fact: it stays what a group said. A group's later value replaces its earlier one of the same session only if
the record of the earlier one is withdrawn; values of all sessions count. Facts go in as their audience may see them, so there
is nothing where assessments are withheld. The dimensions and their scales are codes of the ontology.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from ..graph.facts import Facts, word_facts
from ..graph.things import Evidence
from ..graph.vocabulary import PREFIXES, K, kebab

Spread = tuple[float, float, float, int]


@dataclass(frozen=True)
class Assessment:
    """What one group in a session judged of a thing: a dimension (`power`), a value on its scale, and how that is known."""

    thing: str
    dimension: str
    value: float
    session: str
    group: int
    evidence: tuple[Evidence, ...]


def given(facts: Facts) -> tuple[Assessment, ...]:
    """Every assessment that was not withdrawn, by thing, dimension, session and group. Empty if there are none."""
    found = []
    for node in facts.subjects("Assessment"):
        if not facts.one(node, K + "retracted"):
            told = {name: facts.one(node, K + name) for name in ("about", "dimension", "value", "saidAt", "group")}
            number, group = float(told["value"]), int(told["group"] or 0)
            found.append(Assessment(told["about"], kebab(told["dimension"]), number, told["saidAt"], group, facts.evidence(node)))
    return tuple(sorted(found, key=lambda one: (one.thing, one.dimension, one.session, one.group, one.value)))


def spreads(found: Iterable[Assessment]) -> dict[str, dict[str, Spread]]:
    """For each thing and dimension: the median, the lowest and the highest value, and how many groups gave one."""
    values: dict[str, dict[str, dict[tuple[str, int], list[float]]]] = {}
    for one in found:
        values.setdefault(one.thing, {}).setdefault(one.dimension, {}).setdefault((one.session, one.group), []).append(one.value)
    return {thing: {name: spread(groups) for name, groups in dimensions.items()} for thing, dimensions in values.items()}


def spread(groups: dict[tuple[str, int], list[float]]) -> Spread:
    """The middle of what groups said (a group that said several things counts once, with its own middle), and how far they lie apart.

    >>> spread({("fair", 1): [9.0], ("fair", 2): [8.0], ("fair", 3): [10.0, 12.0]})
    (9.0, 8.0, 12.0, 3)
    """
    every = [value for values in groups.values() for value in values]
    return float(median(median(values) for values in groups.values())), min(every), max(every), len(groups)


def scales() -> dict[str, tuple[float, float]]:
    """The least and the most that can be given on each dimension."""
    facts = word_facts()
    codes = facts.pointing(PREFIXES["skos"] + "inScheme").get(K + "dimensions", ())
    return {kebab(code): (float(facts.one(code, K + "least")), float(facts.one(code, K + "most"))) for code in codes}
