"""Workbooks (.xlsx, .ods) → tabs of plain values, from A1 on, so that row numbers are the spreadsheet's.

Formulas are never computed: their stored results are taken. Hidden sheets are left alone and told; so are errors (#REF!), which are
read as empty, and formulas without a stored result. Refused (`UnreadableFile`): see `package.py`, and sheets beyond `bounds.py`.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ...graph.errors import UnreadableFile
from ..book import Problem
from .bounds import MOST_CELLS, MOST_MERGED, MOST_TEXT, SMALLER, Area
from .opendocument import Content
from .package import Package, opened
from .parts import SHOWN, WORKBOOK, Part, Relations, Workbook, damaged
from .tabs import Rows, Tab, Tables, Value, clock, letters, notes, padded, place, whole
from .worksheets import Strings, Uses, Worksheet

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
ERROR = ("This cell shows an error instead of a value; it was read as empty.", "Mend its formula, or write the value itself.")
UNSOLVED = ("The formula in this cell has no stored result; the cell was read as empty.", "Open the file in a spreadsheet program and save it, or write the value itself.")
UNMERGE = "Nothing was read from it. Take the merging of cells away and try again."
HIDDEN = ("This sheet is hidden; it was not read.", "Show it (right click on the sheets' names) and save, if it should be imported.")


def tables(path: Path) -> Tables:
    """The tabs of a workbook."""
    package = opened(path)
    return of_open_document(package) if package.kind == "ods" else of_excel(package)


def of_excel(package: Package) -> Tables:
    """The tabs of an .xlsx file."""
    from python_calamine import CalamineWorkbook

    file = package.file
    sheets = bounded(package)

    book = safely(file, CalamineWorkbook.from_filelike, io.BytesIO(package.plain))
    places = parts_of_sheets(package)
    found: list[Tab] = []
    said: list[Problem] = []
    area = Area(file)
    for sheet in book.sheets_metadata:
        if str(sheet.typ) != "SheetTypeEnum.WorkSheet":
            continue
        if str(sheet.visible) != "SheetVisibleEnum.Visible":
            if str(sheet.visible) == "SheetVisibleEnum.Hidden":  # the other kind is hidden by programs for themselves, such as lists to choose from
                said.append(Problem("note", file, sheet.name, "", "", *HIDDEN))
            continue
        part = sheets.get(places.get(sheet.name, ""))
        if part is None:
            raise damaged(file, f"its sheet {sheet.name[:SHOWN]!r} is missing")
        area.next(sheet.name)
        area.hold(part.row, part.width, f"{letters(max(part.width, 1) - 1)}{part.row}")
        rows = values(safely(file, book.get_sheet_by_name, sheet.name))
        rows = filled(file, rows, (corners(merged) for merged in part.merged))
        said += notes(file, sheet.name, part.errors.items(), *ERROR)
        unsolved = [cell for cell, kind in part.formulas.items() if kind != "str" and cell not in part.errors and at(rows, cell) is None]
        said += notes(file, sheet.name, ((cell, "") for cell in unsolved), *UNSOLVED)
        found.append(Tab(sheet.name, rows, frozenset(row for row in part.hidden if row <= len(rows)), frozenset(part.formulas)))
    return told(file, found, said)


def safely(file: str, work: Callable[[Any], Any], given: Any) -> Any:
    """What the library gives; its errors, and its panics, are damage in the file."""
    from python_calamine import CalamineError

    try:
        return work(given)
    except CalamineError as problem:
        raise damaged(file, str(problem)[:SHOWN].rstrip(".")) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise damaged(file, "its sheets cannot be read") from None


def of_open_document(package: Package) -> Tables:
    """The tabs of an .ods file."""
    file = package.file
    content = package.parts.get("content.xml")
    if not isinstance(content, Content):
        raise damaged(file, "it has no sheets")
    found: list[Tab] = []
    said: list[Problem] = []
    for sheet in content.sheets:
        if not sheet.shown:
            said.append(Problem("note", file, sheet.name, "", "", *HIDDEN))
            continue
        rows = filled(file, padded(sheet.rows), ((row, column, row + tall - 1, column + wide - 1) for row, column, tall, wide in sheet.spans))
        said += notes(file, sheet.name, sheet.errors.items(), *ERROR)
        said += notes(file, sheet.name, ((cell, "") for cell in sheet.unsolved), *UNSOLVED)
        hidden = (number for first, count in sheet.unseen for number in range(first + 1, min(first + count, len(rows)) + 1))
        found.append(Tab(sheet.name, rows, frozenset(hidden), frozenset(sheet.formulas)))
    return told(file, found, said)


def told(file: str, found: list[Tab], said: list[Problem]) -> Tables:
    """The tables; a workbook without any sheet to read is refused."""
    if not found:
        raise UnreadableFile(f"{file} has no sheet that can be read.", "Show its hidden sheets, or write the tables in a sheet, and try again.")
    return Tables(file, tuple(found), tuple(said))


def bounded(package: Package) -> dict[str, Worksheet]:
    """The sheets of an .xlsx file by their part; refuses any beyond the bounds, hidden or not, before a library makes room for it."""
    sheets = {name: part for name, part in package.parts.items() if isinstance(part, Worksheet)}
    for name, sheet in sheets.items():
        area = Area(package.file)
        area.next(posixpath.basename(name).removesuffix(".xml"))
        area.hold(sheet.row, sheet.width, f"{letters(max(sheet.width, 1) - 1)}{sheet.row}")
        cells = 0
        for merged in sheet.merged:
            row, column, last_row, last_column = corners(merged)
            cells += max(0, last_row - row + 1) * max(0, last_column - column + 1)
        if cells > MOST_MERGED:
            raise UnreadableFile(f"{package.file} has a sheet with {cells:,} merged cells.", UNMERGE)
    light(package, sheets)
    return sheets


def light(package: Package, sheets: dict[str, Worksheet]) -> None:
    """Refuses a workbook whose cells repeat long texts so often that they would not fit into memory."""
    texts = [part for part in package.parts.values() if isinstance(part, Strings)]
    longest = max((max(part.lengths, default=0) for part in texts), default=0)
    if longest * sum(sheet.shared for sheet in sheets.values()) <= MOST_TEXT:
        return
    weight = 0
    with zipfile.ZipFile(io.BytesIO(package.plain)) as plain:
        for name in sheets:
            part = Part(WORKBOOK, package.file, name, {"worksheet": Uses})
            part.feed(plain.read(name), True)
            weight += max(part.found.weight(each.lengths) for each in texts) if isinstance(part.found, Uses) else 0
    if weight > MOST_TEXT:
        raise UnreadableFile(f"{package.file} repeats long texts so often that its cells hold {weight:,} characters.", SMALLER)


def parts_of_sheets(package: Package) -> dict[str, str]:
    """The name of the part of each sheet."""
    names = {name.casefold(): name for name in package.parts}
    found: dict[str, str] = {}
    for name, part in package.parts.items():
        links = package.parts.get(names.get(posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels").casefold(), ""))
        if isinstance(part, Workbook) and isinstance(links, Relations):
            for title, link in part.sheets.items():
                target = links.targets.get(link, "")
                full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                found[title] = names.get(full.casefold(), "")
    return found


def values(sheet: Any) -> Rows:
    """The values of a sheet of the library, from A1 on."""
    if sheet.start is None:
        return ()
    above, left = sheet.start
    before = (None,) * left
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
    plain = [(*before, *[value if value.__class__ is str and value else settled(value) for value in row]) for row in rows]
    return (*((None,) * (left + sheet.width),) * above, *plain)


def settled(value: Any) -> Value:
    """A value of the library as one of ours."""
    if value.__class__ is float:
        return whole(value) if value - value == 0 else None
    if value.__class__ is dt.timedelta:
        return clock(value)
    if value.__class__ is dt.datetime and value.time() == dt.time():
        return value.date()
    return None if value == "" and value.__class__ is str else value


def corners(merged: str) -> tuple[int, int, int, int]:
    """The first row and column of a range, and the last ones, from 0; an empty range for what is none."""
    found = RANGE.fullmatch(merged)
    if not found:
        return 0, 0, -1, -1
    column, row, last_column, last_row = found.groups()
    return int(row) - 1, place(column), int(last_row or row) - 1, place(last_column or column)


def filled(file: str, rows: Rows, merged: Iterable[tuple[int, int, int, int]]) -> Rows:
    """The rows with the value of the first cell in every cell of the merged ranges, as far as the sheet reaches."""
    changed: dict[int, list[Value]] = {}
    cells = 0
    for row, column, last_row, last_column in merged:
        if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            continue
        value = rows[row][column]
        last_row, last_column = min(last_row, len(rows) - 1), min(last_column, len(rows[row]) - 1)
        cells += max(0, last_row - row + 1) * max(0, last_column - column + 1)
        if cells > MOST_CELLS:
            raise UnreadableFile(f"{file} has a sheet with too many merged cells.", UNMERGE)
        for number in range(row, last_row + 1):
            line = changed.setdefault(number, list(rows[number]))
            line[column : last_column + 1] = [value] * (last_column + 1 - column)
    return tuple(tuple(changed[number]) if number in changed else row for number, row in enumerate(rows)) if changed else rows


def at(rows: Rows, cell: str) -> Value:
    """The value of a cell, None outside."""
    row, column, *_ = corners(cell)
    return rows[row][column] if 0 <= row < len(rows) and column < len(rows[row]) else None
