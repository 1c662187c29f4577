"""What was worked out from the embedded text, kept between runs: only the embedded knowledge, never a file of others.

A kept value lies in the user's cache folder in the form in which Python keeps its compiled modules (marshal: plain values,
no code), sealed by its own hash and named by a hash of the text and the program that made it. It can be thrown away at any time; where none can be kept,
all is worked out anew. `KUASA_CACHE=off` keeps nothing.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from .errors import KuasaError
from .vocabulary import ROOT

SEAL = 32
FOLDERS = ("data", "graph", "ontology")


def loaded(content: bytes) -> Any:
    """What was kept. Nothing in it is garbage, so the collector need not run meanwhile."""
    running = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(content)
    finally:
        if running:
            gc.enable()


@cache
def fingerprint() -> str:
    """A hash of name, size and time of every file that the embedded knowledge is made of and with."""
    found = hashlib.sha256(sys.version.encode())
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".ttl", ".py"):
                stat = path.stat()
                found.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()[:24]


def shared(value: Any) -> Any:
    """The same value in which what is equal is one object, lists are tuples: a third of the size, read in half the time.

    >>> shared({"a": [("b", ""), ("b", "")]})
    {'a': (('b', ''), ('b', ''))}
    >>> first, second = shared([("b", ""), ("b", "")])
    >>> first is second
    True
    """
    seen: dict[Any, Any] = {}

    def one(part: Any) -> Any:
        if isinstance(part, dict):
            return {one(key): one(found) for key, found in part.items()}
        if isinstance(part, list | tuple):
            part = tuple([one(item) for item in part])
        elif not isinstance(part, str):
            return part
        try:
            return seen.setdefault(part, part)
        except TypeError:  # it holds a dictionary
            return part

    return one(value)


def kept(name: str, make: Callable[[], Any]) -> Any:
    """The value of a name (dictionaries, tuples, sets, text, numbers), from the cache or made now and kept for the next run.

    A list comes back as a tuple.
    """
    if os.environ.get("KUASA_CACHE") == "off":
        return shared(make())
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("kuasa", appauthor=False))
    path = folder / f"{name}-{fingerprint()}.kept"
    try:
        found = path.read_bytes()
    except OSError:
        found = b""
    if found and hashlib.sha256(found[SEAL:]).digest() == found[:SEAL]:
        return loaded(found[SEAL:])
    value = shared(make())
    with contextlib.suppress(OSError, KuasaError):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}-*.kept"):
            old.unlink(missing_ok=True)
        from .output import write

        content = marshal.dumps(value)
        write(path, hashlib.sha256(content).digest() + content, force=True)
    return value
