"""The sheet of names to decide on: what the matching found in, a workbook out, and the workbook that somebody filled in back in.

What is certain or new is taken so unless somebody decides otherwise: only decisions of people stand in the sheet. Refuses a sheet with a word that is no
decision, or with two decisions about one name (`UnreadableFile` with every such cell).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ...graph.errors import UnreadableFile
from ...graph.sheets import sheet as page_of
from ...graph.vocabulary import ID
from ..book import Problem
from ..files.tabs import letters
from ..files.writing import Heading, Page, workbook
from .known import address
from .names import Decision as Decision
from .names import Names, Naming, key

if TYPE_CHECKING:
    from ..files.tabs import Tab, Tables

DECISIONS = ("same", "new", "skip")
TITLE = "Names"
HEADINGS = ("name", "sheet", "where it stands", "what kuasa thinks", "the thing meant", "how alike", "why", "decision", "thing")
LEAD = (
    "Decide where kuasa asks: is it the thing beside it (same), another one that is not known yet (new), or shall its rows be left out (skip)?",
    "The other names are taken as it says; write a decision only where it is wrong.",
    "A name that can be several things has several rows: decide in one of them, or write another address (i:...) in the last column.",
)
NOTES = {
    "sheet": "Leave it as it is: with the name it says which rows of your file are meant.",
    "thing": "The address of the thing that is meant. Write another one here if it is none of those proposed.",
}
NEEDED = frozenset({"name", "decision", "thing"})
WIDE = frozenset({"name", "the thing meant"})
MOST = 20
ORDER = ("probable", "new", "certain")
PLACES = 3
BANDS = ((100, "the same"), (90, "very like"), (80, "like"), (0, "in part"))
MEANING = {"certain": "certain: the same", "probable": "probable: please decide", "new": "new"}
USUAL = {"certain": "same", "new": "new"}


def sheet(names: Names | Iterable[Naming]) -> bytes:
    """The workbook: a row for each name and each thing that it can mean, those to be decided first."""
    namings = names.namings if isinstance(names, Names) else tuple(names)
    rows = [row for naming in sorted(namings, key=lambda naming: ORDER.index(naming.kind)) for row in lines(naming)]
    headings = tuple(Heading(text, NOTES.get(text, ""), 40 if text in WIDE else 18, DECISIONS if text == "decision" else ()) for text in HEADINGS)
    return workbook([Page(TITLE, headings, rows, LEAD)])


def lines(naming: Naming) -> Iterable[tuple[str, ...]]:
    """The rows for one name."""
    where = ", ".join(dict.fromkeys(f"{row.tab or page_of(row.sheet).label()} row {row.number}" for row in naming.rows[:PLACES]))
    where += f" and {len(naming.rows) - PLACES} more" if len(naming.rows) > PLACES else ""
    start = (naming.text, naming.sheet, where, MEANING[naming.kind])
    decision = naming.decision if naming.kind == "probable" or naming.decision != USUAL[naming.kind] else ""
    chosen = naming.iri or (naming.candidates[0].iri if naming.candidates else "")
    for candidate in naming.candidates:
        likeness = next(word for least, word in BANDS if candidate.likeness >= least)
        yield (*start, candidate.label, likeness, candidate.why, decision if candidate.iri == chosen else "", short(candidate.iri))
    if chosen not in {candidate.iri for candidate in naming.candidates}:
        yield (*start, "", "", "", decision, short(naming.iri))


def short(iri: str) -> str:
    """An address as people write it: i:slug."""
    return "i:" + iri.removeprefix(ID) if iri.startswith(ID) else iri


def read(tables: Tables) -> Mapping[str, Decision]:
    """The decisions by `names.key`. A name with several rows is decided in one of them; what is not decided is not there."""
    decided: dict[str, Decision] = {}
    problems: list[Problem] = []
    found = False
    for tab in tables.tabs:
        top = next((number for number, row in enumerate(tab.rows) if {plain(value).casefold() for value in row} >= NEEDED), None)
        if top is not None:
            found = True
            problems += of_tab(tables.file, tab, top, decided)
    if not found:
        raise UnreadableFile(
            f"{tables.file} is no sheet of names to decide on: no row has the headings {', '.join(sorted(NEEDED))}.", "Give the file that `kuasa import --decisions` wrote."
        )
    if problems:
        raise UnreadableFile(
            "Some decisions cannot be read:\n" + "\n".join(f"  {one}" for one in problems[:MOST]), "Mend these cells and repeat the command; nothing was imported."
        )
    return decided


def of_tab(file: str, tab: Tab, top: int, decided: dict[str, Decision]) -> Iterator[Problem]:
    """Adds the decisions under a row of headings; what is wrong with the others."""
    places = {plain(value).casefold(): number for number, value in reversed(list(enumerate(tab.rows[top])))}
    for number, row in enumerate(tab.rows[top + 1 :], top + 2):
        name, where, word, thing = (plain(row[places[head]]) if places.get(head, len(row)) < len(row) else "" for head in ("name", "sheet", "decision", "thing"))
        if not name or not word:
            continue
        cell, choice, iri = f"{letters(places['decision'])}{number}", word.casefold(), address(thing)
        if choice not in DECISIONS:
            yield Problem("error", file, tab.name, cell, word, "This is no decision.", f"Choose one of {', '.join(DECISIONS)}.")
            continue
        if choice == "same" and thing and not iri:
            cure = "Write i:slug as in the other rows; `kuasa find NAME` shows it."
            yield Problem("error", file, tab.name, f"{letters(places['thing'])}{number}", thing, "This is no address of a thing.", cure)
            continue
        made = Decision(name, choice, iri if choice == "same" else "")
        if decided.setdefault(key(where, name), made) != made:
            yield Problem("error", file, tab.name, cell, word, f"Another row decides otherwise about “{name}”.", "Leave one decision for each name.")


def plain(value: object) -> str:
    """A cell as text in one line."""
    return "" if value is None else " ".join(str(value).split())
