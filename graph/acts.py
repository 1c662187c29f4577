"""What the records say that a state did with a text: a state and a text in; its ratifications, signatures and gaps out.

Withdrawn and deprecated records are left out. A ratification whose year was seen and whose day is recalled is two records:
the seen one is the act, the other tells the day. A date as precise as its source begins for certain on its last day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from .dates import Span, overlap, span
from .facts import Facts
from .membership import ILO, by_end, seen
from .things import Tie
from .vocabulary import ID, K

ILO_ORGANS = frozenset({ILO, ID + "ilc"})
RULE_MONTHS = 12


@dataclass(frozen=True)
class Gap:
    """A record that a state is not bound, and the day to which it proves that."""

    tie: Tie
    as_of: str

    @property
    def seen(self) -> bool:
        """Whether somebody read what proves it."""
        return any(known.confidence == "seen" for known in self.tie.evidence)


@dataclass(frozen=True)
class Acts:
    """The records of a state and a text: what happened, what is planned or reported only, signatures, gaps (seen and latest first)."""

    ratifications: tuple[Tie, ...] = ()
    unsure: tuple[Tie, ...] = ()
    signatures: tuple[Tie, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Force:
    """The day from which a ratification binds (None: not known), whether that is only concluded, and whether it may be earlier."""

    day: dt.date | None
    inferred: bool
    words: str
    sharp: bool = True


def acts_of(facts: Facts, state: str, text: str) -> Acts:
    """The records of a pair; empty if there are none."""
    found: dict[tuple[str, str], Acts] = facts.index("acts", lambda: gathered(facts))
    return found.get((state, text), Acts())


def recorded(facts: Facts) -> set[str]:
    """The texts of which any record says who ratified them or did not."""
    found: dict[tuple[str, str], Acts] = facts.index("acts", lambda: gathered(facts))
    return {text for (_, text), acts in found.items() if acts.ratifications or acts.unsure or acts.gaps}


def gathered(facts: Facts) -> dict[tuple[str, str], Acts]:
    """The records of every pair."""
    ties: dict[tuple[str, str], dict[str, list[Tie]]] = {}
    for kind in ("Ratification", "NonRatification", "Signature"):
        for tie in map(facts.tie, facts.subjects(kind)):
            if not facts.one(tie.id, K + "retracted") and tie.rank != "deprecated" and tie.status != "cancelled":
                room = "unsure" if kind == "Ratification" and tie.status != "actual" else kind if tie.status == "actual" else ""
                ties.setdefault((tie.start, tie.end), {}).setdefault(room, []).append(tie)
    return {
        pair: Acts(tuple(found.get("Ratification", ())), tuple(found.get("unsure", ())), tuple(found.get("Signature", ())), gaps(facts, found.get("NonRatification", [])))
        for pair, found in ties.items()
    }


def gaps(facts: Facts, ties: list[Tie]) -> tuple[Gap, ...]:
    """Seen before recalled, the latest first; a record without its day proves nothing."""
    found = [Gap(tie, facts.one(tie.id, K + "asOf")) for tie in ties]
    return tuple(sorted((gap for gap in found if gap.as_of), key=lambda gap: (not gap.seen, -span(gap.as_of).last.toordinal(), gap.tie.id)))


def begun(tie: Tie) -> Span | None:
    """When an act was done, or first seen done; None if nobody says."""
    text = tie.since or min(tie.observed, default="")
    return span(text) if text else None


def bound(ratifications: tuple[Tie, ...], day: dt.date) -> tuple[Tie | None, str]:
    """The latest act begun by a day, and the more precise date that only memory gives. An act without any date counts always."""
    known = [(begun(tie), tie) for tie in ratifications]
    certain = [(when.last if when else dt.date.min, not seen(tie), tie) for when, tie in known if when is None or when.last <= day]
    if not certain:
        return None, ""
    last = max(certain, key=lambda found: (found[0], found[2].id))[2]
    when = begun(last)
    same = [tie for _, tie in known if tie is not last and when and (other := begun(tie)) and overlap(when, other)]
    act = next((tie for when, tie in known if tie in (last, *same) and seen(tie) and when and when.last <= day), last)
    others = [tie.since for tie in (last, *same) if tie is not act and len(tie.since) > len(act.since) and not seen(tie)]
    return act, max(others, default="")


def force(facts: Facts, act: Tie, text: str) -> Force:
    """From when an act binds its state: the day stated, else twelve months after it, and never before the text itself.

    The rule is the ILO's. A treaty of others that has been in force for so long binds by then too: no treaty here takes longer.
    """
    if stated := facts.one(act.id, K + "inForceOn"):
        return Force(span(stated).last, False, f"in force from {stated}")
    start = span(act.since) if act.since else None
    whole = span(texts[0]) if (texts := stated_or_claimed(facts, text, "inForceOn")) else None
    if start is None or (whole is None and not of_ilo(facts, text)):
        return Force(None, False, "")
    day = max(later(start.last, RULE_MONTHS), whole.last if whole else dt.date.min)
    if of_ilo(facts, text):
        return Force(day, True, f"in force by the twelve-month rule (inferred) from {day}")
    return Force(day, True, "in force (inferred: more than twelve months after the act; the day is not recorded)", False)


def later(day: dt.date, months: int) -> dt.date:
    """A day so many months later, the last of a shorter month.

    >>> later(dt.date(2024, 2, 29), 12).isoformat()
    '2025-02-28'
    """
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def stated_or_claimed(facts: Facts, thing: str, name: str) -> list[str]:
    """The values of a property, else those that claims about the thing give for it."""
    claims = [one for one in facts.about.get(thing, ()) if facts.one(one, K + "property") == K + name and not facts.one(one, K + "retracted")]
    return facts.all(thing, K + name) or sorted(value for one in claims for value in facts.all(one, K + "value"))


def adopted(facts: Facts, text: str) -> Span | None:
    """When a text was adopted; None if nobody says."""
    days = stated_or_claimed(facts, text, "adoptedOn")
    return min(map(span, days), key=lambda one: one.first) if days else None


def of_ilo(facts: Facts, text: str) -> bool:
    """Whether an organ of the ILO adopted a text."""
    return any(tie.start in ILO_ORGANS for tie in adoptions(facts, text))


def adoptions(facts: Facts, text: str) -> list[Tie]:
    """The records of who adopted a text."""
    return by_end(facts, "Adoption").get(text, [])
