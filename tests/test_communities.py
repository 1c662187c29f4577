"""Circles equal networkx's; a large network goes to networkit, or says what is missing."""

from __future__ import annotations

import math
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, invented

from kuasa.graph.analysis import communities
from kuasa.graph.errors import KuasaError

CLIQUES = [(a + b * 8, c + b * 8, 0.5, 0.4) for b in range(5) for a in range(8) for c in range(a)] + [(b * 8, b * 8 + 8, 0.2, None) for b in range(4)]
CIRCLES = [n // 8 for n in range(40)]


@settings(max_examples=150, deadline=None)
@given(ties=TIES, shares=SHARES, seed=st.integers(0, 9))
def test_circles_are_those_of_networkx_on_the_strengths_both_ways(ties, shares, seed) -> None:
    network, graph = invented(ties, shares), nx.Graph()
    weights = communities.folded(network).toarray().tolist()
    graph.add_nodes_from(range(SIZE))
    graph.add_weighted_edges_from((a, b, weights[a][b]) for a in range(SIZE) for b in range(a + 1, SIZE) if weights[a][b])
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    by_size = sorted((circle for circle in found if any(graph[node] for node in circle)), key=lambda circle: (-len(circle), min(circle)))
    expected = [next((n for n, circle in enumerate(by_size) if node in circle), communities.ALONE) for node in range(SIZE)]
    assert communities.communities(network, seed).tolist() == expected


@pytest.mark.parametrize("large", [math.inf, 0], ids=["networkx", "networkit"])
def test_cliques_with_one_tie_between_them_are_circles(monkeypatch, large) -> None:
    monkeypatch.setattr(communities, "LARGE", large)
    assert communities.communities(invented(CLIQUES, [1.0] * 41)).tolist() == [*CIRCLES, communities.ALONE]


def test_networkit_finds_circles_as_good_as_networkx_and_always_the_same(monkeypatch) -> None:
    chance = np.random.default_rng(3)
    crowd = [(int(a), int(b) if chance.random() < 0.3 else int(a - a % 20 + b % 20), 0.5, None) for a, b in chance.integers(0, 200, (900, 2))]
    network = invented(crowd, [1.0] * 200)
    graph = nx.from_scipy_sparse_array(communities.folded(network))

    def good(found) -> float:
        return nx.community.modularity(graph, [set(np.flatnonzero(found == circle).tolist()) for circle in np.unique(found)])

    ours = communities.communities(network)
    monkeypatch.setattr(communities, "LARGE", 0)
    large = communities.communities(network)
    assert good(large) >= 0.97 * good(ours) > 0.3
    assert communities.communities(network).tolist() == large.tolist()


def test_networkit_finds_the_same_where_chance_could_decide(monkeypatch) -> None:
    monkeypatch.setattr(communities, "LARGE", 0)
    ends = np.random.default_rng(4).integers(0, 400, (900, 2)).tolist()
    network = invented([(a, b, 0.5, None) for a, b in ends], [1.0] * 400)
    first, again, other = (communities.communities(network, seed).tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_a_large_network_without_networkit_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr(communities, "LARGE", 1)
    monkeypatch.setitem(sys.modules, "networkit", None)
    with pytest.raises(KuasaError, match=r"kuasa\[large\]"):
        communities.communities(invented(CLIQUES, [1.0] * 40))
