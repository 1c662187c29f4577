"""An Answer of the pool → HTTP messages, as it comes.

A small answer has a length; a larger one is sent in chunks. What breaks in mid-stream is raised, so that the server ends the
connection without the last chunk: no client can take the part for the whole. HTTP/1.0 knows no such end, so it gets the answer when
it is whole. A client that leaves ends its query.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

from .headers import Raw, typed
from .pool import Answer, Asked

# A first piece that is smaller is the whole answer, or its error follows at once.
SMALL = 4 << 10
# Seconds before anybody looks whether the client is still there: to look costs more than a small query.
QUICK = 0.02
Send = Callable[[Any], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]


class Answering(Protocol):
    """Who answers queries: the pool, or a store of a test that is written to."""

    async def answer(self, asked: Asked) -> Answer: ...


async def whole(send: Send, status: int, headers: Raw, body: bytes = b"", head: bool = False) -> None:
    """An answer that is there already; to HEAD without its body."""
    length = [] if status in (204, 304) else [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def deliver(scope: Any, send: Send, answering: Answering, asked: Asked, headers: Raw) -> None:
    """Asks, and sends the answer. What is wrong before the first byte is raised with nothing sent."""
    answer = await answering.answer(asked)
    headers = [typed(answer.media), *headers]
    chunks = answer.chunks
    try:
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        first = await anext(chunks, b"")
        if scope.get("http_version") == "1.0":
            await whole(send, 200, headers, b"".join([first, *[chunk async for chunk in chunks]]))
            return
        second = await anext(chunks, b"") if len(first) < SMALL else None
        if second == b"":
            await whole(send, 200, headers, first)
            return
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": first + (second or b""), "more_body": True})
        async for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        close = getattr(chunks, "aclose", None)
        if close is not None:
            await close()


@asynccontextmanager
async def attended(receive: Receive) -> AsyncIterator[None]:
    """Ends what is done inside when the client leaves; quietly, as nobody is there to be told."""
    task, left, watching = asyncio.current_task(), [], []

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        left.append(True)
        if task is not None:
            task.cancel()

    loop = asyncio.get_running_loop()
    timer = loop.call_later(QUICK, lambda: watching.append(loop.create_task(watch())))
    try:
        yield
    except asyncio.CancelledError:
        if not left or (task is not None and task.uncancel() > 0):
            raise
    finally:
        timer.cancel()
        for watcher in watching:
            watcher.cancel()
