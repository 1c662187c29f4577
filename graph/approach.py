"""How to get to a target: the routes, when it opens, who else reaches it, what is not known.

Each function gives the statements of one section in their order. A plan stands as a plan; a gap says what to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .analysis.influence import Answer, Question, paths
from .analysis.lenses import lens
from .calendar import concerns, entries, said_of, state
from .calendar import when as days
from .entry import Entry
from .facts import word_facts
from .statement import Statement, gap
from .target import Target
from .telling import conditions, dates, notes, resting, route_title
from .things import Path, Tie
from .vocabulary import K
from .wording import mark, say, wording

AHEAD = 2 * 365
SECTIONS = ("dated", "undated", "expected")
DIRECT = ("Engagement", "Accreditation", "ObserverSeat", "Seat", "Membership", "Partnership", "Support", "Funding", "Advice", "Endorsement", "Training", "Representation")


def routes(target: Target, persons: bool = False) -> Iterator[Statement]:
    """The routes that are there today, then stated aims, then a route that needs a plan; or why there is none."""
    if not target.org:
        yield Statement(say("sheet_add_for"), kind="todo")
        return
    asked = Question((target.org,), (target.id,), replace(target.moment, status="actual"), lens("all"), persons=persons, lang=target.lang)
    today = paths(target.facts, asked)
    planned = paths(target.facts, replace(asked, moment=replace(target.moment, status="all")))
    if not today.routes:
        yield Statement(reason(today), kind="gap", lead=wording()["no_route"])
    for n, path in enumerate(today.routes, 1):
        yield from route(target, path, say("sheet_route", n=n), n == 1)
    for path in planned.aims:
        yield Statement(path.hops[0].sentence.removesuffix(".") + when(path.hops[0].tie), path.hops[0].evidence, signs(path.hops[0].marks), wording()["aims"])
    fresh = [path for path in planned.routes if any(hop.tie.status != "actual" for hop in path.hops)]
    for path in fresh[:1]:
        yield from route(target, path, say("sheet_route_planned"), True)
    yield Statement(f"{conditions(today.question)}. {say('sheet_bands')} {wording()['heuristic']}", kind="note")


def reason(answer: Answer) -> str:
    """Why there is no route, and the smallest change that opens one."""
    dead = say("sheet_dead_end", where=answer.dead_end) if answer.dead_end else ""
    opens = say("sheet_opens", change=answer.relaxation) if answer.relaxation else say("sheet_opens_none")
    return " ".join(filter(None, (dead, opens)))


def route(target: Target, path: Path, name: str, whole: bool) -> Iterator[Statement]:
    """A route: its names and band with the sources of all steps; the steps in words; what the end asks for."""
    band = wording()["band_" + path.band]
    weak = path.hops[path.weakest]
    firsts = tuple(dict.fromkeys(hop.evidence[0] for hop in path.hops))
    if not whole:
        rests = f". {resting(path)}" if resting(path) else ""
        yield Statement(f"{route_title(path)}; {wording()['route_weakest']}: {weak.sentence.removesuffix('.')}{rests}", firsts, signs(weak.marks), f"{name} ({band})", whole=True)
        return
    yield Statement(route_title(path), lead=f"{name} ({band})", kind="note")
    for n, hop in enumerate(path.hops):
        weakest = (wording()["route_weakest"],) if n == path.weakest and len(path.hops) > 1 else ()
        yield Statement(hop.sentence.removesuffix(".") + when(hop.tie), hop.evidence, (*weakest, *signs(hop.marks)), f"{n + 1}.", "fact", 1)
    alike = f"{wording()['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}" if path.alike else ""
    for note in filter(None, (alike, *(note for note in notes(target.facts, path, target.moment.on) if note != resting(path)))):
        yield Statement(note, kind="note", level=1)


def when(tie: Tie) -> str:
    """The dates of a tie in brackets."""
    return f" ({dates(tie)})" if dates(tie) else ""


def signs(marks: Iterable[str]) -> tuple[str, ...]:
    """Marks in words."""
    return tuple(mark(word) for word in marks)


def windows(target: Target, ahead: Sequence[Entry] | None = None) -> Iterator[Statement]:
    """What opens next at it and at those who report to it; what has no date; what only a rhythm lets expect.

    `ahead`: what opens anywhere, for who asks for many targets; None: worked out here."""
    until = target.moment.on + dt.timedelta(days=AHEAD)
    near = sorted(opening(target, opening_anywhere(target) if ahead is None else ahead), key=lambda one: nearness(*one))
    for room, one in near:
        rhythmic = one.section == "expected"
        signed = (say("sheet_not_announced") if rhythmic else state(one), *((mark("recalled"),) if one.recalled else ()))
        note = f"; {one.note.removeprefix('not announced; ')}" if one.note and rhythmic else ""
        rivals = "; ".join(dict.fromkeys(said_of(rival) for rival in one.rivals))
        note += say("sheet_other_dates", dates=rivals) if rivals else ""
        title = one.title.replace(target.label(room), target.short(room))
        yield Statement(title + note, one.evidence, signed, say("sheet_no_day") if not one.begins else days(one))
    if not any(one.section == "dated" for _, one in near):
        yield gap("sheet_no_window", until=until.isoformat())


def opening_anywhere(target: Target) -> tuple[Entry, ...]:
    """The entries ahead of the day of a target, plans among them, wherever they are."""
    on = target.moment.on
    return entries(target.facts, replace(target.moment, status="all"), on, on + dt.timedelta(days=AHEAD), lang=target.lang)


def opening(target: Target, ahead: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """The entries ahead at a thing, at those below it, for a text its stages and who adopts it; each with where it is. What
    goes on already, was carried out, or is a plan or matter of somebody else is left out."""
    facts, on, found = target.facts, target.moment.on, {}
    text = facts.isa(target.id, "Instrument")
    topics = {word_facts().label(topic) for topic in facts.all(target.id, K + "topic")} if text else set()
    rooms = [target.id, *(tie.start for tie in target.into("Adoption"))] if text else [target.id, *(tie.start for _, tie in target.below)]
    if text:
        found = {(one.id, one.number): (target.id, one) for one in ahead if one.id in target.rooms}
    for room in rooms:
        for one in (one for one in ahead if concerns(one, room)):
            going_on = one.kind == "chairmanship" and one.status == "actual" and (one.first is None or one.first < on)
            elsewhere = room != target.id and (one.kind == "own-action" or bool(topics and one.topics and not topics & set(one.topics)))
            if not going_on and not elsewhere:
                found.setdefault((one.id, one.number), (room, one))
    return [(room, one) for room, one in found.values() if one.outcome not in ("date-passed", "realised")]


def nearness(room: str, one: Entry) -> tuple[int, bool, bool, str]:
    """Dated before undated before expected; what never met comes last."""
    return SECTIONS.index(one.section), not one.begins, "no session" in one.note, str(one.first or "")


def others(target: Target) -> Iterator[Statement]:
    """Which other organisations and networks have a direct link to it, facts before plans."""
    known = [t for t in (*target.into(*DIRECT), *target.out("Consultation", "Partnership")) if target.outside(t.start if t.end == target.id else t.end)]
    aims = [t for t in target.into(*DIRECT, status="all") if target.outside(t.start)]
    seen = [t for t in (*known, *aims) if target.org not in (t.start, t.end)]
    for tie in seen:
        yield target.telling(tie)
    if not seen:
        yield gap("sheet_no_others")


def blind(target: Target, parts: Iterable[tuple[str, tuple[Statement, ...]]]) -> Iterator[Statement]:
    """What this sheet does not know: what is not checked, concluded, old, or said by one source only, and where nothing is recorded."""
    listed = list(parts)
    facts = [one for _, found in listed for one in found if one.kind == "fact"]
    counted = {
        "recalled": [one for one in facts if one.evidence and all(known.confidence == "recalled" for known in one.evidence)],
        "inferred": [one for one in facts if one.evidence and all(known.assertion == "inferred" for known in one.evidence)],
        "stale": [one for one in facts if mark("stale") in one.marks],
        "one_source": [one for one in facts if len({known.id for known in one.evidence if known.confidence != "recalled"}) == 1],
    }
    for name, found in counted.items():
        if found:
            where = [heading for heading, statements in listed if any(one in found for one in statements)]
            yield Statement(say("sheet_blind_" + name, n=len(found), where=" · ".join(where)), kind="note")
    empty = [heading for heading, found in listed if any(one.kind == "gap" for one in found)]
    if empty:
        yield Statement(say("sheet_blind_gap", where=" · ".join(empty)), kind="note")
