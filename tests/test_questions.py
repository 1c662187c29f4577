"""The library of questions: every file is a case, answers are golden CSV.

`KUASA_REWRITE=1 pytest tests/test_questions.py` writes the answers anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import LIBRARY, asked, column

from kuasa.graph import questions
from kuasa.graph.errors import BadParameter
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.store import derive
from kuasa.graph.tables import as_csv
from kuasa.graph.vocabulary import DATA, QUERIES

ANSWERS = Path(__file__).parent / "answers"

GOLDEN = {
    "aims-towards-the-care-declaration": ("plans/intended-ties", {"target": "i:asean-care-2024"}),
    "care-activities": ("plans/activities", {"topic": "care economy"}),
    "organisers-of-cs5": ("events/who-organised", {"event": "CS5"}),
    "oxfam-in-laos": ("actors/appears-as", {"thing": "Oxfam in Laos"}),
    "people-at-cs5": ("events/how-many-people", {"event": "CS5"}),
    "people-at-the-training": ("events/how-many-people", {"event": "ASEAN Advocacy Training"}),
    "safety-activities": ("plans/activities", {"topic": "occupational safety"}),
    "speakers-at-the-training": ("events/who-spoke", {"event": "ASEAN Advocacy Training"}),
}


# The library


def test_every_folder_of_the_library_holds_questions() -> None:
    folders = {path.parent.name for path in QUERIES.rglob("*.rq")} - {"checks"}
    assert folders == {"actors", "bodies", "events", "plans", "sources", "states", "texts", "windows"}
    assert all(list((QUERIES / folder).glob("*.rq")) for folder in folders)
    assert len(LIBRARY) >= 18


@pytest.mark.parametrize("name", LIBRARY)
def test_question_has_the_full_header(name: str) -> None:
    question = LIBRARY[name]
    keys = re.findall(r"^#\+ (\w+):", question.text, re.MULTILINE)
    assert keys == ["summary", "description", "tags", "defaults"]
    assert question.summary.endswith("?") and question.description.endswith(".")
    assert question.tags and len(set(question.tags)) == len(question.tags)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_has_a_default_for_each_parameter_and_for_nothing_else(name: str) -> None:
    assert sorted(dict(LIBRARY[name].defaults)) == sorted(LIBRARY[name].parameters)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_is_sparql_by_itself_in_graphs_and_in_order(name: str) -> None:
    text = LIBRARY[name].text
    ox.Store().query(text)
    words = [token.upper() for kind, token in questions.tokens(text) if kind == "word"]
    assert "GRAPH" in words and words.count("ORDER") >= 1 and "FROM" not in words
    assert text.endswith("\n") and not re.search(r"[ \t]+$", text, re.MULTILINE)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_finds_something_with_its_defaults(name: str) -> None:
    table = asked(name)
    assert table.rows
    assert not [title for title in table.columns if title.startswith("_") or not re.fullmatch(r"[a-z_]+", title)]


@pytest.mark.parametrize("name", LIBRARY)
def test_question_gives_the_same_answer_twice_and_no_row_twice(name: str) -> None:
    table = asked(name)
    rows = [tuple(row.values()) for row in table.rows]
    assert table == asked(name)
    assert len(set(rows)) == len(rows)


def test_find_takes_the_last_part_of_a_name_and_suggests_near_ones() -> None:
    assert questions.find("who-organised").name == "events/who-organised"
    with pytest.raises(BadParameter, match="events/who-organised"):
        questions.find("events/who-organized")


# The answers


@pytest.mark.parametrize("name", GOLDEN)
def test_answer_is_the_one_kept(name: str) -> None:
    question, values = GOLDEN[name]
    found = as_csv(asked(question, **values))
    path = ANSWERS / f"{name}.csv"
    if os.environ.get("KUASA_REWRITE"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_answer_kept_belongs_to_a_case() -> None:
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == sorted(GOLDEN)


def test_cs5_has_its_twenty_two_co_organisers() -> None:
    table = asked("who-organised", event="CS5")
    assert len(table.rows) == 22
    assert set(column(table, "role")) == {"co-organising"}


def test_regional_and_country_speakers_are_told_apart() -> None:
    table = asked("who-spoke", event="ASEAN Advocacy Training")
    by_level = {
        level: [row["speaker"] for row in table.rows if row["session"] == f"{level} level sharing (April 2024)" and row["role"] == "speaker"] for level in ("Regional", "Country")
    }
    assert by_level == {
        "Regional": ["Ed Tadem", "Rene Ofreneo", "Shubert Ciencia", "Soe Min Than", "Suntaree H Saeng-ging"],
        "Country": ["Raquel Castillo", "Soudany Phommavilay"],
    }


def test_counts_that_cannot_both_hold_name_one_another() -> None:
    table = asked("how-many-people", event="ASEAN Advocacy Training")
    assert {(row["people"], row["contradicted_by"]) for row in table.rows if row["contradicted_by"] is not None} == {(5, 6), (6, 5)}


def test_the_convening_meeting_keeps_its_other_dates() -> None:
    table = asked("plans/activities", topic="care economy")
    [meeting] = [row for row in table.rows if row["activity"] == "Take part in the convening meeting on care"]
    assert (meeting["due"], meeting["other_dates"], meeting["budget"], meeting["status"], meeting["outcome"]) == (
        "2024-06-26",
        "2024-05-09; 2024-05-20",
        "no budget",
        "planned",
        "not recorded",
    )


def test_a_plan_is_not_past_on_its_own_day_month_quarter_or_year() -> None:
    def past(day: str) -> set[object]:
        return {row["due"] for row in asked("plans/date-passed", on=day).rows if row["document"] == "training-2024"}

    assert past("2024-05-31") == set()
    assert past("2024-06-26") == {"2024-05"}
    assert past("2024-06-30") == {"2024-05", "2024-06-26"}
    assert past("2025-01-01") == {"2024-05", "2024-06-26", "2024-06", "2024-Q4", "2024"}


def test_the_validation_workshop_contradicts_itself_and_the_endorsement() -> None:
    table = asked("windows/contradicting-dates")
    assert {(row["about"], row["date"], row["other_date"]) for row in table.rows if "2nd validation" in str(row["against"])} == {
        ("2nd validation workshop on the care economy declaration", "2024-05", "2024-06-20"),
        ("Endorsement of the care economy declaration (2024)", "first or second week of June 2024", "2024-06-20"),
    }


def test_windows_of_the_training_without_a_date_are_all_named() -> None:
    table = asked("windows/without-date")
    named = {str(row["window"]) for row in table.rows if row["source"] == "ASEAN Advocacy Training: report"}
    assert {
        "ASEAN High Level Social Protection Conference (2024)",
        "APF 2025",
        "Country validation workshops on the care economy declaration",
        "Drafting of the ASEAN Guidelines on OSH of Informal Economy Workers",
        "Regional social dialogue on responsiveness of labour policies in the new normal (2024)",
        "Review of the Regional Plan of Action on Social Protection (2024)",
    } <= named


def test_responsibility_at_home_says_no_record_where_there_is_none() -> None:
    table = asked("states/labour-or-social")
    at_home = {row["state"]: row["responsible_at_home"] for row in table.rows}
    assert (at_home["Indonesia"], at_home["Thailand"]) == ("no record", "no record")


def test_the_chair_of_asean_stands_per_source_where_they_differ() -> None:
    table = asked("states/asean-chair-by-year", **{"from": "2029", "to": "2029"})
    assert sorted(set(column(table, "chair"))) == ["Timor-Leste", "Viet Nam"]  # type: ignore[type-var]
    assert set(column(table, "status")) == {"planned"}


def test_superiors_climb_from_slom_to_the_summit() -> None:
    table = asked("bodies/superiors", body="SLOM")
    assert sorted({f"{row['body']} > {row['reports_to']}" for row in table.rows}) == [
        "ASEAN Labour Ministers' Meeting > ASEAN Socio-Cultural Community Council",
        "ASEAN Socio-Cultural Community Council > ASEAN Summit",
        "Senior Labour Officials' Meeting > ASEAN Labour Ministers' Meeting",
    ]


def test_a_recalled_statement_names_a_place_to_check_and_never_a_source() -> None:
    rows = [row for name in LIBRARY for row in asked(name).rows if {"confidence", "source", "check_at"} <= set(row)]
    recalled = [row for row in rows if row["confidence"] == "recalled"]
    assert recalled
    assert [row for row in recalled if row["source"] or row["place"] or not row["check_at"]] == []
    assert [row for row in rows if row["confidence"] == "seen" and row["check_at"]] == []


def test_no_answer_under_the_public_profile_holds_a_withheld_text() -> None:
    known = open_knowledge((str(DATA),), "public")
    store, facts, withheld = known.store, known.facts, known.withheld
    derive(store)
    assert withheld.secrets
    for name, question in LIBRARY.items():
        cells = {str(cell) for row in questions.ask(store, questions.bind(question, {}, facts)).rows for cell in row.values()}
        assert cells & withheld.secrets == set(), name
        assert [secret for secret in withheld.secrets if len(secret) > 12 and any(secret in cell for cell in cells)] == [], name
