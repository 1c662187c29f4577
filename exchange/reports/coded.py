"""Where a text names an instrument by its number: C190, R204, P029, "Convention No. 190", "ILO Conventions 87 and 98"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...graph.facts import NOTATION, Facts
from .lexicon import words


@dataclass(frozen=True)
class Coded:
    """An instrument at a place: its number in the series ("C190") and the things that have it, none if the knowledge has none."""

    start: int
    end: int
    code: str
    things: tuple[str, ...]


@cache
def forms() -> re.Pattern[str]:
    """What finds a number of an instrument; a number alone counts after the word for its series, if ILO, No. or a list of numbers stands there."""
    series = "|".join(words("series"))
    letters = "".join(sorted(set(words("series").values())))
    numbered = r"(?:\(?(?:No|Nos|nos|no)\.?\s?|№\s?)"
    return re.compile(
        rf"(?<![\w/-])(?:(?P<letter>[{letters}])[\s.-]?(?P<code>\d{{1,3}})(?![\w/%])"
        rf"|(?P<ilo>ILO\s(?:[Cc]ore\s|[Ff]undamental\s)?)?(?P<series>(?i:{series}))s?,?\s(?P<no>{numbered})?(?P<first>\d{{1,3}})(?P<more>(?:(?:,\s?|\s?and\s|\s?&\s){numbered}?\d{{1,3}}(?!\d|\s[A-Z][a-z]+\s\d{{4}}))*)(?![\w/%]|\.\d)\)?)"
    )


def known(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The things by the number of an instrument, without zeros before it."""

    def made() -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for thing in facts.subjects("Instrument"):
            for text in facts.all(thing, NOTATION):
                match = re.fullmatch(r"([A-Z])0*(\d{1,3})", text)
                if match:
                    found.setdefault(match[1] + match[2], set()).add(thing)
        return {code: tuple(sorted(things)) for code, things in found.items()}

    table: dict[str, tuple[str, ...]] = facts.index("instruments by number", made)
    return table


def codes(text: str, facts: Facts) -> list[Coded]:
    """The instruments that a text names by number, in order. A word and a number that the knowledge does not know as an instrument
    ("Recommendation 3") is none, unless ILO or No. stands with it."""
    table = known(facts)
    found = []
    for match in forms().finditer(text):
        if match["letter"]:
            code = match["letter"] + str(int(match["code"]))
            if code in table or len(match["code"]) == 3:
                found.append(Coded(match.start(), match.end(), code, table.get(code, ())))
            continue
        letter = words("series")[match["series"].lower()]
        if not (match["ilo"] or match["no"] or match["more"]) and letter == "R":
            continue
        places = [(match.start(), match.end("first"), match["first"])]
        more = match.start("more")
        places += [(more + one.start(), more + one.end(), one[0]) for one in re.finditer(r"\d+", match["more"] or "")]
        for start, end, number in places:
            code = letter + str(int(number))
            if code in table or match["no"] or match["ilo"]:
                found.append(Coded(start, end, code, table.get(code, ())))
    return found
