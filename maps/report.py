"""A report as it is written: a ``Report`` in, text out; as one self-contained HTML page, Markdown, lines or rows.

Nothing comes out that the leak check has not read. The page reads on a phone and prints on A4.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..graph import tables
from ..graph.report import Report, markdown, told
from ..graph.wording import wording
from . import safety
from .plain import page


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
    return page("report.html", {"report": report, "say": wording()}, "report.css", lang=lang)
