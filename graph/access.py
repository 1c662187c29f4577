"""Who may ask a server: one secret for one server, from the environment or a file that only its owner can read.

`access_for(url)` finds it: in `KUASA_ACCESS` (lines `ADDRESS KIND SECRET`) or in the file that `KUASA_ACCESS_FILE` names. Kinds: `bearer
TOKEN`, `basic USER:PASSWORD`, `header NAME: VALUE`, `signed REGION[/SERVICE] KEY-ID KEY [TOKEN]` (Signature version 4 of AWS).
Refuses a file that others can read, a secret in an address, and to send one anywhere else, or unencrypted to another machine.
A secret is in no message and no repr.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from .errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    import httpx

KINDS = {
    "bearer": r"[\x21-\x7e]+",
    "basic": r"[^\x00-\x1f\x7f:]+:[^\x00-\x1f\x7f]*",
    "header": r"[A-Za-z0-9-]+:[ \t]*[\x21-\x7e][\x20-\x7e]*",
    "signed": r"[\w-]+(/[\w-]+)?(\s+[\x21-\x7e]+){2,3}",
}
PORTS = {"http": 80, "https": 443}
FORM = "Write one line for each server: https://server bearer TOKEN (or basic USER:PASSWORD, header NAME: VALUE, signed REGION KEY-ID KEY)."
NEPTUNE = "neptune-db"


@dataclass(frozen=True)
class Access:
    """The secret for the servers at an address (`https://server/folder`)."""

    address: str
    kind: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        plain(self.address)
        if not re.fullmatch(KINDS.get(self.kind, "(?!)"), self.secret):
            raise UsageError(f"The access to {self.address} is not written as it must be.", FORM)

    def sign(self, request: httpx.Request) -> None:
        """Puts the secret, or the signature made with it, into a request; not if it goes to another origin. Refuses to send it unencrypted
        to another machine."""
        if origin(str(request.url)) != origin(self.address):
            return
        if request.url.scheme != "https" and not loopback(request.url.host):
            raise UsageError(f"The access to {shown(self.address)} would go over the net unencrypted, so nothing was sent.", "Give the address with https://.")
        if self.kind == "bearer":
            request.headers["Authorization"] = f"Bearer {self.secret}"
        elif self.kind == "basic":
            request.headers["Authorization"] = "Basic " + base64.b64encode(self.secret.encode()).decode("ascii")
        elif self.kind == "header":
            name, _, value = self.secret.partition(":")
            request.headers[name] = value.strip()
        else:
            self.signature(request)

    def signature(self, request: httpx.Request) -> None:
        """Signs a request with its body, as of now."""
        try:
            from httpx_auth import AWS4Auth
        except ImportError as problem:
            raise UsageError("Signed requests need a library that is not installed.", 'pip install "kuasa[signed]"') from problem
        where, key, secret, *token = self.secret.split()
        region, _, service = where.partition("/")
        for _ in AWS4Auth(key, secret, region, service or NEPTUNE, security_token=token[0] if token else None).auth_flow(request):
            pass

    def hidden(self, text: str) -> str:
        """A text of others without the secret and its parts."""
        encoded = base64.b64encode(self.secret.encode()).decode("ascii")
        parts = [self.secret, encoded, *re.split(r"[\s:]+", self.secret)[1:]]
        for part in sorted({part for part in parts if len(part) > 3}, key=len, reverse=True):
            text = text.replace(part, "…")
        return text


def access_for(url: str, environment: Mapping[str, str] | None = None) -> Access | None:
    """The access for an address: that of the longest address which begins it; None if there is none."""
    said = os.environ if environment is None else environment
    lines = list(parsed(said.get("KUASA_ACCESS", ""), "KUASA_ACCESS"))
    if place := said.get("KUASA_ACCESS_FILE"):
        lines += parsed(private(Path(place)), "KUASA_ACCESS_FILE")
    found = [one for one in lines if covers(one.address, url)]
    return max(found, key=lambda one: len(one.address.rstrip("/")), default=None)


def parsed(text: str, name: str) -> Iterator[Access]:
    """The lines of a text; empty ones and those that begin with # say nothing."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            parts = line.split(maxsplit=2)
            if len(parts) != 3 or parts[1] not in KINDS or not re.match(r"https?://[^@]+$", parts[0]):
                raise UsageError(f"Line {number} of {name} is not an access.", FORM)
            yield Access(parts[0], parts[1], parts[2].strip())


def private(path: Path) -> str:
    """The text of a file that nobody but its owner can read."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UnreadableFile(f"{path.name} (KUASA_ACCESS_FILE) can be read by others, so it was not.", f"chmod 600 {path.name}")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"{path.name} (KUASA_ACCESS_FILE) cannot be read.", "Give a text file in UTF-8.") from problem


def plain(url: str) -> str:
    """An address without a secret in it; refused with one, or if it is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known, parts = False, SplitResult("", "", "", "", "")
    if known and "@" in parts.netloc:
        raise UsageError(
            f"The address of {parts.hostname} holds a user or password; nothing was sent.",
            "Take it out of the address, and put it into KUASA_ACCESS: https://server basic USER:PASSWORD",
        )
    if not known or re.search(r"[\x00-\x20\x7f]", url):
        raise UsageError(f"This is no address of a server: {shown(url)}", "Write it like https://server/sparql.")
    return url


def shown(url: str) -> str:
    """An address for messages: without user, password, question and control characters, and not too long."""
    bare = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", re.sub(r"^([a-z]+://)?[^/?#]*@", r"\1", url.split("?")[0].split("#")[0]))
    return bare if len(bare) <= 120 else bare[:119] + "…"


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port.

    >>> origin("https://Server/sparql") == origin("https://server:443")
    True
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)


def covers(address: str, url: str) -> bool:
    """Whether an address begins another, at the end of a folder.

    >>> covers("https://server/a", "https://server/a/sparql"), covers("https://server/a", "https://server/ab")
    (True, False)
    """
    start, path = urlsplit(address).path.rstrip("/"), urlsplit(url).path
    return origin(address) == origin(url) and (path == start or path.startswith(start + "/") or not start)


def loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
