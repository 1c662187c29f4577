"""A target sheet for an advocate: what is known of a body, actor or text, and how an organisation gets to it.

`brief(...)` gives a `Sheet`: parts with numbered lines, doors, sources. Every line of fact has the numbers of its sources, or of
the places where to check it; a plan stands as a plan. Long parts keep the most important lines and count the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import approach, portrait, precedents, writings
from .asking import asked
from .doors import DoorCard, doors
from .errors import BadChoice
from .facts import NOTATION, Facts
from .knowledge import Knowledge
from .numbering import Cited, Numbers
from .statement import Statement, gap, spoken
from .target import Target
from .things import Evidence
from .validity import Moment
from .vocabulary import K
from .wording import mark, say, wording

KEPT = {"seats": 22, "reporting": 14, "doors": 6, "texts": 8, "asked": 6, "positions": 4, "routes": 20, "precedents": 12, "windows": 4, "others": 8}


@dataclass(frozen=True)
class Line:
    """A printed line with the numbers of its sources. `kind`: fact, gap, note or todo; `level` 1 stands under the line before."""

    lead: str
    text: str
    marks: tuple[str, ...]
    numbers: tuple[str, ...]
    kind: str = "fact"
    level: int = 0


@dataclass(frozen=True)
class Card:
    """A printed way in."""

    name: str
    body: str
    asks: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    numbers: tuple[str, ...]
    verdict: str
    verdict_said: str
    why: str
    why_numbers: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A section: its heading, lines or ways in, and how many were left out."""

    id: str
    heading: str
    lines: tuple[Line, ...]
    cards: tuple[Card, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Sheet:
    """The whole target sheet."""

    title: str
    name: str
    kind: str
    reader: str
    conditions: str
    parts: tuple[Part, ...]
    glossary: tuple[tuple[str, str], ...]
    sources: tuple[Cited, ...]


def brief(knowledge: Knowledge, thing: str, org: str, moment: Moment, lang: str = "en") -> Sheet:
    """The sheet of a thing for an organisation ('' for nobody); `BadChoice` for what is no body, actor or text."""
    facts = knowledge.facts
    fitting(facts, thing)
    if org == thing:
        raise BadChoice("NAME and --for are the same thing.", "Name after --for who wants to get there.")
    if org and (not facts.isa(org, "Actor") or facts.isa(org, "Person")):
        raise BadChoice(f"'{facts.label(org, lang)}' is no organisation or network.", "Name after --for who wants to get there.")
    target = Target(facts, thing, org, moment, lang)
    sections: dict[str, Callable[[Target], Iterator[Statement]]] = {
        "head": portrait.head,
        "seats": portrait.seats,
        "reporting": portrait.reporting,
        "deciding": portrait.deciding,
        "doors": lambda _: iter(()),
        "texts": writings.texts,
        "asked": asked,
        "positions": writings.positions,
        "routes": lambda one: approach.routes(one, knowledge.audience.person_as_step),
        "precedents": precedents.precedents,
        "windows": approach.windows,
        "others": approach.others,
    }
    numbers = Numbers(facts)
    parts, told = [], []
    for name, section in sections.items():
        found = tuple(section(target))
        ways = doors(target) if name == "doors" else ()
        if name == "doors" and not ways and (facts.isa(thing, "Body") or facts.isa(thing, "Instrument")):
            found = (gap("sheet_no_door"),)
        if found or ways:
            heading = say("sheet_part_making" if name == "texts" and facts.isa(thing, "Instrument") else "sheet_part_" + name)
            kept = KEPT.get(name, 12) + (6 if facts.isa(thing, "Instrument") else 0)
            shown = trimmed(found, kept)
            cards = tuple(carded(target, numbers, way) for way in ways[:kept])
            parts.append(Part(name, heading, tuple(lined(numbers, one) for one in shown), cards, len(found) - len(shown) + len(ways) - len(cards)))
            told.append((heading, shown))
    unknown = tuple(lined(numbers, one) for one in approach.blind(target, told))
    parts.append(Part("blind", say("sheet_part_blind"), unknown))
    named = facts.thing(thing, lang)
    title = named.label if named.short == named.label or len(named.short) > 40 else f"{named.label} ({named.short})"
    kind = spoken(facts.one(thing, K + "documentKind")) or named.kind.replace("-", " ")
    withheld = wording()["report_withheld"].format(withheld=knowledge.withheld.count) if knowledge.withheld.count else wording()["report_withheld_none"]
    return Sheet(
        say("sheet_title", name=title),
        named.short,
        kind,
        say("sheet_for", name=facts.label(org, lang)) if org else say("sheet_for_nobody"),
        say("sheet_conditions", on=moment.on, profile=knowledge.audience.name, withheld=withheld),
        tuple(parts),
        glossary(target, parts),
        numbers.listed(),
    )


def fitting(facts: Facts, thing: str) -> None:
    """`BadChoice` for what no sheet can be written of."""
    kinds = [name for name in ("Body", "Actor", "Instrument") if facts.isa(thing, name)]
    if not kinds or facts.isa(thing, "Person"):
        raise BadChoice(
            f"'{facts.label(thing)}' is no body, actor or text ({facts.thing(thing).kind.replace('-', ' ')}).",
            "Name a body, an actor that is no person, or a text. `kuasa show` tells all of any thing.",
        )


def trimmed(found: tuple[Statement, ...], kept: int) -> tuple[Statement, ...]:
    """The first lines; gaps are never left out."""
    if len(found) <= kept:
        return found
    return (*found[:kept], *(one for one in found[kept:] if one.kind == "gap"))


def lined(numbers: Numbers, one: Statement) -> Line:
    """A statement with the numbers of its sources; without any it says that nobody has checked it."""
    cited = numbers.of(one.evidence, one.whole)
    unchecked = (mark("recalled"),) if one.kind == "fact" and not one.evidence else ()
    return Line(one.lead, one.text, tuple(dict.fromkeys((*one.marks, *unchecked, *recalled(one.evidence)))), cited, one.kind, one.level)


def recalled(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """The mark of what nobody has checked."""
    return (mark("recalled"),) if evidence and all(known.confidence == "recalled" for known in evidence) else ()


def carded(target: Target, numbers: Numbers, way: DoorCard) -> Card:
    """A way in with its numbers."""
    said = say("sheet_verdict_" + way.verdict, org=target.short(target.org) if target.org else "") if way.verdict else ""
    return Card(way.name, way.body, way.asks, recalled(way.evidence), numbers.of(way.evidence), way.verdict, said, way.why, numbers.of(way.because))


def glossary(target: Target, parts: list[Part]) -> tuple[tuple[str, str], ...]:
    """What the acronyms in the lines stand for."""
    text = " ".join([line.lead + " " + line.text for part in parts for line in part.lines] + [f"{card.body} {card.why}" for part in parts for card in part.cards])
    words = set(text.replace("(", " ").replace(")", " ").replace(",", " ").replace(":", " ").replace(";", " ").replace("'s", " ").split())
    facts = target.facts
    things = [facts.thing(one, target.lang) for kind in ("Actor", "Body", "Event", "Instrument") for one in facts.subjects(kind) if facts.one(one, NOTATION) in words]
    return tuple(sorted({(one.short, one.label) for one in things if one.short != one.label and one.id != target.id}))
