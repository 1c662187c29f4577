"""The server as a process of its own: it says where it is, answers, stops when it is told to, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from endpoints import free, running

from kuasa.graph.errors import TooMuch, UsageError
from kuasa.graph.knowledge import empty
from kuasa.graph.loaded import Loaded
from kuasa.graph.loading import load
from kuasa.graph.profiles import profile
from kuasa.graph.sources import unread
from kuasa.graph.validity import Moment
from kuasa.graph.version import of_hash
from kuasa.graph.vocabulary import ID
from kuasa.web.app import OwnName, Patience, app
from kuasa.web.limits import Limits
from kuasa.web.pool import Pool
from kuasa.web.rates import Rates
from kuasa.web.served import Served
from kuasa.web.serving import bound, here, passing

WORLD = Path(__file__).parent / "world.ttl"


class Running:
    """A server, its address, and the folder in which it may leave files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {**os.environ, "TMPDIR": str(folder)}
        command = [sys.executable, "-m", "kuasa", "serve", "--port", "0", "--data", str(WORLD), "--on", "2026-06-30"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment, cwd=folder)
        assert self.process.stderr is not None
        line = next(line for line in self.process.stderr if line.startswith("http"))
        self.address = line.split()[0]

    def stop(self, by: signal.Signals) -> int:
        """Ends it by a signal; its exit code."""
        self.process.send_signal(by)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    found = Running(tmp_path_factory.mktemp("served"))
    yield found
    if found.process.poll() is None:
        found.stop(signal.SIGKILL)


def test_a_page_a_thing_and_a_query_are_answered(server: Running) -> None:
    for path in ("/", "/questions", "/search?q=harbour", "/editor", "/ontology", "/downloads", "/void"):
        assert httpx.get(server.address + path, timeout=30).status_code == 200, path
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    answered = httpx.post(server.address + "/sparql", data=asked, headers={"accept": "text/csv"}, timeout=30)
    assert (answered.status_code, answered.text.split()[0]) == (200, "n")
    assert int(answered.text.split()[1]) > 100


def test_a_page_that_does_not_exist_is_told_on_a_page(server: Running) -> None:
    found = httpx.get(server.address + "/no<b>where", timeout=30)
    assert found.status_code == 404
    assert "There is no page /no" in found.text
    assert "<b>where" not in found.text


def test_a_request_for_the_name_of_another_site_is_refused(server: Running) -> None:
    assert httpx.get(server.address + "/", headers={"host": "evil.example"}, timeout=30).status_code == 421


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_server_that_is_stopped_leaves_no_file_and_no_process(tmp_path: Path, by: signal.Signals) -> None:
    server = Running(tmp_path)
    assert httpx.get(server.address + "/void", timeout=30).status_code == 200
    assert [path.name.startswith("kuasa-serve-") for path in tmp_path.iterdir()] == [True]
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert children
    assert server.stop(by) == 0
    assert list(tmp_path.iterdir()) == []
    deadline = time.monotonic() + 10
    while (left := [child for child in children if Path(f"/proc/{child}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def test_the_folder_of_a_server_that_was_killed_goes_with_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = tmp_path / "kuasa-serve-killed"
    killed.mkdir()
    (killed / "held").touch()
    other = tmp_path / "kuasa-other"
    other.mkdir()
    with passing() as first, passing() as second:
        assert not killed.exists()
        assert first.is_dir() and second.is_dir() and first != second
        assert first.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [other]


async def called(middleware: OwnName, headers: dict[str, str]) -> int:
    """The status of an answer to a request with these headers."""
    found: list[int] = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            found.append(int(str(message["status"])))

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(key.encode(), value.encode()) for key, value in headers.items()]}
    await middleware(scope, None, send)
    return found[0]


@pytest.mark.parametrize(
    ("public", "site", "dest", "status"),
    [
        (True, "cross-site", "object", 200),
        (False, "cross-site", "object", 403),
        (False, "same-site", "script", 403),
        (False, "cross-site", "document", 200),
        (False, "same-origin", "empty", 200),
        (False, "none", "document", 200),
    ],
)
def test_a_private_session_answers_no_page_of_another_site(public: bool, site: str, dest: str, status: int) -> None:
    async def answering(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    middleware = OwnName(answering, "localhost", public)
    assert asyncio.run(called(middleware, {"host": "localhost", "sec-fetch-site": site, "sec-fetch-dest": dest})) == status


def test_one_client_is_answered_only_so_often_at_once() -> None:
    async def tried() -> list[int]:
        door, statuses = asyncio.Event(), []

        async def waiting(scope, receive, send) -> None:
            await door.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(int(str(message["status"])))

        crowd = Patience(waiting, Rates(600), at_once=3)
        scope = {"type": "http", "method": "GET", "path": "/sparql", "headers": []}
        asked = [asyncio.ensure_future(crowd({**scope, "client": (host, 1)}, None, send)) for host in ["10.0.0.1"] * 5 + ["10.0.0.2"]]
        await asyncio.sleep(0.01)
        door.set()
        await asyncio.gather(*asked)
        assert not crowd.going
        return statuses

    assert sorted(asyncio.run(tried())) == [200, 200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("kuasa.example", True),
        ("kuasa.example:8000", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.4.20:8000", True),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example", False),
        ("kuasa.example@evil.example", False),
        ("", False),
        ("localhost:80:80", False),
        ("[::1", False),
    ],
)
def test_only_its_own_name_and_bare_addresses_are_a_servers_own(host: str, own: bool) -> None:
    assert OwnName(None, "kuasa.example", True).own(host) is own


def test_a_port_in_use_and_an_address_of_another_machine_are_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} is in use"):
            bound("127.0.0.1", port)
    with pytest.raises(UsageError, match="is not an address of this machine"):
        bound("192.0.2.1", 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented region as a loaded folder, cut for the public."""
    place = tmp_path_factory.mktemp("loaded") / "region"
    load(place, [str(WORLD)], "public")
    return place


def test_a_folder_too_large_to_be_read_is_served_in_parts(folder: Path) -> None:
    held = unread((str(folder),), profile("public"), most=10)
    assert held is not None
    with Loaded.open(folder) as loaded:
        asked = Moment.from_words("2026-06-30")
        served = Served(empty(profile("public")), asked, of_hash(held.hash), loaded.checkpoint, tuple(loaded.store.graphs()), "http://localhost", str(folder), held.graphs)
        name, thing = next((text, iri) for iri, text in loaded.labels.containing("a", 1))
        limits = Limits()
        with running(free(), app(served, Pool(loaded.checkpoint, limits), limits)) as client:
            slug = thing.removeprefix(ID)
            found = {path: client.get(path) for path in ("/", f"/search?q={name}", f"/id/{slug}", f"/id/{slug}.ttl", "/editor", "/void", "/downloads", "/id/nobody")}
            counted = client.post("/sparql", data={"query": "SELECT (COUNT(*) AS ?n) { ?s a k:State }"}, headers={"accept": "text/csv"})
    assert {path: answer.status_code for path, answer in found.items()} == {path: 404 if path in ("/downloads", "/id/nobody") else 200 for path in found}
    assert name in found[f"/search?q={name}"].text
    assert name in found[f"/id/{slug}"].text
    assert f"{sum(held.graphs.values()):,} statements" in found["/"].text
    assert int(counted.text.split()[1]) > 0


def test_a_small_folder_is_read_and_a_large_one_with_withheld_things_is_refused(folder: Path, tmp_path: Path) -> None:
    assert unread((str(folder),), profile("public")) is None
    assert unread((str(WORLD),), profile("public")) is None
    load(tmp_path / "all", [str(WORLD)], "facilitator")
    with pytest.raises(TooMuch, match="may not see"):
        unread((str(tmp_path / "all"),), profile("public"), most=10)
    held = unread((str(tmp_path / "all"),), profile("facilitator"), most=10)
    assert held is not None and held.profile == "facilitator"


def test_what_only_the_facilitator_sees_is_not_served_to_other_machines() -> None:
    assert [here(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.4", "kuasa.example")] == [True, True, True, False, False, False]
    done = subprocess.run(
        [sys.executable, "-m", "kuasa", "serve", "--host", "0.0.0.0", "--port", "0", "--profile", "facilitator", "--data", str(WORLD)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        cwd=tempfile.gettempdir(),
    )
    assert (done.returncode, "is not served to other machines" in done.stderr) == (2, True)
