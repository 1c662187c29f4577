"""The names of the things of a large table, packed, and the addresses that they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from urllib.parse import unquote

from .made import Made

UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\%/#?]')
ADDRESS = re.compile(r"<?((?:https?://|urn:)[^\s<>\"{}|^`\\]+)>?$")


def minted(graph: str, name: str) -> str:
    """The address of a new thing under a graph: its name, with what no address can hold written in per cent.

    >>> minted("https://w3id.org/kuasa/graph/ties", "Rice Bank")
    'https://w3id.org/kuasa/graph/ties/Rice%20Bank'
    """
    return f"{graph}/" + UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", name)


def row_address(graph: str, row: int) -> str:
    """The address of the tie of a row, in the order of the rows."""
    return f"{graph}/row/{row:08}"


class Names(Made[str]):
    """The addresses of the things of a table, in the order of their names, which lie in one piece of memory. An address in the table is itself."""

    def __init__(self, graph: str, sorted_names: Sequence[str]) -> None:
        import numpy as np

        self.graph = graph
        texts = [name.encode() for name in sorted_names]
        self.text = b"".join(texts)
        self.ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def one(self, number: int) -> str:
        """The address of a thing."""
        name = self.name(number)
        return name if ADDRESS.match(name) else minted(self.graph, name)

    def name(self, number: int) -> str:
        """The name of a thing, by its number from 0, as the table has it."""
        return self.text[self.ends[number] : self.ends[number + 1]].decode()

    def number(self, name: str) -> int | None:
        """The number of the thing of exactly this name; None if there is none."""
        at = bisect_left(range(len(self)), name.encode(), key=lambda n: self.text[self.ends[n] : self.ends[n + 1]])
        return at if at < len(self) and self.name(at) == name else None

    @cached_property
    def numbers(self) -> Numbers:
        """The number of each address."""
        return Numbers(self)

    def named(self, iri: str) -> str:
        """The name that an address stands for."""
        return unquote(iri.removeprefix(self.graph + "/")) if iri.startswith(self.graph + "/") else iri


class Numbers(Mapping[str, int]):
    """The number of each address."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __getitem__(self, iri: str) -> int:
        found = self.names.number(self.names.named(iri))
        if found is None:
            raise KeyError(iri)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class Spelled(Mapping[str, tuple[str, ...]]):
    """The things of each name: those of exactly this name, else those that differ from it only in case."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __getitem__(self, name: str) -> tuple[str, ...]:
        wanted = self.names.named(name.strip("<>") if ADDRESS.match(name) else name)
        exact = self.names.number(wanted)
        if exact is not None:
            return (self.names[exact],)
        found = tuple(self.names[n] for n, text in enumerate(self) if text.casefold() == wanted.casefold())
        if not found:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        text = self.names.text
        return (text[start:end].decode() for start, end in pairwise(self.names.ends.tolist()))

    def __len__(self) -> int:
        return len(self.names)
