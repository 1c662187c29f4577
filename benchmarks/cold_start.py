"""Promise: `kuasa show SLOM` as a whole process takes at most 2.5 times `python -c "import typer, pyoxigraph"`.

Beside it the same on a store on disk (`kuasa load`), and `kuasa query`: without a name, a question of the library, SPARQL handed in. All
are run in turn, so that a busy machine slows all of them; medians of the runs; prints the ratios.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 21
TARGET = 2.5
PEER = [sys.executable, "-c", "import typer, pyoxigraph"]
OURS = [sys.executable, "-m", "kuasa"]
LOADED = "show SLOM, loaded folder"


def commands(folder: Path) -> dict[str, tuple[list[str], str]]:
    """What is run, by name, each with its standard input."""
    found = {
        "show SLOM": ["show", "SLOM"],
        LOADED: ["show", "SLOM", "--data", str(folder)],
        "query": ["query"],
        "query events/on-topic": ["query", "events/on-topic"],
        "query events/on-topic, loaded folder": ["query", "events/on-topic", "--data", str(folder)],
        "query -": ["query", "-"],
    }
    return {name: ([*OURS, *words], "SELECT ?p ?o { i:slom ?p ?o }" if words[-1] == "-" else "") for name, words in found.items()}


def seconds(command: list[str], text: str = "") -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, input=text.encode())
    return time.perf_counter() - start


def main() -> None:
    """Runs all in turn and prints medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "loaded"
        seconds([*OURS, "load", str(folder), "embedded"])
        run = {"import typer, pyoxigraph": (PEER, ""), **commands(folder)}
        for command in run.values():
            seconds(*command)
        times = [[seconds(*command) for command in run.values()] for _ in range(rounds)]
    peer, *ours = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"import typer, pyoxigraph {peer * 1000:.0f} ms · medians of {rounds}")
    for name, middle in zip(list(run)[1:], ours, strict=True):
        print(f"kuasa {name} {middle * 1000:.0f} ms · ratio {middle / peer:.2f}" + (f" (target {TARGET})" if name == "show SLOM" else ""))


if __name__ == "__main__":
    main()
