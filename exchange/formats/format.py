"""Formats of other tools: what each one does, and the one that is meant by a name or that a file looks like.

In goes a settled book, out come files, and the other way round. A format that does not exist is refused with the list of those that do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ...graph.errors import BadChoice
from ..book import Book, Problem

# The module and the constant of each format. One that would take the files of another for its own stands after it.
MODULES = {
    "kumu": ("kumu", "FORMAT"),
    "kumu-csv": ("kumu", "CSV"),
    "kumu-json": ("kumujson", "FORMAT"),
    "gephi": ("gephi", "FORMAT"),
    "gexf": ("gexf", "FORMAT"),
    "graphml": ("graphml", "FORMAT"),
    "onodo": ("onodo", "FORMAT"),
    "ftm": ("ftm", "FORMAT"),
    "oligrapher": ("oligrapher", "FORMAT"),
    "littlesis": ("littlesis", "FORMAT"),
    "popolo": ("popolo", "FORMAT"),
    "cytoscape": ("cytoscape", "FORMAT"),
    "graphology": ("graphology", "FORMAT"),
}


class Format(Protocol):
    """A format: its name in commands, its title for people, and the ends of the names of its files."""

    @property
    def name(self) -> str:
        """Its name in commands: "gexf"."""

    @property
    def title(self) -> str:
        """Its name for people: "GEXF 1.3 (Gephi)"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How names of its files end, with the dot: (".gexf",)."""

    @property
    def why(self) -> Mapping[str, str]:
        """Reasons in words for what it cannot hold, by sheet or column, for `losses`."""

    def kept(self, book: Book) -> Book:
        """What of a settled book it can hold."""

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """Its files by name; the same book gives the same bytes. `UsageError` if it is only read."""

    def reads(self, path: Path) -> bool:
        """Whether a file or folder looks like it; never an error."""

    def read(self, path: Path) -> Book:
        """The rows as the file says them, not settled; `UnreadableFile` where it is not what it should be."""

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What of a file that it reads is not read."""


@dataclass(frozen=True)
class Described:
    """What every format says of itself: its name, its title and the ends of names, as above; it has no reasons of its own and leaves nothing unread."""

    name: str
    title: str
    suffixes: tuple[str, ...]

    @property
    def why(self) -> Mapping[str, str]:
        """Reasons in words for what it cannot hold."""
        return {}

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What of a file that it reads is not read."""
        return ()


@cache
def formats() -> dict[str, Format]:
    """Every format by name."""
    return {name: cast(Format, getattr(import_module(f".{module}", __package__), constant)) for name, (module, constant) in MODULES.items()}


def chosen(name: str) -> Format:
    """The format of a name ("gexf"), of an end of a file's name (".gexf") or of a file's name ("map.gexf"); `BadChoice`, a `UsageError`, if there is none."""
    wanted = name.strip().casefold()
    if wanted in MODULES:
        return formats()[wanted]
    ends = [(len(suffix), one) for one in formats().values() for suffix in one.suffixes if wanted.endswith(suffix)]
    if not ends:
        raise BadChoice(f"There is no format '{name}'.", f"Choose one of: {', '.join(MODULES)}.")
    return max(ends, key=lambda end: end[0])[1]


def recognised(path: Path) -> Format | None:
    """The format that a file or folder looks like; None if it looks like none, as a workbook of ours does."""
    return next((one for one in formats().values() if one.reads(path)), None)
