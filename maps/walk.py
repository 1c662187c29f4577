"""Routes as a walk: the routes of a view in, places from left to right by step out.

Every route has a lane; nodes that routes share stand between their lanes; a route of one step
runs straight through the middle. The strip the walk takes belongs to it alone: what surrounds it
goes into rows above and below. No routes: no places. Nothing is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from .spread import APART, WIDER, Points, Strip
from .view import Route

COLUMN = 310
LANE = 140
BROAD = 1.6


def walk(routes: Sequence[Route]) -> dict[str, tuple[float, float]]:
    """Places of all nodes on routes: columns by step, lanes by route, shared nodes between."""
    longest = max((len(route.steps) for route in routes), default=0)
    lanes = [route for route in routes if len(route.steps) > 1]
    straight = any(len(route.steps) == 1 for route in routes)
    above: float = (len(lanes) + 1) // 2 if straight else (len(lanes) - 1) / 2
    across: dict[str, list[float]] = {}
    down: dict[str, list[float]] = {}
    for lane, route in enumerate(lanes):
        stops = [route.steps[0].start, *(step.end for step in route.steps)]
        level = lane - above + (1 if straight and lane >= above else 0)
        for i, stop in enumerate(stops):
            across.setdefault(stop, []).append(i / (len(stops) - 1) * longest * COLUMN)
            down.setdefault(stop, []).append(0.0 if i in (0, len(route.steps)) else level * LANE)
    for step in (route.steps[0] for route in routes if len(route.steps) == 1):
        for stop, at in ((step.start, 0), (step.end, longest * COLUMN)):
            if stop not in across:
                across[stop], down[stop] = [float(at)], [0.0]
    places: dict[str, tuple[float, float]] = {}
    for stop in across:
        x, y = float(np.mean(across[stop])), float(np.mean(down[stop]))
        if straight and 0 < x < longest * COLUMN and abs(y) < APART:
            y = math.copysign(APART, down[stop][0])
        while any(abs(x - a) < COLUMN * 0.7 and abs(y - b) < APART for a, b in places.values()):
            y += LANE / 2
        places[stop] = (x, y)
    return places


def strip_of(places: list[tuple[float, float]]) -> Strip | None:
    """The strip that belongs to the walk alone: left, top, right, bottom; no walk: ``None``."""
    if not places:
        return None
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return (
        min(xs) - COLUMN * 0.6,
        min(ys) - APART * 1.1,
        max(xs) + COLUMN * 0.6,
        max(ys) + APART * 1.1,
    )


def around(
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
    tries = [(rows, max(width, math.ceil(count / rows) * APART * WIDER)) for rows in range(1, max(2, math.ceil(math.sqrt(count)) + 1))]
    return min(tries, key=lambda t: abs(t[1] / (height + 2 * t[0] * APART) - BROAD))
