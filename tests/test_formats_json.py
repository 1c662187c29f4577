from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from formats_books import books
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats import correspondence, cytoscape, ftm, graphology, json_files, littlesis, oligrapher, popolo
from kuasa.exchange.formats.losses import losses
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.kinds import kinds
from kuasa.graph.sheets import sheet
from kuasa.graph.vocabulary import kebab

FORMATS = [one.FORMAT for one in (cytoscape, ftm, graphology, littlesis, oligrapher, popolo)]
FREE = [cytoscape.FORMAT, graphology.FORMAT]
FACTUAL = [ftm.FORMAT, littlesis.FORMAT, popolo.FORMAT]
SLOW = list(HealthCheck)
UNION = Row("actors", {"id": "i:union", "name": "Union", "name__th": "สหภาพ", "kind": "organisation"})
MINISTRY = Row("actors", {"id": "i:ministry", "name": "Ministry of Labour", "kind": "ministry", "short": "MOL"})
SLOM = Row("bodies", {"id": "i:slom", "name": "SLOM", "kind": "senior-officials-meeting"})
REPORT = Row("sources", {"id": "i:report", "title": "Report", "publisher": "ILO", "issued": "2024-05", "address": "https://example.org/r"})
SEAT = Row("ties", {"id": "i:seat", "from": "i:ministry", "tie_kind": "seat", "to": "i:slom", "since": "2020", "status": "actual", "source": "Report", "locator": "p. 3"})
PLAN = Row("ties", {"id": "i:plan", "from": "i:union", "tie_kind": "membership", "to": "i:slom", "status": "planned", "sensitivity": "for-participants"})
WORLD = Book((UNION, MINISTRY, SLOM, SEAT, PLAN, REPORT))


def each(form: Any) -> str:
    return str(form.name)


def said(book: Book) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    return Counter((row.sheet, tuple(sorted(row.cells.items()))) for row in book.rows)


def saved(folder: Path, files: dict[str, bytes]) -> Path:
    ((name, content),) = files.items()
    (folder / name).write_bytes(content)
    return folder / name


def file(folder: Path, name: str, text: str) -> Path:
    return saved(folder, {name: text.encode()})


def cells(book: Book, *sheets: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in (book.of(*sheets) if sheets else book.rows)]


@pytest.mark.parametrize("form", FORMATS, ids=each)
def test_what_is_written_is_read_again_as_what_is_kept(form: Any) -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
    @given(books())
    def check(book: Book) -> None:
        kept = form.kept(book)
        with tempfile.TemporaryDirectory() as folder:
            path = saved(Path(folder), form.write(book, "map"))
            assert said(form.read(path)) == said(kept)
            assert form.reads(path) or not kept.rows
        assert form.kept(kept) == kept

    check()


@pytest.mark.parametrize("form", FORMATS, ids=each)
def test_the_same_book_gives_the_same_bytes_and_only_its_own_format_reads_them(form: Any, tmp_path: Path) -> None:
    files = form.write(WORLD, "map")
    assert files == form.write(WORLD, "map")
    assert [one.name for one in FORMATS if one.reads(saved(tmp_path, files))] == [form.name]


@pytest.mark.parametrize("form", FORMATS, ids=each)
def test_an_export_of_nothing_is_read_as_nothing(form: Any, tmp_path: Path) -> None:
    assert form.read(saved(tmp_path, form.write(Book(()), "map"))).rows == ()


@pytest.mark.parametrize("form", FREE, ids=each)
def test_free_attributes_hold_every_column_and_the_source_that_is_named(form: Any) -> None:
    assert said(form.kept(WORLD)) == said(WORLD)
    assert [len(table.rows) for table in losses(WORLD, form.kept(WORLD))] == [0, 0]


@pytest.mark.parametrize("form", FACTUAL, ids=each)
def test_a_plan_never_comes_out_as_a_fact(form: Any) -> None:
    assert [row.get("id") for row in form.kept(WORLD).of("ties")] == ["i:seat"]
    assert b"plan" not in b"".join(form.write(WORLD, "map").values())


@pytest.mark.parametrize("cell", [{"assertion": "inferred"}, {"confidence": "recalled"}, {"status": "possible"}, {"status": "cancelled"}])
@pytest.mark.parametrize("form", FACTUAL, ids=each)
def test_what_is_inferred_remembered_or_only_possible_is_left_out_where_a_format_cannot_say_so(form: Any, cell: dict[str, str]) -> None:
    book = Book((MINISTRY, SLOM, SEAT.changed(cell), Row("bodies", {"id": "i:sub", "name": "Sub", "kind": "committee", "reports_to": "i:slom", **cell})))
    assert form.kept(book).with_rows(form.kept(book).of("ties")).rows == ()
    assert "reports_to" not in {key for row in form.kept(book).rows for key in row.cells if "status" not in cell}


@pytest.mark.parametrize("form", FREE, ids=each)
def test_a_plan_says_so_in_its_label(form: Any) -> None:
    ((_, content),) = form.write(WORLD, "map").items()
    assert "is member of (planned)" in content.decode()


def test_a_plan_is_dashed_and_says_so_in_an_oligrapher_map() -> None:
    edges = json.loads(oligrapher.FORMAT.write(WORLD, "map")["map.oligrapher.json"])["edges"]
    assert [(one["label"], one["dash"], one["arrow"]) for one in edges.values()] == [("sits in", False, "1->2"), ("is member of (planned)", True, "1->2")]
    assert edges["i:seat"]["url"] == "https://example.org/r"


def test_events_of_popolo_are_tentative_where_they_are_planned_and_left_out_where_they_are_only_possible() -> None:
    events = [Row("events", {"id": f"i:{status}", "name": status, "status": status}) for status in ("planned", "cancelled", "possible", "actual")]
    told = json.loads(popolo.FORMAT.write(Book(tuple(events)), "map")["map.popolo.json"])["events"]
    assert [(one["name"], one["status"]) for one in told] == [("planned", "tentative"), ("cancelled", "cancelled"), ("actual", "confirmed")]


def test_popolo_says_who_organised_an_event_and_where_an_organisation_is_though_only_ties_say_so() -> None:
    rows = (
        UNION,
        Row("actors", {"id": "i:thailand", "name": "Thailand", "kind": "state"}),
        Row("events", {"id": "i:forum", "name": "Forum"}),
        Row("ties", {"id": "i:a", "from": "i:union", "tie_kind": "organising", "to": "i:forum"}),
        Row("ties", {"id": "i:b", "from": "i:union", "tie_kind": "location", "to": "i:thailand"}),
        Row("ties", {"id": "i:c", "from": "i:thailand", "tie_kind": "organising", "to": "i:forum", "status": "planned"}),
    )
    told = json.loads(popolo.FORMAT.write(Book(rows), "map")["map.popolo.json"])
    assert (told["events"][0]["organization_id"], told["organizations"][0]["area_id"], told["areas"]) == ("i:union", "i:thailand", [{"id": "i:thailand", "name": "Thailand"}])
    kept = {row.get("id"): row for row in popolo.FORMAT.kept(Book(rows)).rows}
    assert (kept["i:forum"].get("organised_by"), kept["i:union"].get("based_in")) == ("i:union", "i:thailand")


@pytest.mark.parametrize(("text", "written"), [("2024", "2024-00-00"), ("2024-05", "2024-05-00"), ("2024-05-09", "2024-05-09"), ("2024-Q2", "2024-00-00"), ("", None)])
def test_littlesis_has_zeros_for_the_unknown_parts_of_a_date(text: str, written: str | None) -> None:
    told = json.loads(littlesis.FORMAT.write(Book((MINISTRY, SLOM, SEAT.changed({"since": text}))), "map")["map.littlesis.json"])
    assert told["data"][0]["attributes"]["start_date"] == written


def test_why_a_plan_is_lost_is_said_in_words() -> None:
    listed = losses(WORLD, ftm.FORMAT.kept(WORLD), ftm.FORMAT.why)[1].rows
    assert [row["why"].split("(")[0] for row in listed if row["id"] == "i:plan"] == ["It is no fact that may be repeated "]


def test_what_littlesis_loses_is_said() -> None:
    listed = losses(WORLD, littlesis.FORMAT.kept(WORLD))[1].rows
    lost = {(row["id"], row["column"]) for row in listed}
    assert lost == {
        ("i:union", "Name (th)"),
        ("i:seat", "Source"),
        ("i:seat", "Place in the source"),
        ("i:plan", "(the whole row)"),
        ("i:report", "(the whole row)"),
    }


def test_networkx_reads_cytoscape_with_parallel_ties() -> None:
    import networkx

    twice = WORLD.with_rows((*WORLD.rows, SEAT.changed({"id": "i:again", "since": "2021"})))
    graph = networkx.cytoscape_graph(json.loads(cytoscape.FORMAT.write(twice, "map")["map.cyjs"]))
    assert sorted(graph.nodes) == ["i:ministry", "i:slom", "i:union"]
    assert sorted(graph.edges(keys=True)) == [("i:ministry", "i:slom", "i:again"), ("i:ministry", "i:slom", "i:seat"), ("i:union", "i:slom", "i:plan")]
    assert graph.edges["i:ministry", "i:slom", "i:seat"]["source_address"] == "https://example.org/r"


def test_a_graph_for_gephi_lite_holds_nothing_that_it_would_run() -> None:
    book = Book((Row("actors", {"id": "i:x", "name": "<<Function", "other_names": "<<Function|alert(1)|Function>>", "kind": "organisation"}),))
    graph = json.loads(graphology.FORMAT.write(book, "map")["map.graphology.json"])
    assert {type(value) for value in graph["nodes"][0]["attributes"].values()} <= {str, int, float}
    assert set(graph) == {"attributes", "options", "nodes", "edges"}
    assert graph["options"] == {"type": "directed", "multi": True, "allowSelfLoops": True}


CYTOSCAPE = """{"format_version": "1.0", "generated_by": "cytoscape-3.10.2", "data": {"shared_name": "Care", "SUID": 52}, "elements": {"nodes": [
  {"data": {"id": "62", "shared_name": "HNSEA", "name": "HNSEA", "SUID": 62, "kind": "Network", "founded": 1998}, "position": {"x": -12.5, "y": 4.0}},
  {"data": {"id": "63", "name": "Ministry of Labour", "SUID": 63, "kind": "Ministry"}},
  {"data": {"id": "64", "name": "Ministry of Labour", "SUID": 64, "kind": "Office"}}],
 "edges": [{"data": {"id": "83", "source": 62, "target": 63, "shared_interaction": "advises", "name": "HNSEA (advises) Ministry", "interaction": "advises", "strength": 0.5}},
  {"data": {"id": "84", "source": "62", "target": "64", "interaction": "interacts with"}}]}}"""


def test_a_file_of_cytoscape_itself_is_read(tmp_path: Path) -> None:
    path = file(tmp_path, "care.cyjs", CYTOSCAPE)
    assert cells(cytoscape.FORMAT.read(path)) == [
        {"name": "HNSEA", "kind": "network", "note": "founded: 1998"},
        {"name": "Ministry of Labour (Ministry)", "kind": "ministry"},
        {"name": "Ministry of Labour (Office)", "note": "Type: Office"},
        {"from": "HNSEA", "tie_kind": "advice", "to": "Ministry of Labour (Ministry)", "strength": "0.5"},
        {"from": "HNSEA", "tie_kind": "interacts with", "to": "Ministry of Labour (Office)"},
    ]
    assert [(note.tab, note.value) for note in cytoscape.FORMAT.read_notes(path)] == [("nodes", "position")]


def test_elements_in_one_list_are_read(tmp_path: Path) -> None:
    path = file(tmp_path, "list.json", '[{"data": {"id": "a"}}, {"group": "nodes", "data": {"id": "b", "label": "Union B"}}, {"data": {"id": "ab", "source": "a", "target": "b"}}]')
    assert cells(cytoscape.FORMAT.read(path)) == [{"name": "a"}, {"name": "Union B"}, {"from": "a", "to": "Union B"}]


def test_a_file_of_graphology_itself_is_read(tmp_path: Path) -> None:
    text = """{"options": {"type": "undirected", "multi": false}, "attributes": {"name": "My map"},
      "nodes": [{"key": "Thomas", "attributes": {"age": 34, "x": 1, "color": "#f00"}}, {"key": "Eric"}],
      "edges": [{"key": "T->E", "source": "Thomas", "target": "Eric", "attributes": {"type": "KNOWS", "weight": 2}}]}"""
    path = file(tmp_path, "graph.json", text)
    assert cells(graphology.FORMAT.read(path)) == [{"name": "Thomas", "note": "age: 34"}, {"name": "Eric"}, {"from": "Thomas", "tie_kind": "KNOWS", "to": "Eric"}]
    assert [(note.tab, note.value) for note in graphology.FORMAT.read_notes(path)] == [("edges", "edge"), ("nodes", "color")]


def test_a_file_of_gephi_lite_itself_is_read(tmp_path: Path) -> None:
    text = """{"type": "gephi-lite", "version": "1.0.2", "filters": {"past": []}, "graphDataset": {"nodeData": {"0": {"label": "Myriel", "class": 0}, "1": {"label": "Napoleon"}},
      "edgeData": {"0": {"label": "is member of", "since": "1815"}}, "layout": {"0": {"x": 1, "y": 2}}, "fullGraph": {"options": {"type": "mixed", "multi": true},
      "attributes": {}, "nodes": [{"key": "0"}, {"key": "1"}], "edges": [{"key": "0", "source": "0", "target": "1"}]}}}"""
    path = file(tmp_path, "lite.json", text)
    rows = cells(graphology.FORMAT.read(path))
    assert rows == [{"name": "Myriel", "note": "class: 0"}, {"name": "Napoleon"}, {"from": "Myriel", "tie_kind": "membership", "to": "Napoleon", "since": "1815"}]


def test_a_map_of_oligrapher_itself_is_read(tmp_path: Path) -> None:
    text = """{"graph": {"nodes": {"28776": {"id": 28776, "display": {"name": "A. Person", "x": 10.5, "image": "//example.org/a.jpg", "url": "//example.org/person/28776"}},
      "x8": {"id": "x8", "name": "Our Union", "description": "trade union", "color": "#abc"}},
      "edges": {"e1": {"id": "e1", "node1_id": 28776, "node2_id": "x8", "label": "works for (past)", "arrow": "2->1", "dash": true, "url": "https://example.org/r/1"},
      "e2": {"id": "e2", "node1_id": "x8", "node2_id": 28776, "label": "advises (planned)", "arrow": null, "dash": true}},
      "captions": {"c1": {"id": "c1", "text": "Who pays?"}}}, "attributes": {"title": "Map"}}"""
    path = file(tmp_path, "olig.json", text)
    assert cells(oligrapher.FORMAT.read(path)) == [
        {"name": "A. Person", "website": "https://example.org/person/28776"},
        {"name": "Our Union", "note": "Type: trade union"},
        {
            "from": "Our Union",
            "tie_kind": "employment",
            "to": "A. Person",
            "status": "actual",
            "source": "https://example.org/r/1",
            "note": "Past, as Oligrapher says.",
        },
        {"from": "Our Union", "tie_kind": "advice", "to": "A. Person", "status": "planned"},
    ]
    assert [(note.tab, note.value) for note in oligrapher.FORMAT.read_notes(path)] == [("edges", "edge"), ("graph", "captions"), ("nodes", "color"), ("nodes", "image")]


ENTITIES = [
    {
        "type": "entities",
        "id": 72489,
        "attributes": {"id": 72489, "name": "A. Person", "blurb": "Runs a fund", "primary_ext": "Person", "summary": "Long", "types": ["Person", "Lawyer"]},
    },
    {"type": "entities", "id": 28778, "attributes": {"name": "Union", "primary_ext": "Org", "aliases": ["Union", "WU"], "types": ["Organization", "Labor Union"]}},
]
GIFT = {
    "type": "relationships",
    "id": 297069,
    "attributes": {
        "entity1_id": 72489,
        "entity2_id": 28778,
        "category_id": 5,
        "description1": "Campaign Contribution",
        "amount": 500,
        "start_date": "2011-08-00",
        "end_date": None,
        "is_current": False,
    },
}
READ = [
    {"name": "A. Person", "kind": "person", "note": "Runs a fund"},
    {"name": "Union", "kind": "organisation", "short": "WU", "organisation_type": "trade-union"},
    {
        "from": "A. Person",
        "tie_kind": "funding",
        "to": "Union",
        "since": "2011-08",
        "status": "actual",
        "note": "Campaign Contribution\nPast, as LittleSis says.",
    },
]


def test_an_answer_of_littlesis_itself_is_read(tmp_path: Path) -> None:
    path = file(tmp_path, "answer.json", json.dumps({"meta": {"apiVersion": "2.0"}, "data": GIFT, "included": ENTITIES}))
    assert cells(littlesis.FORMAT.read(path)) == READ
    assert [(note.tab, note.value) for note in littlesis.FORMAT.read_notes(path)] == [("entities", "summary"), ("relationships", "amount"), ("types", "Lawyer")]


def test_the_bulk_files_of_littlesis_are_read_as_one_folder(tmp_path: Path) -> None:
    file(tmp_path, "entities.json", json.dumps(ENTITIES))
    alone = file(tmp_path, "relationships.json", json.dumps([GIFT]))
    assert cells(littlesis.FORMAT.read(tmp_path)) == READ
    with pytest.raises(UnreadableFile, match="no names"):
        littlesis.FORMAT.read(alone)


POPOLO = """{"persons": [{"id": "e3aa", "name": "Carina A", "email": "a@example.org", "birth_date": "1965-01-02",
  "other_names": [{"lang": "fi", "name": "Carina F", "note": "multilingual"}],
  "sources": [{"url": "https://example.org/list"}]}],
 "organizations": [{"id": "party/l", "name": "Liberals", "classification": "party"}, {"id": "leg", "name": "Parliament"},
  {"id": "com", "name": "Labour committee", "classification": "Committee", "parent_id": "leg"}],
 "memberships": [{"person_id": "e3aa", "organization_id": "leg", "on_behalf_of_id": "party/l", "role": "MP", "area_id": "area/1", "start_date": "2015-11-01"},
  {"person_id": "e3aa", "post_id": "chair", "organization_id": "com"}],
 "posts": [{"id": "chair", "label": "Chair of the committee", "organization_id": "com"}],
 "events": [{"id": "term/1", "name": "Term 1", "start_date": "2015", "organization_id": "leg", "status": "tentative", "attendees": [{"id": "e3aa"}]}], "areas": []}"""


def test_a_file_of_everypolitician_is_read_without_what_is_private(tmp_path: Path) -> None:
    path = file(tmp_path, "ep-popolo-v1.0.json", POPOLO)
    assert cells(popolo.FORMAT.read(path)) == [
        {"name": "Carina A", "name__fi": "Carina F", "kind": "person", "source": "https://example.org/list"},
        {"name": "Liberals", "kind": "organisation", "note": "party"},
        {"name": "Parliament", "kind": "organisation"},
        {"name": "Labour committee", "kind": "committee", "part_of": "Parliament"},
        {"name": "Chair of the committee", "kind": "post"},
        {"name": "Term 1", "begins": "2015", "organised_by": "Parliament", "status": "planned"},
        {"from": "Chair of the committee", "tie_kind": "post-placement", "to": "Labour committee", "status": "actual"},
        {"from": "Carina A", "tie_kind": "participation", "to": "Term 1", "status": "planned"},
        {"from": "Carina A", "tie_kind": "membership", "to": "Parliament", "on_behalf_of": "Liberals", "since": "2015-11-01", "note": "MP", "status": "actual"},
        {"from": "Carina A", "tie_kind": "post-holding", "to": "Chair of the committee", "status": "actual"},
    ]
    assert [(note.tab, note.value) for note in popolo.FORMAT.read_notes(path)] == [("memberships", "area_id"), ("persons", "birth_date"), ("persons", "email")]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"a": NaN}', "holds NaN"),
        (b'{"a": 1, "a": 2}', "has “a” twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 80 + b"]" * 80, "more than 64 levels"),
        (b"\xff\xfe\xff", "no text in UTF-8"),
        (b'{"a": }', "line 1, column 7"),
        (b"", "not JSON"),
        (b"[1e999]", None),
        (b"[" + b"9" * 10_000 + b"]", None),
        ('\ufeff["ü"]'.encode(), None),
        ('["ü"]'.encode("utf-16"), None),
    ],
)
def test_json_is_read_with_care(tmp_path: Path, content: bytes, what: str | None) -> None:
    path = saved(tmp_path, {"file.json": content})
    if what is None:
        assert isinstance(json_files.content(path)[0], str)
    else:
        with pytest.raises(UnreadableFile, match=what):
            json_files.content(path)


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, "large.json", '["something"]')
    monkeypatch.setattr(json_files, "LARGEST", 3)
    with pytest.raises(UnreadableFile, match="larger than"):
        json_files.content(path)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        json_files.content(tmp_path / "none.json")


WORDS = (
    "nodes",
    "edges",
    "data",
    "elements",
    "persons",
    "organizations",
    "memberships",
    "events",
    "id",
    "key",
    "source",
    "target",
    "attributes",
    "type",
    "entities",
    "relationships",
)
MORE = (
    "name",
    "label",
    "kind",
    "sheet",
    "schema",
    "properties",
    "Document",
    "title",
    "proof",
    "node1_id",
    "node2_id",
    "captions",
    "graph",
    "graphDataset",
    "fullGraph",
    "included",
    "i:x",
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.sampled_from([*WORDS, *MORE, "a|b", "\ud800", "\x00"])
ANY = st.recursive(PLAIN, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from([*WORDS, *MORE]) | st.text(max_size=3), inside, max_size=4), max_leaves=12)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inside for place in places(part, (*path, key)))]


def replaced(value: Any, place: tuple[Any, ...], by: Any) -> Any:
    if not place:
        return by
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[place[0]] = replaced(value[place[0]], place[1:], by)
    return changed


@pytest.mark.parametrize("form", FORMATS, ids=each)
def test_whatever_a_file_holds_nothing_but_unreadable_file_is_raised(form: Any, tmp_path: Path) -> None:
    events = (Row("events", {"id": "i:e", "name": "E", "organised_by": "i:union"}), SEAT.changed({"id": "", "tie_kind": "encounter"}), UNION.changed({"id": "i:u2"}))
    ((name, content),) = form.write(WORLD.with_rows((*WORLD.rows, *events)), "map").items()
    lines = content.decode().splitlines() if form.name == "ftm" else [content.decode()]
    good = [json.loads(line) for line in lines]

    @settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        value = data.draw(ANY)
        if data.draw(st.integers(0, 3)):
            value = replaced(good, data.draw(st.sampled_from(places(good))), value)
        parts = value if isinstance(value, list) else [value]
        path = saved(tmp_path, {name: "\n".join(json.dumps(part) for part in parts).encode()})
        json_files.remembered.cache_clear()
        assert form.reads(path) in (True, False)
        try:
            book, notes = form.read(path), form.read_notes(path)
        except UnreadableFile:
            return
        assert all(isinstance(text, str) and text for row in book.rows for text in row.cells.values())
        assert all(sheet(row.sheet).column(key) for row in book.rows for key in row.cells)
        "".join((*(text for row in book.rows for text in row.cells.values()), *map(str, notes))).encode()

    check()


@pytest.mark.parametrize("form", FORMATS, ids=each)
def test_bytes_that_are_no_json_are_refused(form: Any, tmp_path: Path) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
    @given(st.binary(max_size=40).filter(bytes.strip))
    def check(content: bytes) -> None:
        path = saved(tmp_path, {"file.json": content})
        json_files.remembered.cache_clear()
        assert form.reads(path) is False
        with pytest.raises(UnreadableFile):
            form.read(path)

    check()


def test_the_tables_name_classes_columns_and_kinds_that_there_are() -> None:
    every = {kebab(iri) for iri in kinds()} | {""}
    for name in ("ftm-ties", "littlesis-ties", "popolo-ties"):
        assert {one["kind"] for one in correspondence.table(name)} <= every
    for name in ("ftm-things", "littlesis-things", "popolo-things"):
        for one in correspondence.table(name):
            key = sheet(one["sheet"])
            assert one["kind"] in (key.choices(key.column("kind")) if key.column("kind") else (kebab(key.usual),))
    assert all(sheet(one["sheet"]).column(one["column"]) or one["column"] == "kind" for one in correspondence.table("ftm-columns"))


def test_a_table_that_is_missing_is_told() -> None:
    with pytest.raises(UnreadableFile, match=r"nothing\.csv"):
        correspondence.table("nothing")
