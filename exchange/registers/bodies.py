"""Bodies: the three tables of bodies in; things, lines of reporting, secretariats and founding dates out.

Of asean_bodies.csv only what `confidence_scope` names was seen, of the other two all that it does not name: which
lines of reporting and which dates that is stands row by row, with the reason, in field_confidence.csv.
"""

from __future__ import annotations

import re

from .book import Book
from .states import write_more
from .tables import Row
from .turtle import code, date, iri, text

PLACE = "things/registered-bodies"


def aliases(row: Row) -> list[str]:
    """Other names without remarks in brackets; forerunners, slips and other parts of a sentence are no names."""
    names = []
    for part in re.sub(r"\s*\([^)]*\)", "", row.cells.get("aliases", "")).split(";"):
        part = re.sub(r" (to )?\d{4}(-\d{4})?$", "", part).strip()
        if part and not re.match(r'"|forerunners|ASEAN Women\'s Programme|\d{4} |.*Director', part):
            names.append(part)
    return names


def write_bodies(book: Book) -> None:
    """Write all bodies as things; their topics are those whose words (`words.csv`) stand in the name."""
    topics = [(value, topic) for (table, column, value), topic in book.means.items() if (table, column) == ("bodies", "topic")]
    for table in ("asean_bodies", "new_bodies", "ilo_bodies"):
        for row in book.registers.rows[table]:
            acronyms = [re.sub(r"\s*\(.*\)", "", part) for part in row.parts("acronym")]
            told = [("k:topic", code(topic)) for words, topic in topics if re.search(words, row["name"], re.I)]
            place = "things/registered-states" if row["id"] == "ilo" else PLACE
            others = [name for name in aliases(row) if name not in ("ILO", "ASEC")]
            book.thing(row["id"], place, book.word(row, "type"), row["name"], acronyms, others, told)
    for row in book.registers.rows["more_things"]:
        if row["home"] == "bodies":
            write_more(book, row, PLACE)


def write_lines(book: Book) -> None:
    """Write who reports to whom, who serves whom, since when, and where and when a body meets."""
    ruled = {row["body_id"] for row in book.registers.rows["body_rules"] if row["meets"]}
    for table in ("asean_bodies", "new_bodies", "ilo_bodies"):
        for row in book.registers.rows[table]:
            if row["reports_to"]:
                _line(book, row)
            if row.cells.get("secretariat_division"):
                office = book.word(row, "secretariat_division")
                if office != "-":
                    level = row["secretariat_division_confidence"] or "recalled"
                    known = book.known(row, "secretariat_division", level)
                    book.tie(row, "secretariat", "SecretariatService", (office, row["id"]), known)
            if row.cells.get("established"):
                _founded(book, row)
            if row.cells.get("state_iso3"):
                base = (row["id"], row["state_iso3"].lower())
                book.tie(row, "base", "Location", base, book.known(row, "state_iso3"))
            if row.cells.get("covers"):
                _covers(book, row)
            if row.table != "new_bodies" and row["meets"] and row["id"] not in ruled:
                _meets(book, row)
            if row.table == "ilo_bodies":
                _office(book, row)
            if row.cells.get("founding_instrument"):
                _charter(book, row)


def _charter(book: Book, row: Row) -> None:
    """The texts that a body rests on, where they stand in the table of instruments."""
    for text_id in book.word(row, "founding_instrument").split():
        if text_id != "-":
            known = book.known(row, "founding_instrument", "recalled")
            record = book.tie(row, f"rests-on-{text_id}", "Concern", (text_id, row["id"]), known)
            book.note(row, record, f"founding text: {row['founding_instrument']}")


def _meets(book: Book, row: Row) -> None:
    """The rhythm of a body of which the table of rules says none; what is no rhythm is marked so."""
    doubt = book.doubt(row, "meets")
    if doubt and doubt["value"] == "-":
        return
    known = book.known(row, "meets", "recalled" if row.table == "asean_bodies" else "")
    book.claim(row, "meets", row["id"], ("k:meets", text(re.sub(r"\s*\(recalled\)", "", row["meets"]))), known)


def _office(book: Book, row: Row) -> None:
    """Where an office of the ILO has its seat, and which offices took its place."""
    base = book.word(row, "base") if row["base"] else "-"
    if base != "-" and not any(one["id"] == row["id"] for one in book.registers.rows["organisations"]):
        record = book.tie(row, "base", "Location", (row["id"], base), book.known(row, "base"))
        book.note(row, record, f"in {row['base']}")
    for later in row.parts("successor_id"):
        began = next((one["established"] for one in book.registers.rows["ilo_bodies"] if one["id"] == later), None)
        if began is None:
            raise row.refuse("successor_id", "write the ids of rows of this table")
        known = book.known(row, "successor_id", "recalled")
        book.tie(row, f"successor-{later}", "Succession", (later, row["id"]), known, since=began)


def _line(book: Book, row: Row) -> None:
    if not book.has(row["reports_to"]):
        raise row.refuse("reports_to", "write the id of a row of one of the tables of bodies")
    default = "recalled" if row.table == "asean_bodies" else ""
    unit = "secretariat " in row["type"] or row["reports_to"] in ("ilo-office", "ilo-roap", "ilo")
    kind = "Subunit" if unit else "Reporting"
    book.tie(row, kind.lower(), kind, (row["id"], row["reports_to"]), book.known(row, "reports_to", default))


def _founded(book: Book, row: Row) -> None:
    doubt = book.doubt(row, "established")
    if doubt and doubt["value"] == "-":
        return
    known = book.known(row, "established", "recalled" if row.table == "asean_bodies" else "")
    first = book.claim(row, "begins", row["id"], ("k:begins", date(row["established"])), known)
    rival = re.search(r"CONFLICT: (\d{4}) at \S+, (\d{4}) elsewhere", row["note"])
    if rival:
        # Two years that cannot both hold: both stand as claims and neither on the thing.
        other = book.known(row, "established-other")
        second = book.claim(row, "begins-other", row["id"], ("k:begins", date(rival.group(2))), other)
        book.add(book.place(row), iri(second), ("k:contradicts", iri(first)))
    elif known.confidence == "seen" and not known.assertion:
        book.add(PLACE, iri(row["id"]), ("k:begins", date(row["established"])))


def _covers(book: Book, row: Row) -> None:
    """The states that an office works for, where the cell names them; regions and remarks are left aside."""
    states = {one["name_en"]: one["iso3"].lower() for one in book.registers.rows["states"]}
    for part in re.split(r"[,;]", re.sub(r"\s*\([^)]*\)", "", row["covers"])):
        if part.strip() in states or (row.table, "covers", part.strip()) in book.means:
            state = states.get(part.strip()) or book.word(row, "covers", part.strip())
            known = book.known(row, "covers")
            book.tie(row, f"covers-{state}", "Coverage", (row["id"], state), known, observed=row["covers_as_of"])
