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
from numpy.typing import NDArray

from .view import Link, MapView, Node, Route

APART = 124
WIDER = 1.5
COLUMN = 310
LANE = 140
BROAD = 1.6
LARGE = 500

Places = dict[str, tuple[int, int]]
Points = NDArray[np.float64]
Strip = tuple[float, float, float, float]


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
    fixed: dict[int, tuple[float, float]] = {
        at[one]: place for one, place in _walk(routes).items() if one in at
    }
    strip = _strip(list(fixed.values()))
    fixed.update({at[one]: place for one, place in (pinned or {}).items() if one in at})
    points = _forces(len(ids), pairs) if len(ids) <= LARGE else _relaxed(len(ids), pairs)
    if strip:
        points = _around(points, pairs, fixed, strip)
    for i, place in fixed.items():
        points[i] = place
    points = _spread(points, frozenset(fixed), strip)
    return {one: (int(points[i][0]), int(points[i][1])) for one, i in at.items()}


def _walk(routes: Sequence[Route]) -> dict[str, tuple[float, float]]:
    """Places of all nodes on routes: columns by step, lanes by route, shared nodes between."""
    longest = max((len(route.steps) for route in routes), default=0)
    lanes = [route for route in routes if len(route.steps) > 1]
    straight = any(len(route.steps) == 1 for route in routes)
    above = (len(lanes) + 1) // 2 if straight else (len(lanes) - 1) / 2
    across: dict[str, list[float]] = {}
    down: dict[str, list[float]] = {}
    for lane, route in enumerate(lanes):
        stops = [route.steps[0].start, *(step.end for step in route.steps)]
        level = lane - above + (1 if straight and lane >= above else 0)
        for i, stop in enumerate(stops):
            across.setdefault(stop, []).append(i / (len(stops) - 1) * longest * COLUMN)
            down.setdefault(stop, []).append(0.0 if i in (0, len(route.steps)) else level * LANE)
    for step in (route.steps[0] for route in routes if len(route.steps) == 1):
        for stop, x in ((step.start, 0), (step.end, longest * COLUMN)):
            if stop not in across:
                across[stop], down[stop] = [float(x)], [0.0]
    places: dict[str, tuple[float, float]] = {}
    for stop in across:
        x, y = float(np.mean(across[stop])), float(np.mean(down[stop]))
        while any(abs(x - a) < COLUMN * 0.7 and abs(y - b) < APART for a, b in places.values()):
            y += LANE / 2
        places[stop] = (x, y)
    return places


def _forces(count: int, pairs: list[tuple[int, int]]) -> Points:
    """ForceAtlas2 places for linked nodes; nodes without links on a shelf below."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({i for pair in pairs for i in pair}))
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    points = np.zeros((count, 2))
    if graph.number_of_nodes():
        found = nx.forceatlas2_layout(graph, max_iter=200, scaling_ratio=3.0, gravity=2.0, seed=7)
        for i, place in found.items():
            points[i] = place
        linked = list(graph)
        points[linked] = _scaled(points[linked], len(linked))
    bottom = float(points[:, 1].max(initial=0.0))
    lonely = [i for i in range(count) if i not in graph]
    row = max(4, math.ceil(math.sqrt(len(lonely) * 2)))
    for place, i in enumerate(lonely):
        points[i] = ((place % row) * APART * WIDER, bottom + APART * (1.5 + place // row))
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
    """``points`` centred on zero, wider than high, strays drawn in, with room for ``count``."""
    points = points - np.median(points, axis=0)
    reach = np.quantile(np.abs(points), 0.9, axis=0)
    side = APART * math.sqrt(max(count, 1)) * 0.62
    far = points / np.maximum(reach, 1e-9)
    far = np.sign(far) * np.minimum(np.abs(far), 1 + np.log(np.maximum(np.abs(far), 1)) * 0.25)
    scaled: Points = far * np.array([side * WIDER, side])
    return scaled


def _strip(walk: list[tuple[float, float]]) -> Strip | None:
    """The strip that belongs to the walk alone: left, top, right, bottom; no walk: ``None``."""
    if not walk:
        return None
    xs, ys = [x for x, _ in walk], [y for _, y in walk]
    return (
        min(xs) - COLUMN * 0.6,
        min(ys) - APART * 1.1,
        max(xs) + COLUMN * 0.6,
        max(ys) + APART * 1.1,
    )


def _around(
    points: Points,
    pairs: list[tuple[int, int]],
    fixed: Mapping[int, tuple[float, float]],
    strip: Strip,
) -> Points:
    """The free nodes in rows above and below the strip, each near the nodes it touches."""
    left, top, right, bottom = strip
    points = points + np.array([(left + right) / 2, (top + bottom) / 2])
    near: list[list[int]] = [[] for _ in points]
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    for i, place in fixed.items():
        points[i] = place
    for _ in range(12):
        moved = points.copy()
        for i, others in enumerate(near):
            if i not in fixed and others:
                moved[i] = points[i] * 0.6 + points[others].mean(axis=0) * 0.4
        points = moved
    free = [i for i in range(len(points)) if i not in fixed]
    free.sort(key=lambda i: (points[i][1], points[i][0], i))
    half = (len(free) + 1) // 2
    rows, width = _shelves(half, right - left, bottom - top)
    for group, edge, way in ((free[:half], top, -1), (free[half:], bottom, 1)):
        for rank, i in enumerate(sorted(group, key=lambda i: (points[i][0], i))):
            x = (left + right) / 2 + width * ((rank + 0.5) / len(group) - 0.5)
            points[i] = (x, edge + way * APART * (0.1 + rank % rows))
    return points


def _shelves(count: int, width: float, height: float) -> tuple[int, float]:
    """How many rows above (and below) the walk, and how wide, make a picture ``BROAD`` as high."""
    tries = [
        (rows, max(width, math.ceil(count / rows) * APART * WIDER))
        for rows in range(1, max(2, math.ceil(math.sqrt(count)) + 1))
    ]
    return min(tries, key=lambda t: abs(t[1] / (height + 2 * t[0] * APART) - BROAD))


def _spread(points: Points, fixed: frozenset[int], strip: Strip | None) -> Points:
    """``points`` as whole numbers, pushed apart until none is nearer than ``APART`` to another."""
    from scipy.spatial import cKDTree

    squeeze = np.array([1 / WIDER, 1.0])
    points = points * squeeze
    stays = np.array([i in fixed for i in range(len(points))])
    turn = np.arange(len(points)) * 2.399963
    points[~stays] += np.stack([np.cos(turn), np.sin(turn)], axis=1)[~stays]
    for _ in range(400):
        if strip:
            _cleared(points, ~stays, strip)
        near = cKDTree(points).query_pairs(APART + 2, output_type="ndarray")
        near = near[~(stays[near[:, 0]] & stays[near[:, 1]])]
        if not len(near):
            break
        gap = points[near[:, 0]] - points[near[:, 1]]
        length = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-6)
        shift = gap / length[:, None] * ((APART + 4 - length) / 2)[:, None]
        np.add.at(points, near[:, 0], shift * ~stays[near[:, 0]][:, None])
        np.add.at(points, near[:, 1], -shift * ~stays[near[:, 1]][:, None])
    whole: Points = np.rint(_freed(points, fixed) / squeeze)
    return whole


def _cleared(points: Points, free: NDArray[np.bool_], strip: Strip) -> None:
    """Moves free nodes out of the strip, over the nearer of its long edges (x is squeezed here)."""
    left, top, right, bottom = strip
    inside = free & (points[:, 0] > left / WIDER) & (points[:, 0] < right / WIDER)
    inside &= (points[:, 1] > top) & (points[:, 1] < bottom)
    upper = inside & (points[:, 1] < (top + bottom) / 2)
    points[upper, 1] = top
    points[inside & ~upper, 1] = bottom


def _freed(points: Points, fixed: frozenset[int]) -> Points:
    """``points`` with every node that is still too near another moved to the next free place."""
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def clear(x: float, y: float) -> bool:
        cell = (int(x // APART), int(y // APART))
        return all(
            math.hypot(x - a, y - b) >= APART
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for a, b in taken.get((cell[0] + dx, cell[1] + dy), ())
        )

    freed = points.copy()
    for i in sorted(range(len(points)), key=lambda i: (i not in fixed, i)):
        x, y = float(points[i][0]), float(points[i][1])
        ring = 0
        while i not in fixed and not clear(x, y):
            ring += 1
            turn, reach = ring * 2.399963, APART * 0.35 * math.sqrt(ring)
            x = float(points[i][0]) + reach * math.cos(turn)
            y = float(points[i][1]) + reach * math.sin(turn)
        freed[i] = (x, y)
        taken.setdefault((int(x // APART), int(y // APART)), []).append((x, y))
    return freed
