"""The new ties that our side can make by its own act: none to the target itself, and to a body only through a recorded door of it.

What may be made is data: a kind of tie says towards which classes it needs no door (`k:madeTowards`), a kind of door which
tie it opens to (`k:opensTo`) and whether it is kept for those who are named or belong there (`k:reserved`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..dates import span
from ..doors import DoorCard, belongs, by_name, card, named_in
from ..facts import Facts, word_facts
from ..kinds import kinds
from ..target import Target
from ..things import Evidence, Tie
from ..validity import Moment, alive
from ..vocabulary import PREFIXES, K
from .building import links
from .influence import Question

SIDE = ("Organisation", "Network")
RULING = ("Body", "Collective", "GovernmentAgency", "IntergovernmentalOrganisation", "Ministry", "Person", "State", "Territory")
INVITED = re.compile(r"(by )?invitation\b", re.IGNORECASE)
NOTE = PREFIXES["skos"] + "scopeNote"


@dataclass(frozen=True)
class Ally:
    """An organisation or network of our side, and the links that make it an ally; none of FROM itself."""

    id: str
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A tie that `maker` could make to `other`, and the doors that it would go through (none where none is needed).

    `ahead` and `back` are what a tie of the kind carries through the lens, each in (0, 1] or None. `noted` is the status
    (planned, possible, proposed) under which such a tie is on record already, or ''. One that is `barred` is not for our side
    to make: its doors open by invitation only, or are kept for others.
    """

    maker: str
    kind: str
    other: str
    ahead: float | None
    back: float | None
    doors: tuple[DoorCard, ...] = ()
    noted: str = ""
    barred: bool = False


def side(facts: Facts, question: Question, with_allies: bool) -> tuple[Ally, ...]:
    """Our side: FROM, then if asked for its allies by id: organisations and networks tied to it by a kind that makes allies
    (`k:makesAllies`), or by that kind to the same event. Ends and what is left out are no allies."""
    own = tuple(Ally(start) for start in question.starts)
    if not with_allies:
        return own
    allying = {iri for iri in kinds() if word_facts().one(iri, K + "makesAllies") == "true"}
    ties = [tie for tie in links(facts, replace(question.moment, status="actual")) if tie.kind in allying and not {tie.start, tie.end, tie.id} & question.without]
    events = {(tie.kind, tie.end) for tie in ties if tie.start in question.starts and facts.isa(tie.end, "Event")}
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        pairs = [(tie.start, tie.end), (tie.end, tie.start)]
        others = [other for one, other in pairs if one in question.starts] + ([tie.start] if (tie.kind, tie.end) in events else [])
        for other in others:
            if other not in (*question.starts, *question.ends) and any(facts.isa(other, name) for name in SIDE):
                found.setdefault(other, []).append(tie)
    return own + tuple(Ally(other, tuple(found[other])) for other in sorted(found))


def candidates(facts: Facts, question: Question, makers: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Every tie that one of `makers` could make on the day and that is not there yet, by maker, other and kind; the barred ones
    too. Persons, bodies and whoever governs are not thought of as our side."""
    there = {(tie.kind, *pair) for tie in links(facts, replace(question.moment, status="actual")) for pair in ((tie.start, tie.end), *twin(tie))}
    barred = {*question.ends, *question.starts, *question.without}
    living = {thing: alive(facts, thing, question.moment.on) for maker in makers for thing in (maker, *others(facts))}
    here = Target(facts, "", "", question.moment, question.lang)
    found = []
    for maker in (maker for maker in makers if living[maker] and not any(facts.isa(maker, name) for name in RULING)):
        offered: dict[tuple[str, str, bool], list[DoorCard]] = {
            (kind, other, False): [] for kind, classes in towards().items() for name in classes for other in facts.subjects(name)
        }
        for kind, body, kept, door in opening(here, maker):
            offered.setdefault((kind, body, kept), []).append(door)
        for (kind, other, kept), doors in offered.items():
            if other in barred or other == maker or (kind, maker, other) in there or not living.get(other) or not fits(facts, kind, maker, other):
                continue
            ahead, back = question.lens.strengths(kind, facts.classes(maker), facts.classes(other))
            if ahead or back:
                found.append(Candidate(maker, kind, other, ahead, back, tuple(doors), noted(facts, maker, kind, other), kept))
    return tuple(sorted(found, key=lambda one: (one.maker, one.other, one.kind, one.barred)))


def others(facts: Facts) -> list[str]:
    """Whoever a tie could be made to: those who need no door, and the bodies that have one."""
    plain = {other for classes in towards().values() for name in classes for other in facts.subjects(name)}
    return sorted(plain | {facts.one(door, K + "about") for door in facts.subjects("Door")})


def towards() -> dict[str, list[str]]:
    """The classes towards which a tie of a kind needs no door, by kind."""
    said = word_facts()
    return {iri: [name.removeprefix(K) for name in said.all(iri, K + "madeTowards")] for iri in sorted(kinds()) if said.one(iri, K + "madeTowards")}


def opening(here: Target, maker: str) -> list[tuple[str, str, bool, DoorCard]]:
    """The doors that are not shut to somebody: the kind of tie that each opens to, its body, whether it is not for them to open, what it asks."""
    said, facts, found = word_facts(), here.facts, []
    asking = replace(here, id=maker, org=maker)
    asking.__dict__["ties"] = here.ties
    for node in facts.subjects("Door"):
        code = facts.one(node, K + "doorKind")
        kind = said.one(code, K + "opensTo")
        if not kind or not published(facts.evidence(node), here.moment):
            continue
        door = replace(card(asking, node), note="; ".join(facts.all(node, NOTE)))
        if door.verdict in ("meet", "unknown"):
            kept = door.verdict == "unknown" and kept_for_others(asking, node, said.one(code, K + "reserved") == "true")
            found.append((kind, facts.one(node, K + "about"), kept, door))
    return found


def kept_for_others(asking: Target, node: str, reserved: bool) -> bool:
    """Whether a door opens by invitation only, or is kept for some, by its kind or because it names them first, to whom
    somebody does not belong as far as is recorded."""
    facts = asking.facts
    users = [text for text in facts.all(node, K + "whoMayUse") if not text.startswith(K)]
    invited = any(INVITED.match(text) for text in facts.all(node, K + "conditions"))
    first = any(re.match(rf"{re.escape(name)}(?!\w)", text) for text in users for org in named_in(facts, text) for name in by_name(facts)[org])
    return (reserved or invited or first) and not belongs(asking, named_in(facts, " ".join(users)))[0]


def published(evidence: tuple[Evidence, ...], moment: Moment) -> bool:
    """Whether any of it was published by the day on which things had to be known."""
    return moment.known_by is None or any(known.issued and span(known.issued).first <= moment.known_by for known in evidence)


def fits(facts: Facts, kind: str, start: str, end: str) -> bool:
    """Whether a kind of tie may stand between two things, by their classes."""
    said = word_facts()
    return bool(set(said.all(kind, K + "fromClass")) & set(facts.classes(start)) and set(said.all(kind, K + "toClass")) & set(facts.classes(end)))


def twin(tie: Tie) -> tuple[tuple[str, str], ...]:
    """The ends the other way round, for a tie that reads the same both ways."""
    kind = kinds()[tie.kind]
    return ((tie.end, tie.start),) if kind.verb == kind.inverse else ()


def noted(facts: Facts, maker: str, kind: str, other: str) -> str:
    """The status under which a tie is on record that is not actual, or ''."""
    intended: dict[tuple[str, str, str], str] = facts.index(
        "intended", lambda: {(tie.kind, tie.start, tie.end): tie.status for tie in facts.ties if tie.status not in ("actual", "cancelled")}
    )
    return intended.get((kind, maker, other), "")
