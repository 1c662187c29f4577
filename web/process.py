"""One process that answers queries, as its parent sees it: started, spoken to in frames, killed.

It gets no environment but what Python needs and no open files but its standard streams, and works in the checkpoint's folder. What it
says comes as frames of a letter, a length and that many bytes (see `web/worker.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENVIRONMENT = ("HOME", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT")


class Process(asyncio.SubprocessProtocol):
    """One run of `web/worker.py`. `heard` is told each frame, `gone` its end."""

    def __init__(self, heard: Callable[[bytes, bytes], None]) -> None:
        self.heard = heard
        self.buffer = bytearray()
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.SubprocessTransport | None = None
        self.ending = False
        self.killed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.buffer += data
        # What a killed process still said counts for nothing: it can take no other query.
        while not self.killed and len(self.buffer) >= 5:
            kind, length = struct.unpack_from(">cI", self.buffer)
            if len(self.buffer) < 5 + length:
                return
            payload = bytes(memoryview(self.buffer)[5 : 5 + length])
            del self.buffer[: 5 + length]
            self.heard(kind, payload)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        self.ending = self.ending or fd == 1

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def send(self, frame: dict[str, Any]) -> None:
        """Hands it a frame; nothing happens if it is gone."""
        body = json.dumps(frame).encode()
        pipe = self.transport.get_pipe_transport(0) if self.transport else None
        if pipe is not None and not pipe.is_closing():
            pipe.write(len(body).to_bytes(4, "big") + body)  # type: ignore[attr-defined]

    def kill(self) -> None:
        """Ends it at once, if it has not ended; no frame of it is told any more."""
        self.killed = True
        # Not by the transport, which would take the exit status away from the loop's own watcher.
        if self.transport is not None and not self.ending and self.transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.transport.get_pid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    async def ended(self) -> None:
        """Kills it if need be, and returns when it is gone."""
        self.kill()
        await self.gone
        if self.transport is not None:
            self.transport.close()


async def started(checkpoint: Path, heard: Callable[[bytes, bytes], None]) -> Process:
    """A new process on a checkpoint. `OSError` if there is none to be had."""
    _, process = await asyncio.get_running_loop().subprocess_exec(
        lambda: Process(heard),
        *(sys.executable, "-P", "-X", "utf8", "-m", "kuasa.web.worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=checkpoint,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
    )
    return process
