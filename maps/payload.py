"""What a page reads: a view in, plain lists and words out, as small as they can be (columns instead of rows).

Rows of one kind become one list per field; the page makes rows of them again. Fields that are the same in every row, and say
nothing (empty, zero, none), are left out. The same view gives the same payload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from .lexicon import map_keys, spoken
from .records import Record
from .view import MapView, Node

READ_IN_HTML = ("title", "subtitle", "lens", "status", "total_nodes", "total_links", "withheld", "neighbours")
LEFT_OUT = ("links", "nodes", "records", "proofs", "link_kinds", "words", "drawn", "places", "base", *READ_IN_HTML)
MANY = 1_000
SILENT: tuple[object, ...] = ("", 0, None, (), {}, False)


def payload(view: MapView) -> dict[str, Any]:
    """The page's data, ready to be written as JSON."""
    plain = {one.name: getattr(view, one.name) for one in fields(view) if one.name not in LEFT_OUT}
    found = {name: [asdict(row) if hasattr(row, "__dataclass_fields__") else row for row in value] if isinstance(value, tuple) else value for name, value in plain.items()}
    kinds = {kind.id: number for number, kind in enumerate(view.kinds)}
    return found | {
        "linkKinds": [asdict(kind) for kind in view.link_kinds],
        "nodes": columns([node_row(node, kinds) for node in view.nodes]),
        "records": columns([row_of(record) for record in view.records]),
        "evidence": columns([asdict(proof) for proof in view.proofs]),
        "base": {"shares": view.base.shares, "peers": view.base.peers, "factors": view.base.factors, "halfLife": view.base.half_life},
        "drawn": view.drawn or [node.id for node in view.nodes],
        "places": {layout: [[one, *place] for one, place in places.items()] for layout, places in view.places.items() if layout != view.layout},
        "firstKinds": sorted({link.kind for link in view.links}),
        "words": {key: view.words[key] for key in map_keys() if key in view.words},
        "languages": spoken(),
    }


def node_row(node: Node, kinds: Mapping[str, int]) -> dict[str, Any]:
    """A thing with the number of its kind; its names without the one that is shown; facts and what is told of it as plain lists."""
    row = row_of(node) | {"kind": kinds[node.kind], "names": [name for name in node.names if name != node.label], "facts": [line(fact) for fact in node.facts]}
    row |= {"short": "" if node.short == node.label else node.short, "told": [[section.key, [line(fact) for fact in section.lines]] for section in node.told]}
    return {name: value for name, value in row.items() if name not in ("x", "y")}


def line(fact: Any) -> list[Any]:
    """A fact as a plain list; what is empty at its end is left out."""
    found = [fact.label, fact.value, list(fact.sources), fact.mark]
    while found and not found[-1]:
        found.pop()
    return found


def row_of(one: Node | Record) -> dict[str, Any]:
    """The fields of a dataclass, not of what is in them."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One list per field; fields that say nothing in any row are left out, those that say the same in `MANY` rows and more stand once,
    in `each`. `rows` counts them."""
    names = list(rows[0]) if rows else []
    found = {name: [row[name] for row in rows] for name in names}
    said = {name: values for name, values in found.items() if any(value not in SILENT for value in values)}
    each = {name: values[0] for name, values in said.items() if len(rows) >= MANY and all(value == values[0] for value in values)}
    return {"rows": len(rows)} | ({"each": each} if each else {}) | {name: values for name, values in said.items() if name not in each}
