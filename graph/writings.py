"""What a target has written and said: its texts, or for a text how it was made; and its positions."""

from __future__ import annotations

from collections.abc import Iterator

from .dates import span
from .statement import Statement, gap
from .target import Target
from .telling import dates
from .things import Tie
from .vocabulary import K
from .wording import mark, say, wording

WAITING = ("PolicyWindow", "Event")


def adoption_days(target: Target) -> Iterator[Statement]:
    """When a text was adopted: every date that is stated, the more precise first; dates that cannot both be stand side by side."""
    days = sorted(target.claims("adoptedOn"), key=lambda one: (-len(one[0]), one[0]))
    past = [one for one in days if span(one[0]).first <= target.moment.on]
    apart = len(past) > 1 and any(span(a[0]).last < span(b[0]).first for a in past for b in past)
    for value, evidence, _ in past:
        if evidence:
            yield Statement(value, evidence, (wording()["disputed"],) if apart else (), say("sheet_adopted_on"))
    if days and not past:
        yield Statement(say("sheet_not_adopted_yet", date=target.moment.on), kind="note")


def texts(target: Target) -> Iterator[Statement]:
    """For a body its texts, the latest first, and those under drafting; for a text who made it, its stages and its drafts."""
    if target.facts.isa(target.id, "Instrument"):
        yield from making(target)
        return
    made = target.out("Adoption", "Issuance", "Drafting", "Production", "Endorsement")
    made.sort(key=lambda tie: (dates(tie) or target.facts.one(tie.end, K + "adoptedOn"), tie.id), reverse=True)
    for tie in made:
        yield target.telling(tie, say("sheet_made_" + tie.word), text=target.label(tie.end))
    for tie in target.out("Adoption", "Issuance", "Drafting", "Production", status="all"):
        yield target.telling(tie, say("sheet_under_drafting"), text=target.label(tie.end))
    pledged = [tie for tie in target.out("Responsibility") if target.facts.isa(tie.end, "Pledge")]
    for tie in pledged:
        yield target.telling(tie, say("sheet_pledge"), text=target.label(tie.end))
    if not made and target.facts.isa(target.id, "Body"):
        yield gap("sheet_no_texts")


def making(target: Target) -> Iterator[Statement]:
    """Who drafted a text, the stages of its drafting with their dates, its drafts."""
    facts = target.facts
    if [value for value, *_ in target.claims("adoptedOn") if span(value).first <= target.moment.on]:
        yield Statement(say("sheet_over"), kind="note")
    drafters = target.into("Drafting")
    for tie in drafters:
        yield target.telling(tie, say("sheet_drafted_by"), text=target.label(tie.start))
    if not drafters:
        yield gap("sheet_no_drafter")
    for tie in target.into("Version"):
        yield target.telling(tie, say("sheet_draft"), text=target.label(tie.start))
    stages = [t for t in (*target.into("Targeting"), *target.into("Targeting", status="all")) if any(facts.isa(t.start, name) for name in WAITING)]
    for tie in sorted(stages, key=lambda tie: (not target.begin(tie.start), target.begin(tie.start), tie.id)):
        when = target.begin(tie.start) or say("sheet_no_date")
        yield Statement(f"{target.label(tie.start)}: {when}", tie.evidence, stage_signs(target, tie), say("sheet_stage"))
    for tie in target.into("Implementation"):
        yield target.telling(tie, say("sheet_carried_out"))


def stage_signs(target: Target, tie: Tie) -> tuple[str, ...]:
    """What a reader must know of a stage: whether a later record carries it out, or its day passed without one; whether its dates agree."""
    facts, stage = target.facts, tie.start
    plan, passed, done = mark("planned"), mark("date-passed"), mark("realised")
    signs = [sign for sign in target.signs(tie) if sign not in (passed, done)]
    day = target.begin(stage)
    held = any(other.realised for other in facts.tied(stage) if other.kind in (K + "Sitting", K + "Hosting"))
    if held or tie.realised or facts.realised(stage):
        signs = [done if sign == plan else sign for sign in signs]
    elif plan in signs and day and span(facts.one(stage, K + "ends") or day).last < target.moment.on:
        signs.insert(signs.index(plan) + 1, passed)
    contested = facts.one(stage, K + "certainty") == K + "contested"
    return (*signs, *((say("sheet_contested"),) if contested else ()))


def positions(target: Target) -> Iterator[Statement]:
    """What it, its posts and those who only sit there said, the latest first; then what others said at its sessions."""
    facts = target.facts
    if facts.isa(target.id, "Instrument"):
        return
    said_at = facts.index("said", lambda: facts.pointing(K + "saidAt"))
    own = [node for room in target.rooms for node in facts.about.get(room, ()) if facts.isa(node, "Position")]
    others = [node for room in target.rooms for node in said_at.get(room, ()) if node not in own and not target.outside(facts.one(node, K + "about"))]

    def when(node: str) -> str:
        place = facts.one(node, K + "saidAt")
        return target.begin(place) or facts.one(place, K + "adoptedOn")

    for node in sorted(dict.fromkeys(own), key=lambda node: (when(node), node), reverse=True):
        speaker = facts.one(node, K + "about")
        place = facts.one(node, K + "saidAt")
        day = f" ({when(node)})" if when(node) else ""
        yield Statement(facts.one(node, K + "value") + day, facts.evidence(node), lead="" if speaker == target.id and not place else target.short(speaker))
    for node in sorted(dict.fromkeys(others), key=lambda node: (when(node), node), reverse=True):
        day = f", {when(node)}" if when(node) else ""
        yield Statement(facts.one(node, K + "value"), facts.evidence(node), lead=say("sheet_said_there", who=target.short(facts.one(node, K + "about")), day=day))
    if not own and not others:
        yield gap("sheet_no_position")
