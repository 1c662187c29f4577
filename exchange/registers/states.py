"""States, territories and the organisations they form: states.csv and more_things.csv in, things and memberships out."""

from __future__ import annotations

import re

from .book import Book, Known
from .tables import Row
from .turtle import code, date, iri, plain, text

PLACE = "things/registered-states"


def write_states(book: Book) -> None:
    """Write states, ASEAN, the UN, 'ASEAN Member States', and who is a member, observer or partner of what."""
    for row in book.registers.rows["states"]:
        slug = row["iso3"].lower()
        kind = "Territory" if row["asean_status"].startswith("not a state") else "State"
        book.thing(slug, PLACE, kind, row["name_en"], (), [row["name_en_official"]], [("k:iso3", plain(row["iso3"]))])
        for part in row.parts("names_native"):
            found = re.fullmatch(r"(.*) \((\w+)\)", part)
            if not found:
                raise row.refuse("names_native", "write each name with its language: ประเทศไทย (th)")
            for name in found.group(1).split(" / "):
                native = text(name.strip(), found.group(2))
                if native not in (text(row["name_en"]), text(row["name_en_official"])):
                    book.add(PLACE, iri(slug), ("skos:altLabel", native))
    for row in book.registers.rows["more_things"]:
        if row["home"] == "states":
            write_more(book, row, PLACE)
    ams = [("a", "k:Collective"), ("skos:prefLabel", text("ASEAN Member States")), ("skos:notation", plain("AMS"))]
    ams += [("k:membersOf", iri("asean")), ("k:enumerable", "true")]
    book.add(PLACE, iri("ams"), *ams)


def write_memberships(book: Book) -> None:
    """Write the memberships of states in ASEAN and the ILO."""
    for row in book.registers.rows["states"]:
        slug = row["iso3"].lower()
        if row["asean_date"]:
            seen = Known(row["confidence"])
            book.tie(row, "asean", "Membership", (slug, "asean"), seen, since=row["asean_date"])
        if row["ilo_member_since"]:
            # What was seen is stated as precisely as it was seen; a recalled day behind a seen year is left out.
            doubt = book.doubt(row, "ilo_member_since")
            since = (doubt["value"] if doubt else "") or row["ilo_member_since"]
            known = book.known(row, "ilo_member_since", "recalled")
            book.tie(row, "ilo", "Membership", (slug, "ilo"), known, since=since)


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


def write_read_ties(book: Book) -> None:
    """Write the ties that somebody read out of the free text of a row (read_ties.csv)."""
    for tie in book.registers.rows["read_ties"]:
        row = next((one for one in book.registers.rows[tie["table"]] if one.key == tie["row"]), None)
        if row is None:
            raise tie.refuse("row", f"name the key of a row of {tie['table']}.csv")
        known = Known(tie["confidence"], tie["assertion"], tie["because"])
        for end in (tie["from"], tie["to"]):
            if not book.has(end):
                raise tie.refuse("from" if end == tie["from"] else "to", "name the slug of a thing")
        code(tie["kind"])
        book.tie(
            row,
            slug_end(tie),
            tie["kind"],
            (tie["from"], tie["to"]),
            known,
            tie["status"],
            book.witnesses(row, tie["at"]),
            since=tie["since"],
            until=tie["until"],
            observed=tie["observed"],
            role=tie["role"],
        )


def slug_end(tie: Row) -> str:
    """The end of the id of a tie read out of free text."""
    return f"{tie['kind'].lower()}-{tie['id']}"
