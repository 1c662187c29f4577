"""A settled book → the objects of Popolo, and the rows that can be read from them again.

Which list and which kinds of tie stand for what is said in `ontology/alignments/exchange/popolo-*.csv`. A source needs an address there.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..book import Book, Row, joined
from .correspondence import class_text, has_kind, kind_of, shown, table
from .facts_only import ACTUAL, Known, Sources, factual, identity, only, plain_date, texts_of, things, ties
from .nodes import TIES, tie_columns

Item = dict[str, Any]
LISTS = ("persons", "organizations", "posts", "memberships", "events", "areas")
PLACED, UNIT, HELD = "post-placement", "subunit", "post-holding"
SOURCE = "source"
IN_COLUMNS = (("organising", "to", "from", "organised_by"), ("location", "from", "to", "based_in"))


class Written:
    """The objects of a book by list, and its rows as far as they are told, in the book's order."""

    def __init__(self, book: Book) -> None:
        book = gathered(book)
        self.lists: dict[str, list[Item]] = {name: [] for name in LISTS}
        self.sources = Sources(book.of("sources"))
        self.used: dict[int, int] = {}
        self.free: dict[int, str] = {}
        self.shared: Counter[str] = Counter()
        self.areas: dict[str, str] = {}
        self.known = Known(row for row in told_things(book) if list_of(row))
        self.items = [self.thing(number) for number in range(len(self.known.rows))]
        told = {id(row): self.items[number][1] for number, row in enumerate(self.known.rows)}
        for number, row in enumerate(self.known.rows):
            told[id(row)] = only(row, {**told[id(row)].cells, **self.beside(number)})
        told |= {id(row): kept for row in ties(book) if (kept := self.tie(row))}
        told = {place: row.changed({SOURCE: self.cell(place)}) for place, row in told.items()} | self.told_sources()
        self.rows = tuple(told[id(row)] for row in book.rows if id(row) in told)

    def key(self, number: int) -> str:
        """The key of a thing."""
        return identity(self.known.rows[number]) or f"kuasa-{number}"

    def is_a(self, number: int | None, *lists: str) -> bool:
        """Whether there is a thing, and it is in one of some lists."""
        return number is not None and list_of(self.known.rows[number]) in lists

    def thing(self, number: int) -> tuple[Item, Row]:
        """A person, organisation, post or event, without what it says of others."""
        row = self.known.rows[number]
        where, kind = list_of(row), kind_of(row.sheet, row.get("kind"))
        item: Item = {"id": self.key(number), "label" if where == "posts" else "name": row.get("name")}
        cells = {key: text for key, text in row.cells.items() if key.startswith("name__")} | {"id": identity(row), "name": row.get("name")}
        if has_kind(row.sheet):
            cells["kind"] = kind
        if where in ("persons", "organizations"):
            item["other_names"] = [{"name": text, "lang": key.removeprefix("name__"), "note": "multilingual"} for key, text in cells.items() if key.startswith("name__")]
            item["other_names"] += [{"name": text, "note": "acronym"} for text in row.several("short")] + [{"name": text} for text in row.several("other_names")]
            item["links"] = [{"url": row.get("website"), "note": "website"}] if row.get("website") else []
            cells |= {"short": joined(row.several("short")), "other_names": joined(row.several("other_names")), "website": row.get("website")}
        else:
            cells = {key: text for key, text in cells.items() if not key.startswith("name__")}
        if where == "posts":
            item["other_label"] = [*row.several("other_names")]
            cells["other_names"] = joined(row.several("other_names"))
        if where == "organizations":
            types = row.several("organisation_type")[:1] if kind == "organisation" else ()
            item["classification"] = shown("actors", "organisation_type", types[0])[0] if types else class_text(kind) if kind != "organisation" else None
            item["description"] = row.get("mandate") or None
            cells |= {"organisation_type": joined(types), "mandate": row.get("mandate")}
        if where == "events":
            status = row.get("status") or ACTUAL
            found = {"start_date": plain_date(row.get("begins")), "end_date": plain_date(row.get("ends")), "location": row.get("place")}
            item |= {key: text or None for key, text in found.items()} | {"status": statuses()[status]}
            item["classification"] = next(iter(shown("events", "event_kind", row.get("event_kind"))), None)
            cells |= {"begins": found["start_date"], "ends": found["end_date"], "place": found["location"], "status": status, "event_kind": row.get("event_kind")}
        item["sources"] = self.proof(row)
        self.lists[where].append(item)
        return item, only(row, cells)

    def beside(self, number: int) -> dict[str, str]:
        """What a thing says of others: of what it is a part, where it is, who organised it; the cells of it."""
        row, item = self.known.rows[number], self.items[number][0]
        where, cells = list_of(row), {}
        whole = self.known.of(row.get("part_of"))
        if row.sheet in ("bodies", "events") and self.is_a(whole, where):
            item["parent_id"] = self.key(whole or 0)
            cells["part_of"] = self.known.named(whole or 0)
        sound = factual(row.changed({"status": ""}))
        organiser = next((place for text in row.several("organised_by") if self.is_a(place := self.known.of(text), "organizations")), None)
        if where == "events" and organiser is not None and sound:
            item["organization_id"] = self.key(organiser)
            cells["organised_by"] = self.known.named(organiser)
        if where in ("organizations", "posts") and row.get("based_in") and sound:
            item["area_id"], cells["based_in"] = self.area(row.several("based_in")[0])
        return cells

    def area(self, reference: str) -> tuple[str, str]:
        """The key of the area that a cell means, and how the cell is read again."""
        place = self.known.of(reference)
        own = reference if place is None else self.known.named(place)
        name = (None if own.startswith("i:") else own) if place is None else self.known.rows[place].get("name")
        if own not in self.areas:
            self.areas[own] = own if own.startswith("i:") else f"kuasa-area-{len(self.areas)}"
            self.lists["areas"].append({"id": self.areas[own], "name": name})
        return self.areas[own], own

    def tie(self, row: Row) -> Row | None:
        """A membership; None if Popolo has no place for the tie."""
        start, end, kind = self.known.of(row.get("from")), self.known.of(row.get("to")), row.get("tie_kind")
        if start is None or end is None:
            return None
        cells = {"from": self.known.named(start), "tie_kind": kind, "to": self.known.named(end), "status": ACTUAL}
        simple = {PLACED: ("posts", "organization_id"), UNIT: ("organizations", "parent_id")}
        if kind in simple:
            where, field = simple[kind]
            item = self.items[start][0]
            fits = self.is_a(start, where) and self.is_a(end, "organizations") and not row.get("until") and field not in item
            if not fits or (kind == UNIT and self.known.rows[start].sheet != "actors"):
                return None
            item[field] = self.key(end)
            return only(row, cells)
        roles = {one["kind"]: one["role"] for one in table("popolo-ties")}
        member = self.is_a(start, "persons") if kind == HELD else self.is_a(start, "persons", "organizations")
        if kind not in roles or not member or not self.is_a(end, "posts" if kind == HELD else "organizations"):
            return None
        role = row.get("role") or roles[kind]
        behalf = self.known.of(row.get("on_behalf_of"))
        found = {"since": plain_date(row.get("since")), "until": plain_date(row.get("until"))}
        item = {
            **({"id": identity(row)} if identity(row) else {}),
            "label": shown(TIES, "tie_kind", kind)[0],
            "role": next(iter(shown(TIES, "role", role)), None),
            **({"person_id": self.key(start)} if self.is_a(start, "persons") else {"member": {"id": self.key(start), "name": self.known.rows[start].get("name")}}),
            ("post_id" if kind == HELD else "organization_id"): self.key(end),
            **({"on_behalf_of_id": self.key(behalf)} if behalf is not None and self.is_a(behalf, "organizations") else {}),
            "start_date": found["since"] or None,
            "end_date": found["until"] or None,
            "sources": self.proof(row),
        }
        self.lists["memberships"].append(item)
        said = {"role": row.get("role") if row.get("role") != roles[kind] else "", **found}
        said["on_behalf_of"] = self.known.named(behalf) if "on_behalf_of_id" in item and behalf is not None else ""
        return only(row, {"id": identity(row), **cells, **said})

    def proof(self, row: Row) -> list[Item]:
        """The source of a row, if it has an address and the row is told as a fact."""
        number = self.sources.of(row.get(SOURCE))
        if not row.get(SOURCE) or not factual(row.changed({"status": ""})):
            return []
        if number is None:
            if not row.get(SOURCE).startswith(("https://", "http://")):
                return []
            self.free[id(row)] = row.get(SOURCE)
            return [{"url": row.get(SOURCE)}]
        source = self.sources.rows[number]
        if not source.get("address"):
            return []
        self.used[id(row)] = number
        return [{"url": source.get("address"), "note": source.get("title")}]

    def cell(self, place: int) -> str:
        """The cell for the source of a row."""
        return self.source_named(self.used[place]) if place in self.used else self.free.get(place, "")

    def source_named(self, number: int) -> str:
        """How a cell names a source: by its title, or by its address where sources that are told share the title."""
        if not self.shared:
            pairs = {(row.get("title"), row.get("address")) for row in map(self.sources.rows.__getitem__, set(self.used.values()))}
            self.shared = Counter(title for title, _ in pairs)
        row = self.sources.rows[number]
        return row.get("title") if self.shared[row.get("title")] == 1 else row.get("address")

    def told_sources(self) -> dict[int, Row]:
        """The sources that are told, by the place of their rows."""
        found: dict[tuple[str, str], int] = {}
        for number in sorted(set(self.used.values())):
            row = self.sources.rows[number]
            found.setdefault((row.get("title"), row.get("address")), number)
        return {id(self.sources.rows[number]): only(self.sources.rows[number], {"title": title, "address": address}) for (title, address), number in found.items()}


def gathered(book: Book) -> Book:
    """The book with who organised an event, and where an organisation is, in the columns for it too where only ties say so: Popolo has fields for
    them and no links. A tie that has ended is not taken for one that holds."""
    known = Known(row for row in told_things(book) if list_of(row))
    more: dict[int, dict[str, list[str]]] = {}
    for tie in ties(book):
        for kind, end, other, name in IN_COLUMNS:
            place = known.of(tie.get(end)) if tie.get("tie_kind") == kind and not tie.get("until") else None
            if place is not None and any(one.key == name for one in tie_columns(known.rows[place].sheet)):
                more.setdefault(id(known.rows[place]), {}).setdefault(name, []).append(tie.get(other))
    return book.with_rows(row.changed({name: texts_of(*row.several(name), *texts) for name, texts in more.get(id(row), {}).items()}) for row in book.rows)


def statuses() -> dict[str, str]:
    """How Popolo calls the status of an event."""
    return {one["status"]: one["said"] for one in table("popolo-statuses")}


def told_things(book: Book) -> list[Row]:
    """The rows of things that may be told; an event also if Popolo can say that it is planned or cancelled."""
    named = {id(row): row for row in book.rows}
    plain = book.with_rows(row.changed({"status": ""}) if row.sheet == "events" and row.get("status") in statuses() else row for row in book.rows)
    origin = {id(changed): row for changed, row in zip(plain.rows, named.values(), strict=True)}
    return [origin[id(row)] for row in things(plain)]


def list_of(row: Row) -> str:
    """The list in which a thing stands, '' if it has none."""
    kind = kind_of(row.sheet, row.get("kind"))
    return next((one["list"] for one in table("popolo-things") if (one["sheet"], one["kind"]) == (row.sheet, kind)), "")
