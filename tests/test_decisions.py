"""The sheet of names to decide on: what was not touched decides nothing anew, what was decided is read back, and slips are told."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kuasa.exchange.book import Book, Row
from kuasa.exchange.files.tabs import Tab, Tables
from kuasa.exchange.incoming.decisions import HEADINGS, LEAD, USUAL, read, sheet
from kuasa.exchange.incoming.names import Candidate, Decision, Names, Naming, key, named
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.vocabulary import ID

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Z")), min_size=1, max_size=12)


def tables(content: bytes, *changes: tuple[int, str, str]) -> Tables:
    """The workbook as it is read, after some cells of its rows (from 0, below the headings) were changed."""
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in line] for line in page.iter_rows()]
    top = next(number for number, line in enumerate(rows) if line[0] == "name")
    for number, column, value in changes:
        rows[top + 1 + number][rows[top].index(column)] = value
    return Tables("names.xlsx", (Tab(page.title, tuple(map(tuple, rows))),))


def actors(world: Facts, **decided: Decision) -> Names:
    rows = (Row("actors", {"name": name}, "a.xlsx", "Actors", number) for number, name in enumerate(("Union of Weevers", "Loom Network", "Guild of Dyers"), 2))
    return named(Book(tuple(rows)), world, decided, lambda new: ID + "new-guild")


def test_the_sheet_has_the_open_names_first_and_only_what_people_decided(world: Facts):
    page = load_workbook(io.BytesIO(sheet(actors(world)))).worksheets[0]
    rows = [tuple(cell or "" for cell in line) for line in page.iter_rows(values_only=True)]
    start = rows.index(HEADINGS)
    assert [line[0] for line in rows[:start] if line[0]] == list(LEAD)
    assert rows[start + 1 :] == [
        ("Union of Weevers", "actors", "Actors row 2", "probable: please decide", "Union of Weavers", "very like", "another spelling", "", "i:weavers"),
        ("Guild of Dyers", "actors", "Actors row 4", "new", "", "", "", "", ""),
        ("Loom Network", "actors", "Actors row 3", "certain: the same", "Loom Network", "the same", "the same name", "", "i:loom-net"),
    ]


def test_a_sheet_that_nobody_touched_changes_nothing(world: Facts):
    before = actors(world)
    assert read(tables(sheet(before))) == {}


def test_what_was_decided_stands_in_the_sheet_beside_the_thing_that_was_chosen(world: Facts):
    decided = read(tables(sheet(actors(world)), (0, "decision", "same"), (0, "thing", "i:forum"), (1, "decision", "skip")))
    assert read(tables(sheet(actors(world, **decided)))) == decided


def test_deciding_only_the_probable_names_is_enough(world: Facts):
    names = actors(world, **read(tables(sheet(actors(world)), (0, "decision", "Same"))))
    assert (dict(names.of_row), names.open, names.problems) == ({0: ID + "weavers", 1: ID + "loom-net", 2: ID + "new-guild"}, (), ())


def test_another_thing_can_be_written_beside_the_decision(world: Facts):
    names = actors(world, **read(tables(sheet(actors(world)), (1, "decision", "same"), (1, "thing", "i:forum"), (0, "decision", "skip"))))
    assert (dict(names.of_row), names.skipped) == ({1: ID + "loom-net", 2: ID + "forum"}, {0})


def test_a_word_that_is_no_decision_is_told_in_its_cell(world: Facts):
    with pytest.raises(UnreadableFile, match=r"names\.xlsx sheet Names H\d+: “perhaps”: This is no decision"):
        read(tables(sheet(actors(world)), (0, "decision", "perhaps")))


def test_a_name_beside_same_is_no_address(world: Facts):
    with pytest.raises(UnreadableFile, match=r"I\d+: “the weavers”: This is no address"):
        read(tables(sheet(actors(world)), (0, "decision", "same"), (0, "thing", "the weavers")))


def test_two_decisions_about_one_name_are_refused():
    naming = Naming("Guild", "actors", "probable", "", tuple(Candidate(ID + slug, slug, 90, "another spelling") for slug in ("a", "b")))
    with pytest.raises(UnreadableFile, match="Another row decides otherwise about “Guild”"):
        read(tables(sheet([naming]), (0, "decision", "same"), (1, "decision", "same")))
    assert read(tables(sheet([naming]), (1, "decision", "same"))) == {key("actors", "Guild"): Decision("Guild", "same", ID + "b")}


def test_another_workbook_is_refused():
    with pytest.raises(UnreadableFile, match="no sheet of names to decide on"):
        read(Tables("other.xlsx", (Tab("Actors", (("Name", "Kind"), ("Guild", "organisation"))),)))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["certain", "probable", "new"]), st.sampled_from(["same", "new", "skip", ""])), max_size=5, unique_by=lambda found: found[0]))
def test_what_is_written_is_read_back(found: list[tuple[str, str, str]]):
    namings = [Naming(text, "", kind, decision, (Candidate(ID + "a", "A", 90, "the same name"),) if decision == "same" else ()) for text, kind, decision in found]
    wanted = {key("", text): Decision(text, decision, ID + "a" if decision == "same" else "") for text, kind, decision in found if decision and decision != USUAL.get(kind)}
    assert read(tables(sheet(namings))) == wanted
