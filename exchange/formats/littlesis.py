"""LittleSis, as its public interface gives it: relationships under `data`, the people and organisations that they name under `included`.

Its bulk files are read too, both of them as one folder. LittleSis knows people and organisations, not posts, events or texts, and cannot say
that something is planned, remembered or inferred: those are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...graph.errors import UnreadableFile
from ..book import Book, Problem
from . import json_files
from .json_files import line, mapping, objects
from .json_format import FactsFormat
from .littlesisrows import Reader
from .littlesiswritten import Written

BULK = re.compile(r"(entities|relationships)\b.*\.json", re.IGNORECASE)


@dataclass(frozen=True)
class LittleSis(FactsFormat):
    """The JSON of LittleSis."""

    def content(self, path: Path) -> Any:
        """What a file holds, or the bulk files of a folder."""
        if path.is_dir():
            found = sorted(one for one in path.iterdir() if BULK.fullmatch(one.name))
            return [part for one in found for part in resources(json_files.content(one))]
        return json_files.content(path)

    def looks(self, value: Any) -> bool:
        """Whether there are resources of LittleSis, and no others; an export of nothing has none."""
        found = resources(value)
        nothing = isinstance(value, dict) and "LittleSis" in line(mapping(value.get("meta")).get("source"))
        return nothing or (bool(found) and all(line(one.get("type")) in ("entities", "relationships") and isinstance(one.get("attributes"), dict) for one in found))

    def made(self, book: Book) -> Written:
        """Facts about people and organisations."""
        return Written(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file, as the interface of LittleSis answers."""
        made = self.made(book)
        told = {"meta": {"apiVersion": "2.0", "source": "kuasa, for LittleSis"}, "data": made.relationships, "included": made.entities}
        return {stem + self.suffixes[0]: json_files.written(told)}

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its entities and relationships, and what of them has no column."""
        reader = Reader(resources(value), file)
        if not reader.entities and reader.relationships:
            raise UnreadableFile(f"{file} has relationships and no names.", "Give the folder that holds both entities.json and relationships.json.")
        return Book(tuple(reader.rows()), tool=self.name), reader.unread.notes()


def resources(value: Any) -> list[Any]:
    """Every entity and relationship of a file: a list, an answer of the interface, or one resource; those that come twice once."""
    if isinstance(value, list):
        found = list(objects(value))
    else:
        inside = mapping(value)
        main = inside.get("data")
        found = [*([main] if isinstance(main, dict) else objects(main)), *objects(inside.get("included"))]
    return list({(line(one.get("type")), line(one.get("id")), "" if "id" in one else number): one for number, one in enumerate(found)}.values())


FORMAT = LittleSis("littlesis", "LittleSis", (".littlesis.json",))
