"""What a map shows: the contract between those who choose what is drawn and the page that draws it.

In: plain words, numbers and ids, chosen and already cleared for the profile. Out: frozen
dataclasses whose fields are JSON-serialisable (``dataclasses.asdict``). ``refuse_flaws``
names what the page could not draw truthfully: doubled ids, links to nowhere, unknown shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SHAPES = ("square", "diamond", "triangle", "triangleDown", "hexagon", "star", "dot")
STATUSES = ("actual", "planned", "possible", "proposed")


@dataclass(frozen=True)
class Kind:
    """A kind of node, as the legend shows it; ``shape`` is one of ``SHAPES``, ``colour`` #rrggbb."""

    id: str
    label: str
    shape: str
    colour: str


@dataclass(frozen=True)
class LinkKind:
    """A kind of link, as the legend shows it; ``colour`` is #rrggbb."""

    id: str
    label: str
    colour: str


@dataclass(frozen=True)
class SourceNote:
    """A numbered source; ``check`` True: nothing read yet, only an address where to check."""

    number: int
    title: str
    publisher: str
    issued: str
    address: str
    check: bool


@dataclass(frozen=True)
class Fact:
    """One line of a node's details; ``mark`` is empty or words such as "not checked yet"."""

    label: str
    value: str
    sources: tuple[int, ...]
    mark: str


@dataclass(frozen=True)
class Node:
    """A thing on the map; ``names`` holds every alias in any script, ``weight`` its importance; ``sign`` is empty or what an
    analysis found it to be, in words: it stands beside the name, and a ring is drawn around the thing."""

    id: str
    label: str
    short: str
    kind: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    x: int
    y: int
    weight: float
    sign: str = ""


@dataclass(frozen=True)
class Link:
    """A tie from ``start`` to ``end`` (node ids); ``status`` is one of ``STATUSES``."""

    id: str
    start: str
    end: str
    kind: str
    label: str
    sentence: str
    status: str
    since: str
    until: str
    assertion: str
    marks: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """One step of a route: from node ``start`` to node ``end`` along the link ``link``."""

    start: str
    end: str
    link: str
    sentence: str
    marks: tuple[str, ...]
    sources: tuple[int, ...]
    locators: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A walk in words; ``aim`` True: a stated aim, listed apart; ``weakest`` indexes ``steps``."""

    title: str
    band: str
    note: str
    aim: bool
    steps: tuple[Step, ...]
    weakest: int


@dataclass(frozen=True)
class MapView:
    """Everything one page says and draws; ``words`` holds interface words by key."""

    title: str
    subtitle: str
    lang: str
    on: str
    lens: str
    status: str
    profile: str
    total_nodes: int
    total_links: int
    withheld: int
    licence: str
    cite: str
    answer: str
    kinds: tuple[Kind, ...]
    link_kinds: tuple[LinkKind, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    routes: tuple[Route, ...]
    sources: tuple[SourceNote, ...]
    words: dict[str, str]


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


def _refuse_unknown(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise ValueError(f"{what} {value!r} is not in the view: add it or leave out what names it")
