"""A settled book and what its names mean → statements with their evidence, in one named graph; and which row each came from.

New things are described; what is said anew of a known thing is a claim or a name with its evidence, so that nothing known is
overwritten. What kuasa filled in says nothing until somebody confirms, corrects or strikes it, or changes a cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox

from ...graph.dates import span
from ...graph.facts import Facts
from ...graph.sheets import LANGUAGE, REFERENCES, Column, iri_of, sheet
from ...graph.vocabulary import PREFIXES, RDF_TYPE, K
from ..book import Book, Row
from .addresses import Addresses, digest
from .grounds import LICENCE, OURS, Grounds, Term, column, host
from .literals import date, spoken, typed
from .loose import described
from .names import Names

THINGS = frozenset({"actors", "bodies", "events", "instruments", "recommendations", "commitments", "windows"})
ELSEWHERE = frozenset({"id", "review", "kind", "tie_kind", "source", "locator", "assertion", "because", "confidence", "sensitivity"})
NAMES = frozenset({"name", "short", "other_names"})
CITING = frozenset({K + "source", K + "checkAt"})
STATED = ("since", "until", "observed", "role", "strength", "backward", "on_behalf_of", "note")
# Cells that a profile may have left empty where kuasa filled them in: an empty one changes nothing.
WITHHELD = frozenset({"on_behalf_of", "note", "strength", "backward", "topics"})


@dataclass
class Statements(Grounds):
    """What the rows of one book state. `taken` are the rows that state something, `unread` those that were filled in by kuasa and that
    nobody touched."""

    taken: list[Row] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)

    def all(self) -> None:
        """Every row of the book, then the things that are only named."""
        for place, row in enumerate(self.book.rows):
            if place in self.names.skipped:
                continue
            self.row = row
            if self.unchanged(row):
                self.unread.append(row)
                continue
            self.taken.append(row)
            if row.sheet == "sources":
                self.source_row(row, self.names.of_row[place])
            elif row.sheet in THINGS:
                self.thing(row, self.names.of_row[place])
            elif row.sheet == "ties":
                self.tie(row)
            else:
                self.told(row)
        described(self)
        self.idle_sources()

    def idle_sources(self) -> None:
        """Sources that nothing rests on are for the room: nobody said that they may be seen."""
        used = {value for said in self.quads.subjects.values() for predicate, value in said if predicate in CITING}
        for place, row in enumerate(self.book.rows):
            if row.sheet == "sources" and (source := self.names.of_row.get(place, "")) in self.quads.subjects and source not in used:
                self.row = row
                self.link(source, K + "sensitivity", K + "forParticipants")

    def unchanged(self, row: Row) -> bool:
        """Whether a statement that kuasa filled in is as it was, and nobody reviewed it."""
        if row.sheet in THINGS or row.get("review") or not self.filled_in(row):
            return False
        if row.sheet == "sources":
            return True
        record = self.at.of(row)
        kind = iri_of(column("ties", "tie_kind"), row.get("tie_kind")) if row.sheet == "ties" else sheet(row.sheet).usual
        return kind in self.facts.all(record, RDF_TYPE) and self.same_source(row) and all(self.as_known(row, one, record) for one in sheet(row.sheet).columns)

    def as_known(self, row: Row, one: Column, record: str) -> bool:
        """Whether the cells of a column say what is known of a record. In the file of another tool an empty cell or a coarser date says
        nothing else: the tool may have no place for more."""
        foreign = self.book.tool != OURS
        if not one.writes or one.key in ELSEWHERE or (not row.get(one.key) and (foreign or one.key in WITHHELD)):
            return True
        texts = row.several(one.key) if one.several else filter(None, [row.get(one.key)])
        said = {term.value for text in texts if (term := self.term(one, text, one.key))}
        known = set(self.facts.all(record, one.writes))
        if foreign and one.holds in ("date", "dates"):
            return all(any(within(day, text) for text in said) for day in known) if known else False
        # A cell for one value holds one of those that are known.
        return said == known or (not one.several and set() < said < known) or (one.key == "observed" and said == known | set(self.facts.all(record, K + "asOf")))

    def source_row(self, row: Row, source: str) -> None:
        """A source."""
        if source in self.facts.terms:
            return
        self.link(source, RDF_TYPE, K + "Source")
        self.values(row, source)
        if not row.get("publisher"):
            self.say(source, PREFIXES["dcterms"] + "publisher", spoken(host(row.get("address")) if "//" in row.get("address") else row.get("title")))
        self.say(source, PREFIXES["dcterms"] + "license", spoken(LICENCE))

    def thing(self, row: Row, thing: str) -> None:
        """A thing, new or known."""
        layout = sheet(row.sheet)
        kind = iri_of(layout.column("kind") or Column("", ""), row.get("kind")) or layout.usual
        if thing in self.facts.terms:
            self.of_known(row, thing)
        else:
            self.link(thing, RDF_TYPE, kind)
            self.seen_by(row, thing)
            self.values(row, thing)
            self.rest(row, thing, self.unique(thing))
        for one in layout.columns:
            others = [self.names.of_text[name] for name in row.several(one.key) if name in self.names.of_text] if one.tie_kind else []
            for n, other in enumerate(others, 1):
                ends = (thing, other)
                self.relation(row, self.unique(f"{self.at.record(row)}-{one.key.replace('_', '-')}-{n}"), one.tie_kind, ends if one.outward else ends[::-1])

    def of_known(self, row: Row, thing: str) -> None:
        """What a row says of a known thing that is not known: names and claims, each with its evidence."""
        facts, layout = self.facts, sheet(row.sheet)
        for key, text in sorted(row.cells.items()):
            one = layout.column(key)
            if one is None or not one.writes or one.key in ELSEWHERE:
                continue
            for value in row.several(key) if one.several else (text,):
                named = one.key in NAMES
                term = self.term(one, value, key)
                if term is None or term.value in facts.all(thing, one.writes) or (named and value in facts.names(thing)):
                    continue
                record = self.unique(f"{self.at.record(row)}-c{digest(key, value)}")
                self.link(record, RDF_TYPE, K + ("Name" if named else "Claim"))
                self.link(record, K + "about", thing)
                if named:
                    self.say(record, K + "text", term)
                    self.link(record, K + "nameKind", K + ("acronym" if one.key == "short" else "alias"))
                else:
                    self.link(record, K + "property", one.writes)
                    self.say(record, K + "value", term)
                self.seen_by(row, record)
                self.rest(row, record, record)

    def values(self, row: Row, subject: str) -> None:
        """The cells of a row that state a property of its subject."""
        layout = sheet(row.sheet)
        for key, text in row.cells.items():
            one = layout.column(key)
            if one is not None and one.writes and one.key not in ELSEWHERE:
                for value in row.several(key) if one.several else (text,):
                    self.write(subject, one, value, key)

    def write(self, subject: str, one: Column, value: str, key: str) -> None:
        """A value of a column, unless it is a name that was decided to be left out."""
        term = self.term(one, value, key)
        if term is not None:
            self.say(subject, one.writes, term)

    def term(self, one: Column, value: str, key: str) -> Term | None:
        """A value as the term that its column holds; None for a name that was decided to be left out."""
        if one.holds in REFERENCES:
            found = self.names.of_text.get(value)
            return ox.NamedNode(found) if found else None
        if one.scheme:
            return ox.NamedNode(iri_of(one, value))
        return typed(one, value, key.partition(LANGUAGE)[2])

    def tie(self, row: Row) -> None:
        """A link as the row states it; a known one that is struck is a record beside it that says it does not hold."""
        record, old = self.unique(self.at.record(row)), self.at.of(row)
        if row.get("review") == "to-strike":
            known = self.facts.tie(old)
            self.relation(row, record, known.kind, (known.start, known.end))
            self.link(record, K + "contradicts", old)
            return
        kind = iri_of(column("ties", "tie_kind"), row.get("tie_kind"))
        self.relation(row, record, kind, (self.names.of_text[row.get("from")], self.names.of_text[row.get("to")]))
        for key in STATED:
            for value in row.several(key):
                self.write(record, column("ties", key), value, key)
        if kind == K + "NonRatification":
            for value in row.several("observed"):
                self.say(record, K + "asOf", date(value))
        if row.get("review") == "to-confirm":
            self.say(record, K + "observed", date(self.book.cover["date"])) if self.book.cover.get("date") else None
        elif self.filled_in(row):
            self.link(record, K + "corrects", old)

    def relation(self, row: Row, record: str, kind: str, ends: tuple[str, str]) -> None:
        """A tie record with its status and evidence."""
        self.link(record, RDF_TYPE, kind)
        self.link(record, K + "from", ends[0])
        self.link(record, K + "to", ends[1])
        self.link(record, K + "status", K + ("cancelled" if row.get("review") == "to-strike" else row.get("status") or "actual"))
        self.seen_by(row, record)
        self.rest(row, record, record)

    def told(self, row: Row) -> None:
        """A position or an assessment."""
        record = self.unique(self.at.record(row))
        self.link(record, RDF_TYPE, sheet(row.sheet).usual)
        self.seen_by(row, record)
        self.values(row, record)
        if row.sheet == "assessments" and not row.get("said_at") and self.session:
            self.link(record, K + "saidAt", self.session)
        if row.sheet == "assessments" and not row.get("group") and self.book.cover.get("group"):
            self.write(record, column("assessments", "group"), self.book.cover["group"], "group")
        self.rest(row, record, record)


def within(day: str, given: str) -> bool:
    """Whether a date lies in another one."""
    return span(given).first <= span(day).first and span(day).last <= span(given).last


def stated(book: Book, names: Names, facts: Facts, at: Addresses) -> Statements:
    """All that a book states."""
    made = Statements(book, names, facts, at)
    made.all()
    return made
