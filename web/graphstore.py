"""The SPARQL 1.1 Graph Store HTTP Protocol, reading only: a named graph, or the union of all, as RDF.

`/graphs?graph=IRI` and `/graphs?default` name a graph indirectly. Directly, the graph `https://w3id.org/kuasa/graph/NAME` is at
`/graph/NAME`, where w3id.org sends a reader to. 404 for a graph that there is not; PUT, POST, PATCH and DELETE get 405.
The limits of queries hold: a graph with more triples than `Limits.rows` is to be taken from the downloads.
"""

from __future__ import annotations

from typing import Any

from ..graph.vocabulary import GRAPH
from . import negotiation, protocol
from .delivery import Receive, Send, whole
from .desk import Desk
from .headers import header, raw, tag, typed, unchanged
from .pool import Asked
from .refusals import Refused

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class GraphStore(Desk):
    """`/graphs` and `/graph/NAME`."""

    cure = "This server only reads: GET and HEAD."

    async def respond(self, scope: Any, receive: Receive, send: Send) -> None:
        """A graph."""
        given = protocol.fields(scope["query_string"])
        name = self.named(scope["path_params"].get("name"), given)
        if name is not None and name not in self.served.graphs:
            raise Refused(404, f"There is no graph '{name[:200]}'.", "The service description at /sparql lists the graphs.")
        wanted = next((value for field in ("format", "output") for value in given.get(field, ())), "")
        media = negotiation.picked(wanted, header(scope, b"accept"), negotiation.TRIPLES)
        version = tag(self.served, "graph", name, media)
        if scope["method"] == "HEAD" and not unchanged(scope, version):
            await whole(send, 200, [typed(media), *self.common, *raw({"etag": version} if version else {})], head=True)
            return
        await self.put(scope, receive, send, Asked(EVERYTHING, media, None if name is None else (name,), None if name is None else ()), version)

    def named(self, name: str | None, given: dict[str, list[str]]) -> str | None:
        """The IRI of the graph that is asked for; None: the union of all."""
        if name is not None:
            return GRAPH + name
        graphs = given.get("graph", [])
        if len(graphs) + ("default" in given) != 1:
            raise Refused(400, "The request names no graph, or several.", "Add ?default, or ?graph= and the IRI of one graph; the service description at /sparql lists them.")
        return graphs[0] if graphs else None
