"""Everything said of one thing, as rows: names, facts, records about it and its ties, each with its proof. And search results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .facts import Facts, word_facts
from .kinds import kinds
from .lookup import search
from .tables import Table
from .telling import dates, proof
from .things import Evidence, Tie
from .validity import Moment, handed_on, holds, marks
from .vocabulary import ID, PREFIXES, RDF_TYPE, K, kebab
from .wording import mark, say, wording

PROFILE_COLUMNS = ("about", "statement", "status", "since", "until", "marks", "note", "assertion", "confidence", "source", "place")
SKIPPED = frozenset({RDF_TYPE, K + "evidence", K + "sensitivity"})
NOTE = PREFIXES["skos"] + "scopeNote"


def profile_table(facts: Facts, thing: str, moment: Moment, lang: str = "en") -> Table:
    """Everything said of one thing, each statement with its proof. Plans and doubts are marked."""
    return Table(PROFILE_COLUMNS, tuple(profile_of(facts, thing, moment, lang)))


def profile_of(facts: Facts, thing: str, moment: Moment, lang: str = "en", ties: bool = True) -> Iterator[dict[str, Any]]:
    """Names, facts, records about a thing and its ties: rows of `PROFILE_COLUMNS`, with the `evidence` itself beside them."""
    found = facts.thing(thing, lang)
    yield line("name", found.label)
    yield line("kind", found.kind.replace("-", " "))
    yield line("address", found.id)
    others = [name for name in facts.names(thing) if name != found.label]
    if others:
        yield line("also called", " · ".join(others))
    claimed = {(facts.one(record, K + "property"), facts.one(record, K + "value")) for record in facts.about.get(thing, ())}
    for predicate in sorted(facts.terms.get(thing, {})):
        said = [value for value in facts.all(thing, predicate) if (predicate, value) not in claimed]
        if said and predicate.startswith(K) and predicate not in SKIPPED:
            values = [facts.label(value, lang) if value in facts.terms else spoken(value) for value in said]
            yield line(kebab(predicate).replace("-", " "), " · ".join(values), facts.evidence(thing))
    if notes := facts.all(thing, NOTE):
        yield line("note", " · ".join(notes))
    if parts := facts.index("parts", lambda: facts.pointing(K + "partOf")).get(thing):
        yield line("parts", " · ".join(sorted(facts.label(part, lang) for part in parts)))
    said_here = facts.index("said", lambda: facts.pointing(K + "saidAt")).get(thing, ())
    for record in (*facts.about.get(thing, ()), *said_here):
        heading, statement = record_said(facts, record, lang)
        speaker = f"{facts.label(facts.one(record, K + 'about'), lang)}: " if record in said_here else ""
        yield line(heading, speaker + statement, facts.evidence(record), "; ".join(facts.all(record, NOTE)))
    known = facts.tied(thing) if ties else ()
    rivals = {other.id: other for tie in known if kinds()[tie.kind].one_holder for other in facts.tied(tie.end)}
    over = handed_on([*rivals.values(), *(tie for tie in known if tie.id not in rivals)], moment)
    for tie in sorted(known, key=lambda tie: (tie.id in over, *order(tie, moment))):
        signs = [mark("ended")] if tie.id in over else [mark(word) for word in marks(tie, moment)]
        kind = kinds()[tie.kind]
        sentence = kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), tie.status)
        yield line(kind.verb if tie.start == thing else kind.inverse, sentence, tie.evidence, "; ".join(facts.all(tie.id, NOTE))) | {
            "other": facts.label(tie.end if tie.start == thing else tie.start, lang),
            "when": dates(tie),
            "status": tie.status,
            "since": tie.since or None,
            "until": tie.until or None,
            "marks": "; ".join(signs),
        }


def order(tie: Tie, moment: Moment) -> tuple[bool, bool, bool, str]:
    """What holds before what is over, facts before plans, what stands before what was corrected."""
    return tie.rank == "deprecated", tie.status == "actual" and holds(tie, moment.on) is False, tie.status != "actual", tie.id


def told(facts: Facts, thing: str, moment: Moment, lang: str = "en") -> Iterator[str]:
    """The same as lines for people: what is said, then where it stands."""
    rows = list(profile_of(facts, thing, moment, lang))
    yield f"{rows[0]['statement']} · {rows[1]['statement']} · {rows[2]['statement']}"
    for row in rows[3:]:
        marked = f"  [{row['marks']}]" if row.get("marks") else ""
        when = row.get("when")
        yield f"  {row['about']}: {row.get('other') or row['statement']}{marked}" + (f"  ({when})" if when else "")
        for known in row["evidence"][:1]:
            more = len(row["evidence"]) - 1
            yield f"      {proof(known)}" + (f" · {wording()['more_sources'].format(n=more)}" if more else "")
        if row["note"]:
            yield f"      {wording()['note']}: {row['note']}"


def spoken(value: str) -> str:
    """A code or slug as words."""
    return kebab(value).replace("-", " ") if value.startswith((K, ID)) else value


def line(about: str, statement: str, evidence: tuple[Evidence, ...] = (), note: str = "") -> dict[str, Any]:
    """A row of a profile."""
    best = evidence[0] if evidence else None
    return {
        "about": about,
        "statement": statement,
        "note": note or None,
        "assertion": best.assertion if best else None,
        "confidence": best.confidence if best else None,
        "source": best.title if best and not best.check_at else None,
        "place": (best.locator or f"check at {best.check_at}") if best else None,
        "evidence": evidence,
    }


def record_said(facts: Facts, record: str, lang: str) -> tuple[str, str]:
    """What a record about a thing says: a heading and a statement."""
    value = facts.one(record, K + "value")
    shown = facts.label(value, lang) if value in facts.terms else spoken(value)
    if facts.isa(record, "Name"):
        return kebab(facts.one(record, K + "nameKind")).replace("-", " "), facts.one(record, K + "text")
    if facts.isa(record, "Assessment"):
        return say("judged", what=word_facts().label(facts.one(record, K + "dimension"))), say("judged_by", value=value, group=facts.one(record, K + "group"))
    if facts.isa(record, "Attendance"):
        return "people counted", f"{facts.one(record, K + 'count')} {spoken(facts.one(record, K + 'counted'))}"
    if facts.isa(record, "Door"):
        parts = [facts.one(record, K + name) for name in ("whoMayUse", "conditions", "whoDecides", "whoCanObject", "howToApply", "rhythm", "lastChecked")]
        names = ("for", "conditions", "decides", "can object", "apply", "rhythm", "last checked")
        state = facts.one(record, K + "doorState")
        shut = f" ({facts.label(state) if state in facts.terms else spoken(state).removeprefix('door ')})" if state else ""
        return f"way in: {facts.label(record)}{shut}", "; ".join(f"{n}: {p}" for n, p in zip(names, parts, strict=True) if p)
    rivals = (other for other in facts.about[facts.one(record, K + "about")] if record in facts.all(other, K + "contradicts"))
    disputed = f" ({wording()['disputed']})" if facts.all(record, K + "contradicts") or any(rivals) else ""
    stated = facts.one(record, K + "property")
    return "kind" if stated == RDF_TYPE else spoken(stated) or "position", shown + disputed


def found(facts: Facts, text: str, lang: str = "en") -> Table:
    """Things with a name that contains a text."""
    hits = [(facts.thing(subject, lang), name) for subject, name in search(facts, text)]
    return Table(("name", "found", "kind", "address"), tuple({"name": t.label, "found": n, "kind": t.kind, "address": t.id} for t, n in hits))
