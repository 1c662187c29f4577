"""Writing a file whole or not at all: to a temporary file beside it, then a rename. Nothing is overwritten unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import UnreadableFile, UsageError


def write(path: Path, text: str | bytes, force: bool = False) -> None:
    """Writes UTF-8 with `\\n`; an existing file is refused without `force`."""
    ready(path, force)
    content = text.encode("utf-8") if isinstance(text, str) else text
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kuasa-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def ready(path: Path, force: bool = False) -> None:
    """Refuses a place where nothing can be written, before long work begins."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Give the name of a file.")
    if path.exists() and not force:
        raise UsageError(f"{path.name} exists.", "Give another name, or --force to replace it.")
    if not path.parent.is_dir():
        raise UnreadableFile(f"There is no folder {path.parent}.", "Make it first, or write somewhere else.")
    if not os.access(path.parent, os.W_OK):
        raise UnreadableFile(f"{path} cannot be written.", "Write somewhere else.")
