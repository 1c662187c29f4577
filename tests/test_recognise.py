"""Tables are recognised by their names and headings, however people moved, renamed or mistyped them; what is not read is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kuasa.exchange.book import Book, Problem, Row
from kuasa.exchange.files.reading import read as tables_of
from kuasa.exchange.files.tabs import Tab, Tables, Value, padded
from kuasa.exchange.incoming.headers import named_sheet
from kuasa.exchange.incoming.headings import names, tag
from kuasa.exchange.incoming.recognise import book
from kuasa.exchange.outgoing.template import made
from kuasa.graph.sheets import sheets, spoken

FILE = "ours.xlsx"
TEMPLATE = "Write the heading above the column that holds it, or use the template."
Grid = Sequence[Sequence[Value]]


def tab(name: str, rows: Grid, hidden: Sequence[int] = (), formulas: Sequence[str] = ()) -> Tab:
    """A tab as it would be read."""
    return Tab(name, padded([tuple(row) for row in rows]), frozenset(hidden), frozenset(formulas))


def read(*tabs: Tab) -> tuple[Book, tuple[Problem, ...]]:
    """What is recognised in the tabs of a file."""
    return book(Tables(FILE, tabs))


def cells(*tabs: Tab) -> list[tuple[str, dict[str, str]]]:
    """The rows that are recognised, with their sheets."""
    return [(row.sheet, dict(row.cells)) for row in read(*tabs)[0].rows]


def note(tab: str, cell: str, value: str, problem: str, cure: str, severity: str = "note") -> Problem:
    """What is said of a cell."""
    return Problem(severity, FILE, tab, cell, value, problem, cure)


def test_headings_below_titles_are_found_moved_renamed_and_mistyped_and_what_is_unknown_is_named_once() -> None:
    grid = [
        ["Links of the session"],
        [],
        ["Source *", "Sicne", "TARGET", "Relation Type", "URL", "Colour"],
        ["SLOM", 2019.0, "ALMM", "reports to", None, "red"],
        [None] * 6,
        ["HNSEA", None, "SLOM", "wrote to", "a letter", "blue"],
    ]
    letters = {"from": "A", "since": "B", "to": "C", "tie_kind": "D", "source": "E"}
    found, problems = read(tab("Edges", grid))
    assert found.rows == (
        Row("ties", {"from": "SLOM", "since": "2019", "to": "ALMM", "tie_kind": "reports to"}, FILE, "Edges", 4),
        Row("ties", {"from": "HNSEA", "to": "SLOM", "tie_kind": "wrote to", "source": "a letter"}, FILE, "Edges", 6),
    )
    assert [row.letters for row in found.rows] == [letters, letters]
    assert problems == (
        note("Edges", "B3", "Sicne", "This heading was read as “Since”.", "Write “Since”, or rename the column if something else is meant."),
        note("Edges", "F3", "Colour", "The sheet Ties has no such column. It was not read.", "Rename the column if it is one of the sheet's; otherwise leave it."),
    )


def test_every_sheet_is_recognised_by_its_name_and_headings_in_every_language() -> None:
    for lang in spoken():
        for layout in sheets():
            heads = [f" {column.label(lang).upper()} *" for column in layout.columns]
            found, problems = read(tab(layout.label(lang), [heads, [column.key for column in layout.columns]]))
            assert problems == ()
            assert [(row.sheet, row.cells) for row in found.rows] == [(layout.key, {column.key: column.key for column in layout.columns})]


def test_every_key_and_synonym_of_a_column_means_it_or_another_column_of_the_same_sheet() -> None:
    known = {layout.key: {key for keys in names(layout.key).values() for _, key in keys} for layout in sheets()}
    assert known == {layout.key: {column.key for column in layout.columns} for layout in sheets()}


def test_a_template_without_anything_written_in_it_is_empty() -> None:
    workbook = load_workbook(BytesIO(made("th")))
    tabs = [tab(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook if sheet.sheet_state == "visible"]
    assert read(*tabs) == (Book(()), ())


@pytest.mark.parametrize(
    ("heads", "sheet", "keys"),
    [
        (["From", "To"], "ties", ["from", "to"]),
        (["source", "target", "kind"], "ties", ["from", "to", "tie_kind"]),
        (["Start node", "End node", "Source"], "ties", ["from", "to", "source"]),
        (["Title", "Publisher", "URL"], "sources", ["title", "publisher", "address"]),
        (["Id", "Label", "Type"], "actors", ["id", "name", "kind"]),
        (["Who", "What is rated", "Number", "Group"], "assessments", ["about", "dimension", "score", "group"]),
        (["Name", "How it decides", "Reports to"], "bodies", ["name", "decision_rule", "reports_to"]),
        (["Event", "From", "To", "Organised by"], "events", ["name", "begins", "ends", "organised_by"]),
        (["name", "asks", "made by", "addressed_to"], "recommendations", ["name", "asks", "made_by", "addressed_to"]),
    ],
)
def test_a_table_without_a_telling_name_is_known_by_its_headings(heads: list[str], sheet: str, keys: list[str]) -> None:
    [row] = read(tab("data", [heads, [f"x{place}" for place in range(len(heads))]]))[0].rows
    assert (row.sheet, dict(row.cells) | {"tie_kind": ""}) == (sheet, {key: f"x{place}" for place, key in enumerate(keys)} | {"tie_kind": ""})


def test_the_values_tell_apart_sheets_with_the_same_headings() -> None:
    assert [sheet for sheet, _ in cells(tab("data", [["Name", "Kind"], ["SLOM", "senior officials meeting"], ["ALMM", "ministerial meeting"]]))] == ["bodies", "bodies"]


def test_a_list_of_pairs_is_read_as_influence_and_says_so() -> None:
    found, problems = read(tab("pairs", [["From", "To"], ["A", "B"]]))
    assert [dict(row.cells) for row in found.rows] == [{"from": "A", "to": "B", "tie_kind": "stated-influence"}]
    assert problems[0].problem == "By its headings this was read as the sheet Ties."
    assert problems[1:] == (note("pairs", "", "", "No column says how the two are linked; every row was read as “influences”.", "Add a column “Link” where you know more."),)


def test_links_are_not_taken_for_influence_where_an_unknown_column_may_tell_what_they_are() -> None:
    found, problems = read(tab("Ties", [["From", "To", "Weight"], ["A", "B", 2]]))
    assert [row.get("tie_kind") for row in found.rows] == ["stated-influence"]
    found, problems = read(tab("Ties", [["From", "To", "Bond"], ["A", "B", "pays"]]))
    assert (found.rows, problems[1:]) == (
        (),
        (
            note(
                *("Ties", "", "", "No column says how the two are linked; here are “From”, “To”, “Bond”."),
                "Name the column that says so “Link”; if none does, add it and choose “influences”.",
                "error",
            ),
        ),
    )


@pytest.mark.parametrize(
    "heading", ["name__th", "label__th", "Name (Thai)", "Name [th]", "Name: Thai", "Thai name", "NAME_TH", "Name in Thai", "Name (ภาษาไทย)", "Label (ไทย)", "ชื่อ__th"]
)
def test_a_name_in_a_language_is_read_as_that(heading: str) -> None:
    assert cells(tab("Actors", [["Name", heading], ["Labour Union", "สหภาพแรงงาน"]])) == [("actors", {"name": "Labour Union", "name__th": "สหภาพแรงงาน"})]


def test_what_only_looks_like_a_language_is_none() -> None:
    assert [tag(text) for text in ("kg", "max 30", "Thailand", "zh-Hant", "Bahasa Indonesia")] == ["", "", "", "zh-hant", "id"]
    assert cells(tab("Ties", [["From (name)", "Link", "To", "Strength (0-1)"], ["A", "funds", "B", 0.5]])) == [
        ("ties", {"from": "A", "tie_kind": "funds", "to": "B", "strength": "0.5"})
    ]


def test_values_become_the_texts_that_people_would_write() -> None:
    grid = [
        ["Name", "Begins", "Ends", "Place", "Note"],
        ["Forum", dt.datetime(2024, 5, 9), dt.date(2024, 5, 10), 12.0, True],
        ["Panel", dt.datetime(2024, 5, 9, 14, 30), 45421, 0.1 + 0.2, " x "],
    ]
    assert cells(tab("Events", grid)) == [
        ("events", {"name": "Forum", "begins": "2024-05-09", "ends": "2024-05-10", "place": "12", "note": "yes"}),
        ("events", {"name": "Panel", "begins": "2024-05-09 14:30", "ends": "45421", "place": "0.3", "note": "x"}),
    ]


def test_two_columns_with_one_meaning_are_refused_by_both_names() -> None:
    found, problems = read(tab("Ties", [["From", "Link", "To", "Type"], ["A", "funds", "B", "grant"]]))
    assert found.rows == ()
    assert problems == (note("Ties", "D1", "Type", "Two columns mean “Link”: “Link” (column B) and “Type” (column D).", "Rename or delete one of them.", "error"),)


def test_a_word_that_can_mean_much_means_a_column_only_where_no_other_heading_does() -> None:
    assert cells(tab("Actors", [["Organisation", "Country"], ["ILO", "Switzerland"]])) == [("actors", {"name": "ILO", "based_in": "Switzerland"})]
    found, problems = read(tab("Actors", [["Organisation", "Name"], ["ILO", "Ms A"]]))
    assert [dict(row.cells) for row in found.rows] == [{"name": "Ms A"}]
    assert [(one.cell, one.value, one.problem) for one in problems] == [("A1", "Organisation", "The sheet Actors has no such column. It was not read.")]


def test_a_list_of_people_holds_people_and_no_organisations() -> None:
    rows: Grid = [["Full name", "Organisation", "Kind"], ["Ms A", "ILO", None], ["HNSEA", None, "network"]]
    assert cells(tab("People in the room", rows)) == [("actors", {"name": "Ms A", "kind": "person"}), ("actors", {"name": "HNSEA", "kind": "network"})]


def test_a_heading_merged_over_two_columns_is_one_column() -> None:
    found, problems = read(tab("Actors", [["Name", "Name", "Kind"], ["ILO", "ILO", "organisation"]]))
    assert ([dict(row.cells) for row in found.rows], problems) == ([{"name": "ILO", "kind": "organisation"}], ())


def test_a_sheet_without_a_heading_that_it_needs_says_which_and_what_is_there() -> None:
    found, problems = read(tab("Bodies", [["Gathering", "Kind"], ["SLOM", "council"]]), tab("Ties", [[1, 2], [3, 4]]))
    assert found.rows == ()
    assert problems == (
        note("Bodies", "", "", "The sheet Bodies needs a column “Name”; here are “Gathering”, “Kind”.", TEMPLATE, "error"),
        note("Ties", "", "", "The sheet Ties needs a column “From” and “Link” and “To”; none of the first 20 rows has it.", TEMPLATE, "error"),
    )


def test_a_tab_that_is_no_sheet_is_only_mentioned_but_a_file_without_any_sheet_is_an_error() -> None:
    strange = tab("Budget", [["Cost", "Sum"], [1, 2]])
    known = tab("Actors", [["Name"], ["ILO"]])
    _, problems = read(strange, known, tab("Sheet3", [[None]]))
    assert [(one.severity, one.tab, one.problem) for one in problems] == [
        ("note", "Budget", "This is no sheet that kuasa knows: its first row has “Cost”, “Sum”. It was not read.")
    ]
    assert [(one.severity, one.tab, one.problem) for one in read(strange)[1]][1:] == [("error", "", "No table of this file is one that kuasa knows: nothing was read.")]


def test_the_cover_is_read_and_its_mistakes_are_told_in_their_cells() -> None:
    rows = [
        ["Question", "Answer", "Note"],
        ["Title", "Links in Hanoi", "What it is"],
        ["Filled in by", "", "Your name"],
        ["Date", "9 May 2024", ""],
        ["Session", "Day 2", ""],
        ["Group", "our table", ""],
    ]
    found, problems = read(
        tab("About this workbook", rows), tab("Read me", [["Name", "Kind"], ["Do", "not"]]), tab("Example", [["Name"], ["Nobody"]]), tab("Actors", [["Name"], ["ILO"]])
    )
    assert found.cover == {"title": "Links in Hanoi", "date": "2024-05-09", "session": "Day 2"}
    assert [dict(row.cells) for row in found.rows] == [{"name": "ILO"}]
    assert problems == (note("About this workbook", "B6", "our table", "This is not the number of a group.", "Write the number of the group: 1, 2, 3. Never a name.", "error"),)


def test_rows_that_hold_only_what_a_template_fills_in_are_empty() -> None:
    grid: Grid = [["Row ID", "Name", "Who may see this", "Status"], ["e1", "Forum", "room", "planned"], ["e2", None, "room", None], ["e3", "", "room", "actual"], [None] * 4]
    assert cells(tab("Events", grid)) == [("events", {"id": "e1", "name": "Forum", "sensitivity": "room", "status": "planned"})]


def test_rows_that_a_group_did_not_rate_are_counted() -> None:
    found, problems = read(tab("Assessments", [["Who", "What is rated", "Number", "Group"], ["SLOM", "power", 7, 1], ["ALMM", "power", None, 1], ["ILO", "power", "", 1]]))
    assert [row.get("about") for row in found.rows] == ["SLOM"]
    assert problems == (note("Assessments", "", "", "2 rows without a number were passed over.", "Write a number where the group gave one."),)


def test_headings_repeated_among_the_rows_are_passed_over_in_their_own_order() -> None:
    found, problems = read(tab("Ties", [["From", "Link", "To"], ["A", "funds", "B"], ["From", "Link", "To"], ["To", "From", "Link"], ["C", "D", "funds"]]))
    assert [(row.number, dict(row.cells), row.letters["from"]) for row in found.rows] == [
        (2, {"from": "A", "tie_kind": "funds", "to": "B"}, "A"),
        (5, {"from": "D", "tie_kind": "funds", "to": "C"}, "B"),
    ]
    assert problems == (
        note("Ties", "A3", "", "The headings are repeated in row 3; it was passed over.", "Delete the row."),
        note("Ties", "A4", "", "The headings are repeated in row 4; it was passed over. The rows below are read in its order.", "Delete the row."),
    )


def test_hidden_rows_are_read_and_counted() -> None:
    grid: Grid = [["Name", "Kind"], *[[f"Actor {number}", None] for number in range(2, 10)]]
    found, problems = read(tab("Actors", grid, hidden=[3, 4, 90]))
    assert len(found.rows) == 8
    assert problems == (note("Actors", "", "", "2 rows of this sheet are hidden; they were read like the others.", "Delete what is not to be read."),)


def test_a_formula_without_a_result_is_told_once_by_whoever_reads_the_file(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].title = "Ties"
    for row in (["From", "To", "Link", "Since"], ["HNSEA", "SLOM", "engages with", "=1+1"]):
        made.worksheets[0].append(row)
    made.save(tmp_path / "ties.xlsx")
    tables = tables_of(tmp_path / "ties.xlsx")
    assert [one.cell for one in (*tables.notes, *book(tables)[1])] == ["D2"]


LINKS = [
    ["Source", "Target", "Type", "Since"],
    ["Source", "Target", "Relationship", "Date"],
    ["From", "To", "Relation", "Year"],
    ["Organisation", "Target organisation", "Relation", "When"],
    ["Organisation", "Partner", "Relationship type", "Start date"],
]


@pytest.mark.parametrize("name", ["ours", "Meetings", "Sheet1", "Agreements"])
@pytest.mark.parametrize("headings", LINKS, ids=" ".join)
def test_a_table_of_two_parties_and_a_relation_is_one_of_links_whatever_it_is_called(headings: list[str], name: str) -> None:
    found = cells(tab(name, [["Cooperation of the rice bank"], headings, ["HNSEA", "SLOM", "engages with", 2024]]))
    assert found == [("ties", {"from": "HNSEA", "to": "SLOM", "tie_kind": "engages with", "since": "2024"})]


def test_a_table_that_is_only_guessed_is_refused_where_words_would_be_lost() -> None:
    grid: Grid = [["Organisation", "Contact", "When"], ["HNSEA", "the desk", 2024]]
    said = "This looks like the sheet Events, which has no column “Contact”; here are “Organisation”, “Contact”, “When”. It was not read."
    cure = "If its rows are links, name it Ties and its columns “From”, “Link”, “To”. If it is Events, name it so: then the other columns stay unread."
    assert read(tab("Sheet1", grid)) == (Book(()), (note("Sheet1", "", "", said, cure, "error"),))
    assert cells(tab("Events", grid)) == [("events", {"name": "HNSEA", "begins": "2024"})]
    assert cells(tab("Sheet1", [[*grid[0][:1], "Rank", "When"], ["HNSEA", 3, 2024]])) == [("events", {"name": "HNSEA", "begins": "2024"})]


def test_a_message_shows_characters_that_would_turn_the_writing() -> None:
    one = note("Ties", "A2", "SL\u202eMO\x1b[2J", "This is unknown.", "Mend\u2066 it.")
    assert str(one) == "ours.xlsx sheet Ties A2: “SL\ufffdMO\ufffd[2J”: This is unknown. Mend\ufffd it."


def test_a_column_without_a_heading_is_told() -> None:
    assert read(tab("Actors", [["Name", None], ["ILO", "lost"]]))[1] == (note("Actors", "B1", "", "The column B has no heading. It was not read.", "Write a heading above it."),)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Actors", "actors"),
        ("2. Links (draft)", "ties"),
        ("Copy of Bodies", "bodies"),
        ("hanoi-edges-2024", "ties"),
        ("NODES", "actors"),
        ("Sheet1", ""),
        ("actors and events", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_tab_is_understood_with_what_people_add_to_it(name: str, key: str) -> None:
    found = named_sheet(name)
    assert (found.key if found else "") == key


VALUES = (
    st.none()
    | st.sampled_from(["From", "To", "Name", "Link", "Source", "Target", "Kind", "Date", "name__th", "room", "2024", "i:slom", "|", "*", "()"])
    | st.text(max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)


@given(
    st.sampled_from(["Ties", "Actors", "data", "About this workbook", "Assessments", "", "🙂"]),
    st.lists(st.lists(VALUES, max_size=6), max_size=8),
    st.sets(st.integers(1, 9)),
)
@settings(max_examples=120, deadline=None)
def test_whatever_stands_in_a_table_is_read_or_told(name: str, rows: list[list[Value]], hidden: set[int]) -> None:
    found, problems = read(tab(name, rows, sorted(hidden), ["A2", "B3"]))
    width = max(map(len, rows), default=0)
    assert all(row.cells and 1 < row.number <= len(rows) and len(row.letters) <= width for row in found.rows)
    assert all(one.problem and one.cure for one in problems)
