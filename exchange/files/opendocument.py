"""The content of an OpenDocument workbook (.ods), read while it is unpacked: XML events in, sheets of plain values out.

Repeated rows and cells are written out as far as there is content after them, within the bounds of `bounds.py`. Refused
(`UnreadableFile`): links to other files, databases and programs, macros, embedded objects, sheets larger than the bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from ...graph.errors import UnreadableFile
from .bounds import Area
from .parts import LINKS, MACROS, OBJECTS, SHOWN, Element, damaged, local
from .stored import Cell, attributed, count
from .tabs import LAST_COLUMN, Value, letters

FETCHED = frozenset({"table-source", "cell-range-source", "dde-source", "dde-link", "dde-links", "database-source-sql", "database-source-table", "database-source-query"})
RUN = frozenset({"event-listener", "script", "libraries", "library-embedded"})
EMBEDDED = frozenset({"object-ole", "plugin", "applet", "floating-frame"})
UNSEEN = frozenset({"annotation", "frame", "g", "custom-shape", "shapes", "control", "line", "rect", "tracked-changes", "ruby-text", "detective", "forms"})
BLANKS = re.compile(r"[ \t\r\n]+")
LOOSE = re.compile(r"[\t\r\n]|  ")
WIDEST_GAP = 100


@dataclass
class Sheet:
    """A sheet as it grows. `spans` are merged cells: row and column from 0, how many rows and columns."""

    name: str
    shown: bool
    rows: list[tuple[Value, ...]] = field(default_factory=list)
    unseen: list[tuple[int, int]] = field(default_factory=list)
    formulas: set[str] = field(default_factory=set)
    unsolved: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    empty: int = 0


class Content(Element):
    """The sheets of a workbook in the order of the file."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.sheets: list[Sheet] = []
        self.area = Area(file)
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.tables = self.skipped = 0
        self.row: list[Value] = []
        self.gap = 0
        self.repeated = 1
        self.cell: Cell | None = None
        self.paragraph = False
        self.marks: list[tuple[int, int, Cell, Value]] = []
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        what = local(name)
        if what in FETCHED:
            raise UnreadableFile(f"{self.file} takes values from other files or data sources.", LINKS)
        if what in RUN:
            raise UnreadableFile(f"{self.file} holds macros.", MACROS)
        if what in EMBEDDED:
            raise UnreadableFile(f"{self.file} holds embedded objects or controls.", OBJECTS)
        if self.skipped or what in UNSEEN or (what == "table" and self.tables):
            self.skipped += 1
            return
        if self.cell is not None:
            self.inside(what, attributes)
        elif what == "style":
            self.style = attributed(attributes).get("name", "")
        elif what == "table-properties" and attributed(attributes).get("display") == "false":
            self.hidden_styles.add(self.style)
        elif what == "table":
            said = attributed(attributes)
            self.tables = 1
            self.sheets.append(Sheet(said.get("name", f"Sheet{len(self.sheets) + 1}"), said.get("style-name", "") not in self.hidden_styles))
            self.area.next(self.sheets[-1].name)
        elif what == "table-row" and self.tables:
            said = attributed(attributes)
            self.row, self.gap, self.marks = [], 0, []
            self.repeated = count(said.get("number-rows-repeated"))
            if said.get("visibility") in ("collapse", "filter"):
                sheet = self.sheets[-1]
                sheet.unseen.append((len(sheet.rows) + sheet.empty, self.repeated))
        elif what in ("table-cell", "covered-table-cell") and self.tables:
            self.cell = Cell(attributed(attributes))

    def inside(self, what: str, attributes: dict[str, str]) -> None:
        """What stands in a cell."""
        assert self.cell is not None
        if what in ("p", "h"):
            self.cell.lines.append([])
            self.paragraph = True
        elif not self.paragraph:
            return
        elif what == "s":
            spaces = count(attributed(attributes).get("c"))
            self.cell.lines[-1].append(" " * min(spaces, WIDEST_GAP))
        elif what in ("tab", "line-break"):
            self.cell.lines[-1].append("\t" if what == "tab" else "\n")

    def text(self, text: str) -> None:
        """A piece of the text of a cell."""
        if self.paragraph and self.cell is not None and not self.skipped:
            self.cell.lines[-1].append(BLANKS.sub(" ", text) if LOOSE.search(text) else text)

    def end(self, name: str) -> None:
        """An element ends."""
        if self.skipped:
            self.skipped -= 1
            return
        what = local(name)
        if what in ("p", "h"):
            self.paragraph = False
        elif what in ("table-cell", "covered-table-cell") and self.cell is not None:
            self.keep(self.cell)
            self.cell = None
        elif what == "table-row" and self.tables:
            self.keep_row()
        elif what == "table":
            self.tables = 0

    def keep(self, cell: Cell) -> None:
        """Puts a cell into its row."""
        said = cell.attributes
        value, times = cell.value(), count(said.get("number-columns-repeated"))
        holds = value is not None or "formula" in said
        if len(self.row) + self.gap + times > LAST_COLUMN + 1 and holds:
            raise damaged(self.file, f"sheet {self.sheets[-1].name[:SHOWN]!r} has more columns than a sheet can have")
        at = len(self.row) + self.gap
        rows, columns = count(said.get("number-rows-spanned")), count(said.get("number-columns-spanned"))
        if rows > 1 or columns > 1:
            sheet = self.sheets[-1]
            sheet.spans.append((len(sheet.rows) + sheet.empty, at, rows, columns))
        mistaken = said.get("extended-type") == "error"
        if "formula" in said or mistaken:
            self.marks.extend((at + n, 1 if mistaken else 0, cell, value) for n in range(times if holds else 0))
        if not holds:
            self.gap += times
        else:
            self.row.extend([None] * self.gap)
            self.row.extend([None if mistaken else value] * times)
            self.gap = 0

    def keep_row(self) -> None:
        """Puts a row into its sheet, as often as it is repeated."""
        sheet = self.sheets[-1]
        if not self.row:
            sheet.empty += self.repeated
            return
        first = len(sheet.rows) + sheet.empty
        self.area.hold(first + self.repeated, len(self.row), f"{letters(len(self.row) - 1)}{first + self.repeated}")
        sheet.rows.extend([()] * sheet.empty)
        sheet.empty = 0
        sheet.rows.extend([tuple(self.row)] * self.repeated)
        for number in range(first + 1, first + 1 + self.repeated) if self.marks else ():
            for column, mistaken, cell, value in self.marks:
                self.mark(sheet, f"{letters(column)}{number}", bool(mistaken), cell, value)

    def mark(self, sheet: Sheet, cell: str, mistaken: bool, found: Cell, value: Value) -> None:
        """Remembers a formula or an error."""
        if "formula" in found.attributes:
            sheet.formulas.add(cell)
            if value is None and "value-type" not in found.attributes:
                sheet.unsolved.append(cell)
        if mistaken:
            sheet.errors[cell] = str(value or "")[:SHOWN]
