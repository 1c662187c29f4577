"""Values → cells of workbooks: texts as a cell can hold them, names of sheets as spreadsheets take them.

Control characters go, a text of more than 32,767 characters is cut and says so, names are made to fit and to differ. No text becomes a
formula, no number loses a digit.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import Any

Value = str | int | float | bool | dt.date | None
LONGEST = 32_767
CUT = " […]"
NAME = 31
PLAIN_TEXT = 255  # a longer text in a cell of the format "text" shows as ##### in older programs
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """A text as a cell can hold it.

    >>> cleaned("line\\r\\nline\\x07")
    'line\\nline'
    """
    text = UNHOLDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if units(text) <= LONGEST:
        return text
    return shortened(text, LONGEST - len(CUT)) + CUT


def units(text: str) -> int:
    """The length of a text as spreadsheets count it."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, most: int) -> str:
    """The beginning of a text that is not longer than so many units."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that spreadsheets take, each different from the others without regard to case.

    >>> sheet_names(["a/b", "A b", ""])
    ['a b', 'A b (2)', 'Sheet']
    """
    found: list[str] = []
    taken = {"history"}
    for name in wanted:
        plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", UNHOLDABLE.sub("", name)).split()).strip("' ") or "Sheet"
        number, fitting = 1, shortened(plain, NAME).strip("' ")
        while fitting.casefold() in taken:
            number += 1
            mark = f" ({number})"
            fitting = shortened(plain, NAME - len(mark)).rstrip() + mark
        taken.add(fitting.casefold())
        found.append(fitting)
    return found


def put(cell: Any, value: Value) -> str:
    """Writes a value into a cell and returns its text if it is one, '' else. No text becomes a formula, no number loses a digit."""
    if isinstance(value, bool) or value is None:
        cell.value = value
        return ""
    if isinstance(value, dt.datetime):
        value = value.isoformat(sep=" ")
    if isinstance(value, dt.date) and value.year >= 1901:
        cell.value = value
        return ""
    if (isinstance(value, int) and abs(value) < 10**15) or (isinstance(value, float) and math.isfinite(value)):
        cell.value = value
        return ""
    text = cleaned(str(value))
    if text:
        cell.value = text
        cell.data_type = "s"
    return text
