"""The guides are run: every `$ ` line in docs/influence.md does what it says there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "influence.md").read_text(encoding="utf-8")
LINES = [found for block in re.findall(r"^```console\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL) for found in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


def test_the_guide_asks_its_questions() -> None:
    assert len(LINES) == 9


@pytest.mark.parametrize(("command", "shown"), LINES, ids=[command for command, _ in LINES])
def test_a_command_of_the_guide_gives_what_the_guide_shows(tmp_path: Path, command: str, shown: str) -> None:
    program = f'kuasa() {{ "{sys.executable}" -m kuasa "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    assert shown.strip() in done.stdout + done.stderr


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)#]+)\)", GUIDE))
def test_a_link_of_the_guide_leads_to_a_file(link: str) -> None:
    assert (DOCS / link).exists()
