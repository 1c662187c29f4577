"""What `kuasa load` costs beside pyoxigraph alone: seconds and most memory for 200 thousand, 2 million and 10 million statements.

The same made-up file (`large.py`) is put into a store by `Store.bulk_load` and `optimize` alone, and into a folder by `load` (rules held, index of
names, what is derived, counts, hashes, synced to disk). Each run is a process of its own, in turn. Prints wall-clock and processor seconds,
their ratios, the most memory, the seconds of each step and bytes a statement. `python benchmarks/load.py [SIZE...] [--rounds N] [--in FOLDER] [--keep]`.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import large
import pyoxigraph as ox

from kuasa.graph.loaded import Loaded
from kuasa.graph.loading import load

SIZES = (200_000, 2_000_000, 10_000_000)


def alone(file: Path, folder: Path) -> dict[str, float]:
    """By pyoxigraph alone; the seconds of its steps."""
    start = time.perf_counter()
    store = ox.Store(str(folder))
    store.bulk_load(path=str(file), to_graph=ox.NamedNode("https://w3id.org/kuasa/graph/large"))
    read = time.perf_counter()
    store.optimize()
    store.flush()
    return {file.name: read - start, "order": time.perf_counter() - read}


def ours(file: Path, folder: Path) -> dict[str, float]:
    """By kuasa; the seconds of its steps."""
    steps: dict[str, float] = {}
    last = [file.name, time.perf_counter()]

    def told(name: str, _: int) -> None:
        if name != last[0]:
            steps[str(last[0])] = time.perf_counter() - float(last[1])
            last[:] = [name, time.perf_counter()]

    load(folder, [str(file)], force=True, advance=told)
    told("", 0)
    return steps


def measured(how: str, file: Path, folder: Path) -> dict[str, object]:
    """One run in a process of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    found = subprocess.run([sys.executable, __file__, "--run", how, str(file), str(folder)], check=True, capture_output=True, text=True)
    return dict(json.loads(found.stdout))


def run(how: str, file: Path, folder: Path) -> None:
    """What the process does; prints what it used."""
    start = time.perf_counter()
    steps = {"alone": alone, "ours": ours}[how](file, folder)
    wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "size": size, "steps": steps}))


def main() -> None:
    """Runs the sizes given, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--in", dest="folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    place = chosen.folder or Path(tempfile.mkdtemp())
    place.mkdir(exist_ok=True)
    try:
        for size in chosen.sizes:
            file = place / "large.ttl"
            large.write(file, size)
            rounds = [(measured("alone", file, place / "alone"), measured("ours", file, place / f"large-{size}")) for _ in range(chosen.rounds)]
            middle = [{key: statistics.median(float(str(one[n][key])) for one in rounds) for key in ("wall", "cpu", "memory", "size")} for n in (0, 1)]
            ratios = {key: statistics.median(float(str(mine[key])) / float(str(theirs[key])) for theirs, mine in rounds) for key in ("wall", "cpu", "memory")}
            for name, found, steps in zip(("alone", "ours"), middle, (rounds[-1][0]["steps"], rounds[-1][1]["steps"]), strict=True):
                listed = ", ".join(f"{step} {seconds:.1f}" for step, seconds in dict(steps).items())  # type: ignore[call-overload]
                used = f"{found['wall']:7.1f} s · processor {found['cpu']:7.1f} s · most memory {found['memory']:6.0f} MB"
                print(f"{size:>11,} {name:>6}: {used} · {found['size'] / size:4.0f} B a statement · {listed}", flush=True)
            print(f"{size:>11,}  ratio: " + " · ".join(f"{key} {ratio:.2f}" for key, ratio in ratios.items()) + f" · medians of {chosen.rounds}", flush=True)
            with Loaded.open(place / f"large-{size}") as loaded:
                assert sum(loaded.manifest.graphs.values()) >= size
            shutil.rmtree(place / "alone")
            if not chosen.keep:
                shutil.rmtree(place / f"large-{size}")
    finally:
        if not chosen.folder:
            shutil.rmtree(place)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
