"""A comparison in words and as rows: what opened, what closed, what got stronger or weaker, who sits where now.

In: a `Comparison`. Out: lines for people, a table for programs, and what a page shows of it. Scores stand in the table alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..kinds import kinds
from ..tables import Table
from ..telling import conditions, dates, glossary, proof, route_title
from ..things import Evidence, Path, Tie
from ..validity import marks
from ..wording import mark, say
from .comparison import Comparison, LinkChange, RouteChange, SeatChange, Side
from .proofs import evidence

SHOWN, LINES = 15, 4
SIGNS = {"opened": "+", "closed": "−", "stronger": "↑", "weaker": "↓", "same": "≈"}
COLUMNS = ("what", "change", "from", "to", "said", "status", "since", "until", "before", "after", "band_before", "band_after", "because", "source", "check_at", "evidence")


def told(found: Comparison) -> Iterator[str]:
    """The lines of a comparison."""
    yield from sides(found)
    yield ""
    if found.first.question.ends:
        yield from routes_told(found)
    else:
        yield from seats_told(found)
        yield from gains_told(found)
    yield say("compare_unrecorded")
    yield say("heuristic")


def sides(found: Comparison) -> Iterator[str]:
    """Under which conditions each side holds."""
    for key, side in (("compare_first", found.first), ("compare_second", found.second)):
        yield say(key, conditions=" · ".join(filter(None, (side.name, conditions(side.question)))))


def routes_told(found: Comparison) -> Iterator[str]:
    """The routes, each with what it became and the steps that made the change."""
    if not found.routes:
        yield say("compare_no_route")
    for route in found.routes:
        bands = list(dict.fromkeys(say(f"band_{path.band}") for path in (route.before, route.after) if path))
        yield f"{say(f'compare_{became(route)}')} ({' → '.join(bands)}): {route_title(route.path)}"
        for hop in route.because:
            yield f"  {SIGNS[route.change]} {hop.sentence}{noted(hop.tie, hop.marks)}"
            yield from (f"       {proof(known)}" for known in hop.evidence[:1])
        yield ""
    yield from glossary(tuple(route.path for route in found.routes))
    yield counted(found)


def became(route: RouteChange) -> str:
    """What a route became, for people: what only opens if plans come true has not opened."""
    intended = route.after is not None and any(hop.tie.status != "actual" for hop in route.after.hops)
    return "would_open" if route.change == "opened" and intended else route.change


def seats_told(found: Comparison) -> Iterator[str]:
    """The chairs and seats that changed hands."""
    if found.seats:
        yield say("compare_seats") + ":"
        for change in found.seats:
            yield f"  {seat(found, change)}"
        yield ""


def seat(found: Comparison, change: SeatChange) -> str:
    """A chair or seat that changed hands, in words; a newcomer with what a reader must know about it."""
    left, came = ", ".join(map(found.thing, change.left)), ", ".join(newcomer(found, change, thing) for thing in change.came)
    key = "compare_seat_both" if left and came else "compare_seat_left" if left else "compare_seat_came"
    return say(key, body=found.thing(change.body), kind=say("compare_chair" if kinds()[change.kind].one_holder else "compare_seat"), left=left, came=came)


def newcomer(found: Comparison, change: SeatChange, thing: str) -> str:
    """Who came, with the marks of the link that says so."""
    side = found.second
    ties = (link.tie for link in found.links if link.change == "opened" and link.tie.kind == change.kind)
    tie = next((tie for tie in ties if (side.common(tie.end), side.common(tie.start)) == (change.body, thing)), None)
    words = "; ".join(map(mark, marks(tie, side.question.moment))) if tie else ""
    return f"{found.thing(thing)} [{words}]" if words else found.thing(thing)


def gains_told(found: Comparison) -> Iterator[str]:
    """What the things with the most changes gained and lost, and how much there is beside them."""
    asked = {side.common(thing) for side in (found.first, found.second) for thing in side.question.starts}
    gains = [gain for gain in found.gains if not asked or gain[0] in asked][:SHOWN]
    changes: dict[str, list[LinkChange]] = {}
    for link in found.links:
        side = side_of(found, link)
        for end in {link.tie.start, link.tie.end}:
            changes.setdefault(side.common(end), []).append(link)
    for thing, opened, closed in gains:
        yield say("compare_gain", name=found.thing(thing), opened=opened, closed=closed)
        listed = changes[thing] if asked else changes[thing][:LINES]
        yield from (f"  {line(found, link)}" for link in listed)
        if len(listed) < len(changes[thing]):
            yield f"  {say('compare_more', n=len(changes[thing]) - len(listed))}"
    if gains:
        yield ""
    yield counted(found)


def counted(found: Comparison) -> str:
    """How many routes or links opened, closed and changed, in one line."""
    counts = Counter(change.change for change in (found.routes if found.first.question.ends else found.links))
    named = say("compare_routes" if found.first.question.ends else "compare_links")
    return f"{named}: " + ", ".join(f"{counts[change]} {say(f'compare_{change}').lower()}" for change in SIGNS if counts[change] or change in ("opened", "closed")) + "."


def side_of(found: Comparison, link: LinkChange) -> Side:
    """The side whose record a change of a link shows."""
    return found.first if link.change == "closed" else found.second


def line(found: Comparison, link: LinkChange) -> str:
    """A link that changed, in words."""
    side = side_of(found, link)
    return f"{SIGNS[link.change]} {sentence(side, link.tie)}{noted(link.tie, marks(link.tie, side.question.moment))}"


def noted(tie: Tie, words: tuple[str, ...]) -> str:
    """When a link holds and what a reader must know about it, in brackets; '' for neither."""
    said = "; ".join(filter(None, (dates(tie), *map(mark, words))))
    return f"  [{said}]" if said else ""


def sentence(side: Side, tie: Tie) -> str:
    """The sentence of a tie."""
    start, end = (side.facts.thing(end, side.question.lang).short for end in (tie.start, tie.end))
    return kinds()[tie.kind].say(start, end, tie.status)


def table(found: Comparison) -> Table:
    """A row for each route, seat and link: `before` and `after` are scores or strengths, empty where there is none."""
    return Table(COLUMNS, (*(route_row(found, route) for route in found.routes), *(seat_row(found, one) for one in found.seats), *(link_row(found, link) for link in found.links)))


def route_row(found: Comparison, route: RouteChange) -> dict[str, Any]:
    """A route as a row."""
    path = route.path
    return {
        "what": "route",
        "change": route.change,
        "from": path.hops[0].start.label,
        "to": path.hops[-1].end.label,
        "said": route_title(path),
        "before": route.before and route.before.score,
        "after": route.after and route.after.score,
        "band_before": route.before and route.before.band,
        "band_after": route.after and route.after.band,
        "because": " ".join(hop.sentence for hop in route.because) or None,
        **cited(route.because[0].evidence if route.because else ()),
        "evidence": evidence(path),
    }


def seat_row(found: Comparison, change: SeatChange) -> dict[str, Any]:
    """A seat as a row: who left and who came, in words."""
    became = "changed" if change.left and change.came else "opened" if change.came else "closed"
    return {"what": "chair" if kinds()[change.kind].one_holder else "seat", "change": became, "to": found.thing(change.body), "said": seat(found, change)}


def link_row(found: Comparison, link: LinkChange) -> dict[str, Any]:
    """A link as a row."""
    side, tie = side_of(found, link), link.tie
    names = [side.facts.label(end, side.question.lang) for end in (tie.start, tie.end)]
    said = {"what": "link", "change": link.change, "from": names[0], "to": names[1], "said": sentence(side, tie), "status": tie.status}
    return said | {"since": tie.since or None, "until": tie.until or None, "before": link.before, "after": link.after, **cited(tie.evidence)}


def cited(known_by: tuple[Evidence, ...]) -> dict[str, Any]:
    """The first source, or where to check what nobody has checked."""
    known = known_by[0] if known_by else None
    return {"source": known.title if known and not known.check_at else None, "check_at": known.check_at or None if known else None}


def title(found: Comparison) -> str:
    """What is compared."""
    asked = found.second.question
    start, end = (", ".join(found.thing(found.second.common(thing)) for thing in things) for things in (asked.starts, asked.ends))
    return say("compare_title" if end else "compare_title_one" if start else "compare_title_all", start=start, end=end)


def answer(found: Comparison) -> str:
    """What a page says first: how much changed since which conditions, and which chairs and seats."""
    first = " · ".join(filter(None, (found.first.name, conditions(found.first.question))))
    return " ".join([say("compare_answer", counted=counted(found), conditions=first), *(f"{seat(found, change)}." for change in found.seats[:LINES])])


def drawn(found: Comparison) -> tuple[Path, ...]:
    """The routes for a map of the second side: the steps that opened or closed are marked; a route over things that it does not know is left out."""
    knows = found.second.facts.knows
    paths = []
    for route in found.routes:
        changed = {hop.tie.id for hop in route.because} if route.change in ("opened", "closed") else set()
        hops = tuple(replace(hop, marks=(route.change, *hop.marks)) if hop.tie.id in changed else hop for hop in route.path.hops)
        if all(knows(end.id) for hop in hops for end in (hop.start, hop.end)):
            paths.append(replace(route.path, hops=hops))
    return tuple(paths)


def marked(found: Comparison) -> dict[str, str]:
    """The words that stand on things of a map of the second side: what the ones with the most changes gained and lost; nothing where routes are drawn."""
    if found.first.question.ends:
        return {}
    own = {found.second.own.get(thing, thing): (opened, closed) for thing, opened, closed in found.gains}
    return {thing: say("compare_mark", opened=n, closed=m) for thing, (n, m) in list(own.items())[:SHOWN] if found.second.facts.knows(thing)}
