"""What a map shows: the contract between those who choose what is drawn and the page that draws it.

In: plain words, numbers and ids, chosen and already cleared for the profile. Out: frozen dataclasses. ``refuse_flaws`` names
what the page could not draw truthfully: doubled ids, links to nowhere, unknown shapes.

A file holds every thing and every record of a link that its audience may see; what is drawn first is a part of it
(``drawn``, ``links``: the links that count on its day), which is also what stands there without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

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
    """A kind of link, as the legend shows it (``label`` is its verb); ``colour`` is #rrggbb. Its sentences have the places
    {from} and {to}: one for what is, one for what is intended."""

    id: str
    label: str
    colour: str
    inverse: str = ""
    sentence: str = ""
    intended: str = ""
    occurrence: bool = False


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
    """One line of a node's details; ``mark`` is empty or the key of a mark such as "recalled" (its words are ``mark_recalled``)."""

    label: str
    value: str
    sources: tuple[int, ...]
    mark: str


@dataclass(frozen=True)
class Section:
    """What is told of a thing under one heading; ``key`` is that of an interface word."""

    key: str
    lines: tuple[Fact, ...]


@dataclass(frozen=True)
class Node:
    """A thing on the map; ``names`` holds every alias in any script, ``weight`` its importance; ``sign`` is empty or what an
    analysis found it to be, in words: it stands beside the name, and a ring is drawn around the thing.

    ``labels`` are the names in other languages, by their codes. ``begins`` and ``ends`` are the first and the last day of its life, "" if open. A route
    that ends there adds the words ``consensus``, or that it was ``adopted`` (days as stated, each with its first day).
    """

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
    begins: str = ""
    ends: str = ""
    consensus: str = ""
    adopted: tuple[tuple[str, str], ...] = ()
    event: bool = False
    person: bool = False
    cls: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Link:
    """A tie from ``start`` to ``end`` (node ids); ``status`` is one of ``STATUSES``; ``marks`` are keys of marks, as everywhere."""

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
class Proof:
    """How a record is known: the number of its source, the place in it, the last day on which the source can have been issued."""

    source: int
    locator: str
    assertion: str
    confidence: str
    issued: str


@dataclass(frozen=True)
class Record:
    """What one source says of a link, on whatever day: the page works out from its records which links count on a day.

    ``start``, ``end``, ``kind`` and ``proofs`` are numbers of nodes, link kinds and proofs. ``spans`` are the days on which it
    counts: (first, last, 1 if that is sure), "" where open. ``due`` is the last day of a plan, ``last`` the last day on which
    the record itself says that it held, ``covered`` the last day of its stated end, ``day`` that of an occurrence (it fades
    from then on). ``ahead`` and ``back`` are the strengths of its kind between such things; ``strength`` is a final one
    forward; ``final``: both are, and nothing is taken off for what it leaves.
    """

    id: str
    start: int
    end: int
    kind: int
    status: str
    since: str
    until: str
    observed: tuple[str, ...]
    spans: tuple[tuple[str, str, int], ...]
    proofs: tuple[int, ...]
    realised: int = 0
    due: str = ""
    last: str = ""
    covered: str = ""
    day: str = ""
    stated: str = ""
    strength: float | None = None
    ahead: float | None = None
    back: float | None = None
    final: int = 0


@dataclass(frozen=True)
class LensChoice:
    """A lens that can be chosen: its name, its words, the numbers of the link kinds that it selects."""

    name: str
    label: str
    kinds: tuple[int, ...]


@dataclass(frozen=True)
class Base:
    """What all lenses share: what each node lets through, how many peers at an event each kind of link bears, the factors of
    evidence and status, and the years after which an occurrence counts half (0: never)."""

    shares: tuple[float, ...] = ()
    peers: Mapping[int, float] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    half_life: float = 0.0


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
    """A walk in words; ``band`` is firm, mixed or shaky (or ""); ``aim`` True: a stated aim, listed apart; ``weakest`` indexes ``steps``."""

    title: str
    band: str
    note: str
    aim: bool
    steps: tuple[Step, ...]
    weakest: int


@dataclass(frozen=True)
class MapView:
    """Everything one page says and draws; ``words`` holds interface words by key.

    ``lens`` and ``status`` are words; ``lens_name`` and ``status_name`` their names. ``drawn`` are the ids of the things that are
    drawn first (none named: all), ``without`` those left out. ``asked`` are the ends of the routes asked for. ``places`` are those of each ``layout``
    worked out here, by its name and the id. ``opening`` is the view that is shown first.
    """

    title: str
    subtitle: str
    lang: str
    on: str
    lens: str
    status: str
    profile: str
    total_nodes: int
    total_links: int
    withheld: bool
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
    lens_name: str = "all"
    status_name: str = "actual"
    strict: bool = False
    hops: int = 6
    k: int = 3
    drawn: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    asked: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    records: tuple[Record, ...] = ()
    proofs: tuple[Proof, ...] = ()
    lenses: tuple[LensChoice, ...] = ()
    base: Base = field(default_factory=Base)
    places: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    layout: str = "force"
    opening: str = "map"
    assessments: Mapping[str, Mapping[str, tuple[float, float, float, int]]] = field(default_factory=dict)
    scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, object] = field(default_factory=dict)
    stories: tuple[object, ...] = ()
    neighbours: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def part(self) -> MapView:
        """The part that is drawn first: its things, and what concerns them."""
        if not self.drawn:
            return self
        chosen = set(self.drawn)
        return replace(self, nodes=tuple(node for node in self.nodes if node.id in chosen), drawn=())


    def foremost(self, most: int) -> MapView:
        """As much of it as a page of plain text carries: its `most` linked things, those on its routes too, and the links among them."""
        if len(self.nodes) <= most:
            return self
        walked = {end for route in self.routes for step in route.steps for end in (step.start, step.end)}
        chosen = {node.id for node in sorted(self.nodes, key=lambda node: (node.id not in walked, -node.weight, node.id))[:most]} | walked
        return replace(self, nodes=tuple(node for node in self.nodes if node.id in chosen), links=tuple(one for one in self.links if {one.start, one.end} <= chosen))


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
