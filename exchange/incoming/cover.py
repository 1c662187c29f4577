"""The sheet about a workbook → its cover: title, organisation, filled_in_by, date, session, group.

A question stands in a cell, its answer in the next one. A date that is none and a group without a number are told in their cells.
"""

from __future__ import annotations

from functools import cache

from ...graph.errors import BadDate
from ...graph.sheets import SHEETS_BESIDE, said, spoken
from ..book import COVER, Problem
from ..files.tabs import Tab, letters
from .headings import squeezed
from .loosedates import dated
from .plain import seen, text_of
from .typedwords import form, typed

ABOUT = "about"
LONGEST = 300
GROUP = "Write the number of the group: 1, 2, 3. Never a name."


def cover(file: str, tab: Tab) -> tuple[dict[str, str], list[Problem]]:
    """What a tab says about its workbook, and what is wrong in it."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, row in enumerate(tab.rows, 1):
        texts = [text_of(value) for value in row]
        first = next((place for place, text in enumerate(texts) if text), len(texts))
        key = labels().get(squeezed(texts[first]), "") if first < len(texts) else ""
        answer = next((place for place in range(first + 1, len(texts)) if texts[place] != texts[first]), len(texts))
        if not key or key in found or answer == len(texts) or not texts[answer]:
            continue
        text, wrong = settled(key, " ".join(seen(texts[answer])[0].split()))
        if text:
            found[key] = text
        if wrong:
            problems.append(Problem("error" if not text else "note", file, tab.name, f"{letters(answer)}{number}", texts[answer], *wrong))
    return {key: found[key] for key in COVER if key in found}, problems


def settled(key: str, text: str) -> tuple[str, tuple[str, str] | None]:
    """An answer as it is kept, '' if it cannot be, and what is to be said of it with the cure."""
    if key == "date":
        try:
            read = dated(text)
        except BadDate as error:
            return "", (error.what, error.cure)
        return read.text, (read.note, read.cure) if read.note else None
    if key == "group":
        digits = form(text).removeprefix("group ").removeprefix("#")
        return (str(int(digits)), None) if digits.isdecimal() and int(digits[:9]) >= 1 else ("", ("This is not the number of a group.", GROUP))
    return (text, None) if len(text) <= LONGEST else ("", (f"This has more than {LONGEST} characters.", "Write it shorter."))


def beside(name: str) -> str:
    """Which of the sheets that are no rows a tab is, by its name: readme, about, example, lists; '' if none."""
    return tabs().get(squeezed(name), "")


@cache
def tabs() -> dict[str, str]:
    """The sheets that are no rows by every name that they have."""
    ours = {squeezed(said(word, lang)): word.removeprefix("sheet_") for word in sorted(SHEETS_BESIDE) for lang in spoken()}
    return {squeezed(text): key for text, key in typed("tab").items()} | ours


@cache
def labels() -> dict[str, str]:
    """The keys of a cover by every label that they have."""
    ours = {squeezed(said(f"cover_{key}", lang)): key for key in COVER for lang in spoken()}
    return {squeezed(text): key for text, key in typed("cover").items()} | {squeezed(key): key for key in COVER} | ours
