"""GEXF 1.3, the format of Gephi: nodes and parallel edges with typed attributes, and time.

Times that a tool can play are whole days: a partial date becomes its first day at a start and its last day at an end, and stands as
stated in an attribute beside. The attribute `kind` of an edge keeps parallel ties apart in Gephi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import UnreadableFile
from ...graph.sheets import Column, sheet, word
from ..book import Book, Problem
from . import xmltext
from .headings import COLUMN, SHEET, heading, known_name, taken
from .noderows import Said, of_edge, of_node, rows
from .nodes import TIES, Network, thing_sheets
from .playtime import bounds, is_day
from .xmltext import XmlFormat, written

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "http://gexf.net/1.3"
TYPES = {"number": "double", "truth": "boolean", "address": "anyURI"}
NUMBERS = frozenset({"double", "float", "integer", "long", "short", "byte", "bigdecimal", "biginteger"})
TRUTHS = {"yes": "true", "no": "false"}
RESERVED = frozenset({"id", "label", "source", "target", "type", "weight", "timeset", "start", "end"})


@dataclass(frozen=True)
class Gexf(XmlFormat):
    """The format."""

    def lines(self, web: Network) -> Iterator[str]:
        """The file, line by line."""
        return lines(web)

    def read(self, path: Path) -> Book:
        """Its nodes and edges as rows; `UnreadableFile` if it is no GEXF."""
        return read(path)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """The attributes that are not read."""
        declared = {(of, key): said for of, key, said in attributes(path)}
        return xmltext.number_notes(path, (title for (_, key), (title, kind) in declared.items() if kind in NUMBERS and not known_name(key) and not known_name(title)))


FORMAT = Gexf("gexf", "GEXF 1.3 (Gephi)", (".gexf",))


def lines(web: Network) -> Iterator[str]:
    """The file, line by line."""
    columns = {column.key: column for key in (*thing_sheets(), TIES) for column in sheet(key).columns}
    verbs = {kind: word(columns["tie_kind"], kind) for kind in {edge.kind for edge in web.edges}}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="{NAMESPACE}" version="1.3">\n<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    held = dict.fromkeys((SHEET, "kind", *sorted({key for node in web.nodes for key in node.fields})))
    yield from declared("node", held, columns)
    made = (COLUMN,) if any(edge.column for edge in web.edges) else ()
    tied = dict.fromkeys(("tie_kind", *made, *sorted({key for edge in web.edges for key in edge.fields})))
    yield from declared("edge", tied, columns)
    yield f'<nodes count="{len(web.nodes)}">\n'
    for node in web.nodes:
        texts = of_node(node) | ({"kind": node.kind} if node.kind else {})
        yield f'<node id="{written(node.key)}" label="{written(node.label)}"{days(node.fields)}>{values(texts, columns)}</node>\n'
    yield f'</nodes>\n<edges count="{len(web.edges)}">\n'
    for edge in web.edges:
        weight = f' weight="{written(edge.fields["strength"])}"' if "strength" in edge.fields else ""
        yield (
            f'<edge id="{written(edge.key)}" source="{written(edge.source)}" target="{written(edge.target)}" kind="{written(edge.kind)}"'
            f' label="{written(verbs[edge.kind])}"{weight}{days(edge.fields)}>{values({"tie_kind": edge.kind, **of_edge(edge)}, columns)}</edge>\n'
        )
    yield "</edges>\n</graph>\n</gexf>\n"


@cache
def attribute(key: str) -> str:
    """The name of the attribute that holds a column, as it stands in XML."""
    return written(heading(key, RESERVED, readable=False))


def declared(of: str, keys: Iterable[str], columns: Mapping[str, Column]) -> Iterator[str]:
    """The declaration of attributes."""
    yield f'<attributes class="{of}" mode="static">\n'
    for key in keys:
        column = columns.get(key)
        kind = TYPES.get(column.holds, "string") if column else "string"
        yield f'<attribute id="{attribute(key)}" title="{written(heading(key, RESERVED, readable=True))}" type="{kind}"/>\n'
    yield "</attributes>\n"


def values(texts: Mapping[str, str], columns: Mapping[str, Column]) -> str:
    """The values of a node or an edge."""
    found = []
    for key, text in texts.items():
        column = columns.get(key)
        told = TRUTHS.get(text, text) if column and column.holds == "truth" else text
        found.append(f'<attvalue for="{attribute(key)}" value="{written(told)}"/>')
    return f"<attvalues>{''.join(found)}</attvalues>"


def days(fields: Mapping[str, str]) -> str:
    """The first and the last day of a node or an edge as XML attributes."""
    return "".join(f' {name}="{day}"' for name, day in zip(("start", "end"), bounds(fields), strict=True) if day)


def attributes(path: Path) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """The attributes that a file declares before its first node or edge: of what, their key, their title and type."""
    of = "node"
    for event, name, element in xmltext.events(path):
        if name in ("node", "edge"):
            return
        if event == "start" and name == "attributes":
            of = element.get("class", "node")
        elif event == "start" and name == "attribute":
            key = element.get("id", "")
            yield of, key, (element.get("title") or key, element.get("type", "string"))


def read(path: Path) -> Book:
    """The rows of a file."""
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    found: dict[str, list[Said]] = {"node": [], "edge": []}
    of, root = "node", ""
    stack: list[tuple[Element, dict[str, list[str]], list[tuple[str, str]]]] = []
    for event, name, element in xmltext.events(path):
        if not root:
            root = name
            if root != "gexf":
                raise UnreadableFile(f"{path.name} is no GEXF: it begins with <{root}>.", "Export it as GEXF from the tool that made it.")
        if event == "start":
            if name in found:
                stack.append((element, {}, [(element.get("start", ""), element.get("end", ""))]))
            elif name == "attributes":
                of = element.get("class", "node")
            elif name == "attribute":
                key = element.get("id", "")
                titles[of, key] = (element.get("title") or key, element.get("type", "string"))
            elif name == "attvalue" and stack:
                stack[-1][1].setdefault(element.get("for") or element.get("id") or "", []).append(element.get("value", ""))
            elif name == "spell" and stack:
                stack[-1][2].append((element.get("start", ""), element.get("end", "")))
        elif name in found and stack:
            holder, said, spells = stack.pop()
            found[name].append(node_or_edge(holder, name, said, spells, titles, path.name, len(found[name]) + 1))
            element.clear()
        elif name in ("nodes", "edges"):
            element.clear()
    if not root:
        raise UnreadableFile(f"{path.name} is empty.", "Export it again from the tool that made it.")
    return rows(found["node"], found["edge"], "gexf")


def node_or_edge(
    element: Element, name: str, said: Mapping[str, list[str]], spells: list[tuple[str, str]], titles: Mapping[tuple[str, str], tuple[str, str]], file: str, number: int
) -> Said:
    """What a node or an edge says. Numbers that a tool worked out (degree, cluster) are no statements and left out."""
    texts: dict[str, str] = {}
    for key, stated in said.items():
        title, kind = titles.get((name, key), (key, "string"))
        ours = known_name(key) or known_name(title)
        if ours or kind not in NUMBERS:
            texts[ours or title] = "|".join(dict.fromkeys(filter(None, stated)))
    taken(texts, "networkx_key")
    place, column = taken(texts, SHEET), taken(texts, COLUMN)
    kind = taken(texts, "kind", "type") if name == "node" else taken(texts, "tie_kind") or element.get("kind") or element.get("label") or ""
    if name == "edge" or not place:
        dated(texts, spells, ("since", "until") if name == "edge" else ("begins", "ends"))
    weight = element.get("weight", "")
    if name == "edge" and weight and "strength" not in texts and weight not in ("1", "1.0"):
        texts["Weight"] = weight
    return Said(element.get("id", ""), element.get("label", ""), kind, place, texts, column, element.get("source", ""), element.get("target", ""), file, f"{name}s", number)


def dated(texts: dict[str, str], spells: list[tuple[str, str]], keys: tuple[str, str]) -> None:
    """Adds the first start and the last end that are days, where texts have none of their own."""
    starts, ends = ([text[:10] for text in side if is_day(text[:10])] for side in zip(*spells, strict=True))
    if not any(key in texts for key in keys):
        texts |= {key: found[0] for key, found in zip(keys, (starts[:1], ends[-1:]), strict=True) if found}
