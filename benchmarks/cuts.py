"""Promise: a smallest set of things without whom no route is left is found at least 15 times faster than by networkx.minimum_node_cut at 100k ties.

Random networks, the starts and ends of ties drawn evenly, pairs that no tie joins. Both sides are run in turn in one process, on
structures made beforehand, and have to find sets of the same size; ours finds all sets of that size. Prints the ratio of the
medians. Sizes and rounds may be given: `python benchmarks/cuts.py 10000:11 100000:5`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import numpy as np

from kuasa.graph.analysis.cuts import minimum_cuts
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import Network
from kuasa.graph.validity import Moment

DEGREE = 5
ROUNDS = {100_000: 5}
TARGET = 15


def random_network(ties: int, seed: int = 5) -> Network:
    """A network of so many ties between a fifth as many things, through all of which everything passes."""
    draw = np.random.default_rng(seed)
    size = ties // DEGREE
    ends = draw.integers(0, size, (2, ties), np.int32)
    edges = ends[0], ends[1], draw.uniform(0.05, 0.95, ties), 2 * np.arange(ties, dtype=np.int32)
    return Network.from_edges(lens("all"), Moment(date(2026, 1, 1)), range(size), [], np.ones(size), edges)


def as_digraph(network: Network) -> nx.DiGraph:
    """The same edges for networkx."""
    found = nx.DiGraph()
    tails = np.repeat(np.arange(len(network.names)), np.diff(network.indptr))
    found.add_edges_from(zip(tails.tolist(), network.heads.tolist(), strict=True))
    return found


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one run, and what it found."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure(ties: int, rounds: int) -> str:
    """One line: medians, ratio, target."""
    network = random_network(ties)
    graph = as_digraph(network)
    draw = np.random.default_rng(ties)
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < rounds:
        start, end = (int(node) for node in draw.integers(0, len(network.names), 2))
        if start == end or graph.has_edge(start, end) or graph.has_edge(end, start) or not nx.has_path(graph, start, end):
            continue
        seconds, found = timed(lambda start=start, end=end: minimum_cuts(network, {start}, {end}))
        peer, expected = timed(lambda start=start, end=end: nx.minimum_node_cut(graph, start, end))
        assert found.size == len(expected), f"{start} to {end}: {found.size} is not {len(expected)}"
        ours.append(seconds)
        theirs.append(peer)
    middle, peers = statistics.median(ours), statistics.median(theirs)
    return f"{ties:>9} ties · networkx {peers:.3f} s · kuasa {middle:.4f} s · ratio {peers / middle:.0f} (target {TARGET}) · {rounds} pairs"


def main() -> None:
    """Runs the sizes asked for, else 100k."""
    asked = [tuple(map(int, text.split(":"))) for text in sys.argv[1:]]
    for ties, rounds in asked or ROUNDS.items():
        print(measure(ties, rounds))


if __name__ == "__main__":
    main()
