"""JSON of others, read with care: a file in, plain values out (every number as its text), or `UnreadableFile` with a cure.

Refused are files that are too large, too deep or not JSON, a key that stands twice in one object, and numbers that are none (NaN). `text`,
`objects` and `mapping` take from a value what can be taken and never fail, whatever a file holds.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from ...graph.errors import UnreadableFile
from ..book import joined

LARGEST = 256 * 1024 * 1024
KEPT = 16 * 1024 * 1024
DEEPEST = 64
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
AGAIN = "Export it again from the tool that made it."


def content(path: Path) -> Any:
    """What a file holds: dict, list, str, bool or None, numbers as texts. The last small one is remembered, for several formats ask for it."""
    try:
        state = path.stat()
        if state.st_size > KEPT:
            return parsed(decoded(path), path.name)
        return remembered(path, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened.", "Give a file that is there and that you may read.") from error


@lru_cache(maxsize=1)
def remembered(path: Path, size: int, changed: int) -> Any:
    """What a small file holds; read again once it changed."""
    return parsed(decoded(path), path.name)


def lines(path: Path) -> Iterator[tuple[int, Any]]:
    """What each line of a file holds, with its number; empty lines are passed over."""
    try:
        for number, line in enumerate(decoded(path).split("\n"), 1):
            if line.strip():
                yield number, parsed(line, f"{path.name}, line {number},")
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened.", "Give a file that is there and that you may read.") from error


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 as its first bytes tell."""
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(f"{path.name} is larger than {LARGEST >> 20} MB.", "Export a part of it.")
    raw = path.read_bytes()
    try:
        text = raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path.name} is no text in UTF-8.", "Save it as UTF-8.") from error
    if raw.strip() and not text.strip():
        raise UnreadableFile(f"{path.name} holds nothing but the mark of an encoding.", "Export it again.")
    return text


def parsed(source: str, name: str) -> Any:
    """What a text in JSON holds; the name is that of its file, for messages."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
            raise UnreadableFile(f"{name} has “{text(twice)[:60]}” twice in one object.", f"Keep one of the two. {AGAIN}")
        return found

    def none(constant: str) -> NoReturn:
        raise UnreadableFile(f"{name} holds {constant}, which is no number.", f"Leave the value out. {AGAIN}")

    try:
        found = json.loads(source, object_pairs_hook=unique, parse_constant=none, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{name} is not JSON: line {error.lineno}, column {error.colno} cannot be read.", AGAIN) from error
    except RecursionError as error:
        raise UnreadableFile(f"{name} is nested too deeply.", AGAIN) from error
    if deeper(found, DEEPEST):
        raise UnreadableFile(f"{name} is nested more than {DEEPEST} levels deep.", AGAIN)
    return found


def deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects stand in one another more than some levels deep."""
    inside = [value]
    for _ in range(levels):
        inside = [part for one in inside if isinstance(one, dict | list) for part in (one.values() if isinstance(one, dict) else one)]
        if not inside:
            return False
    return any(isinstance(one, dict | list) for one in inside)


def text(value: Any) -> str:
    """A value as the text of a cell: several values with | between them, true and false as yes and no, '' for an object; without what cannot be
    written in a file of text."""
    if isinstance(value, str):
        return UNSEEN.sub("", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joined(dict.fromkeys(filter(None, (text(one) for one in value if not isinstance(one, list)))))
    return ""


def line(value: Any) -> str:
    """A value as a text in one line: a name, a key."""
    return " ".join(text(value).split())


def name(value: Any) -> str:
    """A value as a name that can stand in a cell of several: without |."""
    return line(text(value).replace("|", "/"))


def mapping(value: Any) -> Mapping[str, Any]:
    """The object that a value is, an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, without what is none; also those that are the values of an object."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in inside if isinstance(one, dict)]


def written(value: Any) -> bytes:
    """A value as the bytes of a file; the same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
