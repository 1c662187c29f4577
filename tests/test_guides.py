"""The guides are run: every `$ ` line does what it says there, every link leads to a file, and every word of the page that the guide to maps names is one.

Guides that tell a story are run from top to bottom in one folder; between their commands somebody fills in, mends and decides (`steward.py`).
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import steward
from openpyxl import load_workbook
from typer.main import get_command

from kuasa.cli import VIEWS, app
from kuasa.exchange.files import bounds
from kuasa.exchange.formats.format import MODULES, formats
from kuasa.exchange.incoming.findings import SHAPED
from kuasa.graph.wording import wording
from kuasa.maps import groups, page, scene
from kuasa.maps.payload import payload
from kuasa.maps.view import MapView

DOCS = Path(__file__).parent.parent / "docs"
MAPS_FOLDER = Path(__file__).parent.parent / "maps"
PAGE = MAPS_FOLDER / "templates" / "map"
COMMANDS = {"influence.md": 9, "maps.md": 3}
STORIES = {"stewards.md": 9, "merging.md": 3, "reading.md": 2, "paper.md": 2, "formats.md": 2}
EXCHANGE = {"template", "import", "export", "merge", "read", "paper"}
LINKED = (*COMMANDS, *STORIES, "stories.md", "map-page.md", "translating.md", "codebook.md", "edge-tables.md")

# What somebody does before the command of this number (from 0) in a story, and the commands that end with something to mend.
Hand = Callable[[Path], None]
HANDS: dict[tuple[str, int], Hand] = {
    ("stewards.md", 1): lambda folder: steward.fill(folder / "ties.xlsx"),
    ("stewards.md", 3): lambda folder: (steward.mend(folder / "ties.xlsx"), steward.decide(folder / "names.xlsx")),
    ("stewards.md", 7): lambda folder: steward.change(folder / "ties.xlsx"),
    ("merging.md", 0): steward.meet,
    ("merging.md", 1): lambda folder: steward.decide(folder / "names.xlsx"),
    ("reading.md", 0): lambda folder: shown_file("reading.md", "text", folder / "report.txt"),
    ("reading.md", 1): lambda folder: steward.accept(folder / "proposals.xlsx"),
    ("paper.md", 1): lambda folder: steward.rate(folder / "kit-group-1.xlsx"),
    ("formats.md", 1): lambda folder: shown_file("formats.md", "csv", folder / "links.csv"),
}
TO_MEND = {("stewards.md", 1)}


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
def test_a_command_of_a_guide_gives_what_the_guide_shows(kuasa, tmp_path: Path, command: str, shown: str) -> None:
    if set("|<>;&$*") & set(command):
        program = f'kuasa() {{ "{sys.executable}" -m kuasa "$@"; }}; {command}'
        done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=300)
    else:
        name, *arguments = shlex.split(command)
        done = kuasa(*arguments, COLUMNS="80")
        assert name == "kuasa"
    assert done.returncode == 0, done.stderr
    assert shown.strip() in done.stdout + done.stderr


def shown_file(name: str, language: str, path: Path) -> None:
    """Writes the file that a guide shows."""
    path.write_text(re.findall(rf"^```{language}\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)[0], encoding="utf-8")


def told(name: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Runs the story of a guide in a folder; every command gives what the guide shows, and ends as it should."""
    patch.chdir(folder)
    for number, (command, shown) in enumerate(lines(name)):
        HANDS.get((name, number), lambda folder: None)(folder)
        done = steward.run(command)
        assert (command, done.exit_code) == (command, int((name, number) in TO_MEND)), done.output
        assert [line for line in shown.splitlines() if line and line not in done.output.splitlines()] == []


@pytest.fixture(scope="module")
def stewards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the story of the stewards was told."""
    folder = tmp_path_factory.mktemp("stewards")
    with pytest.MonkeyPatch.context() as patch:
        told("stewards.md", folder, patch)
    return folder


def test_each_story_has_its_commands() -> None:
    assert {name: len(lines(name)) for name in STORIES} == STORIES


@pytest.mark.parametrize("name", [name for name in STORIES if name != "stewards.md"])
def test_the_story_of_a_guide_is_what_happens(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(name, tmp_path, monkeypatch)


def test_the_story_of_the_stewards_ends_on_a_map_with_its_sources(stewards: Path) -> None:
    page = (stewards / "rice.html").read_text(encoding="utf-8")
    assert [said for said in (*steward.ACTORS, "Minutes of 12 May 2026", "Rice and migrant workers 2026") if said.replace("'", "&#39;") not in page and said not in page] == []


def test_the_story_of_the_stewards_has_a_comment_in_each_cell_to_mend(stewards: Path) -> None:
    book = load_workbook(stewards / "marked.xlsx")
    found = [(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    told = [tuple(line.split(" sheet ")[1].split(":")[0].rsplit(" ", 1)) for line in lines("stewards.md")[1][1].splitlines() if line.startswith("To mend")]
    assert sorted(found) == sorted(told)
    assert len(told) == 6


def test_every_command_of_tables_is_in_the_guides_with_each_of_its_own_options() -> None:
    said = "".join(map(text, STORIES))
    commands = get_command(app).commands  # type: ignore[attr-defined]
    own = {option for name in EXCHANGE for parameter in commands[name].params if parameter.param_type_name == "option" for option in parameter.opts if option.startswith("--")}
    general = {"--output", "--data", "--on", "--known-by", "--lens", "--status", "--strict", "--without", "--max-hops"}
    assert [name for name in sorted(EXCHANGE) if f"kuasa {name}" not in said] == []
    assert sorted(option for option in own - general if option not in said) == []


def test_every_option_in_the_guides_to_tables_is_one() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    wrong = []
    for name in STORIES:
        for command, rest in re.findall(r"kuasa (template|import|export|merge|read|paper|map|show|check|paths)\b([^`\n]*)", text(name)):
            known = {option for parameter in commands[command].params for option in parameter.opts}
            wrong += [(name, command, option) for option in re.findall(r"--[a-z-]+", re.sub(r'"[^"]*"', "", rest)) if option not in known]
    assert wrong == []


def test_the_guide_to_other_tools_names_every_format_with_the_end_of_its_files() -> None:
    rows = dict(re.findall(r"^\| `(\w[\w-]*)` \| (.*?) \|", text("formats.md"), re.MULTILINE))
    assert rows.keys() == MODULES.keys()
    ends = {name: [end for end in one.suffixes if f"`{end}`" not in rows[name] and f"`…{end}`" not in rows[name]] for name, one in formats().items()}
    assert {name: found for name, found in ends.items() if found and name not in ("gephi", "kumu-csv")} == {}


def test_the_views_in_the_guide_for_stewards_are_views() -> None:
    asked = [view.split()[0] for view in re.findall(r'^\| `"(.*?)"` \|', text("stewards.md"), re.MULTILINE)]
    assert len(asked) == 6
    assert set(asked) - set(VIEWS) == set()


def test_the_numbers_of_the_guide_for_stewards_are_those_of_the_program() -> None:
    most = (bounds.MOST_ROWS, bounds.MOST_COLUMNS, bounds.MOST_TABS, bounds.MOST_CELLS, bounds.MOST_PACKED, bounds.MOST_UNPACKED, SHAPED)
    assert most == (1_000_000, 16_384, 250, 6_000_000, 100_000_000, 400_000_000, 5_000)
    assert "A million rows, 16,384 columns, 250 sheets and six million cells" in text("stewards.md")
    assert "100 MB as it is stored, 400 MB unpacked" in text("stewards.md")
    assert "more than 5,000 rows" in text("stewards.md")


@pytest.mark.parametrize("name", ["commands", "terms", "questions"])
def test_every_command_term_and_question_is_documented_as_it_is(name: str) -> None:
    spec = importlib.util.spec_from_file_location("references", DOCS / "references.py")
    assert spec and spec.loader
    references = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(references)
    assert getattr(references, name)().rstrip() + "\n" == text(f"{name}.md"), "mend it: make docs"


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
