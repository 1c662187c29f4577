"""Promise: `kuasa show SLOM` as a whole process takes at most 2.5 times `python -c "import typer, pyoxigraph"`.

Both are run in turn, so that a busy machine slows both; medians of the runs; prints the ratio.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

ROUNDS = 21
PEER = [sys.executable, "-c", "import typer, pyoxigraph"]
OURS = [sys.executable, "-m", "kuasa", "show", "SLOM"]


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Runs both in turn and prints medians and ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    for command in (PEER, OURS):
        seconds(command)
    times = [(seconds(PEER), seconds(OURS)) for _ in range(rounds)]
    peer, ours = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"import typer, pyoxigraph {peer * 1000:.0f} ms · kuasa show SLOM {ours * 1000:.0f} ms · ratio {ours / peer:.2f} (target 2.5) · medians of {rounds}")


if __name__ == "__main__":
    main()
