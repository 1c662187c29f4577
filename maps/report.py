"""A report as it is written: a ``Report`` in, text out; as one self-contained HTML page, Markdown, lines or rows.

Nothing comes out that the leak check has not read. The page has no script at all, asks for nothing and allows itself only its own style (by hash). It reads on a phone and prints
on A4. The same report gives the same bytes. Fonts of the scripts that occur are in it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from ..graph import tables
from ..graph.report import Report, markdown, told
from ..graph.wording import wording
from . import safety, typefaces

FOLDER = Path(__file__).parent / "templates"


def written(report: Report, kind: str, secrets: Iterable[str], lang: str = "en") -> str:
    """The report as ``page``, ``markdown``, ``lines``, ``csv`` or ``json``; ``LeakError`` where it holds a secret."""
    rows = tables.render(report.rows, kind) if kind in ("csv", "json") else ""
    lines = rows or "\n".join(told(report)) + "\n"
    text = render(report, lang) if kind == "page" else markdown(report) if kind == "markdown" else lines
    for read in {lines, text}:  # the signs of Markdown would hide a secret
        safety.check(read, secrets)
    return text


def render(report: Report, lang: str = "en") -> str:
    """The whole page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    template = environment.get_template("report.html")
    bare = template.render(report=report, style="", policy="", lang=lang, say=wording())
    style = f"\n{typefaces.rules(bare)}\n{(FOLDER / 'report.css').read_text(encoding='utf-8')}"
    return template.render(report=report, style=style, policy=policy(style), lang=lang, say=wording())


def policy(style: str) -> str:
    """The content security policy that allows exactly this style, the fonts in it and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
