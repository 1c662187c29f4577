"""What has a time in the facts, thing by thing: windows, events, sessions, chairmanships, own actions and adopted texts.

Facts in, `Entry` after `Entry` out, in no order. A plan stays a plan; two dates for one thing both stand; what was withdrawn
is left out. Sessions that only their tie to the body dates have that date.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .dating import against, claims, entry, stated, wholes
from .entry import Entry, Rival
from .facts import Facts
from .kinds import kinds
from .things import Tie
from .validity import Moment
from .vocabulary import K

HOSTED = tuple(K + name for name in ("Hosting", "Organising", "CoOrganising", "Responsibility"))
MADE = {K + "Adoption": "Adopted", K + "Issuance": "Issued", K + "Production": "Made"}
AIMED = tuple(K + name for name in ("Targeting", "Concern", "Reviewing"))


def gathered(facts: Facts, moment: Moment, lang: str = "en") -> Iterator[Entry]:
    """Every entry that the facts give, expected ones apart."""
    for thing in sorted({*facts.subjects("Event"), *facts.subjects("PolicyWindow")}):
        yield occasion(facts, thing, moment, lang)
    for thing in facts.subjects("OwnAction"):
        yield from actions(facts, thing, moment, lang)
    for thing in facts.subjects("Instrument"):
        yield from adoption(facts, thing, moment, lang)
    yield from chairs(facts, moment, lang)


def occasion(facts: Facts, thing: str, moment: Moment, lang: str) -> Entry:
    """A policy window, a session of a body or another event."""
    ties = stated(facts, thing)
    sittings = [tie for tie in ties if tie.kind == K + "Sitting" and tie.start == thing]
    hostings = [tie for tie in ties if tie.kind in HOSTED and tie.end == thing]
    aims = [tie for tie in ties if tie.kind in AIMED and tie.start == thing and facts.isa(tie.end, "Body")]
    dating = [tie for tie in (*sittings, *hostings) if tie.since and tie.kind in (K + "Sitting", K + "Hosting")]
    begins = facts.one(thing, K + "begins") or min((tie.since for tie in dating), default="")
    kind = "window" if facts.isa(thing, "PolicyWindow") else "session" if sittings else "event"
    make = partial(entry, facts, thing, kind, moment, lang, begins=begins, ends=facts.one(thing, K + "ends"))
    held_in = [tie for whole in wholes(facts, thing) for tie in stated(facts, whole) if tie.kind == K + "Sitting" and tie.start == whole]
    bodies = {tie.end for tie in (*sittings, *aims, *held_in)}
    towns = facts.all(thing, K + "place") or sorted(facts.label(tie.end, lang) for tie in ties if tie.kind == K + "Location" and tie.start == thing)
    plans = (*sittings, *(tie for tie in hostings if tie.kind == K + "Hosting"))
    return make(bodies=bodies, hosts={tie.start for tie in hostings}, place=" · ".join(towns), proofs=(*sittings, *hostings), plans=plans)


def actions(facts: Facts, thing: str, moment: Moment, lang: str) -> Iterator[Entry]:
    """An own action, once for each day by which it is due."""
    owners = [tie for tie in stated(facts, thing) if tie.kind == K + "Responsibility" and tie.end == thing]
    bodies = {tie.end for tie in stated(facts, thing) if tie.kind in AIMED and tie.start == thing and facts.isa(tie.end, "Body")}
    dues = facts.all(thing, K + "due") or [""]
    for number, due in enumerate(dues, 1):
        said_too = f"due on {len(dues)} dates: {', '.join(dues)}" if len(dues) > 1 else ""
        begins = facts.one(thing, K + "begins") if len(dues) == 1 else ""
        make = partial(entry, facts, thing, "own-action", moment, lang, begins=begins or due, ends=due)
        yield make(bodies=bodies, hosts={tie.start for tie in owners}, proofs=owners, own=dues, note=said_too, number=number)


def adoption(facts: Facts, thing: str, moment: Moment, lang: str) -> Iterator[Entry]:
    """The adoption of a text, or its issue, if somebody says when it was, or that it was."""
    ties = [tie for tie in stated(facts, thing) if tie.kind in MADE and tie.end == thing and tie.status == "actual"]
    done = min((tie.kind for tie in ties), key=list(MADE).index, default=K + "Adoption")
    ties = [tie for tie in ties if tie.kind == done]
    claimed = [facts.one(record, K + "value") for record in claims(facts, thing) if facts.one(record, K + "property") == K + "adoptedOn"]
    said_on = facts.all(thing, K + "adoptedOn") or sorted(tie.since for tie in ties if tie.since and done == K + "Adoption")
    dated = said_on[:1] or sorted(text for text in claimed if Rival(text, False).days)[:1]
    if dated or (ties and done == K + "Adoption"):
        make = partial(entry, facts, thing, "adoption", moment, lang, begins=dated[0] if dated else "", ends="")
        yield make(bodies={tie.start for tie in ties}, proofs=ties, status="actual", title=f"{MADE[done]}: {facts.label(thing, lang)}")


def chairs(facts: Facts, moment: Moment, lang: str) -> Iterator[Entry]:
    """Chairmanships; records that say the same of the same time are one."""
    alike: dict[tuple[str, ...], list[Tie]] = {}
    for node in facts.subjects("Chairing"):
        tie = facts.tie(node)
        if not facts.one(node, K + "retracted"):
            alike.setdefault((tie.start, tie.end, tie.since, tie.until, tie.status), []).append(tie)
    for ties in alike.values():
        tie = ties[0]
        title = kinds()[tie.kind].say(facts.label(tie.start, lang), facts.short(tie.end, lang), "actual" if tie.status == "actual" else "planned").removesuffix(".")
        seen = sorted({day for one in ties for day in one.observed})
        note = f"when it began is not stated; seen {', '.join(seen)}" if seen and not tie.since else ""
        rivals = tuple(
            Rival(f"{facts.label(facts.one(other, K + 'from'), lang)} for {facts.one(other, K + 'since') or 'an unknown time'}", True, facts.evidence(other))
            for other in dict.fromkeys(other for one in ties for other in against(facts, one.id))
            if facts.one(other, K + "from")
        )
        make = partial(entry, facts, tie.id, "chairmanship", moment, lang, begins=tie.since, ends=tie.until, bodies={tie.end}, hosts={tie.start})
        yield make(proofs=ties, plans=ties, status=tie.status, title=title, note=note, rivals=rivals)
