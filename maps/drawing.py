"""What somebody wants to see on a map, in words → the view: the surroundings of some names, the routes to a target, stories told on it.

Refuses a layout that there is none of, and a target without a start (`UsageError`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..graph.analysis import influence, lenses
from ..graph.analysis.conditions import Conditions, question
from ..graph.errors import UsageError
from ..graph.knowledge import Knowledge
from ..graph.lookup import resolve
from ..graph.validity import Moment
from . import scene, story
from .view import MapView


def drawn(
    knowledge: Knowledge,
    given: Conditions,
    moment: Moment,
    names: Sequence[str] = (),
    to: str | None = None,
    hops: int = 1,
    k: int = 3,
    max_hops: int = 6,
    layout: str = "auto",
    stories: Sequence[Path] = (),
    whole: bool = True,
    advance: Callable[[str], None] = lambda doing: None,
) -> MapView:
    """The view; with all that the audience may see in it if `whole`, else with what is drawn. `advance` is told what is being done."""
    if layout not in scene.LAYOUTS:
        raise UsageError(f"There is no layout '{layout}'.", f"Layouts: {', '.join(scene.LAYOUTS)}.")
    if to and not names:
        raise UsageError("--to needs a name to start from.", "Write: kuasa map FROM --to TO")
    facts = knowledge.facts
    found = [scene.drawable(knowledge, resolve(facts, name)) for name in names]
    answers = tuple(influence.paths(facts, question(knowledge, given, moment, name, to, k, max_hops)) for name in names if to)
    shown = [*found, *([resolve(facts, to)] if to else [])]
    told = story.read_all(stories, knowledge, moment)
    left_out = frozenset(resolve(facts, name) for name in given.without)
    view = scene.scene(knowledge, lenses.lens(given.lens), moment, shown, hops, answers, given.lang, layout, left_out, whole, advance)
    return story.with_stories(view, told)
