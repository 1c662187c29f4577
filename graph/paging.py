"""All rows of a query from a server that gives only some at once.

`whole` takes the answer as it comes if it is all; where the server says that it cut it, or stops at a round number or after more than `FIRST` rows
and is found to stop there always, `pages` asks for all of it in a fixed order and counts. `checked` refuses triples of which some may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .access import shown
from .answers import Rows
from .errors import RemoteError
from .rewriting import ROWS, Query, declared, from_text

if TYPE_CHECKING:
    from .remote import RemoteStore

FIRST = 10_000
ROUND = 100
SIZE = 5_000


def whole(store: RemoteStore, asked: Query, text: str) -> Rows:
    """All rows of SELECT: as they come if the server gives them all at once, else in pages."""
    found = store.rows(text)
    first = [] if found.cut else list(islice(found, FIRST + 1))
    if len(first) > FIRST and store.most_rows:  # what a server gives at once is few enough to be held until it is known to be all
        first += islice(found, max(store.most_rows - len(first), 0))
    if found.cut or stopped(store, len(first), asked):
        found.close()
        if asked.limited:
            raise RemoteError(f"{shown(store.url)} gives only its first rows of what the query limits itself.", "Ask for fewer rows (LIMIT).")
        return pages(store, text)
    return Rows(found.variables, chain(first, found), found.arriving)


def stopped(store: RemoteStore, rows: int, asked: Query) -> bool:
    """Whether the server may have stopped after so many rows of a query that wanted more: of few rows only round numbers are looked into."""
    looked = rows > FIRST or (rows >= ROUND and rows % ROUND == 0)
    return looked and rows != asked.limit and store.most_rows is not None and rows >= store.most_rows


def pages(store: RemoteStore, text: str, size: int = SIZE) -> Rows:
    """All rows of a SELECT without LIMIT, asked for so many at a time in a fixed order, and counted at the end."""
    asked = from_text(text)
    if asked.form != "SELECT" or asked.limited:
        raise RemoteError("Only a SELECT without LIMIT and OFFSET is asked for in pages.", "Take them out.")
    nested = "virtuoso" in store.connection.server.lower()
    start = store.rows(declared_page(asked, (), 1, 0, nested))
    names = tuple(variable.value for variable in start.variables)
    start.close()
    count = int(next(iter(store.rows(declared(asked.count()))))[ROWS].value)
    return Rows(start.variables, paged(store, asked, names, min(size, store.most_rows or size), count, nested), None)


def paged(store: RemoteStore, asked: Query, names: Sequence[str], size: int, count: int, nested: bool) -> Iterator[Any]:
    """The rows of the pages, until there are as many as there must be."""
    given = 0
    while given < count:
        before = given
        try:
            page = store.rows(declared_page(asked, names, size, given, nested))
        except RemoteError as problem:
            if nested or "SR353" not in problem.what:
                raise
            nested = True  # Virtuoso, behind another server that does not say so, sorts no more
            continue
        for row in page:
            given += 1
            yield row
        if given == before or given > count:
            raise RemoteError(f"{shown(store.url)} gave {given:,} of {count:,} rows.", "It was changed meanwhile, or does not give all; try again.")


def checked(store: RemoteStore, asked: Query, found: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    """Triples, if the server gives all: where it stops after some rows, their number is asked for."""
    first = list(islice(found, ROUND))
    if len(first) == ROUND and store.most_rows and not 0 < asked.limit <= store.most_rows:
        cure = "Ask with SELECT, which is read page by page."
        if asked.form == "DESCRIBE" or int(next(iter(store.rows(declared(asked.count()))))[ROWS].value) > store.most_rows:
            raise RemoteError(f"{shown(store.url)} gives only the triples of its first {store.most_rows:,} rows.", cure)
    return chain(first, found)


def declared_page(asked: Query, names: Sequence[str], size: int, start: int, nested: bool) -> str:
    """A page with the prefixes it uses; without names, in no order."""
    return declared(asked.page(names, size, start, nested and bool(names)))
