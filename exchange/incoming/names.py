"""Names in rows → things: a settled book, what is known and what was decided in, an address for every name out, or a question.

A row with an address is that thing; else its name, other names and acronyms are looked up, then near names are proposed. Only the same
name, or the same acronym with a like name, is certain; a near name is probable and waits for a decision; the rest is new. People are
never guessed. Refuses nothing: what cannot be is a problem in its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...graph.facts import Facts
from ..book import Book, Problem, Row


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a name: same (as the thing of an address, '' for the only one proposed), new, or skip."""

    text: str
    decision: str
    iri: str = ""


@dataclass(frozen=True)
class Candidate:
    """A thing that a name can mean: its address and name, how alike from 0 to 100, and why it is proposed."""

    iri: str
    label: str
    likeness: int
    why: str


@dataclass(frozen=True)
class Naming:
    """A name and what becomes of it. `sheet` is that of the row that defines it, '' if cells only refer to it, `source` if only cells
    for sources do; `kind` is certain, probable or new; `decision` same, new, skip, or '' where it is still to be taken."""

    text: str
    sheet: str
    kind: str
    decision: str
    candidates: tuple[Candidate, ...] = ()
    rows: tuple[Row, ...] = field(default=(), repr=False)
    iri: str = ""

    @property
    def key(self) -> str:
        """Under which a decision about it is kept."""
        return key(self.sheet, self.text)


@dataclass(frozen=True)
class Names:
    """The address of the thing that each row is about, by its place in the book, and of each text of a cell for things or sources
    (`of_source`: of cells for sources alone, where a text stands for a thing too). `fresh` are the addresses of new things, `skipped`
    the places of rows to leave out. A name that waits for a decision has no address: it stands in `open`."""

    of_row: Mapping[int, str]
    of_text: Mapping[str, str]
    namings: tuple[Naming, ...]
    problems: tuple[Problem, ...]
    fresh: frozenset[str]
    skipped: frozenset[int]
    of_source: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Naming, ...]:
        """The names that wait for a decision."""
        return tuple(naming for naming in self.namings if not naming.decision)


def key(page: str, text: str) -> str:
    """Under which the decision about a name of a sheet is kept."""
    return f"{page}|{' '.join(text.split())}"


def named(book: Book, facts: Facts, decided: Mapping[str, Decision], mint: Callable[[Row | str], str]) -> Names:
    """What the names of a settled book mean, given the facts, earlier decisions (by `key`) and how to make an address for what is new:
    from its row, for a source that no row describes from a row that holds its title, for a thing that no row describes from its name."""
    from .matching import Matching

    return Matching(book, facts, decided, mint).names()
