"""Commitments: who was asked on which day, what became of it, and nothing claimed that no record shows."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from kuasa.graph import commitments, tallies
from kuasa.graph.commitments import PASSED
from kuasa.graph.errors import BadChoice, UnknownName
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.vocabulary import ID, K

TODAY = dt.date(2026, 6, 30)
ECHO = "i:acsc-apf-2023-echo-sse"
TEN = {"Brunei Darussalam", "Cambodia", "Indonesia", "Lao PDR", "Malaysia", "Myanmar", "Philippines", "Singapore", "Thailand", "Viet Nam"}


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The embedded facts as everybody may see them."""
    return open_knowledge().facts


def rows(facts: Facts, **asked: object) -> list[dict[str, object]]:
    """The rows of some filters."""
    day = asked.pop("day", TODAY)
    return [dict(row) for row in tallies.table(facts, commitments.commitments(facts, day, **asked)).rows]  # type: ignore[arg-type]


def copied(facts: Facts, **more: dict[str, list[tuple[str, str | None]]]) -> Facts:
    """The same facts with some records more."""
    return Facts({**{subject: dict(said) for subject, said in facts.terms.items()}, **{ID + name.replace("_", "-"): said for name, said in more.items()}})


def tie(kind: str, start: str, end: str, since: str) -> dict[str, list[tuple[str, str | None]]]:
    """An actual tie."""
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return {type_: [(K + kind, None)], K + "from": [(ID + start, None)], K + "to": [(ID + end, None)], K + "status": [(K + "actual", None)], K + "since": [(since, "")]}


def test_cs5_asked_ten_members_and_timor_leste_by_name(facts: Facts) -> None:
    found = [row for row in rows(facts, of="CS5") if row["what"].startswith("Recommendation 4")]  # type: ignore[attr-defined]
    asked = {call: [row for row in found if row["calls_for"] == call] for call in {row["calls_for"] for row in found}}
    assert len(asked) == 3
    for group in asked.values():
        assert len(group) == 11
        assert {row["state"] for row in group if row["to"] == "ASEAN Member States"} == TEN
        assert [(row["state"], row["note"]) for row in group if row["to"] == "Timor-Leste"] == [("Timor-Leste", None)]
    assert {row["status"] for row in found} == {"no record"}
    assert {row["asked_by"] for row in found} == {"Convergence space on Integrated Approaches to Socio-Economic Justice (2023)"}


def test_the_parts_of_a_recommendation_come_with_it_and_a_vague_addressee_does_not_unfold(facts: Facts) -> None:
    found = rows(facts, of="CS5")
    assert {row["what"].split(":")[0] for row in found} == {  # type: ignore[attr-defined]
        "Recommendation 1 of CS5",
        "Recommendation 1 of CS5, first part",
        "Recommendation 1 of CS5, second part",
        "Recommendation 2 of CS5",
        "Recommendation 3 of CS5",
        "Recommendation 4 of CS5",
    }
    vague = [row for row in found if row["to"] == "Governments"]
    assert vague and all(row["state"] is None and "not said" in row["note"] for row in vague)  # type: ignore[operator]


def test_what_became_of_c190_in_the_echo_state_by_state(facts: Facts) -> None:
    found = [row for row in rows(facts, of=ECHO) if row["action"] == "ratify" and row["calls_for"].startswith("Violence and Harassment Convention")]  # type: ignore[attr-defined]
    states = {row["state"]: (row["status"], row["since"]) for row in found if row["state"]}
    assert states == dict.fromkeys(TEN - {"Philippines"}, ("not ratified", None)) | {"Philippines": ("in force", "2024-02-20"), "Timor-Leste": ("not ratified", None)}
    late = [row for row in found if row["state"] == "Timor-Leste"]
    assert "joined later (2025-10-26), was not a member when asked" in late[0]["note"]  # type: ignore[operator]
    assert [row["status"] for row in found if row["to"] == "Association of Southeast Asian Nations"] == ["no record"]
    assert all(row["status_source"] for row in found if row["state"])


def test_who_joined_later_is_not_there_before(facts: Facts) -> None:
    assert "Timor-Leste" not in {row["state"] for row in rows(facts, of=ECHO, day=dt.date(2025, 10, 25))}
    assert "Timor-Leste" in {row["state"] for row in rows(facts, of=ECHO, day=dt.date(2025, 10, 26))}


def test_what_cannot_be_ratified_says_so_and_no_single_text_has_no_status(facts: Facts) -> None:
    found = [row for row in rows(facts, of=ECHO) if row["action"] == "ratify"]
    closed = {row["calls_for"] for row in found if row["status"] == "not open to ratification"}
    assert "Transition from the Informal to the Formal Economy Recommendation, 2015" in closed and len(closed) == 4
    vague = [row for row in rows(facts, of="CS5") if row["action"] == "ratify"]
    assert vague and {(row["status"], row["note"]) for row in vague} == {("no record", "no single text is named")}


def test_a_ratification_before_the_asking_is_already(facts: Facts) -> None:
    found = {row["state"]: row for row in rows(facts, of="i:consensus-rec-standards") if row["action"] == "ratify"}
    assert found["Philippines"]["status"] == "already" and found["Philippines"]["since"] == "1995-07-05"
    assert found["Indonesia"]["status"] == "already" and found["Cambodia"]["status"] == "signed" and found["Malaysia"]["status"] == "not ratified"


def test_only_what_was_asked_by_the_day_is_shown(facts: Facts) -> None:
    assert rows(facts, of="CS5", day=dt.date(2023, 8, 31)) == []
    assert rows(facts, of="CS5", day=dt.date(2023, 9, 30))


def test_own_actions_whose_day_passed_come_first(facts: Facts) -> None:
    found = rows(facts, of="SEA Sub-SC")
    assert [(row["kind"], row["due"], row["status"], row["owner"]) for row in found] == [
        ("own-action", due, PASSED, "AROSP Southeast Asia Sub-Steering Committee") for due in ("2024-05", "2024-06", "2025-Q1")
    ]
    early = rows(facts, of="SEA Sub-SC", day=dt.date(2024, 6, 15))
    assert [row["status"] for row in early] == [PASSED, "open", "open"]
    everything = [row["status"] == PASSED for row in rows(facts)]
    assert everything == sorted(everything, reverse=True) and any(everything)


def test_an_own_action_is_carried_out_when_a_later_record_says_so(facts: Facts) -> None:
    more = copied(facts, done={**tie("Production", "arosp-sea", "care-policy-brief-2024", "2024-06-01"), K + "realises": [(ID + "care-task-brief", None)]})
    found = {row["due"]: (row["status"], row["since"]) for row in rows(more, of="SEA Sub-SC")}
    assert found["2024-05"] == ("carried out", "2024-06-01") and found["2024-06"][0] == PASSED


def test_a_follow_up_answers_a_recommendation_but_only_for_the_state_that_gave_it(facts: Facts) -> None:
    more = copied(facts, reply=tie("Implementation", "tha", "cs5-2023-rec-4", "2024-01"))
    found = rows(more, of="i:cs5-2023-rec-4")
    assert {row["state"] for row in found if row["status"] == "taken up"} == {"Thailand"}
    assert {row["status"] for row in found if row["state"] != "Thailand"} == {"no record"}
    assert {row["status"] for row in rows(more, of="i:cs5-2023-rec-4", day=dt.date(2023, 12, 31))} == {"no record"}


def test_pledges_have_who_gave_them_and_no_outcome_without_a_record(facts: Facts) -> None:
    found = [row for row in rows(facts) if row["kind"] == "pledge"]
    assert len(found) == 4 and {row["status"] for row in found} == {"no record"}
    assert {row["owner"] for row in found} == {facts.label(ID + "almm"), "Myanmar"}
    assert {row["note"] for row in found if row["owner"] == "Myanmar"} == {"stated as possible"}


def test_filters_combine(facts: Facts) -> None:
    found = rows(facts, of=ECHO, to="Philippines", statuses=["kept"])
    assert [(row["state"], row["status"], row["to"]) for row in found] == [("Philippines", "in force", "ASEAN Member States")]
    assert {row["state"] for row in rows(facts, to="Philippines")} == {"Philippines"}
    care = rows(facts, topic="care economy", of="SEA Sub-SC")
    assert len(care) == 3 and rows(facts, topic="fisheries", of="SEA Sub-SC") == []
    assert {row["status"] for row in rows(facts, statuses=["not-open-to-ratification"])} == {"not open to ratification"}
    assert {row["status"] for row in rows(facts, statuses=["date passed"])} == {PASSED}
    session, whole = rows(facts, of="i:cs5-2023"), rows(facts, of="i:acsc-apf-2023")
    assert len(whole) > len(session) and all(row in whole for row in session)


@pytest.mark.parametrize(
    ("asked", "error"), [({"of": "Atlantis"}, UnknownName), ({"to": "Atlantis"}, UnknownName), ({"topic": "dragons"}, UnknownName), ({"statuses": ["lost"]}, BadChoice)]
)
def test_what_does_not_exist_is_refused(facts: Facts, asked: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        rows(facts, **asked)


def test_totals_count_every_line_once_and_add_up(facts: Facts) -> None:
    entries = commitments.commitments(facts, TODAY, of=ECHO)
    found = {(row["per"], row["name"]): row for row in tallies.totals(facts, entries).rows}
    for row in found.values():
        assert row["asked"] == sum(row[column] for column in tallies.TOTALS[3:])
    c190 = found["instrument", "Violence and Harassment Convention, 2019"]
    # ten states and ASEAN, each asked to ratify, and to implement and legislate
    assert (c190["asked"], c190["kept"], c190["open"], c190["no_record"]) == (22, 1, 9, 12)
    assert ("addressee", "Timor-Leste") not in found
    assert found["addressee", "Philippines"]["kept"] == 1


def test_what_people_read_says_the_same(facts: Facts) -> None:
    text = "\n".join(tallies.told(facts, commitments.commitments(facts, TODAY, of=ECHO)))
    assert "in force since 2024-02-20: Philippines" in text and "joined later (2025-10-26)" in text
    assert "not ratified: Brunei Darussalam, Cambodia, Indonesia" in text
    own = "\n".join(tallies.told(facts, commitments.commitments(facts, TODAY, of="SEA Sub-SC")))
    assert own.count(PASSED) == 3
    assert "no record" in "\n".join(tallies.told(facts, ()))


def test_every_row_has_its_evidence_and_a_recalled_source_is_not_named(facts: Facts) -> None:
    for row in rows(facts):
        assert row["confidence"] and (row["source"] or row["confidence"] == "recalled"), row


def test_what_the_program_says_on_the_command_line(kuasa) -> None:
    done = kuasa("commitments", "--of", "SEA Sub-SC", "--format", "json", "--on", "2026-06-30")
    assert [row["status"] for row in json.loads(done.stdout)] == [PASSED] * 3
    assert kuasa("commitments", "--of", "Atlantis").returncode == 1
    assert kuasa("commitments", "--on", "someday").returncode == 2
    assert kuasa("commitments", "--status", "lost").returncode == 2
