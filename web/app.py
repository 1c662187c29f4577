"""The web face as one ASGI application: every door of `served`, behind a check of the Host header.

A page of another site can make a browser call this server under a name of its own (DNS rebinding); so only requests for this
server's own name, for localhost or for a bare address are answered.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from ..graph.errors import KuasaError
from . import asking, assets, downloads, editor, endpoint, entries, front, large, mapped, ontology, pages, searching
from .delivery import whole
from .headers import raw, typed
from .limits import Limits
from .pool import Pool
from .rates import Rates
from .refusals import too_often
from .served import Served

LARGE = (large, entries, searching, editor, ontology, assets, pages)
FREE = ("/static/", "/style/")
COUNTED = ("/sparql", "/graphs", "/graph/", "/void", "/.well-known/")
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d{1,5})?")
DOORS = (front, entries, searching, asking, editor, mapped, ontology, downloads, assets, pages)


def app(served: Served, pool: Pool, limits: Limits) -> Starlette:
    """The application; the pool's workers run as long as it does."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    async def missing(request: Request, _: Exception) -> Response:
        return pages.refused(served, KuasaError(f"There is no page {request.url.path}.", "Search for what you are looking for, or go to the first page."), 404)

    async def forbidden(request: Request, _: Exception) -> Response:
        return pages.refused(served, KuasaError("Nothing can be written here.", "Read with GET."), 405)

    async def broken(request: Request, _: Exception) -> Response:
        return pages.refused(served, KuasaError("This page could not be made.", "Go back, and ask for something else."), 500)

    routes = [*endpoint.routes(served, pool, limits), *(route for door in (LARGE if served.large else DOORS) for route in door.routes(served, pool))]
    own = urlsplit(served.address).hostname or ""
    middleware = [
        Middleware(OwnName, name=own, public=served.public),
        Middleware(Patience, rates=Rates(limits.a_minute), at_once=limits.at_once),
        Middleware(GZipMiddleware, minimum_size=1400, compresslevel=5),
    ]
    return Starlette(routes=routes, lifespan=lifespan, middleware=middleware, exception_handlers={404: missing, 405: forbidden, 500: broken})


class Patience:
    """Answers 429 to a client that asks for too many pages, or for too much at once. The doors of the protocol count their requests
    themselves; files that pages are made of are free."""

    def __init__(self, app: Any, rates: Rates, at_once: int) -> None:
        self.app = app
        self.rates = rates
        self.at_once = at_once
        self.going: Counter[str] = Counter()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, as ASGI."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else ""
        wait = 0.0 if scope["path"].startswith(COUNTED) else self.rates.seconds(client)
        if wait or self.going[client] >= self.at_once:
            problem = too_often(wait or 1)
            await whole(send, problem.status, [typed("text/plain"), *raw(problem.headers)], f"{problem}\n".encode(), scope["method"] == "HEAD")
            return
        self.going[client] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.going[client] -= 1
            if not self.going[client]:
                del self.going[client]


class OwnName:
    """Answers 421 to requests for a name that is not this server's. What not everybody may see is given to no page of another site
    (403): even whether something is there could be told from the time that an answer takes."""

    def __init__(self, app: Any, name: str, public: bool) -> None:
        self.app = app
        self.name = name
        self.public = public

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, as ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = {key: value.decode("latin-1") for key, value in scope["headers"] if key in (b"host", b"sec-fetch-site", b"sec-fetch-dest")}
        if not self.own(said.get(b"host", "")):
            status, text = 421, "This server does not have that name.\nAsk it under the address that `kuasa serve` showed.\n"
        elif not self.public and said.get(b"sec-fetch-site") in ("cross-site", "same-site") and said.get(b"sec-fetch-dest") != "document":
            status, text = 403, "Pages of other sites are not answered.\nOpen the address itself.\n"
        else:
            await self.app(scope, receive, send)
            return
        await whole(send, status, [typed("text/plain")], text.encode(), scope["method"] == "HEAD")

    def own(self, host: str) -> bool:
        """Whether a Host header names this server: its name, localhost, or a bare address."""
        found = HOST.fullmatch(host)
        name = found[1].strip("[]").lower() if found else ""
        if name in (self.name, "localhost"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
