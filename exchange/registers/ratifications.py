"""Ratifications: ratifications.csv and not_ratified.csv in; who is bound by which text, who is not, and who signed, out.

A row that no register confirms (`load` = no) makes a possible ratification with its doubt, never an actual one. A day
recalled behind a year that was seen makes two records. A date of entry into force that only follows from the rule of
twelve months is not stored: it is computed from the day of ratification.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .book import Book, Known
from .sources import Cited, cite, cited, split
from .tables import Row
from .turtle import code, date, iri, slug_of, without_addresses

_LENGTHS = {"day": 10, "month": 7, "year": 4, "none": 0}


def write_ratifications(book: Book) -> None:
    """Write who ratified or acceded, until when, and from which signature on."""
    for row in book.registers.rows["ratifications"]:
        ends = _ends(book, row)
        status, _, part = book.word(row, "status").partition(" ")
        if (row["load"] == "no") != (status == "possible"):
            raise row.refuse("load", "write no exactly where no register confirms the row, and a status that says so")
        if len(row["date"]) != _LENGTHS[row["date_precision"]]:
            raise row.refuse("date_precision", "write day, month, year or none, as precise as the date is")
        acts = [("k:role", code(word)) for word in (book.word(row, "action"), part) if word]
        note = _note(row)
        known, sources = Known(row["confidence"]), cited(row["source"])
        agreeing = [cite(part) for part in split(row["cross_check"]) if part.startswith("http")]
        agreeing = [one for one in agreeing if one.slug not in {other.slug for other in sources}]
        if row["confidence"] == "recalled" and agreeing:
            # The year was seen, the day is recalled: two records.
            year = book.tie(row, "year", "Ratification", ends, Known("seen"), status, agreeing, since=row["date"][:4])
            book.add(book.place(row), iri(year), *acts)
            book.note(row, year, note)
        elif row["confidence"] == "seen":
            sources += agreeing
        since, until = row["date"], row["denounced_date"]
        # A register that was copied on a day shows the ratification on that day.
        copied = re.search(r"scraped (\d{4}-\d\d-\d\d)", row["source"])
        seen = copied.group(1) if copied and not until else ""
        record = book.tie(row, "", "Ratification", ends, known, status, sources, since=since, until=until, observed=seen)
        book.add(book.place(row), iri(record), *acts)
        if row["entry_into_force_for_state"] and not book.doubt(row, "entry_into_force_for_state"):
            book.add(book.place(row), iri(record), ("k:inForceOn", date(row["entry_into_force_for_state"])))
        book.note(row, record, note)
        signed = re.search(r"Sign(?:ed|ature) (\d{4}-\d\d-\d\d)", row["note"])
        if signed:
            book.tie(row, "signature", "Signature", ends, known, sources=cited(row["source"]), since=signed.group(1))


def write_gaps(book: Book) -> None:
    """Write who is not bound, with the day to which that is proved, and the later one to which it is recalled."""
    reported = {row.key: row for row in book.registers.rows["ratifications"]}
    for row in book.registers.rows["not_ratified"]:
        ends, rival = _ends(book, row), reported.get(row.key)
        if rival and rival["load"] == "yes":
            raise row.refuse("instrument_id", "this state is among the ratifications too: keep one of the two rows")
        known = Known(row["confidence"])
        if known.confidence == "seen" and book.word(row, "basis") == "concluded":
            known = Known("seen", "inferred", row["basis"])
        sources = [replace(one, remark=_told(row, one)) for one in cited(row["source"])]
        records = {row["as_of"]: book.tie(row, "", "NonRatification", ends, known, sources=sources)}
        if row["recalled_as_of"] > row["as_of"]:
            unread = [one for one in sources if not one.read]
            if not unread:
                raise row.refuse("source", "name the register in which the recalled date is to be checked (not opened)")
            later = book.tie(row, "recalled", "NonRatification", ends, Known("recalled"), sources=unread)
            records[row["recalled_as_of"]] = later
        for day, record in records.items():
            book.add(book.place(row), iri(record), ("k:asOf", date(day)))
            if rival and rival["date"] and rival["date"] <= day:
                # A ratification reported for a day on which the state is shown as not bound: both stand.
                book.add(book.place(rival), iri(book.record(rival)), ("k:contradicts", iri(record)))
        book.note(row, records[row["as_of"]], _note(row))
        if row["signed_date"]:
            signature = book.known(row, "signed_date")
            book.tie(row, "signature", "Signature", ends, signature, sources=sources, since=row["signed_date"])


def _ends(book: Book, row: Row) -> tuple[str, str]:
    state, text = row["state_iso3"].lower(), slug_of(row["instrument_id"])
    if not book.has(state):
        raise row.refuse("state_iso3", "add the state to states.csv or more_things.csv")
    if "k:RatifiableInstrument" not in book.holds(iri(text), "a"):
        raise row.refuse("instrument_id", "write the id of a binding text of instruments.csv")
    return state, text


def _note(row: Row) -> str:
    """What the row adds, without addresses and without signatures, which are ties of their own."""
    signed = r"Sign(ed|ature) \d{4}-\d\d-\d\d( \(seen\)| recalled)?|Day recalled"
    return re.sub(signed, "", without_addresses(row["note"])).strip(". ")


def _told(row: Row, one: Cited) -> str:
    return ": ".join(part for part in (row["basis"], one.remark) if part and one.read)
