"""The sheets of an .xlsx file, looked at while they are unpacked: XML events in, what is hidden, computed, mistaken or merged out, and
how far the cells reach.

This is what must be known before a library makes room for a sheet, and what the library does not tell. Refused (`UnreadableFile`):
cells that do not stand in their row or within the grid.
"""

from __future__ import annotations

from array import array
from xml.parsers import expat

from .parts import SHOWN, Element, damaged, local
from .tabs import LAST_COLUMN, letters, place

TRUE = frozenset({"1", "true"})
DIGITS = "0123456789"
LAST_ROW = 1_048_576


class Worksheet(Element):
    """A sheet of Excel: `hidden` rows, `formulas` (cell → its type), `errors` (cell → its text), `merged` ranges, the last `row` and the
    `columns` with content, how many cells show a shared text."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.hidden: list[int] = []
        self.formulas: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self.merged: list[str] = []
        self.columns: set[str] = set()
        self.row = self.shared = 0
        self.number, self.number_text, self.cell, self.kind = 0, "0", "", ""
        self.names = {self.prefix + name: name for name in ("c", "v", "is", "row", "f", "mergeCell")}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        what = self.names.get(name)
        if what is None:
            what = self.names[name] = local(name) if local(name) in ("c", "v", "is", "row") else ""
        if what == "c":
            if self.kind == "e":
                self.parser.CharacterDataHandler = None
            self.kind = attributes.get("t", "")
            self.cell = attributes.get("r") or f"{letters(place(self.cell.rstrip(DIGITS)) + 1)}{self.number_text}"
        elif what == "v" or what == "is":
            column = self.cell.rstrip(DIGITS)
            if self.cell[len(column) :] != self.number_text:
                raise damaged(self.file, f"cell {self.cell[:SHOWN]!r} does not stand in its row")
            self.columns.add(column)
            if self.number > self.row:
                self.row = self.number
            if self.kind == "s":
                self.shared += 1
            elif self.kind == "e":
                self.parser.CharacterDataHandler = self.text
        elif what == "row":
            self.begin(attributes)
        elif what == "f":
            self.formulas[self.cell] = self.kind
        elif what == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def begin(self, attributes: dict[str, str]) -> None:
        """A row begins."""
        self.cell, self.parser.CharacterDataHandler = "", None
        number = attributes.get("r") or str(self.number + 1)
        if not (number.isascii() and number.isdigit() and number[0] != "0" and int(number[:8]) <= LAST_ROW):
            raise damaged(self.file, f"it has a row {number[:SHOWN]!r}")
        self.number, self.number_text = int(number), number
        if attributes.get("hidden") in TRUE:
            self.hidden.append(self.number)

    def text(self, text: str) -> None:
        """The text of an error."""
        self.errors.setdefault(self.cell, text[:SHOWN])

    def close(self) -> None:
        for column in self.columns:
            self.place_of(column)

    def place_of(self, column: str) -> int:
        """The number of a column; refuses what stands outside the grid."""
        try:
            found = place(column)
        except ValueError:
            found = -1
        if not 0 <= found <= LAST_COLUMN:
            raise damaged(self.file, f"it has a cell in a column {column[:SHOWN]!r}")
        return found

    @property
    def width(self) -> int:
        """How many columns from A on hold something."""
        return max(map(self.place_of, self.columns), default=-1) + 1


class Strings(Element):
    """The texts that cells of Excel share: the length of each."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.lengths = array("L")
        self.item = self.prefix + "si"
        parser.CharacterDataHandler = self.text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.item:
            self.lengths.append(0)

    def text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Uses(Element):
    """A sheet of Excel once more: how long the shared texts are that its cells show, all together."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.cells: dict[str, int] = {}
        self.shown = False
        self.shared = False
        parser.CharacterDataHandler = self.text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "c":
            self.shared = attributes.get("t") == "s"
        self.shown = self.shared and local(name) == "v"

    def text(self, text: str) -> None:
        if self.shown:
            self.cells[text] = self.cells.get(text, 0) + 1

    def weight(self, lengths: array[int]) -> int:
        """The number of characters."""
        return sum(count * lengths[int(text)] for text, count in self.cells.items() if text.strip().isdigit() and int(text) < len(lengths))
