"""Tables of other tools: rows by heading out of tabs, tables into CSV, and a quick look at what a file is.

A text that a spreadsheet would run as a formula gets a quotation mark before it in CSV, which is taken away again when our own files
are read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ...graph.tables import FORMULA
from ..files.tabs import Tab, Value, letters
from .headings import plain

BEGINNING = 1 << 16
PART = 1 << 20
SAMPLE = 100
QUOTED = re.compile(f"'*[{re.escape(''.join(FORMULA))}]")
ENDINGS = (".csv", ".tsv", ".txt")
SHEET_NAME = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?name=\"([^\"]*)\"")


@dataclass(frozen=True)
class Line:
    """A row of a table: its texts by heading without the empty ones, its number from 1, and the letters of its columns by heading."""

    texts: dict[str, str]
    number: int
    letters: Mapping[str, str]


def lines(tab: Tab) -> Iterator[Line]:
    """The rows of a tab below its first row that is not empty, which holds the headings; of columns with one heading the first."""
    rows = ((number, row) for number, row in enumerate(tab.rows, 1) if any(value is not None and value != "" for value in row))
    top = next(rows, None)
    if top is None:
        return
    headings: dict[str, int] = {}
    for place, value in enumerate(top[1]):
        if text(value):
            headings.setdefault(text(value).strip(), place)
    places = {heading: letters(place) for heading, place in headings.items()}
    for number, row in rows:
        yield Line({heading: text(row[place]) for heading, place in headings.items() if text(row[place])}, number, places)


def headings(tab: Tab) -> frozenset[str]:
    """The headings of a tab, without case."""
    top = next((row for row in tab.rows if any(value is not None and value != "" for value in row)), ())
    return frozenset(plain(text(value)) for value in top if text(value))


def text(value: Value) -> str:
    """A value as text: whole numbers without .0, days as 2024-05-09, truth as yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def guarded(said: str) -> str:
    """A text that no spreadsheet runs as a formula.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return "'" + said if QUOTED.match(said) else said


def unguarded(said: str) -> str:
    """The text that was guarded."""
    return said[1:] if said.startswith("'") and QUOTED.match(said) else said


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as CSV in UTF-8, its texts guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue().encode()


def heads(path: Path) -> list[dict[str, frozenset[str]]]:
    """The headings of each table that a file of texts or a folder of them holds, with the first texts below, both without case, from their
    beginnings; never an error."""
    try:
        files = sorted(one for one in path.iterdir() if one.is_file() and not one.is_symlink()) if path.is_dir() else [path]
        return [found for one in files if one.suffix.lower() in ENDINGS and (found := head(one))]
    except (OSError, ValueError, csv.Error):
        return []


def head(path: Path) -> dict[str, frozenset[str]]:
    """The headings of a file of texts, with the first texts below."""
    with path.open("rb") as file:
        start = file.read(BEGINNING).decode("utf-8-sig", "replace").replace("\0", "").lstrip()
    first = (start.splitlines() or [""])[0].strip()
    mark = max(",;\t|", key=first.count)
    rows = list(islice(csv.reader(start.splitlines()[1:], delimiter=mark), SAMPLE))
    named = [(place, plain(value)) for place, value in enumerate(next(csv.reader([first], delimiter=mark), [])) if value.strip()]
    return {name: frozenset(text for row in rows if len(row) > place and (text := plain(row[place]))) for place, name in named}


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook (.xlsx), without case, none if it is none; never an error."""
    try:
        with zipfile.ZipFile(path) as package, package.open("xl/workbook.xml") as part:
            return tuple(name.decode("utf-8", "replace").casefold().strip() for name in SHEET_NAME.findall(part.read(PART)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return ()
