"""A value of a cell → the text that somebody would write for it, and texts without what nobody sees.

Numbers lose their .0, days their midnight, truth is yes or no. Characters that steer a screen or turn the direction of writing are
taken out by `seen`, which also says whether there were any.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from ..files.tabs import Value

EXACT = 1e15
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]")


def text_of(value: Value) -> str:
    """The text of a value, '' for an empty cell.

    >>> text_of(12.0), text_of(0.1 + 0.2), text_of(dt.datetime(2024, 5, 9)), text_of(True), text_of(" A ")
    ('12', '0.3', '2024-05-09', 'yes', 'A')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def seen(text: str) -> tuple[str, bool]:
    """A text without characters that nobody sees, and whether there were any. Lines end in one way.

    >>> seen("SL\u202eOM\\r\\n")
    ('SLOM\\n', True)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    found = text if text.isascii() and text.isprintable() else UNSEEN.sub("", text)
    return found, found != text
