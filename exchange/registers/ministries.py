"""Ministries in bodies: body_membership.csv in; ministries as things, their state and their seats out.

A ministry that sits in several families is one thing, named by its first function: labour, social, women.
Exceptions (a ministry of home affairs that took labour over) stand in words.csv.
"""

from __future__ import annotations

import re

from .book import Book, Known
from .tables import Row
from .turtle import date, iri, text

PLACE = "things/registered-ministries"
FAMILIES = {
    "ALMM/SLOM": ("labour", ("almm", "slom")),
    "AMMSWD/SOMSWD": ("social", ("ammswd", "somswd")),
    "AMMW/ACW": ("women", ("ammw", "acw")),
}


def plain_name(row: Row) -> str:
    """The name of the ministry without the department in brackets."""
    return re.sub(r"\s*\(.*\)", "", row["ministry"])


def slugs(book: Book) -> dict[tuple[str, str], str]:
    """(state, ministry) -> slug, by the first function in the order of FAMILIES."""
    found: dict[tuple[str, str], str] = {}
    for family, (function, _) in FAMILIES.items():
        for row in book.registers.rows["body_membership"]:
            if row["body_family"] not in FAMILIES:
                raise row.refuse("body_family", f"write one of {', '.join(FAMILIES)}")
            if row["body_family"] == family:
                state, name = row["state_iso3"], plain_name(row)
                special = book.means.get((row.table, "ministry", f"{state} {name}"))
                found.setdefault((state, name), special or f"ministry-{function}-{state.lower()}")
    twice = {slug for slug in found.values() if list(found.values()).count(slug) > 1}
    for row in book.registers.rows["body_membership"]:
        if found[row["state_iso3"], plain_name(row)] in twice and not _ended(row):
            raise row.refuse("ministry", "two ministries would share a slug: name one of them in words.csv")
    return found


def write_ministries(book: Book) -> None:
    """Write ministries as things; former ones with the day they ended."""
    names = slugs(book)
    for row in book.registers.rows["body_membership"]:
        slug, short = names[row["state_iso3"], plain_name(row)], plain_name(row)
        acronyms = [part for part in _parts(book, row) if _is_acronym(part)]
        others = [short, row["ministry"]]
        kind = _class(book, row, slug)
        place = ", ".join(filter(None, (row["state"], authority(book, row))))
        label = f"{short} ({place})" if kind == "Ministry" else short
        pairs = [("k:ends", date(row["until"]))] if _ended(row) else []
        book.thing(slug, PLACE, kind, label, acronyms, others, pairs)


def authority(book: Book, row: Row) -> str:
    """Whose ministry it is where two authorities claim the state, else ''."""
    return book.means.get((row.table, "authority", row["state_iso3"]), "")


def _class(book: Book, row: Row, slug: str) -> str:
    return book.means.get((row.table, "class", slug), "Ministry")


def _ended(row: Row) -> bool:
    return "former" in row["role"]


def _parts(book: Book, row: Row) -> list[str]:
    """Acronyms and native names of a ministry; what `words.csv` marks as the name of a department is left out."""
    column = "ministry_native_or_acronym"
    parts = [part.strip().removeprefix("earlier ") for part in re.split(r"[;()]", row[column])]
    return [part for part in parts if part and book.means.get((row.table, column, part)) != "-"]


def _is_acronym(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]?[A-Z]\w*", part))


def _native_names(book: Book, row: Row, slug: str, done: set[tuple[str, str]]) -> None:
    """Names in the language of the state, each once, as records with their evidence."""
    for number, part in enumerate(one for one in _parts(book, row) if not _is_acronym(one)):
        if (slug, part) not in done:
            done.add((slug, part))
            language = book.word(row, "language", row["state_iso3"])
            known = book.known(row, "ministry_native_or_acronym")
            book.other_language(slug, part)
            kind = "acronym" if part.endswith(".") else "alias" if number else "officialName"
            book.name(row, slug, part, kind, known, (), language, f"{language}-{number + 1}")


def write_seats(book: Book) -> None:
    """Write whose ministry it is and in which bodies it sits; the second body of a family is concluded."""
    names = slugs(book)
    newest: dict[str, tuple[str, str]] = {}
    named: set[tuple[str, str]] = set()
    for row in book.registers.rows["body_membership"]:
        slug = names[row["state_iso3"], plain_name(row)]
        newest[slug] = max(newest.get(slug, ("", "")), (f"{row['confidence']} {row['as_of']}", row.key))
    for row in book.registers.rows["body_membership"]:
        slug = names[row["state_iso3"], plain_name(row)]
        state, bodies = row["state_iso3"].lower(), FAMILIES[row["body_family"]][1]
        _native_names(book, row, slug, named)
        since, until = row["since"], row["until"]
        observer = row["role"].startswith("observer")
        basis = row["seat_basis"] if row["confidence"] == "seen" else "recalled"
        observed = "" if basis == "recalled" else row["as_of"]
        seen = Known(row["confidence"])
        if newest[slug][1] == row.key:
            if not _class(book, row, slug).startswith("Organisation"):
                ended = until if _ended(row) else ""
                book.tie(row, "subunit", "Subunit", (slug, state), seen, until=ended, observed=observed)
            if _ended(row):
                book.claim(row, "ends", slug, ("k:ends", date(until)), seen)
        why = "the ministry of the state for this field; its seat as such was not seen"
        first = {
            "seen": Known("seen", "thirdParty"),
            "inferred": Known("seen", "inferred", why),
            "recalled": Known("recalled"),
        }[basis]
        second = Known(
            "recalled" if basis == "recalled" else "seen",
            "inferred",
            f"one ministry serves both bodies of the family {row['body_family']}",
        )
        for body in bodies:
            known = first if body == row["body_id"] else second
            ends = (slug, body)
            if observer:
                book.tie(row, f"observer-{body}", "ObserverSeat", ends, known, until=until, observed=observed)
                later = f"{row['state']} became a member; which office holds the seat since then was not seen"
                after = Known(known.confidence, "inferred", later)
                book.tie(row, f"seat-{body}", "Seat", ends, after, "possible", since=until)
            else:
                seat = book.tie(row, f"seat-{body}", "Seat", ends, known, since=since, until=until, observed=observed)
                if body == row["body_id"]:
                    book.note(row, seat, row["valid_note"].removesuffix(" (seed 004)"))
                if authority(book, row) and row["note"]:
                    book.add(book.place(row), iri(seat), ("skos:scopeNote", text(row["note"])))
