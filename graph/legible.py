"""Values that no command could read: words that are no date, number or code, ties that are no tie, nodes without an address.

In: a store and its facts. Out: findings, each an error. Empty for knowledge that `kuasa check` passes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from .check import Finding, Places
from .dates import span
from .errors import BadDate
from .facts import ISSUED, Facts, word_facts
from .kinds import kinds
from .store import EmbeddedStore
from .vocabulary import PREFIXES, RDF_TYPE, K, kebab

CODED = {"status": "statuses", "assertion": "assertions", "confidence": "confidences", "rank": "ranks", "sensitivity": "sensitivities"}
DATED = (*(K + name for name in ("since", "until", "observed", "begins", "ends")), ISSUED)
NUMBERS: dict[str, Callable[[str], float]] = {"count": int, "strength": float, "backwardStrength": float}


def illegible(store: EmbeddedStore, facts: Facts) -> list[Finding]:
    """One finding for each value that cannot be read, with file and line."""
    place = Places(store, store.origin)
    cure = "Write it as data/README.md shows."
    return [
        Finding("error", subject, problem, cure, *(place(subject) if ":" in subject else (nameless(store, subject), None)), "illegible") for subject, problem in problems(facts)
    ]


def nameless(store: EmbeddedStore, subject: str) -> str:
    """The file of a node without an address."""
    graph = next(quad.graph_name for quad in store.ox if quad.subject.value == subject)
    name = str(graph).strip("<>")
    return store.origin[name].name if name in store.origin else name


def problems(facts: Facts) -> Iterator[tuple[str, str]]:
    """Subject and problem of every value that no command could read."""
    codes = {name: {iri for iri in word_facts().terms if K + scheme in word_facts().all(iri, PREFIXES["skos"] + "inScheme")} for name, scheme in CODED.items()}
    coded = [(name, scheme, K + name) for name, scheme in CODED.items()]
    counted = [(name, number, K + name) for name, number in NUMBERS.items()]
    for subject, found in sorted(facts.terms.items()):
        if ":" not in subject:
            yield subject, "It has no address of its own (a blank node)."
        for text in (text for predicate in DATED if predicate in found for text in facts.all(subject, predicate)):
            try:
                span(text)
            except BadDate as problem:
                yield subject, problem.what
        for name, scheme, predicate in coded:
            for code in facts.all(subject, predicate) if predicate in found else ():
                if code not in codes[name]:
                    yield subject, f"'{code}' is none of the {scheme}."
        for name, number, predicate in counted:
            for text in facts.all(subject, predicate) if predicate in found else ():
                if not in_bounds(number, text, name):
                    yield subject, f"'{text}' is no {name}."
        if K + "from" in found:
            for predicate in (RDF_TYPE, K + "from", K + "to", K + "status"):
                if len(found.get(predicate, ())) != 1:
                    yield subject, f"A tie has exactly one {kebab(predicate)}."
            if facts.one(subject, RDF_TYPE) not in kinds():
                yield subject, f"'{facts.one(subject, RDF_TYPE)}' is no kind of tie."
        if K + "dimension" in found and not in_bounds(float, facts.one(subject, K + "value"), "value"):
            yield subject, f"'{facts.one(subject, K + 'value')}' is no number on a scale."
        if facts.isa(subject, "Evidence") and not (facts.one(subject, K + "assertion") and facts.one(subject, K + "confidence")):
            yield subject, "Evidence says who asserts it and how sure it is."


def in_bounds(number: Callable[[str], float], text: str, name: str) -> bool:
    """Whether a text is a number that its property allows: a strength in (0, 1], one against the tie in [0, 1], a count from 0, a
    value of any size."""
    try:
        value = number(text)
    except ValueError:
        return False
    bounded = value >= (name == "strength") * 5e-324 and (name == "count" or value <= 1)
    return math.isfinite(value) and (name == "value" or bounded)
