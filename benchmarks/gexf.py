"""Promise: GEXF of 100,000 ties is written no slower than networkx writes the same graph, in bounded memory.

Both start from what they have in memory: ours from a settled book, networkx from a multigraph with the same nodes, edges and attributes. They are
run in turn in one process; medians of the runs; the ratio of the times and the most memory that each asked for are printed.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import networkx

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.gexf import FORMAT
from kuasa.exchange.formats.nodes import network

TIES = 100_000
THINGS = 20_000
ROUNDS = 3
KINDS = ("participation", "membership", "advice", "concern")


def book(ties: int) -> Book:
    """A settled book of that many ties."""
    things = max(2, ties * THINGS // TIES)
    rows = [
        Row("actors", {"id": f"i:actor-{n}", "name": f"Network {n} & friends", "kind": "network", "topics": "children|climate", "sensitivity": "for-public"}) for n in range(things)
    ]
    for n in range(ties):
        cells = {"id": f"i:tie-{n}", "from": f"i:actor-{n % things}", "tie_kind": KINDS[n % 4], "to": f"i:actor-{(7 * n + 1) % things}", "since": f"{2000 + n % 25}-0{1 + n % 9}"}
        rows.append(Row("ties", cells | {"status": "actual", "source": f"Report {n % 50}", "locator": f"paragraph {n % 90}", "assertion": "third-party", "confidence": "seen"}))
    return Book(tuple(rows))


def peer(found: Book) -> networkx.MultiDiGraph:
    """The same graph in networkx."""
    web = network(found)
    graph = networkx.MultiDiGraph()
    for node in web.nodes:
        graph.add_node(node.key, label=node.label, kind=node.kind, sheet=node.sheet, **node.fields)
    for edge in web.edges:
        graph.add_edge(edge.source, edge.target, key=edge.key, id=edge.key, label=edge.kind, tie_kind=edge.kind, **{f"stated_{key}": text for key, text in edge.fields.items()})
    return graph


def theirs(graph: networkx.MultiDiGraph) -> int:
    """Its bytes, written by networkx."""
    out = io.BytesIO()
    networkx.write_gexf(graph, out, version="1.2draft")
    return out.tell()


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def most(work: Callable[[], object]) -> float:
    """The most memory that one run asked for, in MB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / (1 << 20)


def main() -> None:
    """Runs them in turn and prints medians, ratio and memory."""
    ties = int(sys.argv[1]) if len(sys.argv) > 1 else TIES
    found = book(ties)
    graph = peer(found)
    mine, other = [], []
    for _ in range(ROUNDS):
        mine.append(seconds(lambda: FORMAT.write(found, "web")))
        other.append(seconds(lambda: theirs(graph)))
    small = book(max(10, ties // 10))
    smaller = peer(small)
    memory, peers = most(lambda: FORMAT.write(small, "web")), most(lambda: theirs(smaller))
    ours, networkxs = statistics.median(mine), statistics.median(other)
    print(
        f"{ties:,} ties · ours {ours:.2f} s · networkx {networkxs:.2f} s · ratio {ours / networkxs:.2f} (target 1) · medians of {ROUNDS}"
        f" · most memory at {max(10, ties // 10):,} ties: ours {memory:.0f} MB, networkx {peers:.0f} MB"
    )


if __name__ == "__main__":
    main()
