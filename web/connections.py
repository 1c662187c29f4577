"""Connections that do not keep others out: each has so many seconds to bring a whole request and so many bytes for its headers, and one
client has so many connections. What goes beyond is closed without an answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SECONDS = 15.0
HEADERS = 64 << 10
OF_ONE = 128
OPEN: Counter[str] = Counter()


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with these bounds."""

    client_host = ""
    seconds = SECONDS
    heading = 0
    timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A client has come."""
        super().connection_made(transport)
        self.client_host = str((transport.get_extra_info("peername") or ("",))[0])
        OPEN[self.client_host] += 1
        if OPEN[self.client_host] > OF_ONE:
            transport.abort()
            return
        self.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has gone."""
        self.came()
        OPEN[self.client_host] -= 1
        if OPEN[self.client_host] <= 0:
            del OPEN[self.client_host]
        super().connection_lost(exc)

    def wait(self) -> None:
        """A whole request must come within the time."""
        if self.timer is None:
            self.timer = self.loop.call_later(self.seconds, self.transport.abort)

    def came(self) -> None:
        """It came."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def data_received(self, data: bytes) -> None:
        """Bytes of a request: as long as its headers are not whole they are counted."""
        self.heading += len(data)
        if self.heading > HEADERS and b"\r\n\r\n" not in data[:HEADERS]:
            self.transport.abort()
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self.wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its headers are whole: what comes is its body, which has a bound of its own."""
        self.heading = -(1 << 62)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is whole."""
        self.came()
        self.heading = 0
        super().on_message_complete()
