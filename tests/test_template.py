"""The workbook to fill in, in seven languages: its sheets, lists and notes, what stands in it already, and that it reads back as empty."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from kuasa.exchange.files.reading import read
from kuasa.exchange.incoming.recognise import book as recognised
from kuasa.exchange.incoming.values import settled
from kuasa.exchange.outgoing import exported, template
from kuasa.graph.errors import UnknownName, UsageError
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge
from kuasa.graph.profiles import Withheld, profile
from kuasa.graph.sheets import code_of, english, said, sheet, sheets, spoken, word
from kuasa.graph.translations import SHEETS, table, written
from kuasa.graph.translations import read as rows_of
from kuasa.graph.vocabulary import ID

MEND = "mend it: python docs/translations.py, then translate what it names"
CODES = ("id", "km", "lo", "my", "th", "vi")
SCRIPTS = {"km": "[\u1780-\u17ff]", "lo": "[\u0e80-\u0eff]", "my": "[\u1000-\u109f]", "th": "[\u0e00-\u0e7f]"}
ROOM = template.ROOM


@pytest.fixture
def knowledge(world: Facts) -> Knowledge:
    """The invented world, all of it."""
    return Knowledge(world, profile("facilitator"), Withheld(0, frozenset(), frozenset(), frozenset()))


def opened(content: bytes) -> openpyxl.Workbook:
    """The file as a library of others reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


@cache
def made(lang: str = "en") -> bytes:
    """The workbook to fill in, made once for a language."""
    return template.made(lang)


@cache
def empty(lang: str = "en") -> openpyxl.Workbook:
    """The same, opened; tests only read it."""
    return opened(made(lang))


def test_the_workbook_has_its_sheets_in_order() -> None:
    assert empty().sheetnames == [
        "Read me",
        "About this workbook",
        "Actors",
        "Bodies",
        "Ties",
        "Events",
        "Instruments",
        "Recommendations",
        "Commitments",
        "Windows",
        "Positions",
        "Assessments",
        "Sources",
        "Example",
        "Lists",
    ]


def test_a_row_to_fill_has_its_id_and_starts_at_the_room() -> None:
    page = empty()["Ties"]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    assert [page[f"{heads['Row ID']}{n}"].value for n in (2, 3, ROOM + 1)] == ["t1", "t2", f"t{ROOM}"]
    assert {page[f"{heads['Who may see this']}{n}"].value for n in range(2, ROOM + 2)} == {"room"}
    assert {name: page.column_dimensions[heads[name]].hidden for name in ("Row ID", "Confirm, correct or strike", "From *")} == {
        "Row ID": True,
        "Confirm, correct or strike": True,
        "From *": False,
    }


def test_what_is_typed_stays_as_it_was_typed_and_only_numbers_become_numbers() -> None:
    page = empty()["Ties"]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    assert {name: page.column_dimensions[heads[name]].number_format for name in ("Since", "From *", "Strength")} == {"Since": "@", "From *": "@", "Strength": "General"}


def test_no_two_rows_of_the_workbook_have_the_same_id() -> None:
    found = [page[f"A{n}"].value for page in empty().worksheets[2:13] for n in range(2, ROOM + 2)]
    assert (len(found), len(set(found))) == (11 * ROOM, 11 * ROOM)


@pytest.mark.parametrize("lang", ["en", *CODES])
def test_lists_offer_what_can_be_read_back(lang: str) -> None:
    book = empty(lang)
    for layout in sheets():
        page = book[layout.label(lang)]
        rules = {str(rule.sqref).partition(":")[0]: rule for rule in page.data_validations.dataValidation}
        for number, column in enumerate(layout.columns, 1):
            rule = rules.get(page.cell(2, number).coordinate)
            if not layout.choices(column):
                assert rule is None or "'Lists'" not in rule.formula1 or column.holds == "truth"
                continue
            place, _, area = rule.formula1.replace("$", "").rpartition("!")
            offered = [row[0].value for row in book[place.strip("'")][area]]
            assert sorted(code_of(column, text) for text in offered) == sorted(layout.choices(column))
            assert (str(rule.sqref).endswith(str(ROOM + 1)), bool(rule.showErrorMessage)) == (True, not column.several)


@pytest.mark.parametrize("lang", ["en", *CODES])
def test_a_workbook_that_nobody_filled_in_reads_back_as_empty(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "ties.xlsx"
    path.write_bytes(made(lang))
    found, problems = recognised(read(path))
    assert (found.rows, problems) == ((), ())


@pytest.mark.parametrize("lang", ["en", "my"])
def test_what_is_filled_in_already_reads_back_as_it_is_known(lang: str, knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "ties.xlsx"
    path.write_bytes(template.made(lang, knowledge, ["Union of Weavers", "i:loom-net"]))
    found, problems = settled(recognised(read(path))[0])
    known = {row.get("id"): row for row in exported.book(knowledge, [ID + "weavers", ID + "loom-net"]).rows}
    labels = {f"i:{iri.removeprefix(ID)}": knowledge.facts.label(iri) for iri in knowledge.facts.terms}
    assert ([str(one) for one in problems if one.severity == "error"], {row.get("id") for row in found.rows}) == ([], set(known))
    for row in found.rows:
        meant = {key: text if key == "id" else labels.get(text, text) for key, text in known[row.get("id")].cells.items()}
        filled = {"assertion": "participants", "confidence": "seen", "status": "actual"}
        usual = {key: text for key, text in filled.items() if sheet(row.sheet).column(key)}
        who = {} if row.sheet == "sources" else {"sensitivity": "for-participants"}
        assert dict(row.cells) == usual | meant | who


def test_rows_that_are_filled_in_show_the_column_to_review_them(knowledge: Knowledge) -> None:
    book = opened(template.made("en", knowledge, ["UW"]))
    assert {name: book[name].column_dimensions["B"].hidden for name in ("Actors", "Ties", "Instruments")} == {"Actors": False, "Ties": False, "Instruments": True}
    assert [book["Ties"].cell(n, 1).value for n in (2, 3)] == ["i:world-t1", "i:world-t11"]


def test_names_that_nobody_knows_and_languages_that_are_not_there_are_refused(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownName):
        template.made("en", knowledge, ["Nobody at all"])
    with pytest.raises(UsageError, match="not there in 'xx'"):
        template.made("xx")
    with pytest.raises(UsageError, match="Nothing is known"):
        template.made("en", None, ["SLOM"])


def test_the_cover_asks_six_things_and_says_that_a_name_is_not_needed() -> None:
    page = empty()["About this workbook"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=4)] == [
        ["Title", None, "A name for this workbook; keep it the same when you send it again"],
        ["Organisation", None, "Whose workbook it is"],
        ["Filled in by", None, "You may leave this empty; only the facilitator sees it"],
    ]


def test_the_same_template_is_the_same_bytes_and_names_nobody() -> None:
    assert made("th") == template.made("th")
    book = empty("th")
    assert {cell.comment.author for page in book for row in page.iter_rows(max_row=1) for cell in row if cell.comment} == {"kuasa"}
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_notes_stand_on_headings_with_the_english_beside_another_language() -> None:
    english_note, thai_note = (empty(lang)[sheets()[2].label(lang)]["C1"].comment.text for lang in ("en", "th"))
    assert english_note == "Who: a name as in the other sheets, or any name that kuasa knows"
    assert thai_note == f"{sheets()[2].columns[2].note('th')}\n\nFrom: {english_note}"


def test_the_example_is_told_to_be_invented_and_has_a_plan_and_a_source() -> None:
    page = empty()["Example"]
    rows = [[cell.value for cell in row if cell.value] for row in page.iter_rows() if any(cell.value for cell in row)]
    assert rows[:2] == [["Example"], ["Invented: it only shows how rows look. This sheet is not read."]]
    assert [row for row in rows if "planned" in row] == [["Hill Farmers' Network", "met with", "Ministry of Crafts", "2027-Q1", "planned", "room"]]
    assert rows[-1] == ["Weavers' yearbook", "Riverside Weavers' Union", "2025-03-01", "https://example.org/yearbook"]


@pytest.mark.parametrize("code", CODES)
def test_the_table_of_a_language_is_complete_of_the_present_english_and_written_as_the_program_does(code: str) -> None:
    assert {row.key: row.english for row in table(code, SHEETS)} == english(), MEND
    assert [row.key for row in table(code, SHEETS) if not row.translation] == [], MEND
    text = (SHEETS / f"{code}.csv").read_text(encoding="utf-8")
    assert text == written(rows_of(text)), MEND
    assert {row.reviewed for row in table(code, SHEETS)} <= {"yes", "no", "again"}


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_translation_is_in_its_own_script_and_no_other(code: str) -> None:
    others = "|".join(script for other, script in SCRIPTS.items() if other != code)
    rows = {row.key: row.translation for row in table(code, SHEETS)}
    assert {key: text for key, text in rows.items() if not re.search(SCRIPTS[code], text) or re.search(others, text)} == {}


@pytest.mark.parametrize("lang", ["en", *CODES])
def test_no_two_sheets_headings_or_codes_of_a_list_have_the_same_text(lang: str) -> None:
    def twice(texts: list[str]) -> list[str]:
        return [text for text in texts if [one.casefold() for one in texts].count(text.casefold()) > 1]

    assert twice([*(layout.label(lang) for layout in sheets()), *(said(key, lang) for key in ("sheet_readme", "sheet_about", "sheet_example"))]) == []
    for layout in sheets():
        assert (layout.key, twice([column.label(lang) for column in layout.columns])) == (layout.key, [])
        for column in layout.columns:
            assert (column.key, twice([word(column, code, lang) for code in layout.choices(column)])) == (column.key, [])


def test_the_workbook_speaks_seven_languages_and_says_which_were_not_reviewed() -> None:
    assert spoken() == ("en", *CODES)
    topics = {lang: [row[0].value for row in empty(lang).worksheets[0].iter_rows()] for lang in ("en", "vi")}
    assert (said("fill_language") in topics["en"], said("fill_language", "vi") in topics["vi"]) == (False, True)
