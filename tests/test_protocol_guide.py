"""What docs/endpoint.md shows is what happens: its commands, its programs and its queries are run against a real server."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from endpoints import free, listening, served
from missing import missing

from kuasa.web.endpoint import routes
from kuasa.web.limits import Limits
from kuasa.web.pool import Pool
from kuasa.web.refusals import STATUS

GUIDE = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
SHOWN = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """The blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("guide") / "world"
    shown, limits = served(folder), Limits(workers=1)
    pool = Pool(folder, limits)
    with listening(free(), routes(shown, pool, limits), pool) as found:
        yield found


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines() if line.startswith("curl")])
def test_a_command_of_the_guide_is_answered(client: httpx.Client, tmp_path: Path, line: str) -> None:
    if shutil.which("curl") is None:
        missing("curl is not here, so the commands of docs/endpoint.md are not run.")
    (tmp_path / "question.rq").write_text("ASK {}", encoding="utf-8")
    done = subprocess.run(
        ["curl", "-sS", "--fail", *shlex.split(line.replace(SHOWN, str(client.base_url).rstrip("/")).replace("i:slom", "i:weavers"))[1:]],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
    )
    written = [path.read_bytes() for path in tmp_path.iterdir() if path.name != "question.rq"]
    assert (done.returncode, done.stderr, len(done.stdout or written[0]) > 10) == (0, b"", True)


@pytest.mark.parametrize("program", [text for text in blocks("python") if "SPARQLWrapper" not in text])
def test_a_program_of_the_guide_runs(client: httpx.Client, program: str) -> None:
    known: dict[str, object] = {}
    exec(program.replace(SHOWN, str(client.base_url).rstrip("/")), known)
    assert known["answer"].status_code == 200  # type: ignore[attr-defined]


def test_queries_of_the_guide_are_answered(client: httpx.Client) -> None:
    for text in blocks("sparql"):
        assert len(client.get("/sparql", params={"query": text}).json()["results"]["bindings"]) == 2


def test_every_code_is_in_the_guide_and_every_limit_is_true() -> None:
    codes = {int(code) for row in re.findall(r"^\| ([\d, ]+) \|", GUIDE, re.MULTILINE) for code in row.split(",")}
    used = {int(code) for path in (ROOT / "web").glob("*.py") for code in re.findall(r"Refused\((\d{3})", path.read_text(encoding="utf-8"))}
    assert used | {status for _, status in STATUS} <= codes
    limits = Limits()
    told = dict(re.findall(r"^\| (seconds|memory|rows|bytes of the answer|bytes of the request|requests)[^|]*\| ([^|]+) \|", GUIDE, re.MULTILINE))
    assert told == {
        "seconds": f"{limits.seconds:g}",
        "memory": f"{limits.memory >> 30} GiB",
        "rows": f"{limits.rows:,}",
        "bytes of the answer": f"{limits.size >> 20} MiB",
        "bytes of the request": f"{limits.request >> 10} KiB",
        "requests": f"{limits.a_minute}",
    }
