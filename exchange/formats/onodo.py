"""Onodo's workbooks (.xlsx), which are only read: a sheet of nodes (Name, Type, Description, Visible) and one of relations (Source, Type,
Target, Directed, and the dates At, From and To), in English or Spanish by the names of the sheets, with columns of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ...graph.errors import UnreadableFile, UsageError
from ..book import Book, Problem
from ..files.reading import read as tables_of
from ..files.tabs import Tab, Tables
from . import kumufields, tabular
from .format import Described
from .headings import taken
from .noderows import Said, rows

NODES = re.compile(r"nod[eo]s?$")
RELATIONS = re.compile(r"(relations?|relaci[oóòö]n(es)?)$")
DATES = {"observed": ("At", "Date"), "since": ("From",), "until": ("To",)}


@dataclass(frozen=True)
class Onodo(Described):
    """The format."""

    def kept(self, book: Book) -> Book:
        """Nothing: it is not written."""
        return book.with_rows(())

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """`UsageError`: it is not written."""
        raise UsageError("Onodo's workbooks are only read here, not written.", "Write a Kumu workbook or GEXF instead.")

    def reads(self, path: Path) -> bool:
        """Whether a workbook has a sheet of nodes or of relations."""
        return any(NODES.match(name) or RELATIONS.match(name) for name in tabular.sheet_names(path))

    def read(self, path: Path) -> Book:
        """Its rows; `UnreadableFile` if there are neither nodes nor relations."""
        return read(path)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What the reading of its tables has to tell."""
        return tables_of(path).notes


FORMAT = Onodo("onodo", "Onodo workbook (only read)", (".onodo.xlsx",))


def read(path: Path) -> Book:
    """The rows of a workbook."""
    found = tables_of(path)
    listed = tab_of(found, NODES, {"name"})
    tied = tab_of(found, RELATIONS, {"source", "target"})
    if listed is None and tied is None:
        raise UnreadableFile(f"{path.name} has no table of Onodo's.", "It needs a sheet Nodes with the heading Name, or a sheet Relations with Source and Target.")
    nodes = [node(said) for said in told(found.file, listed)] if listed else []
    return rows(kumufields.keyed(nodes), [relation(said) for said in told(found.file, tied)] if tied else (), "onodo")


def tab_of(tables: Tables, name: re.Pattern[str], needed: set[str]) -> Tab | None:
    """The first tab that has a name and the headings that it needs."""
    return next((tab for tab in tables.tabs if name.match(tab.name.casefold().strip()) and needed <= tabular.headings(tab)), None)


def told(file: str, tab: Tab) -> Iterator[Said]:
    """The rows of a tab."""
    special = {"name": "name", "type": "kind", "source": "from", "target": "to", "from": "since", "to": "until", "at": "observed", "date": "observed"}
    for line in tabular.lines(tab):
        letters = {special.get(name.casefold(), name): place for name, place in line.letters.items()}
        yield Said("", "", "", "", line.texts, file=file, tab=tab.name, number=line.number, letters=letters)


def node(said: Said) -> Said:
    """What a node says; whether Onodo shows it is no statement. Nodes of one name are one."""
    texts = dict(said.texts)
    label, kind = taken(texts, "Name").strip(), taken(texts, "Type")
    taken(texts, "Visible")
    return replace(said, key=label, label=label, kind=kind, texts=texts)


def relation(said: Said) -> Said:
    """What a relation says. Its kind says whether it is directed; From and To are dates."""
    texts = dict(said.texts)
    source, target, kind = taken(texts, "Source").strip(), taken(texts, "Target").strip(), taken(texts, "Type")
    taken(texts, "Directed")
    dates = {key: text for key, names in DATES.items() if (text := taken(texts, *names))}
    letters = {"tie_kind" if key == "kind" else key: place for key, place in said.letters.items()}
    return replace(said, kind=kind, texts={**texts, **dates}, source=source, target=target, letters=letters)
