"""Gatekeepers in words and rows: whose door must be passed, the best route through each, and who else must agree.

In: what `gatekeepers` found. Out: lines for people, rows for tables, the words on a map. Scores only where asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts import Facts
from ..tables import Table
from ..telling import adopted, agreement, conditions, glossary, no_route, route_title, steps
from ..things import Path, Tie
from ..validity import marks
from ..vocabulary import K
from ..wording import mark, say, wording
from .building import links
from .gatekeepers import Gate, Gatekeepers
from .influence import Question, named
from .proofs import evidence, links_told, weakest

STORIES = 12


def ends(facts: Facts, found: Gatekeepers) -> dict[str, str]:
    """The names of both ends."""
    question = found.question
    return {"start": named(facts, question.starts, question.lang), "end": named(facts, question.ends, question.lang)}


def headline(facts: Facts, found: Gatekeepers) -> str:
    """What was found, in a sentence."""
    key = "gate_none" if found.answer else "gate_direct" if found.direct else "gate_each" if found.size == 1 else "gate_sets"
    return say(key, n=found.size, **ends(facts, found))


def remark(facts: Facts, found: Gatekeepers) -> str:
    """What somebody who reads rows must be told where there are none; '' where there are some."""
    return no_route(found.answer) if found.answer else headline(facts, found) if found.direct else ""


def drawn(facts: Facts, found: Gatekeepers) -> tuple[str, str, tuple[Path, ...], dict[str, str]]:
    """What a map of it shows: title, answer, routes as stories, the words on the gatekeepers."""
    stories = (*found.routes, *(found.answer.aims if found.answer else ()))
    marked = {gate.thing.id: say("gate_mark" if found.size == 1 else "gate_mark_one") for gates in found.sets for gate in gates}
    sets = "; ".join(" + ".join(gate.thing.short for gate in gates) for gates in found.sets)
    agreeing = dict.fromkeys(path.hops[-1].end.short for path in found.routes if agreement(facts, path.hops[-1].end.id))
    answer = " ".join([headline(facts, found) + (f" {sets}." if sets else ""), *([say("reach_consensus", names=", ".join(agreeing))] if agreeing else [])])
    return say("gate_title", **ends(facts, found)), answer, stories[:STORIES], marked


def position(facts: Facts, found: Gatekeepers, number: int) -> str:
    """Which end the set of this number, from 0, is nearest to, in words; '' for neither, and for an only one."""
    if len(found.sets) == 1 or 0 < number < len(found.sets) - 1:
        return ""
    return say("gate_nearest", name=ends(facts, found)["end" if number else "start"])


def table(facts: Facts, found: Gatekeepers) -> Table:
    """A row per gatekeeper and set; none where a direct link exists or no route."""
    columns = ("set", "size", "on_every_route", "position", "name", "kind", "steps", "band", "via", "weakest", "evidence", "all_sets", "score", "id")
    rows = []
    for n, gates in enumerate(found.sets):
        for gate in gates:
            about = {"set": n + 1, "size": found.size, "on_every_route": found.size == 1, "position": position(facts, found, n), "all_sets": found.complete}
            about |= {"name": gate.thing.label, "kind": gate.thing.kind, "id": gate.thing.id}
            if path := gate.route:
                about |= {"steps": len(path.hops), "band": path.band, "via": route_title(path), "weakest": weakest(path), "evidence": evidence(path), "score": path.score}
            rows.append(about)
    return Table(columns, tuple(rows))


def told(facts: Facts, found: Gatekeepers, scores: bool = False) -> Iterator[str]:
    """The lines for people: the sets, the best route through each thing, the links that carry them; what the reader must know."""
    yield from (headline(facts, found), "")
    yield from in_order(facts, found, scores) if found.size == 1 else in_sets(facts, found, scores)
    if any(gate.thing.kind == "event" for gates in found.sets for gate in gates):
        yield from (say("gate_event"), "")
    if found.routes:
        yield from (say("reach_links"), *links_told(found.routes), "")
    for path in {path.hops[-1].end.id: path for path in found.routes}.values():
        yield from filter(None, (adopted(facts, path, found.question.moment.on),))
        yield from members_told(facts, found.question, path)
    if found.answer and found.answer.aims:
        yield from (wording()["aims"] + ":", *(line for path in found.answer.aims for line in steps(path)), "")
    yield from glossary(found.routes)
    if found.sets:
        yield say("gate_all_lengths")
    yield from (conditions(found.question), wording()["heuristic"])


def in_order(facts: Facts, found: Gatekeepers, scores: bool) -> Iterator[str]:
    """Those on every route, one after the other, then the best route, which passes them all."""
    for n, (gate,) in enumerate(found.sets):
        near = position(facts, found, n)
        yield f"  {n + 1}. {described(gate)}" + (f" ({near})" if near else "")
    yield from ("", *(through(path, scores) for path in found.routes), "")


def in_sets(facts: Facts, found: Gatekeepers, scores: bool) -> Iterator[str]:
    """Set by set, each thing with its best route the first time that it comes."""
    shown: set[str] = set()
    for n, gates in enumerate(found.sets):
        near = position(facts, found, n)
        yield f"{n + 1}. {' + '.join(gate.thing.short for gate in gates)}" + (f" ({near})" if near else "")
        for gate in gates:
            if gate.thing.id not in shown:
                shown.add(gate.thing.id)
                yield f"  {described(gate)}: " + (through(gate.route, scores) if gate.route else say("gate_beyond", n=found.question.hops))
    if not found.complete:
        yield say("gate_more", n=found.size)
    if found.sets:
        yield ""


def described(gate: Gate) -> str:
    """A gatekeeper and what it is."""
    return f"{gate.thing.short}, {gate.thing.kind.replace('-', ' ')}" if gate.thing.kind else gate.thing.short


def through(path: Path, scores: bool) -> str:
    """A route in a line."""
    number = f", {say('reach_score')} {path.score:.6f}" if scores else ""
    return say("gate_route", band=wording()["band_" + path.band] + number, route=route_title(path))


def members_told(facts: Facts, question: Question, path: Path) -> Iterator[str]:
    """Where the end decides by consensus: that one route is not enough, and who sits there on the day, plans and doubts marked."""
    if not agreement(facts, path.hops[-1].end.id):
        return
    body = path.hops[-1].end
    counted = replace(question.moment, status="all")
    seats = [tie for tie in links(facts, counted) if tie.kind == K + "Seat" and tie.end == body.id and not facts.isa(tie.start, "Person")]
    actual = [tie for tie in seats if tie.status == "actual"]
    yield say("gate_members" if actual else "gate_members_unknown", body=body.short, day=question.moment.on, members=places(facts, question, actual))
    if len(actual) < len(seats):
        yield say("gate_members_open", members=places(facts, question, [tie for tie in seats if tie.status != "actual"]))
    doubtful = sum(1 for tie in actual if {"recalled", "inferred"} & set(marks(tie, question.moment)))
    if doubtful:
        yield say("gate_members_doubt", n=doubtful, of=len(actual), body=body.short)
    yield ""


def places(facts: Facts, question: Question, seats: list[Tie]) -> str:
    """Who holds some seats, state first (ministries have it at the end of their name), sorted; a plan with its mark."""
    found = []
    for tie in seats:
        name, _, state = facts.label(tie.start, question.lang).removesuffix(")").rpartition(" (")
        found.append((f"{state}: {name}" if name else state) + ("" if tie.status == "actual" else f" [{mark(tie.status)}]"))
    return "; ".join(sorted(found))
