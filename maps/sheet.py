"""A target sheet on paper: a ``Sheet`` in, one self-contained HTML file or Markdown out as text.

Nothing comes out that the leak check has not read. The page has no script, reads on a phone and prints on A4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..graph.brief import Card, Line, Sheet
from ..graph.report import plain
from ..graph.wording import say
from . import safety
from .plain import page


def written(sheet: Sheet, as_page: bool, secrets: Iterable[str], lang: str = "en") -> str:
    """The sheet as a page or as Markdown; ``LeakError`` where it holds a secret."""
    text = render(sheet, lang) if as_page else markdown(sheet)
    bare = text.replace("\\", "")  # the signs of Markdown would hide a secret
    for read in {text, bare}:
        safety.check(read, secrets)
    return text


def render(sheet: Sheet, lang: str = "en") -> str:
    """The whole page."""
    return page("sheet.html", {"sheet": sheet, "say": say}, "sheet.css", lang=lang)


def markdown(sheet: Sheet) -> str:
    """The sheet in Markdown; nothing in a text is read as a sign of Markdown."""
    return "\n".join(_marked(sheet)) + "\n"


def _marked(sheet: Sheet) -> Iterator[str]:
    yield from (f"# {plain(sheet.title)}", "", plain(sheet.reader), "", f"*{plain(sheet.kind)} · {plain(sheet.conditions)}*", "", plain(say("sheet_introduction")))
    for part in sheet.parts:
        yield from ("", f"## {plain(part.heading)}", "")
        yield from map(_line, part.lines)
        for card in part.cards:
            yield from _card(card)
        if part.more:
            yield f"- {plain(say('sheet_more', n=part.more))}"
    if sheet.glossary:
        yield from ("", f"## {say('sheet_short_names')}", "", plain(" · ".join(f"{short}: {label}" for short, label in sheet.glossary)))
    for check in (False, True):
        cited = [one for one in sheet.sources if one.check is check]
        if cited:
            yield from ("", f"## {say('sheet_to_check' if check else 'sheet_sources')}", "")
            for one in cited:
                places = "; ".join(f"{letter + ') ' if letter else ''}{text}" for letter, text in one.places if text)
                address = f" · {one.address}" if one.address and one.title not in one.address else ""
                yield f"- {one.number}: {plain(one.title + (': ' + places if places else '') + address)}"


def _line(line: Line) -> str:
    lead = f"**{plain(line.lead)}{'' if line.lead.endswith('.') else ':'}** " if line.lead else ""
    return f"{'  ' * line.level}- {lead}{plain(line.text)}{_signs(line.marks, line.numbers)}"


def _card(card: Card) -> Iterator[str]:
    yield f"- **{plain(card.name)}**{_signs(card.marks, card.numbers)}"
    if card.verdict:
        yield f"  - **{plain(card.verdict_said)}**: {plain(card.why)}{_signs((), card.why_numbers)}"
    for heading, text in card.asks:
        yield f"  - {plain(heading)}: {plain(text)}"


def _signs(marks: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    """What the reader must know, and the numbers of the sources."""
    told = f" *({plain('; '.join(marks))})*" if marks else ""
    return told + (f" \\[{', '.join(numbers)}\\]" if numbers else "")
