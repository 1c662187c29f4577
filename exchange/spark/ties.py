"""Edge tables in Parquet → the edges that count at a day, as a DataFrame: one row per direction of a tie.

Columns in: those of `exchange.edgetable`. Columns out: `tail`, `head` (names), `ref` (2 * row, plus 1 for backward; the first
row is 1, files follow each other by their paths), `cost` (whole micro-nats, those of `graph.analysis.network.cost`), `strength`.
Refuses what an edge table may not hold (`UnreadableFile`). All of it runs inside Spark: the workers need no Python.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ...graph.analysis.network import CLAMP, cost
from ...graph.errors import UnreadableFile
from ...graph.kinds import kinds
from ..cells import BACKWARD, COLUMNS, DATE, KIND, NAME, NUMBERS, ORDER, SHOWN, STRENGTH, Faults, carries, dated, kind_of
from ..edgetable import headed
from .session import table

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

# A cost is below 1e9, where Java's logarithm and numpy's are both right to a millionth. Where it lies nearer than this to a half, numpy decides.
DOUBT = 1e-5
SPACE = r"(?U)[\s\x1c-\x1f]+"
NEVER_BEGUN, NEVER_ENDED = 0, 1 << 40


def edges(spark: SparkSession, places: Sequence[str], on: dt.date) -> DataFrame:
    """The edges of the ties that count at a day; loops are left out. The table is checked first."""
    from pyspark.sql import functions as F  # noqa: N812

    rows = known(spark, numbered(spark, places), ", ".join(places))
    day = on.toordinal()
    rows = rows.where((F.col("begins") <= day) & (F.col("ends") >= day) & (F.col("from") != F.col("to")))
    ahead = rows.select(F.col("from").alias("tail"), F.col("to").alias("head"), (2 * F.col("row")).alias("ref"), "strength")
    back = rows.where("backward > 0").select(F.col("to").alias("tail"), F.col("from").alias("head"), (2 * F.col("row") + 1).alias("ref"), F.col("backward").alias("strength"))
    return priced(spark, ahead.unionByName(back).withColumn("strength", F.least("strength", F.lit(CLAMP))))


def numbered(spark: SparkSession, places: Sequence[str]) -> DataFrame:
    """The cells of all rows by the columns of an edge table ('' or null where there is none), as they were `written`, and the number of each `row`."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as F  # noqa: N812
    from pyspark.sql.types import NumericType

    try:
        read = spark.read.parquet(*places)
    except AnalysisException as problem:
        raise UnreadableFile(f"Spark finds no Parquet in {', '.join(places)}.", "Name a file or a folder of Parquet that Spark can reach.") from problem
    at = {name: read.columns[place] for name, place in headed(read.columns, ", ".join(places)).items()}

    def text(name: str) -> Column:
        cell = read[at[name]].cast("string") if name in at else F.lit("")
        return F.trim(F.regexp_replace(F.coalesce(cell, F.lit("")), SPACE, " "))

    def number(name: str) -> Column:
        plain = name in at and isinstance(read.schema[at[name]].dataType, NumericType)
        return (read[at[name]] if plain else text(name)).try_cast("double")

    cells = [(number(name) if name in NUMBERS else text(name)).alias(name) for name in COLUMNS if name != "source"]
    found = read.select(*cells, *(text(name).alias(f"{name}_written") for name in NUMBERS), F.col("_metadata.file_path").alias("file"), F.col("_metadata.row_index").alias("place"))
    sizes = sorted((row["file"], row["size"]) for row in found.groupBy("file").agg((F.max("place") + 1).alias("size")).collect())
    before = zip((file for file, _ in sizes), accumulate((size for _, size in sizes), initial=1), strict=False)
    return found.join(F.broadcast(table(spark, before, "file string, before bigint")), "file").withColumn("row", F.col("before") + F.col("place")).drop("file", "before", "place")


def known(spark: SparkSession, rows: DataFrame, files: str) -> DataFrame:
    """The rows with the day on which each `begins` and `ends`, as a number; `UnreadableFile` with the first bad cells."""
    from pyspark.sql import functions as F  # noqa: N812

    words = rows.select(F.explode(F.array(*(F.struct(F.lit(name).alias("column"), F.col(name).alias("word")) for name in ("kind", "since", "until")))).alias("cell"))
    said = {(name, word) for name, word in words.where("cell.word <> ''").distinct().select("cell.*").collect()}
    for name, column, missing in (("since", "begins", NEVER_BEGUN), ("until", "ends", NEVER_ENDED)):
        spans = [(word, dated(word)) for of, word in sorted(said) if of == name]
        days = [(word, (day.first if name == "since" else day.last).toordinal() if day else None) for word, day in spans]
        meant = F.broadcast(table(spark, [*days, ("", missing)], f"{name} string, {column} bigint"))
        rows = rows.join(meant, name, "left") if days else rows.withColumn(column, F.lit(missing))
    wrong_kinds = [word for of, word in said if of == "kind" and not carries(word)]
    checks = (
        ("from", F.col("from") == "", NAME),
        ("to", F.col("to") == "", NAME),
        ("kind", F.col("kind").isin(wrong_kinds) if wrong_kinds else F.lit(False), KIND),
        ("strength", ~F.coalesce((F.col("strength") > 0) & (F.col("strength") <= 1), F.lit(False)), STRENGTH),
        ("backward", (F.col("backward_written") != "") & ~F.coalesce((F.col("backward") >= 0) & (F.col("backward") <= 1), F.lit(False)), BACKWARD),
        ("since", F.col("begins").isNull(), DATE),
        ("until", F.col("ends").isNull(), DATE),
        ("until", F.col("begins") > F.col("ends"), ORDER),
    )
    shown = {name: F.col(f"{name}_written" if name in NUMBERS else name).alias("value") for name, _, _ in checks}
    cell = [F.when(bad, F.struct("row", F.lit(COLUMNS.index(name)).alias("column"), shown[name], F.lit(cure).alias("cure"))) for name, bad, cure in checks]
    bad = rows.select(F.explode(F.array_compact(F.array(*cell))).alias("cell"))
    count = bad.count()
    faults = Faults(files)
    faults.add([tuple(found["cell"]) for found in bad.orderBy("cell").limit(SHOWN).collect()] if count else [])
    faults.count = count
    faults.hold()
    held = sorted(word for of, word in said if of == "kind" and kinds()[kind_of(word)].one_holder)
    if held:
        raise UnreadableFile(
            f"{files} says who holds an office ('{held[0]}'); who held it on a day is not worked out on Spark.", "Use kuasa on one machine, or give such rows a word of your own."
        )
    happened = [word for of, word in said if of == "kind" and kinds()[kind_of(word)].occurrence]
    return rows.withColumn("ends", F.when(F.col("kind").isin(*happened), NEVER_ENDED).otherwise(F.col("ends")))


def priced(spark: SparkSession, found: DataFrame) -> DataFrame:
    """The edges with the `cost` of each: Spark's own where it cannot differ, and numpy's for the few strengths where it could."""
    from pyspark.sql import functions as F  # noqa: N812

    exact = -1e6 * F.log("strength")
    found = found.withColumn("cost", F.rint(exact).cast("bigint")).withColumn("doubt", F.abs(exact - F.floor(exact) - 0.5) < DOUBT)
    doubted = [strength for (strength,) in found.where("doubt").select("strength").distinct().collect()]
    if doubted:
        right = table(spark, [(strength, int(cost(strength))) for strength in doubted], "strength double, right bigint")
        found = found.join(F.broadcast(right), "strength", "left").withColumn("cost", F.coalesce("right", "cost"))
    return found.select("tail", "head", "ref", "cost", "strength")
