"""Betweenness between sets equals networkx's, taken from each start by itself."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis.betweenness import between
from kuasa.graph.analysis.search import NEVER

NODES = st.sets(st.integers(0, SIZE - 1), max_size=5)
EVEN = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.sampled_from([0.5, 0.25]), st.sampled_from([None, 0.5])), max_size=30)


@settings(max_examples=300, deadline=None)
@given(ties=st.one_of(TIES, EVEN), shares=SHARES, starts=NODES, ends=NODES)
def test_betweenness_is_that_of_networkx_with_the_first_steps_of_each_start(ties, shares, starts, ends) -> None:
    network = invented(ties, shares)
    expected = dict.fromkeys(range(SIZE), 0.0)
    for start in starts:
        found = nx.betweenness_centrality_subset(as_networkx(network, {start}), [start], sorted(ends), normalized=False, weight="price")
        expected = {node: expected[node] + found[node] for node in expected}
    assert between(network, starts, ends).sums.tolist() == pytest.approx(list(expected.values()), abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(ties=st.one_of(TIES, EVEN), shares=SHARES, starts=NODES, ends=NODES)
def test_the_price_of_a_pair_is_that_of_its_best_route(ties, shares, starts, ends) -> None:
    network = invented(ties, shares)
    found = between(network, starts, ends)
    for n, start in enumerate(sorted(starts)):
        lengths = nx.single_source_dijkstra_path_length(as_networkx(network, {start}), start, weight="price")
        assert found.prices[n].tolist() == [NEVER if end == start else lengths.get(end, NEVER) for end in sorted(ends)]
    assert found.pairs == sum(price < NEVER for row in found.prices.tolist() for price in row)


def test_two_equal_routes_each_count_half_and_the_ends_count_nothing() -> None:
    network = invented([(0, 1, 0.5, None), (1, 3, 0.5, None), (0, 2, 0.5, None), (2, 3, 0.5, None)], [1.0] * 4)
    assert between(network, {0}, {3}).sums.tolist() == [0.0, 0.5, 0.5, 0.0]


def test_what_lets_nothing_through_stands_between_nobody_but_can_be_a_start() -> None:
    network = invented([(0, 1, 0.5, None), (1, 2, 0.5, None)], [1.0, 0.0, 1.0])
    assert between(network, {0}, {2}).pairs == 0
    assert between(network, {1}, {2}).pairs == 1


def test_a_start_of_one_pair_stands_between_another() -> None:
    network = invented([(0, 1, 0.5, None), (1, 2, 0.5, None)], [1.0] * 3)
    assert between(network, {0, 1}, {2}).sums.tolist() == [0.0, 1.0, 0.0]
