"""Out and in again: what is known and was only written and read back states nothing new, whatever the file; what a file could not hold was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.format import formats
from kuasa.exchange.formats.losses import ROW, each
from kuasa.exchange.incoming import importing
from kuasa.exchange.incoming.addresses import addresses
from kuasa.exchange.incoming.names import named
from kuasa.exchange.incoming.statements import Statements, stated
from kuasa.exchange.incoming.values import settled
from kuasa.exchange.outgoing import exported
from kuasa.exchange.outgoing.filled import workbook_of
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.vocabulary import ID

TODAY = dt.date(2026, 11, 22)
FORMATS = ("gexf", "graphml", "kumu", "cytoscape", "graphology")
SAID = ("ties", "positions", "assessments", "sources")
AROUND = ID + "hnsea"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """Everything that is embedded."""
    return open_knowledge((), "facilitator")


@pytest.fixture(scope="module")
def everything(known: Knowledge) -> Book:
    """All of it as rows."""
    return exported.book(known)


@pytest.fixture(scope="module")
def part(known: Knowledge) -> Book:
    """What is said about HNSEA, as rows."""
    return exported.book(known, [AROUND])


def back(book: Book, facts: Facts) -> tuple[Statements, Book, list[str]]:
    """What a book as written states beside what is known, the book as it was settled, and what was wrong with it."""
    found, problems = settled(book, TODAY)
    at = addresses(found, "back")
    names = named(found, facts, {}, at.of)
    wrong = [str(one) for one in (*problems, *names.problems) if one.severity == "error"]
    undecided = [naming.text for naming in names.namings if naming.decision != "same"]
    return stated(found, names, facts, at), found, wrong + undecided


def taken(files: Mapping[str, bytes], folder: Path, facts: Facts) -> tuple[Book, Statements, list[str]]:
    """The rows of some files as they are read, what they state, and what was wrong with them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    raw, _ = importing.opened([folder / name for name in files])
    found, _, wrong = back(raw, facts)
    return raw, found, wrong


def ids(rows: Sequence[Row]) -> set[str]:
    """The ids of rows."""
    return {row.get("id") for row in rows}


def test_all_that_is_known_says_nothing_new_when_it_comes_back(everything: Book, embedded: Facts) -> None:
    found, _, wrong = back(everything, embedded)
    assert (list(found.quads), wrong) == ([], [])
    assert ids(found.unread) == ids([row for row in everything.rows if row.sheet in SAID])
    assert len(found.unread) > 1000


def test_settling_a_book_made_of_knowledge_changes_no_cell_and_only_says_how_what_has_no_source_is_known(everything: Book) -> None:
    found, problems = settled(everything, TODAY)
    assert [one for one in problems if one.severity == "error"] == []
    pairs = list(zip(everything.rows, found.rows, strict=True))
    assert [one.cells for one, two in pairs if {key: two.get(key) for key in one.cells} != one.cells] == []
    assert {key for one, two in pairs for key in two.cells.keys() - one.cells.keys()} == {"assertion", "confidence"}


@pytest.mark.parametrize(
    ("key", "value"),
    [("since", "1999"), ("until", "2031"), ("status", "cancelled"), ("tie_kind", "partnership"), ("to", "i:slom")],
)
def test_a_link_that_was_changed_on_the_way_is_said_and_nothing_else(part: Book, embedded: Facts, key: str, value: str) -> None:
    tie = next(row for row in part.of("ties") if row.get("tie_kind") not in ("partnership", "non-ratification") and row.get("to") != "i:slom" and row.get("since") != "1999")
    found, _, _ = back(Book(tuple(row.changed({key: value}) if row is tie else row for row in part.rows)), embedded)
    records = {quad.subject.value for quad in found.quads if quad.predicate.value.endswith("#corrects")}
    assert len(records) == 1 and tie.get("id") not in ids(found.unread)
    assert {found.origin[quad.subject.value].get("id") for quad in found.quads if quad.subject.value in found.origin} == {tie.get("id")}


def test_a_name_that_was_changed_on_the_way_is_said(part: Book, embedded: Facts) -> None:
    found, _, _ = back(Book(tuple(row.changed({"website": "https://other.example/"}) if row.get("id") == "i:hnsea" else row for row in part.rows)), embedded)
    assert [quad.object.value for quad in found.quads if quad.predicate.value.endswith("#value")] == ["https://other.example/"]
    assert {quad.object.value for quad in found.quads if quad.predicate.value.endswith("#about")} == {AROUND}


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_workbook_written_and_read_says_nothing_new_and_holds_every_row(known: Knowledge, part: Book, embedded: Facts, tmp_path: Path, lang: str) -> None:
    raw, found, wrong = taken({"h.xlsx": workbook_of(part, lang, known)}, tmp_path, embedded)
    assert (list(found.quads), wrong) == ([], [])
    assert ids(raw.rows) == ids(part.rows)
    assert ids(found.unread) == ids([row for row in part.rows if row.sheet in SAID])


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_another_tool_says_nothing_new_and_what_does_not_come_back_was_told(part: Book, embedded: Facts, tmp_path: Path, name: str) -> None:
    form = formats()[name]
    raw, found, wrong = taken(form.write(part, "h"), tmp_path, embedded)
    assert (list(found.quads), wrong) == ([], [])
    assert_told(part, form.kept(part), raw)


def assert_told(book: Book, kept: Book, raw: Book) -> None:
    """Every row and cell of a book that did not come back is among the losses that the format tells, and only these."""
    came, _ = settled(raw, TODAY)
    seen: Callable[[Book], set[tuple[str, str, str]]] = lambda other: {(loss.sheet, loss.id, loss.column) for loss in each(book, other, {})}  # noqa: E731
    people = {row.get("id") for row in book.rows if row.get("kind") == "person"}  # what settling says about them stands above
    told, lost = seen(kept), seen(came)
    assert {loss for loss in lost - told if not (loss[1] in people and loss[2] == "sensitivity")} == set()
    assert {row.get("id") for row in came.rows} | {loss[1] for loss in told if loss[2] == ROW} >= ids(book.rows)
