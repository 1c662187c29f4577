"""What the tests of the protocol share: something served, and a real server on a free port of this machine in a thread."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from conftest import WORLD
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.version import version
from kuasa.web.served import Served, laid


def served(folder: Path, address: str = "http://testserver", audience: str = "public") -> Served:
    """The invented world, laid out in a folder."""
    knowledge = open_knowledge((str(WORLD),), audience)
    return Served(knowledge, Moment(dt.date(2026, 1, 1)), version((str(WORLD),)), folder, laid(knowledge, folder), address)


def free() -> socket.socket:
    """A socket on a free port."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    return found


@contextmanager
def listening(place: socket.socket, routes: list[BaseRoute], pool: AbstractAsyncContextManager[Any] | None = None) -> Iterator[httpx.Client]:
    """A client of a server with these routes and compression, while its pool is open."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool or nullcontext():
            yield

    with running(place, Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(GZipMiddleware, minimum_size=1400)])) as client:
        yield client


@contextmanager
def running(place: socket.socket, app: Starlette) -> Iterator[httpx.Client]:
    """A client of a server with this application."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{place.getsockname()[1]}", headers={"accept-encoding": "identity"}) as client:
            del client.headers["accept"]
            yield client
    finally:
        server.should_exit = True
        thread.join()
        place.close()
