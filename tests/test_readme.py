"""The README is run: every `$ ` line does what it says, and every name in it exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kuasa.exchange.formats.format import MODULES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = ROOT / "docs"


def lines(text: str) -> list[tuple[str, str]]:
    """The commands in a text, each with what it shows."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [found for block in blocks for found in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


LINES = lines(README)


def section(heading: str) -> str:
    """What stands under a heading."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_readme_has_thirteen_commands_worth_pasting_four_about_tables_and_two_for_researchers() -> None:
    assert [len(lines(section(heading))) for heading in ("Thirteen commands worth pasting", "Tables in, tables out", "For researchers")] == [13, 4, 2]
    assert len(LINES) == 19


def test_the_readme_counts_the_formats_of_other_tools() -> None:
    assert len(MODULES) == 13
    assert "thirteen formats" in section("Tables in, tables out")


def test_the_readme_leads_to_every_page_for_readers() -> None:
    assert {page.name for page in DOCS.glob("*.md")} - set(re.findall(r"docs/([\w-]+\.md)\)", README)) == set()


@pytest.mark.parametrize(("command", "shown"), LINES, ids=[command for command, _ in LINES])
def test_a_command_of_the_readme_gives_what_the_readme_shows(tmp_path: Path, command: str, shown: str) -> None:
    (tmp_path / "ontology").symlink_to(ROOT / "ontology")
    program = f'kuasa() {{ "{sys.executable}" -m kuasa "$@"; }}; set -o pipefail; {command}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    written = re.search(r"-o (\S+)", command)
    if written:
        assert (tmp_path / written[1]).stat().st_size > 10_000
    assert shown in done.stdout + done.stderr


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)#]+)\)", README))
def test_a_link_of_the_readme_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("name", re.findall(r"`((?:[a-z]+/)+)`", README))
def test_a_folder_named_in_the_readme_exists(name: str) -> None:
    assert (ROOT / name).is_dir()
