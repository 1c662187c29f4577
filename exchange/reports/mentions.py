"""A report → who and what it names, and where: known names, new names, acronyms with what they stand for, instruments by number, dates.

Places count in the text of their paragraph. What is named is one entry however often; a name that several things have keeps them all,
unless the report spells it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...graph.facts import Facts
from .candidates import SPEAKER, Candidate, announced, by_surname, candidates, hidden, settle
from .dated import Dated, dates
from .longforms import LongForm, long_forms
from .named import Named, newcomer
from .texts import Text


@dataclass(frozen=True)
class Mention:
    """A place where something is named: the number of the paragraph, characters `start` to `end`; a bracket with its acronym reaches to `reach`."""

    paragraph: int
    start: int
    end: int
    reach: int
    key: str


@dataclass(frozen=True)
class Reading:
    """A report that was read: what it names by key, where, and the dates of each paragraph."""

    text: Text
    named: dict[str, Named]
    mentions: dict[int, tuple[Mention, ...]]
    dates: dict[int, tuple[Dated, ...]]

    def places(self, key: str) -> list[Mention]:
        """Where something is named, in order."""
        return [mention for found in self.mentions.values() for mention in found if mention.key == key]

    def words(self, mention: Mention) -> str:
        """The words at a place."""
        return self.text.paragraphs[mention.paragraph - 1].text[mention.start : mention.end]


def reading(text: Text, facts: Facts) -> Reading:
    """Reads a report with what is known."""
    spelled = {paragraph.number: long_forms(paragraph.text) for paragraph in text.paragraphs}
    found: dict[int, list[Candidate]] = {paragraph.number: list(candidates(paragraph, facts, spelled[paragraph.number])) for paragraph in text.paragraphs}
    for number in announced(text):
        speaker = SPEAKER.match(text.paragraphs[number - 1].text)
        if speaker and not any(part.start < speaker.end(1) for part in found[number]):
            found[number].append(Candidate(speaker.start(1), speaker.end(1), newcomer(speaker[1], "actors", "Person", "speaker", "medium"), 3))
    settled = {number: settle(parts) for number, parts in found.items()}
    local = acronyms(text, spelled, settled)
    for paragraph in text.paragraphs:
        extra = [Candidate(start, end, local[short], 4) for short in local for start, end in occurrences(paragraph.text, short)]
        settled[paragraph.number] = settle([*(one for one in settled[paragraph.number] if not hidden(one, extra)), *extra])
    by_surname(text, settled)
    named: dict[str, Named] = {}
    mentions: dict[int, tuple[Mention, ...]] = {}
    for number, parts in settled.items():
        for part in parts:
            before = named.get(part.named.key)
            named[part.named.key] = before if before and (before.short or not part.named.short) else part.named
        mentions[number] = tuple(Mention(number, part.start, part.end, max(part.end, part.reach), part.named.key) for part in parts)
    year = year_of(text)
    return Reading(text, named, mentions, {paragraph.number: tuple(dates(paragraph.text, year)) for paragraph in text.paragraphs})


def year_of(text: Text) -> str:
    """The one year that the opening of a report names, '' if it names none or several."""
    years = {year for paragraph in text.paragraphs[:6] for year in re.findall(r"(?<![\d/-])(?:19|20)\d\d(?!\d|-\d)", paragraph.text[:300])}
    return min(years) if len(years) == 1 else ""


def acronyms(text: Text, spelled: dict[int, list[LongForm]], settled: dict[int, list[Candidate]]) -> dict[str, Named]:
    """What each acronym that the report spells out stands for there."""
    found: dict[str, Named] = {}
    for number, forms in spelled.items():
        for form in forms:
            owner = next((part.named for part in settled[number] if part.reach == form.reach), None)
            if owner:
                found.setdefault(form.short, owner)
    return found


def occurrences(text: str, short: str) -> Iterable[tuple[int, int]]:
    """Where an acronym stands in a text as a word of its own."""
    if short not in text:
        return []
    return [match.span() for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?!\w)", text)]
