"""A search that spreads over edges step by step: Bellman and Ford, a join per step.

In: edges (`here`, `there`, `ref`, `cost`, `strength`, `spent`: what a whole route through `there` has cost or will cost at
least on the other side), the names where it begins. Out: `name` and `found` (cost, steps, refs, score, beside) of every thing
met, those of the beginning too, at no cost. `refs` are in the order of travel, `beside` is the thing one step nearer. Of equal
costs the fewest steps count, of equal steps the refs that come first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

HANDED_OUT = 100_000
NOTHING = "struct(0L as cost, 0 as steps, cast(array() as array<bigint>) as refs, 1d as score, cast(null as string) as beside)"


@dataclass(frozen=True)
class Bounds:
    """How far: so many steps; where not None, so much spent in all; so much more than to the nearest of `goals`, once one is met."""

    hops: int
    most: int | None = None
    room: int | None = None
    goals: Collection[str] = ()


def spread(edges: DataFrame, seeds: Collection[str], bounds: Bounds, backwards: bool = False) -> tuple[DataFrame, int | None]:
    """What is met until nothing gets better or the steps are used up, and the most that could be spent, as known at the end."""
    from pyspark.sql import functions as F  # noqa: N812

    met = kept(edges.where(F.col("here").isin(*seeds)).select(F.col("here").alias("name")).distinct().selectExpr("name", f"{NOTHING} as found"))
    edges = edges.where(~F.col("there").isin(*seeds))
    fresh, step, most = met.count(), 0, bounds.most
    while fresh and step < bounds.hops:
        front = met.where(F.col("found.steps") == step)
        step += 1
        onward = edges.join(F.broadcast(front) if fresh <= HANDED_OUT else front, F.col("here") == F.col("name"))
        if most is not None:
            onward = onward.where(F.col("found.cost") + F.col("cost") + F.col("spent") <= most)
        refs = F.concat(F.array("ref"), "found.refs") if backwards else F.concat("found.refs", F.array("ref"))
        cost, score = (F.col("found.cost") + F.col("cost")).alias("cost"), (F.col("found.score") * F.col("strength")).alias("score")
        onward = onward.select(F.col("there").alias("name"), F.struct(cost, F.lit(step).alias("steps"), refs.alias("refs"), score, F.col("here").alias("beside")).alias("found"))
        met = kept(met.unionByName(onward).groupBy("name").agg(F.min("found").alias("found")))
        goal = F.min(F.when(F.col("name").isin(*bounds.goals), F.col("found.cost")))
        fresh, nearest = met.agg(F.count_if(F.col("found.steps") == step), goal).collect()[0]
        if nearest is not None and bounds.room is not None:
            most = nearest + bounds.room
    return met, most


def kept(found: DataFrame) -> DataFrame:
    """The same rows, computed now and kept without their history: in files if the session has a place for checkpoints, else with the workers."""
    return found.checkpoint() if found.sparkSession.sparkContext.getCheckpointDir() else found.localCheckpoint()
