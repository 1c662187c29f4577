"""The book that registers write into: a shelf of things, with records, their evidence and their sources.

A record stands in the file of its table; its id comes from the key of its row, never from a line number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .shelf import BY_INSTRUMENT, NAMED_BY_SEEDS, SHORT, Shelf
from .sources import Cited, cited
from .tables import Registers, Row
from .turtle import Pair, code, date, iri, slug_of, text


@dataclass(frozen=True)
class Known:
    """How a field is known: confidence (seen, recalled), who says so, why if concluded, and which source tells it."""

    confidence: str
    assertion: str = ""
    because: str = ""
    at: str = ""


@dataclass
class Book(Shelf):
    """What the tables say, the things and records written from them, and which sources they cite."""

    registers: Registers
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

    def name(
        self,
        row: Row,
        about: str,
        words: str,
        kind: str,
        known: Known,
        sources: Sequence[Cited] = (),
        language: str = "en",
        end: str = "",
    ) -> str:
        """Write a name found in a source."""
        pairs = [("k:about", iri(about)), ("k:text", text(words, language)), ("k:nameKind", code(kind))]
        return self.state(row, f"name-{end or slug_of(words)}", "Name", known, pairs, sources)

    def realise(self, row: Row, record: str) -> None:
        """Say which planned record of a document a record of a row carries out, where the row names one."""
        if row["realises"]:
            self.add(self.place(row), iri(record), ("k:realises", iri(row["realises"])))

    def note(self, row: Row, record: str, words: str) -> None:
        """Add a scope note to a record of a row; an empty one is left out."""
        if words:
            self.add(self.place(row), iri(record), ("skos:scopeNote", text(words)))

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
        self.more_evidence(record, row, known, read)

    def more_evidence(self, record: str, row: Row, known: Known, sources: Sequence[Cited], first: int = 1) -> None:
        """Write the evidence of a record from sources that were read, numbered from `first` on."""
        for number, one in enumerate(sources, first):
            self.cites.setdefault(one.slug, []).append(one)
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
        short, _, title = SHORT[row.table]
        where = f": {one.remark}" if one.remark else ""
        if row.table in BY_INSTRUMENT:
            # A short remark ("year") says what that page shows of a row; the rows that it holds alike for share a passage.
            tail = f"-{slug_of(one.remark)}" if 0 < len(one.remark.split()) < 3 else ""
            start = f"register-{short}-{slug_of(row['instrument_id'])}"
            where = f"rows of {row['instrument_id']} in the table of {title}{where}"
        else:
            start, tail, where = self.record(row), "", f"row {row.key} of the table of {title}{where}"
        passage = iri(f"{start}-p-{one.slug.removeprefix('src-')}{tail}")
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
