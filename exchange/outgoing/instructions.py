"""The sheets of a workbook to fill in that are not read back: how to fill it in, and a small invented example; a language in, pages out."""

from __future__ import annotations

from ...graph.sheets import reviewed, said, sheets
from ...graph.wording import ENGLISH
from ..book import Book, Row
from ..files.writing import Heading, Page
from .filled import heading, names_of, shown

TOPICS = ("what", "sheets", "star", "lists", "dates", "several", "names", "plan", "source", "words", "people", "who", "review", "happens", "back")
EXAMPLE = Book(
    (
        Row("actors", {"name": "Riverside Weavers' Union", "short": "RWU", "kind": "organisation", "based_in": "Thailand", "source": "Weavers' yearbook"}),
        Row("actors", {"name": "Hill Farmers' Network", "short": "HFN", "kind": "network"}),
        Row("actors", {"name": "Ministry of Crafts", "kind": "ministry"}),
        Row("bodies", {"name": "Crafts Council", "kind": "council", "decision_rule": "consensus-in-practice"}),
        Row(
            "ties",
            {"from": "Riverside Weavers' Union", "tie_kind": "membership", "to": "HFN", "since": "2019", "status": "actual", "source": "Weavers' yearbook", "locator": "page 4"},
        ),
        Row("ties", {"from": "Ministry of Crafts", "tie_kind": "seat", "to": "Crafts Council", "since": "2024-05", "status": "actual", "assertion": "participants"}),
        Row(
            "ties",
            {"from": "Hill Farmers' Network", "tie_kind": "encounter", "to": "Ministry of Crafts", "since": "2027-Q1", "status": "planned", "sensitivity": "for-participants"},
        ),
        Row("sources", {"title": "Weavers' yearbook", "publisher": "Riverside Weavers' Union", "issued": "2025-03-01", "address": "https://example.org/yearbook"}),
    )
)
SHOWN = ("review", "id", "strength", "backward", "note", "because", "confidence", "retrieved")


def readme(lang: str) -> Page:
    """How to fill in the workbook; beside another language the English."""
    languages = [lang] if lang == ENGLISH else [lang, ENGLISH]
    topics = [*TOPICS[:1], *(() if reviewed(lang) else ("language",)), *TOPICS[1:]]
    rows: list[list[str]] = []
    for topic in topics:
        rows.append([said(f"fill_{topic}", lang), *(said(f"fill_{topic}_text", one) for one in languages)])
        if topic == "sheets":
            rows += [[layout.label(lang), *(f"{layout.label(one)}: {layout.note(one)}" if one != lang else layout.note(one) for one in languages)] for layout in sheets()]
    heads = [Heading(said("fill_topic", lang), width=26, strong=True), Heading(said("fill_text", lang), width=78)]
    if lang != ENGLISH:
        heads.append(Heading("English", width=66))
    return Page(said("sheet_readme", lang), tuple(heads), rows, lead=(said("fill_title", lang),), filtered=False)


def example(lang: str) -> Page:
    """A small invented story as it would stand in the sheets, all on one sheet: the name of a sheet, its headings, its rows."""
    rows: list[list[str]] = []
    looks: dict[int, str] = {}
    for layout in sheets():
        own = list(EXAMPLE.of(layout.key))
        if not own:
            continue
        keys = [column.key for column in layout.columns if column.key not in SHOWN and (column.required or any(row.get(column.key) for row in own))]
        looks |= {len(rows): "title", len(rows) + 1: "heading"}
        rows += [[layout.label(lang)], [heading(layout, key, lang).text for key in keys]]
        rows += [[shown(layout, key, row.get(key), lang, names_of(EXAMPLE, None)) for key in keys] for row in own]
        rows.append([])
    widest = max(len(row) for row in rows)
    headings = tuple(Heading("", width=26) for _ in range(widest))
    return Page(said("sheet_example", lang), headings, rows, lead=(said("sheet_example", lang), said("fill_example", lang)), filtered=False, looks=looks)
