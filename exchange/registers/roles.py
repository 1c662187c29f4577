"""Chairs and hosts: body_roles.csv in; chairings, seats with a role, sessions and who received them out.

What the scope of a row calls inferred or recalled (the end of a term, an ordinal, a city) stands field by field in
field_confidence.csv: an inferred end makes a second, inferred record, and the first one says only on which day the role
was seen (of a plan: for which day); a recalled ordinal or city is left out.
"""

from __future__ import annotations

import re

from .book import Book, Known
from .tables import Row
from .turtle import code, date, iri, plain, text


def write_roles(book: Book) -> None:
    """Write every row by its role."""
    for row in book.registers.rows["body_roles"]:
        if not book.has(row["body_id"]):
            raise row.refuse("body_id", "write the id of a row of one of the tables of bodies")
        if row["role"] == "host":
            _host(book, row)
        elif row["role"] in ("chair", "co-chair"):
            _term(book, row, "Chairing", "coChair" if row["role"] == "co-chair" else "")
        elif row["role"] in ("vice-chair", "lead country"):
            _term(book, row, "Seat", "viceChair" if row["role"] == "vice-chair" else "leadCountry")
        elif row["role"] == "secretariat":
            for holder in holders(book, row):
                book.tie(row, "", "SecretariatService", (holder, row["body_id"]), Known(row["confidence"]))
        else:
            raise row.refuse("role", "write chair, co-chair, vice-chair, lead country, host or secretariat")


def holders(book: Book, row: Row) -> list[str]:
    """Who holds the role: the ministry that words.csv names for the text, else the state."""
    named = book.means.get((row.table, "holder", row["holder"]))
    if named:
        return [] if named == "-" else named.split()
    if not book.has(row["holder_iso3"].lower()):
        raise row.refuse("holder_iso3", "add the state to more_things.csv")
    return [row["holder_iso3"].lower()]


def _status(book: Book, row: Row) -> str:
    doubt = book.doubt(row, "status")
    return doubt["value"] if doubt else "actual"


def _seen(book: Book, row: Row, column: str) -> str:
    """What may be stated of a date as the row is known: all, a coarser part, or nothing."""
    doubt = book.doubt(row, column)
    if row["confidence"] == "recalled" or not doubt:
        return row[column]
    return "" if doubt["confidence"] == "observed" else doubt["value"]


def _term(book: Book, row: Row, kind: str, role: str) -> None:
    known, status = book.known(row, "holder"), _status(book, row)
    since, until = _seen(book, row, "from"), _seen(book, row, "until")
    first, last = book.doubt(row, "from"), book.doubt(row, "until")
    observed = first["value"] if first and first["confidence"] == "observed" else ""
    if last and row["confidence"] == "seen" and since and not until:
        # The end is doubted: the record that was seen must not stay open for ever.
        since, until, observed = (since, since, "") if status == "planned" else ("", "", since)
    for number, holder in enumerate(holders(book, row)):
        tail = f"-{holder}" if number else ""
        ends = (holder, row["body_id"])
        record = book.tie(row, tail[1:], kind, ends, known, status, since=since, until=until, observed=observed, role=role)
        book.add(book.place(row), iri(record), *_theme(row))
        if last and last["confidence"] == "inferred" and row["confidence"] == "seen":
            whole = Known("seen", "inferred", "; ".join(filter(None, (known.because, last["why"]))))
            book.tie(row, f"term{tail}", kind, ends, whole, status, since=row["from"], until=row["until"], role=role)


def _host(book: Book, row: Row) -> None:
    status, seen = _status(book, row), Known(row["confidence"])
    since, until = _seen(book, row, "from"), _seen(book, row, "until")
    elsewhere = book.means.get((row.table, "session", row["id"]))
    if elsewhere:
        # `words.csv` names the event that another file tells; "-" where that file tells the host too.
        for holder in holders(book, row) if elsewhere != "-" else []:
            record = book.tie(row, "", "Hosting", (holder, elsewhere), seen, status, since=since)
            book.realise(row, record)
        return
    session = _session(book, row, status, since, until)
    sitting = book.known(row, "holder") if book.doubt(row, "holder") and row["body_id"] == "acsc-apf" else seen
    if not since:
        # An occurrence needs its day: where the year is recalled, the whole statement is.
        sitting = Known("recalled")
    day = since or row["from"]
    book.tie(row, "sitting", "Sitting", (session, row["body_id"]), sitting, status, since=day)
    hosted_by = book.known(row, "holder")
    # Civil society received the forum, and Geneva the Conference: the state is the place and not the host.
    if row["body_id"] in ("acsc-apf", "ilc"):
        if row["place"] != "online":
            base = (session, row["holder_iso3"].lower())
            book.tie(row, "location", "Location", base, seen, status, since=since)
        return
    for holder in holders(book, row):
        book.tie(row, "", "Hosting", (holder, session), hosted_by, status, since=day)


def _theme(row: Row) -> list[tuple[str, str]]:
    found = re.search(r"(?:Theme|Topic): ([^.]+)", row["note"])
    return [("k:theme", text(found.group(1)))] if found else []


def _session(book: Book, row: Row, status: str, since: str, until: str) -> str:
    """The session as an event of this register; what is recalled of it stands only in its ties."""
    slug, sure = f"{row['id']}-session", row["confidence"] == "seen"
    pairs = [("k:eventKind", code("meetingSession")), ("k:status", code(status))]
    number = re.match(r"(\d+)(st|nd|rd|th) ", row["meeting"])
    if sure and number and not book.doubt(row, "meeting"):
        pairs.append(("k:sessionNumber", number.group(1)))
    if sure and row["place"] and not book.doubt(row, "place"):
        pairs.append(("k:place", plain(row["place"])))
    if sure and since:
        pairs.append(("k:begins", date(since)))
        pairs.append(("k:ends", date(until or since)))
    pairs += _theme(row) if sure else []
    label = row["meeting"] or row["body"]
    doubtful = book.doubt(row, "meeting") or not number or not sure
    label = label if not doubtful or not re.match(r"\d", label) else re.sub(r"^\d+\w+ (\(.*?\) )?", "", label)
    label = re.sub(r" \((present|own) count\)", "", label)
    if row["from"] and row["from"][:4] not in label:
        label = f"{label}, {row['from'][:4]}"
    if row["body_id"] == "ilc" and "Session" in label:
        label = f"International Labour Conference, {label.removeprefix('Session, ')}"
    place = book.place(row)
    book.add(place, iri(slug), ("a", "k:Event"), ("skos:prefLabel", text(label)), *pairs)
    return slug
