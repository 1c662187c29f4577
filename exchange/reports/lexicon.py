"""The words and patterns by which reports are read: the tables of `ontology/reading/`. Nothing of them stands in the program.

`words.csv` has a group, a text, a value and a note in each row; `patterns.csv` one likely tie in each row (`patterns`). Months are those that people type."""

from __future__ import annotations

import csv
import re
from functools import cache

from ...graph.vocabulary import ONTOLOGY
from ...graph.wording import ENGLISH
from ..incoming.typedwords import typed

READING = ONTOLOGY / "reading"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of `ontology/reading/`."""
    with (READING / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(group: str) -> dict[str, str]:
    """The texts of a group with their values; none if there is no such group."""
    return {row["text"]: row["value"] for row in table("words") if row["group"] == group}


def months() -> dict[str, str]:
    """The English names of months, in small letters, with their numbers."""
    return typed("month", ENGLISH)


@cache
def any_of(*groups: str) -> re.Pattern[str]:
    """What finds any text of some groups as a word of its own, in small letters or with a capital, the longest first."""
    texts = sorted({text for group in groups for text in words(group)}, key=lambda text: (-len(text), text))
    return re.compile(r"(?<![\w’'])(?:" + "|".join(re.escape(text).replace(r"\ ", r"[\s-]+") for text in texts) + r")(?!\w)", re.IGNORECASE)
