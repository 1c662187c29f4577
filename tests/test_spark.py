"""Reach and best routes on Spark are those of one machine, value by value; no worker needs Python, nothing leaves this machine."""

from __future__ import annotations

import datetime as dt
import math
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from missing import missing

from kuasa.exchange.edgerows import rows
from kuasa.exchange.spark import SparkEngine, session, ties
from kuasa.exchange.spark.__main__ import main
from kuasa.exchange.spark.session import table
from kuasa.graph.analysis.engine import LocalEngine, Reached, Route
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import CLAMP, cost
from kuasa.graph.errors import KuasaError, UnreadableFile
from kuasa.graph.validity import Moment

DAY = dt.date(2024, 6, 30)
SETTINGS = {
    "spark_sql_shuffle_partitions": "2",
    "spark_sql_adaptive_enabled": "false",
    "spark_sql_codegen_wholeStage": "false",
    "spark_sql_codegen_factoryMode": "NO_CODEGEN",
}
Row = tuple[str, str, float, float | None, str, str, str]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on two cores, where no Python can be started for a worker. No PySpark or Java here: the tests are left out and say so; in CI they fail."""
    lacking = [name for name, there in (("PySpark", find_spec("pyspark")), ("Java", shutil.which("java"))) if not there]
    if lacking:
        missing(f"no {' and no '.join(lacking)} found: THE SPARK ENGINE IS NOT TESTED")
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", str(folder / "no-python"))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        java = f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir={folder}"
        found = session("local[2]", spark_driver_extraJavaOptions=java, spark_local_dir=str(folder), spark_sql_warehouse_dir=str(folder / "warehouse"), **SETTINGS)
        yield found
        found.stop()


def drawn(seed: int, size: int, things: int = 9, prefix: str = "") -> list[Row]:
    """Random ties with parallel ones, loops, strengths of 1 and dates around the day."""
    draw = random.Random(seed)

    def strength() -> float:
        return draw.choice([1.0, 0.5, 0.25, draw.uniform(0.01, 1)])

    def row() -> Row:
        start, end = (f"{prefix}{draw.randrange(things)}" for _ in range(2))
        since, until = draw.choice([("", ""), ("2024", ""), ("2024-Q3", ""), ("2024", "2024-06"), ("", "2024-05-31"), ("2024-06-30", "2024-06-30")])
        return start, end, strength(), draw.choice([None, strength()]), draw.choice(["", "lobbies", "speech"]), since, until

    return [row() for _ in range(size)]


def written(path: Path, table: list[Row]) -> Path:
    """A table as Parquet, in pieces of a few rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ("from", "to", "strength", "backward", "kind", "since", "until")
    types = [pa.string(), pa.string(), pa.float64(), pa.float64(), pa.string(), pa.string(), pa.string()]
    columns = [pa.array([row[n] for row in table], kind) for n, kind in enumerate(types)]
    pq.write_table(pa.table(dict(zip(names, columns, strict=True))), path, row_group_size=20)
    return path


class Named:
    """The engine of one machine on a Parquet table, with the names of the table and the refs of its rows."""

    def __init__(self, path: Path) -> None:
        read = rows([path])
        self.engine = LocalEngine(read.network(lens("all"), Moment(DAY), frozenset()))
        self.name = read.names.named
        self.address = {self.name(iri): iri for iri in self.engine.network.names}

    def refs(self, refs: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(2 * int(self.engine.network.links[ref // 2].tie.id[-8:]) + ref % 2 for ref in refs)

    def reach(self, starts: list[str], *limits: Any) -> list[Reached]:
        found = self.engine.reach([self.address[name] for name in starts], *limits)
        return [replace(one, name=self.name(one.name), previous=self.name(one.previous), refs=self.refs(one.refs)) for one in found]

    def best(self, starts: list[str], ends: list[str], *limits: Any) -> list[Route]:
        found = self.engine.best([self.address[name] for name in starts], [self.address[name] for name in ends], *limits)
        return [replace(one, names=tuple(map(self.name, one.names)), refs=self.refs(one.refs)) for one in found]


@pytest.fixture(scope="module")
def forty(spark, tmp_path_factory) -> tuple[SparkEngine, Named]:
    """Forty small networks side by side, with both engines."""
    path = written(tmp_path_factory.mktemp("forty") / "ties.parquet", [row for n in range(40) for row in drawn(n, 26, prefix=f"{n}/")])
    return SparkEngine(spark, [str(path)], DAY), Named(path)


@pytest.mark.parametrize(("above", "hops", "backwards"), [(0.0, 9, False), (0.02, 3, True)])
def test_what_is_reached_in_forty_networks_is_what_one_machine_reaches(forty, above, hops, backwards) -> None:
    engine, local = forty
    starts = [name for n in range(40) for name in (f"{n}/0", f"{n}/1")[: 1 + n % 2] if name in local.address]
    expected = local.reach(starts, above, hops, backwards)
    assert len(expected) > 40
    assert engine.reach([*starts, "nobody"], above, hops, backwards) == expected


@pytest.mark.parametrize(("k", "hops", "share"), [(9, 5, 0.02), (60, 4, 0.0)])
def test_the_best_routes_are_those_of_one_machine(forty, k, hops, share) -> None:
    engine, local = forty
    starts, ends = ([name for n in range(6) for name in (f"{n}/{at}", f"{n}/{at + 1}") if name in local.address] for at in (0, 7))
    expected = local.best(starts, ends, k, hops, share)
    assert len(expected) > 5
    assert engine.best(starts, ends, k, hops, share) == expected


def test_the_search_is_widened_until_all_routes_are_found(spark, tmp_path) -> None:
    path = written(tmp_path / "ties.parquet", [("a", "b", 0.9, None, "", "", ""), ("a", "c", 0.001, None, "", "", ""), ("c", "b", 0.0001, None, "", "", "")])
    engine = SparkEngine(spark, [str(path)], DAY)
    assert [route.names for route in engine.best(["a"], ["b"], 5, 6, 0)] == [("a", "b"), ("a", "c", "b")]
    assert [route.names for route in engine.best(["a"], ["b"])] == [("a", "b")]


def test_no_route_is_an_empty_list(spark, tmp_path) -> None:
    engine = SparkEngine(spark, [str(written(tmp_path / "ties.parquet", [("a", "b", 0.5, None, "", "", "")]))], DAY)
    assert (engine.best(["b"], ["a"], 3, 6, 0), engine.best(["a"], ["a"]), engine.best(["nobody"], ["a"]), engine.reach(["b"])) == ([], [], [], [])


def near_halves(count: int) -> list[float]:
    """Strengths whose cost is as near to a half as numbers can be."""
    draw = random.Random(5)
    middles = [math.exp(-(draw.randrange(1, 5_000_000) + 0.5) / 1e6) for _ in range(count)]
    return [near for middle in middles for near in (math.nextafter(middle, 0), middle, math.nextafter(middle, 1))]


@pytest.mark.parametrize("doubt", [ties.DOUBT, 1.0])
def test_every_cost_is_the_one_that_numpy_gives(spark, tmp_path, monkeypatch, doubt) -> None:
    monkeypatch.setattr(ties, "DOUBT", doubt)
    draw = random.Random(4)
    strengths = [1.0, CLAMP, 5e-324, 1e-300, *near_halves(300), *(draw.random() + 1e-12 for _ in range(2000))]
    path = written(tmp_path / "ties.parquet", [(f"a{n}", f"b{n}", min(1.0, strength), None, "", "", "") for n, strength in enumerate(strengths)])
    found = sorted((row["ref"] // 2 - 1, row["cost"]) for row in ties.edges(spark, [str(path)], DAY).collect())
    assert found == list(enumerate(cost(np.minimum(strengths, 1.0)).tolist()))


def test_rows_are_counted_through_the_files_of_a_folder_by_their_names(spark, tmp_path) -> None:
    table = drawn(3, 30)
    folder = tmp_path / "ties"
    folder.mkdir()
    for name, part in (("b", table[5:9]), ("a", table[:5]), ("c", table[9:])):
        written(folder / f"{name}.parquet", part)
    whole = written(tmp_path / "whole.parquet", table)
    ours, theirs = (sorted(map(tuple, ties.edges(spark, [str(place)], DAY).collect())) for place in (folder, whole))
    assert ours == theirs


def test_bad_cells_are_refused_in_the_words_of_one_machine(spark, tmp_path) -> None:
    wrong: list[Any] = [("", " ", 0.0, None, "", "", ""), ("a", "b", None, 1.5, "", "2025", "2024"), ("a", "b", 0.5, -1.0, "location", "soon", "2024-13")]
    path = written(tmp_path / "ties.parquet", [("a", "b", 0.5, None, "", "", ""), *wrong])
    said = []
    for read in (lambda: rows([path]), lambda: ties.edges(spark, [str(path)], DAY)):
        with pytest.raises(UnreadableFile) as problem:
            read()
        said.append(str(problem.value).replace(str(path), path.name))
    assert said[0] == said[1]


def test_a_missing_table_and_one_of_office_holders_are_refused(spark, tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="no Parquet"):
        ties.edges(spark, [str(tmp_path / "none.parquet")], DAY)
    chair = written(tmp_path / "ties.parquet", [("a", "b", 0.5, None, "chairs", "2020", "")])
    with pytest.raises(UnreadableFile, match="who holds an office"):
        ties.edges(spark, [str(chair)], DAY)


def test_the_command_writes_parquet_and_overwrites_only_when_told(spark, tmp_path, capsys) -> None:
    import pyarrow.parquet as pq

    path = written(tmp_path / "ties.parquet", [("a", "b", 0.5, None, "", "", ""), ("c", "b", 0.5, 0.25, "", "", "")])
    common = ["--from", "a", "--ties", str(path), "--on", "2024", "--checkpoint", str(tmp_path / "steps"), "--out"]
    reach, paths = str(tmp_path / "reach"), str(tmp_path / "paths")
    assert [main(["reach", *common, reach]), main(["paths", "--to", "c", *common, paths])] == [0, 0]
    half, eighth = int(cost(0.5)), int(cost(0.5)) + int(cost(0.25))
    assert sorted(tuple(row.values()) for row in pq.read_table(reach).to_pylist()) == [("b", half, 1, 0.5, "a", 1, True, [2]), ("c", eighth, 2, 0.125, "b", 2, False, [2, 5])]
    assert [tuple(row.values()) for row in pq.read_table(paths).to_pylist()] == [(1, 1, "a", "b", 1, True, eighth, 0.125), (1, 2, "b", "c", 2, False, eighth, 0.125)]
    assert [main(["reach", *common, reach]), main(["reach", "--force", "--above", "0.3", *common, reach])] == [2, 0]
    assert pq.read_table(reach).num_rows == 1
    assert "exists" in capsys.readouterr().err


def test_nothing_but_this_machine_is_spoken_to(spark) -> None:
    assert [spark.conf.get(name) for name in ("spark.driver.host", "spark.driver.bindAddress", "spark.ui.enabled")] == ["127.0.0.1", "127.0.0.1", "false"]


def test_a_handed_out_table_keeps_every_value(spark) -> None:
    given = [("ü \"x\" \\ 'y'", 0.1, 2**40), ("", 5e-324, -1), ("\t", 1 - 2**-53, None)]
    assert sorted(map(tuple, table(spark, given, "name string, share double, number bigint").collect())) == sorted(given)


@pytest.mark.parametrize(("without", "cure"), [("java", "JAVA_HOME"), ("pyspark", r"pip install 'kuasa\[spark\]'")])
def test_what_is_missing_is_said_with_its_cure(tmp_path, monkeypatch, without: str, cure: str) -> None:
    hide: dict[str, Callable[[], None]] = {
        "java": lambda: monkeypatch.setenv("JAVA_HOME", str(tmp_path)),
        "pyspark": lambda: monkeypatch.setitem(sys.modules, "pyspark.sql", None),
    }
    hide[without]()
    with pytest.raises(KuasaError, match=cure):
        session("local[1]")
