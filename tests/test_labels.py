"""The index of names answers as the facts do, in every script and order."""

from __future__ import annotations

import functools
import random
from pathlib import Path

import pytest

from kuasa.graph.errors import UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.labels import Labels, write
from kuasa.graph.lookup import fold, meant, nearest, ranked, search, spelled
from kuasa.graph.store import EmbeddedStore, derive, open_store

ROOT = Path(__file__).parent.parent
SCRIPTS = [("\u0e00", "\u0e7f"), ("\u1780", "\u17ff"), ("\u0e80", "\u0eff"), ("\u1000", "\u109f"), ("\u1e00", "\u1eff")]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """The embedded knowledge and the invented world in one store, with what is derived from them."""
    found = open_store("embedded", str(ROOT / "tests" / "world.ttl"))
    derive(found)
    return found


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts.from_store(open_store("embedded", str(ROOT / "tests" / "world.ttl")))


@pytest.fixture(scope="module")
def labels(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("labels") / "labels.sqlite"
    write(store, path)
    found = Labels.open(path)
    yield found
    found.close()


@pytest.fixture(scope="module")
def names(facts: Facts) -> list[str]:
    return sorted(spelled(facts)[0])


def test_every_name_means_what_it_means_to_the_facts(facts, labels, names) -> None:
    asked = [form for name in names for form in (name, name.upper(), fold(name), name + "!")]
    assert [tuple(iri for iri, _ in labels.exact(name)) for name in asked] == [meant(facts, name) if ":" not in name else spelled_by(facts, name) for name in asked]


def spelled_by(facts: Facts, name: str) -> tuple[str, ...]:
    exact, folded = spelled(facts)
    return exact.get(name) or folded.get(fold(name)) or ()


def test_the_rank_of_a_name_is_its_best_rank(facts, labels, names) -> None:
    def rank(iri: str, name: str) -> int:
        return min(rank for rank, text in ranked(facts, iri) if text == name)

    assert [labels.exact(name) for name in names] == [[(iri, rank(iri, name)) for iri in spelled(facts)[0][name]] for name in names]


def test_fragments_of_names_in_every_script_find_what_the_facts_find(facts, labels, names, monkeypatch) -> None:
    monkeypatch.setattr("kuasa.graph.lookup.fold", functools.cache(fold))  # the same names are folded three hundred times
    draw = random.Random(8)
    scripts = [
        [name for name in names if any(low <= ch <= high for ch in name)]
        for low, high in (("\u0e00", "\u0e7f"), ("\u1780", "\u17ff"), ("\u0e80", "\u0eff"), ("\u1000", "\u109f"), ("\u1e00", "\u1eff"))
    ]
    pools = [names, *(pool for pool in scripts if pool)]
    asked = ["", " ", "s", "AS", "ก", "zzz", "a b", "ASEAN", "%", '"', "*", "-", "'", "_"]
    while len(asked) < 320:
        name = draw.choice(pools[len(asked) % len(pools)])
        start, size = draw.randrange(len(name)), draw.choice((1, 2, 3, 4, 6, 9, 40))
        asked.append(name[start : start + size])
    assert len(pools) > 3
    assert {text: labels.containing(text) for text in asked} == {text: search(facts, text) for text in asked}


def test_a_limit_gives_the_first_ones(facts, labels) -> None:
    assert labels.containing("a", 7) == search(facts, "a")[:7]
    assert labels.containing("union", 0) == []


@pytest.mark.parametrize("name", ["Union of Weevers", "ASEAN Secretriat", "สหภาพช่างทอง", "Bo Noi vu cua C", "x", ""])
def test_near_names_are_those_of_the_facts(facts, labels, name) -> None:
    assert labels.near(name) == nearest(name, set(spelled(facts)[0]))


@pytest.mark.parametrize("name", ["Union of Weevers", "Onion of Weavers", "ASEAN Secretriat", "สหภาพช่างทอง", "Bo Noi vu cua C"])
def test_the_best_near_name_is_found_among_very_many_too(facts, labels, monkeypatch, name) -> None:
    monkeypatch.setattr("kuasa.graph.labels.FEW", 10)
    assert labels.near(name)[:1] == nearest(name, set(spelled(facts)[0]))[:1]
    assert labels.near("zzzzqqqq") == [] == labels.near("z")


def test_what_is_no_index_is_refused(tmp_path, labels) -> None:
    path = tmp_path / "labels.sqlite"
    for content in (None, b"", b"no index" * 1000):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(UnreadableFile, match="labels") as refused:
            Labels.open(path)
        assert "kuasa load" in refused.value.cure
