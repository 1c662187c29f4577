"""Routes in words: step by step for people, rows for tables. No scores unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .dates import span
from .facts import Facts

if TYPE_CHECKING:
    from .analysis.influence import Answer, Question
from .kinds import kinds
from .tables import Table
from .tables import as_json as json_list
from .things import Evidence, Path, Tie
from .vocabulary import K
from .wording import mark, say, wording

SOURCES = 2
DETOURS = 4


def conditions(asked: Question, limited: bool = True) -> str:
    """Lens, date, status and limits in one line: every answer names them. `limited`: whether a limit of steps counts."""
    moment = asked.moment
    steps = say("shown_steps", n=asked.hops) if limited else say("shown_steps_any")
    told = [say("shown_on", on=moment.on), say("shown_lens", lens=asked.lens.label), say("shown_status", status=say(f"shown_status_{moment.status}")), steps, *asked.limits]
    told += [say("shown_known_by", day=moment.known_by)] if moment.known_by else []
    told += [say("shown_strict")] if moment.strict else []
    if moment.since is not None:
        told.append(say("order_ever") if moment.since == date.min else say("order_since", since=moment.since))
    return " · ".join(told)


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


def agreement(facts: Facts, target: str) -> str:
    """The words for an end that decides by consensus, or ''."""
    rules = [node for node in facts.about.get(target, ()) if facts.one(node, K + "property") == K + "decisionRule" and facts.one(node, K + "value") == K + "consensus"]
    if not rules:
        return wording()["then_consensus"] if K + "consensus" in facts.all(target, K + "decisionRule") else ""
    recalled = all(known.confidence == "recalled" for node in rules for known in facts.evidence(node))
    return wording()["then_consensus"] + (f" [{mark('recalled')}]" if recalled else "")


def adopted(facts: Facts, path: Path, day: date) -> str:
    """The words for an end that is a text adopted by then, or ''."""
    said = facts.all(path.hops[-1].end.id, K + "adoptedOn")
    done = [text for text in said if span(text).first <= day]
    return wording()["already_adopted"].format(date=done[0]) if done else ""


def resting(path: Path) -> str:
    """Which steps of a route nobody has checked yet, or ''."""
    steps = [str(n) for n, hop in enumerate(path.hops, 1) if "recalled" in hop.marks]
    return wording()["rests_on"].format(steps=", ".join(steps)) if steps else ""


def order(path: Path) -> Iterator[str]:
    """From when on a route was possible in order of time, and which of its steps are taken to have always held."""
    from .analysis import temporal

    open_steps = [str(n) for n, hop in enumerate(path.hops, 1) if not temporal.arrived([hop.tie])]
    yield say("order_arrival", date=path.arrival) if path.arrival else say("order_undated")
    if path.arrival and open_steps:
        yield say("order_assumed", steps=", ".join(open_steps))


def notes(facts: Facts, path: Path, day: date) -> Iterator[str]:
    """What must be said with a route: its detours, what was over before, its steps that nobody has checked, that its end is
    adopted already, that all members must agree."""
    yield from filter(None, (detours(path), outrun(path), resting(path), adopted(facts, path, day), agreement(facts, path.hops[-1].end.id)))


def outrun(path: Path) -> str:
    """Which step of a route was over before an earlier one began: nobody can have walked it as one chain; '' if none was."""
    began: list[tuple[int, str]] = []
    for n, hop in enumerate(path.hops, 1):
        tie = hop.tie
        done = tie.since or min(tie.observed, default="") if kinds()[tie.kind].occurrence else tie.until
        later = [(m, since) for m, since in began if done and span(since).first > span(done).last]
        if later:
            return say("route_outrun", step=n, done=done, earlier=later[-1][0], began=later[-1][1])
        began += [(n, tie.since)] if tie.since else []
    return ""


def detours(path: Path) -> str:
    """Over what the same route makes a detour, or ''."""
    more = say("detours_more", n=len(path.detours) - DETOURS) if len(path.detours) > DETOURS else ""
    return say("detours", names="; ".join(path.detours[:DETOURS]) + more) if path.detours else ""


def dates(tie: Tie) -> str:
    """The dates of a tie as stated; '' if none are."""
    if tie.since and not tie.until and kinds()[tie.kind].occurrence:
        return tie.since
    seen = wording()["seen_on"].format(dates=", ".join(tie.observed)) if tie.observed else ""
    return period(tie.since, tie.until) or seen


def period(since: str, until: str) -> str:
    """From when to when, in words; '' if neither is known."""
    if since == until or not (since or until):
        return since
    form = "link_period" if since and until else "link_since" if since else "link_until"
    return wording()[form].format(since=since, until=until)


def told(facts: Facts, answer: Answer, scores: bool = False) -> Iterator[str]:
    """The lines of an answer: routes, then stated aims, then what the reader must know."""
    from .analysis import sureness

    for n, path in enumerate(answer.routes, 1):
        number = f" · score {path.score:.6f}" if scores else ""
        yield f"Route {n} ({wording()['band_' + path.band]}{number}): {route_title(path)}"
        yield from steps(path)
        if path.arrival is not None:
            yield from (f"     {line}" for line in order(path))
        if path.alike:
            yield f"     {wording()['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}"
        for note in notes(facts, path, answer.question.moment.on):
            yield f"     {note}"
        yield from (f"     {line}" for line in sureness.told(path))
        yield ""
    if answer.idle:
        yield from (say("route_idle", names=", ".join(facts.thing(thing, answer.question.lang).short for thing in answer.idle)), "")
    if answer.aims:
        yield wording()["aims"] + ":"
        for path in answer.aims:
            yield from steps(path)
        yield ""
    yield from glossary((*answer.routes, *answer.aims))
    yield conditions(answer.question)
    yield from sureness.bounds(answer)
    yield wording()["heuristic"]


def glossary(paths: tuple[Path, ...]) -> Iterator[str]:
    """What the acronyms in some routes stand for, with an empty line below; nothing if there are none."""
    things = {end.short: end.label for path in paths for hop in path.hops for end in (hop.start, hop.end) if end.short != end.label}
    yield from (f"{short}: {label}" for short, label in sorted(things.items()))
    yield from [""] if things else []


def steps(path: Path) -> Iterator[str]:
    """The steps of a route, the weakest one named."""
    for n, hop in enumerate(path.hops):
        said = [mark(word) for word in hop.marks]
        if n == path.weakest and len(path.hops) > 1:
            said.insert(0, wording()["route_weakest"])
        yield f"  {n + 1}. {hop.sentence}" + (f"  [{'; '.join(said)}]" if said else "")
        when = dates(hop.tie)
        for known in hop.evidence[:SOURCES]:
            yield f"       {when + ' · ' if when else ''}{proof(known)}"
        if len(hop.evidence) > SOURCES:
            yield f"       {wording()['more_sources'].format(n=len(hop.evidence) - SOURCES)}"


def no_route(answer: Answer) -> str:
    """No route, under which conditions, and what closed it."""
    return f"{wording()['no_route']} ({conditions(answer.question)}).\n{closed(answer)}"


def closed(answer: Answer) -> str:
    """Where the links end, and the smallest change that opens a route."""
    dead = [say("route_ends", where=answer.dead_end)] if answer.dead_end else []
    return "\n".join([*dead, say("route_opens", change=answer.relaxation) if answer.relaxation else say("route_never")])


def as_json(answer: Answer) -> str:
    """The routes, then the stated aims, in the JSON of the contract."""
    return json_list([path.as_json() for path in (*answer.routes, *answer.aims)])


def hop_table(answer: Answer) -> Table:
    """One row per step of every route, for CSV."""
    from .analysis import sureness

    columns = ("route", "step", "from", "to", "link", "status", "since", "until", "sentence", "marks", "assertion", "confidence", "source", "place", "score")
    tested = sureness.COLUMNS if any(path.stability for path in answer.routes) else ()
    dated = ("arrival",) if any(path.arrival is not None for path in answer.routes) else ()
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
            "arrival": path.arrival or None,
            **sureness.cells(path),
        }
        for n, path in enumerate((*answer.routes, *answer.aims), 1)
        for m, hop in enumerate(path.hops, 1)
    ]
    return Table((*columns, *dated, *tested), tuple(rows))
