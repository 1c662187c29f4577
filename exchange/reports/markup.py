"""Plain text and Markdown → blocks. Marks of Markdown are taken off, also in plain text, where people paste them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ...graph.errors import UnreadableFile
from ..files import encoding
from .texts import Block, carried_on, headed, item_of, joined_lines

RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
FENCE = re.compile(r"\s*(?:```|~~~)")
HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
PIPES = re.compile(r"\s*\|.*\|\s*$")
DIVIDER = re.compile(r"[\s|:-]+$")


def decoded(path: Path, content: bytes) -> str:
    """The text of some bytes; `UnreadableFile` if they are no text."""
    try:
        return encoding.decoded(path.name, content)[0]
    except UnreadableFile as error:
        raise UnreadableFile(f"{path.name} is not a text file.", "Save the report as text (UTF-8), or give the file that it was made from.") from error


def plain(path: Path, content: bytes) -> tuple[str, Iterator[Block]]:
    """A plain text: no title, its paragraphs."""
    return "", lines_to_blocks(re.split(r"\r\n|[\n\r\v\f\u2028\u2029]", decoded(path, content)))


def lines_to_blocks(lines: list[str], page: int = 0) -> Iterator[Block]:
    """The blocks of lines of plain text."""
    for part in carried_on(joined_lines(lines)):
        hashes = HASHES.match(part)
        if RULE.match(part):
            continue
        mark, rest = item_of(hashes[2] if hashes else part)
        text = unmarked(rest)
        if hashes:
            yield Block(text, len(hashes[1]), "", page)
        else:
            yield Block(text, 2 if not mark and headed(text.strip()) else 0, mark, page)


def markdown(path: Path, content: bytes) -> tuple[str, Iterator[Block]]:
    """A Markdown text: the title of its front matter, its blocks."""
    lines = decoded(path, content).splitlines()
    title = ""
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:]):
        end = next(number for number, line in enumerate(lines) if number and line.strip() == "---")
        title = next((line.partition(":")[2].strip(" \"'") for line in lines[1:end] if line.lower().startswith("title:")), "")
        lines = lines[end + 1 :]
    return title, markdown_blocks(lines)


def markdown_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of Markdown: headings of both kinds, list items, rows of tables, paragraphs; lines of code stand as they are."""
    waiting: list[str] = []

    def done() -> Iterator[Block]:
        if waiting:
            mark, rest = item_of(waiting[0])
            yield Block(unmarked(" ".join([rest, *waiting[1:]])), 0, mark)
            waiting.clear()

    for line in lines:
        hashes = HASHES.match(line)
        if hashes or not line.strip() or FENCE.match(line):
            yield from done()
            if hashes:
                yield Block(unmarked(hashes[2]), len(hashes[1]))
        elif RULE.match(line):
            if len(waiting) == 1 and line.strip()[0] in "=-" and not item_of(waiting[0])[0]:
                yield Block(unmarked(waiting.pop()), 1 if line.strip()[0] == "=" else 2)
            yield from done()
        elif PIPES.match(line):
            yield from done()
            if not DIVIDER.match(line):
                yield Block("\t".join(unmarked(cell).strip() for cell in line.strip().strip("|").split("|")))
        else:
            if item_of(line)[0]:
                yield from done()
            waiting.append(line.strip().removeprefix(">").strip())
    yield from done()


def unmarked(text: str) -> str:
    """A text without the marks of Markdown and tags: links and pictures leave their words."""
    text = re.sub(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)", r"\1", text)
    text = re.sub(r"<(https?://[^<>\s]{1,2000})>", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^<>]{0,500}>", " ", text)
    text = re.sub(r"\*{1,3}|`+|~~|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text)
