"""The still picture: a view in, the measured parts of one static SVG out.

The page's template writes it for readers without JavaScript and for print. Arrows, line styles,
marks and labels are the ones of the live drawing. No nodes: ``None``, there is nothing to draw.
Nothing is refused.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from .view import Link, MapView, Node

LETTER = 0.56
LINE = 1.22
PATTERNS = {"actual": "", "planned": "10 6", "possible": "2 6", "proposed": "2 6"}


@dataclass(frozen=True)
class Line:
    """A link as drawn: its path, its arrow head, the place of its mark, and what it is."""

    link: Link
    path: str
    head: str
    middle: tuple[float, float]
    colour: int
    dash: str
    on_route: bool


@dataclass(frozen=True)
class Spot:
    """A node as drawn: its outline, its label line by line, and where each line stands."""

    node: Node
    outline: str
    colour: int
    label: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Still:
    """The whole picture, the box it stands in (left, top, width, height), the size of its letters."""

    box: tuple[int, int, int, int]
    size: float
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]


def still(view: MapView) -> Still | None:
    """The still picture of ``view``."""
    if not view.nodes:
        return None
    left = min(node.x for node in view.nodes) - 110
    top = min(node.y for node in view.nodes) - 40
    width = max(node.x for node in view.nodes) + 110 - left
    height = max(node.y for node in view.nodes) + 100 - top
    size = round(min(26.0, max(17.0, width / 72)), 1)
    radius = size * 0.82
    nodes = {node.id: node for node in view.nodes}
    walked = {step.link for route in view.routes for step in route.steps}
    tone = {kind.id: i for i, kind in enumerate(view.link_kinds)}
    lines = []
    for link, bend in bends(view.links):
        if link.start != link.end:
            path, head, middle = _line(nodes[link.start], nodes[link.end], bend, radius + 5)
            dash = PATTERNS[link.status]
            lines.append(Line(link, path, head, middle, tone[link.kind], dash, link.id in walked))
    shapes = {kind.id: (i, kind.shape) for i, kind in enumerate(view.kinds)}
    spots = []
    for node in view.nodes:
        colour, shape = shapes[node.kind]
        drawn = outline(shape, node.x, node.y, radius)
        spots.append(Spot(node, drawn, colour, tuple(_label(node, size))))
    return Still((left, top, width, height), size, tuple(lines), tuple(spots))


def bends(links: tuple[Link, ...]) -> list[tuple[Link, int]]:
    """Each link with its bend: parallel links between the same two nodes lie side by side."""
    groups: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        first, second = sorted((link.start, link.end))
        groups.setdefault((first, second), []).append(link)
    bent = []
    for (first, _), group in groups.items():
        for i, link in enumerate(group):
            bend = 2 * i - (len(group) - 1)
            bent.append((link, bend if link.start == first else -bend))
    return bent


def outline(shape: str, x: float, y: float, r: float) -> str:
    """The SVG path of a node's shape around (x, y); ``r`` is about half its width.

    >>> outline("square", 10, 10, 5)
    'M5.5 5.5L14.5 5.5L14.5 14.5L5.5 14.5Z'
    """
    if shape == "dot":
        return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z"
    corners, turn, size = {
        "square": (4, 45.0, 0.9 * math.sqrt(2)),
        "diamond": (4, 0.0, 1.2),
        "triangle": (3, 90.0, 1.25),
        "triangleDown": (3, -90.0, 1.25),
        "hexagon": (6, 0.0, 1.1),
        "star": (10, 90.0, 1.35),
    }[shape]
    places = []
    for i in range(corners):
        angle = math.radians(turn + i * 360 / corners)
        reach = r * size * (0.45 if shape == "star" and i % 2 else 1.0)
        places.append(f"{round(x + reach * math.cos(angle), 1):g} {round(y - reach * math.sin(angle), 1):g}")
    if shape == "square":
        places = places[1::-1] + places[:1:-1]
    return "M" + "L".join(places) + "Z"


def _line(start: Node, end: Node, bend: int, gap: float) -> tuple[str, str, tuple[float, float]]:
    length = max(math.hypot(end.x - start.x, end.y - start.y), 1.0)
    ux, uy = (end.x - start.x) / length, (end.y - start.y) / length
    cx = (start.x + end.x) / 2 - uy * bend * 14
    cy = (start.y + end.y) / 2 + ux * bend * 14
    first = max(math.hypot(cx - start.x, cy - start.y), 1.0)
    last = max(math.hypot(end.x - cx, end.y - cy), 1.0)
    ax, ay = start.x + (cx - start.x) / first * gap, start.y + (cy - start.y) / first * gap
    vx, vy = (end.x - cx) / last, (end.y - cy) / last
    bx, by = end.x - vx * gap, end.y - vy * gap
    tx, ty = bx - vx * 12, by - vy * 12
    path = f"M{ax:.1f} {ay:.1f}Q{cx:.1f} {cy:.1f} {tx:.1f} {ty:.1f}"
    head = f"M{bx:.1f} {by:.1f}L{tx - vy * 6:.1f} {ty + vx * 6:.1f}L{tx + vy * 6:.1f} {ty - vx * 6:.1f}Z"
    middle = (round((ax + 2 * cx + tx) / 4, 1), round((ay + 2 * cy + ty) / 4, 1))
    return path, head, middle


def _label(node: Node, size: float) -> list[tuple[float, str]]:
    lines: list[str] = []
    name = node.short or node.label
    most = 5 if node.sign else 3
    for word in _pieces(f"{name} ▸ {node.sign}" if node.sign else name, size):
        if lines and _width(f"{lines[-1]} {word}") * size <= 172:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [(round(node.y + size * (0.9 + LINE * (i + 1)), 1), line) for i, line in enumerate(lines)]


def _pieces(text: str, size: float) -> list[str]:
    """The words of a label; one that is far too wide for a line in pieces, none of which begins with a mark of the letter before."""
    most, found = int(172 / size / LETTER), []
    for word in text.split():
        while _width(word) * size > 2 * 172:
            cut = next((n for n in range(most, len(word)) if unicodedata.category(word[n])[0] != "M"), len(word))
            found.append(word[:cut])
            word = word[cut:]
        found.append(word)
    return [piece for piece in found if piece]


def _width(text: str) -> float:
    """About how wide ``text`` is in letters' sizes; marks that stand above or below letters take no room."""
    return LETTER * sum(unicodedata.category(letter) != "Mn" for letter in text)
