"""A package (zip) of any sort of file, looked at before a library sees it: its list of parts in, the parts piece by piece out.

Refused (`UnreadableFile`): too many parts or two of one name, names that point outside, passwords, other ways of packing, parts that this
sort of file must not have, and what grows too large while it is unpacked, whatever size it states.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...graph.errors import UnreadableFile
from .bounds import HIGHEST_RATIO, MOST_PARTS, RATIO_FROM

PIECE = 1 << 18
SHOWN = 60


@dataclass(frozen=True)
class Sort:
    """What is said of a sort of file: what it is called ("workbook"), the cures where it is damaged, has a password or is too large, how many
    bytes of it may be unpacked, and the parts that it must not have: beginnings of their names in small letters, what is said, the cure."""

    noun: str
    again: str
    unprotected: str
    smaller: str
    most: int
    refused: tuple[tuple[tuple[str, ...], str, str], ...]

    def damaged(self, file: str, what: str) -> UnreadableFile:
        """What is said of a file that no program writes."""
        return UnreadableFile(f"{file} is damaged: {what}.", self.again)


def named(sort: Sort, file: str, infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuses what the names of the parts tell."""
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS:
        raise UnreadableFile(f"{file} has {len(names):,} parts; a {sort.noun} has fewer than {MOST_PARTS:,}.", sort.again)
    if len({one.casefold() for one in names}) < len(names):
        raise sort.damaged(file, "two of its parts have the same name")
    for info in infos:
        one = info.filename.casefold()
        if one.startswith("/") or "\\" in one or ":" in one or "\0" in info.orig_filename or ".." in one.split("/"):
            raise UnreadableFile(f"{file} has a part whose name points outside of it ({info.filename[:SHOWN]!r}).", sort.again)
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"{file} is protected by a password.", sort.unprotected)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise sort.damaged(file, f"its package is packed in a way that {sort.noun}s are not")
        for starts, said, cure in sort.refused:
            if any(one.startswith(start) or f"/{start}" in f"/{one}" for start in starts):
                raise UnreadableFile(f"{file} {said}", cure)


def pieces(sort: Sort, file: str, package: zipfile.ZipFile, info: zipfile.ZipInfo, total: int) -> Iterator[bytes]:
    """A part, piece by piece; `total` is how many bytes were unpacked before it."""
    size = 0
    with package.open(info) as source:
        while piece := source.read(PIECE):
            size += len(piece)
            if total + size > sort.most or (size > RATIO_FROM and size > HIGHEST_RATIO * max(1, info.compress_size)):
                raise UnreadableFile(f"{file} grows too large when it is unpacked ({info.filename[:SHOWN]}): more than {min(total + size, sort.most):,} bytes.", sort.smaller)
            yield piece
