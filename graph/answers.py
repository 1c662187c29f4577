"""What a server answers, read as it arrives: rows or a truth value (`results`), or triples (`triples`).

Only forms whose end can be seen are taken: an answer that stops early is an error (`RemoteError`), as is a page of the web, another form,
and anything after the end.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Any, cast

import pyoxigraph as ox

from .access import shown
from .arriving import Arriving
from .errors import RemoteError
from .vocabulary import PREFIXES

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
FORMS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
KINDS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")
TRUTHS = {"1": ox.Literal("true", datatype=BOOLEAN), "0": ox.Literal("false", datatype=BOOLEAN)}


class Row:
    """A row whose truth values are written as everywhere (`true`), where a server writes them as numbers."""

    def __init__(self, terms: Sequence[Any], names: Sequence[str]) -> None:
        self.terms, self.names = tuple(terms), tuple(names)

    def __getitem__(self, key: int | str | ox.Variable) -> Any:
        if isinstance(key, int):
            return self.terms[key]
        return self.terms[self.names.index(key.value if isinstance(key, ox.Variable) else key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


class Rows:
    """Rows as they arrive, with their `variables`. `cut` says that the server told it would not give all."""

    def __init__(self, variables: Sequence[ox.Variable], rows: Iterator[Any], arriving: Arriving | None, cut: bool = False) -> None:
        self.variables, self.arriving, self.cut = list(variables), arriving, cut
        self.given = rows

    def __iter__(self) -> Rows:
        return self

    def __next__(self) -> Any:
        return next(self.given)

    @property
    def in_pages(self) -> bool:
        """Whether they come from several answers, in pages."""
        return self.arriving is None

    def close(self) -> None:
        """Ends the answer, whether all was read or not."""
        if isinstance(self.given, Generator):
            self.given.close()
        if self.arriving:
            self.arriving.close()


def results(arriving: Arriving) -> Rows | ox.QueryBoolean:
    """The rows or the truth value that arrive."""
    form = FORMS.get(arriving.media)
    if form is None:
        raise unknown(arriving, "the answer to a query")
    # Virtuoso says in these two fields that it gave up when its time was over, or cut the rows at its limit.
    if "x-sql-state" in arriving.headers:
        said = arriving.connection.clean(arriving.headers.get("x-sql-message", arriving.headers["x-sql-state"]))
        arriving.close()
        raise RemoteError(f"{shown(arriving.connection.url)} gave only a part of the answer: {said}", "Ask for less.")
    cut = "x-sparql-maxrows" in arriving.headers
    try:
        found = ox.parse_query_results(cast(Any, arriving), form)
    except (SyntaxError, ValueError, OSError) as problem:
        raise broken(arriving, problem) from problem
    if isinstance(found, ox.QueryBoolean):
        arriving.finish()
        return found
    return Rows(found.variables, read(arriving, found, [variable.value for variable in found.variables]), arriving, cut)


def read(arriving: Arriving, found: Iterator[Any], names: Sequence[str]) -> Iterator[Any]:
    """The rows, to the end."""
    try:
        for row in found:
            if any(isinstance(term, ox.Literal) and term.value in TRUTHS and term.datatype == BOOLEAN for term in row):
                yield Row([TRUTHS.get(term.value, term) if isinstance(term, ox.Literal) and term.datatype == BOOLEAN else term for term in row], names)
            else:
                yield row
        arriving.finish()
    except (SyntaxError, ValueError, OSError) as problem:
        raise broken(arriving, problem) from problem
    finally:
        del found  # a traceback must not keep it: it may be dropped only in the thread that made it
        arriving.close()


def triples(arriving: Arriving) -> Iterator[ox.Triple]:
    """The triples that arrive."""
    kind = KINDS.get(arriving.media)
    if kind is None:
        raise unknown(arriving, "RDF")
    if not arriving.framed and kind != ox.RdfFormat.RDF_XML:
        arriving.close()
        raise RemoteError(f"{shown(arriving.connection.url)} does not say where its answer ends, so half of one could not be told from all of it.", "Ask whoever runs the server.")
    return parsed(arriving, kind)


def parsed(arriving: Arriving, kind: ox.RdfFormat) -> Iterator[ox.Triple]:
    """The triples, to the end."""
    try:
        for quad in ox.parse(cast(Any, arriving), format=kind, base_iri=arriving.connection.url, without_named_graphs=True, rename_blank_nodes=True):
            yield quad.triple
        arriving.finish()
    except (SyntaxError, ValueError, OSError) as problem:
        raise broken(arriving, problem) from problem
    finally:
        arriving.close()


def unknown(arriving: Arriving, wanted: str) -> RemoteError:
    """What to say of an answer of another form."""
    said = arriving.explained()
    kind = "a page of the web" if "html" in arriving.media else f"'{arriving.connection.clean(arriving.media)}'" if arriving.media else "something without a form"
    return RemoteError(
        f"{shown(arriving.connection.url)} answered with {kind}, not with {wanted}{said}", "Look at the address: it is that of the SPARQL endpoint (docs/servers.md)."
    )


def broken(arriving: Arriving, problem: Exception) -> RemoteError:
    """What to say of an answer that does not hold to its form, or ends before its end."""
    arriving.close()
    said = arriving.connection.clean(str(problem))
    return RemoteError(f"{shown(arriving.connection.url)} broke off, or answered with what is no answer: {said}", "Nothing of it was used. Try again, or ask for less.")
