"""A worker as its pool sees it: a process that is kept going, asked, timed, killed and replaced.

In: one query at a time with the spool for its answer. A query that takes longer than it may, or whose reader has left, ends with the
process; the next one takes its place: at once, but after a pause that doubles while one after the other crashes without having
answered anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..graph import errors
from ..graph.errors import KuasaError, Overloaded, QueryTimeout, WorkerLost
from .limits import Limits
from .process import Process, started
from .spool import Spool, lost

# So long a worker whose reader left may go on, as most queries are answered sooner than a process is started.
GRACE = 0.2
# The first pause before a start and the longest; who was ready for longer than that did not crash at once.
PAUSE, LONGEST = 0.1, 0.8
# A process that is not ready by then is none.
START = 30.0


class Worker:
    """A place at which one process after another works. `free` is told when it can take a query, `gone` when it cannot any more;
    `missing` is what the system cannot confine."""

    def __init__(self, checkpoint: Path, limits: Limits, free: Callable[[Worker], None], gone: Callable[[Worker], None]) -> None:
        self.checkpoint = checkpoint
        self.limits = limits
        self.free = free
        self.gone = gone
        self.process: Process | None = None
        self.spool: Spool | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self.loop.create_future()
        self.missing: list[str] = []
        self.losses = 0
        self.since = math.inf
        self.able = False
        self.meant = False
        self.keeping = self.loop.create_task(self.keep())

    @property
    def pid(self) -> int | None:
        """The process id, while there is one."""
        return self.process.transport.get_pid() if self.process and self.process.transport else None

    async def keep(self) -> None:
        """Starts a process, waits for its end, and so on."""
        while True:
            self.since = math.inf
            try:
                # Without a process or a file to be had there is a pause too.
                with contextlib.suppress(OSError):
                    await self.run()
            finally:
                self.able = False
                self.process = None
                self.gone(self)
                self.done(lost())
            if not self.ready.done():
                self.ready.set_exception(unready())
            self.losses = 0 if self.meant or self.loop.time() - self.since > LONGEST else self.losses + 1
            await asyncio.sleep(pause(self.losses))

    async def run(self) -> None:
        """One process from its start to its end."""
        process = await started(self.checkpoint, self.heard)
        self.process, self.meant = process, False
        self.timer = self.loop.call_later(START, process.kill)
        try:
            process.send({"parent": os.getpid(), "memory": self.limits.memory, "rows": self.limits.rows, "size": self.limits.size})
            await asyncio.shield(process.gone)
        finally:
            await process.ended()

    def heard(self, kind: bytes, payload: bytes) -> None:
        """A frame of the process."""
        if kind == b"c" and self.spool is not None:
            try:
                self.spool.put(payload)
            except OSError:
                self.spool.fail(Overloaded("There is no room for the answer.", "Ask for less, or ask again later.", 60))
        elif kind == b"r":
            self.missing = json.loads(payload)
            if not self.ready.done():
                self.ready.set_result(None)
            self.since = self.loop.time()
            self.done(None)
            self.rest()
        elif kind == b"e":
            said = json.loads(payload)
            self.losses = 0
            self.meant = "tired" in said
            self.done(getattr(errors, said["error"])(said["what"], said["cure"]) if "error" in said else None)
            if self.meant and self.process:
                self.process.kill()
            else:
                self.rest()

    def rest(self) -> None:
        """It can take a query."""
        self.able = True
        self.free(self)

    def ask(self, frame: dict[str, Any], spool: Spool) -> None:
        """Gives it a query while it is able; then it is not until it has answered or is replaced."""
        self.able = False
        self.spool = spool
        self.timer = self.loop.call_later(self.limits.seconds, self.late)
        if self.process is not None:
            self.process.send(frame)

    def done(self, error: KuasaError | None) -> None:
        """The query is at its end, well or not."""
        spool, self.spool = self.spool, None
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if spool is not None:
            spool.fail(error) if error else spool.end()

    def late(self) -> None:
        """The time is over."""
        self.meant = True
        self.done(QueryTimeout(f"The query took longer than {self.limits.seconds:g} seconds.", "Ask for less: bind a thing, add a LIMIT, leave paths of any length out."))
        if self.process:
            self.process.kill()

    def left(self) -> None:
        """Nobody reads the answer any more: it may be finished within moments, or not at all."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = self.loop.call_later(GRACE, self.late)

    async def stop(self) -> None:
        """Ends it for good."""
        self.keeping.cancel()
        await asyncio.wait([self.keeping])


def pause(losses: int) -> float:
    """Seconds before the next process after so many crashes in a row: none after the first."""
    return min(PAUSE * 2.0 ** min(losses - 2, 10), LONGEST) if losses > 1 else 0


def unready() -> WorkerLost:
    """What is said when processes end before they can take a query."""
    return WorkerLost("The processes that answer queries do not start.", "Look whether the checkpoint is whole, and whether kuasa can be imported from another folder.")
