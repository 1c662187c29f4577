"""What a request asks for is read from method, address and body; what is no request is refused with its own status and a cure."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.web.endpoint import FORM as QUERY_FORM
from kuasa.web.limits import Limits
from kuasa.web.protocol import FORM, QUERY, UPDATE, Operation, operation, read
from kuasa.web.refusals import Refused
from kuasa.web.updates import with_dataset

A, B = "https://example.org/a", "https://example.org/b"
ADDRESS = b"default-graph-uri=https%3A%2F%2Fexample.org%2Fa&named-graph-uri=https%3A%2F%2Fexample.org%2Fb"


@pytest.mark.parametrize(
    ("method", "address", "media", "body", "found"),
    [
        ("GET", b"query=ASK+%7B%7D", "", b"", Operation("query", "ASK {}")),
        ("HEAD", b"query=ASK+%7B%7D", "", b"", Operation("query", "ASK {}")),
        ("POST", b"", FORM, b"query=ASK+%7B%7D&output=csv", Operation("query", "ASK {}", format="csv")),
        ("POST", b"", FORM + "; charset=UTF-8", "query=é".encode(), Operation("query", "é")),
        ("POST", b"", QUERY.upper(), "ASK { <a> ?p 'é' }".encode(), Operation("query", "ASK { <a> ?p 'é' }")),
        ("POST", ADDRESS, QUERY, b"ASK {}", Operation("query", "ASK {}", (A,), (B,))),
        ("POST", ADDRESS, FORM, b"query=ASK+%7B%7D", Operation("query", "ASK {}", (A,), (B,))),
        ("POST", b"query=ASK+%7B%7D", FORM, ADDRESS, Operation("query", "ASK {}", (A,), (B,))),
        ("GET", b"query=ASK+%7B%7D&named-graph-uri=" + A.encode(), "", b"", Operation("query", "ASK {}", (), (A,))),
        ("GET", b"query=ASK+%7B%7D&default-graph-uri=" + A.encode(), "", b"", Operation("query", "ASK {}", (A,), ())),
        ("POST", b"using-graph-uri=" + A.encode(), UPDATE, b"CLEAR ALL", Operation("update", "CLEAR ALL", (A,), ())),
        ("POST", b"", FORM, b"update=CLEAR+ALL", Operation("update", "CLEAR ALL")),
        ("GET", b"", "", b"", Operation("description")),
        ("GET", b"format=ttl", "", b"", Operation("description", format="ttl")),
    ],
)
def test_a_request_is_read(method: str, address: bytes, media: str, body: bytes, found: Operation) -> None:
    assert operation(method, address, media, body) == found


@pytest.mark.parametrize(
    ("method", "address", "media", "body", "status", "said"),
    [
        ("DELETE", b"query=ASK+%7B%7D", "", b"", 405, "DELETE is nothing"),
        ("GET", b"query=", "", b"", 400, "no query"),
        ("GET", b"default-graph-uri=" + A.encode(), "", b"", 400, "no query"),
        ("POST", b"", FORM, b"", 400, "no query"),
        ("POST", b"", QUERY, b"  ", 400, "no query"),
        ("GET", b"query=a&query=b", "", b"", 400, "2 queries"),
        ("POST", b"query=a", QUERY, b"b", 400, "2 queries"),
        ("POST", b"", FORM, b"query=a&update=b", 400, "2 queries"),
        ("GET", b"update=CLEAR+ALL", "", b"", 400, "GET, which only reads"),
        ("GET", b"query=%FF", "", b"", 400, "not UTF-8"),
        ("GET", b"query=\xff", "", b"", 400, "not UTF-8"),
        ("POST", b"", QUERY, b"ASK \xff", 400, "not UTF-8 at byte 4"),
        ("POST", b"", QUERY + ";charset=latin1", b"ASK {}", 415, "encoded as 'latin1'"),
        ("POST", b"", "text/plain", b"ASK {}", 415, "kind 'text/plain'"),
        ("POST", b"", "multipart/form-data; boundary=x", b"", 415, "multipart"),
        ("POST", b"", "", b"ASK {}", 415, "does not say"),
        ("GET", b"query=ASK+%7B%7D&default-graph-uri=a", "", b"", 400, "'a' is no IRI"),
        ("GET", b"query=ASK+%7B%7D&named-graph-uri=http%3A%2F%2Fa%3E%7B", "", b"", 400, "is no IRI"),
        ("GET", b"query=ASK+%7B%7D&default-graph-uri=", "", b"", 400, "'' is no IRI"),
        ("GET", b"a=&" * 300, "", b"", 400, "more than 200"),
    ],
)
def test_what_is_no_request_is_refused(method: str, address: bytes, media: str, body: bytes, status: int, said: str) -> None:
    with pytest.raises(Refused, match=said) as found:
        operation(method, address, media, body)
    assert found.value.status == status
    assert found.value.cure


def arriving(headers: dict[str, str], *pieces: bytes, pause: float = 0, method: str = "POST", address: bytes = b"") -> Operation:
    """The operation of a request whose body comes in pieces."""
    left = list(pieces)

    async def receive() -> Any:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    scope = {"method": method, "query_string": address, "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}
    return asyncio.run(read(scope, receive, Limits(request=40, seconds=0.05)))


def test_a_body_may_be_as_large_as_is_allowed_and_no_larger() -> None:
    kind = {"content-type": QUERY}
    assert arriving(kind, b"a" * 20, b"b" * 20).text == "a" * 20 + "b" * 20
    for headers, pieces in ((kind, (b"a" * 20, b"b" * 21)), ({**kind, "content-length": "41"}, ()), ({**kind, "content-length": "9" * 5000}, ())):
        with pytest.raises(Refused) as found:
            arriving(headers, *pieces)
        assert (found.value.status, found.value.headers) == (413, {"connection": "close"})
    with pytest.raises(Refused) as found:
        arriving({}, method="GET", address=b"query=" + b"a" * 35)
    assert found.value.status == 414


def test_a_body_that_does_not_come_or_is_packed_is_refused() -> None:
    with pytest.raises(Refused) as found:
        arriving({"content-type": QUERY}, b"A", b"S", b"K", pause=0.03)
    assert found.value.status == 408
    with pytest.raises(Refused) as found:
        arriving({"content-type": QUERY, "content-encoding": "gzip"}, b"ASK {}")
    assert found.value.status == 415


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT*{?s ?p ?o}", "SELECT"),
        ("# SELECT\nprefix select: <http://e/CONSTRUCT#> BASE <ask>\n#x\rPREFIX :<a>describe<b>", "describe"),
        ("PREFIX a.b-c: <x> CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("ASK{}", "ASK"),
        ("\ufeffASK {}", None),
        ("INSERT DATA {}", None),
        ("PREFIX SELECT", "SELECT"),
        ("selected", None),
        ("", None),
    ],
)
def test_the_form_of_a_query_is_seen(text: str, form: str | None) -> None:
    found = QUERY_FORM.match(text)
    assert (found[1] if found else None) == form


@pytest.mark.parametrize("text", ["PREFIX " * 30_000, "a:" * 100_000, "a" * 200_000, "<" * 200_000, "#" * 200_000, " " * 200_000, "# \n" * 60_000, "<a> " * 50_000])
def test_the_form_of_a_long_text_is_seen_in_no_time(text: str) -> None:
    began = time.perf_counter()
    QUERY_FORM.match(text)
    assert time.perf_counter() - began < 0.5


def test_the_graphs_of_a_request_become_clauses_of_each_where() -> None:
    text = "# WHERE\nINSERT { ?s ?p 'WHERE' } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; DELETE { ?s ?p ?o } # x\n where { ?s ?p ?o }"
    found = with_dataset(Operation("update", text, (A,), (B,)))
    clauses = f"USING <{A}> USING NAMED <{B}> "
    assert found == text.replace("} WHERE { {", f"}} {clauses}WHERE {{ {{").replace(" where", f" {clauses}where")
    assert with_dataset(Operation("update", text)) == text


@pytest.mark.parametrize("text", ["WITH <a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "delete { ?s ?p ?o } using <a> where { ?s ?p ?o }", "DELETE WHERE { ?s ?p ?o }"])
def test_graphs_that_are_named_twice_are_refused(text: str) -> None:
    with pytest.raises(Refused) as found:
        with_dataset(Operation("update", text, (A,), ()))
    assert found.value.status == 400


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["GET", "POST", "HEAD", "PATCH"]), st.binary(max_size=60), st.sampled_from(["", FORM, QUERY, UPDATE, "a;charset", ";;="]), st.binary(max_size=60))
def test_no_request_breaks_the_reader(method: str, address: bytes, media: str, body: bytes) -> None:
    for given_address in (address, b"query=" + address, b"query=ASK&default-graph-uri=" + address):
        try:
            found = operation(method, given_address, media, body)
        except Refused as problem:
            assert problem.status in (400, 405, 415)
        else:
            assert found.kind == "description" or found.text.strip() or found.kind == "update"
