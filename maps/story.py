"""Stories of one's own: a YAML file goes in, a `Story` whose every name, link, day and choice was checked comes out.

A story has a title and steps; each step lights up things and links and tells them in its author's words, which are never shown
as facts. Refused, as `BadStory` with file, step, value and cure: what is no such file, unknown keys, unknown names, persons
where they are on no map, links that nobody stated or that do not count under the conditions of their step, and what is too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..graph.analysis import lenses
from ..graph.analysis.building import links
from ..graph.analysis.change import parted
from ..graph.dates import span
from ..graph.errors import BadStory, KuasaError
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.lookup import resolve
from ..graph.validity import STATUSES, Moment
from .elements import slug
from .storyfile import short, written
from .view import MapView

LAYOUTS = ("force", "grid", "layers", "rings", "walk")
MOST_STORIES, MOST_STEPS, MOST_LIT, MOST_NAMES, LONGEST_TITLE, LONGEST_TEXT = 12, 60, 40, 300, 200, 700
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
ANY = "und"


@dataclass(frozen=True)
class StoryStep:
    """What is lit (ids of things; links as start, kind, end), the author's words by language ("und": not said which), and the
    day, status and layout under which it is told ("" for the layout: as it is)."""

    nodes: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    text: Mapping[str, str]
    on: str
    status: str
    layout: str


@dataclass(frozen=True)
class Story:
    """A title by language, the things drawn (none: those that the map draws first), the lens ("" as it is), and the steps."""

    title: Mapping[str, str]
    nodes: tuple[str, ...]
    lens: str
    steps: tuple[StoryStep, ...]


def read_all(paths: Iterable[Path], knowledge: Knowledge, moment: Moment) -> tuple[Story, ...]:
    """The stories of some files, in their order."""
    given = list(paths)
    if len(given) > MOST_STORIES:
        raise BadStory(f"{len(given)} stories are too many for one page.", f"Give at most {MOST_STORIES}.")
    return tuple(read(path, knowledge, moment) for path in given)


def read(path: Path, knowledge: Knowledge, moment: Moment) -> Story:
    """The story of a file, as an audience may hear it; where it names no day and no status, those of `moment` count."""
    return Reader(path.name, knowledge, moment).story(written(path))


def with_stories(view: MapView, stories: tuple[Story, ...]) -> MapView:
    """The view with stories to tell; with any, the page opens with the first. Refused: a story of things that are not in the file."""
    held = {node.id for node in view.nodes}
    missing = next((one for told in stories for one in (*told.nodes, *(lit for step in told.steps for lit in step.nodes)) if one not in held), "")
    if missing:
        raise BadStory(f"A story tells of '{missing}', which is not in the file.", "Leave --only out, or name it on the command line too.")
    return replace(view, stories=stories, opening="story") if stories else view


@dataclass
class Reader:
    """Reads what a file says against the knowledge; `where` is the place that a message names."""

    file: str
    knowledge: Knowledge
    moment: Moment
    where: str = ""
    counted: dict[Moment, set[tuple[str, str, str]]] = field(default_factory=dict)

    def wrong(self, what: str, cure: str) -> BadStory:
        """The message for a mistake at the present place."""
        return BadStory(f"{self.file}{self.where}: {what}", cure)

    def story(self, told: Any) -> Story:
        """The whole story."""
        self.keys(told, "title", "start", "steps")
        title = self.text(told, "title", LONGEST_TITLE)
        self.where = ", start"
        start = told.get("start", {})
        self.keys(start, "names", "on", "status", "lens", "layout")
        nodes = tuple(dict.fromkeys(self.thing(name) for name in self.listed(start, "names", MOST_NAMES)))
        lens = self.checked(lenses.lens, start["lens"]).name if start.get("lens") else ""
        moment, layout = self.conditions(start, self.moment, "")
        self.where = ""
        steps = []
        for number, step in enumerate(self.listed(told, "steps", MOST_STEPS, bare=False), 1):
            self.where = f", step {number}"
            self.keys(step, "highlight", "text", "on", "status", "layout")
            moment, layout = self.conditions(step, moment, layout)
            lit = [self.lit(one, moment) for one in self.listed(step, "highlight", MOST_LIT)]
            ends = dict.fromkeys(end for one in lit for end in ((one,) if isinstance(one, str) else (one[0], one[2])))
            words = self.text(step, "text", LONGEST_TEXT)
            steps.append(StoryStep(tuple(ends), tuple(one for one in lit if not isinstance(one, str)), words, moment.on.isoformat(), moment.status, layout))
        if not steps:
            raise self.wrong("it has no steps.", "Write 'steps:' and under it '- text: ...' for each step.")
        return Story(title, nodes, lens, tuple(steps))

    def keys(self, told: Any, *known: str) -> None:
        """Refuses what has no keys, or a key that a story does not have."""
        if not isinstance(told, dict):
            raise self.wrong(f"'{short(told)}' stands where keys should stand.", f"Keys: {', '.join(known)}.")
        for key in told:
            if key not in known:
                raise self.wrong(f"the key '{short(key)}' means nothing here.", f"Keys: {', '.join(known)}.")

    def listed(self, told: Mapping[str, Any], key: str, most: int, bare: bool = True) -> list[Any]:
        """The list of a key, empty if it is not there; a single text is a list of one where that is meant."""
        found = told.get(key) or []
        found = [found] if bare and isinstance(found, str) else found
        if not isinstance(found, list) or (bare and not all(isinstance(one, str) and one.strip() for one in found)):
            raise self.wrong(f"'{key}' is no list{' of names' if bare else ''}.", f"Write: {key}: [AROSP, SLOM]" if bare else "Begin each step with '- '.")
        if len(found) > most:
            raise self.wrong(f"'{key}' holds {len(found)}.", f"At most {most}.")
        return found

    def text(self, told: Mapping[str, Any], key: str, longest: int) -> dict[str, str]:
        """Text, or text by language."""
        found = told.get(key) or ""
        by_language = {ANY: found} if isinstance(found, str) else found
        if not isinstance(by_language, dict) or not by_language or not all(isinstance(one, str) and one.strip() for one in by_language.values()):
            raise self.wrong(f"'{key}' has no text.", f"Write '{key}: ...', or '{key}:' and under it one line per language, 'en: ...', 'th: ...'.")
        for language, words in by_language.items():
            if language != ANY and not LANGUAGE.fullmatch(language):
                raise self.wrong(f"'{short(language)}' is no code of a language.", "Codes: en, id, km, lo, my, th, vi ...")
            if len(words) > longest:
                raise self.wrong(f"'{key}' has {len(words)} letters: '{short(words)}'", f"At most {longest}, so that it fits on a card: make two steps of it.")
        return {language: " ".join(words.split()) for language, words in by_language.items()}

    def conditions(self, told: Mapping[str, Any], moment: Moment, layout: str) -> tuple[Moment, str]:
        """The day, the status and the layout from here on."""
        for key, choices in (("status", tuple(STATUSES)), ("layout", LAYOUTS)):
            if told.get(key) and told[key] not in choices:
                raise self.wrong(f"there is no {key} '{short(told[key])}'.", f"Choices: {', '.join(choices)}.")
        day = self.checked(span, told["on"]).last if told.get("on") else moment.on
        return replace(moment, on=day, status=told.get("status") or moment.status), told.get("layout") or layout

    def checked(self, read: Any, value: Any) -> Any:
        """What a function of ours makes of a value; its own message, with the place."""
        if not isinstance(value, str):
            raise self.wrong(f"'{short(value)}' stands where one word should stand.", "Write one value.")
        try:
            return read(value)
        except KuasaError as problem:
            raise self.wrong(problem.what, problem.cure) from None

    def thing(self, name: str) -> str:
        """The id of a thing that may stand on the map."""
        facts = self.knowledge.facts
        found = self.checked(lambda one: resolve(facts, one), name)
        if facts.isa(found, "Person") and not self.knowledge.audience.person_as_step:
            raise self.wrong(f"'{facts.label(found)}' is a person; persons are not on maps of the profile {self.knowledge.audience.name}.", "Name an organisation.")
        return slug(str(found))

    def lit(self, name: str, moment: Moment) -> str | tuple[str, str, str]:
        """A thing to light up, or a link that counts at that moment."""
        if ">" not in name:
            return self.thing(name)
        facts = self.knowledge.facts
        start, kind, end = self.checked(lambda one: parted(facts, one), name)
        for one in (start, end):
            self.thing(one)
        stated = [tie for tie in facts.ties if {tie.start, tie.end} == {start, end}]
        pairs = {(start, end), (end, start)} if kind.verb == kind.inverse else {(start, end)}
        ours = [tie for tie in stated if tie.kind == kind.id and (tie.start, tie.end) in pairs]
        if not ours:
            between = ", ".join(sorted({kinds()[tie.kind].verb for tie in stated})) or "none"
            raise self.wrong(f"nobody stated the link '{name}'.", f"Links between the two: {between}.")
        shown = next((tie for tie in ours if (tie.start, tie.kind, tie.end) in self.counting(moment)), None)
        if shown is None:
            cure = "or 'status: all' to tell of plans too" if moment.status != "all" else "or leave the link out"
            raise self.wrong(f"'{name}' does not count on {moment.on} with status {moment.status}.", f"Put another 'on:' into the step, {cure}.")
        return slug(shown.start), kind.word, slug(shown.end)

    def counting(self, moment: Moment) -> set[tuple[str, str, str]]:
        """Start, kind and end of every link that counts at a moment; worked out once."""
        if moment not in self.counted:
            self.counted[moment] = {(tie.start, tie.kind, tie.end) for tie in links(self.knowledge.facts, moment)}
        return self.counted[moment]
