"""Answers as workbooks for people: a table of any question, routes, the matrix of states and texts; the file's bytes out.

Title, day, lens, filters and audience stand above the headings, each part has a sheet, the sources one of their own. Numbers are numbers,
dates stay as they are stated; no scores. What was withheld from the audience is not in the answers that come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...graph.facts import ISSUED, PUBLISHER, TITLE, Facts
from ...graph.ratifications import SIGNS, Cell, year
from ...graph.ratifications import table as pairs
from ...graph.tables import Table, width
from ...graph.vocabulary import K
from ...graph.wording import mark, wording
from ..files.writing import Heading, Page, Value, workbook

if TYPE_CHECKING:
    from ...graph.analysis.influence import Answer
    from ...graph.things import Path

NARROWEST, WIDEST = 9, 56
LOOKED_AT = 400  # rows that tell how wide a column has to be
SOURCE_COLUMNS = ("source", "sources", "proof", "asked_source", "source_title")
NOT_FOR_PEOPLE = frozenset({"score"})
NOTHING = "No record. That does not mean that there is none."
FILLS = dict(zip(SIGNS, ("A9D8B8", "D5EEDC", "FFF2CC", "F4C7C3", "FCE0CC", "E7E6E6", "DCE9F7", "EFEFEF", "F7F7F7"), strict=True))
MARKED = {"*": "recalled", "½": "for a part of the state only", "!": "a ratification is reported or planned"}


def table_book(title: str, table: Table, conditions: Sequence[str] = (), facts: Facts | None = None) -> bytes:
    """A table as a file; with the facts behind it the sources that it names stand in a sheet of their own."""
    return parts_book(title, {"Answer": table}, conditions, facts)


def parts_book(title: str, parts: Mapping[str, Table], conditions: Sequence[str] = (), facts: Facts | None = None) -> bytes:
    """Several tables as one file, each on the sheet of its name."""
    pages = [table_page(name, table, (title if n == 0 else f"{title}: {name}", *conditions)) for n, (name, table) in enumerate(parts.items())]
    return workbook([*pages, *sources_pages(facts, parts.values())])


def paths_book(title: str, facts: Facts, answer: Answer, conditions: Sequence[str] = ()) -> bytes:
    """Routes in words, their steps, their sources. Without a route the reason stands above the headings."""
    from ...graph import telling

    none = () if answer.routes else tuple(telling.no_route(answer).splitlines())
    above = (title, telling.conditions(answer.question), *conditions, *none)
    headings = (Heading("Route", width=9), Heading("How sure", width=26), Heading("By", width=40, strong=True), Heading("In words", width=90), Heading("To know", width=50))
    rows = [route_row(facts, answer, number, path) for number, path in enumerate((*answer.routes, *answer.aims), 1)]
    steps = telling.hop_table(answer)
    pages = [Page("Routes", headings, rows, lead=(*above, wording()["heuristic"]), frozen=1, filtered=False), table_page("Steps", steps, (f"{title}: steps", *above[1:]))]
    return workbook([*pages, *sources_pages(facts, [steps])])


def route_row(facts: Facts, answer: Answer, number: int, path: Path) -> list[Value]:
    """A route: its number or that it is an aim, how sure it is, its names, its sentences, what the reader must know."""
    from ...graph import telling

    sentences = [
        f"{place}. {hop.sentence}"
        + (f" [{'; '.join(mark(word) for word in hop.marks)}]" if hop.marks else "")
        + "".join(f"\n    {telling.proof(known)}" for known in hop.evidence[:1])
        for place, hop in enumerate(path.hops, 1)
    ]
    alike = [f"{wording()['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}"] if path.alike else []
    to_know = [*alike, *telling.notes(facts, path, answer.question.moment.on)]
    sure = wording()["aims"] if path.stated_aim else wording()["band_" + path.band]
    return ["aim" if path.stated_aim else number, sure, telling.route_title(path), "\n".join(sentences), "\n".join(to_know)]


def matrix_book(title: str, cells: Sequence[Cell], conditions: Sequence[str] = (), facts: Facts | None = None) -> bytes:
    """States by texts, the status in words with its year and on a ground of its own; what these mean; every pair with its source."""
    texts = dict.fromkeys((cell.code, cell.title) for cell in cells)
    states = dict.fromkeys(cell.state for cell in cells)
    told = {(cell.state, cell.code): f"{cell.standing.status}\n{year(cell.standing)}".strip() for cell in cells}
    fills = {told[cell.state, cell.code]: FILLS[cell.standing.status] for cell in cells}
    rows: list[list[Value]] = [[state, *(told.get((state, code), "") for code, _ in texts)] for state in states]
    headings = (Heading("State", width=22, strong=True), *(Heading(code, note=name, width=14) for code, name in texts))
    grid = Page("Matrix", headings, rows, lead=(title, *conditions), frozen=1, fills=fills, filtered=False)
    often = Counter(cell.standing.status for cell in cells)
    counted: list[list[Value]] = [[status, often[status], meaning(status)] for status in SIGNS if often[status]]
    signs: list[list[Value]] = [[sign, None, text] for sign, text in MARKED.items() if any(sign in text_of for text_of in told.values())]
    legend = Page("What it means", (Heading("In the matrix", width=26), Heading("Pairs", width=10), Heading("Meaning", width=80)), [*counted, *signs], fills=FILLS, filtered=False)
    every = pairs(cells)
    return workbook([grid, legend, table_page("Every pair", every, (f"{title}: every pair", *conditions)), *sources_pages(facts, [every])])


def meaning(status: str) -> str:
    """What the year under a status is."""
    years = {"denounced": "year of the denunciation", "not ratified": "year to which it is proved", "signed": "year of the signature", "no record": "that does not mean no"}
    return years.get(status, "year of the ratification" if status in ("in force", "ratified") else "")


def table_page(name: str, table: Table, lead: Sequence[str]) -> Page:
    """A table as a page: headings in words, columns as wide as what they hold, empty ones hidden; without rows that is said."""
    columns = [column for column in table.columns if column not in NOT_FOR_PEOPLE]
    rows = [[value_of(row.get(column)) for column in columns] for row in table.rows]
    headings = [heading_of(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    return Page(name, tuple(headings), rows, lead=(*lead, *(() if rows else (NOTHING,))), frozen=1)


def heading_of(column: str, values: Sequence[Value]) -> Heading:
    """The head of a column of a table."""
    text = column.replace("_", " ").strip()
    longest = max((width(line) for value in values[:LOOKED_AT] if value is not None for line in str(value).split("\n")), default=0)
    empty = bool(values) and all(value is None or value == "" for value in values)
    return Heading(text[:1].upper() + text[1:], width=max(NARROWEST, len(text) + 4, min(WIDEST, longest + 2)), hidden=empty)


def value_of(value: Any) -> Value:
    """A value as a cell holds it for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def sources_pages(facts: Facts | None, tables: Iterable[Table]) -> list[Page]:
    """The sources that tables name, in the order of their titles, with what is known of them; no page where none is named."""
    cells = {str(value) for table in tables for row in table.rows for column in SOURCE_COLUMNS if (value := row.get(column))}
    if facts is None or not cells:
        return []
    by_title = {title: source for source in facts.subjects("Source") if (title := facts.one(source, TITLE))}
    named = {title for text in cells for title in ([text] if text in by_title else titles(text, by_title))}
    keys = (TITLE, PUBLISHER, ISSUED, K + "address")
    rows: list[list[Value]] = [[facts.one(by_title[title], key) for key in keys] for title in sorted(named, key=lambda title: (title.casefold(), title))]
    headings = (Heading("Title", width=56, strong=True), Heading("Publisher", width=32), Heading("Issued", width=12), Heading("Address", width=60, link=True))
    return [Page("Sources", headings, rows)] if rows else []


def titles(text: str, by_title: Mapping[str, str]) -> list[str]:
    """The titles in a cell that names several sources, with or without the place in each."""
    return [part for piece in text.split("; ") for part in (piece, piece.partition(" (")[0]) if part in by_title]
