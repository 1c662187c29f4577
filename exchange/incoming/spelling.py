"""A name taken apart: words without case, accents and apostrophes, the numbers among them, the states that they mention.

Any text in, words out. Marks of other scripts stay with their letters, so that a name in Thai is one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

SMALL = 3
ROOT = 4
PLAIN = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True)
class Name:
    """A name taken apart: its words, those that are small (the, of), its numbers, its single letters, the states that it names, its words as one."""

    text: str
    words: tuple[str, ...]
    small: frozenset[str]
    numbers: tuple[int, ...]
    letters: frozenset[str]
    states: frozenset[str]
    joined: str


@lru_cache(65_536)
def parts(text: str) -> tuple[str, ...]:
    """The words and numbers of a text without case, accents and apostrophes; marks of other scripts stay with their letters.

    >>> parts("Women's Union of Việt Nam, 2nd")
    ('womens', 'union', 'of', 'viet', 'nam', '2', 'nd')
    """
    folded = re.sub("[\u0300-\u036f'’`\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace("&", " and ")))
    if folded.isascii():
        return tuple(PLAIN.findall(folded))
    kept = "".join(mark if unicodedata.category(mark)[0] in "LMN" else " " for mark in folded)
    return tuple(re.sub(r"(\d+)", r" \1 ", kept).split())


class States:
    """The states that names mention, by the words of their names; of a name of one word also what is made from it (Thai, Malaysian)."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self.by_words: dict[tuple[str, ...], str] = {}
        self.called: dict[str, set[str]] = {}
        for state, text in sorted(names):
            self.by_words.setdefault(parts(text), state)
            self.called.setdefault(state, set()).add("".join(parts(text)))
        self.by_joined = {"".join(words): state for words, state in self.by_words.items()}
        self.longest = max(map(len, self.by_words), default=0)
        self.roots: dict[str, list[tuple[str, str]]] = {}
        for words, state in sorted(self.by_words.items()):
            if len(words) == 1 and len(words[0]) >= ROOT:
                self.roots.setdefault(words[0][:ROOT], []).append((words[0], state))

    def taken(self, words: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
        """Words with each name of a state as one word, and the states that they mention."""
        found, out, at = set(), [], 0
        while at < len(words):
            for length in range(min(self.longest, len(words) - at), 0, -1):
                state = self.by_words.get(tuple(words[at : at + length]))
                if state:
                    found.add(state)
                    out.append("".join(words[at : at + length]))
                    at += length
                    break
            else:
                made = self.made(words[at])
                if made:
                    found.add(made)
                out.append(words[at])
                at += 1
        return tuple(out), frozenset(found)

    def name(self, text: str) -> Name:
        """A name taken apart."""
        words, states = self.taken(parts(text))
        small = frozenset(found[0] for word in text.split() if len(word) <= SMALL and not word.isupper() and (found := parts(word)))
        numbers = tuple(sorted(int(word) for word in words if word.isdecimal() and len(word) < 20))
        letters = frozenset(word for word in words if len(word) == 1 and word.isascii() and word.isalpha())
        return Name(text, words, small, numbers, letters, states, "".join(words))

    def other(self, word: str) -> set[str]:
        """The other names, each as one word, of the state that a word names."""
        return self.called.get(self.by_joined.get(word, ""), set())

    def made(self, word: str) -> str:
        """The state from whose name a word is made, or ''."""
        for name, state in self.roots.get(word[:ROOT], ()) if word.isalpha() and len(word) >= ROOT else ():
            if name.startswith(word) or word.startswith(name[:-1]):
                return state
        return ""
