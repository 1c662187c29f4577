"""Which statements rest on which passage of a document: a report for those who read the document beside it.

Documents are the sources that are described in the file of their own passages. Passages stand in the order of their numbers.
A passage on which nothing rests says why nothing was taken, or is a gap. A document without passages has no section.
"""

from __future__ import annotations

import re
from typing import Any

from .facts import Facts
from .knowledge import Knowledge
from .questions import ask, bind, find
from .report import Item, Report, Section
from .saying import said
from .tables import Table
from .vocabulary import ID

COLUMNS = ("document", "passage", "place", "record", "statement", "nothing_taken", "gap")
INTRODUCTION = "Every passage of the documents, with the statements that rest on it. A passage marked as a gap carries none, and nobody said why."


def report(knowledge: Knowledge, lang: str = "en") -> Report:
    """The passages of every document with their statements, all written out."""
    facts = knowledge.facts
    question = find("evidence/coverage")
    answers = sorted(ask(knowledge.store, bind(question, {}, facts)).rows, key=lambda row: (row["document"], number(row["passage"]), number(row["record"] or "")))
    rows = [row_of(facts, row, lang) for row in answers]
    documents: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        documents.setdefault(row["document"], {}).setdefault(row["passage"], []).append(row)
    sections = tuple(section(facts, name, passages) for name, passages in documents.items())
    withheld = f"{knowledge.withheld.count} things and statements withheld; a passage that carries only those looks like a gap" if knowledge.withheld.count else "nothing withheld"
    conditions = f"Profile {knowledge.audience.name} · {withheld}"
    return Report("Coverage of the documents", INTRODUCTION, conditions, sections, Table(COLUMNS, tuple(rows)), top=0)


def row_of(facts: Facts, row: Any, lang: str) -> dict[str, Any]:
    """One statement on one passage, in words; a passage without any is a gap unless somebody said why."""
    record, reason = row["record"], row["nothing_taken"]
    statement = said(facts, ID + record, lang) if record else None
    return {**row, "statement": statement, "gap": not record and not reason}


def section(facts: Facts, document: str, passages: dict[str, list[dict[str, Any]]]) -> Section:
    """A document with its passages, gaps counted in what is said of it."""
    items = tuple(item(rows) for rows in passages.values())
    statements = len({row["record"] for rows in passages.values() for row in rows} - {None})
    gaps = sum(one.gap for one in items)
    nothing = sum(bool(rows[0]["nothing_taken"]) for rows in passages.values())
    meaning = f"{len(items)} passages, {statements} statements; nothing taken on purpose from {nothing}; gaps: {gaps}."
    cure = "Read the passages marked as gaps again: record what they say, or why nothing is taken (k:nothingTaken)." if gaps else ""
    return Section(document, facts.label(ID + document), meaning, "", cure, items)


def item(rows: list[dict[str, Any]]) -> Item:
    """A passage: where it is, how many statements rest on it, and what they say."""
    place, reason = rows[0]["place"] or rows[0]["passage"], rows[0]["nothing_taken"]
    said_here = tuple(dict.fromkeys(row["statement"] for row in rows if row["statement"]))
    if said_here:
        return Item(f"{place} ({len(said_here)})", said_here)
    return Item(f"{place} (0)", (f"nothing taken: {reason}",) if reason else ("GAP: nothing rests on this passage, and nobody said why",), gap=not reason)


def number(slug: str) -> tuple[tuple[bool, int, str], ...]:
    """A slug in the order in which people count: p2 before p10.

    >>> sorted(["a-p10", "a-p2", "a-p2b"], key=number)
    ['a-p2', 'a-p2b', 'a-p10']
    """
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", slug))
