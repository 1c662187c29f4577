"""A folder written whole or not at all: names and contents in, a folder that introduces itself in `kuasa.txt` out.

It is written beside its place and renamed at the end. Refused: a place that exists, without `force`; with it whatever is not an
empty folder or one of ours with nothing but ours in it: `kuasa.txt` lists every file with its hash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..graph.errors import UnreadableFile, UsageError

MARKER = "kuasa.txt"
FIRST = "A folder made by kuasa map --static"


def ready(folder: Path, force: bool = False) -> None:
    """Refuses a place where the folder must not or cannot be written, before long work begins."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder.name} exists and is no folder.", "Give the name of a new folder.")
    if folder.is_dir() and not force:
        raise UsageError(f"The folder {folder.name} exists.", "Give another name, or --force to replace a folder that kuasa made.")
    if folder.is_dir() and (strange := foreign(folder)):
        raise UsageError(f"The folder {folder.name} holds what kuasa did not put there: {strange}.", "Move that away, or give another name.")
    if not folder.parent.is_dir():
        raise UnreadableFile(f"There is no folder {folder.parent}.", "Make it first, or write somewhere else.")
    if not os.access(folder.parent, os.W_OK):
        raise UnreadableFile(f"{folder} cannot be written.", "Write somewhere else.")


def foreign(folder: Path) -> str:
    """The first thing in a folder that is not ours, or ''."""
    marker = folder / MARKER
    lines = marker.read_text(encoding="utf-8", errors="replace").splitlines() if marker.is_file() and not marker.is_symlink() else []
    ours = {MARKER} | ({line.partition("  ")[2] for line in lines[1:]} if lines[:1] == [FIRST] else set())
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    if found and lines[:1] != [FIRST]:
        return found[0]
    return next((name for name in found if name not in ours), "")


def listed(files: Iterable[tuple[str, bytes]], note: str) -> str:
    """The text of `kuasa.txt`: what the folder is, and the hash of every file."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files)]
    return "\n".join([FIRST, note, "", *lines]) + "\n"


def written(folder: Path, files: Iterable[tuple[str, bytes]], force: bool = False) -> None:
    """Writes the files; either all of them stand there in the end, or the place is as it was."""
    ready(folder, force)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".kuasa-"))
    try:
        for name, content in files:
            place = new / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o777 & ~mask)
        exchanged(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def exchanged(new: Path, folder: Path) -> None:
    """Puts a finished folder in its place; what stood there goes last."""
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".kuasa-")) / "old"
    try:
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
