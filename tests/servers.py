"""Real SPARQL servers on free ports of this machine, each started once, and a relay between a test and one of them.

Oxigraph's own server (PyPI `oxigraph`) keeps named graphs out of its default graph; Virtuoso (Debian `virtuoso-opensource-7-bin`) shows all of
them there, stops after 500 rows without saying so in the answer, sorts no more than 1,000 of them, and gives truth values as rows. What is not installed is left out loudly.
"""

from __future__ import annotations

import atexit
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from missing import missing

ROWS = 500
INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxQueryMem = 100M
ThreadsPerQuery = 2
MaxSortedTopRows = 1000
AsyncQueueMaxThreads = 2
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
Charset = UTF-8
EnabledGzipContent = 1
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 100
[URIQA]
DynamicLocal = 0
DefaultHost = 127.0.0.1:{http}
"""


def free() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def awaited(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Waits until a server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, params={"query": "ASK { }"}, timeout=5)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{process.args} does not answer")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a server at once, as a power cut would."""
    process.kill()
    process.wait()


def oxigraph_on(port: int, folder: Path | None = None) -> subprocess.Popen[bytes]:
    """Starts Oxigraph, in memory unless there is a folder."""
    program = Path(sys.executable).parent / "oxigraph"
    if not program.is_file():
        missing("Oxigraph's server is not installed: pip install oxigraph")
    where = ["--location", str(folder)] if folder else []
    process = subprocess.Popen([str(program), "serve", *where, "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(stop, process)
    awaited(f"http://127.0.0.1:{port}/query", process)
    return process


@cache
def oxigraph() -> str:
    """The address of Oxigraph's SPARQL endpoint."""
    port = free()
    oxigraph_on(port)
    return f"http://127.0.0.1:{port}/query"


@cache
def virtuoso() -> str:
    """The address of Virtuoso's SPARQL endpoint; it takes updates of everybody here."""
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        missing("Virtuoso is not installed: apt-get install --no-install-recommends virtuoso-opensource-7-bin")
    folder = tempfile.mkdtemp(prefix="kuasa-virtuoso-")
    http, sql = free(), free()
    (Path(folder) / "virtuoso.ini").write_text(INI.format(http=http, sql=sql, rows=ROWS))
    process = subprocess.Popen(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(stop, process)
    awaited(f"http://127.0.0.1:{http}/sparql", process)
    subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'], check=True, capture_output=True, timeout=30)
    return f"http://127.0.0.1:{http}/sparql"


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server made of a handler; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def relay(base: str, broken: Callable[[str, bytes], str]) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Hands requests on to a server, and notes them (method with path, body). `broken` says which connection is lost: 'before' the request
    is handed on, 'after' it, or '' for none."""
    noted: list[tuple[str, bytes]] = []

    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            named = f"{self.command} {self.path}"
            noted.append((named, body))
            lost = broken(named, body)
            if lost != "before":
                kept = {name: value for name, value in self.headers.items() if name in ("Accept", "Content-Type")}
                found = client.request(self.command, base + self.path, content=body, headers=kept)
            if lost:
                self.close_connection = True
                return
            self.send_response(found.status_code)
            self.send_header("Content-Type", found.headers.get("content-type", "text/plain"))
            self.send_header("Content-Length", str(len(found.content)))
            self.end_headers()
            self.wfile.write(found.content)

        do_GET = do_POST = do_PUT = do_DELETE = any  # noqa: N815

        def log_message(self, *said: object) -> None:
            pass

    with httpx.Client(timeout=30) as client, serving(Relay) as url:
        yield url, noted
