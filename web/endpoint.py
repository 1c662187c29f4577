"""The SPARQL 1.1 Protocol at `/sparql`: queries by GET and POST, answers in the format asked for, each error with its cure.

In: what is served, the pool that answers, the limits. Without a query: the service description, or for a browser the editor. Updates
are refused with 403; only who hands in `updates` (the replay of the protocol tests does, on a store of its own) has them run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.routing import BaseRoute, Route

from ..graph.errors import RefusedQuery
from . import negotiation, protocol
from .delivery import Answering, Receive, Send, whole
from .description import Description, Void, service
from .desk import Desk
from .graphstore import GraphStore
from .headers import header, raw, tag
from .limits import Limits
from .pool import Asked
from .protocol import ALLOWED, Operation
from .rates import Rates
from .refusals import Refused
from .served import Served
from .updates import with_dataset

PATH = "/sparql"
# Atomic all the way: a prologue of any length is read once.
FORM = re.compile(r"(?:\s++|\#[^\n\r]*+|(?:BASE|PREFIX)\b|<[^>]*+>|[^\s<>#{}()?$\"':]*+:)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
# An answer with one of these is another one the next time.
CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b", re.IGNORECASE)
# `<a?b&c>` between two comparisons is taken for one too, which does no harm.
RELATIVE = re.compile(r'<[^<>"{}|^`\\\s:]*>')
PLACE = re.compile(r"(?<= at )\d+(?=:)")
OFFERED = {"SELECT": negotiation.SOLUTIONS, "ASK": negotiation.TRUTH, "CONSTRUCT": negotiation.TRIPLES, "DESCRIBE": negotiation.TRIPLES}

# Runs an update, with the IRI that relative ones are resolved against. `RefusedQuery` for what is no update.
Updates = Callable[[str, str], None]


class Endpoint(Desk):
    """`/sparql`."""

    allowed = ALLOWED
    cure = "Ask with GET or POST."

    def __init__(self, served: Served, answering: Answering, limits: Limits, rates: Rates, updates: Updates | None = None) -> None:
        super().__init__(served, answering, limits, rates)
        self.updates = updates
        self.base = served.address + PATH
        self.description = Description(served, lambda: service(served, updates is not None))

    async def respond(self, scope: Any, receive: Receive, send: Send) -> None:
        """A query, an update or neither."""
        asked = await protocol.read(scope, receive, self.limits)
        if asked.kind == "update":
            await self.change(asked, send)
        elif asked.kind == "description":
            await self.describe(scope, asked, send)
        else:
            accept = header(scope, b"accept")
            media = wanted(asked, accept)
            version = "" if CHANGING.search(asked.text) else tag(self.served, asked.text, asked.default_graphs, asked.named_graphs, media)
            await self.query(scope, receive, send, Asked(asked.text, media, asked.default_graphs, asked.named_graphs), version)

    async def query(self, scope: Any, receive: Receive, send: Send, asked: Asked, version: str) -> None:
        """A query; relative IRIs are resolved against the address of the endpoint."""
        if not RELATIVE.search(asked.text):
            await self.put(scope, receive, send, asked, version)
            return
        try:
            await self.put(scope, receive, send, replace(asked, text=f"BASE <{self.base}>\n{asked.text}"), version)
        except RefusedQuery as problem:
            # Places are those of the text that was sent.
            raise RefusedQuery(PLACE.sub(lambda line: str(int(line[0]) - 1), problem.what, count=1), problem.cure) from None

    async def change(self, asked: Operation, send: Send) -> None:
        """An update, where updates are taken."""
        if self.updates is None:
            raise Refused(403, "This server only reads; updates are not run.", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; to change knowledge, work on its files.")
        self.updates(with_dataset(asked), self.base)
        await whole(send, 204, self.common)

    async def describe(self, scope: Any, asked: Operation, send: Send) -> None:
        """The service description; a browser is shown the editor."""
        offered = (*negotiation.TRIPLES, negotiation.HTML)
        media = negotiation.picked(asked.format, header(scope, b"accept"), offered)
        if media == negotiation.HTML:
            await whole(send, 303, [*self.common, *raw({"location": scope.get("root_path", "") + "/editor"})])
            return
        await self.description.send(scope, send, media, self.common)


def wanted(asked: Operation, accept: str) -> str:
    """The media type for the answer to a query; of a text that is no query any, as the parser names the place."""
    form = FORM.match(asked.text)
    offered = OFFERED[form[1].upper()] if form else negotiation.SOLUTIONS
    try:
        return negotiation.picked(asked.format, accept, offered)
    except Refused:
        if form:
            raise
        return negotiation.JSON


def routes(served: Served, pool: Answering, limits: Limits | None = None, updates: Updates | None = None) -> list[BaseRoute]:
    """The doors of the protocol: `/sparql`, `/graphs`, `/graph/NAME`, `/void`. What one client may ask a minute counts for all together."""
    limits = limits or Limits()
    rates = Rates(limits.a_minute)
    endpoint, graphs, void = Endpoint(served, pool, limits, rates, updates), GraphStore(served, pool, limits, rates), Void(served, pool, limits, rates)
    return [
        *(Route(path, endpoint) for path in (PATH, PATH + "/")),
        *(Route(path, graphs) for path in ("/graphs", "/graph/{name:path}")),
        *(Route(path, void) for path in ("/void", "/.well-known/void")),
    ]
