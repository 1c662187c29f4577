"""Imports put together: parts, what is the same and what is known in, every graph and the graph of the merge out.

Each import keeps its graph and its statements; only addresses give way. A triple stands in one graph: the first that says it, by the
names of the graphs. What a later import says too, or says otherwise of a property that has one value, gives way and is kept as a record.
What an import says of a thing that is known becomes names and claims of their own, with its evidence: nothing known is overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from ...graph.facts import ALT, NOTATION, PREF, Facts
from ...graph.profiles import strictness
from ...graph.sheets import sheets
from ...graph.store import EmbeddedStore
from ...graph.vocabulary import ID, PREFIXES, RDF_TYPE, K
from .parts import MERGE, PART, REPLACED, RETIRED, Part, Said, Term, digest, kept

SINGLE = frozenset({"text", "date", "number", "truth", "code", "address"})
NOTE, SENSITIVITY, EVIDENCE = PREFIXES["skos"] + "editorialNote", K + "sensitivity", K + "evidence"
SOURCE = ox.NamedNode(K + "Source")
NAMING = {PREF: "officialName", ALT: "alias", NOTATION: "acronym"}
KNOWN = ""


@dataclass(frozen=True)
class Value:
    """What an import says of one property of a thing: its graph ('' for what was known), the value, the evidence, the address of the
    record that says so where one is made, and who may see it."""

    graph: str
    value: Term
    evidence: tuple[str, ...] = ()
    record: str = ""
    sensitivity: str = ""


@dataclass
class Joined:
    """The triples by graph; for each thing and property with one value all that is said of it; the graph of each triple; the languages
    in which a thing has a preferred name; who says a property of a source first; the sensitivity that each thing
    keeps; and the things that are known, or of which several imports or several of their addresses say something."""

    facts: Facts
    strict: Mapping[str, str]
    shared: frozenset[str] = frozenset()
    graphs: dict[str, set[Said]] = field(default_factory=dict)
    values: dict[tuple[str, str], list[Value]] = field(default_factory=dict)
    placed: dict[Said, str] = field(default_factory=dict)
    preferred: set[tuple[str, str]] = field(default_factory=set)
    first: dict[tuple[str, str], str] = field(default_factory=dict)

    def quads(self) -> tuple[ox.Quad, ...]:
        """Everything, sorted."""
        found = sorted((graph, one.text, one) for graph, triples in self.graphs.items() for one in triples)
        return tuple(one.quad(graph) for graph, _, one in found)

    def imports(self) -> EmbeddedStore:
        """The graphs of the imports alone, as a store."""
        store = EmbeddedStore()
        store.ox.bulk_extend(quad for quad in self.quads() if quad.graph_name != ox.NamedNode(MERGE))
        return store

    def note(self, subject: str, predicate: str, value: Term) -> None:
        """One more triple of the merge."""
        self.graphs.setdefault(MERGE, set()).add(Said(subject, predicate, value))

    def says(self, one: Said) -> bool:
        """Whether it is known already, or stands in a graph."""
        return one in self.placed or one.term in self.facts.terms.get(one.subject, {}).get(one.predicate, ())

    def claim(self, thing: str, predicate: str, value: Value) -> None:
        """A record of what an import says of a thing, with its evidence; none without."""
        if not value.evidence or not value.record:
            return
        self.note(value.record, RDF_TYPE, ox.NamedNode(K + ("Name" if predicate in NAMING else "Claim")))
        self.note(value.record, K + "about", ox.NamedNode(thing))
        if predicate in NAMING:
            self.note(value.record, K + "text", value.value)
            self.note(value.record, K + "nameKind", ox.NamedNode(K + NAMING[predicate]))
        else:
            self.note(value.record, K + "property", ox.NamedNode(predicate))
            self.note(value.record, K + "value", value.value)
        for node in value.evidence:
            self.note(value.record, EVIDENCE, ox.NamedNode(node))
        if value.sensitivity:
            self.note(value.record, SENSITIVITY, ox.NamedNode(value.sensitivity))


def joined(parts: Sequence[Part], same: Mapping[str, str], facts: Facts) -> Joined:
    """The parts as one knowledge."""
    found = Joined(facts, strictest(parts, same), shared(parts, same, facts))
    for part in sorted(parts, key=lambda part: part.graph):
        found.graphs[part.graph] = set()
        Joining(found, part, {old: new for old, new in same.items() if old in part.nodes}).join()
    return found


class Joining:
    """One part while it joins the others."""

    def __init__(self, found: Joined, part: Part, same: Mapping[str, str]) -> None:
        self.found, self.part, self.same = found, part, same
        self.images: dict[Said, list[Said]] = {}
        self.own: dict[tuple[str, str], set[str]] = {}
        for one in part.ordered:
            image = one.mapped(same)
            self.images.setdefault(image, []).append(one)
            self.own.setdefault((image.subject, image.predicate), set()).add(image.object.value)
        self.described = {same.get(thing, thing) for thing in part.described}

    def join(self) -> None:
        """Adds the part."""
        found, graph, back = self.found, self.part.graph, {new: old for old, new in sorted(self.same.items(), reverse=True)}
        for old, new in self.same.items():
            # An address that gave way tells whose import it was: facilitators alone see it.
            for predicate, value in ((REPLACED, new), (RDF_TYPE, RETIRED), (PART, graph), (SENSITIVITY, K + "forFacilitator")):
                found.note(old, predicate, ox.NamedNode(value))
        for image, originals in self.images.items():
            goes = self.goes(image)
            if not goes:
                found.graphs[graph].add(image)
                found.placed[image] = graph
            if goes or len(originals) > 1 or image.mapped(back) != originals[0]:
                for one in originals:
                    found.graphs.setdefault(MERGE, set()).update(kept(graph, one))

    def goes(self, image: Said) -> bool:
        """Whether a triple gives way to what is said already."""
        thing, predicate, found = image.subject, image.predicate, self.found
        twice = found.says(image)
        if thing not in found.shared:
            return twice
        if thing not in self.described or self.is_source(image):
            return twice or (predicate in properties() and self.taken(thing, predicate))
        value = Value(self.part.graph, image.object, self.of(thing, EVIDENCE), f"{ID}merge-{digest(self.part.graph, thing, predicate, str(image.object))}", self.sensitivity(thing))
        rival = self.rival(thing, predicate, value) if single(predicate) else False
        if found.facts.knows(thing):
            if not twice and predicate not in (EVIDENCE, SENSITIVITY, NOTE):
                found.claim(thing, predicate, value)
            return True
        if predicate == SENSITIVITY:
            return twice or image.object.value != found.strict[thing]
        if predicate == PREF and isinstance(image.object, ox.Literal) and not twice:
            language = (thing, image.object.language or "")
            if language in found.preferred:
                self.alias(image)
                return True
            found.preferred.add(language)
        return twice or rival

    def taken(self, thing: str, predicate: str) -> bool:
        """Whether what is known, or an earlier import, gives a value of a property."""
        known = KNOWN if predicate in self.found.facts.terms.get(thing, {}) else self.part.graph
        return self.found.first.setdefault((thing, predicate), known) != self.part.graph

    def rival(self, thing: str, predicate: str, value: Value) -> bool:
        """Keeps a value of a property that has one, and whether an earlier import or what is known says another one."""
        key = thing, predicate
        if key not in self.found.values:
            terms = self.found.facts.terms.get(thing, {}).get(predicate, ())
            self.found.values[key] = [Value(KNOWN, ox.NamedNode(text) if language is None else ox.Literal(text)) for text, language in terms]
        said = self.found.values[key]
        said.append(value)
        return said[0].graph != value.graph and said[0].value != value.value

    def alias(self, image: Said) -> None:
        """A second preferred name of a language becomes another name."""
        other = Said(image.subject, ALT, image.object)
        if not self.found.says(other) and other not in self.images:
            self.found.note(image.subject, ALT, image.object)
            self.found.placed[other] = MERGE

    def of(self, thing: str, predicate: str) -> tuple[str, ...]:
        """The values that the part itself gives of a property."""
        return tuple(sorted(self.own.get((thing, predicate), ())))

    def sensitivity(self, thing: str) -> str:
        """Who may see what the part says of a thing."""
        return max(self.of(thing, SENSITIVITY), key=strictness, default="")

    def is_source(self, image: Said) -> bool:
        """Whether a triple is about a source."""
        return SOURCE.value in self.of(image.subject, RDF_TYPE)


def shared(parts: Sequence[Part], same: Mapping[str, str], facts: Facts) -> frozenset[str]:
    """The addresses of which more is said than by one import of one thing."""
    counts = Counter(thing for part in parts for thing in {same.get(one, one) for one in part.subjects})
    return frozenset(thing for thing, count in counts.items() if count > 1 or facts.knows(thing)) | frozenset(same.values())


def strictest(parts: Sequence[Part], same: Mapping[str, str]) -> dict[str, str]:
    """Of all that is said of who may see a thing or record, the strictest."""
    found: dict[str, str] = {}
    for part in parts:
        for one in part.triples:
            if one.predicate == SENSITIVITY:
                thing = same.get(one.subject, one.subject)
                found[thing] = max(one.object.value, found.get(thing, one.object.value), key=strictness)
    return found


@cache
def properties() -> frozenset[str]:
    """The properties of things that have one value, as the columns of the workbook say."""
    return frozenset(column.writes for page in sheets() for column in page.columns if column.writes and column.holds in SINGLE and not column.several) - {NOTE, SENSITIVITY}


def single(predicate: str) -> bool:
    """Whether a thing has one value of a property; its class is one."""
    return predicate == RDF_TYPE or predicate in properties()
