"""A page (.html) → blocks, by Beautiful Soup on Python's own parser. Scripts, styles and comments are out; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import UnreadableFile
from .texts import MEGABYTE, Block

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

LARGEST = 20 * MEGABYTE
DEEPEST = 40
OUT = ("script", "style", "noscript", "template", "head", "title", "svg", "math", "object", "iframe", "select", "button")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
PARTS = frozenset({"p", "li", "tr", "div", "section", "article", "blockquote", "pre", "dt", "dd", "caption", "figcaption", "header", "footer", "main", "body", *HEADINGS})
CELLS = frozenset({"td", "th"})


def blocks(path: Path, content: bytes) -> tuple[str, Iterator[Block]]:
    """The title of a page and its blocks: headings, paragraphs, list items, rows of tables."""
    from bs4 import BeautifulSoup

    if len(content) > LARGEST:
        raise UnreadableFile(f"{path.name} is larger than {LARGEST // MEGABYTE} MB.", "Save the text of the page alone.")
    try:
        page = BeautifulSoup(content, "html.parser")
    except Exception as error:  # the parser has no family of errors for broken pages
        raise UnreadableFile(f"{path.name} is no page that can be read.", "Save it again from the browser, or as text.") from error
    title = page.title.get_text() if page.title else ""
    for unread in page.find_all(OUT):
        unread.decompose()
    return title, walked(page)


def walked(page: BeautifulSoup) -> Iterator[Block]:
    """The blocks of a page: words that stand in the same part, one after the other."""
    from bs4.element import NavigableString, Tag

    part: Tag | None = None
    cell: Tag | None = None
    words: list[str] = []
    numbers = numbered(page)
    for node in page.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                words.append("\n")
            continue
        if type(node) is not NavigableString or not node.strip():
            words.append(" ")
            continue
        holder, inner = place(node)
        if holder is not part:
            yield from made(part, words, numbers)
            words = []
        elif inner is not cell:
            words.append("\t")
        part, cell = holder, inner
        words.append(re.sub(r"\s+", " ", str(node)))
    yield from made(part, words, numbers)


def place(node: object) -> tuple[Tag | None, Tag | None]:
    """The part that some words stand in (a table row before what is in it), and their cell."""
    cell: Tag | None = None
    nearest: Tag | None = None
    for above in islice(node.parents, DEEPEST):  # type: ignore[attr-defined]
        if above.name in CELLS and cell is None:
            cell = above
        if above.name == "tr":
            return above, cell
        if above.name in PARTS and nearest is None:
            nearest = above
            if cell is None and above.name in HEADINGS:
                break
        if above.name == "table":
            break
    return nearest, None


def made(part: Tag | None, words: list[str], numbers: dict[int, str]) -> Iterator[Block]:
    """The blocks of the words of a part; an empty line between two breaks divides it."""
    text = "".join(words)
    if not text.strip():
        return
    name = part.name if part is not None else ""
    for piece in re.split(r"\n[ \n]*\n", text):
        yield Block(piece.replace("\n", " "), HEADINGS.get(name, 0), numbers.get(id(part), "•") if name == "li" else "")


def numbered(page: BeautifulSoup) -> dict[int, str]:
    """The numbers of the items of numbered lists, by the identity of the item."""
    found = {}
    for listed in page.find_all("ol"):
        first = str(listed.get("start", "1"))
        begin = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1
        found.update({id(item): str(number) for number, item in enumerate(listed.find_all("li", recursive=False), begin)})
    return found
