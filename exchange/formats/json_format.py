"""What the formats in JSON have in common: a file is looked at, read and told of in one way; each says only what its objects mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ...graph.errors import KuasaError, UnreadableFile
from ..book import Book, Problem, Row
from . import json_files
from .facts_only import WHY
from .format import Described

NOT_READ = "is not read"
BY_HAND = "Add it to the right column by hand if you need it."
UNDIRECTED = "has no single direction and is read as going from its first end to its second"
TURN = "Turn it round where that is wrong."


@dataclass(frozen=True)
class JsonFormat(Described, ABC):
    """A format in JSON."""

    def content(self, path: Path) -> Any:
        """What a file holds, as plain values; `UnreadableFile` if it is not JSON."""
        return json_files.content(path)

    @abstractmethod
    def looks(self, value: Any) -> bool:
        """Whether plain values look like this format."""

    @abstractmethod
    def told(self, value: Any, file: str) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of plain values that look like this format, and what was not read."""

    def reads(self, path: Path) -> bool:
        """Whether a file looks like this format; never an error."""
        try:
            return self.looks(self.content(path))
        except KuasaError:
            return False

    def both(self, path: Path) -> tuple[Book, tuple[Problem, ...]]:
        """The rows of a file as it says them, and what was not read; `UnreadableFile` where it is not what it should be."""
        value = self.content(path)
        if not self.looks(value):
            raise UnreadableFile(f"{path.name} does not look like {self.title}.", "Name its right format, or export it again from the tool that made it.")
        return self.told(value, path.name)

    def read(self, path: Path) -> Book:
        """The rows of a file as it says them, not settled; `UnreadableFile` where it is not what it should be."""
        return self.both(path)[0]

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What of a file is not read: each kind of it once, with how often it occurs."""
        return self.both(path)[1]


class Made(Protocol):
    """What of a book is told: its rows as far as they are, in the book's order."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""


@dataclass(frozen=True)
class FactsFormat(JsonFormat):
    """A format in JSON that cannot say how something is known: only facts are told in it."""

    @property
    def why(self) -> Mapping[str, str]:
        """Reasons in words for what is lost."""
        return WHY

    def kept(self, book: Book) -> Book:
        """The facts that it has a place for."""
        return book.with_rows(self.made(book).rows)

    @abstractmethod
    def made(self, book: Book) -> Made:
        """What of a book is told."""


class Unread:
    """What is not read of a file, counted as it is met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counts: dict[tuple[str, str, str, str], int] = {}

    def add(self, place: str, what: str, said: str = NOT_READ, cure: str = BY_HAND) -> None:
        """Something in a kind of place that no column holds, or that is read otherwise: what is said of it, and the cure."""
        key = (json_files.line(place)[:80], json_files.line(what)[:80], said, cure)
        self.counts[key] = self.counts.get(key, 0) + 1

    def fields(self, place: str, value: Any, known: frozenset[str]) -> None:
        """The fields of an object that are none of those we know and are not empty."""
        for key, said in json_files.mapping(value).items():
            if key not in known and said not in (None, "", [], {}, False):
                self.add(place, key)

    def notes(self) -> tuple[Problem, ...]:
        """Everything not read, in order."""
        return tuple(
            Problem("note", self.file, place, "", what, f"{said} ({count} time{'s' if count > 1 else ''}).", cure)
            for (place, what, said, cure), count in sorted(self.counts.items())
        )
