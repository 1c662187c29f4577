"""Rules of bodies: body_rules.csv in; claims on how a body decides, what it is for and when it meets out."""

from __future__ import annotations

import re

from .book import Book
from .turtle import code, text


def write_rules(book: Book) -> None:
    """Write the decision rule (a code), the mandate and the rhythm of each body as claims."""
    for row in book.registers.rows["body_rules"]:
        body = row["body_id"]
        if not book.has(body):
            raise row.refuse("body_id", "write the id of a row of one of the tables of bodies or organisations")
        rule = code(book.word(row, "decision_rule"))
        book.claim(row, "decides", body, ("k:decisionRule", rule), book.known(row, "decision_rule"))
        mandate = book.claim(row, "mandate", body, ("k:mandate", text(row["mandate"])), book.known(row, "mandate"))
        book.note(row, mandate, f"who sits there: {row['membership_basis']}")
        if row["meets"]:
            meets = re.sub(r"\s*\((recalled|inferred)\)", "", row["meets"])
            book.claim(row, "meets", body, ("k:meets", text(meets)), book.known(row, "meets"))
