"""The searches equal networkx: costs, ties, order, under every limit."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph import search
from kuasa.graph.errors import KuasaError
from kuasa.graph.network import CLAMP, Network, cost

MANY = 80


def every_way(network: Network, starts: set[int], ends: set[int], hops: int | None, through: set[int] = frozenset()) -> list[tuple[int, int, tuple[int, ...]]]:
    """(cost, steps, refs) of every simple path from set to set by networkx's own enumeration, in our order."""
    graph = as_networkx(network, starts)
    found = set()
    for start in starts:
        for end in ends:
            for path in nx.all_simple_paths(graph, start, end, cutoff=hops):
                if not set(path[1:]) & starts and not set(path[:-1]) & ends and through <= set(path):
                    steps = [graph.edges[pair] for pair in pairwise(path)]
                    found.add((sum(step["price"] for step in steps), len(steps), tuple(step["ref"] for step in steps)))
    return sorted(found)


def told(ways) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(way.cost, len(way.edges), way.refs) for way in islice(ways, MANY)]


@settings(max_examples=200, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.one_of(st.none(), st.integers(1, 6)), ends=st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=4), at=st.integers(1, 3))
def test_the_best_routes_between_sets_are_those_of_networkx_in_the_same_order(ties, shares, hops, ends, at) -> None:
    network = invented(ties, shares)
    starts, goals = set(sorted(ends)[:at]), set(sorted(ends)[at:])
    assert told(search.best_ways(network, starts, goals, hops)) == every_way(network, starts, goals, hops)[:MANY]


@settings(max_examples=150, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.integers(1, 6), through=st.sets(st.integers(1, SIZE - 2), min_size=1, max_size=3))
def test_routes_through_things_are_those_of_networkx_that_pass_them(ties, shares, hops, through) -> None:
    network = invented(ties, shares)
    assert told(search.ways_through(network, {0}, {SIZE - 1}, through, hops)) == every_way(network, {0}, {SIZE - 1}, hops, through)[:MANY]


@settings(max_examples=100, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.one_of(st.none(), st.integers(1, 6)))
def test_distances_both_ways_are_the_least_ranks_of_simple_paths(ties, shares, hops) -> None:
    network = invented(ties, shares)
    forward = search.distances_from(network, {0}, hops)[-1].tolist()
    for end in range(1, SIZE):
        ways = every_way(network, {0}, {end}, hops)
        assert forward[end] == (ways[0][0] * search.STEP + ways[0][1] if ways else search.NEVER)
    backward = search.distances_to(network, {SIZE - 1}, hops)[-1].tolist()
    for start in range(SIZE - 1):
        graph = as_networkx(network, set())
        lengths = [(nx.path_weight(graph, path, "price"), len(path) - 1) for path in nx.all_simple_paths(graph, start, SIZE - 1, cutoff=hops)]
        assert backward[start] == (min(lengths)[0] * search.STEP + min(lengths)[1] if lengths else search.NEVER)


def test_a_trap_without_a_way_out_is_left_at_once() -> None:
    crowd = [(a, b, 0.9, None) for a in range(2, 40) for b in range(2, 40)] + [(0, 2, 0.9, 0.9), (0, 1, 0.1, None)]
    network = invented(crowd, [1.0] * 40)
    assert [way.cost for way in search.best_ways(network, {0}, {1})] == [int(cost(0.1))]


def test_a_search_through_things_gives_up_with_words_and_not_never(monkeypatch) -> None:
    monkeypatch.setattr(search, "PARTIAL", 3)
    network = invented([(a, b, 0.5, 0.5) for a in range(7) for b in range(a)], [1.0] * 7)
    with pytest.raises(KuasaError, match="max-hops"):
        list(search.ways_through(network, {0}, {6}, {3}, 6))


def test_of_parallel_ties_the_strongest_is_kept_and_of_equal_ones_the_first() -> None:
    network = invented([(0, 1, 0.2, None), (0, 1, 0.5, None), (0, 1, 0.5, None), (1, 0, 0.1, 0.5)], [1.0, 1.0])
    assert network.refs.tolist() == [2, 6]
    assert [network.links[ref // 2].tie.id for ref in network.refs] == ["t001", "t003"]


def test_a_strength_of_one_costs_something() -> None:
    assert cost(1.0) == cost(CLAMP) == 1


@settings(max_examples=60, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_arrays_in_both_directions_hold_the_same_edges(ties, shares) -> None:
    network = invented(ties, shares)
    indptr, tails, order = network.inward
    ahead = {(network.tail(edge), int(network.heads[edge]), edge) for edge in range(len(network.heads))}
    behind = {(int(tails[n]), head, int(order[n])) for head in range(SIZE) for n in range(indptr[head], indptr[head + 1])}
    assert ahead == behind
    assert network.to_scipy().nnz == len(as_networkx(network, set()).edges)


def test_equal_content_has_an_equal_key_and_another_strength_another() -> None:
    ties, shares = [(0, 1, 0.5, None), (1, 2, 0.25, 0.5)], [1.0, 0.9, 1.0]
    assert invented(ties, shares).key == invented(ties, shares).key
    others = [([*ties[:1], (1, 2, 0.26, 0.5)], shares), (ties, [1.0, 0.8, 1.0]), (ties[:1], shares)]
    assert len({invented(*other).key for other in [(ties, shares), *others]}) == 4
