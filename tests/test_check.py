"""Checks: the good examples are silent, each bad example fails on exactly the check it is named after."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kuasa.graph.check import Finding, check, light, questions, subject_lines
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.shapes import checks
from kuasa.graph.store import EmbeddedStore, open_store
from kuasa.graph.vocabulary import DATA, ID, ONTOLOGY

GOOD = sorted((ONTOLOGY / "examples" / "good").iterdir())
BAD = sorted((ONTOLOGY / "examples" / "bad").iterdir())
QUESTIONS = {question.name for question in questions()}
QUIET_SHAPES = re.findall(r"^s:(\S+) a sh:\S+ ;(?:(?!^s:).)*?sh:severity sh:Info", (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
NOTES = {question.name for question in questions() if "note" in question.tags} | set(QUIET_SHAPES)


def bad(name: str) -> str:
    """The path of a bad example."""
    return str(next(path for path in BAD if path.stem == name))


@cache
def found_in(path: str) -> tuple[Finding, ...]:
    """What is found in an example, looked for once."""
    return tuple(check(open_store(path)))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_example_has_neither_errors_nor_warnings(path: Path) -> None:
    assert [finding for finding in check(open_store(str(path))) if finding.severity != "note"] == []


def test_the_worked_example_of_the_data_guide_holds(tmp_path: Path) -> None:
    blocks = re.findall(r"^```turtle\n(.*?)^```", (DATA / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    example = tmp_path / "homework-2025.ttl"
    example.write_text(blocks[-1], encoding="utf-8")
    facts = open_knowledge(audience="facilitator").facts
    assert check(open_store(str(example)), known=facts) == []
    example.write_text(blocks[-1].replace("k:to i:c177 ;", "k:to i:c999 ;"), encoding="utf-8")
    assert [finding.check for finding in check(open_store(str(example)), known=facts)] == ["dangling-end"]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_example_fails_on_the_check_it_is_named_after_and_on_no_other(path: Path) -> None:
    findings = found_in(str(path))
    named = [finding for finding in findings if finding.check == path.stem]
    assert {finding.check for finding in findings if finding.severity != "note"} == ({path.stem} - NOTES)
    assert named
    assert all(finding.file == path.name and finding.thing and finding.problem and finding.cure for finding in named)
    assert all(finding.line is not None for finding in named if finding.thing.startswith(ID))


def test_every_shape_and_every_question_has_a_bad_example_and_every_bad_example_a_check() -> None:
    assert {path.stem for path in BAD} == QUESTIONS | checks()
    assert GOOD


@pytest.mark.parametrize("name", sorted(QUESTIONS & checks()))
def test_what_a_question_and_a_shape_both_find_is_found_by_each_alone_and_told_once(name: str) -> None:
    from kuasa.graph.shapes import violations

    store = open_store(bad(name))
    alone = {finding.thing for finding in check(store, shapes=False) if finding.check == name}
    assert {found.thing for found in violations([*store.ox, *_ontology()]) if found.check == name} == alone
    assert [finding.thing for finding in found_in(bad(name)) if finding.check == name] == sorted(alone)


def _ontology() -> list[Any]:
    from kuasa.graph.store import words

    return [quad for quad in words().ox if not quad.graph_name.value.endswith("/shapes")]


def test_the_ontology_passes_its_own_checks() -> None:
    assert check(EmbeddedStore()) == []


def test_a_finding_names_severity_thing_problem_cure_file_line_and_check() -> None:
    assert list(found_in(bad("tie-without-evidence"))) == [
        Finding(
            severity="error",
            thing=ID + "report-t1",
            problem="this tie has no evidence",
            cure="Add k:evidence with a node that names the passage, who says so and whether it was seen.",
            file="tie-without-evidence.ttl",
            line=30,
            check="tie-without-evidence",
        )
    ]


def test_the_light_check_finds_missing_evidence_evidence_that_is_not_there_and_a_circle() -> None:
    assert {finding.check for finding in light(open_store(bad("tie-without-evidence")))} == {"tie-without-evidence"}
    assert {finding.check for finding in light(open_store(bad("undefined-evidence")))} == {"undefined-evidence"}
    assert [(finding.check, finding.thing) for finding in light(open_store(bad("reporting-cycle")))] == [("reporting-cycle", ID + "board")]
    assert light(open_store(bad("wrong-end"))) == []


def test_a_circle_whose_ties_never_held_on_one_day_is_no_circle(tmp_path: Path) -> None:
    text = Path(bad("reporting-cycle")).read_text(encoding="utf-8").replace('k:until "2022"', 'k:until "2020"')
    (tmp_path / "apart.ttl").write_text(text, encoding="utf-8")
    assert check(open_store(str(tmp_path / "apart.ttl"))) == []


@pytest.mark.parametrize("length", range(1, 7))
def test_a_circle_of_one_to_six_ties_is_found_once_per_beginning(length: int, tmp_path: Path) -> None:
    ties = [f"i:t{n} a k:Reporting ; k:from i:b{n} ; k:to i:b{(n + 1) % length} ; k:status k:actual ; k:evidence i:e .\n" for n in range(length)]
    head = "@prefix k: <https://w3id.org/kuasa/ontology#> .\n@prefix i: <https://w3id.org/kuasa/id/> .\ni:e k:assertion k:thirdParty .\n"
    (tmp_path / "ring.ttl").write_text(head + "".join(ties), encoding="utf-8")
    assert [finding.thing for finding in light(open_store(str(tmp_path / "ring.ttl")))] == [f"{ID}b{n}" for n in range(length)]


def test_the_light_check_loads_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys; from kuasa.graph.check import light; from kuasa.graph.store import open_store; light(open_store(sys.argv[1]));"
        "print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    path = str(Path(bad("tie-without-evidence")))
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_checking_changes_nothing_in_the_store() -> None:
    store = open_store(str(GOOD[0]))
    before = set(store.ox)
    check(store)
    assert set(store.ox) == before


def test_a_line_is_that_of_the_block_not_of_a_mention() -> None:
    text = "@prefix i: <http://x/> .\n\ni:a i:p\n  i:b .\n\n<http://x/b> i:p i:a .\n"
    assert subject_lines(text) == {"http://x/a": 3, "http://x/b": 6}


def test_ten_megabytes_of_junk_are_refused(tmp_path: Path) -> None:
    (tmp_path / "junk.ttl").write_bytes(bytes(range(256)) * 40_000)
    with pytest.raises(UnreadableFile, match=r"junk\.ttl is not readable RDF"):
        open_store(str(tmp_path / "junk.ttl"))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes('<http://x/a> <http://x/b> "Malmö" .'.encode("latin-1"))
    with pytest.raises(UnreadableFile, match=r"latin\.ttl is not readable RDF"):
        open_store(str(tmp_path / "latin.ttl"))
