"""Typefaces in the page: the texts of a view in, the ``@font-face`` rules they need out.

Only the scripts that occur are embedded, whole, as base64 woff2 (Noto Sans, OFL; see
``fonts/``). No font is ever asked for from elsewhere. Refused: nothing; a script without a file
here falls back to the reader's own fonts. Latin comes in two weights, every other script in one;
a browser joins only faces of the same weight into one family, hence two families.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

FAMILY = "Kuasa Noto"
SCRIPTS = "Kuasa Scripts"
FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Face:
    """One font file: which characters call for it and which it is then used for."""

    script: str
    file: str
    weight: str
    called_by: str
    used_for: str


_LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212"
_VIET = "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF9,U+20AB"
_EXT = "U+0100-0101,U+0104-010F,U+0112-0127,U+012A-0167,U+016A-019F,U+01A2-01AE,U+01B1-02BA"
FACES = (
    Face("latin", "latin-400.woff2", "100 500", "[A-Za-z]", _LATIN),
    Face("latin", "latin-600.woff2", "600 900", "[A-Za-z]", _LATIN),
    Face("vietnamese", "vietnamese-400.woff2", "100 500", "[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]", _VIET),
    Face("vietnamese", "vietnamese-600.woff2", "600 900", "[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]", _VIET),
    Face("latin-ext", "latin-ext-400.woff2", "100 900", "[ĀāĄ-ďĒ-ħĪ-ŧŪ-ƟƢ-Ʈ]", _EXT),
    Face("thai", "thai-500.woff2", "100 900", "[\u0e01-\u0e5b]", "U+0E01-0E5B,U+25CC"),
    Face("lao", "lao-500.woff2", "100 900", "[\u0e81-\u0edf]", "U+0E81-0EDF,U+25CC"),
    Face("myanmar", "myanmar-500.woff2", "100 900", "[\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]",
         "U+1000-109F,U+A9E0-A9FE,U+AA60-AA7F,U+25CC"),
    Face("khmer", "khmer-500.woff2", "100 900", "[\u1780-\u17ff\u19e0-\u19ff]",
         "U+1780-17FF,U+19E0-19FF,U+25CC"),
)  # fmt: skip


def needed(text: str) -> tuple[Face, ...]:
    """The faces that ``text`` calls for, in the order of ``FACES``; none for an empty text."""
    return tuple(face for face in FACES if re.search(face.called_by, text))


def rules(text: str) -> str:
    """``@font-face`` rules with the font files in them for all scripts in ``text``."""
    written = []
    for face in needed(text):
        family = SCRIPTS if face.weight == "100 900" else FAMILY
        data = base64.b64encode((FOLDER / face.file).read_bytes()).decode("ascii")
        written.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {face.weight}; '
            f"unicode-range: {face.used_for}; font-display: block; "
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }} /* {face.script} */'
        )
    return "\n".join(written)
