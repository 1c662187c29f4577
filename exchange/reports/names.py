"""Where a text names things that the knowledge knows: every name, alias and acronym in every script, the longest first.

One table of folded names serves all; a text is gone through once, so a hundred pages take about a second. A name in capitals
(AROSP) counts in its own capitals only; a name that several things have keeps them all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ...graph.facts import Facts
from ...graph.lookup import fold, ranked
from .tokens import HARD, Token, tokens

LONGEST = 40


@dataclass(frozen=True)
class Spelling:
    """A name as the knowledge spells it, with the things that have it: of several only those that it names best, sorted."""

    text: str
    things: tuple[str, ...]
    hard: bool


@dataclass(frozen=True)
class Found:
    """A place in a text (characters `start` to `end`) and the things that are named there."""

    start: int
    end: int
    things: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """The spellings by folded form, and these forms in order."""

    spellings: dict[str, tuple[Spelling, ...]]
    order: tuple[str, ...]

    def begins(self, start: str) -> bool:
        """Whether a folded form begins so."""
        place = bisect_left(self.order, start)
        return place < len(self.order) and self.order[place].startswith(start)

    def find(self, text: str) -> list[Found]:
        """The places of known names in a text, in order; none lies over another."""
        words = tokens(text)
        found: list[Found] = []
        at = 0
        while at < len(words):
            hit = self.longest(text, words, at)
            if hit:
                found.append(hit[0])
            at = hit[1] if hit else at + 1
        return found

    def longest(self, text: str, words: list[Token], at: int) -> tuple[Found, int] | None:
        """The longest name that begins with a word, and the number of the word after it."""
        best: tuple[Found, int] | None = None
        form, hard = "", False
        for number in range(at, min(at + LONGEST, len(words))):
            word = words[number]
            hard |= word.hard and number > at
            form += word.key
            if not self.begins(form):
                break
            start, end = words[at].start, word.end
            things = {thing for one in self.spellings.get(form, ()) if (one.hard or not hard) and fits(text[start:end], one.text) for thing in one.things}
            if things:
                best = Found(start, closed(text, start, end), tuple(sorted(things))), number + 1
        return best


def closed(text: str, start: int, end: int) -> int:
    """The end of a name with the bracket that it opened."""
    return end + 1 if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")" else end


def names(facts: Facts) -> Names:
    """The names of everything that the knowledge holds."""
    made: Names = facts.index("names in texts", lambda: gathered(facts))
    return made


def gathered(facts: Facts) -> Names:
    """The table of names; a proper name of one thing goes before an alias of another."""
    by_text: dict[str, dict[str, int]] = {}
    for thing in facts.subjects("Thing"):
        for rank, text in ranked(facts, thing):
            holders = by_text.setdefault(text, {})
            holders[thing] = min(rank, holders.get(thing, rank))
    spellings: dict[str, list[Spelling]] = {}
    for text, holders in sorted(by_text.items()):
        form = "".join(word.key for word in tokens(text))
        if len(form) > 1 and not form.isdigit():
            best = min(holders.values())
            spellings.setdefault(form, []).append(Spelling(text, tuple(sorted(thing for thing, rank in holders.items() if rank == best)), bool(HARD.search(text))))
    return Names({form: tuple(found) for form, found in spellings.items()}, tuple(sorted(spellings)))


@lru_cache(1 << 15)
def short(name: str) -> bool:
    """Whether a name is an acronym: one word, at least half of its letters capitals.

    >>> short("TF-AMW"), short("HomeNet")
    (True, False)
    """
    letters = [sign for sign in name if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return " " not in name.strip() and capitals >= 2 and 2 * capitals >= len(letters)


def bare(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def fits(found: str, name: str) -> bool:
    """Whether some words of a text are a name in their letter case: acronyms letter for letter (an s for several may follow), a name of one
    word with its capital, a longer name with at least one."""
    if short(name):
        return bare(found).removesuffix("s") == bare(name).removesuffix("s")
    cased = any(sign.isupper() for sign in name)
    if not cased:
        return True
    if " " in name.strip():
        return any(sign.isupper() for sign in found)
    return found[:1].isupper() == name[:1].isupper() and fold(found.removesuffix("’s").removesuffix("'s")) == fold(name)
