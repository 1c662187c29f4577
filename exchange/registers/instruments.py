"""Instruments: instruments.csv in; texts as things, their adoption, dates and references out.

Only what was seen of a date stands on the text itself; a recalled day stands as a claim to check.
"""

from __future__ import annotations

import re

from .book import Book, Known
from .tables import Row
from .turtle import code, date, plain, slug_of

PLACE = "things/registered-instruments"


def write_instruments(book: Book) -> None:
    """Write all instruments as things, with what was seen of their dates."""
    for row in book.registers.rows["instruments"]:
        slug, kind = slug_of(row["id"]), book.word(row, "kind")
        topics = {word for topic in row.parts("topics") for word in book.word(row, "topics", topic).split()} - {"-"}
        pairs = [("k:partOf", word) if word.startswith("i:") else ("k:topic", code(word)) for word in topics]
        if row["kind"] == "summit outcome":
            # An event that the table keeps beside the text that it led to.
            pairs += [("k:eventKind", code(kind)), ("k:status", code("actual")), ("k:place", plain(row["place"]))]
            pairs += [("k:begins", date(row["adopted_date"])), ("k:ends", date(row["adopted_date"]))]
            number = re.match(r"(\d+)", row["short_title"])
            pairs += [("k:sessionNumber", number.group(1))] if number else []
            book.thing(slug, PLACE, "Event", row["title"], (), row.parts("short_title"), pairs)
            sitting = book.tie(row, "sitting", "Sitting", (slug, "awls"), Known(row["confidence"]), since=row["adopted_date"])
            book.realise(row, sitting)
            continue
        ratifiable = row["kind"] in ("convention", "protocol", "charter") and row["binding"] == "yes"
        pairs.append(("k:documentKind", code(kind)))
        if row["number"]:
            pairs.append(("k:number", plain(row["number"])))
        if row["binding"]:
            pairs.append(("k:binding", "true" if row["binding"] == "yes" else "false"))
        seen = _seen_date(book, row)
        if seen:
            pairs.append(("k:adoptedOn", date(seen)))
        if row["in_force_date_confidence"] == "seen":
            pairs.append(("k:inForceOn", date(row["in_force_date"])))
        notations, others = _names(row)
        book.thing(
            slug,
            PLACE,
            "RatifiableInstrument" if ratifiable else "Instrument",
            row["title"],
            notations,
            others,
            pairs,
        )


def _names(row: Row) -> tuple[list[str], list[str]]:
    """Acronyms and other names: C190 is a notation, "ILO C190" another name."""
    short = row.parts("short_title")
    notations = [name for name in short if re.fullmatch(r"[A-Z]{3,}", name)]
    others = [name for name in short if name not in notations]
    found = re.fullmatch(r"([CRP])(\d{3})", row["id"])
    if found:
        codes = {row["id"], f"{found.group(1)}{int(found.group(2))}"}
        notations += sorted(codes)
        others += [f"ILO {one}" for one in sorted(codes)]
        word = {"C": "Convention", "R": "Recommendation", "P": "Protocol"}[found.group(1)]
        others.append(f"{word} No. {int(found.group(2))}")
    elif row["number"]:
        others.append(f"A/RES/{row['number']}")
    return notations, others


def _seen_date(book: Book, row: Row) -> str:
    """What was seen of the day of adoption: all of it, its month or year, or nothing."""
    doubt = book.doubt(row, "adopted_date")
    if doubt:
        return doubt["value"].strip("-")
    return row["adopted_date"] if "seen" == row["confidence"] == row["adopted_date_confidence"] else ""


def write_texts(book: Book) -> None:
    """Write who adopted what, recalled dates, and which text refers to which."""
    for row in book.registers.rows["instruments"]:
        slug, seen = slug_of(row["id"]), _seen_date(book, row)
        if row["kind"] != "summit outcome":
            by = book.word(row, "adopted_by") if row["adopted_by"] else "-"
            if by != "-":
                known = book.known(row, "adopted_by")
                since = seen or (row["adopted_date"] if known.confidence == "recalled" else "")
                book.tie(row, "adoption", "Adoption", (by, slug), known, since=since)
            if row["adopted_date"] and seen != row["adopted_date"]:
                doubt = book.doubt(row, "adopted_date")
                inferred = doubt is not None and doubt["confidence"] == "inferred"
                known = Known("seen", "inferred", doubt["why"]) if doubt and inferred else Known("recalled")
                book.claim(row, "adopted-on", slug, ("k:adoptedOn", date(row["adopted_date"])), known)
            if row["in_force_date_confidence"] == "recalled":
                book.claim(row, "in-force-on", slug, ("k:inForceOn", date(row["in_force_date"])), Known("recalled"))
        for other in row.parts("related_to"):
            if not book.has(slug_of(other)):
                raise row.refuse("related_to", "write the id of another row of this table")
            known = Known(row["confidence"])
            day = seen or (row["adopted_date"] if known.confidence == "recalled" else "")
            book.tie(row, f"reference-{slug_of(other)}", "Reference", (slug, slug_of(other)), known, since=day)
