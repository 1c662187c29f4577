"""The imports that files hold, each as it was before any merging: stores in, parts out, in the order of their graphs.

A merged file holds a graph `merge`: which address stands for which (dcterms:isReplacedBy, and in which import: dcterms:isPartOf), and
every triple of an import that had to give way, as an rdf:Statement. From it each import is restored exactly; that is how a merge is
undone. Refuses blank nodes (`UnreadableFile`); two files that hold the same import in two versions are a problem, and the first one counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ...graph.errors import UnreadableFile
from ...graph.store import EmbeddedStore
from ...graph.vocabulary import DERIVED, GRAPH, PREFIXES, RDF_TYPE, K
from ..book import Problem

MERGE = GRAPH + "merge"
RDF, DCTERMS = PREFIXES["rdf"], PREFIXES["dcterms"]
REPLACED, PART = DCTERMS + "isReplacedBy", DCTERMS + "isPartOf"
RETIRED = "http://www.w3.org/ns/prov#Entity"  # the class of an address that gave way: no thing of the ontology any more
STATEMENT, SUBJECT, PREDICATE, OBJECT = (RDF + name for name in ("Statement", "subject", "predicate", "object"))


AGAIN = "Merge only the newer of the two; if they are of two groups, write the number of each group on its cover and take them in again."
Term = ox.NamedNode | ox.Literal


class Said(NamedTuple):
    """A triple: two addresses and a term."""

    subject: str
    predicate: str
    object: Term

    @property
    def text(self) -> str:
        """It as one text, to sort by."""
        return f"{self.subject} {self.predicate} {self.object}"

    @property
    def term(self) -> tuple[str, str | None]:
        """Its object as facts have it."""
        return self.object.value, self.object.language or "" if isinstance(self.object, ox.Literal) else None

    def mapped(self, addresses: Mapping[str, str]) -> Said:
        """The same with other addresses."""
        end = self.object
        if self.subject not in addresses and end.value not in addresses:
            return self
        if isinstance(end, ox.NamedNode) and end.value in addresses:
            end = ox.NamedNode(addresses[end.value])
        return Said(addresses.get(self.subject, self.subject), self.predicate, end)

    def quad(self, graph: str) -> ox.Quad:
        """It in a graph."""
        return ox.Quad(ox.NamedNode(self.subject), ox.NamedNode(self.predicate), self.object, ox.NamedNode(graph))


def said(file: str, triples: Iterable[ox.Triple]) -> Iterator[Said]:
    """Triples of a file; `UnreadableFile` where one is about a node without an address."""
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode | ox.Literal):
            raise UnreadableFile(f"{file} speaks of something without an address (a blank node).", "Give it an address of its own, such as i:slug.")
        yield Said(triple.subject.value, triple.predicate.value, triple.object)


@dataclass(frozen=True)
class Part:
    """One import: its graph, the name of the file that holds it, and its triples as imported."""

    graph: str
    file: str
    triples: frozenset[Said]

    @cached_property
    def ordered(self) -> tuple[Said, ...]:
        """Its triples, sorted."""
        return tuple(sorted(self.triples, key=lambda one: one.text))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The addresses of which it says something."""
        return frozenset(one.subject for one in self.triples)

    @cached_property
    def nodes(self) -> frozenset[str]:
        """Every address that it uses."""
        return self.subjects | {one.object.value for one in self.triples if isinstance(one.object, ox.NamedNode)}

    @cached_property
    def described(self) -> frozenset[str]:
        """The subjects that it says the class of."""
        return frozenset(one.subject for one in self.triples if one.predicate == RDF_TYPE)

    @property
    def slug(self) -> str:
        """The last part of its graph."""
        return self.graph.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Opened:
    """The imports of some files by their graphs, and what earlier merges took as the same: address by address that it gave way to."""

    parts: tuple[Part, ...]
    same: Mapping[str, str]
    problems: tuple[Problem, ...]


def opened(files: Sequence[tuple[str, EmbeddedStore]]) -> Opened:
    """Every import of the files."""
    found: dict[str, Part] = {}
    same: dict[str, str] = {}
    problems: list[Problem] = []
    for file, store in sorted(files, key=lambda one: one[0]):
        records = sorted(said(file, store.get(MERGE)), key=lambda one: one.text)
        replaced = {one.subject: one.object.value for one in records if one.predicate == REPLACED}
        same |= replaced
        graphs = [graph for graph in store.graphs() if graph not in (MERGE, DERIVED)]
        for graph in graphs:
            part = Part(graph, file if len(graphs) == 1 else graph.rsplit("/", 1)[-1], frozenset(restored(graph, said(file, store.get(graph)), records, replaced)))
            if graph in found and found[graph].triples != part.triples:
                told = f"This file and {found[graph].file} hold the same import ({part.slug}) in two versions; the one of {found[graph].file} counts."
                problems.append(Problem("error", file, "", "", part.slug, told, AGAIN))
            found.setdefault(graph, part)
    names = Counter(part.file for part in found.values())
    parts = (replace(part, file=f"{part.file} ({part.slug})") if names[part.file] > 1 else part for _, part in sorted(found.items()))
    return Opened(tuple(parts), same, tuple(problems))


def restored(graph: str, triples: Iterable[Said], records: Collection[Said], replaced: Mapping[str, str]) -> Iterator[Said]:
    """The triples of an import as it was, from its graph in a merged file and from what the merge kept."""
    own = {one.subject for one in records if one.predicate == PART and one.object.value == graph}
    back = {new: old for old, new in sorted(replaced.items(), reverse=True) if old in own}
    notes: dict[str, dict[str, Term]] = {}
    for one in records:
        if one.subject in own:
            notes.setdefault(one.subject, {})[one.predicate] = one.object
    whole = [Said(found[SUBJECT].value, found[PREDICATE].value, found[OBJECT]) for found in notes.values() if SUBJECT in found]
    images = {one.mapped(replaced) for one in whole}
    yield from whole
    yield from (one.mapped(back) for one in triples if one not in images)


def kept(graph: str, one: Said) -> Iterator[Said]:
    """The record of a triple that an import says and that gave way: for facilitators alone, since it may say what others may not see."""
    node = f"{MERGE}/{digest(graph, one.text)}"
    for predicate, value in (
        (RDF_TYPE, ox.NamedNode(STATEMENT)),
        (SUBJECT, ox.NamedNode(one.subject)),
        (PREDICATE, ox.NamedNode(one.predicate)),
        (OBJECT, one.object),
        (PART, ox.NamedNode(graph)),
        (K + "sensitivity", ox.NamedNode(K + "forFacilitator")),
    ):
        yield Said(node, predicate, value)


def digest(*texts: str) -> str:
    """Some hexadecimal digits that stand for texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
