"""The rules: what they derive from records, and what they leave alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from asking import knowledge
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.graph import questions
from kuasa.graph.dates import span
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.vocabulary import DERIVED, GRAPH, ID, QUERIES, K

RULES = QUERIES / "rules"
TURTLE = "@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "


def little(turtle: str) -> EmbeddedStore:
    """A store with one graph, after the rules."""
    store = EmbeddedStore()
    store.post(GRAPH + "little", (quad.triple for quad in ox.parse(TURTLE + turtle, format=ox.RdfFormat.TURTLE)))
    derive(store)
    return store


def derived(turtle: str) -> list[str]:
    """What the rules derive from a little Turtle, as sorted short triples."""

    def short(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        return term.value.removeprefix(ID).removeprefix(K) if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)

    return sorted(f"{short(t.subject)} {short(t.predicate)} {short(t.object)}" for t in little(turtle).get(DERIVED))


# The rules


def test_every_rule_has_a_comment_and_is_valid_by_itself() -> None:
    rules = sorted(RULES.glob("*.ru"))
    assert [rule.name for rule in rules] == ["00-start-afresh.ru", "10-plain-properties.ru", "20-date-bounds.ru", "30-names.ru"]
    for rule in rules:
        text = rule.read_text(encoding="utf-8")
        assert text.startswith("# ")
        ox.Store().update(text)
        EmbeddedStore().update(text)


def test_rules_write_into_the_derived_graph_only_and_twice_is_once() -> None:
    store = open_store()
    before = {graph: set(store.get(graph)) for graph in store.graphs()}
    derive(store)
    first = set(store.get(DERIVED))
    derive(store)
    after = {graph: set(store.get(graph)) for graph in store.graphs()}
    assert first and after == before | {DERIVED: first}


def test_no_derived_triple_repeats_a_stated_one() -> None:
    store, _ = knowledge()
    stated = {triple for graph in store.graphs() if graph != DERIVED for triple in store.get(graph)}
    assert stated & set(store.get(DERIVED)) == set()


TIE = "i:t a k:Reporting ; k:from i:slom ; k:to i:almm ; k:status k:actual ; k:evidence i:e . i:e a k:Evidence ; k:assertion k:officialText ; k:confidence k:seen . "


def test_an_actual_seen_tie_gives_a_plain_triple() -> None:
    assert derived(TIE) == ["slom reportsTo almm"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("k:status k:actual", "k:status k:planned"),
        ("k:status k:actual", "k:status k:possible"),
        ("k:status k:actual", "k:status k:cancelled"),
        ("k:confidence k:seen", "k:confidence k:recalled"),
        ("k:assertion k:officialText", "k:assertion k:inferred"),
        ("k:status k:actual", "k:status k:actual ; k:rank k:deprecated"),
        ("k:status k:actual", 'k:status k:actual ; k:retracted "2025-01-01"^^xsd:date'),
    ],
)
def test_a_tie_that_is_not_actual_seen_and_standing_gives_no_plain_triple(old: str, new: str) -> None:
    assert old in TIE
    assert derived(TIE.replace(old, new)) == []


def test_a_second_seen_record_carries_what_an_inferred_one_does_not() -> None:
    inferred = TIE.replace("k:officialText", "k:inferred").replace("i:t ", "i:t2 ").replace("i:e ", "i:e2 ")
    assert derived(TIE + inferred) == ["slom reportsTo almm"]


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ('"2024-02-29"^^xsd:date', "2024-02-29", "2024-02-29"),
        ('"2024-02"^^xsd:gYearMonth', "2024-02-01", "2024-02-29"),
        ('"2023-02"^^xsd:gYearMonth', "2023-02-01", "2023-02-28"),
        ('"1900-02"^^xsd:gYearMonth', "1900-02-01", "1900-02-28"),
        ('"2000-02"^^xsd:gYearMonth', "2000-02-01", "2000-02-29"),
        ('"2024-04"^^xsd:gYearMonth', "2024-04-01", "2024-04-30"),
        ('"2024"^^xsd:gYear', "2024-01-01", "2024-12-31"),
        ('"2024-Q1"', "2024-01-01", "2024-03-31"),
        ('"2024-Q2"', "2024-04-01", "2024-06-30"),
        ('"2024-Q3"', "2024-07-01", "2024-09-30"),
        ('"2024-Q4"', "2024-10-01", "2024-12-31"),
    ],
)
def test_a_stated_date_gets_its_first_and_last_day(stated: str, first: str, last: str) -> None:
    assert derived(f"i:a k:since {stated} . i:b k:until {stated} . i:c k:begins {stated} . i:d k:ends {stated} .") == [
        f"a sinceEarliest {first}",
        f"a sinceLatest {last}",
        f"b untilEarliest {first}",
        f"b untilLatest {last}",
        f"c sinceEarliest {first}",
        f"c sinceLatest {last}",
        f"d untilEarliest {first}",
        f"d untilLatest {last}",
    ]


@pytest.mark.parametrize("stated", ['"early May 2024"@en', '"2024-Q5"', '"2024-13"^^xsd:gYearMonth', '"2023-02-30"', '"24"', '"2024-05-09T10:00:00"^^xsd:dateTime', "i:x"])
def test_what_is_no_date_gets_no_bounds(stated: str) -> None:
    assert derived(f"i:a k:since {stated} .") == []


@settings(max_examples=60, deadline=None)
@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "Q"]))
def test_bounds_agree_with_the_dates_of_python(day: object, form: str) -> None:
    year, month, date = str(day).split("-")
    text = {"%Y": year, "%Y-%m": f"{year}-{month}", "%Y-%m-%d": f"{year}-{month}-{date}", "Q": f"{year}-Q{(int(month) + 2) // 3}"}[form]
    try:
        known = span(text)
    except ValueError:
        return
    assert derived(f'i:a k:since "{text}" .') == [f"a sinceEarliest {known.first}", f"a sinceLatest {known.last}"]


def test_derived_bounds_compare_with_a_day() -> None:
    store = little('i:a k:since "2024"^^xsd:gYear . i:b k:since "2025-Q1" .')
    text = 'SELECT ?x WHERE { GRAPH g:derived { ?x k:sinceLatest ?day } FILTER(?day < "2025-01-01"^^xsd:date) }'
    assert questions.ask(store, text).rows == ({"x": ID + "a"},)


def test_names_become_labels_but_misspellings_and_known_labels_do_not() -> None:
    turtle = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        'i:x skos:prefLabel "Known"@en . '
        'i:n1 a k:Name ; k:about i:x ; k:text "Alias"@en ; k:nameKind k:alias . '
        'i:n2 a k:Name ; k:about i:x ; k:text "Mispeling"@en ; k:nameKind k:misspelling . '
        'i:n3 a k:Name ; k:about i:x ; k:text "Known"@en ; k:nameKind k:officialName . '
        'i:n4 a k:Name ; k:about i:x ; k:text "Gone"@en ; k:nameKind k:alias ; k:retracted "2025" . '
        'i:n5 a k:Name ; k:about i:x ; k:text "Old"@en ; k:nameKind k:alias ; k:rank k:deprecated .'
    )
    assert [line for line in derived(turtle) if "altLabel" in line] == ["x http://www.w3.org/2004/02/skos/core#altLabel Alias"]
