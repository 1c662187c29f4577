"""`/` and `/ask`: what this server is, and who can reach whom.

The boxes "from" and "to" lead to the page of `kuasa` alone, which holds everything that its audience may see, computes in the browser
and asks for nothing. It is made once, when it is first wanted, kept packed, and has the policy that stands in it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.analysis.lenses import lens
from ..graph.errors import AmbiguousName, LeakError, UnknownName
from ..graph.lookup import several
from ..graph.questions import library
from ..maps import front
from ..maps.elements import slug
from ..maps.holdings import ALL
from .assets import takes_gzip
from .likely import likely
from .mapped import FRAMED, own_policy
from .pages import answer, guarded, page, refused
from .served import Served
from .shelf import Shelf

PLACE = "/ask"
LONGEST = 300
EXAMPLES = (("AROSP", "SLOM"), ("HNSEA", "ALMM"))


@dataclass
class Front:
    """The front of a server."""

    shelf: Shelf
    lock: Lock = field(default_factory=Lock)

    @property
    def served(self) -> Served:
        """What is served."""
        return self.shelf.served

    async def start(self, request: Request) -> Response:
        """What this is."""
        return await run_in_threadpool(self.shown)

    def shown(self) -> Response:
        """The page."""
        facts, held = self.served.knowledge.facts, self.shelf.listed()
        ends = likely(self.shelf, "end")
        short = {entry.short for entry in held.values()}
        examples = [(f"{one} → {other}", f"{PLACE}?{urlencode({'from': one, 'to': other})}") for one, other in EXAMPLES if {one, other} <= short]
        counts = {"things": len(held), "links": len(facts.ties), "sources": len(facts.subjects("Source")), "questions": len(library())}
        return page(self.served, "front.html", "/", ends=ends, examples=examples, counts=counts, withheld=self.served.knowledge.audience.leaves_out)

    async def ask(self, request: Request) -> Response:
        """The page that answers; who comes with two names is led to their place in it."""
        given = {key: request.query_params.get(key, "").strip()[:LONGEST] for key in ("from", "to")}
        if any(given.values()):
            ends = [(key, name) for key, value in given.items() for name in await run_in_threadpool(self.meant, value)]
            return RedirectResponse(f"{PLACE}#{urlencode(ends)}", 303, guarded(self.served))
        try:
            policy, packed = await run_in_threadpool(self.kept)
        except LeakError as problem:
            return refused(self.served, problem, 500, "This page was not made")
        headers = {"vary": "accept-encoding"}
        if takes_gzip(request.headers.get("accept-encoding", "")):
            found = answer(self.served, "", policy=policy, headers={**headers, "content-encoding": "gzip"})
            found.body = packed
            found.headers["content-length"] = str(len(packed))
            return found
        return answer(self.served, (await run_in_threadpool(gzip.decompress, packed)).decode(), policy=policy, headers=headers)

    def meant(self, text: str) -> list[str]:
        """The ids on the map of a name, or of several with + between; what is not known stays as it was typed, and the page names near ones."""
        try:
            return [slug(thing) for thing in several(self.served.knowledge.facts, text)]
        except (UnknownName, AmbiguousName):
            return [text]

    def kept(self) -> tuple[str, bytes]:
        """The page with its policy; who asks while it is made waits for it."""
        with self.lock:
            return self.made

    @cached_property
    def made(self) -> tuple[str, bytes]:
        """The page, packed, with its policy."""
        text = front.front(self.served.knowledge, self.served.moment, lens(ALL))
        return f"{FRAMED}; {own_policy(text)}", gzip.compress(text.encode(), 6, mtime=0)


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the front is."""
    here = Front(Shelf(served))
    return [Route("/", here.start), Route(PLACE, here.ask)]
