"""Which states were members of an organisation on a day: the facts, a state, an organisation and a day in.

A membership that began and did not end goes on. Nobody knows what was before one that only memory tells of and that remarks on itself.
"""

from __future__ import annotations

import datetime as dt

from .facts import Facts
from .things import Tie
from .validity import holds
from .vocabulary import ID, PREFIXES, K

ASEAN, ILO = ID + "asean", ID + "ilo"
NOTE = PREFIXES["skos"] + "scopeNote"


def by_end(facts: Facts, kind: str) -> dict[str, list[Tie]]:
    """What happened, of one kind of tie, by what it leads to."""

    def made() -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = {}
        for tie in map(facts.tie, facts.subjects(kind)):
            if tie.status == "actual" and tie.rank != "deprecated" and not facts.one(tie.id, K + "retracted"):
                found.setdefault(tie.end, []).append(tie)
        return found

    ends: dict[str, list[Tie]] = facts.index(f"{kind} by end", made)
    return ends


def seen(tie: Tie) -> bool:
    """Whether somebody read what proves it."""
    return any(known.confidence == "seen" for known in tie.evidence)


def remarks(facts: Facts, tie: Tie) -> tuple[str, ...]:
    """What a record remarks on itself."""
    return tuple(facts.all(tie.id, NOTE))


def memberships(facts: Facts, state: str, organisation: str) -> list[Tie]:
    """The memberships of a state in an organisation, the earliest first."""
    return sorted((tie for tie in by_end(facts, "Membership").get(organisation, []) if tie.start == state), key=lambda tie: (tie.since, tie.id))


def belongs(facts: Facts, state: str, organisation: str, day: dt.date) -> bool | None:
    """Whether a state was a member on a day; None if nobody knows: no record, or one from memory with a remark (an earlier time)."""
    ties = memberships(facts, state, organisation)
    if any(holds(tie, day) is not False for tie in ties):
        return True
    return None if not ties or any(remarks(facts, tie) and not seen(tie) for tie in ties) else False


def members(facts: Facts, organisation: str, day: dt.date) -> list[str]:
    """The states that were members of an organisation on a day, sorted by name."""
    states = {tie.start for tie in by_end(facts, "Membership").get(organisation, []) if facts.isa(tie.start, "State")}
    return sorted((state for state in states if belongs(facts, state, organisation, day)), key=facts.label)
