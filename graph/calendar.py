"""What opens when: entries in time order, then those without a date, then what only a rhythm lets expect.

Facts, a moment and what somebody looks for go in; `Entry` after `Entry` comes out. What has no date passes every period: that
nobody knows when is no reason to forget it. A contested date lies in a period if one of its dates does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from .agenda import gathered
from .dates import span
from .entry import Entry, Rival
from .errors import BadDate
from .facts import Facts, word_facts
from .lookup import fold, nearest, resolve
from .rhythm import expected
from .tables import Table
from .telling import proof
from .validity import Moment
from .vocabulary import K
from .wording import mark, wording

COLUMNS = ("begins", "ends", "precision", "what", "kind", "status", "certainty", "who", "place", "other_dates", "assertion", "confidence", "source", "where", "note")
SECTIONS = {"dated": "In time order", "undated": "No date fixed", "expected": "Expected by rhythm, not announced"}


def entries(
    facts: Facts,
    moment: Moment,
    since: dt.date | None = None,
    until: dt.date | None = None,
    topic: str = "",
    body: str = "",
    lang: str = "en",
) -> tuple[Entry, ...]:
    """The entries of a period (each bound may lack) on a topic (words) at a body or of an actor (a name), in the order of their sections.

    `BadDate` if the period ends before it begins; `UnknownName` or `AmbiguousName` for the body.
    """
    if since and until and until < since:
        raise BadDate(f"The period ends ({until}) before it begins ({since}).", "Write --from with the earlier day and --until with the later one.")
    room = resolve(facts, body) if body else ""
    found = [one for one in gathered(facts, moment, lang) if deals_with(one, topic) and concerns(one, room) and heard(one, moment.on)]
    rooms = {thing.id for one in found for thing in (*one.bodies, *one.hosts)} if topic else set()
    found += [one for one in expected(facts, moment, since, lang) if concerns(one, room) and (deals_with(one, topic) or one.id in rooms)]
    return tuple(sorted((one for one in found if in_period(one, since, until, moment.on)), key=order))


def order(one: Entry) -> tuple[int, bool, dt.date, dt.date, str, str, int]:
    """By section; in a section by time, what has none last."""
    far = dt.date.max
    return list(SECTIONS).index(one.section), one.first is None, one.first or far, one.last or far, one.title, one.id, one.number


def in_period(one: Entry, since: dt.date | None, until: dt.date | None, on: dt.date) -> bool:
    """Whether one of the dates of an entry touches a period. What has no date does, unless it happened before a day after which the period begins."""
    spans = [(one.first, one.last), *(rival.days for rival in one.rivals if rival.days)]
    known = [(first, last) for first, last in spans if first and last]
    if not known:
        return not (one.status == "actual" and one.kind != "chairmanship" and since is not None and since >= on)
    return any((since is None or last >= since) and (until is None or first <= until) for first, last in known)


def heard(one: Entry, on: dt.date) -> bool:
    """Whether something without a date can have been said by a day: not if every source of it is dated and came later."""
    issued = [span(known.issued).first if known.issued else dt.date.min for known in one.evidence]
    return one.first is not None or not issued or min(issued) <= on


def deals_with(one: Entry, topic: str) -> bool:
    """Whether the words of a topic stand together, or all of them, in a topic, the title or another name of an entry."""
    wanted = fold(topic) if topic.strip() else ""
    texts = (fold(text) for text in (*one.topics, one.title, *one.also))
    return not wanted or any(wanted in text or set(wanted.split()) <= set(text.split()) for text in texts)


def concerns(one: Entry, room: str) -> bool:
    """Whether a body or actor holds, hosts, owns or is dealt with in an entry."""
    return not room or room in {one.id, *(thing.id for thing in (*one.bodies, *one.hosts))}


def bounds(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The period that somebody typed: from the first day of one date to the last day of the other. `BadDate` for what is none."""
    return (span(since).first if since else None), (span(until).last if until else None)


def next_door(facts: Facts, moment: Moment, until: dt.date | None, topic: str = "", body: str = "", lang: str = "en") -> Entry | None:
    """The first entry that begins after a period, if the period has an end."""
    later = entries(facts, moment, until + dt.timedelta(1), None, topic, body, lang) if until else ()
    return next((one for one in later if until and one.first and one.first > until and one.section != "expected"), None)


def remarks(facts: Facts, found: Sequence[Entry], moment: Moment, until: dt.date | None = None, topic: str = "", body: str = "", lang: str = "en") -> Iterator[str]:
    """What a reader must know beside the entries: what lies after the period, and topics that there are if there is nothing."""
    count = {name: sum(one.section == name for one in found) for name in SECTIONS}
    yield f"{count['dated']} entries with a date, {count['undated']} without one, {count['expected']} expected by rhythm and not announced."
    if door := next_door(facts, moment, until, topic, body, lang):
        yield f"Next after {until}: {when(door)}: {door.title} ({state(door)})."
    if topic and not found:
        known = {word_facts().label(code) for one in facts.terms for code in facts.all(one, K + "topic")}
        yield f"Nothing with a time deals with '{topic}'. Topics like it: {' · '.join(nearest(topic, known))}."


def conditions(moment: Moment, since: str | None, until: str | None, topic: str, body: str, audience: str, withheld: int) -> str:
    """Under what a calendar holds, in one line."""
    period = wording()["link_period"].format(since=since or "the first record", until=until or "the last") if since or until else "any time"
    asked = [f"topic: {topic}" if topic.strip() else "", f"body: {body}" if body else ""]
    left = f"{withheld} things and statements withheld" if withheld else "nothing withheld"
    return " · ".join(filter(None, (wording()["shown_on"].format(on=moment.on), period, *asked, wording()["shown_profile"].format(profile=audience), left)))


def state(one: Entry) -> str:
    """The status in words: a plan whose day has passed says so, a plan that was carried out too."""
    said = {"date-passed": mark("date-passed"), "realised": "carried out"}.get(one.outcome, "")
    if not said or one.status == "planned":
        return said or one.status.replace("-", " ")
    return f"{one.status}: {said}"


def when(one: Entry) -> str:
    """The dates as stated, in words; what is not known is said."""
    if not one.begins and not one.ends:
        return "date not stated"
    if not one.ends or one.ends == one.begins:
        due = "due " if one.kind == "own-action" else ""
        return f"{due}{one.begins}"
    form = "link_period" if one.begins else "link_until"
    return wording()[form].format(since=one.begins, until=one.ends)


def said_of(rival: Rival) -> str:
    """Another date with how it stands: whether it contradicts, and whether nobody has checked it."""
    signs = ["contradicts"] if rival.contradicts else []
    if rival.evidence and all(known.confidence == "recalled" for known in rival.evidence):
        signs.append(mark("recalled"))
    return rival.text + (f" ({', '.join(signs)})" if signs else "")


def row(one: Entry) -> dict[str, Any]:
    """An entry as a row of `COLUMNS`: no source is named for what nobody has checked."""
    best = one.evidence[0] if one.evidence else None
    notes = [f"stage: {one.stage}" if one.stage else "", f"due {one.ends}" if one.kind == "own-action" and one.ends else "", one.note]
    return {
        "begins": one.begins or None,
        "ends": one.ends or None,
        "precision": one.precision,
        "what": one.title,
        "kind": one.kind,
        "status": state(one),
        "certainty": one.certainty,
        "who": one.who or None,
        "place": one.place or None,
        "other_dates": "; ".join(dict.fromkeys(map(said_of, one.rivals))) or None,
        "assertion": best.assertion if best else None,
        "confidence": best.confidence if best else None,
        "source": best.title if best and best.confidence != "recalled" else None,
        "where": (best.locator or None if best.confidence != "recalled" else f"check at {best.check_at}") if best else None,
        "note": "; ".join(filter(None, notes)) or None,
    }


def table(found: Sequence[Entry]) -> Table:
    """The entries as rows."""
    return Table(COLUMNS, tuple(row(one) for one in found))


def told(found: Sequence[Entry]) -> Iterator[str]:
    """The entries as lines for people, section by section."""
    for name, heading in SECTIONS.items():
        here = [one for one in found if one.section == name]
        yield f"{heading}: {len(here)}"
        for one in here:
            yield from lines(one)
        yield ""


def lines(one: Entry) -> Iterator[str]:
    """An entry: when, what, how firm; then who, other dates, what else is known, and the proof."""
    shown = row(one)
    marked = f"; {mark('recalled')}" if one.recalled else ""
    yield f"  {when(one)} · {one.title}  [{one.kind.replace('-', ' ')}; {shown['status']}{marked}]"
    about = " · ".join(filter(None, (one.who, one.place)))
    for text in (about, f"other dates: {shown['other_dates']}" if one.rivals else "", shown["note"] or ""):
        yield from [f"      {text}"] if text else []
    yield from (f"      {proof(known)}" for known in one.evidence[:1])
