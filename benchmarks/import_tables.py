"""Promise: 100,000 ties are imported from .xlsx in at most 3 times what the quickest of openpyxl and pandas needs to read the same file
alone, in less than 1.5 GB of memory. From .csv no such promise is made: pandas reads one faster than anything can be done with its rows.

"kuasa imports" is all that `kuasa import` does: reading, recognising, settling, names, statements, checks, writing. "kuasa reads" is its first step
alone. The table is the sheet of ties of our own workbook, random and seeded. Every run is a process of its own, in turn, which works on a
small table first to load its libraries and then on the large one; printed are the medians of the processor's time, the ratio to the quickest of
openpyxl and pandas, and the most memory that a process used. In brackets and not compared with: pandas with calamine, the library that reads
.xlsx here too, and pandas with the step from its columns to rows, which an import needs; for .csv the ratio to this is printed too.

`python benchmarks/import_tables.py --ties 10000 --rounds 3`
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kuasa.exchange.files.reading import read
from kuasa.exchange.incoming.desk import Desk
from kuasa.graph import sheets
from kuasa.graph.facts import climbed, word_facts
from kuasa.graph.vocabulary import K

TARGET = 3
FEW = 100
Work = Callable[[Path], Any]


def of_kuasa(path: Path) -> Any:
    """Any file → tabs, looked at for what is hostile."""
    return read(path)


def of_import(path: Path) -> Any:
    """Any file → a file of statements, as `kuasa import FILE -o FILE.ttl` makes it."""
    receipt = Desk(output=path.with_name(f"{path.stem}-{path.suffix[1:]}-{os.getpid()}.ttl")).take([path])
    assert not receipt.refused, list(receipt.problems())[:3]
    return receipt


def of_openpyxl(path: Path) -> Any:
    """An .xlsx → rows of values."""
    import openpyxl

    return [row for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True) for row in sheet.iter_rows(values_only=True)]


def of_pandas(path: Path, engine: str = "openpyxl") -> Any:
    """Any file → a data frame."""
    import pandas

    return pandas.read_csv(path) if path.suffix == ".csv" else pandas.read_excel(path, engine=engine)


def of_calamine(path: Path) -> Any:
    """An .xlsx → a data frame, by calamine."""
    return of_pandas(path, "calamine")


def of_pandas_as_rows(path: Path) -> Any:
    """A .csv → rows of values, by pandas."""
    return list(of_pandas(path).itertuples(index=False, name=None))


def measures() -> list[tuple[str, str, Work]]:
    """What is measured: the ending of the file, a name, what is done with the file. Names that begin with kuasa are compared with the others."""
    return [
        ("xlsx", "kuasa imports", of_import),
        ("xlsx", "kuasa reads", of_kuasa),
        ("xlsx", "openpyxl", of_openpyxl),
        ("xlsx", "pandas", of_pandas),
        ("xlsx", "(pandas with calamine)", of_calamine),
        ("csv", "kuasa imports", of_import),
        ("csv", "kuasa reads", of_kuasa),
        ("csv", "pandas", of_pandas),
        ("csv", "(pandas, then its rows)", of_pandas_as_rows),
    ]


def organisations(number: int, draw: random.Random) -> list[str]:
    """Different names of three words, some of which many names have."""
    words = ["".join(draw.choice("bdgklmnprst") + draw.choice("aeiou") for _ in range(draw.randrange(2, 5))).title() for _ in range(number)]
    forms = ("Association", "Centre", "Federation", "Forum", "Foundation", "Institute", "Network", "Union")
    found: dict[str, None] = {}
    while len(found) < number:
        found[f"{draw.choice(words)} {draw.choice(words)} {draw.choice(forms)}"] = None
    return list(found)


def linked(kind: str) -> bool:
    """Whether a kind of tie can hold between two organisations."""
    own = set(climbed(sheets.sheet("actors").usual))
    return all(not allowed or own & set(allowed) for allowed in (word_facts().all(kind, K + "fromClass"), word_facts().all(kind, K + "toClass")))


def rows(ties: int) -> Iterator[list[Any]]:
    """The headings of the sheet of ties, and ties between a tenth as many organisations, which only the ties name."""
    draw = random.Random(1)
    names = organisations(max(2, ties // 10), draw)
    sheet = sheets.sheet("ties")
    column = sheet.column("tie_kind")
    assert column is not None
    kinds = [sheets.word(column, code) for code in sheet.choices(column) if linked(sheets.iri_of(column, code))][:5]
    yield [column.label() for column in sheet.columns]
    for _ in range(ties):
        start, end = draw.sample(names, 2)
        known = {
            "from": start,
            "tie_kind": draw.choice(kinds),
            "to": end,
            "since": dt.date(draw.randrange(2000, 2024), draw.randrange(1, 13), draw.randrange(1, 28)),
            "until": "2030",
            "strength": round(draw.uniform(0.01, 1), 3),
            "source": f"Report {draw.randrange(100)}",
        }
        yield [known.get(column.key) for column in sheet.columns]


def written(folder: Path, ties: int) -> dict[str, Path]:
    """The table as files, by their ending."""
    from openpyxl import Workbook

    paths = {ending: folder / f"ties-{ties}.{ending}" for ending in ("xlsx", "csv")}
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheets.sheet("ties").label())
    with paths["csv"].open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        for row in rows(ties):
            sheet.append(row)
            lines.writerow(row)
    book.save(paths["xlsx"])
    return paths


def one(number: int, small: Path, large: Path) -> None:
    """Runs one measure in this process and prints its seconds of the processor (others may use the machine too) and the most memory used, in millions of bytes."""
    work = measures()[number][2]
    work(small)
    start = time.process_time()
    work(large)
    print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main(ties: int, rounds: int) -> None:
    """Runs the measures in turn and prints a table."""
    found: dict[int, list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        small, large = written(Path(folder), FEW), written(Path(folder), ties)
        for _ in range(rounds):
            for number, (ending, _, _) in enumerate(measures()):
                command = [sys.executable, __file__, "--one", str(number), "--files", str(small[ending]), str(large[ending])]
                done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
                found.setdefault(number, []).append(json.loads(done.stdout.splitlines()[-1]))
        sizes = {ending: path.stat().st_size / 1e6 for ending, path in large.items()}
    seconds = {number: statistics.median(run[0] for run in runs) for number, runs in found.items()}
    print(f"{ties:,} ties, medians of {rounds} · .xlsx {sizes['xlsx']:.1f} MB, .csv {sizes['csv']:.1f} MB")
    print(f"target: the whole import of .xlsx in at most {TARGET} times what the quickest of openpyxl and pandas needs")
    for number, (ending, name, _) in enumerate(measures()):
        peers = [seconds[other] for other, (kind, called, _) in enumerate(measures()) if kind == ending and not called.startswith(("kuasa", "("))]
        ratio = f" · {seconds[number] / min(peers):5.2f} times" if name.startswith("kuasa") else ""
        rowed = next((seconds[other] for other, (kind, called, _) in enumerate(measures()) if kind == ending and called.endswith("its rows)")), 0.0)
        ratio += f", {seconds[number] / rowed:.1f} times pandas with rows" if ratio and rowed else ""
        print(f".{ending:<5}{name:<24}{seconds[number]:7.2f} s · at most {max(run[1] for run in found[number]):5.0f} MB{ratio}")


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--ties", type=int, default=100_000)
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given.add_argument("--files", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.one is None:
        main(asked.ties, asked.rounds)
    else:
        one(asked.one, *asked.files)
