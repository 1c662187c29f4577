"""What a report told of last: the event or text that a sentence means without naming it."""

from __future__ import annotations

import re

from ...graph.facts import Facts
from ...graph.vocabulary import K
from .mentions import Reading
from .named import Named
from .patterns import CLOSE, OPEN
from .sentences import Marked
from .texts import Paragraph


def isa(named: Named, facts: Facts, name: str) -> bool:
    """Whether something named can be of a class."""
    return K + name in named.classes(facts)


def opening_event(read: Reading, facts: Facts) -> str:
    """The first event that a report names at its beginning, '' if none."""
    return next((mention.key for paragraph in read.text.paragraphs[:12] for mention in read.mentions[paragraph.number] if isa(read.named[mention.key], facts, "Event")), "")


def latest_event(read: Reading, facts: Facts, paragraph: Paragraph) -> str:
    """The event of a heading, '' if it is none or names none: a report goes on to another event under a heading of its own."""
    found = [mention.key for mention in read.mentions[paragraph.number] if isa(read.named[mention.key], facts, "Event")]
    return found[0] if found and paragraph.level else ""


def nearest_event(read: Reading, facts: Facts, sentence: Marked, match: re.Match[str]) -> str:
    """The event named last before a match in its sentence, else first in the sentence, else last before in its paragraph."""
    marks = [(int(mark[1]), mark.start()) for mark in re.finditer(rf"{OPEN}(\d+){CLOSE}", sentence.text)]
    inside = [(sentence.mentions[number].key, at) for number, at in marks if isa(read.named[sentence.mentions[number].key], facts, "Event")]
    before = [key for key, at in inside if at < match.start()]
    after = [key for key, at in inside if at >= match.start()]
    first = sentence.offsets[0] if sentence.offsets else 0
    earlier = [mention.key for mention in read.mentions[sentence.paragraph.number] if mention.start < first and isa(read.named[mention.key], facts, "Event")]
    return next(iter([*before[-1:], *after[:1], *earlier[-1:]]), "")


def last_told(read: Reading, facts: Facts, sentence: Marked, match: re.Match[str], name: str) -> str:
    """What of a class is named last before a match in its paragraph, '' if nothing is."""
    at = sentence.offsets[match.start()] if match.start() < len(sentence.offsets) else 0
    earlier = [mention.key for mention in read.mentions[sentence.paragraph.number] if mention.end <= at and isa(read.named[mention.key], facts, name)]
    return earlier[-1] if earlier else ""
