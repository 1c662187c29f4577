"""What is told of the rows of an import: what cannot be, what was left out with what, what changed, and addresses that stay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from stating import row, said, statements

from kuasa.exchange.book import Book, Problem, problem
from kuasa.exchange.incoming import findings, importing
from kuasa.exchange.incoming.addresses import Addresses, addresses
from kuasa.exchange.incoming.keeping import against
from kuasa.exchange.incoming.values import settled
from kuasa.graph.facts import Facts, word_facts
from kuasa.graph.sheets import sheets
from kuasa.graph.vocabulary import ID, QUERIES

TODAY = dt.date(2026, 11, 22)
NAMED = [("BAD", ""), ("a2", ""), ("เลว", ""), ("Good", "s1"), ("Good", "")]


def test_a_link_to_a_row_that_was_left_out_is_left_out_too() -> None:
    rows = (
        row("actors", 2, id="a1", name="Rice Bank Union"),
        row("actors", 3, id="a2", name="Bad", name__th="เลว"),
        row("sources", 2, id="s1", title="Minutes"),
        *(row("ties", number, **{"from": name}, to="Rice Bank Union", source=source) for number, (name, source) in enumerate(NAMED, 2)),
    )
    raw = Book(tuple(replace(one, place=place) for place, one in enumerate(rows)))
    wrong = [problem(raw.rows[1], "name", "", ""), problem(raw.rows[2], "title", "", "")]
    assert [(one.sheet, one.number) for one in importing.without(raw, wrong, raw, Facts()).rows] == [("actors", 2), ("ties", 6)]


def test_a_link_to_a_known_thing_stays_when_a_row_about_that_thing_is_left_out(embedded: Facts) -> None:
    rows = (row("bodies", 2, id="i:slom", name="SLOM"), row("ties", 2, **{"from": "Rice Bank Union"}, to="SLOM"))
    raw = Book(tuple(replace(one, place=place) for place, one in enumerate(rows)))
    assert [one.sheet for one in importing.without(raw, [problem(raw.rows[0], "name", "", "")], raw, embedded).rows] == ["ties"]


def test_groups_of_one_long_title_have_addresses_of_their_own() -> None:
    title = "Consultation on the regional action plan of ASEAN on the care economy"
    found = {addresses(Book((), {"title": title, "group": group}), "x").slug for group in ("1", "2", "")} | {addresses(Book((), {"title": title + " 2"}), "x").slug}
    assert len(found) == 4


def test_an_import_keeps_its_address_under_another_file_name() -> None:
    book = Book((), {"title": "Rice 2026", "group": "3"})
    assert [addresses(book, name).slug for name in ("a", "b (2)")] == ["rice-2026-group-3"] * 2
    assert addresses(Book(()), "ข้าว").slug.startswith("import-")


def test_a_row_keeps_its_address_when_what_it_says_changes() -> None:
    at = Addresses("rice")
    assert at.of(row("actors", 2, id="a7", name="A")) == at.of(row("actors", 9, id="a7", name="B")) == ID + "rice-a7"
    assert at.of(row("actors", 2, name="Ä")) == at.of(row("actors", 5, name="a")) != at.of(row("actors", 5, name="b"))


def test_only_links_can_be_struck() -> None:
    _, problems = settled(Book((row("bodies", 2, id="i:slom", name="SLOM", kind="senior-officials-meeting", review="strike"),)), TODAY)
    assert [(one.cell, one.problem) for one in problems if one.severity == "error"] == [("D2", "Only links can be struck.")]


def test_the_row_id_of_what_is_no_link_is_told(embedded: Facts) -> None:
    rows = [row("ties", n, id=own, **{"from": "AROSP"}, tie_kind="engagement", to="SLOM") for n, own in ((2, "i:arosp"), (3, "i:nobody"), (4, "t4"))]
    assert [one.cell for one in importing.strangers(Book(tuple(rows)), embedded)] == ["A2", "A3"]


def test_a_changed_source_is_a_changed_row(embedded: Facts) -> None:
    cells = {"from": "AROSP", "tie_kind": "engagement", "to": "SLOM", "sensitivity": "for-public"}
    before, now = (statements(embedded, row("ties", 2, id="t1", **cells, source=f"https://x.example/{page}")).quads for page in ("a", "b"))
    assert against(list(before), now).changed == ("arosp · engagement · slom",)


def test_a_changed_name_is_told_with_the_one_that_it_was(embedded: Facts) -> None:
    before, now = (statements(embedded, row("actors", 2, id="a1", name=name, kind="organisation")).quads for name in ("Paddy Network", "Totally Different Org"))
    assert against(list(before), now).changed == ("Paddy Network → Totally Different Org (organisation)",)


def test_a_sheet_that_cannot_be_read_stops_the_import_of_the_others(embedded: Facts) -> None:
    note = Problem("error", "t.xlsx", "Ties", "", "", "Two columns are “From”.", "")
    book = Book((replace(row("actors", 2, name="Rice Club", kind="organisation"), place=0),))
    found = [importing.imported(book, (note,), addresses(book, "t"), embedded, {}, accept, TODAY).refused for accept in (False, True)]
    assert found == [True, False]


def test_each_cure_is_for_a_check_that_there_is_and_a_column_of_the_workbook() -> None:
    checks = {path.stem for path in (QUERIES / "checks").glob("*.rq")} | {iri.rsplit("/", 1)[-1] for iri in word_facts().terms if "/shape/" in iri}
    columns = {column.key for sheet in sheets() for column in sheet.columns}
    assert {check: column for check, (column, _, _) in findings.cures().items() if check not in checks or column not in columns} == {}


def test_a_name_in_a_script_of_the_room_alone_is_taken_and_its_english_name_asked_for(embedded: Facts) -> None:
    book, problems = settled(Book((row("actors", 2, id="a1", name__th="สหภาพข้าว", kind="organisation"),)), TODAY)
    assert [one.severity for one in problems] == ["note"]
    found = statements(embedded, *book.rows)
    assert (said(found, f"{ID}rice-2026-a1")["prefLabel"], findings.told(found, embedded)) == (["สหภาพข้าว"], [])


@pytest.mark.parametrize(("text", "wrong"), [("Chat, 081-234-5678", True), ("nok@example.org", True), ("Minutes of 2026-05-12", False), ("https://x.example/1234567890", False)])
def test_a_row_for_everybody_names_no_telephone_number_in_its_source(text: str, wrong: bool) -> None:
    link = row("ties", 2, **{"from": "A"}, tie_kind="engagement", to="B", source=text, sensitivity="for-public")
    _, problems = settled(Book((link,)), TODAY)
    assert ["telephone" in one.problem for one in problems if one.severity == "error"] == [True] * wrong


def test_a_link_of_a_thing_with_itself_is_told() -> None:
    _, problems = settled(Book((row("ties", 2, **{"from": "A"}, tie_kind="partnership", to="A"),)), TODAY)
    assert [one.problem for one in problems if one.severity == "error"] == ["Both ends are the same."]


@pytest.mark.parametrize("most", [0, findings.SHAPED])
def test_a_circle_and_a_date_that_is_none_are_found_in_a_small_and_in_a_very_large_book(embedded: Facts, most: int) -> None:
    bodies = [row("bodies", n, id=f"b{n}", name=name, kind="committee", sensitivity="for-public") for n, name in ((2, "Rice Board"), (3, "Rice Council"))]
    ends = {2: ("Rice Board", "Rice Council"), 3: ("Rice Council", "Rice Board")}
    circle = [row("ties", n, id=f"t{n}", **{"from": a}, tie_kind="reporting", to=b, status="actual", sensitivity="for-public") for n, (a, b) in ends.items()]
    assert {one.problem for one in findings.told(statements(embedded, *bodies, *circle), embedded, most)} == {"It reports to itself, round a circle."}
    dated = findings.told(statements(embedded, *bodies, date="some day"), embedded, most)
    assert [one.severity for one in dated] == ["error"]
