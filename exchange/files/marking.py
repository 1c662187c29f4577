"""A copy of somebody's tables as a workbook (.xlsx) in which every cell that a problem names is coloured and has a comment that says it.

A first sheet lists the problems, each with a link to its cell. Formulas are replaced by their stored results, texts are written as texts,
and nobody is named. From .xlsx everything else is kept as far as the library can; from other files the copy is made of the values.
Refused (`UnreadableFile`): what `reading.read` refuses.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..book import Problem
from . import reading
from .celltexts import cleaned, sheet_names
from .looks import unsigned
from .tabs import Value
from .taming import AUTHOR, cells_of, kept, text

LIST = "Problems"
HEADINGS = ("What it is", "Sheet", "Cell", "Value", "What is wrong", "What to do")
LINE = 17  # points of a line of text
WIDTHS = (11, 18, 9, 28, 60, 60)
COLOURS = {"error": "F4B6A6", "note": "FFE699"}
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
ROW = re.compile(r"row ([1-9]\d{0,6})")
BEFORE = "Comment that stood here before: "
MOST_LINKS = 60_000
FIRST_YEAR = 1900
WIDE, LINE, LETTERS_A_LINE, HIGHEST = 360, 19, 50, 640


def marked(path: Path, problems: Sequence[Problem]) -> bytes:
    """The copy. Problems of other files are left out; two in one cell share a comment."""
    own = [one for one in problems if one.file in ("", path.name, path.resolve().name)]
    if own_copy := kept(path):
        fill(*own_copy, own)
        with contextlib.suppress(Exception):  # what the library kept of a strange workbook it cannot always write; the values can still be copied
            return saved(own_copy[0])
    copy = made(path)
    fill(*copy, own)
    return saved(copy[0])


def fill(book: Any, sheets: dict[str, Any], problems: Sequence[Problem]) -> None:
    """Puts the problems into a workbook, given with its sheets by the names that problems use."""
    unmark(book)
    cells: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        if one.tab in sheets and (cell := cell_of(one)):
            cells.setdefault((one.tab, cell), []).append(one)
    for (tab, cell), found in cells.items():
        mark(sheets[tab], cell, found)
    listed(book, sheets, problems)


def saved(book: Any) -> bytes:
    """A workbook of the library as a file that names nobody."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return unsigned(out.getvalue())


def cell_of(one: Problem) -> str:
    """The cell that a problem names; the first one of a row, '' for a whole sheet."""
    row = ROW.fullmatch(one.cell)
    return f"A{row.group(1)}" if row else one.cell if CELL.fullmatch(one.cell) else ""


def made(path: Path) -> tuple[Any, dict[str, Any]]:
    """A workbook made of the values of a file or folder, and its sheets by the names of the tabs."""
    from openpyxl import Workbook

    tables = reading.read(path)
    book = Workbook()
    book.remove(book.active)
    names = sheet_names(tab.name for tab in tables.tabs)
    sheets: dict[str, Any] = {}
    for name, tab in zip(names, tables.tabs, strict=True):
        sheets[tab.name] = sheet = book.create_sheet(name)
        for number, row in enumerate(tab.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    put(sheet.cell(number, column), value)
        for number in tab.hidden:
            sheet.row_dimensions[number].hidden = True
    return book, sheets


def put(cell: Any, value: Value) -> None:
    """Writes a value into a cell; a text as text, and so is a day before the first one that workbooks know."""
    if isinstance(value, str):
        text(cell, value)
    elif isinstance(value, dt.date) and value.year < FIRST_YEAR:
        text(cell, value.isoformat())
    else:
        cell.value = value


def mark(sheet: Any, place: str, found: Sequence[Problem]) -> None:
    """Colours a cell and puts the comment into it."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet[place]
    if type(cell).__name__ == "MergedCell":
        merged = next(one for one in sheet.merged_cells.ranges if place in one)
        cell = sheet.cell(merged.min_row, merged.min_col)
    said = "\n\n".join(f"{one.severity.capitalize()}: {one.problem}\n{one.cure}".rstrip() for one in found)
    before = cell.comment.text if cell.comment else ""
    if cell.comment and cell.comment.author == AUTHOR:
        said, before = f"{before}\n\n{said}", ""
    said = cleaned(f"{said}\n\n{BEFORE}{before}" if before else said)
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in said.split("\n"))
    cell.comment = Comment(said, AUTHOR, height=min(HIGHEST, LINE * (lines + 1)), width=WIDE)
    worst = "error" if any(one.severity == "error" for one in found) else "note"
    cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
    if sheet.row_dimensions[cell.row].hidden:
        sheet.row_dimensions[cell.row].hidden = False


def unmark(book: Any) -> None:
    """Takes away what an earlier marking left: its list, comments and colours."""
    from openpyxl.styles import PatternFill

    earlier = [sheet for sheet in book.worksheets if sheet.title.startswith(LIST) and tuple(cell.value for cell in sheet[1]) == HEADINGS]
    if not earlier or len(earlier) == len(book.worksheets):
        return
    for sheet in earlier:
        book.remove(sheet)
    for sheet in book.worksheets:
        for cell in cells_of(sheet):
            if cell.comment and cell.comment.author == AUTHOR and cell.fill.fgColor.rgb in {f"00{colour}" for colour in COLOURS.values()}:
                _, _, before = cell.comment.text.partition(BEFORE)
                cell.comment = comment_of(before) if before else None
                cell.fill = PatternFill()


def comment_of(before: str) -> Any:
    """Somebody's own comment."""
    from openpyxl.comments import Comment

    return Comment(before, "")


def listed(book: Any, sheets: dict[str, Any], problems: Sequence[Problem]) -> None:
    """Puts the list of the problems before the other sheets."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    title = sheet_names([*book.sheetnames, LIST])[-1]
    sheet = book.create_sheet(title, 0)
    book.active = 0
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        sheet.cell(1, column, heading).font = Font(name="Arial", bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True
    top = Alignment(vertical="top", wrap_text=True)
    for number, one in enumerate(problems, 2):
        for column, value in enumerate((one.severity.capitalize(), one.tab, one.cell, one.value, one.problem, one.cure), 1):
            text(sheet.cell(number, column), value)
            sheet.cell(number, column).alignment = top
        longest = max(-(-len(value) // width) for value, width in zip((one.value, one.problem, one.cure), WIDTHS[3:], strict=True))
        sheet.row_dimensions[number].height = LINE * max(1, longest)
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=COLOURS.get(one.severity, COLOURS["note"]))
        if one.tab in sheets and number < MOST_LINKS:
            cell, quoted = sheet.cell(number, 3 if one.cell else 2), sheets[one.tab].title.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{cell_of(one) or 'A1'}")
            cell.font = Font(underline="single", color="0563C1")
    if not problems:
        sheet.cell(2, 1, "No problem was found.")
