"""What an import was the last time, and what it is now: rows keep their addresses, so statements are added, changed, or no longer there.

What is no longer there stays, and is told: a row may be missing by mistake. Only whoever says so drops it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...graph.facts import PREF, PUBLISHER, TITLE, Facts
from ...graph.vocabulary import RDF_TYPE, K, kebab
from .said import Said

PARTS = ("Evidence", "Passage")
PART = re.compile(r"-[ep]\d+$")
WRITERS = (PUBLISHER, K + "filledInBy")


@dataclass(frozen=True)
class Change:
    """What a new import changes: the statements to keep, in the order in which they are written, and what was added, changed, or is no
    longer there, in words. `estranged` are sources with another title, publisher or writer than the last time."""

    quads: Collection[ox.Quad]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    estranged: frozenset[str] = frozenset()


def against(before: Iterable[ox.Quad], now: Said, drop: bool = False, facts: Facts | None = None) -> Change:
    """The statements of an import, with those of the last time that it no longer makes unless they are to be dropped. Things of others
    have the names that the facts give."""
    past = Past(now, facts or Facts())
    for quad in before:
        past.add(quad)
    old, fresh = past.said.subjects.keys() | past.others.keys(), now.subjects.keys()
    lost = old - fresh

    def listed(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(said for subject in found if (said := past.told(subject))))

    changed = {owner(one, fresh) for one in fresh & old if past.differs(one)}
    other = frozenset(one for one in fresh & old if any(past.now_and_then(one, predicate) for predicate in WRITERS))
    return Change(now if drop or not lost else past.kept(lost), listed(fresh - old), listed(changed), listed(lost), other)


def owner(subject: str, subjects: Collection[str]) -> str:
    """What a node of evidence or a passage belongs to; the subject itself if it is none."""
    found = PART.sub("", subject)
    return found if found in subjects else subject


@dataclass
class Past:
    """What was stated the last time, beside what is now. `others` are statements of other graphs and those with nodes that have no address, by subject."""

    now: Said
    facts: Facts
    said: Said = field(init=False)
    others: dict[str, list[ox.Quad]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = Said(self.now.graph, shared=self.now.shared)

    def add(self, quad: ox.Quad) -> None:
        """One statement of the last time."""
        if not self.said.take(quad):
            self.others.setdefault(text(quad.subject), []).append(quad)

    def kept(self, lost: Iterable[str]) -> Collection[ox.Quad]:
        """What is stated now, with what was stated of lost subjects."""
        subjects = {**self.now.subjects, **{subject: self.said.subjects[subject] for subject in lost if subject in self.said.subjects}}
        whole = Said(self.now.graph, subjects)
        others = [quad for subject in lost for quad in self.others.get(subject, ())]
        return tuple(dict.fromkeys([*whole, *others])) if others else whole

    def differs(self, subject: str) -> bool:
        """Whether something else was stated of a subject."""
        others = {(quad.predicate.value, quad.object.value if isinstance(quad.object, ox.NamedNode) else quad.object) for quad in self.others.get(subject, ())}
        return {*self.said.pairs(subject), *others} != set(self.now.pairs(subject))

    def now_and_then(self, subject: str, predicate: str) -> bool:
        """Whether the values of a property of a source are others than they were."""
        now, then = ({str(value) for said, value in found.pairs(subject) if said == predicate} for found in (self.now, self.said))
        return (RDF_TYPE, K + "Source") in self.now.pairs(subject) and now != then

    def values(self, subject: str) -> list[tuple[str, str]]:
        """The predicates and texts of a subject: what is stated now, if it is anything, else what was."""
        pairs = [(predicate, value if isinstance(value, str) else value.value) for predicate, value in self.now.pairs(subject) or self.said.pairs(subject)]
        return pairs if subject in self.now.subjects else [*pairs, *((quad.predicate.value, text(quad.object)) for quad in self.others.get(subject, ()))]

    def told(self, subject: str) -> str:
        """A subject in words: its name, or for a link its ends; '' for evidence and passages."""
        if (RDF_TYPE, K + "Evidence") in self.now.pairs(subject) or (RDF_TYPE, K + "Passage") in self.now.pairs(subject):
            return ""
        said = dict(self.values(subject))
        kind = kebab(said.get(RDF_TYPE, ""))
        if kind.capitalize() in PARTS:
            return ""
        if K + "from" in said:
            return f"{self.label(said[K + 'from'])} · {kind} · {self.label(said.get(K + 'to', ''))}"
        if K + "about" in said:
            return f"{kind} about {self.label(said[K + 'about'])}"
        return f"{self.label(subject)} ({kind})"

    def label(self, subject: str) -> str:
        """The name of a thing, with the one that it had the last time; or the end of its address."""
        now, then = (self.name_in(subject, found) for found in (self.now, self.said))
        return f"{then} → {now}" if now and then and now != then else now or then or self.facts.label(subject)

    def name_in(self, subject: str, said: Said) -> str:
        """The name of a thing in some statements, '' if there is none."""
        return min((str(getattr(value, "value", value)) for predicate, value in said.pairs(subject) if predicate in (PREF, TITLE)), default="")


def text(term: object) -> str:
    """The address or text of a term; '' for a statement about a statement, of which there are none."""
    return str(getattr(term, "value", ""))
