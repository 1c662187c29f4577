"""Rows counted in the bytes of an answer are those that the answer has, wherever the bytes are cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.web.rowcount import Bindings, Lines, Results

FORMATS: dict[str, tuple[ox.QueryResultsFormat, Callable[[], Any]]] = {
    "json": (ox.QueryResultsFormat.JSON, Bindings),
    "xml": (ox.QueryResultsFormat.XML, Results),
    "csv": (ox.QueryResultsFormat.CSV, lambda: Lines(True)),
    "tsv": (ox.QueryResultsFormat.TSV, lambda: Lines(False)),
}
TEXTS = st.text(st.sampled_from(list('},{"\\\n\r\t<>result a'))) | st.sampled_from(["},{", '"},{"', "\\", '\\"', "<result>", "\n", '},{"s', "{},{}"])
TABLES = st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS), max_size=9)
STORE = ox.Store()


def value(text: str | None) -> str:
    """A text, or none, as a value of SPARQL."""
    return "UNDEF" if text is None else str(ox.Literal(text))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150, deadline=None)
@given(table=TABLES, rows=st.integers(1, 10), size=st.integers(1, 40))
def test_more_rows_than_allowed_are_found_exactly(name: str, table: list[tuple[str | None, str | None]], rows: int, size: int) -> None:
    form, made = FORMATS[name]
    said = STORE.query("SELECT * { VALUES (?s ?o) { " + " ".join(f"({value(s)} {value(o)})" for s, o in table) + " } }").serialize(None, form)
    assert said is not None
    counter = made()
    over = [counter.over(said[start : start + size], rows) for start in range(0, len(said), size)]
    assert over[-1] == (len(table) > rows) and over == sorted(over)
