"""A calendar as an iCalendar file (RFC 5545) for a phone: entries and the day of the knowledge in, bytes out.

Every entry lasts whole days. What is known to a month, a quarter or a year only fills that time, says so in its title and is
tentative: no day is made up. What has no date, or is an opportunity of which only the year is known, is left out and counted
in `left_out`. There is no clock in it: the same entries and day give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..graph.calendar import row
from ..graph.dates import span
from ..graph.entry import Entry, precision
from ..graph.rhythm import MONTHS
from ..graph.telling import proof

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//kuasa//calendar//EN"
NAME = "Policy windows"
HOST = "w3id.org"
STATUS = {"actual": "CONFIRMED", "cancelled": "CANCELLED"}
QUARTERS = ("1st", "2nd", "3rd", "4th")
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def calendar_file(entries: Sequence[Entry], on: dt.date) -> bytes:
    """The file: one VEVENT for each entry whose days are known, in the order of the entries."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    for entry in filter(fits, entries):
        calendar.add_component(event(entry, on))
    content: bytes = calendar.to_ical()
    return content


def fits(entry: Entry) -> bool:
    """Whether the days of an entry are known well enough to stand in a calendar of days."""
    return entry.section != "undated" and entry.first is not None and entry.last is not None


def left_out(entries: Sequence[Entry]) -> str:
    """How many entries the file cannot hold, and where they are; '' if none."""
    count = sum(not fits(entry) for entry in entries)
    return f"{count} entries without a date are not in the calendar file; the table lists them." if count else ""


def event(entry: Entry, on: dt.date) -> icalendar.Event:
    """One entry as all-day VEVENT; its end is the day after the last, as the standard wants it."""
    import icalendar

    first, last = entry.first, entry.last
    if first is None or last is None:
        raise ValueError(f"{entry.id} has no date")
    found = icalendar.Event()
    found.add("uid", uid(entry))
    found.add("dtstamp", dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC))
    found.add("dtstart", first)
    found.add("dtend", min(last, dt.date.max - dt.timedelta(1)) + dt.timedelta(1))
    found.add("summary", title(entry))
    found.add("description", description(entry))
    found.add("status", firmness(entry))
    found.add("transp", "TRANSPARENT")
    found.add("categories", [clean(text) for text in (entry.kind.replace("-", " "), *entry.topics)])
    found.add("url", entry.id)
    if entry.place:
        found.add("location", clean(entry.place))
    return found


def uid(entry: Entry) -> str:
    """An address that stays the same as long as the thing has its IRI.

    >>> uid(Entry("https://w3id.org/kuasa/id/fair", "Fair", "event", "2024", "", None, None, "year", "actual", "dated", number=2))
    'fair-2@w3id.org'
    """
    kind = "next-session-of-" if entry.kind == "expected" else ""
    slug = re.split(r"[/#]", entry.id)[-1]
    return f"{kind}{slug}{f'-{entry.number}' if entry.number > 1 else ''}@{HOST}"


def firmness(entry: Entry) -> str:
    """CANCELLED, CONFIRMED for what is actual with its days (or a term of office), else TENTATIVE."""
    if entry.status == "actual" and entry.precision != "day" and entry.kind != "chairmanship":
        return "TENTATIVE"
    return STATUS.get(entry.status, "TENTATIVE")


def title(entry: Entry) -> str:
    """The title, with what is not known of its days before it."""
    return clean(vagueness(entry) + entry.title)


def vagueness(entry: Entry) -> str:
    """What a calendar of days cannot show, in brackets; '' if the days are known."""
    begins, ends = entry.begins, entry.ends or entry.begins
    if entry.kind == "expected":
        return f"(expected in {words(begins)}{f' or {words(ends)}' if ends != begins else ''}, not announced) "
    if entry.precision == "day":
        return "Due: " if entry.kind == "own-action" else ""
    if begins == ends:
        return {"own-action": f"(due in {words(ends)}) ", "chairmanship": f"({words(ends)}, days not stated) "}.get(entry.kind, f"(some day in {words(ends)}) ")
    start = words(begins) if precision(begins) == "day" else f"some day in {words(begins)}"
    return f"(from {start} to {'' if precision(ends) == 'day' else 'some day in '}{words(ends)}) " if begins else f"(until {words(ends)}) "


def words(text: str) -> str:
    """A date as stated, in words.

    >>> words("2024-05"), words("2024-Q2")
    ('May 2024', 'the 2nd quarter of 2024')
    """
    kind, first = precision(text), span(text).first
    if kind == "quarter":
        return f"the {QUARTERS[(first.month - 1) // 3]} quarter of {first.year}"
    return {"year": str(first.year), "month": f"{MONTHS[first.month - 1]} {first.year}"}.get(kind, f"{first.day} {MONTHS[first.month - 1]} {first.year}")


def description(entry: Entry) -> str:
    """What stands in the table beside the title, a line each, then every proof; what nobody has checked says so."""
    shown = row(entry)
    named = {"Status": shown["status"], "Date": entry.certainty.replace("-", " "), "Who": shown["who"], "Other dates": shown["other_dates"], "Note": shown["note"]}
    lines = [f"{name}: {value}" for name, value in named.items() if value]
    stated = " to ".join(dict.fromkeys(filter(None, (entry.begins, entry.ends))))
    lines.insert(1, f"As stated: {stated}")
    return clean("\n".join([*lines, *(f"Source: {proof(known)}" for known in entry.evidence)]))


def clean(text: str) -> str:
    """A text without control characters, its lines parted by line feeds only."""
    return CONTROLS.sub("", BREAKS.sub("\n", text))


def readable(content: bytes) -> str:
    """The file as a reader sees it, lines joined and signs unescaped: what a check for leaks must read."""
    text = re.sub(r"\r\n[ \t]", "", content.decode("utf-8"))
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], text)
