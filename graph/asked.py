"""What somebody asks of somebody: the recommendations of the facts in, one entry for each addressee, state and thing called for out.

A collective unfolds to its members on the day of the asking; who joined later has an entry of its own and is marked. A status
is computed only where a named text that is open to ratification is to be ratified; everything else needs a record, or says
that there is none. What was asked after the day is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .dates import span
from .facts import Facts
from .membership import belongs, by_end, members, memberships
from .standings import BOUND, standing
from .things import Evidence, Tie
from .vocabulary import K, kebab

RATIFY, ADOPT = "ratify", "adopt"
TAKEN_UP = ("FollowUp", "Implementation", "Adoption")
SUPPORTED = ("Endorsement", "Support")
NO_RECORD = "no record"


@dataclass(frozen=True)
class Entry:
    """One line: who asks, pledges or plans what of whom, and what became of it. Things are IRIs, '' or () where there are none.

    `evidence` is that of the asking, pledge or plan; `proof` that of the status.
    `joined`: the day on which the state joined those who had been asked before.
    """

    kind: str
    what: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    state: str = ""
    calls_for: str = ""
    action: str = ""
    status: str = NO_RECORD
    asked_on: str = ""
    since: str = ""
    due: str = ""
    evidence: tuple[Evidence, ...] = ()
    proof: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    joined: str = ""


def asked(facts: Facts, day: dt.date) -> Iterator[Entry]:
    """Every entry of every recommendation asked by a day."""
    for what in facts.subjects("Recommendation"):
        ties = going_out(facts, what)
        addressings = [tie for tie in ties if tie.kind == K + "Addressing"]
        calls = [tie for tie in ties if tie.kind == K + "Call"]
        issued = issuances(facts, what)
        by = tuple(dict.fromkeys(tie.start for tie in issued))
        turned: list[Tie | None] = [*addressings] or [None]
        for addressing in turned:
            since = next((tie.since for tie in (*([addressing] if addressing else []), *issued, *calls) if tie.since), "")
            if since and span(since).first > day:
                continue
            start = Entry("recommendation", what, by, (addressing.end,) if addressing else (), asked_on=since)
            named = {tie.end for tie in addressings}
            for entry in unfolded(facts, start, named, day):
                for call, actions in calls_of(facts, calls):
                    known = (call.evidence if call else ()) or (addressing.evidence if addressing else ()) or facts.evidence(what)
                    yield answered(facts, replace(entry, calls_for=call.end if call else "", action=", ".join(actions), evidence=known), call, day)


def going_out(facts: Facts, thing: str) -> list[Tie]:
    """The ties that start at a thing and stand, sorted by id."""
    return [tie for tie in facts.tied(thing) if tie.start == thing and tie.rank != "deprecated"]


def issuances(facts: Facts, what: str) -> list[Tie]:
    """Who put a recommendation forward; for a part of a recommendation, who put the whole forward."""
    found = by_end(facts, "Issuance").get(what, [])
    wholes = [whole for whole in facts.all(what, K + "partOf") if facts.isa(whole, "Recommendation")]
    return found or [tie for whole in wholes for tie in issuances(facts, whole)]


def calls_of(facts: Facts, calls: list[Tie]) -> Iterator[tuple[Tie | None, list[str]]]:
    """What is called for, `ratify` apart from everything else; (None, []) if nothing is named."""
    for call in calls:
        actions = [kebab(code).replace("-", " ") for code in facts.all(call.id, K + "action")]
        others = [action for action in actions if action != RATIFY]
        if RATIFY in actions:
            yield call, [RATIFY]
        if others or not actions:
            yield call, others
    if not calls:
        yield None, []


def unfolded(facts: Facts, entry: Entry, named: set[str], day: dt.date) -> Iterator[Entry]:
    """The entry for each state that an addressee means; a state that is named itself has no second entry through a collective."""
    addressee = entry.to[0] if entry.to else ""
    if addressee and (facts.isa(addressee, "State") or facts.isa(addressee, "Territory")):
        yield replace(entry, state=addressee)
        return
    unions = facts.all(addressee, K + "membersOf") if facts.one(addressee, K + "enumerable") == "true" else []
    when = span(entry.asked_on).first if entry.asked_on else day
    found = [state for union in unions for state in members(facts, union, when)]
    if not found:
        yield replace(entry, notes=("which members are meant is not said",) if facts.isa(addressee, "Collective") else ())
        return
    for state in found:
        if state not in named:
            yield replace(entry, state=state)
    for union in unions:
        for state in members(facts, union, day):
            if state not in found and state not in named and belongs(facts, state, union, when) is False:
                joined = memberships(facts, state, union)[-1].since
                yield replace(entry, state=state, joined=joined, notes=(f"joined later ({joined}), was not a member when asked",))


def answered(facts: Facts, entry: Entry, call: Tie | None, day: dt.date) -> Entry:
    """The entry with what became of it."""
    if entry.action == RATIFY and facts.isa(entry.calls_for, "Instrument"):
        if not facts.isa(entry.calls_for, "RatifiableInstrument"):
            return replace(entry, status="not open to ratification")
        if not entry.state:
            return replace(entry, notes=(*entry.notes, "only states ratify"))
        known = standing(facts, entry.state, entry.calls_for, day)
        before = known.status in BOUND and known.since and entry.asked_on and span(known.since).last < span(entry.asked_on).first
        told = [known.status] if before and not known.note.startswith(known.status) else []
        notes = (*entry.notes, *told, *([known.note] if known.note else []))
        return replace(entry, status="already" if before else known.status, since=known.since, proof=known.sources, notes=notes)
    if entry.action == RATIFY:
        entry = replace(entry, notes=(*entry.notes, "no single text is named"))
    done = replies(facts, entry, call, day)
    if not done:
        return entry
    first = done[0]
    status = "supported" if first.kind in [K + kind for kind in SUPPORTED] else "taken up"
    who = facts.label(first.start)
    return replace(entry, status=status, since=first.since or min(first.observed, default=""), proof=first.evidence, notes=(*entry.notes, f"{status} by {who}"))


def replies(facts: Facts, entry: Entry, call: Tie | None, day: dt.date) -> list[Tie]:
    """The records that answer an entry by a day, deeds before support. What one state did answers for that state only."""
    found = [tie for kind in (*TAKEN_UP, *SUPPORTED) for tie in by_end(facts, kind).get(entry.what, [])]
    realising = facts.index("realised", lambda: facts.pointing(K + "realises"))
    found += [facts.tie(node) for end in (entry.what, call.id if call else "") for node in realising.get(end, ()) if facts.one(node, K + "from")]
    if entry.action == ADOPT:
        found += by_end(facts, "Adoption").get(entry.calls_for, [])
    return [tie for tie in found if not (facts.isa(tie.start, "State") and tie.start != entry.state) and timely(tie, entry.asked_on, day)]


def timely(tie: Tie, after: str, day: dt.date) -> bool:
    """Whether something happened between an asking and a day, as far as dates say."""
    text = tie.since or min(tie.observed, default="")
    return not text or (span(text).first <= day and not (after and span(text).last < span(after).first))
