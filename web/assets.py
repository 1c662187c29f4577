"""The files that pages of this server ask for by name: vendored scripts, and scripts and styles of our own (`/static/...`).

`address(name)` is where a file is, with a piece of its hash in it: that address never means anything else, so a browser keeps it
for a year and asks again only when the file has changed. Only files that lie in two folders are there; any other name, and a
hash that is not the file's, is answered with 404. Nothing here depends on what is known, so nothing here is withheld.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .served import Served

FOLDERS = (Path(__file__).parent / "vendor", Path(__file__).parent / "templates")
MEDIA = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
YEAR = "public, max-age=31536000, immutable"
LETTERS = 16


@dataclass(frozen=True)
class Asset:
    """A file: its name, its type, its bytes."""

    name: str
    media: str
    content: bytes

    @cached_property
    def hash(self) -> str:
        """The first letters of its SHA-256, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()[:LETTERS]

    @cached_property
    def packed(self) -> bytes:
        """Its bytes in gzip, the same for the same file."""
        return gzip.compress(self.content, 9, mtime=0)


@cache
def assets() -> dict[str, Asset]:
    """Every file there is, by name, read once."""
    paths = [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.suffix in MEDIA]
    return {path.name: Asset(path.name, MEDIA[path.suffix], path.read_bytes()) for path in paths}


def address(name: str) -> str:
    """Where a file is; `KeyError` for a name that there is not.

    >>> address("yasgui.min.css").endswith("/yasgui.min.css")
    True
    """
    return f"/static/{assets()[name].hash}/{name}"


async def static(request: Request) -> Response:
    """A file, packed for whoever takes gzip."""
    found = assets().get(request.path_params["name"])
    if found is None or found.hash != request.path_params["hash"]:
        return Response("There is no such file. Load the page again.\n", 404, {"cache-control": "no-store"}, "text/plain; charset=utf-8")
    headers = {"cache-control": YEAR, "etag": f'"{found.hash}"', "vary": "accept-encoding", "x-content-type-options": "nosniff"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(None, 304, headers)
    if takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(found.packed, 200, {**headers, "content-encoding": "gzip"}, found.media)
    return Response(found.content, 200, headers, found.media)


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` header allows gzip.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    weights = {coding.strip().lower(): weight.replace(" ", "") for coding, _, weight in (part.partition(";") for part in accepted.split(","))}
    return "gzip" in weights and weights["gzip"] not in ("q=0", "q=0.0", "q=0.00", "q=0.000")


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the files are."""
    return [Route("/static/{hash}/{name}", static)]
