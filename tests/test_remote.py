"""Servers elsewhere: an answer is whole or an error with words; two real servers that differ, and one that does all the wrong."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import re
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import servers
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.graph import sources
from kuasa.graph.access import Access, access_for, shown
from kuasa.graph.connection import Allowance
from kuasa.graph.errors import KuasaError, RefusedQuery, RemoteError, TooMuch, UnreadableFile, UsageError
from kuasa.graph.facts import PREF
from kuasa.graph.lookup import addresses
from kuasa.graph.posing import lacking
from kuasa.graph.remote import FIRST, RemoteStore
from kuasa.graph.rewriting import declared, from_text
from kuasa.graph.sources import Server
from kuasa.graph.store import EmbeddedStore, open_store
from kuasa.graph.tokens import tokens
from kuasa.graph.vocabulary import PREFIXES, RDF_TYPE, K

NAME = "http://test.example/graph"
GRAPH = f"GRAPH <{NAME}>"
XSD = PREFIXES["xsd"]
SECRET = "s3cret-t0ken"
ALL = {"query", "update", "graph-store", "named-graphs", "property-paths", "minus", "values", "bind", "subqueries"}


def triple(subject: str, value: object) -> ox.Triple:
    """A triple with a literal."""
    literal = value if isinstance(value, ox.Literal) else ox.Literal(value)
    return ox.Triple(ox.NamedNode(f"http://test.example/{subject}"), ox.NamedNode("http://test.example/p"), literal)


AWKWARD = [
    triple("text", 'line\nquote " back\\slash back\\u0041 tab\t \N{GRINNING FACE} }'),
    triple("thai", ox.Literal("ผู้มีอำนาจ", language="th")),
    triple("day", ox.Literal("2003-05-07", datatype=ox.NamedNode(XSD + "date"))),
    triple("year", ox.Literal("2003", datatype=ox.NamedNode(XSD + "gYear"))),
    triple("month", ox.Literal("2003-05", datatype=ox.NamedNode(XSD + "gYearMonth"))),
    triple("number", ox.Literal(7)),
    triple("yes", ox.Literal(True)),
    triple("no", ox.Literal(False)),
]
MANY = [triple(f"many-{n:05}", n) for n in range(1_300)]


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Iterator[RemoteStore]:
    """A server of each kind."""
    with RemoteStore(getattr(servers, request.param)()) as found:
        found.delete(NAME)
        yield found


@pytest.fixture
def virtuoso() -> Iterator[RemoteStore]:
    """The server that stops after 500 rows."""
    with RemoteStore(servers.virtuoso()) as found:
        yield found


@pytest.mark.parametrize("protocol", [True, False], ids=["graph store", "updates"])
def test_a_graph_comes_back_as_it_was_put(store: RemoteStore, protocol: bool) -> None:
    if not protocol:
        store.graph_store_url = None
    store.put(NAME, MANY[:1_200])
    store.put(NAME, AWKWARD[1:])
    store.post(NAME, AWKWARD[:1])
    assert (set(store.get(NAME)), store.count(NAME), NAME in store.graphs()) == (set(AWKWARD), len(AWKWARD), True)
    store.delete(NAME)
    store.delete(NAME)
    assert (list(store.get(NAME)), NAME in store.graphs()) == ([], False)


@pytest.mark.parametrize("protocol", [True, False], ids=["graph store", "queries"])
def test_more_rows_than_a_server_gives_at_once_are_all_there(store: RemoteStore, protocol: bool) -> None:
    store.put(NAME, MANY)
    if not protocol:
        store.graph_store_url = None
    rows = [row["s"].value for row in store.query(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}")]
    ordered = [int(row["o"].value) for row in store.query(f"SELECT ?o WHERE {{ {GRAPH} {{ ?s ?p ?o }} }} ORDER BY DESC(?o)")]
    paged = [row["s"].value for row in store.pages(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}", 350)] if protocol else rows
    wanted = [one.subject.value for one in MANY]
    assert (sorted(rows), sorted(paged), ordered) == (wanted, wanted, list(range(len(MANY)))[::-1])
    assert set(store.get(NAME)) == set(MANY)


def test_an_answer_larger_than_what_is_looked_at_first_is_whole() -> None:
    many = [triple(f"more-{n}", n) for n in range(FIRST + 500)]
    with RemoteStore(servers.oxigraph()) as store:
        store.put(NAME, many)
        rows = store.query(f"SELECT ?s ?p ?o WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}")
        assert ([variable.value for variable in rows.variables], {row["s"] for row in rows}) == (["s", "p", "o"], {one.subject for one in many})
        assert set(store.get(NAME)) == set(many)
        store.delete(NAME)


def test_a_server_that_stops_without_any_sign_is_found_out(virtuoso: RemoteStore) -> None:
    virtuoso.put(NAME, MANY[:900])
    with servers.relay(virtuoso.url.removesuffix("/sparql"), lambda named, body: "") as (url, _), RemoteStore(f"{url}/sparql") as store:
        rows = store.query(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}")
        assert ({row["s"] for row in rows}, store.most_rows) == ({one.subject for one in MANY[:900]}, 500)
        assert len(list(store.query(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }} LIMIT 500"))) == 500
        with pytest.raises(RemoteError, match="only its first rows"):
            store.query(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }} LIMIT 800")


def test_triples_of_rows_that_a_server_leaves_out_are_refused(virtuoso: RemoteStore) -> None:
    virtuoso.put(NAME, MANY[:600])
    with pytest.raises(RemoteError, match="only the triples of its first 500 rows"):
        virtuoso.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}")
    some = virtuoso.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {GRAPH} {{ ?s ?p ?o }} FILTER(?o < 400) }}")
    assert set(some) == set(MANY[:400])
    with pytest.raises(RemoteError, match="only its first rows"):
        virtuoso.query(f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} }} LIMIT 580")


class Silent(BaseHTTPRequestHandler):
    """Gives the first `most` rows of what it holds, and does not say that there are more; no updates, no Graph Store Protocol."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    held, most = ox.Store(), 0

    def do_POST(self) -> None:
        said = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        if "query" not in said:
            return self.give(b"", 404)
        text = re.sub(r"LIMIT (\d+)", lambda found: f"LIMIT {min(int(found[1]), self.most)}", said["query"][0])
        found = self.held.query(text if "LIMIT" in text or "ASK" in text else f"{text} LIMIT {self.most}")
        assert not isinstance(found, ox.QueryTriples)
        return self.give(found.serialize(format=ox.QueryResultsFormat.JSON) or b"", 200)

    def do_GET(self) -> None:
        self.give(b"", 404)

    def give(self, body: bytes, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        pass


@contextmanager
def silent(most: int, triples: Iterable[ox.Triple]) -> Iterator[RemoteStore]:
    """A server that gives so many rows at most of these triples."""
    held = ox.Store()
    held.extend(ox.Quad(*one, ox.NamedNode(NAME)) for one in triples)
    with servers.serving(type("Now", (Silent,), {"held": held, "most": most})) as url, RemoteStore(f"{url}/sparql") as store:
        yield store


@pytest.mark.parametrize("most", [FIRST, FIRST + 2_000, 12_345])
def test_a_server_that_stops_late_without_any_sign_is_read_in_pages(most: int) -> None:
    many = [triple(f"more-{n}", n) for n in range(most + 500)]
    text = f"SELECT ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} %s }} %s"
    with silent(most, many) as store:
        rows = store.query(text % ("", ""))
        assert (sorted(row["s"].value for row in rows), rows.in_pages, store.most_rows) == (sorted(one.subject.value for one in many), True, most)
        fewer = store.query(text % (f"FILTER(?o < {most - 1})", ""))
        assert (len(list(fewer)), fewer.in_pages, len(list(store.query(text % ("", f"LIMIT {most}"))))) == (most - 1, False, most)
        with pytest.raises(RemoteError, match="only its first rows"):
            store.query(text % ("", f"LIMIT {most + 1}"))


LABELS = [ox.Triple(ox.NamedNode(f"http://test.example/{n}"), ox.NamedNode(PREF), ox.Literal(f"Note: number {n}")) for n in range(150)]
TYPES = [ox.Triple(one.subject, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{K}Actor")) for one in LABELS]


def test_names_are_found_on_a_server_that_gives_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    with silent(100, [*LABELS, *TYPES]) as store:
        assert sorted(Server(store).containing("number 14")) == [f"http://test.example/{n}" for n in (14, *range(140, 150))]
        monkeypatch.setattr(sources, "NAMES", 149)
        with pytest.raises(TooMuch, match="holds 150 names"):
            Server(store).containing("number 14")


def test_a_name_with_a_colon_need_not_be_an_address() -> None:
    with silent(100, [*LABELS, *TYPES]) as store:
        asked = ("Note: number 7", "http://test.example/8", "<http://test.example/9>")
        assert [list(Server(store).meant(name)) for name in asked] == [[f"http://test.example/{n}"] for n in (7, 8, 9)]
    assert [addresses(name) for name in ("Note: a", "i:a b", "k:Seat", "plain")] == [(), (), ("k:Seat", f"{K}Seat"), ()]


def test_who_reads_sends_no_update_and_no_large_question(store: RemoteStore) -> None:
    store.put(NAME, AWKWARD + TYPES[:1])
    base, slash, path = store.url.rpartition("/")
    with servers.relay(base, lambda named, body: "") as (url, noted), RemoteStore(f"{url}{slash}{path}") as other:
        said = lacking("SELECT ?s { ?s ?p ?o }", other)
        assert (other.unites(), "does not look into named graphs" in said) == (path == "sparql", path != "sparql")
        assert (len(noted), [body for _, body in noted if not body.startswith(b"query=") or b"VALUES" in body]) == (3, [])


def test_all_that_a_server_holds_is_read_graph_by_graph_where_pages_would_be_needed(virtuoso: RemoteStore) -> None:
    virtuoso.put(NAME, MANY + AWKWARD)
    virtuoso.put(NAME + "2", MANY[:600])
    with servers.relay(virtuoso.url.removesuffix("/sparql"), lambda named, body: "") as (url, noted):
        found = open_store(f"{url}/sparql")
        assert [set(found.get(NAME + end)) for end in ("", "2")] == [{*MANY, *AWKWARD}, set(MANY[:600])]
        assert [body for _, body in noted if b"ORDER+BY" in body and b"GRAPH+%3Fg" in body] == []
    virtuoso.delete(NAME)
    virtuoso.delete(NAME + "2")


def test_nodes_without_a_name_are_not_read_graph_by_graph() -> None:
    blank = ox.BlankNode("a")
    with silent(100, [*MANY[:150], ox.Triple(blank, ox.NamedNode(RDF_TYPE), blank)]) as store:
        into = EmbeddedStore()
        assert (Server(store).by_graph(into, 151), len(into.ox)) == (False, 0)
        sources.fetched(Server(store), into)
        assert (len(into.ox), [one.subject == one.object for one in into.get(NAME) if one not in MANY]) == (151, [True])


def test_what_a_server_can_do_is_found_out() -> None:
    with RemoteStore(servers.oxigraph()) as one, RemoteStore(servers.virtuoso()) as other:
        one.put(NAME, [ox.Triple(*[ox.NamedNode("http://test.example/x")] * 3)])
        assert (one.capabilities(), other.capabilities()) == (ALL, ALL | {"union-default-graph", "row-limit"})
        assert one.lacking() == [f"{one.url} does not look into named graphs unless a query says GRAPH."]
        assert other.lacking() == [f"{other.url} stops after 500 rows without saying so; the rest is asked for in pages."]


def test_questions_of_every_form_are_answered(store: RemoteStore) -> None:
    store.put(NAME, AWKWARD)
    assert [bool(store.query(f"ASK {{ {GRAPH} {{ ?s ?p {value} }} }}")) for value in (7, 8)] == [True, False]
    assert set(store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {GRAPH} {{ ?s ?p ?o }} }}")) == set(AWKWARD)
    (row,) = store.query(f"SELECT (xsd:integer(?o) AS ?n) ?s WHERE {{ {GRAPH} {{ ?s ?p ?o }} FILTER(?o = 7) }}")
    assert (row["n"].value, row[1].value) == ("7", "http://test.example/number")
    with pytest.raises(RefusedQuery):
        store.query("INSERT DATA { <a:b> <a:b> <a:b> }")
    with pytest.raises(RemoteError, match="answered with 400"):
        store.query("SELECT nothing")


# A server that does all the wrong ------------------------------------------------------------------------------------------------------

ROW = b'{"a":{"type":"literal","value":"x"}}'
JSON = b'{"head":{"vars":["a"]},"results":{"bindings":[' + ROW + b"]}}"
RESULTS = "application/sparql-results+json"
LINE = b"<http://x/a> <http://x/b> <http://x/c> .\n"


class Hostile(BaseHTTPRequestHandler):
    """Misbehaves as its path says. `asked` counts requests, `secrets` are the headers with which they came."""

    protocol_version = "HTTP/1.1"
    wbufsize = 0
    disable_nagle_algorithm = True
    asked: dict[str, int] = {}  # noqa: RUF012
    secrets: list[str | None] = []  # noqa: RUF012

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked[self.path] = self.asked.get(self.path, 0) + 1
        self.secrets.append(self.headers.get("Authorization"))
        getattr(self, self.path.strip("/").replace("-", "_"))()

    do_GET = do_POST  # noqa: N815

    def give(self, body: bytes, media: str = RESULTS, status: int = 200, **headers: str) -> None:
        """A plain answer."""
        self.send_response(status)
        for name, value in ({"Content_Type": media, "Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def endless(self, pieces: Iterator[bytes], pause: float, **headers: str) -> None:
        """Chunk after chunk."""
        self.send_response(200)
        for name, value in ({"Content-Type": RESULTS, "Transfer-Encoding": "chunked"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            time.sleep(pause)

    def rows(self) -> Iterator[bytes]:
        """Rows without end."""
        yield b'{"head":{"vars":["a"]},"results":{"bindings":['
        while True:
            yield (ROW + b",") * 2_000

    def well(self) -> None:
        self.give(JSON)

    def body_drips(self) -> None:
        self.endless((bytes([one]) for _ in range(100) for one in JSON[:-1]), 0.1)

    def headers_drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(300):
            self.wfile.write(b"X-Slow: 1\r\n")
            time.sleep(0.1)

    def silent(self) -> None:
        time.sleep(3)
        self.close_connection = True

    def no_end(self) -> None:
        self.endless(self.rows(), 0)

    def bomb(self) -> None:
        self.give(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")

    def half_gzip(self) -> None:
        self.give(gzip.compress(LINE * 50)[:-9], "application/n-triples", Content_Encoding="gzip")

    def brotli(self) -> None:
        self.give(JSON, Content_Encoding="br")

    def half(self) -> None:
        self.give(JSON[:-10])

    def shorter(self) -> None:
        self.give(JSON, Content_Length=str(len(JSON) + 10))
        self.close_connection = True

    def chunks_stop(self) -> None:
        self.endless(iter([JSON[:-2]]), 0)
        self.close_connection = True

    def glued(self) -> None:
        self.give(JSON + b"The query was cancelled")

    def glued_later(self) -> None:
        self.give(JSON + b" " * 300_000 + b"The query was cancelled")

    def no_length(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/n-triples")
        self.end_headers()
        self.wfile.write(LINE)
        self.close_connection = True

    def page(self) -> None:
        self.give(b"<html><head><style>b { x: y }</style><title>Log in</title></head><b>Please\x1b[31m log in</b></html>", "text/html; charset=utf-8")

    def error_page(self) -> None:
        self.give(b"<h1>It\x07 broke</h1>" + b"very " * 5_000, "text/html", 500)

    def echo(self) -> None:
        self.give(f"You sent {self.headers.get('Authorization')}".encode(), "text/plain", 403)

    def csv(self) -> None:
        self.give(b"a\r\nx\r\n", "text/csv")

    def partial(self) -> None:
        self.give(JSON, status=206)

    def anytime(self) -> None:
        self.give(JSON, X_SQL_State="S1TAT", X_SQL_Message="over 1 second")

    def elsewhere(self) -> None:
        self.give(b"", status=307, Location=f"http://user:pw@localhost:{self.server.server_port}/well")  # type: ignore[attr-defined]

    def here(self) -> None:
        self.give(b"", status=308, Location="/well")

    def round(self) -> None:
        self.give(b"", status=302, Location="/round")

    def soon(self) -> None:
        self.give(*((JSON,) if self.asked[self.path] > 2 else (b"busy", "text/plain", 503)))

    def later(self) -> None:
        self.give(b"busy", "text/plain", 429, Retry_After="3600")

    def in_a_second(self) -> None:
        self.give(*((JSON,) if self.asked[self.path] > 1 else (b"busy", "text/plain", 503)), **({} if self.asked[self.path] > 1 else {"Retry_After": "1"}))

    def busy(self) -> None:
        self.give(b"busy", "text/plain", 503)

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """The address of the hostile server."""
    with servers.serving(Hostile) as url:
        yield url


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Each test counts from nothing."""
    Hostile.asked.clear()
    Hostile.secrets.clear()


def values(url: str, seconds: float = 1.5, size: int = 1_000_000, access: Access | None = None, tries: int = 5) -> list[str]:
    """All values of the rows of a query, or of the triples of a CONSTRUCT."""
    with RemoteStore(url, access, Allowance(seconds, size, tries)) as store:
        if url.endswith(("half-gzip", "no-length")):
            return [one.object.value for one in store.query("CONSTRUCT WHERE { ?a ?b ?c }")]
        return [row["a"].value for row in store.query("SELECT ?a WHERE { ?a ?b ?c }")]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("body-drips", "did not finish its answer within 1.5 seconds"),
        ("headers-drip", "did not answer within 1.5 seconds"),
        ("silent", "did not answer within 1.5 seconds"),
        ("no-end", "answers with more than 1,000,000 bytes"),
        ("bomb", "answers with more than 1,000,000 bytes"),
        ("half-gzip", "broke off in the middle"),
        ("brotli", "packs its answer in a way that is not known"),
        ("half", "broke off, or answered with what is no answer"),
        ("shorter", "broke off in the middle"),
        ("chunks-stop", "broke off in the middle"),
        ("glued", "(no answer|adds to its answer)"),
        ("glued-later", "(no answer|adds to its answer)"),
        ("no-length", "does not say where its answer ends"),
        ("page", "answered with a page of the web, not with the answer to a query: Log in Please \\[31m log in"),
        ("error-page", "answered with 500: It broke very very"),
        ("csv", "answered with 'text/csv'"),
        ("partial", "answered with 206"),
        ("anytime", "gave only a part of the answer: over 1 second"),
        ("elsewhere", "sends on to another server, http://localhost:[0-9]+/well"),
        ("round", "sends a request on and on"),
    ],
)
def test_what_is_no_whole_answer_is_refused_in_time_and_in_words(hostile: str, path: str, said: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RemoteError, match=said) as refused:
        values(f"{hostile}/{path}")
    assert (time.monotonic() - begun < 3, len(refused.value.what) < 500, refused.value.what.isprintable(), bool(refused.value.cure)) == (True, True, True, True)


def test_a_server_that_was_busy_is_asked_again(hostile: str) -> None:
    begun = time.monotonic()
    assert (values(f"{hostile}/soon", 10), Hostile.asked) == (["x"], {"/soon": 3})
    assert (values(f"{hostile}/in-a-second", 10), time.monotonic() - begun >= 1) == (["x"], True)


def test_a_server_that_is_busy_for_long_is_not_waited_for(hostile: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RemoteError, match=r"answered with 429: busy\nThe server is busy or away; try again later. It asked for 3600 seconds."):
        values(f"{hostile}/later")
    assert (time.monotonic() - begun < 1, Hostile.asked) == (True, {"/later": 1})


def test_an_update_is_not_sent_twice(hostile: str) -> None:
    with RemoteStore(f"{hostile}/busy") as store, pytest.raises(RemoteError, match="503"):
        store.update_url = store.url
        store.update("DELETE WHERE { ?s ?p ?o }")
    assert Hostile.asked == {"/busy": 1}


def test_nobody_there_is_told() -> None:
    with pytest.raises(RemoteError, match="cannot be reached"):
        values(f"http://127.0.0.1:{servers.free()}/sparql", tries=2)


def test_a_connection_is_kept_and_an_answer_left_unread_harms_nothing(hostile: str) -> None:
    with RemoteStore(f"{hostile}/well") as store:
        store.query("SELECT ?a WHERE { ?a ?b ?c }")
        assert [[row[0].value for row in store.query("SELECT ?a WHERE { ?a ?b ?c }")] for _ in range(3)] == [["x"]] * 3
        assert len(store.connection.sockets) <= 2


# Access ----------------------------------------------------------------------------------------------------------------------------------


def test_the_secret_goes_to_its_own_origin_alone(hostile: str) -> None:
    access = Access(hostile, "bearer", SECRET)
    assert (values(f"{hostile}/here", access=access), Hostile.secrets) == (["x"], [f"Bearer {SECRET}"] * 2)
    Hostile.secrets.clear()
    with pytest.raises(RemoteError, match="sends on to another server"):
        values(f"{hostile}/elsewhere", access=access)
    assert values(f"{hostile.replace('127.0.0.1', 'localhost')}/well", access=access) == ["x"]
    assert Hostile.secrets == [f"Bearer {SECRET}", None]


@pytest.mark.parametrize(("kind", "secret"), [("bearer", SECRET), ("basic", f"someone:{SECRET}"), ("header", f"Authorization: {SECRET}")])
def test_no_message_and_no_repr_holds_a_secret(hostile: str, kind: str, secret: str) -> None:
    access = Access(hostile, kind, secret)
    with pytest.raises(RemoteError, match="answered with 403: You sent") as refused:
        values(f"{hostile}/echo", access=access)
    sent = Hostile.secrets[0] or ""
    assert not [text for text in (str(refused.value), repr(access)) if SECRET in text or sent.split()[-1] in text]


def test_a_secret_is_not_sent_unencrypted_to_another_machine() -> None:
    with pytest.raises(UsageError, match="unencrypted, so nothing was sent"):
        values("http://server.example/sparql", access=Access("http://server.example", "bearer", SECRET))


def test_an_address_with_a_password_is_refused_without_saying_it() -> None:
    with pytest.raises(UsageError, match="Take it out of the address") as refused:
        RemoteStore(f"https://someone:{SECRET}@server.example/sparql")
    assert (SECRET in str(refused.value), shown(f"https://someone:{SECRET}@server.example/sparql?q=1")) == (False, "https://server.example/sparql")


def test_the_access_of_the_longest_address_counts(tmp_path: Path) -> None:
    file = tmp_path / "access"
    file.write_text("# ours\nhttps://server/a/b basic us:pass word\n")
    file.chmod(0o600)
    environment = {"KUASA_ACCESS": "https://server bearer one\nhttps://server/a header X-Key: two\n", "KUASA_ACCESS_FILE": str(file)}
    places = ("https://server/sparql", "https://server/a/sparql", "https://server/a/b/sparql", "https://server/ab", "https://server:444/", "http://server/")
    found = [access_for(place, environment) for place in places]
    assert [one and one.secret for one in found] == ["one", "X-Key: two", "us:pass word", "one", None, None]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "access"
    file.write_text("https://server bearer one\n")
    file.chmod(0o644)
    with pytest.raises(UnreadableFile, match=r"can be read by others.*\nchmod 600 access"):
        access_for("https://server", {"KUASA_ACCESS_FILE": str(file)})


@pytest.mark.parametrize(
    "line",
    [f"https://server {SECRET}", f"https://server password {SECRET}", f"https://u:{SECRET}@server bearer x", f"https://server header {SECRET}", f"https://server basic {SECRET}"],
)
def test_a_line_that_is_no_access_is_refused_without_saying_it(line: str) -> None:
    with pytest.raises(UsageError) as refused:
        access_for("https://server", {"KUASA_ACCESS": line})
    assert SECRET not in str(refused.value)


def signed(key: str, day: str, region: str, service: str, text: str) -> str:
    """The signature of a text as Amazon describes it, written here a second time."""
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key if isinstance(key, bytes) else f"AWS4{key}".encode(), part.encode(), hashlib.sha256).digest()  # type: ignore[assignment]
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()  # type: ignore[arg-type]


def checked(request: httpx.Request, key: str) -> bool:
    """Whether the signature of a request is right."""
    said = request.headers["Authorization"].removeprefix("AWS4-HMAC-SHA256 ")
    parts = dict(part.split("=", 1) for part in said.split(", "))
    _, day, region, service, _ = parts["Credential"].split("/")
    names = parts["SignedHeaders"].split(";")
    query = "&".join(sorted(f"{urllib.parse.quote(name, safe='')}={urllib.parse.quote(value, safe='')}" for name, value in request.url.params.multi_items()))
    held = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
    body = hashlib.sha256(request.content).hexdigest()
    canonical = "\n".join([request.method, urllib.parse.quote(request.url.path), query, held, ";".join(names), body])
    text = "\n".join(["AWS4-HMAC-SHA256", request.headers["x-amz-date"], f"{day}/{region}/{service}/aws4_request", hashlib.sha256(canonical.encode()).hexdigest()])
    return hmac.compare_digest(signed(key, day, region, service, text), parts["Signature"]) and {"host", "x-amz-date"} <= set(names)


def test_a_signed_request_is_one_that_its_receiver_can_check() -> None:
    key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    request = httpx.Request("POST", "https://db.example:8182/sparql?graph=http://a/b c", content=b"query=ASK%7B%7D", headers={"Content-Type": "application/x-www-form-urlencoded"})
    Access("https://db.example:8182", "signed", f"eu-west-1 AKIDEXAMPLE {key} a-token").sign(request)
    assert (checked(request, key), checked(request, "another"), request.headers["x-amz-security-token"]) == (True, False, "a-token")
    request.headers["x-amz-date"] = "20300101T000000Z"
    assert not checked(request, key)


def test_the_published_example_of_amazon_gives_its_published_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    import httpx_auth._aws as theirs

    class Then(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime(2013, 5, 24, tzinfo=tz)

    monkeypatch.setattr(theirs.datetime, "datetime", Then)
    request = httpx.Request("GET", "https://examplebucket.s3.amazonaws.com/?lifecycle")
    Access("https://examplebucket.s3.amazonaws.com", "signed", "us-east-1/s3 AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY").sign(request)
    assert request.headers["Authorization"].endswith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")


def test_a_certificate_of_nobody_is_not_believed(tmp_path: Path, hostile: str) -> None:
    import ssl
    import subprocess
    import threading
    from http.server import HTTPServer

    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key", "-out", "cert", "-days", "2"]
    subprocess.run([*made, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True, capture_output=True)
    server = HTTPServer(("127.0.0.1", 0), Hostile)
    server.handle_error = lambda *said: None  # type: ignore[method-assign]
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server.socket = safe.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    with pytest.raises(RemoteError, match="does not prove who it is"):
        values(f"https://localhost:{server.server_port}/well", access=Access(f"https://localhost:{server.server_port}", "bearer", SECRET))
    server.shutdown()
    server.server_close()
    thread.join()
    assert Hostile.secrets == []


# Queries that are rewritten --------------------------------------------------------------------------------------------------------------


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    text = 'PREFIX k: <http://mine/>\nSELECT ?s { ?s k:p "i:x skos:y" ; xsd:z <g:h> } # rdf:q'
    assert declared(text) == f"PREFIX xsd: <{XSD}>\n{text}"


def test_a_query_is_taken_apart_at_the_right_places() -> None:
    text = (
        "PREFIX x: <http://x/> SELECT ?a (COUNT(?b) AS ?n) FROM <g:h> WHERE { ?a x:p ?b FILTER(?b != 'ORDER BY }') } # LIMIT 1\nGROUP BY ?a ORDER BY DESC(?n) VALUES ?a { <a:b> }"
    )
    found = from_text(text)
    assert (found.form, found.graphs.strip(), found.grouping.split("\n")[-1].strip(), found.order.strip(), found.limited) == (
        "SELECT",
        "FROM <g:h>",
        "GROUP BY ?a",
        "ORDER BY DESC(?n)",
        False,
    )
    assert "ORDER BY DESC(?n)  ?a ?n\nLIMIT 5 OFFSET 10\nVALUES ?a { <a:b> }" in found.page(["a", "n"], 5, 10)


PATTERNS = st.sampled_from(
    ["?s ?p ?o", "{ ?s ?p ?o } UNION { ?o ?p ?s }", "?s ?p ?o FILTER EXISTS { ?s ?p 'LIMIT 1 }' }", "?s ?p ?o # } LIMIT 1\n", "{ SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 50 }"]
)
TAILS = st.sampled_from(["", "ORDER BY ?p", "ORDER BY DESC(STR(?s)) ?p", "VALUES ?p { <a:p1> <a:p2> }", "GROUP BY ?s ?p ?o HAVING(COUNT(*) > 0)", "# LIMIT 2"])
HEADS = st.sampled_from(["SELECT ?s ?p ?o", "SELECT DISTINCT ?s ?p ?o", "SELECT ?s ?p ?o WHERE", "SELECT REDUCED ?s ?p ?o WHERE", "select ?s ?p ?o where"])


@settings(max_examples=60, deadline=None)
@given(HEADS, PATTERNS, TAILS, st.integers(1, 9), st.booleans())
def test_pages_together_are_the_whole_and_are_as_many_as_counted(head: str, pattern: str, tail: str, size: int, nested: bool) -> None:
    held = ox.Store()
    held.extend(ox.Quad(ox.NamedNode(f"a:s{n % 4}"), ox.NamedNode(f"a:p{n % 3}"), ox.NamedNode(f"a:o{n}")) for n in range(11))
    asked = from_text(f"{head} {{ {pattern} }} {tail}")
    whole = [str(row) for row in held.query(f"{head} {{ {pattern} }} {tail}")]
    pages = [[str(row) for row in held.query(asked.page(("s", "p", "o"), size, start, nested))] for start in range(0, len(whole) + size, size)]
    counted = int(next(iter(held.query(asked.count())))["kuasaRows"].value)
    assert (sorted(row for page in pages for row in page), counted) == (sorted(whole), len(whole))
    assert all(len(one) == size for one, other in pairwise(pages) if other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_taking_apart(text: str) -> None:
    assert "".join(token for _, token in tokens(text)) == text
    try:
        from_text(text)
        declared(text)
    except KuasaError:
        pass
