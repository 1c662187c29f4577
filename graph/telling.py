"""Answers in words: routes step by step for people, rows for tables. No scores unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .facts import Facts
from .influence import Answer
from .kinds import kinds
from .lookup import search
from .tables import Table
from .things import Evidence, Hop, Path
from .validity import Moment, marks
from .vocabulary import ID, K, RDF_TYPE, kebab
from .wording import mark, wording


def conditions(answer: Answer) -> str:
    """Lens, date, status and limits in one line: every answer names them."""
    asked = answer.question
    left_out = f", {len(asked.without)} left out" if asked.without else ""
    return f"as of {asked.moment.on} · {wording()['shown_lens'].format(lens=asked.lens.label)} · links: {asked.moment.status} · at most {asked.hops} steps{left_out}"


def route_title(path: Path) -> str:
    """The names along a route."""
    return " → ".join([path.hops[0].start.label, *(hop.end.label for hop in path.hops)])


def proof(known: Evidence) -> str:
    """Where a statement stands, or where to check it: a recalled one is never printed as a source."""
    if known.confidence == "recalled":
        return f"{mark('recalled')}: check at {known.check_at}"
    where = f" ({known.locator})" if known.locator else ""
    how = "" if known.assertion == "official-text" else f" [{wording()['assertion_' + known.assertion.replace('-', '_')]}]"
    return f"{known.title}{where}{how}" + (f": {known.because}" if known.because else "")


def agreement(facts: Facts, path: Path) -> str:
    """The words for an end that decides by consensus, or ''."""
    target = path.hops[-1].end.id
    rules = {facts.one(node, K + "value") for node in facts.about.get(target, ()) if facts.one(node, K + "property") == K + "decisionRule"}
    return wording()["then_consensus"] if K + "consensus" in rules | set(facts.all(target, K + "decisionRule")) else ""


def dates(hop: Hop) -> str:
    """The dates of a step as stated."""
    tie = hop.tie
    if tie.since or tie.until:
        return f"{tie.since or '…'} – {tie.until or '…'}" if tie.until != tie.since else tie.since
    return "seen " + ", ".join(tie.observed) if tie.observed else ""


def told(facts: Facts, answer: Answer, scores: bool = False) -> Iterator[str]:
    """The lines of an answer: routes, then stated aims, then what the reader must know."""
    for n, path in enumerate(answer.routes, 1):
        note = agreement(facts, path)
        number = f" · score {path.score:.6f}" if scores else ""
        yield f"Route {n} ({wording()['band_' + path.band]}{number}): {route_title(path)}"
        yield from steps(path)
        if path.alike:
            yield f"     {wording()['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}"
        if note:
            yield f"     {note}"
        yield ""
    if answer.aims:
        yield wording()["aims"] + ":"
        for path in answer.aims:
            yield from steps(path)
        yield ""
    yield conditions(answer)
    yield wording()["heuristic"]


def steps(path: Path) -> Iterator[str]:
    """The steps of a route, the weakest one named."""
    for n, hop in enumerate(path.hops):
        said = [mark(word) for word in hop.marks]
        if n == path.weakest and len(path.hops) > 1:
            said.insert(0, wording()["route_weakest"])
        yield f"  {n + 1}. {hop.sentence}" + (f"  [{'; '.join(said)}]" if said else "")
        when = dates(hop)
        for known in hop.evidence[:3]:
            yield f"       {when + ' · ' if when else ''}{proof(known)}"


def no_route(answer: Answer) -> str:
    """No route, under which conditions, and the smallest change that opens one."""
    opens = f"The smallest change that opens one: {answer.relaxation}." if answer.relaxation else "No single change of status, steps, lens or exclusions opens one."
    return f"{wording()['no_route']} ({conditions(answer)}).\n{opens}"


def found(facts: Facts, text: str, lang: str = "en") -> Table:
    """Things with a name that contains a text."""
    hits = [(facts.thing(subject, lang), name) for subject, name in search(facts, text)]
    return Table(("name", "found", "kind", "address"), tuple({"name": t.label, "found": n, "kind": t.kind, "address": t.id} for t, n in hits))


def hop_table(answer: Answer) -> Table:
    """One row per step of every route, for CSV."""
    columns = ("route", "step", "from", "to", "link", "status", "since", "until", "sentence", "marks", "assertion", "confidence", "source", "place", "score")
    rows = [
        {
            "route": "aim" if path.stated_aim else n,
            "step": m,
            "from": hop.start.label,
            "to": hop.end.label,
            "link": hop.label,
            "status": hop.tie.status,
            "since": hop.tie.since or None,
            "until": hop.tie.until or None,
            "sentence": hop.sentence,
            "marks": "; ".join(mark(word) for word in hop.marks),
            "assertion": hop.evidence[0].assertion,
            "confidence": hop.evidence[0].confidence,
            "source": None if hop.evidence[0].check_at else hop.evidence[0].title,
            "place": hop.evidence[0].locator or hop.evidence[0].check_at,
            "score": path.score,
        }
        for n, path in enumerate((*answer.routes, *answer.aims), 1)
        for m, hop in enumerate(path.hops, 1)
    ]
    return Table(columns, tuple(rows))


PROFILE_COLUMNS = ("about", "statement", "status", "since", "until", "marks", "assertion", "confidence", "source", "place")
SKIPPED = frozenset({RDF_TYPE, K + "evidence", K + "sensitivity"})


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
    for predicate in sorted(facts.terms.get(thing, {})):
        if predicate.startswith(K) and predicate not in SKIPPED:
            values = [facts.label(value, lang) if value in facts.terms else spoken(value) for value in facts.all(thing, predicate)]
            yield line(kebab(predicate).replace("-", " "), " · ".join(values), facts.evidence(thing))
    for record in facts.about.get(thing, ()):
        yield line(*record_said(facts, record, lang), facts.evidence(record))
    for tie in facts.tied.get(thing, ()) if ties else ():
        kind = kinds()[tie.kind]
        sentence = kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), tie.status)
        yield line(kind.verb if tie.start == thing else kind.inverse, sentence, tie.evidence) | {
            "status": tie.status,
            "since": tie.since or None,
            "until": tie.until or None,
            "marks": "; ".join(mark(word) for word in marks(tie, moment)),
        }


def spoken(value: str) -> str:
    """A code or slug as words."""
    return kebab(value).replace("-", " ") if value.startswith((K, ID)) else value


def line(about: str, statement: str, evidence: tuple[Evidence, ...] = ()) -> dict[str, Any]:
    """A row of a profile."""
    best = evidence[0] if evidence else None
    return {
        "about": about,
        "statement": statement,
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
    if facts.isa(record, "Attendance"):
        return "people counted", f"{facts.one(record, K + 'count')} {spoken(facts.one(record, K + 'counted'))}"
    if facts.isa(record, "Door"):
        parts = [facts.one(record, K + name) for name in ("whoMayUse", "conditions", "whoDecides", "whoCanObject", "howToApply", "rhythm", "lastChecked")]
        names = ("for", "conditions", "decides", "can object", "apply", "rhythm", "last checked")
        return "way in: " + spoken(facts.one(record, K + "doorKind")), "; ".join(f"{n}: {p}" for n, p in zip(names, parts, strict=True) if p)
    rivals = (other for other in facts.about[facts.one(record, K + "about")] if record in facts.all(other, K + "contradicts"))
    disputed = f" ({wording()['disputed']})" if facts.all(record, K + "contradicts") or any(rivals) else ""
    return spoken(facts.one(record, K + "property")) or "position", shown + disputed
