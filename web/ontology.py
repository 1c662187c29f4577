"""`/ontology`: the words of the knowledge, as a page with an anchor for each (`/ontology#Seat`), as Turtle, JSON-LD or N-Triples.

`/ontology/{term}` leads to the anchor, for who follows an address without its #. The words are the same for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..exchange.description import written
from ..graph.errors import UnknownName
from ..graph.lookup import nearest
from ..graph.version import LICENCE
from . import pages
from .entries import CALLED, ENDINGS, FORMS
from .negotiation import HTML, chosen
from .pages import answer, guarded, refused
from .served import Served
from .terms import ONTOLOGY, shelves, triples

PLACE = "/ontology"


@dataclass
class Words:
    """The words as they are served."""

    served: Served
    kept: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def names(self) -> set[str]:
        """The name of every term."""
        return {word.name for shelf in shelves() for _, found in shelf.parts for word in found}

    @cached_property
    def page(self) -> str:
        """The page."""
        files = [(CALLED[media], PLACE + ending) for ending, media in ENDINGS.items() if media in CALLED]
        return pages.written(self.served, "ontology.html", PLACE, shelves=shelves(), iri=ONTOLOGY, files=files)

    async def ontology(self, request: Request) -> Response:
        """The words in the form that is wanted."""
        ending = "." + request.path_params["ending"] if "ending" in request.path_params else ""
        media = ENDINGS.get(ending) or (HTML if ending else chosen(request.headers.get("accept", ""), FORMS) or HTML)
        if ending and ending not in ENDINGS:
            return refused(self.served, UnknownName(f"The words are not written as '{ending[:20]}'.", f"Take {', '.join(ENDINGS)}."), 404, "No such file", PLACE)
        links = [f'<{ONTOLOGY}>; rel="canonical"', *(f'<{PLACE}{end}>; rel="alternate"; type="{kind}"' for end, kind in ENDINGS.items() if kind != media)]
        headers = {"vary": "Accept", "link": ", ".join([*links, f'<{LICENCE}>; rel="license"'])}
        if media == HTML:
            return answer(self.served, await run_in_threadpool(lambda: self.page), headers=headers)
        shared = {"access-control-allow-origin": "*"} if self.served.public else {}
        return Response(await run_in_threadpool(self.data, media), headers={**guarded(self.served), **shared, **headers}, media_type=media)

    def data(self, media: str) -> bytes:
        """The words as RDF."""
        if media not in self.kept:
            self.kept[media] = written(set(triples()), media)
        return self.kept[media]

    async def term(self, request: Request) -> Response:
        """To the anchor of a term."""
        name = request.path_params["term"]
        if name in self.names:
            return RedirectResponse(f"{PLACE}#{name}", 303, guarded(self.served))
        near = tuple((f"{PLACE}#{one}", one) for one in nearest(name[:100], self.names))
        return refused(self.served, UnknownName(f"There is no word '{name[:100]}'."), 404, "No such word", PLACE, near)


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the words are."""
    words = Words(served)
    return [Route(PLACE, words.ontology), Route(PLACE + ".{ending}", words.ontology), Route(PLACE + "/{term}", words.term)]
