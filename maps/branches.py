"""The small map on the page of a thing: its links in, a measured drawing one step around it out.

The thing stands on top, its links hang from it: from the left those that others have with it, to the right its own, so that every
line reads from left to right. Narrow enough for a phone at the size of its letters; no name is cut. What is over is not drawn; of
very many links those with the best connected others are, and how many more there are is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ..graph.kinds import kinds
from .leaf import Part, Told, other
from .site import OPEN, Entry, Site
from .still import LETTER, outline

WIDE, LETTERS, LINE = 360, 15.5, 19
RADIUS, STUB, GAP = 9, 34, 8
MOST = 16
SIGNS = ("recalled", "stale", "date_passed", "inferred")
DASHES = {"actual": "", "planned": "6 4", "possible": "2 4", "proposed": "2 4"}


@dataclass(frozen=True)
class Words:
    """One line of text: its place, how it is aligned, whether it is a caption."""

    x: float
    y: float
    text: str
    anchor: str
    caption: bool = False


@dataclass(frozen=True)
class Branch:
    """One link as drawn: the line, its head, its style, the place of its sign and which words it stands for ('' none); the other's shape."""

    line: str
    head: str
    dash: str
    middle: tuple[float, float]
    sign: str
    outline: str
    kind: str


@dataclass(frozen=True)
class Branches:
    """The whole drawing: its size, the trunk, the thing's own shape, the links and words (its `own`
    name first); how many links are drawn, of how many; the statuses that occur."""

    high: int
    trunk: str
    outline: str
    branches: tuple[Branch, ...]
    words: tuple[Words, ...]
    own: int
    drawn: int
    total: int
    statuses: frozenset[str]
    wide: int = WIDE

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that occur, in their order."""
        return tuple(sign for sign in SIGNS if sign in {branch.sign for branch in self.branches})


def branches(site: Site, entry: Entry, parts: Iterable[Part]) -> Branches | None:
    """The drawing; None where there is nothing to draw."""
    links: dict[tuple[str, str, str, str], Told] = {}
    for part in parts:
        for group in part.groups if part.state in OPEN else ():
            for line in group.lines:
                far = other(line.tie, entry.id)
                if far in site.entries and far != entry.id:
                    links.setdefault((line.tie.start, line.tie.kind, line.tie.end, line.tie.status), line)
    if not links:
        return None
    best = sorted(links.values(), key=lambda line: (line.tie.status != "actual", -len(site.touching[other(line.tie, entry.id)]), line.tie.id))[:MOST]
    sides = [[line for line in best if (line.tie.start == entry.id) == out] for out in (False, True)]
    trunk = placed(len(sides[0]), len(sides[1]))
    top, words = title(entry.short, trunk)
    own, found = len(words), list[Branch]()
    lowest, last = top, top
    for out, side in zip((False, True), sides, strict=True):
        end, stub = hung(site, entry, side, trunk, top + 12, out, found, words)
        lowest, last = max(lowest, end), max(last, stub)
    down = f"M{trunk:g} {top:g}V{last:g}"
    statuses = frozenset(line.tie.status for line in best)
    return Branches(round(lowest + 8), down, outline(entry.kind.shape, trunk, 16, 12), tuple(found), tuple(words), own, len(best), len(links), statuses)


def placed(left: int, right: int) -> float:
    """Where the trunk stands: more room for the side with more links, all of it where the other has none."""
    if not left or not right:
        return float(WIDE - RADIUS - GAP if left else RADIUS + GAP)
    return WIDE * (0.62 if left > 2 * right else 0.38 if right > 2 * left else 0.5)


def title(name: str, trunk: float) -> tuple[float, list[Words]]:
    """The name of the thing under its shape, and where the trunk begins."""
    edge = min(trunk, WIDE - trunk)
    anchor, x = ("middle", trunk) if edge > WIDE / 4 else ("end", WIDE - 2.0) if trunk > WIDE / 2 else ("start", 2.0)
    lines = wrapped(name, 2 * edge - 8 if edge > WIDE / 4 else WIDE - 8)
    return 32 + LINE * len(lines) + 8, [Words(x, 32 + LINE * (n + 1) - 4, line, anchor) for n, line in enumerate(lines)]


def hung(site: Site, entry: Entry, side: list[Told], trunk: float, top: float, out: bool, found: list[Branch], words: list[Words]) -> tuple[float, float]:
    """One side: captions, lines and names; how far down it goes, and where its last line leaves the trunk."""
    way = 1 if out else -1
    near, far = trunk + way * 2, trunk + way * STUB
    x = far + way * (2 * RADIUS + 6)
    room = (WIDE - 4 - x) if out else x - 4
    anchor = "start" if out else "end"
    y = last = top
    verb = ""
    for line in sorted(side, key=lambda line: (line.tie.status != "actual", kinds()[line.tie.kind].verb, site.entries[other(line.tie, entry.id)].label.casefold(), line.tie.id)):
        caption = kinds()[line.tie.kind].verb + (f" ({line.status})" if line.status else "")
        if caption != verb:
            y += GAP
            for text in wrapped(caption, room + 2 * RADIUS):
                y += LINE
                words.append(Words(trunk + way * 12, y - 5, text, anchor, True))
            verb = caption
        one = site.entries[other(line.tie, entry.id)]
        last = y + 4 + LINE / 2
        tip, tail = (far, near) if out else (near, far)
        point = 9 if tip > tail else -9
        found.append(
            Branch(
                f"M{tail:g} {last:g}H{tip - point:g}",
                f"M{tip:g} {last:g}L{tip - point:g} {last - 5:g}V{last + 5:g}Z",
                DASHES[line.tie.status],
                ((near + far) / 2, last),
                signed(line.marks),
                outline(one.kind.shape, far + way * (RADIUS + 1), last, RADIUS),
                one.kind.id,
            )
        )
        for text in wrapped(one.short, room):
            y += LINE
            words.append(Words(x, y, text, anchor))
        y += GAP
    return y, last


def signed(marks: tuple[str, ...]) -> str:
    """The first of the marks that have a sign in the drawing."""
    from ..graph.wording import wording

    return next((sign for sign in SIGNS if wording()[f"mark_{sign}"] in marks), "")


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines no wider than `room`; a longer word is broken, never cut off."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        while width(word) > room:
            at = fitting(word, room)
            lines.append(word[:at])
            word = word[at:]
        lines.append(word)
    return lines or [" "]


def fitting(word: str, room: float) -> int:
    """How many letters of a word fit, without parting a letter from its marks."""
    at = max(n for n in range(1, len(word)) if n == 1 or width(word[:n]) <= room)
    while at > 1 and unicodedata.category(word[at]).startswith("M"):
        at -= 1
    return at


def width(text: str) -> float:
    """How wide a text is drawn at most: capitals and marked letters are wide, marks above or below take no room."""
    return LETTERS * sum(map(wide, text))


def wide(letter: str) -> float:
    """How wide a letter is at most, in sizes of letters."""
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" or letter in "MW@%" else 0.8 if ord(letter) > 0xE00 else 0.7 if kind == "Lu" or letter in "mw" else LETTER
