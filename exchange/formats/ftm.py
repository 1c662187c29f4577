"""FollowTheMoney, one entity a line: read and written by OpenAleph, OpenSanctions and the followthemoney library.

Things are entities, and so are ties with their dates, roles and sources (as documents). FollowTheMoney cannot say that something is planned,
remembered or inferred, nor who may see it: such ties and events are left out, and so are windows, commitments, positions and assessments.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...graph.errors import KuasaError
from ..book import Book, Problem
from . import json_files
from .ftmentities import Entities
from .ftmrows import Reader
from .json_format import FactsFormat


@dataclass(frozen=True)
class FollowTheMoney(FactsFormat):
    """FollowTheMoney entities, one a line."""

    def content(self, path: Path) -> list[tuple[int, Any]]:
        """The objects of a file with the numbers of their lines."""
        return list(json_files.lines(path))

    def looks(self, value: Any) -> bool:
        """Whether every line has a schema and properties; an export of nothing has no lines."""
        return all(isinstance(one, dict) and isinstance(one.get("schema"), str) and isinstance(one.get("properties"), dict) for _, one in value)

    def reads(self, path: Path) -> bool:
        """Whether the first line has a schema and properties; never an error."""
        try:
            return self.looks([next(json_files.lines(path))])
        except (KuasaError, StopIteration):
            return False

    def made(self, book: Book) -> Entities:
        """Facts, with what their schemas have properties for."""
        return Entities(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file."""
        return {stem + self.suffixes[0]: "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in self.made(book).entities).encode("utf-8")}

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its entities, and what of them has no column."""
        reader = Reader(value, file)
        return Book(tuple(reader.rows()), tool=self.name), reader.unread.notes()


FORMAT = FollowTheMoney("ftm", "FollowTheMoney", (".ftm.json",))
