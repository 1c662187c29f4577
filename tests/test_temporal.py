"""Routes in order of time equal those among all of networkx that obey the clock."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from itertools import islice, takewhile
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rows import ROW, both

from kuasa.graph import telling
from kuasa.graph.analysis import influence, temporal
from kuasa.graph.analysis.building import directed
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import CLOSED, Link, Network
from kuasa.graph.errors import BadDate
from kuasa.graph.facts import Facts
from kuasa.graph.store import open_store
from kuasa.graph.things import Evidence, Tie
from kuasa.graph.validity import Moment, counts, successions
from kuasa.graph.vocabulary import GRAPH, ID, K

SIZE = 5
MANY = 60
ON = date(2026, 1, 1)
EVER = Moment(ON, since=date.min)
SEEN = Evidence("e", "Almanac", "first page", "official-text", "seen", "", "", "")
YEARS = st.sampled_from(["", "2019", "2020", "2021", "2022"])
STRENGTHS = st.sampled_from([0.2, 0.5, 0.9, 1.0])
DATED = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS, st.one_of(st.none(), STRENGTHS), YEARS, YEARS, st.booleans()), max_size=18)
SHARES = st.lists(st.sampled_from([0.0, 0.4, 1.0]), min_size=SIZE, max_size=SIZE)


def tie(n: int, start: object, end: object, since: str = "", until: str = "", kind: str = "Engagement", observed: tuple[str, ...] = ()) -> Tie:
    return Tie(f"t{n:03}", K + kind, str(start), str(end), "actual", since, until, observed, "", None, ())


def dated(ties: list[tuple[int, int, float, float | None, str, str, bool]], shares: list[float]) -> Network:
    """A network over all days of numbered things: ties (from, to, forward, backward, since, until, whether an occurrence)."""
    found = [Link(tie(n, a, b, since, until, "Speech" if occurs else "Engagement"), ahead, back) for n, (a, b, ahead, back, since, until, occurs) in enumerate(ties)]
    names = [str(n) for n in range(SIZE)]
    return Network.from_edges(lens("all"), EVER, names, found, np.array(shares, float), directed(found, names))


def every_way(network: Network, starts: set[int], ends: set[int], hops: int, through: set[int] = frozenset()) -> list[tuple[int, int, tuple[int, ...], int]]:
    """(cost, steps, refs, year of arrival) of every simple route that obeys the clock, found by networkx and checked tie by tie."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(SIZE))
    for edge in range(len(network.heads)):
        tail = network.tail(edge)
        price = int(network.firsts[edge] if tail in starts else network.costs[edge])
        if price != CLOSED:
            graph.add_edge(tail, int(network.heads[edge]), key=int(network.refs[edge]), price=price)
    found = []
    for start in starts:
        for end in ends:
            for path in nx.all_simple_edge_paths(graph, start, end, cutoff=hops):
                inner = {head for _, head, _ in path[:-1]}
                said = [network.links[key // 2].tie for _, _, key in path]
                began = [int(one.since or 0) for one in said]
                ended = [int(one.until) if one.until and one.kind == K + "Engagement" else 9999 for one in said]
                late = any(ended[n] < max(began[:n]) for n in range(1, len(path)))
                if path and not inner & (starts | ends) and through <= inner and not late:
                    found.append((sum(graph.edges[step]["price"] for step in path), len(path), tuple(key for _, _, key in path), max(began)))
    return sorted(found)


def year(network: Network, way) -> int:
    day = temporal.arrival(network, way)
    return date.fromordinal(day).year if day else 0


def told(network: Network, ways) -> list[tuple[int, int, tuple[int, ...], int]]:
    return [(way.cost, len(way.edges), way.refs, year(network, way)) for way in islice(ways, MANY)]


@settings(max_examples=250, deadline=None)
@given(ties=DATED, shares=SHARES, hops=st.integers(1, 5), ends=st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=4))
def test_the_best_routes_in_order_of_time_are_those_of_networkx_that_obey_the_clock(ties, shares, hops, ends) -> None:
    network, starts, goals = dated(ties, shares), set(sorted(ends)[:1]), set(sorted(ends)[1:])
    assert told(network, temporal.in_order(network, starts, goals, hops)) == every_way(network, starts, goals, hops)[:MANY]


@settings(max_examples=150, deadline=None)
@given(ties=DATED, shares=SHARES, hops=st.integers(1, 5), through=st.integers(1, SIZE - 2))
def test_routes_in_order_through_a_thing_are_those_of_networkx_that_pass_it(ties, shares, hops, through) -> None:
    network = dated(ties, shares)
    assert told(network, temporal.in_order(network, {0}, {SIZE - 1}, hops, {through})) == every_way(network, {0}, {SIZE - 1}, hops, {through})[:MANY]


@settings(max_examples=200, deadline=None)
@given(ties=DATED, shares=SHARES, hops=st.integers(1, 5))
def test_the_earliest_route_is_the_best_of_those_that_arrive_first(ties, shares, hops) -> None:
    network = dated(ties, shares)
    way = temporal.earliest(network, {0}, {SIZE - 1}, hops)
    found = sorted(every_way(network, {0}, {SIZE - 1}, hops), key=lambda one: one[3])
    first = sorted(takewhile(lambda one: one[3] == found[0][3], found))[:1]
    assert (told(network, [way]) if way else []) == first


def test_a_dear_tie_that_still_held_is_taken_where_the_cheap_one_had_ended() -> None:
    ties = [(0, 1, 0.9, None, "2021", "", False), (1, 2, 0.9, None, "2019", "2020", False), (1, 2, 0.2, None, "2019", "2021", False)]
    network = dated(ties, [1.0] * SIZE)
    assert [way.refs for way in temporal.in_order(network, {0}, {2}, 3)] == [(0, 4)]


def test_a_dear_way_to_a_thing_is_taken_where_the_cheap_one_comes_too_late() -> None:
    ties = [(0, 1, 0.9, None, "2021", "", False), (0, 1, 0.2, None, "2019", "", False), (1, 2, 0.9, None, "2019", "2020", False), (2, 3, 0.9, None, "2019", "2020", False)]
    assert [way.refs for way in temporal.in_order(dated(ties, [1.0] * SIZE), {0}, {3}, 3)] == [(2, 4, 6)]


def test_what_happened_once_stays_usable_and_what_began_later_moves_the_arrival() -> None:
    ties = [(0, 1, 0.5, None, "2021", "", False), (1, 2, 0.5, None, "2019", "2019", True), (2, 3, 0.5, None, "2022", "", False)]
    network = dated(ties, [1.0] * SIZE)
    assert told(network, temporal.in_order(network, {0}, {3}, 3))[0][2:] == ((0, 2, 4), 2022)


def test_routes_over_the_same_things_are_told_once() -> None:
    network = dated([(0, 1, 0.5, None, "", "", False), (0, 1, 0.4, None, "", "", False), (1, 2, 0.5, None, "", "", False)], [1.0] * SIZE)
    assert [way.refs for way in temporal.once(network, temporal.in_order(network, {0}, {2}, 3))] == [(0, 4)]


HISTORY = """
i:old a k:Organisation ; skos:prefLabel "Old League"@en .
i:h1 a k:Engagement ; k:from i:old ; k:to i:forum ; k:status k:actual ; k:since "2012"^^xsd:gYear ; k:until "2014"^^xsd:gYear ; k:evidence i:world-t4-e1 .
i:h2 a k:Engagement ; k:from i:old ; k:to i:forum ; k:status k:actual ; k:since "2021"^^xsd:gYear ; k:until "2023"^^xsd:gYear ; k:evidence i:world-t4-e1 .
i:late a k:Organisation ; skos:prefLabel "Late League"@en .
i:h3 a k:Membership ; k:from i:late ; k:to i:old ; k:status k:actual ; k:since "2024"^^xsd:gYear ; k:until "2030"^^xsd:gYear ; k:evidence i:world-t4-e1 .
"""


def past(tmp_path: Path) -> Facts:
    """The small world with an organisation that once was engaged, twice."""
    path = tmp_path / "history.ttl"
    path.write_text((Path(__file__).parent / "world.ttl").read_text(encoding="utf-8") + HISTORY, encoding="utf-8")
    return Facts.from_store(open_store(str(path)))


def question(start: str, end: str, on: date = ON, since: date | None = date.min, **more) -> influence.Question:
    return influence.Question((ID + start,), (ID + end,), Moment(on, since=since), lens("all"), **more)


def test_what_ended_is_walked_in_order_of_time_and_not_on_a_later_day(tmp_path) -> None:
    facts = past(tmp_path)
    assert influence.paths(facts, question("old", "committee", since=None)).routes == ()
    routes = influence.paths(facts, question("old", "committee")).routes
    assert [([hop.tie.id.removeprefix(ID) for hop in path.hops], path.arrival) for path in routes] == [(["h1", "world-t3"], "2020")]
    assert routes[0].hops[0].marks == ("ended",)
    assert routes[0].as_json()["arrival"] == "2020"
    assert influence.paths(facts, question("late", "old")).routes[0].arrival == "2024"
    assert influence.paths(facts, question("late", "forum")).routes == ()


def test_the_earliest_is_open_before_the_best_and_a_window_shuts_out_what_ended_before_it(tmp_path) -> None:
    facts = past(tmp_path)
    early = question("old", "forum", earliest=True)
    assert [path.arrival for path in influence.paths(facts, early).routes] == ["2012"]
    assert [path.arrival for path in influence.paths(facts, replace(early, moment=Moment(ON, since=date(2015, 1, 1)))).routes] == ["2021"]
    shut = influence.paths(facts, question("old", "forum", since=date(2024, 1, 1)))
    assert (shut.routes, shut.relaxation.split(", or ")[0]) == ((), "without --from")


def test_a_route_in_order_is_told_with_the_day_and_the_steps_whose_beginning_nobody_knows(tmp_path) -> None:
    facts = past(tmp_path)
    lines = list(telling.told(facts, influence.paths(facts, question("old", "committee"))))
    assert "     It could be walked in this order of time from 2020 on, as long as each link lasted." in lines
    assert any(line.endswith("at most 6 steps · in order of time") for line in lines)
    undated = replace(influence.paths(facts, question("old", "committee")).routes[0], arrival="")
    assert list(telling.order(undated)) == ["Nobody has recorded when any of these steps began: the order of time is open."]
    half = replace(undated, arrival="2021", hops=(undated.hops[0], replace(undated.hops[1], tie=replace(undated.hops[1].tie, since="", observed=()))))
    assert list(telling.order(half))[1:] == ["Nobody has recorded when these steps began; they are taken to have always held: 2."]


def test_a_span_of_days_begins_before_it_ends() -> None:
    assert Moment(ON).back_to("2024-Q2") == Moment(ON, since=date(2024, 4, 1))
    assert Moment(ON).back_to(None) == Moment(ON, since=date.min)
    with pytest.raises(BadDate, match="is after 2026-01-01"):
        Moment(ON).back_to("2027")


def test_the_command_tells_the_arrival_in_every_form(kuasa, tmp_path) -> None:
    past(tmp_path)
    ask = ("paths", "Old League", "Committee on Cloth", "--data", "history.ttl", "--on", "2026-01-01", "--in-order")
    said, table, listed = kuasa(*ask), kuasa(*ask, "--format", "csv"), json.loads(kuasa(*ask, "--format", "json").stdout)
    assert "It could be walked in this order of time from 2020 on, as long as each link lasted." in said.stdout
    assert [row["arrival"] for row in csv.DictReader(io.StringIO(table.stdout))] == ["2020", "2020"]
    assert [path["arrival"] for path in listed] == ["2020"]
    both = kuasa(*ask, "--until", "2025")
    assert (both.returncode, "--on and --until" in both.stderr) == (2, True)
    first = kuasa("paths", "Old League", "Forum on Cloth", "--data", "history.ttl", "--earliest", "--until", "2025", "--format", "json")
    assert [path["arrival"] for path in json.loads(first.stdout)] == ["2012"]


def test_the_arrival_is_told_as_the_latest_beginning_is_stated() -> None:
    assert temporal.arrived([tie(1, "a", "b", "2019-Q2"), tie(2, "b", "c", "", "", observed=("2022", "2021-05")), tie(3, "c", "d")]) == "2021-05"
    assert temporal.arrived([tie(3, "c", "d", "", "2020")]) == ""


def test_a_tie_that_is_over_for_another_reason_than_its_end_is_not_used_afterwards() -> None:
    link = Link(tie(1, "a", "b", "2019"), 0.5, None, over=date(2020, 5, 1))
    assert temporal.interval(link) == (date(2019, 1, 1).toordinal(), date(2020, 5, 1).toordinal())


def test_over_a_span_of_days_a_state_counts_that_held_on_any_of_them_and_an_occurrence_on_its_own() -> None:
    state, speech = tie(1, "a", "b", "2019", "2020"), tie(2, "a", "b", "2019", kind="Speech")
    spans = [Moment(ON), EVER, Moment(ON, since=date(2020, 6, 1)), Moment(ON, since=date(2021, 1, 1)), Moment(date(2018, 1, 1), since=date.min)]
    assert [counts(state, span) for span in spans] == [False, True, True, False, False]
    assert [counts(speech, span) for span in spans] == [True, True, False, False, False]
    assert counts(tie(3, "a", "b", "2021", "2020"), EVER) is False
    assert counts(replace(state, since="", until=""), EVER) is None


def test_a_chair_was_handed_on_when_the_next_holder_began() -> None:
    chairs = [replace(tie(n, f"a{n}", "b", since, kind="Chairing"), evidence=(SEEN,)) for n, since in enumerate(["2019", "2020", "2021"])]
    assert successions(chairs, EVER) == {"t000": date(2020, 1, 1), "t001": date(2021, 1, 1)}


@settings(max_examples=150, deadline=None)
@given(
    table=st.lists(ROW, max_size=14, unique_by=lambda row: (row[:2], row[3], row[4])),
    on=st.sampled_from([date(2020, 1, 1), date(2024, 2, 29), date(2026, 6, 30)]),
    since=st.sampled_from([date.min, date(2019, 1, 1), date(2024, 2, 29)]),
    strict=st.booleans(),
)
def test_large_tables_give_the_same_routes_in_order_as_statements_of_the_same_rows(table, on, since, strict) -> None:
    small, large = both(table)
    moment = Moment(on, strict=strict, since=since)
    for end in ("b", "=1+1"):
        asked = influence.Question((f"{GRAPH}ties/a",), (f"{GRAPH}ties/{end}",), moment, lens("all"), k=5)
        assert influence.paths(large, asked).routes == influence.paths(small, asked).routes
