"""GraphML: what is written comes back through igraph; files of others are read with care."""

from __future__ import annotations

import tempfile
from pathlib import Path

import igraph
import networkx
from formats_books import SMALL, books, plain, unordered, written
from hypothesis import given, settings

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.graphml import FORMAT

YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<key attr.name="degree" attr.type="int" for="node" id="d1"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d1">2</data><data key="d6"><y:ShapeNode><y:NodeLabel>Network of Domestic Workers</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>SLOM</y:NodeLabel></y:ShapeNode></data></node>
<edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>attended</y:EdgeLabel></y:PolyLineEdge></data></edge>
</graph></graphml>
"""


@settings(max_examples=15, deadline=None)
@given(books(by_name=True))
def test_igraph_reads_and_writes_it_without_loss(book: Book) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = igraph.Graph.Read_GraphML(str(written(FORMAT, book, Path(folder))))
        graph.write_graphml(str(Path(folder) / "again.graphml"))
        assert unordered(FORMAT.read(Path(folder) / "again.graphml")) == unordered(FORMAT.kept(book))


def test_parallel_ties_have_their_ids_in_networkx_and_igraph(tmp_path: Path) -> None:
    file = written(FORMAT, SMALL, tmp_path)
    assert set(networkx.read_graphml(file).get_edge_data("i:asia", "i:slom")) == {"i:one", "i:two"}
    graph = igraph.Graph.Read_GraphML(str(file))
    assert (graph.vcount(), graph.ecount(), graph.is_directed(), graph.has_multiple()) == (6, 6, True, True)
    assert [edge["tie_id"] for edge in graph.es if edge["tie_kind"] == "participation"] == ["i:one", "i:two"]


def test_a_drawing_of_yed_is_read_by_its_labels(tmp_path: Path) -> None:
    file = tmp_path / "drawn.graphml"
    file.write_text(YED, encoding="utf-8")
    assert plain(FORMAT.read(file)) == [
        ("actors", {"name": "Network of Domestic Workers"}),
        ("actors", {"name": "SLOM"}),
        ("ties", {"from": "Network of Domestic Workers", "tie_kind": "participation", "to": "SLOM"}),
    ]


def test_a_type_that_nobody_knows_is_kept_in_the_note(tmp_path: Path) -> None:
    graph = networkx.DiGraph()
    graph.add_node("a", label="Farmers", type="Stakeholder", phone="none")
    networkx.write_graphml(graph, tmp_path / "other.graphml")
    assert plain(FORMAT.read(tmp_path / "other.graphml")) == [("actors", {"name": "Farmers", "note": "phone: none\nType: Stakeholder"})]


def test_carriage_returns_and_tabs_survive(tmp_path: Path) -> None:
    book = Book((Row("actors", {"name": "A", "note": "one\r\ntwo\tthree"}),))
    assert plain(FORMAT.read(written(FORMAT, book, tmp_path))) == plain(book)
