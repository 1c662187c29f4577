"""A settled book → entities and relationships of LittleSis, and the rows that can be read from them again.

Which type and category stand for what is said in `ontology/alignments/exchange/littlesis-*.csv`. Unknown parts of a date are zeros there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...graph.vocabulary import kebab
from ..book import Book, Row, joined
from .correspondence import Correspondence, class_text, kind_of, shown, table
from .facts_only import ACTUAL, Known, factual, identity, only, other_names, plain_date, things, ties
from .nodes import TIES, tie_columns

ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")
USUAL = {"Person": "person", "Org": "organisation"}
EMPLOYMENT = "employment"
Resource = dict[str, Any]


class Written:
    """The entities and relationships of a book, and its rows as far as they are told, in the book's order."""

    def __init__(self, book: Book) -> None:
        self.entities: list[Resource] = []
        self.relationships: list[Resource] = []
        self.known = Known(row for row in things(book) if extension(row))
        told = {id(row): self.thing(number) for number, row in enumerate(self.known.rows)}
        told |= {id(row): kept for row in ties(book) if (kept := self.tie(row))}
        self.rows = tuple(told[id(row)] for row in book.rows if id(row) in told)

    def key(self, number: int) -> str:
        """The key of an entity: no number, so that none is taken for one of LittleSis's own."""
        return identity(self.known.rows[number]) or f"kuasa-{number}"

    def thing(self, number: int) -> Row:
        """A person or organisation; the ties of its columns are told with it, if the row is told as a fact."""
        row = self.known.rows[number]
        kind, others = kind_of(row.sheet, row.get("kind")), other_names(row, *row.several("short"))
        types, kept = types_of(row)
        attributes = {
            "id": self.key(number),
            "name": row.get("name"),
            "blurb": class_text(kind) if kind not in USUAL.values() else None,
            "summary": None,
            "website": row.get("website") or None,
            "parent_id": None,
            "primary_ext": extension(row),
            "start_date": None,
            "end_date": None,
            "aliases": [row.get("name"), *others],
            "types": types,
        }
        self.entities.append({"type": "entities", "id": self.key(number), "attributes": attributes})
        cells = {"id": identity(row), "name": row.get("name"), "kind": kind, "website": row.get("website"), "organisation_type": joined(kept), **aliases(others)}
        for one in tie_columns(row.sheet) if factual(row) else ():
            found: list[str] = []
            for text in row.several(one.key):
                place = self.known.of(text)
                start, end = (number, place) if one.outward else (place, number)
                if place is not None and self.relation(f"{self.key(number)}.{one.key}.{len(found) + 1}", kebab(one.tie_kind), start, end, Row(TIES, {})):
                    found.append(self.known.named(place))
            cells[one.key] = joined(dict.fromkeys(found))
        return only(row, cells)

    def tie(self, row: Row) -> Row | None:
        """A relationship; None if LittleSis has none for the tie."""
        start, end = self.known.of(row.get("from")), self.known.of(row.get("to"))
        key = identity(row) or f"kuasa-tie-{len(self.relationships)}"
        if start is None or end is None or not self.relation(key, row.get("tie_kind"), start, end, row):
            return None
        cells = {key: row.get(key) for key in ("tie_kind", "role")} | {key: plain_date(row.get(key)) for key in ("since", "until")}
        return only(row, {"id": identity(row), "from": self.known.named(start), "to": self.known.named(end), "status": ACTUAL, **cells})

    def relation(self, key: str, kind: str, start: int | None, end: int | None, row: Row) -> bool:
        """Adds a relationship; False if there is no category for it."""
        if start is None or end is None:
            return False
        fits = {"from_ext": extension(self.known.rows[start]), "to_ext": extension(self.known.rows[end])}
        own = [one for one in table("littlesis-ties") if one["kind"] == kind]
        generic = [one | {"category_id": "12"} for one in map(dict, own[:1])]
        one = next((one for one in [*own, *generic] if one in generic or all(one[name] in ("", found) for name, found in fits.items())), None)
        if one is None:
            return False
        verb, role = shown(TIES, "tie_kind", kind), shown(TIES, "role", row.get("role"))
        said = [*(verb if kind != usual_kind(one["category_id"]) else []), *role, None, None]
        attributes = {
            "id": key,
            "entity1_id": self.key(start),
            "entity2_id": self.key(end),
            "category_id": int(one["category_id"]),
            "description1": said[0],
            "description2": said[1],
            "amount": None,
            "currency": None,
            "goods": None,
            "start_date": dated(row.get("since")),
            "end_date": dated(row.get("until")),
            "is_current": False if row.get("until") else None,
            "description": f"{self.known.rows[start].get('name')} {verb[0]} {self.known.rows[end].get('name')}",
            "category_attributes": {"is_employee": True} if kind == EMPLOYMENT and one["category_id"] == "1" else {},
        }
        self.relationships.append({"type": "relationships", "id": key, "attributes": attributes})
        return True


def extension(row: Row) -> str:
    """Person or Org, '' for what is neither in LittleSis."""
    kind = kind_of(row.sheet, row.get("kind"))
    return next((one["primary_ext"] for one in classes() if (one["sheet"], one["kind"]) == (row.sheet, kind)), "")


def classes() -> Iterable[Correspondence]:
    """The classes that LittleSis has."""
    return table("littlesis-things")


def usual_kind(category: str) -> str:
    """The kind of tie that a category means where nothing else is said, '' if none."""
    if category == "1":
        return EMPLOYMENT
    return next((one["kind"] for one in table("littlesis-ties") if one["category_id"] == category), "")


def types_of(row: Row) -> tuple[list[str], list[str]]:
    """The types of an entity, and the types of organisation that can be read from them again."""
    kind = kind_of(row.sheet, row.get("kind"))
    ext = "Organization" if extension(row) == "Org" else "Person"
    own = class_types(row.sheet, kind)
    kept = {text: one["type"] for text in row.several("organisation_type") for one in classes() if one["organisation_type"] == text and one["type"] not in own}
    return list(dict.fromkeys([ext, *own, *kept.values()])), list(kept)


def class_types(sheet: str, kind: str) -> list[str]:
    """The types that LittleSis has for a class."""
    return [one["type"] for one in classes() if (one["sheet"], one["kind"], one["organisation_type"]) == (sheet, kind, "") and one["type"]]


def organisation_type(said: str) -> str:
    """The type of organisation that a type of LittleSis means, '' if none."""
    return next((one["organisation_type"] for one in classes() if one["type"] == said and one["organisation_type"]), "")


def aliases(names: Iterable[str]) -> dict[str, str]:
    """Other names, those that look like acronyms apart: LittleSis makes no difference."""
    listed = list(names)
    acronyms = [text for text in listed if ACRONYM.fullmatch(text)]
    return {"short": joined(acronyms), "other_names": joined(text for text in listed if text not in acronyms)}


def dated(text: str) -> str | None:
    """A date as LittleSis writes it: 2024-00-00 is a year, 2024-05-00 a month."""
    return f"{plain_date(text)}-00-00"[:10] if len(plain_date(text)) < 10 and plain_date(text) else plain_date(text) or None
