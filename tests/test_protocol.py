"""The endpoint as clients see it, over HTTP to a real server: formats, errors with a cure, versions, compression, and above all that
an answer that breaks off is never taken for a whole one."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from endpoints import free, listening, served

from kuasa.graph.errors import AnswerTooLarge, KuasaError, Overloaded, QueryTimeout, WorkerLost
from kuasa.graph.vocabulary import DERIVED, GRAPH, PREFIXES
from kuasa.web.endpoint import routes
from kuasa.web.limits import Limits
from kuasa.web.pool import Answer, Asked, Pool
from kuasa.web.served import Served

LIMITS = Limits(rows=50_000_000, size=1 << 32, workers=1, request=64 << 10, a_minute=60_000, seconds=20)
WORLD = GRAPH + "world"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
NAMES = "SELECT ?name { ?s skos:prefLabel ?name } ORDER BY ?name LIMIT 3"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
RDF_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


@dataclass(frozen=True)
class Site:
    """A server, its client, and what is behind it."""

    client: httpx.Client
    shown: Served
    pool: Pool
    port: int

    def ask(self, text: str, accept: str = "", **given: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": text, **given}, headers={"accept": accept} if accept else {})

    def told(self, text: str) -> list[dict[str, str]]:
        return [{name: term["value"] for name, term in row.items()} for row in self.ask(text).json()["results"]["bindings"]]

    def raw(self, *lines: str) -> bytes:
        """All that the server sends for a request that is written by hand, until it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall("\r\n".join([*lines, "Host: 127.0.0.1", "Connection: close", "", ""]).encode())
            return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = free()
    port = place.getsockname()[1]
    shown = served(tmp_path_factory.mktemp("protocol") / "world", f"http://127.0.0.1:{port}")
    pool = Pool(shown.checkpoint, LIMITS)
    with listening(place, routes(shown, pool, LIMITS), pool) as client:
        yield Site(client, shown, pool, port)


class Failing:
    """Answers with pieces and then, or at once, with an error."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.problem: KuasaError = WorkerLost("The process is gone.", "Ask for less.")
        self.closed = 0

    async def answer(self, asked: Asked) -> Answer:
        if not self.pieces:
            raise self.problem
        # Kept, so that nothing but its reader closes it.
        self.last = self.chunks()
        return Answer(asked.media, self.last)

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            for piece in self.pieces:
                yield piece
                await asyncio.sleep(0.01)
            raise self.problem
        finally:
            self.closed += 1


@dataclass(frozen=True)
class Broken(Site):
    """A server whose answers fail."""

    failing: Failing


@pytest.fixture(scope="module")
def broken(site: Site) -> Iterator[Broken]:
    place, failing = free(), Failing()
    with listening(place, routes(site.shown, failing, LIMITS)) as client:
        yield Broken(client, site.shown, site.pool, place.getsockname()[1], failing)


# Formats


def test_solutions_are_the_same_in_every_format(site: Site) -> None:
    found = {kind: site.ask(NAMES, kind) for kind in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")}
    assert [answer.headers["content-type"].partition(";")[0] for answer in found.values()] == list(found)
    as_json, as_xml, as_csv, as_tsv = found.values()
    names = [row["name"]["value"] for row in as_json.json()["results"]["bindings"]]
    assert len(names) == 3
    assert [node.text for node in ElementTree.fromstring(as_xml.text).iter("{http://www.w3.org/2005/sparql-results#}literal")] == names
    assert as_csv.text.splitlines() == ["name", *names]
    assert as_tsv.text.splitlines() == ["?name", *(f'"{row["name"]["value"]}"@{row["name"]["xml:lang"]}' for row in as_json.json()["results"]["bindings"])]


@pytest.mark.parametrize(("media", "form"), RDF_FORMATS.items())
def test_triples_are_the_same_in_every_format(site: Site, media: str, form: ox.RdfFormat) -> None:
    found = site.ask("CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s skos:prefLabel ?o }", media)
    expected = {(row["s"], row["o"]) for row in site.told("SELECT ?s ?o { ?s skos:prefLabel ?o }")}
    assert found.headers["content-type"].partition(";")[0] == media
    assert {(quad.subject.value, quad.object.value) for quad in ox.parse(found.content, format=form)} == expected


def test_a_short_name_chooses_the_format(site: Site) -> None:
    assert site.ask(NAMES, "application/json", format="csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert site.ask("DESCRIBE i:aaa", output="nt").headers["content-type"] == "application/n-triples"


def test_what_cannot_be_written_is_told_with_what_can(site: Site) -> None:
    found = site.ask("ASK {}", "text/csv")
    assert (found.status_code, found.headers["content-type"], found.headers["vary"]) == (406, "text/plain; charset=utf-8", "Accept")
    assert found.text == "This cannot be answered as text/csv.\nIt can be answered as application/sparql-results+json (json), application/sparql-results+xml (xml).\n"
    assert site.ask("ASK {}", format="parquet").status_code == 400


# Errors


def test_the_place_of_a_mistake_is_named(site: Site) -> None:
    found = site.ask("SELECT ?a {\n % }")
    assert (found.status_code, found.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert found.text.startswith("This is not SPARQL: error at 2:5: expected")
    relative = site.ask("SELECT ?a {\n % <a> }")
    assert relative.text.startswith("This is not SPARQL: error at 2:9: expected")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "'SERVICE' would ask another server"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "is not a graph of this knowledge"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "'INSERT' would change the knowledge"),
        ("LOAD <http://127.0.0.1:9/>", "'LOAD' would change the knowledge"),
    ],
)
def test_what_writes_or_reaches_out_is_refused(site: Site, text: str, said: str) -> None:
    found = site.ask(text)
    assert (found.status_code, said in found.text) == (400, True)


@pytest.mark.parametrize(
    ("problem", "status", "wait"),
    [
        (Overloaded("Full.", "Wait.", 7), 503, "7"),
        (QueryTimeout("Late.", "Wait."), 504, None),
        (AnswerTooLarge("Large.", "Wait."), 422, None),
        (WorkerLost("Gone.", "Wait."), 502, None),
    ],
)
def test_what_goes_wrong_before_the_first_byte_has_a_status(broken: Broken, problem: KuasaError, status: int, wait: str | None) -> None:
    broken.failing.pieces, broken.failing.problem = [], problem
    found = broken.ask("ASK {}")
    assert (found.status_code, found.headers.get("retry-after"), found.text) == (status, wait, f"{problem}\n")
    assert (found.headers["access-control-allow-origin"], "etag" in found.headers) == ("*", False)


def test_an_unknown_kind_of_error_tells_nothing_of_the_program(broken: Broken) -> None:
    broken.failing.pieces, broken.failing.problem = [], ZeroDivisionError("secret")  # type: ignore[assignment]
    found = broken.ask("ASK {}")
    assert (found.status_code, found.text) == (500, "Internal Server Error")


def test_a_request_that_is_too_large_is_refused_with_and_without_its_length(site: Site) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"# " + b"a" * 1022

    kind = {"content-type": "application/sparql-query"}
    assert site.client.post("/sparql", content=b"a" * (LIMITS.request + 1), headers=kind).status_code == 413
    assert site.client.post("/sparql", content=pieces(), headers=kind).status_code == 413
    assert site.client.post("/sparql", content=b"ASK {} #" + b"a" * (LIMITS.request - 8), headers=kind).status_code == 200


def test_who_asks_too_often_has_to_wait(site: Site) -> None:
    with listening(free(), routes(site.shown, Failing(), Limits(a_minute=6))) as client:
        found = [client.get(path) for path in ("/graphs", "/sparql?query=ASK+%7B%7D")]
    assert [answer.status_code for answer in found] == [400, 429]
    assert int(found[1].headers["retry-after"]) in (9, 10)


@pytest.mark.parametrize(("path", "allowed"), [("/sparql", "GET, HEAD, POST, OPTIONS"), ("/graphs?default", "GET, HEAD, OPTIONS"), ("/void", "GET, HEAD, OPTIONS")])
def test_other_methods_are_refused(site: Site, path: str, allowed: str) -> None:
    for method in ("PUT", "PATCH", "DELETE", "TRACE", *([] if "POST" in allowed else ["POST"])):
        found = site.client.request(method, path)
        assert (found.status_code, found.headers["allow"]) == (405, allowed)


# Pages of other sites


def test_pages_of_other_sites_may_ask_what_is_public(site: Site) -> None:
    asked = site.client.options("/sparql", headers={"origin": "https://elsewhere.example", "access-control-request-method": "POST"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert {name: asked.headers[name] for name in ("allow", "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers")} == {
        "allow": "GET, HEAD, POST, OPTIONS",
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
        "access-control-allow-headers": "Accept, Cache-Control, Content-Type, If-None-Match",
    }
    for found in (site.ask("ASK {}"), site.ask("ASK {"), site.client.get("/graphs"), site.client.get("/void")):
        assert (found.headers["access-control-allow-origin"], "Retry-After" in found.headers["access-control-expose-headers"]) == ("*", True)


def test_pages_of_other_sites_may_not_ask_what_is_for_participants(tmp_path: Path) -> None:
    shown = served(tmp_path / "world", audience="participants")
    with listening(free(), routes(shown, Failing(), LIMITS)) as client:
        found = [client.options("/sparql", headers={"origin": "https://elsewhere.example"}), client.get("/sparql"), client.get("/sparql?query=ASK+%7B%7D"), client.get("/graphs")]
    assert [answer.status_code for answer in found] == [204, 200, 502, 400]
    assert [name for answer in found for name in answer.headers if name.startswith("access-control") or name == "etag"] == []
    assert {answer.headers["cache-control"] for answer in found} == {"private, no-store"}


# Versions


def test_an_answer_that_is_there_already_is_not_sent_again(site: Site) -> None:
    found = site.ask(NAMES)
    version = found.headers["etag"]
    assert (version.startswith('W/"'), found.headers["cache-control"]) == (True, "no-cache")
    for kept in (version, version.removeprefix("W/"), f'"x", {version}'):
        again = site.client.get("/sparql", params={"query": NAMES}, headers={"if-none-match": kept})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", version)
    assert site.client.get("/sparql", params={"query": NAMES}, headers={"if-none-match": '"x"'}).status_code == 200


def test_what_is_no_query_is_told_so_whoever_says_to_have_any_answer(site: Site) -> None:
    asked = [site.client.get("/sparql", params={"query": text}, headers={"if-none-match": "*"}).status_code for text in ("SELECT nonsense", NAMES)]
    assert asked == [400, 200]


def test_another_question_knowledge_or_format_is_another_version(site: Site) -> None:
    given = [{}, {"format": "csv"}, {"default-graph-uri": WORLD}, {"named-graph-uri": WORLD}]
    versions = {site.ask(NAMES, **more).headers["etag"] for more in given} | {site.ask(NAMES + " ").headers["etag"]}
    other = replace(site.shown, version=replace(site.shown.version, hash="other"))
    failing = Failing()
    failing.pieces, failing.problem = [b"{}"], StopAsyncIteration()  # type: ignore[assignment]
    with listening(free(), routes(other, site.pool, LIMITS)) as client:
        versions.add(client.head("/graphs?default").headers["etag"])
    versions.add(site.client.head("/graphs?default").headers["etag"])
    assert len(versions) == 7


@pytest.mark.parametrize("term", ["NOW()", "rand()", "UUID()", "STRUUID()"])
def test_what_is_another_answer_each_time_has_no_version(site: Site, term: str) -> None:
    assert "etag" not in site.ask(f"SELECT ({term} AS ?x) {{}}").headers


# HEAD


@pytest.mark.parametrize("path", ["/sparql?query=ASK+%7B%7D", "/sparql", "/graphs?default", "/void", "/sparql?query=ASK+%7B", "/graphs"])
def test_head_is_get_without_a_body(site: Site, path: str) -> None:
    head, get = site.client.head(path), site.client.get(path)
    assert (head.status_code, head.content, bool(get.content)) == (get.status_code, b"", True)
    assert {name: head.headers.get(name) for name in ("content-type", "etag")} == {name: get.headers.get(name) for name in ("content-type", "etag")}


def test_an_answer_to_head_is_let_go(broken: Broken) -> None:
    broken.failing.pieces = [b"a" * 5000, b"b"]
    assert broken.client.head("/sparql?query=ASK+%7B%7D").status_code == 200
    deadline = time.monotonic() + 5
    while broken.failing.last.ag_frame is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert broken.failing.last.ag_frame is None


def test_a_query_of_head_does_not_go_on(site: Site) -> None:
    began = time.monotonic()
    assert site.client.head("/sparql", params={"query": ENDLESS}).status_code == 200
    assert site.ask("ASK {}").json()["boolean"] is True
    assert time.monotonic() - began < 10


# Streams


def test_a_small_answer_has_a_length_and_a_large_one_comes_as_it_is_made(site: Site) -> None:
    small = site.ask("ASK {}")
    assert small.headers["content-length"] == str(len(small.content))
    with site.client.stream("GET", "/sparql", params={"query": ENDLESS}) as large:
        assert (large.headers.get("content-length"), large.headers["transfer-encoding"]) == (None, "chunked")
        assert next(large.iter_bytes()).startswith(b'{"head":{"vars":["a"')
    assert site.ask("ASK {}").json()["boolean"] is True


def test_a_large_answer_is_whole(site: Site) -> None:
    found = site.raw("GET /sparql?format=csv&query=SELECT+*+%7B?a+?b+?c+.+?d+k:status+?f%7D HTTP/1.1")
    rows = site.told("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d k:status ?f }")[0]["n"]
    head, _, body = found.partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head.lower()
    assert body.endswith(b"\r\n0\r\n\r\n")
    assert site.ask("SELECT * {?a ?b ?c . ?d k:status ?f}", format="csv").text.count("\n") == int(rows) + 1 > 3000


@pytest.mark.parametrize("pieces", [[b"a" * 5000], [b"a" * 10, b"b" * 10], [b"a" * 5000, b"b" * 70_000]], ids=["large", "small", "more"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_answer_that_breaks_off_is_never_taken_for_a_whole_one(broken: Broken, pieces: list[bytes], coding: str) -> None:
    broken.failing.pieces, broken.failing.problem = pieces, WorkerLost("The process is gone.")
    closed = broken.failing.closed
    with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
        broken.client.get("/sparql?query=ASK+%7B%7D", headers={"accept-encoding": coding})
    found = broken.raw("GET /sparql?query=ASK+%7B%7D HTTP/1.1", f"Accept-Encoding: {coding}")
    head, _, body = found.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    head = head.lower()
    assert (b"transfer-encoding: chunked" in head, b"content-encoding: gzip" in head) == (True, coding == "gzip")
    assert (len(body) > 0, body.endswith(b"0\r\n\r\n")) == (True, False)
    assert broken.failing.closed == closed + 2


def test_what_breaks_in_the_first_small_piece_has_a_status(broken: Broken) -> None:
    broken.failing.pieces, broken.failing.problem = [b"a" * 10], QueryTimeout("Late.")
    assert broken.ask("ASK {}").status_code == 504


def test_http_1_0_gets_an_answer_whole_or_an_error(broken: Broken, site: Site) -> None:
    broken.failing.pieces, broken.failing.problem = [b"a" * 5000, b"b" * 5000], WorkerLost("The process is gone.")
    assert broken.raw("GET /sparql?query=ASK+%7B%7D HTTP/1.0").startswith(b"HTTP/1.1 502 ")
    head, _, body = site.raw("GET /sparql?format=nt&query=CONSTRUCT+WHERE+%7B?s+?p+?o%7D HTTP/1.0").partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert len(body) > 5000


def test_a_killed_worker_breaks_the_stream_and_the_next_query_is_answered(site: Site) -> None:
    with pytest.raises(httpx.RemoteProtocolError), site.client.stream("GET", "/sparql", params={"query": ENDLESS}) as found:
        for number, _ in enumerate(found.iter_raw()):
            if number == 3:
                os.kill(site.pool.workers[0].pid, signal.SIGKILL)
    assert site.ask("ASK {}").json()["boolean"] is True


def test_who_leaves_ends_the_query(site: Site) -> None:
    began = time.monotonic()
    for pause in (0.0, 0.2):
        with socket.create_connection(("127.0.0.1", site.port)) as connection:
            connection.sendall(b"GET /sparql?query=SELECT+(COUNT(*)+AS+?n)+%7B?a+?b+?c.?d+?e+?f.?g+?h+?i.?j+?k+?l%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            time.sleep(pause)
    assert site.ask("ASK {}").json()["boolean"] is True
    assert time.monotonic() - began < 10


def test_a_large_answer_is_compressed_piece_by_piece(site: Site) -> None:
    plain = site.ask(ALL).content
    packed = site.client.get("/sparql", params={"query": ALL}, headers={"accept-encoding": "gzip"})
    assert (packed.headers["content-encoding"], packed.headers["vary"], packed.content == plain) == ("gzip", "Accept, Accept-Encoding", True)
    assert int(packed.num_bytes_downloaded) < len(plain) / 3
    with site.client.stream("GET", "/sparql", params={"query": ENDLESS}, headers={"accept-encoding": "gzip"}) as endless:
        assert zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(next(endless.iter_raw())).startswith(b'{"head":')


# Descriptions


def values(triples: list[ox.Triple], subject: str, predicate: str) -> list[str]:
    return sorted(triple.object.value for triple in triples if (triple.subject.value, triple.predicate.value) == (subject, predicate))


@pytest.mark.parametrize(("media", "form"), RDF_FORMATS.items())
def test_the_service_describes_itself(site: Site, media: str, form: ox.RdfFormat) -> None:
    found = site.client.get("/sparql", headers={"accept": media})
    assert found.headers["content-type"].partition(";")[0] == media
    said = [quad.triple for quad in ox.parse(found.content, format=form)]
    at = f"http://127.0.0.1:{site.port}/sparql"
    assert values(said, at, SD + "endpoint") == [at]
    assert values(said, at, SD + "supportedLanguage") == [SD + "SPARQL11Query"]
    assert values(said, at, SD + "feature") == [SD + "UnionDefaultGraph"]
    assert len(values(said, at, SD + "resultFormat")) == 10
    entries = [entry for dataset in values(said, at, SD + "defaultDataset") for entry in values(said, dataset, SD + "namedGraph")]
    counted = {values(said, entry, SD + "name")[0]: values(said, values(said, entry, SD + "graph")[0], VOID + "triples")[0] for entry in entries}
    assert counted == {row["g"]: row["n"] for row in site.told("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")}
    assert set(counted) == set(site.shown.graphs) == {WORLD, DERIVED}


def test_a_browser_is_shown_the_editor(site: Site) -> None:
    found = site.client.get("/sparql", headers={"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (found.status_code, found.headers["location"]) == (303, "/editor")
    assert site.client.get("/sparql", headers={"accept": "*/*"}).headers["content-type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_knowledge_is_described_as_a_dataset(site: Site, path: str) -> None:
    found = site.client.get(path)
    assert found.headers["content-type"] == "text/turtle; charset=utf-8"
    said = [quad.triple for quad in ox.parse(found.content, format=ox.RdfFormat.TURTLE)]
    about = "https://w3id.org/kuasa/dataset"
    assert values(said, about, VOID + "sparqlEndpoint") == [f"http://127.0.0.1:{site.port}/sparql"]
    assert values(said, about, VOID + "subset") == [WORLD]
    assert values(said, about, VOID + "triples") == [site.told(f"SELECT (COUNT(*) AS ?n) FROM <{WORLD}> {{ ?s ?p ?o }}")[0]["n"]]
    assert values(said, about, PREFIXES["dcterms"] + "license") == []


# Graphs


def test_a_graph_is_read_by_its_name_and_at_its_place(site: Site) -> None:
    expected = site.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{WORLD}> {{ ?s ?p ?o }} }}", "application/n-triples").text
    for path, params in (("/graphs", {"graph": WORLD}), ("/graph/world", {})):
        found = site.client.get(path, params=params, headers={"accept": "application/n-triples"})
        assert (found.status_code, sorted(found.text.splitlines())) == (200, sorted(expected.splitlines()))
        assert site.client.get(path, params=params, headers={"accept": "application/n-triples", "if-none-match": found.headers["etag"]}).status_code == 304


def test_the_default_graph_is_the_union(site: Site) -> None:
    found = site.client.get("/graphs?default", headers={"accept": "application/n-triples"})
    parts = [site.client.get("/graphs", params={"graph": name, "format": "nt"}).text.splitlines() for name in site.shown.graphs]
    assert sorted(found.text.splitlines()) == sorted({line for lines in parts for line in lines})


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graphs?graph=https%3A%2F%2Fexample.org%2Fno", 404),
        ("/graph/no", 404),
        ("/graphs", 400),
        ("/graphs?default&graph=a", 400),
        ("/graphs?graph=a&graph=b", 400),
        ("/graph/world?format=csv", 406),
    ],
)
def test_a_graph_that_is_not_here_is_not_found(site: Site, address: str, status: int) -> None:
    for found in (site.client.get(address), site.client.head(address)):
        assert found.status_code == status


# Datasets


def test_without_graphs_named_all_are_asked_and_with_them_only_those(site: Site) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(text: str = count, **given: str) -> int:
        return int(site.ask(text, **given).json()["results"]["bindings"][0]["n"]["value"])

    world, derived = (counted(**{"default-graph-uri": name}) for name in (WORLD, DERIVED))
    assert (world > 0, derived > 0) == (True, True)
    assert max(world, derived) < counted() <= world + derived
    assert counted(f"SELECT (COUNT(*) AS ?n) FROM <{WORLD}> {{ ?s ?p ?o }}") == world
    assert counted(f"SELECT (COUNT(*) AS ?n) FROM <{DERIVED}> {{ ?s ?p ?o }}", **{"default-graph-uri": WORLD}) == world
    assert counted(**{"named-graph-uri": WORLD}) == 0
    assert counted(**{"default-graph-uri": "https://example.org/no"}) == 0


def test_prefixes_of_the_knowledge_need_no_declaration(site: Site) -> None:
    assert json.loads(site.ask("ASK { ?s a k:State }").content)["boolean"] in (True, False)


def test_what_breaks_off_is_raised_so_that_no_layer_above_ends_the_answer(site: Site) -> None:
    failing, sent = Failing(), []
    failing.pieces = [b"a" * 5000]

    async def receive() -> dict[str, object]:
        await asyncio.sleep(10)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"method": "GET", "path": "/sparql", "query_string": b"query=ASK+%7B%7D", "headers": [], "client": ("127.0.0.1", 1), "http_version": "1.1"}
    with pytest.raises(WorkerLost):
        asyncio.run(routes(site.shown, failing, LIMITS)[0].app(scope, receive, send))  # type: ignore[attr-defined]
    assert [message.get("more_body") for message in sent] == [None, True]
