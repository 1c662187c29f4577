"""What the cells of a row must be to each other: a row whose cells are settled in, the cells that follow from them and what is wrong out.

What nobody wrote is filled in only where there is one usual value; a plan is never made a fact. A row that is to be struck is held to nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...graph.dates import span
from ...graph.facts import word_facts
from ...graph.sheets import LANGUAGE, Column, Sheet, iri_of, sheet, word
from ...graph.vocabulary import K, kebab
from ..book import Row
from .codes import choices, listed
from .outcome import Said

# Where a row begins and ends in time: the columns of each sheet that has both.
TIMES = (("since", "until"), ("begins", "ends"), ("begins", "due"))
SHARES = {"strength": (False, "above 0 and not above 1"), "backward": (True, "from 0 to 1")}
UNDATED = frozenset({"status", "since", "begins", "ends"})  # while one of these is wrong nothing is said of the status
# The status of a row that states none, by its class or else its sheet. A pledge has none unless it is stated.
USUAL_STATUS = {"pledge": "", "commitments": "planned", "windows": "planned"}
ACTUAL, STRIKE, PERSON, PUBLIC = "actual", "to-strike", "person", "for-public"
DEFAULTS = (("confidence", "seen"), ("sensitivity", "for-participants"))
PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<![\w/.=-])\+?(?:[ ().-]?\d){9,15}(?![\w/.-])")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ENGLISH_TOO = "Write an English name here too; the other one stays in its column."
# What an answer needs beside it: its column and codes, the other column, what is wrong without it and the cure.
NEEDS = (
    ("assertion", {"inferred"}, "because", "What is inferred needs its reason.", "Write under “Why you think so” from what you conclude it, or choose who says so."),
    (
        "assertion",
        {"official-text", "third-party"},
        "source",
        "It is said to stand in a text, and no source is named.",
        "Write the title or web address of the text, or choose “participants”.",
    ),
    (
        "confidence",
        {"recalled"},
        "source",
        "It is not checked yet, and nothing says where to check it.",
        "Write the title or web address of the text in which it can be checked.",
    ),
)


@dataclass
class Ruled:
    """The cells of a row, and what is to be said of them by key."""

    layout: Sheet
    row: Row
    today: dt.date
    wrong: frozenset[str]
    cells: dict[str, str] = field(default_factory=dict)
    said: list[tuple[str, Said]] = field(default_factory=list)

    def say(self, severity: str, key: str, problem: str, cure: str) -> None:
        """Notes what is wrong with a cell."""
        self.said.append((key, Said(severity, problem, cure)))

    def get(self, key: str) -> str:
        """The text of a cell."""
        return self.cells.get(key, "")

    def has(self, key: str) -> bool:
        """Whether the sheet has a column."""
        return key in columns(self.layout.key)

    def free(self, key: str) -> bool:
        """Whether a column is there and nothing is written in it, right or wrong."""
        return key not in self.cells and key not in self.wrong and self.has(key)


@cache
def columns(layout: str) -> dict[str, Column]:
    """The columns of a sheet by key."""
    return {column.key: column for column in sheet(layout).columns}


@cache
def needed(layout: str) -> tuple[Column, ...]:
    """The columns of a sheet in which no cell may be empty."""
    return tuple(column for column in sheet(layout).columns if column.required)


def ruled(layout: Sheet, row: Row, today: dt.date, wrong: frozenset[str]) -> Ruled:
    """A row held to the rules; `wrong` are the keys of its cells that could not be understood."""
    found = Ruled(layout, row, today, wrong, dict(row.cells))
    reviewed(found)
    if found.get("review") == STRIKE:
        filled(found)
        return found
    required(found)
    kind(found)
    times(found)
    status(found)
    shares(found)
    rating(found)
    evidence(found)
    filled(found)
    ends(found)
    if found.get("kind") == PERSON and found.get("sensitivity") == PUBLIC:
        found.say("note", "sensitivity", "People are left out of public files, whatever stands here.", "Choose “room”, or write down the office that the person holds instead.")
    return found


def reviewed(found: Ruled) -> None:
    """Only a row that was filled in can be confirmed, corrected or struck."""
    if found.get("review") == STRIKE and found.layout.key != "ties":
        found.say("error", "review", "Only links can be struck.", "Strike the links of this row in the sheet of links, or write when it ended.")
    if not found.get("review") or found.get("id").startswith("i:"):
        return
    if found.get("review") == STRIKE:
        found.say("error", "review", "Nothing is known here that could be struck.", "Delete the row, or leave this cell empty.")
    else:
        found.say("note", "review", "This row was not filled in by kuasa: it is a new one.", "Leave this cell empty in new rows.")
        del found.cells["review"]


def required(found: Ruled) -> None:
    """No cell that must be filled is empty."""
    for column in needed(found.layout.key):
        if found.free(column.key):
            spoken = next((text for key, text in sorted(found.cells.items()) if key.startswith(column.key + LANGUAGE)), "")
            if spoken:
                found.cells[column.key] = spoken
                found.say("note", column.key, "There is no English name yet.", ENGLISH_TOO)
            else:
                found.say("error", column.key, f"“{column.label()}” is empty.", f"{column.note()}.")


def kind(found: Ruled) -> None:
    """What a row is where it does not say so; a sheet without a usual class asks."""
    column = columns(found.layout.key).get("kind")
    if column is None or not found.free("kind"):
        return
    if found.layout.usual:
        found.cells["kind"] = kebab(found.layout.usual)
    else:
        found.say("error", "kind", f"“{column.label()}” is empty.", f"Choose from the list: {listed(found.layout, column)}.")


def times(found: Ruled) -> None:
    """Nothing ends before it begins."""
    for begins, ends in TIMES:
        first, last = found.get(begins), found.get(ends)
        if first and last and span(last).last < span(first).first:
            found.say("error", ends, f"{last} is before {first}.", "Correct one of the two dates.")


def status(found: Ruled) -> None:
    """What begins in the future is no fact; what nobody states is one, but for plans and chances."""
    column = columns(found.layout.key).get("status")
    if column is None or found.wrong & UNDATED:
        return
    begins = found.get("since") or found.get("begins") or found.get("ends")
    stated = found.get("status")
    future = bool(begins) and span(begins).first > found.today
    usual = USUAL_STATUS.get(found.get("kind"), USUAL_STATUS.get(found.layout.key, ACTUAL))
    if future and stated in ("", ACTUAL) and (stated or usual == ACTUAL):
        others = sorted(word(column, code) for code in choices(found.layout.key, "status") if code != ACTUAL)
        said = f"It begins {begins}, so it cannot be “{word(column, ACTUAL)}” yet." if stated else f"It begins {begins}: say how certain it is."
        found.say("error", "status", said, f"Choose from the list: {', '.join(others)}.")
    elif not stated and usual:
        found.cells["status"] = usual
        if usual != ACTUAL or (found.has("begins") and not begins):
            found.say("note", "status", f"No status: it was read as “{word(column, usual)}”.", "Choose another one if it is not so.")


def shares(found: Ruled) -> None:
    """Strengths are shares of one; one backwards stands only beside one forwards."""
    for key, (zero, said) in SHARES.items():
        text = found.get(key)
        if text and not (0 < float(text) <= 1 or (zero and float(text) == 0)):
            found.say("error", key, f"This is not a number {said}.", f"Write a number {said}, or leave the cell empty.")
    if found.get("backward") and found.free("strength"):
        found.say("error", "backward", "There is no strength beside it.", "Write the strength too, or leave both empty.")


def rating(found: Ruled) -> None:
    """A number is on the scale of what is rated; a group is a whole number from 1."""
    group, score = found.get("group"), found.get("score")
    if group and not (group.isdecimal() and int(group) >= 1):
        found.say("error", "group", "This is not the number of a group.", "Write the number of the group: 1, 2, 3. Never a name.")
    dimension = columns(found.layout.key).get("dimension")
    if dimension and score and found.get("dimension"):
        least, most = scale(iri_of(dimension, found.get("dimension")))
        if not least <= float(score) <= most:
            found.say("error", "score", f"{word(dimension, found.get('dimension'))} goes from {least:g} to {most:g}.", "Write a number on this scale.")


@cache
def scale(dimension: str) -> tuple[float, float]:
    """The least and the greatest number of what is rated."""
    facts = word_facts()
    return float(facts.one(dimension, K + "least")), float(facts.one(dimension, K + "most"))


def ends(found: Ruled) -> None:
    """A link has two ends; one that everybody may see names no number or mail address of a person in its source."""
    if found.get("from") and found.get("from") == found.get("to"):
        found.say("error", "to", "Both ends are the same.", "Write whom it is linked with.")
    for key in ("source", "locator"):
        if found.get("sensitivity") == PUBLIC and PRIVATE.search(DAY.sub("", found.get(key))):
            found.say("error", key, "This looks like a mail address or a telephone number, and everybody may see the row.", "Take it out, or let only the room see the row.")


def evidence(found: Ruled) -> None:
    """How the row is known: whoever says so, checked or not, with what that needs."""
    if not found.has("assertion"):
        return
    if found.free("assertion"):
        found.cells["assertion"] = next(usual_assertion(found))
    for key, codes, needed, problem, cure in NEEDS:
        if found.get(key) in codes and found.free(needed):
            found.say("error", there(found, needed, key), problem, cure)


def usual_assertion(found: Ruled) -> Iterator[str]:
    """Who says so where the row does not tell."""
    if found.get("because"):
        found.say("note", "because", "It was read as inferred, as it has a reason.", "Choose under “Who says so” if somebody said it.")
        yield "inferred"
    yield "third-party" if "source" in found.cells or "source" in found.wrong else "participants"


def there(found: Ruled, *keys: str) -> str:
    """The first of some columns that the table has, so that a cell can be named."""
    return next((key for key in keys if key in found.row.letters), keys[0])


def filled(found: Ruled) -> None:
    """What has one usual value."""
    for key, usual in DEFAULTS:
        if found.free(key):
            found.cells[key] = usual
