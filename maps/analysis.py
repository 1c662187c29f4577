"""The map of an analysis: its routes as stories, the things that it found marked, and what is only imagined drawn as proposed.

In: what was asked, the answer in a line, routes, marks. Out: the page as text; as `scene` and `page` draw every map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ..graph.analysis.influence import Answer, Question
from ..graph.knowledge import Knowledge
from ..graph.things import Path
from ..graph.wording import say, wording
from . import elements, page, scene
from .view import Fact, MapView, Node


def of_answer(knowledge: Knowledge, answer: Answer) -> str:
    """The page of routes from one end to the other, their stated aims among them."""
    question = answer.question
    title = scene.title(knowledge.facts, [], (answer,), question.lang)
    return render(knowledge, question, title, scene.outcome(answer), (*answer.routes, *answer.aims))


def render(knowledge: Knowledge, question: Question, title: str, answer: str, routes: tuple[Path, ...] = (), marked: Mapping[str, str] | None = None) -> str:
    """The page. `marked` gives the words that stand on a thing, by its IRI; `answer` is what the page says first."""
    return page.render(picture(knowledge, question, title, answer, routes, marked or {}))


def picture(knowledge: Knowledge, question: Question, title: str, answer: str, routes: tuple[Path, ...], marked: Mapping[str, str]) -> MapView:
    """What the page shows: the ends, the steps of all routes and whatever is marked, with every link between them."""
    shown = [scene.drawable(knowledge, thing) for thing in dict.fromkeys((*question.starts, *question.ends, *marked))]
    view = scene.scene(knowledge, question.lens, question.moment, shown, 0, (Answer(question, routes, ()),), question.lang, without=question.without)
    words = {elements.slug(thing): text for thing, text in marked.items()}
    status, *limited = limits(question, routes, view.status)
    fixed = bool(limited or marked) or status != view.status
    nodes = tuple(signed(node, words.get(node.id, "")) for node in view.nodes)
    return replace(view, title=title, answer=answer, status=" · ".join([status, *limited]), limits=tuple(limited), fixed=fixed, nodes=nodes)


def limits(question: Question, routes: tuple[Path, ...], status: str) -> Iterator[str]:
    """Which links are shown, those imagined among them; what was left out, what every route passes, the order of time."""
    imagined = any("imagined" in hop.marks for path in routes for hop in path.hops)
    yield say("whatif_shown", status=status) if imagined else status
    yield from question.limits
    if (since := question.moment.since) is not None:
        yield say("order_ever") if since == date.min else say("order_since", since=since)


def signed(node: Node, words: str) -> Node:
    """A node with its mark beside its name, and first among what is told of it."""
    return replace(node, sign=words, facts=(Fact(wording()["sign"], words, (), ""), *node.facts)) if words else node
