"""A cancelled link, one called off or struck by somebody: every command works beside it, it carries nothing, and it is shown with its mark."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kuasa.cli import app
from kuasa.graph.facts import word_facts
from kuasa.graph.things import Tie
from kuasa.graph.validity import Moment, marks
from kuasa.graph.vocabulary import PREFIXES, K
from kuasa.graph.wording import languages, wording

WORLD = Path(__file__).parent / "world.ttl"
HEAD = "".join(line for line in WORLD.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
PROOF = "k:evidence i:{0}-e1 . i:{0}-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen ."
STRUCK = [
    ("struck-seat", "Seat", "i:weavers", "i:officials", 'k:since "2020"^^xsd:gYear ; k:until "2030"^^xsd:gYear'),
    ("struck-report", "Reporting", "i:loom-net", "i:officials", 'k:observed "2024-01-10"^^xsd:date'),
    ("struck-talk", "Speech", "i:weavers", "i:loom-night", 'k:since "2024-02-01"^^xsd:date'),
    ("struck-backing", "Support", "i:weavers", "i:committee", 'k:since "2025"^^xsd:gYear'),
]
MARK = "called off, or said not to hold"
STATUSES = [node.removeprefix(K) for node in word_facts().terms if K + "statuses" in word_facts().all(node, PREFIXES["skos"] + "inScheme")]
DAY = ("--lens", "all", "--status", "all", "--on", "2025-01-01")
ROUTES = {
    "paths": ("paths", "Union of Weavers", "OMC", *DAY),
    "reach": ("reach", "Union of Weavers", *DAY),
    "brokers": ("brokers", *DAY),
    "circles": ("brokers", "--communities", *DAY),
    "gatekeepers": ("gatekeepers", "Union of Weavers", "OMC", *DAY),
    "compare": ("compare", "Union of Weavers", "OMC", "--with-on", "2021", *DAY),
    "what if": ("whatif", "Union of Weavers", "OMC", *DAY),
}
COMMANDS = {
    **ROUTES,
    "show": ("show", "Union of Weavers"),
    "find": ("find", "Weavers"),
    "brief": ("brief", "OMC"),
    "calendar": ("calendar",),
    "check": ("check",),
    "query": ("query", "who-spoke", "event=Loom Night"),
    "map": ("map", "-o", "{0}/map.html"),
    "map of one": ("map", "Union of Weavers", "--only", "-o", "{0}/map.html"),
    "site": ("map", "--static", "{0}/site"),
    "export": ("export", "{0}/all.trig"),
    "table": ("show", "OMC", "-o", "{0}/show.xlsx"),
}


@pytest.fixture
def struck(tmp_path: Path) -> Path:
    """A file with links that are cancelled, beside those of the invented world."""
    said = [f"i:{name} a k:{kind} ; k:from {start} ; k:to {end} ; k:status k:cancelled ; {when} ; {PROOF.format(name)}" for name, kind, start, end, when in STRUCK]
    path = tmp_path / "struck.ttl"
    path.write_text("\n".join((HEAD, *said)), encoding="utf-8")
    return path


def run(words: tuple[str, ...], *places: Path) -> Result:
    """The program in this process, over some files."""
    return CliRunner().invoke(app, [*words, *(word for place in places for word in ("--data", str(place))), "--profile", "facilitator"])


def test_every_status_of_a_link_but_that_it_is_so_has_a_mark_in_words_in_every_language() -> None:
    there = {lang: wording(lang) for lang in languages()}
    for status in STATUSES:
        if status != "actual":
            assert all(words.get(f"mark_{status}") for words in there.values()), status


def test_a_cancelled_link_is_not_asked_what_came_of_it() -> None:
    moment = Moment(dt.date(2025, 1, 1))
    assert marks(Tie("t", K + "Speech", "a", "b", "cancelled", "2020", "2021", (), "", None, ()), moment) == ("cancelled",)
    assert marks(Tie("t", K + "Speech", "a", "b", "planned", "2020", "2021", (), "", None, ()), moment) == ("planned", "date-passed")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_works_on_knowledge_with_a_cancelled_link(name: str, struck: Path, tmp_path: Path) -> None:
    done = run(tuple(word.format(tmp_path) for word in COMMANDS[name]), WORLD, struck)
    assert done.exit_code == (name == "check") and "struck" not in done.output, done.output


@pytest.mark.parametrize("name", ROUTES)
def test_no_route_and_no_rank_changes_for_a_cancelled_link(name: str, struck: Path) -> None:
    assert run(ROUTES[name], WORLD, struck).stdout == run(ROUTES[name], WORLD).stdout


def test_a_brief_names_nobody_for_a_cancelled_link(struck: Path) -> None:
    told = run(("brief", "OMC"), WORLD, struck).stdout
    assert "Ministry of Cloth of A" in told and MARK not in told and "Cancelled:" not in told


def test_a_cancelled_link_is_listed_with_its_mark(struck: Path) -> None:
    told = run(("show", "Union of Weavers"), WORLD, struck).stdout
    assert sorted(line.split("  [")[0].strip() for line in told.splitlines() if MARK in line) == [
        "sits in: Officials' Meeting on Cloth",
        "spoke at: Loom Night",
        "supports: Committee on Cloth",
    ]
