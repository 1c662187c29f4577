"""Promise: a folder of kuasa load answers at once what a command asks of it first, however large it is.

Opens the folder in processes of their own, then asks for names (as written, folded, parts of three to eight letters and of one and two,
misspelt), for all that is said of a thing, and for its links by a small query. Prints medians and the slowest in ms, and the memory. With
`--whole FILE` (what the folder was built from) the same names are put to the facts in memory, in the same process, with the ratio.
`python benchmarks/stored.py FOLDER [--whole FILE] [--times N]`.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kuasa.graph.loaded import Loaded
from kuasa.graph.lookup import alike, fold, meant, nearest, search, spelled
from kuasa.graph.streaming import streamed

OPENING = """
import sys, time
from pathlib import Path
from kuasa.graph.loaded import Loaded
wall, used = time.perf_counter(), time.process_time()
Loaded.open(Path(sys.argv[1])).close()
print(time.perf_counter() - wall, time.process_time() - used)
"""
LINKS = "SELECT ?tie ?to WHERE {{ GRAPH ?g {{ ?tie k:from <{}> ; k:to ?to ; k:status ?status }} }}"


def timed(work: Callable[[str], Any], asked: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds of each run, by the clock and of the processor."""
    found = []
    for one in asked:
        wall, used = time.perf_counter(), time.process_time()
        work(one)
        found.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - used)))
    return found


def told(runs: Sequence[tuple[float, float]]) -> str:
    """The medians in words."""
    wall, used = (statistics.median(column) for column in zip(*runs, strict=True))
    return f"median {wall:8.2f} ms · processor {used:8.2f} ms · slowest {max(runs)[0]:8.1f} ms"


def samples(loaded: Loaded, times: int) -> dict[str, list[str]]:
    """What is asked for: names that are there, and what people type instead."""
    draw = random.Random(1)
    most = loaded.labels.rows("SELECT max(rowid) FROM names")[0][0]
    names = [loaded.labels.rows("SELECT text FROM names WHERE rowid = ?", draw.randint(1, most))[0][0] for _ in range(times)]
    starts = [draw.randrange(max(1, len(name) - 8)) for name in names]
    return {
        "as written": names,
        "folded": [fold(name) for name in names],
        "part of 3-8": [name[start : start + draw.randint(3, 8)] for name, start in zip(names, starts, strict=True)],
        "part of 1-2": [name[start : start + draw.randint(1, 2)] for name, start in zip(names, starts, strict=True)],
        "misspelt": [name[: start + 1] + "x" + name[start + 2 :] for name, start in zip(names, starts, strict=True)],
    }


def main() -> None:
    """Prints a line for each kind of question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--whole", type=Path)
    parser.add_argument("--times", type=int, default=100)
    chosen = parser.parse_args()
    opened = [subprocess.run([sys.executable, "-c", OPENING, str(chosen.folder)], check=True, capture_output=True, text=True).stdout.split() for _ in range(5)]
    print(f"{'opening':>22}: {told([(1000 * float(wall), 1000 * float(used)) for wall, used in opened])}")
    with Loaded.open(chosen.folder) as loaded:
        asked = samples(loaded, chosen.times)
        labels = loaded.labels
        ours: dict[str, Callable[[str], Any]] = {
            "as written": labels.exact,
            "folded": labels.exact,
            "part of 3-8": lambda text: labels.containing(text, 20),
            "part of 1-2": lambda text: labels.containing(text, 20),
            "misspelt": labels.near,
        }
        found = {kind: timed(ours[kind], texts) for kind, texts in asked.items()}
        iris = [iri for name in asked["as written"] for iri, _ in labels.exact(name)[:1]]
        found["said of a thing"] = timed(lambda iri: list(loaded.store.ox.quads_for_pattern(ox.NamedNode(iri), None, None, None)), iris)
        found["its links, by a query"] = timed(lambda iri: list(loaded.query(LINKS.format(iri))), iris)
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB · {sum(loaded.manifest.graphs.values()):,} statements")
    whole: dict[str, list[tuple[float, float]]] = {}
    facts = streamed([chosen.whole]) if chosen.whole else None
    if facts is not None:
        names = spelled(facts)[0]
        few = {kind: texts[:5] for kind, texts in asked.items()}
        theirs: dict[str, Callable[[str], Any]] = {
            "as written": lambda name: meant(facts, name),
            "folded": lambda name: meant(facts, name),
            "part of 3-8": lambda text: search(facts, text)[:20],
            "part of 1-2": lambda text: search(facts, text)[:20],
            "misspelt": lambda name: nearest(name, alike(name, names)),
        }
        whole = {kind: timed(theirs[kind], texts) for kind, texts in few.items()}
    for kind, runs in found.items():
        ratio = statistics.median(used for _, used in runs) / statistics.median(used for _, used in whole[kind]) if kind in whole else 0.0
        print(f"{kind:>22}: {told(runs)}" + (f" · facts in memory: {told(whole[kind])} · ratio {ratio:.5f} (processor)" if kind in whole else ""))


if __name__ == "__main__":
    main()
