"""What groups wrote on paper comes back: one workbook for each group, its number and never a name, and the groups side by side."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kuasa.exchange.incoming.desk import Desk, Receipt
from kuasa.exchange.merging.meeting import Meeting
from kuasa.exchange.outgoing.transcription import group_book
from kuasa.graph.facts import PREF, TITLE, Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.sheets import sheet, word
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, K
from kuasa.maps import paper

WORLD = str(Path(__file__).parent / "world.ttl")
TODAY = dt.date(2026, 11, 22)
NAMED = "Session on cloth"
UNION, NETWORK, OFFICIALS = (ID + name for name in ("weavers", "loom-net", "officials"))
POWER = {1: {"Union of Weavers": 4, "Loom Network": 6}, 2: {"Union of Weavers": 9, "Loom Network": 6}}

Transcribed = Callable[..., Path]


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """The invented world as those in the room may see it."""
    return open_knowledge([WORLD], "participants")


def empty(known: Knowledge, group: int, session: str = NAMED, lang: str = "en") -> bytes:
    """The workbook of a group as the paper kit makes it."""
    tables = paper.transcription(known, [UNION], Moment.from_words("2025-01-01", "all"), None, 2, session, lang)
    return group_book(tables, group, {"title": session, "session": session, "date": "2026-05-12"}, lang, known)


def filled(content: bytes, group: int, lang: str = "en") -> bytes:
    """The workbook with what the group wrote on paper: how strong two are, one link to a thing that is known, one to a new one."""

    def put(key: str, number: int, **cells: str | int) -> None:
        layout, page = sheet(key), book[sheet(key).label(lang)]
        letters = {str(cell.value).rstrip(" *"): cell.column_letter for cell in page[1]}
        for name, value in cells.items():
            column = layout.column(name)
            assert column is not None
            page[f"{letters[column.label(lang)]}{number}"] = word(column, value, lang) if isinstance(value, str) and name in ("tie_kind", "status") else value

    book = load_workbook(io.BytesIO(content))
    dimension = sheet("assessments").column("dimension")
    assert dimension is not None
    rated = book[sheet("assessments").label(lang)]
    for row in rated.iter_rows(min_row=2):
        if row[2].value == word(dimension, "power", lang) and row[1].value in POWER[group]:
            put("assessments", row[0].row, score=POWER[group][row[1].value])
    put("ties", 2, **{"from": "Union of Weavers"}, tie_kind="engagement", to="OMC", status="planned")
    put("ties", 3, **{"from": "Dyers' Circle"}, tie_kind="partnership", to="Union of Weavers", status="actual")
    put("actors", 2, name="Dyers' Circle")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled workbooks of two groups."""
    place = tmp_path_factory.mktemp("groups")
    for group in POWER:
        (place / f"kit-group-{group}.xlsx").write_bytes(filled(empty(known, group), group))
    return place


@pytest.fixture(scope="module")
def receipt(folder: Path) -> Receipt:
    """What became of the first group's workbook."""
    return Desk(output=folder / "one.trig").take([folder / "kit-group-1.xlsx"], [WORLD], TODAY)


@pytest.fixture(scope="module")
def taken(receipt: Receipt, folder: Path) -> Facts:
    """The world with what the first group said, as the facilitator sees it."""
    assert receipt.found.errors == ()
    return open_knowledge([WORLD, str(folder / "one.trig")], "facilitator").facts


def rated(facts: Facts) -> dict[tuple[str, str], tuple[str, str, str]]:
    """The number, the group and the session of each assessment of an import, by thing and dimension."""
    found = [one for one in facts.subjects("Assessment") if "/world-" not in one]
    return {
        (facts.one(one, K + "about"), facts.one(one, K + "dimension")): (facts.one(one, K + "value"), facts.one(one, K + "group"), facts.one(one, K + "saidAt")) for one in found
    }


def test_a_workbook_has_the_number_of_its_group_nobodys_name_and_the_rows_of_its_own_group(known: Knowledge) -> None:
    for group in (1, 2):
        book = load_workbook(io.BytesIO(empty(known, group)))
        cover = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
        assert (cover["Title"], cover["Filled in by"], cover["Session"], str(cover["Group"])) == (NAMED, None, NAMED, str(group))
        rows = [row for row in book["Assessments"].iter_rows(min_row=2, values_only=True) if row[1]]
        assert ({row[3] for row in rows}, {row[4] for row in rows}) == ({None}, {str(group)})
        assert {"Union of Weavers", "Loom Network"} <= {row[1] for row in rows}


def test_what_a_group_wrote_is_said_by_participants_and_rests_on_its_session(taken: Facts, receipt: Receipt) -> None:
    ours = [tie for tie in taken.ties if "session-on-cloth" in tie.id]
    told = {(tie.word, tie.start, tie.end, tie.status): [(known.assertion, known.title) for known in tie.evidence] for tie in ours}
    proof = [("participants", f"{NAMED}, group 1")]
    circle = next(thing for thing in taken.subjects("Organisation") if taken.label(thing) == "Dyers' Circle")
    assert told == {("engagement", UNION, OFFICIALS, "planned"): proof, ("partnership", circle, UNION, "actual"): proof}
    assert [known.title for known in taken.evidence(circle)] == [f"{NAMED}, group 1"]


def test_the_numbers_of_a_group_have_its_number_and_the_session_and_empty_rows_say_nothing(taken: Facts) -> None:
    session = next(event for event in taken.subjects("Event") if taken.label(event) == NAMED)
    assert rated(taken) == {(UNION, K + "power"): ("4", "1", session), (NETWORK, K + "power"): ("6", "1", session)}
    assert (taken.one(session, K + "begins"), taken.one(session, K + "status")) == ("2026-05-12", K + "actual")
    assert [event for event in taken.subjects("Event") if taken.label(event) == NAMED] == [session]


def test_nobody_is_named_and_nothing_of_the_room_is_public(receipt: Receipt, folder: Path) -> None:
    facts = open_knowledge([str(folder / "one.trig")], "facilitator").facts
    assert {facts.one(one, K + "filledInBy") for one in facts.subjects("Source")} == {""}
    assert facts.subjects("Person") == []
    public = open_knowledge([WORLD, str(folder / "one.trig")], "public").facts
    assert [thing for thing in public.terms if "session-on-cloth" in thing] == []


def test_rows_without_a_number_are_passed_over_and_that_is_told(receipt: Receipt) -> None:
    told = "\n".join(receipt.told())
    assert "rows without a number were passed over" in told and "To mend" not in told
    assert "Nothing by this name is in the sheets or known" not in told, "the session is no unknown name"


def test_a_session_that_is_known_is_that_event(known: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "g.xlsx").write_bytes(filled(empty(known, 1, "Cloth Fair"), 1))
    Desk(output=tmp_path / "g.trig").take([tmp_path / "g.xlsx"], [WORLD], TODAY)
    facts = open_knowledge([str(tmp_path / "g.trig")], "facilitator").facts
    assert {session for _, _, session in rated(facts).values()} == {ID + "fair"}
    assert facts.subjects("Event") == []
    assert [facts.one(one, TITLE) for one in facts.subjects("Source")] == ["Cloth Fair, group 1"]


@pytest.mark.parametrize("lang", ["th", "vi"])
def test_a_workbook_in_another_language_says_the_same(known: Knowledge, taken: Facts, tmp_path: Path, lang: str) -> None:
    (tmp_path / "g.xlsx").write_bytes(filled(empty(known, 1, lang=lang), 1, lang))
    found = Desk(output=tmp_path / "g.trig").take([tmp_path / "g.xlsx"], [WORLD], TODAY)
    assert [str(one) for one in found.found.errors] == []
    facts = open_knowledge([WORLD, str(tmp_path / "g.trig")], "facilitator").facts
    said: list[Any] = [(tie.word, facts.label(tie.start), facts.label(tie.end), tie.status) for tie in facts.ties if "session-on-cloth" in tie.id]
    assert sorted(said) == sorted((tie.word, taken.label(tie.start), taken.label(tie.end), tie.status) for tie in taken.ties if "session-on-cloth" in tie.id)
    assert {key: value[:2] for key, value in rated(facts).items()} == {key: value[:2] for key, value in rated(taken).items()}


def test_an_event_that_only_a_link_names_is_taken_with_the_status_of_the_link(known: Knowledge, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(empty(known, 1)))
    letters = {str(cell.value).rstrip(" *"): cell.column_letter for cell in book["Ties"][1]}
    for heading, text in {"From": "Union of Weavers", "Link": "attended", "To": "Dye Days 2027", "Status": "planned"}.items():
        book["Ties"][f"{letters[heading]}2"] = text
    book.save(tmp_path / "g.xlsx")
    found = Desk(output=tmp_path / "g.trig").take([tmp_path / "g.xlsx"], [WORLD], TODAY)
    assert [str(one) for one in found.found.errors] == []
    facts = open_knowledge([str(tmp_path / "g.trig")], "facilitator").facts
    assert [(facts.all(event, PREF), facts.one(event, K + "status")) for event in facts.subjects("Event")] == [(["Dye Days 2027"], K + "planned")]


def test_two_groups_put_together_are_told_apart_with_the_middle_and_how_far_apart_they_are(folder: Path) -> None:
    meeting = Meeting(folder / "all.trig", ratings=folder / "ratings.xlsx")
    outcome = meeting.merge([folder / "kit-group-1.xlsx", folder / "kit-group-2.xlsx"], [WORLD], TODAY)
    assert outcome.written == (folder / "all.trig", folder / "ratings.xlsx")
    table = list(load_workbook(folder / "ratings.xlsx").active.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(table) if row[0] == "Who")
    assert table[head:] == [
        ("Who", "What", "Groups", "Median", "Least", "Most", "Spread"),
        ("Loom Network", "power", "1, 2", 6, 6, 6, 0),
        ("Union of Weavers", "power", "1, 2", 6.5, 4, 9, 5),
    ]
    facts = open_knowledge([str(folder / "all.trig")], "facilitator").facts
    assert sorted(facts.one(one, TITLE) for one in facts.subjects("Source")) == [f"{NAMED}, group 1", f"{NAMED}, group 2"]
    assert sorted((facts.one(one, K + "value"), facts.one(one, K + "group")) for one in facts.subjects("Assessment")) == [("4", "1"), ("6", "1"), ("6", "2"), ("9", "2")]
    assert [facts.label(event) for event in facts.subjects("Event")] == [NAMED]


def test_the_numbers_of_single_groups_are_for_the_facilitator_alone(folder: Path, receipt: Receipt) -> None:
    seen = open_knowledge([WORLD, str(folder / "one.trig")], "participants").facts
    assert (rated(seen), len([tie for tie in seen.ties if "session-on-cloth" in tie.id])) == ({}, 2)
