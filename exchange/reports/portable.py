"""A .pdf → blocks, by pypdf: the text of each page, its lines joined to paragraphs, without page numbers and running heads.

Refused (`UnreadableFile`): files behind a password, files of pictures only (scans), more pages than `PAGES`. What the library remarks stays quiet.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...graph.errors import KuasaError, UnreadableFile
from .markup import lines_to_blocks
from .texts import LONGEST, MEGABYTE, Block

PAGES = 1000
RUNNING = 3
SENTENCE_ENDS = ".:;!?”\"')"


def blocks(path: Path, content: bytes) -> tuple[str, list[Block]]:
    """The title of a document as its properties state it, and its blocks."""
    with quiet():
        try:
            title, pages = read(path, content)
        except KuasaError:
            raise
        except Exception as error:  # a broken file can raise anything, also from the depth of a page
            raise UnreadableFile(f"{path.name} is no .pdf file that can be read.", "Print it to a new PDF, or copy its text into a text file.") from error
    if not any(re.search(r"\w", line) for lines in pages for line in lines):
        raise UnreadableFile(f"{path.name} holds pictures of pages, no text.", "Let a program for text recognition (OCR) make a text of it first.")
    return title, list(paged(pages))


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps what the library remarks off the screen."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)


def read(path: Path, content: bytes) -> tuple[str, list[list[str]]]:
    """The title and the lines of every page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile(f"{path.name} is locked with a password.", "Save it without the password, or copy its text into a text file.")
    if len(reader.pages) > PAGES:
        raise UnreadableFile(f"{path.name} has more than {PAGES} pages.", "Split it, and read the parts one by one.")
    pages = []
    length = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        length += len(text)
        if length > LONGEST:
            raise UnreadableFile(f"{path.name} holds more than {LONGEST // MEGABYTE} million characters.", "Split it, and read the parts one by one.")
        pages.append(text.splitlines())
    title = reader.metadata.title if reader.metadata else ""
    return str(title or ""), pages


def paged(pages: list[list[str]]) -> Iterator[Block]:
    """The blocks of all pages; a paragraph that goes on over a page is one, on the page where it begins."""
    ends = Counter(line.strip() for lines in pages for line in {*lines[:1], *lines[-1:]} if line.strip())
    running = {line for line, times in ends.items() if times >= RUNNING}
    waiting: Block | None = None
    for number, lines in enumerate(pages, 1):
        kept = [line for line in lines if line.strip() not in running and not re.fullmatch(r"\W*\d{1,4}\W*", line)]
        for place, block in enumerate(lines_to_blocks(kept, number)):
            if waiting and not place and not block.item and unfinished(waiting.text) and block.text[:1].islower():
                waiting = Block(mended(waiting.text, block.text), 0, waiting.item, waiting.page)
                continue
            if waiting:
                yield waiting
            waiting = block
    if waiting:
        yield waiting


def unfinished(text: str) -> bool:
    """Whether a paragraph stops in the middle of a sentence."""
    return bool(text.rstrip()) and text.rstrip()[-1] not in SENTENCE_ENDS


def mended(first: str, second: str) -> str:
    """Two parts of a paragraph as one."""
    first = first.rstrip()
    return first[:-1] + second if re.search(r"[^\W\d_]-$", first) else f"{first} {second}"
