"""What-if: every gain is that of a network with the tie in it; only what our side can make is offered; nothing imagined is told as a fact."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from harbour import TIES, asked, harbour
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, STRENGTHS, invented
from invented import TIES as MANY_TIES

from kuasa.graph.analysis import scenario, search, whatif
from kuasa.graph.analysis.change import change
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import cost
from kuasa.graph.errors import UsageError
from kuasa.graph.facts import Facts
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, RDF_TYPE, K

NEW = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS), min_size=1, max_size=6)


def best_rank(network, starts: set[int], ends: set[int], hops: int) -> int:
    way = next(iter(search.best_ways(network, starts, ends, hops)), None)
    return way.rank if way else search.NEVER


def short(iri: str) -> str:
    return iri.removeprefix(ID)


# Gains


@settings(max_examples=300, deadline=None)
@given(ties=MANY_TIES, shares=SHARES, new=NEW, hops=st.integers(1, 6), ends=st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=4), at=st.integers(1, 3))
def test_the_gain_of_every_new_tie_is_that_of_the_network_built_anew_with_it(ties, shares, new, hops, ends, at) -> None:
    starts, goals = set(sorted(ends)[:at]), set(sorted(ends)[at:])
    if not goals:
        return
    network = invented(ties, shares)
    tails, heads, strengths = (np.array(column) for column in zip(*new, strict=True))
    found, _ = scenario.gains(network, starts, goals, hops, (tails, heads, strengths))
    present = best_rank(network, starts, goals, hops)
    anew = [best_rank(invented([*ties, (tail, head, strength, None)], shares), starts, goals, hops) for tail, head, strength in new]
    assert [min(present, rank) for rank in found.tolist()] == anew


@settings(max_examples=150, deadline=None)
@given(ties=MANY_TIES, shares=SHARES, new=NEW, hops=st.integers(1, 6))
def test_steps_before_and_after_a_new_tie_make_up_its_rank(ties, shares, new, hops) -> None:
    network = invented(ties, shares)
    tails, heads, strengths = (np.array(column) for column in zip(*new, strict=True))
    found, taken = scenario.gains(network, {0}, {SIZE - 1}, hops, (tails, heads, strengths))
    before, after = search.distances_from(network, {0}, hops, {SIZE - 1}), search.distances_to(network, {SIZE - 1}, hops, {0})
    for n, (tail, head, strength) in enumerate(new):
        share = 1.0 if tail == 0 else shares[tail]
        if found[n] < search.NEVER:
            step = int(cost(strength * share)) * search.STEP + 1
            assert found[n] == before[taken[n]][tail] + step + after[hops - 1 - taken[n]][head]


def test_a_start_without_any_tie_is_the_number_after_the_last() -> None:
    network = invented([(0, 1, 0.5, None)], [1.0, 1.0])
    found, taken = scenario.gains(network, set(), {1}, 2, (np.array([2, 2]), np.array([0, 1]), np.array([0.5, 0.25])))
    assert (found // search.STEP).tolist() == [int(cost(0.5)) * 2, int(cost(0.25))]
    assert taken.tolist() == [0, 0]


def test_no_new_tie_has_no_gain() -> None:
    found, taken = scenario.gains(invented([(0, 1, 0.5, None)], [1.0, 1.0]), {0}, {1}, 2, (np.zeros(0, int), np.zeros(0, int), np.zeros(0)))
    assert found.tolist() == taken.tolist() == []


# Scenarios


def told(found: scenario.Scenario) -> list[tuple[str, str, float]]:
    return [(one.candidate.kind.rpartition("#")[2], " ".join(short(hop.end.id) for hop in one.route.hops), round(one.route.score, 6)) for one in found.prospects]


def test_new_ties_come_best_first_with_the_route_that_each_would_open() -> None:
    found = scenario.scenario(harbour(), asked())
    assert found.before is None
    assert told(found) == [
        ("Letter", "ministry board", 0.162),
        ("Partnership", "guild committee board", 0.108),
        ("Participation", "forum committee board", 0.0972),
        ("Partnership", "quay-net forum committee board", 0.0648),
        ("Partnership", "carters quay-net forum committee board", 0.02592),
    ]
    assert [[one.kind.rpartition("#")[2] for one in prospect.also] for prospect in found.prospects] == [[], [], [], ["Membership"], []]
    assert [short(one.other) for one in found.barred] == ["committee"]


def test_only_what_beats_the_best_route_as_things_stand_is_offered() -> None:
    ties = [*TIES, ("porters", "Engagement", "committee", "actual")]
    found = scenario.scenario(harbour(ties), asked())
    assert (found.before.score, told(found)) == (pytest.approx(0.216), [])


def test_the_limit_of_steps_holds_for_routes_through_new_ties() -> None:
    assert [route for _, route, _ in told(scenario.scenario(harbour(), asked(hops=2)))] == ["ministry board"]


def test_interchangeable_partners_become_one() -> None:
    ties = [tie for tie in TIES if tie[3] == "actual"] + [("carters", "Engagement", "committee", "actual")]
    found = scenario.scenario(harbour(ties), asked(), top=2)
    assert [(one.route.hops[0].end.short, one.route.alike) for one in found.prospects] == [("Ministry of Tides", ()), ("Carters", ("Guild of Pilots",))]


def test_another_kind_of_link_to_what_was_folded_is_no_advice_of_its_own() -> None:
    ties = [("quay-net", "Engagement", "committee", "actual"), ("guild", "Affiliation", "committee", "actual"), ("committee", "Reporting", "board", "actual")]
    facts = harbour(ties, [])
    facts.terms[ID + "guild"] = facts.terms[ID + "guild"] | {RDF_TYPE: [(K + "Network", None)]}
    facts.terms[ID + "log-t2"] = facts.terms[ID + "log-t2"] | {RDF_TYPE: [(K + "Engagement", None)]}
    found = scenario.scenario(facts, asked())
    assert [(one.route.hops[0].end.short, one.route.alike) for one in found.prospects] == [("Guild of Pilots", ("Quay Net",))]


def test_an_ally_may_make_the_tie_and_the_route_begins_at_our_side() -> None:
    ties = [*TIES, ("porters", "Partnership", "guild", "actual")]
    found = scenario.scenario(harbour(ties), asked(hops=3), with_allies=True, top=9)
    assert [short(one.maker) for prospect in found.prospects for one in (prospect.candidate, *prospect.also)] == ["porters"]
    found = scenario.scenario(harbour([tie for tie in ties if tie[0] != "guild"]), asked(), with_allies=True, top=1)
    assert [(short(one.maker), short(one.other)) for one in found.prospects[0].also] == [("guild", "ministry")]


@pytest.mark.parametrize(("start", "end"), [("AROSP", "SLOM"), ("HOME", "SLOM"), ("HNSEA", "SOMSWD")])
def test_the_route_of_a_prospect_is_that_of_the_network_built_anew_with_its_tie(embedded: Facts, start: str, end: str) -> None:
    question = Question((resolve(embedded, start),), (resolve(embedded, end),), Moment(date(2026, 6, 30), "actual"), lens("all"))
    found = scenario.scenario(embedded, question, with_allies=start == "HNSEA", top=6)
    assert len(found.prospects) > 4
    for prospect in found.prospects:
        one = prospect.candidate
        after = change(embedded, question, [f"{one.maker} > {one.kind.rpartition('#')[2]} > {one.other}"]).after
        assert [(hop.start, hop.end, hop.sentence, hop.strength, hop.marks) for hop in after.hops] == [
            (hop.start, hop.end, hop.sentence, hop.strength, hop.marks) for hop in prospect.route.hops
        ]
        assert (after.score, after.band) == (pytest.approx(prospect.route.score), "shaky")


def test_every_made_up_step_says_so_and_every_other_one_has_its_evidence(embedded: Facts) -> None:
    question = Question((resolve(embedded, "AROSP"),), (resolve(embedded, "SLOM"),), Moment(date(2026, 6, 30), "actual"), lens("all"))
    for prospect in scenario.scenario(embedded, question, with_allies=True, top=9).prospects:
        made_up = [hop for hop in prospect.route.hops if hop.tie.id.startswith(scenario.IMAGINED)]
        assert [(hop.sentence.startswith("Imagined: "), hop.marks, hop.evidence, hop.tie.status) for hop in made_up] == [(True, ("imagined",), (), "proposed")]
        assert all(hop.evidence for hop in prospect.route.hops if hop not in made_up)


# In words


def test_advice_in_words_names_the_door_what_it_asks_the_route_and_what_is_assumed() -> None:
    found = whatif.supposed(harbour(), asked(), whatif.Wanted(top=2))
    assert (
        "\n".join(found.lines)
        == """There is no route as things stand.

1. Imagined: Porters wrote to Ministry of Tides. Effect: this opens a route where there is none.
     Through the door "Letter box": unknown whether Porters meets what it asks; check: In writing.
       For: Organisations of the coast
       Harbour log (first page)
     Route (shaky): Porters → Ministry of Tides → Harbour Board
       1. Imagined: Porters wrote to Ministry of Tides.  [weakest step; imagined, not a fact]
       2. Ministry of Tides has a seat in Harbour Board.
            2020 to 2030 · Harbour log (first page)

2. Imagined: Porters works in partnership with Guild of Pilots. Effect: this opens a route where there is none.
     It takes the consent of Guild of Pilots.
     Route (shaky): Porters → Guild of Pilots → Tide Committee → Harbour Board
       1. Imagined: Porters works in partnership with Guild of Pilots.  [imagined, not a fact]
       2. Guild of Pilots engages with Tide Committee.  [weakest step]
            2020 to 2030 · Harbour log (first page)
       3. Tide Committee reports to Harbour Board.
            2020 to 2030 · Harbour log (first page)

Our side: Porters.
Would help too, but is not for our side to make, since the door opens by invitation or is kept for those it names: Tide Committee (Pilots' chair; Listening hour).
No link to Harbour Board itself is offered, and to a body or ministry only one through a recorded door. The doors of Harbour Board: kuasa brief 'Harbour Board' --for 'Porters'
A new link counts as if it were there, fresh and confirmed; recorded links lose strength by age, weak evidence or a crowded meeting. So take each gain as a hint, not as a forecast.

as of 2026-06-30 · what counts as influence: any kind of influence · links shown: what is, no plans · at most 6 steps
How strong a route is, is an estimate by the chosen lens, not a measurement."""
    )


def test_a_door_that_our_side_meets_says_so_and_a_plan_on_record_is_named() -> None:
    lines = whatif.supposed(harbour(), asked(), whatif.Wanted()).lines
    assert '     Through the door "Open days": Porters meets what it asks (anyone may use it).' in lines
    assert "     Such a link is on record already: planned." in lines


def test_rows_hold_the_gain_and_lines_only_if_scores_are_asked_for() -> None:
    question = asked(start="carters")
    found = whatif.supposed(harbour(), question, whatif.Wanted())
    row = found.table.rows[0]
    assert (row["change"], round(row["gain"], 4), row["score_before"]) == ("Imagined: Carters wrote to Ministry of Tides.", 3.125, pytest.approx(0.05184))
    assert not any("0.05" in line or "3.12" in line for line in found.lines)
    lines = whatif.supposed(harbour(), question, whatif.Wanted(scores=True)).lines
    assert lines[0].startswith("Best route as things stand (firm, score 0.051840)")
    assert lines[2] == "1. Imagined: Carters wrote to Ministry of Tides. Effect: the best route would be several times as strong as now. [score 0.162000, 3.12 times]"


def test_where_nothing_helps_it_is_said() -> None:
    ties = [*TIES, ("porters", "Engagement", "committee", "actual")]
    assert whatif.supposed(harbour(ties), asked(), whatif.Wanted()).remark == "None of 6 new links that Porters could make would open a better route to Harbour Board."
    assert whatif.supposed(harbour(), asked(start="state"), whatif.Wanted()).remark.startswith("No new link of Coastland can be offered")


@pytest.mark.parametrize(
    ("wanted", "end"),
    [(whatif.Wanted(), None), (whatif.Wanted(allies=2), "SLOM"), (whatif.Wanted(allies=2, ties=("a",)), None), (whatif.Wanted(with_allies=True, losses=("a",)), "SLOM")],
)
def test_what_does_not_go_together_is_refused(wanted: whatif.Wanted, end: str | None) -> None:
    with pytest.raises(UsageError):
        wanted.check(end)
