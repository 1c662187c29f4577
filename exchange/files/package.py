"""A workbook as a package: an .xlsx or .ods file in, a plain package without surprises out, before any library parses it.

Every part is unpacked once, measured while it is unpacked (`packed.py`), looked at (`parts.py`) and put into a new plain package, so that whoever
reads that sees what was looked at. Refused (`UnreadableFile`): what is no such workbook, passwords, old and binary Excel, macros,
links to other files and data, embedded objects, document types and entities, names that point outside, packages that grow too large.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from ...graph.errors import UnreadableFile
from .bounds import MOST_PACKED, SMALLER
from .opendocument import Content
from .packed import named, pieces
from .parts import AGAIN, UNPROTECTED, WORKBOOK, Element, Manifest, Part, Relations, Types, Workbook, damaged
from .worksheets import Strings, Worksheet

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST = ("mimetype", "meta-inf/manifest.xml", "[content_types].xml")
XML = (".xml", ".rels", ".rdf")
LEFT = (".vml", ".bin")
PICTURES = (".png", ".jpeg", ".jpg", ".gif")
KINDS: dict[str, type[Element]] = {
    "Types": Types,
    "Relationships": Relations,
    "workbook": Workbook,
    "worksheet": Worksheet,
    "sst": Strings,
    "manifest": Manifest,
    "document-content": Content,
}


@dataclass(frozen=True)
class Package:
    """A workbook that was looked at: its file's name, `xlsx` or `ods`, a plain package of its parts, and what the parts said by name."""

    file: str
    kind: str
    plain: bytes
    parts: dict[str, Element]


def looks_packed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a package, or of old or protected Excel."""
    return head[:4] in ZIP or head[:8] == OLE


def opened(path: Path) -> Package:
    """The workbook at a path, looked at; `UnreadableFile` if it is refused."""
    try:
        with path.open("rb") as file:
            return looked_at(path.name, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError) as problem:
        raise damaged(path.name, "its package cannot be unpacked") from problem
    except (FileNotFoundError, PermissionError) as problem:
        raise UnreadableFile(f"{path.name} cannot be read: {problem.strerror}.", "Look whether it is there and may be opened.") from problem
    except OSError as problem:
        raise damaged(path.name, "its package cannot be unpacked") from problem


def looked_at(name: str, file: IO[bytes]) -> Package:
    """The workbook in an open file."""
    head = file.read(8)
    if head == OLE:
        raise refused_ole(name, file)
    size = file.seek(0, io.SEEK_END)
    if size > MOST_PACKED:
        raise UnreadableFile(f"{name} is too large: {size:,} bytes; kuasa reads workbooks of {MOST_PACKED:,} at most.", SMALLER)
    with zipfile.ZipFile(file) as package:
        infos = sorted((info for info in package.infolist() if not info.is_dir()), key=lambda info: (info.filename.casefold() not in FIRST, info.filename))
        kind = kind_of(name, infos)
        named(WORKBOOK, name, infos)
        out = io.BytesIO()
        parts: dict[str, Element] = {}
        total = 0
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
            for info in infos:
                if info.filename.casefold().endswith(LEFT):
                    continue
                total = unpacked(name, package, info, plain, parts, total)
        return Package(name, kind, out.getvalue(), parts)


def kind_of(name: str, infos: list[zipfile.ZipInfo]) -> str:
    """What kind of workbook it is."""
    names = {info.filename.casefold() for info in infos}
    if "content.xml" in names and "[content_types].xml" not in names:
        return "ods"
    if "[content_types].xml" in names and any(one.startswith("xl/") for one in names):
        return "xlsx"
    if any(one.endswith(".iwa") for one in names):
        raise UnreadableFile(f"{name} was made with Numbers.", "Choose File, Export To, Excel in Numbers, and import that file.")
    raise UnreadableFile(f"{name} is a package, but no workbook.", "Give a workbook (.xlsx or .ods) or a table (.csv).")


def unpacked(file: str, package: zipfile.ZipFile, info: zipfile.ZipInfo, plain: zipfile.ZipFile, parts: dict[str, Element], total: int) -> int:
    """Unpacks a part into the plain package, looking at it; how many bytes were unpacked so far, with it."""
    found = pieces(WORKBOOK, file, package, info, total)
    first = next(found, b"")
    seems_xml = info.filename.casefold().endswith(XML) or first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or first[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not seems_xml and not info.filename.casefold().endswith((*PICTURES, "mimetype")):
        return total + len(first) + sum(map(len, found))
    part = Part(WORKBOOK, file, info.filename, KINDS) if seems_xml else None
    with plain.open(zipfile.ZipInfo(info.filename), "w") as copy:
        for piece in chain((first,), found):
            total += len(piece)
            if part:
                part.feed(piece)
            copy.write(piece)
    if part:
        part.feed(b"", True)
        if part.found:
            parts[info.filename] = part.found
    return total


def refused_ole(name: str, file: IO[bytes]) -> UnreadableFile:
    """What is said of the package of old Excel: a protected workbook, or an old one."""
    file.seek(0)
    inside = file.read(MOST_PACKED)
    if "EncryptedPackage".encode("utf-16-le") in inside or "EncryptionInfo".encode("utf-16-le") in inside:
        return UnreadableFile(f"{name} is protected by a password.", UNPROTECTED)
    return UnreadableFile(f"{name} is in an old format of Microsoft Office (.xls).", AGAIN)
