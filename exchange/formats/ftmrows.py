"""Entities of FollowTheMoney → rows of a book.

A document with a title is a source, one without is an instrument or what its summary says. Ends are named by id where the id is ours, else by
name, and things that share one are told apart. What has no column is counted, not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...graph.sheets import code_of
from ..book import Row, joined
from . import json_files
from .correspondence import class_text, column, has_kind, meant, table
from .facts_only import ACTUAL, OURS, Told
from .ftmentities import LINKED, MADE, NAMELESS, OWN, usual_class, usual_kind
from .json_format import Unread
from .nodes import TIES, tie_columns

PLAIN = ("name", "alias", "previousName", "weakAlias")
SAID = frozenset({"id", "schema", "properties"})
MADE_BY = re.compile(re.escape(MADE) + r"([a-z-]+)\.")
TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[T ].*", re.DOTALL)
INVOLVED, PROOF, ADDRESS, BESIDE = "involved", "proof", "sourceUrl", "publisher"
Properties = dict[str, list[str]]


class Reader:
    """The entities of a file, read one after the other; `unread` counts what has no column."""

    def __init__(self, listed: Iterable[tuple[int, Any]], file: str) -> None:
        self.file = file
        self.unread = Unread(file)
        self.entities: dict[str, tuple[int, str, Properties]] = {}
        for number, one in listed:
            self.unread.fields("entities", one, SAID | {"caption", "datasets", "referents", "target", "first_seen", "last_seen", "last_change"})
            key = json_files.line(one.get("id")) or f"line {number}"
            self.entities[key] = (number, json_files.line(one["schema"]), properties(one["properties"]))
        known = {one["schema"] for one in table("ftm-things")}
        self.things = {key: one for key, one in self.entities.items() if one[1] in known}
        self.titles = {key for key, (_, schema, found) in self.things.items() if schema == "Document" and found.get("title")}
        named = {key: (own(key) or (first(one, "name") if key.startswith(NAMELESS) else ""), first(one, "name"), one[1]) for key, one in self.things.items()}
        self.told = Told({key: one for key, one in named.items() if key not in self.titles})
        self.told.names |= {key: first(self.things[key], "title") for key in self.titles}
        self.often = Counter(first(self.things[key], "title") for key in self.titles)
        self.made: dict[str, Row] = {}

    def rows(self) -> Iterator[Row]:
        """Every row: things, ties, sources."""
        self.made = {key: self.thing(key) for key in self.things if key not in self.titles}
        ties = [row for key in list(self.things) for row in self.inside(key)]
        ties += [row for key, one in self.entities.items() if key not in self.things for row in self.tie(key, one)]
        yield from self.made.values()
        yield from ties
        yield from (self.source(key) for key in self.titles_in_order())

    def titles_in_order(self) -> list[str]:
        """The keys of sources as they stand in the file."""
        return [key for key in self.things if key in self.titles]

    def row(self, sheet: str, cells: Mapping[str, str], number: int) -> Row:
        """A row without empty cells."""
        return Row(sheet, {name: text for name, text in cells.items() if text}, self.file, "", number)

    def source(self, key: str) -> Row:
        """The row of a source."""
        number, schema, found = self.things[key]
        cells = self.cells("sources", schema, found, {*PLAIN})
        return self.row("sources", {"id": own(key), **cells}, number)

    def thing(self, key: str) -> Row:
        """The row of a thing, without the ties that other entities make."""
        number, schema, found = self.things[key]
        sheet, kind = sheet_and_class(schema, found)
        names = [json_files.name(text) for head in PLAIN for text in found.get(head, [])]
        name = self.told.names[key] if not own(key) else first(self.things[key], "name") or key
        cells = {"id": own(key), "name": name, "other_names": joined(dict.fromkeys(text for text in names[1:] if text not in (name, names[0])))}
        gone = {*PLAIN, PROOF, ADDRESS, BESIDE, INVOLVED, "organization", "organizer"}
        cells |= self.cells(sheet, schema, found, gone) | {"source": self.proof(found)}
        if has_kind(sheet):
            cells["kind"] = kind
        if schema == "Event":
            cells["status"] = ACTUAL
        if (more := next((one["type"] for one in table("ftm-things") if one["schema"] == schema), "")) and not cells.get("organisation_type"):
            cells["organisation_type"] = more
        return self.row(sheet, cells, number)

    def cells(self, sheet: str, schema: str, found: Properties, gone: Iterable[str]) -> dict[str, str]:
        """The cells of a sheet from the properties of a schema; what is left over is counted."""
        cells: dict[str, str] = {}
        left = {name: list(texts) for name, texts in found.items() if name not in set(gone)}
        for one in table("ftm-columns"):
            name, texts = one["column"], left.get(one["property"], [])
            if one["sheet"] != sheet or schema not in one["schema"].split() or not texts:
                continue
            if name in ("kind", "tie_kind"):
                left[one["property"]] = [text for text in texts if not is_class(schema, text)] if name == "kind" else texts
            elif (holds := column(sheet, name).holds) in ("code", "codes"):
                cells[name], left[one["property"]] = meant(sheet, name, texts)
            elif holds == "texts":
                cells[name], left[one["property"]] = joined(json_files.name(text) for text in texts), []
            else:
                cells[name], left[one["property"]] = TIMED.sub(r"\1", texts[0]) if holds == "date" else texts[0], texts[1:]
        for name, texts in left.items():
            if texts:
                self.unread.add(schema, name)
        return cells

    def proof(self, found: Properties) -> str:
        """The source of an entity: the title of its document, else its address."""
        keys = [key for key in found.get(PROOF, []) if key in self.titles]
        if keys:
            title, address = first(self.things[keys[0]], "title"), first(self.things[keys[0]], ADDRESS)
            return title if self.often[title] == 1 else own(keys[0]) or address
        return next(iter(found.get(ADDRESS, [])), "")

    def inside(self, key: str) -> Iterator[Row]:
        """What the properties of a thing say of others: where a post is, who organised an event or took part in it."""
        number, schema, found = self.things[key]
        row = self.made.get(key)
        if row is None:
            return
        if schema == "Position":
            for other in found.get("organization", []):
                yield self.row(TIES, {"from": self.told.reference(key), "tie_kind": "post-placement", "to": self.told.reference(other), "status": ACTUAL}, number)
        if schema == "Event":
            for other in found.get("organizer", []):
                self.fold(key, "organised_by", self.told.reference(other))
            for other in found.get(INVOLVED, []):
                yield self.row(TIES, {"from": self.told.reference(other), "tie_kind": "participation", "to": self.told.reference(key), "status": ACTUAL}, number)

    def fold(self, key: str, name: str, text: str) -> None:
        """Adds a value to the cell of a column that makes ties."""
        row = self.made[key]
        self.made[key] = row.changed({name: joined(dict.fromkeys((*row.several(name), text)))})

    def tie(self, key: str, entity: tuple[int, str, Properties]) -> Iterator[Row]:
        """The row of an entity that links two things; none if a column of one of them made it, or if it links no two."""
        number, schema, found = entity
        ends = next(((one["from"], one["to"], one["words"]) for one in table("ftm-ties") if one["schema"] == schema and one["from"]), None)
        if ends is None or not all(found.get(end) for end in ends[:2]):
            self.unread.add("entities", schema)
            return
        start, end = found[ends[0]][0], found[ends[1]][0]
        made = MADE_BY.match(key)
        for place, other, outward in ((start, end, True), (end, start, False)):
            row = self.made.get(place)
            name = made[1].replace("-", "_") if made else ""
            if row and any(one.key == name and one.outward == outward for one in tie_columns(row.sheet)):
                self.fold(place, name, self.told.reference(other))
                return
        kind, left = self.kind(schema, found.get("role", []), ends[2])
        unknown = [role for role in left if not code_of(column(TIES, "role"), role)]
        known = {**found, "role": [role for role in left if role not in unknown]}
        cells = self.cells(TIES, schema, known, {ends[0], ends[1], PROOF, ADDRESS, BESIDE})
        for one in (found[ends[0]][1:], found[ends[1]][1:]):
            if one:
                self.unread.add(schema, "further ends")
        named = {"from": self.told.reference(start), "tie_kind": kind, "to": self.told.reference(end), "status": ACTUAL}
        yield self.row(TIES, {"id": own(key), **named, **cells, "source": self.proof(found), "note": "\n".join(unknown)}, number)

    def kind(self, schema: str, roles: list[str], words: str) -> tuple[str, list[str]]:
        """The kind of a tie: what a role says, else that of its schema, else its words; and the other roles."""
        for text in roles:
            if code := code_of(column(TIES, "tie_kind"), text):
                return code, [role for role in roles if role != text]
        if usual := usual_kind(schema):
            return usual, roles
        said = next((text for text in roles if schema == LINKED and not code_of(column(TIES, "role"), text)), "")
        default = next((one["words"] for one in table("ftm-ties") if one["schema"] == schema and one["words"]), words)
        return said or default, [role for role in roles if role != said]


def properties(said: Any) -> Properties:
    """Properties as lists of texts; FollowTheMoney always writes lists, others may not."""
    found = {name: value if isinstance(value, list) else [value] for name, value in json_files.mapping(said).items()}
    texts = {json_files.line(name): [json_files.line(one.get("id")) if isinstance(one, dict) else json_files.text(one) for one in values] for name, values in found.items()}
    return {name: kept for name, values in texts.items() if (kept := [text for text in values if text])}


def first(entity: tuple[int, str, Properties], name: str) -> str:
    """The first value of a property as a name, '' if there is none."""
    return next((json_files.name(text) if name == "name" else text for text in entity[2].get(name, [])), "")


def own(key: str) -> str:
    """The id of a thing or tie of ours that an entity has, '' if it is not ours."""
    return f"i:{key.removeprefix(OWN)}" if key.startswith(OWN) and OURS.fullmatch(f"i:{key.removeprefix(OWN)}") else ""


def sheet_and_class(schema: str, found: Properties) -> tuple[str, str]:
    """The sheet and class of a thing: what its texts say, else those of its schema."""
    said = {text.casefold() for name in ("classification", "summary") for text in found.get(name, [])}
    listed = [(one["sheet"], one["kind"]) for one in table("ftm-things") if one["schema"] == schema]
    return next(((sheet, kind) for sheet, kind in listed if class_text(kind).casefold() in said), usual_class(schema))


def is_class(schema: str, text: str) -> bool:
    """Whether a text names a class that a schema stands for."""
    return any(class_text(one["kind"]).casefold() == text.casefold() for one in table("ftm-things") if one["schema"] == schema)
