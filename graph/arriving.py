"""An answer as it arrives: a body that is read piece by piece, unpacked, up to a size and a moment.

`Arriving.read` is what parsers read from. Refuses (`RemoteError`) what is too large, too late, packed in another way than gzip, or
ends before its end. A `Watch` shuts the socket of a request when its time is up, wherever it waits.
"""

from __future__ import annotations

import socket
import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING

from .access import shown
from .errors import RemoteError

if TYPE_CHECKING:
    import httpx

    from .connection import Connection

PIECE = 1 << 18


class Watch:
    """Shuts the socket of a request when its time is up: then whoever waits for it goes on at once."""

    def __init__(self, connection: Connection, left: float) -> None:
        self.connection, self.late = connection, False
        self.own: socket.socket | None = None
        self.timer = Timer(left, self.cut)
        self.timer.daemon = True

    def cut(self) -> None:
        """Shuts the socket, or before it is known, all on which no answer arrives."""
        self.late = True
        busy = {id(one.watch.own) for one in list(self.connection.arriving)}
        for one in [self.own] if self.own else [one for one in list(self.connection.sockets) if id(one) not in busy]:
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)


class Arriving:
    """An answer that arrives: `status`, `headers` (names in small letters), and its body by `read`, as files are read."""

    def __init__(self, connection: Connection, response: httpx.Response, watch: Watch) -> None:
        self.connection, self.response, self.watch = connection, response, watch
        self.status, self.headers = response.status_code, dict(response.headers)
        connection.server = self.headers.get("server", "")
        self.media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        packed = self.headers.get("content-encoding", "identity").lower()
        self.known = packed in ("gzip", "x-gzip", "identity")
        self.packed = packed != "identity"
        self.framed = self.packed or "content-length" in self.headers or "chunked" in self.headers.get("transfer-encoding", "").lower()
        self.size, self.held, self.place = 0, b"", 0
        self.pieces = self.unpacked()
        stream = response.extensions.get("network_stream")
        watch.own = stream.get_extra_info("socket") if stream else None
        connection.arriving.add(self)

    def __del__(self) -> None:
        if hasattr(self, "pieces"):
            self.close()

    def close(self) -> None:
        """Ends it, whether all was read or not."""
        self.watch.timer.cancel()
        with suppress(Exception):
            self.pieces.close()
            self.response.close()

    def read(self, most: int = -1) -> bytes:
        """The next bytes, at most so many; none at the end; all that are left if it is negative."""
        if most < 0:
            return self.held[self.place :] + b"".join(self.pieces)
        if self.place >= len(self.held):
            self.held, self.place = next(self.pieces, b""), 0
        given = self.held[self.place : self.place + most]
        self.place += len(given)
        return given

    def finish(self) -> None:
        """Reads to the end and closes; refused if anything but space is left."""
        rest = self.read(1 << 16)
        while rest and not rest.strip():
            rest = self.read(1 << 16)
        self.close()
        if rest:
            raise RemoteError(f"{shown(self.connection.url)} adds to its answer: {self.connection.clean(rest[:1000].decode('utf-8', 'replace'))}", "The answer was thrown away.")

    def unpacked(self) -> Generator[bytes]:
        """The body in pieces that are not too large, as they arrive; too late, too large or cut off is refused."""
        import httpx

        place, allowed = shown(self.connection.url), self.connection.allowed
        if not self.known:
            raise RemoteError(f"{place} packs its answer in a way that is not known.", "Only gzip is read.")
        try:
            for piece in self.opened() if self.packed else self.response.iter_raw(PIECE):
                self.size += len(piece)
                if self.size > allowed.size:
                    raise RemoteError(f"{place} answers with more than {allowed.size:,} bytes.", "Ask for less at once.")
                yield piece
                if self.watch.late:
                    raise TimeoutError
            if self.watch.late:
                raise TimeoutError
        except (httpx.HTTPError, zlib.error, EOFError, OSError) as problem:
            if self.watch.late or isinstance(problem, httpx.TimeoutException):
                raise RemoteError(f"{place} did not finish its answer within {allowed.seconds:g} seconds.", "Ask for less, or try again later.") from problem
            raise RemoteError(f"{place} broke off in the middle of its answer.", "Nothing of it was used. Try again.") from problem
        finally:
            self.watch.timer.cancel()
            self.response.close()

    def opened(self) -> Iterator[bytes]:
        """The body without gzip, never more than a piece of it in memory."""
        reader, begun = zlib.decompressobj(31), False
        for raw in self.response.iter_raw(PIECE):
            while raw:
                begun = True
                yield from filter(None, [reader.decompress(raw, PIECE)])
                raw = reader.unconsumed_tail
                if reader.eof:
                    raw, reader, begun = reader.unused_data, zlib.decompressobj(31), False
        yield from filter(None, [reader.flush() if begun else b""])
        if begun and not reader.eof:
            raise EOFError

    def explained(self) -> str:
        """What an error says, for a message."""
        try:
            said = self.connection.clean(self.read(4096).decode("utf-8", "replace"))
        except RemoteError:
            said = ""
        self.close()
        return f": {said}" if said else "."
