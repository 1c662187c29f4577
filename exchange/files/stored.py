"""Cells as an OpenDocument workbook (.ods) stores them: attributes and paragraphs in, plain values out.

The stored result of a cell counts, not how it is shown. What is stored in an unknown way stays a text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from .parts import local
from .tabs import Value, clock, whole

NUMBERS = frozenset({"float", "percentage", "currency"})
LENGTH = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d+))?S)?)?")


@dataclass
class Cell:
    """A cell as it grows."""

    attributes: dict[str, str]
    lines: list[list[str]] = field(default_factory=list)

    def value(self) -> Value:
        """What it holds; None if nothing."""
        kind, said = self.attributes.get("value-type", ""), self.attributes
        if kind in NUMBERS:
            return number(said.get("value", ""))
        if kind == "boolean":
            return said.get("boolean-value", "").casefold() == "true"
        if kind == "date":
            return day(said.get("date-value", ""))
        if kind == "time":
            return length(said.get("time-value", ""))
        return said.get("string-value") or "\n".join("".join(line) for line in self.lines) or None


def attributed(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without their prefixes; the type that LibreOffice adds as `extended-type`."""
    return {"extended-type" if key == "calcext:value-type" else local(key): value for key, value in attributes.items()}


def count(text: str | None) -> int:
    """How often something is repeated: at least once."""
    return max(1, int(text[:9])) if text and text.isascii() and text.isdigit() else 1


def number(text: str) -> Value:
    """A number as stored; the text where it is none."""
    try:
        found = float(text)
    except ValueError:
        return text or None
    return whole(found) if found - found == 0 and "_" not in text else text


def day(text: str) -> Value:
    """A day or moment as stored; the text where it is none."""
    try:
        if "T" not in text:
            return dt.date.fromisoformat(text)
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text or None
    return moment.date() if moment.time() == dt.time() else moment


def length(text: str) -> Value:
    """A time as stored; the text where it is none."""
    found = LENGTH.fullmatch(text)
    if not found:
        return text or None
    days, hours, minutes, seconds = (int(group or 0) for group in found.groups()[:4])
    part = int((found.group(5) or "0")[:6].ljust(6, "0"))
    return clock(dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=part))
