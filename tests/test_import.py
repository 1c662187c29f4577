"""Rows of a workbook become statements with their sources: the story of a data steward, and what keeps it true."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from kuasa.exchange.book import Book, Problem, Row, problem
from kuasa.exchange.incoming import decisions, findings, importing
from kuasa.exchange.incoming.addresses import Addresses, addresses
from kuasa.exchange.incoming.decisions import Decision
from kuasa.exchange.incoming.desk import Desk, undo
from kuasa.exchange.incoming.keeping import against
from kuasa.exchange.incoming.names import key, named
from kuasa.exchange.incoming.receipt import Receipt
from kuasa.exchange.incoming.statements import Statements, stated
from kuasa.exchange.incoming.values import settled
from kuasa.exchange.outgoing.template import made
from kuasa.graph.errors import UnreadableFile, UsageError
from kuasa.graph.facts import PREF, TITLE, Facts, word_facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.sheets import sheets
from kuasa.graph.vocabulary import ID, QUERIES, K

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


def taken(desk: Desk, *files: Path) -> Receipt:
    """What a desk takes in."""
    return desk.take(files, today=TODAY)


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


NAMED = [("BAD", ""), ("a2", ""), ("เลว", ""), ("Good", "s1"), ("Good", "")]


def test_a_link_to_a_row_that_was_left_out_is_left_out_too() -> None:
    rows = (
        row("actors", 2, id="a1", name="Rice Bank Union"),
        row("actors", 3, id="a2", name="Bad", name__th="เลว"),
        row("sources", 2, id="s1", title="Minutes"),
        *(
            row("ties", number, **{"from": name}, to="Rice Bank Union", source=source)
            for number, (name, source) in enumerate([("BAD", ""), ("a2", ""), ("เลว", ""), ("Good", "s1"), ("Good", "")], 2)
        ),
    )
    raw = Book(tuple(replace(one, place=place) for place, one in enumerate(rows)))
    wrong = [problem(raw.rows[1], "name", "", ""), problem(raw.rows[2], "title", "", "")]
    assert [(one.sheet, one.number) for one in importing.without(raw, wrong, raw, Facts()).rows] == [("actors", 2), ("ties", 6)]


def test_a_link_to_a_known_thing_stays_when_a_row_about_that_thing_is_left_out(embedded: Facts) -> None:
    rows = (row("bodies", 2, id="i:slom", name="SLOM"), row("ties", 2, **{"from": "Rice Bank Union"}, to="SLOM"))
    raw = Book(tuple(replace(one, place=place) for place, one in enumerate(rows)))
    assert [one.sheet for one in importing.without(raw, [problem(raw.rows[0], "name", "", "")], raw, embedded).rows] == ["ties"]


def test_an_import_in_a_folder_is_updated_and_what_disappeared_is_kept_until_somebody_drops_it(workbook: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    desk = Desk(into=shelf, accept_valid=True)
    first = taken(desk, workbook)
    again = taken(desk, workbook)
    assert (first.again, again.again, again.change.added, again.change.changed, again.change.gone) == (False, True, (), (), ())
    book = load_workbook(workbook)
    columns = sheet_of(book, "Ties")
    book["Ties"][f"{columns['Since']}2"] = "2023"
    for letter in columns.values():
        book["Ties"][f"{letter}9"] = None
    book.save(workbook)
    changed = taken(desk, workbook)
    gone = f"{ACTORS[9 % 6]} · partnership · {ACTORS[10 % 6]}"
    assert (changed.change.added, changed.change.changed, changed.change.gone) == ((), (f"{ACTORS[2]} · engagement · Senior Labour Officials' Meeting",), (gone,))
    path = shelf / "rice-2026.trig"
    assert f"{ID}rice-2026-t8" in open_knowledge([str(path)], "facilitator").facts.terms
    taken(Desk(into=shelf, accept_valid=True, drop_missing=True), workbook)
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


def test_the_workbook_of_other_people_does_not_take_the_place_of_this_one(valid: Valid, workbook: Path) -> None:
    book = load_workbook(workbook)
    for row in book["About this workbook"].iter_rows():
        if row[0].value == "Filled in by":
            row[1].value = "Somebody Else"
    book.save(workbook)
    with pytest.raises(UsageError, match="other people filled it in"):
        taken(Desk(into=valid.data.parent, accept_valid=True), workbook)


def test_groups_of_one_long_title_have_addresses_of_their_own() -> None:
    title = "Consultation on the regional action plan of ASEAN on the care economy"
    found = {addresses(Book((), {"title": title, "group": group}), "x").slug for group in ("1", "2", "")} | {addresses(Book((), {"title": title + " 2"}), "x").slug}
    assert len(found) == 4


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


def row(sheet: str, number: int, **cells: str) -> Row:
    """A row as it would be read from a workbook."""
    return Row(sheet, cells, "t.xlsx", sheet, number, {key: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n] for n, key in enumerate(cells)})


def statements(facts: Facts, *rows: Row, **cover: str) -> Statements:
    """What settled rows state."""
    book = Book(rows, {"title": "Rice 2026", **cover})
    at = addresses(book, "t")
    names = named(book, facts, {}, at.of)
    assert [naming for naming in names.namings if not naming.decision] == []
    return stated(book, names, facts, at)


def said(found: Statements, subject: str) -> dict[str, list[str]]:
    """What is said of a subject of the import, by the last part of each property."""
    told: dict[str, list[str]] = {}
    for quad in found.quads:
        if quad.subject.value == subject:
            told.setdefault(quad.predicate.value.rsplit("#")[-1].rsplit("/")[-1], []).append(quad.object.value.replace(K, "k:").replace(ID, "i:"))
    return told


def test_a_plan_stays_a_plan_and_its_links_are_plans_too(embedded: Facts) -> None:
    event = row("events", 2, id="e1", name="Rice dialogue", begins="2027-05", status="planned", organised_by="AROSP", sensitivity="for-public")
    found = statements(embedded, event)
    assert said(found, f"{ID}rice-2026-e1")["status"] == ["k:planned"]
    tie = said(found, f"{ID}rice-2026-e1-organised-by-1")
    assert (tie["type"], tie["from"], tie["to"], tie["status"]) == (["k:Organising"], ["i:arosp"], ["i:rice-2026-e1"], ["k:planned"])


def test_what_is_said_of_a_known_thing_is_a_claim_beside_it(embedded: Facts) -> None:
    cells = {"id": "i:slom", "name": "Senior Labour Officials' Meeting", "kind": "senior-officials-meeting"}
    known = row("bodies", 2, **cells, meets="every second spring", other_names="Labour SOM", sensitivity="for-public")
    found = statements(embedded, known, session="Session on rice", date="2026-05-12", group="2")
    subjects = {quad.subject.value for quad in found.quads}
    assert ID + "slom" not in subjects
    claims = [said(found, subject) for subject in sorted(subjects) if "value" in said(found, subject) or "text" in said(found, subject)]
    assert [(claim["about"], claim.get("property"), claim.get("value") or claim.get("text")) for claim in claims] == [
        (["i:slom"], ["k:meets"], ["every second spring"]),
        (["i:slom"], None, ["Labour SOM"]),
    ]
    assert said(found, found.at.workbook)["title"] == ["Session on rice, group 2"]


def filled_in(facts: Facts, review: str, **changed: str) -> tuple[Statements, dict[str, list[str]]]:
    """What is stated by a row that kuasa filled in with the link of a ministry and SLOM, and the record that it made."""
    tie = next(tie for tie in facts.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    evidence = tie.evidence[0]
    cells = {"id": "i:" + tie.id.removeprefix(ID), "review": review, "from": "i:slom", "tie_kind": tie.word, "to": "i:" + tie.end.removeprefix(ID), "status": tie.status}
    cells |= {"since": tie.since, "observed": "|".join(tie.observed), "source": evidence.title, "sensitivity": "for-public"} | changed
    found = statements(facts, row("ties", 2, **{key: text for key, text in cells.items() if text}), date="2026-05-12")
    records = [said(found, subject) for subject in {quad.subject.value for quad in found.quads} if "from" in said(found, subject)]
    return found, (records or [{}])[0]


def test_a_row_that_kuasa_filled_in_and_nobody_touched_says_nothing(embedded: Facts) -> None:
    found, record = filled_in(embedded, "")
    assert (record, len(found.unread)) == ({}, 1)


def test_a_confirmed_link_is_said_again_by_those_who_confirm_it_and_not_by_its_source(embedded: Facts) -> None:
    found, record = filled_in(embedded, "to-confirm")
    assert "2026-05-12" in record["observed"]
    evidence = said(found, record["evidence"][0].replace("i:", ID))
    assert evidence["assertion"] == ["k:participants"]
    assert said(found, evidence["passage"][0].replace("i:", ID))["source"] == ["i:rice-2026-workbook"]


def test_a_corrected_link_stands_beside_the_one_that_it_corrects(embedded: Facts) -> None:
    _, record = filled_in(embedded, "to-correct", since="2019")
    assert (record["since"], len(record["corrects"])) == (["2019"], 1)


def test_a_struck_link_is_a_record_that_it_does_not_hold_and_the_other_stays(embedded: Facts) -> None:
    _, record = filled_in(embedded, "to-strike")
    assert (record["status"], len(record["contradicts"])) == (["k:cancelled"], 1)


def test_an_assessment_has_the_number_of_its_group_the_session_and_no_name(embedded: Facts) -> None:
    found = statements(embedded, row("assessments", 2, about="SLOM", dimension="power", score="7", sensitivity="for-facilitator"), session="Session on rice", group="2", title="")
    record = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == K + "Assessment")
    assert (record["group"], record["value"], record["saidAt"]) == (["2"], ["7"], [found.session.replace(ID, "i:")])


def test_a_thing_that_only_a_link_names_has_a_class_that_the_link_allows(embedded: Facts) -> None:
    link = row("ties", 2, **{"from": "Ponies United"}, tie_kind="speech", to="Ponies Summit 2026", status="actual", sensitivity="for-participants")
    found = statements(embedded, link)
    things = [said(found, subject) for subject in {quad.subject.value for quad in found.quads}]
    assert {one["prefLabel"][0]: one["type"] for one in things if "prefLabel" in one} == {"Ponies United": ["k:Organisation"], "Ponies Summit 2026": ["k:Event"]}


def test_a_person_has_an_opaque_address(embedded: Facts) -> None:
    found = statements(embedded, row("actors", 2, id="a1", name="Somchai Example", kind="person", sensitivity="for-facilitator", assertion="participants", confidence="seen"))
    subject = next(quad.subject.value for quad in found.quads if quad.object.value == K + "Person")
    assert subject.removeprefix(ID + "p-").isdigit()


def test_what_is_not_checked_yet_names_where_to_check_it_and_no_passage(embedded: Facts) -> None:
    proof = {"source": "https://x.example/r", "confidence": "recalled", "assertion": "third-party"}
    link = row("ties", 2, id="t1", **{"from": "AROSP"}, tie_kind="engagement", to="SLOM", sensitivity="for-public", **proof)
    found = statements(embedded, link)
    evidence = said(found, f"{ID}rice-2026-t1-e1")
    assert ("passage" in evidence, len(evidence["checkAt"])) == (False, 1)
    assert said(found, evidence["checkAt"][0].replace("i:", ID))["publisher"] == ["x.example"]


def test_an_import_keeps_its_address_under_another_file_name() -> None:
    book = Book((), {"title": "Rice 2026", "group": "3"})
    assert [addresses(book, name).slug for name in ("a", "b (2)")] == ["rice-2026-group-3"] * 2
    assert addresses(Book(()), "ข้าว").slug.startswith("import-")


def test_a_row_keeps_its_address_when_what_it_says_changes() -> None:
    at = Addresses("rice")
    assert at.of(row("actors", 2, id="a7", name="A")) == at.of(row("actors", 9, id="a7", name="B")) == ID + "rice-a7"
    assert at.of(row("actors", 2, name="Ä")) == at.of(row("actors", 5, name="a")) != at.of(row("actors", 5, name="b"))


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


def test_the_groups_of_one_session_have_one_event(embedded: Facts) -> None:
    cells = {"about": "SLOM", "dimension": "power", "score": "7", "sensitivity": "for-facilitator"}
    events = {statements(embedded, row("assessments", 2, **cells), session="Session on rice", date="2026-05-12", group=group).session for group in ("1", "2")}
    assert len(events) == 1
    own = statements(
        embedded, row("assessments", 2, **cells), row("events", 2, id="e1", name="session on Rice", status="actual", sensitivity="for-public"), session="Session on rice"
    )
    assert own.session == ID + "rice-2026-e1"


def test_two_rows_about_one_thing_are_one_thing_with_two_proofs_and_the_stricter_audience(embedded: Facts) -> None:
    rows = [
        row("actors", n, name=name, kind="organisation", source=f"Source {n}", sensitivity=seen)
        for n, name, seen in ((2, "Rice Club", "for-public"), (3, "RICE CLUB", "for-participants"))
    ]
    found = statements(embedded, *rows)
    club = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == K + "Organisation")
    assert (len(club["evidence"]), club["prefLabel"], club["altLabel"], club["sensitivity"]) == (2, ["Rice Club"], ["RICE CLUB"], ["k:forParticipants"])
    assert findings.told(found, embedded) == []


def test_two_ratings_of_one_group_are_two_records(embedded: Facts) -> None:
    rows = [row("assessments", n, about="SLOM", dimension="power", score=score, group="1", sensitivity="for-facilitator") for n, score in ((2, "3"), (3, "8"), (4, "8"))]
    found = statements(embedded, *rows, session="Session on rice")
    assert sorted(said(found, subject)["value"] for subject in {quad.subject.value for quad in found.quads if quad.object.value == K + "Assessment"}) == [["3"], ["8"], ["8"]]


def test_a_struck_row_with_empty_cells_strikes_the_link_that_it_was(embedded: Facts) -> None:
    known = next(tie for tie in embedded.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    found = statements(embedded, row("ties", 2, id="i:" + known.id.removeprefix(ID), review="to-strike", sensitivity="for-public"))
    record = next(said(found, quad.subject.value) for quad in found.quads if quad.predicate.value == K + "contradicts")
    assert (record["from"], record["to"], record["type"], record["status"]) == (["i:slom"], [known.end.replace(ID, "i:")], ["k:Reporting"], ["k:cancelled"])


def test_only_links_can_be_struck() -> None:
    _, problems = settled(Book((row("bodies", 2, id="i:slom", name="SLOM", kind="senior-officials-meeting", review="strike"),)), TODAY)
    assert [(one.cell, one.problem) for one in problems if one.severity == "error"] == [("D2", "Only links can be struck.")]


@pytest.mark.parametrize(("key", "text"), [("strength", "0.5"), ("note", "ask again"), ("source", "https://x.example/other")])
def test_any_changed_cell_of_a_row_that_kuasa_filled_in_is_read(embedded: Facts, key: str, text: str) -> None:
    found, record = filled_in(embedded, "", **{key: text})
    assert (len(found.unread), len(record["corrects"])) == (0, 1)


def test_the_row_id_of_what_is_no_link_is_told(embedded: Facts) -> None:
    rows = [row("ties", n, id=own, **{"from": "AROSP"}, tie_kind="engagement", to="SLOM") for n, own in ((2, "i:arosp"), (3, "i:nobody"), (4, "t4"))]
    assert [one.cell for one in importing.strangers(Book(tuple(rows)), embedded)] == ["A2", "A3"]


def test_ids_of_several_sheets_do_not_meet(embedded: Facts) -> None:
    found = statements(embedded, row("actors", 2, id="1", name="Rice Club", kind="organisation"), row("events", 2, id="1", name="Rice day", status="actual"))
    assert len({quad.subject.value for quad in found.quads if quad.predicate.value == PREF}) == 2


def test_a_source_that_was_decided_to_be_left_out_is_not_cited(embedded: Facts) -> None:
    book = Book((row("ties", 2, id="t1", **{"from": "AROSP"}, tie_kind="engagement", to="SLOM", source="Gossip", sensitivity="for-public"),), {"title": "Rice 2026"})
    at = addresses(book, "t")
    names = named(book, embedded, {key("source", "Gossip"): Decision("Gossip", "skip", "")}, at.of)
    found = stated(book, names, embedded, at)
    assert [quad.object.value for quad in found.quads if quad.predicate.value == TITLE] == ["Rice 2026"]


def test_a_name_may_be_that_of_a_thing_and_of_a_source(embedded: Facts) -> None:
    link = row("ties", 2, id="t1", **{"from": "Ponies United"}, tie_kind="engagement", to="SLOM", status="actual", source="Ponies United", sensitivity="for-public")
    assert findings.told(statements(embedded, link), embedded) == []


def test_a_changed_source_is_a_changed_row(embedded: Facts) -> None:
    cells = {"from": "AROSP", "tie_kind": "engagement", "to": "SLOM", "sensitivity": "for-public"}
    before, now = (statements(embedded, row("ties", 2, id="t1", **cells, source=f"https://x.example/{page}")).quads for page in ("a", "b"))
    assert against(list(before), now).changed == ("arosp · engagement · slom",)


def test_a_sheet_that_cannot_be_read_stops_the_import_of_the_others(embedded: Facts) -> None:
    note = Problem("error", "t.xlsx", "Ties", "", "", "Two columns are “From”.", "")
    book = Book((replace(row("actors", 2, name="Rice Club", kind="organisation"), place=0),))
    found = [importing.imported(book, (note,), addresses(book, "t"), embedded, {}, accept, TODAY).refused for accept in (False, True)]
    assert found == [True, False]


def test_each_cure_is_for_a_check_that_there_is_and_a_column_of_the_workbook() -> None:
    checks = {path.stem for path in (QUERIES / "checks").glob("*.rq")} | {iri.rsplit("/", 1)[-1] for iri in word_facts().terms if "/shape/" in iri}
    columns = {column.key for sheet in sheets() for column in sheet.columns}
    assert {check: column for check, (column, _, _) in findings.cures().items() if check not in checks or column not in columns} == {}


def test_a_thing_that_is_only_named_is_seen_by_the_facilitator_alone_until_it_has_a_row(embedded: Facts) -> None:
    link = row("ties", 2, **{"from": "Khun Malee Example"}, tie_kind="opposition", to="AROSP", status="actual", sensitivity="for-public")
    found = statements(embedded, link)
    thing = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == "Khun Malee Example")
    assert thing["sensitivity"] == ["k:forFacilitator"]


def test_a_source_that_nothing_rests_on_is_for_the_room(embedded: Facts) -> None:
    rows = (
        row("sources", 2, id="s1", title="Interview with Nok"),
        row("sources", 3, id="s2", title="Minutes"),
        row("actors", 2, id="a1", name="Rice Club", kind="organisation", source="Minutes"),
    )
    found = statements(embedded, *rows)
    assert [said(found, f"{ID}rice-2026-s{n}").get("sensitivity") for n in (1, 2)] == [["k:forParticipants"], None]


def test_the_untouched_file_of_another_tool_corrects_nothing(embedded: Facts) -> None:
    tie = next(tie for tie in embedded.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    link = row("ties", 2, id="i:" + tie.id.removeprefix(ID), **{"from": "i:slom"}, tie_kind="reporting", to="i:" + tie.end.removeprefix(ID))
    book = Book((link,), {}, "oligrapher")
    at = addresses(book, "t")
    found = stated(book, named(book, embedded, {}, at.of), embedded, at)
    assert (len(found.quads), len(found.unread)) == (0, 1)


def test_a_workbook_that_lost_its_row_ids_is_refused(valid: Valid, workbook: Path) -> None:
    book = load_workbook(workbook)
    for name in ("Actors", "Ties"):
        book[name].delete_cols(1)
    book.save(workbook)
    with pytest.raises(UsageError, match="lost their row IDs"):
        taken(Desk(into=valid.data.parent, accept_valid=True), workbook)


def test_a_changed_name_is_told_with_the_one_that_it_was(embedded: Facts) -> None:
    before, now = (statements(embedded, row("actors", 2, id="a1", name=name, kind="organisation")).quads for name in ("Paddy Network", "Totally Different Org"))
    assert against(list(before), now).changed == ("Paddy Network → Totally Different Org (organisation)",)


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
