"""The portrait of a target: what it is, who sits there, whom it reports to, how it decides.

Each function gives the statements of one section in their order; () where a section cannot apply. Where nothing is known, a gap
with what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .dates import span
from .statement import Statement, gap, spoken
from .target import Target
from .telling import dates
from .things import Tie
from .validity import holds
from .vocabulary import K
from .wording import mark, say
from .writings import adoption_days


def head(target: Target) -> Iterator[Statement]:
    """What it is for, since when, and its other names."""
    facts = target.facts
    for value, evidence, _ in target.claims("mandate"):
        yield Statement(value, evidence, lead=say("sheet_mandate"))
    for value, evidence, _ in target.claims("begins"):
        if facts.isa(target.id, "Body") and evidence:
            yield Statement(value, evidence, lead=say("sheet_since"))
    if facts.isa(target.id, "Instrument"):
        yield from adoption_days(target)
        for tie in target.into("Adoption"):
            yield target.telling(tie, say("sheet_adopted_by"), text=target.label(tie.start))
        if not target.into("Adoption"):
            yield gap("sheet_no_adopter")
        kind = facts.one(target.id, K + "documentKind")
        if facts.one(target.id, K + "binding") == "false":
            yield Statement(say("sheet_not_binding", kind=spoken(kind)), kind="note")
    elif not target.claims("mandate") and facts.isa(target.id, "Body"):
        yield gap("sheet_no_mandate")


def seats(target: Target) -> Iterator[Statement]:
    """Who chairs, hosts and leads; who sits there, and which posts and persons are known."""
    facts = target.facts
    if facts.isa(target.id, "Actor"):
        for tie in target.out("Chairing", "Seat", "ObserverSeat", "Coordination"):
            yield target.telling(tie)
    if not facts.isa(target.id, "Body") and not target.into("Seat", "PostPlacement", "Coordination", "Chairing"):
        return
    chairs = target.into("Chairing")
    for tie in chairs:
        yield target.telling(tie, say("sheet_vice_chair" if tie.role == "vice-chair" else "sheet_chair"), text=target.label(tie.start))
        yield from concluded(target, tie)
    if facts.isa(target.id, "Body"):
        if not chairs:
            yield gap("sheet_no_chair")
        yield from next_chairs(target)
        if target.above:
            yield Statement(say("sheet_own_chair"), kind="note")
        yield from hosts(target)
    for tie in target.into("Coordination"):
        yield target.telling(tie, say("sheet_leads"), text=target.label(tie.start))
    posts = list(posts_of(target))
    yield from posts
    held = [tie for tie in target.into("Seat", "ObserverSeat") if not facts.isa(tie.start, "Person")]
    yield from seated(target, [*held, *target.into("Seat", status="all")])
    if facts.isa(target.id, "Body"):
        if not held:
            yield gap("sheet_no_seats")
        for _, evidence, note in target.claims("mandate"):
            if note:
                yield Statement(note, evidence)
        if not any(" · " in post.text for post in posts):
            yield gap("sheet_no_person")


def seated(target: Target, ties: list[Tie]) -> Iterator[Statement]:
    """The seats in the order of their states; a reason that many conclusions share is said once."""
    found = []
    for tie in ties:
        name, _, state = target.label(tie.start).removesuffix(")").rpartition(" (")
        told = target.telling(tie, state or say("sheet_seat"), text=(name or state) + (f", {tie.role.replace('-', ' ')}" if tie.role else ""))
        word = "sheet_observer" if tie.kind == K + "ObserverSeat" else "sheet_seat_open" if tie.status != "actual" else ""
        found.append(replace(told, marks=(*((say(word),) if word else ()), *told.marks)) if word else told)
    reasons = [sign for one in found for sign in one.marks if sign.startswith(mark("inferred") + ": ")]
    shared = max(sorted(set(reasons)), key=reasons.count, default="")
    if reasons.count(shared) > 2:
        yield Statement(say("sheet_concluded", n=reasons.count(shared), why=shared.partition(": ")[2]), kind="note")
        found = [replace(one, marks=tuple(mark("inferred") if sign == shared else sign for sign in one.marks)) for one in found]
    yield from sorted(found, key=lambda one: (one.lead == say("sheet_seat"), one.lead, one.text))


def concluded(target: Target, chair: Tie) -> Iterator[Statement]:
    """What an analyst concludes about the term of a chair whom a source names."""
    others = [t for t in target.ties.get(target.id, ()) if (t.start, t.kind, t.end, t.status) == (chair.start, chair.kind, chair.end, "actual")]
    for tie in others:
        if tie.id != chair.id and (tie.since or tie.until) and dates(tie) != dates(chair) and all(known.assertion == "inferred" for known in tie.evidence):
            yield Statement(say("sheet_term", when=dates(tie)), tie.evidence, target.signs(tie), level=1)


def next_chairs(target: Target) -> Iterator[Statement]:
    """Who is to chair next: planned and not passed, or known to begin later."""
    coming = []
    for tie in target.facts.tied(target.id):
        if tie.kind == K + "Chairing" and tie.end == target.id and tie.rank != "deprecated":
            day = tie.until or tie.since
            ahead = day and span(day).last >= target.moment.on and tie.since and span(tie.since).last >= target.moment.on
            if (tie.status != "actual" and (ahead or not day)) or (tie.status == "actual" and ahead and holds(tie, target.moment.on) is False):
                coming.append(tie)
    for tie in coming:
        yield target.telling(tie, say("sheet_next_chair"), text=target.label(tie.start))
    if not coming:
        yield gap("sheet_no_next_chair")


def hosts(target: Target) -> Iterator[Statement]:
    """The last session that is recorded, and who hosted it."""
    for day, session in target.sessions[:1]:
        received = target.into("Hosting", of=session.start)
        name = target.label(session.start)
        told = f"{', '.join(target.label(tie.start) for tie in received)} ({name})" if received else name
        evidence = tuple(dict.fromkeys((*session.evidence, *(known for tie in received for known in tie.evidence))))
        yield Statement(told + ("" if day[:4] in told else f": {day}"), evidence, target.signs(session), say("sheet_last_host" if received else "sheet_last_session"))


def posts_of(target: Target) -> Iterator[Statement]:
    """The posts in it that stand on the day, with the persons who hold them and may be shown."""
    for tie in target.into("PostPlacement"):
        holders = target.into("PostHolding", of=tie.start)
        if not holders:
            yield target.telling(tie, say("sheet_post"), text=target.label(tie.start))
        for held in holders:
            yield target.telling(held, say("sheet_post"), text=f"{target.label(tie.start)} · {target.label(held.start)}")


def reporting(target: Target) -> Iterator[Statement]:
    """Whom it reports to, up to the top; who reports to it; its secretariat."""
    facts = target.facts
    if not (facts.isa(target.id, "Body") or target.above or target.below or target.out("Subunit")):
        return
    for n, tie in enumerate(target.above):
        yield target.telling(tie, say("sheet_up") if not n else "", 0 if not n else 1)
    for tie in target.out("Subunit"):
        yield target.telling(tie, say("sheet_up"))
    if not target.above and not target.out("Subunit"):
        yield gap("sheet_no_above")
    for n, (depth, tie) in enumerate(target.below):
        yield target.telling(tie, say("sheet_down") if not n else "", 0 if not n else depth)
    if not target.below and facts.isa(target.id, "Body"):
        yield gap("sheet_no_below")
    served = target.into("SecretariatService")
    for tie in served:
        yield target.telling(tie, say("sheet_secretariat"), text=target.label(tie.start))
    if not served and facts.isa(target.id, "Body"):
        yield gap("sheet_no_secretariat")


def deciding(target: Target) -> Iterator[Statement]:
    """How it decides and when it meets."""
    if not target.facts.isa(target.id, "Body"):
        return
    rules = target.claims("decisionRule")
    for value, evidence, _ in rules:
        yield Statement(spoken(value), evidence, lead=say("sheet_rule"))
    if any(value in (K + "consensus", K + "consensusInPractice") for value, *_ in rules):
        yield Statement(say("sheet_then_all"), kind="note")
    if not rules:
        yield gap("sheet_no_rule")
    rhythm = [*target.claims("meets"), *target.claims("rhythm")]
    for value, evidence, _ in rhythm:
        yield Statement(value, evidence, lead=say("sheet_meets"))
    if not rhythm:
        yield gap("sheet_no_rhythm")
    if target.sessions:
        day, session = target.sessions[0]
        name = target.label(session.start)
        yield Statement(name if day == name[-4:] else f"{name}: {day}", session.evidence, target.signs(session), say("sheet_last_session"))
    else:
        yield gap("sheet_no_session")
