"""Readings: what somebody read out of the free text of a row, from read_ties, read_names, read_counts and read_notes.csv.

Each line names its table and the key of its row, whose sources carry it; `at` picks one of them, and a tie or name may
have a `source` of its own. A note is a doubt that a user must see: it goes to a record of the row, or to a thing.
"""

from __future__ import annotations

from .book import Book, Known
from .sources import Cited, cited
from .tables import Row
from .turtle import code, date, iri, text


def _row(book: Book, line: Row) -> Row:
    found = next((one for one in book.registers.rows[line["table"]] if one.key == line["row"]), None)
    if found is None:
        raise line.refuse("row", f"name the key of a row of {line['table']}.csv")
    return found


def _thing(book: Book, line: Row, column: str) -> str:
    if not book.has(line[column]):
        raise line.refuse(column, "name the slug of a thing")
    return line[column]


def _sources(book: Book, line: Row, row: Row) -> list[Cited]:
    """The source of its own that a line names, else those of its row (`at` picks one)."""
    return cited(line["source"]) if line["source"] else book.witnesses(row, line["at"])


def write_readings(book: Book) -> None:
    """Write all readings; notes last, since they need the records."""
    for line in book.registers.rows["read_ties"]:
        _tie(book, line, _row(book, line))
    for line in book.registers.rows["read_names"]:
        _name(book, line, _row(book, line))
    for line in book.registers.rows["read_counts"]:
        _count(book, line, _row(book, line))
    for line in book.registers.rows["read_notes"]:
        _note(book, line, _row(book, line))


def _tie(book: Book, line: Row, row: Row) -> None:
    ends = _thing(book, line, "from"), _thing(book, line, "to")
    known = Known(line["confidence"], line["assertion"], line["because"])
    book.tie(
        row,
        f"{code(line['kind'])[2:].lower()}-{line['id']}",
        line["kind"],
        ends,
        known,
        line["status"],
        _sources(book, line, row),
        since=line["since"],
        until=line["until"],
        observed=line["observed"],
        role=line["role"],
    )


def _name(book: Book, line: Row, row: Row) -> None:
    about, words, language = _thing(book, line, "about"), line["text"], line["language"]
    known = Known(line["confidence"], at=line["at"])
    book.other_language(about, words)
    record = book.name(row, about, words, line["kind"], known, _sources(book, line, row), language, line["id"])
    book.note(row, record, line["note"])


def _count(book: Book, line: Row, row: Row) -> None:
    pairs = [("k:about", iri(_thing(book, line, "about"))), ("k:count", str(int(line["count"]))), ("k:counted", code(line["counted"]))]
    if line["observed"]:
        pairs.append(("k:observed", date(line["observed"])))
    known = Known(line["confidence"], at=line["at"])
    record = book.state(row, f"count-{line['id']}", "Attendance", known, pairs)
    book.note(row, record, line["note"])


def _note(book: Book, line: Row, row: Row) -> None:
    where, _, slug = line["on"].partition(" ")
    subject = slug if where == "thing" else book.record(row, "" if where == "main" else where)
    if iri(subject) not in book.home:
        raise line.refuse("on", "write main, the end of the id of a record of the row, or thing and a slug")
    book.add(book.place(row), iri(subject), ("skos:scopeNote", text(line["note"])))
