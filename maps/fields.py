"""What a finished file says, field by field: its text in; out come the texts that people or scripts read, and apart from them the
signs of the program (tags, keys, scripts, styles), in which common words stand for nothing.

Pages, pictures (SVG), JSON, and lines or rows are told apart by how they begin. Texts inside addresses of data are read as
files of their own. The vendored script, embedded fonts and hashes of scripts are the same for everybody and not read.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

DEPTH = 3
FIXED = re.compile(
    r'<script id="vis-network">.*?</script>|data:font/woff2;base64,[A-Za-z0-9+/=]+'
    r"|'sha256-[A-Za-z0-9+/=]+'",
    re.DOTALL,
)
_APART = re.compile(r"(<!--.*?-->|<(script|style)\b[^>]*>.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""(<[/!?]?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"</?([a-zA-Z]*)")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_JSON = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?|(-?\d[\d.eE+-]*)', re.DOTALL)
_CELLS = re.compile(r'[",;|\t\r\n]+')
_DATA = re.compile(r"""data:([\w./+-]*)((?:;[\w=.+-]+)*),([^\s"'<>)\\]*)""")
_BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/]{80,}={0,2}(?![\w+/=-])")
INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "tspan", "u", "wbr"})
SIGNS = frozenset(
    [
        "class",
        "role",
        "scope",
        "type",
        "for",
        "aria-controls",
        "aria-labelledby",
        "aria-describedby",
        "aria-live",
        "aria-hidden",
        "aria-pressed",
        "aria-selected",
        "aria-expanded",
        "tabindex",
        "rel",
        "lang",
        "dir",
        "http-equiv",
        "charset",
        "name",
        "id",
        "colspan",
        "rowspan",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "dx",
        "dy",
        "width",
        "height",
        "viewbox",
        "transform",
        "fill",
        "stroke",
        "points",
        "data-w",
        "data-close",
        "data-view",
        "data-sort",
    ]
)


@dataclass
class Fields:
    """The texts that the file tells, and the signs of the program around them."""

    told: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


def fields(text: str, depth: int = 0) -> Fields:
    """The fields of a file."""
    found = Fields()
    bare = FIXED.sub("", text)
    start = bare.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        _markup(bare, found)
    elif start in ("{", "["):
        _json(bare, found)
    else:
        found.told += [bare, *_CELLS.split(bare)]
    if depth < DEPTH:
        for inner in _inside(bare):
            within = fields(inner, depth + 1)
            found.told += within.told
            found.signs += within.signs
    return found


def _markup(text: str, found: Fields) -> None:
    plain = []
    parts = _APART.split(text)
    for i in range(0, len(parts), 3):
        plain.append(parts[i])
        if i + 1 < len(parts):
            head, _, body = parts[i + 1].partition(">")
            if "json" in head:
                _json(body.rpartition("<")[0], found)
                found.signs.append(head)
            else:
                found.signs.append(parts[i + 1])
    line: list[str] = []
    for i, piece in enumerate(_TAG.split("<br>".join(plain))):
        if not i % 2:
            line.append(piece)
            continue
        name = _NAME.match(piece)
        if not name or name[1].lower() not in INLINE:
            found.told.append(" ".join(line))
            line = []
        elif name[1].lower() == "wbr":
            line = ["".join([*line, "\u200b"])]
        if "=" in piece:
            for key, double, single, unquoted in _ATTRIBUTE.findall(piece):
                (found.signs if key.lower() in SIGNS else found.told).append(double or single or unquoted)
        found.signs.append(piece)
    found.told.append(" ".join(line))
    found.told[:] = [one for one in dict.fromkeys(found.told) if one and not one.isspace()]
    found.signs[:] = dict.fromkeys(found.signs)


def _json(text: str, found: Fields) -> None:
    told: dict[str, None] = {}
    keys: dict[str, None] = {}
    for string, key, number in _JSON.findall(text):
        (keys if key else told)[string or number] = None
    found.told += told
    found.signs += keys


def _inside(text: str) -> Iterator[str]:
    """The texts that stand in a file in the form of data."""
    for kind, options, content in _DATA.findall(text):
        if ";base64" not in options and "image/png" not in kind:
            yield unquote_to_bytes(content).decode("utf-8", "replace")
    for content in _BASE64.findall(text) + [content for _, options, content in _DATA.findall(text) if ";base64" in options]:
        with contextlib.suppress(binascii.Error, UnicodeDecodeError):  # a picture or a font
            yield _unpacked(base64.b64decode(re.sub("%3D", "=", content, flags=re.IGNORECASE) + "==")).decode("utf-8")


def _unpacked(content: bytes) -> bytes:
    for magic, unpack in ((b"\x1f\x8b", gzip.decompress), (b"\x78", zlib.decompress)):
        if content.startswith(magic):
            with contextlib.suppress(OSError, EOFError, zlib.error):  # it only looks packed
                return unpack(content)
    return content
