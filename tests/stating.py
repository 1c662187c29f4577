"""Rows of an import made up for tests, what they state, and what is said of one subject."""

from __future__ import annotations

from kuasa.exchange.book import Book, Row
from kuasa.exchange.incoming.addresses import addresses
from kuasa.exchange.incoming.names import named
from kuasa.exchange.incoming.statements import Statements, stated
from kuasa.graph.facts import Facts
from kuasa.graph.vocabulary import ID, K


def row(sheet: str, number: int, **cells: str) -> Row:
    """A row as it would be read from a workbook."""
    return Row(sheet, cells, "t.xlsx", sheet, number, {key: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n] for n, key in enumerate(cells)})


def statements(facts: Facts, *rows: Row, **cover: str) -> Statements:
    """What settled rows state."""
    book = Book(rows, {"title": "Rice 2026", **cover})
    at = addresses(book, "t")
    names = named(book, facts, {}, at.of)
    assert [naming for naming in names.namings if not naming.decision] == []
    return stated(book, names, facts, at)


def said(found: Statements, subject: str) -> dict[str, list[str]]:
    """What is said of a subject of the import, by the last part of each property."""
    told: dict[str, list[str]] = {}
    for quad in found.quads:
        if quad.subject.value == subject:
            told.setdefault(quad.predicate.value.rsplit("#")[-1].rsplit("/")[-1], []).append(quad.object.value.replace(K, "k:").replace(ID, "i:"))
    return told
