"""The part of a large or distant store that a command needs: the named things, what is said of them, and the links around them.

`gathered(into, sources, wanted)` asks the sources ring by ring, with small queries that every SPARQL 1.1 server answers, and puts what
they say into a store in memory, where everything goes on as usual. First only which things are linked is asked, then all that is said of
those that can lie on a route, or near enough. All that decides what an audience may see comes with it: whole records, their evidence
and sources, every link of a person. Where the part had to be cut, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyoxigraph as ox

from .errors import UnreadableFile
from .facts import climbed
from .kinds import kinds
from .store import EmbeddedStore
from .vocabulary import DERIVED, GRAPH, LENT, RDF_TYPE, K

MOST = 20_000
FOUND = 1_000
AT_ONCE = 400
NAMELESS = "Give it an IRI where it comes from, and load it again: what decides who may see it could not be read."
ENDS = (K + "from", K + "to")
PUBLISHED = GRAPH + "published"
MADE = frozenset({DERIVED, LENT, PUBLISHED})
LINKED = f"{{ ?tie <{ENDS[0]}> ?a ; <{ENDS[1]}> ?b }} UNION {{ ?tie <{ENDS[1]}> ?a ; <{ENDS[0]}> ?b }}"
Advance = Callable[[str, int], None]


@dataclass(frozen=True)
class Wanted:
    """What a command asks of: names as they were typed (several may stand in one, with + between), or a text that names contain; how
    many steps `around` them. With an `end`, the routes of at most so many steps (`hops`) from the names to it too. `also` names what is spoken
    of beside them, `most` how many links are fetched at most."""

    names: tuple[str, ...] = ()
    around: int = 0
    end: str = ""
    hops: int = 0
    text: str = ""
    also: tuple[str, ...] = ()
    most: int = MOST


class Source(Protocol):
    """A store that is asked for a part: large, or on another machine. `meant` gives the things of a name, of near names where there is
    none; `containing` those with a name that contains a text."""

    @property
    def title(self) -> str: ...
    def query(self, text: str) -> Any: ...
    def meant(self, name: str) -> Iterable[str]: ...
    def containing(self, text: str) -> Iterable[str]: ...


def gathered(into: EmbeddedStore, sources: Sequence[Source], wanted: Wanted, advance: Advance = lambda title, things: None) -> str:
    """Puts the part that is wanted into a store; says in words where it had to be cut ('' if it was not)."""
    here = Gathering(into, sources, wanted.most, advance)
    starts, ends, others = (here.named(names) for names in (wanted.names, (wanted.end,), wanted.also))
    if wanted.text:
        here.search(wanted.text)
    here.walk(starts | ends, wanted.around)
    near = here.distances(starts | ends, wanted.around)
    if ends:
        here.walk(starts, (wanted.hops + 1) // 2)
        here.walk(ends, wanted.hops // 2)
        there, back = here.distances(starts, wanted.hops), here.distances(ends, wanted.hops)
        near |= {thing: far + back[thing] for thing, far in there.items() if far + back.get(thing, wanted.hops + 1) <= wanted.hops}
    here.edge(here.ring(near | dict.fromkeys(others, 0)))
    return here.told(", ".join(filter(None, (*wanted.names, wanted.end))))


@dataclass
class Gathering:
    """What was fetched so far: which things are linked, what was described, how many links there are. How many were left out, how many
    things of a search, and how many things were not asked for their links."""

    into: EmbeddedStore
    sources: Sequence[Source]
    most: int
    advance: Advance
    linked: dict[str, set[str]] = field(default_factory=dict)
    described: set[str] = field(default_factory=set)
    ties: int = 0
    left_out: int = 0
    unread: int = 0
    unwalked: int = 0

    def named(self, names: Iterable[str]) -> set[str]:
        """The things of some names, and of the parts of those that may be several with + between."""
        parts = {part.strip() for name in names for part in (name, *name.split("+"))}
        return {thing for source in self.sources for part in parts if part for thing in source.meant(part)}

    def search(self, text: str) -> None:
        """Fetches the things with a name that contains a text, as many as somebody would read."""
        found = [thing for source in self.sources for thing in source.containing(text)]
        self.unread = max(len(found) - FOUND, 0)
        self.describe(found[:FOUND])
        self.edge(set(found[:FOUND]))

    def walk(self, things: set[str], steps: int) -> None:
        """Asks which things are linked with some things, with those, and so on."""
        for _ in range(steps):
            fresh = things - self.linked.keys()
            self.linked.update((thing, set()) for thing in fresh)
            for lot in cut(sorted(fresh)):
                if sum(map(len, self.linked.values())) > 10 * self.most:
                    self.unwalked += len(lot)
                    continue
                values = written(lot)
                for row in self.asked(f"SELECT DISTINCT ?a ?b WHERE {{ VALUES ?a {{ {values} }} GRAPH ?g {{ {LINKED} }} }}"):
                    if isinstance(row["b"], ox.NamedNode):
                        self.linked[row["a"].value].add(row["b"].value)
            things = {other for thing in things for other in self.linked[thing]}

    def distances(self, things: set[str], most: int) -> dict[str, int]:
        """How many links lie between some things and each thing that is linked with them, up to so many."""
        back: dict[str, set[str]] = {}
        for thing, others in self.linked.items():
            for other in others:
                back.setdefault(other, set()).add(thing)
        found, waiting = dict.fromkeys(things, 0), things
        for steps in range(1, most + 1):
            waiting = {other for thing in waiting for other in (*self.linked.get(thing, ()), *back.get(thing, ()))} - found.keys()
            found |= dict.fromkeys(waiting, steps)
        return found

    def ring(self, near: Mapping[str, int]) -> set[str]:
        """Fetches some things with their links, the nearest first (each has its distance); the things at the other ends."""
        reached: set[str] = set()
        levels = ([thing for thing in sorted(near) if near[thing] == level] for level in sorted(set(near.values())))
        for batch in (batch for level in levels for batch in cut(level)):
            links, records = self.pointing(batch)
            links -= self.described
            chosen = set(sorted(links)[: max(self.most - self.ties, 0)])
            self.ties += len(chosen)
            self.left_out += len(links) - len(chosen)
            self.describe({*batch, *chosen, *records})
            self.describe(self.records(chosen | records))
            reached |= {end for tie in chosen for predicate in ENDS for end in self.values(tie, predicate)}
        return reached - near.keys()

    def edge(self, things: set[str]) -> None:
        """Fetches what is said of the outermost things; the links that decide whether another one is over (one holder at a time); and all
        links of those things that are persons: they decide whether one is shown."""
        persons = [thing for thing in things if K + "Person" in climbed(*self.values(thing, RDF_TYPE))]
        self.describe(self.records(things) | self.rivals(things))
        if persons:
            self.ring(dict.fromkeys(persons, 0))

    def describe(self, subjects: Iterable[str]) -> None:
        """Fetches all that is said of subjects, and of what they point at, and so on: evidence, passages, sources, ends of links."""
        waiting = set(subjects) - self.described
        while waiting:
            self.described |= waiting
            found = set()
            for quad in self.quads("?s", waiting):
                self.into.ox.add(quad)
                if isinstance(quad.object, ox.NamedNode) and quad.predicate.value != RDF_TYPE and not quad.object.value.startswith(K):
                    found.add(quad.object.value)
            self.advance(" + ".join(source.title for source in self.sources), len(self.described))
            waiting = found - self.described

    def pointing(self, things: Iterable[str]) -> tuple[set[str], set[str]]:
        """The links of things, and the other records that point at them."""
        links: set[str] = set()
        records: set[str] = set()
        for quad in self.quads("?o", things):
            if isinstance(quad.subject, ox.NamedNode):
                (links if quad.predicate.value in ENDS else records).add(quad.subject.value)
        return links, records - links

    def records(self, subjects: Iterable[str]) -> set[str]:
        """The records that point at subjects, but for links."""
        ends = ", ".join(f"<{predicate}>" for predicate in ENDS)
        return {quad.subject.value for quad in self.quads("?o", subjects, f"FILTER(?p NOT IN ({ends}))") if isinstance(quad.subject, ox.NamedNode)}

    def rivals(self, things: Iterable[str]) -> set[str]:
        """The links to things of the kinds that one holder has at a time."""
        held = " ".join(f"<{iri}>" for iri, kind in kinds().items() if kind.one_holder)
        asked = "SELECT ?tie WHERE {{ VALUES ?o {{ {} }} VALUES ?kind {{ {} }} GRAPH ?g {{ ?tie <{}> ?o ; a ?kind }} }}"
        return {row["tie"].value for values in batches(things) for row in self.asked(asked.format(values, held, ENDS[1])) if isinstance(row["tie"], ox.NamedNode)}

    def quads(self, place: str, terms: Iterable[str], only: str = "") -> Iterator[ox.Quad]:
        """The quads with one of some IRIs at a place (?s or ?o); graphs that kuasa makes itself are left out."""
        for values in batches(terms):
            for row in self.asked(f"SELECT ?g ?s ?p ?o WHERE {{ VALUES {place} {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} {only} }}"):
                if isinstance(row["s"], ox.BlankNode) or isinstance(row["o"], ox.BlankNode):
                    raise UnreadableFile(f"{' + '.join(source.title for source in self.sources)}: something there has no address of its own (a blank node).", NAMELESS)
                if row["g"].value not in MADE and not isinstance(row["o"], ox.Triple):
                    yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def asked(self, text: str) -> Iterator[Any]:
        """The rows that every source has for a query."""
        for source in self.sources:
            yield from source.query(text)

    def values(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that a property of something fetched has."""
        found = self.into.ox.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return [quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)]

    def told(self, names: str) -> str:
        """What was left out, in words; '' if nothing was."""
        if self.unread:
            return f"Cut: {self.unread:,} more things have such a name. Give a longer part of it."
        if self.unwalked:
            return f"Cut: so many things are linked around {names} that {self.unwalked:,} of them were not asked for their links. Ask for fewer steps (--max-hops, --hops)."
        if not self.left_out:
            return ""
        return f"Cut: {self.left_out:,} of {self.ties + self.left_out:,} links around {names} were not read, the nearest first. Ask for fewer steps (--max-hops, --hops)."


def cut(things: Sequence[str]) -> Iterator[Sequence[str]]:
    """Things in lots that fit into one query."""
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


def batches(terms: Iterable[str]) -> Iterator[str]:
    """IRIs for VALUES, in lots."""
    return map(written, cut(sorted(terms)))


def written(lot: Iterable[str]) -> str:
    """IRIs as they stand in a query."""
    return " ".join(f"<{iri}>" for iri in lot)
