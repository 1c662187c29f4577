"""What an import states, in little memory: the statements of one graph by subject, each once.

Going through them makes the quads, one after the other and in the order in which `exchange.rdf` writes them; a million kept as quads would
fill most of the memory of a small computer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...graph.facts import Term as Text

# A predicate and a value: the address of something, or a literal.
Pair = tuple[str, str | ox.Literal]


@dataclass(eq=False)
class Said(Collection[ox.Quad]):
    """Statements of a graph. `pairs` are those of a subject in the order in which they were added; what many subjects say is kept once."""

    graph: str
    subjects: dict[str, dict[Pair, None]] = field(default_factory=dict)
    shared: dict[Pair, Pair] = field(default_factory=dict, repr=False)

    def add(self, subject: str, predicate: str, value: str | ox.Literal) -> None:
        """One more statement, unless it is there."""
        pair = (predicate, value)
        self.subjects.setdefault(subject, {})[self.shared.setdefault(pair, pair)] = None

    def remove(self, subject: str, predicate: str, value: str | ox.Literal) -> None:
        """One statement less."""
        del self.subjects[subject][predicate, value]

    def take(self, quad: ox.Quad) -> bool:
        """A statement of this graph about what has an address; False for another one, which has no place here."""
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal) or quad.graph_name != ox.NamedNode(self.graph):
            return False
        self.add(subject.value, quad.predicate.value, value.value if isinstance(value, ox.NamedNode) else value)
        return True

    def pairs(self, subject: str) -> Collection[Pair]:
        """What is said of a subject."""
        return self.subjects.get(subject, {}).keys()

    def terms(self, subjects: Iterable[str]) -> dict[str, dict[str, Sequence[Text]]]:
        """What is said of some subjects, as `Facts` hold it."""
        found: dict[str, dict[str, Sequence[Text]]] = {}
        for subject in subjects:
            said: dict[str, list[Text]] = {}
            for predicate, value in self.subjects[subject]:
                said.setdefault(predicate, []).append((value, None) if isinstance(value, str) else (value.value, value.language or ""))
            found[subject] = dict(said)
        return found

    def quads(self, subjects: Iterable[str], predicates: Collection[str]) -> Iterator[ox.Quad]:
        """The statements of some subjects with some predicates."""
        graph = ox.NamedNode(self.graph)
        nodes = {name: ox.NamedNode(name) for name in predicates}
        for subject in subjects:
            node = ox.NamedNode(subject)
            for predicate, value in self.subjects[subject]:
                if predicate in nodes:
                    yield ox.Quad(node, nodes[predicate], term(value), graph)

    def __iter__(self) -> Iterator[ox.Quad]:
        graph = ox.NamedNode(self.graph)
        nodes: dict[str, ox.NamedNode] = {}
        for subject in sorted(self.subjects, key=bracketed):
            node = ox.NamedNode(subject)
            for predicate, value in sorted(self.subjects[subject], key=ordered):
                if predicate not in nodes:
                    nodes[predicate] = ox.NamedNode(predicate)
                yield ox.Quad(node, nodes[predicate], term(value), graph)

    def __len__(self) -> int:
        return sum(map(len, self.subjects.values()))

    def __contains__(self, quad: object) -> bool:
        if not isinstance(quad, ox.Quad) or quad.graph_name != ox.NamedNode(self.graph):
            return False
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else quad.object
        return isinstance(quad.subject, ox.NamedNode) and (quad.predicate.value, value) in self.pairs(quad.subject.value)


def term(value: str | ox.Literal) -> ox.NamedNode | ox.Literal:
    """A value as a term."""
    return ox.NamedNode(value) if isinstance(value, str) else value


def bracketed(iri: str) -> str:
    """An address as it is sorted: as it stands in N-Triples."""
    return f"<{iri}>"


def ordered(pair: Pair) -> tuple[str, str]:
    """By what the statements of a subject are sorted."""
    predicate, value = pair
    return f"<{predicate}>", f"<{value}>" if isinstance(value, str) else str(value)
