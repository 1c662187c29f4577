"""What is written is read back by others to the same terms: results of SPARQL and RDF, in every form."""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kuasa.graph import questions, results
from kuasa.graph.errors import KuasaError, RefusedQuery, UsageError
from kuasa.graph.results import Answer, Term, from_found, written
from kuasa.graph.store import EmbeddedStore, open_store
from kuasa.graph.tables import as_csv

XSD = "http://www.w3.org/2001/XMLSchema#"
NAMES = ("a", "b")
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
XML_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff")
LANGUAGES = st.sampled_from(["en", "vi", "zh-hant", "th"])
NUMBERS = [
    ("integer", "12"),
    ("integer", "-3"),
    ("integer", "007"),
    ("decimal", "1.5"),
    ("decimal", "+.5"),
    ("double", "1.0E0"),
    ("double", "INF"),
    ("boolean", "true"),
    ("boolean", "1"),
]
READERS = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode("http://example.org/" + name)


def typed(kind: str, text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def literals(letters: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    """Plain ones, those with a language, and those with a datatype."""
    text = st.text(letters, max_size=8)
    tagged = st.builds(lambda value, language: ox.Literal(value, language=language), text, LANGUAGES)
    return text.map(ox.Literal) | tagged | st.sampled_from(NUMBERS).map(lambda pair: typed(*pair))


def answers(letters: st.SearchStrategy[str]) -> st.SearchStrategy[Answer]:
    """Rows of two columns, some cells empty."""
    term = literals(letters) | st.sampled_from(["x", "y#z", "%20"]).map(node)
    return st.lists(st.tuples(term, st.none() | term), max_size=4).map(lambda rows: Answer("select", NAMES, tuple(rows)))


def read(text: str | bytes, form: ox.QueryResultsFormat) -> list[tuple[Term | None, ...]]:
    return [tuple(row[name] for name in NAMES) for row in ox.parse_query_results(text, form)]


def in_rdflib(term: Term | None) -> object:
    """A term as rdflib holds it."""
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == XSD + "string"
        return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else rdflib.URIRef(term.datatype.value), normalize=False)
    return None


@given(answers(LETTERS))
@settings(max_examples=60, deadline=None)
def test_results_in_json_and_tsv_are_read_back_to_the_same_terms(answer: Answer) -> None:
    assert read(written(answer, "srj"), ox.QueryResultsFormat.JSON) == list(answer.rows)
    assert read(written(answer, "tsv"), ox.QueryResultsFormat.TSV) == list(answer.rows)
    assert len(str(written(answer, "tsv")).split("\n")) == len(answer.rows) + 2


@given(answers(XML_LETTERS))
@settings(max_examples=60, deadline=None)
def test_results_in_xml_are_read_back_to_the_same_terms(answer: Answer) -> None:
    assert read(written(answer, "srx"), ox.QueryResultsFormat.XML) == list(answer.rows)


@given(answers(XML_LETTERS))
@example(Answer("select", NAMES, ((ox.Literal('a\r\nb "c"\t\\', language="vi"), ox.Literal(" <&> \r")),)))
@settings(max_examples=40, deadline=None)
def test_rdflib_reads_the_same_terms_from_json_and_xml(answer: Answer) -> None:
    import rdflib
    from rdflib.query import Result

    rdflib.NORMALIZE_LITERALS = False
    try:
        for form, name in (("srj", "json"), ("srx", "xml")):
            text = written(answer, form)
            found = Result.parse(io.BytesIO(text if isinstance(text, bytes) else text.encode()), format=name)
            wanted = [[in_rdflib(term) for term in row] for row in answer.rows]
            assert [[row.get(rdflib.Variable(n)) for n in NAMES] for row in found.bindings] == wanted
    finally:
        rdflib.NORMALIZE_LITERALS = True


@given(st.lists(literals(XML_LETTERS), max_size=5))
@settings(max_examples=40, deadline=None)
def test_triples_in_every_form_are_read_back_to_the_same_terms(found: list[ox.Literal]) -> None:
    triples = {ox.Triple(node("s"), node("p"), term) for term in found} | {ox.Triple(node("s"), node("p"), node("o"))}
    answer = from_found(iter(triples))
    for form, kind in results.RDF.items():
        assert {quad.triple for quad in ox.parse(written(answer, form), format=kind)} == triples


def test_rdflib_reads_the_same_triples_from_every_form() -> None:
    import rdflib

    texts = ['say "no"\n\\ \t', "a\r\nb", "<&>", "Bộ Nội vụ"]
    answer = from_found(iter([ox.Triple(node("s"), node("p"), ox.Literal(text, language="vi")) for text in texts] + [ox.Triple(node("s"), node("p"), typed("date", "2024-01-31"))]))
    wanted = {tuple(map(in_rdflib, row)) for row in answer.rows}
    for form, name in READERS.items():
        held = rdflib.Dataset()
        held.parse(data=written(answer, form), format=name)
        assert {(s, p, o) for s, p, o, _ in held.quads()} == wanted, form
        held.close()


@pytest.mark.parametrize("form", ["tsv", "srj", "srx"])
def test_a_truth_value_is_written_and_read_back(form: str) -> None:
    answer = from_found(ox.Store().query("ASK {}"))
    text = written(answer, form)
    kinds = {"srj": ox.QueryResultsFormat.JSON, "srx": ox.QueryResultsFormat.XML}
    assert text == "?answer\ntrue\n" if form == "tsv" else bool(ox.parse_query_results(text, kinds[form])) is True
    assert as_csv(results.table(answer)) == "answer\nTrue\n"


def test_statements_about_statements_are_kept_in_the_results() -> None:
    answer = Answer("select", NAMES, ((ox.Triple(node("s"), node("p"), ox.Literal("a\tb")), None),))
    assert read(written(answer, "srj"), ox.QueryResultsFormat.JSON) == list(answer.rows)
    assert read(written(answer, "tsv"), ox.QueryResultsFormat.TSV) == list(answer.rows)


# Parquet


def test_columns_of_parquet_have_the_types_of_their_terms() -> None:
    pandas, parquet = pytest.importorskip("pandas"), pytest.importorskip("pyarrow.parquet")
    columns = {
        "whole": (typed("integer", "3"), None, typed("integer", "-4")),
        "number": (typed("decimal", "1.5"), typed("integer", "2"), typed("double", "INF")),
        "truth": (typed("boolean", "true"), None, typed("boolean", "0")),
        "day": (typed("date", "2024-01-31"), None, typed("date", "1999-12-01")),
        "text": (ox.Literal("a", language="en"), node("x"), None),
        "vi": (ox.Literal("Bộ", language="vi"), None, None),
        "odd": (typed("integer", "many"), typed("date", "2024-01-31Z"), None),
        "large": (typed("integer", str(2**70)), None, None),
        "zone": (typed("date", "2024-01-31Z"), None, None),
        "short": (typed("date", "20240131"), None, None),
        "none": (None, None, None),
    }
    answer = Answer("select", tuple(columns), tuple(zip(*columns.values(), strict=True)))
    text = written(answer, "parquet")
    assert isinstance(text, bytes) and text == written(answer, "parquet")
    schema = parquet.read_schema(io.BytesIO(text))
    assert {field.name: str(field.type) for field in schema} == {
        "whole": "int64", "number": "double", "truth": "bool", "day": "date32[day]", "text": "string", "vi": "string", "odd": "string", "large": "string",
        "zone": "string", "short": "string", "none": "string",
    }  # fmt: skip
    assert schema.field("vi").metadata[b"language"] == b"vi"
    found = pandas.read_parquet(io.BytesIO(text))
    assert found["number"].tolist() == [1.5, 2.0, float("inf")]
    assert parquet.read_table(io.BytesIO(text)).to_pydict() == {
        "whole": [3, None, -4],
        "number": [1.5, 2.0, float("inf")],
        "truth": [True, None, False],
        "day": [date(2024, 1, 31), None, date(1999, 12, 1)],
        "text": ["a", "http://example.org/x", None],
        "vi": ["Bộ", None, None],
        "odd": ["many", "2024-01-31Z", None],
        "large": [str(2**70), None, None],
        "zone": ["2024-01-31Z", None, None],
        "short": ["20240131", None, None],
        "none": [None, None, None],
    }


def test_without_the_library_the_line_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KuasaError, match=r"needs pyarrow.*\n.*pip install 'kuasa\[parquet\]'"):
        written(Answer("select", ("a",), ()), "parquet")


# Order and prefixes


def test_the_same_triples_give_the_same_bytes_with_only_the_prefixes_in_use() -> None:
    k, blank = "https://w3id.org/kuasa/ontology#", [ox.BlankNode(), ox.BlankNode()]
    some = [
        ox.Triple(node("s"), ox.NamedNode(k + "p"), blank[0]),
        ox.Triple(blank[0], ox.NamedNode(k + "q"), ox.Literal("x")),
        ox.Triple(node("a"), ox.NamedNode(k + "p"), ox.Literal("y")),
    ]
    others = [
        ox.Triple(node("a"), ox.NamedNode(k + "p"), ox.Literal("y")),
        ox.Triple(blank[1], ox.NamedNode(k + "q"), ox.Literal("x")),
        ox.Triple(node("s"), ox.NamedNode(k + "p"), blank[1]),
    ]
    first = written(from_found(iter(some)), "ttl")
    assert first == written(from_found(iter(others + others)), "ttl")
    assert [line for line in first.decode().splitlines() if line.startswith("@prefix")] == [f"@prefix k: <{k}> ."]


def test_rows_are_sorted_unless_the_query_orders_them(world_store: EmbeddedStore) -> None:
    text = "SELECT ?n WHERE { VALUES ?n { 3 1 2 } }"
    assert [row["n"] for row in questions.ask(world_store, text).rows] == [1, 2, 3]
    assert [row["n"] for row in questions.ask(world_store, text + " ORDER BY DESC(?n)").rows] == [3, 2, 1]


# Forms


def test_a_form_is_chosen_by_name_or_by_the_end_of_a_file() -> None:
    assert [results.form(*pair) for pair in (("table", ""), ("table", ".txt"), ("csv", ""), ("table", ".csv"), ("turtle", ".ttl"), ("srj", ".srj"), ("table", ".RQ"))] == [
        "table", "table", "csv", "csv", "ttl", "srj", "table",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "suffix", "told"), [("csv", ".json", "does not hold csv"), ("ttl", ".nt", "does not hold ttl"), ("yaml", "", "no format 'yaml'"), ("srj", ".txt", "hold srj")]
)
def test_a_form_that_is_none_or_contradicts_the_name_of_the_file_is_refused(form: str, suffix: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        results.form(form, suffix)


def test_a_form_that_does_not_fit_the_answer_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"The answer is rows; that is not written as ttl\.\nFormats: table, csv, json, tsv, srj, srx, parquet\."):
        written(Answer("select", ("a",), ()), "ttl")
    with pytest.raises(UsageError, match=r"The answer is triples; that is not written as srj\.\nFormats: table, csv, json, ttl, trig, nt, nq, jsonld, rdf\."):
        written(from_found(iter([])), "srj")


@pytest.mark.parametrize("form", ["srx", "rdf"])
def test_signs_that_xml_cannot_hold_are_refused(form: str) -> None:
    hostile = ox.Literal("a\x01b")
    answer = Answer("select", ("a",), ((hostile,),)) if form == "srx" else from_found(iter([ox.Triple(node("s"), node("p"), hostile)]))
    with pytest.raises(UsageError, match=r"U\+0001"):
        written(answer, form)


def test_addresses_that_are_no_names_of_xml_are_refused_in_xml_alone() -> None:
    for triple in (ox.Triple(node("s"), node("123"), node("o")), ox.Triple(node("s"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), node("1"))):
        answer = from_found(iter([triple]))
        assert {quad.triple for quad in ox.parse(written(answer, "ttl"), format=ox.RdfFormat.TURTLE)} == {triple}
        with pytest.raises(UsageError, match="RDF/XML cannot name"):
            written(answer, "rdf")


# Asking


@pytest.fixture(scope="module")
def world_store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.ox.extend([ox.Quad(node("s"), node("p"), ox.Literal(n), node(f"g{n}")) for n in (1, 2)])
    return store


def test_all_graphs_are_the_default_graph_unless_the_query_names_some(world_store: EmbeddedStore) -> None:
    assert [row["o"] for row in questions.ask(world_store, "SELECT ?o { ?s ?p ?o }").rows] == [1, 2]
    assert [row["o"] for row in questions.ask(world_store, "SELECT ?o FROM <http://example.org/g2> { ?s ?p ?o }").rows] == [2]
    assert questions.ask(world_store, "SELECT ?o FROM NAMED <http://example.org/g2> { ?s ?p ?o }").rows == ()
    assert questions.answer(world_store, "DESCRIBE <http://example.org/s>").rows == questions.answer(world_store, "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }").rows


def test_a_query_that_is_none_is_refused_as_before(world_store: EmbeddedStore) -> None:
    with pytest.raises(RefusedQuery, match="This is not SPARQL"):
        questions.answer(world_store, "SELECT ?")
    with pytest.raises(RefusedQuery, match="would change"):
        questions.answer(world_store, "DELETE WHERE { ?s ?p ?o }")


def test_the_embedded_knowledge_goes_through_every_form() -> None:
    store = open_store()
    rows = questions.answer(store, "SELECT ?s ?l ?d { ?s skos:prefLabel ?l OPTIONAL { ?s k:begins ?d } } ORDER BY ?s ?l LIMIT 300")
    terms = [list(row) for row in rows.rows]
    for form, kind in (("srj", ox.QueryResultsFormat.JSON), ("srx", ox.QueryResultsFormat.XML), ("tsv", ox.QueryResultsFormat.TSV)):
        assert [[row[name] for name in rows.names] for row in ox.parse_query_results(written(rows, form), kind)] == terms
    assert json.loads(written(rows, "srj"))["head"]["vars"] == list(rows.names)
    about = questions.answer(store, "DESCRIBE i:slom")
    for form, kind in results.RDF.items():
        assert sorted(map(str, (quad.triple for quad in ox.parse(written(about, form), format=kind)))) == sorted(map(str, about.triples))
