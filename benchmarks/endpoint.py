"""Promise: `kuasa serve` answers at least 0.6 times as many queries a second as `oxigraph serve`, and 5 times as many as rdflib-endpoint.

It is held to a mix of small look-ups, questions of the library and answers of thousands of rows, half of them look-ups, each of another
thing; each class is measured for itself too, as the way to a process that can be killed costs the smallest queries most. The same triples,
the same queries, 1, 8 and 32 clients with kept connections, the servers in turn. Oxigraph reads a copy of the checkpoint, whose default graph is the union; rdflib-endpoint holds
the named graphs in memory. One process of plain sockets asks: the time that it waits for them is shown, as is the processor time of each
server for an answer, which no slow client can hide.
`python benchmarks/endpoint.py [--rounds 5] [--seconds 1] [--peers oxigraph] [--classes mix]`; `oxigraph` and `rdflib-endpoint` come from PyPI.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pyoxigraph as ox

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.questions import bind, library
from kuasa.graph.vocabulary import ID, PREFIXES
from kuasa.web.served import laid

CLIENTS = (1, 8, 32)
LEAST = {"oxigraph": 0.6, "rdflib": 5.0}
# Questions that rdflib can answer too; some it cannot put in order.
ASKED = ("actors/names", "bodies/seats-in-both", "bodies/inferiors", "doors/into-body", "events/on-topic", "texts/who-shapes")
LABELS = f'SELECT ?s ?name {{ ?s <{PREFIXES["skos"]}prefLabel> ?name FILTER(LANG(?name) = "en") }}'
TYPES = f"SELECT ?s ?c {{ ?s a ?c ; <{PREFIXES['k']}status> ?status }} ORDER BY ?s ?c LIMIT 5000"
RDFLIB = """
import sys, rdflib, rdflib_endpoint, uvicorn
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1])
uvicorn.run(rdflib_endpoint.SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), access_log=False, log_level="error", timeout_keep_alive=600)
"""
# So many queries are one of each kind.
WHOLE = {"lookup": 1, "library": len(ASKED), "rows": 2, "mix": 2 * (len(ASKED) + 2)}
BUFFER = bytearray(1 << 18)


@dataclass(frozen=True)
class Server:
    """A server under test: its process, its port and the path that queries are sent to."""

    process: int
    port: int
    path: str

    def request(self, query: str) -> bytes:
        """A query as it goes over the wire."""
        return f"GET {self.path}?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()

    def worked(self) -> float:
        """Processor seconds of the process and those that it started, so far."""
        return sum(ticks(pid) for pid in (self.process, *children(self.process))) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """Answers a second, the 99th percentile of their seconds, the share of the time that the asking process waited, and seconds of
    processor time of the server for one answer."""

    a_second: float
    p99: float
    waited: float
    worked: float


class Client:
    """A connection from an address of its own that asks one query after the other, from its own place in the list."""

    def __init__(self, port: int, requests: list[bytes], first: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{first + 2}", 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.first = self.turn = first
        self.ask()

    def ask(self) -> None:
        """Sends the next query."""
        self.head, self.missing, self.tail = b"", -1, b""
        self.turn += 1
        self.start = time.perf_counter()
        self.socket.sendall(self.requests[self.turn % len(self.requests)])

    def read(self) -> bool:
        """Takes what has come; whether the answer is whole."""
        count = self.socket.recv_into(BUFFER)
        if not count:
            raise SystemExit(f"A server closed the connection: {self.head[:300]!r}")
        if self.missing == -1:
            self.head += BUFFER[:count]
            end = self.head.find(b"\r\n\r\n") + 4
            if end == 3:
                return False
            if not self.head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"A server did not answer: {self.head[:600]!r}")
            length = re.search(rb"(?i)content-length: *(\d+)", self.head[:end])
            self.missing = int(length[1]) - len(self.head) + end if length else -2
            self.tail = self.head[-5:]
        elif self.missing == -2:
            self.tail = (self.tail + BUFFER[max(0, count - 5) : count])[-5:]
        else:
            self.missing -= count
        return self.missing == 0 or (self.missing == -2 and self.tail == b"0\r\n\r\n")


def ticks(pid: int) -> int:
    """Processor time of a process in ticks of the clock."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(found) for path in Path(f"/proc/{pid}/task").glob("*/children") for found in path.read_text(encoding="ascii").split()]


def load(server: Server, queries: list[str], clients: int, seconds: float, whole: int) -> Figures:
    """Clients that ask for so many seconds, each at least and always a `whole` number of queries after which all kinds have come; every
    answer that was asked for is waited for."""
    requests = [server.request(query) for query in queries]
    took, waited, worked = [], 0.0, server.worked()
    start = last = time.perf_counter()
    with selectors.DefaultSelector() as selector, ExitStack() as stack:
        for first in range(clients):
            client = Client(server.port, requests, first)
            stack.callback(client.socket.close)
            selector.register(client.socket, selectors.EVENT_READ, client)
        asking = clients
        while asking:
            before = time.perf_counter()
            ready = selector.select()
            waited += time.perf_counter() - before
            for key, _ in ready:
                client = key.data
                if client.read():
                    last = time.perf_counter()
                    took.append(last - client.start)
                    if last - start < seconds or (client.turn - client.first) % whole:
                        client.ask()
                    else:
                        asking -= 1
    took.sort()
    return Figures(len(took) / (last - start), took[int(len(took) * 0.99)], waited / (last - start), (server.worked() - worked) / len(took))


def rows(server: Server, query: str) -> int:
    """How many rows a server finds."""
    address = f"http://127.0.0.1:{server.port}{server.path}?query={quote(query)}"
    with urlopen(Request(address, headers={"accept": "application/sparql-results+json"})) as said:
        return len(json.load(said)["results"]["bindings"])


def free() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*command: str, port: int, path: str) -> Iterator[Server]:
    """A server while it is needed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield Server(process.pid, port, path)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def servers(folder: Path) -> Iterator[tuple[dict[str, Server], dict[str, list[str]]]]:
    """All servers on the same knowledge, and the queries of each class."""
    knowledge = open_knowledge()
    laid(knowledge, folder / "checkpoint")
    knowledge.derived.ox.dump(str(folder / "knowledge.nq"), ox.RdfFormat.N_QUADS)
    things = sorted({quad.subject.value for quad in knowledge.derived.ox.quads_for_pattern(None, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), None)})
    queries = {
        "lookup": [f"SELECT ?p ?o {{ <{thing}> ?p ?o }}" for thing in things if thing.startswith(ID)],
        "library": [bind(library()[name], {}, knowledge.facts) for name in ASKED],
        "rows": [LABELS, TYPES],
    }
    queries["mix"] = [text for lookup, other in zip(queries["lookup"], cycle([*queries["library"], *queries["rows"]]), strict=False) for text in (lookup, other)]
    ports, own = [free() for _ in range(3)], [sys.executable, "-m", "kuasa", "serve", "--workers", "2", "--rate", str(10**9), "--port"]
    oxigraph = [str(Path(sys.executable).parent / "oxigraph"), "serve-read-only", "--location", str(folder / "checkpoint"), "--bind", f"127.0.0.1:{ports[1]}"]
    with (
        running(*own, str(ports[0]), port=ports[0], path="/sparql") as kuasa,
        running(*oxigraph, port=ports[1], path="/query") as peer,
        running(sys.executable, "-c", RDFLIB, str(folder / "knowledge.nq"), str(ports[2]), port=ports[2], path="/sparql") as slow,
    ):
        yield {"kuasa": kuasa, "oxigraph": peer, "rdflib": slow}, queries


def main() -> None:
    """Asks all servers in turn and prints figures and ratios."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rounds", type=int, default=5)
    given.add_argument("--seconds", type=float, default=1)
    given.add_argument("--peers", nargs="*", default=list(LEAST), choices=list(LEAST))
    given.add_argument("--classes", nargs="*", default=list(WHOLE), choices=list(WHOLE))
    asked = given.parse_args()
    ratios: dict[str, dict[str, list[float]]] = {peer: {} for peer in asked.peers}
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as (found, queries):
        counts = [tuple(rows(found[name], text) for name in ("kuasa", *asked.peers)) for text in queries["mix"][:16]]
        print(
            *(f"{len(texts)} queries of the class {kind}," for kind, texts in queries.items()),
            "rows:",
            *(count[0] for count in counts),
            *(f"ROWS DIFFER: {count}" for count in counts if len(set(count)) > 1),
        )
        for kind in asked.classes:
            for clients in CLIENTS:
                figures: dict[str, list[Figures]] = {name: [] for name in ("kuasa", *asked.peers)}
                for turn in range(asked.rounds):
                    for name, measured in figures.items():
                        if name != "rdflib" or turn == 0:
                            measured.append(load(found[name], queries[kind], clients, asked.seconds, WHOLE[kind]))
                middle = {name: Figures(*(statistics.median(column) for column in zip(*(vars(one).values() for one in all_), strict=True))) for name, all_ in figures.items()}
                for name, one in middle.items():
                    said = f"{kind:8}{clients:3} clients  {name:9}{one.a_second:9.1f}/s  p99 {one.p99 * 1e3:9.2f} ms"
                    said += f"  processor {one.worked * 1e3:8.2f} ms an answer  asking waited {one.waited:4.0%}"
                    if name in ratios:
                        ratio = statistics.median(a.a_second / b.a_second for a, b in zip(figures["kuasa"], figures[name], strict=False))
                        ratios[name].setdefault(kind, []).append(ratio)
                        said += f"  kuasa {ratio:.2f} times"
                    print(said, flush=True)
    for name, by_class in ratios.items():
        least = ", ".join(f"{kind} {min(found):.2f}" for kind, found in by_class.items())
        print(f"kuasa answers at least so many times as many as {name}: {least} (promise for the mix: {LEAST[name]})")


if __name__ == "__main__":
    main()
