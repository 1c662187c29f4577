"""One connection to one server: a request, retried while that makes sense, and its answer as it arrives.

`Connection.send` gives an `Arriving`, a body that is read piece by piece, unpacked, up to a size and a moment. Refuses (`RemoteError`)
whatever is no whole answer: errors, redirects elsewhere, too much, too late, an end before the end.
"""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from weakref import WeakSet, finalize

from .access import Access, origin, plain, shown
from .arriving import Arriving, Watch
from .errors import RemoteError

BUSY = (429, 502, 503, 504)
FURTHER = (301, 302, 307, 308)
HOPS = 5
SAID = 300
AGENT = "kuasa (+https://w3id.org/kuasa/)"
CURES = {
    401: "Put the access into KUASA_ACCESS or KUASA_ACCESS_FILE (docs/servers.md).",
    403: "The access given does not allow this. Ask whoever runs the server.",
    404: "Look at the address: it is that of the SPARQL endpoint (docs/servers.md).",
    405: "This server does not allow it at this address.",
    413: "The server takes less at once. Ask whoever runs it for its limits.",
}


@dataclass(frozen=True)
class Allowance:
    """How long one request may take with all its repetitions and its answer (seconds), how large an answer may be (bytes, unpacked), and
    how often a request is sent at most."""

    seconds: float = 120.0
    size: int = 1 << 30
    tries: int = 5


class Unreachable(RemoteError):
    """A server that did not answer at all, or not in time: nothing is known of it."""


class Again(Exception):
    """A failure that may be over soon: what went wrong, and after how many seconds the server said to come back."""

    def __init__(self, problem: RemoteError, wait: float | None = None) -> None:
        super().__init__()
        self.problem, self.wait = problem, wait


class Connection:
    """Requests to the servers of one origin, one after the other or a few at once, on connections that are kept."""

    def __init__(self, url: str, access: Access | None, allowed: Allowance) -> None:
        import httpx

        self.url, self.access, self.allowed = plain(url), access, allowed
        self.client = httpx.Client(headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"}, follow_redirects=False)
        self.sockets: WeakSet[socket.socket] = WeakSet()
        self.arriving: WeakSet[Arriving] = WeakSet()
        self.server = ""
        self.close = finalize(self, self.client.close)

    def send(self, method: str, url: str, *, body: bytes = b"", media: str = "", accept: str = "*/*", again: bool = True, fine: tuple[int, ...] = ()) -> Arriving:
        """The answer to a request. With `again` it may be sent more than once; a status in `fine` is an answer too, not an error."""
        end = time.monotonic() + self.allowed.seconds
        headers = {"Accept": accept} | ({"Content-Type": media} if media else {})
        for count in range(self.allowed.tries):
            try:
                return self.once(method, url, body, headers, end, fine)
            except Again as failure:
                wait = failure.wait if failure.wait is not None else min(8.0, 0.25 * 2**count) * random.uniform(0.5, 1.0)
                if not again or count + 1 == self.allowed.tries or time.monotonic() + wait >= end:
                    raise failure.problem from failure.__cause__
                time.sleep(wait)
        raise RemoteError(f"{shown(self.url)} was not asked.", "Allow at least one try.")

    def once(self, method: str, url: str, body: bytes, headers: Mapping[str, str], end: float, fine: tuple[int, ...]) -> Arriving:
        """Sends a request, and once more wherever the same server sends it on to."""
        for _ in range(HOPS):
            found = self.sent(method, url, body, headers, end)
            status = found.status
            if status not in FURTHER:
                break
            found.close()
            url = self.onward(url, found.headers.get("location", ""))
        else:
            raise RemoteError(f"{shown(self.url)} sends a request on and on.", "Look at the address.")
        if (200 <= status < 300 and status != 206) or status in fine:
            return found
        said = f"{shown(url)} answered with {status}{found.explained()}"
        if status in BUSY:
            wait = seconds(found.headers.get("retry-after", ""))
            raise Again(Unreachable(said, "The server is busy or away; try again later." + (f" It asked for {wait:.0f} seconds." if wait else "")), wait)
        raise RemoteError(said, CURES.get(status, "See what it says." if status != 206 else "It gave only a part of the answer; ask for less."))

    def sent(self, method: str, url: str, body: bytes, headers: Mapping[str, str], end: float) -> Arriving:
        """Sends one request."""
        import httpx

        left = max(end - time.monotonic(), 0.01)
        watch = Watch(self, left)
        try:
            request = self.client.build_request(method, url, content=body or None, headers=dict(headers), timeout=left, extensions={"trace": self.seen})
            if self.access:
                self.access.sign(request)
            watch.timer.start()
            return Arriving(self, self.client.send(request, stream=True), watch)
        except BaseException as problem:
            watch.timer.cancel()
            if not isinstance(problem, (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError)):
                raise
            raise self.failed(problem, watch.late) from problem

    def failed(self, problem: Exception, late: bool) -> Exception:
        """What to say of a request that got no answer; `Again` if it may get one soon."""
        import httpx

        place = shown(self.url)
        if late or isinstance(problem, httpx.TimeoutException):
            return Unreachable(f"{place} did not answer within {self.allowed.seconds:g} seconds.", "Ask for less, or try again later.")
        if "CERTIFICATE_VERIFY" in str(problem):
            return RemoteError(f"{place} does not prove who it is: {self.clean(str(problem))}", "Have the certificate of the server mended (SSL_CERT_FILE names others to trust).")
        if isinstance(problem, httpx.ConnectError):
            return Again(Unreachable(f"{place} cannot be reached: {self.clean(str(problem))}", "Look at the address, and whether the server runs."))
        if isinstance(problem, httpx.TransportError) and not isinstance(problem, httpx.UnsupportedProtocol):
            return Again(Unreachable(f"{place} broke the connection: {self.clean(str(problem))}", "Try again later."))
        return RemoteError(f"{place} cannot be asked: {self.clean(str(problem))}", "Look at the address.")

    def onward(self, url: str, place: str) -> str:
        """Where a server sends a request on to, if that is itself."""
        from urllib.parse import urljoin

        found = urljoin(url, place)
        if not place or origin(found) != origin(url):
            raise RemoteError(f"{shown(url)} sends on to another server, {self.clean(shown(found))}.", "Nothing was sent there. If it is the right one, give that address.")
        return found

    def seen(self, name: str, said: Mapping[str, Any]) -> None:
        """Notes the sockets that are opened, so that they can be shut when time is up."""
        if name in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            found = said["return_value"].get_extra_info("socket")
            if isinstance(found, socket.socket):
                self.sockets.add(found)

    def clean(self, text: str) -> str:
        """A text of the server or the network for a message: one line, without control characters, tags and secrets, not long."""
        text = re.sub(r"<(style|script)\b.*?</\1\s*>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
        text = re.sub(r"(?<=//)[^/\s@]*@", "", self.access.hidden(text) if self.access else text)
        line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
        return line if len(line) <= SAID else line[: SAID - 1] + "…"


def seconds(said: str) -> float | None:
    """What Retry-After says, in seconds from now.

    >>> seconds("12"), seconds("soon")
    (12.0, None)
    """
    if re.fullmatch(r"\d{1,9}", said.strip()):
        return float(said)
    try:
        return max((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
