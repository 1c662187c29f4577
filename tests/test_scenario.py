"""What-if: every gain is that of a network with the tie in it; only what our side can make is offered; nothing imagined is told as a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from harbour import DOORS, TIES, asked, harbour
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, STRENGTHS, invented
from invented import TIES as MANY_TIES

from kuasa.exchange.edgerows import rows
from kuasa.graph.analysis import candidates, scenario, search, whatif
from kuasa.graph.analysis.change import change, set_in
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import cost
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.errors import BadChoice, KuasaError, UnknownName, UsageError
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


# What is offered


def offered(facts: Facts, question: Question, *makers: str, barred: bool = False) -> list[tuple[str, str, str]]:
    found = candidates.candidates(facts, question, tuple(ID + maker for maker in makers))
    return [(short(one.maker), one.kind.rpartition("#")[2], short(one.other)) for one in found if one.barred is barred]


def test_partners_may_be_asked_networks_joined_and_bodies_reached_only_through_their_doors() -> None:
    assert offered(harbour(), asked(), "porters") == [
        ("porters", "Partnership", "carters"),
        ("porters", "Participation", "forum"),
        ("porters", "Partnership", "guild"),
        ("porters", "Letter", "ministry"),
        ("porters", "Membership", "quay-net"),
        ("porters", "Partnership", "quay-net"),
    ]


def test_without_doors_no_body_and_no_ministry_is_offered() -> None:
    assert {other for _, _, other in offered(harbour(doors=[]), asked(), "porters")} == {"carters", "guild", "quay-net"}


def test_the_target_is_never_offered_not_even_through_an_open_door() -> None:
    everything = offered(harbour(), asked(), "porters") + offered(harbour(), asked(), "porters", barred=True)
    assert "board" not in {other for _, _, other in everything}
    assert ("porters", "Engagement", "board") in offered(harbour(), asked(end="committee"), "porters")
    assert "guild" not in {other for _, _, other in offered(harbour(), asked(end="guild"), "porters")}


def test_a_door_by_invitation_or_kept_for_others_is_barred_but_open_to_those_it_names() -> None:
    assert offered(harbour(), asked(), "porters", barred=True) == [("porters", "Participation", "committee")]
    assert ("guild", "Participation", "committee") in offered(harbour(), asked(start="guild"), "guild")


def test_a_door_that_names_somebody_first_is_kept_for_them_whatever_its_kind() -> None:
    door = ("committee", "dialogueDoor", "Pilots' dialogue", "Guild of Pilots and friends", "Known to the board", "")
    assert offered(harbour(doors=[door]), asked(), "porters", barred=True) == [("porters", "Engagement", "committee")]


def test_a_door_of_a_kind_that_is_reserved_is_kept_for_others_even_if_it_names_nobody() -> None:
    door = ("committee", "nationalCouncilDoor", "Council", "The most representative unions", "Chosen by the state", "")
    assert offered(harbour(doors=[door]), asked(), "porters", barred=True) == [("porters", "Seat", "committee")]
    assert offered(harbour(doors=[(door[0], "forumDoor", *door[2:])]), asked(), "porters", barred=True) == []


def test_a_shut_door_leads_nowhere() -> None:
    doors = [door for door in DOORS if door[5]]
    assert [body for body, *_ in doors] == ["committee"]
    assert offered(harbour(doors=doors), asked(), "porters", barred=True) == []


def test_a_tie_that_is_there_is_not_offered_whichever_way_it_is_told() -> None:
    ties = [*TIES, ("carters", "Partnership", "porters", "actual"), ("porters", "Membership", "quay-net", "actual")]
    assert [other for _, kind, other in offered(harbour(ties), asked(), "porters") if kind in ("Partnership", "Membership")] == ["guild", "quay-net"]


def test_a_tie_on_record_as_a_plan_is_offered_and_said_to_be_planned() -> None:
    found = candidates.candidates(harbour(), asked(), (ID + "porters",))
    assert {short(one.other): one.noted for one in found if one.noted} == {"carters": "planned"}


def test_what_is_left_out_is_not_offered_and_states_make_no_links() -> None:
    assert "guild" not in {other for _, _, other in offered(harbour(), asked(without=frozenset({ID + "guild"})), "porters")}
    assert offered(harbour(), asked(start="state"), "state") == []


def test_a_door_that_nobody_had_told_of_by_then_is_not_there() -> None:
    assert ("porters", "Letter", "ministry") in offered(harbour(), asked(known_by=date(2024, 2, 1)), "porters")
    assert ("porters", "Letter", "ministry") not in offered(harbour(), asked(known_by=date(2023, 2, 1)), "porters")


def test_a_lens_in_which_nothing_travels_over_a_kind_offers_none_of_it() -> None:
    question = replace(asked(), lens=lens("authority"))
    assert {kind for _, kind, _ in offered(harbour(), question, "porters")} == {"Membership"}


def test_allies_are_those_tied_by_membership_partnership_or_one_event() -> None:
    ties = [*TIES, ("guild", "CoOrganising", "regatta", "actual"), ("carters", "CoOrganising", "regatta", "actual"), ("p-1", "CoOrganising", "regatta", "actual")]
    found = candidates.side(harbour(ties), asked(start="carters"), with_allies=True)
    assert [(short(ally.id), [tie.word for tie in ally.ties]) for ally in found] == [("carters", []), ("guild", ["co-organising"]), ("quay-net", ["membership"])]
    assert [short(ally.id) for ally in candidates.side(harbour(ties), asked(start="carters"), with_allies=False)] == ["carters"]
    assert [short(ally.id) for ally in candidates.side(harbour(ties), asked(start="carters", end="guild"), with_allies=True)] == ["carters", "quay-net"]


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


# Given changes


def test_losing_the_only_link_closes_the_last_route() -> None:
    found = change(harbour(), asked(start="carters"), lost=["Carters > is member of > Quay Net"])
    assert (found.before.score, found.after, [short(tie.id) for tie in found.lost]) == (pytest.approx(0.05184), None, ["log-t6"])


def test_losing_a_thing_takes_its_links_and_another_route_may_remain() -> None:
    question = asked(start="guild+carters")
    found = change(harbour(), question, lost=["Guild of Pilots > engages with > Tide Committee"])
    assert [hop.end.short for hop in found.after.hops] == ["Quay Net", "Wharf Forum", "Tide Committee", "Harbour Board"]
    assert change(harbour(), question, lost=["Tide Committee"]).after is None


def test_a_person_is_no_end_of_a_made_up_tie_where_persons_are_no_steps() -> None:
    ties = ["Porters > met with > Ana Tide", "Ana Tide > met with > Harbour Board"]
    for text in ties:
        with pytest.raises(UsageError, match="'Ana Tide' is a person"):
            change(harbour(), asked(), [text])
    assert [hop.end.short for hop in change(harbour(), asked(persons=True), ties).after.hops] == ["Ana Tide", "Harbour Board"]


def test_ties_gained_and_lost_count_together() -> None:
    found = change(harbour(), asked(), ["Porters > is member of > Quay Net", "Porters > partners with > Guild of Pilots"], ["Guild of Pilots > engages with > Tide Committee"])
    assert (found.before, [hop.sentence for hop in found.after.hops][:2]) == (None, ["Imagined: Porters is a member of Quay Net.", "Quay Net engages with Wharf Forum."])


@pytest.mark.parametrize("kind", ["engages with", "engagement", "ENGAGES WITH"])
def test_a_kind_is_found_by_its_verb_or_its_word(kind: str) -> None:
    assert change(harbour(), asked(), [f"Porters > {kind} > Tide Committee"]).after.score == pytest.approx(0.216)


def test_a_verb_read_backwards_turns_the_link_round() -> None:
    tie = change(harbour(), asked(), ["Quay Net > has member > Porters"]).added[0]
    assert (short(tie.start), tie.word, short(tie.end)) == ("porters", "membership", "quay-net")


@pytest.mark.parametrize(
    ("added", "lost", "error", "words"),
    [
        ("Porters > loves > Carters", None, BadChoice, "partners with"),
        ("Porters > partners with", None, UsageError, "A > kind > B"),
        ("Porters > partners with > Porters", None, UsageError, "itself"),
        ("Porters > ratified > Carters", None, UsageError, "Between such ends"),
        ("Porters > partners with > Nobody", None, UnknownName, "Nobody"),
        ("Porters > influences > Carters", None, BadChoice, "partners with"),
        (None, "Porters > partners with > Guild of Pilots", KuasaError, "There is no link"),
        (None, "Porters > partners with > Carters", KuasaError, "There is no link"),
        (None, "Harbour Board", UsageError, "is an end"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_with_words(added, lost, error, words) -> None:
    with pytest.raises(error, match=words):
        change(harbour(), asked(), [added] if added else [], [lost] if lost else [])


@settings(max_examples=150, deadline=None)
@given(ties=MANY_TIES, shares=SHARES, new=st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS, st.one_of(st.none(), STRENGTHS)), max_size=4))
def test_links_set_into_a_network_make_the_network_built_anew_with_them(ties, shares, new) -> None:
    anew = invented([*ties, *new], shares)
    found = set_in(invented(ties, shares), list(anew.links)[len(ties) :])
    assert (found.key, found.laters) == (anew.key, None)
    assert [found.links[ref // 2] for ref in found.refs.tolist()] == [anew.links[ref // 2] for ref in anew.refs.tolist()]


def test_links_of_a_large_table_are_gained_and_lost_as_any_others(tmp_path) -> None:
    table = tmp_path / "ties.csv"
    table.write_text("from,to,kind,strength,backward\na,b,engagement,0.5,\nb,c,engagement,0.5,\na,d,,0.1,\nd,c,,0.1,\n", encoding="utf-8")
    facts = RowFacts(rows=rows([table]))
    question = Question((resolve(facts, "a"),), (resolve(facts, "c"),), Moment(date(2026, 6, 30), "actual"), lens("all"))
    found = change(facts, question, ["d > partners with > c"], ["b > engages with > c"])
    assert (found.before.score, found.after.score) == (pytest.approx(0.25), pytest.approx(0.05))
    assert [hop.sentence for hop in found.after.hops][1:] == ["Imagined: d works in partnership with c."]
    with pytest.raises(KuasaError, match="There is no link"):
        change(facts, question, lost=["a > engages with > c"])


def test_a_link_that_is_planned_can_be_lost_where_plans_count() -> None:
    assert change(harbour(), asked(status="planned"), lost=["Carters > partners with > Porters"]).after is None


def test_a_link_over_which_nothing_travels_is_said_to_carry_nothing() -> None:
    found = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > opposes > Tide Committee",)))
    assert found.lines[:5] == (
        "There is no route as things stand.",
        "",
        "Imagined: Porters opposes Tide Committee.",
        "Effect: there is no route before, and none after.",
        "Through this lens nothing travels over such a link: Porters opposes Tide Committee.",
    )


def test_a_bare_link_to_the_target_is_called_the_aim() -> None:
    lines = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > engages with > Harbour Board",))).lines
    assert "A link straight to Harbour Board is the aim, not a way to it." in lines
    lines = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > engages with > Tide Committee",))).lines
    assert not any("is the aim" in line for line in lines)


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
