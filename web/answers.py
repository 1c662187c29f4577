"""An answer in SPARQL 1.1 Query Results JSON → rows of cells to be shown, at most `MOST` of them, and how many there are.

Codes of status, assertion and confidence are said in the words of the rest of kuasa: a plan is marked as one, and what nobody has
checked is said to be so. Columns that are empty in every row are named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph.vocabulary import PREFIXES
from ..graph.wording import mark, wording

MOST = 500
LARGEST = 16 << 20
NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
DAY = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?")
STEP = " > "
FIRM = frozenset({"actual", "seen"})


@dataclass(frozen=True)
class Cell:
    """A value: its text, the address of its page or '', whether that is elsewhere, how it is set ('number', 'date', 'warn' or '')."""

    text: str
    address: str = ""
    outside: bool = False
    set: str = ""


@dataclass(frozen=True)
class Shown:
    """The columns, those left out as they are empty, the first rows, and how many rows there are."""

    columns: tuple[str, ...]
    empty: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int


def shown_of(answer: Mapping[str, Any], linked: Callable[[str, str], Cell]) -> Shown:
    """The rows of an answer, addresses and names as `linked` has them; a truth value is one row."""
    if "boolean" in answer:
        return Shown(("answer",), (), ((Cell("yes" if answer["boolean"] else "no"),),), 1)
    names, bindings = answer["head"]["vars"], answer["results"]["bindings"]
    full = {name for row in bindings for name, value in row.items() if value["value"]}
    columns = tuple(name for name in names if name in full or not bindings)
    rows = tuple(tuple(cell(name, row.get(name), linked) for name in columns) for row in bindings[:MOST])
    return Shown(columns, tuple(name for name in names if name not in columns), rows, len(bindings))


def cell(column: str, value: Mapping[str, str] | None, linked: Callable[[str, str], Cell]) -> Cell:
    """One value."""
    text = value["value"] if value else ""
    if value is None or not text:
        return Cell("")
    if value.get("datatype") in NUMBERS:
        return Cell(text, set="number")
    kind = column.rstrip("s") if column in ("assertions", "confidences") else column
    if kind in ("status", "assertion", "confidence"):
        return Cell(STEP.join(said(kind, code) for code in text.split(STEP)), set="" if kind == "assertion" or {*text.split(STEP)} <= FIRM else "warn")
    return Cell(text, set="date") if DAY.fullmatch(text) else linked(value["type"], text)


def said(kind: str, code: str) -> str:
    """A code in words; the code itself where there are none.

    >>> said("status", "planned"), said("confidence", "recalled"), said("status", "ratified")
    ('planned', 'not checked yet', 'ratified')
    """
    if kind == "confidence":
        return mark("recalled") if code == "recalled" else code
    return wording().get(f"{kind}_{code}".replace("-", "_"), code)
