"""Coverage: which statements rest on which passage, in the order of the document, with what was left out on purpose and what is a gap."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kuasa.graph import coverage, report
from kuasa.graph.knowledge import open_knowledge
from kuasa.maps import report as page

HEAD = """@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
i:paper a k:Source ; dcterms:title "A paper"@en ; dcterms:publisher "Us"@en .
i:cited a k:Source ; dcterms:title "Only cited"@en ; dcterms:publisher "Us"@en .
i:weavers a k:Network ; skos:prefLabel "Weavers"@en .
i:council a k:Council ; skos:prefLabel "Council"@en .
"""
PAPER = (
    HEAD
    + """
i:paper-p10 a k:Passage ; k:source i:paper ; k:locator "last paragraph"@en .
i:paper-p2 a k:Passage ; k:source i:paper ; k:locator "second paragraph"@en ; k:nothingTaken "analysis without an actor"@en .
i:paper-p1 a k:Passage ; k:source i:paper ; k:locator "first paragraph"@en .
i:paper-t1 a k:Engagement ; k:from i:weavers ; k:to i:council ; k:status k:actual ; k:evidence i:paper-t1-e1 .
i:paper-t1-e1 a k:Evidence ; k:passage i:paper-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:paper-n1 a k:Name ; k:about i:weavers ; k:text "Weavrs" ; k:nameKind k:misspelling ; k:evidence i:paper-n1-e1 .
i:paper-n1-e1 a k:Evidence ; k:passage i:paper-p1 ; k:assertion k:participants ; k:confidence k:seen .
"""
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A document with three passages."""
    path = tmp_path / "paper.ttl"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_passages_stand_in_order_with_statements_reasons_and_gaps(paper: Path) -> None:
    found = coverage.report(open_knowledge((str(paper),)))
    assert [section.heading for section in found.sections] == ["A paper"]
    assert [(item.name, item.said, item.gap) for item in found.sections[0].items] == [
        ("first paragraph (2)", ("Weavers: misspelling: Weavrs", "Weavers engages with Council."), False),
        ("second paragraph (0)", ("nothing taken: analysis without an actor",), False),
        ("last paragraph (0)", ("GAP: nothing rests on this passage, and nobody said why",), True),
    ]
    assert found.sections[0].meaning == "3 passages, 2 statements; nothing taken on purpose from 1; gaps: 1."
    assert found.sections[0].cure


def test_rows_name_each_statement_on_each_passage(paper: Path) -> None:
    rows = coverage.report(open_knowledge((str(paper),))).rows.rows
    assert [(row["passage"], row["record"], row["gap"]) for row in rows] == [
        ("paper-p1", "paper-n1", False),
        ("paper-p1", "paper-t1", False),
        ("paper-p2", None, False),
        ("paper-p10", None, True),
    ]


def test_a_gap_can_be_seen_in_the_page_and_in_markdown(paper: Path) -> None:
    found = coverage.report(open_knowledge((str(paper),)))
    html = page.render(found)
    assert html.count('class="gap"') == 1 and "last paragraph (0)" in html and "Weavers engages with Council." in html
    assert "**last paragraph (0)**: GAP" in report.markdown(found)


def test_a_passage_whose_statements_are_withheld_is_said_to_look_like_a_gap(paper: Path) -> None:
    paper.write_text(PAPER + "i:paper-t1 k:sensitivity k:forFacilitator .", encoding="utf-8")
    found = coverage.report(open_knowledge((str(paper),)))
    assert "looks like a gap" in found.conditions
    assert found.sections[0].items[0].name == "first paragraph (1)"
    assert "nothing withheld" in coverage.report(open_knowledge((str(paper),), "facilitator")).conditions


def test_registers_are_no_documents() -> None:
    names = {section.id for section in coverage.report(open_knowledge((), "facilitator")).sections}
    assert {"training-2024", "acsc-apf-2023-report"} <= names
    assert not [name for name in names if name.startswith(("src-", "register"))]


def test_no_passage_of_the_embedded_documents_is_shown_twice() -> None:
    found = coverage.report(open_knowledge((), "facilitator"))
    assert all(len({item.name for item in section.items}) >= 0.9 * len(section.items) for section in found.sections)


def test_the_command_gives_lines_rows_and_a_page(kuasa, paper: Path, tmp_path: Path) -> None:
    lines = kuasa("check", "paper.ttl", "--coverage")
    assert lines.returncode == 0 and "last paragraph (0): GAP" in lines.stdout
    as_json = json.loads(kuasa("check", "--coverage", "--data", "paper.ttl", "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(kuasa("check", "--coverage", "--data", "paper.ttl", "--format", "csv").stdout)))
    assert [row["record"] or "" for row in as_json] == [row["record"] for row in as_csv] and len(as_json) == 4
    assert kuasa("check", "--coverage", "--data", "paper.ttl", "-o", "c.html").returncode == 0
    assert "second paragraph" in (tmp_path / "c.html").read_text(encoding="utf-8")


def test_knowledge_without_documents_gives_an_empty_report(tmp_path: Path) -> None:
    (tmp_path / "things.ttl").write_text(HEAD, encoding="utf-8")
    found = coverage.report(open_knowledge((str(tmp_path / "things.ttl"),)))
    assert (found.sections, found.rows.rows) == ((), ())
    assert page.render(found).startswith("<!doctype html>")
