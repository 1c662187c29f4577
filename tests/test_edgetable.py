"""Edge tables: what is written as CSV or Parquet comes back; every bad cell is named; small tables speak beside other layers."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import sys
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.cells import COLUMNS
from kuasa.exchange.edgerows import EdgeTables
from kuasa.exchange.edgetable import batches
from kuasa.exchange.stated import each
from kuasa.graph.analysis import influence
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.store import open_store
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import GRAPH, ID

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "tests" / "world.ttl"

READERS = {".csv": EdgeTables(), ".parquet": EdgeTables()}
ON = Moment(date(2026, 6, 30))
DOC = ROOT / "docs" / "edge-tables.md"

WORDS = st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\n\t=+-@'\",;")), max_size=8)
NAMES = WORDS.filter(lambda text: text.split())
STRENGTHS = st.one_of(st.floats(0, 1, exclude_min=True), st.sampled_from([1.0, 0.5, 1e-9]))
DATES = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2024-Q2"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "from": NAMES,
            "to": NAMES,
            "kind": st.sampled_from(["", "engagement", "engages with", "lobbies", "=2+3"]),
            "strength": STRENGTHS,
            "backward": st.one_of(st.none(), STRENGTHS),
            "since": st.sampled_from(["", "2023", "2024-01", "2024-01-01"]),
            "until": DATES,
            "source": WORDS,
        }
    ),
    max_size=12,
)


def written(rows: list[dict[str, object]], delimiter: str = ",", start: str = "", comma: bool = False) -> bytes:
    """Rows as CSV, with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        cells = {name: "" if cell is None else repr(cell).replace(".", "," if comma else ".") if isinstance(cell, float) else cell for name, cell in row.items()}
        writer.writerow(cells)
    return (start + out.getvalue()).encode()


def read(name: str, content: bytes) -> list[tuple[int, dict[str, str], float, float]]:
    """What comes out of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return list(each(list(batches(path))))


def meant(rows: list[dict[str, object]], first: int) -> list[tuple[int, dict[str, str], float, float]]:
    """What should come out: trimmed texts, and an empty backward as 0."""
    texts = [{name: " ".join(str(row[name]).split()) if name not in ("strength", "backward") else "" for name in COLUMNS} for row in rows]
    return [(number, cells, row["strength"], row["backward"] or 0.0) for number, (row, cells) in enumerate(zip(rows, texts, strict=True), first)]


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, delimiter=st.sampled_from(",;\t"), start=st.sampled_from(["", "\ufeff"]), comma=st.booleans())
def test_any_rows_written_as_csv_come_back_whatever_the_separator_and_the_mark_at_the_start(rows, delimiter, start, comma) -> None:
    assert read("ties.csv", written(rows, delimiter, start, comma and delimiter == ";")) == meant(rows, 2)


@settings(max_examples=100, deadline=None)
@given(rows=ROWS, small=st.booleans())
def test_any_rows_written_as_parquet_come_back_in_groups_and_with_dictionaries(rows, small) -> None:
    kinds = {name: pa.float64() if name in ("strength", "backward") else pa.string() for name in COLUMNS}
    table = pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in kinds.items()})
    if small:
        table = table.set_column(0, "from", table["from"].dictionary_encode())
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=3)
    assert read("ties.parquet", out.getvalue()) == meant(rows, 1)


def test_numbers_and_dates_of_parquet_are_read_in_their_own_types() -> None:
    table = pa.table(
        {
            "To": ["b"],
            "FROM": ["a"],
            "strength": pa.array([1], pa.int8()),
            "backward": pa.array(["0.5"]),
            "since": pa.array([date(2024, 5, 9)], pa.date32()),
            "until": pa.array([2025], pa.int16()),
            "more": [True],
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    cells = {"from": "a", "to": "b", "kind": "", "strength": "", "backward": "", "since": "2024-05-09", "until": "2025", "source": ""}
    assert read("ties.parquet", out.getvalue()) == [(1, cells, 1.0, 0.5)]


def test_empty_lines_are_passed_over_and_rows_are_counted_as_a_spreadsheet_does() -> None:
    assert [row for row, *_ in read("ties.csv", b"from,to,strength\n\na,b,1\n,,\nc,d,0.5\n")] == [3, 5]


HEAD = ",".join(COLUMNS)
STRENGTH = "Write a number above 0 and not above 1."
BACKWARD = "Write a number above 0 and not above 1, or leave the cell empty where nothing travels back."
DATE = "Write a day, a month or a year: 2024-05-09, 2024-05, 2024."
NAME = "Write a name or an address (https://...)."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b,,0,,,,", f"strength: “0”. {STRENGTH}"),
        ("a,b,,-0.5,,,,", f"strength: “-0.5”. {STRENGTH}"),
        ("a,b,,1.01,,,,", f"strength: “1.01”. {STRENGTH}"),
        ("a,b,,strong,,,,", f"strength: “strong”. {STRENGTH}"),
        ("a,b,,nan,,,,", f"strength: “nan”. {STRENGTH}"),
        ("a,b,,1_0,,,,", f"strength: “1_0”. {STRENGTH}"),
        ('a,b,,"0,5",,,,', f"strength: “0,5”. {STRENGTH}"),
        ("a,b,,,,,,", f"strength: empty. {STRENGTH}"),
        ("a,b", f"strength: empty. {STRENGTH}"),
        ("a,b,,1,2,,,", f"backward: “2”. {BACKWARD}"),
        ("a,b,,1,-1,,,", f"backward: “-1”. {BACKWARD}"),
        ("a,b,,1,half,,,", f"backward: “half”. {BACKWARD}"),
        (" ,b,,1,,,,", f"from: empty. {NAME}"),
        ("a,,,1,,,,", f"to: empty. {NAME}"),
        ("a,b,,1,,May 2024,,", f"since: “May 2024”. {DATE}"),
        ("a,b,,1,,,2024-02-30,", f"until: “2024-02-30”. {DATE}"),
        ("a,b,,1,,2025,2024,", "until: “2024”. Let 'since' come before 'until'."),
        ("a,b,based in,1,,,,", "kind: “based in”. No lens lets influence through such a link. Leave the cell empty, or write another kind."),
    ],
)
def test_a_bad_cell_is_named_with_file_row_column_value_and_cure(row, said) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("ties.csv", f"{HEAD}\nx,y,,1,,,,\n{row}\n".encode())
    assert refused.value.what == f"ties.csv is not an edge table that can be used, 1 cell does not hold:\n  row 3, {said}"
    assert refused.value.cure == "Nothing was read from it. Mend the cells named and try again."


def test_of_many_bad_cells_the_first_five_are_named_and_the_rest_counted() -> None:
    rows = "".join(f"a,,{n}\n" for n in (2, 0.5, 3, 0, 9))
    with pytest.raises(UnreadableFile) as refused:
        read("ties.csv", f"from,to,strength\n{rows}".encode())
    cells = ("row 2, to: empty", "row 2, strength: “2”", "row 3, to: empty", "row 4, to: empty", "row 4, strength: “3”")
    told = [f"  {cell}. {NAME if 'to' in cell.split()[2] else STRENGTH}" for cell in cells]
    whole = ["ties.csv is not an edge table that can be used, 9 cells do not hold:", *told, "  ... and 4 more."]
    assert refused.value.what.splitlines() == whole


NEEDED = "An edge table has the columns from, to, strength, and may have kind, backward, since, until, source."


@pytest.mark.parametrize(
    ("name", "content", "what", "cure"),
    [
        ("ties.csv", b"from,target,strength\n", "ties.csv has no column 'to'. Columns found: 'from', 'target', 'strength'.", NEEDED),
        ("ties.csv", b"", "ties.csv has no column 'from'. Columns found: none.", NEEDED),
        ("ties.csv", b"from,to,to,strength\n", "ties.csv has two columns 'to'. Columns found: 'from', 'to', 'to', 'strength'.", NEEDED),
        ("ties.csv", "from,to,strength\nCafé,b,1\n".encode("cp1252"), "ties.csv is not in UTF-8.", "Nothing was read from it. Save it again as 'CSV UTF-8'."),
        (
            "ties.csv",
            b'from,to,strength\n"a,b,1\n',
            "ties.csv is not readable CSV: unexpected end of data.",
            "Nothing was read from it. Save it again as 'CSV UTF-8'.",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_the_cure(name, content, what, cure) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(name, content)
    assert (refused.value.what, refused.value.cure) == (what, cure)


def test_what_is_no_parquet_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"^ties\.parquet is not readable Parquet: "):
        read("ties.parquet", b"from,to,strength\n")


@pytest.mark.parametrize("cells", [pa.array([["a"]]), pa.array([b"\xff"])])
@pytest.mark.parametrize("name", ["from", "strength"])
def test_cells_of_parquet_that_are_neither_text_nor_number_are_refused(name, cells) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"from": ["a"], "to": ["b"], "strength": [0.5]} | {name: cells}), out)
    with pytest.raises(UnreadableFile, match=r"^ties\.parquet is not readable Parquet: "):
        read("ties.parquet", out.getvalue())


def test_without_pyarrow_the_message_names_the_extra(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFile) as refused:
        read("ties.parquet", b"")
    assert str(refused.value) == "ties.parquet is Parquet, which needs a library that is not installed.\nInstall it: pip install 'kuasa[parquet]'"


def test_a_bad_cell_in_a_later_batch_leaves_the_store_as_it_was(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("kuasa.exchange.edgetable.BATCH", 1)
    table = tmp_path / "ties.csv"
    table.write_text("from,to,strength\na,b,1\na,c,2\n")
    store = open_store(str(WORLD))
    before = sorted(map(str, store.ox))
    with pytest.raises(UnreadableFile, match="row 3, strength"):
        EdgeTables().post(table, store)
    assert (sorted(map(str, store.ox)), store.graphs()) == (before, [GRAPH + "world"])


def beside(tmp_path: Path, text: str, *places: str) -> Facts:
    """The facts of the invented region with a table."""
    table = tmp_path / "room.csv"
    table.write_text(text, encoding="utf-8")
    return open_knowledge([str(WORLD), *places, str(table)], "facilitator", READERS).facts


def test_names_of_a_table_are_the_things_that_other_layers_know_and_unknown_ones_are_new(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,strength\nUW,Rice Bank,0.5\nสหภาพช่างทอ,rice bank,0.6\nunion of weavers,https://else.example/x,0.7\ni:forum,Ministry of Cloth of A,0.8\n")
    found = [(tie.start, tie.end, tie.strength, tie.backward) for tie in facts.ties if tie.id.startswith(GRAPH + "room/")]
    assert found == [
        (ID + "weavers", GRAPH + "room/Rice%20Bank", 0.5, 0.0),
        (ID + "weavers", GRAPH + "room/Rice%20Bank", 0.6, 0.0),
        (ID + "weavers", "https://else.example/x", 0.7, 0.0),
        (ID + "forum", ID + "ministry-a", 0.8, 0.0),
    ]
    assert [facts.label(thing) for thing in (GRAPH + "room/Rice%20Bank", "https://else.example/x")] == ["Rice Bank", "https://else.example/x"]


def test_a_name_of_two_things_is_a_bad_cell_with_the_candidates(tmp_path) -> None:
    more = tmp_path / "more.ttl"
    more.write_text('@prefix k: <https://w3id.org/kuasa/ontology#> .\n<http://x.example/a> a k:Network ; <http://www.w3.org/2004/02/skos/core#notation> "LN" .\n')
    with pytest.raises(UnreadableFile) as refused:
        beside(tmp_path, "from,to,strength\nLN,i:nobody,0.5\n", str(more))
    assert refused.value.what.splitlines()[1:] == [
        f"  row 2, from: “LN”. It can mean a (http://x.example/a) or Loom Network ({ID}loom-net). Write the longer name, or its address.",
        "  row 2, to: “i:nobody”. No thing has this address. Write a name.",
    ]


def test_a_row_is_a_tie_with_its_source_its_row_and_its_words(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,kind,strength,backward,since,until,source\nUW,OMC,lobbies,0.5,0.25,2024-05,2030,Almanac of an invented region\nUW,OMC,engages with,1,,,,\n")
    free, known = (tie for tie in facts.ties if tie.id.startswith(GRAPH + "room/"))
    proof = [(e.id, e.title, e.locator, e.assertion, e.confidence) for tie in (free, known) for e in tie.evidence]
    assert (free.word, free.stated, free.since, free.until, free.strength, free.backward, known.word, known.stated, proof) == (
        "stated-influence",
        "lobbies",
        "2024-05",
        "2030",
        0.5,
        0.25,
        "engagement",
        "",
        [(ID + "world", "Almanac of an invented region", "row 2", "third-party", "seen"), (GRAPH + "room/source/room.csv", "room.csv", "row 3", "third-party", "seen")],
    )


def routes(facts: Facts, start: str, end: str, name: str = "all") -> list[tuple[float, list[str]]]:
    """Score and sentences of the routes from one thing to another."""
    answer = influence.paths(facts, influence.Question((resolve(facts, start),), (resolve(facts, end),), ON, lens(name)))
    return [(path.score, [hop.sentence for hop in path.hops]) for path in answer.routes]


def test_no_factor_and_no_transit_touches_the_strengths_of_a_table(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,kind,strength,backward\nUW,League of Cloth,lobbies,0.5,0.25\nLeague of Cloth,New Body,speech,0.5,\n")
    assert lens("all").transit(ID + "league", facts.classes(ID + "league")) < 1
    assert routes(facts, "UW", "New Body") == [(0.25, ["UW influences League of Cloth, as a table of links states: lobbies.", "League of Cloth spoke at New Body."])]
    assert routes(facts, "League of Cloth", "UW") == [(0.25, ["UW influences League of Cloth, as a table of links states: lobbies."])]


def test_a_row_counts_only_in_lenses_through_which_its_kind_travels(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,kind,strength\nUW,A Body,engagement,0.5\nUW,B Body,lobbies,0.5\n")
    names = ("all", "access", "alliance", "authority")
    assert [[bool(routes(facts, "UW", end, name)) for name in names] for end in ("A Body", "B Body")] == [[True, True, False, False], [True, False, False, False]]


def test_the_day_of_a_row_that_leads_only_backward_is_offered_where_it_would_open_a_route(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,strength,backward,since,until\nRice Bank,Mill,0.5,0.3,2020,2021\nMill,New Body,0.5,,2020,2024\n")
    question = influence.Question((resolve(facts, "Mill"),), (resolve(facts, "Rice Bank"),), ON, lens("all"))
    assert influence.paths(facts, question).relaxation == "with --on 2021-12-31"


def test_rows_that_contradict_each_other_stay_apart_and_the_strongest_carries(tmp_path) -> None:
    facts = beside(tmp_path, "from,to,strength,source\nUW,New Body,0.5,one\nUW,New Body,0.75,two\nUW,New Body,0.75,three\nUW,UW,1,four\n")
    answer = influence.paths(facts, influence.Question((ID + "weavers",), (GRAPH + "room/New%20Body",), ON, lens("all")))
    assert [(path.score, [known.title for hop in path.hops for known in hop.evidence]) for path in answer.routes] == [(0.75, ["two", "three"])]


def test_every_command_speaks_of_what_the_room_knows(kuasa, tmp_path) -> None:
    (tmp_path / "room.csv").write_text("from;to;kind;strength\n=Rice Bank;UW;lobbies;0,5\n", encoding="utf-8")
    data = ["--data", str(WORLD), "--data", "room.csv"]
    shown = kuasa("show", "=Rice Bank", *data)
    assert (shown.returncode, "room.csv (row 2)" in shown.stdout) == (0, True)
    told = json.loads(kuasa("paths", "=rice bank", "Loom Network", *data, "--on", "2025", "--format", "json").stdout)
    assert [[hop["from"]["label"] for hop in path["hops"]] for path in told] == [["=Rice Bank", "Union of Weavers"]]
    assert kuasa("map", "=Rice Bank", *data, "-o", "m.html").returncode == 0
    asked = kuasa("query", "-", *data, "--format", "csv", stdin="SELECT ?tie { GRAPH g:room { ?tie k:statedAs 'lobbies' } }")
    assert asked.stdout == f"tie\n{GRAPH}room/row/00000002\n"
    assert kuasa("cite", "UW", *data).returncode == 0


def test_the_worked_example_of_the_page_on_edge_tables_is_run(kuasa, tmp_path) -> None:
    page = DOC.read_text(encoding="utf-8")
    table = re.search(r"```csv\n(.*?)```", page, re.DOTALL)
    (tmp_path / "ties.csv").write_text(table[1], encoding="utf-8")
    examples = re.findall(r"```console\n\$ kuasa (.*?)\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    for arguments, expected in examples:
        done = kuasa(*shlex.split(arguments))
        assert done.stdout == expected
