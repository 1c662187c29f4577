"""A report: sections of items with what they mean, why they matter and what to do. Written as text or Markdown, or kept as rows.

The first `top` items of a section are written out, the rest is counted (0: all are written). The rows are always complete.
What is written goes by the ending of the file; an ending that promises something else is refused (`BadChoice`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import BadChoice
from .tables import Table
from .wording import wording

KINDS = {"": "lines", ".txt": "lines", ".html": "page", ".htm": "page", ".md": "markdown", ".csv": "csv", ".json": "json"}
SIGNS = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True)
class Item:
    """One line of a section: a name, what is said of it, what to do if that differs from item to item, and whether it is a gap."""

    name: str
    said: tuple[str, ...] = ()
    cure: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Section:
    """What was looked for, why it matters, what to do, and what was found, the most important first."""

    id: str
    heading: str
    meaning: str
    why: str
    cure: str
    items: tuple[Item, ...]

    def shown(self, top: int) -> tuple[Item, ...]:
        """The items that are written out."""
        return self.items[:top] if top else self.items

    def more(self, top: int) -> int:
        """How many items are left out."""
        return len(self.items) - len(self.shown(top))


@dataclass(frozen=True)
class Report:
    """Title, introduction, the conditions under which it holds, sections, one table beside them (or none), and all rows."""

    title: str
    introduction: str
    conditions: str
    sections: tuple[Section, ...]
    rows: Table
    grid: Table | None = None
    grid_heading: str = ""
    grid_note: str = ""
    top: int = 10


def kind(suffix: str, form: str = "table") -> str:
    """What to write to a file with this ending: `lines`, `page`, `markdown`, or rows as `csv` or `json`, which `form` asks for too.

    >>> kind(".HTML"), kind("", "csv")
    ('page', 'csv')
    """
    promised = KINDS.get(suffix.lower())
    if promised is None:
        raise BadChoice(f"This is not written as '{suffix}'.", f"Endings: {', '.join(filter(None, KINDS))}.")
    if form != "table" and suffix and promised != form:
        raise BadChoice(f"A file ending in '{suffix}' does not hold {form}.", f"Name it FILE.{form}, or leave out --format.")
    return promised if form == "table" else form


def told(report: Report) -> Iterator[str]:
    """The lines of a report on a terminal."""
    say = wording()
    yield from (report.title, report.conditions, report.introduction, "")
    for section in report.sections:
        yield f"{section.heading}: {len(section.items)}"
        yield from (f"  {text}" for text in (section.meaning, section.why) if text)
        for item in section.shown(report.top):
            yield f"  - {item.name}" + (f": {item.said[0]}" if len(item.said) == 1 else "")
            yield from (f"      {line}" for line in item.said if len(item.said) > 1)
            yield from [f"      {say['report_todo']} {item.cure}"] if item.cure else []
        if more := section.more(report.top):
            yield f"  ... {say['report_more'].format(n=more)} ({say['report_all']})"
        yield from [f"  {say['report_todo']} {section.cure}"] if section.cure and section.items else []
        yield ""
    if report.grid:
        yield from (report.grid_heading, report.grid_note, str(report.grid))


def markdown(report: Report) -> str:
    """The report in Markdown; nothing in a text is read as a sign of Markdown."""
    return "\n".join(_marked(report)) + "\n"


def plain(text: str) -> str:
    """A text in one line without meaning to Markdown.

    >>> plain("<b> a*b")
    '\\\\<b\\\\> a\\\\*b'
    """
    return SIGNS.sub(r"\\\1", " ".join(text.split()))


def _marked(report: Report) -> Iterator[str]:
    say = {name: plain(word) for name, word in wording().items()}
    yield from (f"# {plain(report.title)}", "", plain(report.introduction), "", f"*{plain(report.conditions)}*")
    for section in report.sections:
        yield from ("", f"## {plain(section.heading)}: {len(section.items)}", "")
        yield from (f"{plain(text)}\n" for text in (section.meaning, section.why) if text)
        for item in section.shown(report.top):
            yield f"- **{plain(item.name)}**" + (f": {plain(item.said[0])}" if len(item.said) == 1 else "")
            yield from (f"  - {plain(line)}" for line in item.said if len(item.said) > 1)
            yield from [f"  - {say['report_todo']} {plain(item.cure)}"] if item.cure else []
        if more := section.more(report.top):
            yield f"- ... {say['report_more'].format(n=more)}"
        yield from ("", f"{say['report_todo']} {plain(section.cure)}") if section.cure and section.items else ()
    if report.grid:
        yield from ("", f"## {plain(report.grid_heading)}", "", plain(report.grid_note), "")
        yield f"| {' | '.join(map(plain, report.grid.columns))} |"
        yield "|" + "---|" * len(report.grid.columns)
        yield from ("| " + " | ".join(plain(str(row[column])) for column in report.grid.columns) + " |" for row in report.grid.rows)
