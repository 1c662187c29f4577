"""Popolo JSON: persons, organizations, posts, memberships, events and areas, as parliaments' monitors and EveryPolitician keep them.

Popolo cannot say that a membership is planned, remembered or inferred: such ties are left out. An event can be tentative or cancelled. Of
people only names, pages and sources are read and written: no birth dates, no contact details.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..book import Book, Problem
from .json_files import mapping, written
from .json_format import FactsFormat
from .popolorows import Reader
from .popolowritten import LISTS, Written


@dataclass(frozen=True)
class Popolo(FactsFormat):
    """Popolo's JSON."""

    def looks(self, value: Any) -> bool:
        """Whether there are lists of persons or organizations, and none of what others call nodes."""
        found = mapping(value)
        return any(isinstance(found.get(one), list) for one in ("persons", "organizations")) and all(isinstance(found.get(one, []), list) for one in LISTS)

    def made(self, book: Book) -> Written:
        """Facts about people, organisations, posts and events."""
        return Written(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file."""
        return {stem + self.suffixes[0]: written(self.made(book).lists)}

    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of its objects, and what of them has no column."""
        reader = Reader(mapping(value), file)
        return Book(tuple(reader.rows()), tool=self.name), reader.unread.notes()


FORMAT = Popolo("popolo", "Popolo", (".popolo.json",))
