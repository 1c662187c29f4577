"""The map of an analysis: its routes as stories, the things that it found marked, and what is only imagined drawn as proposed.

In: what was asked, the answer in a line, routes, marks. Out: the page as text; as `scene` and `page` draw every map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..graph.influence import Answer, Question
from ..graph.knowledge import Knowledge
from ..graph.things import Path
from . import page, scene
from .view import Fact, MapView, Node

MARKED = 500.0


def render(knowledge: Knowledge, question: Question, title: str, answer: str, routes: tuple[Path, ...] = (), marked: Mapping[str, str] | None = None) -> str:
    """The page. `marked` gives the words that stand on a thing, by its IRI; `answer` is what the page says first."""
    return page.render(picture(knowledge, question, title, answer, routes, marked or {}))


def picture(knowledge: Knowledge, question: Question, title: str, answer: str, routes: tuple[Path, ...], marked: Mapping[str, str]) -> MapView:
    """What the page shows: the ends, the steps of all routes and whatever is marked, with every link between them."""
    shown = list(dict.fromkeys((*question.starts, *question.ends, *marked)))
    view = scene.scene(knowledge, question.lens, question.moment, shown, 0, (Answer(question, routes, ()),), question.lang, without=question.without)
    words = {scene.slug(thing): text for thing, text in marked.items()}
    return replace(view, title=title, answer=answer, nodes=tuple(sign(node, words.get(node.id, "")) for node in view.nodes))


def sign(node: Node, words: str) -> Node:
    """A node with its mark in its name and first among what is told of it."""
    if not words:
        return node
    return replace(node, short=f"{node.short}\n{words}", facts=(Fact(words, "", (), ""), *node.facts), weight=node.weight + MARKED)
