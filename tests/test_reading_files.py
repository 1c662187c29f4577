"""Tables of files: what a spreadsheet program or a CSV writer wrote is read as it was, and what was guessed or left out is told."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hostile import MAIN, excel, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.teletype import addTextToElement
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kuasa.exchange.book import Problem
from kuasa.exchange.files.reading import read
from kuasa.exchange.files.tabs import Tab, Tables, Value, letters, place
from kuasa.graph.errors import UnreadableFile

TEXTS = st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), st.sampled_from("\n\t=+-@'\",;| ")), min_size=1, max_size=8)
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).map(lambda number: round(number, 4)), st.just(2024.0))
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1))
MOMENTS = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0, second=1))
CELLS = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), DAYS, MOMENTS)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)
FEW = settings(max_examples=40, deadline=None)
THAI = "ชื่อ;ประเทศ\nกระทรวงแรงงาน;ประเทศไทย\nเครือข่ายแรงงานนอกระบบ;กรุงเทพ\n"
FRENCH = "Nom;Pays\nFédération des travailleurs à domicile;Côte d’Ivoire\nÉglise;España\n"
LOOK = "If letters look wrong, save the file as 'CSV UTF-8' and import it again."


def as_read(rows: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    """Rows as they are expected: whole numbers whole, without empty rows and columns at the end."""
    plain = [[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows]
    while plain and all(cell is None for cell in plain[-1]):
        plain.pop()
    widest = max((number for row in plain for number, cell in enumerate(row, 1) if cell is not None), default=0)
    return tuple(tuple((row + [None] * widest)[:widest]) for row in plain)


def written(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """The rows as an .xlsx file, texts as texts."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column, value if not isinstance(value, str) else None)
            if isinstance(value, str):
                cell._value, cell.data_type = value, "s"
    book.save(path)
    return path


def as_ods(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """The rows as an .ods file."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet")
    document.spreadsheet.addElement(table)
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(ods_cell(value))
        table.addElement(line)
    document.save(path)
    return path


def ods_cell(value: Any, **more: Any) -> TableCell:
    """A value as a cell of an .ods file."""
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **more)
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=repr(value), **more)
    if isinstance(value, dt.date):
        return TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    cell = TableCell(**({"valuetype": "string"} if value else {}), **more)
    for line in (value or "").split("\n") if value else ():
        paragraph = P()
        addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


@FEW
@given(ROWS)
def test_what_openpyxl_wrote_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]) -> None:
    (tab,) = read(written(tmp_path_factory.mktemp("x") / "a.xlsx", rows)).tabs
    assert tab.rows == as_read(rows)


@FEW
@given(ROWS)
def test_what_odfpy_wrote_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]) -> None:
    (tab,) = read(as_ods(tmp_path_factory.mktemp("o") / "a.ods", rows)).tabs
    assert tab.rows == as_read(rows)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.just(""), TEXTS)] * 3), max_size=8), st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_the_csv_writer_wrote_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], separator: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([("From", "Link", "To"), *rows])
    path = placed(tmp_path_factory.mktemp("c"), out.getvalue().encode(encoding), "a.csv")
    expected = as_read([("From", "Link", "To"), *[[cell or None for cell in row] for row in rows]])
    assert read(path) == Tables("a.csv", (Tab("a", expected),))


def test_an_xlsx_is_read_with_hidden_rows_formulas_merged_cells_and_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ties"
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["C4"] = "Network", dt.date(2024, 5, 9), 2024.0, "0812"
    sheet["D3"], sheet["D4"] = "=1+1", True
    sheet["C3"] = dt.date(2024, 5, 9)
    sheet["C3"].number_format = "[$-D07041E]d mmmm bbbb"
    sheet.merge_cells("B2:B4")
    sheet.row_dimensions[3].hidden = True
    for state, name in (("hidden", "Old"), ("veryHidden", "Lists")):
        book.create_sheet(name)["A1"] = 1
        book[name].sheet_state = state
    book.save(tmp_path / "a.xlsx")
    day = dt.date(2024, 5, 9)
    rows = ((None,) * 4, (None, "Network", day, 2024), (None, "Network", day, None), (None, "Network", "0812", True))
    said = (
        Problem(
            "note",
            "a.xlsx",
            "Ties",
            "D3",
            "",
            "The formula in this cell has no stored result; the cell was read as empty.",
            "Open the file in a spreadsheet program and save it, or write the value itself.",
        ),
        Problem("note", "a.xlsx", "Old", "", "", "This sheet is hidden; it was not read.", "Show it (right click on the sheets' names) and save, if it should be imported."),
    )
    assert read(tmp_path / "a.xlsx") == Tables("a.xlsx", (Tab("Ties", rows, frozenset({3}), frozenset({"D3"})),), said)


def test_days_that_count_from_1904_are_the_same_days(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([dt.date(2024, 5, 9), dt.time(10, 30)])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").tabs[0].rows == ((dt.date(2024, 5, 9), dt.time(10, 30)),)


def test_stored_results_rich_texts_and_rows_without_addresses_are_read(tmp_path: Path) -> None:
    texts = f"<sst {MAIN}><si><r><t xml:space='preserve'>Asia </t></r><r><rPr><b/></rPr><t>Network</t></r></si></sst>"
    rows = (
        '<row><c t="s"><v>0</v></c><c t="str"><f>A1</f><v>Asia</v></c><c><f>1+1</f><v>2</v></c></row>'
        '<row><c t="str"><f>""</f><v></v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>2+2</f></c><c t="d"><v>2024-05-09T00:00:00</v></c></row>'
    )
    found = read(placed(tmp_path, excel({"xl/sharedStrings.xml": texts}, rows)))
    assert found.tabs[0].rows == (("Asia Network", "Asia", 2, None), (None, None, None, dt.date(2024, 5, 9)))
    assert found.tabs[0].formulas == {"B1", "C1", "A2", "B2", "C2"}
    assert [(note.cell, note.value, note.problem.split(";")[0]) for note in found.notes] == [
        ("B2", "#DIV/0!", "This cell shows an error instead of a value"),
        ("C2", "", "The formula in this cell has no stored result"),
    ]


def test_an_ods_is_read_with_hidden_rows_formulas_and_merged_cells(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    table = Table(name="Ties")
    document.spreadsheet.addElement(table)
    for cells, more in (
        ([ods_cell("Network", numbercolumnsspanned=2, numberrowsspanned=2), CoveredTableCell()], {}),
        ([CoveredTableCell(numbercolumnsrepeated=2), ods_cell(2, formula="of:=1+1")], {"visibility": "collapse"}),
        ([TableCell(numbercolumnsrepeated=1024)], {"numberrowsrepeated": 2}),
        ([TableCell(formula="of:=[.A9]"), TableCell(valuetype="time", timevalue="PT26H00M00S"), ods_cell("x")], {"visibility": "filter", "numberrowsrepeated": 2}),
    ):
        row = TableRow(**more)
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(Table(name="Old", stylename=unseen))
    document.save(tmp_path / "a.ods")
    rows = (("Network", "Network", None), ("Network", "Network", 2), (None,) * 3, (None,) * 3, (None, "26:00:00", "x"), (None, "26:00:00", "x"))
    found = read(tmp_path / "a.ods")
    assert found.tabs == (Tab("Ties", rows, frozenset({2, 5, 6}), frozenset({"C2", "A5", "A6"})),)
    assert [(note.tab, note.cell) for note in found.notes] == [("Ties", "A5"), ("Ties", "A6"), ("Old", "")]


def test_many_formulas_without_results_are_told_by_their_number(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [["x"]])
    book = openpyxl.load_workbook(path)
    for row in range(2, 32):
        book.active.cell(row, 1, "=1+1")
    book.active["B31"] = "end"
    book.save(path)
    notes = read(path).notes
    assert (len(notes), notes[-1].cell, notes[-1].problem) == (21, "", "10 more cells: the formula in this cell has no stored result; the cell was read as empty.")


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (THAI, "cp874", "Windows-874 (Thai)"),
        (FRENCH, "cp1252", "Windows-1252 (Western European)"),
        ("Tên;Nước\nViệt Nam;Hà Nội\nBộ Lao động;đường\n", "cp1258", "Windows-1258 (Vietnamese)"),
        ("名称;国家\n中华全国总工会;中国\n", "gb18030", "GB 18030 (Chinese)"),
    ],
)
def test_an_encoding_that_is_guessed_is_told(text: str, encoding: str, name: str, tmp_path: Path) -> None:
    raw = b"".join(toned(letter, encoding) for letter in text)
    rows = tuple(tuple(line.split(";")) for line in text.splitlines())
    said = Problem("note", "a.csv", "a", "", "", f"The file is not in UTF-8; it was read as {name}.", LOOK)
    assert read(placed(tmp_path, raw, "a.csv")) == Tables("a.csv", (Tab("a", rows),), (said,))


def toned(letter: str, encoding: str) -> bytes:
    """A letter in an encoding that writes the tones of Vietnamese after it."""
    import unicodedata

    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        return (plain + "".join(tones)).encode(encoding)


def test_utf_16_without_a_mark_is_read_and_told(tmp_path: Path) -> None:
    found = read(placed(tmp_path, "From\tTo\nA\tB\n".encode("utf-16-le"), "a.txt"))
    assert (found.tabs[0].rows, found.notes[0].problem) == ((("From", "To"), ("A", "B")), "The file is in UTF-16.")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\nFrom;To, or not\nA;B\n", (("From", "To, or not"), ("A", "B"))),
        ('From;Strength\nA;"0,5"\nB;0,25\n', (("From", "Strength"), ("A", "0,5"), ("B", "0,25"))),
        ('Name,Note\nA,"one, two\nthree; ""four"""\n', (("Name", "Note"), ("A", 'one, two\nthree; "four"'))),
        ("Ties of 2024\n\nFrom\tTo\r\nA, B\tC\r\n\r\n\r\n", (("Ties of 2024", None), (None, None), ("From", "To"), ("A, B", "C"))),
        ("Name\rA, B\rC\r", (("Name", None), ("A", " B"), ("C", None))),
        ("Name\nA\n", (("Name",), ("A",))),
        ("From|To\nA|007\n", (("From", "To"), ("A", "007"))),
        ("=1+1,@x\n-2,+3\n", (("=1+1", "@x"), ("-2", "+3"))),
    ],
)
def test_separators_and_quotation_marks_are_understood(text: str, rows: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    assert read(placed(tmp_path, text.encode(), "a.csv")).tabs == (Tab("a", rows),)


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path: Path) -> None:
    for text in ('From,To\nA,B\nC,"D\nE,F\n', 'From,To\nA,B\n"C" and more,D\n'):
        with pytest.raises(UnreadableFile) as refused:
            read(placed(tmp_path, text.encode(), "a.csv"))
        assert refused.value.what == "a.csv cannot be divided into cells: the quotation marks do not hold together from line 3 on."


def test_a_row_that_is_longer_than_the_others_is_told(tmp_path: Path) -> None:
    found = read(placed(tmp_path, b"From,To\nA,B\nC, Ltd,D\nE\n", "a.csv"))
    assert found.tabs[0].rows == (("From", "To", None), ("A", "B", None), ("C", " Ltd", "D"), ("E", None, None))
    assert found.notes == (
        Problem("note", "a.csv", "a", "C3", "D", "This row has more cells than the others.", "If a text in it holds the separator, put the text in quotation marks."),
    )


def test_empty_characters_are_left_out_and_told(tmp_path: Path) -> None:
    found = read(placed(tmp_path, b"From,To and some more words\nA,B\0C\n", "a.csv"))
    assert (found.tabs[0].rows[1], found.notes[0].cure) == (("A", "BC"), "Look whether its texts are complete.")


def test_a_folder_is_read_in_the_order_of_names_and_what_else_is_there_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "workshop"
    (folder / "inner").mkdir(parents=True)
    for name, text in {"ties.csv": "From,To\nA,B\n", "actors.tsv": "Name\tKind\nA\tState\n", "ties.txt": "x\n", "photo.png": "x", ".hidden": "x", "empty.csv": ""}.items():
        placed(folder, text.encode(), name)
    (folder / "way.csv").symlink_to(placed(tmp_path, b"Secret\n", "secret.csv"))
    found = read(folder)
    assert (found.file, [(tab.name, len(tab.rows)) for tab in found.tabs]) == ("workshop", [("actors", 2), ("ties", 2), ("ties.txt", 1)])
    assert [(note.file, note.value) for note in found.notes] == [("workshop", name) for name in ("empty.csv", "inner", "photo.png", "way.csv")]


def test_content_counts_more_than_the_ending(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [["From", "To"]])
    renamed = placed(tmp_path, path.read_bytes(), "b.csv")
    text = placed(tmp_path, b"From,To\n", "c.xlsx")
    assert [read(one).tabs[0].rows for one in (renamed, text)] == [(("From", "To"),)] * 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "a.csv is empty."),
        ("a.csv", b"\xef\xbb\xbf \r\n", "a.csv is empty."),
        ("a.csv", b" " * 600 + b"\n", "a.csv is empty."),
        ("a.csv", b",,,\n,,\n", "a.csv is empty."),
        ("a.csv", bytes(range(32)) * 40, "a.csv is no table of texts."),
        ("a.csv", b"\xff\xfeF", "a.csv begins as UTF-16 but is not in that encoding throughout."),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "a.xls is a web page or XML, though some programs name it like a workbook."),
        ("a.pdf", b"%PDF-1.7", "a.pdf is a PDF document."),
        ("a.json", b"[1, 2]", "a.json is no table that kuasa reads (.json)."),
        ("a.csv", b'x,"' + b"y" * (1 << 20) + b'z"\n', "a.csv cannot be divided into cells: the quotation marks do not hold together from line 1 on."),
        (
            "a.csv",
            b"x," * 20_000 + b"x\n",
            "a.csv is too large: sheet 'a' reaches to cell ACOG1, and kuasa reads 1,000,000 rows, 16,384 columns and 6,000,000 cells of a file at most.",
        ),
    ],
)
def test_what_is_no_table_is_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(placed(tmp_path, content, name))
    assert (refused.value.what, bool(refused.value.cure)) == (said, True)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "no.csv", "There is no file no.csv."), (tmp_path, f"The folder {tmp_path.name} holds no table."), (Path("/dev/null"), "null is no file.")):
        with pytest.raises(UnreadableFile) as refused:
            read(path)
        assert refused.value.what == said
    with pytest.raises(UnreadableFile):
        read(Path("a\0b"))


@given(st.integers(0, 16_383))
def test_the_letters_of_a_column_lead_back_to_its_number(column: int) -> None:
    assert place(letters(column)) == column
