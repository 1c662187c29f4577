"""What is written to a file: nothing that holds a secret, nothing over what exists, and that is said before the work begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kuasa import cli
from kuasa.graph.knowledge import open_knowledge

COMMANDS = {
    "ratifications": (("ratifications", "--state", "Philippines"), "-o", (".html", ".csv", ".txt")),
    "calendar": (("calendar", "--topic", "care economy"), "-o", (".html", ".json", ".txt")),
    "calendar for a phone": (("calendar", "--topic", "care economy"), "--ics", (".ics",)),
    "brief": (("brief", "SLOM"), "-o", (".html", ".md")),
    "blind spots": (("check", "--blind-spots"), "-o", (".html", ".md", ".csv")),
    "coverage": (("check", "--coverage"), "-o", (".html",)),
}
CASES = [(name, ending) for name, (_, _, endings) in COMMANDS.items() for ending in endings]
SECRETS = frozenset({"Philippines", "SLOM", "care economy", "AROSP"})


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_a_file_that_would_hold_a_secret_is_not_written(name: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = open_knowledge()
    words, option, _ = COMMANDS[name]
    path = tmp_path / f"x{ending}"
    harmless = [(frozenset({"a word that stands nowhere"}), True)] if ending == COMMANDS[name][2][0] else []  # once for a command: what else it writes is tried with it
    for secrets, written in ((SECRETS, False), *harmless):
        knowledge = replace(known, withheld=replace(known.withheld, secrets=secrets))
        monkeypatch.setattr(cli, "opened", lambda *_, found=knowledge: found)
        done = CliRunner().invoke(cli.app, [*words, option, str(path)])
        assert (done.exit_code == 0, path.exists()) == (written, written), done.output


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_a_file_that_exists_is_named_before_anything_is_looked_up(name: str, ending: str, kuasa, tmp_path: Path) -> None:
    words, option, _ = COMMANDS[name]
    path = tmp_path / f"x{ending}"
    path.write_text("mine", encoding="utf-8")
    done = kuasa(*words, option, str(path), "--data", "no-such-file.ttl")
    assert (done.returncode, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "exists" in done.stderr and "no-such-file" not in done.stderr
