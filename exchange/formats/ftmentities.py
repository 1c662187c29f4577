"""A settled book → entities of FollowTheMoney, and the rows that can be read from them again.

Which schema and property stand for what is said in `ontology/alignments/exchange/ftm-*.csv`. A tie whose ends have no entity is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph.vocabulary import kebab
from ..book import Book, Row, joined
from .correspondence import Correspondence, class_text, column, has_kind, kind_of, shown, table
from .facts_only import ACTUAL, Known, Sources, factual, identity, only, other_names, plain_date, things, ties
from .nodes import TIES, tie_columns

Entity = dict[str, Any]
OWN, NAMELESS, MADE = "kuasa-", "kuasa.", "kuasa.c."
LINKED = "UnknownLink"
ORGANISED, PLACED = "organised_by", "post-placement"


class Entities:
    """The entities of a book, and its rows as far as they are told, in the book's order."""

    def __init__(self, book: Book) -> None:
        self.entities: list[Entity] = []
        self.by_key: dict[str, Entity] = {}
        self.sources = Sources(different_ids(book.of("sources")))
        self.known = Known(row for row in things(book) if schema_of(row))
        told = {id(row): self.source(number) for number, row in enumerate(self.sources.rows)}
        told |= {id(row): self.thing(number) for number, row in enumerate(self.known.rows)}
        told |= {id(row): kept for row in ties(book) if (kept := self.tie(row, len(self.entities)))}
        self.rows = tuple(told[id(row)] for row in book.rows if id(row) in told)

    def key(self, number: int) -> str:
        """The key of a thing."""
        return key(self.known.rows[number], number)

    def add(self, entity: str, schema: str, properties: dict[str, list[str]]) -> None:
        """An entity; properties without values are left out."""
        self.entities.append({"id": entity, "schema": schema, "properties": {name: values for name, values in properties.items() if values}})
        self.by_key[entity] = self.entities[-1]

    def source(self, number: int) -> Row:
        """A source as a document."""
        row = self.sources.rows[number]
        cells, properties = values(row, "Document")
        self.add(key(row, number), "Document", {"name": [row.get("title")], **properties})
        return only(row, {"id": identity(row), **cells})

    def proof(self, row: Row) -> tuple[str, dict[str, list[str]]]:
        """The cell for the source of a row and the properties that name it; none where the row is not told as a fact."""
        cell, number = row.get("source"), self.sources.of(row.get("source"))
        if not cell or not factual(row):
            return "", {}
        if number is None:
            return (cell, {"sourceUrl": [cell]}) if cell.startswith(("https://", "http://")) else ("", {})
        source = self.sources.rows[number]
        beside = {name: [text] for name, text in (("sourceUrl", source.get("address")), ("publisher", source.get("publisher"))) if text}
        return self.sources.named(number), {"proof": [key(source, number)], **beside}

    def thing(self, number: int) -> Row:
        """A thing as an entity; ties that its columns make follow it, if the row is told as a fact."""
        row = self.known.rows[number]
        schema = schema_of(row)
        cells, properties = values(row, schema)
        more = () if "abbreviation" in properties or properties_of(row.sheet, "short", schema) else row.several("short")
        others = other_names(row, *more)
        source, proof = self.proof(row)
        languages = [text for head, text in row.cells.items() if head.startswith("name__") and text in others]
        names = {"name": [row.get("name"), *languages], "alias": [text for text in others if text not in languages]}
        cells |= {"id": identity(row), "name": row.get("name"), "other_names": joined(dict.fromkeys((*languages, *others))), "source": source}
        if has_kind(row.sheet):
            cells["kind"] = kind_of(row.sheet, row.get("kind"))
        if schema == "Event":
            cells["status"] = ACTUAL
        entity = {**names, **properties, **proof}
        self.add(self.key(number), schema, entity)
        properties = self.entities[-1]["properties"]
        for one in tie_columns(row.sheet) if factual(row) else ():
            cells[one.key] = joined(self.made(row, number, one.key, kebab(one.tie_kind), one.outward, properties))
        return only(row, cells)

    def made(self, row: Row, number: int, name: str, kind: str, outward: bool, properties: dict[str, list[str]]) -> list[str]:
        """The ties of a column of a thing: organisers as a property of their event, every other one as an entity; the values of the cell."""
        others = [(place, self.known.named(place)) for text in row.several(name) if (place := self.known.of(text)) is not None]
        direct = properties_of(row.sheet, name, schema_of(row))
        inside = [(place, text) for place, text in others if direct and within(self.known.rows[place], "agent")]
        if inside:
            properties[direct[0]] = list(dict.fromkeys(self.key(place) for place, _ in inside))
        linked = []
        for place, text in others:
            ends = (number, place) if outward else (place, number)
            if (place, text) not in inside and self.link(f"{MADE}{name.replace('_', '-')}.{number}.{place}", kind, *ends):
                linked.append(text)
        return list(dict.fromkeys([text for _, text in inside] + linked))

    def tie(self, row: Row, number: int) -> Row | None:
        """A row of the sheet of ties as an entity; None if there is none for it."""
        start, end = self.known.of(row.get("from")), self.known.of(row.get("to"))
        if start is None or end is None:
            return None
        cells = {"from": self.known.named(start), "tie_kind": row.get("tie_kind"), "to": self.known.named(end), "status": ACTUAL}
        if row.get("tie_kind") == PLACED:
            return only(row, cells) if self.placed(start, end) else None
        source, proof = self.proof(row)
        schema = self.link(f"{OWN}{identity(row)[2:]}" if identity(row) else f"{NAMELESS}{TIES}.{number}", row.get("tie_kind"), start, end)
        if not schema:
            return None
        found, properties = values(row, schema)
        own = self.entities[-1]["properties"]
        for name, texts in {**properties, **proof}.items():
            if texts:
                own[name] = list(dict.fromkeys([*own.get(name, []), *texts]))
        return only(row, {"id": identity(row), **cells, **found, "source": source})

    def link(self, entity: str, kind: str, start: int, end: int) -> str:
        """Adds the entity of a tie between two things; its schema, '' if there is none."""
        for one in table("ftm-ties"):
            ranges = ((one["from_range"], start), (one["to_range"], end))
            if one["kind"] == kind and all(not wanted or schema_of(self.known.rows[place]) in wanted.split() for wanted, place in ranges):
                role = [] if kind == usual_kind(one["schema"]) else shown(TIES, "tie_kind", kind)
                self.add(entity, one["schema"], {one["from"]: [self.key(start)], one["to"]: [self.key(end)], "role": role})
                return one["schema"]
        return ""

    def placed(self, post: int, organisation: int) -> bool:
        """Says at a post in which organisation it is, if they are such."""
        one = next(one for one in table("ftm-ties") if one["kind"] == PLACED)
        fits = schema_of(self.known.rows[post]) in one["from_range"].split() and schema_of(self.known.rows[organisation]) in one["to_range"].split()
        found = self.by_key[self.key(post)]["properties"].setdefault(one["to"], []) if fits else None
        if found is None or self.key(organisation) in found:
            return False
        found.append(self.key(organisation))
        return True


def different_ids(rows: Iterator[Row]) -> list[Row]:
    """Rows without those whose id one before has."""
    found: dict[object, Row] = {}
    for number, row in enumerate(rows):
        found.setdefault(row.get("id") or number, row)
    return list(found.values())


def key(row: Row, number: int) -> str:
    """The key of the entity of a row: FollowTheMoney allows letters, digits, dots and hyphens."""
    return f"{OWN}{identity(row)[2:]}" if identity(row) else f"{NAMELESS}{row.sheet}.{number}"


def classes() -> list[Correspondence]:
    """The classes that are written."""
    return [one for one in table("ftm-things") if one["read"] != "only"]


def schema_of(row: Row) -> str:
    """The schema of a thing, '' if it has none."""
    kind = kind_of(row.sheet, row.get("kind"))
    return next((one["schema"] for one in classes() if (one["sheet"], one["kind"]) == (row.sheet, kind)), "")


def usual_class(schema: str) -> tuple[str, str]:
    """The sheet and class that a schema means where nothing else is said."""
    return next((one["sheet"], one["kind"]) for one in table("ftm-things") if one["schema"] == schema)


def usual_kind(schema: str) -> str:
    """The kind of tie that a schema means where nothing else is said, '' if none."""
    return next((one["kind"] for one in table("ftm-ties") if one["schema"] == schema and schema != LINKED), "")


def within(row: Row, end: str) -> bool:
    """Whether a thing can be the agent of a representation: a person, organisation, state or the like."""
    return any(schema_of(row) in one["from_range"].split() for one in table("ftm-ties") if one["from"] == end)


def properties_of(key: str, name: str, schema: str) -> list[str]:
    """The property of a schema for a column of a sheet; none if there is none."""
    return [one["property"] for one in table("ftm-columns") if (one["sheet"], one["column"]) == (key, name) and schema in one["schema"].split()]


def values(row: Row, schema: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The cells of a row that a schema has properties for, and these: classes and codes as texts for people, dates with the year of a quarter."""
    cells: dict[str, str] = {}
    properties: dict[str, list[str]] = {}
    for one in table("ftm-columns"):
        name = one["column"]
        if one["sheet"] != row.sheet or schema not in one["schema"].split() or name in (ORGANISED, "tie_kind"):
            continue
        text, found = row.get(name), []
        if name == "kind":
            text = kind_of(row.sheet, text)
            said = [] if (row.sheet, text) == usual_class(schema) else [class_text(text)]
            properties.setdefault(one["property"], []).extend(said)
            continue
        if text:
            holds = column(row.sheet, name).holds
            text = plain_date(text) if holds == "date" else text
            found = shown(row.sheet, name, text) if holds in ("code", "codes") else list(row.several(name)) if holds == "texts" else [text] if text else []
        cells[name] = text
        properties[one["property"]] = list(dict.fromkeys([*properties.get(one["property"], []), *found]))
    return cells, properties
