"""What people write for a date → a date as precise as it was meant: 2024-05-09, 2024-05, 2024-Q2 or 2024.

Takes names of months in the languages of the interface, digits of their scripts, Thai years, quarters and the day numbers of
spreadsheets. What had to be understood in one of several ways says so in a note. `BadDate` with a cure for what is no date, no day
that exists, a time between two dates, or has no year of four digits.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from ...graph.errors import BadDate
from .typedwords import form, typed

KINDS = ("month", "monthword", "quarter", "ordinal", "era", "part", "about", "range", "now", "filler")
FORMS = "Write a day, a month, a quarter or a year: 2024-05-09, May 2024, Q2 2024, 2024."
RANGE = "Write only the first date here and the last one in the column for the end; if it happened on several dates, a row for each."
FOUR = "Write the year with four digits: 2024."
YEARS = range(1500, 2101)
THAI = range(2400, 2700)
THAI_YEARS = 543
DAY_ZERO = dt.date(1899, 12, 30)
SERIALS = range(32_874, 58_806)
LONGEST = 60

TIME = re.compile(r"(?<=\d)(?:t| at |,? )\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?|z|[+-]\d{2}:?\d{2})?$")
YEAR = re.compile(r"(\d{4})(?:\.0)?$")
OURS = re.compile(r"(\d{4})-?q([1-4])$")
YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2}))?$")
DAY_FIRST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$")
MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})$")
TWO_DIGITS = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{2}$")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
REST = r"\d+|[^\W\d_]+|\S"
PASSED = frozenset(".,/-–—()'’\"“”*:;")
RANGES = re.compile(r"(?:\d{4})\s*[-/–—]\s*(?:\d{2}|\d{4})$")


@dataclass(frozen=True)
class Dated:
    """A date, and where it was not plain what was meant: how it was read and how to write what else it can mean."""

    text: str
    note: str = ""
    cure: str = ""


@lru_cache(1 << 14)
def dated(text: str) -> Dated:
    """The date that a text means; `BadDate` if it means none, or several.

    >>> dated("9 May 2024").text, dated("Q2 2024").text, dated("พ.ค. 2567").text
    ('2024-05-09', '2024-Q2', '2024-05')
    """
    shown = " ".join(text.split())
    plain = TIME.sub("", form(text)) if len(text) <= LONGEST else ""
    if not plain:
        raise BadDate(f"'{shown[:LONGEST]}' is not a date.", FORMS)
    for read in (figures, words):
        found = read(plain, shown)
        if found is not None:
            return found
    raise BadDate(f"'{shown}' is not a date.", FORMS)


def figures(plain: str, shown: str) -> Dated | None:
    """A date in figures alone; None if it is none."""
    if year := YEAR.match(plain):
        return made(shown, int(year.group(1)))
    for pattern, read in FIGURES.items():
        match = pattern.match(plain)
        if match:
            return read(shown, *match.groups())
    return None


def year_first(shown: str, year: str, sign: str, month: str, day: str | None) -> Dated:
    """2024-05-09, 2024/5; 2019-20 is no month."""
    if day is None and int(month) > 12 and int(month) == int(year) % 100 + 1:
        raise BadDate(f"'{shown}' is a time from one year to another.", RANGE)
    return made(shown, int(year), int(month), None if day is None else int(day))


def day_first(shown: str, first: str, sign: str, second: str, year: str) -> Dated:
    """9/5/2024: the day first, unless it can only be the month."""
    one, other = int(first), int(second)
    if other > 12 >= one:
        return made(shown, int(year), one, other)
    found = made(shown, int(year), other, one)
    if sign == "." or one > 12 or one == other or found.note:
        return found
    turned = dt.date(int(year), one, other).isoformat()
    return Dated(found.text, f"It was read with the day first: {one} {calendar.month_name[other]} {year}.", f"Write {found.text}, or {turned} if that was meant.")


def serial(shown: str, number: str) -> Dated | None:
    """45421: the number that a spreadsheet keeps for a day."""
    if int(number) not in SERIALS:
        return None
    day = (DAY_ZERO + dt.timedelta(int(number))).isoformat()
    return Dated(day, f"This is the number of a day in a spreadsheet; it was read as {day}.", f"Write {day}.")


def two_digits(shown: str, *_: str) -> Dated:
    """9/5/24."""
    raise BadDate(f"'{shown}' has a year of two digits.", FOUR)


FIGURES: dict[re.Pattern[str], Callable[..., Dated | None]] = {
    OURS: lambda shown, year, quarter: made(shown, int(year), quarter=int(quarter)),
    YEAR_FIRST: year_first,
    DAY_FIRST: day_first,
    MONTH_FIRST: lambda shown, month, year: made(shown, int(year), int(month)),
    TWO_DIGITS: two_digits,
    COMPACT: lambda shown, year, month, day: made(shown, int(year), int(month), int(day)),
    SERIAL: serial,
}


def words(plain: str, shown: str) -> Dated | None:
    """A date with words; None if there is something in it that is no part of a date."""
    if RANGES.match(plain):
        raise BadDate(f"'{shown}' is a time from one year to another.", RANGE)
    said = spelled(plain)
    if said is None:
        return None
    kinds = [kind for kind, _ in said]
    quarter = counted(said, "quarter", 4)
    named = [int(value) for kind, value in said if kind == "month"]
    months = named or [number for number in [counted(said, "monthword", 12)] if number]
    numbers = [value for kind, value in said if kind in ("number", "ordinal")]
    years = [int(value) for value in numbers if len(value) == 4]
    days = [int(value) for value in numbers if len(value) <= 2]
    if len(years) + len(days) < len(numbers):
        return None
    if {"range", "now"} & set(kinds) or len(set(years)) > 1 or len(months) > 1 or (years and len(days) > 1):
        if years or months or days:
            raise BadDate(f"'{shown}' is a time from one date to another, or several dates.", RANGE)
        return None
    if not years:
        if months or quarter or len(days) > 1:
            raise BadDate(f"'{shown}' has no year of four digits.", FOUR)
        return None
    if (days and not months) or (quarter and (months or days)):
        return None
    found = made(shown, years[0], months[0] if months else None, days[0] if days else None, quarter, "era" in kinds)
    lost = ""
    if "part" in kinds and not days:
        lost = f"A part of a {'month' if months else 'quarter' if quarter else 'year'} cannot be kept"
    elif "about" in kinds:
        lost = "That it is not certain cannot be kept"
    if lost:
        cure = "Write the month or the quarter if you know it." if "part" in kinds else "Say so in the note, if it matters."
        return Dated(found.text, " ".join(filter(None, (found.note, f"{lost}: it was read as {found.text}."))), cure)
    return found


def spelled(plain: str) -> list[tuple[str, str]] | None:
    """The parts of a text in order: numbers, and words by their kinds; None if it has others."""
    found: list[tuple[str, str]] = []
    for match in parts().finditer(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", plain)):
        text = match.group()
        if match.lastgroup == "word":
            found.append(meant()[text])
        elif text.isdecimal():
            found.append(("number", text))
        elif text not in PASSED:
            return None
    return [part for part in found if part[0] != "filler"]


def counted(said: list[tuple[str, str]], kind: str, most: int) -> int:
    """Takes the number of a quarter or month out of the parts, beside its word; 0 if there is none."""
    places = [place for place, part in enumerate(said) if part[0] == kind]
    for place in places:
        for beside in (place + 1, place - 1):
            if 0 <= beside < len(said) and said[beside][0] in ("number", "ordinal") and 1 <= int(said[beside][1]) <= most and len(said[beside][1]) <= 2:
                return int(said.pop(beside)[1])
    return 0


def made(shown: str, year: int, month: int | None = None, day: int | None = None, quarter: int = 0, thai: bool = False) -> Dated:
    """A date of its parts, of a Thai year by the common count; `BadDate` if it does not exist."""
    common = year - THAI_YEARS if year in THAI else year
    if common not in YEARS or (thai and common == year):
        raise BadDate(f"'{shown}' has a year that cannot be meant.", "Write the year of the common calendar: 2024.")
    text = f"{common}-Q{quarter}" if quarter else "-".join([f"{common:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
    try:
        dt.date(common, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise BadDate(f"'{shown}' does not exist: there is no such {'day' if month in range(1, 13) else 'month'}.", FORMS) from None
    if common != year:
        return Dated(text, f"The year {year} was read as a Thai year: {common}.", f"Write {text}.")
    return Dated(text)


@cache
def meant() -> dict[str, tuple[str, str]]:
    """The kind and value of every word, the more telling kind where it has two."""
    return {word: (kind, value) for kind in reversed(KINDS) for word, value in typed(kind).items()}


@cache
def parts() -> re.Pattern[str]:
    """Words, longest first: Latin ones as whole words, those of scripts without spaces anywhere; then numbers and the rest."""
    latin = r"(?<![a-z]){}(?![a-z])"
    listed = sorted(meant(), key=lambda word: (-len(word), word))
    return re.compile("(?P<word>" + "|".join(latin.format(re.escape(word)) if word[0].isascii() and word[0].isalpha() else re.escape(word) for word in listed) + f")|{REST}")
