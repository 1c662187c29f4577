"""Promise: the 10 best loopless routes are found 15, 35 and 15 times faster than by networkx.shortest_simple_paths at 10k, 100k and 1M ties.

Random networks, the starts and ends of ties drawn evenly, pairs that a route joins. Both sides are run in turn in one process, with
the same whole costs, on structures made beforehand, and have to find the same costs. Prints the ratio of the medians and the median of
the ratios. Sizes and rounds may be given: `python benchmarks/best_paths.py 10000:31 100000:11`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice, pairwise
from typing import Any

import networkx as nx
import numpy as np

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import Network
from kuasa.graph.analysis.search import best_ways
from kuasa.graph.validity import Moment

K = 10
SEED = 5
DEGREE = 5
ROUNDS = {10_000: 51, 100_000: 21, 1_000_000: 7}
TARGETS = {10_000: 15, 100_000: 35, 1_000_000: 15}


def random_network(ties: int, both: bool = False) -> Network:
    """A network of so many ties between a fifth as many things, which carry one way or `both`."""
    draw = np.random.default_rng(SEED)
    size = ties // DEGREE
    tails, heads = draw.integers(0, size, (2, ties), np.int32)
    strengths, refs = draw.uniform(0.05, 0.95, ties), 2 * np.arange(ties, dtype=np.int32)
    edges = tails, heads, strengths, refs
    if both:
        edges = tuple(map(np.concatenate, ((tails, heads), (heads, tails), (strengths, strengths), (refs, refs + 1))))
    return Network.from_edges(lens("all"), Moment(date(2026, 1, 1)), range(size), [], np.ones(size), edges)


def as_digraph(network: Network) -> nx.DiGraph:
    """The same edges for networkx."""
    found = nx.DiGraph()
    tails = np.repeat(np.arange(len(network.names)), np.diff(network.indptr))
    found.add_weighted_edges_from(zip(tails.tolist(), network.heads.tolist(), network.costs.tolist(), strict=True))
    return found


def timed(work: Callable[[], list[int]]) -> tuple[float, list[int]]:
    """Seconds of one run, and what it found."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure(ties: int, rounds: int) -> str:
    """One line: medians, ratios, target."""
    network = random_network(ties)
    graph, _ = as_digraph(network), network.inward
    draw = np.random.default_rng(ties)
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < rounds:
        start, end = (int(node) for node in draw.integers(0, len(network.names), 2))
        seconds, found = timed(lambda start=start, end=end: [way.cost for way in islice(best_ways(network, {start}, {end}), K)])
        if not found:
            continue
        peer, expected = timed(lambda start=start, end=end: [length(graph, path) for path in islice(nx.shortest_simple_paths(graph, start, end, "weight"), K)])
        assert found == expected, f"{start} to {end}: {found} is not {expected}"
        ours.append(seconds)
        theirs.append(peer)
    middle, peers = statistics.median(ours), statistics.median(theirs)
    each = statistics.median(peer / own for own, peer in zip(ours, theirs, strict=True))
    target = f"target {TARGETS[ties]}" if ties in TARGETS else "no target"
    return f"{ties:>9} ties · networkx {peers:.3f} s · kuasa {middle:.4f} s · ratio of medians {peers / middle:.0f} · median of ratios {each:.0f} ({target}) · {rounds} pairs"


def length(graph: Any, path: list[int]) -> int:
    """The cost of a path."""
    return sum(graph.edges[pair]["weight"] for pair in pairwise(path))


def main(sizes: list[str]) -> None:
    """Runs the sizes given, or all."""
    asked = {int(size): int(rounds or 0) for size, _, rounds in (given.partition(":") for given in sizes)}
    for ties, rounds in (asked or ROUNDS).items():
        print(measure(ties, rounds or ROUNDS.get(ties, 5)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
