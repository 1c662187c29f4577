"""The link key: the kinds of links between things that have a card, each with a letter, an arrow to draw and what to write of it.

The lines say how firm a link is, as on the map: drawn through for what is, broken for plans, dotted for what is possible or proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from string import ascii_lowercase

from ..graph.kinds import kinds
from ..graph.sheets import sheet, word
from ..graph.things import Tie
from ..graph.wording import wording
from .paper_words import Speaker, Texts
from .still import PATTERNS

MOST = 14
EMPTY = 3


@dataclass(frozen=True)
class Letter:
    """A kind of link: its letter, its verb with the English that the table wants, whether it goes both ways, how often it is used. An
    empty one has only its letter."""

    letter: str
    verb: Texts = ()
    write: str = ""
    both: bool = False
    used: int = 0


@dataclass(frozen=True)
class Line:
    """How to draw a link of a status: the pattern of its line, and what it says."""

    status: str
    dash: str
    says: Texts


def letters(ties: tuple[Tie, ...], speaker: Speaker) -> tuple[Letter, ...]:
    """The kinds of some ties, the most frequent first, at most 14, then empty lines for others."""
    column = sheet("ties").column("tie_kind")
    assert column is not None
    used = Counter(tie.kind for tie in ties)
    found = []
    signs = lettered()
    for kind in sorted(used, key=lambda iri: (-used[iri], iri))[:MOST]:
        one = kinds()[kind]
        verb = speaker.say(f"kind_{one.word.replace('-', '_')}_verb")
        found.append(Letter(next(signs), verb, word(column, one.word), one.verb == one.inverse, used[kind]))
    return (*found, *(Letter(sign) for sign in islice(signs, EMPTY)))


def lettered() -> Iterator[str]:
    """a, b ... z, a2, b2 ..."""
    return (letter + ("" if turn == 1 else str(turn)) for turn in count(1) for letter in ascii_lowercase)


def lines(speaker: Speaker) -> tuple[Line, ...]:
    """The statuses of links with their lines."""
    return tuple(Line(status, dash, speaker.say(f"status_{status}")) for status, dash in PATTERNS.items() if f"status_{status}" in wording())
