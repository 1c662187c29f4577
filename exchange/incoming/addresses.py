"""Addresses of what an import states: the same row gives the same address, whatever it says by now.

A row keeps its address by its row id; without one it goes by what it names. People get opaque addresses.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from ...graph.lookup import fold
from ...graph.vocabulary import GRAPH, ID, expand
from ..book import Book, Row
from ..registers.turtle import slug_of

NAMING = ("name", "title", "from", "tie_kind", "to", "since", "status", "about", "dimension", "score", "group", "said_at", "value", "source")
OURS = re.compile(r"[a-z]{1,2}\d+")
LONGEST = 48


# The same names and words stand in very many rows.
folded = lru_cache(1 << 16)(fold)


def digest(*texts: str, size: int = 12) -> str:
    """Hexadecimal digits that stand for texts, without regard to case and accents: enough that no two of 100,000 names share them by chance."""
    return hashlib.sha256("\0".join(map(folded, texts)).encode()).hexdigest()[:size]


@dataclass(frozen=True)
class Addresses:
    """The addresses of one import, all under its `slug`."""

    slug: str

    @property
    def graph(self) -> str:
        """The named graph of the import."""
        return GRAPH + self.slug

    @property
    def workbook(self) -> str:
        """The workbook as a source."""
        return f"{ID}{self.slug}-workbook"

    def of(self, row: Row | str) -> str:
        """The address of what a row is about or says; of a text that no row explains, that of a thing of this name."""
        if isinstance(row, str):
            return f"{ID}{self.slug}-n{digest(row)}"
        own = row.get("id")
        known = expand(own) if own.startswith("i:") else ""
        if known:
            return known
        if row.get("kind") == "person":
            seed = (self.slug, own) if own else (self.slug, row.get("name"))
            return f"{ID}p-{int(digest(*seed), 16):015d}"
        part = own if OURS.fullmatch(own) and own.startswith(row.sheet[0]) else row.sheet[0] + (digest(row.sheet, own) if own else digest(row.sheet, *map(row.get, NAMING)))
        return f"{ID}{self.slug}-{part}"

    def record(self, row: Row) -> str:
        """The address of a statement of its own that a row makes of what kuasa said already."""
        own = row.get("id")
        return f"{ID}{self.slug}-r{digest(own)}" if own.startswith("i:") else self.of(row)

    def source(self, text: str) -> str:
        """The address of a source that only a cell names."""
        return f"{ID}{self.slug}-s{digest(text)}"


def addresses(book: Book, name: str) -> Addresses:
    """The addresses of a book: by the title on its cover and the number of its group, else by the name of its file."""
    title = book.cover.get("title", "") or name
    short = slug_of(title)
    if len(short) > LONGEST or not title.isascii():
        short = f"{short[:LONGEST].strip('-')}-{digest(title)}".strip("-")
    group = f"-group-{slug_of(book.cover['group'])}" if book.cover.get("group") else ""
    return Addresses((short if title.isascii() or slug_of(title) else f"import-{short}") + group)
