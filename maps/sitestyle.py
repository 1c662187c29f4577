"""The style sheet of a folder of pages: kinds of things and the texts of its pages in; the sheet, and the fonts of the scripts that
occur in them by their file names, out. Nothing is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import typefaces
from .colours import variables
from .plain import FOLDER
from .view import Kind


def style(kinds: Sequence[Kind], texts: str) -> tuple[str, dict[str, bytes]]:
    """The style sheet of all pages, and the fonts of the scripts that occur, by their files."""
    found = typefaces.needed(texts)
    files = {face.file: (typefaces.FOLDER / face.file).read_bytes() for face in found}
    return sheet(kinds, found, "fonts/"), files | {"OFL.txt": (typefaces.FOLDER / "OFL.txt").read_bytes()}


def sheet(kinds: Sequence[Kind], found: Iterable[typefaces.Face], place: str) -> str:
    """The style sheet with typefaces from a place, for kinds of things in their order."""
    tones = [kind.colour for kind in kinds]
    faces = [
        f'@font-face {{ font-family: "{typefaces.SCRIPTS if face.weight == "100 900" else typefaces.FAMILY}"; font-weight: {face.weight}; '
        f'unicode-range: {face.used_for}; font-display: swap; src: url("{place}{face.file}") format("woff2"); }}'
        for face in found
    ]
    light, dark, strong = (variables(tones, [], theme) for theme in ("light", "dark", "contrast"))
    themes = [
        f":root {{ {light} }}",
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
        f"@media (prefers-contrast: more) and (prefers-color-scheme: light) {{ :root {{ {strong} }} }}",
        f"@media print {{ :root {{ {light} }} }}",
        *(f".k{n} {{ fill: var(--k{n}); }}" for n in range(len(kinds))),
    ]
    own = [(FOLDER / name).read_text(encoding="utf-8") for name in ("plain.css", "site/site.css")]
    return "\n".join([*faces, *themes, *own])
