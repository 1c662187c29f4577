"""Somebody's own workbook (.xlsx) as a workbook of openpyxl that is safe to hand back: nothing in it runs, leads to other files or names
somebody.

Formulas are replaced by their stored results. Kept are looks, notes, drop-downs and rules that only name cells and values; names of
people in comments, pivot tables and scenarios go. Refused (`UnreadableFile`): what `package.py` and `bounds.py` refuse.
"""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any

from .celltexts import cleaned
from .package import looks_packed, opened
from .spreadsheet import bounded, parts_of_sheets

AUTHOR = "kuasa"
RISKY = ("=", "+", "-", "@", "\t", "\r")
RANGE = r"(?:'[^'\[\]|]+'!|[\w.]+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
HARMLESS = re.compile(rf"{RANGE}|(?:'[^'\[\]|]+'!|[\w.]+!)?\$[A-Z]{{1,3}}:\$[A-Z]{{1,3}}|(?:'[^'\[\]|]+'!|[\w.]+!)?\$\d+:\$\d+|-?\d+(?:\.\d+)?|\"[^\"]*\"|[A-Za-z_]\w*|")
ADDRESSES = ("http://", "https://", "mailto:")


def kept(path: Path) -> tuple[Any, dict[str, Any]] | None:
    """Somebody's own .xlsx as a workbook of the library without formulas, and its sheets by name; None if it cannot be kept so."""
    import openpyxl

    if not packed(path):
        return None
    package = opened(path)
    if package.kind != "xlsx":
        return None
    sheets = bounded(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(package.plain), data_only=True)
        if not {title for title, part in parts_of_sheets(package).items() if part in sheets} <= {sheet.title for sheet in book.worksheets}:
            return None
        for sheet in book.worksheets:
            tame(sheet)
    except Exception:  # the library stumbles in many ways over what other programs write; the values can still be copied
        return None
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, defined in names.items() if not HARMLESS.fullmatch(defined.attr_text or "")]:
            del names[name]
    for name in book.custom_doc_props.names:
        del book.custom_doc_props[name]
    return book, {sheet.title: sheet for sheet in book.worksheets}


def packed(path: Path) -> bool:
    """Whether there is a file that begins as a package."""
    try:
        with path.open("rb") as file:
            return looks_packed(file.read(8))
    except (OSError, ValueError):
        return False


def tame(sheet: Any) -> None:
    """Takes out of a sheet what could run, lead to other files or name somebody."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    for cell in cells_of(sheet):
        if isinstance(cell.value, str):
            text(cell, cell.value)
        if cell.comment:
            cell.comment.author = AUTHOR if cell.comment.author == AUTHOR else ""
        if cell.hyperlink and cell.hyperlink.target and not cell.hyperlink.target.casefold().startswith(ADDRESSES):
            cell.hyperlink = None
    validations = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [one for one in validations if all(HARMLESS.fullmatch(each or "") for each in (one.formula1, one.formula2))]
    formats, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for one in formats:
        for rule in one.rules:
            if all(HARMLESS.fullmatch(each or "") for each in rule.formula):
                sheet.conditional_formatting.add(str(one.sqref), rule)
    for table in sheet.tables.values():
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
    sheet.scenarios.scenario = ()
    sheet._pivots = []


def cells_of(sheet: Any) -> list[Any]:
    """The cells that a sheet has; `iter_rows` would make all those between A1 and the farthest one."""
    return [cell for cell in sheet._cells.values() if type(cell).__name__ != "MergedCell"]


def text(cell: Any, value: str) -> None:
    """Writes a text as text, never as a formula; one that looks like a formula also says so to the program that opens it."""
    cell._value, cell.data_type = cleaned(value) or None, "s"  # `cell.value` would take a leading = for a formula
    if value.startswith(RISKY):
        cell.quotePrefix = True
