"""A report as one page: a ``Report`` in, one self-contained HTML file out as text.

The page has no script at all, asks for nothing and allows itself only its own style (by hash). It reads on a phone and prints
on A4. The same report gives the same bytes. Fonts of the scripts that occur are in it.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from ..graph.report import Report
from . import typefaces

FOLDER = Path(__file__).parent / "templates"


def render(report: Report, lang: str = "en") -> str:
    """The whole page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    template = environment.get_template("report.html")
    bare = template.render(report=report, style="", policy="", lang=lang)
    style = f"\n{typefaces.rules(bare)}\n{(FOLDER / 'report.css').read_text(encoding='utf-8')}"
    return template.render(report=report, style=style, policy=policy(style), lang=lang)


def policy(style: str) -> str:
    """The content security policy that allows exactly this style, the fonts in it and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
