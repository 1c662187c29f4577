"""Rows → text for people, CSV for spreadsheets, JSON for programs, data frames and HTML for notebooks.

A row is a mapping of column to plain value. Refused (`KuasaError`): a data frame of a library that is not installed.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, overload

from .errors import KuasaError

if TYPE_CHECKING:
    import pandas

NOTHING = "(no record; that does not mean that there is none)"
NARROW = 14
WIDE = 6
SHOWN = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """Columns in order, and rows of plain values (text, numbers, truth values, None). `remarks` say what a reader must know of all
    of it: as of which day, what was withheld.

    >>> table = Table(("name", "seats"), ({"name": "SLOM", "seats": 10}, {"name": "AFML", "seats": None}))
    >>> len(table), table["name"], table[0]
    (2, ['SLOM', 'AFML'], {'name': 'SLOM', 'seats': 10})
    >>> len(table[1:])
    1
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return as_text(self)

    def __repr__(self) -> str:
        """As text with the remarks; of many rows the first."""
        left = len(self.rows) - SHOWN
        return "\n".join([str(self[:SHOWN] if left > 0 else self).rstrip("\n"), *([f"... {left:,} more rows"] if left > 0 else []), *self.remarks])

    def _repr_html_(self) -> str:
        """The same for the page of a notebook."""
        from . import inline

        return inline.rows(self.columns, self.rows, self.remarks, NOTHING)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    @overload
    def __getitem__(self, wanted: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, wanted: slice) -> Table: ...
    @overload
    def __getitem__(self, wanted: str) -> list[Any]: ...
    def __getitem__(self, wanted: int | slice | str) -> Mapping[str, Any] | Table | list[Any]:
        """A row by its number, some rows as a table, or the values of a column by its name (`KeyError` for none of that name)."""
        if isinstance(wanted, int):
            return self.rows[wanted]
        if isinstance(wanted, slice):
            return Table(self.columns, self.rows[wanted], self.remarks)
        if wanted not in self.columns:
            raise KeyError(f"{wanted!r}; columns: {', '.join(self.columns)}")
        return [row.get(wanted) for row in self.rows]

    def with_remarks(self, remarks: Iterable[str]) -> Table:
        """The same with more remarks."""
        return replace(self, remarks=(*self.remarks, *remarks))

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame of all rows; whole numbers and truth values stay what they are where some are not known. The remarks are
        in `attrs["remarks"]`."""
        pd = installed("pandas", "pandas")
        found = pd.DataFrame({column: pd.Series(values, dtype=pandas_type(values)) for column, values in self.by_column().items()}, columns=list(self.columns))
        found.attrs["remarks"] = list(self.remarks)
        return found

    def to_polars(self) -> Any:
        """A polars data frame of all rows. A column of different sorts of values is text; the remarks are not in it."""
        pl = installed("polars", "polars")
        return pl.DataFrame([pl.Series(column, alike(values), dtype=pl.String if not any(v is not None for v in values) else None) for column, values in self.by_column().items()])

    def to_csv(self) -> str:
        """CSV, as `kuasa --format csv` writes it."""
        return as_csv(self)

    def to_json(self) -> str:
        """A JSON list, as `kuasa --format json` writes it."""
        return render(self, "json")

    def by_column(self) -> dict[str, list[Any]]:
        """The values of each column, in order."""
        return {column: self[column] for column in self.columns}


@dataclass(frozen=True, repr=False)
class Told(Table):
    """A table that is shown as lines to read: routes step by step, what is said of a thing. The rows are those of the table. `aligned`
    lines hold columns."""

    lines: tuple[str, ...] = ()
    aligned: bool = False

    def __str__(self) -> str:
        return "\n".join(self.lines) + "\n"

    def __repr__(self) -> str:
        return "\n".join((*self.lines, *self.remarks))

    def _repr_html_(self) -> str:
        from . import inline

        return inline.block(self.lines, self.remarks, self.aligned)


def installed(module: str, package: str) -> Any:
    """A library that is not always there; `KuasaError` with the line that installs its package."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise KuasaError(f"This needs {module.partition('.')[0]}, which is not installed.", f"Install it: python -m pip install '{package}'") from None


def pandas_type(values: Sequence[Any]) -> str | None:
    """The type that keeps whole numbers and truth values where some are not known; None: what pandas takes them for."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and None not in values:
        return None
    small = all(-(2**63) <= value < 2**63 for value in values if isinstance(value, int))
    return "Int64" if kinds == {int} and small else "boolean" if kinds == {bool} else "object" if not kinds else None


def alike(values: list[Any]) -> list[Any]:
    """The values of a column as one sort: numbers, or text where they differ."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) < 2:
        return values
    return [None if value is None else float(value) if kinds == {int, float} else str(value) for value in values]


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
        return NOTHING + "\n"
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
