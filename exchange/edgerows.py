"""Edge tables → what kuasa works on: statements beside other layers while they are small, rows in arrays when they are large.

`EdgeTables` is the reader that a store is handed. Refuses a large table beside other layers, and for commands that need statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..graph.analysis.names import ADDRESS, Names
from ..graph.analysis.rows import Part, RowFacts, Rows
from ..graph.errors import UnreadableFile
from ..graph.store import EmbeddedStore, Reader
from ..graph.vocabulary import expand
from .cells import COLUMNS, GENERIC, NO_THING, Batch, Column, Faults, kind_of
from .edgetable import batches, size

if TYPE_CHECKING:
    import numpy as np

LIMIT = 20_000
COMMANDS = "paths, reach, brokers, gatekeepers, whatif, compare and map"


def readers(advance: Callable[[str, int], None] = lambda file, rows: None, networks: bool = False) -> dict[str, Reader]:
    """What reads tables of links, by suffix; those too large for statements only where `networks` are asked for."""
    tables = EdgeTables(advance, networks)
    return {".csv": tables, ".parquet": tables}


@dataclass(frozen=True)
class EdgeTables:
    """Reads edge tables. `advance` is told the name of a file and how many of its rows were read; `networks` says that whoever asks
    needs a network and nothing else."""

    advance: Callable[[str, int], None] = lambda file, rows: None
    networks: bool = False

    def post(self, path: Path, store: EmbeddedStore) -> None:
        """Adds to a store what a small table states."""
        from .stated import post

        if size(path) > LIMIT:
            raise UnreadableFile(
                f"{path.name} has more than {LIMIT:,} rows: too many to be read beside other knowledge.", f"Name tables alone with --data; {COMMANDS} work on them."
            )
        post(path, store)

    def large(self, paths: list[Path]) -> RowFacts | None:
        """The facts of tables with more than `LIMIT` rows together; None for fewer."""
        if sum(map(size, paths)) <= LIMIT:
            return None
        if not self.networks:
            listed = ", ".join(path.name for path in paths)
            raise UnreadableFile(f"Of a table as large as {listed} only networks are made; it has no statements to show or ask.", f"Use {COMMANDS}.")
        return RowFacts(rows=rows(paths, self.advance))


@dataclass
class Gathered:
    """Texts by number, in the order in which they were met."""

    numbers: dict[Any, int] = field(default_factory=dict)

    def codes(self, column: Column, of: Callable[[str], Any] | None = None) -> np.ndarray:
        """A column in the numbers of all that was met."""
        import numpy as np

        numbers, values = self.numbers, [of(value) for value in column.values] if of else column.values
        return np.asarray(np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int32)[column.codes])


def rows(paths: list[Path], advance: Callable[[str, int], None] = lambda file, rows: None) -> Rows:
    """The rows of some tables as one; `UnreadableFile` if a cell of them is bad."""
    import numpy as np

    scratch = EmbeddedStore()
    parts: list[Part] = []
    names, words, dates, sources = Gathered(), Gathered({(GENERIC, ""): 0}), Gathered({"": 0}), Gathered({"": 0})
    found: dict[str, list[np.ndarray]] = {name: [np.zeros(0, np.int8)] for name in COLUMNS}
    count = 0
    for path in paths:
        graph = scratch.name_for(path)
        scratch.origin[graph] = path
        numbers: list[np.ndarray] = []
        for batch in named(path, parts[0].graph if parts else graph):
            columns: dict[str, np.ndarray] = {name: names.codes(batch.texts[name]) for name in ("from", "to")}
            columns |= {"strength": batch.strength, "backward": batch.backward}
            columns |= {name: gathered.codes(batch.texts[name]) for name, gathered in (("since", dates), ("until", dates), ("source", sources)) if name in batch.texts}
            if "kind" in batch.texts:
                columns["kind"] = words.codes(batch.texts["kind"], kind_and_word)
            for name in COLUMNS:
                part = columns.get(name)
                found[name].append(np.zeros(len(batch.rows), np.int8) if part is None else part)
            numbers.append(batch.rows)
            advance(path.name, sum(map(len, numbers)))
        parts.append(Part(path.name, graph, count, in_a_row(np.concatenate(numbers) if numbers else np.zeros(0, np.int64))))
        count += len(parts[-1].numbers)
    columns = {name: np.concatenate(found.pop(name)) for name in list(found)}
    listed = list(names.numbers)
    names.numbers.clear()
    order = sorted(range(len(listed)), key=listed.__getitem__)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    texts = Names(parts[0].graph, [listed[n] for n in order])
    del listed, order

    def narrow(name: str) -> np.ndarray | None:
        column = columns[name]
        return column.astype(np.min_scalar_type(column.max())) if column.any() else None

    return Rows(
        parts=tuple(parts),
        names=texts,
        starts=place[columns["from"]],
        ends=place[columns["to"]],
        strengths=columns["strength"],
        backwards=columns["backward"] if columns["backward"].any() else None,
        **{name: narrow(name) for name in ("kind", "since", "until", "source")},
        kinds=tuple(words.numbers),
        dates=tuple(dates.numbers),
        sources=tuple(sources.numbers),
    )


def named(path: Path, graph: str) -> Iterator[Batch]:
    """The batches of a table in which every end is a name or a whole address; an address under the graph is the name that it stands for."""
    faults = Faults(path.name)
    for batch in batches(path):
        for name in ("from", "to"):
            column = batch.texts[name]
            if ":" not in "".join(column.values):
                continue
            short = {code for code, text in enumerate(column.values) if ":" in text and expand(text) and not ADDRESS.match(text)}
            if short:
                at = [(row, code) for row, code in zip(batch.rows.tolist(), column.codes.tolist(), strict=True) if code in short]
                faults.add([(row, COLUMNS.index(name), column.values[code], NO_THING) for row, code in at])
            plain = [text.strip("<>") if ADDRESS.match(text) else text for text in column.values]
            batch.texts[name] = Column(column.codes, [unquote(text.removeprefix(graph + "/")) if text.startswith(graph + "/") else text for text in plain])
        yield batch
    faults.hold()


def kind_and_word(cell: str) -> tuple[str, str]:
    """The kind that a cell means, and its word where that is one of its own."""
    kind = kind_of(cell)
    return kind, cell if kind == GENERIC else ""


def in_a_row(numbers: np.ndarray) -> Any:
    """Numbers as a range where none is left out, else as they are."""
    import numpy as np

    if len(numbers) == 0 or int(numbers[-1] - numbers[0]) + 1 == len(numbers):
        first = int(numbers[0]) if len(numbers) else 0
        return range(first, first + len(numbers))
    return numbers.astype(np.int32)
