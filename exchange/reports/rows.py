"""What was read → rows of the workbook of data stewards, each with its place and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.dates import may_agree
from ...graph.facts import Facts
from ...graph.lookup import meant
from ...graph.sheets import sheet as layout
from ...graph.vocabulary import ID, K, camel, kebab
from ..book import Row, joined
from .eventdays import days
from .lexicon import words
from .mentions import Mention, Reading
from .named import Named, acronym_known
from .patterns import LikelyTie
from .recommendations import NEW, Asked, asked_in
from .texts import shortened
from .told import opening_event

KIND_COLUMNS = {"events": "event_kind", "instruments": "document_kind"}
CONTEXT = 120
AROUND = 30
SHEETS = ("actors", "bodies", "events", "instruments", "recommendations", "ties", "sources")
EVIDENCE = {"assertion": "third-party", "confidence": "seen", "sensitivity": "for-participants"}


@dataclass(frozen=True)
class Proposal:
    """A row that somebody may accept: the row; whether it is known, new or contradicting; how sure (high, medium, low) and why; the
    paragraph and characters at which it was found, the words there; the other things that its name can mean."""

    row: Row
    found: str
    sure: str
    why: str
    paragraph: int
    start: int
    end: int
    words: str
    place: str
    could_be: tuple[str, ...] = ()


def called(known: Reading, facts: Facts, key: str) -> str:
    """What a row calls something: its name where that means it alone, else its short address; a recommendation by its number."""
    if key.startswith(NEW):
        return title_of(known, next(one for one in asked_in(known.text) if one.key == key))
    named = known.named[key]
    if len(named.things) == 1:
        return named.name if meant(facts, named.name) == named.things else address(named.things[0])
    return named.name


def address(thing: str) -> str:
    """The short address of a thing: i:slug."""
    return f"i:{thing.removeprefix(ID)}" if thing.startswith(ID) else thing


def proposal(known: Reading, sheet: str, cells: dict[str, str], found: str, sure: str, why: str, at: tuple[int, int, int], could_be: tuple[str, ...] = ()) -> Proposal:
    """A proposal at a place: paragraph, first and last character."""
    number, start, end = at
    paragraph = known.text.paragraphs[number - 1]
    evidence = {} if sheet == "sources" else {"source": known.text.name, "locator": paragraph.locator, **EVIDENCE}
    row = Row(sheet, {key: text for key, text in {**cells, **evidence}.items() if text})
    return Proposal(row, found, sure, why, number, start, end, context(paragraph.text, start, end), f"{paragraph.locator}, characters {start + 1}-{end}", could_be)


def context(text: str, start: int, end: int) -> str:
    """The words at a place with a few around them, at most `CONTEXT` characters."""
    first = max(0, start - AROUND)
    last = min(len(text), max(end + AROUND, start + 1))
    return shortened(text[first:last].replace("\t", " | "), CONTEXT)


def thing(known: Reading, facts: Facts, named: Named, at: Mention) -> Iterator[Proposal]:
    """The row of something that is named; none for what has no sheet here."""
    if named.sheet not in SHEETS[:5]:
        return
    cells = {"name": called(known, facts, named.key) if named.new else named.name}
    found = "new" if named.new else "known"
    if len(named.things) == 1:
        cells["id"] = address(named.things[0])
    if len(named.things) < 2 and layout(named.sheet).column("kind"):
        cells["kind"] = kebab(named.class_name)
    if named.new:
        cells["short"] = named.short
        if named.sheet in KIND_COLUMNS:
            cells[KIND_COLUMNS[named.sheet]] = named.code
        if named.how == "number":
            cells["number"] = named.short
    elif named.short and not acronym_known(facts, named):
        cells["short"] = named.short
        found = "new"
    if named.sheet == "events":
        begins, ends = days(known, named.key, opening_event(known, facts))
        cells |= {"begins": begins, "ends": ends if ends != begins else "", "status": "" if named.things else "actual"}
        stated = facts.one(named.things[0], K + "begins") if len(named.things) == 1 else ""
        if found == "known" and begins and stated and not may_agree(begins, stated):
            found = "contradicting"
    could_be = tuple(map(address, named.things)) if len(named.things) > 1 else ()
    yield proposal(known, named.sheet, cells, found, named.sure, words("how")[named.how], (at.paragraph, at.start, at.end), could_be)


def title_of(known: Reading, asked: Asked) -> str:
    """What a recommendation is called until somebody names it."""
    whose = asked.of or known.text.name
    return shortened(f"Recommendation {asked.number} of {whose}" if asked.number else f"Recommendation of {whose}, paragraph {asked.paragraph}", 160)


def recommendation(known: Reading, facts: Facts, asked: Asked, likely: list[LikelyTie]) -> Proposal:
    """The row of a recommendation; what it asks is left for whoever reads it."""
    own = [tie for tie in likely if asked.key in (tie.start, tie.end)]
    cells = {
        "name": title_of(known, asked),
        "number": asked.number,
        "made_by": joined(called(known, facts, tie.start) for tie in own if tie.kind == "issuance"),
        "addressed_to": joined(called(known, facts, tie.end) for tie in own if tie.kind == "addressing"),
        "calls_for": joined(called(known, facts, tie.end) for tie in own if tie.kind == "call"),
    }
    why = "a number in brackets" if asked.of or asked.end - asked.start < 25 else "an item of a list of recommendations"
    return proposal(known, "recommendations", cells, "new", "high" if asked.number else "medium", why, (asked.paragraph, asked.start, asked.end))


def tie_row(known: Reading, facts: Facts, tie: LikelyTie) -> Proposal:
    """The row of a likely tie."""
    found, since = standing(known, facts, tie)
    cells = {
        "from": called(known, facts, tie.start),
        "tie_kind": tie.kind,
        "to": called(known, facts, tie.end),
        "role": tie.role,
        "since": since,
        "status": tie.status,
    }
    sides = [known.named[key] for key in (tie.start, tie.end) if key in known.named]
    could_be = tuple(address(one) for side in sides if len(side.things) > 1 for one in side.things)
    return proposal(known, "ties", cells, found, "low" if could_be else tie.sure, tie.pattern, (tie.paragraph, tie.first, tie.last), could_be)


def standing(known: Reading, facts: Facts, tie: LikelyTie) -> tuple[str, str]:
    """Whether a tie is known, new or contradicting what is known, and its day."""
    starts, others = (known.named[key].things if key in known.named else () for key in (tie.start, tie.end))
    kind = K + camel(tie.kind)[:1].upper() + camel(tie.kind)[1:]
    same = [one for thing in starts for one in facts.tied(thing) if one.start == thing and one.end in others and one.kind == kind]
    if not same:
        return "new", tie.since
    fitting = [one for one in same if one.status == tie.status and (not tie.since or not one.since or may_agree(tie.since, one.since))]
    return ("known" if fitting else "contradicting"), tie.since


def source(known: Reading) -> Proposal:
    """The row of the report itself: its title, and its day if a line at its beginning is one."""
    lines = [paragraph for paragraph in known.text.paragraphs[:6] if len(paragraph.text) < 40]
    alone = [date for line in lines for date in known.dates[line.number] if date.end - date.start >= len(line.text) - 2]
    issued = alone[0].begins if len(alone) == 1 and alone[0].begins == alone[0].ends else ""
    first = known.text.paragraphs[0]
    return proposal(known, "sources", {"title": known.text.name, "issued": issued}, "new", "medium", "the report itself", (1, 0, len(first.text)))
