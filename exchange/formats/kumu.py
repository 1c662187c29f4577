"""Kumu's spreadsheets: elements and connections, as one workbook (.xlsx) or as two CSV files in a folder. The fields are those of `kumufields`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...graph.errors import UnreadableFile
from ..book import Book, Problem
from ..files.celltexts import cleaned
from ..files.reading import read as tables_of
from ..files.tabs import Tab
from ..files.writing import Heading, Page, workbook
from . import kumufields, nodes, tabular
from .format import Described
from .headings import SHEET
from .noderows import Said
from .nodes import network

ELEMENTS, CONNECTIONS = "Elements", "Connections"
IGNORED = "(ignore)"
OURS = frozenset({"link", "tie kind", "kind", "row id"})


@dataclass(frozen=True)
class Kumu(Described):
    """The format, as a workbook or in CSV."""

    def kept(self, book: Book) -> Book:
        """Things and ties, without the characters that a cell cannot hold."""
        return cells_kept(nodes.kept(book))

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One workbook, or two files in CSV."""
        pages = dict(zip((ELEMENTS, CONNECTIONS), kumufields.tables(network(self.kept(book))), strict=True))
        if self is CSV:
            return {f"{stem}-{name.lower()}.csv": tabular.as_csv(columns, rows) for name, (columns, rows) in pages.items()}
        sheets = (Page(name, tuple(map(Heading, columns)), [[row.get(column) for column in columns] for row in rows]) for name, (columns, rows) in pages.items())
        return {f"{stem}.kumu.xlsx": workbook(tuple(sheets))}

    def reads(self, path: Path) -> bool:
        """Whether a workbook has a sheet of elements or of connections, or files of texts have their headings."""
        if self is CSV:
            return any(is_kumu(frozenset(texts)) for texts in tabular.heads(path))
        return bool({ELEMENTS.casefold(), CONNECTIONS.casefold()} & set(tabular.sheet_names(path)))

    def read(self, path: Path) -> Book:
        """The rows of a file or folder; `UnreadableFile` if there are neither elements nor connections."""
        return read(path)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What the reading of its tables has to tell."""
        return tables_of(path).notes


FORMAT = Kumu("kumu", "Kumu workbook", (".kumu.xlsx",))
CSV = Kumu("kumu-csv", "Kumu tables (CSV)", (".kumu.csv",))


def cells_kept(book: Book) -> Book:
    """A book without the characters that a cell of a workbook cannot hold."""
    return book.with_rows(row.changed({key: cleaned(text) for key, text in row.cells.items() if cleaned(text) != text}) for row in book.rows)


def is_elements(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of elements."""
    return "label" in headings and not {"target", "name"} & headings and not {"from", "to"} <= headings and not is_gephi(headings)


def is_connections(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of connections."""
    return {"from", "to"} <= headings and not OURS & headings


def is_gephi(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of Gephi's."""
    return {"source", "target"} <= headings or {"id", "label", "timeset"} <= headings


def is_kumu(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of Kumu's, with one of its fields: others have links from and to somebody too."""
    return (is_connections(headings) and bool({"direction", "tags", SHEET} & headings)) or (is_elements(headings) and bool({"type", "tags", "description", "image"} & headings))


def read(path: Path) -> Book:
    """The rows of a workbook, a file or a folder."""
    found = tables_of(path)
    tabs = [tab for tab in found.tabs if IGNORED not in tab.name.casefold()]
    elements = [said for tab in tabs if is_elements(tabular.headings(tab)) for said in told(found.file, tab, of="element")]
    connections = [said for tab in tabs if is_connections(tabular.headings(tab)) for said in told(found.file, tab, of="connection")]
    if not any(is_elements(tabular.headings(tab)) or is_connections(tabular.headings(tab)) for tab in tabs):
        raise UnreadableFile(f"{path.name} has no table of Kumu's.", "A table of elements begins with the heading Label, one of connections with From and To.")
    return kumufields.book(elements, connections)


def told(file: str, tab: Tab, of: str) -> Iterable[Said]:
    """What the rows of a table say."""
    ours = not file.casefold().endswith((".xlsx", ".ods")) and SHEET in tabular.headings(tab)
    special = {"label": "name", "type": "kind"} if of == "element" else {"type": "tie_kind"}
    for line in tabular.lines(tab):
        texts = {name: tabular.unguarded(text) if ours else text for name, text in line.texts.items()}
        letters = {special.get(name.casefold(), name): place for name, place in line.letters.items()}
        said = Said("", "", "", "", {}, file=file, tab=tab.name, number=line.number, letters=letters)
        yield kumufields.said_element(texts, said) if of == "element" else kumufields.said_connection(texts, said)
