"""How sure some routes are, as one page: a tested answer in, one self-contained HTML file out as text.

A bar for each route shows the share of draws in which it stays, a thick mark the share in which it is the best; under it stand its
steps in words and what becomes of it without each source. No script, nothing asked for from elsewhere, the same answer gives
the same bytes. An answer without routes is told with what closed them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import telling
from ..graph.analysis import sureness
from ..graph.analysis.influence import Answer, named
from ..graph.analysis.stability import FIRM_FROM, SHAKY_BELOW
from ..graph.facts import Facts
from ..graph.things import Evidence, Path
from ..graph.wording import mark, say
from .plain import page

WIDE, HIGH, EDGE = 600, 36, 6


@dataclass(frozen=True)
class Step:
    """A step in words, what a reader must know about it, the numbers of its sources."""

    sentence: str
    marks: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Fall:
    """What becomes of a route, and the numbers and titles of the sources without any one of which it does."""

    heading: str
    sources: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Bar:
    """A route: how often it stays (`kept`, `best`: places on the drawing, drawn if there are `rivals`), in words, step by step, and what it falls without."""

    number: int
    title: str
    band: str
    stays: str
    kept: float
    best: float
    steps: tuple[Step, ...]
    falls: tuple[Fall, ...]
    rest: str
    notes: tuple[str, ...]
    rivals: bool


def render(facts: Facts, answer: Answer, conditions: str = "", lang: str = "en") -> str:
    """The page; routes that were not tested are left out of it. `conditions` says more about under what it holds."""
    tested = [path for path in answer.routes if path.stability]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(sureness.source, evidence(tested))), 1)}
    asked = answer.question
    ends = {"start": named(facts, asked.starts, lang), "end": named(facts, asked.ends, lang)}
    shown = {
        "say": say,
        "title": say("sure_title", **ends),
        "closed": "" if tested else telling.no_route(answer),
        "bars": [bar(facts, answer, number, path, numbers) for number, path in enumerate(tested, 1)],
        "sources": list(numbers.items()),
        "conditions": [telling.conditions(asked), *([conditions] if conditions else []), *sureness.bounds(answer), say("heuristic")],
        "names": [line for line in telling.glossary((*tested,)) if line],
        "wide": WIDE,
        "high": HIGH,
        "edge": EDGE,
        "ticks": [place(share) for share in (SHAKY_BELOW, FIRM_FROM)],
        "limits": (round(100 * SHAKY_BELOW), round(100 * FIRM_FROM)),
    }
    return page("sureness.html", shown, "sureness.css", lang=lang)


def bar(facts: Facts, answer: Answer, number: int, path: Path, numbers: dict[str, int]) -> Bar:
    """A route that was tested."""
    known = path.stability
    steps = tuple(Step(hop.sentence, "; ".join(map(mark, hop.marks)), tuple(dict.fromkeys(numbers[sureness.source(one)] for one in hop.evidence))) for hop in path.hops)
    falls = tuple(Fall(heading, tuple((numbers[sureness.source(one)], sureness.source(one)) for one in sources)) for heading, sources in sureness.falls(path))
    notes = tuple(telling.notes(facts, path, answer.question.moment.on))
    title, band, rest = telling.route_title(path), say(f"band_{path.band}"), " ".join(sureness.rest(path))
    kept, best = (place(known.top_k), place(known.best)) if known else (place(0), place(0))
    return Bar(number, title, band, sureness.stays(path), kept, best, steps, falls, rest, notes, not (known and known.only))


def place(share: float) -> float:
    """Where a share from 0 to 1 lies on the drawing."""
    return round(EDGE + share * (WIDE - 2 * EDGE), 1)


def evidence(paths: list[Path]) -> list[Evidence]:
    """The evidence of some routes, in the order of their steps."""
    return [known for path in paths for hop in path.hops for known in hop.evidence]
