"""A steward at the keyboard: the workbook of the guides as somebody fills it in, mends it and decides on its names, and `kuasa` as it is typed there.

Ten actors and twenty links; six cells hold what people type wrong most often.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from kuasa.cli import app
from kuasa.exchange.outgoing.template import made

ACTORS = (
    "Rice Bank Union",
    "Paddy Women's Network",
    "Delta Home Workers",
    "Mekong Migrant Desk",
    "Thai Net Menders",
    "Street Cooks Alliance",
    "River Porters Union",
    "Hill Weavers Circle",
    "Market Women Savings Group",
    "Night Shift Cleaners",
)
LINKS = 20
MISTAKES = {
    (3, "Since"): "31 February 2024",
    (4, "Link"): "partners wiht",
    (5, "To"): "",
    (6, "Who says so"): "inferred",
    (7, "Link"): "reports to",
    (7, "To"): "CS5",
    (9, "To"): "Home Net Southeast Asia",
}
PUBLISHED = {"Link": "engages with", "To": "SLOM", "Source": "Minutes of 12 May 2026", "Place in the source": "item 3"}
GROUPS = (("Rice Bank Union", "organisation", "2024", "actual", 9), ("Rice Bank Unoin", "network", "2026", "planned", 4))
MENDED = {(3, "Since"): "February 2024", (4, "Link"): "partners with", (5, "To"): "HNSEA", (6, "Why you think so"): "they share an office", (7, "Link"): "engages with"}


def run(line: str) -> Result:
    """What a line as it stands in a guide gives, in the folder where we are."""
    name, *arguments = shlex.split(line)
    assert name == "kuasa"
    done = CliRunner().invoke(app, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A workbook as a spreadsheet program opens it; saved at the end."""
    book = load_workbook(path)
    yield book
    book.save(path)


def columns(sheet: Any, row: int = 1) -> dict[str, int]:
    """The columns of a sheet by the headings in a row."""
    return {str(cell.value).rstrip(" *"): cell.column for cell in sheet[row]}


def typed(sheet: Any, cells: Mapping[tuple[int, str], object]) -> None:
    """Types into cells, by row and heading; an empty text empties a cell."""
    at = columns(sheet)
    for (row, heading), text in cells.items():
        sheet.cell(row, at[heading]).value = text or None


def answered(book: Any, **answers: object) -> None:
    """Answers the questions of the cover."""
    for question, answer, *_ in book["About this workbook"].iter_rows():
        if question.value in answers:
            answer.value = answers[question.value]


def fill(path: Path) -> None:
    """Fills in the workbook of the story, mistakes included."""
    with opened(path) as book:
        answered(book, Title="Rice and migrant workers 2026", Date=dt.date(2026, 5, 12))
        for row, name in enumerate(ACTORS, 2):
            typed(book["Actors"], {(row, "Name"): name, (row, "Kind"): "network" if "Network" in name else "organisation", (row, "Based in"): "Thailand"})
        for number in range(LINKS):
            start, end = ACTORS[number % 10], ACTORS[(number * 3 + 1) % 10]
            link = {"From": start, "Link": "partners with", "To": end if end != start else "HNSEA", "Since": "2024", "Status": "actual"}
            typed(book["Ties"], {(number + 2, heading): text for heading, text in link.items()})
        typed(book["Ties"], {(2, heading): text for heading, text in PUBLISHED.items()} | MISTAKES)


def mend(path: Path) -> None:
    """Mends the cells that were pointed at, all but the name that is to be decided."""
    with opened(path) as book:
        typed(book["Ties"], MENDED)


def decide(path: Path) -> None:
    """Decides "same" where kuasa asks."""
    with opened(path) as book:
        sheet = book.active
        top = next(row for row in range(1, 9) if "decision" in columns(sheet, row))
        place, asked = columns(sheet, top)["decision"], columns(sheet, top)["what kuasa thinks"]
        for row in range(top + 1, sheet.max_row + 1):
            if str(sheet.cell(row, asked).value).startswith("probable"):
                sheet.cell(row, place).value = "same"


def change(path: Path) -> None:
    """Corrects the year of a row and empties the last row."""
    with opened(path) as book:
        sheet = book["Ties"]
        typed(sheet, {(LINKS + 1, heading): "" for heading in columns(sheet)} | {(2, "Since"): "2023"})


def meet(folder: Path) -> None:
    """Writes the workbooks of two groups that know the same union, spell it in two ways and disagree."""
    for group, (name, kind, since, status, power) in enumerate(GROUPS, 1):
        path = folder / f"group{group}.xlsx"
        path.write_bytes(made("en"))
        with opened(path) as book:
            answered(book, Title="Rice 2026", Date=dt.date(2026, 5, 12), Session="Session on rice", Group=group)
            typed(book["Actors"], {(2, "Name"): name, (2, "Kind"): kind})
            typed(book["Ties"], {(2, "From"): name, (2, "Link"): "engages with", (2, "To"): "SLOM", (2, "Since"): since, (2, "Status"): status})
            typed(book["Assessments"], {(2, "Who"): "SLOM", (2, "What is rated"): "power", (2, "Number"): power})


def accept(path: Path) -> None:
    """Accepts every proposal of a report."""
    with opened(path) as book:
        for sheet in book:
            place = columns(sheet).get("Decision", 0)
            for row in range(2, sheet.max_row + 1 if place else 0):
                sheet.cell(row, place).value = "accept"


def rate(path: Path) -> None:
    """Types three numbers of a group into the workbook of a paper kit."""
    with opened(path) as book:
        typed(book["Assessments"], {(row, "Number"): number for row, number in ((2, 2), (3, 1), (4, -2))})
