"""Where each node stands: nodes, links and routes in, whole-number places out.

The same input always gives the same picture. Up to 500 nodes are laid out by networkx
(ForceAtlas2, seeded), more by a plain numpy/scipy relaxation. Routes are laid out first, left to
right by step, so that they read as a walk; what surrounds them stands above and below. No two
nodes stand closer than ``APART``, and sideways there is room for a label.
Refused: links and steps whose ends are no nodes are ignored, never invented.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from .spread import APART, WIDER, Points, spread
from .view import Link, MapView, Node, Route
from .walk import around, strip_of, walk

LARGE = 500

Places = dict[str, tuple[int, int]]


def placed(view: MapView) -> MapView:
    """``view`` with the places of all its nodes worked out."""
    places = positions(view.nodes, view.links, view.routes)
    nodes = tuple(replace(n, x=places[n.id][0], y=places[n.id][1]) for n in view.nodes)
    return replace(view, nodes=nodes)


def positions(
    nodes: Sequence[Node],
    links: Sequence[Link],
    routes: Sequence[Route] = (),
    pinned: Mapping[str, tuple[int, int]] | None = None,
) -> Places:
    """The place of every node id; ``pinned`` nodes stay where they are put. No nodes: ``{}``."""
    ids = [node.id for node in nodes]
    if not ids:
        return {}
    at = {one: i for i, one in enumerate(ids)}
    pairs = sorted({(at[k.start], at[k.end]) for k in links if k.start in at and k.end in at})
    fixed: dict[int, tuple[float, float]] = {at[one]: place for one, place in walk(routes).items() if one in at}
    strip = strip_of(list(fixed.values()))
    fixed.update({at[one]: place for one, place in (pinned or {}).items() if one in at})
    points = _forces(len(ids), pairs) if len(ids) <= LARGE else _relaxed(len(ids), pairs)
    if strip:
        points = around(points, pairs, fixed, strip)
    for i, place in fixed.items():
        points[i] = place
    points = spread(points, frozenset(fixed), strip)
    return {one: (int(points[i][0]), int(points[i][1])) for one, i in at.items()}


def _forces(count: int, pairs: list[tuple[int, int]]) -> Points:
    """ForceAtlas2 places for linked nodes; nodes without links on a shelf below."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({i for pair in pairs for i in pair}))
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    points = np.zeros((count, 2))
    if graph.number_of_nodes():
        found = nx.forceatlas2_layout(graph, max_iter=300, scaling_ratio=8.0, seed=7)
        for i, place in found.items():
            points[i] = place
        linked = list(graph)
        points[linked] = _scaled(points[linked], len(linked))
    lowest = float(points[:, 1].max(initial=0.0))
    lonely = [i for i in range(count) if i not in graph]
    row = max(4, math.ceil(math.sqrt(len(lonely) * 2)))
    for rank, i in enumerate(lonely):
        points[i] = ((rank % row) * APART * WIDER, lowest + APART * (1.5 + rank // row))
    return points


def _relaxed(count: int, pairs: list[tuple[int, int]]) -> Points:
    """Places for many nodes: pulled to their neighbours, pushed from whoever is near."""
    from scipy.sparse import coo_array
    from scipy.spatial import cKDTree

    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([ends, ends[:, ::-1]])
    near = coo_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count)).tocsr()
    degree = np.maximum(np.asarray(near.sum(axis=1)).ravel(), 1.0)
    order = np.argsort(np.argsort(-degree, kind="stable"), kind="stable")
    turn = order * math.pi * (3 - math.sqrt(5))
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(order + 0.5)[:, None] * APART
    for round_ in range(60):
        pull = near @ points / degree[:, None] - points
        pull[degree == 0] = 0
        distance, others = cKDTree(points).query(points, k=min(9, count))
        away = points[:, None, :] - points[others]
        push = away / np.maximum(distance, 1.0)[:, :, None] ** 2
        points = points + pull * 0.3 + push.sum(axis=1) * APART * (1 - round_ / 120)
    return _scaled(points, count)


def _scaled(points: Points, count: int) -> Points:
    """``points`` centred on zero, wider than high, strays drawn in, crowds of many evened out."""
    points = points - np.median(points, axis=0)
    reach = np.quantile(np.abs(points), 0.9, axis=0)
    side = APART * math.sqrt(max(count, 1)) * 0.62
    far = points / np.maximum(reach, 1e-9)
    far = np.sign(far) * np.minimum(np.abs(far), 1 + np.log(np.maximum(np.abs(far), 1)) * 0.25)
    even = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable")
    if count > 60:
        far = far * 0.35 + (even / (count - 1) * 2 - 1) * 0.65
    scaled: Points = far * np.array([side * WIDER, side])
    return scaled
