"""Groups: things with more links among themselves than with the rest, for maps of more things than a picture carries.

In: how many things there are, the numbers of the two ends of each link, how many links each thing has. Out: the number of its group for each thing,
the largest first; what is left over after `MOST` groups, groups of fewer than `LEAST`, and
things without links, are the last one. The method is Louvain's (Blondel and others 2008,
modularity), moving many things at once: one half of those that gain, drawn with a seed, in each round. The same links always give the same groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .layout import positions
from .view import Link, Node

MOST = 60
LEAST = 5
MANY = 5_000
ROUNDS = 24
LEVELS = 8
STRONGEST = 3
SEED = 11

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """For each thing the number of its group; for each group its most linked thing (-1: the rest, which has no centre), its size and its place."""

    members: tuple[int, ...]
    heads: tuple[int, ...]
    sizes: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def groups(weights: Sequence[float], starts: Numbers, ends: Numbers) -> Groups:
    """The groups of things that weigh so much, by their links; no things: no groups."""
    if not len(weights):
        return Groups((), (), (), ())
    found = circles(len(weights), starts, ends)
    sizes = np.bincount(found)
    alone = np.ones(len(weights), bool)
    alone[starts] = alone[ends] = False
    order = np.argsort(-sizes, kind="stable")
    kept = [int(group) for group in order if sizes[group] >= LEAST][:MOST]
    number = np.full(len(sizes), len(kept))
    number[kept] = np.arange(len(kept))
    members = np.where(alone, len(kept), number[found])
    heavy = np.lexsort((np.arange(len(weights)), -np.asarray(weights, float)))
    first: dict[int, int] = {}
    for thing in heavy.tolist():
        first.setdefault(int(members[thing]), thing)
    count = int(members.max()) + 1
    heads = tuple(-1 if group == len(kept) else first[group] for group in range(count))
    return Groups(tuple(members.tolist()), heads, tuple(np.bincount(members, minlength=count).tolist()), laid(members, starts, ends, count))


def laid(members: Numbers, starts: Numbers, ends: Numbers, count: int) -> tuple[tuple[int, int], ...]:
    """A place for each group, near those that it has most links with."""
    between = np.zeros((count, count))
    np.add.at(between, (members[starts], members[ends]), 1)
    between += between.T
    np.fill_diagonal(between, 0)
    pairs = {(min(a, b), max(a, b)) for a in range(count) for b in np.argsort(-between[a], kind="stable")[:STRONGEST].tolist() if between[a, b]}
    nodes = [Node(f"{group:04}", "", "", "", (), (), 0, 0, 0.0) for group in range(count)]
    links = [Link(f"{a}-{b}", f"{a:04}", f"{b:04}", "", "", "", "actual", "", "", "", (), ()) for a, b in sorted(pairs)]
    places = positions(nodes, links)
    return tuple(places[node.id] for node in nodes)


def circles(count: int, starts: Numbers, ends: Numbers) -> Numbers:
    """A label for each thing, from 0; things with one label are one circle. Loops do not count."""
    from scipy.sparse import coo_array

    apart = starts != ends
    rows, columns = np.concatenate([starts[apart], ends[apart]]), np.concatenate([ends[apart], starts[apart]])
    near = coo_array((np.ones(len(rows)), (rows, columns)), shape=(count, count)).tocsr().tocoo()
    draw = np.random.default_rng(SEED)
    labels = np.arange(count)
    for _ in range(LEVELS):
        moved = settled(near.shape[0], near.row.astype(np.int64), near.col.astype(np.int64), near.data, draw)
        _, moved = np.unique(moved, return_inverse=True)
        labels = moved[labels]
        size = int(moved.max()) + 1
        if size == near.shape[0]:
            break
        near = coo_array((near.data, (moved[near.row], moved[near.col])), shape=(size, size)).tocsr().tocoo()
    return labels


def settled(count: int, rows: Numbers, columns: Numbers, weights: NDArray[np.float64], draw: np.random.Generator) -> Numbers:
    """The circle of each thing after rounds of moves to whichever neighbouring circle gains most modularity; a circle is named by a number of a thing."""
    own = np.arange(count)
    strength = np.bincount(rows, weights, count)
    whole = max(float(strength.sum()), 1.0)
    outward = rows != columns
    rows, columns, weights = rows[outward], columns[outward], weights[outward]
    if not len(rows):
        return own
    for _ in range(ROUNDS):
        total = np.bincount(own, strength, count)
        keys, inverse = np.unique(rows * count + own[columns], return_inverse=True)
        thing, circle = keys // count, keys % count
        shared = np.bincount(inverse, weights, len(keys))
        stays = circle == own[thing]
        gain = shared - strength[thing] * (total[circle] - np.where(stays, strength[thing], 0)) / whole
        present = -strength * (total[own] - strength) / whole
        present[thing[stays]] = gain[stays]
        best = np.lexsort((-circle, gain, thing))
        last = best[np.append(np.flatnonzero(np.diff(thing[best])), len(best) - 1)]
        better = last[(gain[last] > present[thing[last]] + 1e-9)]
        if len(better) * 1000 < count:
            break
        better = better[draw.random(len(better)) < 0.5]
        own[thing[better]] = circle[better]
    return own
