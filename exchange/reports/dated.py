"""The dates that a text names, each with its place: "9 May 2024", "3-4 July and 6-7 July 2031", "June 26, 2024", "Q2 2024", "May 2024".

A period has two ends. A day without its year takes the one year that its paragraph names, or the one year of the report; else it is
left out: nothing is guessed between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...graph.dates import span
from ...graph.errors import BadDate
from .lexicon import months


@dataclass(frozen=True)
class Dated:
    """A date at a place: `begins` and `ends` as `graph.dates` writes them, the same where it is no period; whether its year was stated there."""

    start: int
    end: int
    begins: str
    ends: str
    whole: bool = True


@cache
def forms() -> re.Pattern[str]:
    """What finds a date."""
    month = "|".join(sorted(months(), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    dash = r"\s?(?:-|–|—|to|and|&)\s?"
    forms = (
        rf"(?P<d1>{day})(?:{dash}(?P<d2>{day}))?\s(?:of\s)?(?P<m1>{month})\.?(?:,?\s(?P<y1>(?:19|20)\d\d))?",
        rf"(?P<d3>{day})\s(?P<m3>{month})\.?{dash}(?P<d4>{day})\s(?P<m4>{month})\.?(?:,?\s(?P<y3>(?:19|20)\d\d))?",
        rf"(?P<m5>{month})\.?\s(?P<d5>{day})(?:{dash}(?P<d6>{day}))?(?:,?\s(?P<y5>(?:19|20)\d\d))?(?!\d)",
        rf"(?P<m7>{month})\.?(?:{dash}(?P<m8>{month})\.?)?,?\s(?:of\s)?(?P<y7>(?:19|20)\d\d)",
        r"[Qq](?P<q>[1-4])[,\s-]\s?(?P<y9>(?:19|20)\d\d)|(?P<y10>(?:19|20)\d\d)-[Qq](?P<q2>[1-4])",
        r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)",
        r"(?P<y11>(?:19|20)\d\d)(?!\d|-\d)",
    )
    order = (5, 1, 0, 2, 3, 4, 6)
    return re.compile(r"(?<![\w/.-])(?:" + "|".join(forms[number] for number in order) + r")(?!\w)", re.IGNORECASE)


def dates(text: str, year: str = "") -> list[Dated]:
    """The dates of a text in order; `year` is that of the report, '' if it has several.

    >>> [(one.begins, one.ends) for one in dates("held on 3-4 July 2031")]
    [('2031-07-03', '2031-07-04')]
    """
    years = set(re.findall(r"(?<![\d/-])(?:19|20)\d\d(?!\d|-\d)", text))
    return list(read(text, min(years) if len(years) == 1 else year if not years else ""))


def read(text: str, year: str) -> Iterator[Dated]:
    """The dates that can be read."""
    for match in forms().finditer(text):
        part = {name: value for name, value in match.groupdict().items() if value}
        stated = next((part[name] for name in ("y1", "y3", "y5", "y7", "y9", "y10", "y11") if name in part), "")
        given = stated or ("" if "iso" in part else later_year(text, match.end()) or year)
        if not (given or "iso" in part):
            continue
        begins, ends = ends_of(part, given)
        try:
            if span(begins).first <= span(ends).last:
                yield Dated(match.start(), match.end(), begins, ends, bool(stated or "iso" in part))
        except BadDate:
            continue


def later_year(text: str, end: int) -> str:
    """The year that a list of days states at its end: "3-4 July and 6-7 July 2031"."""
    match = re.match(r"(?:\s?(?:,|and|or|&)\s?)[^.;:()]{0,16}?((?:19|20)\d\d)", text[end:])
    return match[1] if match else ""


def ends_of(part: dict[str, str], year: str) -> tuple[str, str]:
    """Both ends of a date that was found in parts."""

    def month(name: str) -> str:
        return f"{year}-{int(months()[part[name].lower()]):02d}"

    def day(name: str) -> str:
        digits = "".join(filter(str.isdigit, part[name]))
        return f"{int(digits):02d}"

    if "iso" in part:
        return part["iso"], part["iso"]
    if "d1" in part:
        return f"{month('m1')}-{day('d1')}", f"{month('m1')}-{day('d2' if 'd2' in part else 'd1')}"
    if "d3" in part:
        return f"{month('m3')}-{day('d3')}", f"{month('m4')}-{day('d4')}"
    if "d5" in part:
        return f"{month('m5')}-{day('d5')}", f"{month('m5')}-{day('d6' if 'd6' in part else 'd5')}"
    if "m7" in part:
        return month("m7"), month("m8" if "m8" in part else "m7")
    quarter = part.get("q") or part.get("q2")
    stated = f"{year}-Q{quarter}" if quarter else year
    return stated, stated
