"""States, territories and the organisations they form: states.csv and more_things.csv in, things and memberships out."""

from __future__ import annotations

import re

from .book import Book, Known
from .sources import cited
from .tables import Row
from .turtle import date, iri, plain, text

PLACE = "things/registered-states"


def write_states(book: Book) -> None:
    """Write states, ASEAN, the UN, 'ASEAN Member States', and who is a member, observer or partner of what."""
    for row in book.registers.rows["states"]:
        slug = row["iso3"].lower()
        kind = "Territory" if row["asean_status"].startswith("not a state") else "State"
        book.thing(slug, PLACE, kind, row["name_en"], (), [row["name_en_official"]], [("k:iso3", plain(row["iso3"]))])
    for row in book.registers.rows["more_things"]:
        if row["home"] == "states":
            write_more(book, row, PLACE)
    ams = [("a", "k:Collective"), ("skos:prefLabel", text("ASEAN Member States")), ("skos:notation", plain("AMS"))]
    ams += [("k:membersOf", iri("asean")), ("k:enumerable", "true")]
    book.add(PLACE, iri("ams"), *ams)


def write_memberships(book: Book) -> None:
    """Write the memberships of states in ASEAN and the ILO, who founded ASEAN, and what states are called at home."""
    for row in book.registers.rows["states"]:
        slug = row["iso3"].lower()
        _native_names(book, row, slug)
        if row["asean_date_kind"].startswith("founding"):
            book.tie(row, "founding", "Founding", (slug, "asean"), Known(row["confidence"]), since=row["asean_date"])
        if row["asean_date"]:
            seen = Known(row["confidence"])
            book.tie(row, "asean", "Membership", (slug, "asean"), seen, since=row["asean_date"])
        if row["ilo_member_since"]:
            # What was seen is stated as precisely as it was seen; a recalled day behind a seen year is left out.
            doubt = book.doubt(row, "ilo_member_since")
            since = (doubt["value"] if doubt else "") or row["ilo_member_since"]
            known = book.known(row, "ilo_member_since", "recalled")
            book.tie(row, "ilo", "Membership", (slug, "ilo"), known, since=since)


def _native_names(book: Book, row: Row, slug: str) -> None:
    """Names in the languages of the state: recalled, so records and no plain labels; the first is the official one."""
    for part in row.parts("names_native"):
        found = re.fullmatch(r"(.*) \((\w+)\)", part)
        if not found:
            raise row.refuse("names_native", "write each name with its language: ประเทศไทย (th)")
        language = found.group(2)
        for number, words in enumerate(found.group(1).split(" / ")):
            if (language, words) not in (("en", row["name_en"]), ("en", row["name_en_official"])):
                kind, end = ("alias", f"{language}-short") if number else ("officialName", language)
                book.name(row, slug, words, kind, Known("recalled"), cited(row["names_source"]), language, end)


def write_more(book: Book, row: Row, place: str) -> None:
    """Write a thing that no table of its own holds, or further names of one."""
    if not row["class"]:
        book.thing(row["id"], place, "", row.parts("other_names")[0], (), row.parts("other_names"))
        return
    pairs = []
    if row["begins"]:
        pairs.append(("k:begins", date(row["begins"])))
    if row["iso3"]:
        pairs.append(("k:iso3", plain(row["iso3"])))
    kind = f"{row['class']} {row['organisation_type']}".strip()
    book.thing(row["id"], place, kind, row["name"], row.parts("acronym"), row.parts("other_names"), pairs)
