"""A record counts in the page on exactly the days on which its tie counts in the program."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.graph.analysis.lenses import lens, lens_names
from kuasa.graph.dates import span
from kuasa.graph.facts import Facts
from kuasa.graph.kinds import kinds
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.things import Evidence, Tie
from kuasa.graph.validity import Moment, alive, holds, successions
from kuasa.maps.elements import Sources
from kuasa.maps.holdings import holdings
from kuasa.maps.records import Proofs, Record, life, records, spans, turning

WORLD = Path(__file__).parent / "world.ttl"
EVER = (date.min, date.max)
STATE, OCCURRENCE, SINGLE = (next(iri for iri, kind in kinds().items() if (kind.occurrence, kind.one_holder) == sort) for sort in ((False, False), (True, False), (False, True)))


@pytest.fixture(scope="module", params=[[], [str(WORLD)]], ids=["embedded", "invented"])
def knowledge(request) -> Knowledge:
    return open_knowledge(request.param, "facilitator")


def made(knowledge: Knowledge, moment: Moment) -> dict[str, Record]:
    """Every record of a file, by the IRI of its tie."""
    facts = knowledge.facts
    things = {thing: number for number, thing in enumerate(sorted(holdings(knowledge)))}
    sorts = {kind: number for number, kind in enumerate(sorted(kinds()))}
    return {record.id: record for record in records(facts, lens("all"), moment, things, sorts, Proofs(Sources(facts)))}


def holding(found: tuple[tuple[str, str, int], ...], day: date) -> bool | None:
    """What the page says of a day: True, None where nobody knows, False."""
    text = day.isoformat()
    inside = [sure for first, last, sure in found if (not first or first <= text) and (not last or text <= last)]
    assert len(inside) <= 1
    return (True if inside[0] else None) if inside else False


def expected(facts: Facts, tie: Tie, day: date, over: dict[str, date]) -> bool | None:
    """What the program says of a day."""
    there = all(alive(facts, end, day) for end in (tie.start, tie.end)) and not (tie.id in over and over[tie.id] <= day)
    return holds(tie, day) if there else False


def test_every_tie_counts_in_the_page_on_the_days_on_which_it_counts_in_the_program(knowledge: Knowledge) -> None:
    facts = knowledge.facts
    found = made(knowledge, Moment(date(2026, 6, 30), "all"))
    over = successions(facts.ties, Moment(date.max, "all"))
    assert len(found) > 10 and (over or knowledge.places)
    for tie in facts.ties:
        if tie.rank == "deprecated" or tie.status == "cancelled" or tie.id not in found:
            continue
        days = [date(1950, 1, 1), date(2026, 6, 30), date(2090, 1, 1)]
        days += [one + timedelta(shift) for text in (tie.since, tie.until, *tie.observed) if text for one in (span(text).first, span(text).last) for shift in (-1, 0, 1)]
        for day in days:
            assert holding(found[tie.id].spans, day) is expected(facts, tie, day, over), (tie.id, day)


def test_no_tie_is_missing_but_those_corrected_or_called_off_and_those_that_never_count(knowledge: Knowledge) -> None:
    facts = knowledge.facts
    found = made(knowledge, Moment(date(2026, 6, 30), "all"))
    for tie in facts.ties:
        if tie.id not in found and tie.rank != "deprecated" and tie.status != "cancelled" and tie.evidence and facts.knows(tie.start) and facts.knows(tie.end):
            assert not list(spans(tie, (life(facts, tie.start), life(facts, tie.end)), None)), tie.id
    called_off = {tie.id for tie in facts.ties if tie.rank == "deprecated" or tie.status == "cancelled"}
    assert not called_off & found.keys()


def test_what_was_not_known_by_a_day_is_not_in_the_file() -> None:
    knowledge = open_knowledge([str(WORLD)], "facilitator")
    early, late = (made(knowledge, Moment(date(2026, 6, 30), "all", known_by=day)) for day in (date(1990, 1, 1), date(2026, 6, 30)))
    assert set(early) < set(late)


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
STATED = st.one_of(st.just(""), DAYS.map(lambda day: day.isoformat()), DAYS.map(lambda day: day.isoformat()[:7]), DAYS.map(lambda day: day.isoformat()[:4]))


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from([STATE, OCCURRENCE, SINGLE]),
    status=st.sampled_from(["actual", "planned"]),
    since=STATED,
    until=STATED,
    observed=st.lists(STATED.filter(bool), max_size=2),
    days=st.lists(DAYS, min_size=8, max_size=8),
)
def test_of_any_stated_dates_the_spans_say_what_holds_says_on_every_day(kind: str, status: str, since: str, until: str, observed: list[str], days: list[date]) -> None:
    evidence = Evidence("s", "S", "", "official-text", "seen", "", "", "")
    tie = Tie("t", kind, "a", "b", status, since, until, tuple(observed), "", None, (evidence,))
    found = tuple(spans(tie, (EVER, EVER), None))
    for day in (*days, *turning(tie)):
        assert holding(found, day) is holds(tie, day)


def test_all_lenses_are_choices_of_kinds_over_the_same_strengths() -> None:
    first = lens("all")
    for name in lens_names():
        one = lens(name)
        assert (one.weights, one.transits, one.peers, one.factors, one.half_life) == (first.weights, first.transits, first.peers, first.factors, first.half_life), name
