"""Letters to jump to in a list of things: things with a page in, by the first letter of their names, out. Nothing is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ..graph.lookup import fold
from .site import Entry


def jumps(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Things by the first letter of their names, in order; what begins with no letter stands under #."""
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(letter(one.label), []).append(one)
    return sorted(found.items(), key=lambda item: (item[0] == "#", item[0]))


def letter(name: str) -> str:
    """The letter under which a name is looked for.

    >>> letter("Ấn Độ"), letter("2nd Forum"), letter("ไทย")
    ('A', '#', 'ไ')
    """
    first = next((sign for sign in fold(name) if unicodedata.category(sign).startswith("L")), "#") if not name[:1].isdigit() else "#"
    return first.upper()
