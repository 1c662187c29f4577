"""Brokerage roles equal those counted one by one; constraint equals networkx's."""

from __future__ import annotations

import math
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis.network import CLOSED
from kuasa.graph.analysis.roles import NOBODY, ROLES, constraint, folded, roles

GROUPS = st.lists(st.integers(NOBODY, 2), min_size=SIZE, max_size=SIZE)


def role(first: int, middle: int, last: int) -> str:
    """The definitions of Gould and Fernandez, one by one."""
    if first == middle == last:
        return "coordinator"
    if first == last:
        return "itinerant"
    if middle == last:
        return "gatekeeper"
    return "representative" if first == middle else "liaison"


def counted(network, groups: list[int], nodes: list[int]) -> list[list[int]]:
    any_tie, passing = as_networkx(network, set(range(SIZE))), as_networkx(network, set())
    found = {node: dict.fromkeys(ROLES, 0) for node in nodes}
    for first, middle, last in permutations(range(SIZE), 3):
        open_pair = any_tie.has_edge(first, middle) and passing.has_edge(middle, last) and not any_tie.has_edge(first, last)
        if middle in found and open_pair and NOBODY not in (groups[first], groups[middle], groups[last]):
            found[middle][role(groups[first], groups[middle], groups[last])] += 1
    return [list(found[node].values()) for node in nodes]


@settings(max_examples=300, deadline=None)
@given(ties=TIES, shares=SHARES, groups=GROUPS, nodes=st.lists(st.integers(0, SIZE - 1), unique=True))
def test_roles_are_those_counted_one_by_one(ties, shares, groups, nodes) -> None:
    network = invented(ties, shares)
    assert roles(network, groups, nodes).tolist() == counted(network, groups, nodes)


@pytest.mark.parametrize(("groups", "expected"), [((0, 0, 0), 0), ((0, 1, 1), 1), ((0, 0, 1), 2), ((0, 1, 0), 3), ((0, 1, 2), 4)])
def test_each_role_by_its_definition(groups, expected) -> None:
    network = invented([(0, 1, 0.5, None), (1, 2, 0.5, None)], [1.0] * 3)
    assert roles(network, groups, [1]).tolist() == [[int(n == expected) for n in range(5)]]


def test_a_straight_tie_leaves_nothing_to_broker() -> None:
    network = invented([(0, 1, 0.5, None), (1, 2, 0.5, None), (0, 2, 0.1, None)], [1.0] * 3)
    assert roles(network, (0, 1, 2), [1]).tolist() == [[0] * 5]


@settings(max_examples=200, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_constraint_is_that_of_networkx_by_strengths(ties, shares) -> None:
    network = invented(ties, shares)
    graph = as_networkx(network, set(range(SIZE)))
    for _, _, said in graph.edges(data=True):
        said["weight"] = math.exp(-1e-6 * said["price"])
    expected = nx.constraint(graph, weight="weight") if graph.edges else dict.fromkeys(range(SIZE), math.nan)
    assert constraint(network, range(SIZE)).tolist() == pytest.approx([expected[n] for n in range(SIZE)], abs=1e-9, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_without_directions_a_weight_is_the_strengths_there_and_back(ties, shares) -> None:
    network = invented(ties, shares)
    assert CLOSED not in network.firsts
    found, graph = folded(network).toarray(), as_networkx(network, set(range(SIZE)))
    strengths = nx.to_numpy_array(graph, nodelist=range(SIZE), weight="price", nonedge=math.inf)
    there = [[math.exp(-1e-6 * price) for price in row] for row in strengths.tolist()]
    assert found.tolist() == [pytest.approx([there[a][b] + there[b][a] for b in range(SIZE)], abs=1e-12) for a in range(SIZE)]


def test_in_a_network_of_nothing_nobody_brokers() -> None:
    network = invented([], [])
    assert (roles(network, [], []).tolist(), constraint(network, []).tolist()) == ([], [])
