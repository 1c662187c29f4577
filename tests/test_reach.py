"""Reach: the best way to and from everyone equals the best routes, one by one; told with its conditions."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from harbour import asked as moored
from harbour import harbour
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, invented

from kuasa.graph.analysis.building import directed
from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import Network
from kuasa.graph.analysis.proofs import over
from kuasa.graph.analysis.reach import Reach, reach
from kuasa.graph.analysis.reach import tested as drawn_anew
from kuasa.graph.analysis.reaching import nobody, table, told
from kuasa.graph.analysis.search import NEVER, best_ways
from kuasa.graph.analysis.spread import inward, outward
from kuasa.graph.errors import BadChoice, UsageError
from kuasa.graph.facts import Facts
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

ON = date(2026, 1, 1)
WORLD = Path(__file__).parent / "world.ttl"

SETS = st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(ties=TIES, shares=SHARES, starts=SETS, hops=st.integers(1, 6))
def test_the_way_to_everyone_is_the_first_of_the_best_routes_there(ties, shares, starts, hops) -> None:
    network = invented(ties, shares)
    found = outward(network, starts, hops)
    others = [node for node in range(SIZE) if node not in starts]
    assert [found.way(node) for node in others] == [next(best_ways(network, starts, {node}, hops), None) for node in others]
    assert [int(found.ranks[node]) < NEVER for node in others] == [found.way(node) is not None for node in others]


@settings(max_examples=300, deadline=None)
@given(ties=TIES, shares=SHARES, ends=SETS, hops=st.integers(1, 6))
def test_the_way_from_everyone_is_the_first_of_the_best_routes_from_there(ties, shares, ends, hops) -> None:
    network = invented(ties, shares)
    found = inward(network, ends, hops)
    others = [node for node in range(SIZE) if node not in ends]
    assert [found.way(node) for node in others] == [next(best_ways(network, {node}, ends, hops), None) for node in others]


@settings(max_examples=150, deadline=None)
@given(ties=TIES, shares=SHARES, final=st.lists(st.booleans(), min_size=50, max_size=50), hops=st.integers(1, 6))
def test_where_later_steps_take_another_of_parallel_ties_the_ways_do_so_too(ties, shares, final, hops) -> None:
    plain = invented(ties, shares)
    edges = directed(plain.links, plain.names)
    network = Network.from_edges(plain.lens, plain.moment, plain.names, plain.links, plain.shares, edges, np.array(final, bool)[edges[-1] % 50])
    there, back = outward(network, {0}, hops), inward(network, {0}, hops)
    assert [there.way(node) for node in range(1, SIZE)] == [next(best_ways(network, {0}, {node}, hops), None) for node in range(1, SIZE)]
    assert [back.way(node) for node in range(1, SIZE)] == [next(best_ways(network, {node}, {0}, hops), None) for node in range(1, SIZE)]


def test_of_equal_ways_the_one_whose_first_tie_comes_first_is_told() -> None:
    network = invented([(1, 3, 0.5, None), (0, 2, 0.5, None), (2, 3, 0.5, None), (0, 1, 0.5, None)], [1.0] * 4)
    assert outward(network, {0}, 3).way(3).refs == inward(network, {3}, 3).way(0).refs == (2, 4)


def asked(world: Facts, start: str = "", end: str = "", status: str = "actual", **more) -> Question:
    starts, ends = (tuple(ID + name for name in names.split("+") if name) for names in (start, end))
    return Question(starts, ends, Moment(ON, status, **more), lens("all"))


def listed(found: Reach) -> list[tuple[str, str, float]]:
    return [(found.other(path).id.removeprefix(ID), over(path), round(path.score, 4)) for path in found.routes]


@pytest.mark.parametrize("status", ["actual", "planned", "all"])
@pytest.mark.parametrize("name", ["weavers", "loom-net", "ministry-a", "officials", "weavers+ministry-a"])
@pytest.mark.parametrize("backwards", [False, True])
def test_each_is_reached_by_the_first_of_its_routes_and_no_other_is(world: Facts, name: str, status: str, backwards: bool) -> None:
    question = asked(world, **{"end" if backwards else "start": name}, status=status)
    found = reach(world, question, backwards, above=0, of=["thing"])
    expected = {}
    for thing in {*world.subjects("Thing")} - {*question.starts, *question.ends}:
        routes = paths(world, found.toward(thing)).routes
        if routes:
            expected[thing] = (routes[0].hops, routes[0].score, routes[0].band)
    assert {found.other(path).id: (path.hops, path.score, path.band) for path in found.routes} == expected


def test_the_nearest_come_first_with_what_lies_between(world: Facts) -> None:
    assert listed(reach(world, asked(world, "weavers"))) == [
        ("loom-net", "", 0.4),
        ("forum", "LN", 0.144),
        ("committee", "LN → Forum on Cloth", 0.0467),
        ("officials", "LN → Forum on Cloth → Committee on Cloth", 0.0252),
        ("ministry-a", "LN → Forum on Cloth → Committee on Cloth → OMC", 0.0068),
        ("ministry-b", "LN → Forum on Cloth → Committee on Cloth → OMC", 0.0068),
    ]


def test_backwards_it_says_who_reaches_it_and_its_own_share_is_not_charged(world: Facts) -> None:
    found = reach(world, asked(world, end="officials"), backwards=True)
    assert listed(found)[:3] == [("committee", "", 0.6), ("ministry-a", "", 0.6), ("ministry-b", "", 0.6)]
    assert [path.hops[-1].end.id for path in found.routes] == [ID + "officials"] * len(found.routes)


def test_what_is_only_intended_straight_is_an_aim_and_other_routes_to_it_count(world: Facts) -> None:
    found = reach(world, asked(world, "weavers", status="all"))
    assert [path.hops[0].sentence for path in found.aims if path.hops[0].end.id == ID + "officials"] == ["Possible: UW intends to engage with OMC."]
    assert {found.other(path).id: over(path) for path in found.routes}[ID + "officials"] == "LN → Forum on Cloth → Committee on Cloth"
    alone = reach(world, replace(asked(world, "weavers", status="all"), without=frozenset({ID + "loom-net", ID + "fair"})))
    assert (ID + "officials" in {alone.other(path).id for path in alone.routes}, len(alone.aims)) == (False, 1)


def test_a_step_that_is_only_intended_is_marked_where_the_route_runs_over_it(world: Facts) -> None:
    found = reach(world, asked(world, "weavers", status="all"), of=["ministry"])
    assert [over(path) for path in found.routes] == ["Cloth Fair (planned)", "Cloth Fair (planned)"]


def test_the_bound_the_number_and_the_kinds_leave_out_and_say_how_many(world: Facts) -> None:
    question = asked(world, "weavers", status="planned")
    everything = reach(world, question, above=0, of=["thing"])
    bound = reach(world, question, above=0.1, of=["thing"])
    assert (len(everything.routes), everything.weaker) == (len(bound.routes) + bound.weaker, 0)
    assert [path.score >= 0.1 for path in everything.routes] == [True] * len(bound.routes) + [False] * bound.weaker
    first = reach(world, question, above=0, top=2, of=["body"])
    assert (listed(first), first.more) == (listed(reach(world, question, above=0, of=["body"]))[:2], 1)
    assert first.others == (("event", 1), ("ministry", 2), ("network", 1))


def test_an_organisation_of_states_is_reached_and_nobody_beyond_it(world: Facts) -> None:
    assert listed(reach(world, asked(world, "state-a"), above=0)) == [("league", "", 0.2)]


def test_a_kind_that_is_none_is_refused_with_those_there_are(world: Facts) -> None:
    with pytest.raises(BadChoice, match="senior-officials-meeting"):
        reach(world, asked(world, "weavers"), of=["ministery"])


def test_nobody_reached_says_why_and_what_would_open_it(world: Facts) -> None:
    late = asked(world, "weavers", strict=True)
    late = replace(late, moment=replace(late.moment, on=date(2028, 1, 1)))
    found = reach(world, late)
    assert (found.routes, found.dead) == ((), True)
    assert nobody(world, found).splitlines()[1:] == [
        "Nothing is recorded that carries influence out of UW.",
        "Somebody is reached without --strict.",
    ]


def test_the_rows_tell_every_step_with_its_sources(world: Facts) -> None:
    row = table(reach(world, asked(world, "weavers"), top=3)).rows[2]
    assert row == {
        "name": "Committee on Cloth",
        "kind": "committee",
        "steps": 3,
        "band": "shaky",
        "via": "UW → LN → Forum on Cloth → Committee on Cloth",
        "weakest": "Forum on Cloth reports to Committee on Cloth.",
        "evidence": "1. UW is a member of LN. — Almanac of an invented region (first page)"
        " | 2. LN engages with Forum on Cloth. — Almanac of an invented region (first page) [reported by a third party]"
        " | 3. Forum on Cloth reports to Committee on Cloth.  [not checked yet] — not checked yet: check at https://register.example/",
        "stated_aim": False,
        "score": pytest.approx(0.04666, abs=1e-5),
        "id": ID + "committee",
    }


def test_the_lines_tell_rows_links_and_conditions(world: Facts) -> None:
    lines = "\n".join(told(world, reach(world, asked(world, "weavers", status="all"), of=["ministry", "network"]))).splitlines()
    assert lines == [
        "UW can influence 3 along recorded routes (score 0.001 or more), strongest route first.",
        "",
        "Bodies, states, ministries, agencies and organisations of states:",
        "",
        "who                      what it is  steps  how firm  over                  weakest step",
        "-----------------------  ----------  -----  --------  --------------------  ------------------------",
        "Ministry of Cloth of A,  ministry    2      shaky     Cloth Fair (planned)  UW is to speak at Cloth",
        "Ministry of Cloth of B                                                      Fair.",
        "",
        "Organisations, networks and others:",
        "",
        "who  what it is  steps  how firm  over  weakest step",
        "---  ----------  -----  --------  ----  ------------",
        "LN   network     1      firm",
        "",
        "The links that carry this, each once, with the sources below them:",
        "  UW is a member of LN.",
        "       seen 2024-01-10, 2027-01-01 · Almanac of an invented region (first page)",
        "  UW is to speak at Cloth Fair.  [planned; date passed, outcome not recorded]",
        "       2024-03-01 · Almanac of an invented region (first page) [said by participants]",
        "  Ministry of Cloth of A spoke at Cloth Fair.",
        "  Ministry of Cloth of B spoke at Cloth Fair.",
        "       2024-03-01 · Almanac of an invented region (first page)",
        "",
        "Stated aims (not yet so):",
        "  1. Possible: UW intends to engage with OMC.  [possible]",
        "       seen 2024-01-10 · Almanac of an invented region (first page) [said by participants]",
        "  1. UW is to speak at Cloth Fair.  [planned; date passed, outcome not recorded]",
        "       2024-03-01 · Almanac of an invented region (first page) [said by participants]",
        "",
        "Reached too, but not listed (--kind lists them): 1 committee, 1 event, 1 forum, 1 senior officials meeting.",
        "LN: Loom Network",
        "OMC: Officials' Meeting on Cloth",
        "UW: Union of Weavers",
        "",
        "as of 2026-01-01 · what counts as influence: any kind of influence · links shown: what is, what is planned, possible and proposed · at most 6 steps",
        "How strong a route is, is an estimate by the chosen lens, not a measurement.",
    ]


def test_arosp_reaches_the_labour_officials_over_migrant_workers_networks(embedded: Facts) -> None:
    question = replace(asked(embedded, "arosp"), moment=Moment(date(2026, 6, 30)))
    found = reach(embedded, question, of=["body"], top=8)
    assert [(found.other(path).short, len(path.hops), path.band, over(path)) for path in found.routes] == [
        ("AFML", 3, "mixed", "CS5 → TF-AMW"),
        ("ECOSOC", 3, "mixed", "CS5 → ASC"),
        ("Parliament of Malaysia", 4, "shaky", "CS5 → ASEC → APPGM-SDG"),
        ("ACMW", 4, "shaky", "CS5 → TF-AMW → AFML"),
        ("CSocD", 4, "shaky", "CS5 → ASC → ECOSOC"),
        ("SLOM", 5, "shaky", "CS5 → TF-AMW → AFML → ACMW"),
        ("ACSC/APF", 4, "mixed", "CS5 → TF-AMW → ACSC/APF 2018"),
        ("ALMM", 6, "shaky", "CS5 → TF-AMW → AFML → ACMW → SLOM"),
    ]


def test_the_command_gives_rows_lines_and_a_map(kuasa, tmp_path: Path) -> None:
    asked_for = ["reach", "Union of Weavers", "--on", "2026-01-01", "--data", str(WORLD)]
    rows = json.loads(kuasa(*asked_for, "--format", "json").stdout)
    assert [(row["name"], row["steps"], row["stated_aim"]) for row in rows][:2] == [("Loom Network", 1, False), ("Forum on Cloth", 2, False)]
    scored = [kuasa(*asked_for, *more).stdout for more in ([], ["--scores"])]
    assert ["0.400000" in text for text in scored] == [False, True]
    assert kuasa(*asked_for, "-o", "reach.html").returncode == 0
    page = (tmp_path / "reach.html").read_text(encoding="utf-8")
    assert "Whom UW can influence" in page and "4 steps" in page


def test_the_command_with_nobody_reached_gives_an_empty_list_and_the_reason(kuasa) -> None:
    done = kuasa("reach", "League of Cloth", "--format", "json", "--on", "2026-01-01", "--data", str(WORLD))
    assert (done.returncode, done.stdout) == (0, "[]\n")
    assert "League of Cloth reaches nobody under these conditions" in done.stderr


def test_a_later_step_takes_the_tie_whose_strength_is_final_and_a_first_step_the_stronger_one() -> None:
    plain = invented([(0, 1, 0.5, None), (1, 2, 0.5, None), (1, 2, 0.4, None)], [1.0, 0.2, 1.0])
    network = Network.from_edges(plain.lens, plain.moment, plain.names, plain.links, plain.shares, directed(plain.links, plain.names), np.array([False, False, True]))
    assert [outward(network, {start}, 3).way(2).refs for start in (0, 1)] == [(0, 4), (2,)]
    assert [inward(network, {2}, 3).way(start).refs for start in (0, 1)] == [(0, 4), (2,)]


def test_ways_of_equal_rank_are_told_apart_by_the_ties_that_later_steps_take() -> None:
    ties = [(0, 1, 0.5), (1, 2, 0.5), (1, 3, 0.4), (1, 2, 0.4), (2, 4, 0.5), (3, 4, 0.5)]
    plain = invented([(a, b, strength, None) for a, b, strength in ties], [1.0, 0.2, 1.0, 1.0, 1.0])
    final = np.array([False, False, True, True, True, True])
    network = Network.from_edges(plain.lens, plain.moment, plain.names, plain.links, plain.shares, directed(plain.links, plain.names), final)
    assert outward(network, {0}, 3).way(4).refs == inward(network, {4}, 3).way(0).refs == next(best_ways(network, {0}, {4}, 3)).refs == (0, 4, 10)


def test_several_stated_aims_to_one_thing_make_no_route_and_no_crash() -> None:
    aims = [("porters", "Engagement", "ministry", "planned"), ("porters", "Partnership", "ministry", "planned")]
    found = reach(harbour(aims), moored(end="", status="planned"))
    assert (found.routes, [path.hops[0].end.label for path in found.aims]) == ((), ["Ministry of Tides", "Ministry of Tides"])


def test_what_is_no_score_is_refused() -> None:
    for above in (-0.1, 1.1, math.nan):
        with pytest.raises(UsageError, match="is not a score"):
            reach(harbour(), moored(end=""), above=above)


def test_how_often_each_is_reached_is_counted_over_draws_and_only_where_asked_for(world: Facts) -> None:
    question = Question((ID + "weavers",), (), Moment(date(2026, 1, 1)), lens("all"))
    found = reach(world, question, above=0.05)
    drawn = drawn_anew(world, found, 40)
    assert found.sure == () and [known.draws for known in drawn.sure] == [40] * len(drawn.routes)
    shares = {drawn.other(path).id.removeprefix(ID): known.top_k for path, known in zip(drawn.routes, drawn.sure, strict=True)}
    assert shares.pop("loom-net") == 1 and any(0 < share < 1 for share in shares.values())
    certain = replace(question, lens=replace(lens("all"), uncertainty=1.0, tie_uncertainty=1.0))
    assert {known.top_k for known in drawn_anew(world, reach(world, certain, above=0.05), 5).sure} == {1.0}
    with pytest.raises(BadChoice):
        drawn_anew(world, found, 0)


def test_how_sure_stands_in_the_table_and_in_the_rows(world: Facts) -> None:
    question = Question((ID + "weavers",), (), Moment(date(2026, 1, 1)), lens("all"))
    found = drawn_anew(world, reach(world, question), 4)
    assert "4 of 4 tries" in "\n".join(told(world, found))
    assert [row["top_k"] for row in table(found).rows] == [known.top_k for known in found.sure]


def test_what_a_plan_leads_on_to_is_reached_in_the_draws_as_in_the_answer() -> None:
    facts = harbour([("porters", "Engagement", "forum", "planned"), ("forum", "Reporting", "committee", "actual")])
    found = drawn_anew(facts, reach(facts, moored(end="", status="planned"), above=0.0), 3)
    assert [(found.other(path).label, known.kept) for path, known in zip(found.routes, found.sure, strict=True)] == [("Tide Committee", 3)]
