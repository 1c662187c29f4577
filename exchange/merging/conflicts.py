"""What imports disagree on: joined parts in, conflicts with who says what out, as records that contradict, a table and a workbook.

Ties between the same two things are compared: of the same kind by status, dates and role, of kinds that exclude one another (k:excludes)
by whether both hold. Of things each property with one value is compared. Dates of which one is only more precise agree; terms and
meetings that do not overlap in time are several, not a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pyoxigraph as ox

from ...graph.dates import span
from ...graph.errors import BadDate
from ...graph.facts import Facts, word_facts
from ...graph.kinds import kinds
from ...graph.sheets import sheets
from ...graph.things import Evidence, Tie
from ...graph.vocabulary import RDF_TYPE, K
from .joining import KNOWN, Joined, Value, properties
from .parts import Part

CONTRADICTS = K + "contradicts"
VOID = frozenset({"cancelled"})
KUASA = "kuasa"


@dataclass(frozen=True)
class Side:
    """What one file says: the value for people, since when, the titles of the sources; `record` is the address of the statement."""

    file: str
    says: str
    since: str = ""
    source: str = ""
    record: str = ""


@dataclass(frozen=True)
class Conflict:
    """What several files say differently: the name of what it is about, the property in words, and the sides in the order of the files."""

    about: str
    what: str
    sides: tuple[Side, ...]


def conflicts(found: Joined, parts: Sequence[Part], facts: Facts) -> tuple[Conflict, ...]:
    """All conflicts, sorted; the records that contradict one another are noted in the graph of the merge."""
    return Comparing(found, parts, facts).all()


class Comparing:
    """Joined parts while they are compared."""

    def __init__(self, found: Joined, parts: Sequence[Part], facts: Facts) -> None:
        self.found = found
        self.files = {part.graph: part.file for part in parts} | {KNOWN: KUASA}
        self.own = own = Facts.from_store(found.imports())
        self.facts = Facts({**facts.terms, **{subject: {**facts.terms.get(subject, {}), **said} for subject, said in own.terms.items()}})
        self.graph_of = {one.subject: graph for one, graph in found.placed.items() if one.predicate in (RDF_TYPE, K + "about")}

    def all(self) -> tuple[Conflict, ...]:
        """Those about things, then those about ties."""
        every = [*self.of_things(), *self.of_ties()]
        return tuple(sorted(every, key=lambda conflict: (conflict.about.casefold(), conflict.what, conflict.sides[0].record)))

    def of_things(self) -> Iterator[Conflict]:
        """Properties with one value of which imports, or claims in them, say different ones."""
        said = {key: list(values) for key, values in self.found.values.items()}
        for record in self.own.subjects("Claim"):
            graph = self.graph_of.get(record, "")
            if graph in self.files and graph and not self.own.one(record, K + "retracted"):
                key = self.own.one(record, K + "about"), self.own.one(record, K + "property")
                if key[1] in headings():
                    terms = [ox.Literal(text) for text in self.own.all(record, K + "value")[:1]]
                    said.setdefault(key, []).extend(Value(graph, term, tuple(self.own.all(record, K + "evidence")), record) for term in terms)
        for (thing, predicate), values in sorted(said.items()):
            told = [value for value in values if value.graph] if not self.facts.knows(thing) else values
            rivals = [(one, two) for one, two in combinations(told, 2) if one.graph != two.graph and not agree(one.value.value, two.value.value)]
            if rivals:
                self.keep(thing, predicate, rivals)
                sides = tuple(Side(self.files[value.graph], self.spoken(value.value.value), "", self.cited(value.evidence), value.record) for value in told)
                yield Conflict(self.facts.label(thing), headings()[predicate], sides)

    def keep(self, thing: str, predicate: str, rivals: Iterable[tuple[Value, Value]]) -> None:
        """Makes records of values that contradict one another, and says so."""
        for one, two in rivals:
            for value in (one, two):
                if value.graph and value.record not in self.own.terms:
                    self.found.claim(thing, predicate, value)
            if one.record and two.record and (two.evidence and one.evidence):
                self.found.note(two.record, CONTRADICTS, ox.NamedNode(one.record))

    def of_ties(self) -> Iterator[Conflict]:
        """Ties of the same ends that different imports say differently."""
        by_ends: dict[tuple[str, str], list[Tie]] = {}
        for tie in self.own.ties:
            by_ends.setdefault((tie.start, tie.end), []).append(tie)
        for _, ties in sorted(by_ends.items()):
            ties.sort(key=self.place)
            for kind in sorted({tie.kind for tie in ties}):
                same = [tie for tie in ties if tie.kind == kind]
                for what in ("status", "since", "until", "role"):
                    yield from self.compared(same, what)
        by_pair: dict[tuple[str, ...], list[Tie]] = {}
        for ends in sorted(by_ends):
            by_pair.setdefault(tuple(sorted(ends)), []).extend(by_ends[ends])
        for _, ties in sorted(by_pair.items()):
            yield from self.opposed(sorted(ties, key=self.place))

    def place(self, tie: Tie) -> tuple[str, str]:
        """Where a tie stands among the sides of a conflict: by its import, then by its address."""
        return self.graph_of.get(tie.id, ""), tie.id

    def compared(self, ties: Sequence[Tie], what: str) -> Iterator[Conflict]:
        """Ties of one kind that differ in one thing."""
        rivals = [(one, two) for one, two in self.pairs(ties) if differ(one, two, what)]
        if rivals:
            told = [tie for tie in ties if any(tie in pair for pair in rivals)]
            heading = next((column.label() for page in sheets() for column in page.columns if column.key == what), what)
            yield self.told(rivals, told, heading.lower(), what)

    def opposed(self, ties: Sequence[Tie]) -> Iterator[Conflict]:
        """Ties between two things, whichever way they run, of kinds that exclude one another, where both are said to hold."""
        rivals = [
            (one, two) for one, two in self.pairs(ties) if two.kind in excluded(one.kind) and aligned(one, two) and not {one.status, two.status} & VOID and not apart(one, two)
        ]
        if rivals:
            yield self.told(rivals, [tie for tie in ties if any(tie in pair for pair in rivals)], "one excludes the other", "")

    def pairs(self, ties: Sequence[Tie]) -> Iterator[tuple[Tie, Tie]]:
        """Two ties that different imports say."""
        return ((one, two) for one, two in combinations(ties, 2) if self.graph_of.get(one.id) != self.graph_of.get(two.id))

    def told(self, rivals: Iterable[tuple[Tie, Tie]], ties: Iterable[Tie], what: str, key: str) -> Conflict:
        """The conflict of some ties, noted in the graph of the merge."""
        for one, two in rivals:
            self.found.note(two.id, CONTRADICTS, ox.NamedNode(one.id))
        first, told = next(iter(rivals))[0], list(ties)
        sides = tuple(Side(self.files.get(self.graph_of.get(tie.id, ""), ""), self.side(tie, key), tie.since, "; ".join(titles(tie.evidence)), tie.id) for tie in told)
        about = self.sentence(first) if key else f"{self.facts.label(first.start)} – {self.facts.label(first.end)}"
        return Conflict(about, what, sides)

    def side(self, tie: Tie, key: str) -> str:
        """What a tie says of what is compared."""
        return self.spoken(f"{tie.status if key == 'status' else tie.role if key == 'role' else getattr(tie, key)}") if key else self.sentence(tie)

    def sentence(self, tie: Tie) -> str:
        """A tie as a sentence without its end."""
        return f"{self.facts.label(tie.start)} {kinds()[tie.kind].verb} {self.facts.label(tie.end)}"

    def spoken(self, value: str) -> str:
        """A value for people: the name of a code or thing, else the text."""
        return (
            word_facts().label(value)
            if value in word_facts().terms
            else self.facts.label(value)
            if value in self.facts.terms
            else value.replace("-", " ")
            if value.isalpha()
            else value
        )

    def cited(self, nodes: Iterable[str]) -> str:
        """The titles of the sources of nodes of evidence."""
        return "; ".join(titles(self.facts.proof(node) for node in nodes))


def titles(proofs: Iterable[Evidence]) -> list[str]:
    """The titles of sources with the places in them, each once."""
    return list(dict.fromkeys(", ".join(filter(None, (known.title, known.locator))) for known in proofs))


@cache
def headings() -> Mapping[str, str]:
    """The properties of things that have one value, with their words for people."""
    found = {column.writes: column.label().lower() for page in sheets() for column in page.columns if column.writes in properties()}
    return {**found, RDF_TYPE: next(column.label().lower() for page in sheets() for column in page.columns if column.key == "kind")}


@cache
def excluded(kind: str) -> frozenset[str]:
    """The kinds of ties that cannot hold beside a kind, as the ontology says it of one or the other."""
    facts = word_facts()
    return frozenset(facts.all(kind, K + "excludes")) | frozenset(other for other in kinds() if kind in facts.all(other, K + "excludes"))


def aligned(one: Tie, two: Tie) -> bool:
    """Whether two ties between the same two things run the same way; a kind that reads the same from both ends runs both ways."""
    return one.start == two.start or any(kinds()[tie.kind].verb == kinds()[tie.kind].inverse for tie in (one, two))


def agree(one: str, two: str) -> bool:
    """Whether two values can both be true: the same, or dates of which one is only more precise.

    >>> agree("2001", "2001-05"), agree("2001", "2002-05"), agree("yes", "no")
    (True, False, False)
    """
    if one == two:
        return True
    try:
        first, second = span(one), span(two)
    except BadDate:
        return False
    return (first.first <= second.first and second.last <= first.last) or (second.first <= first.first and first.last <= second.last)


def apart(one: Tie, two: Tie) -> bool:
    """Whether two ties hold at times that do not overlap, as far as they are stated; occurrences, whether they are of different years."""
    if kinds()[one.kind].occurrence and kinds()[two.kind].occurrence:
        return bool(one.since and two.since) and one.since[:4] != two.since[:4]
    first, second = sorted((one, two), key=lambda tie: tie.since)
    return bool(first.until and second.since) and span(first.until).last < span(second.since).first


def differ(one: Tie, two: Tie, what: str) -> bool:
    """Whether two ties of one kind say different values of something that both state, about the same time."""
    values = getattr(one, what), getattr(two, what)
    return all(values) and not agree(*values) and not apart(one, two)
