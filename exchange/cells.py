"""The cells of an edge table: raw columns in, checked batches out, with what is wrong in which cell and its cure.

A strength is final, in (0, 1]; an empty `backward` (or 0) means that nothing travels back. Every cell is data, never run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from ..graph.analysis.lenses import lens
from ..graph.dates import Span, span
from ..graph.errors import BadDate, UnreadableFile
from ..graph.facts import word_facts
from ..graph.kinds import kinds
from ..graph.vocabulary import K

if TYPE_CHECKING:
    import numpy as np

TEXTS = ("from", "to", "kind", "since", "until", "source")
NUMBERS = ("strength", "backward")
COLUMNS = ("from", "to", "kind", "strength", "backward", "since", "until", "source")
SHOWN = 5
LOOSE = re.compile(r"[^\S ]|  |(?:^|\0) | (?:\0|$)")
GENERIC = K + "StatedInfluence"
NAME = "Write a name or an address (https://...)."
NO_THING = "No thing has this address. Write a name."
STRENGTH = "Write a number above 0 and not above 1."
BACKWARD = "Write a number above 0 and not above 1, or leave the cell empty where nothing travels back."
DATE = "Write a day, a month or a year: 2024-05-09, 2024-05, 2024."
ORDER = "Let 'since' come before 'until'."
KIND = "No lens lets influence through such a link. Leave the cell empty, or write another kind."


@dataclass(frozen=True)
class Column:
    """Texts of a column: `codes[n]` is the place of the text of row n among the different `values`."""

    codes: np.ndarray
    values: list[str]


@dataclass(frozen=True)
class Batch:
    """Rows of a table, checked. `first` is the number of the first row as a spreadsheet counts (a CSV's header is row 1), the rest
    follow in `rows`; `strength` and `backward` are in (0, 1], a missing backward is 0."""

    rows: np.ndarray
    texts: dict[str, Column]
    strength: np.ndarray
    backward: np.ndarray


@dataclass
class Faults:
    """What is wrong in a file: the first cells, and how many there are."""

    file: str
    first: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, found: list[tuple[int, int, str, str]]) -> None:
        """Takes bad cells of a batch (row, place of the column, value, cure) in their order."""
        self.count += len(found)
        for row, column, value, cure in sorted(found)[: SHOWN - len(self.first)]:
            self.first.append(f"  row {row}, {COLUMNS[column]}: {f'“{value}”' if value else 'empty'}. {cure}")

    def hold(self) -> None:
        """`UnreadableFile` if there are any."""
        if self.count:
            more = f"\n  ... and {self.count - len(self.first)} more." if self.count > len(self.first) else ""
            cells = "1 cell does" if self.count == 1 else f"{self.count} cells do"
            told = "\n".join(self.first) + more
            raise UnreadableFile(f"{self.file} is not an edge table that can be used, {cells} not hold:\n{told}", "Nothing was read from it. Mend the cells named and try again.")


def checked(rows: np.ndarray, cells: dict[str, Any], comma: bool, found: list[tuple[int, int, str, str]]) -> Batch:
    """A batch of raw cells as columns; bad cells are added to `found`."""
    import numpy as np

    texts = {name: coded(cells[name], len(rows)) for name in TEXTS if name in cells}

    def bad(name: str, at: np.ndarray, value: Any, cure: str) -> None:
        found.extend((int(rows[n]), COLUMNS.index(name), value(n), cure) for n in at.tolist())

    def wrong(name: str, wrongs: list[bool], cure: str) -> None:
        column = texts[name]
        if any(wrongs):
            bad(name, np.flatnonzero(np.array(wrongs)[column.codes]), lambda n: column.values[column.codes[n]], cure)

    for name in ("from", "to"):
        if "" in texts[name].values:
            wrong(name, [not value for value in texts[name].values], NAME)
    if "kind" in texts:
        wrong("kind", [bool(value) and not carries(value) for value in texts["kind"].values], KIND)
    days = {name: [dated(value) for value in texts[name].values] for name in ("since", "until") if name in texts}
    for name, spans in days.items():
        wrong(name, [bool(value) and day is None for value, day in zip(texts[name].values, spans, strict=True)], DATE)
    if len(days) == 2:
        begins = np.array([day.first.toordinal() if day else 0 for day in days["since"]])[texts["since"].codes]
        ends = np.array([day.last.toordinal() if day else 1 << 40 for day in days["until"]])[texts["until"].codes]
        column = texts["until"]
        bad("until", np.flatnonzero(begins > ends), lambda n: column.values[column.codes[n]], ORDER)
    strength, written = numbers(cells["strength"], comma)
    bad("strength", np.flatnonzero(~((strength > 0) & (strength <= 1))), written, STRENGTH)
    backward = np.zeros(len(rows))
    if "backward" in cells:
        backward, written = numbers(cells["backward"], comma)
        given = np.array([bool(written(n)) for n in np.flatnonzero(np.isnan(backward)).tolist()], bool)
        backward[np.flatnonzero(np.isnan(backward))] = np.where(given, -1.0, 0.0)
        bad("backward", np.flatnonzero(~((backward >= 0) & (backward <= 1))), written, BACKWARD)
    return Batch(rows, texts, strength, backward)


def coded(cells: Any, size: int) -> Column:
    """The cells of a column (a list, or a column of Parquet) as codes and different texts, trimmed."""
    import numpy as np

    if isinstance(cells, list):
        seen: dict[str, int] = {}
        codes = np.fromiter((seen.setdefault(cell, len(seen)) for cell in cells), np.int64, size)
        values = list(seen)
    else:
        import pyarrow as pa

        found = cells.cast(pa.string()).fill_null("").dictionary_encode()
        codes, values = found.indices.to_numpy().astype(np.int64), found.dictionary.to_pylist()
    if not LOOSE.search("\0".join(values)):
        return Column(codes, values)
    trimmed = [" ".join(value.split()) for value in values]
    places = {value: place for place, value in enumerate(dict.fromkeys(trimmed))}
    return Column(np.array([places[value] for value in trimmed], np.int64)[codes], list(places))


def numbers(cells: Any, comma: bool) -> tuple[np.ndarray, Any]:
    """The cells of a column as float64, NaN where there is no number, and a function that gives a cell as it was written."""
    import numpy as np

    if not isinstance(cells, list):
        import pyarrow as pa

        if not pa.types.is_string(cells.type):
            found = np.array(cells.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False))
            return found, lambda n: "" if cells[n].as_py() is None else str(cells[n].as_py())
        cells = cells.to_pylist()
    column = coded(cells, len(cells))
    values = np.array([number(value.replace(",", ".") if comma else value) for value in column.values], float)
    return values[column.codes], lambda n: column.values[column.codes[n]]


def number(text: str) -> float:
    """A text as a number; NaN if it is none.

    >>> number("0.25")
    0.25
    """
    try:
        return float(text) if "_" not in text else float("nan")
    except ValueError:
        return float("nan")


@cache
def dated(text: str) -> Span | None:
    """The days that a date means; None if it is none."""
    try:
        return span(text)
    except BadDate:
        return None


@cache
def known_kinds() -> dict[str, str]:
    """The kinds of ties by word, verb and label, without regard to case."""
    facts = word_facts()
    return {word.casefold(): iri for iri, kind in sorted(kinds().items()) for word in (kind.verb, facts.label(iri), kind.word)}


def kind_of(word: str) -> str:
    """The kind that a cell means; the generic one for an empty cell or a word of one's own."""
    return known_kinds().get(word.casefold(), GENERIC)


@cache
def carries(word: str) -> bool:
    """Whether ties of the kind that a cell means carry influence in any lens."""
    return lens("all").travels(kind_of(word))
