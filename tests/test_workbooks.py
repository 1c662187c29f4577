"""Workbooks that are written: texts come back as they went in, nothing is ever a formula, the same pages give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.book import Book, Row
from kuasa.exchange.files.celltexts import LONGEST, cleaned, sheet_names, units
from kuasa.exchange.files.writing import Heading, Page, workbook
from kuasa.exchange.outgoing.filled import sheet_page, workbook_of
from kuasa.graph.sheets import sheet

PAGES = (
    Page(
        "Actors",
        (Heading("Name *", "The full name", asked=True, strong=True), Heading("Kind", choices=("network", "state")), Heading("Row ID", hidden=True)),
        [["A", "state", "a1"]],
        room=3,
    ),
    Page(
        "Ties",
        (Heading("From", offers=("Actors", "Name *")), Heading("Topics", choices=("care", "wages"), free=True), Heading("Address", link=True)),
        [["A", "care", "https://a.example/x"]],
        room=2,
    ),
)


def opened(content: bytes) -> openpyxl.Workbook:
    """The file as a library of others reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, name: str) -> list[list[object]]:
    """The values of a sheet."""
    return [[cell.value for cell in row] for row in opened(content)[name].iter_rows()]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://x.example")', "=cmd|' /C calc'!A0", "{=1}", "#N/A", "==", "＝1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = workbook([Page(text, (Heading(text, note=text, choices=(text,)),), [[text]], lead=(text,), room=1)])
    found = [cell for page in opened(content) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} == {"s"}
    assert {cell.value for cell in found} == {text}
    assert [cell.quotePrefix for cell in found if cell.parent.sheet_state == "visible"] == [text.startswith(("=", "+", "-", "@", "\t"))] * 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), max_size=6), st.text(max_size=40))
def test_texts_come_back_as_a_cell_can_hold_them_and_never_as_formulas(rows: list[list[str]], name: str) -> None:
    content = workbook([Page(name, (Heading("a"), Heading("b"), Heading("c")), rows)])
    page = opened(content).worksheets[0]
    found = [[cell.value or "" for cell in row] for row in page.iter_rows(min_row=2, max_row=len(rows) + 1, max_col=3)]
    assert found == [[cleaned(text) for text in row] for row in rows]
    assert "f" not in {cell.data_type for row in page.iter_rows() for cell in row}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["from", "to", "since", "note", "locator", "extra"]),
            st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30),
            min_size=1,
        ),
        max_size=5,
    )
)
def test_a_book_written_and_read_back_is_the_same_book(rows: list[dict[str, str]]) -> None:
    book = Book(tuple(Row("ties", one) for one in rows))
    found = cells(workbook_of(book), "Ties") if rows else [[]]
    keys = {
        heading.text: key
        for key, heading in zip(
            [*[column.key for column in sheet("ties").columns], "extra"], [*sheet_page(sheet("ties"), Book(()), "en", str, 0).headings, Heading("extra")], strict=True
        )
    }
    assert [{keys[str(head)]: text for head, text in zip(found[0], row, strict=True) if text is not None} for row in found[1:]] == rows


def test_the_same_pages_give_the_same_bytes_without_author_program_or_times() -> None:
    content = workbook(PAGES)
    assert content == workbook(PAGES)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
    assert re.findall(r">([^<]+)<", parts["docProps/core.xml"] + parts["docProps/app.xml"]) == []
    assert [name for name, text in parts.items() if re.search("openpyxl|microsoft excel", text, re.I)] == []
    assert {author for name, text in parts.items() if "comment" in name for author in re.findall("<author>(.*?)</author>", text)} == {"kuasa"}


def test_lists_stand_in_a_hidden_sheet_and_other_texts_are_warned_of_or_free() -> None:
    book = opened(workbook(PAGES))
    rules = {page.title: [(rule.formula1, str(rule.sqref), rule.showErrorMessage, rule.errorStyle) for rule in page.data_validations.dataValidation] for page in book}
    assert rules == {
        "Actors": [("'Lists'!$A$1:$A$2", "B2:B4", True, "warning")],
        "Ties": [("'Actors'!$A$2:$A$4", "A2:A3", False, "warning"), ("'Lists'!$B$1:$B$2", "B2:B3", False, "warning")],
        "Lists": [],
    }
    assert book["Lists"].sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in book["Lists"].iter_rows()] == [["network", "care"], ["state", "wages"]]


def test_a_heading_is_bold_frozen_filtered_noted_printed_on_every_page_and_hidden_where_asked() -> None:
    page = opened(workbook(PAGES))["Actors"]
    head = page["A1"]
    assert (head.font.bold, head.font.color.rgb, head.fill.fgColor.rgb, head.alignment.wrap_text, head.comment.text) == (True, "00FFFFFF", "007B2C00", True, "The full name")
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows, page.page_setup.orientation, page.page_setup.paperSize) == ("A2", "A1:C4", "$1:$1", "landscape", 9)
    assert [page.column_dimensions[letter].hidden for letter in "ABC"] == [False, False, True]
    assert (page["A2"].number_format, page.column_dimensions["B"].number_format, page.oddFooter.right.text) == ("@", "@", "&P / &N")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a b", False),
        ("=https://a.example", False),
    ],
)
def test_only_web_addresses_in_a_column_of_links_are_links(text: str, linked: bool) -> None:
    page = opened(workbook([Page("x", (Heading("a", link=True), Heading("b")), [[text, text]])])).worksheets[0]
    assert [cell.hyperlink is not None for cell in page[2]] == [linked, False]


def test_numbers_are_numbers_unless_digits_would_be_lost() -> None:
    content = workbook([Page("x", (Heading("a"),), [[3], [1.5], [True], [10**18], [float("nan")], [None]])])
    assert [row[0] for row in cells(content, "x")[1:]] == [3, 1.5, True, "1000000000000000000", "nan"] + ([None] if len(cells(content, "x")) > 6 else [])


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    found = cleaned("é😀" * 20_000)
    assert (units(found) <= LONGEST, found.endswith(" […]"), found[:2]) == (True, True, "é😀")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_names_of_sheets_fit_and_differ(names: list[str]) -> None:
    found = sheet_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert [name for name in found if not 1 <= units(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] == "'" or name[-1] == "'" or name.casefold() == "history"] == []


def test_a_book_without_pages_is_an_empty_sheet() -> None:
    assert opened(workbook([])).sheetnames == ["Sheet"]
