"""Large RDF files → facts, read in one stream with no store in between: for who asks for networks alone.

Refuses what is no RDF as the store does. Facts that do not hold (no evidence, a circle of reports, values that cannot be read)
are not given (None): the store, read instead, says what is wrong and where.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from .facts import Facts, Term
from .legible import problems
from .store import EmbeddedStore, parsed
from .vocabulary import RDF_TYPE, K

EVERY = 1_000_000
UPWARD = (K + "Reporting", K + "Subunit")


def streamed(paths: list[Path], advance: Callable[[str, int], None] = lambda file, statements: None) -> Facts | None:
    """The facts of some files, the same as those of a store of them; None if they do not hold. `advance` is told the name of a file
    and how many of its statements were read."""
    names = EmbeddedStore()

    def every() -> Iterator[ox.Quad]:
        for path in paths:
            graph = names.name_for(path)
            names.origin[graph] = path
            for number, quad in enumerate(parsed(path, graph), 1):
                yield quad
                if number % EVERY == 0:
                    advance(path.name, number)

    running = gc.isenabled()
    gc.disable()
    try:
        facts = from_quads(every())
    finally:
        if running:
            gc.enable()
    return facts if sound(facts) else None


def from_quads(quads: Iterable[ox.Quad]) -> Facts:
    """Facts of quads in any order; what is equal is one object. A triple in several graphs is one."""
    terms: dict[str, dict[str, Sequence[Term]]] = {}
    texts: dict[str, str] = {}
    alone: dict[Term, tuple[Term, ...]] = {}
    last, said = "", dict[str, Sequence[Term]]()
    for subject, predicate, value, _ in quads:
        name = subject.value
        if name != last:
            last = texts.setdefault(name, name)
            said = terms.setdefault(last, {})
        key, text = predicate.value, value.value
        term = (texts.setdefault(text, text), (value.language or "") if isinstance(value, ox.Literal) else None)
        one = alone.setdefault(term, (term,))
        there = said.get(key)
        if there is None:
            said[texts.setdefault(key, key)] = one
        elif one[0] not in there:
            said[key] = (*there, *one)
    return Facts(terms)


def sound(facts: Facts) -> bool:
    """Whether facts hold: every statement's evidence is there, no value is illegible, and nobody reports to himself in a circle."""
    for said in facts.terms.values():
        proof = said.get(K + "evidence")
        if proof is None:
            if K + "from" in said:
                return False
        elif not all(found and (K + "assertion" in found or RDF_TYPE in found) for node, _ in proof if (found := facts.terms.get(node, {})) is not None):
            return False
    return not circles(facts) and next(problems(facts), None) is None


def circles(facts: Facts) -> bool:
    """Whether actual reports, of whatever day, run in a circle: what is left when all that nobody reports to is taken away."""
    above: dict[str, list[str]] = {}
    reports: dict[str, int] = {}
    for kind in UPWARD:
        for tie in facts.subjects(kind.removeprefix(K)):
            if K + "actual" in facts.all(tie, K + "status"):
                for low in facts.all(tie, K + "from"):
                    for high in facts.all(tie, K + "to"):
                        above.setdefault(low, []).append(high)
                        reports[high] = reports.get(high, 0) + 1
    waiting = [thing for thing in above if not reports.get(thing)]
    while waiting:
        for high in above.pop(waiting.pop(), ()):
            reports[high] -= 1
            if not reports[high]:
                waiting.append(high)
    return bool(above)
