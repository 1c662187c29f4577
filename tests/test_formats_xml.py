"""GEXF and GraphML alike: what is written comes back, also through networkx; what is none of them is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import networkx
import pytest
from formats_books import books, plain, unordered, written
from hypothesis import given, settings

from kuasa.exchange.book import Book
from kuasa.exchange.formats import gexf, graphml
from kuasa.exchange.formats.format import Format
from kuasa.graph.errors import UnreadableFile

BOTH: tuple[Format, ...] = (gexf.FORMAT, graphml.FORMAT)
TITLES = {"gexf": "GEXF", "graphml": "GraphML"}
NETWORKX = {"gexf": (networkx.read_gexf, networkx.write_gexf), "graphml": (networkx.read_graphml, networkx.write_graphml)}


@pytest.mark.parametrize("one", BOTH, ids=lambda one: one.name)
def test_what_is_kept_comes_back(one: Format) -> None:
    @settings(max_examples=40, deadline=None)
    @given(books(by_name=True))
    def check(book: Book) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = written(one, book, Path(folder))
            assert one.reads(file)
            assert plain(one.read(file)) == plain(one.kept(book))
        assert one.kept(one.kept(book)) == one.kept(book)

    check()


@pytest.mark.parametrize("one", BOTH, ids=lambda one: one.name)
def test_networkx_reads_and_writes_it_without_loss(one: Format) -> None:
    reads, writes = NETWORKX[one.name]

    @settings(max_examples=15, deadline=None)
    @given(books(by_name=True))
    def check(book: Book) -> None:
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / f"again{one.suffixes[0]}"
            writes(reads(written(one, book, Path(folder))), again)
            assert unordered(one.read(again)) == unordered(one.kept(book))

    check()


@pytest.mark.parametrize("one", BOTH, ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE {0} [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><{0}><graph/>&b;</{0}>', "declares entities"),
        ('<!DOCTYPE {0} [<!ENTITY a SYSTEM "file:///etc/hostname">]><{0}>&a;</{0}>', "declares entities"),
        ("<{0}><graph>", "not well-formed"),
        ("<{1}/>", "no {2}"),
        ("", "not well-formed"),
        ("\x00", "not well-formed"),
        ('<?xml version="1.0" encoding="no-such"?><{0}/>', "not well-formed"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_cure(one: Format, text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.xml"
    other = next(name for name in TITLES if name != one.name)
    file.write_text(text.format(one.name, other), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=said.format(one.name, other, TITLES[one.name])) as refused:
        one.read(file)
    assert refused.value.cure


@pytest.mark.parametrize("one", BOTH, ids=lambda one: one.name)
def test_a_file_that_is_not_there_is_refused_and_looks_like_nothing(one: Format, tmp_path: Path) -> None:
    assert not one.reads(tmp_path / "none.xml")
    with pytest.raises(UnreadableFile):
        one.read(tmp_path / "none.xml")
