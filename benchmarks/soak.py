"""Promise: 200 hostile and normal clients for a minute, workers killed at random: no wrong answer, no hang, memory flat.

A server of its own serves the embedded knowledge. Normal clients compare every whole answer with that of the store; slow ones read in
drops, leaving ones close in the middle, hostile ones ask what hurts. Whatever is no whole answer has to be an error or a stream that is
broken for everybody to see. `python benchmarks/soak.py [SECONDS [CLIENTS]]`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import random
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from kuasa.graph.vocabulary import PREFIXES
from kuasa.web.limits import Limits

SECONDS, CLIENTS, SEED = 60.0, 200, 7
LIMITS = Limits(seconds=0.5, memory=256 << 20, rows=20_000, size=16 << 20, workers=2, waiting=32, a_minute=10**9)
# Longer than any answer may take: in the queue, at work, and on a busy machine.
PATIENCE = 30.0
JSON, TSV, NT = "application/sparql-results+json", "text/tab-separated-values", "application/n-triples"
NORMAL = [
    ("SELECT (COUNT(*) AS ?n) { ?s a ?c }", JSON),
    ("SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c", "text/csv"),
    ("SELECT * { i:slom ?p ?o } ORDER BY ?p ?o", JSON),
    ("ASK { i:slom a ?c }", "application/sparql-results+xml"),
    ("SELECT * { ?s a ?c ; rdfs:label ?o } ORDER BY ?s ?c ?o LIMIT 2000", TSV),
    ("SELECT * { ?s ?p ?o } LIMIT 9000", JSON),
    ("CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }", NT),
]
HOSTILE = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT * " + "{" * 30_000 + "}" * 30_000,
    "SELECT (STRLEN(?x30) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30)) + "}",
    "SELECT (COUNT(*) AS ?n) { ?a (k:none|!k:none)* ?b . ?b (k:none|^k:none|!k:none)* ?c }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { " + "from.a." * 15_000,
    "DELETE WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p",
]


@dataclass
class Figures:
    """What happened: outcomes of normal and other requests, wrong answers, seconds of the right ones, bytes of the server's memory each
    half second, its open files before and after, how many workers were killed and how many there were at most."""

    outcomes: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    files: tuple[int, int] = (0, 0)
    killed: int = 0
    workers: int = 0

    def growth(self) -> float:
        """Memory at the end over memory after the first quarter (medians of a quarter of the time)."""
        quarter = max(1, len(self.memory) // 4)
        return statistics.median(self.memory[-quarter:]) / statistics.median(self.memory[quarter : 2 * quarter] or self.memory)


def serve(folder: str) -> None:
    """The server: prints its port, runs until it is ended."""
    import uvicorn
    from starlette.applications import Starlette

    from kuasa.graph.knowledge import open_knowledge
    from kuasa.graph.validity import Moment
    from kuasa.graph.version import version
    from kuasa.web.endpoint import routes
    from kuasa.web.pool import Pool
    from kuasa.web.served import Served, laid

    checkpoint = Path(folder) / "checkpoint"
    knowledge = open_knowledge()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        served = Served(knowledge, Moment(dt.date(2026, 1, 1)), version(), checkpoint, laid(knowledge, checkpoint), f"http://127.0.0.1:{port}")
        pool = Pool(checkpoint, LIMITS)

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            async with pool:
                print(port, flush=True)
                yield

        app = Starlette(routes=routes(served, pool, LIMITS), lifespan=lifespan)
        uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False)).run(sockets=[listening])


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP: its status, its bytes, and whether it is whole as the protocol tells it."""

    status: int
    body: bytes
    whole: bool


async def ask(port: int, text: str, media: str, drop: float = 0.0, leave: bool = False) -> Reply:
    """One request over a connection of its own; `drop` seconds between reads, or `leave` after the first."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 16)
    try:
        body = urlencode({"query": text}).encode()
        fields = f"Host: 127.0.0.1:{port}\r\nAccept: {media}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
        writer.write(f"POST /sparql HTTP/1.1\r\n{fields}\r\n\r\n".encode() + body)
        await writer.drain()
        said = b""
        while piece := await reader.read(8192 if drop else 1 << 16):
            said += piece
            if leave:
                return Reply(0, said, False)
            if drop:
                await asyncio.sleep(drop)
        return parsed(said)
    finally:
        writer.transport.abort()


def parsed(said: bytes) -> Reply:
    """The bytes of a connection as an answer."""
    head, end, rest = said.partition(b"\r\n\r\n")
    if not end:
        return Reply(0, b"", False)
    lines = head.decode("latin-1").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    status = int(lines[0].split()[1])
    if "content-length" in fields:
        return Reply(status, rest, len(rest) == int(fields["content-length"]))
    parts = []
    while True:
        size, end, rest = rest.partition(b"\r\n")
        if not end or len(rest) < int(size, 16) + 2:
            return Reply(status, b"".join(parts), False)
        if int(size, 16) == 0:
            return Reply(status, b"".join(parts), True)
        parts.append(rest[: int(size, 16)])
        rest = rest[int(size, 16) + 2 :]


def expected(checkpoint: Path) -> list[bytes]:
    """What the store says to the normal queries."""
    store = ox.Store.read_only(str(checkpoint))
    union = {} if store.query("ASK { ?s ?p ?o }") else {"use_default_graph_as_union": True}
    found = []
    for text, media in NORMAL:
        said = store.query(text, prefixes=PREFIXES, **union)
        kind = ox.RdfFormat if isinstance(said, ox.QueryTriples) else ox.QueryResultsFormat
        found.append(said.serialize(None, kind.from_media_type(media)))
    return found


async def normal(port: int, right: list[bytes], draw: random.Random, figures: Figures, until: float, drop: float) -> None:
    """A client who asks and compares."""
    while time.monotonic() < until:
        which = draw.randrange(len(NORMAL))
        start = time.monotonic()
        try:
            reply = await asyncio.wait_for(ask(port, *NORMAL[which], drop=drop), PATIENCE)
        except TimeoutError:
            figures.outcomes["hung"] += 1
            continue
        except OSError:
            figures.outcomes["broken"] += 1
            continue
        if reply.whole and reply.status == 200:
            same = sorted(reply.body.splitlines()) == sorted(right[which].splitlines()) if NORMAL[which][1] == NT else reply.body == right[which]
            figures.outcomes["right" if same else "wrong"] += 1
            if same and not drop:
                figures.seconds.append(time.monotonic() - start)
            elif not same:
                figures.wrong.append(f"{NORMAL[which][0]}: {reply.body[:200]!r}")
        else:
            figures.outcomes[str(reply.status) if reply.whole else "broken"] += 1
            await asyncio.sleep(draw.uniform(0.2, 1))


async def other(port: int, draw: random.Random, figures: Figures, until: float, leave: bool) -> None:
    """A client who hurts, or leaves in the middle."""
    while time.monotonic() < until:
        text = draw.choice(HOSTILE) if not leave or draw.random() < 0.3 else draw.choice(NORMAL)[0]
        try:
            reply = await asyncio.wait_for(ask(port, text, "*/*", leave=leave), draw.uniform(0.01, 1) if leave else PATIENCE)
            figures.others["left" if leave else str(reply.status) if reply.whole else "broken"] += 1
        except TimeoutError:
            figures.others["left" if leave else "hung"] += 1
        except OSError:
            figures.others["broken"] += 1
        await asyncio.sleep(draw.uniform(0.5, 2) if leave else draw.uniform(1, 4))


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(found) for path in Path(f"/proc/{pid}/task").glob("*/children") for found in path.read_text(encoding="ascii").split()]


def files(pid: int) -> int:
    """How many files and connections a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def watched(pid: int, draw: random.Random, figures: Figures, until: float) -> None:
    """Looks at the server and kills a worker now and then."""
    while time.monotonic() < until:
        await asyncio.sleep(0.5)
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        figures.memory.append(int(status.partition("VmRSS:")[2].split()[0]) << 10)
        found = children(pid)
        figures.workers = max(figures.workers, len(found))
        if found and draw.random() < 0.5:
            try:
                os.kill(draw.choice(found), signal.SIGKILL)
                figures.killed += 1
            except ProcessLookupError:
                pass


async def soak(seconds: float, clients: int) -> Figures:
    """Starts a server, lets clients at it for so long, and tells what happened."""
    figures, draw = Figures(), random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        server = await asyncio.create_subprocess_exec(sys.executable, __file__, "serve", folder, stdout=asyncio.subprocess.PIPE)
        try:
            assert server.stdout is not None
            port = int(await server.stdout.readline())
            right = expected(Path(folder) / "checkpoint")
            before = files(server.pid)
            until = time.monotonic() + seconds
            work = [watched(server.pid, draw, figures, until)]
            for number in range(clients):
                own = random.Random(draw.random())
                kind = number % 20
                if kind < 14:
                    work.append(normal(port, right, own, figures, until, 0.005 if kind == 0 else 0.0))
                else:
                    work.append(other(port, own, figures, until, leave=kind >= 18))
            await asyncio.gather(*work)
            # What leavers left is over soon; everything else was waited for. A worker that is being started has its files open.
            end = time.monotonic() + PATIENCE
            while (after := files(server.pid)) != before and time.monotonic() < end:
                await asyncio.sleep(0.1)
            figures.files = before, after
            for which, (text, media) in enumerate(NORMAL[:4]):
                reply = await asyncio.wait_for(ask(port, text, media), PATIENCE)
                assert reply == Reply(200, right[which], True), "the server does not answer as before"
        finally:
            server.terminate()
            await server.communicate()
    return figures


def main() -> None:
    """Runs it and prints the figures."""
    seconds, clients = (float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS), (int(sys.argv[2]) if len(sys.argv) > 2 else CLIENTS)
    figures = asyncio.run(soak(seconds, clients))
    times = sorted(figures.seconds)
    print(f"{clients} clients, {seconds:g} s, {figures.killed} workers killed, at most {figures.workers} at once")
    print(f"normal: {json.dumps(figures.outcomes)} · others: {json.dumps(figures.others)}")
    print(f"right answers: median {statistics.median(times):.2f} s, p99 {times[int(len(times) * 0.99)]:.2f} s")
    print(f"memory of the server: at most {max(figures.memory) / 1e6:.0f} MB, end over first quarter {figures.growth():.2f} · files open before and after: {figures.files}")
    print("wrong answers:", *(figures.wrong or ["none"]), sep="\n  ")


if __name__ == "__main__":
    serve(sys.argv[2]) if sys.argv[1:2] == ["serve"] else main()
