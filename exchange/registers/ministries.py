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
_DEPARTMENTS = ("DWF", "Jabatan Buruh")
_AGENCIES = ("pcw", "lwu")
_MEMBER_SINCE = {"tls": "2025-10"}
# Two authorities claim Myanmar: the label says whose ministry it is.
_AUTHORITY = {"MMR": "military-led administration"}


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
        if found[row["state_iso3"], plain_name(row)] in twice and "former" not in row["role"]:
            raise row.refuse("ministry", "two ministries would share a slug: name one of them in words.csv")
    return found


def write_ministries(book: Book) -> None:
    """Write ministries as things; former ones with the day they ended."""
    names = slugs(book)
    for row in book.registers.rows["body_membership"]:
        slug, short = names[row["state_iso3"], plain_name(row)], plain_name(row)
        acronyms: list[str] = []
        others = [short, row["ministry"]]
        for part in _parts(row):
            if _is_acronym(part):
                acronyms.append(part)
        kind = "Ministry"
        if slug in _AGENCIES:
            kind = "GovernmentAgency" if slug == "pcw" else "Organisation massOrganisation"
        place = ", ".join(filter(None, (row["state"], _AUTHORITY.get(row["state_iso3"]))))
        label = short if slug in _AGENCIES else f"{short} ({place})"
        pairs = [("k:ends", date("2025-02-28"))] if slug == "ministry-labour-vnm" else []
        book.thing(slug, PLACE, kind, label, acronyms, others, pairs)


def _parts(row: Row) -> list[str]:
    """Acronyms and native names of a ministry; a department in brackets is no name of the ministry."""
    parts = [part.strip().removeprefix("earlier ") for part in re.split(r"[;()]", row["ministry_native_or_acronym"])]
    return [part for part in parts if part and not (part in _DEPARTMENTS and "Department" in row["ministry"])]


def _is_acronym(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]?[A-Z]\w*", part))


def _native_names(book: Book, row: Row, slug: str, done: set[tuple[str, str]]) -> None:
    """Names in the language of the state, each once, as records with their evidence."""
    for number, part in enumerate(one for one in _parts(row) if not _is_acronym(one)):
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
        former = "former" in row["role"]
        until = "2025-02-28" if former else ""
        basis = row["seat_basis"] if row["confidence"] == "seen" else "recalled"
        observed = "" if basis == "recalled" else row["as_of"]
        seen = Known(row["confidence"])
        if newest[slug][1] == row.key:
            if slug != "lwu":  # a mass organisation: no unit of the state
                book.tie(row, "subunit", "Subunit", (slug, state), seen, until=until, observed=observed)
            if former:
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
        successor = slug in ("ministry-home-vnm", "ministry-health-vnm")
        since = row["as_of"] if successor else ""
        for body in bodies:
            known = first if body == row["body_id"] else second
            ends = (slug, body)
            if state in _MEMBER_SINCE:
                day = _MEMBER_SINCE[state]
                book.tie(row, f"observer-{body}", "ObserverSeat", ends, known, until=day, observed=observed)
                later = "Timor-Leste became a member; which office holds the seat since then was not seen"
                after = Known(known.confidence, "inferred", later)
                book.tie(row, f"seat-{body}", "Seat", ends, after, "possible", since=day)
            else:
                seat = book.tie(row, f"seat-{body}", "Seat", ends, known, since=since, until=until, observed=observed)
                if body == row["body_id"]:
                    book.note(row, seat, row["valid_note"].removesuffix(" (seed 004)"))
                if row["state_iso3"] in _AUTHORITY and row["note"]:
                    book.add(book.place(row), iri(seat), ("skos:scopeNote", text(row["note"])))
