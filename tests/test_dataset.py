"""The description of the dataset: its counts are true, and it names licence, version, formats and parts."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.exchange import rdf
from kuasa.graph.dataset import FORMATS, NAMES, describe
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.version import DATASET, version
from kuasa.graph.vocabulary import GRAPH, ID, PREFIXES

ROOT = Path(__file__).parent.parent
WORLD = str(Path(__file__).parent / "world.ttl")
BOTH = {**PREFIXES, **NAMES}


@pytest.fixture(scope="module")
def known() -> EmbeddedStore:
    """The embedded knowledge."""
    return open_store()


@pytest.fixture(scope="module")
def described(known: EmbeddedStore) -> ox.Store:
    """Its description."""
    store = ox.Store()
    store.load(describe(known, version()).encode(), format=ox.RdfFormat.TURTLE)
    return store


def value(store: ox.Store, of: str, term: str) -> str:
    """The one value of a property."""
    prefix, _, name = term.partition(":")
    [quad] = store.quads_for_pattern(ox.NamedNode(of), ox.NamedNode(BOTH[prefix] + name), None)
    return quad.object.value  # type: ignore[union-attr]


def count(known: EmbeddedStore, counted: str, where: str) -> int:
    """A number that a question counts."""
    [row] = known.query(f"SELECT (COUNT(DISTINCT {counted}) AS ?n) WHERE {{ GRAPH ?g {{ {where} }} }}")
    return int(row["n"].value)


@pytest.mark.parametrize(
    ("term", "counted", "where"),
    [
        ("void:classes", "?c", "?s a ?c"),
        ("void:properties", "?p", "?s ?p ?o"),
        ("void:distinctSubjects", "?s", "?s ?p ?o"),
        ("void:distinctObjects", "?o", "?s ?p ?o"),
        ("void:entities", "?s", f"?s ?p ?o FILTER(STRSTARTS(STR(?s), '{ID}'))"),
    ],
)
def test_a_count_of_the_whole_is_true(known: EmbeddedStore, described: ox.Store, term: str, counted: str, where: str) -> None:
    assert int(value(described, DATASET, term)) == count(known, counted, where) > 0


def test_triples_are_those_of_all_graphs_each_once(known: EmbeddedStore, described: ox.Store) -> None:
    assert int(value(described, DATASET, "void:triples")) == len({quad.triple for quad in known.ox})
    subsets = {q.object.value for q in described.quads_for_pattern(ox.NamedNode(DATASET), ox.NamedNode(NAMES["void"] + "subset"), None)}  # type: ignore[union-attr]
    assert subsets == set(known.graphs())
    assert all(int(value(described, graph, "void:triples")) == len(list(known.get(graph))) for graph in subsets)


def test_every_class_and_property_has_a_part_with_a_true_count(known: EmbeddedStore, described: ox.Store) -> None:
    for of, counted, part, where in (("class", "entities", "classPartition", "?s a ?t"), ("property", "triples", "propertyPartition", "?s ?t ?o")):
        told = described.query(f"SELECT ?t ?n {{ ?d void:{part} ?p . ?p void:{of} ?t ; void:{counted} ?n }}", prefixes=BOTH)
        true = known.query(f"SELECT ?t (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?t ?o {{ GRAPH ?g {{ {where} }} }} }} GROUP BY ?t")
        found, wanted = ({row["t"].value: row["n"].value for row in rows} for rows in (told, true))  # type: ignore[union-attr]
        assert found == wanted


def test_it_names_title_licence_version_hash_and_examples_and_nobody(described: ox.Store) -> None:
    now = version()
    assert (value(described, DATASET, "dcterms:title"), value(described, DATASET, "dcterms:license")) == (now.title, now.licence)
    assert (value(described, DATASET, "dcat:version"), value(described, DATASET, "dcterms:identifier")) == (now.number, f"sha256:{now.hash}")
    assert [*described.quads_for_pattern(None, ox.NamedNode(NAMES["dcterms"] + "creator"), None)] == []
    examples = {q.object.value for q in described.quads_for_pattern(ox.NamedNode(DATASET), ox.NamedNode(NAMES["void"] + "exampleResource"), None)}  # type: ignore[union-attr]
    assert ID + "slom" in examples


def test_there_is_one_distribution_for_each_format_that_export_writes(described: ox.Store) -> None:
    media = {row["m"].value.split("media-types/")[1] for row in described.query("SELECT ?m { ?d dcat:distribution/dcat:mediaType ?m }", prefixes=BOTH)}  # type: ignore[union-attr]
    assert media == set(FORMATS.values())
    assert len(FORMATS) == len(rdf.SUFFIXES)


def test_derived_triples_are_not_counted_and_the_text_is_the_same_twice() -> None:
    store = open_store(WORLD)
    before = describe(store, version())
    derive(store)
    assert describe(store, version()) == before
    assert f"<{GRAPH}world> a void:Dataset" in before


def test_the_description_in_docs_is_one() -> None:
    store = ox.Store()
    store.load((ROOT / "docs" / "dataset.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    assert int(value(store, DATASET, "void:triples")) > 10_000
