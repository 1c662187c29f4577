"""Facts read in one stream are those of the store; what does not hold is left to the store, which says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kuasa.graph import knowledge
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.store import files, open_store
from kuasa.graph.streaming import from_quads, sound, streamed
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import DATA

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "tests" / "world.ttl"

K = "@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> .\n"
PROVED = "k:status k:actual ; k:evidence i:e . i:e a k:Evidence ; k:passage i:p ; k:assertion k:officialText ; k:confidence k:seen .\n"


def plain(facts: Facts) -> dict[str, dict[str, list[tuple[str, str | None]]]]:
    """Terms in an order of their own."""
    return {subject: {predicate: sorted(terms, key=str) for predicate, terms in said.items()} for subject, said in facts.terms.items()}


@pytest.mark.parametrize("place", [WORLD, DATA], ids=["world", "embedded"])
def test_facts_of_a_stream_are_the_facts_of_the_store(place: Path) -> None:
    kept, found = Facts.from_store(open_store(str(place))), streamed(files(place))
    assert found is not None
    assert (plain(found), found.ties) == (plain(kept), kept.ties)
    assert build(found, lens("all"), Moment(date(2026, 6, 30), "all")).key == build(kept, lens("all"), Moment(date(2026, 6, 30), "all")).key


def test_facts_of_nquads_are_the_facts_of_the_same_turtle(tmp_path) -> None:
    store = open_store(str(WORLD))
    quads = sorted({str(quad) for quad in store.ox}, reverse=True)
    lines = tmp_path / "world.nq"
    lines.write_text("".join(f"{quad} .\n" for quad in (*quads, quads[0])), encoding="utf-8")
    found = streamed([lines])
    assert found is not None
    assert plain(found) == plain(Facts.from_store(store))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f"i:t a k:Seat ; k:from i:a ; k:to i:b ; {PROVED}", True),
        ("i:t a k:Seat ; k:from i:a ; k:to i:b ; k:status k:actual .", False),
        ("i:t a k:Seat ; k:from i:a ; k:to i:b ; k:status k:actual ; k:evidence i:nowhere .", False),
        (f"i:t a k:Seat ; k:from i:a ; k:to i:b ; k:since 'soon' ; {PROVED}", False),
        (f"i:t a k:Reporting ; k:from i:a ; k:to i:a ; {PROVED}", False),
        (f"i:t a k:Reporting ; k:from i:a ; k:to i:b ; {PROVED} i:u a k:Subunit ; k:from i:b ; k:to i:a ; {PROVED}", False),
        (f"i:t a k:Reporting ; k:from i:a ; k:to i:b ; {PROVED} i:u a k:Subunit ; k:from i:b ; k:to i:c ; {PROVED}", True),
        (f"i:t a k:Reporting ; k:from i:a ; k:to i:b ; {PROVED} i:u a k:Seat ; k:from i:b ; k:to i:a ; {PROVED}", True),
    ],
)
def test_facts_hold_when_evidence_is_there_values_are_legible_and_nobody_reports_in_a_circle(tmp_path, text: str, holds: bool) -> None:
    path = tmp_path / "some.ttl"
    path.write_text(K + text)
    assert (streamed([path]) is not None) == holds


def test_what_a_stream_does_not_hold_the_store_refuses_with_its_own_words(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(knowledge, "LARGE", 0)
    path = tmp_path / "some.ttl"
    path.write_text(K + "i:t a k:Seat ; k:from i:a ; k:to i:b ; k:status k:actual .")
    messages = []
    for networks in (True, False):
        with pytest.raises(UnreadableFile) as refused:
            open_knowledge([str(path)], networks=networks)
        messages.append(str(refused.value))
    assert messages[0] == messages[1]


@pytest.mark.parametrize("text", ["i:a k:b", "<< i:a k:b i:c >> k:d i:e ."])
def test_a_stream_refuses_what_the_store_refuses(tmp_path, text: str) -> None:
    path = tmp_path / "some.ttl"
    path.write_text(K + text)
    messages = []
    for read in (lambda: streamed([path]), lambda: open_store(str(path))):
        with pytest.raises(UnreadableFile) as refused:
            read()
        messages.append(str(refused.value))
    assert messages[0] == messages[1]


@pytest.mark.parametrize("audience", ["public", "facilitator"])
def test_large_files_give_the_same_knowledge_to_who_asks_for_networks_alone(monkeypatch, audience: str) -> None:
    monkeypatch.setattr(knowledge, "LARGE", 0)
    told: list[tuple[str, int]] = []
    monkeypatch.setattr("kuasa.graph.streaming.EVERY", 100)
    fast, slow = open_knowledge([str(WORLD)], audience, None, True, lambda *said: told.append(said)), open_knowledge([str(WORLD)], audience)
    assert (plain(fast.facts), fast.withheld, fast.read) == (plain(slow.facts), slow.withheld, None)
    assert told == [("world.ttl", 100 * n) for n in range(1, len(told) + 1)] and told
    assert sorted(map(str, fast.store.ox)) == sorted(map(str, slow.store.ox))


def test_equal_texts_of_a_stream_are_one_object() -> None:
    from kuasa.graph.store import parsed

    facts = from_quads(parsed(ROOT / "tests" / "world.ttl", "https://w3id.org/kuasa/graph/world"))
    statuses = [said["https://w3id.org/kuasa/ontology#status"] for said in facts.terms.values() if "https://w3id.org/kuasa/ontology#status" in said]
    assert len({id(terms) for terms in statuses}) == len(set(statuses)) and sound(facts)
