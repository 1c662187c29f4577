"""Files of rows → what they state, whole or not at all: read, settled, named, stated, held to the shapes.

`imported` gives an `Import`: its statements, and every problem with its cell. Statements are given only if no row has an error and
every name is decided, or, with `accept_valid`, those of the rows that hold and that rest on no row that does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...graph.errors import UsageError
from ...graph.facts import Facts
from ...graph.lookup import fold, meant
from ...graph.sheets import LANGUAGE, REFERENCES, sheet
from ...graph.vocabulary import expand
from ..book import Book, Problem, Row, problem
from ..files.reading import read
from ..formats.format import recognised
from ..reports.proposalbook import accepted
from .addresses import Addresses
from .decisions import Decision
from .findings import told
from .names import Names, named
from .recognise import book as recognise
from .said import Said
from .statements import stated
from .values import settled

UNDECIDED = "It is not certain what this name means."
NO_LINK = "This row ID belongs to no link that is known."
NAME_IT = "Empty it in a new row; else name the file that the row comes from with --data."
DECIDE = "Say in the sheet of decisions whether it is the same, new, or to be left out (--decisions FILE.xlsx)."


@dataclass(frozen=True)
class Import:
    """What came of some files: the address of the graph, the statements, the cover, the rows that made them, those left out with their
    problems, those that kuasa had filled in and nobody touched, what the names were taken to mean, and the rows `skipped` by decision. `refused`: something is wrong,
    so there are no statements."""

    at: Addresses
    quads: Said
    cover: Mapping[str, str]
    taken: tuple[Row, ...]
    left_out: tuple[Row, ...]
    unread: tuple[Row, ...]
    problems: tuple[Problem, ...]
    names: Names
    skipped: tuple[Row, ...] = ()
    refused: bool = False

    @property
    def loose(self) -> bool:
        """Whether a new thing is only named, so that nobody but the facilitator sees it."""
        return any(not naming.sheet and naming.decision == "new" for naming in self.names.namings)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep rows out."""
        return tuple(errors(self.problems))


def opened(paths: Sequence[Path]) -> tuple[Book, tuple[Problem, ...]]:
    """The rows of some files as one book, as they are typed, and what was wrong in reading them; the cover is that of the only file that has one."""
    rows: list[Row] = []
    problems: list[Problem] = []
    covers: dict[str, Mapping[str, str]] = {}
    tools = set()
    for path in paths:
        form = recognised(path)
        if form is not None:
            found = form.read(path)
            problems += form.read_notes(path)
        else:
            tables = accepted(read(path))
            found, said = recognise(tables)
            problems += [*tables.notes, *said]
        rows += found.rows
        tools.add(found.tool)
        if any(found.cover.values()):
            covers[str(path)] = found.cover
    if len(covers) > 1:
        cure = "Import each by itself, then put them together: kuasa merge A B -o FILE"
        raise UsageError(f"These are several workbooks, each with a cover of its own: {', '.join(Path(name).name for name in covers)}.", cure)
    placed = tuple(replace(row, place=place) for place, row in enumerate(rows))
    return Book(placed, next(iter(covers.values()), {}), "+".join(sorted(tools))), tuple(problems)


def imported(
    raw: Book,
    notes: Sequence[Problem],
    at: Addresses,
    facts: Facts,
    decided: Mapping[str, Decision],
    accept_valid: bool,
    today: dt.date,
    advance: Callable[[str], None] = lambda what: None,
) -> Import:
    """What the rows of a book as typed state, given what was wrong in reading them and what is known. What belongs to no one row is
    refused even where valid rows are accepted."""
    advance("Reading cells")
    whole, said = settled(raw, today)
    found = [*notes, *said]
    book = without(whole, said, raw, facts)
    first: Names | None = None
    while True:
        advance("Matching names")
        names = named(book, facts, decided, at.of)
        first = first or names
        wrong = [*names.problems, *undecided(names), *strangers(book, facts)]
        if not errors(wrong):
            advance("Making statements")
            statements = stated(book, names, facts, at)
            advance("Looking for what is wrong")
            wrong += [as_typed(one, raw) for one in told(statements, facts)]
        kept = without(book, wrong, raw, facts)
        known = set(found)
        found += [one for one in wrong if one not in known]
        if len(kept.rows) == len(book.rows):
            break
        book = kept
    if errors(found) and (not accept_valid or errors(wrong)):
        return Import(at, Said(at.graph), raw.cover, (), (), (), tuple(found), first, refused=True)
    return Import(
        at,
        statements.quads,
        raw.cover,
        tuple(statements.taken),
        missing(raw, book),
        tuple(statements.unread),
        tuple(found),
        first,
        tuple(book.rows[place] for place in sorted(names.skipped)),
    )


def as_typed(one: Problem, raw: Book) -> Problem:
    """A problem with the text that somebody typed."""
    row = raw.rows[one.place] if one.place >= 0 else None
    return replace(one, value=next((row.get(key) for key in row.letters if row.cell(key) == one.cell), one.value)) if row else one


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep a row out."""
    return [one for one in problems if one.severity == "error"]


def undecided(names: Names) -> list[Problem]:
    """The rows of names that wait for a decision."""
    return [
        problem(row, next((key for key, text in row.cells.items() if naming.text in (text, *row.several(key))), "name"), UNDECIDED, DECIDE)
        for naming in names.open
        for row in naming.rows
    ]


def strangers(book: Book, facts: Facts) -> list[Problem]:
    """The links with the row id of something that is no link, or that nobody knows."""
    return [problem(row, "id", NO_LINK, NAME_IT) for row in book.of("ties") if row.get("id").startswith("i:") and not facts.isa(expand(row.get("id")) or "", "Tie")]


def missing(raw: Book, book: Book) -> tuple[Row, ...]:
    """The rows that were typed and are not in a book."""
    there = {row.place for row in book.rows}
    return tuple(row for row in raw.rows if row.place not in there)


def without(book: Book, problems: Collection[Problem], raw: Book, facts: Facts) -> Book:
    """The rows without an error, and without those that name a row that was left out and that nobody knows otherwise."""
    bad = {one.place for one in errors(problems)}
    kept = [row for row in book.rows if row.place not in bad]
    while True:
        gone = {name for row in missing(raw, book.with_rows(kept)) for name in names_of(row)} - {name for row in kept for name in names_of(row)}
        lost = {name for name in gone if not meant(facts, name)}
        left = [row for row in kept if not lost & {fold(name) for name in named_in(row)}] if lost else kept
        if len(left) == len(kept):
            return book.with_rows(kept)
        kept = left


def names_of(row: Row) -> list[str]:
    """By what other rows name a row, without regard to case and accents."""
    found = [key for key in row.cells if key.split(LANGUAGE)[0] in ("id", "name", "short", "other_names", "title", "address")]
    return [fold(text) for key in found if row.sheet not in ("ties", "positions", "assessments") for text in row.several(key)]


def named_in(row: Row) -> list[str]:
    """The names in a row that stand for other rows."""
    layout = sheet(row.sheet)
    return [name for key in row.cells if (one := layout.column(key)) and (one.holds in REFERENCES or one.holds == "source") for name in row.several(key)]
