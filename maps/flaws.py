"""What a page could not draw truthfully: a view in, nothing out.

`ValueError` names the first flaw: doubled ids, links to nowhere, records of things that are not there, unknown shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .view import MapView

SHAPES = ("square", "diamond", "triangle", "triangleDown", "hexagon", "star", "dot")
STATUSES = ("actual", "planned", "possible", "proposed")


def refuse_flaws(view: MapView) -> None:
    """Raise ``ValueError`` naming the first thing in ``view`` that cannot be drawn truthfully."""
    for what, ids in (
        ("node", [node.id for node in view.nodes]),
        ("link", [link.id for link in view.links]),
        ("kind", [kind.id for kind in view.kinds]),
        ("link kind", [kind.id for kind in view.link_kinds]),
        ("source number", [str(source.number) for source in view.sources]),
    ):
        _refuse_doubles(what, ids)
    colours = [(kind.id, kind.colour) for kind in view.kinds]
    for one, colour in colours + [(kind.id, kind.colour) for kind in view.link_kinds]:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"colour {colour!r} of kind {one!r}: write it as #rrggbb")
    nodes = {node.id for node in view.nodes}
    links = {link.id for link in view.links}
    for kind in view.kinds:
        _refuse_unknown("shape", kind.shape, SHAPES)
    for node in view.nodes:
        _refuse_unknown("kind of node", node.kind, {kind.id for kind in view.kinds})
    for link in view.links:
        _refuse_unknown("status", link.status, STATUSES)
        _refuse_unknown("kind of link", link.kind, {kind.id for kind in view.link_kinds})
        _refuse_unknown(f"end of link {link.id!r}", link.start, nodes)
        _refuse_unknown(f"end of link {link.id!r}", link.end, nodes)
    _refuse_unknown_all("thing drawn", view.drawn, nodes)
    for record in view.records:
        _refuse_unknown(f"number of an end of record {record.id!r}", max(record.start, record.end), range(len(view.nodes)))
        _refuse_unknown(f"number of the kind of record {record.id!r}", record.kind, range(len(view.link_kinds)))
    for route in view.routes:
        for step in route.steps:
            _refuse_unknown("link of a step", step.link, links)
            _refuse_unknown("start of a step", step.start, nodes)
            _refuse_unknown("end of a step", step.end, nodes)


def _refuse_doubles(what: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"{what} {one!r} stands twice in the view: leave one out")
        seen.add(one)


def _refuse_unknown_all(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    for value in values:
        _refuse_unknown(what, value, known)


def _refuse_unknown(what: str, value: object, known: Iterable[object]) -> None:
    if value not in known:
        raise ValueError(f"{what} {value!r} is not in the view: add it or leave out what names it")
