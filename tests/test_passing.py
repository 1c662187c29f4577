"""The route shown for a thing is the first best route on which it stands."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis.betweenness import between
from kuasa.graph.analysis.passing import way_over

NODES = st.sets(st.integers(0, SIZE - 1), max_size=5)
EVEN = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.sampled_from([0.5, 0.25]), st.sampled_from([None, 0.5])), max_size=30)


@settings(max_examples=300, deadline=None)
@given(ties=st.one_of(TIES, EVEN), shares=SHARES, starts=NODES, ends=NODES)
def test_the_route_over_a_thing_is_the_first_of_all_best_routes_over_it_by_networkx(ties, shares, starts, ends) -> None:
    network = invented(ties, shares)
    routes = []
    for start in starts:
        graph = as_networkx(network, {start})
        for end in ends - {start}:
            if nx.has_path(graph, start, end):
                for path in nx.all_shortest_paths(graph, start, end, weight="price"):
                    steps = [graph.edges[pair] for pair in pairwise(path)]
                    cost, refs = sum(step["price"] for step in steps), tuple(step["ref"] for step in steps)
                    routes.append((cost, len(steps), start, end, refs, path))
    found = between(network, starts, ends)
    for node in range(SIZE):
        over = sorted(route for route in routes if node in route[-1][1:-1])
        assert (found.sums[node] > 0) == bool(over)
        if over:
            way = way_over(network, found, node)
            assert (way.cost, len(way.edges), way.refs) == (over[0][0], over[0][1], over[0][4])
            assert [network.tail(edge) for edge in way.edges] == over[0][-1][:-1]
        else:
            with pytest.raises(LookupError):
                way_over(network, found, node)


def test_the_first_step_of_a_route_costs_what_first_steps_cost() -> None:
    network = invented([(0, 1, 0.9, None), (1, 3, 0.2, None), (0, 2, 0.25, None), (2, 3, 0.5, None), (3, 4, 0.5, None)], [0.0, 1.0, 1.0, 1.0, 1.0])
    way = way_over(network, between(network, {0}, {4}), 3)
    assert [network.links[ref // 2].tie.id for ref in way.refs] == ["t000", "t001", "t004"]
