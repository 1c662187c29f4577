"""The searches equal networkx: costs, ties, order, under every limit."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis import distances, search
from kuasa.graph.analysis.network import CLAMP, Network, cost
from kuasa.graph.errors import KuasaError

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


@settings(max_examples=150, deadline=None)
@given(ties=TIES, shares=SHARES, ends=st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=4), wider=st.integers(0, 5))
def test_what_is_left_in_a_corridor_is_exact_or_beyond_its_bound(ties, shares, ends, wider) -> None:
    network = invented(ties, shares)
    starts, goals = set(sorted(ends)[:1]), set(sorted(ends)[1:])
    corridor = distances.Corridor(network, starts, goals)
    for _ in range(wider):
        corridor.widen()
    exact = search.distances_to(network, goals, None, starts)[-1].tolist()
    reached = search.distances_from(network, starts, None, goals)[-1].tolist()
    nodes = [node for node in range(SIZE) if node not in starts]
    left = corridor.rest(np.array(nodes), None)
    wrong = [node for node, rest in zip(nodes, left, strict=True) if rest != exact[node] and (rest != search.NEVER or reached[node] + exact[node] <= corridor.bound)]
    assert wrong == []


def test_routes_far_dearer_than_the_best_are_found_by_widening_the_corridor() -> None:
    network = invented([(0, 1, 1.0, None), *((0, n, 0.5**n, None) for n in range(2, 20)), *((n, 1, 0.5**n, None) for n in range(2, 20))], [1.0] * 20)
    assert [way.cost for way in search.best_ways(network, {0}, {1})] == [1, *(2 * int(cost(0.5**n)) for n in range(2, 20))]


@settings(max_examples=60, deadline=None)
@given(draw=st.randoms(use_true_random=False), closed=st.sampled_from([0.0, 0.4]))
def test_a_corridor_and_every_layer_lead_to_the_same_routes(draw, closed) -> None:
    size = 40
    ties = [(draw.randrange(size), draw.randrange(size), draw.uniform(0.01, 0.99), draw.choice([None, 0.5])) for _ in range(2 * size)]
    network = invented(ties, [draw.choice([closed, 1.0]) for _ in range(size)])
    starts, ends = {draw.randrange(20), draw.randrange(20)}, {draw.randrange(20, size), draw.randrange(20, size)}
    assert told(search.best_ways(network, starts, ends)) == told(search.best_ways(network, starts, ends, size))


@settings(max_examples=100, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.one_of(st.none(), st.integers(1, 6)), shut=st.sets(st.integers(1, SIZE - 2), max_size=3))
def test_distances_pass_nothing_that_is_shut(ties, shares, hops, shut) -> None:
    network = invented(ties, shares)
    kept = invented([tie for tie in ties if not set(tie[:2]) & shut], shares)
    for ours, without in (
        (search.distances_to(network, {0}, hops, shut), search.distances_to(kept, {0}, hops)),
        (search.distances_from(network, {0}, hops, shut), search.distances_from(kept, {0}, hops)),
    ):
        assert [layer.tolist() for layer in ours] == [layer.tolist() for layer in without]


def test_a_trap_without_a_way_out_is_left_at_once() -> None:
    crowd = [(a, b, 0.9, None) for a in range(2, 40) for b in range(2, 40)] + [(0, 2, 0.9, 0.9), (0, 1, 0.1, None)]
    network = invented(crowd, [1.0] * 40)
    assert [way.cost for way in search.best_ways(network, {0}, {1})] == [int(cost(0.1))]


@pytest.mark.parametrize("hops", [None, 50])
def test_a_crowd_with_no_way_out_but_the_way_in_is_left_at_once(hops) -> None:
    crowd = [(a, b, 0.9, None) for a in range(3, 50) for b in range(3, 50)]
    network = invented([*crowd, (0, 2, 0.9, None), (2, 1, 0.1, None), *((2, n, 0.9, 0.9) for n in range(3, 50))], [1.0] * 50)
    assert [way.cost for way in search.best_ways(network, {0}, {1}, hops)] == [int(cost(0.9)) + int(cost(0.1))]


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
