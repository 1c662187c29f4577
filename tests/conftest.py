"""What the tests share: the invented world, its facts, and the program run as its users run it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kuasa.cli import app
from kuasa.graph.facts import Facts
from kuasa.graph.store import open_store

WORLD = Path(__file__).parent / "world.ttl"
ROOT = Path(__file__).parent.parent

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: nothing in it is garbage, and the collector need not walk through it again and again.

    It walks through the rest once for two million new objects, not for seventy thousand: a tenth of all the work was its own.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture
def world() -> Facts:
    """The facts of the invented region."""
    return Facts.from_store(open_store(str(WORLD)))


@pytest.fixture(scope="session")
def embedded() -> Facts:
    """The facts of the embedded knowledge; tests only read them."""
    return Facts.from_store(open_store())


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """The program as a process of its own, in an empty folder. A second of work: `kuasa` says the same in less."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "kuasa", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "100", **variables},
            timeout=120,
        )

    return run


@pytest.fixture
def kuasa(tmp_path: Path) -> Run:
    """The program without a process of its own, in an empty folder: the same arguments, input, variables, output and exit code.

    What no command makes a message of is raised here.
    """

    def run(*arguments: str, stdin: str = "", **variables: str) -> Done:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            done = copy_context().run(CliRunner().invoke, app, arguments, stdin.encode(), {"COLUMNS": "100", **variables}, prog_name="python -m kuasa", terminal_width=78)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run
