"""Acronyms that a text spells out: "Asia Roundtable on Social Protection (AROSP)".

The method of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text",
Pacific Symposium on Biocomputing 2003, pp. 451-462: from the right, each letter of the short form is looked for in the words before the
bracket, the first one at the beginning of a word; at most min(n + 5, 2n) words for n letters are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import bare, short

BRACKET = re.compile(r"\s?\(\s?[‘'\"“]?([^\s()‘'\"“”’,;:]{2,16})(?:[’'\"”]|\s?[-–,;:]?\s[^()]{1,30})?\s?\)")
STOP = re.compile(r"[,;:()\[\]•\t“”\"]|\.\s|\s[-–—]\s")
WORDS = re.compile(r"\S+")


@dataclass(frozen=True)
class LongForm:
    """A long form (characters `start` to `end`), its short form, and where the bracket ends."""

    start: int
    end: int
    short: str
    reach: int


def long_forms(text: str) -> list[LongForm]:
    """The long forms of a text in order."""
    found = []
    for bracket in BRACKET.finditer(text):
        acronym = bracket[1]
        letters = bare(acronym)
        if not short(acronym) or not 2 <= len(letters) <= 12 or not letters[0].isalpha():
            continue
        before = text[max(0, bracket.start() - 200) : bracket.start()]
        offset = bracket.start() - len(before)
        cut = max((stop.end() for stop in STOP.finditer(before)), default=0)
        places = [match.start() for match in WORDS.finditer(before, cut)][-min(len(letters) + 5, 2 * len(letters)) :]
        start = fitting(before, letters.removesuffix("s"), places)
        if start >= 0 and len(before) - start > len(letters):
            found.append(LongForm(offset + start, bracket.start(), acronym, bracket.end()))
    return found


def fitting(before: str, letters: str, places: list[int]) -> int:
    """Where the shortest long form of some letters begins among the words before a bracket, -1 if they do not fit.

    >>> fitting("the Human Rights Working Group", "HRWG", [0, 4, 10, 17, 25])
    4
    """
    at = len(before) - 1
    earliest = places[0] if places else len(before)
    for number in range(len(letters) - 1, -1, -1):
        sign = letters[number].lower()
        while at >= earliest and (before[at].lower() != sign or (number == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < earliest:
            return -1
        at -= 1
    return at + 1
