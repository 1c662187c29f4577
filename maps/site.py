"""The things that have a page in a folder of pages, and how each of their links stands on the day: knowledge, a moment → `Site`.

Worked out once for the whole folder. Persons have no page unless the profile has them as steps: what is published of their roles
stands on the pages of the offices. Refused (`UsageError`): more things than a folder of pages carries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ..graph.errors import UsageError
from ..graph.facts import LABEL, PREF, TITLE, Facts
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.things import Tie
from ..graph.validity import Moment, alive, handed_on, holds, marks
from .elements import drawings, look, slug
from .filenames import file_name
from .holdings import holdings
from .view import Kind

MOST = 20_000
STATES = ("now", "happened", "later", "planned", "possible", "ended", "cancelled", "corrected")
OPEN = frozenset({"now", "happened", "planned", "possible"})
OTHER = Kind("thing", "things", "dot", "#5f5f5f")


@dataclass(frozen=True)
class Entry:
    """A thing that has a page: its id on the map, the name of its file, how it is called and drawn, its class in words, the code
    of the language of its name if that is not English. A short name that several share is not used."""

    id: str
    slug: str
    file: str
    label: str
    short: str
    kind: Kind
    sort: str
    lang: str


@dataclass(frozen=True)
class Site:
    """Facts as their audience sees them, on a day, in a language."""

    knowledge: Knowledge
    moment: Moment
    lang: str = "en"

    @property
    def facts(self) -> Facts:
        """What is known."""
        return self.knowledge.facts

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every thing that has a page, by its address, in the order of names."""
        things = holdings(self.knowledge)
        if len(things) > MOST:
            raise UsageError(f"{len(things):,} things are too many for a folder of pages.", f"At most {MOST:,}; one map file carries more: kuasa map -o map.html")
        looks = drawings()
        found = [self.entry(thing, looks) for thing in things]
        shared = {short for short, n in Counter(one.short for one in found).items() if n > 1}
        found = [replace(one, short=one.label) if one.short in shared else one for one in found]
        return {one.id: one for one in sorted(found, key=lambda one: (one.label.casefold(), one.id))}

    def entry(self, thing: str, looks: dict[str, Kind]) -> Entry:
        """The entry of a thing."""
        drawn = {kind.id: kind for kind in looks.values()}.get(look(self.facts, looks, thing), OTHER)
        shown, called = self.facts.thing(thing, self.lang), file_name(slug(thing))
        return Entry(thing, slug(thing), called, shown.label, shown.short, drawn, shown.kind.replace("-", " "), self.tongue(thing))

    def tongue(self, thing: str) -> str:
        """The language of the name that is shown of a thing; '' for English, and where none is stated."""
        shown = self.facts.label(thing, self.lang)
        found = [lang for predicate in (PREF, LABEL, TITLE) for text, lang in self.facts.tagged(thing, predicate) if text == shown]
        return "" if "en" in found else next(filter(None, found), "")

    @cached_property
    def over(self) -> set[str]:
        """The ties that a later holder has ended."""
        return handed_on(self.facts.ties, self.moment)

    @cached_property
    def gone(self) -> set[str]:
        """The things with a page that do not exist on the day."""
        return {thing for thing in self.entries if not alive(self.facts, thing, self.moment.on)}

    @cached_property
    def touching(self) -> dict[str, list[Tie]]:
        """The ties of each thing; records that say the same of the same days are one, with the evidence of all."""
        found: dict[str, list[Tie]] = {}
        for tie in alike(tie for tie in self.facts.ties if self.told(tie)):
            for end in {tie.start, tie.end}:
                found.setdefault(end, []).append(tie)
        return found

    def told(self, tie: Tie) -> bool:
        """Whether a tie stands on a page at all."""
        unsure = self.moment.strict and tie.status == "actual" and holds(tie, self.moment.on) is None
        return bool(tie.evidence) and not unsure and all(end in self.facts.terms for end in (tie.start, tie.end))

    def state(self, tie: Tie) -> str:
        """How a tie stands on the day: one of `STATES`. What may hold stands with what does, marked."""
        if tie.rank == "deprecated":
            return "corrected"
        if tie.status != "actual":
            return {"planned": "planned", "cancelled": "cancelled"}.get(tie.status, "possible")
        there = holds(tie, self.moment.on)
        if kinds()[tie.kind].occurrence:
            return "later" if there is False else "happened"
        if tie.id in self.over or {tie.start, tie.end} & self.gone:
            return "ended"
        return "now" if there is not False else "later" if "not-begun" in marks(tie, self.moment) else "ended"

    def sorts(self) -> list[Kind]:
        """The kinds that occur, by their words."""
        return sorted({one.kind for one in self.entries.values()}, key=lambda kind: (kind.label, kind.id))


def alike(ties: Iterable[Tie]) -> list[Tie]:
    """One tie for the records with the same ends, kind, status and dates."""
    found: dict[tuple[object, ...], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.start, tie.kind, tie.end, tie.status, tie.since, tie.until, tie.rank, tie.realised), []).append(tie)
    merged = []
    for records in found.values():
        first = min(records, key=lambda tie: (tie.evidence[0].confidence != "seen", tie.evidence[0].assertion == "inferred", tie.id))
        seen = tuple(sorted({day for tie in records for day in tie.observed}))
        merged.append(first if len(records) == 1 else replace(first, observed=seen, evidence=tuple(dict.fromkeys(known for tie in records for known in tie.evidence))))
    return sorted(merged, key=lambda tie: tie.id)
