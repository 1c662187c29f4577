"""Promise: no alignment of all that is known takes longer than twice what rdflib takes to read the same knowledge.

Both are run in turn in one process; medians of the runs; prints the slowest alignment and its ratio.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from rdflib import Dataset

from kuasa.exchange import alignments
from kuasa.graph.store import files, open_store
from kuasa.graph.vocabulary import DATA

ROUNDS = 3


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read() -> None:
    """What rdflib does with the same files."""
    found = Dataset()
    for path in files(DATA):
        found.parse(path)


def main() -> None:
    """Runs them in turn and prints medians and ratio."""
    store = open_store()
    peer, ours = [], {name: [] for name in alignments.names()}
    for _ in range(ROUNDS):
        peer.append(seconds(read))
        for name, times in ours.items():
            times.append(seconds(lambda name=name: alignments.aligned(store, name)))
    slowest = max(ours, key=lambda name: statistics.median(ours[name]))
    theirs, longest = statistics.median(peer), statistics.median(ours[slowest])
    print(f"rdflib reads it {theirs:.1f} s · alignment {slowest} {longest:.1f} s · ratio {longest / theirs:.2f} (target 2) · medians of {ROUNDS}")


if __name__ == "__main__":
    main()
