"""Tables of texts (.csv, .tsv, .txt), or a folder of them → tabs of texts; an empty cell is None, a text is never taken for a number.

The encoding, the separator and the first line `sep=;` of Excel are recognised, and an encoding that had to be guessed is told.
Refused (`UnreadableFile`): what is no text, a quotation mark that is not closed (with its line), tables beyond `bounds.py`.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ...graph.errors import UnreadableFile
from ..book import Problem
from .bounds import MOST_CELLS, MOST_PACKED, MOST_TABS, SMALLER, Area
from .encoding import decoded
from .tabs import Tab, Tables, Value, letters, notes, padded

SEPARATORS = (",", ";", "\t", "|")
ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt"})
SAMPLE = 60
SAMPLED = 1 << 18
WIDEST = 1 << 20
CHUNK = 4096
MOST_MARKS = 4 * MOST_CELLS
SAID = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
QUOTES = "Nothing was read from it. Look for a quotation mark in that line that is not closed, or write two of them for one in a text, and save it as 'CSV UTF-8'."
NOTHING = "Write a row of headings and rows below it."
LONGER = ("This row has more cells than the others.", "If a text in it holds the separator, put the text in quotation marks.")


def tables(path: Path) -> Tables:
    """The one tab of a file, named after it."""
    tab, said = table(path, path.name)
    return Tables(path.name, (tab,), tuple(said))


def folder(path: Path) -> Tables:
    """A tab for each table in a folder, in the order of their names; what else is there is told."""
    name = path.resolve().name
    found: dict[str, Tab] = {}
    said: list[Problem] = []
    for one in sorted(path.iterdir(), key=lambda one: one.name):
        if one.name.startswith((".", "~$")):
            continue
        if one.is_symlink() or not one.is_file() or one.suffix.lower() not in ENDINGS:
            said.append(Problem("note", name, "", "", one.name, "This is no table of this folder; it was not read.", "A folder is read with its .csv, .tsv and .txt files only."))
            continue
        if not one.stat().st_size:
            said.append(Problem("note", name, one.stem, "", one.name, "This file is empty.", ""))
            continue
        tab, notes_of = table(one, name)
        title = tab.name if tab.name not in found else one.name
        found[title] = Tab(title, tab.rows)
        said += notes_of
        if len(found) > MOST_TABS:
            raise UnreadableFile(f"{name} holds more than {MOST_TABS} tables.", SMALLER)
    if not found:
        raise UnreadableFile(f"The folder {name} holds no table.", "Put .csv files into it, or give a workbook (.xlsx or .ods).")
    return Tables(name, tuple(found.values()), tuple(said))


def table(path: Path, file: str) -> tuple[Tab, list[Problem]]:
    """The tab of a file, and what is to be said of it under the name of `file`."""
    try:
        if path.stat().st_size > MOST_PACKED:
            raise UnreadableFile(f"{path.name} is too large: {path.stat().st_size:,} bytes; kuasa reads {MOST_PACKED:,} at most.", SMALLER)
        raw = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{path.name} cannot be read: {problem.strerror}.", "Look whether it is there and may be opened.") from problem
    text, guessed = decoded(path.name, raw)
    said = [Problem("note", file, path.stem, "", "", *guessed)] if guessed else []
    del raw
    begins = SAID.match(text)
    separator = begins.group(1) if begins else separator_of(text, path.suffix.lower())
    rows = parsed(path.name, path.stem, text[begins.end() :] if begins else text, separator)
    if not rows:
        raise UnreadableFile(f"{path.name} is empty.", NOTHING)
    said += ragged(file, path.stem, rows)
    return Tab(path.stem, padded(rows)), said


def separator_of(text: str, ending: str) -> str:
    """What separates the cells: what divides most of the first rows into equally many cells, more than one."""

    def score(mark: str) -> tuple[float, int]:
        rows: list[list[str]] = []
        try:
            for row in reader(text[:SAMPLED], mark):
                rows += [row] if row else []
                if len(rows) == SAMPLE:
                    break
        except csv.Error:
            rows = rows if len(text) > SAMPLED else []
        widths = Counter(map(len, rows))
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        return (count / len(rows) + (mark == "\t" and ending in (".tsv", ".tab")), width) if width > 1 else (0.0, 0)

    best = max(SEPARATORS, key=score)
    return best if score(best)[1] > 1 else ","


def parsed(file: str, tab: str, text: str, separator: str) -> list[tuple[Value, ...]]:
    """The rows of a text, without the empty ones at its end."""
    area = Area(file)
    area.next(tab)
    if text.count(separator) > MOST_MARKS:
        raise UnreadableFile(f"{file} is too large: it has {text.count(separator):,} separators.", SMALLER)
    rows: list[tuple[Value, ...]] = []
    lines = reader(text, separator)
    try:
        while chunk := [tuple([value or None for value in row]) for row in islice(lines, CHUNK)]:
            rows += chunk
            widest = max(map(len, chunk))
            area.hold(len(rows), widest, f"{letters(max(widest, 1) - 1)}{len(rows)}")
    except csv.Error as problem:
        line = unclosed(text, separator)
        raise UnreadableFile(f"{file} cannot be divided into cells: the quotation marks do not hold together from line {line} on.", QUOTES) from problem
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def reader(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a text as the library divides it."""
    csv.field_size_limit(WIDEST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def unclosed(text: str, separator: str) -> int:
    """The line in which the row begins that cannot be divided."""
    line = 1
    lines: Any = reader(text, separator)
    with contextlib.suppress(csv.Error):
        for _ in lines:
            line = lines.line_num + 1
    return line


def ragged(file: str, tab: str, rows: list[tuple[Value, ...]]) -> list[Problem]:
    """Tells rows that are longer than most: often a text with a separator in it."""
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    longer = ((f"{letters(usual)}{number}", str(row[usual])) for number, row in enumerate(rows, 1) if len(row) > usual and any(row[usual:]))
    return notes(file, tab, longer, *LONGER)
