"""A SPARQL 1.1 server elsewhere as a store: `RemoteStore(url)`.

Queries go out as they are written, with the prefixes of ours that they use; answers stream in. An answer is whole or an error
(`RemoteError`): where a server stops after some rows without saying so, the rest is fetched page by page, in a fixed order, and counted.
Graphs are read and written by the Graph Store Protocol where there is one, else by queries and updates in chunks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from . import paging, probes
from .access import Access, access_for, plain, shown
from .answers import RESULTS, TRIPLES, Rows, results, triples
from .arriving import Arriving
from .connection import Allowance, Connection
from .errors import RemoteError
from .paging import FIRST, SIZE
from .rewriting import declared, from_text

FORM = "application/x-www-form-urlencoded"
CHUNK = 1_000
CHUNK_BYTES = 500_000
PART = 50_000
NOT_THERE = (404, 405, 501)


class RemoteStore:
    """The `Store` of a server at an address. Without an `access` that of the environment is taken."""

    triples_accepted = TRIPLES

    def __init__(self, url: str, access: Access | None = None, allowed: Allowance | None = None) -> None:
        self.url = plain(url)
        self.connection = Connection(url, access or access_for(url), allowed or Allowance())
        self.may_store = True

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self.connection.close()

    def query(self, text: str) -> Any:
        """Rows (with `.variables`), a truth value, or an iterator of triples, whole or `RemoteError`."""
        asked = from_text(text)
        if asked.form == "ASK":
            return self.truth(text)
        if asked.form == "SELECT":
            return paging.whole(self, asked, text)
        return paging.checked(self, asked, triples(self.asked(text, TRIPLES)))

    def rows(self, text: str) -> Rows:
        """The rows of one SELECT as the server gives them, whether these are all or not."""
        found = results(self.asked(text, RESULTS))
        if isinstance(found, ox.QueryBoolean):
            raise RemoteError(f"{shown(self.url)} answers with a truth value where rows were asked for.", "Look at the address.")
        return found

    def truth(self, text: str) -> ox.QueryBoolean:
        """The answer to ASK. Virtuoso gives it as a row, and no row for no."""
        found = results(self.asked(text, RESULTS))
        if isinstance(found, ox.QueryBoolean):
            return found
        names = [variable.value for variable in found.variables]
        values = [row[0].value.lower() for row in found] or (["false"] if names == ["__ASK_RETVAL"] else [])
        if len(values) != 1 or values[0] not in ("0", "1", "true", "false"):
            raise RemoteError(f"{shown(self.url)} gave no truth value.", "Look at the address.")
        said = "true" if values[0] in ("1", "true") else "false"
        answer = ox.parse_query_results(f'{{"head":{{}},"boolean":{said}}}', ox.QueryResultsFormat.JSON)
        assert isinstance(answer, ox.QueryBoolean)
        return answer

    def pages(self, text: str, size: int = SIZE) -> Rows:
        """All rows of a SELECT without LIMIT, asked for so many at a time in a fixed order, and counted at the end."""
        return paging.pages(self, text, size)

    def asked(self, text: str, accept: str) -> Arriving:
        """Sends a query by POST; it may be sent again."""
        return self.connection.send("POST", self.url, body=urlencode({"query": declared(text)}).encode(), media=FORM, accept=accept)

    def update(self, text: str) -> None:
        """Runs an update, once: where the server may have run it, it is not sent again."""
        self.changed(text, again=False)

    def changed(self, text: str, again: bool = True) -> None:
        """Runs an update; again if it is one that may be run twice."""
        if not self.update_url:
            raise RemoteError(f"{shown(self.url)} takes no updates.", "It may ask for access (docs/servers.md), or take none at all.")
        self.sent_update(self.update_url, declared(text), again)

    def sent_update(self, url: str, text: str, again: bool = True) -> None:
        """Sends an update to an address."""
        self.connection.send("POST", url, body=urlencode({"update": text}).encode(), media=FORM, again=again).close()

    def get(self, graph: str) -> Iterator[ox.Triple]:
        """The triples of a named graph, all or `RemoteError`; none if there is no such graph."""
        count = self.count(graph)
        if not self.graph_store_url or not count:
            return self.counted(self.selected(graph) if count else iter(()), count, graph)
        found = triples(self.connection.send("GET", self.place(graph), accept=TRIPLES))
        first = list(islice(found, FIRST))
        if len(first) < min(count, FIRST):
            return self.counted(self.selected(graph), count, graph)
        return self.counted(chain(first, found), count, graph)

    def selected(self, graph: str) -> Iterator[ox.Triple]:
        """The triples of a named graph by SELECT, in pages where the server does not give all at once."""
        rows = self.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")
        return (ox.Triple(row["s"], row["p"], row["o"]) for row in rows)

    def counted(self, found: Iterator[ox.Triple], count: int, graph: str) -> Iterator[ox.Triple]:
        """The triples, if they are as many as the server says it has."""
        given = 0
        for triple in found:
            given += 1
            yield triple
        if given != count:
            raise RemoteError(f"{shown(self.url)} gave {given:,} of {count:,} triples of {shown(graph)}.", "It was changed meanwhile, or does not give all; try again.")

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replaces a named graph."""
        self.written(graph, triples, "PUT")

    def post(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Adds to a named graph."""
        self.written(graph, triples, "POST")

    def written(self, graph: str, triples: Iterable[ox.Triple], method: str) -> None:
        """Writes triples in parts, the first of which replaces what is there if the method is PUT."""
        parts = pieces(triples, PART)
        first = next(parts, [])
        if self.graph_store_url and self.may_store:
            sent = self.connection.send(method, self.place(graph), body=lines(first), media="text/turtle", again=method == "PUT" or not blank(first), fine=NOT_THERE)
            sent.close()
            if sent.status not in NOT_THERE:
                for part in parts:
                    self.connection.send("POST", self.place(graph), body=lines(part), media="text/turtle", again=not blank(part)).close()
                return
            self.may_store = False
        start = f"DROP SILENT GRAPH {ox.NamedNode(graph)} ;\n" if method == "PUT" else ""
        for part in pieces(chain(first, *parts), CHUNK):
            self.changed(f"{start}INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{lines(part).decode()}}} }}", again=bool(start) or not blank(part))
            start = ""
        if start:
            self.changed(start.rstrip(" ;\n"))

    def delete(self, graph: str) -> None:
        """Drops a named graph; nothing happens if there is none."""
        if self.graph_store_url and self.may_store:
            sent = self.connection.send("DELETE", self.place(graph), fine=NOT_THERE)
            sent.close()
            if sent.status in (*range(200, 300), 404):
                return
            self.may_store = False
        self.changed(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")

    def place(self, graph: str) -> str:
        """The address of a graph by the Graph Store Protocol."""
        return f"{self.graph_store_url}?graph={quote(graph, safe='')}"

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that hold anything, sorted."""
        return sorted(self.counts())

    def counts(self) -> dict[str, int]:
        """How many triples each named graph holds."""
        rows = self.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return {row["g"].value: int(row["n"].value) for row in rows if isinstance(row["g"], ox.NamedNode)}

    def count(self, graph: str) -> int:
        """How many triples a named graph holds."""
        return int(next(iter(self.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")))["n"].value)

    def capabilities(self) -> frozenset[str]:
        """What the server can do, found out by asking it (names: `probes.LACKING`, and `row-limit`)."""
        return self.able

    def unites(self) -> bool:
        """Whether a query that names no graph sees all of them; two small questions, asked once."""
        return self.united

    def lacking(self) -> list[str]:
        """What the server cannot do, in words."""
        place = shown(self.url)
        said = [f"{place} {words}." for name, words in probes.LACKING.items() if name not in self.able]
        return said + ([f"{place} stops after {self.most_rows:,} rows without saying so; the rest is asked for in pages."] if self.most_rows else [])

    @cached_property
    def able(self) -> frozenset[str]:
        """What the server can do."""
        return probes.abilities(self)

    @cached_property
    def united(self) -> bool:
        """Whether the default graph is all named graphs together."""
        return probes.union(self)

    @cached_property
    def update_url(self) -> str | None:
        """Where the server takes updates."""
        return probes.updating(self)

    @cached_property
    def graph_store_url(self) -> str | None:
        """Where the server has the Graph Store Protocol."""
        return probes.storing(self)

    @cached_property
    def most_rows(self) -> int | None:
        """After how many rows the server stops without saying so."""
        return probes.most_rows(self)


def lines(triples: Iterable[ox.Triple]) -> bytes:
    """Triples in N-Triples, which is Turtle too: some servers know only that."""
    return "".join(f"{triple} .\n" for triple in triples).encode()


def blank(triples: Iterable[ox.Triple]) -> bool:
    """Whether nodes without a name are in triples: sent twice, they are two."""
    return any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object))


def pieces(triples: Iterable[ox.Triple], most: int) -> Iterator[list[ox.Triple]]:
    """Triples in lots of at most so many; those with nodes without a name stay together, because names of such nodes hold within one lot alone."""
    lot: list[ox.Triple] = []
    together: list[ox.Triple] = []
    size = 0
    for triple in triples:
        if blank([triple]):
            together.append(triple)
            continue
        lot.append(triple)
        size += len(str(triple.object)) + 150
        if len(lot) == most or size > CHUNK_BYTES * (most // CHUNK):
            yield lot
            lot, size = [], 0
    if lot or together:
        yield [*lot, *together]
