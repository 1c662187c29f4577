"""Stated dates as the whole days between which a tool that plays time shows a thing or a tie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ...graph.dates import span
from ...graph.errors import BadDate

TIMES = (("begins", "ends"), ("begins", "due"), ("since", "until"))
LASTING = "since"


def bounds(fields: Mapping[str, str]) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of a row's texts by column key, None where nothing is stated. What begins and states no end (a meeting) ends
    with the last day that its beginning can mean; a tie goes on. An end before the beginning is none, nor is then the beginning."""
    for start, end in TIMES:
        if start in fields or end in fields:
            first = span(fields[start]).first if start in fields else None
            last = span(fields[end]).last if end in fields else span(fields[start]).last if start != LASTING else None
            return (None, None) if first and last and last < first else (first, last)
    return None, None


def is_day(text: str) -> bool:
    """Whether a text is a date."""
    try:
        span(text)
    except BadDate:
        return False
    return True
