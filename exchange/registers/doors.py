"""Doors: doors.csv in; ways in to bodies out, with their state, what is weaker and what else is known said in notes."""

from __future__ import annotations

import re
from collections import Counter

from .book import Book, Known
from .turtle import code, date, iri, text, without_addresses

FIELDS = {
    "who_may_use": "k:whoMayUse",
    "conditions": "k:conditions",
    "who_decides": "k:whoDecides",
    "who_can_object": "k:whoCanObject",
    "obligations": "k:obligations",
    "how_to_apply": "k:howToApply",
    "rhythm": "k:rhythm",
}
# A note that holds quoted text stays in the table.
QUOTED = re.compile(r"\"|(^|[\s(])'[^']+'")


def write_doors(book: Book) -> None:
    """Write every door as a record about its body."""
    alike = Counter((row["kind"], row["body"]) for row in book.registers.rows["doors"])
    for row in book.registers.rows["doors"]:
        if not book.has(row["body_id"]):
            raise row.refuse("body_id", "write the id of a row of one of the tables of bodies or organisations")
        label = f"{row['kind'][0].upper()}{row['kind'][1:]}: {row['body']}"
        if alike[row["kind"], row["body"]] > 1:
            label += f" ({row['id'].partition('-')[2].replace('-', ' ')})"
        pairs = [("skos:prefLabel", text(label)), ("k:about", iri(row["body_id"]))]
        pairs.append(("k:doorKind", code(book.word(row, "kind"))))
        pairs += [(name, text(row[column])) for column, name in FIELDS.items() if row[column]]
        if row["last_checked"]:
            pairs.append(("k:lastChecked", date(row["last_checked"])))
        if row["state"]:
            pairs.append(("k:doorState", code(book.word(row, "state"))))
        if row["confidence"] == "recalled":
            pairs.append(("skos:scopeNote", text("nothing of this was seen: all of it is from memory")))
        if row["confidence_scope"]:
            pairs.append(("skos:scopeNote", text(f"less sure than the rest: {without_addresses(row['confidence_scope'])}")))
        if row["note"] and not QUOTED.search(row["note"]):
            pairs.append(("skos:scopeNote", text(without_addresses(row["note"]))))
        book.state(row, "", "Door", Known(row["confidence"]), pairs)
