"""Organisations: the tables of organisations and of civil society around ASEAN in; things, bases, spellings out.

A row that names a thing of the tables of bodies (`same_as_body_id`, or the same id) adds to that one thing.
"""

from __future__ import annotations

import re

from .book import Book, Known, slug_of
from .sources import SEEDS
from .states import write_more
from .tables import Row
from .turtle import date, iri, plain

PLACE = "things/register-organisations"
# Words by which a part of `confidence_scope` says that a field was seen.
_SEEN = {
    "base_country": r"^all\b(?! but the)|\b(base|seat|place|office)\b",
    "founded": r"^all\b(?! but the)|\b(years?|dates?|start|origin|founding)\b|\b\d{4}\b",
}
_SLIPS = (
    "IAC-AP",
    "APPMG SDGs",
    "Tamsany",
    "Bayan Famil",
    "AFWA Indonesia",
    "NGOS Forum",
    "MyCool class",
    "Committee on Social",
)


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
            label = re.sub(r"\s*\(as printed\)", "", row["name"]).strip('"')
            slug = target(book, row)
            label = label if not book.has(slug) or slug == row["id"] else re.sub(r" of Indonesia$", "", label)
            pairs = [("k:website", plain(row["website"]))] if row["website"] else []
            book.thing(slug, PLACE, kind, label, row.parts("acronym"), _others(row), pairs)
    for row in book.registers.rows["more_things"]:
        if row["home"] == "organisations":
            write_more(book, row, PLACE)


def _others(row: Row) -> list[str]:
    names = []
    for part in row.parts("other_names") if "other_names" in row.cells else []:
        part = re.sub(r"\s*\(.*?\)", "", part)
        part = re.sub(r",? (registered )?\d{4}$", "", part).strip()
        if part and "chapter" not in part:
            names.append(part)
    return names


def _known(book: Book, row: Row, column: str) -> Known:
    doubt = book.doubt(row, column)
    parts = row.parts("confidence_scope") if "confidence_scope" in row.cells else ["all"]
    seen = any(re.search(_SEEN[column], part) and "recalled" not in part for part in parts)
    return book.known(row, column, "" if doubt or seen else "recalled")


def write_findings(book: Book) -> None:
    """Write bases, founding dates and the spellings that the documents use."""
    for table in ("organisations", "asean_csos"):
        for row in book.registers.rows[table]:
            slug = target(book, row)
            if not book.has(slug):
                continue
            held = book.files[book.home[iri(slug)]][iri(slug)]
            if table == "organisations" and row["base_country"] and ("a", "k:Collective") not in held:
                base = row["base_country"].lower()
                if not book.has(base):
                    raise row.refuse("base_country", "add the state to more_things.csv")
                book.tie(row, "base", "Location", (slug, base), _known(book, row, "base_country"))
            if table == "asean_csos" and re.fullmatch("[A-Z]{3}", row["base"]):
                book.tie(row, "base", "Location", (slug, row["base"].lower()), book.known(row, "base"))
            begun = ("k:begins" in {name for name, _ in held}) or slug != row["id"]
            if row["founded"] and not begun and f"{book.record(row)}-begins" not in book.home:
                known = _known(book, row, "founded") if table == "organisations" else book.known(row, "founded")
                book.claim(row, "begins", slug, "k:begins", date(row["founded"]), known)
                if known.confidence == "seen":
                    book.add(PLACE, iri(slug), ("k:begins", date(row["founded"])))
            if table == "organisations":
                _spellings(book, row, slug)


def _spellings(book: Book, row: Row, slug: str) -> None:
    """Names as the documents print them, each with the document as its evidence."""
    held = {value for _, value in book.files[book.home[iri(slug)]][iri(slug)]}
    read = {SEEDS[seed] for seed in row.parts("seed_ids")}
    done: set[str] = set()
    for part in row.parts("aliases_in_seeds"):
        full = re.sub(rf"\s*\({re.escape(row['acronym'])}\)$", "", part) if row["acronym"] else part
        if part.startswith(("(", '"')) or re.match(r"\d{4} ", part) or "seed" in part:
            continue
        if plain(full) in held or plain(full) + "@en" in held or slug_of(full) in done:
            continue
        done.add(slug_of(full))
        kind = "alias"
        if any(slip in full for slip in _SLIPS[:4]) or "NGOS" in full:
            kind = "misspelling"
        elif re.fullmatch(r"[A-Z][A-Za-z!/+-]*[A-Z][A-Za-z!/+-]*", full):
            kind = "acronym"
        # The spelling was read in the documents, whatever else of the row is recalled.
        _spelling(book, row, slug, full, kind, read)


def _spelling(book: Book, row: Row, slug: str, words: str, kind: str, read: set[str]) -> None:
    end = f"name-{slug_of(words)}"
    seeds = " ; ".join(f"Seed {number}" for number, source in sorted(SEEDS.items()) if source in read)
    seen = Row(row.table, row.path, row.line, row.key, {**row.cells, "source": seeds})
    from .turtle import code, text

    pairs = [("k:about", iri(slug)), ("k:text", text(words)), ("k:nameKind", code(kind))]
    record = book.record(row, end)
    book.add(book.place(row), iri(record), ("a", "k:Name"), *pairs)
    book.spelled(record, seen)
