"""What the rows of a book rest on: sources, the workbook itself and its session, and the evidence that names them.

`Grounds` holds the statements made so far. A row rests on its own source, else on the workbook: said by participants.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property

import pyoxigraph as ox

from ...graph.facts import ALT, PREF, PUBLISHER, TITLE, Facts
from ...graph.lookup import fold, meant
from ...graph.profiles import strictness
from ...graph.sheets import Column, iri_of, sheet
from ...graph.vocabulary import ID, PREFIXES, RDF_TYPE, K
from ..book import Book, Row
from .addresses import Addresses, digest
from .literals import date, spoken
from .names import Names
from .said import Said

OURS = "kuasa"
LICENCE = "facts only; text not stored"
Term = ox.NamedNode | ox.Literal


@dataclass
class Grounds:
    """The statements of one book. `origin` is the row of each subject, `row` the one at work, `used` how often a node was asked for."""

    book: Book
    names: Names
    facts: Facts
    at: Addresses
    origin: dict[str, Row] = field(default_factory=dict)
    row: Row | None = None
    used: Counter[str] = field(default_factory=Counter)

    @cached_property
    def quads(self) -> Said:
        """Those made so far."""
        return Said(self.at.graph)

    def say(self, subject: str, predicate: str, value: Term) -> None:
        """One statement, unless the knowledge says the very same. A second proper name in one language is another name."""
        if predicate == PREF and isinstance(value, ox.Literal) and any(text.language == value.language and text != value for text in self.named(subject)):
            predicate = ALT
        self.add(subject, predicate, value.value if isinstance(value, ox.NamedNode) else value, value.value)

    def named(self, subject: str) -> list[ox.Literal]:
        """The proper names of a subject so far."""
        return [text for predicate, text in self.quads.pairs(subject) if predicate == PREF and isinstance(text, ox.Literal)]

    def link(self, subject: str, predicate: str, target: str) -> None:
        """One statement that points at something."""
        self.add(subject, predicate, target, target)

    def add(self, subject: str, predicate: str, value: str | ox.Literal, text: str) -> None:
        """One statement of the row at work."""
        known = self.facts.terms.get(subject)
        if known and any(text == said for said, _ in known.get(predicate, ())):
            return
        self.quads.add(subject, predicate, value)
        if self.row:
            self.origin.setdefault(subject, self.row)

    def unique(self, node: str) -> str:
        """A node that no other row uses: two rows that say nearly the same are two statements."""
        self.used[node] += 1
        return node if self.used[node] == 1 else f"{node}-{self.used[node]}"

    def seen_by(self, row: Row, subject: str) -> None:
        """Who may see what a row says; of two rows about one thing the stricter one counts."""
        code = iri_of(column("ties", "sensitivity"), row.get("sensitivity"))
        if not code:
            return
        said = [value for predicate, value in self.quads.pairs(subject) if predicate == K + "sensitivity" and isinstance(value, str)]
        if all(strictness(code) > strictness(other) for other in said):
            for other in said:
                self.quads.remove(subject, K + "sensitivity", other)
            self.link(subject, K + "sensitivity", code)

    @cached_property
    def workbook(self) -> str:
        """The workbook as a source, described when a row first rests on it."""
        cover, source = self.book.cover, self.at.workbook
        named = cover.get("session") or cover.get("title") or self.at.slug
        self.link(source, RDF_TYPE, K + "Source")
        self.say(source, TITLE, spoken(", ".join(filter(None, (named, f"group {cover['group']}" if cover.get("group") else "")))))
        self.say(source, PUBLISHER, spoken(cover.get("organisation") or named))
        self.say(source, PREFIXES["dcterms"] + "license", spoken(LICENCE))
        if cover.get("date"):
            self.say(source, PREFIXES["dcterms"] + "issued", date(cover["date"]))
        if cover.get("filled_in_by"):
            self.say(source, K + "filledInBy", ox.Literal(cover["filled_in_by"]))
        return source

    @cached_property
    def session(self) -> str:
        """The session of the cover as an event, '' without one; the groups of one session have the same."""
        cover = self.book.cover
        name = cover.get("session", "")
        rows = [iri for place, iri in self.names.of_row.items() if self.book.rows[place].sheet == "events" and fold(self.book.rows[place].get("name")) == fold(name)]
        known = [thing for thing in meant(self.facts, name) if self.facts.isa(thing, "Event")] if name else []
        if not name or rows or known:
            return next(iter((*rows, *known)), "") if name else ""
        event = f"{ID}session-{digest(name, cover.get('date', ''))}"
        label = spoken(name)
        self.link(event, RDF_TYPE, K + "Event")
        self.say(event, PREF, label)
        if label.language != "en":
            self.say(event, PREF, ox.Literal(f"Session {cover.get('date', '')}".strip(), language="en"))
        self.link(event, K + "status", K + "actual")
        self.link(event, K + "sensitivity", K + "forParticipants")
        if cover.get("date"):
            self.say(event, K + "begins", date(cover["date"]))
        self.prove(event, f"{ID}{self.at.slug}-session", self.workbook, "cover", "participants", "seen", "")
        return event

    @cached_property
    def source_rows(self) -> dict[str, str]:
        """The sources that rows describe, by title, address and row id."""
        return {text: iri for n, iri in self.names.of_row.items() if (row := self.book.rows[n]).sheet == "sources" for key in ("title", "address", "id") if (text := row.get(key))}

    @cached_property
    def described(self) -> frozenset[str]:
        """The sources that rows describe."""
        return frozenset(self.source_rows.values())

    def source_of(self, text: str) -> str:
        """The source that a cell names; a new one is described by its title or address alone. '' for one that was decided to be left out."""
        found = self.source_rows.get(text) or self.names.of_source.get(text, "")
        if not found or found in self.described or self.facts.isa(found, "Source"):
            return found
        source = self.at.source(text)
        address = text.startswith(("http://", "https://"))
        self.link(source, RDF_TYPE, K + "Source")
        self.say(source, TITLE, spoken(text))
        self.say(source, PUBLISHER, spoken(host(text) if address else text))
        if address:
            self.say(source, K + "address", ox.Literal(text))
        return source

    def prove(self, subject: str, node: str, source: str, locator: str, assertion: str, confidence: str, because: str) -> None:
        """The evidence of a statement, at nodes named after `node`."""
        evidence, passage = node + "-e1", node + "-p1"
        self.link(subject, K + "evidence", evidence)
        self.link(evidence, RDF_TYPE, K + "Evidence")
        self.link(evidence, K + "assertion", iri_of(column("ties", "assertion"), assertion))
        self.link(evidence, K + "confidence", iri_of(column("ties", "confidence"), confidence))
        if because:
            self.say(evidence, K + "because", spoken(because))
        if confidence == "recalled":
            self.link(evidence, K + "checkAt", source)
            return
        self.link(evidence, K + "passage", passage)
        self.link(passage, RDF_TYPE, K + "Passage")
        self.link(passage, K + "source", source)
        self.say(passage, K + "locator", spoken(locator))

    def rest(self, row: Row, subject: str, node: str) -> None:
        """The evidence of a row: its own source, or the workbook; rows that were filled in by kuasa rest on who reviewed them."""
        cited = "" if self.filled_in(row) and self.same_source(row) else row.get("source")
        own = self.source_of(cited) if cited else ""
        assertion = row.get("assertion") if own or row.get("assertion") == "inferred" else "participants"
        here = f"row {row.number} of {row.tab}" if row.number and not own else "place not stated"
        locator = (row.get("locator") if own else "") or here
        self.prove(subject, node, own or self.workbook, locator, assertion or "third-party", (row.get("confidence") if own else "") or "seen", row.get("because"))

    def filled_in(self, row: Row) -> bool:
        """Whether kuasa filled in a row: it is about something known by its address."""
        return row.get("id").startswith("i:") and self.at.of(row) in self.facts.terms

    def same_source(self, row: Row) -> bool:
        """Whether a row that kuasa filled in still names a source that it rested on, or none where there was none."""
        known = self.facts.evidence(self.at.of(row))
        if not row.get("source"):
            return not known or self.book.tool != OURS
        return any(row.get("source") in (one.title, one.id, "i:" + one.id.removeprefix(ID)) for one in known)


def host(address: str) -> str:
    """The server of a web address.

    >>> host("https://www.example.org/report")
    'example.org'
    """
    return address.split("/")[2].removeprefix("www.")


@cache
def column(layout: str, key: str) -> Column:
    """A column that is there; `KeyError` if it is not."""
    found = sheet(layout).column(key)
    if found is None:
        raise KeyError(key)
    return found
