"""The calendar: what is dated, what is not, what contradicts, what has passed; never more than the facts say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kuasa.graph import calendar, tables
from kuasa.graph.calendar import bounds, entries, in_period, row, state
from kuasa.graph.entry import Entry, Rival, days, outcome, precision
from kuasa.graph.errors import BadDate, UnknownName
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.rhythm import month
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, PREFIXES
from kuasa.maps import strips, timeline

PASSED = "date passed, outcome not recorded"
DAY = Moment.from_words("2026-06-30")
PREFIX = "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())
PROOF = (
    'i:e a k:Evidence ; k:assertion k:officialText ; k:confidence k:seen ; k:passage i:p . i:p a k:Passage ; k:source i:s . i:s a k:Source ; dcterms:title "Almanac"@en . '
    "i:r a k:Evidence ; k:assertion k:thirdParty ; k:confidence k:recalled ; k:checkAt i:s . "
)
FAIR = 'i:fair a k:Event ; skos:prefLabel "Fair"@en ; k:evidence i:e ; '
FORUM = 'i:forum a k:Forum ; skos:prefLabel "Forum on Cloth"@en . i:c a k:Claim ; k:about i:forum ; k:property k:meets ; k:evidence i:e ; k:value '

SAT = "i:t a k:Sitting ; k:from i:sat ; k:to i:forum ; k:evidence i:e . i:sat a k:Event ; k:evidence i:e ; skos:prefLabel "


def facts(turtle: str) -> Facts:
    """A small world in one graph."""
    store = EmbeddedStore()
    store.ox.load((PREFIX + PROOF + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://w3id.org/kuasa/graph/test"))
    return Facts.from_store(store)


def only(turtle: str, on: str = "2024-06-30", **asked: str) -> Entry:
    """The one entry of a small world."""
    (one,) = entries(facts(turtle), Moment.from_words(on), **asked)  # type: ignore[arg-type]
    return one


@pytest.fixture(scope="module")
def public() -> Facts:
    """The embedded knowledge for everybody."""
    return open_knowledge().facts


@pytest.fixture(scope="module")
def care(public: Facts) -> tuple[Entry, ...]:
    """The care economy from April to December 2024, as of the middle of 2026."""
    return entries(public, DAY, *bounds("2024-04-01", "2024-12-31"), topic="care economy")


def by_title(found: tuple[Entry, ...], part: str) -> Entry:
    (one,) = [one for one in found if part in one.title]
    return one


def test_a_plan_whose_day_has_passed_says_that_its_outcome_is_not_recorded() -> None:
    plan = FAIR + 'k:status k:planned ; k:begins "2024-05"^^xsd:gYearMonth .'
    assert state(only(plan, "2024-06-01")) == PASSED
    assert state(only(plan, "2024-05-31")) == "planned"


def test_a_possible_plan_stays_possible_after_its_day() -> None:
    assert state(only(FAIR + 'k:status k:possible ; k:begins "2024-05-01"^^xsd:date .')) == f"possible: {PASSED}"


def test_a_plan_that_a_later_record_carries_out_says_so_and_never_that_its_day_passed() -> None:
    done = only(FAIR + 'k:status k:planned ; k:begins "2024-05-01"^^xsd:date . i:later k:realises i:fair ; rdfs:label "what was held"@en .')
    assert state(done) == "carried out"
    assert done.note == "carried out: what was held"


def test_what_is_actual_or_cancelled_has_no_outcome() -> None:
    assert [outcome(status, False, dt.date(2000, 1, 1), (), dt.date(2024, 1, 1)) for status in ("actual", "cancelled")] == ["", ""]


def test_a_contested_plan_passes_only_when_its_last_date_has() -> None:
    rivals = (Rival("2024-08", True), Rival("early in the year", True))
    assert outcome("planned", False, dt.date(2024, 5, 1), rivals, dt.date(2024, 8, 31)) == ""
    assert outcome("planned", False, dt.date(2024, 5, 1), rivals, dt.date(2024, 9, 1)) == "date-passed"


def test_what_has_no_date_has_no_day_and_stands_apart() -> None:
    one = only(FAIR + "k:status k:planned .")
    assert (one.begins, one.first, one.last, one.precision, one.section, one.certainty, one.outcome) == ("", None, None, "none", "undated", "undated", "")
    assert row(one)["begins"] is None


def test_a_plan_of_which_only_the_year_is_known_stands_with_the_undated_ones_and_keeps_its_year() -> None:
    one = only(FAIR + 'k:status k:planned ; k:begins "2027"^^xsd:gYear .')
    assert (one.section, one.begins, one.precision) == ("undated", "2027", "year")


@pytest.mark.parametrize(
    ("text", "first", "last", "form"),
    [("2024-02", "2024-02-01", "2024-02-29", "month"), ("2024-Q4", "2024-10-01", "2024-12-31", "quarter"), ("2024", "2024-01-01", "2024-12-31", "year")],
)
def test_a_date_is_as_precise_as_its_source(text: str, first: str, last: str, form: str) -> None:
    assert (days(text, ""), precision(text)) == ((dt.date.fromisoformat(first), dt.date.fromisoformat(last)), form)


def test_an_end_before_the_beginning_is_not_believed() -> None:
    assert days("2024-05-09", "2024-04") == (dt.date(2024, 5, 9), dt.date(2024, 5, 9))


def test_both_sides_of_a_contradiction_are_shown_and_withdrawn_claims_are_not() -> None:
    turtle = FAIR + (
        'k:status k:planned ; k:begins "2024-06-26"^^xsd:date . '
        'i:c1 a k:Claim ; k:about i:fair ; k:property k:begins ; k:value "2024-06-26"^^xsd:date ; k:evidence i:e . '
        'i:c2 a k:Claim ; k:about i:fair ; k:property k:begins ; k:value "2024-05-09"^^xsd:date ; k:contradicts i:c1 ; k:evidence i:r . '
        'i:c3 a k:Claim ; k:about i:fair ; k:property k:begins ; k:value "2024-01-01"^^xsd:date ; k:contradicts i:c1 ; k:retracted "2024-07-01"^^xsd:date ; k:evidence i:e . '
    )
    one = only(turtle)
    assert (one.begins, one.certainty, row(one)["other_dates"]) == ("2024-06-26", "contested", "2024-05-09 (contradicts, not checked yet)")


def test_a_more_precise_date_that_contradicts_nothing_is_no_contest() -> None:
    more = 'i:c1 a k:Claim ; k:about i:fair ; k:property k:begins ; k:value "2024-05-09"^^xsd:date ; k:evidence i:r .'
    one = only(FAIR + 'k:status k:actual ; k:begins "2024-05"^^xsd:gYearMonth . ' + more)
    assert (one.begins, one.certainty, row(one)["other_dates"]) == ("2024-05", "dated", "2024-05-09 (not checked yet)")


def test_an_own_action_due_twice_stands_twice() -> None:
    turtle = 'i:do a k:OwnAction ; skos:prefLabel "Do"@en ; k:status k:planned ; k:due "2024-05"^^xsd:gYearMonth , "2025"^^xsd:gYear ; k:evidence i:e .'
    found = entries(facts(turtle), Moment.from_words("2024-12-01"))
    assert [(one.number, one.begins, one.kind, state(one)) for one in found] == [(1, "2024-05", "own-action", PASSED), (2, "2025", "own-action", "planned")]


def test_a_recalled_statement_names_no_source_only_where_to_check() -> None:
    shown = row(only(FAIR.replace("i:e ;", "i:r ;") + 'k:status k:actual ; k:begins "2024"^^xsd:gYear .'))
    assert (shown["source"], shown["where"], shown["confidence"]) == (None, "check at Almanac", "recalled")


def test_two_records_of_one_chairmanship_are_one_entry() -> None:
    turtle = 'i:a a k:State ; skos:prefLabel "A"@en . i:b a k:Council ; skos:prefLabel "Council"@en . ' + " ".join(
        f'i:t{n} a k:Chairing ; k:from i:a ; k:to i:b ; k:status k:planned ; k:since "2027"^^xsd:gYear ; k:until "2027"^^xsd:gYear ; k:evidence i:{proof} .'
        for n, proof in ((1, "e"), (2, "r"))
    )
    one = only(turtle)
    assert (one.title, one.section, [known.confidence for known in one.evidence]) == ("A is expected to chair Council", "dated", ["seen", "recalled"])


def test_an_adopted_text_is_an_entry_a_draft_is_none() -> None:
    drafts = 'i:d a k:Instrument ; skos:prefLabel "Draft"@en ; k:status k:planned . '
    drafts += 'i:x a k:Instrument ; skos:prefLabel "Charter"@en ; k:adoptedOn "2024-10"^^xsd:gYearMonth ; k:evidence i:e .'
    one = only(drafts)
    assert (one.title, one.kind, one.status) == ("Adopted: Charter", "adoption", "actual")


def test_a_report_was_issued_and_not_adopted() -> None:
    report = 'i:x a k:Instrument ; skos:prefLabel "Report"@en ; k:adoptedOn "2003-05"^^xsd:gYearMonth ; k:evidence i:e . '
    issued = 'i:a a k:Organisation ; skos:prefLabel "A"@en . i:t a k:Issuance ; k:from i:a ; k:to i:x ; k:status k:actual ; k:evidence i:e .'
    assert (only(report).title, only(report + issued).title, only(report + issued).who) == ("Adopted: Report", "Issued: Report", "A")


def test_an_undated_plan_of_which_nobody_had_heard_yet_is_left_out() -> None:
    plan = FAIR + 'k:status k:planned . i:s dcterms:issued "2024-05-02"^^xsd:date . '
    assert only(plan, "2024-05-02").title == "Fair"
    assert entries(facts(plan), Moment.from_words("2024-05-01")) == ()


def test_a_session_is_expected_with_the_last_one_and_the_day_it_was_checked() -> None:
    held = SAT + '"5th Forum"@en ; k:status k:actual ; k:begins "2023-06-02"^^xsd:date . i:t k:status k:actual . '
    door = 'i:door a k:Door ; k:about i:forum ; skos:prefLabel "Way in"@en ; k:lastChecked "2023-08-14"^^xsd:date ; k:evidence i:e .'
    found = entries(facts(FORUM + '"annual, June"@en . ' + held + door), Moment.from_words("2024-07-01"))
    one = found[-1]
    assert (one.kind, one.begins, one.precision, one.certainty, state(one)) == ("expected", "2025-06", "month", "expected", "not announced")
    assert one.note == "not announced; rhythm: annual, June; last session recorded: 5th Forum (2023-06-02); last checked 2023-08-14"


def test_no_session_is_expected_where_one_is_announced_or_there_is_no_rhythm_by_the_year() -> None:
    coming = SAT + '"6th Forum"@en ; k:status k:planned ; k:begins "2024-09"^^xsd:gYearMonth . i:t k:status k:planned . '
    assert [one.kind for one in entries(facts(FORUM + '"annual"@en . ' + coming), Moment.from_words("2024-07-01"))] == ["session"]
    assert entries(facts(FORUM + '"by case"@en .'), Moment.from_words("2024-07-01")) == ()


@pytest.mark.parametrize("rhythm", ["annual", "annual (18th on 24 May 2022)", "annual (the last one in May)", "twice a year, May", "annual, 3 May", "annual, March and June"])
def test_no_month_is_made_up(rhythm: str) -> None:
    assert month(rhythm, dt.date(2024, 1, 1), set()) == ("", "")


def test_a_period_takes_what_touches_it_also_with_a_contested_date() -> None:
    one = Entry("i", "t", "event", "2024-06", "", dt.date(2024, 6, 1), dt.date(2024, 6, 30), "month", "planned", "contested", rivals=(Rival("2024-08-05", True),))
    on = dt.date(2026, 1, 1)
    periods = (("2024-06-30", "2024-07"), ("2024-08", None), ("2024-09", None), (None, "2024-05-31"))
    assert [in_period(one, *bounds(*period), on) for period in periods] == [True, True, False, False]
    assert in_period(replace(one, first=None, last=None, rivals=()), *bounds("2030", None), on)


def test_a_period_that_ends_before_it_begins_is_refused(public: Facts) -> None:
    with pytest.raises(BadDate, match="ends \\(2024-01-31\\) before it begins \\(2024-05-01\\)"):
        entries(public, DAY, *bounds("2024-05", "2024-01"))


def test_a_date_that_is_none_and_a_body_that_nobody_knows_are_named(public: Facts) -> None:
    with pytest.raises(BadDate, match="'next week' is not a date"):
        bounds("next week", None)
    with pytest.raises(UnknownName, match="SLOMM"):
        entries(public, DAY, body="SLOMM")


def test_the_care_economy_in_2024_has_its_drafting_stages_with_their_contradictions(care: tuple[Entry, ...]) -> None:
    stages = {one.title: (one.begins, one.stage, row(one)["other_dates"], state(one)) for one in care if one.stage}
    assert stages == {
        "Pre-zero and re-zero draft of the care economy declaration": ("2024-04-04", "before the zero draft", None, PASSED),
        "Consultation meeting on the care economy declaration and the roadmap for its adoption": ("2024-04-10", "consultation", None, PASSED),
        "1st validation workshop on the care economy declaration": ("2024-05-09", "validation", None, PASSED),
        "2nd validation workshop on the care economy declaration": ("2024-06-20", "validation", "2024-05 (contradicts)", PASSED),
        "Endorsement of the care economy declaration (2024)": ("2024-06", "endorsement", "first or second week of June 2024 (contradicts)", PASSED),
        "Country validation workshops on the care economy declaration": ("", "validation", "between the two validation workshops or earlier", "planned"),
    }
    assert row(by_title(care, "Convening meeting"))["other_dates"] == "2024-05-09 (contradicts); 2024-05-20 (contradicts)"


def test_every_own_action_on_care_has_passed_and_the_declaration_was_adopted(care: tuple[Entry, ...]) -> None:
    own = [one for one in care if one.kind == "own-action"]
    assert len(own) == 6 and {state(one) for one in own} == {PASSED}
    adopted = by_title(care, "Adopted: ASEAN Declaration on Strengthening the Care Economy")
    assert (adopted.begins, adopted.status, adopted.who) == ("2024-10", "actual", "ASEAN Summit")
    assert {one.bodies[0].short for one in care if one.kind == "expected"} >= {"ACW", "ASEAN Summit"}


def test_the_next_door_after_a_period_is_named(public: Facts, care: tuple[Entry, ...]) -> None:
    said = list(calendar.remarks(public, care, DAY, dt.date(2024, 12, 31), "care economy"))
    assert said[-1] == f"Next after 2024-12-31: due 2025-Q1: Regional dialogue with ASEAN on the care economy ({PASSED})."


def test_the_same_plan_was_open_on_its_own_day(public: Facts) -> None:
    found = entries(public, Moment.from_words("2024-04-05"), *bounds("2024-04-06", "2024-12-31"), topic="care economy")
    assert {state(one) for one in found if one.kind == "own-action"} == {"planned"}


@pytest.mark.parametrize("body", ["SLOM", "ALMM", "SOMSWD", "AFML", "ILC"])
def test_the_usual_meetings_are_expected_and_not_announced(public: Facts, body: str) -> None:
    one = entries(public, DAY, body=body)[-1]
    assert (one.kind, state(one)) == ("expected", "not announced")
    assert "last session recorded: " in one.note and "last checked" in one.note


def test_a_topic_that_nobody_knows_is_answered_with_topics_that_there_are(public: Facts) -> None:
    assert entries(public, DAY, topic="care econmy") == ()
    assert "care economy" in list(calendar.remarks(public, (), DAY, topic="care econmy"))[-1]


def test_the_order_is_time_and_sections_follow_one_another(public: Facts) -> None:
    found = entries(public, DAY)
    assert [one.section for one in found] == sorted((one.section for one in found), key=list(calendar.SECTIONS).index)
    dated = [one.first for one in found if one.section == "dated"]
    assert None not in dated and dated == sorted(dated, key=lambda day: day or dt.date.max)


def test_every_entry_has_evidence_or_rests_on_nothing_that_anybody_may_see(public: Facts) -> None:
    assert [one.title for one in entries(public, DAY) if not one.evidence] == []


def test_every_entry_is_one_and_what_is_undated_has_no_day(public: Facts) -> None:
    found = entries(public, DAY)
    assert len({(one.id, one.kind, one.number) for one in found}) == len(found)
    assert all((one.precision == "none") == (one.first is None) == (not one.begins and not one.ends) for one in found)


def test_the_table_has_the_columns_of_the_contract_and_plain_values(care: tuple[Entry, ...]) -> None:
    table = calendar.table(care)
    contract = "begins ends precision what kind status certainty who place other_dates assertion confidence source where note"
    assert table.columns == tuple(contract.split())
    assert tables.render(table, "json").count('"begins"') == len(care)
    assert not [row for row in table.rows if row["confidence"] == "recalled" and row["source"]]


def test_what_is_told_has_three_sections_and_every_title(care: tuple[Entry, ...]) -> None:
    lines = list(calendar.told(care))
    assert [line for line in lines if not line.startswith(" ") and line] == ["In time order: 23", "No date fixed: 1", "Expected by rhythm, not announced: 3"]
    assert all(any(one.title in line for line in lines) for one in care)


def test_strips_hold_every_dated_entry_in_their_bounds_and_nothing_covers_anything(public: Facts) -> None:
    found = entries(public, DAY)
    drawn = strips.strips(found, DAY.on)
    assert {mark.number for strip in drawn for lane in strip.lanes for mark in lane.marks} == {n for n, one in enumerate(found, 1) if one.section != "undated" and one.first}
    for lane in (lane for strip in drawn for lane in strip.lanes):
        for a, b in ((a, b) for a in lane.marks for b in lane.marks if a.number < b.number and a.y == b.y):
            assert max(a.end, a.label_x) <= min(b.x, b.label_x) or max(b.end, b.label_x) <= min(a.x, a.label_x)
    assert all(strip.height <= strips.TALL + 4 for strip in drawn)
    assert all(0 <= mark.x < mark.end <= strips.WIDE + 9 for strip in drawn for lane in strip.lanes for mark in lane.marks)


def test_a_page_of_nothing_says_so_and_hostile_text_stays_text() -> None:
    assert timeline.say("timeline_none") in timeline.render((), "as of today", DAY.on)
    hostile = Entry(ID + "x", "<script>alert(1)</script>", "event", "2024", "", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year", "actual", "dated", note="</td><b>")
    page = timeline.render((hostile,), "<i>", DAY.on)
    assert "<script" not in page and "<i>" not in page and "</td><b>" not in page


def test_the_same_entries_give_the_same_page(care: tuple[Entry, ...]) -> None:
    assert timeline.render(care, "c", DAY.on) == timeline.render(care, "c", DAY.on)
