"""Promise: the gain of 100,000 new ties at once, at 1 million ties, takes at most twice as long as one of them by brute force.

Brute force is one new tie: the arrays of the network with the tie in them, and the best rank from FROM to TO found again, within
as many steps. Three ways of it are timed: our own distances over the rows with one edge set in (the target is held against
this one), the network built anew and asked for its best route, and scipy's Dijkstra (no limit of steps) over the same matrix
with the edge in it. Half of the candidates begin at FROM, the others anywhere. All run in turn in one process; medians of the
rounds, each with ends of its own. Samples of the gains are checked against brute force.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import CLOSED, Network, cost, frozen
from kuasa.graph.analysis.scenario import gains
from kuasa.graph.analysis.search import NEVER, best_ways, distances_to
from kuasa.graph.validity import Moment

HOPS = 6
SAMPLE = 8
Columns = tuple[np.ndarray, ...]


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall-clock seconds of one run, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def edges(ties: int, things: int, chance: np.random.Generator) -> Columns:
    """Tails, heads, strengths, refs of random ties."""
    tails, heads = (chance.integers(0, things, ties).astype(np.int32) for _ in range(2))
    return tails, heads, chance.uniform(0.05, 0.95, ties), 2 * np.arange(ties, dtype=np.int32)


def built(things: int, shares: np.ndarray, columns: Columns) -> Network:
    """The network of some edges."""
    return Network.from_edges(lens("all"), Moment(date(2026, 1, 1)), [f"{n:09}" for n in range(things)], [], shares, columns)


def with_edge(network: Network, tail: int, head: int, strength: float) -> Network:
    """The network with one edge set into its rows, at the least price."""
    spot = int(network.indptr[tail + 1])
    first, later = cost(strength), cost(strength * network.shares[tail]) if network.shares[tail] else CLOSED
    indptr = network.indptr.copy()
    indptr[tail + 1 :] += 1
    heads, firsts, costs = (frozen(np.insert(array, spot, value)) for array, value in ((network.heads, head), (network.firsts, first), (network.costs, later)))
    return replace(network, indptr=frozen(indptr), heads=heads, firsts=firsts, costs=costs, refs=frozen(np.insert(network.refs, spot, 2**31 - 2)))


def best_rank(network: Network, start: int, layers: list[np.ndarray]) -> int:
    """The rank of the best route from the distances to its end."""
    row = slice(int(network.indptr[start]), int(network.indptr[start + 1]))
    values = network.firsts[row].astype(np.int64) * (1 << 20) + 1 + layers[HOPS - 1][network.heads[row]]
    return min(int(values.min(initial=NEVER)), NEVER)


def set_in(network: Network, start: int, end: int, new: tuple[int, int, float]) -> int:
    """Brute force: one edge set in, distances found again."""
    changed = with_edge(network, *new)
    return best_rank(changed, start, distances_to(changed, {end}, HOPS, {start}))


def anew(things: int, shares: np.ndarray, columns: Columns, start: int, end: int, new: tuple[int, int, float]) -> int:
    """Brute force: the network built anew with one tie more, and asked for its best route."""
    more = tuple(np.append(column, value).astype(column.dtype) for column, value in zip(columns, (*new, 2 * len(columns[0])), strict=True))
    way = next(iter(best_ways(built(things, shares, more), {start}, {end}, HOPS)), None)
    return way.rank if way else NEVER


def by_scipy(matrix: Any, start: int, new: tuple[int, int, float]) -> np.ndarray:
    """Brute force without a limit of steps: scipy's Dijkstra over the matrix with one entry more."""
    spot = int(matrix.indptr[new[0] + 1])
    indptr = matrix.indptr.copy()
    indptr[new[0] + 1 :] += 1
    changed = csr_array((np.insert(matrix.data, spot, cost(new[2])), np.insert(matrix.indices, spot, new[1]), indptr), shape=matrix.shape)
    return dijkstra(changed, indices=start)


def pair(network: Network, chance: np.random.Generator) -> tuple[int, int, int]:
    """A start and an end with a route between them, and its rank."""
    while True:
        start, end = (int(node) for node in chance.integers(0, len(network.names), 2))
        rank = best_rank(network, start, distances_to(network, {end}, HOPS, {start})) if start != end else NEVER
        if rank < NEVER:
            return start, end, rank


def main() -> None:
    """Runs all in turn between pairs that have a route, checks samples, prints medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    wanted = parser.parse_args()
    chance = np.random.default_rng(1)
    things = wanted.ties // 10
    shares = chance.choice([1.0, 1.0, 0.9, 0.4, 0.0], things)
    columns = edges(wanted.ties, things, chance)
    network = built(things, shares, columns)
    anywhere, heads, strengths, _ = edges(wanted.candidates, things, chance)
    matrix = network.to_scipy()
    once, _ = seconds(lambda: network.inward)
    times: dict[str, list[float]] = {"all at once": [], "set in": [], "anew": [], "scipy": []}
    helping = []
    for n in range(wanted.rounds):
        start, end, present = pair(network, chance)
        tails = np.where(np.arange(len(anywhere)) % 2, start, anywhere)
        new = list(zip(tails.tolist(), heads.tolist(), strengths.tolist(), strict=True))
        spent, (found, _) = seconds(lambda start=start, end=end, tails=tails: gains(network, {start}, {end}, HOPS, (tails, heads, strengths)))
        times["all at once"].append(spent)
        times["set in"].append(seconds(lambda one=new[n], start=start, end=end: set_in(network, start, end, one))[0])
        times["anew"].append(seconds(lambda one=new[n], start=start, end=end: anew(things, shares, columns, start, end, one))[0])
        times["scipy"].append(seconds(lambda one=new[n], start=start: by_scipy(matrix, start, one))[0])
        helping.append(int((found < present).sum()))
        for m in [*np.argsort(found)[: SAMPLE // 2].tolist(), *chance.integers(0, len(new), SAMPLE // 2).tolist()]:
            expected = set_in(network, start, end, new[m])
            assert min(present, int(found[m])) == expected, (n, m)
        best = int(np.argmin(found))
        assert min(present, int(found[best])) == anew(things, shares, columns, start, end, new[best]), n
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    print(f"{wanted.ties:,} ties, {len(heads):,} candidates, of which {min(helping)} to {max(helping)} help; samples of {SAMPLE} are equal; rows by end made once: {once:.3f} s")
    for name, spent in medians.items():
        told = "" if name == "all at once" else f" · all at once takes {medians['all at once'] / spent:.2f} times as long"
        print(f"{name:>12}: {spent:.3f} s{told}" + (" (target 2)" if name == "set in" else ""))
    print(f"medians of {wanted.rounds} rounds")


if __name__ == "__main__":
    main()
