"""The poster: an answer in, its best route out, step by step, in one language, as large as a sheet of A3 allows.

Every step is a sentence with its source; the weakest is marked, a plan is said as a plan. Where there is no route that is said,
with what closed it and the aims that somebody stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.analysis.influence import Answer
from ..graph.facts import Facts
from ..graph.telling import closed, conditions, dates, notes, proof
from ..graph.things import Hop
from .paper_cards import said
from .paper_words import Speaker, Text, Texts, clipped

SIZES = ((40, 29), (37, 31), (34, 34), (31, 38), (28, 42), (25, 47), (22, 53), (19, 62), (16, 74), (13, 90))
ROOM = 390.0
LEADING = {"km": 1.6, "lo": 1.6, "my": 1.8, "th": 1.6}
SOURCE = 240


@dataclass(frozen=True)
class PosterStep:
    """A step: its sentence, its marks, its source, whether it is the weakest, whether it is no fact yet."""

    sentence: Text
    marks: tuple[Text, ...]
    source: str
    weakest: bool
    plan: bool


@dataclass(frozen=True)
class Poster:
    """A route to hang up. Without steps there is none: `why` says what closed it. `size` is that of its letters in points."""

    lang: str
    title: Texts
    stops: tuple[str, ...]
    band: Texts
    steps: tuple[PosterStep, ...]
    none: Texts
    why: tuple[str, ...]
    aims: tuple[PosterStep, ...]
    notes: tuple[str, ...]
    short: tuple[tuple[str, str], ...]
    conditions: str
    size: int


def poster(facts: Facts, answer: Answer, lang: str) -> Poster:
    """The poster of the best route of an answer in a language."""
    speaker = Speaker((lang,))
    asked = answer.question
    start, end = (clipped(", ".join(facts.thing(thing, lang).short for thing in things), 80) for things in (asked.starts, asked.ends))
    path = answer.routes[0] if answer.routes else None
    steps = tuple(step(facts, hop, speaker, len(path.hops) > 1 and number == path.weakest) for number, hop in enumerate(path.hops)) if path else ()
    aims = tuple(step(facts, aim.hops[0], speaker, False) for aim in answer.aims[:2])
    below = list(notes(facts, path, asked.moment.on)) if path else []
    things = [one for hop in (*(path.hops if path else ()), *(aim.hops[0] for aim in answer.aims[:2])) for one in (hop.start, hop.end)]
    short = tuple(sorted({one.short: clipped(one.label, 90) for one in things if one.short != one.label}.items()))
    return Poster(
        lang=lang,
        title=speaker.say("paper_poster_title", start=start, end=end),
        stops=tuple(clipped(one.short, 60) for one in (path.hops[0].start, *(hop.end for hop in path.hops))) if path else (),
        band=speaker.say(f"band_{path.band}") if path else (),
        steps=steps,
        none=() if path else speaker.say("paper_no_route", start=start, end=end),
        why=() if path else tuple(closed(answer).splitlines()),
        aims=aims,
        notes=tuple(below),
        short=short,
        conditions=conditions(asked),
        size=fitting([(one.sentence.text, one.source) for one in (*steps, *aims)], below, short, lang),
    )


def step(facts: Facts, hop: Hop, speaker: Speaker, weakest: bool) -> PosterStep:
    """A step of a route."""
    told = Text("en", hop.sentence) if hop.tie.stated else said(facts, hop.tie, speaker.first)
    marks = [text for word in hop.marks for text in speaker.known(f"mark_{word.replace('-', '_')}")]
    when = dates(hop.tie)
    source = clipped(proof(hop.evidence[0]), SOURCE) if hop.evidence else ""
    return PosterStep(told, tuple(marks), " · ".join(filter(None, (when, source))), weakest, hop.tie.status != "actual")


def fitting(told: Sequence[tuple[str, str]], below: Sequence[str] = (), short: Sequence[tuple[str, str]] = (), lang: str = "en") -> int:
    """The largest letters, in points, with which sentences stand below each other on the sheet, each with its source, and what
    stands below them. Millimetres are reckoned from the style sheet.

    >>> fitting([("A reports to B.", "a report")]), fitting([("A very long sentence about two bodies. " * 3, "a report")] * 7)
    (40, 19)
    """
    left = ROOM - 77 - sum(10 * lines(text, 85) for text in below) - 5.3 * lines("".join(map("".join, short)), 110)
    for points, letters in SIZES:
        high = points * 0.353 * LEADING.get(lang, 1.35)
        if sum(lines(text, letters) * high + 19.5 + 5.3 * lines(source, 110) for text, source in told) <= left:
            return points
    return SIZES[-1][0]


def lines(text: str, letters: int) -> int:
    """How many lines a text takes."""
    return -(-len(text) // letters)
