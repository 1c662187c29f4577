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
from .wording import wording

COLUMNS = ("document", "passage", "place", "record", "statement", "nothing_taken", "gap")


def report(knowledge: Knowledge, lang: str = "en") -> Report:
    """The passages of every document with their statements, all written out."""
    facts, say, withheld = knowledge.facts, wording(), knowledge.withheld.count
    question = find("evidence/coverage")
    answers = sorted(ask(knowledge.store, bind(question, {}, facts)).rows, key=lambda row: (row["document"], number(row["passage"]), number(row["record"] or "")))
    rows = [row_of(facts, row, lang) for row in answers]
    documents: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        documents.setdefault(row["document"], {}).setdefault(row["passage"], []).append(row)
    sections = tuple(section(facts, name, passages) for name, passages in documents.items())
    hidden = say["coverage_withheld"].format(withheld=withheld) if withheld else say["report_withheld_none"]
    conditions = f"{say['report_profile'].format(profile=knowledge.audience.name)} · {hidden}"
    return Report(say["coverage_title"], say["coverage_intro"], conditions, sections, Table(COLUMNS, tuple(rows)), top=0)


def row_of(facts: Facts, row: Any, lang: str) -> dict[str, Any]:
    """One statement on one passage, in words; a passage without any is a gap unless somebody said why."""
    record, reason = row["record"], row["nothing_taken"]
    statement = said(facts, ID + record, lang) if record else None
    return {**row, "statement": statement, "gap": not record and not reason}


def section(facts: Facts, document: str, passages: dict[str, list[dict[str, Any]]]) -> Section:
    """A document with its passages, gaps counted in what is said of it."""
    say, items = wording(), tuple(item(rows) for rows in passages.values())
    statements = len({row["record"] for rows in passages.values() for row in rows} - {None})
    gaps = sum(one.gap for one in items)
    nothing = sum(bool(rows[0]["nothing_taken"]) for rows in passages.values())
    meaning = say["coverage_meaning"].format(passages=len(items), statements=statements, nothing=nothing, gaps=gaps)
    cure = say["coverage_todo"] if gaps else ""
    return Section(document, facts.label(ID + document), meaning, "", cure, items)


def item(rows: list[dict[str, Any]]) -> Item:
    """A passage: where it is, how many statements rest on it, and what they say."""
    place, reason = rows[0]["place"] or rows[0]["passage"], rows[0]["nothing_taken"]
    said_here = tuple(dict.fromkeys(row["statement"] for row in rows if row["statement"]))
    if said_here:
        return Item(f"{place} ({len(said_here)})", said_here)
    why = wording()["coverage_nothing_taken"].format(reason=reason) if reason else wording()["coverage_gap"]
    return Item(f"{place} (0)", (why,), gap=not reason)


def number(slug: str) -> tuple[tuple[bool, int, str], ...]:
    """A slug in the order in which people count: p2 before p10.

    >>> sorted(["a-p10", "a-p2", "a-p2b"], key=number)
    ['a-p2', 'a-p2b', 'a-p10']
    """
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", slug))
