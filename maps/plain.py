"""A page without script: a template, what it shows and its style sheets in, one self-contained HTML file out as text.

It asks for nothing and allows itself only its own style (by hash) and the fonts of the scripts that occur in it. The same
view gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import typefaces

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]|(?<=[\u0300-\u036f]{6})[\u0300-\u036f]+")
FOLDER = Path(__file__).parent / "templates"


def page(template: str, view: Mapping[str, Any], *styles: str, lang: str = "en") -> str:
    """The whole page; everything in `view` is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    found = environment.get_template(template)
    bare = found.render(**view, style="", policy="", lang=lang)
    style = "\n".join(["", typefaces.rules(bare), *((FOLDER / name).read_text(encoding="utf-8") for name in ("plain.css", *styles))])
    return calm(found.render(**view, style=style, policy=policy(style), lang=lang))


def calm(text: str) -> str:
    """A page without the signs by which a name would turn the rest of its line around, or cover it with piled-up marks. No
    language needs them: letters that run from the right do so by themselves.

    >>> calm("a\\u202eb")
    'ab'
    """
    return TURNING.sub("", text)


def policy(style: str) -> str:
    """The content security policy that allows exactly this style, the fonts in it and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
