"""The forms in which reports say that two are linked, as `ontology/reading/patterns.csv` has them, ready to be looked for; and a likely tie, which is what
one of them finds.

A pattern is a regular expression over a sentence whose mentions are marks (`marked`). In it {A}, {B}, {C} stand for one mention, with an
article before it and a short bracket after it; {A*} for a list of mentions; {~} for a few words without mention. `from` and `to` name
the slots of both ends; `event` is the event and `text` the agreement or law text that the report told of last, `recommendation` the one that the words stand in. A slot can
ask for a class more (`A:Person`) or refuse one (`B:-State`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...graph.facts import word_facts
from ...graph.vocabulary import K, camel
from .lexicon import table, words

OPEN, CLOSE = "\x02", "\x03"
MARK = rf"{OPEN}\d+{CLOSE}"
ARTICLE = r"(?:(?:[Tt]he|[Aa]n?|its|our|their) )?"
BRACKET = r"(?:[ ]?\([^()]{0,80}\))?"
BETWEEN = rf"{BRACKET}(?:, ?(?:and |or )?|; (?:and )?| ?/ ?|,? (?:and|&|or|as well as|together with|along with) ){ARTICLE}"
ORDER = {"high": 0, "medium": 1, "low": 2}
LISTED = 60
GAP = rf"{BRACKET}[^{OPEN}{CLOSE}.;:!?\t]{{0,60}}?"


@dataclass(frozen=True)
class Pattern:
    """A form of a likely tie: its name, what finds it, the kind of tie (another where a list has several), the slots of both ends, a role, a
    status if it never says that something is, and how sure it is. A `wide` one has words between its first slot and the rest, so that what is
    meant may stand before other mentions."""

    name: str
    form: re.Pattern[str]
    kind: str
    several: str
    start: str
    end: str
    role: str
    status: str
    sure: str
    wide: bool = False

    @property
    def contextual(self) -> bool:
        """Whether it only counts inside a recommendation."""
        return "recommendation" in (self.start, self.end)


@dataclass(frozen=True)
class LikelyTie:
    """A tie that a report likely states: the keys of its ends, kind, status, role and day; the words it was found at (characters of its
    paragraph); the pattern that found it and how sure that is."""

    start: str
    kind: str
    end: str
    status: str
    role: str
    since: str
    paragraph: int
    first: int
    last: int
    pattern: str
    sure: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern, in order."""
    return tuple(
        Pattern(row["name"], compiled(row["pattern"]), row["kind"], row["several"], row["from"], row["to"], row["role"], row["status"], row["sure"], "{A}{~}" in row["pattern"])
        for row in table("patterns")
    )


def compiled(text: str) -> re.Pattern[str]:
    """A pattern with its slots filled."""
    text = text.replace("{~}", GAP)
    text = re.sub(r"\{([ABC])\*\}", lambda slot: rf"{ARTICLE}(?P<{slot[1]}>{MARK}(?:{BETWEEN}{MARK}){{0,{LISTED}}}+){BRACKET}", text)
    return re.compile(re.sub(r"\{([ABC])\}", lambda slot: rf"{ARTICLE}(?P<{slot[1]}>{MARK})", text))


@cache
def ends(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The classes that the two ends of a kind of tie can have, as IRIs."""
    facts = word_facts()
    name = K + camel(kind)[:1].upper() + camel(kind)[1:]
    return frozenset(facts.all(name, K + "fromClass")), frozenset(facts.all(name, K + "toClass"))


@cache
def intended() -> dict[str, str]:
    """The status that words of intention speak for."""
    return words("plan")
