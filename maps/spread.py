"""Room for every node: places in, whole-number places with room for a label out.

No two nodes stand nearer than ``APART``, and sideways ``WIDER`` times as far; fixed nodes keep
their places; a strip, where one is given, is left to the fixed nodes. The same input gives the
same places. Nothing is refused.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

APART = 124
WIDER = 1.5

Points = NDArray[np.float64]
Strip = tuple[float, float, float, float]


def spread(points: Points, fixed: frozenset[int], strip: Strip | None) -> Points:
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
        return all(math.hypot(x - a, y - b) >= APART for dx in (-1, 0, 1) for dy in (-1, 0, 1) for a, b in taken.get((cell[0] + dx, cell[1] + dy), ()))

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
