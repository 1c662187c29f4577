"""A Spark session: the one of `spark-submit`, a given cluster, or all cores of this machine without any network.

Refuses, with the cure, where PySpark or Java is missing.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ...graph.errors import KuasaError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOOPBACK = "127.0.0.1"
LOCAL = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
}


def session(master: str = "", **settings: str) -> SparkSession:
    """The session that runs, or a new one: with `master` as its address, else as `spark-submit` says, else on this machine.

    `settings` are Spark's own, with _ for the dots. `KuasaError` where PySpark or Java is missing.
    """
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    missing = {} if submitted or java() else {"Java 17 or newer": "Java (Debian: apt install openjdk-17-jre-headless; JAVA_HOME says where it is)"}
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        missing["PySpark"] = "PySpark (pip install 'kuasa[spark]')"
    if missing:
        raise KuasaError(f"The Spark engine needs {' and '.join(missing)}, not found here.", f"Install {' and '.join(missing.values())}.")
    builder = SparkSession.builder.appName("kuasa")
    address = master or ("" if submitted else f"local[{os.cpu_count()}]")
    if address:
        builder = builder.master(address)
    chosen = LOCAL | {"spark.sql.shuffle.partitions": str(os.cpu_count())} if address.startswith("local") else {}
    for name, value in {**chosen, **{name.replace("_", "."): value for name, value in settings.items()}}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    logging.getLogger("DataFrameQueryContextLogger").setLevel(logging.CRITICAL)
    return found


def java() -> str | None:
    """Where Java is; None if it is not found."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")


def table(spark: SparkSession, rows: Iterable[tuple[Any, ...]], schema: str) -> DataFrame:
    """A few rows as a DataFrame, without a Python process on any worker: they travel as one text of JSON."""
    from pyspark.sql import functions as F  # noqa: N812

    columns = [column.split() for column in schema.split(",")]
    text = json.dumps([dict(zip((name for name, _ in columns), row, strict=True)) for row in rows])
    form = f"array<struct<{', '.join(f'{name}: {kind}' for name, kind in columns)}>>"
    return spark.range(1).select(F.explode(F.from_json(F.lit(text), form)).alias("row")).select("row.*")
