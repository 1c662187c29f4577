"""The leak check before a file is written: its whole text and what must not stand in it go in.

Nothing comes out; ``LeakError`` is raised when a secret stands in it in any writing (``graph.traces``), in any field
(``fields``), or the home directory, the user's or the machine's name, or a path of this file system. A check that fails to
run refuses as well. The message never repeats a secret.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from ..graph.errors import LeakError
from ..graph.traces import Read, readings
from ..graph.wording import wording
from .fields import FIXED, fields

SHORTEST = 4
NO_NAMES = frozenset({"root", "user", "localhost"})
_FOLDERS = ("home", "Users", "root", "tmp", "var/folders")
_DRIVES = ("Users", "Documents and Settings")
_BEGUN = ("file:/", *(f"/{folder}/" for folder in _FOLDERS), *_DRIVES)
_PATHS = re.compile(rf"(?<![\w./:%-])(?:file:/+|/(?:{'|'.join(_FOLDERS)})/[\w.-]+)|(?<!\w)[A-Za-z]:(?:\\{{1,2}}|/)(?:{'|'.join(_DRIVES)})\b")


def check(text: str, secrets: Iterable[str], shown: Iterable[str] = ()) -> None:
    """Raise ``LeakError`` when ``text`` holds one of ``secrets`` or a trace of this machine. A user or machine called like a word of
    the program or of ``shown`` is no trace: anybody's file would hold it."""
    try:
        _check(text, list(secrets), shown)
    except LeakError:
        raise
    except Exception as problem:
        raise LeakError(
            f"the check for leaks did not work ({type(problem).__name__}), so nothing was written",
            "tell the makers of the program what you asked for; until then write for the facilitator only",
        ) from problem


def _check(text: str, secrets: list[str], shown: Iterable[str]) -> None:
    found = fields(text)
    told = Read.from_fields(found.told)
    if told.found(secrets) or _beyond_ours(Read.from_fields(found.signs).found(secrets)):
        raise LeakError(
            "the page holds something this profile withholds (it is not repeated here)",
            "leave it out of the view, or choose the profile that may show it",
        )
    bare = FIXED.sub("", text)
    escaped = (one for part in (*found.told, *found.signs) if "\\" in part or "%" in part or "&" in part for one in readings(part))
    for read in (bare, "\n".join(escaped)):
        for home in _home():
            if re.search(rf"(?<![\w.-]){re.escape(home)}(?!\w)", read):
                raise LeakError(
                    "the page holds the path of your home directory",
                    "take the path out of the text that brought it in",
                )
        path = _PATHS.search(read) if any(sign in read for sign in _BEGUN) else None
        if path:
            raise LeakError(
                f"the page holds a path of a file system: {path.group()!r}",
                "take the path out of the text that brought it in",
            )
    names = {f" {name} ": (what, name) for what, name in _names()}
    for hit in sorted(told.found(names)):
        if _beyond_ours({hit}) and not Read.from_fields([*wording().values(), *shown]).found([hit]):
            what, name = names[hit]
            raise LeakError(
                f"the page holds the name of {what}: {name!r}",
                "take the word out of the text that brought it in, or write the file elsewhere",
            )


def _beyond_ours(hits: set[str]) -> set[str]:
    """Those that do not stand in the program's own pages, scripts and styles."""
    return hits - _ours().found(hits) if hits else hits


@cache
def _ours() -> Read:
    """The program's own pages, scripts and styles, with all their words as fields of their own too."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "templates").rglob("*.*"))]
    return Read.from_fields([*texts, *{word for text in texts for word in re.findall(r"[\w-]+", text)}])


def _home() -> list[str]:
    """The home directory, unless there is none or it is shared by everybody (``/``, ``/root``)."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return []
    return [home] if len(home) >= SHORTEST and home != "/root" else []


def _names() -> list[tuple[str, str]]:
    """Names of the user and the machine that are long enough to be told from common words."""
    import getpass
    import socket

    names = [("this machine", name) for name in _addresses(socket.gethostname(), socket.getfqdn)]
    with contextlib.suppress(KeyError, OSError, ImportError):  # nobody by name: nothing to leak
        names.append(("the user", getpass.getuser()))
    return sorted((w, n) for w, n in set(names) if len(n) >= SHORTEST and n.lower() not in NO_NAMES)


@cache
def _addresses(host: str, ask: Callable[[], str]) -> tuple[str, ...]:
    """The names of a machine; a network is asked for the longest one once, for that can take seconds."""
    return host, host.partition(".")[0], ask()
