"""Aim: a map file of 50,000 things is written in a tenth of the time that pyvis needs. Of 5,000 it takes longer than pyvis: ours works out the layout.

The same network (so many things, twice as many links) at 500, 5,000 and 50,000 things, both sides in turn in one warm process: ours from the rows of a table to
the text of the page, with its layout, groups above 5,000 things, still picture, table and check of the view; pyvis by `from_nx` and `generate_html`, without any
layout (the browser is left to find one). pyvis looks every thing and link up in lists, which takes a hundred times longer for ten times as many: its 50,000 are left
out unless asked for by `--all`, and then run once. Prints medians, sizes and ratios, and the most memory used so far.

Sizes and rounds may be given: `python benchmarks/map_files.py 500 5000 --rounds 3`.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable

import networkx as nx
from map_peers import by_pyvis_from, graph_of
from map_views import map_of

from kuasa.maps import page

SIZES = (500, 5_000, 50_000)
ROUNDS = 3
PATIENT = 5_000
TARGETS = {5_000: 1.0, 50_000: 0.1}


def ours(graph: nx.DiGraph) -> str:
    """The page of a network."""
    return page.render(map_of(graph))


def timed(write: Callable[[nx.DiGraph], str], graph: nx.DiGraph) -> tuple[float, float]:
    """Seconds, and millions of bytes."""
    start = time.perf_counter()
    text = write(graph)
    return time.perf_counter() - start, len(text.encode("utf-8")) / 1e6


def measure(count: int, rounds: int, every: bool) -> str:
    """One line: medians, sizes, the ratio."""
    graph = graph_of(count)
    sides = {"kuasa": ours} | ({"pyvis": by_pyvis_from} if count <= PATIENT or every else {})
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for turn in range(rounds):
        for name, write in sides.items():
            if name == "kuasa" or count <= PATIENT or turn == 0:
                found[name].append(timed(write, graph.copy()))
    said = [f"{name} {statistics.median(seconds for seconds, _ in runs):.2f} s, {runs[-1][1]:.1f} MB" for name, runs in found.items()]
    if "pyvis" in found:
        share = statistics.median(seconds for seconds, _ in found["kuasa"]) / statistics.median(seconds for seconds, _ in found["pyvis"])
        target = f" (target {TARGETS[count]})" if count in TARGETS else ""
        said.append(f"ratio {share:.3f}{target}")
    else:
        said.append("pyvis left out (--all runs it)")
    return f"{count:>7,} things · {' · '.join(said)} · at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory so far"


def main(sizes: list[int], rounds: int, every: bool) -> None:
    """Warms both sides up and prints a line for each size."""
    few = graph_of(50)
    ours(few)
    by_pyvis_from(few.copy())
    for count in sizes:
        print(measure(count, rounds, every), flush=True)


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("sizes", nargs="*", type=int)
    given.add_argument("--rounds", type=int, default=ROUNDS)
    given.add_argument("--all", action="store_true", help="let pyvis write 50,000 too: that takes very long")
    asked = given.parse_args()
    main(asked.sizes or list(SIZES), asked.rounds, asked.all)
