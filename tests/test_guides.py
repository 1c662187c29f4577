"""The guides are run: every `$ ` line does what it says there, every link leads to a file, and every word of the page that the guide to maps names is one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kuasa.graph.wording import wording
from kuasa.maps import groups, page, scene
from kuasa.maps.payload import payload
from kuasa.maps.view import MapView

DOCS = Path(__file__).parent.parent / "docs"
MAPS_FOLDER = Path(__file__).parent.parent / "maps"
PAGE = MAPS_FOLDER / "templates" / "map"
COMMANDS = {"influence.md": 9, "maps.md": 3}
LINKED = (*COMMANDS, "stories.md", "map-page.md")


def text(name: str) -> str:
    """A guide."""
    return (DOCS / name).read_text(encoding="utf-8")


def lines(name: str) -> list[tuple[str, str]]:
    """The commands of a guide, each with what it shows."""
    blocks = re.findall(r"^```console\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)
    return [found for block in blocks for found in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


LINES = [found for name in COMMANDS for found in lines(name)]
MAPS = text("maps.md")
QUOTED = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", MAPS, flags=re.MULTILINE | re.DOTALL)))


def test_each_guide_asks_its_questions() -> None:
    assert {name: len(lines(name)) for name in COMMANDS} == COMMANDS


@pytest.mark.parametrize(("command", "shown"), LINES, ids=[command for command, _ in LINES])
def test_a_command_of_a_guide_gives_what_the_guide_shows(tmp_path: Path, command: str, shown: str) -> None:
    program = f'kuasa() {{ "{sys.executable}" -m kuasa "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    assert shown.strip() in done.stdout + done.stderr


@pytest.mark.parametrize(("name", "link"), [(name, link) for name in LINKED for link in re.findall(r"\]\(((?!http)[^)#]+)\)", text(name))])
def test_a_link_of_a_guide_leads_to_a_file(name: str, link: str) -> None:
    assert (DOCS / link).exists()


@pytest.mark.parametrize("said", sorted(said for said in QUOTED if said[0].isupper() or (" " in said and not said.startswith(("kuasa ", "--")))))
def test_what_the_guide_to_maps_quotes_from_the_page_stands_there(said: str) -> None:
    assert said in {re.sub(r" ?\{.*", "", word) for word in wording().values()}


def test_every_address_of_the_guide_to_maps_is_one_that_the_page_follows() -> None:
    follows = "".join((PAGE / f"{name}.js").read_text(encoding="utf-8") for name in ("page", "ask", "story"))
    named = set(re.findall(r"[#&](\w+)=", MAPS))
    assert named == {"node", "link", "from", "to", "route", "story", "step", "on", "status", "lens", "view", "lang"}
    assert {key for key in named if not re.search(rf'place\.(?:get|has|getAll)\("{key}"\)|\.from, "{key}"|getAll\("{key}"\)', follows)} == set()


def test_the_numbers_of_the_guide_to_maps_are_those_of_the_program() -> None:
    assert (scene.MOST, page.PLAIN, page.LARGE, groups.MANY, scene.HELD) == (300, 300, 500, 5_000, 250_000)
    assert all(f"{number:,}" in MAPS for number in (scene.MOST, page.LARGE, groups.MANY, scene.HELD))


def test_the_guide_to_the_page_names_every_script_in_its_order_and_every_module_behind_it() -> None:
    guide = text("map-page.md")
    assert list(re.findall(r"(?<!<room>)`(\w+)\.js`", guide)) == list(page.SCRIPTS)
    named = {f"{name}.py" for name in re.findall(r"`(\w+)\.py`", guide)}
    assert sorted(name for name in named if not (MAPS_FOLDER / name).exists()) == ["test_page_routes.py"]


def test_the_guide_to_the_page_names_every_field_of_the_payload() -> None:
    said = re.findall(r"`(\w+)`", text("map-page.md").partition("## The payload")[2])
    view = MapView("", "", "en", "2026-06-30", "", "", "public", 0, 0, False, "", "", "", (), (), (), (), (), (), {})
    assert set(payload(view)) - set(said) == set()
