"""How cost grows with the number of ties, from 10 thousand to 10 million: building, one sweep of distances, best routes, memory.

Random networks as in `best_paths`. Prints seconds (medians for sweeps and routes), bytes of all arrays per tie (rows by start and rows by
end), for ties that carry one way and for ties that carry both ways (target 40), the most memory used so far, and the exponent of growth
of each, fitted by least squares of the logarithms. Sizes may be given: `python benchmarks/growth.py 10000 100000`.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from best_paths import K, random_network

from kuasa.graph.analysis.network import Network
from kuasa.graph.analysis.search import best_ways, distances_from

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS = 5
COLUMNS = ("ties", "build s", "sweep s", "10 routes s", "one way B/tie", "both ways B/tie", "peak GB")


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def size_of(network: Network) -> int:
    """Bytes of the arrays of a network, each counted once."""
    arrays = (network.shares, network.indptr, network.heads, network.firsts, network.costs, network.refs, *network.by_end)
    return sum(array.nbytes for array in {id(array): array for array in arrays}.values())


def times(network: Network) -> tuple[float, float]:
    """The medians of a sweep of distances and of a search for routes."""
    nodes = [int(node) for node in np.random.default_rng(ROUNDS).integers(0, len(network.names), 2 * ROUNDS)]
    sweeps = [seconds(lambda node=node: distances_from(network, {node})) for node in nodes[:ROUNDS]]
    routes = [seconds(lambda ends=ends: list(islice(best_ways(network, {ends[0]}, {ends[1]}), K))) for ends in zip(nodes[::2], nodes[1::2], strict=True)]
    return statistics.median(sweeps), statistics.median(routes)


def measure(ties: int) -> list[float]:
    """The numbers of one row."""
    start = time.perf_counter()
    network = random_network(ties)
    assert len(network.inward) == 3
    build = time.perf_counter() - start
    sweep, routes = times(network)
    one = size_of(network) / ties
    del network
    both = size_of(random_network(ties, both=True)) / ties
    return [ties, build, sweep, routes, one, both, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The b of cost = a * size^b, by least squares of the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def main(sizes: list[int]) -> None:
    """Runs the sizes given, or all."""
    print("  ".join(f"{name:>15}" for name in COLUMNS))
    rows = []
    for ties in sizes or SIZES:
        rows.append(measure(ties))
        print("  ".join(f"{value:>15,.{digits}f}" for value, digits in zip(rows[-1], (0, 3, 4, 4, 1, 1, 2), strict=True)), flush=True)
    if len(rows) > 1:
        columns = list(zip(*rows, strict=True))
        fitted = (f"{name.removesuffix(' s')} {exponent(columns[0], columns[n]):.2f}" for n, name in enumerate(COLUMNS[1:4], 1))
        print(f"exponents of growth: {', '.join(fitted)} (1 = as the ties grow)")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
