"""GEXF: time and parallel ties are as Gephi plays them; what is written comes back through graphology; files of others are read with care."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import networkx
import pytest
from formats_books import SMALL, plain, written
from missing import missing

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.gexf import FORMAT

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<meta lastmodifieddate="2024-01-01"><creator>Somebody</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date">
<attributes class="node" mode="static"><attribute id="0" title="Type" type="string"/><attribute id="1" title="Contact" type="string"/>
<attribute id="modularity_class" title="Modularity Class" type="integer"/></attributes>
<nodes>
<node id="1" label="Ministry of Labour"><attvalues><attvalue for="0" value="Ministry"/><attvalue for="modularity_class" value="4"/></attvalues><viz:size value="3"/></node>
<node id="2" label="Workers"><attvalues><attvalue for="0" value="Stakeholder"/><attvalue for="1" value="desk 4"/></attvalues>
<nodes><node id="3" label="Workers"/></nodes></node>
</nodes>
<edges><edge id="0" source="1" target="2" label="advises" weight="3.0">
<spells><spell start="2020-01-01" end="2020-12-31"/><spell start="2022-01-01T00:00:00"/></spells></edge></edges>
</graph></gexf>
"""


def test_parallel_ties_stay_apart_and_partial_dates_are_whole_days(tmp_path: Path) -> None:
    graph = networkx.read_gexf(written(FORMAT, SMALL, tmp_path))
    ties = graph.get_edge_data("i:asia", "i:slom")
    assert {key: (tie.get("start"), tie.get("end"), tie.get("weight")) for key, tie in ties.items()} == {
        "i:one": ("2024-05-01", "2024-09-30", 0.5),
        "i:two": ("2023-01-01", None, None),
    }
    assert (graph.nodes["i:forum"]["start"], graph.nodes["i:forum"]["end"], graph.nodes["i:forum"]["Begins"]) == ("2024-04-01", "2024-06-30", "2024-Q2")
    assert graph.nodes["i:c190"]["Binding"] is True


def test_things_in_columns_are_edges_and_things_without_a_row_are_nodes(tmp_path: Path) -> None:
    graph = networkx.read_gexf(written(FORMAT, SMALL, tmp_path))
    kinds = sorted((graph.nodes[start]["label"], tie["Link"], graph.nodes[end]["label"]) for start, end, tie in graph.edges(data=True) if "Made by column" in tie)
    assert kinds == [("Asia & <Roundtable>", "organising", "Forum"), ("Nobody Yet", "organising", "Forum"), ("SLOM", "reporting", "i:almm")]


def test_a_name_that_one_row_has_means_it_and_a_name_that_two_have_means_neither(tmp_path: Path) -> None:
    actors = (Row("actors", {"id": "i:a", "name": "One"}), Row("actors", {"id": "i:b", "name": "Two"}), Row("actors", {"name": "Two"}))
    book = Book((*actors, Row("ties", {"from": "One", "tie_kind": "concern", "to": "Two"})))
    ((start, end, _),) = (graph := networkx.read_gexf(written(FORMAT, book, tmp_path))).edges(data=True)
    assert (start, graph.nodes[end]["label"], graph.nodes[end]["Sheet"]) == ("i:a", "Two", "only named")
    assert plain(FORMAT.read(tmp_path / "web.gexf")) == plain(book)


def test_a_second_row_of_an_id_is_not_kept() -> None:
    book = Book(
        (
            Row("actors", {"id": "i:a", "name": "One"}),
            Row("bodies", {"id": "i:a", "name": "Other", "kind": "forum"}),
            Row("actors", {"name": "One"}),
            Row("actors", {"name": "One"}),
        )
    )
    assert plain(FORMAT.kept(book)) == [("actors", {"id": "i:a", "name": "One"}), ("actors", {"name": "One"}), ("actors", {"name": "One"})]


def test_an_end_before_its_start_is_not_played(tmp_path: Path) -> None:
    tie = Row("ties", {"from": "A", "tie_kind": "concern", "to": "B", "since": "2024", "until": "2019"})
    ((_, _, said),) = networkx.read_gexf(written(FORMAT, Book((tie,)), tmp_path)).edges(data=True)
    assert ("start" in said, "end" in said, said["Since"], said["Until"]) == (False, False, "2024", "2019")


def test_the_same_book_gives_the_same_bytes_and_nothing_is_no_error(tmp_path: Path) -> None:
    assert FORMAT.write(SMALL, "web") == FORMAT.write(SMALL, "web")
    assert plain(FORMAT.read(written(FORMAT, Book(()), tmp_path))) == []


def test_characters_that_xml_cannot_hold_are_lost() -> None:
    assert plain(FORMAT.kept(Book((Row("actors", {"name": "A\x01B", "note": "\x02"}),)))) == [("actors", {"name": "AB"})]


def test_a_file_of_others_keeps_its_words(tmp_path: Path) -> None:
    file = tmp_path / "other.gexf"
    file.write_text(FOREIGN, encoding="utf-8")
    assert plain(FORMAT.read(file)) == [
        ("actors", {"name": "Ministry of Labour", "kind": "ministry"}),
        ("actors", {"name": "Workers"}),
        ("actors", {"name": "Workers (Stakeholder)", "note": "Contact: desk 4\nType: Stakeholder"}),
        ("ties", {"from": "Ministry of Labour", "tie_kind": "advice", "to": "Workers (Stakeholder)", "since": "2020-01-01", "until": "2020-12-31", "note": "Weight: 3.0"}),
    ]


SCRIPT = """
const {MultiDirectedGraph} = require('graphology'); const gexf = require('graphology-gexf');
const graph = gexf.parse(MultiDirectedGraph, require('fs').readFileSync(process.argv[1], 'utf8'));
require('fs').writeFileSync(process.argv[2], gexf.write(graph));
"""


def test_graphology_reads_and_writes_it_without_loss(tmp_path: Path) -> None:
    packages = os.environ.get("KUASA_NODE_MODULES", "")
    if not shutil.which("node") or not Path(packages, "graphology-gexf").is_dir():
        if packages or not os.environ.get("CI"):
            missing("node with graphology and graphology-gexf (the folder node_modules in KUASA_NODE_MODULES) is not here: GEXF is not tried in graphology.")
        pytest.skip("npm gave no graphology; .ci/run says so.")
    again = tmp_path / "again.gexf"
    subprocess.run(["node", "-e", SCRIPT, str(written(FORMAT, SMALL, tmp_path)), str(again)], check=True, env={**os.environ, "NODE_PATH": packages})
    assert plain(FORMAT.read(again)) == plain(FORMAT.kept(SMALL))
