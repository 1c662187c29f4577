"""Numbered recommendations of a report: their numbers and places. What they ask is not copied: whoever accepts one reads it there and
says it in words of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import any_of
from .texts import Paragraph, Text

NUMBERED = re.compile(r"\b[Rr]ecommendation\s(?:[Nn]o\.?\s)?(\d{1,3})\b(?:\s?(?:-|–|—|of|in)\s(?:the\s)?([^()]{3,80}))?")
NEW = "recommendation:"


@dataclass(frozen=True)
class Asked:
    """A recommendation: its number ('' if it has none), the paragraph and characters at which it stands, whose it is if a bracket says so, the paragraph that
    announced it (0: none)."""

    number: str
    paragraph: int
    start: int
    end: int
    of: str = ""
    announced: int = 0

    @property
    def key(self) -> str:
        """What tells it from others in the report."""
        return f"{NEW}{self.paragraph}"


def asked_in(text: Text) -> list[Asked]:
    """The recommendations of a report: items of a list under a heading or opening line that announces them, and "(Recommendation 3 - ...)"
    behind one."""
    found = []
    announced = 0
    for paragraph in text.paragraphs:
        if paragraph.level or (not paragraph.item and paragraph.text.endswith(":")):
            announced = paragraph.number if announces(paragraph) else 0
            continue
        named = NUMBERED.search(paragraph.text)
        behind = named is not None and paragraph.text[: named.start()].rstrip().endswith("(")
        if named and behind:
            found.append(Asked(named[1], paragraph.number, named.start(), named.end(), (named[2] or "").strip()))
        elif announced and paragraph.item:
            number = paragraph.item if paragraph.item.isdigit() else ""
            found.append(Asked(number, paragraph.number, 0, min(len(paragraph.text), 60), "", announced))
        elif announced and len(paragraph.text.split()) > 30:
            announced = 0
    return found


def announces(paragraph: Paragraph) -> bool:
    """Whether a heading or opening line says that recommendations follow."""
    text = paragraph.text if len(paragraph.text) < 200 else paragraph.text[-200:]
    return bool(any_of("recommend").search(text))
