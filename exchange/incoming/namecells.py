"""Texts, names, references, sources and ids of rows as typed → as they are kept.

A name is one line with a letter or digit in it; a reference is a name or `i:slug`. Nothing is looked up: `names` does that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...graph.sheets import Column, Sheet
from ...graph.vocabulary import ID
from ..book import joined, split
from .outcome import Cell, Said, error, noted
from .webaddresses import PUBLIC, address, looks_like_one

LONGEST_NAME = 300
LONGEST_TEXT = 5000
SHOWN = 60
LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/#@+-]{0,119}$")
THING = re.compile(r"i:[A-Za-z0-9][A-Za-z0-9._-]*$")


def written(layout: Sheet, column: Column, text: str) -> Cell:
    """A text, with its lines."""
    if len(text) > LONGEST_TEXT:
        return error(f"This has {len(text):,} characters; at most {LONGEST_TEXT:,} are taken.", "Say it shorter, in your own words.")
    return Cell(text)


def named(layout: Sheet, column: Column, text: str) -> Cell:
    """A name, in one line."""
    name = " ".join(text.split())
    if wrong := misnamed(name):
        return wrong
    if "|" in name:
        return error("A name cannot have | in it.", "Write one name here, the others under “Other names”; for several things a row each.")
    return Cell(name)


def misnamed(name: str) -> Cell | None:
    """What is wrong with a name; None if nothing is."""
    if len(name) > LONGEST_NAME:
        return error(f"This name has {len(name):,} characters; at most {LONGEST_NAME} are taken.", "Write the usual name; put the rest into the note.")
    if not any(sign.isalnum() for sign in name):
        return error("This is not a name: it has no letter.", "Write the name, or leave the cell empty.")
    return None


def thing(layout: Sheet, column: Column, text: str) -> Cell:
    """A name of a thing, or its address as i:slug."""
    name = " ".join(text.split())
    if name.startswith(ID) and THING.match("i:" + name.removeprefix(ID)):
        return Cell("i:" + name.removeprefix(ID))
    if "|" in name:
        return error("Only one name can stand here.", "Write a row for each.")
    return misnamed(name) or Cell(name)


def several(read: Callable[[Sheet, Column, str], Cell]) -> Callable[[Sheet, Column, str], Cell]:
    """Reads several names with | between them; a name a line is understood too."""

    def all_of(layout: Sheet, column: Column, text: str) -> Cell:
        lines = "|" not in text and len([line for line in text.split("\n") if line.strip()]) > 1
        found = [read(layout, column, part) for part in split(text.replace("\n", "|") if lines else text)]
        said = [one for part in found for one in part.said]
        if any(part.wrong for part in found):
            return Cell("", tuple(said))
        if lines:
            said.append(Said("note", f"It was read as {len(found)} names, one a line.", "Put | between several names."))
        elif ";" in text and "|" not in text and column.holds == "things":
            said.append(Said("note", "It was read as one name.", "If these are several names, put | between them."))
        return Cell(joined(dict.fromkeys(part.text for part in found)), tuple(said))

    return all_of


def web(layout: Sheet, column: Column, text: str) -> Cell:
    """A public web address."""
    found = address(text)
    if found.wrong:
        return error(found.wrong, PUBLIC)
    return noted(found.text, f"It was read as {found.text[:SHOWN]}.", "Write the address as it stands in the browser.") if found.completed else Cell(found.text)


def source(layout: Sheet, column: Column, text: str) -> Cell:
    """The title, the address or i:slug of a source."""
    if looks_like_one(text):
        return web(layout, column, text)
    title = " ".join(text.split())
    if len(title) > LONGEST_TEXT:
        return written(layout, column, title)
    return Cell("i:" + title.removeprefix(ID)) if title.startswith(ID) and THING.match("i:" + title.removeprefix(ID)) else Cell(title)


def identity(layout: Sheet, column: Column, text: str) -> Cell:
    """The id of a row: i:slug, or one of the workbook's own."""
    short = "i:" + text.removeprefix(ID) if text.startswith(ID) else text
    if THING.match(short) if short.startswith("i:") else LOCAL.match(short):
        return Cell(short)
    return noted("", "This is not a row ID; it was taken away.", "Leave this column as it is, and empty in new rows.")


def alias(layout: Sheet, column: Column, text: str) -> Cell:
    """A short or other name, in one line."""
    name = " ".join(text.split())
    return misnamed(name) or Cell(name)
