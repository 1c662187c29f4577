"""Gephi's tables of nodes and edges (CSV), as its Data Laboratory reads and writes them.

Its own columns are Id, Label and timeset, and of edges Source, Target, Type, Kind (which keeps parallel edges apart) and Weight; every other
column is kept as an attribute. A date that is not a day is played from its first to its last day, and stands as stated beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...graph.errors import UnreadableFile
from ..book import Book, Problem
from ..files.reading import read as tables_of
from ..files.tabs import Tab
from . import kumufields, nodes, tabular
from .format import Described
from .headings import COLUMN, SHEET, date_headings, heading, known_name, plain, taken
from .kumu import cells_kept
from .noderows import Said, rows
from .nodes import Edge, Node, network
from .playtime import bounds
from .xmltext import number_notes

RESERVED = frozenset({"id", "label", "source", "target", "type", "kind", "weight", "timeset", "interval", "from", "to"})
NODE = ("Id", "Label", "timeset", "Kind", "Sheet")
EDGE = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "timeset", "Sheet")
DIRECTED = "Directed"
DIRECTIONS = frozenset({"directed", "undirected", "mutual"})
DAYS = frozenset({"timeset", "interval", "time interval"})
DRAWN = ("color", "size", "x", "y", "z")
OWN = frozenset({name.casefold() for name in (*NODE, *EDGE, *DRAWN)})
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$|NaN$|-?Infinity$")


@dataclass(frozen=True)
class Gephi(Described):
    """The format."""

    def kept(self, book: Book) -> Book:
        """Things and ties, without the characters that a cell cannot hold."""
        return cells_kept(nodes.kept(book))

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """A table of nodes and one of edges."""
        web = network(self.kept(book))
        names = {node.key: node.label for node in web.nodes}
        tables = {"nodes": (NODE, [of_node(node) for node in web.nodes]), "edges": (EDGE, [of_edge(edge, names) for edge in web.edges])}
        return {f"{stem}-{name}.csv": tabular.as_csv(list(dict.fromkeys((*own, *kumufields.ordered(found)))), found) for name, (own, found) in tables.items()}

    def reads(self, path: Path) -> bool:
        """Whether files of texts have the headings of nodes, or of edges as Gephi writes them: other tables name a source and a target too."""
        return any(is_nodes(frozenset(texts)) or (is_edges(frozenset(texts)) and is_own(texts)) for texts in tabular.heads(path))

    def read(self, path: Path) -> Book:
        """The rows of a file or folder; `UnreadableFile` if there are neither nodes nor edges."""
        return read(path)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What the reading of its tables has to tell, and the columns of numbers that are not read."""
        found = tables_of(path)
        texts = ((tab.name, line.texts.items()) for tab in found.tabs if is_nodes(tabular.headings(tab)) or is_edges(tabular.headings(tab)) for line in tabular.lines(tab))
        numbers = dict.fromkeys((tab, name) for tab, cells in texts for name, text in cells if plain(name) not in OWN and worked_out(name, text))
        return (*found.notes, *(replace(note, tab=tab) for tab, name in numbers for note in number_notes(path, (name,))))


FORMAT = Gephi("gephi", "Gephi tables (CSV)", (".gephi.csv",))


def column(key: str) -> str:
    """The heading of a column."""
    return heading(key, RESERVED, readable=True)


def timeset(fields: Mapping[str, str]) -> str:
    """The days of a node or an edge as Gephi writes them, '' if nothing is stated."""
    first, last = bounds(fields)
    return f"<[{first or '-Infinity'}, {last or 'Infinity'}]>" if first or last else ""


def of_node(node: Node) -> dict[str, str]:
    """The row of a node."""
    own = kumufields.element(node)
    texts = kumufields.shown(node.sheet, node.fields) if node.sheet else {}
    found = {"Id": node.key, "Label": node.label, "timeset": timeset(node.fields), "Kind": own["Type"], "Sheet": own["Sheet"]}
    return found | {column(key): text for key, text in texts.items()}


def of_edge(edge: Edge, names: Mapping[str, str]) -> dict[str, str]:
    """The row of an edge."""
    own = kumufields.connection(edge, names)
    found = {"Source": edge.source, "Target": edge.target, "Type": DIRECTED, "Kind": own["Type"], "Id": edge.key, "Label": own["Type"], "Sheet": own["Sheet"]}
    found |= {"Weight": edge.fields.get("strength", ""), "timeset": timeset(edge.fields)}
    passed = {*kumufields.CONNECTION}
    return found | {column(known_name(name)): text for name, text in own.items() if name not in passed}


def is_edges(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of edges."""
    return {"source", "target"} <= headings and "directed" not in headings


def is_nodes(headings: frozenset[str]) -> bool:
    """Whether these are the headings of a table of nodes."""
    return {"id", "label"} <= headings and not {"source", "target"} <= headings and not {"from", "to"} <= headings


def is_own(texts: Mapping[str, frozenset[str]]) -> bool:
    """Whether a table with these first texts by heading, all without case, is one of edges as Gephi writes it: it has days of its own, or a
    type that says no more than the direction, or none but a weight or an id and a label."""
    types = texts.get("type", frozenset())
    if not DAYS.isdisjoint(texts):
        return True
    return types <= DIRECTIONS if types else "weight" in texts or {"id", "label"} <= texts.keys()


def worked_out(name: str, text: str) -> bool:
    """Whether this is a number that a tool worked out: one of no column of ours, and no date."""
    return bool(NUMBER.match(text)) and not known_name(name) and plain(name) not in date_headings()


def read(path: Path) -> Book:
    """The rows of a file or a folder."""
    found = tables_of(path)
    listed = [said for tab in found.tabs if is_nodes(tabular.headings(tab)) for said in told(found.file, tab, of="node")]
    tied = [said for tab in found.tabs if is_edges(tabular.headings(tab)) for said in told(found.file, tab, of="edge")]
    if not any(is_nodes(tabular.headings(tab)) or is_edges(tabular.headings(tab)) for tab in found.tabs):
        raise UnreadableFile(f"{path.name} has no table of Gephi's.", "A table of nodes has the headings Id and Label, one of edges Source and Target.")
    return rows({said.key: said for said in listed}.values(), tied, "gephi")


def told(file: str, tab: Tab, of: str) -> Iterator[Said]:
    """What the rows of a table say. Numbers that Gephi worked out, and how it draws, are no statements and left out."""
    ours = SHEET in tabular.headings(tab)
    special = {"label": "name", "kind": "kind" if of == "node" else "tie_kind", "source": "from", "target": "to", "id": "id"}
    for line in tabular.lines(tab):
        texts = {name: tabular.unguarded(text) if ours else text for name, text in line.texts.items()}
        letters = {special.get(name.casefold(), name): place for name, place in line.letters.items()}
        said = Said("", "", "", "", {}, file=file, tab=tab.name, number=line.number, letters=letters)
        key, label, kind, place = (taken(texts, name) for name in ("Id", "Label", "Kind", SHEET))
        days = taken(texts, "timeset", "Time interval", "Interval")
        for name in DRAWN:
            taken(texts, name)
        if of == "node":
            said = replace(said, key=key, label=label, kind=kind or taken(texts, "Type"), sheet=place)
        else:
            source, target, weight = taken(texts, "Source"), taken(texts, "Target"), taken(texts, "Weight")
            stated = taken(texts, "Type")
            stated = "" if plain(stated) in DIRECTIONS else stated
            said_in = next((name for name, text in (("kind", kind), ("label", label), ("type", stated)) if text), "")
            letters["tie_kind"] = next((line.letters[name] for name in line.texts if plain(name) == said_in), "")
            made = taken(texts, COLUMN)
            said = replace(said, key=key, kind=kind or label or stated, column=made, source=source, target=target)
            if weight and not ours and weight not in ("1", "1.0"):
                texts["Weight of the edge"] = f"weight {weight}"
        if days and not ours:
            found = DAY.findall(days)
            texts |= dict(zip(("since", "until") if of == "edge" else ("begins", "ends"), (found[0], found[-1]), strict=True)) if found else {}
        yield replace(said, texts={name: text for name, text in texts.items() if not worked_out(name, text)})
