"""A book → pages of the workbook of data stewards: sheets and headings in a language, drop-downs, notes, rows, and rows to fill.

Codes of a settled book become the words that people choose from, references the names of what they mean where no other thing has the
same name. What a row holds beyond the columns of its sheet gets a column of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from ...graph.facts import word_facts
from ...graph.kinds import kinds
from ...graph.knowledge import Knowledge
from ...graph.sheets import CHOSEN, LANGUAGE, REFERENCES, Column, Sheet, said, sheets, word
from ...graph.vocabulary import K, expand
from ...graph.wording import ENGLISH
from ..book import COVER, Book, Row, joined
from ..files.writing import Heading, Page, workbook

WIDTHS = {"text": 44, "texts": 26, "name": 38, "date": 13, "dates": 16, "number": 11, "truth": 10, "address": 34, "code": 18, "codes": 24, "class": 22}
WIDE, NARROW = 30, 22
REQUIRED = " *"
TRUTH = ("yes", "no")
FROZEN = 3
PRINTED = 20  # empty rows that are printed


def workbook_of(book: Book, lang: str = ENGLISH, knowledge: Knowledge | None = None) -> bytes:
    """A book as a file for people: its cover, and each sheet that has rows; names of the knowledge stand for addresses."""
    pages = [page for layout in sheets() if (page := sheet_page(layout, book, lang, names_of(book, knowledge), room=0)).rows]
    return workbook([*([cover_page(book, lang)] if book.cover else []), *pages])


def cover_page(book: Book, lang: str) -> Page:
    """The sheet about the workbook: a question a row, the answer beside it."""
    headings = (Heading(said("fill_asked", lang), width=24, strong=True), Heading(said("fill_answer", lang), width=44), Heading(said("fill_note", lang), width=70))
    rows = [(said(f"cover_{key}", lang), book.cover.get(key, ""), said(f"fill_cover_{key}", lang)) for key in COVER]
    return Page(said("sheet_about", lang), headings, rows, room=len(rows), filtered=False)


def sheet_page(layout: Sheet, book: Book, lang: str, named: Callable[[str], str], room: int, first: int = 1, started: Mapping[str, str] | None = None) -> Page:
    """A sheet with its rows, then rows to fill up to `room`: their ids begin with the number `first`, and `started` is what they hold already."""
    rows = list(book.of(layout.key))
    keys = keys_of(layout, rows)
    headings = [heading(layout, key, lang, review=any(row.get("id").startswith("i:") for row in rows), grouped=bool(room)) for key in keys]
    filled = [[shown(layout, key, row.get(key), lang, named) for key in keys] for row in rows]
    begun = {key: shown(layout, key, text, lang, named) for key, text in (started or {}).items()}
    letter = id_letters()[layout.key]
    empty = [[f"{letter}{number}" if key == "id" else begun.get(key, "") for key in keys] for number in range(first, first + max(0, room - len(filled)))]
    return Page(
        layout.label(lang),
        tuple(headings),
        [*filled, *empty],
        room=max(room, len(filled)) if room else 0,
        frozen=min(FROZEN, len(keys)),
        printed=len(filled) + PRINTED if room else 0,
    )


def keys_of(layout: Sheet, rows: Sequence[Row]) -> list[str]:
    """The columns of a sheet, names in other languages after the name, then whatever else its rows hold."""
    used = {key for row in rows for key in row.cells}
    found = []
    for column in layout.columns:
        found += [column.key, *sorted(key for key in used if key.startswith(column.key + LANGUAGE))]
    return [*found, *sorted(used - set(found))]


def heading(layout: Sheet, key: str, lang: str, review: bool = True, grouped: bool = False) -> Heading:
    """The head of a column; a key that the sheet does not have is its own heading."""
    column = layout.column(key)
    if column is None:
        return Heading(key, width=24)
    required = column.required and LANGUAGE not in key
    text = f"{column.label(lang)}{LANGUAGE}{key.partition(LANGUAGE)[2]}" if LANGUAGE in key else column.label(lang)
    notes = [column.note(lang)] if lang == ENGLISH else [column.note(lang), f"{column.label()}: {column.note()}"]
    return Heading(
        text + (REQUIRED if required else ""),
        note="\n\n".join(dict.fromkeys(notes)),
        width=NARROW if LANGUAGE in key else WIDTHS.get(column.holds, WIDE),
        choices=TRUTH if column.holds == "truth" else tuple(dict.fromkeys(word(column, code, lang) for code in layout.choices(column))),
        hidden=column.key == "id" or (column.key == "review" and not review),
        free=column.several,
        offers=offered(layout, column, lang) if grouped else None,
        link=column.key == "address" and layout.key == "sources",
        strong=column.holds == "name",
        asked=required,
        numeric=column.holds == "number",
    )


def offered(layout: Sheet, column: Column, lang: str) -> tuple[str, str] | None:
    """The sheet and heading whose names a column offers: where most kinds of ties, or its own kind, allow the thing in its cells."""
    by_key = {one.key: one for one in sheets()}
    if column.holds == "source":
        return by_key["sources"].label(lang), heading_of(by_key["sources"], "title", lang)
    if column.holds not in REFERENCES:
        return None
    facts = word_facts()
    end = K + ("toClass" if column.outward and (column.tie_kind or column.key == "to") else "fromClass")
    allowed = Counter(name for kind in ([column.tie_kind] if column.tie_kind else kinds()) for name in facts.all(kind, end))
    if column.key == "part_of":
        allowed = Counter(layout.classes)
    elif column.key == "said_at":
        allowed = Counter([K + "Event"])
    for name, _ in allowed.most_common():
        for one in sheets():
            if name in one.classes and one.column("name"):
                return one.label(lang), heading_of(one, "name", lang)
    return None


def heading_of(layout: Sheet, key: str, lang: str) -> str:
    """The text of a heading."""
    return heading(layout, key, lang).text if layout.column(key) else key


def shown(layout: Sheet, key: str, text: str, lang: str, named: Callable[[str], str]) -> str:
    """The text of a settled cell for people."""
    column = layout.column(key)
    if not text or column is None:
        return text
    parts = text.split("|") if column.several else [text]
    if column.holds in CHOSEN:
        parts = [word(column, part, lang) for part in parts]
    elif column.holds in REFERENCES or column.holds == "source":
        parts = [named(part) for part in parts]
    return joined(parts).replace("|", " | ") if column.several else parts[0]


def names_of(book: Book, knowledge: Knowledge | None) -> Callable[[str], str]:
    """What people read for `i:slug`: the name of that thing if nothing else has it, else the address as it is."""
    own = {row.get("id"): row.get("name") or row.get("title") for row in book.rows if row.get("name") or row.get("title")}
    found = dict(own)
    if knowledge is not None:
        facts = knowledge.facts
        for part in {part for row in book.rows for part in references(row)} - own.keys():
            iri = expand(part) if part.startswith("i:") else None
            if iri and iri in facts.terms:
                found[part] = facts.label(iri)
    often = Counter(found.values())
    if knowledge is not None:
        from ...graph.lookup import meant

        clear = {part: text for part, text in found.items() if often[text] == 1 and ("|" not in text) and meant(knowledge.facts, text) in ((), (expand(part),))}
    else:
        clear = {part: text for part, text in found.items() if often[text] == 1 and "|" not in text}
    return partial(name_of, clear)


def name_of(clear: Mapping[str, str], part: str) -> str:
    """The name that stands for an address."""
    return clear.get(part.strip(), part)


def references(row: Row) -> Iterable[str]:
    """The addresses that a row refers to."""
    return (part.strip() for key, text in row.cells.items() if key != "id" and "i:" in text for part in text.split("|"))


def id_letters() -> dict[str, str]:
    """The letters with which the ids of a sheet's rows begin: as few as tell the sheets apart."""
    found: dict[str, str] = {}
    for layout in sheets():
        size = next(size for size in range(1, len(layout.key) + 1) if layout.key[:size] not in found.values())
        found[layout.key] = layout.key[:size]
    return found
