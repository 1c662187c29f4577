"""Dates as precise as their source: a day, a month, a quarter or a year, each with its first and last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from .errors import BadDate

FORM = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])))?$")


@dataclass(frozen=True)
class Span:
    """A stated date: its text, the first and the last day it can mean."""

    text: str
    first: dt.date
    last: dt.date


@lru_cache(1 << 16)
def span(text: str) -> Span:
    """The days that a date can mean; `BadDate` if it is none.

    >>> span("2024-Q2").last.isoformat()
    '2024-06-30'
    """
    match = FORM.match(text)
    if match and "00" not in match.groups():
        year, month, day, quarter = (int(part) if part else 0 for part in match.groups())
        try:
            if day:
                first = last = dt.date(year, month, day)
            else:
                start, end = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
                first = dt.date(year, start, 1)
                last = dt.date(year, end, calendar.monthrange(year, end)[1])
            return Span(text, first, last)
        except ValueError:
            pass
    raise BadDate(f"'{text}' is not a date.", "Write a day, a month, a quarter or a year: 2024-05-09, 2024-05, 2024-Q2, 2024.")


def overlap(one: Span, other: Span) -> bool:
    """Whether two dates can mean the same day."""
    return one.first <= other.last and other.first <= one.last


def may_agree(one: str, other: str) -> bool:
    """Whether two stated dates can be the same; texts that are no dates must be equal.

    >>> may_agree("2024-05", "2024-Q2"), may_agree("2024", "2025-01")
    (True, False)
    """
    try:
        return overlap(span(one), span(other))
    except BadDate:
        return one == other


def as_of(text: str | None, today: dt.date | None = None) -> dt.date:
    """The day meant by `--on`: the last day of what is given, or today."""
    return span(text).last if text else today or dt.date.today()


def years_between(early: dt.date, late: dt.date) -> float:
    """Years from one day to another; never negative."""
    return max(0.0, (late - early).days / 365.25)
