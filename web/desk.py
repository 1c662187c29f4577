"""What every door of the protocol has in common: clients are counted, errors told, OPTIONS answered, and whoever left ends the query.

A door is a class that names the methods `allowed` and answers the rest in `respond`.
"""

from __future__ import annotations

from typing import Any

from ..graph.errors import KuasaError
from .delivery import Answering, Receive, Send, attended, deliver, whole
from .headers import Raw, common, options, raw, typed, unchanged
from .limits import Limits
from .pool import Asked
from .rates import Rates
from .refusals import Refused, headers, status, too_often
from .served import Served

TEXT = typed("text/plain")


class Desk:
    """A door, as an ASGI application."""

    allowed = "GET, HEAD, OPTIONS"
    cure = "Read with GET."

    def __init__(self, served: Served, answering: Answering, limits: Limits, rates: Rates) -> None:
        self.served = served
        self.answering = answering
        self.limits = limits
        self.rates = rates
        self.common = common(served)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """One request, as ASGI."""
        begun: list[bool] = []

        async def sending(message: Any) -> None:
            begun.append(True)
            await send(message)

        try:
            if scope["method"] == "OPTIONS":
                await whole(send, 204, [*self.common, *options(self.served, self.allowed)])
                return
            if scope["method"] not in self.allowed.split(", "):
                raise Refused(405, f"{scope['method']} is nothing that can be done here.", self.cure, {"allow": self.allowed})
            wait = self.rates.seconds(scope["client"][0] if scope.get("client") else "")
            if wait:
                raise too_often(wait)
            await self.respond(scope, receive, sending)
        except KuasaError as problem:
            if begun:
                raise
            await whole(send, status(problem), [TEXT, *self.common, *raw(headers(problem))], f"{problem}\n".encode(), scope["method"] == "HEAD")

    async def respond(self, scope: Any, receive: Receive, send: Send) -> None:
        """The answer to a request that may be answered."""
        raise Refused(404, "There is nothing here.")

    async def put(self, scope: Any, receive: Receive, send: Send, asked: Asked, version: str) -> None:
        """Puts a query to the pool, unless the client has its answer already."""
        found: Raw = [*self.common, *raw({"etag": version} if version else {})]
        if unchanged(scope, version):
            await whole(send, 304, found)
            return
        async with attended(receive):
            await deliver(scope, send, self.answering, asked, found)
