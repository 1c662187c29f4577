"""Read as the ministry would: what a file says of persons, what is concluded, against somebody, or said by participants only.

In: knowledge, the ids of the things in the file, its whole text, the moment. Out: rows in groups, each a sentence with its
source and the thing where it stands; those that are not checked yet or old are counted. It judges nothing: people do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ..graph.dossier import record_said
from ..graph.facts import Facts
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.profiles import profile
from ..graph.telling import proof
from ..graph.things import Evidence, Tie
from ..graph.traces import Read
from ..graph.validity import Moment, marks
from ..graph.vocabulary import ID, K
from ..graph.wording import mark, say

GROUPS = ("persons", "negative", "inferred", "participants")
ABOUT = ("Claim", "Door", "Attendance", "Position", "Assessment", "Name")


@dataclass(frozen=True)
class Row:
    """One statement of a file: its group, the thing where it stands, its sentence, its source, and what must be known of it."""

    group: str
    place: str
    sentence: str
    source: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """The rows in the order of `GROUPS`, by place; how many statements of the file are not checked yet, and how many old."""

    rows: tuple[Row, ...]
    recalled: int
    stale: int

    def of(self, group: str) -> tuple[Row, ...]:
        """The rows of a group."""
        return tuple(row for row in self.rows if row.group == group)


def review(knowledge: Knowledge, ids: Iterable[str], texts: Iterable[str], moment: Moment, lang: str = "en") -> Review:
    """What somebody should read before the file with these things and texts is handed out."""
    facts = knowledge.facts
    things = {one if one in facts.terms else ID + one for one in ids}
    ties = [tie for tie in facts.ties if tie.start in things and tie.end in things]
    against = profile("public").withholds
    found = list(persons(facts, texts, lang))
    for tie in ties:
        row = told(facts, tie, moment, lang)
        found += [Row(group, *row) for group in groups(tie.evidence, tie.kind in against)]
    for record in records(facts, things):
        heading, statement = record_said(facts, record, lang)
        row = (facts.label(facts.one(record, K + "about"), lang), f"{heading}: {statement}", source(facts.evidence(record)), ())
        found += [Row(group, *row) for group in groups(facts.evidence(record), not against.isdisjoint(facts.classes(record)))]
    signs = [marks(tie, moment) for tie in ties] + [("recalled",) for record in records(facts, things) if all_are(facts.evidence(record), confidence="recalled")]
    rows = sorted(dict.fromkeys(found), key=lambda row: (GROUPS.index(row.group), row.place.casefold(), row.sentence))
    return Review(tuple(rows), sum("recalled" in found for found in signs), sum("stale" in found for found in signs))


def persons(facts: Facts, texts: Iterable[str], lang: str) -> Iterator[Row]:
    """Every person whom the texts name, with each office or part at an event that is known."""
    named = {f" {name} ": person for person in facts.subjects("Person") for name in facts.names(person)}
    for person in sorted({named[hit] for hit in Read.from_fields(texts).found(named)}) if named else ():
        ties = facts.tied(person)
        for tie in ties:
            role = f" ({tie.role.replace('-', ' ')})" if tie.role else ""
            yield Row("persons", facts.label(person, lang), sentence(facts, tie, lang) + role, source(tie.evidence))
        if not ties:
            yield Row("persons", facts.label(person, lang), say("review_no_office"), "")


def records(facts: Facts, things: Collection[str]) -> Iterator[str]:
    """The statements about some things that are no links."""
    return (record for thing in sorted(things) for record in facts.about.get(thing, ()) if any(facts.isa(record, name) for name in ABOUT))


def groups(evidence: tuple[Evidence, ...], against: bool) -> Iterator[str]:
    """The groups to which a statement belongs."""
    if against:
        yield "negative"
    if all_are(evidence, assertion="inferred"):
        yield "inferred"
    if all_are(evidence, assertion="participants"):
        yield "participants"


def all_are(evidence: tuple[Evidence, ...], **said: str) -> bool:
    """Whether there is evidence, and all of it is of one kind."""
    return bool(evidence) and all(getattr(known, name) == value for known in evidence for name, value in said.items())


def told(facts: Facts, tie: Tie, moment: Moment, lang: str) -> tuple[str, str, str, tuple[str, ...]]:
    """A tie as a row: where it stands, its sentence, its source, its marks."""
    return facts.label(tie.start, lang), sentence(facts, tie, lang), source(tie.evidence), tuple(mark(word) for word in marks(tie, moment) if word in ("recalled", "stale"))


def sentence(facts: Facts, tie: Tie, lang: str) -> str:
    """The sentence of a tie."""
    return kinds()[tie.kind].say(facts.label(tie.start, lang), facts.label(tie.end, lang), tie.status)


def source(evidence: tuple[Evidence, ...]) -> str:
    """The first source of a statement, and how many more there are."""
    more = f" · {say('more_sources', n=len(evidence) - 1)}" if len(evidence) > 1 else ""
    return proof(evidence[0]) + more if evidence else ""


def lines(found: Review) -> Iterator[str]:
    """The review as people read it: first how much there is, then group by group, thing by thing."""
    yield say("review_heading")
    for group in GROUPS:
        yield f"  {say('review_' + group)}: {len(found.of(group))}"
    yield f"  {say('review_counted', recalled=found.recalled, stale=found.stale)}"
    for group in GROUPS:
        place = None
        for row in found.of(group):
            if place is None:
                yield from ("", say("review_" + group))
            if row.place != place:
                place = row.place
                yield f"  {place}"
            yield f"    {row.sentence}" + (f" [{'; '.join(row.marks)}]" if row.marks else "")
            if row.source:
                yield f"        {row.source}"
