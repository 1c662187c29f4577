"""Where everything stands in a picture of time: entries in, strips of lanes with placed marks out, the same for the same input.

Time runs from left to right, and on in the next strip like lines of a text, so that a strip fits a screen or a printed page.
A mark is as long as what is known of its time, at least as wide as its sign. What has no day stands in no strip.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..graph.entry import Entry, precision
from ..graph.tables import width

WIDE = 1080
EDGE = 8
ROW = 30
HEAD = 24
AXIS = 26
LETTER = 6.7
LABEL = 64
CROWD = 30
YEARS = 20
SHORT = 18
TALL = 620
LANES = ("window", "event", "session", "chairmanship", "own-action", "adoption", "expected")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Tick:
    """A line of the axis, with its label or ''."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True)
class Mark:
    """One entry in a lane: its number in the table, the label, from where to where, which ends are not known to the day, or lie outside."""

    number: int
    entry: Entry
    label: str
    x: float
    end: float
    y: float
    label_x: float
    soft_start: bool
    soft_end: bool
    before: bool
    after: bool
    rivals: tuple[tuple[float, float, str], ...]

    @property
    def point(self) -> bool:
        """Whether it is one day."""
        return self.entry.precision == "day" and self.entry.first == self.entry.last

    @property
    def look(self) -> str:
        """How firm it is: done, plan, expected or cancelled."""
        return {"actual": "done", "cancelled": "cancelled", "not-announced": "expected"}.get(self.entry.status, "plan")


@dataclass(frozen=True)
class Lane:
    """The marks of one kind."""

    kind: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Strip:
    """A stretch of time, or one of several parts of it if it would be too tall for a page."""

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    height: float
    today: float | None
    part: int = 1
    parts: int = 1

    @property
    def name(self) -> str:
        """The stretch in words."""
        start, end = (f"{MONTHS[day.month - 1]} {day.year}" for day in (self.first, self.last))
        if (self.first.month, self.last.month) == (1, 12):
            start, end = str(self.first.year), str(self.last.year)
        stretch = start if start == end else f"{start} – {end}"
        return stretch if self.parts == 1 else f"{stretch} ({self.part}/{self.parts})"


def strips(entries: Sequence[Entry], on: dt.date, since: dt.date | None = None, until: dt.date | None = None) -> tuple[Strip, ...]:
    """The strips of a period; entries are numbered from 1 in the order in which they come."""
    drawn = [(number, one) for number, one in enumerate(entries, 1) if one.section != "undated" and one.first and one.last]
    if not drawn:
        return ()
    first = since or min(one.first for _, one in drawn if one.first)
    last = until or max(one.last for _, one in drawn if one.last)
    return tuple(part for stretch in stretches(drawn, first, max(first, last)) for part in parted(within(drawn, *stretch), on, *stretch))


def within(drawn: Sequence[tuple[int, Entry]], first: dt.date, last: dt.date) -> list[tuple[int, Entry]]:
    """The entries that touch a stretch with their own or another date."""
    return [(n, one) for n, one in drawn if any(a <= last and b >= first for a, b in spans(one))]


def spans(one: Entry) -> list[tuple[dt.date, dt.date]]:
    """The days of an entry, then those of other dates for it."""
    own = [(one.first, one.last)] if one.first and one.last else []
    return [*own, *(rival.days for rival in one.rivals if rival.days)]


def stretches(drawn: Sequence[tuple[int, Entry]], first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Whole months if the time is short, else years, so many that a strip is neither crowded nor endless; years with nothing are skipped."""
    if (last.year - first.year) * 12 + last.month - first.month < SHORT:
        yield first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return
    year = first.year
    while year <= last.year:
        end = year
        if not within(drawn, dt.date(year, 1, 1), dt.date(year, 12, 31)):
            year += 1
            continue
        while end < last.year and end - year + 1 < YEARS and len(within(drawn, dt.date(year, 1, 1), dt.date(end + 1, 12, 31))) <= CROWD:
            end += 1
        while end > year and not within(drawn, dt.date(end, 1, 1), dt.date(end, 12, 31)):
            end -= 1
        yield dt.date(year, 1, 1), dt.date(end, 12, 31)
        year = end + 1


def parted(here: Sequence[tuple[int, Entry]], on: dt.date, first: dt.date, last: dt.date) -> Iterator[Strip]:
    """One stretch with its lanes, one under the other, cut between rows where it would be too tall."""
    parts: list[list[Lane]] = [[]]
    y = float(AXIS)
    for kind in LANES:
        for n, row in enumerate(placed([one for one in here if one[1].kind == kind], first, last)):
            fresh = n == 0
            if y + ROW + HEAD * fresh > TALL:
                parts.append([])
                y, fresh = float(AXIS), True
            if fresh:
                y += 4 if parts[-1] else 0
                parts[-1].append(Lane(kind, y, HEAD, ()))
                y += HEAD
            lane = parts[-1][-1]
            parts[-1][-1] = replace(lane, height=lane.height + ROW, marks=(*lane.marks, *(replace(mark, y=y) for mark in row)))
            y += ROW
    today = across(on, first, last) if first <= on <= last else None
    for n, lanes in enumerate(parts, 1):
        height = lanes[-1].y + lanes[-1].height + 4 if lanes else AXIS
        yield Strip(first, last, tuple(ticks(first, last)), tuple(lanes), height, today, n, len(parts))


def across(day: dt.date, first: dt.date, last: dt.date) -> float:
    """The place of the beginning of a day, kept inside the stretch."""
    share = (day - first).days / ((last - first).days + 1)
    return round(EDGE + min(max(share, 0.0), 1.0) * (WIDE - 2 * EDGE), 1)


def placed(alike: Sequence[tuple[int, Entry]], first: dt.date, last: dt.date) -> list[list[Mark]]:
    """Rows of marks: each in the first row where it covers nothing."""
    ends: list[float] = []
    rows: list[list[Mark]] = []
    for number, one in alike:
        label = labelled(number, one)
        start, stop = one.first or first, one.last or last
        x = across(start, first, last)
        end = max(across(min(stop, last) + dt.timedelta(1), first, last), x + 9)
        dated = [(*rival.days, rival.text) for rival in one.rivals if rival.days]
        rivals = tuple((across(a, first, last), across(b + dt.timedelta(1), first, last), text) for a, b, text in dated if a <= last and b >= first)
        room = width(label) * LETTER
        label_x = round(max(float(EDGE), min(x, WIDE - EDGE - room)), 1)
        left, right = min([x, label_x, *(a - 3 for a, _, _ in rivals)]), max([end, label_x + room, *(b + 6 for _, b, _ in rivals)])
        row = next((n for n, taken in enumerate(ends) if taken + 6 <= left), len(ends))
        ends[row : row + 1] = [right]
        rows += [[]] if row == len(rows) else []
        vague = [bool(text) and precision(text) != "day" for text in (one.begins, one.ends or one.begins)]
        rows[row].append(Mark(number, one, label, x, round(end, 1), 0.0, label_x, vague[0], vague[1], start < first, stop > last, rivals))
    return rows


def labelled(number: int, one: Entry) -> str:
    """The number, signs, and as much of the title as is read at a glance."""
    signs = [sign for sign, holds in (("≠", one.certainty == "contested"), ("?", one.outcome == "date-passed"), ("✓", one.outcome == "realised")) if holds]
    full = one.title.partition(": ")[2] if one.kind == "adoption" else one.title
    title = full if len(full) <= LABEL else full[: LABEL - 1].rstrip() + "…"
    return " ".join([str(number), *signs, title])


def ticks(first: dt.date, last: dt.date) -> Iterator[Tick]:
    """Months, quarters or years, as there is room; a year is strong."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = 1 if months <= 24 else 3 if months <= 72 else 12
    for n in range(months):
        year, month = first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12
        if month % step == 0:
            named = MONTHS[month] if step == 1 and month and months <= 18 else ""
            label = str(year) if month == 0 else f"{named} {year}" if n == 0 and step == 1 else named
            yield Tick(across(dt.date(year, month + 1, 1), first, last), label, month == 0)
