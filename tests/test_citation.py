"""Citations: what is cited, where it stands, which knowledge it was, and a hash that anybody can compute again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest

from kuasa.graph import questions
from kuasa.graph.store import derive, open_store
from kuasa.graph.version import LICENCE, TITLE, digest, version
from kuasa.graph.vocabulary import ID

ROOT = Path(__file__).parent.parent
WORLD = str(Path(__file__).parent / "world.ttl")


def rows(done) -> list[dict[str, object]]:
    """The rows of a citation."""
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


# The version of the knowledge


def test_title_licence_and_version_are_those_of_the_citation_file() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    found = version()
    assert f'title: "{found.title}"' in text and f"version: {found.number}\n" in text
    assert "CC-BY-4.0" in text and (found.title, found.licence) == (TITLE, LICENCE)
    assert re.fullmatch("[0-9a-f]{64}", found.hash)


def test_the_hash_is_that_of_the_sorted_lines_of_an_export(kuasa, tmp_path: Path) -> None:
    assert kuasa("export", "all.nq", "--data", WORLD, "--profile", "facilitator").returncode == 0
    lines = sorted((tmp_path / "all.nq").read_bytes().splitlines(keepends=True))
    assert hashlib.sha256(b"".join(lines)).hexdigest() == version((WORLD,)).hash


def test_the_hash_knows_neither_order_nor_derived_statements_but_every_change(tmp_path: Path) -> None:
    store = open_store(WORLD)
    before = digest(store)
    derive(store)
    assert digest(store) == before
    text = Path(WORLD).read_text(encoding="utf-8")
    head, blocks = text.split("\n\n", 1)
    (tmp_path / "world.ttl").write_text(head + "\n" + "\n".join(sorted(blocks.splitlines(), reverse=True)), encoding="utf-8")
    assert digest(open_store(str(tmp_path / "world.ttl"))) == before
    (tmp_path / "world.ttl").write_text(text.replace("Loom Night", "Loom Nights"), encoding="utf-8")
    assert digest(open_store(str(tmp_path / "world.ttl"))) != before


def test_the_hash_of_the_embedded_knowledge_is_the_same_with_and_without_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    found = version().hash
    monkeypatch.setenv("KUASA_CACHE", "off")
    assert version().hash == found == digest(open_store())


# What is cited


def test_a_statement_is_cited_with_its_place(kuasa) -> None:
    [row] = rows(kuasa("cite", "world-t1", "--data", WORLD, "--format", "json"))
    assert {key: row[key] for key in ("cited", "id", "title", "source", "publisher", "issued", "address", "place", "assertion", "confidence", "check_at")} == {
        "cited": "statement",
        "id": ID + "world-t1",
        "title": "Union of Weavers is a member of Loom Network.",
        "source": "Almanac of an invented region",
        "publisher": "Nobody",
        "issued": "2024-01-10",
        "address": "https://almanac.example/",
        "place": "first page",
        "assertion": "official-text",
        "confidence": "seen",
        "check_at": None,
    }
    assert (row["profile"], row["knowledge_sha256"]) == ("public", version((WORLD,)).hash)


@pytest.mark.parametrize("name", ["world-t1", "i:world-t1", ID + "world-t1"])
def test_a_statement_can_be_named_in_three_ways(kuasa, name: str) -> None:
    assert [row["id"] for row in rows(kuasa("cite", name, "--data", WORLD, "--format", "json"))] == [ID + "world-t1"]


def test_a_recalled_statement_names_a_place_to_check_and_no_source(kuasa) -> None:
    [row] = rows(kuasa("cite", "world-t3", "--data", WORLD, "--format", "json"))
    assert (row["source"], row["check_at"]) == (None, "https://register.example/")
    told = kuasa("cite", "world-t3", "--data", WORLD).stdout
    assert "not checked yet: check at https://register.example/" in told and "Register to be looked into" not in told
    items = json.loads(kuasa("cite", "world-t3", "--data", WORLD, "--format", "csl").stdout)
    assert [item["type"] for item in items] == ["entry"]


def test_a_thing_is_cited_with_the_sources_that_speak_of_it(kuasa) -> None:
    found = rows(kuasa("cite", "SLOM", "--format", "json"))
    assert {row["id"] for row in found} == {ID + "slom"}
    assert [row["confidence"] == "seen" for row in found] == sorted((row["confidence"] == "seen" for row in found), reverse=True)
    assert all((row["source"] is None) == (row["confidence"] == "recalled") for row in found)
    told = kuasa("cite", "SLOM").stdout
    assert told.startswith("Senior Labour Officials' Meeting. https://w3id.org/kuasa/id/slom.") and version().hash in told


def test_a_thing_of_which_nothing_is_said_is_cited_by_its_address(kuasa) -> None:
    [row] = rows(kuasa("cite", "Loom Night", "--data", WORLD, "--format", "json"))
    assert (row["id"], row["statements"], row["source"]) == (ID + "loom-night", 0, None)
    assert "No source is recorded." in kuasa("cite", "Loom Night", "--data", WORLD).stdout


def test_a_source_is_cited_by_what_it_is(kuasa) -> None:
    assert kuasa("cite", "i:world", "--data", WORLD).stdout == "Nobody. Almanac of an invented region. 2024-01-10. https://almanac.example/\n"


def test_an_answer_is_cited_with_its_question_values_hash_and_rows(kuasa) -> None:
    [row] = rows(kuasa("cite", "who-organised", "event=CS5", "--format", "json"))
    store = open_store()
    from kuasa.graph.facts import Facts

    text = questions.bind(questions.find("who-organised"), {"event": "CS5"}, Facts.from_store(store))
    assert (row["cited"], row["id"], row["parameters"]) == ("answer", "events/who-organised", f"event={ID}cs5-2023")
    assert row["query_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert row["rows"] == len(json.loads(kuasa("query", "who-organised", "event=CS5", "--format", "json").stdout))
    assert row["licence"] == LICENCE


def test_the_day_of_today_is_written_out_in_a_citation(kuasa) -> None:
    [row] = rows(kuasa("cite", "labour-or-social", "--format", "json"))
    assert re.search(r"on=\d{4}-\d\d-\d\d", str(row["parameters"]))


def test_a_question_in_a_file_can_be_cited(kuasa, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?s WHERE { GRAPH ?g { ?s a k:Network } }", encoding="utf-8")
    [row] = rows(kuasa("cite", "mine.rq", "--data", WORLD, "--format", "json"))
    assert (row["id"], row["rows"]) == ("mine", 1)
    (tmp_path / "mine.rq").write_text("DELETE WHERE { ?s ?p ?o }", encoding="utf-8")
    assert kuasa("cite", "mine.rq", "--data", WORLD).returncode == 1


def test_reference_managers_get_the_statement_and_its_source(kuasa) -> None:
    items = json.loads(kuasa("cite", "world-t1", "--data", WORLD, "--format", "csl").stdout)
    assert [(item["type"], item["title"]) for item in items] == [("entry", "Union of Weavers is a member of Loom Network."), ("report", "Almanac of an invented region")]
    assert items[1]["issued"] == {"date-parts": [[2024, 1, 10]]} and version((WORLD,)).hash in items[0]["note"]


def test_csv_has_the_same_columns_as_json(kuasa) -> None:
    [row] = csv.DictReader(io.StringIO(kuasa("cite", "world-t1", "--data", WORLD, "--format", "csv").stdout))
    [same] = rows(kuasa("cite", "world-t1", "--data", WORLD, "--format", "json"))
    assert list(row) == list(same)


# What cannot be cited


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["SLOMM"], 1, "Did you mean SLOM"),
        (["who-organized"], 1, "who-organised"),
        (["on-topic"], 2, "events/on-topic"),
        (["who-organised", "evnt=CS5"], 2, "no parameter 'evnt'"),
        (["who-organised", "CS5"], 2, "not a parameter"),
        (["who-organised", "event=Nobody at all"], 1, "Nothing here is called"),
        (["who-organised", "--format", "bibtex"], 2, "Formats: table, csv, json, csl"),
        (["ASEC"], 1, "can mean"),
        (["SLOM", "event=CS5"], 2, "no question 'SLOM'"),
        (["nowhere.rq"], 1, "cannot be read"),
        (["SLOM", "--data", "nowhere.ttl"], 1, "no file or folder"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_unknown_or_wrong_is_said(kuasa, arguments: list[str], code: int, said: str) -> None:
    done = kuasa("cite", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_withheld_statement_cannot_be_cited(kuasa) -> None:
    assert kuasa("cite", "world-t15", "--data", WORLD).returncode == 1
    assert kuasa("cite", "world-t15", "--data", WORLD, "--profile", "facilitator").returncode == 0


def test_a_withdrawn_statement_says_so_and_is_no_source_of_its_thing(kuasa, tmp_path: Path) -> None:
    text = Path(WORLD).read_text(encoding="utf-8")
    (tmp_path / "world.ttl").write_text(text + '\ni:world-t1 k:retracted "2025-03-01"^^xsd:date .\n', encoding="utf-8")
    [row] = rows(kuasa("cite", "world-t1", "--data", "world.ttl", "--format", "json"))
    assert row["title"] == "Union of Weavers is a member of Loom Network. (withdrawn on 2025-03-01)"
    before, after = (rows(kuasa("cite", "Union of Weavers", "--data", place, "--format", "json")) for place in (WORLD, "world.ttl"))
    assert sum(int(str(row["statements"])) for row in after) == sum(int(str(row["statements"])) for row in before) - 1
