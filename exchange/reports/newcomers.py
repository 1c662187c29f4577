"""Names that look like those of actors, bodies, events and texts: words with capitals around a word such as Network, Ministry, Workshop,
Declaration (`ontology/reading/words.csv`), and persons after Mr, Ms, Dr, Prof.

A run of capitals without such a word is no name here: too many of them are headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.lookup import fold
from .lexicon import any_of, months, words
from .names import short

WORD = re.compile(r"[^\W_](?:[^\W_]|['’.&/+-](?=[^\W_]))*['’]?|&")
STOP = re.compile(r"[,;:()\[\]{}!?\t|•“”\"<>]|\.\s|\s[-–—]\s|[‘'](?=\w)|(?<=\w)['’](?=\s)")
GROUPS = {"organisation": "actors", "body": "bodies", "event": "events", "instrument": "instruments"}
LONGEST = 20


@dataclass(frozen=True)
class Newcomer:
    """A name at a place that may be new: the sheet that it belongs to, its class or the code of its kind, and how it was found."""

    start: int
    end: int
    sheet: str
    kind: str
    how: str
    sure: str


def newcomers(text: str) -> list[Newcomer]:
    """The names of a text that look like names of organisations, bodies, events and instruments, in order."""
    if sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text)):
        return []
    return [found for run in runs(text) for found in named(text, run)]


def runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Words with capitals that follow each other, small words between them, no stop."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        if run and STOP.search(text, run[-1].end() - (run[-1][0][-1] in "'’"), word.start()):
            yield from ended(run)
            run = []
        capital = word[0][0].isupper() or (word[0][0].isdigit() and (not run or len(word[0]) == 4 or re.fullmatch(r"\d+(?:st|nd|rd|th)", word[0]) is not None))
        if capital or (run and word[0].lower() in words("inside")):
            run.append(word)
        else:
            yield from ended(run)
            run = []
    yield from ended(run)


def ended(run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """A run without small words at its ends, words that only open a sentence, and a date at its end."""
    while run and (run[0][0].lower() in words("lead") or dating(run[0][0]) or run[0][0].isdigit()):
        run = run[1:]
    while run and (run[-1][0].lower() in words("inside") or (len(run) > 2 and dating(run[-1][0]) and (run[-2][0].lower() in words("inside") or dating(run[-2][0])))):
        run = run[:-1]
    while run and (run[-1][0].lower() in words("inside") or run[-1][0].lower() in months() or re.fullmatch(r"Q[1-4]", run[-1][0])):
        run = run[:-1]
    if 1 < len(run) <= LONGEST:
        yield run


def dating(word: str) -> bool:
    """Whether a word belongs to a date: a month, a quarter or a year."""
    return word.lower() in months() or bool(re.fullmatch(r"Q[1-4]|(?:19|20)\d\d", word))


def named(text: str, run: list[re.Match[str]]) -> Iterator[Newcomer]:
    """The names of a run: one, or two joined by "and" where both sides have a word of an organisation. Where such a word stands only after
    of, on or for, the name begins there."""
    for number, word in enumerate(run):
        if word[0].lower() in ("and", "&"):
            left, right = [list(ended(part)) for part in (run[:number], run[number + 1 :])]
            if left and head(left[0]) and (heading(left[0]) == len(left[0]) or both(run, number, right)):
                yield from named(text, left[0])
                yield from (found for part in right for found in named(text, part))
                return
    found = head(run)
    if not found:
        rest = next((run[number + 1 :] for number, word in enumerate(run) if number and fold(word[0]) in words("inside")), [])
        for part in ended(rest):
            yield from named(text, part)
        return
    start, end = run[0].start(), run[-1].end()
    if text[end - 1] in "'’":
        end -= 1
    if specific(run, found[0]) and not (found[0] == "instrument" and len(run) == 2 and short(run[0][0])):
        yield Newcomer(start, end, GROUPS[found[0]], found[1], "capitals", "medium")


def both(run: list[re.Match[str]], number: int, right: list[list[re.Match[str]]]) -> bool:
    """Whether "and the" stands there and what follows is a name of its own."""
    return number + 1 < len(run) and fold(run[number + 1][0]) == "the" and bool(right) and head(right[0]) is not None


def heading(run: list[re.Match[str]]) -> int:
    """How many words stand before the first of, on or for."""
    return next((number for number, word in enumerate(run) if number and fold(word[0]) in words("inside") and fold(word[0]) not in ("and", "the")), len(run))


def head(run: list[re.Match[str]]) -> tuple[str, str] | None:
    """The group of a run and the kind that its last such word stands for, before the first of, on or for; None if none stands there."""
    texts = [fold(word[0]) for word in run]
    first = heading(run)
    for end in range(first, 0, -1):
        for start in range(max(0, end - 3), end):
            for name in GROUPS:
                value = word_value(name, [], texts[start:end])
                if not value and end == first:
                    value = word_value(name, texts[start : first + 1], texts[start : end + 2])
                if value:
                    return name, value
    return None


def specific(run: list[re.Match[str]], name: str) -> bool:
    """Whether a name says more than what kind of thing it is ("Policy Brief" does not)."""
    own = {part for text in (*words(name), *words("common"), *words("inside")) for part in text.split()}
    return any(fold(part) not in own and not part.isdigit() for word in run for part in re.split(r"[^\w]+", word[0]) if part)


def kind_of(text: str) -> tuple[str, str] | None:
    """The sheet and kind that the words of a name speak for, None if they speak for none."""
    run = list(WORD.finditer(text))
    found = head(run) if run else None
    return (GROUPS[found[0]], found[1]) if found else None


def word_value(name: str, with_next: list[str], alone: list[str]) -> str:
    """What some words stand for in a group: "ministry", or "office of" with the small word after it."""
    table = words(name)
    return table.get(" ".join(alone), "") or table.get(" ".join(with_next), "")


def persons(text: str) -> list[Newcomer]:
    """The persons that a text names after Mr, Ms, Dr, Prof., in order."""
    found = []
    title = any_of("person").pattern
    for match in re.finditer(rf"(?:(?i:{title})\.?[ ]+)+((?:[A-Z][\w’'-]*\.?[ ]+){{0,4}}[A-Z][\w’'-]+)", text):
        end = match.end()
        found.append(Newcomer(match.start(1), end, "actors", "Person", "person", "medium"))
    return found
