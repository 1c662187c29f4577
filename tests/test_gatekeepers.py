"""Gatekeepers: the smallest sets without whom no route is left equal those of networkx and of trying every set."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis import cuts
from kuasa.graph.analysis.cuts import Cuts, minimum_cuts
from kuasa.graph.analysis.doorkeeping import remark, table, told
from kuasa.graph.analysis.gatekeepers import Gatekeepers, gatekeepers, ways_past
from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.search import ways_through
from kuasa.graph.facts import Facts
from kuasa.graph.telling import no_route
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

ON = date(2026, 1, 1)
WORLD = Path(__file__).parent / "world.ttl"
FROM, TO = "from", "to"


def between(network, starts: set[int], ends: set[int]) -> nx.DiGraph:
    """The network with each set as one node. What leads back is left out: networkx gives no cut where an edge does."""
    graph = nx.DiGraph()
    graph.add_nodes_from((FROM, TO))

    def node(number: int) -> object:
        return FROM if number in starts else TO if number in ends else number

    graph.add_edges_from((node(a), node(b)) for a, b in as_networkx(network, starts).edges if node(a) != node(b) and node(b) != FROM and node(a) != TO)
    return graph


def severed(graph: nx.DiGraph, gone: tuple[int, ...]) -> bool:
    return not nx.has_path(nx.restricted_view(graph, gone, ()), FROM, TO)


@settings(max_examples=400, deadline=None)
@given(ties=TIES, shares=SHARES, ends=st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=4), at=st.integers(1, 3))
def test_the_smallest_sets_are_all_that_sever_and_as_large_as_networkx_says(ties, shares, ends, at) -> None:
    network = invented(ties, shares)
    starts, goals = set(sorted(ends)[:at]), set(sorted(ends)[at:])
    graph = between(network, starts, goals)
    found = minimum_cuts(network, starts, goals)
    if not goals or not nx.has_path(graph, FROM, TO):
        assert found == Cuts(0, ())
    elif graph.has_edge(FROM, TO):
        assert found == Cuts(-1, ())
    else:
        size = len(nx.minimum_node_cut(graph, FROM, TO))
        every = [chosen for chosen in combinations(sorted(set(range(SIZE)) - ends), size) if severed(graph, chosen)]
        assert (found.size, sorted(found.sets), found.complete) == (size, every, True)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), many=st.integers(10, 45))
def test_in_larger_networks_too_and_the_nearest_to_either_end_come_first_and_last(seed, many) -> None:
    draw = np.random.default_rng(seed)
    network = invented([(int(a), int(b), 0.5, None) for a, b in draw.integers(0, 14, (many, 2))], [1.0] * 14)
    graph = between(network, {0}, {13})
    found = minimum_cuts(network, {0}, {13})
    if found.size > 0:
        every = [chosen for chosen in combinations(range(1, 13), found.size) if severed(graph, chosen)]
        assert (found.size, sorted(found.sets)) == (len(nx.minimum_node_cut(graph, FROM, TO)), every)
        sides = [nx.descendants(nx.restricted_view(graph, chosen, ()), FROM) for chosen in found.sets]
        beyond = [nx.ancestors(nx.restricted_view(graph, chosen, ()), TO) for chosen in found.sets]
        assert sides[0] == set.intersection(*sides) and beyond[-1] == set.intersection(*beyond)


@settings(max_examples=200, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_sets_of_one_are_the_dominators_of_networkx_in_the_order_of_the_route(ties, shares) -> None:
    network = invented(ties, shares)
    graph = between(network, {0}, {SIZE - 1})
    found = minimum_cuts(network, {0}, {SIZE - 1})
    dominators: list[object] = []
    if nx.has_path(graph, FROM, TO):
        above = nx.immediate_dominators(graph, FROM)
        node = above[TO]
        while node != FROM:
            dominators.insert(0, node)
            node = above[node]
    assert [node for chosen in found.sets for node in chosen if found.size == 1] == dominators


def test_where_there_are_too_many_sets_the_nearest_and_the_last_are_given_and_it_is_said() -> None:
    chains = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 11), (0, 5), (5, 6), (6, 7), (7, 8), (8, 11)]
    network = invented([(a, b, 0.5, None) for a, b in chains], [1.0] * 12)
    every = minimum_cuts(network, {0}, {11}, 50)
    some = minimum_cuts(network, {0}, {11}, 3)
    assert (len(every.sets), every.complete) == (16, True)
    assert some == Cuts(2, ((1, 5), *some.sets[1:2], (4, 8)), False)
    assert some.sets[1] in ((1, 6), (2, 5))


def test_where_listing_all_would_take_too_long_the_first_and_the_last_are_given(monkeypatch) -> None:
    monkeypatch.setattr(cuts, "WORK", 0)
    network = invented([(a, b, 0.5, None) for a, b in [(0, 1), (1, 2), (2, 3), (3, 4)]], [1.0] * 5)
    assert minimum_cuts(network, {0}, {4}) == Cuts(1, ((1,), (3,)), False)


def test_without_a_start_or_an_end_there_is_nothing_to_sever() -> None:
    network = invented([(0, 1, 0.5, None)], [1.0, 1.0])
    assert [minimum_cuts(network, *sets) for sets in ((set(), {1}), ({0}, set()), ({0}, {0, 1}))] == [Cuts(0, ()), Cuts(0, ()), Cuts(-1, ())]


@settings(max_examples=200, deadline=None)
@given(ties=TIES, shares=SHARES, ends=st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=3), hops=st.integers(1, 6))
def test_the_route_through_each_is_the_first_of_those_through_it(ties, shares, ends, hops) -> None:
    network = invented(ties, shares)
    starts, goals = {min(ends)}, ends - {min(ends)}
    others = sorted(set(range(SIZE)) - ends)
    assert ways_past(network, starts, goals, others, hops) == {node: next(ways_through(network, starts, goals, {node}, hops), None) for node in others}


def asked(start: str, end: str, status: str = "actual", **more) -> Question:
    starts, ends = (tuple(ID + name for name in names.split("+")) for names in (start, end))
    return replace(Question(starts, ends, Moment(ON, status), lens("all")), **more)


def ids(found: Gatekeepers) -> list[tuple[str, ...]]:
    return [tuple(gate.thing.id.removeprefix(ID) for gate in gates) for gates in found.sets]


def test_each_on_every_route_comes_in_order_with_the_best_route(world: Facts) -> None:
    found = gatekeepers(world, asked("weavers", "officials"))
    assert (found.size, ids(found), found.complete) == (1, [("loom-net",), ("forum",), ("committee",)], True)
    assert {gate.route for gates in found.sets for gate in gates} == set(paths(world, asked("weavers", "officials")).routes)


def test_a_stated_aim_is_no_direct_link_and_a_plan_opens_a_second_way(world: Facts) -> None:
    found = gatekeepers(world, asked("weavers", "officials", "all"))
    assert (found.direct, found.size, ids(found)) == (None, 2, [("fair", "loom-net"), ("fair", "forum"), ("committee", "fair")])


def test_what_is_left_out_opens_no_way_and_severs_none(world: Facts) -> None:
    found = gatekeepers(world, asked("weavers", "officials", "all", without=frozenset({ID + "fair"})))
    assert ids(found) == [("loom-net",), ("forum",), ("committee",)]


def test_a_direct_link_is_said_with_its_route_and_nobody_stands_between(world: Facts) -> None:
    found = gatekeepers(world, asked("committee+forum", "officials"))
    assert (found.size, found.sets, [hop.sentence for hop in found.direct.hops]) == (-1, (), ["Committee on Cloth reports to OMC."])
    assert remark(world, found) == "A direct link exists: nobody stands between Committee on Cloth, Forum on Cloth and OMC."
    assert table(world, found).rows == ()


def test_without_a_route_the_reason_and_the_smallest_change_are_told(world: Facts) -> None:
    found = gatekeepers(world, asked("weavers", "officials", hops=3))
    assert (found.sets, remark(world, found)) == ((), no_route(paths(world, asked("weavers", "officials", hops=3))))
    assert "with --max-hops 4" in remark(world, found)


def test_a_gatekeeper_of_long_routes_only_is_said_to_be_one(world: Facts) -> None:
    found = gatekeepers(world, asked("weavers", "officials", "all", hops=3))
    beyond = {gate.thing.id.removeprefix(ID) for gates in found.sets for gate in gates if gate.route is None}
    assert beyond == {"loom-net", "forum", "committee"}
    assert "  LN, network: only on routes of more than 3 steps" in told(world, found)


def test_persons_hold_no_door_unless_the_profile_has_them(world: Facts) -> None:
    found = [gatekeepers(world, asked("weavers", "fair", persons=persons, hops=2)) for persons in (False, True)]
    assert [ids(one) for one in found] == [[], [("loom-net", "p-0001"), ("forum", "p-0001"), ("committee", "p-0001"), ("officials", "p-0001")]]


def test_the_rows_have_a_line_per_gatekeeper_with_its_route_and_sources(world: Facts) -> None:
    rows = table(world, gatekeepers(world, asked("weavers", "officials"))).rows
    assert [(row["set"], row["name"], row["position"], row["on_every_route"], row["steps"]) for row in rows] == [
        (1, "Loom Network", "nearest to UW", True, 4),
        (2, "Forum on Cloth", "", True, 4),
        (3, "Committee on Cloth", "nearest to OMC", True, 4),
    ]
    assert rows[0]["evidence"].startswith("1. UW is a member of LN. — Almanac of an invented region (first page) | 2. ")


def test_the_lines_tell_whose_door_and_that_all_members_must_agree(world: Facts) -> None:
    assert list(told(world, gatekeepers(world, asked("weavers", "officials")))) == [
        "Whose door we must pass (gatekeepers): every route from UW to OMC runs over each of these, in this order:",
        "",
        "  1. LN, network (nearest to UW)",
        "  2. Forum on Cloth, forum",
        "  3. Committee on Cloth, committee (nearest to OMC)",
        "",
        "best route (shaky): UW → LN → Forum on Cloth → Committee on Cloth → OMC",
        "",
        "The links that carry this, each once, with the sources below them:",
        "  UW is a member of LN.",
        "       seen 2024-01-10, 2027-01-01 · Almanac of an invented region (first page)",
        "  LN engages with Forum on Cloth.",
        "       2020 to 2030 · Almanac of an invented region (first page) [reported by a third party]",
        "  Forum on Cloth reports to Committee on Cloth.  [not checked yet]",
        "       2020 to 2030 · not checked yet: check at https://register.example/",
        "  Committee on Cloth reports to OMC.",
        "       2020 to 2030 · Almanac of an invented region (first page)",
        "",
        "One route is not enough: OMC decides by consensus, so all members must agree. "
        "Who sits there on 2026-01-01, as far as recorded: Ministry of Cloth of A; Ministry of Cloth of B.",
        "",
        "LN: Loom Network",
        "OMC: Officials' Meeting on Cloth",
        "UW: Union of Weavers",
        "",
        "Gatekeepers are counted on routes of any length and strength; the limit of steps holds only for the routes that are shown.",
        "as of 2026-01-01 · what counts as influence: any kind of influence · links shown: what is, no plans · at most 6 steps",
        "How strong a route is, is an estimate by the chosen lens, not a measurement.",
    ]


def test_arosp_passes_the_migrant_workers_task_force_and_the_forum_and_all_members_must_agree(embedded: Facts) -> None:
    question = asked("arosp", "slom", moment=Moment(date(2026, 6, 30)))
    found = gatekeepers(embedded, question)
    lines = list(told(embedded, found))
    assert lines[:9] == [
        "Whose door we must pass (gatekeepers): every route from AROSP to SLOM runs over each of these, in this order:",
        "",
        "  1. CS5, event (nearest to AROSP)",
        "  2. TF-AMW, network",
        "  3. AFML, forum (nearest to SLOM)",
        "",
        "best route (shaky): AROSP → CS5 → TF-AMW → AFML → ACMW → SLOM",
        "",
        "An event is no door to knock at: those on either side of it took part, and the route rests on their having met there.",
    ]
    members = next(line for line in lines if line.startswith("One route is not enough: SLOM decides by consensus, so all members must agree. "))
    assert [place.partition(":")[0] for place in members.partition("2026-06-30, as far as recorded: ")[2].split("; ")] == [
        "Brunei Darussalam",
        "Cambodia",
        "Indonesia",
        "Lao PDR",
        "Malaysia",
        "Myanmar, military-led administration",
        "Philippines",
        "Singapore",
        "Thailand",
        "Viet Nam",
    ]
    assert "Not settled: Timor-Leste: Secretariat of State for Vocational Training and Employment [possible]." in lines


def test_the_command_gives_rows_lines_and_a_map(kuasa, tmp_path: Path) -> None:
    asked_for = ["gatekeepers", "Union of Weavers", "Officials' Meeting on Cloth", "--on", "2026-01-01", "--data", str(WORLD)]
    assert [row["name"] for row in json.loads(kuasa(*asked_for, "--format", "json").stdout)] == ["Loom Network", "Forum on Cloth", "Committee on Cloth"]
    assert kuasa(*asked_for, "-o", "doors.html").returncode == 0
    assert "Whose door we must pass from UW to OMC" in (tmp_path / "doors.html").read_text(encoding="utf-8")
    closed = kuasa(*asked_for, "--without", "Loom Network", "--format", "json")
    assert (closed.returncode, closed.stdout) == (0, "[]\n")
    assert "The smallest change that opens one: with LN let in again" in closed.stderr


def test_where_the_best_way_there_and_the_best_way_on_meet_another_is_told() -> None:
    network = invented([(0, 1, 0.9, None), (1, 2, 0.9, 0.9), (1, 3, 0.9, None), (2, 4, 0.1, None), (4, 3, 0.1, None)], [1.0] * 5)
    assert [network.links[ref // 2].tie.id for ref in ways_past(network, {0}, {3}, {2}, 4)[2].refs] == ["t000", "t001", "t003", "t004"]
    assert ways_past(network, {0}, {3}, {2}, 3) == {2: None}
