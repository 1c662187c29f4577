"""A SPARQL 1.1 Protocol request → an Operation: a query with its dataset, an update with its dataset, or neither.

`read` takes the body off the wire, no longer than is allowed, also where no length is declared; `operation` reads method,
parameters, media type and body. `Refused` with 400, 403, 405, 408, 413, 414 or 415 for what is no such request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

import pyoxigraph as ox

from .headers import header
from .limits import Limits
from .refusals import Refused

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ALLOWED = "GET, HEAD, POST, OPTIONS"
FIELDS = 200
Graphs = tuple[str, ...] | None


@dataclass(frozen=True)
class Operation:
    """What is asked: `text` to be queried or run, the graphs named by the request (None: it named none at all, which is not the same
    as no graph), and the short name of the format wanted, or ''. Of `description` there is no text."""

    kind: Literal["query", "update", "description"]
    text: str = ""
    default_graphs: Graphs = None
    named_graphs: Graphs = None
    format: str = ""


async def read(scope: Any, receive: Callable[[], Awaitable[Any]], limits: Limits) -> Operation:
    """The operation of a request."""
    if len(scope["query_string"]) > limits.request:
        raise Refused(414, f"The address is longer than {limits.request} bytes.", "Send the query by POST, or a shorter one.")
    if scope["method"] != "POST":
        return operation(scope["method"], scope["query_string"], "", b"")
    encoding = header(scope, b"content-encoding")
    if encoding.lower() not in ("", "identity"):
        raise Refused(415, f"A request packed as '{encoding}' is not read.", "Send it unpacked.")
    body = await received(receive, header(scope, b"content-length"), limits)
    return operation("POST", scope["query_string"], header(scope, b"content-type"), body)


async def received(receive: Callable[[], Awaitable[Any]], declared: str, limits: Limits) -> bytes:
    """The body of a request."""
    large = Refused(413, f"The request is larger than {limits.request} bytes.", "Ask in smaller queries.", {"connection": "close"})
    if declared.isdigit() and int(declared[:20]) > limits.request:
        raise large
    parts, size = [], 0
    try:
        async with asyncio.timeout(limits.seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refused(400, "The request broke off.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limits.request:
                    raise large
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise Refused(408, f"The request was not there within {limits.seconds:g} seconds.", "Send it again.", {"connection": "close"}) from None


def operation(method: str, address: bytes, media: str, body: bytes) -> Operation:
    """The operation that a method, the parameters of an address, a media type and a body are."""
    if method not in ("GET", "HEAD", "POST"):
        raise Refused(405, f"{method} is nothing that can be asked here.", "Ask with GET or POST.", {"allow": ALLOWED})
    given = fields(address)
    kind = utf8(media) if method == "POST" else ""
    texts = {"query": given.get("query", []), "update": given.get("update", [])}
    if kind == FORM:
        for name, values in fields(body).items():
            given[name] = [*given.get(name, []), *values]
        texts = {"query": given.get("query", []), "update": given.get("update", [])}
    elif kind in (QUERY, UPDATE):
        name = "query" if kind == QUERY else "update"
        texts[name] = [*texts[name], decoded(body)]
    elif kind or method == "POST":
        raise Refused(415, f"A request of the kind '{kind}' is not read." if kind else "The request does not say of which kind it is.", f"Set Content-Type to {FORM} or {QUERY}.")
    if len(texts["query"]) + len(texts["update"]) > 1:
        raise Refused(400, f"There are {len(texts['query']) + len(texts['update'])} queries or updates in one request.", "Send one at a time.")
    wanted = [name.strip() for name in ("format", "output") for name in given.get(name, ()) if name.strip()]
    if texts["update"]:
        if method != "POST":
            raise Refused(400, "An update came with GET, which only reads.", "Updates are sent by POST, to a server that takes them.")
        return Operation("update", texts["update"][0], *dataset(given, "using-graph-uri", "using-named-graph-uri"))
    asked = Operation("query", "", *dataset(given, "default-graph-uri", "named-graph-uri"), wanted[0] if wanted else "")
    if not texts["query"] and method != "POST" and asked.default_graphs is None:
        return Operation("description", format=asked.format)
    if not texts["query"] or not texts["query"][0].strip():
        raise Refused(400, "There is no query in the request.", "Give it as `query`, or as the body with the type application/sparql-query.")
    return Operation("query", texts["query"][0], asked.default_graphs, asked.named_graphs, asked.format)


def fields(text: bytes) -> dict[str, list[str]]:
    """The fields of a form or an address."""
    if not text:
        return {}
    try:
        pairs = parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as problem:
        raise Refused(400, "The parameters are not UTF-8.", "Encode them as UTF-8.") from problem
    except ValueError as problem:
        raise Refused(400, f"There are more than {FIELDS} parameters.", "Name fewer graphs.") from problem
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def utf8(media: str) -> str:
    """The media type without parameters, in lower case; `Refused` where it declares another encoding than UTF-8."""
    kind, *parameters = media.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \t\"'").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(415, f"A request encoded as '{value.strip()}' is not read.", "Send it as UTF-8.")
    return kind.strip().lower()


def decoded(body: bytes) -> str:
    """The body as text."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Refused(400, f"The request is not UTF-8 at byte {problem.start}.", "Send it as UTF-8.") from problem


def dataset(given: dict[str, list[str]], default: str, named: str) -> tuple[Graphs, Graphs]:
    """The graphs that two parameters name; both None if there is neither."""
    if default not in given and named not in given:
        return None, None
    return graphs(given.get(default, ())), graphs(given.get(named, ()))


def graphs(names: Sequence[str]) -> tuple[str, ...]:
    """Names of graphs, each a whole IRI. Whether there is such a graph does not matter: one that is not here is empty."""
    for name in names:
        try:
            ox.NamedNode(name)
        except ValueError as problem:
            raise Refused(400, f"'{name}' is no IRI of a graph: {problem}.", "Write the whole IRI of a graph, as in the service description.") from problem
    return tuple(dict.fromkeys(names))
