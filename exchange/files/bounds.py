"""How large a workbook or a text document may be: the bounds as constants, and the area of its sheets counted against them.

The bounds leave room for a hundred thousand rows and more, and keep what a small file can do to memory and time within what a laptop
has. Over them: `UnreadableFile` with what was found and the cure.
"""

from __future__ import annotations

from ...graph.errors import UnreadableFile

MOST_PACKED = 100_000_000
MOST_UNPACKED = 400_000_000
MOST_DOCUMENT = 200_000_000  # unpacked
MOST_PARTS = 3_000
HIGHEST_RATIO = 200
RATIO_FROM = 20_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 16_384
MOST_CELLS = 6_000_000
MOST_MERGED = 1_200_000
MOST_TEXT = 300_000_000
MOST_TABS = 250
SMALLER = "Nothing was read from it. Divide it into several files and try again."
STRAY = "Nothing was read from it. Delete the empty rows and columns below and beside the table (and what stands far away from it), save it and try again."


class Area:
    """The cells of the sheets of a file, from A1 to the last one that holds something, counted sheet by sheet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tab = ""
        self.tabs = self.before = self.rows = self.columns = 0

    def next(self, tab: str) -> None:
        """Another sheet begins."""
        self.tab = tab
        self.tabs += 1
        self.before += self.rows * self.columns
        self.rows = self.columns = 0
        if self.tabs > MOST_TABS:
            raise UnreadableFile(f"{self.file} has more than {MOST_TABS} sheets.", SMALLER)

    def hold(self, rows: int, columns: int, cell: str) -> None:
        """The sheet reaches so far now; `cell` is said if that is too far."""
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS or self.before + self.rows * self.columns > MOST_CELLS:
            most = f"{MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells of a file at most"
            raise UnreadableFile(f"{self.file} is too large: sheet {self.tab!r} reaches to cell {cell}, and kuasa reads {most}.", STRAY)
