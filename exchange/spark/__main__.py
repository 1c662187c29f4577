"""Reach and best routes on a cluster: Parquet in, Parquet out. `python -m kuasa.exchange.spark reach --help`, or with `spark-submit`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from ...graph.analysis.engine import SHARE, Route
from ...graph.dates import as_of
from ...graph.errors import KuasaError, UsageError
from .engine import SparkEngine
from .session import session, table

STEPS = "route int, step int, from string, to string, row bigint, forward boolean, cost bigint, score double"


def parser() -> argparse.ArgumentParser:
    """What may be asked."""
    found = argparse.ArgumentParser(prog="python -m kuasa.exchange.spark", description=__doc__)
    commands = found.add_subparsers(dest="command", required=True)
    reach = commands.add_parser("reach", help="what some things reach, with the best route to each")
    paths = commands.add_parser("paths", help="the best loopless routes from some things to others")
    for command in (reach, paths):
        command.add_argument("--from", dest="starts", action="append", required=True, metavar="NAME", help="a thing as the table writes it; give it again for several")
        command.add_argument("--ties", dest="places", action="append", required=True, metavar="PATH", help="an edge table in Parquet, at any address that Spark can read")
        command.add_argument("--out", required=True, metavar="PATH", help="where the answer goes, as a folder of Parquet; any address that Spark can write to")
        command.add_argument("--force", action="store_true", help="replace what stands there")
        command.add_argument("--on", metavar="DATE", help="the day at which a tie must hold; today if not given")
        command.add_argument("--max-hops", dest="hops", type=steps, default=6, metavar="N", help="most steps (6)")
        command.add_argument("--checkpoint", metavar="PATH", help="a folder that all workers reach, for what is known after each step; without it workers must not be lost")
        command.add_argument("--master", default="", metavar="ADDRESS", help="a cluster; without it, what spark-submit says, else this machine")
    reach.add_argument("--above", type=float, default=0.0, metavar="SCORE", help="least score (0: everything)")
    reach.add_argument("--backwards", action="store_true", help="what reaches them instead")
    paths.add_argument("--to", dest="ends", action="append", required=True, metavar="NAME", help="a thing to arrive at; give it again for several")
    paths.add_argument("-k", dest="k", type=steps, default=3, metavar="N", help="how many routes (3)")
    paths.add_argument("--share", type=float, default=SHARE, metavar="SHARE", help=f"leave out routes below this share of the best one's score ({SHARE}; 0: none)")
    return found


def steps(text: str) -> int:
    """A limit of steps."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of steps above 0")
    return int(text)


def run(asked: argparse.Namespace) -> None:
    """Computes and writes what is asked. `UsageError` if something stands in its place."""
    spark = session(asked.master)
    if asked.checkpoint:
        spark.sparkContext.setCheckpointDir(asked.checkpoint)
    engine = SparkEngine(spark, asked.places, as_of(asked.on))
    if occupied(spark, asked.out) and not asked.force:
        raise UsageError(f"{asked.out} exists.", "Name another place, or add --force.")
    if asked.command == "reach":
        found = engine.reached(asked.starts, asked.above, asked.hops, asked.backwards)
    else:
        best = engine.best(asked.starts, asked.ends, asked.k, asked.hops, asked.share)
        found = table(spark, (row for number, route in enumerate(best, 1) for row in told(number, route)), STEPS)
    found.write.mode("overwrite" if asked.force else "errorifexists").parquet(asked.out)
    rows = spark.read.parquet(asked.out).count()
    print(f"As of {engine.on} · {rows} rows · strengths as the table states them; a score is an estimate, not a measurement.", file=sys.stderr)


def occupied(spark: Any, place: str) -> bool:
    """Whether something stands at an address."""
    path = spark._jvm.org.apache.hadoop.fs.Path(place)
    return bool(path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path))


def told(number: int, route: Route) -> list[tuple[Any, ...]]:
    """A route as rows, a step each, with cost and score of the whole."""
    ends = zip(route.names, route.names[1:], route.refs, strict=False)
    return [(number, step, start, end, ref // 2, ref % 2 == 0, route.cost, route.score) for step, (start, end, ref) in enumerate(ends, 1)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 0, or the exit code of what was wrong, which is said on stderr."""
    try:
        run(parser().parse_args(arguments))
    except KuasaError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
