"""Routes in words: step by step for people, rows for tables. No scores unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .facts import Facts

if TYPE_CHECKING:
    from .influence import Answer
from .kinds import kinds
from .tables import Table
from .things import Evidence, Hop, Path
from .vocabulary import K
from .wording import mark, wording

SOURCES = 2


def conditions(answer: Answer) -> str:
    """Lens, date, status and limits in one line: every answer names them."""
    asked = answer.question
    left_out = f", {len(asked.without)} left out" if asked.without else ""
    return f"as of {asked.moment.on} · {wording()['shown_lens'].format(lens=asked.lens.label)} · links: {asked.moment.status} · at most {asked.hops} steps{left_out}"


def route_title(path: Path) -> str:
    """The names along a route."""
    return " → ".join([path.hops[0].start.short, *(hop.end.short for hop in path.hops)])


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
    say = wording()
    if tie.since and (tie.until == tie.since or (not tie.until and kinds()[tie.kind].occurrence)):
        return tie.since
    if tie.since or tie.until:
        form = "link_period" if tie.since and tie.until else "link_since" if tie.since else "link_until"
        return say[form].format(since=tie.since, until=tie.until)
    return say["seen_on"].format(dates=", ".join(tie.observed)) if tie.observed else ""


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
    yield from glossary((*answer.routes, *answer.aims))
    yield conditions(answer)
    yield wording()["heuristic"]


def glossary(paths: tuple[Path, ...]) -> Iterator[str]:
    """What the acronyms in some routes stand for."""
    things = {end.short: end.label for path in paths for hop in path.hops for end in (hop.start, hop.end)}
    for short, label in sorted(things.items()):
        if short != label:
            yield f"{short}: {label}"
    yield ""


def steps(path: Path) -> Iterator[str]:
    """The steps of a route, the weakest one named."""
    for n, hop in enumerate(path.hops):
        said = [mark(word) for word in hop.marks]
        if n == path.weakest and len(path.hops) > 1:
            said.insert(0, wording()["route_weakest"])
        yield f"  {n + 1}. {hop.sentence}" + (f"  [{'; '.join(said)}]" if said else "")
        when = dates(hop)
        for known in hop.evidence[:SOURCES]:
            yield f"       {when + ' · ' if when else ''}{proof(known)}"
        if len(hop.evidence) > SOURCES:
            yield f"       {wording()['more_sources'].format(n=len(hop.evidence) - SOURCES)}"


def no_route(answer: Answer) -> str:
    """No route, under which conditions, and the smallest change that opens one."""
    opens = f"The smallest change that opens one: {answer.relaxation}." if answer.relaxation else "No change of status, steps, lens or exclusions opens one."
    if answer.dead_end:
        opens = f"Nothing is recorded that carries influence {answer.dead_end}.\n{opens}"
    return f"{wording()['no_route']} ({conditions(answer)}).\n{opens}"


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
