"""The text of a cell as typed → the one spelling of its value, by what its column holds, with what is to be said of it.

Knows nothing of the other cells of the row (`rules` does). What cannot be understood gives no text and an error with a cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from ...graph.errors import BadDate
from ...graph.sheets import Column, Sheet, sheet, word
from ..book import joined, split
from .codes import chosen, cure
from .loosedates import dated
from .namecells import alias, identity, named, several, source, thing, web, written
from .outcome import Cell, Said, error, noted
from .plain import seen
from .typedwords import form, typed

NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?$")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}$")
FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)$")
OPEN = frozenset({"until", "ends"})
NAMED = frozenset({"name", "thing", "things"})


@lru_cache(1 << 16)
def cell(layout: str, key: str, typed_text: str) -> Cell:
    """The settled cell of a column of a sheet (its key, with a language or without)."""
    column = sheet(layout).column(key)
    text, unseen = seen(typed_text)
    text = text.strip()
    found = Cell(text) if column is None else settled(sheet(layout), column, text)
    if unseen:
        taken = Said("note", "There were characters in it that nobody sees; they were taken out.", "Type the cell anew if it looks wrong.")
        return Cell(found.text, (taken, *found.said), found.turned)
    return found


def settled(layout: Sheet, column: Column, text: str) -> Cell:
    """The settled cell of a text in which everything can be seen."""
    if not text:
        return Cell("")
    if FAILED.match(text) and column.holds in NAMED:
        return error("A formula failed here.", "Write the value itself.")
    if column.holds != "identity" and form(text) in typed("nothing"):
        return Cell("") if column.required else noted("", "It was read as empty.", "Leave the cell empty where nothing is known.")
    return READERS[column.holds](layout, column, text)


def day(layout: Sheet, column: Column, text: str) -> Cell:
    """A date."""
    if column.key in OPEN and form(text) in typed("now"):
        return noted("", "It was read as empty: it still holds.", "Leave the cell empty while it holds.")
    try:
        read = dated(text)
    except BadDate as wrong:
        return error(wrong.what, wrong.cure)
    return noted(read.text, read.note, read.cure) if read.note else Cell(read.text)


def days(layout: Sheet, column: Column, text: str) -> Cell:
    """Several dates with |, a semicolon, a comma or a new line between them."""
    parts = split(re.sub(r"[;\n]", "|", text))
    found = [day(layout, column, part) for part in parts]
    if any(part.wrong for part in found) and "," in text:
        again = [day(layout, column, part) for part in split(re.sub(r"[;,\n]", "|", text))]
        found = found if any(part.wrong for part in again) else again
    said = tuple(one for part in found for one in part.said)
    return Cell("" if any(part.wrong for part in found) else joined(dict.fromkeys(part.text for part in found)), said)


def number(layout: Sheet, column: Column, text: str) -> Cell:
    """A number, with a point or a comma."""
    plain = form(text).replace("−", "-").replace("–", "-").replace(" ", "")
    if not NUMBER.match(plain):
        return error("This is not a number.", "Write a number only: 3 or 0.5.")
    if THOUSANDS.match(plain):
        return error("This can be read in two ways.", "Write thousands without a sign between the digits, and parts of a whole with as few digits as needed.")
    value = format(Decimal(plain.replace(",", ".")).normalize(), "f")
    return Cell("0" if value == "-0" else value)


def truth(layout: Sheet, column: Column, text: str) -> Cell:
    """Yes or no."""
    found = typed("truth").get(form(text))
    return Cell(found) if found else error("This is neither yes nor no.", "Write yes or no, or leave the cell empty.")


def code(layout: Sheet, column: Column, text: str) -> Cell:
    """A choice."""
    found = chosen(layout, column, text)
    if found is None:
        return error(f"This is not in the list of “{column.label()}”.", cure(layout, column, text))
    if found.turned:
        said = f"It was read as “{word(column, found.code)}” with From and To exchanged."
        return Cell(found.code, (Said("note", said, "Choose from the list, with the one who acts under From."),), turned=True)
    return Cell(found.code)


def codes(layout: Sheet, column: Column, text: str) -> Cell:
    """Several choices with | between them, or with semicolons, commas or lines where every part is a choice."""
    if "|" not in text and not chosen(layout, column, text):
        parts = split(re.sub(r"[;,\n]", "|", text))
        text = joined(parts) if all(chosen(layout, column, part) for part in parts) else text
    found = [code(layout, column, part) for part in split(text)]
    said = tuple(one for part in found for one in part.said)
    return Cell("" if any(part.wrong for part in found) else joined(dict.fromkeys(part.text for part in found)), said)


READERS: dict[str, Callable[[Sheet, Column, str], Cell]] = {
    "address": web,
    "class": code,
    "code": code,
    "codes": codes,
    "date": day,
    "dates": days,
    "identity": identity,
    "name": named,
    "number": number,
    "source": source,
    "text": written,
    "texts": several(alias),
    "thing": thing,
    "things": several(thing),
    "tieKind": code,
    "truth": truth,
}
