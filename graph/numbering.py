"""The numbers of the sources of a sheet: one for each source, a letter for each place in it, in the order in which they are needed."""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Facts
from .things import Evidence
from .vocabulary import K
from .wording import say

CITED = 2


@dataclass(frozen=True)
class Cited:
    """A source with its number and the places in it, or (`check`) a place where to check what nobody has checked."""

    number: str
    title: str
    places: tuple[tuple[str, str], ...]
    address: str = ""
    check: bool = False


class Numbers:
    """Sources in the order in which they are first needed: one number per source, a letter per place in it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.seen: dict[tuple[str, bool], list[tuple[str, str]]] = {}
        self.known: dict[tuple[str, bool], Evidence] = {}

    def of(self, evidence: tuple[Evidence, ...], whole: bool = False) -> tuple[str, ...]:
        """The numbers of some evidence, at most `CITED` and of what was only recalled only if nothing was seen; `whole`: of all."""
        seen = [known for known in evidence if known.confidence != "recalled"] or list(evidence)
        found = []
        for known in evidence if whole else seen[:CITED]:
            key = known.id, known.confidence == "recalled"
            places = self.seen.setdefault(key, [])
            self.known.setdefault(key, known)
            place = (known.locator, known.assertion)
            if place not in places:
                places.append(place)
            found.append((key, place))
        return tuple(dict.fromkeys(self.number(key, place) for key, place in found))

    def number(self, key: tuple[str, bool], place: tuple[str, str]) -> str:
        """The number of a place in a source: 3, 3b, c2."""
        alike = [other for other in self.seen if other[1] == key[1]]
        letter = "" if key[1] or self.seen[key].index(place) == 0 else lettered(self.seen[key].index(place))
        return ("c" if key[1] else "") + str(alike.index(key) + 1) + letter

    def listed(self) -> tuple[Cited, ...]:
        """The sources, then the places where to check."""
        found = []
        for key, places in sorted(self.seen.items(), key=lambda one: one[0][1]):
            known = self.known[key]
            address = self.facts.one(known.id, K + "address")
            told = () if key[1] else tuple((lettered(n) if n else "", where(place)) for n, place in enumerate(places))
            title = address.split("://")[-1] if address and "…" in known.title else known.title
            found.append(Cited(self.number(key, places[0]), known.check_at if key[1] else title, told, address, key[1]))
        return tuple(found)


def lettered(n: int) -> str:
    """The letter of a place: a to z, then aa. The first place of a source has none.

    >>> lettered(0), lettered(27)
    ('a', 'bb')
    """
    return chr(97 + n % 26) * (n // 26 + 1)


def where(place: tuple[str, str]) -> str:
    """A place in a source and how it tells it."""
    locator, assertion = place
    how = "" if assertion == "official-text" else say("sheet_how_" + assertion)
    return f"{locator} [{how}]" if locator and how else locator or how
