"""Parameters are bound by token, so hostile text stays a value; what writes or reaches out is refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import LIBRARY, asked, knowledge
from hypothesis import given
from hypothesis import strategies as st

from kuasa.graph import questions
from kuasa.graph.errors import BadParameter, RefusedQuery, UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.tables import Table
from kuasa.graph.tokens import refuse, tokens

PROBE = questions.Question("probe", "SELECT ?v WHERE { BIND(?_text AS ?v) }")

HOSTILE = [
    'x" } DROP ALL #',
    "x' } } ; INSERT DATA { <a:a> <a:a> <a:a> } #",
    '"""',
    "?_text",
    "?_actor_iri",
    "</script><script>alert(1)</script>",
    "> . } SERVICE <http://example.org/> {",
    "one\ntwo\r\nthree",
    "\\",
    "\\u0022 } #",
    "\\\\U00000022",
    "\x00\x07",
    "# no comment",
    "ကျွန်ုပ် 👩🏽‍🌾 e\u0301 \u202e",
    "",
]


# Parameters


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_a_value(text: str) -> None:
    store, facts = EmbeddedStore(), Facts()
    assert questions.ask(store, questions.bind(PROBE, {"text": text}, facts)) == Table(("v",), ({"v": text},))


@given(st.text())
def test_any_text_comes_back_unchanged(text: str) -> None:
    assert questions.ask(EmbeddedStore(), questions.bind(PROBE, {"text": text}, Facts())).rows == ({"v": text},)


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token for _, token in tokens(text)) == text


@given(st.lists(st.sampled_from(["?_a_iri", '"', "'", '"""', "#", "\n", "<", ">", "\\", "{", "}", "k:x", "@en", " ", "SERVICE", "\u0e01", "$_b"])))
def test_tokens_of_broken_sparql_joined_are_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(token for _, token in tokens(text)) == text


@pytest.mark.parametrize("name", LIBRARY)
def test_tokens_of_a_question_joined_are_its_text(name: str) -> None:
    assert "".join(token for _, token in tokens(LIBRARY[name].text)) == LIBRARY[name].text


def test_parameter_inside_a_string_a_comment_or_an_iri_is_left_alone() -> None:
    text = "SELECT ?v WHERE { # ?_actor_iri\n BIND(CONCAT(\"?_text \", '?_text ', STR(<x:?_text>), ?_text) AS ?v) }"
    question = questions.Question("probe", text)
    assert question.parameters == {"text": "text"}
    bound = questions.bind(question, {"text": "here"}, Facts())
    assert bound == text.replace("?_text) AS", '"here") AS')


def test_hostile_text_finds_nothing_in_a_question_of_the_library_and_harms_nothing() -> None:
    store, _ = knowledge()
    before = len(store.ox)
    assert [asked("texts/on-topic", text=text).rows for text in HOSTILE if text] == [() for text in HOSTILE if text]
    assert len(store.ox) == before


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "i:slom", "<https://w3id.org/kuasa/id/slom>"),
        ("iri", "SLOM", "<https://w3id.org/kuasa/id/slom>"),
        ("iri", "slom", "<https://w3id.org/kuasa/id/slom>"),
        ("xsd_date", "2024-Q2", '"2024-04-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("text", '"', '"\\""'),
    ],
)
def test_a_parameter_becomes_a_checked_term(kind: str, value: str, term: str) -> None:
    assert str(questions.term(kind, value, knowledge()[1])) == term


@pytest.mark.parametrize("value", ["1 } DROP ALL", "1.5", "", "0x10", "٣" * 12])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(BadParameter, match="whole number"):
        questions.term("integer", value, Facts())


def test_an_unknown_parameter_lists_the_ones_there_are() -> None:
    with pytest.raises(BadParameter, match=r"no parameter 'year'[\s\S]*Parameters: from \(xsd_date\), to \(xsd_date\)\."):
        questions.bind(LIBRARY["events/in-period"], {"year": "2024"}, Facts())


def test_a_missing_parameter_lists_the_ones_there_are() -> None:
    with pytest.raises(BadParameter, match=r"needs a value for 'text'[\s\S]*Parameters: text \(text\)\. Write text=\.\.\."):
        questions.bind(PROBE, {}, Facts())


def test_a_question_without_parameters_says_so() -> None:
    with pytest.raises(BadParameter, match=r"Parameters: none\."):
        questions.bind(LIBRARY["bodies/decision-rules"], {"x": "y"}, Facts())


# Refusals


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT ?x { ?s ?p ?o } }",
        "SELECT * WHERE { { SELECT * WHERE { SeRvIcE <http://example.org/> { ?s ?p ?o } } } }",
        "LOAD <http://example.org/x.ttl>",
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "CREATE GRAPH <a:a>",
        "ADD <a:a> TO <a:b>",
        "MOVE <a:a> TO <a:b>",
        "COPY <a:a> TO <a:b>",
        "SELECT * WHERE { ?s ?p ?o } ; INSERT DATA { <a:a> <a:a> <a:a> }",
        "SELECT * FROM <http://example.org/x> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://example.org/x> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM # <https://w3id.org/kuasa/graph/training-2024>\n<file:///etc/passwd> WHERE { ?s ?p ?o }",
        "PREFIX e: <http://example.org/> SELECT * FROM e:x WHERE { ?s ?p ?o }",
        "PREFIX : <http://example.org/> SELECT * FROM :x WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } FROM <http://example.org/x> WHERE { ?s ?p ?o }",
    ],
)
def test_what_writes_or_reaches_out_is_refused(text: str) -> None:
    with pytest.raises(RefusedQuery):
        questions.ask(knowledge()[0], text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM : WHERE { ?s ?p ?o }",
        "SELECT * FROM g:training-2024 WHERE { ?s ?p ?o }",
        "SELECT * FROM <training-2024> WHERE { ?s ?p ?o }",
    ],
)
def test_a_prefix_or_base_of_ones_own_does_not_smuggle_a_graph_in(text: str) -> None:
    own = "BASE <http://example.org/>\nPREFIX : <http://example.org/>\nPREFIX g: <http://example.org/>\n"
    with pytest.raises(RefusedQuery):
        questions.ask(knowledge()[0], own + text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?v WHERE { BIND("SERVICE <http://x/> LOAD INSERT DROP FROM <y>" AS ?v) }',
        "SELECT ?v WHERE { BIND('''DELETE\nWHERE''' AS ?v) }",
        "SELECT ?v WHERE { BIND(1 AS ?v) } # SERVICE LOAD INSERT FROM <http://x/>",
        "SELECT ?v WHERE { BIND(<http://example.org/SERVICE> AS ?v) }",
        "SELECT ?service ?v WHERE { BIND(1 AS ?service) BIND(?service AS ?v) }",
        "SELECT ?v WHERE { BIND(1 AS ?v) OPTIONAL { ?load $insert ?drop } } LIMIT 1",
        "PREFIX load: <http://example.org/> SELECT ?v WHERE { BIND(load:SERVICE AS ?v) }",
        'SELECT ?v WHERE { BIND("x"@insert AS ?v) }',
        "SELECT ?v FROM <https://w3id.org/kuasa/graph/training-2024> WHERE { BIND(1 AS ?v) }",
        "SELECT ?v FROM NAMED g:training-2024 WHERE { BIND(1 AS ?v) }",
    ],
)
def test_a_word_inside_a_string_comment_iri_name_or_variable_is_no_reason_to_refuse(text: str) -> None:
    assert len(questions.ask(knowledge()[0], text).rows) == 1


@pytest.mark.parametrize(("text", "place"), [("SELECT * WHERE {\n ?s ?p ?? }", "2:10"), ("SELECT *\nWHERE {\n  ?s ?p\n}", "4:2"), ("NONSENSE", "1:9")])
def test_a_syntax_error_says_line_and_column(text: str, place: str) -> None:
    with pytest.raises(RefusedQuery, match=rf"error at {place}\b"):
        questions.ask(EmbeddedStore(), text)


def test_a_file_that_is_no_text_is_no_question(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match=r"x\.rq"):
        questions.from_file(path)


def test_a_file_without_a_header_is_still_a_question(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?v WHERE { BIND(?_text AS ?v) }", encoding="utf-8")
    assert questions.from_file(path) == questions.Question("mine", "SELECT ?v WHERE { BIND(?_text AS ?v) }")


@pytest.mark.parametrize(
    "begin",
    [
        r"<http://e.example/\u0041#y> ?p ?o .",
        r"e:a\'b ?p ?o .",
        r"e:a\#b ?p ?o .",
        r"e:é\#b ?p ?o .",
        r"e:a·\#b ?p ?o .",
        "e:a\u0301\\#b ?p ?o .",
        r'?s ?p "a\\" .',
        "?s ?p true.",
        "?s ?p '''a'b''' .",
        "?s ?p ?o.",
    ],
)
def test_service_is_seen_whatever_stands_before_it(begin: str) -> None:
    text = "PREFIX e: <http://e.example/> SELECT * { " + begin + " SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } # '\"\n }"
    ox.Store().query(text)  # it is SPARQL: the engine would run it
    with pytest.raises(RefusedQuery, match="SERVICE"):
        refuse(text, [])


@pytest.mark.parametrize("text", ["a." * 70_000, "'\\" * 70_000, '"""' * 40_001, "<" * 140_000, "<a" * 70_000, "a-b.c:" * 30_000, "'''" + "\\'" * 50_000])
def test_a_hostile_text_is_read_in_time_that_grows_as_it_does(text: str) -> None:
    # Read in squared time each of these would take minutes.
    assert "".join(token for _, token in tokens(text)) == text
