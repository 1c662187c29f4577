"""`/downloads` and `/downloads/{name}`: the whole knowledge as files, with hash, licence and date, and how to cite it.

A file is made when it is first asked for, in a thread, and kept; `/downloads/SHA256SUMS` lists the hashes of all.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..graph.errors import KuasaError, LeakError
from ..graph.lookup import nearest
from ..graph.version import DATASET, LICENCE
from ..graph.wording import say
from ..maps.static import licence
from .assets import takes_gzip
from .dumps import KINDS, Dump, Dumps, Kind
from .pages import guarded, page, refused
from .served import Served

PLACE = "/downloads"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Row:
    """A file on the page: what it is, its size in words and its hash, both '' before it is made."""

    kind: Kind
    size: str
    hash: str


@dataclass
class Downloads:
    """The files of a server."""

    dumps: Dumps

    @property
    def served(self) -> Served:
        """What is served."""
        return self.dumps.served

    async def listing(self, request: Request) -> Response:
        """What there is."""
        return await run_in_threadpool(self.listed)

    def listed(self) -> Response:
        """The page."""
        served = self.served
        made = self.dumps.made
        rows = [Row(kind, sized(made[kind.ending].size) if kind.ending in made else "", made[kind.ending].hash if kind.ending in made else "") for kind in KINDS]
        told = say("site_cited", title=served.version.title, number=served.version.number, hash=served.version.hash, profile=served.knowledge.audience.name, on=served.moment.on)
        words = licence(served.version)
        return page(
            served,
            "downloads.html",
            PLACE,
            rows=rows,
            sums=f"{PLACE}/{SUMS}",
            withheld=served.knowledge.audience.leaves_out,
            cite=f"{told.strip()}{f' {words}.' if words else ''} {served.address}/. Accessed {date.today().isoformat()}.",
            licence_address=served.version.licence,
            dataset=DATASET,
        )

    async def file(self, request: Request) -> Response:
        """One file."""
        name = request.path_params["name"]
        kind = next((kind for kind in KINDS if kind.name == name), None)
        try:
            if name == SUMS:
                lines = [f"{(await run_in_threadpool(self.dumps.dump, one)).hash}  {one.name}\n" for one in KINDS]
                return Response("".join(lines), 200, guarded(self.served), "text/plain; charset=utf-8")
            if kind is None:
                near = tuple((f"{PLACE}/{one}", one) for one in nearest(name[:100], {kind.name for kind in KINDS}))
                return refused(self.served, KuasaError(f"There is no file '{name[:100]}'."), 404, "No such file", PLACE, near)
            return await self.sent(request, kind, await run_in_threadpool(self.dumps.dump, kind))
        except LeakError as problem:
            return refused(self.served, problem, 500, "This file was not made", PLACE)

    async def sent(self, request: Request, kind: Kind, made: Dump) -> Response:
        """A file that was made, packed for who can unpack it."""
        tag = f'"{made.hash[:32]}"'
        headers = {
            **guarded(self.served),
            "etag": tag,
            "vary": "accept-encoding",
            "repr-digest": f"sha-256=:{base64.b64encode(bytes.fromhex(made.hash)).decode()}:",
            "content-disposition": f'attachment; filename="{kind.name}"',
        }
        headers |= {"access-control-allow-origin": "*"} if self.served.public else {}
        headers |= {"link": f'<{LICENCE}>; rel="license"'} if self.served.version.licence else {}
        if self.served.public and tag in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        if takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(made.packed, 200, {**headers, "content-encoding": "gzip"}, kind.media)
        return Response(await run_in_threadpool(made.content), 200, headers, kind.media)


def sized(size: int) -> str:
    """A number of bytes in words.

    >>> sized(5_300_000), sized(900)
    ('5.3 MB', '1 kB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the files are."""
    downloads = Downloads(Dumps(served))
    return [Route(PLACE, downloads.listing), Route(PLACE + "/{name}", downloads.file)]
