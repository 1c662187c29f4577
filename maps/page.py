"""The page: a ``MapView`` goes in, one self-contained HTML file comes out as text.

The page opens without a network and says everything without JavaScript too. It allows itself
only its own scripts (by hash) and asks for nothing. The same view gives the same bytes.
Refused, as ``ValueError``: a view that cannot be drawn truthfully (``flaws.refuse_flaws``).

pyvis collects nodes and links and renders; the template, its escaping and its options are ours.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import colours, still, typefaces
from .flaws import refuse_flaws
from .lexicon import spoken
from .payload import payload
from .plain import calm
from .view import Link, MapView, Node

FOLDER = Path(__file__).parent
SCRIPTS = (
    *("texts", "holdings", "language", "conditions", "network", "ways", "routes", "scene", "labels", "recorder", "sheet", "canvas", "crowd", "drawing", "legend"),
    *("around", "walk", "ringrows", "ringplaces", "rings", "grid", "groups", "told", "panel", "focus", "answer", "opening", "story", "combobox", "finding"),
    *("table", "meaning", "ask", "card", "days", "lanes", "timeline", "time", "switches", "exports", "page"),
)
STYLES = ("style", "names", "language", "rings", "grid", "groups", "story", "ask", "card", "timeline", "time", "switches", "exports")
SIGNS = {"recalled": "?", "stale": "!", "date-passed": "–", "inferred": "≈"}
LARGE = 500
PLAIN = 300
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "hidden": True},
    "nodes": {"chosen": False, "fixed": True},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectConnectedEdges": False,
        "selectable": False,
        "zoomSpeed": 0.6,
    },
}


@dataclass(frozen=True)
class Row:
    """One row of the table: a node, the number of its kind, and its links as seen from it."""

    number: int
    node: Node
    kind: int
    links: tuple[tuple[Link, Node, int, bool], ...]


class Words:
    """The page's words by key, as the view brings them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self.all = dict(own)

    def __call__(self, key: str, **values: object) -> str:
        """The words for ``key`` with each {name} replaced; an unknown {name} stays as it is."""
        return re.sub(r"\{(\w+)\}", lambda found: self.said(values.get(found[1], found[0])), self.all[key])

    def said(self, value: object) -> str:
        """A value of a word; ``{"w": key}`` is one that is a word itself."""
        return self(str(value["w"])) if isinstance(value, dict) else str(value)


def render(view: MapView) -> str:
    """The whole page for ``view``."""
    refuse_flaws(view)
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from pyvis.network import Network

    words = Words(view.words | spoken().get(view.lang, {}).get("words", {}))
    part = view.part
    plain = part.foremost(PLAIN)
    data = payload(view)
    scripts = ({} if len(part.nodes) > LARGE else {"vis-network": _vendored()}) | {"own": _own()}
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "ensure_ascii": False}
    environment.globals.update(
        view=view,
        part=part,
        payload=data,
        w=words,
        lens_word=_keyed(f"lens_{view.lens_name}", view.lens, view.words),
        status_word=_keyed(f"shown_status_{view.status_name}", view.status, view.words),
        vis_options=OPTIONS,
        scripts=scripts,
        policy=policy(scripts),
        style=_style(view, json.dumps(data, ensure_ascii=False)),
        plain=plain,
        picture=still.still(plain),
        outline=still.outline,
        patterns=still.PATTERNS,
        rows=list(_rows(plain)),
        number={node.id: i for i, node in enumerate(plain.nodes)},
        node_counts=_counts([node.kind for node in part.nodes]),
        link_counts=_counts([link.kind for link in view.links]),
        statuses=_counts([link.status for link in view.links]),
        signs=_signs(view),
    )
    network = Network(directed=True, cdn_resources="in_line")
    network.templateEnv = environment
    network.path = "map/page.html"
    network.options = {"physics": {"enabled": False}}
    network.nodes = [{"id": node.id, "x": node.x, "y": node.y} for node in part.nodes]
    return calm(network.generate_html())


def _keyed(key: str, said: str, words: Mapping[str, str]) -> dict[str, str] | str:
    """A text as the word that it is, so that it can be said in another language; as it stands if it is none."""
    return {"w": key} if words.get(key) == said else said


def policy(scripts: Mapping[str, str]) -> str:
    """The content security policy that allows exactly ``scripts`` and no request at all."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts.values())
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _vendored() -> str:
    return (FOLDER / "vendor" / "vis-network.min.js").read_text(encoding="utf-8")


def _own() -> str:
    parts = [(FOLDER / "templates" / "map" / f"{n}.js").read_text(encoding="utf-8") for n in SCRIPTS]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _style(view: MapView, texts: str) -> str:
    own = [(FOLDER / "templates" / "map" / f"{n}.css").read_text(encoding="utf-8") for n in STYLES]
    kinds = [kind.colour for kind in view.kinds]
    links = [kind.colour for kind in view.link_kinds]
    light = colours.variables(kinds, links, "light")
    themes = [f":root {{ {light} }}"]
    for theme in ("dark", "contrast"):
        themes.append(f'[data-theme="{theme}"] {{ {colours.variables(kinds, links, theme)} }}')
    themes.append(f"@media print {{ :root[data-theme] {{ {light} }} }}")
    return "\n".join([typefaces.rules(texts), *themes, *own])


def _rows(view: MapView) -> Iterator[Row]:
    nodes = {node.id: node for node in view.nodes}
    number = {node.id: i for i, node in enumerate(view.nodes)}
    kinds = {kind.id: i for i, kind in enumerate(view.kinds)}
    touching: dict[str, list[tuple[Link, Node, int, bool]]] = {node.id: [] for node in view.nodes}
    for link in view.links:
        touching[link.start].append((link, nodes[link.end], number[link.end], True))
        if link.end != link.start:
            touching[link.end].append((link, nodes[link.start], number[link.start], False))
    for node in sorted(view.nodes, key=lambda node: (node.label.casefold(), node.id)):
        yield Row(number[node.id], node, kinds[node.kind], tuple(touching[node.id]))


def _counts(values: list[str]) -> dict[str, int]:
    return {value: values.count(value) for value in dict.fromkeys(values)}


def _signs(view: MapView) -> dict[str, str]:
    """The sign drawn for each mark that occurs in the part drawn first, in a fixed order: ``?`` is "not checked yet"."""
    occurring = {mark for link in view.links for mark in link.marks}
    occurring |= {mark for route in view.routes for step in route.steps for mark in step.marks}
    ordered = [mark for mark in SIGNS if mark in occurring] + sorted(occurring - set(SIGNS))
    return {mark: SIGNS.get(mark, "*") for mark in ordered}
