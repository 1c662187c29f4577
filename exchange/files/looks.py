"""How workbooks look: fonts, colours and lines of cells, heights of rows, paper; and the file without author, program and times.

A font that every system has or stands in for, headings with much contrast, nothing said by colour alone.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable
from copy import copy
from typing import Any

from ...graph.scripts import UNSPACED
from ...graph.tables import width
from .tabs import letters

FONT = "Arial"
LINE, TALL_LINE, TALLEST = 13.2, 17.5, 400.0  # points; letters with marks above and below need more
TALL = re.compile(f"[{UNSPACED}]")
A4 = 9
ONE_SHEET = 240  # characters that can be read on the width of one sheet of paper
NOTHING = {
    "docProps/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
}


class Looks:
    """The looks of cells, each made once in a workbook."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles import Font

        book._named_styles["Normal"].font = Font(name=FONT, size=10)
        self.corner = book.create_sheet("looks")["A1"]
        self.empty = copy(self.corner._style)
        book.remove(self.corner.parent)
        self.made: dict[tuple[Any, ...], Any] = {}

    def look(self, part: str, text_only: bool = False, fill: str = "", quoted: bool = False, link: bool = False, strong: bool = False, day: bool = False) -> Any:
        """The look of a `title`, a line of the `lead`, a `heading`, an `asked` heading or a `cell`."""
        key = (part, text_only, fill, quoted, link, strong, day)
        if key not in self.made:
            self.made[key] = self.make(*key)
        return self.made[key]

    def make(self, part: str, text_only: bool, fill: str, quoted: bool, link: bool, strong: bool, day: bool) -> Any:
        """A look, made on a cell that is thrown away."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        one, head = self.corner, part in ("heading", "asked")
        one._style = copy(self.empty)
        colour = {"heading": "FFFFFF", "asked": "FFFFFF", "lead": "404040"}.get(part, "0563C1" if link else "000000")
        one.font = Font(name=FONT, size=14 if part == "title" else 10, bold=head or strong or part == "title", color=colour, underline="single" if link else None)
        if part in ("title", "lead"):
            one.alignment = Alignment(vertical="center")
        else:
            one.alignment = Alignment(wrap_text=True, vertical="center" if head else "top")
            line = Side(style="thin", color="8497B0" if head else "D0D7E2")
            one.border = Border(bottom=line, right=line)
        ground = {"heading": "1F3864", "asked": "7B2C00"}.get(part, fill)
        if ground:
            one.fill = PatternFill("solid", fgColor=ground)
        if text_only:
            one.number_format = "@"
        if day:
            one.number_format = "yyyy-mm-dd"
        one.quotePrefix = quoted
        return copy(one._style)


def height(texts: Iterable[tuple[int, bool, str]]) -> float:
    """How high a row must be, in points, given the width of each column, whether its text is bold, and the text; 0 where one line does.
    Not every program makes rows higher by itself."""
    most = 0.0
    for wide, bold, text in texts:
        if len(text) >= wide - 2 or "\n" in text:
            lines = sum(1 + int(width(line) * (1.2 if bold else 1.02) / max(4, wide)) for line in text.split("\n"))
            most = max(most, lines * (TALL_LINE if TALL.search(text) else LINE) + 3)
    return min(most, TALLEST) if most > LINE + TALL_LINE / 2 else 0.0


def paper(sheet: Any, columns: int, wide: int, rows: tuple[int, int, int], frozen: int, filtered: bool) -> None:
    """What stays in sight, the filter, and how it is printed: A4 landscape, headings on every sheet of paper, numbered.

    `rows` are the number of the row of headings (0: none), of the last row, and of the last one to print (0: all).
    """
    top, last, printed = rows
    if top:
        sheet.freeze_panes = sheet.cell(top + 1, frozen + 1)
        sheet.print_title_rows = f"{top}:{top}"
        if filtered and last > top:
            sheet.auto_filter.ref = f"A{top}:{letters(columns - 1)}{last}"
        if printed:
            sheet.print_area = f"A1:{letters(columns - 1)}{printed}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1 + wide // ONE_SHEET
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def unsigned(content: bytes) -> bytes:
    """The same file without author, program and times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(entry, NOTHING.get(name) or old.read(name))
    return out.getvalue()


def readable(content: bytes) -> str:
    """Everything that a workbook says, hidden parts too, as plain text: what a check for leaks must read."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(html.unescape(file.read(name).decode("utf-8")) for name in file.namelist())
