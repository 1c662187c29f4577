"""Organisations: the tables of organisations and of civil society around ASEAN in; things, bases, spellings out.

A row that names a thing of the tables of bodies (`same_as_body_id`, or the same id) adds to that one thing. Where an
organisation sits and since when is recalled unless field_confidence.csv says that it was seen.
"""

from __future__ import annotations

import re

from .book import Book, Known
from .sources import cite
from .states import write_more
from .tables import Row
from .turtle import date, iri, plain, slug_of, text

PLACE = "things/registered-organisations"


def target(book: Book, row: Row) -> str:
    """The slug of the thing that a row is about, or "-" where it is none."""
    same = row.cells.get("same_as_body_id") or book.means.get((row.table, "same", row["id"]), "")
    return same or row["id"]


def write_organisations(book: Book) -> None:
    """Write all organisations as things."""
    for table in ("organisations", "asean_csos"):
        for row in book.registers.rows[table]:
            kind = book.word(row, "type")
            if kind == "-":
                continue
            unresolved = (table, "unresolved", row["id"]) in book.means
            kind = f"{kind.split()[0]} unresolvedMention" if unresolved else kind
            label = re.sub(r"\s*\(as printed\)|, total$", "", row["name"]).strip('"')
            slug = target(book, row)
            label = label if not book.has(slug) or slug == row["id"] else re.sub(r" of Indonesia$", "", label)
            book.thing(slug, PLACE, kind, label, row.parts("acronym"), _others(row))
            if row["website"] and not book.doubt(row, "website") and not book.holds(iri(slug), "k:website"):
                book.add(PLACE, iri(slug), ("k:website", plain(row["website"])))
    for row in book.registers.rows["more_things"]:
        if row["home"] == "organisations":
            write_more(book, row, PLACE)


def _others(row: Row) -> list[str]:
    names = []
    for part in re.sub(r"\s*\(.*?\)", "", row.cells.get("other_names", "")).split(";"):
        part = re.sub(r",? (registered )?\d{4}$", "", part).strip()
        if part and "chapter" not in part:
            names.append(part)
    return names


def write_findings(book: Book) -> None:
    """Write bases, founding dates and the spellings that the documents use."""
    for table in ("organisations", "asean_csos"):
        for row in book.registers.rows[table]:
            slug = target(book, row)
            if not book.has(slug):
                continue
            held = book.files[book.home[iri(slug)]][iri(slug)]
            if row["website"] and book.doubt(row, "website"):
                book.claim(row, "website", slug, ("k:website", plain(row["website"])), book.known(row, "website"))
            if table == "organisations" and row["base_country"] and ("a", "k:Collective") not in held:
                base = row["base_country"].lower()
                if not book.has(base):
                    raise row.refuse("base_country", "add the state to more_things.csv")
                record = book.tie(row, "base", "Location", (slug, base), book.known(row, "base_country", "recalled"))
                if not book.doubt(row, "base_place"):
                    book.note(row, record, f"in {row['base_place']}" if row["base_place"] else "")
            if table == "asean_csos" and row["base"]:
                base = row["base"].lower() if re.fullmatch("[A-Z]{3}", row["base"]) else book.word(row, "base")
                if base != "-":
                    book.tie(row, "base", "Location", (slug, base), book.known(row, "base"))
            begun = slug != row["id"] or any(name == "k:begins" for name, _ in held)
            if row["founded"] and not begun:
                known = book.known(row, "founded", "recalled" if table == "organisations" else "")
                claim = book.claim(row, "begins", slug, ("k:begins", date(row["founded"])), known)
                book.note(row, claim, row.cells.get("founded_note", ""))
                if known.confidence == "seen":
                    book.add(PLACE, iri(slug), ("k:begins", date(row["founded"])))
            if table == "organisations":
                _spellings(book, row, slug)


def _spellings(book: Book, row: Row, slug: str) -> None:
    """Names as the documents print them, each with the document as its evidence, whatever else is recalled."""
    held = {value for _, value in book.files[book.home[iri(slug)]][iri(slug)]}
    documents = [cite(f"Seed {seed}") for seed in row.parts("seed_ids")]
    done: set[str] = set()
    if row["aliases_in_seeds"].startswith("("):
        return
    for part in row.parts("aliases_in_seeds"):
        full = re.sub(r"\s*\(seed .*\)$", "", part)
        if row["acronym"] and full[0] == row["acronym"][0]:
            full = re.sub(rf"\s*\({re.escape(row['acronym'])}( - \w+)?\)$", "", full)
        # Office-holders, sessions of a conference and one year's forum are no names of the thing.
        if re.search(r"^\d{4} |Minister|Director|^Heads of|officials$", full):
            continue
        if row["same_as_body_id"] and re.search(r" \d{4}$", full):
            continue
        if {plain(full), text(full)} & held or slug_of(full) in done:
            continue
        done.add(slug_of(full))
        kind = "acronym" if re.fullmatch(r"[A-Z][A-Za-z!/+-]*[A-Z][A-Za-z!/+-]*", full) else "alias"
        kind = book.means.get((row.table, "aliases_in_seeds", full), kind)
        book.name(row, slug, full, kind, Known("seen"), documents)
