"""Promise: reach on Spark is the same as reach on one machine, to the last micro-nat, and its cost grows with the things met, not with the table.

The same random edge table goes through both in turn, with every limit of steps and every least score; prints the seconds, the number
of things met and the ratio Spark : local. Spark is the slower one on a single machine: it is for tables that no single machine holds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kuasa.exchange.edgerows import rows
from kuasa.exchange.spark import SparkEngine, session
from kuasa.graph.analysis.engine import LocalEngine
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.validity import Moment

DAY = dt.date(2026, 1, 1)
SEED = 7


def drawn(size: int) -> pa.Table:
    """Random ties, five out of every thing."""
    draw = np.random.default_rng(SEED)
    things = max(2, size // 5)
    tails, heads = ([f"n{n:07}" for n in draw.integers(0, things, size).tolist()] for _ in range(2))
    return pa.table({"from": tails, "to": heads, "strength": draw.uniform(0.05, 0.95, size)})


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall-clock seconds of one run, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    """Runs both in turn and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, nargs="*", default=[2, 4, 6])
    parser.add_argument("--above", type=float, nargs="*", default=[0.2, 0.05, 0.01, 0])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.parquet"
        pq.write_table(drawn(chosen.ties), path)
        building, table = timed(lambda: rows([path]))
        network = table.network(lens("all"), Moment(DAY), frozenset())
        ours = LocalEngine(network)
        start = network.names[0]
        spark = session("local[2]", spark_sql_shuffle_partitions="4", spark_driver_memory="3g")
        engine = SparkEngine(spark, [str(path)], DAY)
        reading, _ = timed(engine.edges.count)
        print(f"{chosen.ties} ties, local[2] · read and checked once: Spark {reading:.1f} s, local {building:.1f} s · medians of {chosen.rounds}", flush=True)
        for hops in chosen.steps:
            for above in chosen.above:
                times = []
                for _ in range(chosen.rounds):
                    here, expected = timed(lambda above=above, hops=hops: ours.reach([start], above, hops))
                    there, found = timed(lambda above=above, hops=hops: engine.reach([table.names.named(start)], above, hops))
                    assert [(one.name, one.cost, one.steps, one.score) for one in found] == [(table.names.named(one.name), one.cost, one.steps, one.score) for one in expected]
                    times.append((here, there))
                mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
                print(f"steps {hops} · above {above:4} · met {len(found):7} · Spark {theirs:6.1f} s · local {mine:6.2f} s · ratio {theirs / mine:6.1f}", flush=True)
        spark.stop()


if __name__ == "__main__":
    main()
