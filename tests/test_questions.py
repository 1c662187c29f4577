"""The library of questions: every file is a case, answers are golden CSV.

`KUASA_REWRITE=1 pytest tests/test_questions.py` writes the answers anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import LIBRARY, anew, asked, column, knowledge

from kuasa.graph import questions
from kuasa.graph.blindspots import blind_spots
from kuasa.graph.errors import BadParameter
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.results import shown
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.tables import as_csv
from kuasa.graph.tokens import tokens
from kuasa.graph.vocabulary import DATA, PREFIXES, QUERIES, K

ANSWERS = Path(__file__).parent / "answers"
EVERY = {**LIBRARY, **{spot.question.name: spot.question for spot in blind_spots()}}

GOLDEN = {
    "aims-towards-the-care-declaration": ("influence/intended-ties", {"target": "i:asean-care-2024"}),
    "areas-of-the-2018-recommendations": ("recommendations/of", {"of": "i:asean-cso-recs-2018"}),
    "between-asean-and-a-memorandum": ("texts/what-stands-between", {"text": "i:asean-ilo-mou", "word": "memorandum", "matter": "forced labour"}),
    "care-activities": ("commitments/activities", {"topic": "care economy"}),
    "from-arosp-to-the-care-declaration": ("influence/routes", {"from": "AROSP", "to": "i:asean-care-2024"}),
    "from-hnsea-to-parliamentarians": ("influence/routes", {"from": "HNSEA", "to": "i:asean-parl-forum"}),
    "from-indonesia-and-thailand-to-the-summit": ("influence/routes", {"from": "i:idn-tha-group", "to": "i:asean-summit"}),
    "from-laos-participants-to-the-care-declaration": ("influence/routes", {"from": "i:arosp-lao-participants", "to": "i:asean-care-2024"}),
    "from-the-philippines-to-paragraph-12": ("influence/routes", {"from": "Philippines", "to": "i:almm-17-communique-12"}),
    "organisers-of-cs5": ("events/who-organised", {"event": "CS5"}),
    "oxfam-in-laos": ("actors/appears-as", {"thing": "Oxfam in Laos"}),
    "paragraphs-of-the-communique-of-2003": ("texts/paragraphs", {"text": "i:almm-17-communique"}),
    "people-at-cs5": ("events/how-many-people", {"event": "CS5"}),
    "people-at-the-training": ("events/how-many-people", {"event": "ASEAN Advocacy Training"}),
    "raised-at-the-slom-of-2003": ("events/who-raised-what", {"event": "2nd SLOM, 2003"}),
    "ratify-as-asked-in-2018": ("commitments/asked-to-ratify", {"of": "i:asean-cso-recs-2018"}),
    "recommendations-of-cs5": ("recommendations/of", {"of": "CS5"}),
    "safety-activities": ("commitments/activities", {"topic": "occupational safety"}),
    "said-by-oxfam-in-laos": ("actors/said-by", {"actor": "Oxfam in Laos"}),
    "speakers-at-the-training": ("events/who-spoke", {"event": "ASEAN Advocacy Training"}),
    "stages-of-the-care-declaration": ("texts/stages", {"text": "i:asean-care-2024"}),
    "strategic-actions-on-sse": ("commitments/partners-in-actions", {"of": "i:sse-strategic-actions"}),
    "texts-called-on-by-the-echo": ("recommendations/calling-on", {"of": "i:acsc-apf-2023-echo-sse"}),
}


# The library


def test_every_folder_of_the_library_holds_questions() -> None:
    folders = {path.parent.name for path in QUERIES.rglob("*.rq")} - {"blind-spots", "checks"}
    assert folders == {"actors", "bodies", "commitments", "doors", "events", "evidence", "influence", "recommendations", "texts", "windows"}
    assert all(list((QUERIES / folder).glob("*.rq")) for folder in folders)
    assert len(LIBRARY) >= 66


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
    words = [token.upper() for kind, token in tokens(text) if kind == "word"]
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
    assert table == anew(name)
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
    table = asked("commitments/activities", topic="care economy")
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
        return {row["due"] for row in asked("commitments/date-passed", on=day).rows if row["document"] == "training-2024"}

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
    table = asked("bodies/labour-or-social")
    at_home = {row["state"]: row["responsible_at_home"] for row in table.rows}
    assert (at_home["Indonesia"], at_home["Thailand"]) == ("no record", "no record")


def test_the_chair_of_asean_stands_per_source_where_they_differ() -> None:
    table = asked("bodies/asean-chair-by-year", **{"from": "2029", "to": "2029"})
    assert sorted(set(column(table, "chair"))) == ["Timor-Leste", "Viet Nam"]  # type: ignore[type-var]
    assert set(column(table, "status")) == {"planned"}


def test_the_library_has_no_two_questions_of_one_last_name_but_those_on_a_topic() -> None:
    last = [name.rsplit("/", 1)[-1] for name in LIBRARY]
    assert {name for name in last if last.count(name) > 1} <= {"on-topic"}


def test_the_documents_name_a_chair_of_asean_for_each_year_to_2030() -> None:
    rows = asked("bodies/asean-chair-by-year").rows
    named = {row["year"]: row["chair"] for row in rows if str(row["source"]).startswith(("ASEAN Advocacy Training", "ILO Workshop"))}
    assert named == {
        2024: "Lao PDR",
        2025: "Malaysia",
        2026: "Philippines",
        2027: "Singapore",
        2028: "Thailand",
        2029: "Viet Nam",
        2030: "Brunei Darussalam",
    }


def test_members_of_arosp_at_cs5_are_counted_with_their_speakers() -> None:
    rows = asked("how-many-people", event="CS5").rows
    counted = {(row["counted"], row["role"]): row["people"] for row in rows if "members of AROSP" in str(row["origin"])}
    assert counted == {
        ("all-people", None): 34,
        ("women", None): 22,
        ("men", None): 12,
        ("all-people", "speaker"): 9,
        ("women", "speaker"): 6,
        ("men", "speaker"): 3,
    }


def test_recommendations_of_cs5_ask_the_member_states_and_timor_leste() -> None:
    table = asked("recommendations/of", of="CS5")
    assert [row["number"] for row in table.rows if row["number"]] == ["1", "2", "3", "4"]
    assert all({"ASEAN Member States", "Timor-Leste"} <= set(str(row["of_whom"]).split("; ")) for row in table.rows if row["number"])
    [watch] = [row for row in table.rows if "first part" in str(row["recommendation"])]
    assert watch["of_whom"] == "Governments"


def test_the_echo_calls_on_five_texts_of_the_ilo() -> None:
    table = asked("recommendations/calling-on", of="i:acsc-apf-2023-echo-sse")
    assert {row["calls_on"] for row in table.rows if "ratify" in str(row["action"])} == {
        "Decent Work Agenda of the ILO",
        "Promotion of Cooperatives Recommendation, 2002",
        "Resolution concerning decent work and the informal economy",
        "Transition from the Informal to the Formal Economy Recommendation, 2015",
        "Violence and Harassment Convention, 2019",
    }


def test_the_recommendations_of_2018_cover_seven_areas() -> None:
    table = asked("recommendations/of", of="i:asean-cso-recs-2018")
    assert [str(row["recommendation"]).split(": ")[-1] for row in table.rows if row["number"]] == [
        "decent work and social protection",
        "undocumented migrant workers and cross-cutting human rights issues",
        "access to justice",
        "information, empowerment and recruitment",
        "repatriation and reintegration",
        "cooperation among AMS and mechanisms",
        "standard-setting and ratification of the CMW",
    ]


def test_the_task_force_is_one_of_four_planned_actions_and_names_its_partners() -> None:
    table = asked("commitments/partners-in-actions", of="i:sse-strategic-actions")
    assert (len(table.rows), set(column(table, "status")), set(column(table, "outcome"))) == (4, {"planned"}, {"not recorded"})
    [force] = [row for row in table.rows if "Task Force" in str(row["to_bring_forth"]) and row["members_named"] != "no record"]
    assert {
        "ASEAN Parliamentarian Forum",
        "ASEC member organisations in ASEAN member countries",
        "HomeNet Southeast Asia",
        "International Cooperative Alliance - Asia and Pacific",
        "World Fair Trade Organization Asia",
    } <= set(str(force["members_named"]).split("; "))


def test_states_and_the_chair_raised_six_matters_at_the_slom_of_2003() -> None:
    table = asked("events/who-raised-what", event="2nd SLOM, 2003")
    raised = [row["who"] for row in table.rows if "questions and comments" in str(row["said_at"])]
    assert (raised.count("Philippines"), raised.count("Singapore"), raised.count("Chair of the 2nd SLOM (2003)")) == (3, 2, 1)


def test_four_paragraphs_of_the_communique_speak_of_the_ilo() -> None:
    table = asked("texts/paragraphs", text="i:almm-17-communique")
    assert sorted(set(column(table, "number"))) == ["12", "19", "20", "21"]  # type: ignore[type-var]
    assert set(column(table, "assertion")) == {"official-text"}
    assert {row["calls_on"] for row in table.rows if row["number"] == "21"} == {"Measures taken by the ILO against Myanmar (lift-measures)"}


def test_who_and_adb_were_only_to_be_asked() -> None:
    for agency in ("WHO", "ADB"):
        direct = [row for row in asked("influence/routes", **{"from": "ALMM", "to": agency}).rows if row["steps"] == 1]
        assert [(row["ties"], row["status"]) for row in direct] == [("request", "planned")]


def test_the_question_of_the_philippines_reaches_paragraph_12_by_inference() -> None:
    [row] = asked("influence/routes", **{"from": "Philippines", "to": "i:almm-17-communique-12"}).rows
    assert (row["ties"], row["assertion"]) == ("participation > follow-up", "participants > inferred")


def test_slom_stands_as_the_meeting_of_2003_and_as_a_possible_aim_of_2024() -> None:
    rows = asked("actors/appears-as", thing="SLOM").rows
    assert ("sitting", "2nd SLOM, 2003", "actual") in {(row["kind"], row["other_end"], row["status"]) for row in rows}
    assert ("engagement", "Asian Roundtable on Social Protection", "possible") in {(row["kind"], row["other_end"], row["status"]) for row in rows}
    invited = asked("events/who-took-part", event="2nd SLOM, 2003").rows
    assert "International Labour Organization" in {row["who"] for row in invited if row["took_part_by"] == "invitation"}


def test_four_of_the_five_documents_deal_with_migrants() -> None:
    table = asked("evidence/documents-on-topic", topic="migrant")
    found = {str(row["thing"]) for row in table.rows}
    assert {
        "ASEAN Forum on Migrant Labour",
        "Migrant Forum in Asia",
        "Task Force on ASEAN Migrant Workers",
        "ASEAN Consensus on the Protection and Promotion of the Rights of Migrant Workers",
        "Recommendation 1 of CS5: monitoring of vulnerable workers, ratification of conventions",
    } <= found
    assert any("June 2003" in thing for thing in found) and any(thing.startswith("General discussion on migrant workers") for thing in found)
    assert {str(row["document"]).split(":")[0] for row in table.rows} >= {
        "ASEAN Advocacy Training",
        "ASEAN Senior Labour Officials Meeting and Labour Ministers Meeting, Mataram, 5-9 May 2003",
        "Convergence Space on Integrated Approaches to Socio-Economic Justice",
        "Regional CSO Consultation on the Implementation of the ASEAN Consensus",
    }


def test_seven_organisers_of_cs5_return() -> None:
    assert sorted(set(column(asked("returning-organisers", event="CS5"), "organiser"))) == [  # type: ignore[type-var]
        "Asia Monitor Resource Centre",
        "Asian Roundtable on Social Protection",
        "Asian Solidarity Economy Council",
        "Free to Be Me",
        "HomeNet Southeast Asia",
        "Konfederasi Pergerakan Rakyat Indonesia",
        "Task Force on ASEAN Migrant Workers",
    ]


def test_homenet_and_parliamentarians_would_meet_in_the_task_force() -> None:
    table = asked("influence/shared-neighbours", first="HNSEA", second="i:asean-parl-forum")
    planned = {row["between"]: (row["first_tie"], row["second_tie"], row["first_status"], row["second_status"]) for row in table.rows}
    assert planned["Multi-stakeholders ASEAN SSE for SDGs Task Force (planned in 2024)"] == ("membership", "membership", "planned", "planned")


def test_arosp_reaches_the_care_declaration_over_its_policy_brief() -> None:
    rows = asked("influence/routes", **{"from": "AROSP", "to": "i:asean-care-2024"}).rows
    assert {"AROSP policy brief on the care economy (planned 2024)"} <= {row["and_through"] for row in rows if row["through"] == "AROSP Southeast Asia Sub-Steering Committee"}
    assert all("planned" in str(row["status"]) for row in rows)


def test_a_memorandum_waits_for_the_matter_of_forced_labour() -> None:
    rows = asked("texts/what-stands-between", text="i:asean-ilo-mou", word="memorandum", matter="forced labour").rows
    about = {(row["who"], row["about"]) for row in rows}
    assert {("Chair of the 2nd SLOM (2003)", "the text"), ("ASEAN Secretariat", "the text"), ("International Labour Organization", "the text")} <= about
    assert ("ASEAN Labour Ministers' Meeting", "the matter on which it hangs") in about
    assert {row["status"] for row in rows if row["about"] == "tie to the text"} == {"possible"}


def test_indonesian_and_thai_groups_reach_the_summit_over_the_policy_dialogue() -> None:
    rows = asked("influence/routes", **{"from": "i:idn-tha-group", "to": "i:asean-summit"}).rows
    assert {"All-Party Parliamentary Group Malaysia on Sustainable Development Goals", "Asian Solidarity Economy Council"} <= {row["through"] for row in rows}
    assert all("actual" not in str(row["status"]) for row in rows)


def test_ratification_is_asked_of_the_members_of_that_time() -> None:
    rows = asked("commitments/asked-to-ratify", of="i:asean-cso-recs-2018").rows
    assert {row["member_state"]: row["status"] for row in rows} == {
        **dict.fromkeys(["Brunei Darussalam", "Cambodia", "Lao PDR", "Malaysia", "Myanmar", "Singapore", "Thailand", "Viet Nam"], "not ratified"),
        **dict.fromkeys(["Indonesia", "Philippines"], "ratified already"),
    }


def test_a_possible_ratification_is_not_a_ratification() -> None:
    rows = {row["member_state"]: row for row in asked("commitments/ratifications-of", instrument="P029", on="2025-06-01").rows}
    assert (rows["Brunei Darussalam"]["status"], rows["Brunei Darussalam"]["not_ratified_proved_to"]) == ("possibly ratified", "2023-06-25")
    assert (rows["Thailand"]["status"], rows["Cambodia"]["status"]) == ("in force", "not ratified")
    assert "Timor-Leste" not in rows


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


# What an answer does not depend on


def answers(quads: Iterable[ox.Quad], union: bool = False) -> dict[str, tuple[object, ...]]:
    """The rows of every question, blind spots too, on some quads with what the rules derive from them."""
    store = EmbeddedStore()
    store.ox.extend(quads)
    derive(store)
    found = {}
    for name, question in EVERY.items():
        rows = store.ox.query(questions.bind(question, {}, knowledge()[1]), prefixes=PREFIXES, use_default_graph_as_union=union)
        found[name] = tuple(tuple(shown(row[variable]) for variable in rows.variables) for row in rows)  # type: ignore[union-attr,index]
    return found


def differing(some: dict[str, tuple[object, ...]], others: dict[str, tuple[object, ...]]) -> list[str]:
    """The questions whose rows differ."""
    return [name for name in EVERY if some[name] != others[name]]


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    """What is stated in the embedded knowledge."""
    return list(open_store().ox)


def test_no_answer_depends_on_the_order_of_the_files_or_on_what_a_server_takes_for_its_default_graph(quads: list[ox.Quad]) -> None:
    assert differing(answers(quads), answers(random.Random(1).sample(quads, len(quads)), union=True)) == []


def test_a_retracted_statement_counts_as_if_it_were_not_there(quads: list[ox.Quad]) -> None:
    homes = {quad.subject: quad.graph_name for quad in quads if quad.predicate.value in (K + "from", K + "about")}
    gone = set(random.Random(1).sample(sorted(homes, key=str), len(homes) // 2))
    day = ox.Literal("2025-01-01", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    retracted = [*quads, *(ox.Quad(node, ox.NamedNode(K + "retracted"), day, homes[node]) for node in gone)]
    assert differing(answers(retracted), answers(quad for quad in quads if not {quad.subject, quad.object} & gone)) == []
