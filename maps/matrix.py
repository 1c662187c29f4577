"""The matrix of states and texts as one page: the cells in, one self-contained HTML file out as text.

A sign and a pattern say each status, so that it reads without colour (the patterns are in
matrix.css, by status); the year stands beside it. A table below says the same
in words with numbered sources. The page has no script and asks for nothing. The same cells give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.ratifications import MARKS, SIGNS, Cell
from ..graph.things import Evidence
from ..graph.wording import wording
from .plain import page


@dataclass(frozen=True)
class Square:
    """A cell to draw: its class, sign, year, marks, full words, and the numbers of its sources."""

    kind: str
    sign: str
    year: str
    marks: str
    words: str
    numbers: tuple[int, ...]
    cell: Cell


@dataclass(frozen=True)
class Line:
    """A text with its squares, in the order of the states."""

    code: str
    title: str
    squares: tuple[Square, ...]


def render(cells: Sequence[Cell], day: str, conditions: str, lang: str = "en") -> str:
    """The whole page for some pairs; `conditions` says for whom, and what was withheld."""
    sources = numbered(cells)
    states = tuple(dict.fromkeys((cell.iso3, cell.state) for cell in cells))
    lines = tuple(line(code, cells, sources, day) for code in dict.fromkeys(cell.code for cell in cells))
    shown = {square.cell.standing.status for one in lines for square in one.squares}
    marked = {sign for one in lines for square in one.squares for sign in square.marks}
    legend = [(status.replace(" ", "-"), sign, wording()["matrix_" + status.replace(" ", "_")]) for status, sign in SIGNS.items() if status in shown]
    marks = [(sign, wording()["matrix_" + name]) for name, sign in MARKS.items() if sign in marked]
    view = {"lines": lines, "states": states, "legend": legend, "marks": marks, "sources": sources, "words": wording(), "day": day, "conditions": conditions}
    return page("matrix.html", view, "report.css", "matrix.css", lang=lang)


def numbered(cells: Sequence[Cell]) -> dict[str, int]:
    """The sources that somebody read, by title, numbered as they first occur."""
    titles = dict.fromkeys(source.title for cell in cells for source in cell.standing.sources)
    return {title: number for number, title in enumerate(titles, 1)}


def line(code: str, cells: Sequence[Cell], sources: dict[str, int], day: str) -> Line:
    """The row of a text."""
    found = [cell for cell in cells if cell.code == code]
    return Line(code, found[0].title, tuple(square(cell, sources, day) for cell in found))


def square(cell: Cell, sources: dict[str, int], day: str) -> Square:
    """A cell to draw. The day to which it is proved that nothing is ratified matters only where it is before the day of the page."""
    known = cell.standing
    date = {"denounced": known.until, "not ratified": known.as_of if known.as_of < day else ""}.get(known.status, known.since)
    year = f"to {date[:4]}" if known.status == "not ratified" and date else date[:4]
    signs = "".join(MARKS[name] for name in known.marks)
    words = "; ".join(filter(None, (f"{cell.state}, {cell.code}: {known.status}", date, *(wording()["matrix_" + name] for name in known.marks))))
    return Square(known.status.replace(" ", "-"), SIGNS[known.status], year, signs, words, numbers(known.sources, sources), cell)


def numbers(evidence: Sequence[Evidence], sources: dict[str, int]) -> tuple[int, ...]:
    """The numbers of some sources, sorted."""
    return tuple(sorted({sources[known.title] for known in evidence}))
