"""The new links that would help, as advice: what each takes, what it would open, and how that is known.

A scenario → a `Supposition`. Nothing imagined is told as a fact: every made-up step begins with the word and carries the mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..doors import DoorCard
from ..facts import Facts
from ..kinds import kinds
from ..tables import Table
from ..telling import SOURCES, notes, proof, route_title, steps
from ..wording import mark, say
from .candidates import Candidate
from .influence import Question, named
from .scenario import Prospect, Scenario
from .supposition import OUTCOME, Supposition, effect, ending, numbers, outcome, present, sentence, titled

SEVERAL = 5
OFFER = ("change", "from", "link", "to", "door", "meets", "conditions", "sources", "on_record")


def of_scenario(facts: Facts, found: Scenario, scores: bool = False) -> Supposition:
    """The new ties that would help."""
    question = found.question
    side, target = (named(facts, ends, question.lang) for ends in (question.starts, question.ends))
    nothing = "" if found.prospects else say("whatif_nothing" if found.tried else "whatif_not_ours", tried=found.tried, side=side, target=target)
    rows = tuple(prospect_row(facts, found, prospect) for prospect in found.prospects)
    lines = [*present(found.before, scores), ""]
    for n, prospect in enumerate(found.prospects, 1):
        lines += [*prospect_lines(facts, n, found, prospect, scores), ""]
    routes = tuple(prospect.route for prospect in found.prospects)
    lines += [
        *sides(facts, found),
        *barred(facts, found),
        say("whatif_of_target", target=named(facts, question.ends[:1], question.lang), first=named(facts, question.starts[:1], question.lang)),
        say("whatif_assumed"),
    ]
    lines += ending(question, (*([found.before] if found.before else []), *routes))
    told = [f"{row['change']} {say('whatif_effect', effect=row['effect'])}" for row in rows[:1]]
    answer = " ".join([*told, say("whatif_page"), say("whatif_assumed")]) if told else nothing
    marked = {one.candidate.other: say("whatif_mark", n=n) for n, one in enumerate(found.prospects, 1)}
    return Supposition(question, titled(facts, question), answer, Table((*OFFER, *OUTCOME, "alike", "also"), rows), tuple(lines), routes, tuple(marked.items()), nothing)


def prospect_row(facts: Facts, found: Scenario, prospect: Prospect) -> dict[str, object]:
    """A prospect as a row."""
    one, question = prospect.candidate, found.question
    return {
        "change": prospect_sentence(facts, question, one),
        "from": facts.label(one.maker, question.lang),
        "link": kinds()[one.kind].verb,
        "to": facts.label(one.other, question.lang),
        "door": "; ".join(door.name for door in one.doors) or None,
        "meets": "; ".join(door.verdict for door in one.doors) or None,
        "conditions": " | ".join("; ".join(f"{heading}: {text}" for heading, text in door.asks) for door in one.doors) or consent(facts, question, one),
        "sources": "; ".join(dict.fromkeys(proof(known) for door in one.doors for known in door.evidence)) or None,
        "on_record": one.noted or None,
        **outcome(found.before, prospect.route),
        "alike": "; ".join(prospect.route.alike) or None,
        "also": "; ".join(prospect_sentence(facts, question, other) for other in prospect.also) or None,
    }


def prospect_lines(facts: Facts, n: int, found: Scenario, prospect: Prospect, scores: bool) -> Iterator[str]:
    """A prospect for people: the change and its effect, what it takes, the route step by step, who else would do."""
    one, route, question = prospect.candidate, prospect.route, found.question
    yield say("whatif_heading", n=n, sentence=prospect_sentence(facts, question, one), effect=effect(found.before, route)) + numbers(found.before, route, scores)
    for door in one.doors:
        yield from door_lines(facts, question, one, door)
    if not one.doors:
        yield f"     {consent(facts, question, one)}"
    if one.noted:
        yield f"     {say('whatif_noted', status=mark(one.noted))}"
    yield f"     {say('whatif_route', band=say('band_' + route.band), route=route_title(route))}"
    for line in (*steps(route), *(f"  {note}" for note in notes(facts, route, question.moment.on))):
        yield f"     {line}"
    if route.alike:
        yield f"     {say('whatif_alike', n=len(route.alike), names=', '.join(route.alike))}"
    if prospect.also:
        named_also = [sentence(facts, question, other.kind, other.maker, other.other).removesuffix(".") for other in prospect.also]
        more = say("whatif_more", n=len(named_also) - SEVERAL) if len(named_also) > SEVERAL else ""
        yield f"     {say('whatif_also', kinds='; '.join(named_also[:SEVERAL]) + more)}"


def door_lines(facts: Facts, question: Question, one: Candidate, door: DoorCard) -> Iterator[str]:
    """A door: whether somebody meets what it asks, all that it asks, its sources."""
    verdict = say("whatif_door_" + door.verdict, org=facts.thing(one.maker, question.lang).short, why=door.why.removesuffix("."))
    yield f"     {say('whatif_door', name=door.name, verdict=verdict)}"
    for heading, text in door.asks:
        if not door.why.endswith(text):
            yield f"       {heading}: {text}"
    if door.note:
        yield f"       {say('whatif_door_note', note=door.note)}"
    for known in door.evidence[:SOURCES]:
        yield f"       {proof(known)}"


def prospect_sentence(facts: Facts, question: Question, one: Candidate) -> str:
    """A candidate as an imagined sentence."""
    return say("whatif_imagined", sentence=sentence(facts, question, one.kind, one.maker, one.other))


def consent(facts: Facts, question: Question, one: Candidate) -> str:
    """Whose consent a candidate takes."""
    return say("whatif_consent", name=facts.thing(one.other, question.lang).short)


def sides(facts: Facts, found: Scenario) -> Iterator[str]:
    """Who is our side, and what makes the allies."""
    question = found.question
    yield say("whatif_side", side=named(facts, question.starts, question.lang))
    reasons: dict[str, list[str]] = {}
    for ally in found.side:
        for reason in dict.fromkeys(f"{kinds()[tie.kind].verb} {other_end(facts, question, ally.id, tie.start, tie.end)}" for tie in ally.ties):
            reasons.setdefault(reason, []).append(ally.id)
    if reasons:
        yield say("whatif_side_allies", allies="; ".join(f"{named(facts, allies, question.lang)} ({reason})" for reason, allies in reasons.items()))


def barred(facts: Facts, found: Scenario) -> Iterator[str]:
    """What would help but is not for our side to make."""
    if found.barred:
        doors = [f"{facts.thing(one.other, found.question.lang).short} ({'; '.join(door.name for door in one.doors)})" for one in found.barred]
        more = say("whatif_more", n=len(doors) - SEVERAL) if len(doors) > SEVERAL else ""
        yield say("whatif_barred", doors=", ".join(doors[:SEVERAL]) + more)


def other_end(facts: Facts, question: Question, ally: str, start: str, end: str) -> str:
    """The end of a tie that is not the ally."""
    return facts.thing(end if start == ally else start, question.lang).short
