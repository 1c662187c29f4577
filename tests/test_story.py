"""Stories of one's own: what a file says is checked against the knowledge, and every mistake names its place and its cure."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.errors import BadStory
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.maps import scene, story
from kuasa.maps.story import Story, StoryStep

WORLD = str(Path(__file__).parent / "world.ttl")
DOCS = Path(__file__).parent.parent / "docs"
WHEN = Moment(dt.date(2026, 6, 30), "actual")
GUIDE = (DOCS / "stories.md").read_text(encoding="utf-8")
LINES = [found for block in re.findall(r"^```console\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL) for found in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]
WHOLE = """
title: {en: The weavers and the officials, th: ช่างทอ}
start: {names: [UW, OMC], on: 2026, lens: access, layout: walk}
steps:
- highlight: [Union of Weavers, "Loom Network > engages with > Forum on Cloth"]
  text: Who is this?
- highlight: "UW > engages with > OMC"
  status: all
  on: 2026-06
  text: {en: "A possibility: no more.", vi: Có thể}
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge([WORLD])


def told(folder: Path, text: str, knowledge: Knowledge) -> Story:
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    return story.read(folder / "s.yaml", knowledge, WHEN)


def test_a_story_is_what_its_file_says(tmp_path: Path, knowledge: Knowledge) -> None:
    first = StoryStep(("weavers", "loom-net", "forum"), (("loom-net", "engagement", "forum"),), {"und": "Who is this?"}, "2026-12-31", "actual", "walk")
    second = StoryStep(("weavers", "officials"), (("weavers", "engagement", "officials"),), {"en": "A possibility: no more.", "vi": "Có thể"}, "2026-06-30", "all", "walk")
    assert told(tmp_path, WHOLE, knowledge) == Story({"en": "The weavers and the officials", "th": "ช่างทอ"}, ("weavers", "officials"), "access", (first, second))


def test_a_story_that_names_no_day_and_no_status_is_told_under_those_of_the_map(tmp_path: Path, knowledge: Knowledge) -> None:
    step = StoryStep(("forum",), (), {"und": "b"}, "2026-06-30", "actual", "")
    assert told(tmp_path, "{title: a, steps: [{highlight: Forum on Cloth, text: b}]}", knowledge) == Story({"und": "a"}, (), "", (step,))


STEP = "title: a\nsteps:\n- text: b\n- "


@pytest.mark.parametrize(
    ("text", "what", "cure"),
    [
        ("", "'title' has no text", "Write 'title: ...'"),
        ("title: a", "it has no steps", "steps:"),
        ("- a\n- b", "s.yaml: '['a', 'b']' stands where keys", "title, start, steps"),
        ("title: a\nauthor: me\nsteps: []", "the key 'author' means nothing here", "Keys: title, start, steps."),
        ("title: a\ntitle: b", "s.yaml, line 2: the key 'title' stands there twice", "Keep one"),
        ("title: &t a\nsteps:\n- text: *t", "no anchors", "Write the text out"),
        ("title: a: b", "s.yaml, line 1: this is not YAML", "quotation marks"),
        ("title: !!python/object/apply:os.system [ls]", "'title' has no text", "title"),
        ("title: {english: a}", "'english' is no code of a language", "Codes: en, id"),
        ("title: a\nstart: {names: [UW, Wevers]}", "s.yaml, start: Nothing here is called 'Wevers'", "Did you mean"),
        ("title: a\nstart: {lens: love}", "s.yaml, start: There is no lens 'love'", "Lenses"),
        ("title: a\nstart: {layout: spiral}", "there is no layout 'spiral'", "force, grid, layers, rings, walk"),
        ("title: a\nsteps: [b]", "s.yaml, step 1: 'b' stands where keys", "highlight, text"),
        ("title: a\nsteps: b", "'steps' is no list", "Begin each step"),
        (STEP + "highlight: [UW]", "s.yaml, step 2: 'text' has no text", "en: ..."),
        (STEP + "{text: b, on: soon}", "s.yaml, step 2: 'soon' is not a date", "2024-05-09"),
        (STEP + "{text: b, on: [2024]}", "stands where one word should stand", "one value"),
        (STEP + "{text: b, status: maybe}", "there is no status 'maybe'", "actual, planned, all"),
        (STEP + "{text: b, highlight: {UW: 1}}", "'highlight' is no list of names", "[AROSP, SLOM]"),
        (STEP + "{text: b, highlight: Ana Loom}", "s.yaml, step 2: 'Ana Loom' is a person", "organisation"),
        (STEP + '{text: b, highlight: "UW > loves > OMC"}', "no kind of link 'loves'", "Kinds"),
        (STEP + '{text: b, highlight: "UW > OMC"}', "'UW > OMC' is no link", "A > kind > B"),
        (STEP + '{text: b, highlight: "UW > reports to > OMC"}', "nobody stated the link 'UW > reports to > OMC'", "Links between the two: engages with."),
        (STEP + '{text: b, highlight: "UW > engages with > OMC"}', "does not count on 2026-06-30 with status actual", "'status: all'"),
        (STEP + '{text: b, on: 2010, status: all, highlight: "LN > engages with > Forum on Cloth"}', "does not count on 2010-12-31", "another 'on:'"),
        (STEP + "text: " + "long " * 200, "'text' has", "make two steps"),
        ("title: a\nsteps:\n" + "- text: b\n" * 61, "'steps' holds 61", "At most 60"),
        ("title: " + "[" * 5000, "is not YAML", "quotation marks"),
        ("title: a" + " " * 300_000, "300,008 bytes", "tell two"),
    ],
)
def test_a_mistake_is_named_with_its_place_its_value_and_its_cure(tmp_path: Path, knowledge: Knowledge, text: str, what: str, cure: str) -> None:
    with pytest.raises(BadStory) as problem:
        told(tmp_path, text, knowledge)
    assert problem.value.what.startswith("s.yaml") and what in problem.value.what and cure in problem.value.cure


@pytest.mark.parametrize(("content", "said"), [(b"title: caf\xe9", "is not UTF-8"), (b"title: a\x00", "is not YAML")])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, knowledge: Knowledge, content: bytes, said: str) -> None:
    (tmp_path / "s.yaml").write_bytes(content)
    with pytest.raises(BadStory, match=said):
        story.read(tmp_path / "s.yaml", knowledge, WHEN)


def test_a_file_that_is_not_there_and_too_many_files_are_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(BadStory, match=r"none\.yaml cannot be read"):
        story.read(tmp_path / "none.yaml", knowledge, WHEN)
    with pytest.raises(BadStory, match="13 stories are too many"):
        story.read_all([tmp_path / "none.yaml"] * 13, knowledge, WHEN)


def test_a_wrong_story_is_one_message_and_leaves_no_file(kuasa, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("title: a\nsteps: [{text: b, highlight: [Slomm]}]", encoding="utf-8")
    done = kuasa("map", "--story", "s.yaml", "-o", "m.html")
    assert (done.returncode, done.stdout, (tmp_path / "m.html").exists()) == (1, "", False)
    assert "s.yaml, step 1: Nothing here is called 'Slomm'." in done.stderr and "Traceback" not in done.stderr


def test_the_guide_shows_two_commands() -> None:
    assert len(LINES) == 2


@pytest.mark.parametrize(("command", "shown"), LINES, ids=[command for command, _ in LINES])
def test_a_command_of_the_guide_to_stories_gives_what_it_shows(tmp_path: Path, command: str, shown: str) -> None:
    (tmp_path / "arosp-slom.yaml").write_bytes((DOCS / "stories" / "arosp-slom.yaml").read_bytes())
    program = f'kuasa() {{ "{sys.executable}" -m kuasa "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    assert shown.strip() in done.stdout + done.stderr


def test_a_story_of_things_that_the_file_leaves_out_is_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    found = told(tmp_path, WHOLE, knowledge)
    view = scene.scene(knowledge, lens("all"), WHEN, [f"{ID}forum"], 0, (), whole=False)
    with pytest.raises(BadStory, match="'weavers', which is not in the file"):
        story.with_stories(view, (found,))
    assert story.with_stories(scene.scene(knowledge, lens("all"), WHEN, [f"{ID}forum"], 0, ()), (found,)).stories == (found,)
