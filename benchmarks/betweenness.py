"""Promise: betweenness between 20 starts and 20 ends among 100k ties is found 15 times faster than by networkx, and not slower than by igraph.

A random network as in `best_paths`. All three are run in turn in one process, with the same whole costs, on structures made
beforehand, and have to find the same: networkx to 1e-9, igraph (which counts as equal what differs by a 1e-10th) to 1e-6. Prints the
ratios of the medians and the median of the ratios. Sizes and rounds may be given: `python benchmarks/betweenness.py 100000:5 1000000:1`;
above 100k ties networkx, which takes minutes there, is left out.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np
from best_paths import as_digraph, random_network

from kuasa.graph.analysis.betweenness import between
from kuasa.graph.analysis.network import Network

SIDE = 20
ROUNDS = {100_000: 5}
SLOW = 100_000
TARGETS = {"networkx": 15.0, "igraph": 1.0}


def as_igraph(network: Network) -> igraph.Graph:
    """The same edges for igraph."""
    size = len(network.names)
    tails = np.repeat(np.arange(size), np.diff(network.indptr))
    return igraph.Graph(n=size, edges=np.column_stack((tails, network.heads)).tolist(), directed=True)


def timed(work: Callable[[], list[float]]) -> tuple[float, list[float]]:
    """Seconds of one run, and what it found."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure(ties: int, rounds: int) -> list[str]:
    """One line per peer: medians, ratios, target."""
    network = random_network(ties)
    draw = np.random.default_rng(ties)
    graph, costs, _ = as_igraph(network), network.costs.tolist(), network.inward
    digraph = as_digraph(network) if ties <= SLOW else nx.DiGraph()
    digraph.add_nodes_from(range(len(network.names)))
    times: dict[str, list[float]] = {}
    between(network, [0], [1])
    for _ in range(rounds):
        starts, ends = (draw.choice(len(network.names), SIDE, replace=False).tolist() for _ in range(2))
        works: dict[str, Callable[[], list[float]]] = {
            "kuasa": lambda starts=starts, ends=ends: between(network, starts, ends).sums.tolist(),
            "igraph": lambda starts=starts, ends=ends: graph.betweenness(directed=True, weights=costs, sources=starts, targets=ends),
        }
        if ties <= SLOW:
            works["networkx"] = lambda starts=starts, ends=ends: by_node(nx.betweenness_centrality_subset(digraph, starts, ends, weight="weight"))
        found = {}
        for name, work in works.items():
            seconds, found[name] = timed(work)
            times.setdefault(name, []).append(seconds)
        for name, bound in (("networkx", 1e-9), ("igraph", 1e-6)):
            assert name not in found or np.abs(np.subtract(found["kuasa"], found[name])).max() <= bound, f"{name} finds something else"
    ours = statistics.median(times["kuasa"])
    return [
        f"{ties:>9} ties · {name} {statistics.median(theirs):.3f} s · kuasa {ours:.3f} s · ratio of medians {statistics.median(theirs) / ours:.1f} · "
        f"median of ratios {statistics.median(peer / own for own, peer in zip(times['kuasa'], theirs, strict=True)):.1f} (target {TARGETS[name]:g}) · {rounds} rounds"
        for name, theirs in times.items()
        if name != "kuasa"
    ]


def by_node(found: dict[int, float]) -> list[float]:
    """The values in the order of the nodes."""
    return [found[node] for node in range(len(found))]


def main(sizes: list[str]) -> None:
    """Runs the sizes given, or all."""
    asked = {int(size): int(rounds or 0) for size, _, rounds in (given.partition(":") for given in sizes)}
    for ties, rounds in (asked or ROUNDS).items():
        print("\n".join(measure(ties, rounds or ROUNDS.get(ties, 3))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
