"""The marked copy: every cell that a problem names says it, nothing in it runs, nobody is named, and what else was there is kept."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hostile import MAIN, TYPE, excel, packed, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from kuasa.exchange.book import Problem
from kuasa.exchange.files.marking import HEADINGS, marked
from kuasa.exchange.files.reading import read
from kuasa.exchange.files.tabs import letters

DAY = Problem("error", "a.xlsx", "Ties", "C3", "soon", "This is no date.", "Write a day, a month or a year: 2024-05-09, 2024-05, 2024.")
NEAR = Problem("note", "a.xlsx", "Ties", "C3", "soon", "This was also noted.", "Look at it.")
ROW = Problem("note", "a.xlsx", "Ties", "row 2", "", "This row is new.", "")
WHOLE = Problem("note", "a.xlsx", "Ties", "", "", "The sheet has no column 'Kind'.", "Add it.")
OTHER = Problem("error", "b.xlsx", "Ties", "A1", "", "This is of another file.", "")


def ties(path: Path) -> Path:
    """A workbook as a data steward keeps it."""
    book = openpyxl.Workbook()
    book.properties.creator = "Somebody"
    sheet = book.active
    sheet.title = "Ties"
    for row in (["From", "To", "Since"], ["A", "B", dt.date(2024, 5, 9)], ["=A2", "'C", "soon"]):
        sheet.append(row)
    sheet["B2"].font = Font(bold=True)
    sheet["B2"].hyperlink = "https://example.org/b"
    sheet["A2"].hyperlink = "file:///home/somebody/b.xlsx"
    sheet["C3"].comment = Comment("ask them", "Somebody")
    sheet["E1"] = "wide"
    sheet.merge_cells("E1:F2")
    sheet.row_dimensions[3].hidden = True
    for formula in ("Lists!$A$1:$A$9", '"yes,no"', 'INDIRECT("x")'):
        rule = DataValidation(type="list", formula1=formula)
        rule.add("B2:B9")
        sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("A1:A9", CellIsRule(operator="equal", formula=["5"], font=Font(bold=True)))
    sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=['HYPERLINK("http://example.org")'], font=Font(bold=True)))
    book.defined_names["fine"] = DefinedName("fine", attr_text="Ties!$A$1:$A$3")
    book.defined_names["run"] = DefinedName("run", attr_text="cmd|'/c calc'!A1")
    book.save(path)
    return path


def opened(content: bytes) -> Any:
    """A marked copy, with its formulas if it has any."""
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_cell_with_two_problems_has_one_comment_that_begins_with_a_word(tmp_path: Path) -> None:
    sheet = opened(marked(ties(tmp_path / "a.xlsx"), [DAY, NEAR, ROW, WHOLE, OTHER]))["Ties"]
    said = {cell.coordinate: (cell.comment.text, cell.comment.author, cell.fill.fgColor.rgb) for row in sheet for cell in row if cell.comment}
    text = f"Error: {DAY.problem}\n{DAY.cure}\n\nNote: {NEAR.problem}\n{NEAR.cure}\n\nComment that stood here before: ask them"
    assert said == {"C3": (text, "kuasa", "00F4B6A6"), "A2": ("Note: This row is new.", "kuasa", "00FFE699")}
    assert sheet.row_dimensions[3].hidden is False


def test_comments_are_large_enough_to_be_read(tmp_path: Path) -> None:
    long = Problem("error", "a.xlsx", "Ties", "C3", "", "word " * 60, "")
    with zipfile.ZipFile(io.BytesIO(marked(ties(tmp_path / "a.xlsx"), [long, ROW]))) as package:
        drawn = package.read("xl/drawings/commentsDrawing1.vml").decode()
    assert sorted(map(int, re.findall(r"height:(\d+)px", drawn))) == [38, 190]


def test_the_first_sheet_lists_the_problems_with_links(tmp_path: Path) -> None:
    book = opened(marked(ties(tmp_path / "a.xlsx"), [DAY, WHOLE, OTHER]))
    sheet = book["Problems"]
    assert (book.sheetnames, book.active.title) == (["Problems", "Ties"], "Problems")
    assert [[cell.value for cell in row] for row in sheet] == [
        list(HEADINGS),
        ["Error", "Ties", "C3", "soon", DAY.problem, DAY.cure],
        ["Note", "Ties", None, None, WHOLE.problem, WHOLE.cure],
    ]
    assert [cell.hyperlink.location for cell in (sheet["C2"], sheet["B3"])] == ["'Ties'!C3", "'Ties'!A1"]


def test_what_was_there_is_kept_and_what_could_run_or_name_somebody_is_not(tmp_path: Path) -> None:
    content = marked(ties(tmp_path / "a.xlsx"), [DAY])
    book = opened(content)
    sheet = book["Ties"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["From", "To", "Since", None, "wide", None],
        ["A", "B", dt.datetime(2024, 5, 9), None, None, None],
        [None, "'C", "soon", None, None, None],
    ]
    assert (sheet["B2"].font.bold, sheet["B2"].hyperlink.target, sheet["A2"].hyperlink) == (True, "https://example.org/b", None)
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ["Lists!$A$1:$A$9", '"yes,no"']
    assert [rule.formula for one in sheet.conditional_formatting for rule in one.rules] == [["5"]]
    assert (list(book.defined_names), str(sheet.merged_cells)) == (["fine"], "E1:F2")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Somebody" not in everything and b"somebody" not in everything and str(tmp_path).encode() not in everything


def test_the_stored_result_of_a_formula_takes_its_place(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("http://example.org")</f><v>=cmd|x!A1</v></c></row>'
    content = marked(placed(tmp_path, excel(rows=rows)), [])
    sheet = opened(content)["People"]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in sheet[1]] == [(2, "n", False), ("=cmd|x!A1", "s", True)]


def test_a_problem_in_a_merged_cell_is_marked_in_its_first_cell(tmp_path: Path) -> None:
    sheet = opened(marked(ties(tmp_path / "a.xlsx"), [Problem("error", "a.xlsx", "Ties", "F2", "", "Wrong.", "")]))["Ties"]
    assert sheet["E1"].comment.text == "Error: Wrong."


def test_a_marked_copy_is_marked_anew_and_not_twice(tmp_path: Path) -> None:
    again = placed(tmp_path, marked(ties(tmp_path / "a.xlsx"), [DAY, ROW]), "a.xlsx")
    book = opened(marked(again, [NEAR]))
    assert book.sheetnames == ["Problems", "Ties"]
    text = f"Note: {NEAR.problem}\n{NEAR.cure}\n\nComment that stood here before: ask them"
    assert {cell.coordinate: cell.comment.text for row in book["Ties"] for cell in row if cell.comment} == {"C3": text}


@pytest.mark.parametrize("name", ["a.csv", "a.ods.csv"])
def test_the_copy_of_a_table_of_texts_is_a_workbook_of_texts(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path, b"From;To\n=1+1;+2\n@x;0812\n", name)
    tab = read(path).tabs[0].name
    sheet = opened(marked(path, [Problem("error", name, tab, "B3", "0812", "No.", "")]))[tab]
    assert [[(cell.value, cell.data_type, cell.quotePrefix) for cell in row] for row in sheet] == [
        [("From", "s", False), ("To", "s", False)],
        [("=1+1", "s", True), ("+2", "s", True)],
        [("@x", "s", True), ("0812", "s", False)],
    ]
    assert sheet["B3"].comment.text == "Error: No."


def test_the_copy_of_a_folder_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    folder = tmp_path / "workshop"
    folder.mkdir()
    for name in ("actors.csv", "ties: a very long name of a table [2024].csv"):
        placed(folder, b"Name\nx\n", name)
    found = read(folder)
    problem = Problem("error", "workshop", found.tabs[1].name, "A2", "x", "No.", "")
    book = opened(marked(folder, [problem]))
    assert book.sheetnames[:2] == ["Problems", "actors"]
    assert (book.worksheets[2]["A2"].comment.text, book["Problems"]["C2"].hyperlink.location) == ("Error: No.", f"'{book.sheetnames[2]}'!A2")


def test_a_workbook_that_the_library_cannot_keep_is_copied_by_its_values(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(excel())) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    strict = {
        name: part.replace(MAIN, 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"').replace(TYPE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts.items()
    }
    path = placed(tmp_path, packed(strict))
    sheet = opened(marked(path, [Problem("note", "book.xlsx", "People", "A1", "", "Seen.", "")]))["People"]
    assert (sheet["A1"].value, sheet["A1"].comment.text) == ("Name", "Note: Seen.")


RISKY = st.text(st.sampled_from("=+-@\t\r\n'\"|!a1\x07"), max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(RISKY, min_size=1, max_size=3), min_size=1, max_size=3), st.text(st.sampled_from("=+-@a\x07\n"), max_size=5))
def test_no_text_becomes_a_formula(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], said: str) -> None:
    import csv

    folder = tmp_path_factory.mktemp("m")
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Name", "x"], *rows])
    path = placed(folder, out.getvalue().encode(), "a.csv")
    first = marked(path, [Problem("error", "a.csv", "a", f"{letters(number)}{number + 1}", said, said, said) for number in range(2)])
    second = marked(placed(folder, first, "b.xlsx"), [])
    for content in (first, second):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert not any(b"<f>" in package.read(name) or b"<f " in package.read(name) for name in package.namelist() if "worksheets/sheet" in name)
        assert not any(cell.data_type == "f" for sheet in opened(content) for row in sheet for cell in row)
