"""What becomes of a cell: its settled text, and what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What is to be said of a cell: error or note, what is wrong, the cure."""

    severity: str
    problem: str
    cure: str


@dataclass(frozen=True)
class Cell:
    """The settled text of a cell ('' for none), what is to be said of it, and whether it turns the ends of a link round."""

    text: str
    said: tuple[Said, ...] = ()
    turned: bool = False

    @property
    def wrong(self) -> bool:
        """Whether it keeps its row out."""
        return any(one.severity == "error" for one in self.said)


def error(problem: str, cure: str) -> Cell:
    """A cell that cannot be understood."""
    return Cell("", (Said("error", problem, cure),))


def noted(text: str, problem: str, cure: str) -> Cell:
    """A cell of which it is said how it was understood."""
    return Cell(text, (Said("note", problem, cure),))
