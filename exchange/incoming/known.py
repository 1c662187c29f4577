"""Things by their names: names and classes in, the things that a name can mean out, with why. An exact name is tried before a folded one,
then a name without the acronym in brackets behind it.

A thing is only meant where its class fits: an event is never an organisation, a person never anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from ...graph.facts import NOTATION, TITLE, Facts, ancestors
from ...graph.lookup import fold, ranked
from ...graph.sheets import sheets
from ...graph.vocabulary import K, expand
from .likeness import Likeness
from .spelling import States

THING, SOURCE, PERSON, STATE = (K + name for name in ("Thing", "Source", "Person", "State"))
ACTING = frozenset({"actors", "bodies"})
LEADING = frozenset({K + "Actor", K + "Body"})
BRACKETS = re.compile(r"(.*\S)\s*\((\S{2,15})\)")
WORDS = 3


@dataclass
class Known:
    """Names of things, each with its rank (0 proper names, 1 aliases, 2 misspellings), and the classes of every thing, nearest first."""

    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exact: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    folded: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    acronyms: set[tuple[str, str]] = field(default_factory=set)
    texts: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> Known:
        """The things and sources that facts know."""

        def made() -> Known:
            found = cls()
            for thing in facts.subjects("Thing"):
                found.add(thing, facts.classes(thing), ranked(facts, thing), facts.all(thing, NOTATION))
            for source in facts.subjects("Source"):
                found.add(source, facts.classes(source), [(0, text) for text in (*facts.all(source, TITLE), *facts.all(source, K + "address"))])
            return found

        known: Known = facts.index("known names", made)
        return known

    def add(self, thing: str, classes: tuple[str, ...], names: Iterable[tuple[int, str]], acronyms: Iterable[str] = ()) -> None:
        """One more thing with its names."""
        self.classes[thing] = classes
        self.acronyms.update((thing, text) for text in acronyms)
        for rank, text in dict.fromkeys(names):
            self.exact.setdefault(text, []).append((rank, thing))
            self.folded.setdefault(fold(text), []).append((rank, thing))
            self.texts.setdefault(thing, []).append(text)

    def meant(self, text: str, wanted: frozenset[str]) -> tuple[str, ...]:
        """The things of a fitting class that a name means, of several only those whose name it is rather than an alias; sorted."""
        brackets = BRACKETS.fullmatch(text)
        tries = [self.exact.get(text), self.folded.get(fold(text))]
        if brackets and acronym(brackets[2]):
            tries += [self.folded.get(fold(brackets[1]))]
        for hits in tries:
            found = [(rank, thing) for rank, thing in hits or () if fits(self.classes[thing], wanted)]
            if found:
                best = min(rank for rank, _ in found)
                return tuple(sorted({thing for rank, thing in found if rank == best}))
        return ()

    def likeness(self, states: States, *others: Known) -> Likeness:
        """All names but those of people and acronyms, to find near ones."""
        every = (self, *others)
        found = Likeness(states, {text: known.texts[thing][0] for known in every for thing, text in sorted(known.acronyms) if spelled_out(text, known.texts[thing][0])})
        for known in every:
            for thing, texts in sorted(known.texts.items()):
                for text in texts if known.classes[thing][:1] != (PERSON,) else ():
                    if (thing, text) not in known.acronyms and not text.startswith("http"):
                        found.add(thing, text)
        return found


def states_of(facts: Facts) -> States:
    """The states that names can mention."""
    found: States = facts.index(
        "states named", lambda: States((thing, text) for kind in ("State", "Territory") for thing in facts.subjects(kind) for _, text in ranked(facts, thing) if not acronym(text))
    )
    return found


def spelled_out(text: str, name: str) -> bool:
    """Whether an acronym is written out to find near names: one of a longer name, whose first letter it shares."""
    return acronym(text) and len(name.split()) >= WORDS and not acronym(name) and name[:1].casefold() == text[:1].casefold()


def acronym(text: str) -> bool:
    """Whether a text looks like an acronym: one word with two capital letters at least.

    >>> acronym("LGBTIQ+"), acronym("WIEGO"), acronym("Thailand"), acronym("UN Women")
    (True, True, False, False)
    """
    return " " not in text and sum(letter.isupper() for letter in text) >= 2 and len(text) <= 15


def fits(classes: tuple[str, ...], wanted: frozenset[str]) -> bool:
    """Whether something of these classes, nearest first, can be what is wanted: one of the classes, or something more general."""
    return not wanted.isdisjoint(classes) or not classes or any(classes[0] in ancestors().get(name, ()) for name in wanted)


@cache
def family(page: str) -> frozenset[str]:
    """The classes of the rows of a sheet; bodies often stand among the actors, and the other way round."""
    return frozenset(name for one in sheets() if one.key == page or {one.key, page} <= ACTING for name in one.classes)


@cache
def below(classes: frozenset[str]) -> frozenset[str]:
    """Classes with all that are under them."""
    return classes | {name for name, up in ancestors().items() if not classes.isdisjoint(up)}


def doubtful(stated: str, classes: tuple[str, ...]) -> bool:
    """Whether the class that a row states makes it doubtful that it is a thing of other classes: a state is no union, a group of many is
    none of them."""
    up = ancestors().get(stated, (stated,))
    if not classes or stated in classes or classes[0] in up:
        return False
    return (STATE in up) != (STATE in classes) or ({top(up), top(classes)} != {top(up)} and not {top(up), top(classes)} <= LEADING)


def top(classes: tuple[str, ...]) -> str:
    """The class just under thing, '' if there is none."""
    return next((classes[n - 1] for n, name in enumerate(classes) if name == THING and n), "")


def address(text: str) -> str:
    """The address that a text is (i:slug, or a full one), '' if it is a name."""
    if text.startswith(("http://", "https://")):
        return "" if re.search(r'[\s<>"{}|^`\\]', text) else text
    return (expand(text) or "") if text.startswith("i:") and not re.search(r'[\s<>"{}|^`\\]', text) else ""
