"""Answers as workbooks: what stands on which sheet, conditions on top, sources apart, statuses in words and not by colour alone."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from kuasa.cli import VIEWS, app
from kuasa.exchange.files.writing import Heading, Page, readable, workbook
from kuasa.exchange.outgoing import views
from kuasa.graph import ratifications
from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.lookup import resolve
from kuasa.graph.tables import Table
from kuasa.graph.validity import Moment

DAY = "2026-06-30"
PATHS = ["Routes", "Steps", "Sources"]
ANSWER = ["Answer", "Sources"]
MATRIX = ["Matrix", "What it means", "Every pair", "Sources"]


def rows(content: bytes, name: str) -> list[list[Any]]:
    """The values of a sheet."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows()]


def sheets(content: bytes) -> list[str]:
    """The names of the sheets."""
    return openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def routes(facts: Facts, start: str, end: str) -> bytes:
    """The workbook of the routes between two things of the invented world in 2025, plans too."""
    question = Question((resolve(facts, start),), (resolve(facts, end),), Moment.from_words("2025-01-01", "all"), lens("all"))
    return views.paths_book(f"{start} to {end}", facts, paths(facts, question), ["Profile facilitator"])


def run(*words: str) -> Result:
    """The program with some words, in this process."""
    return CliRunner().invoke(app, words)


def answer(place: Path, *words: str) -> bytes:
    """The workbook that a command writes."""
    done = run(*words, "-o", str(place))
    assert done.exit_code == 0, done.stderr
    return place.read_bytes()


def test_a_table_has_its_title_and_conditions_on_top_and_values_as_they_are() -> None:
    table = Table(("name", "asked_on", "number", "open", "nothing", "score"), ({"name": "=A", "asked_on": "2024-05", "number": 3, "open": True, "nothing": None, "score": 0.5},))
    content = views.table_book("A title", table, ["As of 2026-06-30", "lens all"])
    assert rows(content, "Answer") == [
        ["A title", None, None, None, None],
        ["As of 2026-06-30", None, None, None, None],
        ["lens all", None, None, None, None],
        ["Name", "Asked on", "Number", "Open", "Nothing"],
        ["=A", "2024-05", 3, "yes", None],
    ]
    page = openpyxl.load_workbook(io.BytesIO(content))["Answer"]
    assert ([page.column_dimensions[letter].hidden for letter in "AE"], page["A5"].data_type, page.freeze_panes) == ([False, True], "s", "B5")


def test_a_table_without_rows_says_that_this_proves_nothing() -> None:
    assert rows(views.table_book("T", Table(("name",), ())), "Answer") == [["T"], ["No record. That does not mean that there is none."], ["Name"]]


def test_each_part_has_a_sheet_and_the_sources_of_all_stand_on_one_sorted_and_once(world: Facts) -> None:
    named = [{"what": "a", "source": "Register to be looked into; Almanac of an invented region (first page)"}, {"what": "b", "source": "A source that nobody knows"}]
    parts = {"One": Table(("what", "source"), tuple(named)), "Two": Table(("what", "proof"), ({"what": "c", "proof": "Almanac of an invented region"},))}
    content = views.parts_book("T", parts, ["As of 2025"], world)
    assert sheets(content) == ["One", "Two", "Sources"]
    assert [rows(content, name)[:2] for name in ("One", "Two")] == [[["T", None], ["As of 2025", None]], [["T: Two", None], ["As of 2025", None]]]
    assert rows(content, "Sources") == [
        ["Title", "Publisher", "Issued", "Address"],
        ["Almanac of an invented region", "Nobody", "2024-01-10", "https://almanac.example/"],
        ["Register to be looked into", "Nobody", None, "https://register.example/"],
    ]
    assert sheets(views.parts_book("T", parts)) == ["One", "Two"]


def test_routes_stand_in_words_their_steps_and_their_sources_apart(world: Facts) -> None:
    content = routes(world, "Union of Weavers", "OMC")
    assert sheets(content) == PATHS
    told = rows(content, "Routes")
    head = next(n for n, row in enumerate(told) if row[0] == "Route")
    assert told[0][0] == "Union of Weavers to OMC"
    assert told[1][0].startswith("as of 2025-01-01 · ") and told[2][0] == "Profile facilitator"
    assert [(row[0], row[2]) for row in told[head + 1 :]][-1] == ("aim", "UW → OMC")
    first = told[head + 1]
    assert (first[0], first[3].splitlines()[:2]) == (
        1,
        ["1. UW is to speak at Cloth Fair. [planned; date passed, outcome not recorded]", "    Almanac of an invented region (first page) [said by participants]"],
    )
    assert "not checked yet: check at https://register.example/" in "".join(row[3] for row in told[head + 1 :])
    assert rows(content, "Sources") == [["Title", "Publisher", "Issued", "Address"], ["Almanac of an invented region", "Nobody", "2024-01-10", "https://almanac.example/"]]
    assert "score" not in [str(cell).lower() for cell in next(row for row in rows(content, "Steps") if row[0] == "Route")]


def test_no_route_is_an_answer_and_says_why(world: Facts) -> None:
    content = routes(world, "League of Cloth", "Union of Weavers")
    told = rows(content, "Routes")
    assert (told[-1][0], told[3][0].startswith("No route under these conditions (as of 2025-01-01")) == ("Route", True)
    assert len(told[4][0]) > 10


def test_the_matrix_is_states_by_texts_with_statuses_in_words_on_a_ground_of_their_own(embedded: Facts) -> None:
    cells = ratifications.matrix(embedded, date(2026, 6, 30), ["THA", "IDN"], ["C190", "C087"])
    content = views.matrix_book("Matrix", cells, ["As of 2026-06-30"], embedded)
    assert sheets(content) == MATRIX
    grid = rows(content, "Matrix")
    assert grid[2] == ["State", "C190", "C087"]
    assert [row[0] for row in grid[3:]] == ["Thailand", "Indonesia"]
    assert grid[4][2] == "in force\n1998"
    page = openpyxl.load_workbook(io.BytesIO(content))["Matrix"]
    assert (page["C5"].fill.fgColor.rgb, page["C3"].comment.text) == ("00A9D8B8", next(cell.title for cell in cells if cell.code == "C087"))
    legend = {row[0]: row[1] for row in rows(content, "What it means")[1:]}
    assert legend["in force"] == sum(cell.standing.status == "in force" for cell in cells)
    assert len(rows(content, "Every pair")) == 3 + len(cells)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["paths", "AROSP", "SLOM", "--on", DAY], PATHS),
        (["show", "SLOM", "--on", DAY], ANSWER),
        (["commitments", "--of", "SEA Sub-SC", "--on", DAY], ANSWER),
        (["ratifications", "--fundamental", "--on", DAY], MATRIX),
    ],
)
def test_a_command_writes_its_answer_as_a_workbook_of_texts_and_numbers_and_a_view_is_the_same(tmp_path: Path, words: list[str], first: list[str]) -> None:
    content = answer(tmp_path / "a.xlsx", *words)
    names = [word for place, word in enumerate(words) if not word.startswith("--") and not words[place - 1].startswith("--")]
    assert (sheets(content), rows(content, first[0])[0][0]) == (first, " ".join(names))
    above = [row[0] for row in rows(content, first[0])[:4]]
    assert [line for line in (f"As of {DAY}", "Profile public") if line not in above] == []
    assert {cell.data_type for page in openpyxl.load_workbook(io.BytesIO(content)) for row in page.iter_rows() for cell in row} <= {"s", "n"}
    done = run("export", str(tmp_path / "b.xlsx"), "--view", " ".join(f"'{word}'" for word in words))
    assert (done.exit_code, (tmp_path / "b.xlsx").read_bytes() == content) == (0, True)


def test_a_question_of_the_library_is_a_workbook_of_its_words(tmp_path: Path) -> None:
    content = answer(tmp_path / "a.xlsx", "query", "who-spoke", "event=CS5")
    assert [row[0] for row in rows(content, "Answer")[:2]] == ["query who-spoke event=CS5", "Profile public"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "'' is not written to v.xlsx."),
        ("plan SLOM", "'plan SLOM' is not written to v.xlsx."),
        ("import ties.xlsx", "'import ties.xlsx' is not written to v.xlsx."),
        ("paths SLOM", "Missing argument 'TO'."),
        ("paths 'SLOM", "'paths 'SLOM' has a quote that does not end."),
        ("show SLOM --colour red", "No such option: --colour"),
        ("paths AROSP SLOM -k 0", "0 is not in the range 1<=x<=50"),
        ("paths AROSP SLOM --lens love", "There is no lens 'love'."),
        ("paths SLOM SLOM", "FROM and TO are the same thing."),
    ],
)
def test_words_that_are_no_view_are_refused_and_nothing_is_written(tmp_path: Path, words: str, told: str) -> None:
    done = run("export", str(tmp_path / "v.xlsx"), "--view", words)
    assert (done.exit_code, told in done.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_a_view_is_written_to_a_workbook_alone_and_the_views_are_named(tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "v.ttl"), "--view", "show SLOM")
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert done.stderr.strip().endswith(f"Views: {', '.join(VIEWS)}.")


def test_a_name_that_nobody_knows_is_refused_in_a_view_as_in_its_command(tmp_path: Path) -> None:
    done = [run("show", "Nobody at all", "-o", str(tmp_path / "v.xlsx")), run("export", str(tmp_path / "v.xlsx"), "--view", "show 'Nobody at all'")]
    assert [one.exit_code for one in done] == [1, 1]
    assert done[0].stderr == done[1].stderr and "Nothing here is called 'Nobody at all'." in done[0].stderr
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_not_overwritten_unasked_and_the_audience_of_a_view_is_that_of_the_export(tmp_path: Path) -> None:
    place = tmp_path / "v.xlsx"
    place.write_text("mine")
    view = ("export", str(place), "--view", "show SLOM", "--profile", "participants")
    assert (run(*view).exit_code, place.read_text()) == (2, "mine")
    assert run(*view, "--force").exit_code == 0
    assert "Profile participants" in [row[0] for row in rows(place.read_bytes(), "Answer")[:4]]


def test_a_check_for_leaks_reads_hidden_sheets_notes_and_addresses_too() -> None:
    headings = (Heading("a", note="a note & more", choices=("hidden choice",), hidden=True), Heading("b", link=True))
    told = readable(workbook([Page("x", headings, [["<cell>", "https://a.example/?x=1&y=2"]], lead=("above",))]))
    assert [text for text in ("a note & more", "hidden choice", "<cell>", "https://a.example/?x=1&y=2", "above") if text not in told] == []
