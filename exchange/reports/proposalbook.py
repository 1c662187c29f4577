"""Proposals ↔ the workbook in which somebody accepts or strikes them.

`workbook` writes the sheets and columns of the import with columns of its own before them (`ontology/reading/columns.csv`); `accepted`
takes such a file, read as tables, and leaves of it what the import may read: the rows with accept. Everything else is emptied where it
stands, so that rows and columns keep their places.
"""

from __future__ import annotations

from dataclasses import replace

from ...graph.lookup import fold
from ...graph.sheets import CHOSEN, Column, sheet, sheets, word
from ...graph.sheets import SEPARATOR as BETWEEN
from ..book import Problem, split
from ..files.tabs import Tab, Tables, Value, letters
from ..files.writing import Heading, Page
from ..files.writing import workbook as written
from .lexicon import table, words
from .proposals import FOUND, Proposals
from .rows import SHEETS, Proposal

WIDTHS = {"words": 50, "why": 26, "place": 34, "decision": 12, "name": 40, "from": 30, "to": 30, "could_be": 24}
ACCEPT = "accept"
ALWAYS = ("kind", "asks", "made_by", "note")


def workbook(proposals: Proposals, lang: str = "en") -> bytes:
    """A page that says what to do, then a page for each sheet that has proposals."""
    return written([opening(proposals), *(page(proposals, key, lang) for key in SHEETS if proposals.of(key))])


def opening(proposals: Proposals) -> Page:
    """What this file is."""
    lines = (
        f"Proposals from the report: {proposals.text.name}",
        "A program found these names, dates and links by their form. It can be wrong: read the place in the report before you accept a row.",
        "Write accept or strike in the first column of each row, and mend what is not right. Rows without accept are not imported.",
        "Recommendations have no wording here: read the place, and say in your own words what is asked.",
        "Who may see it is 'room' in every row; change it where the report is public.",
    )
    counts = [(found, proposals.count(found)) for found in FOUND]
    return Page("About these proposals", (Heading("What", width=110), Heading("How many", width=12)), [*((line, None) for line in lines), *counts])


def page(proposals: Proposals, key: str, lang: str) -> Page:
    """The page of a sheet: our columns, then those columns of the import that some row fills, and those that a person may have to fill."""
    own = sheet(key)
    rows = proposals.of(key)
    used = {name for one in rows for name in one.row.cells}
    columns = [column for column in own.columns if column.key in used or column.required or column.key in ALWAYS]
    decisions = tuple(dict.fromkeys(words("decision").values()))
    headings = [Heading(row["label"], row["note"], WIDTHS.get(row["key"], 14), decisions if row["key"] == "decision" else ()) for row in table("columns")]
    headings += [Heading(column.label(lang), column.note(), WIDTHS.get(column.key, 18), choices(key, column, lang)) for column in columns]
    return Page(own.label(lang), tuple(headings), [[*ours(one), *(shown(column, one.row.get(column.key), lang) for column in columns)] for one in rows])


def choices(key: str, column: Column, lang: str) -> tuple[str, ...]:
    """The texts that a cell of a column can have."""
    return tuple(word(column, code, lang) for code in sheet(key).choices(column)) if column.holds in CHOSEN else ()


def ours(one: Proposal) -> list[str | None]:
    """The cells of our columns."""
    cells = {"found": one.found, "sure": one.sure, "why": one.why, "words": one.words, "place": one.place, "could_be": BETWEEN.join(one.could_be)}
    return [cells.get(row["key"], "") or None for row in table("columns")]


def shown(column: Column, text: str, lang: str) -> str | None:
    """A cell of the import for people."""
    return BETWEEN.join(word(column, code, lang) for code in split(text)) if column.holds in CHOSEN else text or None


def are_proposals(tables: Tables) -> bool:
    """Whether a file holds proposals."""
    return any(decisions_in(tab) is not None for tab in tables.tabs)


def decisions_in(tab: Tab) -> int | None:
    """The column of decisions of a tab of proposals (from 0); None if the tab is none."""
    labels = {fold(row["label"]): row["key"] for row in table("columns")}
    heads = [labels.get(fold(str(value))) if value is not None else None for value in (tab.rows[0] if tab.rows else ())]
    return heads.index("decision") if {"decision", "found", "sure"} <= set(heads) else None


def accepted(tables: Tables) -> Tables:
    """What the import may read of a file of proposals: rows with accept, columns of the import. A file that is none stays as it is.

    A note tells of each decision that is neither accept nor strike, and how many rows have none.
    """
    if not are_proposals(tables):
        return tables
    found, notes = [], list(tables.notes)
    for tab in tables.tabs:
        column = decisions_in(tab)
        if column is not None:
            kept, said = left(tables.file, tab, column)
            found.append(kept)
            notes += said
    return replace(tables, tabs=tuple(found), notes=tuple(notes))


def left(file: str, tab: Tab, column: int) -> tuple[Tab, list[Problem]]:
    """A tab with the accepted rows only, and what is to be said of the others."""
    labels = {fold(row["label"]) for row in table("columns")}
    import_labels = {fold(text) for own in sheets() for one in own.columns for text in (one.label(), one.key)}
    outside = {number for number, value in enumerate(tab.rows[0]) if value is not None and fold(str(value)) in labels - import_labels}
    notes: list[Problem] = []
    rows: list[tuple[Value, ...]] = [tuple(None if number in outside else value for number, value in enumerate(tab.rows[0]))]
    undecided = 0
    for place, row in enumerate(tab.rows[1:], 2):
        said = str(row[column]).strip() if row[column] is not None else ""
        decision = words("decision").get(fold(said), "")
        undecided += not said and any(value is not None for value in row)
        if said and not decision:
            cell = f"{letters(column)}{place}"
            notes.append(Problem("note", file, tab.name, cell, said, "This is no decision, so the row was not read.", "Write accept or strike."))
        rows.append(tuple(None if number in outside or decision != ACCEPT else value for number, value in enumerate(row)))
    if undecided:
        notes.append(Problem("note", file, tab.name, "", "", f"{undecided} row(s) have no decision, so they were not read.", "Write accept or strike in each."))
    return replace(tab, rows=tuple(rows), formulas=frozenset()), notes
