"""A replay of the 34 tests of the SPARQL 1.1 Protocol of the W3C, each under its name there, over HTTP to a real server.

Requests and data are written from the Recommendation (https://www.w3.org/TR/sparql11-protocol/), not taken from the suite: the graphs
have other names, the texts are our own, and what the suite leaves open ("2xx or 3xx", "4xx") is held to one status. The 22 tests of
queries ask the endpoint as it is served, with the pool of workers on a read-only checkpoint that has no graph `data0`. The 12 tests of
updates (and the two queries after some of them) ask the same endpoint with an update handler on a store in memory: as served, every
one of their updates is refused, which the last test shows. `query_multiple_dataset` names two graphs in the request and another one in
the text; the request of the suite encodes the `&` between its two graphs, so that it names one graph with a very long name.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from endpoints import free, listening, served

from kuasa.graph.errors import RefusedQuery
from kuasa.web.endpoint import routes
from kuasa.web.limits import Limits
from kuasa.web.pool import Answer, Asked, Pool

FORM, QUERY, UPDATE = ({"content-type": kind} for kind in ("application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"))
RESULTS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
E = "https://example.org/"
NONE, ONE, TWO, THREE = (f"{E}data{n}" for n in range(4))
PAGE = "http://xmlns.com/foaf/0.1/Document"
BOOK = "http://purl.org/dc/terms/BibliographicResource"
IN_GRAPHS = f"ASK {{ GRAPH ?a {{ <{ONE}> a ?x }} GRAPH ?b {{ <{TWO}> a ?y }} }}"


def nodes(names: tuple[str, ...] | None) -> list[ox.NamedNode]:
    """The graphs of these names."""
    return [ox.NamedNode(name) for name in names or ()]


class Writable:
    """A store in memory that answers queries and takes updates."""

    def __init__(self) -> None:
        self.store = ox.Store()

    async def answer(self, asked: Asked) -> Answer:
        graphs = {} if asked.default_graphs is None else {"default_graph": nodes(asked.default_graphs), "named_graphs": nodes(asked.named_graphs)}
        found = self.store.query(asked.text, **(graphs or {"use_default_graph_as_union": True}))
        form = ox.RdfFormat if isinstance(found, ox.QueryTriples) else ox.QueryResultsFormat
        written = found.serialize(None, form.from_media_type(asked.media))

        async def chunks() -> AsyncIterator[bytes]:
            yield written

        return Answer(asked.media, chunks())

    def update(self, text: str, base: str) -> None:
        try:
            self.store.update(text, base_iri=base)
        except SyntaxError as problem:
            raise RefusedQuery(f"This is no update: {problem}", "Mend the place named.") from problem


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the endpoint as it is served."""
    folder = tmp_path_factory.mktemp("w3c")
    shown = served(folder / "world")
    store = ox.Store(str(folder / "data"))
    store.extend(ox.Quad(ox.NamedNode(name), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(PAGE), ox.NamedNode(name)) for name in (ONE, TWO, THREE))
    store.flush()
    del store
    limits = Limits(workers=1)
    pool = Pool(folder / "data", limits)
    with listening(free(), routes(replace(shown, checkpoint=folder / "data", graphs=(ONE, TWO, THREE)), pool, limits), pool) as client:
        yield client


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the endpoint with an update handler."""
    writable = Writable()
    with listening(free(), routes(served(tmp_path_factory.mktemp("w3c") / "world"), writable, Limits(), updates=writable.update)) as client:
        yield client


def truth(found: httpx.Response) -> bool:
    """The truth value that was answered."""
    assert (found.status_code, found.headers["content-type"]) == (200, RESULTS[0])
    return found.json()["boolean"]


def kind(found: httpx.Response) -> str:
    """The media type of an answer that went well."""
    assert found.status_code == 200
    return found.headers["content-type"].partition(";")[0]


def test_query_post_form(asked: httpx.Client) -> None:
    assert truth(asked.post("/sparql/", params={"default-graph-uri": NONE}, content="query=ASK%20%7B%7D", headers=FORM))


def test_query_dataset_default_graphs_get(asked: httpx.Client) -> None:
    text = f"ASK {{ <{ONE}> a ?x . <{TWO}> a ?y }}"
    assert truth(asked.get("/sparql/", params={"query": text, "default-graph-uri": [ONE, TWO]}))
    assert not truth(asked.get("/sparql/", params={"query": text, "default-graph-uri": [ONE, THREE]}))


def test_query_dataset_default_graphs_post(asked: httpx.Client) -> None:
    text = f"ASK {{ <{ONE}> a ?x . <{TWO}> a ?y }}"
    assert truth(asked.post("/sparql/", params={"default-graph-uri": [ONE, TWO]}, content=text, headers=QUERY))
    assert not truth(asked.post("/sparql/", params={"default-graph-uri": ONE}, content=text, headers=QUERY))


def test_query_dataset_named_graphs_post(asked: httpx.Client) -> None:
    assert truth(asked.post("/sparql/", params={"named-graph-uri": [ONE, TWO]}, content=IN_GRAPHS, headers=QUERY))
    assert not truth(asked.post("/sparql/", params={"named-graph-uri": [ONE, THREE]}, content=IN_GRAPHS, headers=QUERY))


def test_query_dataset_named_graphs_get(asked: httpx.Client) -> None:
    assert truth(asked.get("/sparql/", params={"query": IN_GRAPHS, "named-graph-uri": [ONE, TWO]}))
    assert not truth(asked.get("/sparql/", params={"query": "ASK { ?s a ?x }", "named-graph-uri": [ONE, TWO]}))


def test_query_dataset_full(asked: httpx.Client) -> None:
    text = f"ASK {{ <{THREE}> a ?z {IN_GRAPHS[5:]}"
    assert truth(asked.post("/sparql/", params={"default-graph-uri": THREE, "named-graph-uri": [ONE, TWO]}, content=text, headers=QUERY))
    assert not truth(asked.post("/sparql/", params={"default-graph-uri": TWO, "named-graph-uri": [ONE, THREE]}, content=text, headers=QUERY))


def test_query_multiple_dataset(asked: httpx.Client) -> None:
    text = IN_GRAPHS.replace("ASK", f"ASK FROM <{THREE}>")
    assert truth(asked.post("/sparql/", params={"named-graph-uri": [ONE, TWO]}, content=text, headers=QUERY))
    assert not truth(asked.post("/sparql/", params={"named-graph-uri": [ONE, TWO]}, content=f"ASK FROM <{THREE}> {{ ?s a ?x }}", headers=QUERY))


def test_query_get(asked: httpx.Client) -> None:
    assert truth(asked.get("/sparql/", params={"query": "ASK {}", "default-graph-uri": NONE}))


def test_query_content_type_select(asked: httpx.Client) -> None:
    assert kind(asked.post("/sparql/", params={"default-graph-uri": NONE}, content="SELECT (1 AS ?one) {}", headers=QUERY)) in RESULTS


def test_query_content_type_ask(asked: httpx.Client) -> None:
    assert kind(asked.post("/sparql/", params={"default-graph-uri": NONE}, content="ASK {}", headers=QUERY)) in RESULTS[:2]


def test_query_content_type_describe(asked: httpx.Client) -> None:
    assert kind(asked.post("/sparql/", params={"default-graph-uri": NONE}, content=f"DESCRIBE <{E}>", headers=QUERY)) in RDF


def test_query_content_type_construct(asked: httpx.Client) -> None:
    found = asked.post("/sparql/", params={"default-graph-uri": NONE}, content="CONSTRUCT { <a> <b> 2 } WHERE {}", headers=QUERY)
    assert kind(found) in RDF
    assert [triple.subject.value for triple in ox.parse(found.content, format=ox.RdfFormat.TURTLE)] == ["http://testserver/a"]


def stating(*names: str) -> str:
    """An update that empties the store and states in each graph that it is a document."""
    return "DROP ALL ; INSERT DATA { " + " ".join(f"GRAPH <{name}> {{ <{name}> a <{PAGE}> }}" for name in names) + " } ; "


def copying(pattern: str) -> str:
    """An update that notes in another graph what a pattern finds."""
    return f"INSERT {{ GRAPH <{E}found> {{ ?s a <{BOOK}> }} }} WHERE {{ {pattern} }}"


def notes(client: httpx.Client) -> list[str]:
    """What was noted."""
    found = client.post("/sparql/", content=f"SELECT ?s {{ GRAPH <{E}found> {{ ?s a <{BOOK}> }} }} ORDER BY ?s", headers=QUERY)
    return [row["s"]["value"] for row in found.json()["results"]["bindings"]]


def test_update_dataset_default_graph(changed: httpx.Client) -> None:
    text = stating(ONE, TWO).replace("DROP", "CLEAR") + copying(f"?s a <{PAGE}>")
    assert changed.post("/sparql/", params={"using-graph-uri": ONE}, content=text, headers=UPDATE).status_code == 204
    assert truth(changed.post("/sparql/", content=f"ASK {{ GRAPH <{E}found> {{ <{ONE}> a <{BOOK}> }} }}", headers=QUERY))
    assert notes(changed) == [ONE]


def test_update_dataset_default_graphs(changed: httpx.Client) -> None:
    text = stating(ONE, TWO, THREE) + copying(f"?s a <{PAGE}>")
    assert changed.post("/sparql/", params={"using-graph-uri": [ONE, TWO]}, content=text, headers=UPDATE).status_code == 204
    assert notes(changed) == [ONE, TWO]


def test_update_dataset_named_graphs(changed: httpx.Client) -> None:
    text = stating(ONE, TWO, THREE) + copying(f"GRAPH ?g {{ ?s a <{PAGE}> }}")
    assert changed.post("/sparql/", params={"using-named-graph-uri": [ONE, TWO]}, content=text, headers=UPDATE).status_code == 204
    assert notes(changed) == [ONE, TWO]


def test_update_dataset_full(changed: httpx.Client) -> None:
    pattern = f"{{ GRAPH ?g {{ ?s a <{PAGE}> }} BIND (?g AS ?where) }} UNION {{ ?s a <{PAGE}> BIND ('default' AS ?where) }}"
    text = stating(ONE, TWO, THREE) + f"INSERT {{ GRAPH <{E}found> {{ ?s <{E}in> ?where }} }} WHERE {{ {pattern} }}"
    assert changed.post("/sparql/", params={"using-graph-uri": ONE, "using-named-graph-uri": TWO}, content=text, headers=UPDATE).status_code == 204
    found = changed.post("/sparql/", params={"format": "csv"}, content=f"SELECT ?s ?w {{ GRAPH <{E}found> {{ ?s <{E}in> ?w }} }} ORDER BY ?s", headers=QUERY)
    assert found.text.split() == ["s,w", f"{ONE},default", f"{TWO},{TWO}"]


def test_update_post_form(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content="update=CLEAR+ALL", headers=FORM).status_code == 204
    assert not truth(changed.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}))


def test_update_post_direct(changed: httpx.Client) -> None:
    changed.post("/sparql/", content=stating(ONE), headers=UPDATE)
    assert changed.post("/sparql/", content="CLEAR ALL", headers=UPDATE).status_code == 204
    assert not truth(changed.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}))


def test_update_base_uri(changed: httpx.Client) -> None:
    text = f"DROP ALL ; INSERT DATA {{ GRAPH <{E}base> {{ <{E}s> <{E}p> <thing> }} }}"
    assert changed.post("/sparql/", content=text, headers=UPDATE).status_code == 204
    found = changed.post("/sparql/", content=f"SELECT ?o {{ GRAPH <{E}base> {{ <{E}s> <{E}p> ?o }} }}", headers=QUERY)
    assert [row["o"] for row in found.json()["results"]["bindings"]] == [{"type": "uri", "value": "http://testserver/thing"}]


def test_query_post_direct(asked: httpx.Client) -> None:
    assert truth(asked.post("/sparql/", content="ASK {}", headers=QUERY))


def test_bad_query_method(asked: httpx.Client) -> None:
    found = asked.put("/sparql/", params={"query": "ASK {}", "default-graph-uri": NONE}, headers=FORM)
    assert (found.status_code, found.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_bad_multiple_queries(asked: httpx.Client) -> None:
    assert asked.get("/sparql/", params={"query": ["ASK {}", "SELECT * {}"]}).status_code == 400


def test_bad_query_wrong_media_type(asked: httpx.Client) -> None:
    assert asked.post("/sparql/", content="ASK {}", headers={"content-type": "text/plain"}).status_code == 415


def test_bad_query_missing_form_type(asked: httpx.Client) -> None:
    assert asked.post("/sparql/", content=b"query=ASK%20%7B%7D").status_code == 415


def test_bad_query_missing_direct_type(asked: httpx.Client) -> None:
    assert asked.post("/sparql/", content=b"ASK {}").status_code == 415


def test_bad_query_non_utf8(asked: httpx.Client) -> None:
    assert asked.post("/sparql/", content="ASK {}".encode("utf-16"), headers={"content-type": "application/sparql-query; charset=UTF-16"}).status_code == 415
    assert asked.post("/sparql/", content="ASK {}".encode("utf-16"), headers=QUERY).status_code == 400


def test_bad_query_syntax(asked: httpx.Client) -> None:
    assert asked.get("/sparql/", params={"query": "ASK {"}).status_code == 400


def test_bad_update_get(changed: httpx.Client) -> None:
    assert changed.get("/sparql/", params={"update": "CLEAR ALL"}).status_code == 400


def test_bad_multiple_updates(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", headers=FORM).status_code == 400


def test_bad_update_wrong_media_type(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content="CLEAR NAMED", headers={"content-type": "text/plain"}).status_code == 415


def test_bad_update_missing_form_type(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content=b"update=CLEAR%20NAMED").status_code == 415


def test_bad_update_non_utf8(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content="CLEAR NAMED".encode("utf-16"), headers={"content-type": "application/sparql-update; charset=UTF-16"}).status_code == 415


def test_bad_update_syntax(changed: httpx.Client) -> None:
    assert changed.post("/sparql/", content="update=CLEAR%20XYZ", headers=FORM).status_code == 400


@pytest.mark.parametrize("clause", [f"WITH <{ONE}> DELETE {{ ?s a ?x }} WHERE {{ ?s a ?x }}", f"DELETE {{ ?s a ?x }} USING <{ONE}> WHERE {{ ?s a ?x }}"], ids=["with", "using"])
def test_bad_update_dataset_conflict(changed: httpx.Client, clause: str) -> None:
    changed.post("/sparql/", content=stating(ONE), headers=UPDATE)
    assert changed.post("/sparql/", params={"using-named-graph-uri": TWO}, content=clause, headers=UPDATE).status_code == 400
    assert truth(changed.get("/sparql", params={"query": f"ASK {{ GRAPH <{ONE}> {{ ?s a ?x }} }}"}))


def test_as_served_no_update_is_run(asked: httpx.Client) -> None:
    refused = [asked.post("/sparql", content=text, headers=kind).status_code for text, kind in (("update=CLEAR+ALL", FORM), ("CLEAR ALL", UPDATE), ("CLEAR XYZ", UPDATE))]
    assert refused == [403, 403, 403]
    assert truth(asked.get("/sparql", params={"query": f"ASK {{ <{ONE}> a ?x . <{TWO}> a ?y . <{THREE}> a ?z }}"}))


def test_all_34_are_here(request: pytest.FixtureRequest) -> None:
    own = Path(__file__).read_text(encoding="utf-8")
    names = {line.split("(")[0].removeprefix("def test_") for line in own.splitlines() if line.startswith("def test_")}
    assert len({name for name in names if name.startswith(("query_", "update_", "bad_"))}) == 34
