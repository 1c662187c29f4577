"""Rows of one book that are about one thing: a settled book in, groups of rows out, each with its names and the classes that it can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...graph.facts import ancestors
from ...graph.lookup import fold
from ...graph.sheets import LANGUAGE, Column, Sheet, iri_of, sheet, sheets
from ..book import Book, Problem, Row, problem
from .known import PERSON, address, below, family

YEAR = 4


@dataclass
class Group:
    """Rows about one thing with their places in the book; `stated` is the class that they state, '' if none. `iri` is its address once
    it is known; `skipped`, once it was decided to leave it out."""

    sheet: Sheet
    rows: list[Row]
    places: list[int]
    stated: str
    iri: str = ""
    skipped: bool = False

    @property
    def text(self) -> str:
        """Its name."""
        return name_of(self.rows[0])

    @property
    def id(self) -> str:
        """The address that its rows give, '' if they give none."""
        return next((found for row in self.rows if (found := address(row.get("id")))), "")

    @property
    def wanted(self) -> frozenset[str]:
        """The classes of things that it can be."""
        return possible(self.sheet.key, self.stated)

    def names(self) -> Iterator[tuple[int, str]]:
        """Its names, the first one first, with their rank as in `graph.lookup.ranked`."""
        for row in self.rows:
            yield 0, name_of(row)
            yield from ((0, text) for cell, text in row.cells.items() if cell.split(LANGUAGE)[0] in ("name", "title"))
            yield from ((0, text) for text in (*row.several("short"), *filter(None, (row.get("address"),))))
            yield from ((1, text) for text in row.several("other_names"))

    def acronyms(self) -> set[str]:
        """Those of its names that are short forms."""
        return {text for row in self.rows for text in row.several("short")}

    def takes(self, row: Row, stated: str) -> bool:
        """Whether one more row of the same name is about the same thing: as much a person, of no other address, number or year."""
        ids = {self.id, address(row.get("id"))} - {""}
        if len(ids) > 1 or (PERSON in (self.stated, stated) and self.stated != stated):
            return False
        return all(agree(column, one.get(column.key), row.get(column.key)) for one in self.rows for column in self.sheet.columns)


def agree(column: Column, one: str, two: str) -> bool:
    """Whether two values of a column can be said of one thing: the same number, dates of the same year; any value of other columns."""
    if not one or not two:
        return True
    return one == two if column.key == "number" else column.holds != "date" or column.key == "retrieved" or one[:YEAR] == two[:YEAR]


@cache
def defining() -> frozenset[str]:
    """The sheets whose rows are about a thing or source of their own."""
    return frozenset(page.key for page in sheets() if page.column("name") or page.column("title"))


def name_of(row: Row) -> str:
    """The name or title of a row."""
    return row.get("name") or row.get("title") or next((text for cell, text in row.cells.items() if cell.startswith("name" + LANGUAGE)), "")


@cache
def possible(page: str, stated: str) -> frozenset[str]:
    """The classes of things that a row of a sheet can be: a person only what is stated to be one, or states nothing."""
    if stated == PERSON:
        return frozenset({PERSON})
    return below(family(page)) - below(frozenset({PERSON})) - frozenset(over(PERSON)) if stated else below(family(page))


@cache
def over(name: str) -> tuple[str, ...]:
    """A class with all above it."""
    return ancestors().get(name, (name,))


def grouped(book: Book) -> tuple[list[Group], list[Problem]]:
    """The rows that define things, those about one thing together, and a note for each row that joined an earlier one."""
    found: list[Group] = []
    problems: list[Problem] = []
    by_name: dict[tuple[frozenset[str], str], list[Group]] = {}
    for place, row in enumerate(book.rows):
        if row.sheet not in defining():
            continue
        page = sheet(row.sheet)
        column = page.column("kind")
        stated = iri_of(column, row.get("kind")) if column and row.get("kind") else ""
        text = name_of(row)
        same = by_name.setdefault((family(row.sheet), fold(text) if text else row.get("id")), [])
        group = next((group for group in same if group.takes(row, stated)), None)
        if group is None:
            found.append(Group(page, [row], [place], stated))
            same.append(found[-1])
            continue
        earlier = group.rows[0]
        group.rows.append(row)
        group.places.append(place)
        group.stated = group.stated or stated
        said = f"The same name stands in {earlier.cell('name')} of sheet {earlier.tab or page.label()}: both rows are taken as one thing."
        problems.append(problem(row, "title" if row.sheet == "sources" else "name", said, "Give it another name if it is another thing.", "note"))
    return found, problems
