"""A paragraph → its sentences with marks in the place of mentions, in which patterns are looked for.

After a colon at the end of a paragraph the list items that follow belong to its last sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .mentions import Mention, Reading
from .patterns import CLOSE, OPEN
from .texts import Paragraph

LINE = 90
MOST_ITEMS = 80
LONGEST = 3000
SENTENCE = re.compile(rf"(?<=[.!?;])\s+(?=[A-Z{OPEN}“\"(])|\t{{2,}}")


@dataclass(frozen=True)
class Marked:
    """A sentence whose mentions are marks: its text, the paragraph, where the text starts there, where each mark stands in the paragraph."""

    text: str
    paragraph: Paragraph
    mentions: tuple[Mention, ...]
    offsets: tuple[int, ...] = field(repr=False, default=())

    def of(self, marks: str) -> list[Mention]:
        """The mentions of some marks, brackets left out."""
        bare = re.sub(r"\([^()]*\)", "", marks)
        return [self.mentions[int(number)] for number in re.findall(rf"{OPEN}(\d+){CLOSE}", bare)]


def sentences(read: Reading, paragraph: Paragraph) -> Iterator[Marked]:
    """The sentences of a paragraph with marks for mentions; after a colon at its end the list items that follow belong to it."""
    own = read.mentions[paragraph.number]
    mentions = list(own)
    text, places = masked(paragraph.text, own, 0)
    if paragraph.text.endswith(":"):
        listed = False
        for item in read.text.paragraphs[paragraph.number : paragraph.number + MOST_ITEMS]:
            inside = read.mentions[item.number]
            if not item.item and (listed or len(item.text) > LINE or item.text[-1] == "."):
                break
            listed |= bool(item.item)
            if inside and inside[0].start <= 12:
                text += f"{'' if text.endswith(':') else ','} {OPEN}{len(mentions)}{CLOSE}"
                places += [inside[0].start] * (len(text) - len(places))
                mentions.append(inside[0])
            elif not item.item:
                break
    start = 0
    for gap in [*SENTENCE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        part = text[start:end][:LONGEST]
        if OPEN in part:
            yield Marked(part, paragraph, tuple(mentions), tuple(places[start : start + len(part)]))
        start = gap.end() if gap else end


def masked(text: str, mentions: tuple[Mention, ...], first: int) -> tuple[str, list[int]]:
    """A text with marks for mentions, and the place in the text that each character stands for."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for number, mention in enumerate(mentions, first):
        out.append(text[at : mention.start])
        places.extend(range(at, mention.start))
        mark = f"{OPEN}{number}{CLOSE}"
        out.append(mark)
        places.extend([mention.start] * len(mark))
        at = mention.reach
    out.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(out), places


def span(sentence: Marked, match: re.Match[str]) -> tuple[int, int]:
    """The characters of the paragraph that a match stands for; of what follows in list items only the beginning."""
    first = sentence.offsets[match.start()] if match.start() < len(sentence.offsets) else 0
    last = max([sentence.offsets[place] for place in range(match.start(), min(match.end(), len(sentence.offsets)))] or [first])
    marks = [sentence.mentions[int(number)] for number in re.findall(rf"{OPEN}(\d+){CLOSE}", match[0])]
    reach = max([mention.reach for mention in marks if mention.paragraph == sentence.paragraph.number] or [0])
    return min(first, len(sentence.paragraph.text)), min(max(last + 1, reach), len(sentence.paragraph.text))
