"""`/` of a server whose knowledge is too large to be read whole: what it holds, and what can be done with it here."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .pages import page
from .served import Served


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """The one page."""

    async def start(request: Request) -> Response:
        return page(served, "large.html", "/", graphs=sorted(served.sizes.items()), total=sum(served.sizes.values()))

    return [Route("/", start)]
