"""The meeting of several groups' files, as it is wired: workbooks and RDF in, one file, decisions, disagreements and ratings out, and back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from kuasa.cli import app
from kuasa.exchange import rdf
from kuasa.exchange.book import Book, Row
from kuasa.exchange.incoming.desk import Desk
from kuasa.exchange.merging.meeting import Meeting, Outcome
from kuasa.exchange.outgoing.filled import workbook_of
from kuasa.graph.errors import UnreadableFile, UsageError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import GRAPH, ID, K

WORLD = str(Path(__file__).parent / "world.ttl")
TODAY = dt.date(2026, 11, 22)
TITLE = "Dyes"


def group(number: int, *rows: tuple[str, dict[str, str]]) -> bytes:
    """The workbook of a group; its rows have the ids that the template gives."""
    numbered = [Row(sheet, {"id": f"{sheet[0]}{place}", **cells}) for place, (sheet, cells) in enumerate(rows, 1)]
    return workbook_of(Book(tuple(numbered), {"title": TITLE, "session": TITLE, "date": "2026-05-12", "group": str(number)}))


def tie(start: str, kind: str, end: str, **more: str) -> tuple[str, dict[str, str]]:
    """A row of a link."""
    return "ties", {"from": start, "tie_kind": kind, "to": end, "status": "actual", "sensitivity": "for-public", **more}


def rated(about: str, score: int) -> tuple[str, dict[str, str]]:
    """A row of a number."""
    return "assessments", {"about": about, "dimension": "power", "score": str(score)}


def actor(name: str, **more: str) -> tuple[str, dict[str, str]]:
    """A row of an actor."""
    return "actors", {"name": name, "kind": "organisation", "sensitivity": "for-public", **more}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three groups: two workbooks, the third taken in as RDF already; all speak of the same circle, and differ about it."""
    place = tmp_path_factory.mktemp("groups")
    one = group(1, actor("Dyers' Circle", website="https://one.example/"), tie("Dyers' Circle", "partnership", "Loom Network", since="2020"), rated("Union of Weavers", 3))
    two = group(2, actor("Dyers' Circle", website="https://two.example/"), tie("Dyers' Circle", "partnership", "Loom Network", since="2022"), rated("Union of Weavers", 8))
    three = group(3, actor("Dyers' Circle"), tie("Dyers' Circle", "engagement", "OMC"))
    for name, content in {"one": one, "two": two, "three": three}.items():
        (place / f"{name}.xlsx").write_bytes(content)
    assert not Desk(output=place / "three.trig").take([place / "three.xlsx"], [WORLD], TODAY).refused
    return place


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    """The files of the three groups."""
    return [folder / "one.xlsx", folder / "two.xlsx", folder / "three.trig"]


@pytest.fixture(scope="module")
def outcome(folder: Path, files: list[Path]) -> Outcome:
    """What came of the meeting of the three."""
    return Meeting(folder / "all.trig", None, folder / "conflicts.xlsx", folder / "ratings.xlsx").merge(files, [WORLD], TODAY)


def quads(path: Path) -> set[ox.Quad]:
    """The statements of a file."""
    return set(open_store(str(path)).ox)


def graphs(found: set[ox.Quad]) -> set[str]:
    """The names of the imports."""
    return {quad.graph_name.value.removeprefix(GRAPH) for quad in found if isinstance(quad.graph_name, ox.NamedNode)}


def table(path: Path, first: str) -> list[tuple[Any, ...]]:
    """The rows of a workbook from the one that begins with a heading."""
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return rows[next(number for number, row in enumerate(rows) if row[0] == first) :]


def names_in(place: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in place.iterdir())


def run(*words: object) -> Result:
    """`kuasa merge` beside the invented world."""
    return CliRunner().invoke(app, ["merge", *map(str, words), "--data", WORLD])


def test_workbooks_and_rdf_are_one_file_with_a_part_for_each(outcome: Outcome, folder: Path) -> None:
    assert [path.name for path in outcome.written] == ["all.trig", "conflicts.xlsx", "ratings.xlsx"]
    assert graphs(quads(folder / "all.trig")) == {"dyes-group-1", "dyes-group-2", "dyes-group-3", "merge"}
    facts = open_knowledge([WORLD, str(folder / "all.trig")], "facilitator").facts
    circles = [thing for thing in facts.subjects("Organisation") if facts.label(thing) == "Dyers' Circle"]
    assert len(circles) == 1
    told = {(tie.word, tie.end, tie.since): tie.evidence[0].title for tie in facts.tied(circles[0])}
    net = ID + "loom-net"
    assert told == {("partnership", net, "2020"): "Dyes, group 1", ("partnership", net, "2022"): "Dyes, group 2", ("engagement", ID + "officials", ""): "Dyes, group 3"}


def test_a_workbook_is_merged_as_it_would_be_imported(files: list[Path], outcome: Outcome, tmp_path: Path) -> None:
    taken = []
    for path in files[:2]:
        taken.append(tmp_path / f"{path.stem}.trig")
        Desk(output=taken[-1]).take([path], [WORLD], TODAY)
    Meeting(tmp_path / "all.trig").merge([*taken, files[2]], [WORLD], TODAY)
    assert outcome.found is not None
    assert quads(tmp_path / "all.trig") == set(outcome.found.quads)


def test_what_they_say_differently_is_a_sheet_with_a_column_for_each(outcome: Outcome, folder: Path) -> None:
    rows = table(folder / "conflicts.xlsx", "about")
    assert rows[0][2:4] == ("one.xlsx says", "two.xlsx says") and rows[0][-1] == "what we agree on"
    said = {row[1]: row[2:4] for row in rows[1:]}
    assert ("https://one.example/", "https://two.example/") in said.values()
    assert outcome.found is not None and len(rows) == 1 + len(outcome.found.conflicts)


def test_how_they_rate_is_a_sheet_of_the_middle_and_the_spread(outcome: Outcome, folder: Path) -> None:
    assert table(folder / "ratings.xlsx", "Who")[1:] == [("Union of Weavers", "power", "1, 2", 5.5, 3, 8, 5)]


def test_what_came_of_it_is_said_in_lines(outcome: Outcome, folder: Path) -> None:
    told = list(outcome.told())
    assert outcome.found is not None
    joined = sum(naming.decision == "same" for naming in outcome.found.namings)
    assert joined > 0
    assert told[-4].startswith(f"Put together: {joined} names ") and f"; {len(outcome.found.conflicts)} things said differently" in told[-4]
    assert told[-3:] == [f"Written: {folder / name}" for name in ("all.trig", "conflicts.xlsx", "ratings.xlsx")]


def test_the_order_of_the_files_does_not_matter(files: list[Path], outcome: Outcome, folder: Path, tmp_path: Path) -> None:
    Meeting(tmp_path / "all.trig").merge(files[::-1], [WORLD], TODAY)
    assert (tmp_path / "all.trig").read_bytes() == (folder / "all.trig").read_bytes()


def test_one_import_goes_again_as_if_it_had_never_been_there(files: list[Path], outcome: Outcome, folder: Path, tmp_path: Path) -> None:
    left = Meeting(tmp_path / "rest.trig").undo([folder / "all.trig"], "dyes-group-2", [WORLD])
    Meeting(tmp_path / "two.trig").merge([files[0], files[2]], [WORLD], TODAY)
    assert quads(tmp_path / "rest.trig") == quads(tmp_path / "two.trig")
    assert left.gone is not None
    assert list(left.told())[-1] == f"Written: {tmp_path / 'rest.trig'}"
    assert left.gone.rows[0]["how many"] == sum(quad.graph_name == ox.NamedNode(GRAPH + "dyes-group-2") for quad in quads(folder / "all.trig"))


def test_an_import_that_is_not_there_is_told_with_those_that_are(outcome: Outcome, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no import 'dyes-group-9'") as refused:
        Meeting(tmp_path / "rest.trig").undo([folder / "all.trig"], "dyes-group-9", [WORLD])
    assert refused.value.cure == "It holds: dyes-group-1, dyes-group-2, dyes-group-3."
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("names", [["one.xlsx"], ["all.trig", "three.trig"], ["notes.ttl"]])
def test_taking_back_needs_one_merged_file(folder: Path, names: list[str]) -> None:
    with pytest.raises(UsageError, match="--undo takes one merged file"):
        Meeting().undo([folder / name for name in names], "dyes-group-1", [WORLD])


@pytest.mark.parametrize("name", ["all.ttl", "all.jsonld", "all", "all.xlsx"])
def test_a_file_that_cannot_keep_apart_who_said_what_is_refused_before_anything_is_read(name: str, tmp_path: Path) -> None:
    for words in (["one.xlsx", "two.xlsx"], ["all.trig", "--undo", "dyes-group-1"]):
        done = run(*words, "-o", tmp_path / name)
        assert (done.exit_code, done.stderr, names_in(tmp_path)) == (2, f"'{name}' cannot keep apart who said what.\nEnd the name in .trig or .nq.\n", [])


def test_cells_to_mend_refuse_the_meeting_and_nothing_is_written(files: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(
        group(4, tie("Union of Weavers", "partnership", "Loom Network", since="31 February 2024"), tie("Union of Weavers", "partnership", "Loom Network", since="soon"))
    )
    done = run(files[2], bad, "-o", tmp_path / "all.trig", "--conflicts", tmp_path / "c.xlsx", "--ratings", tmp_path / "r.xlsx", "--decisions", tmp_path / "d.xlsx")
    assert (done.exit_code, names_in(tmp_path)) == (1, ["bad.xlsx"])
    told = done.stderr.splitlines()
    assert told[0] == "bad.xlsx has 2 cells to mend:" and "“31 February 2024”" in told[1] and "“soon”" in told[2]
    assert told[-1] == "Take it in first: kuasa import bad.xlsx -o bad.trig"


def test_a_name_that_waits_is_a_row_to_decide_and_nothing_else_is_written_until_somebody_did(files: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(group(5, actor("Circle of Dyers"), tie("Circle of Dyers", "engagement", "OMC")))
    meeting = Meeting(tmp_path / "all.trig", tmp_path / "names.xlsx")
    first = meeting.merge([files[2], other], [WORLD], TODAY)
    assert [path.name for path in first.written] == ["names.xlsx"] and not (tmp_path / "all.trig").exists()
    assert first.found is not None and len(first.found.open) == 1
    told = list(first.told())
    assert told[0].startswith("Nothing was put together: 1 name to decide.") and told[1:] == [f"Written: {tmp_path / 'names.xlsx'}"]
    book = load_workbook(tmp_path / "names.xlsx")
    sheet = book.worksheets[0]
    top = next(row for row in sheet.iter_rows() if any(cell.value == "decision" for cell in row))
    place = next(cell.column for cell in top if cell.value == "decision")
    for row in sheet.iter_rows(min_row=top[0].row + 1):
        row[place - 1].value = row[place - 1].value or "same"
    book.save(tmp_path / "names.xlsx")
    second = meeting.merge([files[2], other], [WORLD], TODAY)
    assert [path.name for path in second.written] == ["all.trig"]
    facts = open_knowledge([WORLD, str(tmp_path / "all.trig")], "facilitator").facts
    circles = {tie.start for tie in facts.ties if tie.end in (ID + "loom-net", ID + "officials") and "dyes" in tie.id}
    assert len(circles) == 1


def test_without_a_sheet_of_decisions_a_name_that_waits_is_two_things(files: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(group(5, actor("Circle of Dyers")))
    found = Meeting(tmp_path / "all.trig").merge([files[2], other], [WORLD], TODAY)
    assert [path.name for path in found.written] == ["all.trig"]
    assert "1 name not certain" in list(found.told())[-2] and "--decisions FILE.xlsx" in list(found.told())[-2]
    assert {quad.object.value for quad in quads(tmp_path / "all.trig") if quad.predicate.value.endswith("#prefLabel")} - {TITLE} == {"Dyers' Circle", "Circle of Dyers"}


def test_a_sheet_of_decisions_that_is_none_is_refused(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is no sheet of names to decide on"):
        Meeting(tmp_path / "all.trig", files[0]).merge([files[2], files[2]], [WORLD], TODAY)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("taken", ["all.trig", "c.xlsx", "r.xlsx"])
def test_nothing_is_written_where_one_of_several_files_is_there_already(files: list[Path], tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    done = run(*files, "-o", tmp_path / "all.trig", "--conflicts", tmp_path / "c.xlsx", "--ratings", tmp_path / "r.xlsx")
    assert (done.exit_code, done.stderr.splitlines()[0], names_in(tmp_path)) == (2, f"{taken} exists.", [taken])
    assert (tmp_path / taken).read_text() == "mine"


def test_a_file_that_is_not_there_or_is_no_table_is_told(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("hello")
    for name, told in {"gone.xlsx": "There is no file gone.xlsx.", "notes.docx": "notes.docx is no table that kuasa reads (.docx)."}.items():
        done = run(files[2], tmp_path / name, "-o", tmp_path / "all.trig")
        assert (done.exit_code, done.stderr.splitlines()[0], names_in(tmp_path)) == (1, told, ["notes.docx"])


def test_what_is_merged_is_nowhere_public_but_for_what_the_groups_made_public(outcome: Outcome, folder: Path) -> None:
    facts = open_knowledge([WORLD, str(folder / "all.trig")], "public").facts
    assert facts.subjects("Assessment") == []
    assert {facts.one(one, K + "group") for one in facts.terms} == {""}


@pytest.mark.parametrize("audience", ["public", "participants"])
@pytest.mark.parametrize("name", ["out.trig", "out.nq"])
def test_no_trace_of_a_withheld_import_is_left_in_an_export_of_a_merged_file(tmp_path: Path, audience: str, name: str) -> None:
    hidden = {"sensitivity": "for-participants" if audience == "public" else "for-facilitator"}
    for number, kind in ((1, "support"), (2, "opposition")):
        rows = actor("Guild of Dyers", **hidden), tie("Guild of Dyers", kind, "Forum on Cloth", **hidden), rated("Guild of Dyers", number)
        (tmp_path / f"{number}.xlsx").write_bytes(group(number, *rows))
    Meeting(tmp_path / "all.trig").merge([tmp_path / "1.xlsx", tmp_path / "2.xlsx"], [WORLD], TODAY)
    kept = (tmp_path / "all.trig").read_text(encoding="utf-8")
    assert "Entity" in kept and "Statement" in kept
    for seen in (audience, "facilitator"):
        told = rdf.export(open_knowledge([WORLD, str(tmp_path / "all.trig")], seen).store, Path(name)).decode()
        traces = [text for text in ("graph/merge", "g:merge", "Entity", "Statement", "group-1-a1", "group-2-a1", "isPartOf", "Guild") if text in told]
        assert bool(traces) == (seen == "facilitator"), traces
        if seen == "public":
            assert "dyes" not in told.casefold()


def test_what_is_noted_in_taking_a_workbook_in_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "one.xlsx").write_bytes(group(1, actor("Guild of Dyers"), tie("Guild of Dyers", "support", "Forum on Cloth")))
    (tmp_path / "two.xlsx").write_bytes(group(2, actor("Guild of Dyers"), tie("Guild of Dyers", "support", "Forum on Cloth", since="3/5/2024")))
    outcome = Meeting(tmp_path / "all.trig").merge([tmp_path / "one.xlsx", tmp_path / "two.xlsx"], [WORLD], TODAY)
    assert {(one.severity, one.file) for one in outcome.notes} == {("note", "two.xlsx")}
    assert list(outcome.told())[: len(outcome.notes)] == [str(one) for one in outcome.notes]
