"""The engine on Spark: what `graph.analysis.engine` promises, from an edge table in Parquet of any size.

Every thing lets everything through, as edge tables have it. Names are compared letter by letter. The number of a tie is its row.
Best routes: a search from the starts and one back from the ends leave the few edges that can lie on a route within the bound;
the machine that asks orders those exactly. Refuses (`KuasaError`) when more than `COLLECTED` are left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...graph.analysis.engine import SHARE, Reached, Route, ceiling, routes, within
from ...graph.analysis.lenses import lens
from ...graph.analysis.network import Link, Network
from ...graph.analysis.search import best_ways
from ...graph.errors import KuasaError
from ...graph.things import Tie
from ...graph.validity import Moment
from ..cells import GENERIC
from .spreading import Bounds, spread
from .ties import edges

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

COLLECTED = 2_000_000
WIDER = (1, 2)


@dataclass(frozen=True, eq=False)
class SparkEngine:
    """The ties of some Parquet files or folders that count at a day."""

    spark: SparkSession
    places: Sequence[str]
    on: dt.date

    @cached_property
    def edges(self) -> DataFrame:
        """The edges, kept with the workers in rows by start."""
        return edges(self.spark, self.places, self.on).repartition("tail").persist()

    def close(self) -> None:
        """Gives back what the workers keep."""
        if "edges" in self.__dict__:
            self.edges.unpersist()

    def reached(self, starts: Collection[str], above: float = 0.0, hops: int = 6, backwards: bool = False) -> DataFrame:
        """`reach` as a DataFrame that stays with the workers, in no order: `name`, `cost`, `steps`, `score`, `previous`, `row` and
        `forward` (the tie to it, from it if `backwards`), `refs`."""
        from pyspark.sql import functions as F  # noqa: N812

        here, there = ("head", "tail") if backwards else ("tail", "head")
        onward = self.edges.withColumnsRenamed({here: "here", there: "there"}).withColumn("spent", F.lit(0))
        met, _ = spread(onward, starts, Bounds(hops, ceiling(above)), backwards)
        last = F.col("refs")[0] if backwards else F.element_at("refs", -1)
        found = met.select("name", "found.*").where("steps > 0")
        return found.select("name", "cost", "steps", "score", F.col("beside").alias("previous"), F.floor(last / 2).alias("row"), (last % 2 == 0).alias("forward"), "refs")

    def reach(self, starts: Collection[str], above: float = 0.0, hops: int = 6, backwards: bool = False) -> list[Reached]:
        """As the interface says; everything comes to the machine that asks."""
        rows = self.reached(starts, above, hops, backwards).orderBy("cost", "steps", "refs").collect()
        return [Reached(row["name"], row["cost"], row["steps"], tuple(row["refs"]), row["score"], row["previous"]) for row in rows]

    def best(self, starts: Collection[str], ends: Collection[str], k: int = 3, hops: int = 6, share: float = SHARE) -> list[Route]:
        """As the interface says. Without a share the bound is widened twice, then taken away, until `k` routes are within."""
        if set(starts) & set(ends):
            return []
        room = ceiling(share)
        if room is not None:
            return self.ordered(starts, ends, k, hops, room)
        for times in WIDER:
            found = self.ordered(starts, ends, k, hops, times * (ceiling(SHARE) or 0))
            if len(found) == k or not found:
                return found
        return self.ordered(starts, ends, k, hops, None)

    def ordered(self, starts: Collection[str], ends: Collection[str], k: int, hops: int, room: int | None) -> list[Route]:
        """The best routes among those that cost at most so much more than the best one."""
        network = self.between(starts, ends, hops, room)
        first, last = ([network.numbers[name] for name in names if name in network.numbers] for names in (starts, ends))
        found = routes(network, islice(within(best_ways(network, first, last, hops), room), k))
        return [Route(one.names, one.cost, tuple(row_ref(network, ref) for ref in one.refs), one.score) for one in found]

    def between(self, starts: Collection[str], ends: Collection[str], hops: int, room: int | None) -> Network:
        """The network of the edges that can lie on a route from a set to a set, which costs at most `room` more than the best."""
        from pyspark.sql import functions as F  # noqa: N812

        fitting = self.edges.where(~F.col("tail").isin(*ends) & ~F.col("head").isin(*starts))
        onward = fitting.withColumnsRenamed({"tail": "here", "head": "there"}).withColumn("spent", F.lit(0))
        met, most = spread(onward, starts, Bounds(hops, None, room, ends))
        so_far = met.select(F.col("name").alias("tail"), F.col("found.cost").alias("spent"))
        left = fitting.join(so_far, "tail")
        left = (left if most is None else left.where(F.col("spent") + F.col("cost") <= most)).persist()
        back, _ = spread(left.withColumnsRenamed({"head": "here", "tail": "there"}), ends, Bounds(hops, most), backwards=True)
        to_go = back.select(F.col("name").alias("head"), F.col("found.cost").alias("to_go"))
        inside = left.join(to_go, "head")
        inside = (
            (inside if most is None else inside.where(F.col("spent") + F.col("cost") + F.col("to_go") <= most))
            .select("tail", "head", "ref", "strength")
            .orderBy("ref")
            .limit(COLLECTED + 1)
        )
        rows = inside.collect()
        left.unpersist()
        if len(rows) > COLLECTED:
            raise KuasaError(f"More than {COLLECTED} ties can lie on such routes.", "Allow fewer steps, or ask only for routes of a higher share of the best one's score.")
        return network(rows, self.on)


def network(rows: Sequence[Any], on: dt.date) -> Network:
    """A network of collected edges, in the order of their rows."""
    import numpy as np

    numbers = {row: number for number, row in enumerate(dict.fromkeys(edge["ref"] // 2 for edge in rows))}
    names = sorted({edge[end] for edge in rows for end in ("tail", "head")})
    places = {name: place for place, name in enumerate(names)}
    carried: dict[int, dict[int, Any]] = {}
    for edge in rows:
        carried.setdefault(edge["ref"] // 2, {})[edge["ref"] % 2] = edge
    links = []
    for row, ways in carried.items():
        start, end = (ways[0]["tail"], ways[0]["head"]) if 0 in ways else (ways[1]["head"], ways[1]["tail"])
        ahead, back = (ways[n]["strength"] if n in ways else None for n in (0, 1))
        links.append(Link(Tie(str(row), GENERIC, start, end, "actual", "", "", (), "", ahead, (), backward=back or 0.0), ahead, back))
    tails, heads = (np.array([places[edge[end]] for edge in rows], np.int32) for end in ("tail", "head"))
    refs = np.array([2 * numbers[edge["ref"] // 2] + edge["ref"] % 2 for edge in rows], np.int32)
    strengths = np.array([edge["strength"] for edge in rows], float)
    return Network.from_edges(lens("all"), Moment(on), names, links, np.ones(len(names)), (tails, heads, strengths, refs))


def row_ref(network: Network, ref: int) -> int:
    """The ref of an edge by the row of its tie."""
    return 2 * int(network.links[ref // 2].tie.id) + ref % 2
