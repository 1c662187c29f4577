"""A thing that an advocate wants to reach, with its surroundings on a day: what counts there, who stands above and below, who comes from outside.

Everything that is printed of it is a `Statement` with its evidence. Facts go in as their audience may see them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from .dates import span
from .facts import Facts
from .kinds import kinds
from .statement import Statement, merged
from .telling import dates
from .things import Evidence, Tie
from .validity import Moment, alive, handed_on, holds, marks
from .vocabulary import K
from .wording import mark

OUTSIDE = ("Organisation", "Network", "IntergovernmentalOrganisation", "Secretariat", "Post")
GOVERNMENTS = ("State", "Ministry", "GovernmentAgency", "Person", "Collective")
UPWARD = ("Subunit", "PostPlacement", "Sitting", "SecretariatService", "Reporting")


@dataclass(frozen=True)
class Target:
    """A thing, for whom it is looked at (an organisation, or '') and when."""

    facts: Facts
    id: str
    org: str
    moment: Moment
    lang: str = "en"

    @cached_property
    def ties(self) -> dict[str, list[Tie]]:
        """The ties that may count on the day, plans and doubts among them, by each of their ends."""
        over = handed_on(self.facts.ties, self.moment)
        found: dict[str, list[Tie]] = {}
        for tie in self.facts.ties:
            if tie.rank == "deprecated" or tie.status == "cancelled" or tie.id in over or holds(tie, self.moment.on) is False:
                continue
            if all(end in self.facts.terms and alive(self.facts, end, self.moment.on) for end in (tie.start, tie.end)):
                for end in {tie.start, tie.end}:
                    found.setdefault(end, []).append(tie)
        return found

    def beside(self, thing: str) -> Target:
        """Another thing on the same day for the same reader, the ties worked out once for both."""
        other = replace(self, id=thing)
        other.__dict__["ties"] = self.ties
        return other

    def ever(self, thing: str, *words: str) -> list[Tie]:
        """The actual ties of some kinds of a thing, whenever they held: where something belongs does not end with its day."""
        return [t for t in self.facts.tied(thing) if t.status == "actual" and t.rank != "deprecated" and t.kind.removeprefix(K) in words]

    def out(self, *words: str, of: str = "", status: str = "actual") -> list[Tie]:
        """The ties of some kinds that go out from a thing (default: this one), one per link."""
        start = of or self.id
        return merged(t for t in self.ties.get(start, ()) if t.start == start and t.kind.removeprefix(K) in words and (t.status == "actual") == (status == "actual"))

    def into(self, *words: str, of: str = "", status: str = "actual") -> list[Tie]:
        """The ties of some kinds that come to a thing, one per link."""
        end = of or self.id
        return merged(t for t in self.ties.get(end, ()) if t.end == end and t.kind.removeprefix(K) in words and (t.status == "actual") == (status == "actual"))

    @cached_property
    def above(self) -> list[Tie]:
        """Who reports to whom, from this thing to the top, nearest first."""
        return self.climbed(self.id, "Reporting")

    @cached_property
    def below(self) -> list[tuple[int, Tie]]:
        """Who reports to it, and who to those, nearest first, with the number of steps."""
        found: list[tuple[int, Tie]] = []
        seen, waiting = {self.id}, [(1, self.id)]
        while waiting:
            depth, node = waiting.pop(0)
            for tie in self.into("Reporting", of=node):
                if tie.start not in seen:
                    seen.add(tie.start)
                    found.append((depth, tie))
                    waiting.append((depth + 1, tie.start))
        return found

    def climbed(self, start: str, *words: str) -> list[Tie]:
        """The ties from a thing upward, each thing once."""
        found: list[Tie] = []
        seen, waiting = {start}, [start]
        while waiting:
            for tie in self.out(*words, of=waiting.pop(0)):
                found.append(tie)
                if tie.end not in seen:
                    seen.add(tie.end)
                    waiting.append(tie.end)
        return found

    @cached_property
    def sessions(self) -> list[tuple[str, Tie]]:
        """Its sessions up to the day, the last one first, each with its first day as stated."""
        found = [(self.begin(tie.start) or tie.since, tie) for tie in self.into("Sitting")]
        return sorted(((day, tie) for day, tie in found if day and span(day).first <= self.moment.on), key=lambda one: span(one[0]).first, reverse=True)

    @cached_property
    def rooms(self) -> list[str]:
        """Where one can meet it: itself, its sessions with their parts, its posts, those who only sit there, and for a text the stages of its drafting."""
        found = [self.id, *(tie.start for tie in self.ever(self.id, "Sitting", "PostPlacement") if tie.end == self.id and holds(tie, self.moment.on) is not None)]
        if self.facts.isa(self.id, "Instrument"):
            found += [
                tie.start
                for tie in (*self.into("Targeting"), *self.into("Targeting", status="all"))
                if self.facts.isa(tie.start, "Event") or self.facts.isa(tie.start, "PolicyWindow")
            ]
        parts = self.facts.index("parts", lambda: self.facts.pointing(K + "partOf"))
        for room in found[1:]:
            found += [part for part in parts.get(room, ()) if part not in found]
        for room in tuple(found[1:]):
            for tie in self.into("Participation", of=room):
                if self.facts.isa(tie.start, "Collective") and tie.start not in found and all(other.end in found for other in self.out("Participation", of=tie.start)):
                    found.append(tie.start)
        return list(dict.fromkeys(found))

    @cached_property
    def home(self) -> set[str]:
        """The house it belongs to: itself, what stands above and below, and its secretariats."""
        near = {self.id, *(tie.start for _, tie in self.below), *(tie.start for tie in self.into("SecretariatService"))}
        return near.union(*(self.wholes(node) for node in near))

    def wholes(self, thing: str, words: tuple[str, ...] = UPWARD) -> list[str]:
        """What a unit, post or session belongs to or belonged to, nearest first, without the thing itself."""
        found = [thing]
        for one in found:
            found += [tie.end for tie in self.ever(one, *words) if tie.start == one and tie.end not in found]
        return found[1:]

    def top(self, thing: str) -> str:
        """The organisation that a unit, post or session belongs to in the end, or else the largest whole."""
        whole = self.wholes(thing, UPWARD[:3])
        served = self.wholes(thing)
        named = [one for one in served if any(self.facts.isa(one, name) for name in OUTSIDE[:3])]
        return [*whole, *named[:1]][-1] if whole or named else thing

    def outside(self, thing: str) -> bool:
        """Whether something is neither a government nor of the house of this thing."""
        facts = self.facts
        if thing == self.id or not any(facts.isa(thing, name) for name in OUTSIDE) or any(facts.isa(thing, name) for name in GOVERNMENTS):
            return False
        whole = {thing, *self.wholes(thing, (*UPWARD, "Representation"))}
        return not whole & self.home and not any(facts.isa(part, name) for part in whole for name in GOVERNMENTS)

    def begin(self, thing: str) -> str:
        """The first day of a thing as stated, or ''."""
        return self.facts.one(thing, K + "begins")

    def short(self, thing: str) -> str:
        """Its acronym or name."""
        return self.facts.thing(thing, self.lang).short

    def label(self, thing: str) -> str:
        """Its name in full."""
        return self.facts.label(thing, self.lang)

    def telling(self, tie: Tie, lead: str = "", level: int = 0, text: str = "") -> Statement:
        """A tie as a statement: its sentence with short names, its dates, its marks."""
        told = text or kinds()[tie.kind].say(self.short(tie.start), self.short(tie.end), tie.status).removesuffix(".")
        when = dates(tie)
        return Statement(told + (f" ({when})" if when else ""), tie.evidence, self.signs(tie), lead, "fact", level)

    def signs(self, tie: Tie) -> tuple[str, ...]:
        """What a reader must know of a tie, in words; why an analyst concludes it. A text that was made does not age."""
        found = []
        words = marks(tie, self.moment)
        for word in words:
            done = word == "stale" and kinds()[tie.kind].group == K + "textsTies" and kinds()[tie.kind].occurrence
            if done or (word == "date-unknown" and "stale" in words):
                continue
            why = sorted({known.because for known in tie.evidence if known.because}) if word == "inferred" else []
            found.append(mark(word) + (f": {why[0]}" if why else ""))
        return tuple(found)

    def claims(self, name: str, thing: str = "") -> list[tuple[str, tuple[Evidence, ...], str]]:
        """The claims of a property: the value, how it is known, and a note."""
        found = []
        owner = thing or self.id
        for node in self.facts.about.get(owner, ()):
            if self.facts.one(node, K + "property") == K + name and self.facts.one(node, K + "rank") != K + "deprecated":
                value = self.facts.one(node, K + "value")
                found.append((value, self.facts.evidence(node), "; ".join(self.facts.all(node, "http://www.w3.org/2004/02/skos/core#scopeNote"))))
        known = {value for value, *_ in found}
        found += [(value, self.facts.evidence(owner), "") for value in self.facts.all(owner, K + name) if value not in known]
        return found
