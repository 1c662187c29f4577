"""What the facts say of the time of one thing: its own record, the claims about its dates, and the ties that carry its proof.

A claim that states another date than the record stands beside it as a `Rival`; whether the two contradict is recorded, never
guessed. What was withdrawn or corrected is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .entry import Entry, Rival, days, outcome, precision
from .facts import Facts, word_facts
from .saying import said
from .things import Evidence, Thing, Tie
from .validity import Moment
from .vocabulary import PREFIXES, K, kebab

NOTE = PREFIXES["skos"] + "scopeNote"
DATES = ("begins", "ends", "due", "adoptedOn")


def entry(
    facts: Facts,
    thing: str,
    kind: str,
    moment: Moment,
    lang: str,
    *,
    begins: str,
    ends: str,
    bodies: Iterable[str] = (),
    hosts: Iterable[str] = (),
    place: str = "",
    proofs: Iterable[Tie] = (),
    plans: Iterable[Tie] = (),
    own: Iterable[str] = (),
    status: str = "",
    title: str = "",
    note: str = "",
    number: int = 1,
    rivals: tuple[Rival, ...] = (),
) -> Entry:
    """The entry of a thing, with what its record, the claims about its dates and its ties say of it."""
    first, last = days(begins, ends)
    plain = {begins, ends, *own} - {""}
    other = [record for record in claims(facts, thing) if facts.one(record, K + "value") not in plain]
    rivals = (*rivals, *(rival(facts, record) for record in other))
    disputed = any(one.contradicts for one in rivals)
    status = status or kebab(facts.one(thing, K + "status"))
    realised = [plan for plan in (thing, *(tie.id for tie in plans)) if facts.realised(plan)]
    certainty = kebab(facts.one(thing, K + "certainty"))
    firmness = "contested" if disputed else certainty or ("dated" if begins or ends else "undated")
    part = [f"part of {facts.label(whole, lang)}" for whole in wholes(facts, thing)[:1]]
    notes = [note, *facts.all(thing, NOTE), *part, *clashes(facts, thing, lang), *later(facts, realised, lang)]
    evidence = dict.fromkeys((*facts.evidence(thing), *(known for record in claims(facts, thing) if record not in other for known in facts.evidence(record))))
    evidence |= dict.fromkeys(known for tie in proofs for known in tie.evidence)
    near = [] if evidence else sorted(stated(facts, thing), key=lambda tie: tie.since != begins)[:1]
    evidence |= dict.fromkeys(known for tie in near for known in tie.evidence)
    return Entry(
        id=thing,
        title=title or facts.label(thing, lang),
        kind=kind,
        begins=begins,
        ends=ends,
        first=first,
        last=last,
        precision=precision(begins, ends),
        status=status,
        certainty=firmness,
        bodies=things(facts, bodies, lang),
        hosts=things(facts, hosts, lang),
        place=place,
        stage=word_facts().label(facts.one(thing, K + "stage"), lang) if facts.one(thing, K + "stage") else "",
        topics=tuple(sorted(word_facts().label(code, lang) for code in facts.all(thing, K + "topic"))),
        rivals=rivals,
        note="; ".join(dict.fromkeys(filter(None, notes))),
        evidence=tuple(sorted(evidence, key=lambda known: known.confidence != "seen")),
        outcome=outcome(status, bool(realised), last, rivals, moment.on),
        number=number,
        also=(*facts.names(thing), *facts.all(thing, K + "theme")),
    )


def stated(facts: Facts, thing: str) -> list[Tie]:
    """The ties of a thing that nobody corrected."""
    return [tie for tie in facts.tied(thing) if tie.rank != "deprecated"]


def claims(facts: Facts, thing: str) -> list[str]:
    """The claims about the dates of a thing that were not withdrawn."""
    wanted = {K + name for name in DATES}
    said_of_it = (record for record in facts.about.get(thing, ()) if facts.isa(record, "Claim"))
    return [record for record in said_of_it if facts.one(record, K + "property") in wanted and not facts.one(record, K + "retracted")]


def against(facts: Facts, record: str) -> tuple[str, ...]:
    """The records that cannot hold together with one."""
    disputes: dict[str, tuple[str, ...]] = facts.index("disputes", lambda: facts.pointing(K + "contradicts"))
    return tuple(dict.fromkeys((*facts.all(record, K + "contradicts"), *disputes.get(record, ()))))


def rival(facts: Facts, record: str) -> Rival:
    """Another date for a thing, as a claim states it."""
    return Rival(facts.one(record, K + "value"), bool(against(facts, record)), facts.evidence(record))


def clashes(facts: Facts, thing: str, lang: str) -> Iterator[str]:
    """Dates of other things with which a date of this one cannot hold."""
    for record in claims(facts, thing):
        for other in against(facts, record):
            about = facts.one(other, K + "about")
            if about and about != thing:
                yield f"cannot both hold: {facts.one(record, K + 'value')} here and {facts.one(other, K + 'value')} for {facts.label(about, lang)}"


def later(facts: Facts, plans: list[str], lang: str) -> Iterator[str]:
    """What the records say that carry plans out."""
    done: dict[str, tuple[str, ...]] = facts.index("realised", lambda: facts.pointing(K + "realises"))
    for plan in plans:
        yield from (f"carried out: {said(facts, record, lang).removesuffix('.')}" for record in done.get(plan, ()))


def wholes(facts: Facts, thing: str) -> list[str]:
    """What a thing is a part of, the nearest first."""
    found: list[str] = []
    while (whole := facts.one(found[-1] if found else thing, K + "partOf")) and whole not in (thing, *found):
        found.append(whole)
    return found


def things(facts: Facts, subjects: Iterable[str], lang: str) -> tuple[Thing, ...]:
    """Things by their names."""
    return tuple(sorted((facts.thing(subject, lang) for subject in subjects), key=lambda one: (one.label, one.id)))


def evidence_of(facts: Facts, records: Iterable[str]) -> tuple[Evidence, ...]:
    """The evidence of several records, seen before recalled."""
    return tuple(sorted(dict.fromkeys(known for record in records for known in facts.evidence(record)), key=lambda known: known.confidence != "seen"))
