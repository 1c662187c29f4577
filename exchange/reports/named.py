"""What a report names: things that the knowledge has, and names that it does not have."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph.facts import NOTATION, Facts, ancestors
from ...graph.lookup import fold
from ...graph.sheets import sheets
from ...graph.vocabulary import K, kebab
from .names import bare

NEW = "new:"
CLASSES = {"events": "Event", "instruments": "Instrument"}


@dataclass(frozen=True)
class Named:
    """What a report names: a key (the IRI, or "new:" and its name folded), its name and acronym, the sheet it belongs to, its class, the
    code of its kind of event or text; the things that it can be (none: new), how it was found and how sure that is."""

    key: str
    name: str
    sheet: str
    class_name: str
    code: str = ""
    short: str = ""
    things: tuple[str, ...] = ()
    how: str = "name"
    sure: str = "high"

    @property
    def new(self) -> bool:
        """Whether the knowledge has no such thing."""
        return not self.things

    def classes(self, facts: Facts) -> frozenset[str]:
        """The classes that it can have, as IRIs."""
        seen: dict[tuple[tuple[str, ...], str], frozenset[str]] = facts.index("classes of what is named", dict)
        key = (self.things, self.class_name)
        if key not in seen:
            seen[key] = frozenset(up for thing in self.things for up in facts.classes(thing)) or frozenset(ancestors().get(K + self.class_name, ()))
        return seen[key]


def newcomer(name: str, sheet: str, kind: str, how: str, sure: str, short: str = "") -> Named:
    """A name that the knowledge does not have."""
    return Named(NEW + (bare(fold(name)) or name), name, sheet, CLASSES.get(sheet, kind), kind if sheet in CLASSES else "", short, (), how, sure)


def known_as(facts: Facts, things: tuple[str, ...], how: str = "name") -> Named:
    """A thing that the knowledge has, or several that share a name."""
    first = things[0]
    classes = facts.classes(first)
    home = next((sheet.key for sheet in sheets() if sheet.key != "ties" and set(sheet.classes) & set(classes)), "")
    return Named("|".join(things), facts.label(first), home, kebab(classes[0]) if classes else "", "", "", things, how, "high" if len(things) == 1 else "low")


def acronym_known(facts: Facts, named: Named) -> bool:
    """Whether the knowledge has the acronym that a report gives a thing."""
    return any(bare(named.short).removesuffix("s") == bare(text).removesuffix("s") for thing in named.things for text in (*facts.all(thing, NOTATION), *facts.names(thing)))
