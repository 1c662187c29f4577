"""The library of questions and the rules: every file is a case, answers are golden CSV, hostile text stays a value.

`KUASA_REWRITE=1 pytest tests/test_questions.py` writes the answers anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.graph import questions
from kuasa.graph.dates import span
from kuasa.graph.errors import BadParameter, RefusedQuery, UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.tables import Table, as_csv
from kuasa.graph.vocabulary import DATA, DERIVED, GRAPH, ID, QUERIES, K

ANSWERS = Path(__file__).parent / "answers"
RULES = QUERIES / "rules"
LIBRARY = questions.library()
PROBE = questions.Question("probe", "SELECT ?v WHERE { BIND(?_text AS ?v) }")
TURTLE = "@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "

GOLDEN = {
    "aims-towards-the-care-declaration": ("plans/intended-ties", {"target": "i:asean-care-2024"}),
    "care-activities": ("plans/activities", {"topic": "care economy"}),
    "organisers-of-cs5": ("events/who-organised", {"event": "CS5"}),
    "oxfam-in-laos": ("actors/appears-as", {"thing": "Oxfam in Laos"}),
    "people-at-cs5": ("events/how-many-people", {"event": "CS5"}),
    "people-at-the-training": ("events/how-many-people", {"event": "ASEAN Advocacy Training"}),
    "safety-activities": ("plans/activities", {"topic": "occupational safety"}),
    "speakers-at-the-training": ("events/who-spoke", {"event": "ASEAN Advocacy Training"}),
}

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


@cache
def knowledge() -> tuple[EmbeddedStore, Facts]:
    """The embedded knowledge with what the rules derive from it, and its facts for the names."""
    store = open_store()
    facts = Facts.from_store(store)
    derive(store)
    return store, facts


def asked(name: str, **values: str) -> Table:
    """The answer to a question of the library."""
    store, facts = knowledge()
    return questions.ask(store, questions.bind(questions.find(name), values, facts))


def column(table: Table, name: str) -> list[object]:
    """The values of one column, in order."""
    return [row[name] for row in table.rows]


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


# The library


def test_every_folder_of_the_library_holds_questions() -> None:
    folders = {path.parent.name for path in QUERIES.rglob("*.rq")} - {"checks"}
    assert folders == {"actors", "bodies", "events", "plans", "sources", "states", "texts", "windows"}
    assert all(list((QUERIES / folder).glob("*.rq")) for folder in folders)
    assert len(LIBRARY) >= 18


@pytest.mark.parametrize("name", LIBRARY)
def test_question_has_the_full_header(name: str) -> None:
    question = LIBRARY[name]
    keys = re.findall(r"^#\+ (\w+):", question.text, re.MULTILINE)
    assert keys == ["summary", "description", "tags", "defaults"]
    assert question.summary.endswith("?") and question.description.endswith(".")
    assert question.tags and len(set(question.tags)) == len(question.tags)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_has_a_default_for_each_parameter_and_for_nothing_else(name: str) -> None:
    assert sorted(dict(LIBRARY[name].defaults)) == sorted(LIBRARY[name].parameters)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_is_sparql_by_itself_in_graphs_and_in_order(name: str) -> None:
    text = LIBRARY[name].text
    ox.Store().query(text)
    words = [token.upper() for kind, token in questions.tokens(text) if kind == "word"]
    assert "GRAPH" in words and words.count("ORDER") >= 1 and "FROM" not in words
    assert text.endswith("\n") and not re.search(r"[ \t]+$", text, re.MULTILINE)


@pytest.mark.parametrize("name", LIBRARY)
def test_question_finds_something_with_its_defaults(name: str) -> None:
    table = asked(name)
    assert table.rows
    assert not [title for title in table.columns if title.startswith("_") or not re.fullmatch(r"[a-z_]+", title)]


@pytest.mark.parametrize("name", LIBRARY)
def test_question_gives_the_same_answer_twice_and_no_row_twice(name: str) -> None:
    table = asked(name)
    rows = [tuple(row.values()) for row in table.rows]
    assert table == asked(name)
    assert len(set(rows)) == len(rows)


def test_find_takes_the_last_part_of_a_name_and_suggests_near_ones() -> None:
    assert questions.find("who-organised").name == "events/who-organised"
    with pytest.raises(BadParameter, match="events/who-organised"):
        questions.find("events/who-organized")


# The answers


@pytest.mark.parametrize("name", GOLDEN)
def test_answer_is_the_one_kept(name: str) -> None:
    question, values = GOLDEN[name]
    found = as_csv(asked(question, **values))
    path = ANSWERS / f"{name}.csv"
    if os.environ.get("KUASA_REWRITE"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_answer_kept_belongs_to_a_case() -> None:
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == sorted(GOLDEN)


def test_cs5_has_its_twenty_two_co_organisers() -> None:
    table = asked("who-organised", event="CS5")
    assert len(table.rows) == 22
    assert set(column(table, "role")) == {"co-organising"}


def test_regional_and_country_speakers_are_told_apart() -> None:
    table = asked("who-spoke", event="ASEAN Advocacy Training")
    by_level = {
        level: [row["speaker"] for row in table.rows if row["session"] == f"{level} level sharing (April 2024)" and row["role"] == "speaker"] for level in ("Regional", "Country")
    }
    assert by_level == {
        "Regional": ["Ed Tadem", "Rene Ofreneo", "Shubert Ciencia", "Soe Min Than", "Suntaree H Saeng-ging"],
        "Country": ["Raquel Castillo", "Soudany Phommavilay"],
    }


def test_counts_that_cannot_both_hold_name_one_another() -> None:
    table = asked("how-many-people", event="ASEAN Advocacy Training")
    assert {(row["people"], row["contradicted_by"]) for row in table.rows if row["contradicted_by"] is not None} == {(5, 6), (6, 5)}


def test_the_convening_meeting_keeps_its_other_dates() -> None:
    table = asked("plans/activities", topic="care economy")
    [meeting] = [row for row in table.rows if row["activity"] == "Take part in the convening meeting on care"]
    assert (meeting["due"], meeting["other_dates"], meeting["budget"], meeting["status"], meeting["outcome"]) == (
        "2024-06-26",
        "2024-05-09; 2024-05-20",
        "no budget",
        "planned",
        "not recorded",
    )


def test_a_plan_is_not_past_on_its_own_day_month_quarter_or_year() -> None:
    def past(day: str) -> set[object]:
        return {row["due"] for row in asked("plans/date-passed", on=day).rows if row["document"] == "training-2024"}

    assert past("2024-05-31") == set()
    assert past("2024-06-26") == {"2024-05"}
    assert past("2024-06-30") == {"2024-05", "2024-06-26"}
    assert past("2025-01-01") == {"2024-05", "2024-06-26", "2024-06", "2024-Q4", "2024"}


def test_the_validation_workshop_contradicts_itself_and_the_endorsement() -> None:
    table = asked("windows/contradicting-dates")
    assert {(row["about"], row["date"], row["other_date"]) for row in table.rows if "2nd validation" in str(row["against"])} == {
        ("2nd validation workshop on the care economy declaration", "2024-05", "2024-06-20"),
        ("Endorsement of the care economy declaration (2024)", "first or second week of June 2024", "2024-06-20"),
    }


def test_windows_of_the_training_without_a_date_are_all_named() -> None:
    table = asked("windows/without-date")
    named = {str(row["window"]) for row in table.rows if row["source"] == "ASEAN Advocacy Training: report"}
    assert {
        "ASEAN High Level Social Protection Conference (2024)",
        "APF 2025",
        "Country validation workshops on the care economy declaration",
        "Drafting of the ASEAN Guidelines on OSH of Informal Economy Workers",
        "Regional social dialogue on responsiveness of labour policies in the new normal (2024)",
        "Review of the Regional Plan of Action on Social Protection (2024)",
    } <= named


def test_responsibility_at_home_says_no_record_where_there_is_none() -> None:
    table = asked("states/labour-or-social")
    at_home = {row["state"]: row["responsible_at_home"] for row in table.rows}
    assert (at_home["Indonesia"], at_home["Thailand"]) == ("no record", "no record")


def test_the_chair_of_asean_stands_per_source_where_they_differ() -> None:
    table = asked("states/asean-chair-by-year", **{"from": "2029", "to": "2029"})
    assert sorted(set(column(table, "chair"))) == ["Timor-Leste", "Viet Nam"]  # type: ignore[type-var]
    assert set(column(table, "status")) == {"planned"}


def test_superiors_climb_from_slom_to_the_summit() -> None:
    table = asked("bodies/superiors", body="SLOM")
    assert sorted({f"{row['body']} > {row['reports_to']}" for row in table.rows}) == [
        "ASEAN Labour Ministers' Meeting > ASEAN Socio-Cultural Community Council",
        "ASEAN Socio-Cultural Community Council > ASEAN Summit",
        "Senior Labour Officials' Meeting > ASEAN Labour Ministers' Meeting",
    ]


def test_a_recalled_statement_names_a_place_to_check_and_never_a_source() -> None:
    rows = [row for name in LIBRARY for row in asked(name).rows if {"confidence", "source", "check_at"} <= set(row)]
    recalled = [row for row in rows if row["confidence"] == "recalled"]
    assert recalled
    assert [row for row in recalled if row["source"] or row["place"] or not row["check_at"]] == []
    assert [row for row in rows if row["confidence"] == "seen" and row["check_at"]] == []


def test_no_answer_under_the_public_profile_holds_a_withheld_text() -> None:
    known = open_knowledge((str(DATA),), "public")
    store, facts, withheld = known.store, known.facts, known.withheld
    derive(store)
    assert withheld.secrets
    for name, question in LIBRARY.items():
        cells = {str(cell) for row in questions.ask(store, questions.bind(question, {}, facts)).rows for cell in row.values()}
        assert cells & withheld.secrets == set(), name
        assert [secret for secret in withheld.secrets if len(secret) > 12 and any(secret in cell for cell in cells)] == [], name


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
    assert "".join(token for _, token in questions.tokens(text)) == text


@given(st.lists(st.sampled_from(["?_a_iri", '"', "'", '"""', "#", "\n", "<", ">", "\\", "{", "}", "k:x", "@en", " ", "SERVICE", "\u0e01", "$_b"])))
def test_tokens_of_broken_sparql_joined_are_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(token for _, token in questions.tokens(text)) == text


@pytest.mark.parametrize("name", LIBRARY)
def test_tokens_of_a_question_joined_are_its_text(name: str) -> None:
    assert "".join(token for _, token in questions.tokens(LIBRARY[name].text)) == LIBRARY[name].text


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
        "SELECT ?v WHERE { BIND(1 AS ?v) OPTIONAL { ?load $insert ?drop } }",
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
