"""What a map tells of a thing beside its facts and links: asked, promised, ways in, what opens next."""

from __future__ import annotations

import datetime as dt

import pytest

from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.maps import told
from kuasa.maps.elements import Sources
from kuasa.maps.view import Fact, Section

DAY = Moment(dt.date(2026, 6, 30))
THINGS = ("slom", "idn", "phl", "c190", "ilo", "acsc-apf-2023-echo-sse", "care-task-brief", "weavers")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return open_knowledge().facts


@pytest.fixture(scope="module")
def found(facts: Facts) -> dict[str, dict[str, tuple[Fact, ...]]]:
    told_of = told.sections(facts, Sources(facts), DAY, [ID + name for name in THINGS])
    return {thing.removeprefix(ID): {section.key: section.lines for section in of} for thing, of in told_of.items()}


def test_what_a_body_was_asked_stands_with_who_asked_when_and_what_became_of_it(found) -> None:
    [line] = found["slom"]["panel_asked"]
    assert (line.label, line.value) == (
        "Asked by ASEAN-ILO Joint Review Mission (2003)",
        "Keep up the dialogue of ASEAN and the ILO (Joint Review 2003): Regular meetings of the ASEAN Secretariat and the ILO (recommended 2003) (2003-05); "
        "what became of it: supported (2003-05)",
    )
    assert line.sources


def test_what_a_state_promised_says_in_force_since_and_to_when_it_is_proved_that_it_did_not(found) -> None:
    lines = {line.label: line for line in found["idn"]["panel_promised"]}
    assert list(lines) == ["in force", "not ratified"]
    assert lines["in force"].value.startswith("C029 (1950), C087 (1998), C098 (1957), ") and lines["in force"].value.endswith(", 2 more")
    assert "P029 (proved to 2023)" in lines["not ratified"].value and "C190 (2024, concluded by an analyst)" in lines["not ratified"].value
    assert all(line.sources for line in lines.values())


def test_who_is_bound_by_a_text_is_told_of_the_text(found) -> None:
    assert next((line.label, line.value) for line in found["c190"]["panel_bound"]) == ("in force", "Philippines (2024)")


def test_an_own_action_whose_day_has_passed_says_that_its_outcome_is_not_recorded(found) -> None:
    [line] = found["care-task-brief"]["panel_became"]
    assert line.label == "date passed, outcome not recorded" and "2024" in line.value


def test_what_became_of_a_recommendation_is_told_by_status_with_whom_it_concerns(found) -> None:
    lines = {line.label: line.value for line in found["acsc-apf-2023-echo-sse"]["panel_became"]}
    assert lines["in force"] == "Philippines"
    assert lines["not ratified"].startswith("Brunei Darussalam, Cambodia, Indonesia")


def test_a_plan_of_its_own_is_told_once_as_a_promise_and_not_as_a_door(found) -> None:
    plans = [line.value.partition(" (")[0] for line in found["ilo"]["panel_promised"]]
    assert "Consider a programme for the core Conventions in ASEAN countries" in plans
    assert all(line.mark == "planned" for line in found["ilo"]["panel_promised"])
    assert not set(plans) & {line.value for line in found["ilo"].get("panel_windows", ())}


def test_ways_in_carry_their_conditions_and_are_marked_where_nobody_checked_them(found) -> None:
    [line] = found["slom"]["panel_doors"]
    assert line.label.startswith("way in: ") and "conditions: " in line.value and line.mark == "not checked yet"
    assert told.elsewhere(line.label) and not told.elsewhere("decision rule")


def test_what_opens_next_is_no_fact_where_only_a_rhythm_lets_expect_it(found) -> None:
    lines = found["slom"]["panel_windows"]
    expected = [line for line in lines if "expected by rhythm, not announced" in line.mark]
    assert [line.label for line in lines if line in expected] == ["No date"] * len(expected) and expected


def test_what_is_left_out_is_counted(found) -> None:
    lines = found["idn"]["panel_asked"]
    assert len(lines) == told.KEPT["panel_asked"] + 1
    assert lines[-1] == Fact("", "20 more", (), "")
    assert told.capped([Fact("", str(n), (), "") for n in range(4)], 3) == tuple(Fact("", str(n), (), "") for n in range(4))


def test_a_thing_of_which_nothing_is_told_has_no_section(world: Facts) -> None:
    assert told.sections(world, Sources(world), DAY, [ID + "loom-net", ID + "league"]) == {ID + "loom-net": (), ID + "league": ()}


def test_what_groups_judged_is_told_with_its_middle_its_spread_and_who_said_what(world: Facts) -> None:
    [section] = told.sections(world, Sources(world), DAY, [ID + "weavers"])[ID + "weavers"]
    assert section == Section(
        "panel_judged",
        (
            Fact("against or for", "2 (groups: 3): 2 (group 1), 2 (group 2), 2 (group 3)", (1,), ""),
            Fact("interest", "10 (groups: 3; from 9 to 10): 10 (group 1), 9 (group 2), 10 (group 3)", (1,), ""),
            Fact("power", "2 (groups: 3; from 2 to 3): 2 (group 1), 3 (group 2), 2 (group 3)", (1,), ""),
        ),
    )
    assert told.elsewhere("power, as a group judged")


def test_every_line_of_a_public_file_has_a_source(facts: Facts) -> None:
    things = sorted({end for tie in facts.ties for end in (tie.start, tie.end) if facts.knows(end)})
    found = told.sections(facts, Sources(facts), DAY, things)
    assert len(found) > 800
    bare = [(thing, section.key, line) for thing, of in found.items() for section in of for line in section.lines if not line.sources and line.label]
    assert bare == []
    assert all(isinstance(section, Section) and section.lines for of in found.values() for section in of)
