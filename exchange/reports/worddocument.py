"""A text document (.docx) → blocks, by python-docx: headings, list items, rows of tables, paragraphs.

Refused (`UnreadableFile`) before the library sees it: what is no such document, passwords, macros, embedded objects and controls, names that
point outside, document types and entities, packages that grow too large. The workbook behind a chart is never opened, fields are not worked
out, and nothing that a document links to is fetched.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...graph.errors import KuasaError, UnreadableFile
from ..files.bounds import MOST_DOCUMENT
from ..files.packed import Sort, named, pieces
from ..files.parts import Part
from .texts import Block

MOST_LEVEL = 9
AGAIN = "Open it in a word processor and save it again as .docx."
DOCUMENT = Sort(
    "document",
    AGAIN,
    "Save it without the password.",
    "Take the pictures out, or save its text as .txt.",
    MOST_DOCUMENT,
    (
        (("vbaproject", "vbadata", "macros"), "holds macros.", "Save it as .docx without macros."),
        (("word/embeddings/oleobject", "word/activex/"), "holds embedded objects or controls.", "Delete them, or save its text as .txt."),
    ),
)
XML = (".xml", ".rels")
UNREAD = "customxml/item"


def blocks(path: Path, content: bytes) -> tuple[str, list[Block]]:
    """The title of a document as its properties state it, and its blocks."""
    from docx import Document

    try:
        looked_at(path.name, content)
        document = Document(io.BytesIO(content))
        return document.core_properties.title or "", list(walked(document))
    except KuasaError:
        raise
    except Exception as error:  # the library has no family of errors: a broken part can raise any
        raise UnreadableFile(f"{path.name} is no .docx file that can be read.", AGAIN) from error


def looked_at(name: str, content: bytes) -> None:
    """Refuses a package by its parts (`files.packed`), and XML that declares document types or entities. Forms filled in by other programs,
    which may be in any encoding, are only measured: nobody reads them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        named(DOCUMENT, name, infos)
        total = 0
        for info in infos:
            lower = info.filename.casefold()
            part = Part(DOCUMENT, name, info.filename, {}) if lower.endswith(XML) and not lower.startswith(UNREAD) else None
            for piece in pieces(DOCUMENT, name, package, info, total):
                total += len(piece)
                if part:
                    part.feed(piece)
            if part:
                part.feed(b"", True)


def walked(document: Any) -> Iterator[Block]:
    """The blocks of a document in order; numbered items are counted from 1 in each list."""
    counted = 0
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            counted = 0
            for row in part.rows:
                cells: dict[int, str] = {id(cell._tc): cell.text for cell in row.cells}
                yield Block("\t".join(" ".join(text.split()) for text in cells.values()))
            continue
        style = (part.style.name if part.style is not None else "") or ""
        level = 1 if style == "Title" else int(style[8:]) if style.startswith("Heading ") and style[8:].isdigit() else 0
        numbered = style.startswith("List Number")
        counted = counted + 1 if numbered else 0
        listed = "•" if style.startswith("List") or listing(part) else ""
        yield Block(part.text, min(level, MOST_LEVEL), "" if level else str(counted) if numbered else listed)


def listing(part: Any) -> bool:
    """Whether a paragraph says itself that it is an item of a list."""
    properties = part._p.pPr
    return properties is not None and properties.numPr is not None
