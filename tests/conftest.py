"""What the tests share: the invented world, its facts, and the program run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kuasa.graph.facts import Facts
from kuasa.graph.store import open_store

WORLD = Path(__file__).parent / "world.ttl"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def world() -> Facts:
    """The facts of the invented region."""
    return Facts.from_store(open_store(str(WORLD)))


@pytest.fixture(scope="session")
def embedded() -> Facts:
    """The facts of the embedded knowledge; tests only read them."""
    return Facts.from_store(open_store())


@pytest.fixture
def kuasa(tmp_path: Path):
    """The program as a process of its own, in an empty folder."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
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
