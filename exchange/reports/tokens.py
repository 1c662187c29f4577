"""A text → its words with their places, folded so that spellings of one name agree: without case, accents, plural s; labor is labour.

Thai, Lao, Burmese and Khmer are written without spaces: there each letter with its marks is a word, so that a name can begin anywhere
but never in the middle of a letter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ...graph.lookup import fold
from ...graph.scripts import UNSPACED
from .lexicon import words

WORD = re.compile(rf"[{UNSPACED}]|&|(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])[^\W_]|[\u0300-\u036f])*(?:['’][sS](?!\w))?")
STACKED = frozenset("\u17d2\u1039\u0eba")
HARD = re.compile(r"[,;:()\[\]{}!?\t|•“”\"<>]|\.\s|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its place in the text, its folded form, and whether a stop stands before it."""

    start: int
    end: int
    key: str
    hard: bool


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    found: list[Token] = []
    last = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        sign = text[start]
        if found and start == last and end - start == 1 and (unicodedata.category(sign)[0] == "M" or text[start - 1] in STACKED) and re.match(f"[{UNSPACED}]", sign):
            before = found.pop()
            found.append(Token(before.start, end, text[before.start : end], before.hard))
        else:
            found.append(Token(start, end, keyed(match[0]), bool(HARD.search(text, last, start))))
        last = end
    return found


@lru_cache(1 << 16)
def keyed(word: str) -> str:
    """The folded form of a word.

    >>> keyed("Organizations"), keyed("People’s")
    ('organisation', 'people')
    """
    if word == "&":
        return "and"
    key = fold(re.sub(r"['’][sS]$", "", word)).replace(" ", "")
    key = words("spelling").get(key, key)
    if len(key) > 3 and key.endswith("s") and not key.endswith("ss"):
        key = key[:-1]
    return words("spelling").get(key, key)
