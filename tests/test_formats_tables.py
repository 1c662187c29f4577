"""Tables of other tools (Kumu, Gephi, Onodo) and Kumu's JSON: what is written comes back, formulas stay texts, files of others keep their words."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import openpyxl
import pytest
from formats_books import SMALL, books, plain, written
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.book import Book, Row
from kuasa.exchange.files.writing import Heading, Page, workbook
from kuasa.exchange.formats import gephi, kumu, kumujson, onodo, tabular
from kuasa.exchange.formats.format import MODULES, Format, chosen, formats, recognised
from kuasa.exchange.incoming.values import settled
from kuasa.graph.errors import KuasaError, UnreadableFile, UsageError
from kuasa.graph.tables import FORMULA

BOTH_WAYS = ("kumu", "kumu-csv", "kumu-json", "gephi", "gexf", "graphml")
TEXTS: tuple[Format, ...] = (kumu.CSV, kumujson.FORMAT, gephi.FORMAT)


def sheets_of(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook of some sheets with headings and rows, as another program writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.name)
def test_what_is_kept_comes_back(one: Format) -> None:
    @settings(max_examples=30, deadline=None)
    @given(books(by_name=True))
    def check(book: Book) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = written(one, book, Path(folder))
            assert one.reads(path)
            assert plain(one.read(path)) == plain(one.kept(book))

    check()


@settings(max_examples=10, deadline=None)
@given(books(largest=3, by_name=True))
def test_what_kumus_workbook_keeps_comes_back(book: Book) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(kumu.FORMAT, book, Path(folder))
        assert kumu.FORMAT.reads(path)
        assert plain(kumu.FORMAT.read(path)) == plain(kumu.FORMAT.kept(book))


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_settled_book_is_settled_to_the_same_after_the_way_there_and_back(name: str, tmp_path: Path) -> None:
    book, one = settled(SMALL)[0], formats()[name]
    assert len(book.rows) == len(SMALL.rows) - 1  # a link of SLOM with itself is kept out
    assert plain(settled(one.read(written(one, book, tmp_path)))[0]) == plain(one.kept(book))


@pytest.mark.parametrize("one", (kumu.FORMAT, *TEXTS), ids=lambda one: one.name)
def test_the_same_book_gives_the_same_bytes(one: Format) -> None:
    assert one.write(SMALL, "web") == one.write(SMALL, "web")


@given(st.text("'=+-@a\t\r", max_size=6))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not tabular.guarded(text).startswith(FORMULA)
    assert tabular.unguarded(tabular.guarded(text)) == text


@pytest.mark.parametrize("one", (kumu.CSV, gephi.FORMAT), ids=lambda one: one.name)
def test_no_cell_of_a_csv_file_begins_like_a_formula(one: Format) -> None:
    tie = Row("ties", {"from": "=HYPERLINK(1)", "tie_kind": "concern", "to": "@SUM(A1)", "note": "+1", "source": "-2", "because": "\t=3"})
    for content in one.write(Book((tie,)), "web").values():
        assert not [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row if cell.startswith(FORMULA)]


def test_kumus_own_fields_are_in_their_places(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(kumu.FORMAT, SMALL, tmp_path))
    assert book.sheetnames == ["Elements", "Connections"]
    elements, connections = ([[cell.value for cell in row] for row in book[name]] for name in book.sheetnames)
    assert elements[0] == ["ID", "Label", "Type", "Sheet", "Tags", "Begins", "Binding", "Name__th", "Status", "Who may see this"]
    assert elements[1] == ["i:asia", "Asia & <Roundtable>", "network", "Actors", "children|climate and environment", None, None, "ไทย", None, "everybody"]
    assert connections[0][:5] == ["ID", "From", "To", "Type", "Direction"]
    assert connections[4][:5] == ["i:one", "i:asia", "i:slom", "attended", "directed"]


def test_a_blueprint_has_its_keys_and_lists(tmp_path: Path) -> None:
    content = json.loads(written(kumujson.FORMAT, SMALL, tmp_path).read_text(encoding="utf-8"))
    assert content["elements"][0] == {
        "id": "i:asia",
        "label": "Asia & <Roundtable>",
        "type": "network",
        "Sheet": "Actors",
        "tags": ["children", "climate and environment"],
        "Name__th": "ไทย",
        "Who may see this": "everybody",
    }
    assert {key: content["connections"][3][key] for key in ("id", "from", "to", "type", "direction", "Since")} == {
        "id": "i:one",
        "from": "i:asia",
        "to": "i:slom",
        "type": "attended",
        "direction": "directed",
        "Since": "2024-05",
    }


def test_gephi_plays_partial_dates_as_whole_days(tmp_path: Path) -> None:
    files = gephi.FORMAT.write(SMALL, "web")
    edges = {row["Id"]: row for row in csv.DictReader(io.StringIO(files["web-edges.csv"].decode()))}
    assert [(edges[key]["timeset"], edges[key]["Kind"], edges[key]["Weight"]) for key in ("i:one", "i:two", "e-3")] == [
        ("<[2024-05-01, 2024-09-30]>", "attended", "0.5"),
        ("<[2023-01-01, Infinity]>", "attended", ""),
        ("", "concerns", ""),
    ]


def test_a_table_of_edges_alone_names_its_ends(tmp_path: Path) -> None:
    for one, name in ((gephi.FORMAT, "web-edges.csv"), (kumu.CSV, "web-connections.csv")):
        written(one, SMALL, tmp_path)
        ties = [row for row in one.read(tmp_path / name).rows if row.get("tie_kind") == "organising"]
        assert [(row.get("from"), row.get("to")) for row in ties] == [("i:asia", "i:forum"), ("Nobody Yet", "i:forum")]


def test_a_map_made_in_kumu_keeps_its_words_and_its_cells(tmp_path: Path) -> None:
    path = sheets_of(
        tmp_path / "map.xlsx",
        Elements=[
            ["Label", "Type", "Tags", "Contact"],
            ["Farmers", "Stakeholder", "Climate|hope", "desk 4"],
            ["DOLE", "Ministry", None, None],
            ["Farmers", "Stakeholder", None, "desk 5"],
        ],
        Connections=[["From", "To", "Type", "Direction"], ["Farmers", "DOLE|SLOM", "advises", "mutual"]],
    )
    book = kumu.FORMAT.read(path)
    assert plain(book) == [
        ("actors", {"name": "Farmers", "topics": "climate", "note": "Contact: desk 5\nTags: hope\nType: Stakeholder"}),
        ("actors", {"name": "DOLE", "kind": "ministry"}),
        ("ties", {"from": "Farmers", "tie_kind": "advice", "to": "DOLE"}),
        ("ties", {"from": "Farmers", "tie_kind": "advice", "to": "SLOM"}),
    ]
    assert [(row.tab, row.cell("name"), row.cell("kind")) for row in book.of("actors")] == [("Elements", "A4", "B4"), ("Elements", "A3", "B3")]
    assert [(row.file, row.cell("to"), row.cell("tie_kind")) for row in book.of("ties")] == [("map.xlsx", "B2", "C2")] * 2


def test_elements_that_share_a_label_are_told_apart_by_type_and_a_bare_label_means_neither(tmp_path: Path) -> None:
    content = {"elements": [{"label": "A", "type": "Letter"}, {"label": "A", "type": "Sound"}], "connections": [{"from": "A", "to": "A (Sound)", "type": "advises"}]}
    path = tmp_path / "map.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert [(row.get("name"), row.get("from"), row.get("to")) for row in kumujson.FORMAT.read(path).rows] == [("A (Letter)", "", ""), ("A (Sound)", "", ""), ("", "A", "A (Sound)")]


def test_a_backup_of_kumu_is_read_and_a_reversed_connection_turned(tmp_path: Path) -> None:
    content = {
        "name": "Project",
        "elements": [{"_id": "elem-1", "attributes": {"label": "DOLE", "element type": "Ministry", "2014 population": 3}}, {"_id": "elem-2", "attributes": {"label": "SLOM"}}],
        "connections": [
            {"_id": "c-1", "direction": "directed", "delayed": False, "reversed": True, "attributes": {"connection type": "advises"}, "from": "elem-1", "to": "elem-2"}
        ],
        "maps": [{"_id": "map-1"}],
    }
    path = tmp_path / "backup.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert kumujson.FORMAT.reads(path)
    assert plain(kumujson.FORMAT.read(path)) == [
        ("actors", {"name": "DOLE", "kind": "ministry", "note": "2014 population: 3"}),
        ("actors", {"name": "SLOM"}),
        ("ties", {"from": "SLOM", "tie_kind": "advice", "to": "DOLE"}),
    ]


def test_tables_that_gephi_exports_are_read_without_what_it_worked_out(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Id;Label;timeset;Category;degree\n1;DOLE;;Ministry;4\n2;SLOM;;;2\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text('Source;Target;Type;Label;timeset;Weight\n1;2;Directed;advises;"<[2016-02-03, 2016-02-04]>";2\n', encoding="utf-8")
    assert gephi.FORMAT.reads(tmp_path)
    assert plain(gephi.FORMAT.read(tmp_path)) == [
        ("actors", {"name": "DOLE", "note": "Category: Ministry"}),
        ("actors", {"name": "SLOM"}),
        ("ties", {"from": "DOLE", "tie_kind": "advice", "to": "SLOM", "since": "2016-02-03", "until": "2016-02-04", "note": "Weight of the edge: weight 2"}),
    ]


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        ("Source,Target,Type,Since", "HNSEA,SLOM,engages with,2024", None),
        ("Source,Target,Type,Weight", "HNSEA,SLOM,engages with,2", None),
        ("Source,Target,Relationship,Date", "HNSEA,SLOM,engages with,2024", None),
        ("Source,Relation,Target", "HNSEA,engages with,SLOM", None),
        ("From,To,Type", "HNSEA,SLOM,engages with", None),
        ("Source,Target,Type", "1,2,Undirected", "gephi"),
        ("source,target,weight", "1,2,0.5", "gephi"),
        ("Source,Target,Type,Interval", "1,2,engages with,", "gephi"),
        ("Source,Target,Id,Label", "1,2,3,engages with", "gephi"),
        ("From,To,Direction,Type", "HNSEA,SLOM,directed,engages with", "kumu-csv"),
    ],
)
def test_a_table_of_links_is_a_tools_only_if_the_tool_writes_it_so(headings: str, row: str, name: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{headings}\n{row}\n", encoding="utf-8")
    assert getattr(recognised(tmp_path / "a.csv"), "name", None) == name


@pytest.mark.parametrize(
    ("file", "headings"),
    [
        ("Edges", "Source,Target,Type,Since"),
        ("Edges", "Source,Target,Relationship,Date"),
        ("Connections", "From,To,Relation,When"),
        ("Connections", "From,To,Label,Year"),
        ("Relations", "Source,Target,Relationship,From"),
    ],
)
def test_the_link_and_its_date_are_read_from_a_tools_tables_under_any_usual_heading(file: str, headings: str, tmp_path: Path) -> None:
    one = {"Edges": gephi.FORMAT, "Connections": kumu.FORMAT, "Relations": onodo.FORMAT}[file]
    path = tmp_path / "a.xlsx"
    sheets_of(path, **{file: [headings.split(","), ["HNSEA", "SLOM", "engages with", 2024]]})
    (row,) = one.read(path).rows
    assert (row.cells, row.cell("tie_kind"), row.cell("since")) == ({"from": "HNSEA", "to": "SLOM", "tie_kind": "engagement", "since": "2024"}, "C2", "D2")


def test_a_date_of_gephis_nodes_is_no_number_that_it_worked_out(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Id,Label,Date,degree\n1,DOLE,2024,3\n", encoding="utf-8")
    assert plain(gephi.FORMAT.read(tmp_path)) == [("actors", {"name": "DOLE", "note": "Date: 2024"})]
    assert [one.value for one in gephi.FORMAT.read_notes(tmp_path)] == ["degree"]


def test_what_is_not_read_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Id,Label,degree\n1,DOLE,4\n2,SLOM,5\n", encoding="utf-8")
    (tmp_path / "g.gexf").write_text(
        '<gexf><graph><attributes class="node"><attribute id="m" title="Modularity" type="integer"/></attributes><nodes><node id="1"/></nodes></graph></gexf>', encoding="utf-8"
    )
    (tmp_path / "k.json").write_text(json.dumps({"elements": [{"label": "A"}], "loops": [{"_id": "loop-1"}]}), encoding="utf-8")
    (tmp_path / "g.graphml").write_text('<graphml><key id="d" for="node" attr.name="degree" attr.type="int"/><graph><node id="1"/></graph></graphml>', encoding="utf-8")
    told = [
        note.value
        for name, file in (("gephi", "n.csv"), ("gexf", "g.gexf"), ("kumu-json", "k.json"), ("graphml", "g.graphml"))
        for note in formats()[name].read_notes(tmp_path / file)
    ]
    assert told == ["degree", "Modularity", "loops", "degree"]


def test_a_workbook_of_onodo_is_read(tmp_path: Path) -> None:
    path = sheets_of(
        tmp_path / "onodo.xlsx",
        Nodes=[["Name", "Type", "Description", "Visible", "Website"], ["DOLE", "Ministry", "A ministry", None, "https://example.org/"], ["SLOM", None, None, 0, None]],
        Relations=[
            ["Source", "Type", "Target", "Directed", "At", "From", "To"],
            ["DOLE", "advises", "SLOM", 1, None, "2020-01-05", 2021],
            ["DOLE", "advises", "ILO", 1, "2019-05-01", None, None],
        ],
    )
    assert onodo.FORMAT.reads(path)
    book = onodo.FORMAT.read(path)
    assert plain(book) == [
        ("actors", {"name": "DOLE", "kind": "ministry", "website": "https://example.org/", "note": "Description: A ministry"}),
        ("actors", {"name": "SLOM"}),
        ("ties", {"from": "DOLE", "tie_kind": "advice", "to": "SLOM", "since": "2020-01-05", "until": "2021"}),
        ("ties", {"from": "DOLE", "tie_kind": "advice", "to": "ILO", "observed": "2019-05-01"}),
    ]
    assert [row.cell("tie_kind") for row in book.of("ties")] == ["B2", "B3"]


def test_onodo_is_not_written_and_keeps_nothing() -> None:
    assert onodo.FORMAT.kept(SMALL).rows == ()
    with pytest.raises(UsageError):
        onodo.FORMAT.write(SMALL, "web")


def test_every_format_is_found_by_its_name_and_the_ends_of_its_files() -> None:
    assert {name: one.name for name, one in formats().items()} == {name: name for name in MODULES}
    assert [chosen(name).name for name in ("GEXF", ".gexf", "our map.graphml", "a.kumu.json", "b.kumu.xlsx")] == ["gexf", "gexf", "graphml", "kumu-json", "kumu"]


def test_every_format_gives_its_reasons_and_most_have_none() -> None:
    assert {name for name, one in formats().items() if dict(one.why)} == {"ftm", "littlesis", "popolo"}


def test_an_unknown_format_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError, match="no format 'dot'") as refused:
        chosen("dot")
    assert all(name in refused.value.cure for name in MODULES)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_what_a_format_wrote_is_recognised_as_its_own(name: str, tmp_path: Path) -> None:
    found = recognised(written(formats()[name], SMALL, tmp_path))
    assert found is not None and found.name == name


def test_our_own_workbook_and_table_look_like_no_other_tool(tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(
        workbook([Page("Actors", (Heading("Name"), Heading("Kind")), [["A", "network"]]), Page("Ties", (Heading("From"), Heading("Link"), Heading("To")), [])])
    )
    (tmp_path / "ties.csv").write_text("Row ID,From,Link,To,Source\n,A,attended,B,A report\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("from,to,kind,strength\nA,B,attended,0.5\n", encoding="utf-8")
    (tmp_path / "text.txt").write_text("Only words.\n", encoding="utf-8")
    assert [recognised(tmp_path / name) for name in ("ours.xlsx", "ties.csv", "edges.csv", "text.txt", "none.csv")] == [None] * 5


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.sampled_from((".xlsx", ".csv", ".json", ".gexf", ".graphml")))
def test_any_bytes_are_read_or_refused_with_a_cure(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{ending}"
        path.write_bytes(content)
        for one in (kumu.FORMAT, kumu.CSV, kumujson.FORMAT, gephi.FORMAT, onodo.FORMAT, formats()["gexf"], formats()["graphml"]):
            one.reads(path)
            try:
                one.read(path)
            except KuasaError as refused:
                assert isinstance(refused, UnreadableFile)


HEADINGS = ("Id", "Label", "Source", "Target", "From", "To", "Type", "Kind", "Sheet", "timeset", "Tags", "URL", "Name", "Made by column", "Stated source", "Weight", "Row ID")
WORDS = ("", "a", "i:slom", "n-1", "Ministry", "event", "advises", "2020-01-01", "x|y", "=1", "only named", "Actors", "reports_to", "Organised by", "'")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7), st.lists(st.lists(st.sampled_from(WORDS), max_size=7), max_size=4))
def test_any_table_is_read_without_empty_cells_or_refused(headings: list[str], rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([headings, *rows])
        for one in (kumu.CSV, gephi.FORMAT):
            try:
                assert all(text for row in one.read(path).rows for text in row.cells.values())
            except UnreadableFile as refused:
                assert refused.cure
