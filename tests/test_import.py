"""A workbook is taken in: the story of a data steward with mistakes, decisions, a folder of imports, and nothing overwritten or lost."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from kuasa.exchange.incoming import decisions, importing
from kuasa.exchange.incoming.desk import Desk, undo
from kuasa.exchange.incoming.receipt import Receipt
from kuasa.exchange.outgoing.template import made
from kuasa.graph.errors import UnreadableFile, UsageError
from kuasa.graph.facts import PREF, TITLE
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import ID, K

TODAY = dt.date(2026, 11, 22)
ACTORS = ("Rice Bank Union", "Paddy Women's Network", "Delta Home Workers", "Mekong Migrant Desk", "Thai Net Menders", "Street Cooks Alliance")
MISTAKES = {
    "H3": "31 February 2024",
    "D4": "partners wiht",
    "E5": "",
    "Q6": "",
    "D7": "reports to",
    "E8": "Home Net Southeast Asia",
}


class Valid(NamedTuple):
    """A folder with the workbook, its marked copy and the import, and the receipt."""

    folder: Path
    receipt: Receipt

    @property
    def data(self) -> Path:
        """The statements."""
        return self.folder / "shelf" / "rice-2026.trig"


def sheet_of(book: Any, name: str) -> dict[str, str]:
    """The letters of the columns of a sheet, by heading."""
    return {str(cell.value).rstrip(" *"): cell.column_letter for cell in book[name][1]}


@pytest.fixture(scope="module")
def filled() -> bytes:
    """The workbook with six actors and eight links, six of which hold a mistake."""
    book = load_workbook(io.BytesIO(made("en")))
    for row in book["About this workbook"].iter_rows():
        answers = {"Title": "Rice 2026", "Date": "2026-05-12", "Filled in by": "Somsri Example"}
        if row[0].value in answers:
            row[1].value = answers[row[0].value]
    columns = sheet_of(book, "Actors")
    for number, name in enumerate(ACTORS, 2):
        book["Actors"][f"{columns['Name']}{number}"] = name
        book["Actors"][f"{columns['Kind']}{number}"] = "organisation"
    columns = sheet_of(book, "Ties")
    for number in range(2, 10):
        link = {"From": ACTORS[number % 6], "Link": "partners with", "To": ACTORS[(number + 1) % 6], "Since": "May 2024", "Status": "actual"}
        if number == 2:
            link |= {"Link": "engages with", "To": "SLOM", "Source": "Minutes of 12 May 2026", "Place in the source": "item 3"}
        if number == 6:
            link["Who says so"] = "inferred"
        if number == 7:
            link["To"] = "CS5"
        for heading, text in link.items():
            book["Ties"][f"{columns[heading]}{number}"] = text
    for cell, text in MISTAKES.items():
        if cell != "Q6":
            book["Ties"][cell] = text or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def workbook(filled: bytes, tmp_path: Path) -> Path:
    """The same as a file."""
    path = tmp_path / "ties.xlsx"
    path.write_bytes(filled)
    return path


@pytest.fixture(scope="module")
def valid(filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> Valid:
    """What came of the workbook when the rows that hold were taken into a folder."""
    folder = tmp_path_factory.mktemp("valid")
    (folder / "ties.xlsx").write_bytes(filled)
    return Valid(folder, taken(Desk(into=folder / "shelf", accept_valid=True, marked=folder / "marked.xlsx"), folder / "ties.xlsx"))


def mended(workbook: Path) -> Path:
    """The same workbook without the mistakes, all but the name to decide."""
    book = load_workbook(workbook)
    for cell, text in {"H3": "Feb 2024", "D4": "partners with", "E5": "HNSEA", "Q6": "they share an office", "D7": "engages with"}.items():
        book["Ties"][cell] = text
    path = workbook.with_name("mended.xlsx")
    book.save(path)
    return path


def decided(path: Path) -> None:
    """Decides "same" where kuasa asks."""
    book = load_workbook(path)
    sheet = book.active
    top = next(row for row in sheet.iter_rows() if any(cell.value == "decision" for cell in row))
    place, asked = (next(cell.column for cell in top if cell.value == text) for text in ("decision", "what kuasa thinks"))
    for number in range(top[0].row + 1, sheet.max_row + 1):
        if str(sheet.cell(number, asked).value).startswith("probable"):
            sheet.cell(number, place).value = "same"
    book.save(path)


def taken(desk: Desk, *files: Path, known: Path | None = None) -> Receipt:
    """What a desk takes in, where all is known that is embedded or what a file says."""
    return desk.take(files, [str(known)] if known else [], TODAY)


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is said of the few things that the workbook names: what a desk knows is read anew at each visit, and this is read at once."""
    store, path = open_store(), tmp_path_factory.mktemp("little") / "little.nt"
    things = {f"{ID}{slug}" for slug in ("slom", "hnsea", "cs5")}
    path.write_text("".join(f"{quad.triple} .\n" for quad in store.ox if quad.subject.value in things), encoding="utf-8")
    return path


def test_every_mistake_is_told_in_its_cell_and_nothing_is_taken(workbook: Path, tmp_path: Path) -> None:
    receipt = taken(Desk(output=tmp_path / "ties.ttl"), workbook)
    assert {(one.tab, one.cell): one.value for one in receipt.found.errors} == {("Ties", cell): text for cell, text in MISTAKES.items()}
    assert receipt.refused
    assert not (tmp_path / "ties.ttl").exists()


def test_each_mistake_has_a_cure_that_says_what_to_do(valid: Valid) -> None:
    cures = {one.cell: one.cure for one in valid.receipt.found.errors}
    assert cures["D4"] == "Did you mean partners with?"
    assert "2024-05-09" in cures["H3"]
    assert "Why you think so" in cures["Q6"]
    assert "turn it round" in cures["D7"]
    assert "--decisions" in cures["E8"]


def test_a_marked_copy_has_a_comment_in_each_cell(valid: Valid) -> None:
    sheet = load_workbook(valid.folder / "marked.xlsx")["Ties"]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment and cell.row > 1} == MISTAKES.keys()


def test_mended_and_decided_the_rows_are_on_the_map_with_their_sources(workbook: Path, tmp_path: Path) -> None:
    names, out = tmp_path / "names.xlsx", tmp_path / "ties.ttl"
    assert taken(Desk(output=out, decisions=names), mended(workbook)).written == (names,)
    decided(names)
    receipt = taken(Desk(output=out, decisions=names), mended(workbook))
    assert (receipt.refused, receipt.found.errors) == (False, ())
    knowledge = open_knowledge(["embedded", str(out)], "participants")
    union = f"{ID}rice-2026-a3"
    ties = {(tie.word, tie.end): tie.evidence[0] for tie in knowledge.facts.tied(union) if tie.start == union}
    known = ties["engagement", ID + "slom"]
    assert (known.title, known.locator, known.assertion) == ("Minutes of 12 May 2026", "item 3", "third-party")
    told = ties["partnership", ID + "hnsea"]
    assert (told.title, told.locator, told.assertion) == ("Rice 2026", "row 8 of Ties", "participants")


def test_what_the_room_said_is_in_no_public_answer(valid: Valid) -> None:
    public = open_knowledge([str(valid.data)], "public").facts
    assert [thing for thing in public.terms if "rice-2026" in thing] == []


def test_who_filled_in_the_workbook_is_seen_by_the_facilitator_alone(valid: Valid) -> None:
    seen = {profile: open_knowledge([str(valid.data)], profile).facts.one(f"{ID}rice-2026-workbook", K + "filledInBy") for profile in ("participants", "facilitator")}
    assert seen == {"participants": "", "facilitator": "Somsri Example"}


def test_only_the_rows_that_hold_are_taken_on_demand_and_the_others_are_a_file(valid: Valid) -> None:
    assert [path.name for path in valid.receipt.written] == ["marked.xlsx", "rice-2026-left-out.xlsx", "rice-2026.trig"]
    assert {(row.tab, row.number) for row in valid.receipt.found.left_out} == {("Ties", number) for number in (3, 4, 5, 6, 7, 8)}
    left, _ = importing.opened([valid.folder / "shelf" / "rice-2026-left-out.xlsx"])
    assert [row.get("id") for row in left.rows] == ["t2", "t3", "t4", "t5", "t6", "t7"]
    assert left.cover["title"] == "Rice 2026 (left out)"


def test_an_import_in_a_folder_is_updated_and_what_disappeared_is_kept_until_somebody_drops_it(workbook: Path, little: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    desk = Desk(into=shelf, accept_valid=True)
    first = taken(desk, workbook, known=little)
    again = taken(desk, workbook, known=little)
    assert (first.again, again.again, again.change.added, again.change.changed, again.change.gone) == (False, True, (), (), ())
    book = load_workbook(workbook)
    columns = sheet_of(book, "Ties")
    book["Ties"][f"{columns['Since']}2"] = "2023"
    for letter in columns.values():
        book["Ties"][f"{letter}9"] = None
    book.save(workbook)
    changed = taken(desk, workbook, known=little)
    gone = f"{ACTORS[9 % 6]} · partnership · {ACTORS[10 % 6]}"
    assert (changed.change.added, changed.change.changed, changed.change.gone) == ((), (f"{ACTORS[2]} · engagement · Senior Labour Officials' Meeting",), (gone,))
    path = shelf / "rice-2026.trig"
    assert f"{ID}rice-2026-t8" in open_knowledge([str(path)], "facilitator").facts.terms
    taken(Desk(into=shelf, accept_valid=True, drop_missing=True), workbook, known=little)
    assert f"{ID}rice-2026-t8" not in open_knowledge([str(path)], "facilitator").facts.terms


def test_an_import_is_taken_back_without_being_lost(valid: Valid, tmp_path: Path) -> None:
    shelf, content = tmp_path / "shelf", valid.data.read_bytes()
    shelf.mkdir()
    (shelf / "rice-2026.trig").write_bytes(content)
    aside = undo(shelf, "rice-2026")
    assert (aside.read_bytes(), list(shelf.glob("*.trig"))) == (content, [])
    with pytest.raises(UnreadableFile, match="no import 'rice-2026'"):
        undo(shelf, "rice-2026")


def test_the_same_workbook_gives_the_same_bytes(valid: Valid, workbook: Path, tmp_path: Path) -> None:
    taken(Desk(output=tmp_path / "again.trig", accept_valid=True), workbook)
    assert (tmp_path / "again.trig").read_bytes() == valid.data.read_bytes()


def test_the_workbook_of_other_people_does_not_take_the_place_of_this_one(valid: Valid, workbook: Path, little: Path) -> None:
    book = load_workbook(workbook)
    for row in book["About this workbook"].iter_rows():
        if row[0].value == "Filled in by":
            row[1].value = "Somebody Else"
    book.save(workbook)
    with pytest.raises(UsageError, match="other people filled it in"):
        taken(Desk(into=valid.data.parent, accept_valid=True), workbook, known=little)


def test_nothing_is_overwritten_unasked(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "ties.ttl").write_text("mine")
    with pytest.raises(UsageError, match=r"ties\.ttl exists"):
        taken(Desk(output=tmp_path / "ties.ttl", accept_valid=True), workbook)
    assert (tmp_path / "ties.ttl").read_text() == "mine"


def test_two_workbooks_are_not_read_as_one(workbook: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(workbook.read_bytes())
    with pytest.raises(UsageError, match="several workbooks"):
        taken(Desk(), workbook, other)


def test_decisions_are_read_back_as_they_were_written(workbook: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.xlsx"
    taken(Desk(decisions=names), mended(workbook))
    decided(names)
    found = decisions.read(importing.read(names))
    assert {one.text: (one.decision, one.iri) for one in found.values() if one.decision == "same"} == {
        "Home Net Southeast Asia": ("same", ID + "hnsea"),
    }


def test_title_and_name_are_what_the_cells_say(valid: Valid) -> None:
    facts = open_knowledge([str(valid.data)], "facilitator").facts
    assert facts.all(f"{ID}rice-2026-a1", PREF) == [ACTORS[0]]
    assert facts.all(f"{ID}rice-2026-workbook", TITLE) == ["Rice 2026"]


def test_a_workbook_that_lost_its_row_ids_is_refused(valid: Valid, workbook: Path, little: Path) -> None:
    book = load_workbook(workbook)
    for name in ("Actors", "Ties"):
        book[name].delete_cols(1)
    book.save(workbook)
    with pytest.raises(UsageError, match="lost their row IDs"):
        taken(Desk(into=valid.data.parent, accept_valid=True), workbook, known=little)
