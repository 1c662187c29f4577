"""Queries of others → answers, each worked out by a process that can be killed, on the read-only checkpoint.

In: a query, the media of its answer, the graphs that the request names. Out: pieces of bytes as they come. Refused: what is not SPARQL
or may not run (`RefusedQuery`), a query too many (`Overloaded`). What takes too long (`QueryTimeout`), gives too much (`AnswerTooLarge`)
or ends its process (`WorkerLost`) raises before the first piece or instead of a later one; only a whole answer comes to its end.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ..graph.errors import Overloaded, QueryTimeout
from .keeper import Worker
from .limits import Limits
from .spool import Reading, Spool, lost

# The least seconds for which a query waits for a worker, as processes may have to start first.
PATIENCE = 10.0


@dataclass(frozen=True)
class Asked:
    """A query, the media of its answer (see `web/worker.py`), and the graphs that the request names; None if it names none at all."""

    text: str
    media: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Answer:
    """An answer that has begun. An error that `chunks` raises means that what came is not the answer: the stream must end broken."""

    media: str
    chunks: AsyncIterator[bytes]


class Pool:
    """Workers on a checkpoint, from `async with` to its end.

    `unconfined` names what this system lets no process give up ("memory", "network").
    """

    def __init__(self, checkpoint: Path, limits: Limits) -> None:
        self.checkpoint = checkpoint
        self.limits = limits
        self.workers: list[Worker] = []
        self.idle: list[Worker] = []
        self.queue: deque[asyncio.Future[Worker]] = deque()
        self.open: set[Spool] = set()
        self.typical = 0.05
        self.sweep: asyncio.TimerHandle | None = None
        self.stopped = False

    async def __aenter__(self) -> Pool:
        self.workers = [Worker(self.checkpoint, self.limits, self.free, self.gone) for _ in range(self.limits.workers)]
        try:
            await asyncio.gather(*(worker.ready for worker in self.workers))
        except BaseException:
            await self.close()
            raise
        self.watch()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    @property
    def unconfined(self) -> tuple[str, ...]:
        """What the system does not let a worker give up."""
        return tuple(sorted({name for worker in self.workers for name in worker.missing}))

    async def answer(self, asked: Asked) -> Answer:
        """The answer, once its first piece is there. Whoever stops waiting, or lets the chunks go, frees the worker."""
        while not (worker := await self.place()).able:
            # It died between being free and being asked; the next process says itself that it is free.
            pass
        spool = Spool(self.closed)
        self.open.add(spool)
        began = spool.touched
        worker.ask({"text": asked.text, "media": asked.media, "default": asked.default_graphs, "named": asked.named_graphs}, spool)
        try:
            await spool.begun()
        except BaseException:
            spool.close()
            raise
        self.typical += 0.1 * (spool.loop.time() - began - self.typical)
        return Answer(asked.media, Reading(spool))

    async def place(self) -> Worker:
        """A worker that is free, now or after those who came before."""
        if self.stopped:
            raise lost()
        if self.idle:
            return self.idle.pop()
        seconds = min(60, math.ceil(self.typical * (len(self.queue) + 1) / self.limits.workers))
        if len(self.queue) >= self.limits.waiting:
            raise Overloaded(f"{len(self.queue)} queries wait already.", f"Ask again in {seconds} seconds.", seconds)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self.queue.append(place)
        try:
            async with asyncio.timeout(max(self.limits.seconds, PATIENCE)):
                return await place
        except BaseException as problem:
            if place.done() and not place.cancelled() and not place.exception():
                self.free(place.result())
            elif place in self.queue:
                self.queue.remove(place)
            if isinstance(problem, TimeoutError):
                raise Overloaded("No worker was free in time.", f"Ask again in {seconds} seconds.", seconds) from None
            raise

    def gone(self, worker: Worker) -> None:
        """A worker cannot take a query any more."""
        if worker in self.idle:
            self.idle.remove(worker)

    def free(self, worker: Worker) -> None:
        """A worker can take a query: the first who waits gets it."""
        if not worker.able:
            return
        while self.queue:
            place = self.queue.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self.idle.append(worker)

    def closed(self, spool: Spool) -> None:
        """An answer is broken or no longer read."""
        self.open.discard(spool)
        for worker in self.workers:
            if worker.spool is spool:
                worker.left()

    def watch(self) -> None:
        """Once a second: answers that nobody has read for too long are dropped, and the slowest readers if too many answers are on disk."""
        loop = asyncio.get_running_loop()
        old = loop.time() - self.limits.seconds
        resting = sorted((spool for spool in self.open if spool.whole or spool.file), key=lambda spool: spool.touched)
        filed = [spool for spool in resting if spool.file]
        for spool in {*filed[: max(0, len(filed) - self.limits.workers - self.limits.waiting)], *(spool for spool in resting if spool.touched < old)}:
            spool.fail(QueryTimeout("The answer was not read in time.", "Read it as it comes."))
        self.sweep = loop.call_later(1, self.watch)

    async def close(self) -> None:
        """Ends the workers; who waits or reads is told."""
        self.stopped = True
        if self.sweep is not None:
            self.sweep.cancel()
        for place in self.queue:
            if not place.done():
                place.set_exception(lost())
        self.queue.clear()
        await asyncio.gather(*(worker.stop() for worker in self.workers))
        for spool in list(self.open):
            spool.fail(lost())
        self.idle.clear()
