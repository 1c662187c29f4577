"""What this server is and holds, for machines: the SPARQL 1.1 Service Description, and VoID.

In: what is served. Out: triples, in the format asked for. The named graphs are counted in the checkpoint, once, when somebody first
asks; of a store with more than `LARGE` triples VoID leaves out what would need all of them in memory (classes, properties, entities).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from ..graph.dataset import describe
from ..graph.store import EmbeddedStore
from ..graph.version import DATASET
from ..graph.vocabulary import DERIVED, LENT, PREFIXES, RDF_TYPE
from . import negotiation
from .delivery import Answering, Receive, Send, whole
from .desk import Desk
from .headers import Raw, header, raw, tag, typed, unchanged
from .limits import Limits
from .rates import Rates
from .served import Served

SD, VOID, FORMATS, DCTERMS = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#", "http://www.w3.org/ns/formats/", PREFIXES["dcterms"]
WRITTEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")
SHOWN = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "dcat": "http://www.w3.org/ns/dcat#", "xsd": PREFIXES["xsd"]}
COUNT = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
LARGE = 2_000_000
# Knowledge of one's own has no licence and none of the examples.
EMPTY = re.compile(r"^  \S+ +(?:<> )?;\n", re.MULTILINE)
Triples = list[ox.Triple]


def triple(subject: str, predicate: str, value: str | int | ox.Literal) -> ox.Triple:
    """A triple; a text is an IRI."""
    return ox.Triple(
        ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value) if isinstance(value, str) else value if isinstance(value, ox.Literal) else ox.Literal(value)
    )


def counts(served: Served) -> dict[str, int]:
    """How many triples each named graph has, sorted by name."""
    if served.sizes:
        return dict(sorted(served.sizes.items()))
    found = ox.Store.read_only(str(served.checkpoint)).query(COUNT)
    return dict(sorted((row["g"].value, int(row["n"].value)) for row in found))  # type: ignore[union-attr]


def service(served: Served, writable: bool = False) -> Triples:
    """The service description."""
    at = served.address + "/sparql"
    whole, default = at + "#dataset", at + "#union"
    found = [
        triple(at, RDF_TYPE, SD + "Service"),
        triple(at, SD + "endpoint", at),
        triple(at, SD + "supportedLanguage", SD + "SPARQL11Query"),
        *([triple(at, SD + "supportedLanguage", SD + "SPARQL11Update")] if writable else []),
        triple(at, SD + "feature", SD + "UnionDefaultGraph"),
        *(triple(at, SD + "resultFormat", FORMATS + name) for name in WRITTEN),
        triple(at, SD + "defaultDataset", whole),
        triple(whole, RDF_TYPE, SD + "Dataset"),
        triple(whole, DCTERMS + "title", ox.Literal(served.version.title, language="en")),
        triple(whole, DCTERMS + "identifier", ox.Literal("sha256:" + served.version.hash)),
        triple(whole, SD + "defaultGraph", default),
        triple(default, RDF_TYPE, SD + "Graph"),
        triple(default, DCTERMS + "description", ox.Literal("The union of all named graphs.", language="en")),
    ]
    for number, (name, count) in enumerate(counts(served).items(), 1):
        entry, graph = f"{at}#named-{number}", f"{at}#graph-{number}"
        found += [
            triple(whole, SD + "namedGraph", entry),
            triple(entry, RDF_TYPE, SD + "NamedGraph"),
            triple(entry, SD + "name", name),
            triple(entry, SD + "graph", graph),
            triple(graph, RDF_TYPE, SD + "Graph"),
            triple(graph, VOID + "triples", count),
        ]
        if name == DERIVED:
            found.append(triple(graph, DCTERMS + "description", ox.Literal("Worked out from the other graphs by rules.", language="en")))
    return found


def void(served: Served) -> Triples:
    """The knowledge as a dataset, with the address at which it can be asked."""
    stated = {name: count for name, count in counts(served).items() if name not in (DERIVED, LENT)}
    if 0 < sum(stated.values()) <= LARGE:
        text = EMPTY.sub("", describe(EmbeddedStore(ox.Store.read_only(str(served.checkpoint))), served.version))
        found = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    else:
        found = [triple(DATASET, RDF_TYPE, VOID + "Dataset"), triple(DATASET, DCTERMS + "title", ox.Literal(served.version.title, language="en"))]
        for name, count in stated.items():
            found += [triple(DATASET, VOID + "subset", name), triple(name, RDF_TYPE, VOID + "Dataset"), triple(name, VOID + "triples", count)]
    return [*found, triple(DATASET, VOID + "sparqlEndpoint", served.address + "/sparql")]


class Description:
    """Triples that are made once, in a thread, when somebody asks for them, and sent in any format."""

    def __init__(self, served: Served, make: Callable[[], Triples]) -> None:
        self.served = served
        self.make = make
        self.making: asyncio.Future[Triples] | None = None
        self.written: dict[str, bytes] = {}

    async def send(self, scope: Any, send: Send, media: str, headers: Raw) -> None:
        """The answer."""
        version = tag(self.served, scope["path"], media)
        found = [*headers, *raw({"etag": version} if version else {})]
        if unchanged(scope, version):
            await whole(send, 304, found)
            return
        body = self.written.get(media)
        if body is None:
            if self.making is None:
                self.making = asyncio.ensure_future(asyncio.to_thread(self.make))
            triples = await asyncio.shield(self.making)
            form = ox.RdfFormat.from_media_type(media)
            body = self.written[media] = (
                ox.serialize(triples, format=form, prefixes=SHOWN if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML) else None) or b""
            )
        await whole(send, 200, [typed(media), *found], body, scope["method"] == "HEAD")


class Void(Desk):
    """`/void` and `/.well-known/void`."""

    def __init__(self, served: Served, answering: Answering, limits: Limits, rates: Rates) -> None:
        super().__init__(served, answering, limits, rates)
        self.description = Description(served, lambda: void(served))

    async def respond(self, scope: Any, receive: Receive, send: Send) -> None:
        """The description in the format asked for."""
        await self.description.send(scope, send, negotiation.picked("", header(scope, b"accept"), negotiation.TRIPLES), self.common)
