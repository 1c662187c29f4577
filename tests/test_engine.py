"""The engine of one machine says what the searches say, by name."""

from __future__ import annotations

import math
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, invented

from kuasa.graph.analysis.engine import LocalEngine, Reached, Route, ceiling
from kuasa.graph.analysis.network import cost
from kuasa.graph.analysis.search import best_ways
from kuasa.graph.errors import UsageError


@settings(max_examples=120, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.integers(1, 6), above=st.sampled_from([0, 0.01, 0.3]), backwards=st.booleans())
def test_what_is_reached_is_the_end_of_the_best_route_to_each_thing(ties, shares, hops, above, backwards) -> None:
    network = invented(ties, shares)
    expected = []
    for other in range(1, SIZE):
        way = next(best_ways(network, *([other], [0]) if backwards else ([0], [other]), hops), None)
        if way and (not above or way.cost <= cost(above)):
            strengths = [network.step(edge, n == 0) for n, edge in enumerate(way.edges)]
            beside = int(network.heads[way.edges[0]]) if backwards else network.tail(way.edges[-1])
            score = math.prod(reversed(strengths) if backwards else strengths)
            expected.append(Reached(str(other), way.cost, len(way.edges), way.refs, score, str(beside)))
    found = LocalEngine(network).reach(["0", "nobody"], above, hops, backwards)
    assert found == sorted(expected, key=lambda one: (one.cost, one.steps, one.refs))


@settings(max_examples=120, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.integers(1, 6), k=st.integers(1, 9), share=st.sampled_from([0, 0.02, 0.5, 1]))
def test_the_best_routes_are_those_of_the_search_within_the_share(ties, shares, hops, k, share) -> None:
    network = invented(ties, shares)
    ways = list(best_ways(network, [0, 1], [5, 6], hops))
    kept = [way for way in ways if not share or way.cost <= ways[0].cost + cost(share)][:k]
    found = LocalEngine(network).best(["0", "1"], ["5", "6"], k, hops, share)
    assert [(route.cost, route.refs) for route in found] == [(way.cost, way.refs) for way in kept]


def test_a_route_names_its_things_and_multiplies_its_strengths() -> None:
    network = invented([(0, 1, 0.5, None), (2, 1, 0.5, 0.25)], [1.0, 0.5, 1.0])
    spent = int(cost(0.5)) + int(cost(0.125))
    assert LocalEngine(network).best(["0"], ["2"]) == [Route(("0", "1", "2"), spent, (0, 3), 0.0625)]
    assert LocalEngine(network).reach(["0"]) == [Reached("1", int(cost(0.5)), 1, (0,), 0.5, "0"), Reached("2", spent, 2, (0, 3), 0.0625, "1")]


def test_names_without_ties_and_sets_that_meet_find_nothing() -> None:
    engine = LocalEngine(invented([(0, 1, 0.5, None)], [1.0, 1.0]))
    assert (engine.reach(["nobody"]), engine.best(["nobody"], ["1"]), engine.best(["0", "1"], ["1"])) == ([], [], [])


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_score_outside_0_to_1_is_refused(share) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        ceiling(share)


def test_every_way_of_a_share_of_nothing_is_within() -> None:
    network = invented([(0, 1, 0.9, None), (0, 2, 0.01, None), (2, 1, 0.01, None)], [1.0] * 3)
    assert [route.cost for route in LocalEngine(network).best(["0"], ["1"], share=0)] == [way.cost for way in islice(best_ways(network, [0], [1]), 9)]
    assert len(LocalEngine(network).best(["0"], ["1"])) == 1
