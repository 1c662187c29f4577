"""What is exported: every format by the end of a name and by its own name, what it cannot hold told beside it, and all of it or nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest
from typer.testing import CliRunner, Result

from kuasa.cli import app
from kuasa.exchange import alignments, rdf
from kuasa.exchange.formats.format import MODULES, formats, recognised
from kuasa.exchange.formats.losses import losses
from kuasa.exchange.incoming import importing
from kuasa.exchange.outgoing import exported
from kuasa.exchange.outgoing.exports import Export, export
from kuasa.graph.errors import LeakError, UnknownName, UsageError
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import ID
from kuasa.maps import safety

WORLD = Path(__file__).parent / "world.ttl"
WRITTEN = [name for name in MODULES if name != "onodo"]
OF_TWO_FILES = {"kumu-csv": ("m-elements.csv", "m-connections.csv"), "gephi": ("m-nodes.csv", "m-edges.csv")}


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """The invented world for a facilitator: nothing is withheld."""
    return open_knowledge([str(WORLD)], "facilitator")


@pytest.fixture(scope="module")
def made(known: Knowledge) -> dict[str, Export]:
    """The whole world in each format, by its name."""
    return {name: export(known, Path(f"m{formats()[name].suffixes[0]}"), name) for name in WRITTEN}


def own(found: Export) -> dict[str, bytes]:
    """The files of an export without the report of losses."""
    return {name: content for name, content in found.files.items() if not name.endswith("-losses.xlsx")}


def rows(content: bytes, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet."""
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))


def run(*words: object) -> Result:
    """The export of the invented world, as its users ask for it."""
    return CliRunner().invoke(app, ["export", *map(str, words), "--data", str(WORLD)])


def first(done: Result) -> str:
    """The first line of what was said, but for the profile."""
    return next(line for line in done.stderr.splitlines() if not line.startswith("Profile "))


def names_in(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_end_of_a_name_chooses_the_format_that_its_own_name_chooses(known: Knowledge, made: dict[str, Export], name: str) -> None:
    assert export(known, Path(f"m{formats()[name].suffixes[0]}")) == made[name]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_read_as_the_format_that_it_is(made: dict[str, Export], name: str, tmp_path: Path) -> None:
    for file, content in own(made[name]).items():
        (tmp_path / file).write_bytes(content)
        found = recognised(tmp_path / file)
        assert found is not None and found.name == name


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_has_the_name_that_was_asked_for_and_several_begin_with_it(known: Knowledge, name: str) -> None:
    asked = "m.xlsx" if name == "kumu" else "m.json"
    assert tuple(own(export(known, Path(asked), name, ["Cloth Fair"]))) == OF_TWO_FILES.get(name, (asked,))


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_format_cannot_hold_is_counted_and_listed_row_by_row_beside_it(known: Knowledge, made: dict[str, Export], name: str) -> None:
    report = next(content for file, content in made[name].files.items() if file.endswith("-losses.xlsx"))
    book, form = exported.book(known), formats()[name]
    count, listed = losses(book, form.kept(book))
    assert openpyxl.load_workbook(io.BytesIO(report)).sheetnames == ["Not in any table", f"Not in {name}", "Row by row"]
    assert [row[:3] for row in rows(report, f"Not in {name}")[2:]] == [(row["sheet"], row["column"], row["lost"]) for row in count.rows]
    assert [row[:4] for row in rows(report, "Row by row")[2:]] == [tuple(row[key] or None for key in ("sheet", "id", "name", "column")) for row in listed.rows]
    told = "; ".join(f"{row['sheet']} {row['column']} {row['lost']}" for row in count.rows[:12])
    assert made[name].remarks[1].startswith(f"Not in the file: {told}")


def test_a_format_that_holds_everything_has_no_report_of_losses(known: Knowledge) -> None:
    found = export(known, Path("m.xlsx"), "", ["Cloth Fair"])
    assert (list(found.files), found.remarks) == (["m.xlsx"], ())


def test_our_workbook_tells_what_it_cannot_hold_and_comes_back_row_by_row(known: Knowledge, tmp_path: Path) -> None:
    found = export(known, tmp_path / "m.xlsx")
    assert list(found.files) == ["m.xlsx", "m-losses.xlsx"]
    assert openpyxl.load_workbook(io.BytesIO(found.files["m-losses.xlsx"])).sheetnames == ["Not in the workbook"]
    (tmp_path / "m.xlsx").write_bytes(found.files["m.xlsx"])
    read, _ = importing.opened([tmp_path / "m.xlsx"])
    assert {row.get("id") for row in read.rows} == {row.get("id") for row in exported.book(known).rows}


@pytest.mark.parametrize("file", ["m.xlsx", "m.gexf", "m.cyjs"])
def test_names_choose_the_things_that_are_written(known: Knowledge, file: str, tmp_path: Path) -> None:
    for name, content in own(export(known, Path(file), "", ["UW", "Forum on Cloth"])).items():
        (tmp_path / name).write_bytes(content)
    read, _ = importing.opened([tmp_path / file])
    wanted = exported.book(known, [ID + "weavers", ID + "forum"])
    ties = {(row.get("from"), row.get("tie_kind"), row.get("to")) for row in wanted.of("ties")}
    assert 0 < len(ties) < len(list(exported.book(known).of("ties")))
    assert len(list(read.of("ties"))) == len(list(wanted.of("ties")))
    assert {row.get("name") for row in read.of("bodies")} == {row.get("name") for row in wanted.of("bodies")}


def test_a_name_that_nobody_has_is_refused(known: Knowledge) -> None:
    with pytest.raises(UnknownName, match="Ministry of Cloth"):
        export(known, Path("m.gexf"), "", ["UW", "Ministry of Cloth"])


@pytest.mark.parametrize("file", ["m.ttl", "m.trig", "m.nq", "m.jsonld"])
def test_rdf_is_the_whole_store_as_before(known: Knowledge, file: str, tmp_path: Path) -> None:
    found = export(known, tmp_path / file)
    assert found.files == {file: rdf.export(known.store, Path(file))}
    (tmp_path / file).write_bytes(found.files[file])
    assert {quad.triple for quad in open_store(str(tmp_path / file)).ox} == {quad.triple for quad in known.store.ox}
    assert [remark.split()[0] for remark in found.remarks] == (["Turtle"] if file == "m.ttl" else [])


@pytest.mark.parametrize("words", alignments.names())
def test_rdf_in_the_words_of_another_vocabulary_is_as_before(known: Knowledge, words: str) -> None:
    aligned = alignments.aligned(known.store, words)
    found = export(known, Path("m.trig"), words)
    assert (set(ox.parse(found.files["m.trig"], format=ox.RdfFormat.TRIG)), found.remarks) == (set(aligned.quads), tuple(aligned.left_out))
    assert list(found.files) == ["m.trig"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["m.docx"], "'.docx' is not a format for export."),
        (["m"], "'' is not a format for export."),
        (["m.csv"], "'.csv' is not a format for export."),
        (["m.gexf", "--as", "gefx"], "There is no format 'gefx'."),
    ],
)
def test_a_format_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path, words: list[str], told: str) -> None:
    done = run(tmp_path / words[0], *words[1:])
    assert (done.exit_code, first(done), names_in(tmp_path)) == (2, told, [])
    assert [name for name in (*MODULES, *alignments.names(), *rdf.SUFFIXES, ".xlsx") if name not in done.stderr] == []


def test_rdf_of_some_things_and_a_format_that_is_only_read_are_refused(tmp_path: Path) -> None:
    some, onodo = run(tmp_path / "m.ttl", "UW"), run(tmp_path / "m.onodo.xlsx")
    assert [(one.exit_code, first(one)) for one in (some, onodo)] == [
        (2, "RDF is written as a whole."),
        (2, "Onodo's workbooks are only read here, not written."),
    ]
    assert names_in(tmp_path) == []


def test_the_files_are_written_and_what_they_cannot_hold_is_said(tmp_path: Path, made: dict[str, Export]) -> None:
    done = run(tmp_path / "m.gephi.csv", "--profile", "facilitator")
    assert done.exit_code == 0, done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made["gephi"].files
    assert done.stderr.splitlines()[-2:] == list(made["gephi"].remarks)


@pytest.mark.parametrize("taken", ["m-losses.xlsx", "m-edges.csv"])
def test_nothing_is_written_where_one_of_several_files_is_there_already(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    words = (tmp_path / "m.csv", "--as", "gephi")
    done = run(*words)
    assert (done.exit_code, first(done), names_in(tmp_path), (tmp_path / taken).read_text()) == (2, f"{taken} exists.", [taken], "mine")
    assert run(*words, "--force").exit_code == 0
    assert names_in(tmp_path) == ["m-edges.csv", "m-losses.xlsx", "m-nodes.csv"]


def test_what_was_written_before_stays_whole_when_the_name_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "m.gexf").write_text("mine")
    assert [run(tmp_path / "m.gexf", *words, "--force").exit_code for words in (["Nobody at all"], ["--as", "gefx"])] == [1, 2]
    assert (names_in(tmp_path), (tmp_path / "m.gexf").read_text()) == (["m.gexf"], "mine")


@pytest.mark.parametrize("place", ["no/m.gexf", "."])
def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, place: str) -> None:
    done = run(tmp_path / place)
    assert done.exit_code in (1, 2) and done.stderr.startswith(("There is no folder", "'' is not a format"))
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "words"), [*((f"m{formats()[name].suffixes[0]}", name) for name in WRITTEN), ("m.xlsx", ""), ("m.XLSX", ""), ("m.json", "kumu"), ("m.xlsx", "gexf")]
)
def test_the_check_for_leaks_reads_what_is_written_whatever_its_name(known: Knowledge, file: str, words: str) -> None:
    found = export(known, Path(file), words, ["UW"])
    safety.check(found.said, frozenset({"A text that is nowhere"}))
    with pytest.raises(LeakError):
        safety.check(found.said, frozenset({"Union of Weavers"}))


def test_what_is_withheld_is_in_no_format(made: dict[str, Export]) -> None:
    public = open_knowledge([str(WORLD)], "public")
    with pytest.raises(LeakError):
        safety.check(made["gexf"].said, public.withheld.secrets)
    for name in WRITTEN:
        safety.check(export(public, Path(f"m{formats()[name].suffixes[0]}"), name).said, public.withheld.secrets)


def test_the_same_knowledge_gives_the_same_bytes(known: Knowledge, made: dict[str, Export]) -> None:
    again = open_knowledge([str(WORLD)], "facilitator")
    assert {name: export(again, Path(f"m{formats()[name].suffixes[0]}"), name) == found for name, found in made.items()} == dict.fromkeys(WRITTEN, True)


@pytest.mark.parametrize("file", ["m.ttl", "M.TTL", "m.trig"])
def test_rdf_is_cut_to_what_may_be_seen_and_no_leak_is_found_in_words_of_its_own(tmp_path: Path, file: str) -> None:
    done = run(tmp_path / file, "--profile", "public")
    assert (done.exit_code, names_in(tmp_path)) == (0, [file]), done.stderr
    assert "world-r1 " not in (tmp_path / file).read_text()


def test_rdf_is_not_written_in_the_words_of_nobody(known: Knowledge) -> None:
    with pytest.raises(UsageError):
        export(known, Path("m.ttl"), "nope")
