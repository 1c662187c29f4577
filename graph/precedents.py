"""Who from outside governments reached a target before: by occasion, and by which acts they got there."""

from __future__ import annotations

from collections.abc import Iterator

from .kinds import kinds
from .statement import Statement, gap
from .target import Target
from .things import Evidence, Tie
from .vocabulary import K
from .wording import mark, say, wording

ACTS = (
    "Letter",
    "Targeting",
    "Request",
    "FollowUp",
    "Invitation",
    "Presentation",
    "Speech",
    "Encounter",
    "Consultation",
    "Facilitation",
    "CoOrganising",
    "Organising",
    "Hosting",
    "Participation",
)


def precedents(target: Target) -> Iterator[Statement]:
    """Who from outside governments reached it before, by occasion, the latest first, and by which acts."""
    occasions: dict[tuple[str, str], list[tuple[int, str, Tie]]] = {}
    for room in target.rooms:
        for tie in acts(target, room):
            other = outsider(target, tie, room)
            if other:
                held = session(target, room)
                day = target.begin(held) if target.facts.isa(held, "Event") else ""
                key = (day or tie.since or max(tie.observed, default=""), target.top(other))
                occasions.setdefault(key, []).append((ACTS.index(tie.kind.removeprefix(K)), session(target, room), tie))
    for (day, who), found in sorted(occasions.items(), key=lambda one: (one[0][0], one[0][1]), reverse=True):
        rooms = [room for _, room, _ in found if room != target.id]
        place = f" · {target.label(min(rooms, key=rooms.index))}" if rooms else ""
        yield Statement(f"{target.label(who)}{place}", lead=day, kind="note")
        grouped: dict[tuple[int, str], list[Tie]] = {}
        for rank, _, tie in sorted(found, key=lambda one: (one[0], one[2].id)):
            grouped.setdefault((rank, tie.kind), []).append(tie)
        for (_, kind), ties in grouped.items():
            yield act(target, kind, ties)
        yield from said_of(target, who, [room for _, room, _ in found])
    if not occasions:
        yield gap("sheet_no_precedent")


def acts(target: Target, room: str) -> list[Tie]:
    """What happened in a room, or was directed at it, that may come from outside."""
    if room == target.id:
        names: tuple[str, ...] = ("Letter", "Request", "Invitation", "Presentation", "Encounter", "Consultation", "Targeting")
    else:
        names = ACTS
    return [tie for tie in (*target.into(*names, of=room), *target.out("Invitation", "FollowUp", "Encounter", "Consultation", of=room)) if tie.kind.removeprefix(K) in ACTS]


def outsider(target: Target, tie: Tie, room: str) -> str:
    """Who from outside acts by a tie: its other end, the writer of a text that is directed there, the organiser of an event
    that is followed up. '' if nobody."""
    other = tie.end if tie.start == room else tie.start
    if target.facts.isa(other, "Instrument") or target.facts.isa(other, "Event"):
        before = tie.kind == K + "FollowUp" and tie.start == room and target.facts.isa(other, "Event")
        if not before and not (tie.kind == K + "Targeting" and target.facts.isa(other, "Instrument")):
            return ""
        makers = target.into("Issuance", "Drafting", "CoOrganising", "Organising", of=other)
        return next((maker.start for maker in makers if target.outside(maker.start)), "")
    return other if tie.kind not in (K + "Targeting", K + "FollowUp") and target.outside(other) else ""


def session(target: Target, room: str) -> str:
    """The session that a part, post or group of delegates belongs to."""
    facts, seen = target.facts, {room}
    while (whole := facts.one(room, K + "partOf")) and whole not in seen:
        seen.add(whole)
        room = whole
    if facts.isa(room, "Collective"):
        return next((tie.end for tie in target.out("Participation", of=room)), room)
    return room


def act(target: Target, kind: str, ties: list[Tie]) -> Statement:
    """The ties of one kind on one occasion as a statement."""
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(known for tie in ties for known in tie.evidence))
    if kind in (K + "Targeting", K + "FollowUp"):
        told = dict.fromkeys(tie.start if kind == K + "Targeting" else tie.end for tie in ties)
        hosts = {one: target.into("CoOrganising", "Organising", of=one) for one in told}
        text = "; ".join(target.label(one) + (f" ({', '.join(target.short(tie.start) for tie in hosts[one])})" if hosts[one] else "") for one in told)
        evidence = tuple(dict.fromkeys((*evidence[:1], *(known for one in told for tie in hosts[one] for known in tie.evidence), *evidence[1:])))
        lead = say("sheet_sent") if kind == K + "Targeting" else say("sheet_followed")
    else:
        away = {tie.id: tie.end if target.outside(tie.end) else tie.start for tie in ties}
        text = ", ".join(dict.fromkeys(target.short(other) for other in away.values()))
        lead = wording().get("sheet_act_" + kinds()[kind].word.replace("-", "_"), kinds()[kind].verb)
    shared = tuple(word for word in target.signs(ties[0]) if all(word in target.signs(tie) for tie in ties) and word != mark("stale"))
    return Statement(text, evidence, shared, lead, level=1)


def said_of(target: Target, who: str, rooms: list[str]) -> Iterator[Statement]:
    """What an outsider said of having been invited, in a text that refers to the occasion."""
    facts, word = target.facts, kinds()[K + "Invitation"].verb
    papers = {tie.start for room in rooms for tie in target.into("Reference", of=room)}
    for node in facts.about.get(who, ()):
        if facts.isa(node, "Position") and facts.one(node, K + "saidAt") in papers and word in facts.one(node, K + "value"):
            yield Statement(facts.one(node, K + "value"), facts.evidence(node), lead=say("sheet_its_words"), level=1)
