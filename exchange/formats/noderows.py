"""Nodes and edges of a tool's file → rows of a book.

Texts come by their heading. Those of our columns, by key or English heading, go to their cells; those of none, and classes that we do not know,
go to the row's note, so that nothing is lost unsaid. Of a file that is not ours an end is named by its label; two things that
share one are told apart by their type or key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from ...graph.sheets import CHOSEN, Column, Sheet, code_of, sheet, text_of
from ...graph.vocabulary import kebab
from ..book import Book, Row, joined, split
from .headings import COLUMN as COLUMN
from .headings import SHEET as SHEET
from .headings import heading as heading
from .headings import known_name, plain, tie_synonyms
from .nodes import MINTED, TIES, Edge, Node, thing_sheets, tie_columns

NAMED = "only named"
TRUTH = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Said:
    """What a file says of a node or an edge: its key, its label and type, the key of its sheet ('' if it does not say, `NAMED` for what is only
    named), its texts by heading, the column that makes an edge and its ends, and where it stands: file, sheet there,
    number, and the letters of its columns by heading or key."""

    key: str
    label: str
    kind: str
    sheet: str
    texts: Mapping[str, str]
    column: str = ""
    source: str = ""
    target: str = ""
    file: str = ""
    tab: str = ""
    number: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)

    def row(self, key: str, cells: Mapping[str, str]) -> Row:
        """A row of a sheet, where it stands."""
        return Row(key, cells, self.file, self.tab, self.number, {known_name(heading) or heading: letters for heading, letters in self.letters.items()})


def shown_sheet(key: str) -> str:
    """The text for the sheet of a node."""
    return sheet(key).label() if key else NAMED


@cache
def sheet_keys() -> dict[str, str]:
    """The keys of sheets by every text that stands for them."""
    found = {text.casefold(): one.key for one in thing_sheets().values() for text in (one.key, one.label())}
    return found | {NAMED: NAMED}


@cache
def class_columns() -> dict[str, Column]:
    """The columns of classes, by the sheet that has one."""
    return {key: column for key, one in thing_sheets().items() if (column := one.column("kind"))}


def classed(kind: str, said: str) -> tuple[str, str]:
    """The sheet of a thing and its class in kebab-case, from the texts for both; the class is '' where the sheet has none or it is not known."""
    stated = sheet_keys().get(said.strip().casefold(), "")
    places = [stated, *thing_sheets()] if stated in thing_sheets() else list(thing_sheets())
    for key in places:
        column, usual = class_columns().get(key), thing_sheets()[key].usual
        code = code_of(column, kind) if column else ""
        if column and code and code in thing_sheets()[key].choices(column):
            return key, code
        if usual and not column and kind.strip().casefold() in (kebab(usual), text_of(usual).casefold()):
            return key, ""
    return stated or "actors", ""


def cells(one: Sheet, texts: Mapping[str, str]) -> dict[str, str]:
    """Cells of a row of a sheet from texts by heading; those of no column are added to its note."""
    found: dict[str, str] = {}
    other: list[str] = []
    for name, text in texts.items():
        key = known_name(name)
        column = one.column(key) if key else None
        if key == "id" and text.startswith(MINTED):
            continue
        if text and (column is None or key in found or (key == "id" and not text.startswith("i:"))):
            other.append(f"{name}: {text}")
        elif text and column:
            found[key] = cell(column, text)
    return with_note(found, other)


def cell(column: Column, text: str) -> str:
    """The text of a cell: a word in kebab-case where a text stands for a code that the column holds."""
    if column.holds in CHOSEN:
        return joined(code_of(column, part) or part for part in split(text)) if column.several else code_of(column, text) or text
    return TRUTH.get(text.casefold(), text) if column.holds == "truth" else text


def with_note(found: dict[str, str], lines: Iterable[str]) -> dict[str, str]:
    """Cells with lines added to their note."""
    note = "\n".join(filter(None, (found.get("note", ""), *lines)))
    return {**found, "note": note} if note else found


def rows(nodes: Iterable[Said], edges: Iterable[Said], tool: str) -> Book:
    """The book of what a file says. What it says twice of one key is one row, of which the last counts."""
    listed = keyed(nodes)
    labels = apart(listed)
    things: dict[str, Row] = {}
    references: dict[str, str] = {}
    for said in listed:
        identity = identified(said)
        references[said.key] = identity or labels[said.key]
        if said.sheet.casefold() == NAMED:
            continue
        key, kind = classed(said.kind, said.sheet)
        found = cells(sheet(key), said.texts)
        if kind:
            found["kind"] = kind
        elif said.kind and (key in class_columns() or not said.sheet) and not known(key, said.kind):
            found = with_note(found, [f"Type: {said.kind}"])
        if labels[said.key] != identity:
            found["name"] = labels[said.key]
        if identity:
            found["id"] = identity
        before = things.get(said.key)
        things[said.key] = said.row(key, {**before.cells, **found} if before else found)
    ties = [row for said in edges for row in tie(said, things, references)]
    return Book((*things.values(), *ties), tool=tool)


def keyed(nodes: Iterable[Said]) -> list[Said]:
    """Nodes with a key each; what has neither key nor label is none."""
    return [said if said.key else replace(said, key=f"{MINTED}{said.number}-{said.label}") for said in nodes if said.key or said.label]


def identified(said: Said) -> str:
    """The id of ours that a node or an edge has as its key or in a text, '' if none."""
    return next((text for text in (said.key, *(text for heading, text in said.texts.items() if plain(heading) in ("id", "row id"))) if text.startswith("i:")), "")


def known(key: str, kind: str) -> bool:
    """Whether a type is the usual class of a sheet."""
    usual = thing_sheets()[key].usual
    return bool(usual) and kind.strip().casefold() in (kebab(usual), text_of(usual).casefold())


def apart(nodes: list[Said]) -> dict[str, str]:
    """The names of nodes by key; of a file that is not ours, those that share a label are told apart by type, then by key."""
    found = {said.key: said.label or said.key for said in nodes}
    foreign = [said for said in nodes if not said.sheet and not identified(said)]
    for mark in ("kind", "key"):
        often = Counter(found[said.key].casefold() for said in foreign)
        for said in foreign:
            text = getattr(said, mark)
            if often[found[said.key].casefold()] > 1 and text and text != said.label:
                found[said.key] = f"{said.label} ({text})"
    return found


def tie(said: Said, things: dict[str, Row], references: Mapping[str, str]) -> Iterator[Row]:
    """The row of an edge; none if a column of a thing makes it, to whose cell it is added then."""
    maker = columns_by_heading().get(said.column.casefold(), "")
    said = understood(said)
    found = cells(sheet(TIES), said.texts)
    source, target = (found.get("from") or references.get(said.source, said.source), found.get("to") or references.get(said.target, said.target))
    for key, end, other in ((said.source, True, target), (said.target, False, source)):
        row = things.get(key)
        if maker and row and any(column.key == maker and column.outward == end for column in tie_columns(row.sheet)):
            things[key] = row.changed({maker: joined(dict.fromkeys((*row.several(maker), other)))})
            return
    column = sheet(TIES).column("tie_kind")
    assert column
    found |= {key: text for key, text in (("from", source), ("to", target)) if text}
    if said.kind:
        found["tie_kind"] = code_of(column, said.kind) or said.kind
    if said.key.startswith("i:"):
        found["id"] = said.key
    yield said.row(TIES, found)


def understood(said: Said) -> Said:
    """An edge whose texts for its kind and its dates stand under the keys of these columns, where a synonym is their heading and nothing else
    says it."""
    known = {known_name(name) for name in said.texts} | ({"tie_kind"} if said.kind else set())
    texts, places = dict(said.texts), dict(said.letters)
    for (_, key), name in sorted((tie_synonyms()[plain(name)], name) for name in texts if not known_name(name) and plain(name) in tie_synonyms()):
        if key not in known:
            known.add(key)
            texts[key] = texts.pop(name)
            places |= {key: places[name]} if name in places else {}
    return replace(said, texts=texts, letters=places)


@cache
def columns_by_heading() -> dict[str, str]:
    """The keys of columns that make ties, by key and English heading."""
    return {text.casefold(): column.key for key in thing_sheets() for column in tie_columns(key) for text in (column.key, column.label())}


def of_node(node: Node) -> dict[str, str]:
    """The texts of a node by column key, with the text for its sheet."""
    return {SHEET: shown_sheet(node.sheet), **node.fields}


def of_edge(edge: Edge) -> dict[str, str]:
    """The texts of an edge by column key, with the heading of the column that makes it."""
    return {COLUMN: edge.column, **edge.fields} if edge.column else dict(edge.fields)
