"""Conflicts for people: a table for the screen, a workbook for the meeting with a column for what the groups agree on."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.tables import Table
from ..files.writing import Heading, Page, workbook
from .conflicts import Conflict, Side

AGREED = "what we agree on"
LEAD = (
    "Where the files say different things",
    "Nobody is wrong yet: look at the sources together, and write down what you agree on. kuasa does not read this sheet back.",
)
WIDE, NARROW = 40, 24


def files(found: Sequence[Conflict]) -> tuple[str, ...]:
    """The files that say something in conflicts, sorted."""
    return tuple(sorted({side.file for conflict in found for side in conflict.sides}))


def table(found: Sequence[Conflict]) -> Table:
    """A row for each conflict: what it is about, what is said differently, what each file says, since when, and the sources."""
    columns = ("about", "what", *(f"{file} says" for file in files(found)), "since when", "source")
    return Table(columns, tuple(dict(zip(columns, line(conflict, files(found)), strict=True)) for conflict in found))


def sheet(found: Sequence[Conflict]) -> bytes:
    """The same as a workbook, with a column to fill in."""
    heads = table(found).columns
    headings = (
        *(Heading(text, width=WIDE if text in ("about", "source") or text.endswith(" says") else NARROW) for text in heads),
        Heading(AGREED, "For the meeting: write here.", WIDE),
    )
    return workbook([Page("Conflicts", headings, [(*line(conflict, files(found)), "") for conflict in found], LEAD)])


def line(conflict: Conflict, names: Sequence[str]) -> tuple[str, ...]:
    """The cells of a conflict."""
    by_file = {name: [side for side in conflict.sides if side.file == name] for name in names}
    says = (" / ".join(dict.fromkeys(side.says for side in by_file[name])) for name in names)
    return conflict.about, conflict.what, *says, each(conflict.sides, "since"), each(conflict.sides, "source")


def each(sides: Sequence[Side], what: str) -> str:
    """One value of every side that has it, with its file."""
    return "; ".join(dict.fromkeys(f"{side.file}: {getattr(side, what)}" for side in sides if getattr(side, what)))
