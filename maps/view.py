"""What a map shows: the contract between those who choose what is drawn and the page that draws it.

In: plain words, numbers and ids, chosen and already cleared for the profile. Out: frozen dataclasses.

A file holds every thing and every record of a link that its audience may see; what is drawn first is a part of it
(``drawn``, ``links``: the links that count on its day), which is also what stands there without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from .holdings import Base, LensChoice
from .records import Proof, Record


@dataclass(frozen=True)
class Kind:
    """A kind of node, as the legend shows it; ``shape`` is one of ``flaws.SHAPES``, ``colour`` #rrggbb."""

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
    """A tie from ``start`` to ``end`` (node ids); ``status`` is one of ``flaws.STATUSES``; ``marks`` are keys of marks, as everywhere."""

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
    """One step of a route: from node ``start`` to node ``end`` along the link ``link``. For each of its ``sources`` the places in it
    (``locators``) and how it is ``known``: "official-text", "third-party", "participants" or "inferred"."""

    start: str
    end: str
    link: str
    sentence: str
    marks: tuple[str, ...]
    sources: tuple[int, ...]
    locators: tuple[str, ...]
    known: tuple[str, ...] = ()


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
    drawn first (none named: all); ``whole``: the file holds all that its audience may see. ``limits`` are further conditions in
    words; ``fixed``: the routes rest on more than the page can ask again. ``asked`` are the ends of the routes asked for. ``places``
    are those of each ``layout`` worked out here, by its name and the id. ``opening`` is the view that is shown first.
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
    whole: bool = True
    limits: tuple[str, ...] = ()
    fixed: bool = False
    drawn: tuple[str, ...] = ()
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
