"""Text in XML: what it cannot hold, how it is written, and how a file of others is read: as a stream, without entities."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import UnreadableFile
from ..book import Book, Problem
from . import nodes
from .format import Described
from .nodes import Network, network

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 1 << 30
NUMBERS = "This is a number that a tool worked out; it was not read."
BEGINNING = 4096
UNHELD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(frozen=True)
class XmlFormat(Described, ABC):
    """A format in XML: one file, whose first element has the name of the format."""

    def kept(self, book: Book) -> Book:
        """Things and ties, without the characters that XML cannot hold."""
        return kept(nodes.kept(book))

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One file."""
        return {stem + self.suffixes[0]: "".join(self.lines(network(self.kept(book)))).encode()}

    @abstractmethod
    def lines(self, web: Network) -> Iterator[str]:
        """The file, line by line."""

    def reads(self, path: Path) -> bool:
        """Whether it is named by its first element; never an error."""
        return path.is_file() and begins(path, self.name)


def kept(book: Book) -> Book:
    """A book without the characters that XML cannot hold."""
    return book.with_rows(row.changed({key: UNHELD.sub("", text) for key, text in row.cells.items() if UNHELD.search(text)}) for row in book.rows)


def written(text: str) -> str:
    """A text as it stands in an element or an attribute in double quotes."""
    return text.translate(MARKS)


def begins(path: Path, name: str) -> bool:
    """Whether a file begins as XML whose first element has a name; never an error."""
    try:
        with path.open("rb") as file:
            start = file.read(BEGINNING)
    except OSError:
        return False
    text = start.replace(b"\0", b"").decode("utf-8", "replace")
    found = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s>/]", re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", "", text, flags=re.DOTALL))
    return bool(found and found[1] == name)


def events(path: Path) -> Iterator[tuple[str, str, Element]]:
    """The starts and ends of a file's elements in order: "start" or "end", the element's name without namespace, and itself. `UnreadableFile` for what is no
    XML, declares entities, or is too large."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(f"{path.name} is too large to read.", "Export a part of it.")
        with path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=False):
                yield event, element.tag.rpartition("}")[2], element
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read.", "Look whether it is there, and not open elsewhere.") from error
    except DefusedXmlException as error:
        raise UnreadableFile(f"{path.name} declares entities, which a file of this kind never needs.", "Export it again from the tool that made it.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFile(f"{path.name} is not well-formed XML: {error}.", "Export it again from the tool that made it.") from error


def number_notes(path: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """What is told of attributes that were not read because they are numbers of a tool."""
    return tuple(Problem("note", path.name, "", "", name, NUMBERS, "Give it as text in an attribute of its own if it matters.") for name in sorted(set(names)))
