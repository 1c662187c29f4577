"""The book that registers write into: things, records, evidence and sources, sorted into files.

A thing has one block in one file: whoever names it first decides its class and file, later rows add names.
A record stands in the file of its table; its id comes from the key of its row, never from a line number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .sources import Cited, cited
from .tables import Registers, Row
from .turtle import Pair, code, date, iri, plain, text

# Table -> (name in record ids, name of its file, title for people).
SHORT = {
    "states": ("states", "states", "states"),
    "asean_bodies": ("bodies", "bodies", "ASEAN bodies"),
    "new_bodies": ("bodies-new", "bodies", "further bodies"),
    "ilo_bodies": ("bodies-ilo", "bodies", "ILO bodies"),
    "organisations": ("organisations", "csos", "organisations named in the documents"),
    "asean_csos": ("csos", "csos", "civil society and social partners around ASEAN"),
    "instruments": ("instruments", "instruments", "instruments"),
    "body_membership": ("membership", "membership", "ministries in ASEAN bodies"),
    "body_rules": ("rules", "rules", "rules of bodies"),
    "body_roles": ("roles", "roles", "chairs and hosts"),
    "doors": ("doors", "doors", "doors"),
    "asean_chairs": ("chairs", "chairs", "ASEAN chairs"),
}

NAMED_BY_SEEDS = ("asean_bodies", "organisations", "asean_csos")


def slug_of(words: str) -> str:
    """Small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


@dataclass(frozen=True)
class Known:
    """How a field is known: confidence (seen, recalled), who says so, why if concluded, and which source tells it."""

    confidence: str
    assertion: str = ""
    because: str = ""
    at: str = ""


@dataclass
class Book:
    """What has been written so far: file -> subject -> pairs."""

    registers: Registers
    files: dict[str, dict[str, set[Pair]]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    cites: dict[str, list[Cited]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.means = self.registers.words()
        self.fields = {(row["table"], row["row"], row["field"]): row for row in self.registers.rows["field_confidence"]}

    # Words and doubts

    def word(self, row: Row, column: str, value: str | None = None, table: str = "") -> str:
        """What a word of a table means; refused when `words.csv` does not know it."""
        asked = row[column] if value is None else value
        found = self.means.get((table or row.table, column, asked))
        if found is None:
            raise row.refuse(column, f"add a line {table or row.table},{column},{asked} to words.csv and say what it means")
        return found

    def doubt(self, row: Row, column: str) -> Row | None:
        """The line of `field_confidence.csv` about this field, if any."""
        return self.fields.get((row.table, row.key, column))

    def known(self, row: Row, column: str, default: str = "") -> Known:
        """How a field is known: its own line, else `default`, else the row; nothing is better known than its row."""
        doubt = self.doubt(row, column)
        level = doubt["confidence"] if doubt else (default or row["confidence"])
        where = doubt["at"] if doubt else ""
        if level == "inferred":
            return Known(row["confidence"], "inferred", doubt["why"] if doubt else "", where)
        return Known("recalled" if "recalled" in (level, row["confidence"]) else "seen", at=where)

    # Writing

    def add(self, place: str, subject: str, *pairs: Pair) -> None:
        """Write pairs about a subject into a file."""
        known = self.home.setdefault(subject, place)
        self.files.setdefault(known, {}).setdefault(subject, set()).update(pairs)

    def thing(
        self,
        slug: str,
        place: str,
        kind: str,
        label: str,
        notations: Iterable[str] = (),
        others: Iterable[str] = (),
        pairs: Iterable[Pair] = (),
    ) -> None:
        """Write a thing, or add names to the one that has this slug. `kind` may hold an organisation type."""
        subject = iri(slug)
        new = subject not in self.home
        old = self.files.get(self.home.get(subject, ""), {}).get(subject, set())
        taken = {value for name, value in old if name in ("skos:prefLabel", "skos:notation")}
        if new:
            family, _, subtype = kind.partition(" ")
            self.add(place, subject, ("a", code(family)), ("skos:prefLabel", text(label)))
            taken.add(text(label))
            if subtype:
                self.add(place, subject, ("k:organisationType", code(subtype)))
            if family == "Collective":
                self.add(place, subject, ("k:enumerable", "false"))
            self.add(place, subject, *pairs)
        for notation in notations:
            self.add(place, subject, ("skos:notation", plain(notation)))
            self.files[self.home[subject]][subject].discard(("skos:altLabel", text(notation)))
            taken.add(plain(notation))
        for other in (label, *others):
            if text(other) not in taken and plain(other) not in taken:
                self.add(place, subject, ("skos:altLabel", text(other)))

    def has(self, slug: str) -> bool:
        """Whether a thing of this slug was written."""
        return iri(slug) in self.home

    def record(self, row: Row, end: str = "") -> str:
        """The id of a record of this row."""
        short = SHORT[row.table][0]
        tail = f"-{end}" if end else ""
        return f"register-{short}-{slug_of(row.key)}{tail}"

    def place(self, row: Row) -> str:
        """The file of the statements of a table."""
        return f"sources/register-{SHORT[row.table][1]}"

    def state(self, row: Row, end: str, kind: str, known: Known, pairs: Iterable[Pair], sources: Sequence[Cited] = ()) -> str:
        """Write a record (tie, claim, name, door) with its evidence, from `sources` or those of the row; its id."""
        record = self.record(row, end)
        if iri(record) in self.home:
            raise row.refuse("id", f"another row makes the record {record} too: rename one of them")
        self.add(self.place(row), iri(record), ("a", code(kind)), *pairs)
        self._evidence(record, row, known, sources or self.witnesses(row, known.at))
        return record

    def tie(
        self,
        row: Row,
        end: str,
        kind: str,
        ends: tuple[str, str],
        known: Known,
        status: str = "actual",
        sources: Sequence[Cited] = (),
        **dates: str,
    ) -> str:
        """Write a tie; `dates` are since, until, observed and role, left out where empty."""
        pairs = [("k:from", iri(ends[0])), ("k:to", iri(ends[1])), ("k:status", code(status))]
        for name, value in dates.items():
            if value:
                pairs.append((f"k:{name}", code(value) if name == "role" else date(value)))
        return self.state(row, end, kind, known, pairs, sources)

    def claim(self, row: Row, end: str, about: str, value: Pair, known: Known) -> str:
        """Write a claim: `value` is a property and a value, both finished terms."""
        pairs = [("k:about", iri(about)), ("k:property", value[0]), ("k:value", value[1])]
        return self.state(row, end, "Claim", known, pairs)

    def name(self, row: Row, about: str, words: str, kind: str, known: Known, sources: Sequence[Cited] = ()) -> str:
        """Write a name found in a source."""
        pairs = [("k:about", iri(about)), ("k:text", text(words)), ("k:nameKind", code(kind))]
        return self.state(row, f"name-{slug_of(words)}", "Name", known, pairs, sources)

    # Evidence

    def witnesses(self, row: Row, where: str = "") -> list[Cited]:
        """The sources of a row that speak for its statements: those whose address holds `where`, else all.

        The tables of bodies and organisations cite the documents for names only: where a row names another page
        that was read, that page is the evidence and the document is not.
        """
        found = cited(row["source"])
        if where:
            return [one for one in found if where in (one.address or one.slug)] or found
        if row.table in NAMED_BY_SEEDS and any(one.read and not one.seed for one in found):
            return [one for one in found if not one.seed]
        return found

    def _evidence(self, record: str, row: Row, known: Known, sources: Sequence[Cited]) -> None:
        for one in sources:
            self.cites.setdefault(one.slug, []).append(one)
        read = [one for one in sources if one.read]
        if known.confidence == "recalled" or not read:
            # Recalled: no passage; the place to check is what the row says was not opened, else its first source.
            to_check = next((one for one in sources if not one.read), sources[0])
            self._one(record, 1, row, Known("recalled", known.assertion, known.because), to_check)
            return
        for number, one in enumerate(read, 1):
            self._one(record, number, row, known, one)

    def _one(self, record: str, number: int, row: Row, known: Known, one: Cited) -> None:
        evidence = iri(f"{record}-e{number}")
        pairs = [("a", "k:Evidence"), ("k:assertion", code(known.assertion or self.voice(one)))]
        pairs.append(("k:confidence", code(known.confidence)))
        if known.confidence == "recalled":
            pairs.append(("k:checkAt", iri(one.slug)))
        else:
            pairs.append(("k:passage", self._passage(row, one)))
        if known.because:
            pairs.append(("k:because", text(known.because)))
        self.add(self.place(row), evidence, *pairs)
        self.add(self.place(row), iri(record), ("k:evidence", evidence))

    def _passage(self, row: Row, one: Cited) -> str:
        passage = iri(f"{self.record(row)}-p-{one.slug.removeprefix('src-')}")
        where = f"row {row.key} of the table of {SHORT[row.table][2]}" + (f": {one.remark}" if one.remark else "")
        self.add(self.place(row), passage, ("a", "k:Passage"), ("k:source", iri(one.slug)), ("k:locator", text(where)))
        return passage

    def voice(self, one: Cited) -> str:
        """Who speaks in a source: the participants, an official site (host of `words.csv`, or a `gov`/`go` host)."""
        if one.seed:
            return "participants"
        labels = urlsplit(one.address).netloc.split(".")
        for start in range(len(labels)):
            if ("sources", "host", ".".join(labels[start:])) in self.means:
                return "officialText"
        return "officialText" if {"gov", "go"} & set(labels[-3:]) else "thirdParty"
