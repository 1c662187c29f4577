"""The words of the ontology as they are shown: things, statements, kinds of links, evidence and settings, properties and codes.

Read from the ontology itself: label, definition, example, and for a kind of link its sentences, its ends, its place in time and the
plain property that it gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from ..graph.facts import ancestors, word_facts
from ..graph.kinds import kinds
from ..graph.store import words
from ..graph.vocabulary import PREFIXES, RDF_TYPE, K

SKOS, OWL, RDFS = PREFIXES["skos"], PREFIXES["owl"], PREFIXES["rdfs"]
PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
ONTOLOGY = K.removesuffix("#")
DESCRIBED = frozenset({*(OWL + name for name in ("Class", "Ontology", *PROPERTIES)), SKOS + "Concept", SKOS + "ConceptScheme"})


@dataclass(frozen=True)
class Word:
    """A term: its name after the #, its label, what it means, an example, a note, and rows of what else is to be known: a heading,
    then texts with the name of a term or ''; whether it is the first
    time that this term is shown: a code can belong to two lists."""

    name: str
    label: str
    definition: str
    example: str
    note: str
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    first: bool = True


@dataclass(frozen=True)
class Shelf:
    """Words that stand together: an anchor, a heading, and parts, each with a heading of its own or ''."""

    anchor: str
    heading: str
    parts: tuple[tuple[str, tuple[Word, ...]], ...]

    @property
    def count(self) -> int:
        """How many words."""
        return sum(len(found) for _, found in self.parts)


@cache
def shelves() -> tuple[Shelf, ...]:
    """All words, in the order in which they are read."""
    facts, up = word_facts(), ancestors()
    classes = [iri for iri in of_type("Class", OWL) if iri.startswith(K)]
    ties = [iri for iri in classes if iri in kinds()]
    things, statements = (tuple(map(word, (c for c in classes if K + name in up.get(c, ()) and c not in ties))) for name in ("Thing", "Statement"))
    rest = tuple(word(c) for c in classes if not {K + "Thing", K + "Statement"} & set(up.get(c, ())))
    groups = sorted({kinds()[tie].group for tie in ties}, key=facts.label)
    linked = tuple((facts.label(group).capitalize(), tuple(map(link, (tie for tie in ties if kinds()[tie].group == group)))) for group in groups)
    properties = sorted({iri for name in PROPERTIES for iri in of_type(name, OWL) if iri.startswith(K)})
    schemes = [(scheme, [iri for iri in of_type("Concept", SKOS) if scheme in facts.all(iri, SKOS + "inScheme")]) for scheme in of_type("ConceptScheme", SKOS)]
    codes = tuple((facts.label(scheme).capitalize(), (word(scheme), *map(word, of_one))) for scheme, of_one in schemes)
    found = (
        Shelf("things-h", "Things", (("", things),)),
        Shelf("links-h", "Kinds of links", linked),
        Shelf("statements-h", "Other statements", (("", statements),)),
        Shelf("evidence-h", "Evidence and settings", (("", rest),)),
        Shelf("properties-h", "Properties", (("", tuple(map(word, properties))),)),
        Shelf("codes-h", "Codes", codes),
    )
    seen: set[str] = set()
    return tuple(replace(shelf, parts=tuple((heading, tuple(marked(one, seen) for one in of_part)) for heading, of_part in shelf.parts)) for shelf in found)


def marked(one: Word, seen: set[str]) -> Word:
    """A word, told whether it was seen before."""
    new = one.name not in seen
    seen.add(one.name)
    return replace(one, first=new)


def of_type(name: str, space: str) -> list[str]:
    """The terms of a type, sorted."""
    facts = word_facts()
    members: dict[str, tuple[str, ...]] = facts.index("typed", lambda: facts.pointing(RDF_TYPE))
    return sorted(members.get(space + name, ()))


def word(iri: str) -> Word:
    """A term that is no kind of link."""
    facts = word_facts()
    rows = [("a kind of", SKOS + "broader"), ("a kind of", RDFS + "subClassOf"), ("under", RDFS + "subPropertyOf"), ("instead of", PREFIXES["dcterms"] + "replaces")]
    found = tuple((heading, named(facts.all(iri, predicate))) for heading, predicate in rows if facts.all(iri, predicate))
    return Word(iri.removeprefix(K), facts.label(iri), facts.one(iri, SKOS + "definition"), facts.one(iri, SKOS + "example"), facts.one(iri, SKOS + "scopeNote"), found)


def link(iri: str) -> Word:
    """A kind of link."""
    facts, kind = word_facts(), kinds()[iri]
    rows = (
        ("says", ((kind.sentence, ""),)),
        ("if it is planned", ((kind.intended, ""),)),
        ("read from the other end", ((kind.inverse, ""),)),
        ("from", named(facts.all(iri, K + "fromClass"))),
        ("to", named(facts.all(iri, K + "toClass"))),
        ("in time", named(facts.all(iri, K + "temporality"))),
        ("as a plain property", named(facts.all(iri, K + "plainProperty"))),
    )
    one = word(iri)
    return Word(one.name, one.label, one.definition, one.example, one.note, tuple(row for row in rows if row[1] and row[1][0][0]))


def named(iris: list[str]) -> tuple[tuple[str, str], ...]:
    """Terms by their labels and names."""
    return tuple((word_facts().label(iri), iri.removeprefix(K) if iri.startswith(K) else "") for iri in iris)


@cache
def triples() -> frozenset[ox.Triple]:
    """The ontology itself: every class, property and code, and what it says of itself."""
    said = {quad.triple for quad in words().ox}
    described = {triple.subject for triple in said if triple.predicate.value == RDF_TYPE and triple.object.value in DESCRIBED}
    return frozenset(triple for triple in said if triple.subject in described)
