"""A report → its paragraphs in order, whatever the file is: .txt, .md, .html, .docx or .pdf.

A paragraph is one line of plain text: no markup, no control characters, single spaces (a tab between the cells of a table row), of
at most `PARAGRAPH` characters. Places that the reader finds are counted in it. Refused (`UnreadableFile`): other kinds of file, files
and texts that are too large, files without text. Nothing of a report is run, and nothing is fetched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...graph.errors import UnreadableFile

MEGABYTE = 1_000_000
LARGEST = 60 * MEGABYTE
LONGEST = 5 * MEGABYTE
PARAGRAPH = 6000
GAP = "\n\n"
UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})
SOFT = {0x00AD: "", 0xFEFF: ""}
JOINED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


@dataclass(frozen=True)
class Block:
    """What a format says of a paragraph: its text as written, the level of a heading (0: none), the mark of a list item ("•", "3"), its page."""

    text: str
    level: int = 0
    item: str = ""
    page: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its number from 1, the heading that it stands under ('' if none), its text, where it starts in the whole text; the level
    of a heading, the mark of a list item and its page (0: no pages)."""

    number: int
    heading: str
    text: str
    start: int
    level: int = 0
    item: str = ""
    page: int = 0

    @property
    def locator(self) -> str:
        """Where it stands, for people: "page 2, paragraph 14 (Follow-up)"."""
        page = f"page {self.page}, " if self.page else ""
        return f"{page}paragraph {self.number}{f' ({self.heading})' if self.heading else ''}"


@dataclass(frozen=True)
class Text:
    """A report: the name of its file without folders, its title ('' if it states none), its paragraphs."""

    file: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def whole(self) -> str:
        """All paragraphs as one text, an empty line between them; `Paragraph.start` counts in it."""
        return GAP.join(paragraph.text for paragraph in self.paragraphs)

    @property
    def name(self) -> str:
        """What the report is called: its title, or its file without the ending."""
        return self.title or Path(self.file).stem


def paragraphs(path: Path) -> Text:
    """Reads a report; `UnreadableFile` with what is wrong and what to do."""
    suffix = path.suffix.lower()
    readers = formats()
    if suffix not in readers:
        raise UnreadableFile(f"{path.name} is no report that can be read here.", f"Save it as one of {' '.join(sorted(readers))}.")
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path.name}.", "Give the name of a report.")
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(f"{path.name} is larger than {LARGEST // MEGABYTE} MB.", "Take the pictures out, or split it.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read.", "Close it in other programs and look at its permissions.") from error
    return assembled(path.name, *readers[suffix](path, content))


def formats() -> dict[str, Callable[[Path, bytes], tuple[str, Iterable[Block]]]]:
    """What reads each kind of file: bytes to its title and blocks."""
    from . import hypertext, markup, portable, worddocument

    return {
        ".txt": markup.plain,
        ".md": markup.markdown,
        ".markdown": markup.markdown,
        ".html": hypertext.blocks,
        ".htm": hypertext.blocks,
        ".docx": worddocument.blocks,
        ".pdf": portable.blocks,
    }


def assembled(file: str, title: str, blocks: Iterable[Block]) -> Text:
    """The report of a file's blocks; empty ones are left out. The title, where none is stated, is the first heading of the highest level."""
    found: list[Paragraph] = []
    open_headings: list[tuple[int, str]] = []
    start = 0
    for block, text in ((one, part) for one in blocks for part in divided(cleaned(one.text))):
        if block.level:
            open_headings = [heading for heading in open_headings if heading[0] < block.level]
        heading = open_headings[-1][1] if open_headings else ""
        found.append(Paragraph(len(found) + 1, shortened(heading), text, start, block.level, block.item, block.page))
        if block.level:
            open_headings.append((block.level, text))
        start += len(text) + len(GAP)
        if start > LONGEST:
            raise UnreadableFile(f"{file} holds more than {LONGEST // MEGABYTE} million characters.", "Split it, and read the parts one by one.")
    if not any(any(map(str.isalnum, paragraph.text)) for paragraph in found):
        raise UnreadableFile(f"{file} holds no text.", "If it is a scan, let a program for text recognition (OCR) make a text of it first.")
    return Text(file, shortened(cleaned(title) or opening(found), 200), tuple(found))


def divided(text: str) -> Iterator[str]:
    """A text in parts of at most `PARAGRAPH` characters, divided after a sentence, else between words; none of an empty one."""
    while len(text) > PARAGRAPH:
        cut = text.rfind(". ", PARAGRAPH // 2, PARAGRAPH) + 1 or text.rfind(" ", PARAGRAPH // 2, PARAGRAPH) + 1 or PARAGRAPH
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def opening(found: list[Paragraph]) -> str:
    """The title that a report begins with: the first heading of its highest level, or the first short paragraph before anything long."""
    highest = min((paragraph.level for paragraph in found if paragraph.level), default=0)
    first = next((paragraph for paragraph in found if paragraph.level == highest and highest), None)
    for paragraph in found[:6]:
        count = len(paragraph.text.split())
        if first is paragraph or count > 25:
            break
        if count >= 3 and paragraph.text[-1] not in ".:" and not paragraph.item:
            return paragraph.text
    return first.text if first else ""


def cleaned(text: str) -> str:
    """A text on one line, in composed form (NFC): control characters, soft hyphens and joined letters (ﬁ) are taken apart or out, a tab stays between cells."""
    seen = "".join(" " if unicodedata.category(sign) in UNSEEN and sign != "\t" else sign for sign in unicodedata.normalize("NFC", text).translate(SOFT | JOINED))
    cells = [" ".join(cell.split()) for cell in seen.split("\t")]
    return "\t".join(cells).strip()


def shortened(text: str, most: int = 90) -> str:
    """A text of at most so many characters, cut between words."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


MARK = re.compile(r"\s*(?:([•◦▪‣·*+–-])|\(?(\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])[.)])\s+(?=\S)")


def item_of(line: str) -> tuple[str, str]:
    """The mark of a list item at the beginning of a line ("•", "3", "a") and the rest; '' and the line if there is none.

    >>> item_of("3. Ratify it")
    ('3', 'Ratify it')
    """
    match = MARK.match(line)
    return ("•" if match[1] else match[2], line[match.end() :]) if match else ("", line)


def joined_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines of plain text as paragraphs. An empty line, a list item, a table row and a line that ends well before the margin end one; a
    word divided at the end of a line is mended. Where lines run on without a margin each is a paragraph."""
    kept = [line.rstrip() for line in lines]
    width = max((len(line) for line in kept), default=0)
    wrapped = 0 < width <= 130
    open_lines = ""
    last = ""
    for line in kept:
        fresh = not line.strip() or bool(item_of(line)[0]) or "\t" in line or "\t" in last or not wrapped
        ended = bool(last) and (len(last) < 0.55 * width or (len(last) < 0.8 * width and last[-1:] in ".:;!?"))
        if open_lines and (fresh or ended):
            yield open_lines
            open_lines = ""
        if line.strip():
            divided = re.search(r"[^\W\d_]-$", open_lines) and line.lstrip()[:1].islower()
            open_lines = open_lines[:-1] + line.strip() if divided else f"{open_lines} {line}".strip() if open_lines else line
        last = line
    if open_lines:
        yield open_lines


def carried_on(parts: Iterable[str]) -> Iterator[str]:
    """Paragraphs that a page break or an empty line cut in two are one again: the first ends in a word or comma, the next begins small."""
    waiting = ""
    for part in parts:
        tail = waiting.rstrip()[-1:]
        if waiting and (tail.islower() or tail == ",") and part.lstrip()[:1].islower() and not item_of(part)[0] and len(waiting) > 60:
            waiting = f"{waiting.rstrip()} {part.lstrip()}"
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting


def headed(text: str) -> bool:
    """Whether a paragraph of plain text looks like a heading: few words, no stop at its end, in capitals or beginning with one.

    >>> headed("CONCLUSIONS AND FOLLOW-UP"), headed("It was held in Bangkok.")
    (True, False)
    """
    words = text.split()
    if not words or len(words) > 14 or len(text) > 110 or text[-1] in ".;,:!?)" or "\t" in text or not text[0].isalpha():
        return False
    if re.search(r"[@_]|://|\.\w{2,4}$", text):
        return False
    return text.isupper() or (text[0].isupper() and len(words) <= 9)
