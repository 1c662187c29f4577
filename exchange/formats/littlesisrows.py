"""Entities and relationships of LittleSis → rows of a book.

Ends are named by id where the id is ours, else by name, and things that share one are told apart. A short text that is no class of ours goes
to the note; what has no column is counted, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...graph.sheets import code_of
from ..book import Row, joined
from .correspondence import class_text, column, table
from .facts_only import ACTUAL, OURS, Told
from .json_files import line, mapping, name, text
from .json_format import Unread
from .littlesiswritten import USUAL, aliases, class_types, classes, organisation_type, usual_kind
from .nodes import TIES, tie_columns

MADE_BY = re.compile(r".+\.([a-z_]+)\.\d+")
RESOURCE = frozenset({"type", "id", "attributes", "links", "self", "entity", "related", "relationships"})
ENTITY = frozenset({"id", "name", "blurb", "website", "primary_ext", "aliases", "types", "updated_at", "link_count", "extensions"})
RELATIONSHIP = frozenset(
    {"id", "entity1_id", "entity2_id", "category_id", "category_name", "description1", "description2", "start_date", "end_date", "description", "updated_at", "is_current"}
)
DATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
PAST = "Past, as LittleSis says."


class Reader:
    """The resources of a file; `unread` counts what has no column."""

    def __init__(self, found: Iterable[Mapping[str, Any]], file: str) -> None:
        self.file = file
        self.unread = Unread(file)
        self.entities: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self.relationships: list[tuple[int, str, Mapping[str, Any]]] = []
        for number, one in enumerate(found, 1):
            self.unread.fields("resources", one, RESOURCE)
            inside = mapping(one.get("attributes"))
            key = line(one.get("id")) or line(inside.get("id"))
            if line(one.get("type")) == "entities":
                self.entities[key] = (number, inside)
            else:
                self.relationships.append((number, key, inside))
        named = {
            key: (own(key) or (name(one.get("name")) if key.startswith("kuasa-") else ""), name(one.get("name")), name(one.get("blurb"))) for key, (_, one) in self.entities.items()
        }
        self.told = Told(named)
        self.made: dict[str, Row] = {}

    def rows(self) -> Iterator[Row]:
        """Every row: people and organisations, then ties."""
        self.made = {key: self.thing(key, number, one) for key, (number, one) in self.entities.items()}
        ties = [row for found in self.relationships for row in self.tie(*found)]
        yield from self.made.values()
        yield from ties

    def row(self, sheet: str, cells: Mapping[str, str], number: int) -> Row:
        """A row without empty cells."""
        return Row(sheet, {head: said for head, said in cells.items() if said}, self.file, "", number)

    def thing(self, key: str, number: int, one: Mapping[str, Any]) -> Row:
        """A person or organisation."""
        self.unread.fields("entities", one, ENTITY)
        sheet, kind, blurb = classed(one)
        first = name(one.get("name")) or key
        others = [said for part in listed(one.get("aliases")) if (said := name(part)) and said != first]
        gone = class_types(sheet, kind)
        types = dict.fromkeys(found for part in listed(one.get("types")) if line(part) not in gone and (found := organisation_type(line(part))))
        for part in listed(one.get("types")):
            if line(part) not in ("Person", "Organization") and not any(found["type"] == line(part) for found in classes()):
                self.unread.add("types", line(part))
        own_names = aliases(dict.fromkeys(others))
        cells = {"id": own(key), "name": first if own(key) else self.told.names[key], "kind": kind, "website": line(one.get("website")), **own_names}
        if sheet == "actors":
            cells["organisation_type"] = joined(types)
        return self.row(sheet, cells | {"note": blurb}, number)

    def tie(self, number: int, key: str, one: Mapping[str, Any]) -> Iterator[Row]:
        """A relationship; none if a column of one of its ends made it, or if an end is not in the file."""
        self.unread.fields("relationships", one, RELATIONSHIP | {"category_attributes"})
        start, end = line(one.get("entity1_id")), line(one.get("entity2_id"))
        if not self.entities.keys() >= {start, end}:
            self.unread.add("relationships", "one whose people or organisations are not in the file")
            return
        made = MADE_BY.fullmatch(key)
        for place, other, outward in ((start, end, True), (end, start, False)):
            row = self.made[place]
            if made and any(column.key == made[1] and column.outward == outward for column in tie_columns(row.sheet)):
                self.made[place] = row.changed({made[1]: joined(dict.fromkeys((*row.several(made[1]), self.told.reference(other))))})
                return
        attributes = mapping(one.get("category_attributes"))
        self.unread.fields("category_attributes", attributes, frozenset({"is_employee"}))
        kind, role, left = said(line(one.get("category_id")), [line(one.get(head)) for head in ("description1", "description2")], attributes.get("is_employee") is True)
        cells = {"id": own(key), "from": self.told.reference(start), "tie_kind": kind, "to": self.told.reference(end), "role": role, "status": ACTUAL}
        past = one.get("is_current") is False and not text(one.get("end_date"))
        cells |= {"since": dated(one.get("start_date")), "until": dated(one.get("end_date")), "note": "\n".join(filter(None, (*left, PAST if past else "")))}
        yield self.row(TIES, cells, number)


def said(category: str, texts: list[str], employed: bool) -> tuple[str, str, list[str]]:
    """The kind of a tie, its role, and the texts that are neither. A position is only an employment if LittleSis says so."""
    kind = next((code for one in texts if (code := code_of(column(TIES, "tie_kind"), one))), "")
    role = next((code for one in texts if (code := code_of(column(TIES, "role"), one))), "")
    left = [one for one in dict.fromkeys(texts) if one and not code_of(column(TIES, "tie_kind"), one) and not code_of(column(TIES, "role"), one)]
    usual = usual_kind(category) if category != "1" or employed else ""
    words = next((one["words"] for one in table("littlesis-ties") if one["category_id"] == category and one["words"]), "is linked to")
    return kind or usual or words, role, left


def classed(one: Mapping[str, Any]) -> tuple[str, str, str]:
    """The sheet and class of an entity, and its short text if that says neither."""
    ext, blurb = line(one.get("primary_ext")), text(one.get("blurb"))
    for found in classes():
        if not found["organisation_type"] and found["primary_ext"] == ext and class_text(found["kind"]).casefold() == blurb.casefold():
            return found["sheet"], found["kind"], ""
    types = {line(part) for part in listed(one.get("types"))}
    by_type = next((found["kind"] for found in classes() if found["type"] in types - {""} and not found["organisation_type"]), "")
    usual = USUAL.get(ext, "organisation")
    return "actors", usual if ours(line(one.get("id"))) else by_type or usual, blurb


def ours(key: str) -> bool:
    """Whether a key is one that kuasa gives."""
    return bool(own(key)) or key.startswith("kuasa-")


def listed(value: Any) -> list[Any]:
    """The list that a value is, an empty one if it is none."""
    return value if isinstance(value, list) else []


def own(key: str) -> str:
    """The key, if it is an id of ours."""
    return key if OURS.fullmatch(key) else ""


def dated(value: Any) -> str:
    """A date without its unknown parts; as it is, if it is none."""
    match = DATED.fullmatch(line(value))
    return "-".join(part for part in match.groups() if part and part != "00") if match else line(value)
