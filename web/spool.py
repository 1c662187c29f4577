"""An answer between the worker that writes it and the client that reads it, so that a slow client holds no worker.

In: chunks, then the end or an error. Out: the same chunks in order, one reader. What is not read yet is in memory up to `HELD`
bytes, beyond that in a temporary file without a name. An error is raised at once, whatever is still unread: a broken answer is
never taken for a whole one.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from collections.abc import Callable
from typing import BinaryIO

from ..graph.errors import KuasaError, WorkerLost

HELD = 256 << 10
PIECE = 64 << 10


class Spool:
    """Bytes of one answer. `closed` is called once, when it is broken or nobody reads any more; `touched` is when the reader last came (seconds of the loop)."""

    def __init__(self, closed: Callable[[Spool], None]) -> None:
        self.closed = closed
        self.chunks: deque[bytes] = deque()
        self.held = 0
        self.file: BinaryIO | None = None
        self.written = self.taken = 0
        self.whole = self.left = False
        self.error: KuasaError | None = None
        self.loop = asyncio.get_running_loop()
        self.touched = self.loop.time()
        self.waiter: asyncio.Future[None] | None = None

    def put(self, chunk: bytes) -> None:
        """A chunk more; after the file has begun, all goes there until it is read empty. `OSError` if there is no room for it."""
        if self.left or self.error:
            return
        if self.file is None and self.held + len(chunk) > HELD:
            self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 closed in `drop`
        if self.file is None:
            self.chunks.append(chunk)
            self.held += len(chunk)
        else:
            self.file.seek(self.written)
            view = memoryview(chunk)
            while view:
                count = self.file.write(view)
                self.written += count
                view = view[count:]
        self.wake()

    def end(self) -> None:
        """There is no more."""
        self.whole = True
        self.wake()

    def fail(self, error: KuasaError) -> None:
        """The answer is broken; what was not read is dropped."""
        if not (self.error or self.left):
            self.error = error
            self.drop()
            self.closed(self)
            self.wake()

    def close(self) -> None:
        """The reader is gone."""
        if not self.left:
            self.left = True
            self.drop()
            if not self.error:
                self.closed(self)
            self.wake()

    def drop(self) -> None:
        """Frees what is held."""
        self.chunks.clear()
        if self.file is not None:
            self.file.close()
            self.file = None
        self.held = self.written = self.taken = 0

    def wake(self) -> None:
        """Lets the reader look again."""
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    async def begun(self) -> None:
        """Returns when there is something to read or a whole answer without bytes; raises the error if that comes first."""
        while not (self.chunks or self.file or self.whole or self.error or self.left):
            self.waiter = self.loop.create_future()
            await self.waiter
        if self.error or self.left:
            raise self.error or lost()

    async def take(self) -> bytes:
        """The next piece; none at the end. Raises the error that broke the answer."""
        await self.begun()
        self.touched = self.loop.time()
        if self.chunks:
            chunk = self.chunks.popleft()
            self.held -= len(chunk)
            return chunk
        if self.file is None:
            return b""
        self.file.seek(self.taken)
        piece = self.file.read(PIECE)
        self.taken += len(piece)
        if self.taken == self.written:
            self.file.close()
            self.file = None
            self.written = self.taken = 0
        return piece


class Reading:
    """The pieces of a spool as they come. Closes it at the end, at an error, and when it is let go."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool

    def __aiter__(self) -> Reading:
        return self

    async def __anext__(self) -> bytes:
        if self.spool.left:
            raise StopAsyncIteration
        try:
            piece = await self.spool.take()
        except BaseException:
            self.spool.close()
            raise
        if not piece:
            self.spool.close()
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        """The reader wants no more."""
        self.spool.close()

    def __del__(self) -> None:
        if not self.spool.left and not self.spool.loop.is_closed():
            self.spool.loop.call_soon_threadsafe(self.spool.close)


def lost() -> WorkerLost:
    """What is said when the process that worked on an answer is gone."""
    return WorkerLost(
        "The process that worked on this query is gone: it needed more memory than is allowed, was nested too deeply, or was ended from outside.",
        "Ask for less at once: a LIMIT, fewer nested groups, no product of everything with everything.",
    )
