"""`/search?q=`: things with a name that contains a text, in any script, as a page or as JSON; near names where there are none.

Persons who have no page are not among them.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.lookup import spelled
from ..maps.site import Entry
from ..maps.still import outline
from .negotiation import HTML, chosen
from .pages import guarded, page, sorts
from .served import Served
from .shelf import Shelf, address, near

JSON = "application/json"
LONGEST = 200
MOST = 100


@dataclass(frozen=True)
class Hit:
    """A thing that was found, and the name that was found."""

    entry: Entry
    name: str

    @property
    def address(self) -> str:
        """Where its page is."""
        return address(self.entry.id)

    @property
    def also(self) -> str:
        """The name that was found, where it is not the one that is shown."""
        return "" if self.name in (self.entry.label, self.entry.short) else self.name


@dataclass
class Search:
    """The search of a server."""

    shelf: Shelf

    async def search(self, request: Request) -> Response:
        """What was found, as a page or as JSON."""
        wanted = request.query_params.get("q", "").strip()[:LONGEST]
        form = chosen(request.headers.get("accept", ""), (HTML, JSON)) or HTML
        hits, others, more = await run_in_threadpool(self.found, wanted) if wanted else ([], [], 0)
        served = self.shelf.served
        if form == JSON:
            told = [{"id": hit.entry.id, "name": hit.entry.label, "short": hit.entry.short, "kind": hit.entry.sort, "found": hit.name, "page": hit.address} for hit in hits]
            shared = {"access-control-allow-origin": "*"} if served.public else {}
            return JSONResponse({"q": wanted, "things": told, "more": more, "near": [name for name, _ in others]}, 200, {**guarded(served), **shared, "vary": "Accept"})
        tones = {kind.id: n for n, kind in enumerate(sorts())}
        return await run_in_threadpool(
            lambda: page(served, "search.html", "/search", headers={"vary": "Accept"}, wanted=wanted, hits=hits, near=others, more=more, tone=tones, outline=outline)
        )

    def found(self, wanted: str) -> tuple[list[Hit], list[tuple[str, str]], int]:
        """Things with a page, best first; near names with their addresses if there are none; how many more there are."""
        served = self.shelf.served
        hits = []
        for thing, name in served.search(wanted):
            static = self.shelf.around(thing)
            entry = self.shelf.entry(static, thing) if static else None
            if entry:
                hits.append(Hit(entry, name))
        if hits:
            return hits[:MOST], [], max(0, len(hits) - MOST)
        held = self.shelf.listed()
        names = {text: thing for text, things in spelled(served.knowledge.facts)[0].items() for thing in things if thing in held}
        return [], [(text, address(names[text])) for text in near(wanted, names)], 0


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the search is."""
    return [Route("/search", Search(Shelf(served)).search)]
