"""Workbooks for people (.xlsx): pages of headings and rows in, bytes out. The same pages give the same bytes.

Every text is written as text, never as a formula; only web addresses in columns of links are links; nobody is named as author and
no day of making is kept. What a workbook cannot hold is mended (`celltexts`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from ...graph.tables import FORMULA
from .celltexts import PLAIN_TEXT, put, units
from .celltexts import Value as Value
from .celltexts import cleaned as cleaned
from .celltexts import sheet_names as sheet_names
from .looks import Looks, height, paper
from .looks import readable as readable
from .looks import unsigned as unsigned
from .tabs import letters

LISTS = "Lists"
AUTHOR = "kuasa"
MOST_LINKS = 60_000
FRAMED = 5_000  # rows up to which empty cells have lines too
WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}$")


@dataclass(frozen=True)
class Heading:
    """The head of a column: its text, a note that explains it, its width in characters, the texts to choose from.

    Other texts than `choices` are warned of, unless the cells are `free`; `offers` names the page and the heading there whose cells are
    offered instead. `link`: web addresses can be clicked; `strong`: bold cells; `asked`: the heading stands out as one that must be filled;
    `numeric`: numbers are typed in it.
    """

    text: str
    note: str = ""
    width: int = 18
    choices: tuple[str, ...] = ()
    hidden: bool = False
    free: bool = False
    offers: tuple[str, str] | None = None
    link: bool = False
    strong: bool = False
    asked: bool = False
    numeric: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet: its name, headings and rows; `lead` are lines that stand above the headings, the first as title.

    `room` rows below the headings have the drop-downs and hold what is typed as text, so that 2024-05 stays what it is; `frozen` columns
    stay in sight; `fills` are colours (six hexadecimal digits) of cells by their text; without `filtered` there is no filter. `printed` is the
    number of rows to print, where it is not all; `looks` are rows (from 0) that look like a title or a heading. Headings that all have no
    text only give the widths.
    """

    name: str
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Value]]
    lead: tuple[str, ...] = ()
    room: int = 0
    frozen: int = 0
    fills: Mapping[str, str] = field(default_factory=dict)
    filtered: bool = True
    printed: int = 0
    looks: Mapping[int, str] = field(default_factory=dict)

    @property
    def top(self) -> int:
        """The number of the row of headings, or of the last row before the first one where there are none."""
        return len(self.lead) + any(heading.text for heading in self.headings)


def workbook(pages: Sequence[Page]) -> bytes:
    """The pages as one file; without any page an empty sheet."""
    from openpyxl import Workbook

    pages = pages or (Page("", (), ()),)
    book = Workbook()
    book.remove(book.active)
    names = sheet_names([*(page.name for page in pages), LISTS])
    styles = Looks(book)
    lists = Lists(names.pop())
    places = {page.name: (name, page) for name, page in zip(reversed(names), reversed(pages), strict=True)}
    for name, page in zip(names, pages, strict=True):
        fill(book.create_sheet(name), page, styles, lists, places)
    lists.write(book)
    out = io.BytesIO()
    book.save(out)
    return unsigned(out.getvalue())


class Lists:
    """The texts to choose from, in a sheet that nobody sees; the same list stands there once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: dict[tuple[str, ...], int] = {}

    def range(self, choices: tuple[str, ...]) -> str:
        """Where a list stands."""
        column = self.columns.setdefault(choices, len(self.columns) + 1)
        return cells(self.name, column, 1, len(choices))

    def write(self, book: Any) -> None:
        """The sheet, if there is any list."""
        if self.columns:
            sheet = book.create_sheet(self.name)
            sheet.sheet_state = "veryHidden"
            for choices, column in self.columns.items():
                for number, text in enumerate(choices, 1):
                    put(sheet.cell(number, column), text)


def cells(name: str, column: int, first: int, last: int) -> str:
    """A part of a column of a sheet, as drop-downs name it."""
    from openpyxl.utils import quote_sheetname

    letter = letters(column - 1)
    return f"{quote_sheetname(name)}!${letter}${first}:${letter}${last}"


def fill(sheet: Any, page: Page, styles: Looks, lists: Lists, places: Mapping[str, tuple[str, Page]]) -> None:
    """A page into a sheet."""
    for number, line in enumerate(page.lead, 1):
        cell = sheet.cell(number, 1)
        text = put(cell, line)
        cell._style = copy(styles.look("lead" if number > 1 else "title", quoted=text.startswith(FORMULA)))
        sheet.row_dimensions[number].height = 17 if number > 1 else 24
    top = page.top
    for column, heading in enumerate(page.headings, 1):
        head(sheet, top, column, heading, page, styles)
    links, framed = 0, not page.room and len(page.rows) <= FRAMED
    if top > len(page.lead):
        higher(sheet, top, page, [heading.text for heading in page.headings])
    for number, row in enumerate(page.rows, top + 1):
        higher(sheet, number, page, row)
        for column, value in enumerate(row, 1):
            heading = page.headings[column - 1] if column <= len(page.headings) else Heading("")
            if value is None or value == "":
                if framed:
                    sheet.cell(number, column)._style = copy(styles.look(page.looks.get(number - top - 1, "cell")))
                continue
            cell = sheet.cell(number, column)
            text = put(cell, value)
            linked = heading.link and links < MOST_LINKS and bool(WEB.match(text))
            if linked:
                cell.hyperlink = text
                links += 1
            cell._style = copy(
                styles.look(
                    page.looks.get(number - top - 1, "cell"),
                    text_only=bool(page.room) and len(text) <= PLAIN_TEXT and bool(text),
                    fill=page.fills.get(text, "") if text else "",
                    quoted=text.startswith(FORMULA),
                    link=linked,
                    strong=heading.strong,
                    day=isinstance(value, dt.date),
                )
            )
    last = top + max(page.room, len(page.rows))
    for column, heading in enumerate(page.headings, 1):
        choose(sheet, (column, top + 1, last), heading, page, lists, places)
    wide = sum(one.width for one in page.headings if not one.hidden)
    paper(sheet, len(page.headings), wide, (top if top > len(page.lead) else 0, last, top + page.printed if page.printed else 0), page.frozen, page.filtered)


def head(sheet: Any, top: int, column: int, heading: Heading, page: Page, styles: Looks) -> None:
    """The head of a column, with its note and width."""
    from openpyxl.comments import Comment

    if top > len(page.lead):
        cell = sheet.cell(top, column)
        text = put(cell, heading.text)
        cell._style = copy(styles.look("asked" if heading.asked else "heading", quoted=text.startswith(FORMULA)))
    if heading.note and top > len(page.lead):
        note = cleaned(heading.note)
        lines = sum(1 + units(line) // 36 for line in note.split("\n"))
        cell.comment = Comment(note, AUTHOR, height=24 + 19 * lines, width=290)
    shape = sheet.column_dimensions[letters(column - 1)]
    shape.width = max(2, min(heading.width, 120))
    shape.hidden = heading.hidden
    if page.room:
        shape._style = copy(styles.look("cell", text_only=not heading.numeric))


def choose(sheet: Any, place: tuple[int, int, int], heading: Heading, page: Page, lists: Lists, places: Mapping[str, tuple[str, Page]]) -> None:
    """The drop-down of a column, if it has one and there are rows for it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    column, first, last = place
    where = ""
    if heading.choices:
        where = lists.range(tuple(text for choice in heading.choices if (text := cleaned(choice))))
    elif heading.offers and heading.offers[0] in places:
        name, other = places[heading.offers[0]]
        found = [number for number, one in enumerate(other.headings, 1) if one.text == heading.offers[1]]
        begin = other.top + 1
        where = cells(name, found[0], begin, begin + max(other.room, len(other.rows), 1) - 1) if found else ""
    if not where or last < first:
        return
    free = heading.free or bool(heading.offers)
    rule = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=not free, errorStyle="warning")
    letter = letters(column - 1)
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def higher(sheet: Any, number: int, page: Page, row: Sequence[Value]) -> None:
    """Makes a row as high as its texts need."""
    shown = [
        (heading.width, heading.strong or value == heading.text, value) for heading, value in zip(page.headings, row, strict=False) if isinstance(value, str) and not heading.hidden
    ]
    needed = height(shown)
    if needed:
        sheet.row_dimensions[number].height = needed
