"""Serves knowledge until somebody stops it: a socket of its own, a checkpoint in a folder of its own that goes when it ends.

Refused (`UsageError`): a port that is taken or not allowed, the facilitator's knowledge for other machines.
"""

from __future__ import annotations

import errno
import fcntl
import ipaddress
import logging
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import uvicorn

from ..graph.errors import KuasaError, UsageError
from ..graph.knowledge import Knowledge
from ..graph.loaded import Loaded
from ..graph.validity import Moment
from ..graph.version import Version
from .app import app
from .connections import Connection
from .limits import Limits
from .pool import Pool
from .served import Served, laid

CLIENTS = 2048
FOLDER, LOCK = "kuasa-serve-", "held"


def serve(knowledge: Knowledge, moment: Moment, version: Version, host: str, port: int, limits: Limits, ready: Callable[[str], None], large: str = "") -> None:
    """Serves at host and port (0: a free one) until it is interrupted; `ready` is told the address once it is bound. `large` is a loaded
    folder that is asked for parts instead of being read."""
    if knowledge.audience.name == "facilitator" and not here(host):
        raise UsageError("What only the facilitator sees is not served to other machines.", "Leave --host out, or take --profile participants.")
    with ExitStack() as until, bound(host, port) as listening:
        shown = outward() if host in ("0.0.0.0", "::") else host
        address = f"http://{f'[{shown}]' if ':' in shown else shown}:{listening.getsockname()[1]}"
        if large:
            loaded = until.enter_context(Loaded.open(Path(large)))
            graphs, sizes = tuple(loaded.store.graphs()), loaded.manifest.graphs
            served = Served(knowledge, moment, version, loaded.checkpoint, graphs, address, large, sizes)
        else:
            checkpoint = until.enter_context(passing()) / "checkpoint"
            served = Served(knowledge, moment, version, checkpoint, laid(knowledge, checkpoint), address)
        ready(address)
        web = app(served, Pool(served.checkpoint, limits), limits)
        config = uvicorn.Config(web, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5, limit_concurrency=CLIENTS, http=Connection)
        logging.getLogger("uvicorn.error").addFilter(unexpected)
        # uvicorn sends the signal again when all is closed; the folder must go first. A terminal that is closed ends the server too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def passing() -> Iterator[Path]:
    """A folder of the user's own that goes when it is left; those of servers that were killed go now."""
    parent = Path(tempfile.gettempdir())
    for old in parent.glob(f"{FOLDER}*"):
        with suppress(OSError), (old / LOCK).open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder, (Path(folder) / LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Path(folder)


def outward() -> str:
    """An address under which other machines of the network reach this one; its name if there is none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def unexpected(record: logging.LogRecord) -> bool:
    """Whether a line of the log is worth to be shown: that an answer ended early on purpose is not."""
    return not (record.exc_info and isinstance(record.exc_info[1], KuasaError))


def here(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that who asks at once waits; or a message that says why not."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as problem:
        listening.close()
        if problem.errno == errno.EADDRINUSE:
            raise UsageError(f"Port {port} is in use by another program.", f"Take another one: --port {port + 1 if port < 65535 else 8080}") from None
        if problem.errno in (errno.EACCES, errno.EPERM):
            raise UsageError(f"Port {port} is not allowed for you.", "Take one above 1024: --port 8000") from None
        raise UsageError(f"'{host}' is not an address of this machine.", "Leave --host out, or give 0.0.0.0 for all of its addresses.") from None
    return listening
