"""Fact tables: a folder of CSV files in, checked rows out.

Refuses a missing table or column, a cell that is empty where it must not be or has the wrong form, a key that
stands twice, and a word that `words.csv` does not know.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.errors import UnreadableFile

DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"

_ISO3 = ("[A-Z]{3}", "write the three capitals of ISO 3166")
_DAY = (DATE, "write 2025, 2025-10 or 2025-10-26")
_BODY = (SLUG, "write the id of a row of one of the tables of bodies")
_LEVEL = ("seen|recalled", "write seen or recalled")
_DATED = [
    "adopted_date",
    "as_of",
    "asean_date",
    "date",
    "denounced_date",
    "entry_into_force_for_state",
    "established",
    "founded",
    "from",
    "ilo_member_since",
    "last_checked",
    "observed",
    "recalled_as_of",
    "signed_date",
    "since",
    "until",
]

# Form of a cell, by the name of its column in any table, or of table and column, and what to write there.
FORMS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_DATED, _DAY),
    **dict.fromkeys(("iso3", "state_iso3", "chair_iso3", "holder_iso3", "base_country"), _ISO3),
    **dict.fromkeys(("confidence", "chair_confidence"), _LEVEL),
    **dict.fromkeys(("body_id", "reports_to"), _BODY),
    "seat_basis": ("seen|inferred|recalled", "write seen, inferred or recalled"),
    "date_precision": ("day|month|year|none", "write day, month, year or none"),
    "load": ("yes|no", "write yes, or no for what no register confirms"),
    "year": (r"\d{4}", "write a year"),
    "doors.state": ("closed|lapsed|suspended", "write closed, lapsed or suspended, or nothing for an open door"),
    # The same column in a table of readings.
    "read_ties.from": (SLUG, "write the slug of a thing"),
    "read_counts.count": (r"\d+", "write a whole number"),
    "realises": (SLUG, "write the id of the record that planned it"),
    "field_confidence.confidence": ("seen|recalled|inferred|observed", "write seen, recalled, inferred or observed"),
}

# Columns that make the key of a row, and columns that may not be empty.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "states": (("iso3",), ("name_en", "confidence")),
    "asean_bodies": (("id",), ("name", "type", "confidence", "source")),
    "new_bodies": (("id",), ("name", "type", "confidence", "source")),
    "ilo_bodies": (("id",), ("name", "type", "confidence", "source")),
    "organisations": (("id",), ("name", "type", "confidence", "source")),
    "asean_csos": (("id",), ("name", "type", "confidence", "source")),
    "instruments": (("id",), ("kind", "title", "confidence", "source")),
    "body_membership": (
        ("body_id", "state_iso3", "ministry", "as_of"),
        ("body_family", "seat_basis", "confidence", "source"),
    ),
    "body_roles": (("id",), ("body_id", "role", "holder", "confidence", "source")),
    "body_rules": (("body_id",), ("decision_rule", "mandate", "confidence", "source")),
    "doors": (("id",), ("body_id", "kind", "confidence", "source")),
    "asean_chairs": (("year",), ("chair_iso3", "status", "chair_source", "chair_confidence")),
    "ratifications": (
        ("instrument_id", "state_iso3"),
        ("action", "date_precision", "status", "load", "source", "confidence"),
    ),
    "not_ratified": (("instrument_id", "state_iso3"), ("as_of", "basis", "source", "confidence")),
    "words": (("table", "column", "value"), ("means",)),
    "field_confidence": (("table", "row", "field"), ("why",)),
    "read_ties": (("table", "row", "kind", "id"), ("from", "to", "status", "confidence")),
    "read_names": (("table", "row", "id"), ("about", "text", "language", "kind", "confidence")),
    "read_counts": (("table", "row", "id"), ("about", "count", "counted", "confidence")),
    "read_notes": (("table", "row", "on", "note"), ()),
    "more_things": (("id",), ("home",)),
}


@dataclass(frozen=True)
class Row:
    """One row of a table: its file, its line, its key and its cells."""

    table: str
    path: Path
    line: int
    key: str
    cells: dict[str, str] = field(compare=False)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def parts(self, column: str, mark: str = ";") -> list[str]:
        """The parts of a cell that holds several values."""
        return [part.strip() for part in self.cells[column].split(mark) if part.strip()]

    def refuse(self, column: str, cure: str) -> UnreadableFile:
        """The error that names file, row, column and value."""
        value = self.cells.get(column, "")
        return UnreadableFile(f"{self.path}, row {self.key} (line {self.line}), column {column}: {value!r}", cure)


@dataclass(frozen=True)
class Registers:
    """All tables of a folder."""

    rows: dict[str, tuple[Row, ...]]

    def words(self) -> dict[tuple[str, str, str], str]:
        """What a word of a table means in the words of the ontology."""
        return {(row["table"], row["column"], row["value"]): row["means"] for row in self.rows["words"]}


def key_of(cells: dict[str, str], columns: tuple[str, ...]) -> str:
    """The key of a row: its id, or its key columns as one slug."""
    return " ".join(cells[column] for column in columns)


def _row(table: str, path: Path, line: int, cells: dict[str, str]) -> Row:
    keys, needed = TABLES[table]
    row = Row(table, path, line, key_of(cells, keys), cells)
    for column in (*keys, *needed):
        if not cells[column].strip():
            raise row.refuse(column, "fill this cell: it may not be empty")
    for column, value in cells.items():
        form, cure = FORMS.get(f"{table}.{column}") or FORMS.get(column, ("", ""))
        if form and value and not re.fullmatch(form, value):
            raise row.refuse(column, cure)
    return row


def read_table(folder: Path, table: str) -> tuple[Row, ...]:
    """The rows of one table in the order of their keys."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        raise UnreadableFile(f"{path} is missing", "put the table back, or take it from version control")
    keys, needed = TABLES[table]
    rows: dict[str, Row] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        head = next(reader, [])
        missing = [column for column in (*keys, *needed) if column not in head]
        if missing:
            raise UnreadableFile(f"{path}, row 1, column {missing[0]}: no such column", "add it to the header line")
        for values in reader:
            if len(values) != len(head):
                what = f"{path}, row {values[0] if values else ''!r} (line {reader.line_num}), column {len(values)}: "
                raise UnreadableFile(f"{what}{len(values)} cells under {len(head)} columns", "put text that holds a comma in quotes")
            row = _row(table, path, reader.line_num, dict(zip(head, values, strict=True)))
            if row.key in rows:
                raise row.refuse(keys[-1], f"line {rows[row.key].line} has the same key: join or rename one of them")
            rows[row.key] = row
    return tuple(rows[key] for key in sorted(rows))


def read_registers(folder: Path) -> Registers:
    """All tables of a folder, checked."""
    return Registers({table: read_table(folder, table) for table in TABLES})
