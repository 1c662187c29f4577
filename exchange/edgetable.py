"""Edge tables: CSV or Parquet with one link a row → checked columns, batch by batch.

Columns: `from`, `to`, `strength`, and where wanted `kind`, `backward`, `since`, `until`, `source`, in any order; others are left
alone. A strength is final, in (0, 1]; an empty `backward` (or 0) means that nothing travels back. Every cell is data, never run.
Refuses a table with a bad cell (`UnreadableFile` with file, row, column, value and cure): nothing of it is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.errors import UnreadableFile
from .cells import COLUMNS, Batch, Faults, checked

if TYPE_CHECKING:
    import numpy as np

NEEDED = ("from", "to", "strength")
DELIMITERS = (",", ";", "\t")
BATCH = 200_000
WIDEST = 1 << 20


def batches(path: Path) -> Iterator[Batch]:
    """The rows of a table, checked, in batches; `UnreadableFile` after the last one read if a cell was bad."""
    faults = Faults(path.name)
    raw = parquet(path) if path.suffix.lower() == ".parquet" else spreadsheet(path)
    for rows, cells, comma in raw:
        found: list[tuple[int, int, str, str]] = []
        batch = checked(rows, cells, comma, found)
        faults.add(found)
        if not faults.count:
            yield batch
    faults.hold()


def size(path: Path) -> int:
    """About how many rows a table has: never fewer than there are."""
    if path.suffix.lower() == ".parquet":
        with opened(path) as file:
            return int(file.metadata.num_rows)
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def opened(path: Path) -> Any:
    """A Parquet file, open."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as problem:
        raise UnreadableFile(f"{path.name} is Parquet, which needs a library that is not installed.", "Install it: pip install 'kuasa[parquet]'") from problem
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as problem:
        raise unreadable(path, problem) from problem


def unreadable(path: Path, problem: Exception) -> UnreadableFile:
    """What is said of a file that is no Parquet."""
    return UnreadableFile(f"{path.name} is not readable Parquet: {str(problem).splitlines()[0]}", "Nothing was read from it. Write the file again.")


def headed(names: list[str], file: str) -> dict[str, int]:
    """The place of each column that is known; `UnreadableFile` if one is missing or stands twice."""
    heads = [name.strip().casefold() for name in names]
    missing = [name for name in NEEDED if name not in heads]
    twice = sorted({name for name in heads if name in COLUMNS and heads.count(name) > 1})
    if missing or twice:
        what = f"no column '{missing[0]}'" if missing else f"two columns '{twice[0]}'"
        listed = ", ".join(f"'{name}'" for name in names if name) or "none"
        raise UnreadableFile(
            f"{file} has {what}. Columns found: {listed}.", f"An edge table has the columns {', '.join(NEEDED)}, and may have {', '.join(c for c in COLUMNS if c not in NEEDED)}."
        )
    return {name: heads.index(name) for name in COLUMNS if name in heads}


def spreadsheet(path: Path) -> Iterator[tuple[np.ndarray, dict[str, Any], bool]]:
    """The rows of a CSV file: numbers of rows, cells by column, and whether a comma may stand in a number."""
    import numpy as np

    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head = lines.readline()
            split = max(DELIMITERS, key=lambda mark: len({*COLUMNS} & {name.strip(' "\r\n').casefold() for name in head.split(mark)}))
            lines.seek(0)
            csv.field_size_limit(WIDEST)
            reader = csv.reader(lines, delimiter=split, strict=True)
            places = headed(next(reader, []), path.name)
            numbered = ((number, row) for number, row in enumerate(reader, 2) if any(cell.strip() for cell in row))
            while chunk := list(islice(numbered, BATCH)):
                cells = {name: [row[at] if at < len(row) else "" for _, row in chunk] for name, at in places.items()}
                yield np.array([number for number, _ in chunk], np.int64), cells, split == ";"
    except UnicodeDecodeError as problem:
        raise UnreadableFile(f"{path.name} is not in UTF-8.", "Nothing was read from it. Save it again as 'CSV UTF-8'.") from problem
    except csv.Error as problem:
        raise UnreadableFile(f"{path.name} is not readable CSV: {problem}.", "Nothing was read from it. Save it again as 'CSV UTF-8'.") from problem


def parquet(path: Path) -> Iterator[tuple[np.ndarray, dict[str, Any], bool]]:
    """The rows of a Parquet file, as `spreadsheet`; the first row is row 1."""
    import numpy as np

    with opened(path) as file:
        import pyarrow as pa

        try:
            places = headed(file.schema_arrow.names, path.name)
            names = [file.schema_arrow.names[at] for at in places.values()]
            number = 1
            for batch in file.iter_batches(BATCH, columns=names):
                cells = {name: plain(batch.column(given)) for name, given in zip(places, names, strict=True)}
                yield np.arange(number, number + len(batch), dtype=np.int64), cells, False
                number += len(batch)
        except (pa.ArrowException, OSError) as problem:
            raise unreadable(path, problem) from problem


def plain(cells: Any) -> Any:
    """A column of Parquet as numbers or as texts, '' where there is nothing; `ArrowException` if its cells are neither."""
    import pyarrow as pa

    cells = cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells
    numeric = pa.types.is_floating(cells.type) or pa.types.is_integer(cells.type) or pa.types.is_decimal(cells.type)
    return cells if numeric else cells.cast(pa.string()).fill_null("")
