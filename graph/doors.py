"""The ways in to a thing and to those who report to it, and whether an organisation meets what each asks.

A verdict rests only on what a door says and on recorded links of the organisation: an accreditation, a membership in an
organisation that the door names, a code of those who may use it. A condition that is only told in words stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .facts import NOTATION, PREF, Facts
from .statement import spoken
from .target import Target
from .things import Evidence, Tie
from .vocabulary import K
from .wording import say

ENTRY = ("Accreditation", "Seat", "ObserverSeat", "Membership")
INTO = ("Membership", "Affiliation", "Subunit")
ANYONE = ("anyone", "anybody", "everybody", "everyone")
NAMED = ("Organisation", "Network")


@dataclass(frozen=True)
class DoorCard:
    """A way in: its name, the body, what it asks, in pairs of a heading and a text; the verdict for an organisation and why."""

    name: str
    body: str
    asks: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    verdict: str
    why: str
    because: tuple[Evidence, ...] = ()
    note: str = ""


def doors(target: Target) -> tuple[DoorCard, ...]:
    """The doors about a thing and those below it, the nearest first; for a text those of who made it or works on its topics.
    Open ones stand before shut ones."""
    facts = target.facts
    bodies = [target.id, *(tie.start for _, tie in target.below)]
    if facts.isa(target.id, "Instrument"):
        bodies += [tie.start for tie in (*target.into("Adoption"), *target.into("Drafting"))]
        topics = set(facts.all(target.id, K + "topic"))
        makers = set(bodies[1:])
        working = [body for body in facts.subjects("Body") if topics & set(facts.all(body, K + "topic"))]
        bodies += [body for body in working if not makers or makers & {tie.end for tie in target.climbed(body, "Reporting")}]
    found = [(n, node) for n, body in enumerate(dict.fromkeys(bodies)) for node in facts.about.get(body, ()) if facts.isa(node, "Door")]
    found.sort(key=lambda one: (bool(facts.one(one[1], K + "doorState")), one))
    return tuple(card(target, node) for _, node in found)


def card(target: Target, node: str) -> DoorCard:
    """One door."""
    facts = target.facts
    asks = tuple(
        (say("sheet_door_" + name), text)
        for name in ("whoMayUse", "conditions", "whoDecides", "whoCanObject", "obligations", "howToApply", "rhythm", "lastChecked")
        if (text := asked(facts, node, name))
    )
    verdict, why, because = judged(target, node)
    asks = tuple((heading, text) for heading, text in asks if heading != say("sheet_door_conditions") or not why.endswith(text))
    body = facts.one(node, K + "about")
    return DoorCard(target.label(node), target.short(body), asks, facts.evidence(node), verdict, why, because)


def asked(facts: Facts, node: str, name: str) -> str:
    """What a door says under a heading, codes in words."""
    return "; ".join(spoken(value) for value in facts.all(node, K + name))


def judged(target: Target, node: str) -> tuple[str, str, tuple[Evidence, ...]]:
    """meet, not-meet, unknown or shut; why; and how that is known. ('', '', ()) if nobody is asked for and the door is open."""
    facts, org = target.facts, target.org
    state = facts.one(node, K + "doorState")
    if state:
        return "shut", say("sheet_shut", state=spoken(state)), ()
    if not org:
        return "", "", ()
    body, who, conditions = facts.one(node, K + "about"), facts.all(node, K + "whoMayUse"), asked(facts, node, "conditions")
    for tie in target.out(*ENTRY, of=org):
        if tie.end == body:
            return "meet", target.telling(tie).text, tie.evidence
    codes = {value for value in who if value.startswith(K)}
    own = {*facts.all(org, K + "organisationType"), *facts.classes(org)}
    if codes and not codes & own and facts.all(org, K + "organisationType"):
        return "not-meet", say("sheet_other_kind", kind=", ".join(spoken(code) for code in sorted(codes))), facts.evidence(node)
    check = say("sheet_check", conditions=conditions) if conditions else ""
    fits = bool(codes & own)
    anyone = any(re.split(r"\W", value.casefold(), maxsplit=1)[0] in ANYONE for value in who)
    named = named_in(facts, " ".join(value for value in who if not value.startswith(K)))
    inside, ties = (say("sheet_for_anyone" if anyone else "sheet_for_kind"), ()) if anyone or fits else belongs(target, named)
    if inside and (not conditions or conditions.casefold().startswith("none")):
        return "meet", inside, tuple(known for tie in ties for known in tie.evidence)
    if inside:
        return "unknown", f"{inside}; {check}", tuple(known for tie in ties for known in tie.evidence)
    aimed = [tie for tie in target.out(*ENTRY, of=org, status="all") if tie.end == body]
    parts = [target.telling(tie).text for tie in aimed]
    if named:
        parts.append(say("sheet_no_membership", org=target.short(org), named=", ".join(target.short(one) for one in named)))
    parts.append(check or say("sheet_check_who", who=asked(facts, node, "whoMayUse") or say("sheet_nobody_told")))
    return "unknown", "; ".join(parts), tuple(known for tie in aimed for known in tie.evidence)


def belongs(target: Target, named: list[str]) -> tuple[str, tuple[Tie, ...]]:
    """How an organisation belongs to one that a door names, and by which links; '' if that is not recorded."""
    if target.org in named:
        return say("sheet_named"), ()
    for tie in target.out(*INTO, of=target.org):
        if tie.end in named:
            return target.telling(tie).text, (tie,)
    return "", ()


def named_in(facts: Facts, text: str) -> list[str]:
    """The organisations that a text names, by acronym or full name, as whole words."""
    return [org for org in by_name(facts) if any(name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in by_name(facts)[org])]


def by_name(facts: Facts) -> dict[str, list[str]]:
    """Names of organisations that are long enough to be told from common words."""
    found: dict[str, list[str]] = facts.index(
        "organisations",
        lambda: {
            org: names
            for org in sorted({one for kind in NAMED for one in facts.subjects(kind)})
            if (names := [name for name in (*facts.all(org, NOTATION), *(text for text, lang in facts.tagged(org, PREF) if lang == "en")) if len(name) > 2 and name[:1].isupper()])
        },
    )
    return found
