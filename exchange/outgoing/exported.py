"""Knowledge → a settled book in the layout of `graph.sheets`.

The knowledge comes restricted to its audience, and nothing is added to it. Things stand in the sheet of their class, every tie is a
row of `ties` (columns that make ties stay empty: nothing is said twice), one proof of each record stands in its row. What no workbook of
this layout can hold is told by `left_out`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ...graph.facts import ALT, NOTATION, PREF, TITLE, Facts, word_facts
from ...graph.knowledge import Knowledge
from ...graph.naming import names_by_language
from ...graph.profiles import profile, withheld
from ...graph.sheets import LANGUAGE, REFERENCES, SEPARATOR, Column, Sheet, sheet, sheets
from ...graph.things import Evidence
from ...graph.vocabulary import PREFIXES, RDF_TYPE, K, kebab
from ...graph.wording import ENGLISH
from ..book import Book, Row, joined
from .leftout import left_out as left_out
from .placing import READ_ON, RETRACTED, address, best, class_of, sheet_of

RECORDS = ("ties", "positions", "assessments", "sources")
REPLACED = PREFIXES["dcterms"] + "isReplacedBy"
NAMED = frozenset({"name", "short", "other_names"})
PROOF = frozenset({"source", "locator", "assertion", "because", "confidence"})
NOBODY_ELSE = K + "forFacilitator"


def book(knowledge: Knowledge, things: Sequence[str] = (), lang: str = ENGLISH) -> Book:
    """What is known as rows; with `things` (IRIs) only what is said about these: their rows, their ties, what these lead to, the sources.

    `lang` is the language of names that have no English one.
    """
    return Exported(knowledge.facts, frozenset(things), lang).book()


@dataclass
class Exported:
    """The making of one book."""

    facts: Facts
    wanted: frozenset[str]
    lang: str = ENGLISH
    used: dict[str, None] = field(default_factory=dict)

    def book(self) -> Book:
        """Things by sheet, then ties, positions and assessments, then the sources that they name."""
        ties = [tie for tie in self.facts.subjects("Tie") if self.shown(tie, K + "from", K + "to")]
        said = {key: [one for one in self.subjects(sheet(key)) if self.shown(one, K + "about")] for key in ("positions", "assessments")}
        ends = {end for one in ties for key in ("from", "to", "onBehalfOf") for end in self.facts.all(one, K + key)}
        ends |= {end for ones in said.values() for one in ones for key in ("about", "saidAt") for end in self.facts.all(one, K + key)}
        rows: list[Row] = []
        for layout in sheets():
            if layout.key == "ties":
                rows += [self.tie_row(layout, tie) for tie in ties]
            elif layout.key in said:
                rows += [self.row(layout, one) for one in said[layout.key]]
            elif layout.key not in RECORDS:
                kept = [thing for thing in self.subjects(layout) if not self.wanted or thing in self.wanted or thing in ends]
                rows += [self.row(layout, thing) for thing in kept if not self.facts.one(thing, REPLACED)]
        sources = self.subjects(sheet("sources"))
        return Book((*rows, *(self.row(sheet("sources"), one) for one in sources if not self.wanted or one in self.used)))

    def shown(self, record: str, *ends: str) -> bool:
        """Whether a record was not withdrawn, and is about what is wanted."""
        return not self.facts.one(record, RETRACTED) and (not self.wanted or any(self.facts.one(record, end) in self.wanted for end in ends))

    @cached_property
    def by_sheet(self) -> dict[str, list[str]]:
        """The subjects of each sheet, by the name that people see."""
        found: dict[str, list[str]] = {}
        for layout in sheets():
            for subject in {one for name in layout.classes for one in self.facts.subjects(name.removeprefix(K))}:
                if sheet_of(self.facts, subject) == layout.key:
                    found.setdefault(layout.key, []).append(subject)
        return {key: sorted(ones, key=lambda one: (self.facts.label(one).casefold(), one)) for key, ones in found.items()}

    def subjects(self, layout: Sheet) -> list[str]:
        """The subjects of a sheet."""
        return self.by_sheet.get(layout.key, [])

    def tie_row(self, layout: Sheet, record: str) -> Row:
        """A tie: a day to which something is proved not to hold is a day on which it was seen."""
        row = self.row(layout, record)
        days = sorted({*row.several(READ_ON[0]), *self.facts.all(record, READ_ON[1])})
        return row.changed({"tie_kind": kebab(self.facts.one(record, RDF_TYPE)), READ_ON[0]: joined(days)})

    def row(self, layout: Sheet, subject: str) -> Row:
        """What is said of a subject, in the cells of its sheet."""
        cells = {"id": address(self.facts, subject, "id")}
        for column in layout.columns:
            if column.writes and column.key not in NAMED and column.key not in PROOF:
                cells[column.key] = self.cell(column, subject)
        if layout.column("kind"):
            cells["kind"] = kebab(class_of(self.facts, subject, layout))
        if layout.column("name"):
            cells |= self.names(subject)
        if layout.column("source"):
            cells |= self.proof(subject)
        if layout.column("sensitivity"):
            cells["sensitivity"] = self.audience(subject)
        return Row(layout.key, {key: text for key, text in cells.items() if text})

    def cell(self, column: Column, subject: str) -> str:
        """The text of a column."""
        values = self.facts.all(subject, column.writes)
        if column.holds in REFERENCES:
            values = [address(self.facts, value) for value in values]
        elif column.scheme:
            values = [kebab(value) for value in values]
        elif column.holds == "truth":
            values = ["yes" if value in ("true", "1") else "no" for value in values]
        elif column.several:
            values = [value.replace(SEPARATOR, "/") for value in values]
        return joined(values) if column.several else next(iter(values), "")

    def names(self, subject: str) -> dict[str, str]:
        """The name, names in other languages, acronyms and every other name."""
        facts = self.facts
        tongues = names_by_language(facts, subject)
        own = {language: text for text, language in reversed(facts.tagged(subject, PREF))}
        name = own.get(ENGLISH) or own.get("") or facts.label(subject, self.lang)
        cells = {"name": name} | {f"name{LANGUAGE}{language}": text for language, text in tongues.items() if language != ENGLISH and text != name}
        shorts = [*facts.all(subject, NOTATION), *(facts.one(one, K + "text") for one in facts.named(subject) if kebab(facts.one(one, K + "nameKind")) == "acronym")]
        others = [*facts.all(subject, ALT), *(facts.one(one, K + "text") for one in facts.named(subject) if not facts.one(one, RETRACTED))]
        short = [text.replace(SEPARATOR, "/") for text in dict.fromkeys(shorts)]
        said = {*cells.values(), *short}
        return cells | {"short": joined(short), "other_names": joined(text for text in dict.fromkeys(one.replace(SEPARATOR, "/") for one in others) if text not in said)}

    def audience(self, subject: str) -> str:
        """Who may see a record by every rule of the profiles; said in every row, as an empty cell means the room."""
        return kebab(next((code for code, gone in self.audiences if subject not in gone), NOBODY_ELSE))

    @cached_property
    def audiences(self) -> list[tuple[str, set[str]]]:
        """What each audience may not see, by the code of what it alone may, the widest audience first."""
        names = [iri.rsplit("-", 1)[1] for iri in word_facts().subjects("Profile")]
        widest, *others = sorted(map(profile, names), key=lambda one: len(one.shows))
        found = [(next(iter(widest.shows)), withheld(self.facts, widest))]
        for before, one in pairwise([widest, *others]):
            found.append((next(iter(one.shows - before.shows)), withheld(self.facts, one)))
        return found

    def proof(self, subject: str) -> dict[str, str]:
        """The best evidence of a record."""
        known = best(self.facts.evidence(subject))
        if known is None:
            return {}
        self.used[known.id] = None
        words = {"source": self.title(known), "locator": known.locator, "assertion": known.assertion, "confidence": known.confidence}
        return words | {"because": known.because}

    @cached_property
    def titles(self) -> dict[str, int]:
        """How many sources have a title."""
        found: dict[str, int] = {}
        for source in self.facts.subjects("Source"):
            title = self.facts.one(source, TITLE)
            found[title] = found.get(title, 0) + 1
        return found

    def title(self, known: Evidence) -> str:
        """What a cell calls a source: its title where it alone has it."""
        return known.title if self.titles.get(known.title, 0) == 1 else address(self.facts, known.id)
