"""What a SPARQL server can do, found out by asking it: small questions, and where its other addresses are.

`updating` and `storing` try the addresses that servers use for updates and for the Graph Store Protocol; `abilities` names what a server
answers; `most_rows` finds after how many rows it stops without saying so. Nothing is changed: the only update that is sent is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from .connection import Unreachable
from .errors import RemoteError

if TYPE_CHECKING:
    from .remote import RemoteStore

EMPTY = "INSERT DATA { }"
DIGITS = " ".join(map(str, range(10)))
MANY = 110_000
MANY_ROWS = "SELECT ?e WHERE { " + " ".join(f"VALUES ?{name} {{ {DIGITS} }}" for name in "abcd") + f" VALUES ?e {{ {DIGITS} 10 }} }}"
QUESTIONS = {
    "named-graphs": "ASK { GRAPH ?g { } }",
    "property-paths": "ASK { <urn:kuasa:a> <urn:kuasa:p>*/^<urn:kuasa:p>? ?o }",
    "minus": "ASK { VALUES ?x { 1 } MINUS { VALUES ?x { 2 } } }",
    "values": "ASK { VALUES ?x { 1 } }",
    "bind": "ASK { BIND(1 AS ?x) }",
    "subqueries": "SELECT (COUNT(*) AS ?n) WHERE { { SELECT ?x WHERE { VALUES ?x { 1 } } } }",
}
LACKING = {
    "query": "answers no queries",
    "update": "takes no updates: nothing can be published there",
    "graph-store": "has no Graph Store Protocol: graphs are written with INSERT DATA and read with SELECT",
    "union-default-graph": "does not look into named graphs unless a query says GRAPH",
    "named-graphs": "has no named graphs",
    "property-paths": "does not follow property paths",
    "minus": "does not know MINUS",
    "values": "does not know VALUES",
    "bind": "does not know BIND",
    "subqueries": "does not know queries in queries, so that answers are not counted",
}


def sibling(url: str, *names: str) -> Iterator[str]:
    """The address of a server with the last part of its path replaced by others, and with them added to it."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    for name in names:
        yield urlunsplit(parts._replace(path=f"{path.rpartition('/')[0]}/{name}", query=""))
    for name in names:
        yield urlunsplit(parts._replace(path=f"{path}/{name}", query=""))


def updating(store: RemoteStore) -> str | None:
    """Where a server takes updates; None if it takes none."""
    path = urlsplit(store.url).path.rstrip("/")
    for url in dict.fromkeys((*([] if path.endswith("/query") else [store.url]), *sibling(store.url, "update", "statements"), store.url)):
        try:
            store.sent_update(url, EMPTY)
        except Unreachable:
            raise
        except RemoteError:
            continue
        return url
    return None


def storing(store: RemoteStore) -> str | None:
    """Where a server has the Graph Store Protocol; None if nowhere. A graph that it has must be there, or the default graph."""
    known = next(iter(store.rows("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1")), None)
    asked = f"?{urlencode({'graph': known['g'].value})}" if known is not None and isinstance(known["g"], ox.NamedNode) else "?default"
    names = ("store", "graphs", "data", "sparql-graph-crud", "rdf-graphs/service", "gsp")
    for url in dict.fromkeys(sibling(store.url, *names)):
        try:
            found = store.connection.send("GET", url + asked, accept=store.triples_accepted)
        except Unreachable:
            raise
        except RemoteError:
            continue
        found.close()
        if found.status == 204 or ox.RdfFormat.from_media_type(found.media) is not None:
            return url
    return None


def abilities(store: RemoteStore) -> frozenset[str]:
    """The names of what a server can do (those of `LACKING`), and `row-limit` if it stops after some rows without saying so."""
    found = set()
    try:
        store.query("ASK { }")
        found.add("query")
    except Unreachable:
        raise
    except RemoteError:
        return frozenset()
    for name, text in QUESTIONS.items():
        try:
            answer = store.query(text)
            found.update([name] if isinstance(answer, ox.QueryBoolean) or list(answer) else [])
        except Unreachable:
            raise
        except RemoteError:
            continue
    found.update(name for name, place in (("update", store.update_url), ("graph-store", store.graph_store_url)) if place)
    found.update(["union-default-graph"] if store.unites() else [])
    found.update(["row-limit"] if store.most_rows else [])
    return frozenset(found)


def union(store: RemoteStore) -> bool:
    """Whether a triple of a named graph is in the default graph."""
    for row in store.rows("SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) } } LIMIT 1"):
        return bool(store.query(f"ASK {{ {row['s']} {row['p']} {row['o']} }}"))
    return False


def most_rows(store: RemoteStore) -> int | None:
    """After how many rows a server stops without saying so; None if that was not seen with 110,000 rows."""
    try:
        count = sum(1 for _ in store.rows(MANY_ROWS))
    except Unreachable:
        raise
    except RemoteError:
        return None
    return count if 0 < count < MANY else None
