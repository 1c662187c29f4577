"""What can be expected because a body meets in a rhythm: never announced, never a day.

A month is only named where the rhythm names one ("annual, June"); what stands in brackets is about a past session and no rule.
A rhythm may be broken: an entry says the last session that is recorded and when somebody last looked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from .agenda import occasion
from .dating import evidence_of, stated, things
from .entry import Entry, days, precision
from .facts import Facts, word_facts
from .validity import Moment
from .vocabulary import K

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
RHYTHM = re.compile(r"\b(?:annual(?:ly)?|yearly|years?)\b", re.IGNORECASE)
YEARLY = re.compile(r"\b(?:annual|annually|yearly|every year|once a year)\b", re.IGNORECASE)


def expected(facts: Facts, moment: Moment, since: dt.date | None = None, lang: str = "en") -> Iterator[Entry]:
    """One entry for each body that meets by the year, whose next session nobody has announced with a month or a day."""
    rules: dict[str, list[str]] = {}
    for record in facts.subjects("Claim"):
        if facts.one(record, K + "property") == K + "meets" and not facts.one(record, K + "retracted") and RHYTHM.search(facts.one(record, K + "value")):
            rules.setdefault(facts.one(record, K + "about"), []).append(record)
    for body, records in sorted(rules.items()):
        sessions = [occasion(facts, tie.start, moment, lang) for tie in stated(facts, body) if tie.kind == K + "Sitting" and tie.end == body]
        coming = [one for one in sessions if one.status in ("planned", "possible") and one.last and one.last >= moment.on and not one.outcome]
        if not any(one.section == "dated" for one in coming):
            yield next_session(facts, body, records, sessions, coming, max(moment.on, since or moment.on), moment, lang)


def next_session(facts: Facts, body: str, records: list[str], sessions: list[Entry], coming: list[Entry], after: dt.date, moment: Moment, lang: str) -> Entry:
    """The entry for a body: its rhythm, its last session, what is planned without a date, when somebody last looked."""
    rhythm = " / ".join(dict.fromkeys(facts.one(record, K + "value") for record in records))
    held = [one for one in sessions if one.status == "actual" and one.first and one.first <= moment.on]
    latest = max(held, key=lambda one: (one.first, one.id), default=None)
    checked = last_checked(facts, body, records)
    begins, ends = month(rhythm, after, {one.first.year for one in sessions if one.first and one.status != "cancelled"})
    first, last = days(begins, ends)
    notes = [
        "not announced",
        f"rhythm: {rhythm}",
        f"last session recorded: {latest.title} ({latest.begins})" if latest else "no session is recorded",
        *(f"planned without a day: {one.title} ({one.begins or 'no date'})" for one in sorted(coming, key=lambda one: (one.first or dt.date.max, one.id))[:1]),
        f"last checked {checked}" if checked else "when it was last checked is not recorded",
    ]
    return Entry(
        id=body,
        title=f"Next session of {facts.label(body, lang)}",
        kind="expected",
        begins=begins,
        ends=ends,
        first=first,
        last=last,
        precision=precision(begins, ends),
        status="not-announced",
        certainty="expected",
        bodies=things(facts, [body], lang),
        topics=tuple(sorted(word_facts().label(code, lang) for code in facts.all(body, K + "topic"))),
        note="; ".join(notes),
        evidence=evidence_of(facts, records),
        also=tuple(facts.names(body)),
    )


def last_checked(facts: Facts, body: str, records: Iterable[str]) -> str:
    """The latest date on which a way in to the body, or a source of its rhythm, was looked at; '' if none is recorded."""
    doors = [text for record in facts.about.get(body, ()) for text in facts.all(record, K + "lastChecked")]
    read = [text for known in evidence_of(facts, records) for text in facts.all(known.id, K + "retrieved")]
    return max((*doors, *read), default="", key=lambda text: days(text, "")[1] or dt.date.min)


def month(rhythm: str, after: dt.date, taken: set[int]) -> tuple[str, str]:
    """The next usual month that is not over by a day, in a year without a recorded session; '' twice if no month is known.

    >>> month("annual, November-December", dt.date(2026, 3, 1), set())
    ('2026-11', '2026-12')
    """
    bare = re.sub(r"\([^)]*\)", "", rhythm)
    named = [number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", bare)]
    if not named or not YEARLY.search(bare) or re.search(r"\d", bare) or named[-1] - named[0] != len(named) - 1:
        return "", ""
    year = after.year + (named[-1] < after.month)
    while year in taken:
        year += 1
    return f"{year}-{named[0]:02}", f"{year}-{named[-1]:02}" if len(named) > 1 else ""
