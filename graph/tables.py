"""Rows → text for people, CSV for spreadsheets, JSON for programs. A row is a mapping of column to plain value."""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

NARROW = 14
WIDE = 6
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """Columns in order, and rows of plain values (text, numbers, truth values, None)."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]

    def __str__(self) -> str:
        return as_text(self)


def from_records(kind: type, records: Sequence[Any]) -> Table:
    """Frozen dataclasses of one kind as rows."""
    names = tuple(field.name for field in fields(kind))
    return Table(names, tuple({name: getattr(record, name) for name in names} for record in records))


def width(text: str) -> int:
    """Cells that a text takes on a terminal: combining marks none, wide letters two."""
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def plain(value: Any) -> str:
    """A value in one line."""
    return "" if value is None else " ".join(str(value).split())


def as_text(table: Table) -> str:
    """Aligned columns, wrapped to the terminal; a block a row where columns would be too narrow; no rows are said to be no record."""
    if not table.rows:
        return "(no record; that does not mean that there is none)\n"
    room = max(60, shutil.get_terminal_size((100, 24)).columns)
    cells = [[plain(row.get(column)) for column in table.columns] for row in table.rows]
    wanted = [max(width(name), *(width(row[n]) for row in cells)) for n, name in enumerate(table.columns)]
    spare = room - 2 * (len(wanted) - 1)
    while sum(wanted) > spare and max(wanted) > NARROW:
        wanted[wanted.index(max(wanted))] -= 1
    if sum(wanted) > spare or (len(wanted) > WIDE and max(wanted) < 2 * NARROW):
        return as_blocks(table, room)
    lines = []
    for row in (list(table.columns), ["-" * n for n in wanted], *cells):
        wrapped = [textwrap.wrap(cell, wanted[n]) or [""] for n, cell in enumerate(row)]
        for k in range(max(map(len, wrapped))):
            parts = [column[k] if k < len(column) else "" for column in wrapped]
            lines.append("  ".join(part + " " * (wanted[n] - width(part)) for n, part in enumerate(parts)).rstrip())
    return "\n".join(lines) + "\n"


def as_blocks(table: Table, room: int) -> str:
    """A block of `column: value` lines for each row; empty values are left out."""
    blocks = []
    for row in table.rows:
        lines = [f"{column}: {plain(row[column])}" for column in table.columns if plain(row.get(column))]
        blocks.append("\n".join(textwrap.fill(line, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) for line in lines))
    return "\n\n".join(blocks) + "\n"


def as_csv(table: Table) -> str:
    """CSV with a header; a text that a spreadsheet would run as a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        values = ["" if row.get(column) is None else row[column] for column in table.columns]
        writer.writerow(["'" + v if isinstance(v, str) and v.startswith(FORMULA) else v for v in values])
    return out.getvalue()


def as_json(rows: Sequence[Mapping[str, Any]]) -> str:
    """A JSON list in UTF-8."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"


def render(table: Table, form: str) -> str:
    """The table as `table`, `csv` or `json`."""
    if form == "json":
        return as_json([{column: row.get(column) for column in table.columns} for row in table.rows])
    return as_csv(table) if form == "csv" else as_text(table)
