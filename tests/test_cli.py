"""The program as its users run it: answers, messages, exit codes, and nothing overwritten."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

WORLD = str(Path(__file__).parent / "world.ttl")
DATA = Path(__file__).parent.parent / "data"
BAD = Path(__file__).parent.parent / "ontology" / "examples" / "bad"


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["paths", "AROSP", "SLOM", "--format", "json", "--on", "2026-06-30"], {}),
        (["query", "-", "--format", "csv"], {"stdin": 'SELECT ?a { GRAPH ?g { ?s skos:notation "UW" ; skos:prefLabel ?a } } ORDER BY ?a', "KUASA_DATA": WORLD}),
        (["export", "--help"], {}),
        (["paths", "AROSP"], {}),
        (["show", "\u0e2a\u0e2b"], {}),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_the_program_says_without_a_process_what_it_says_in_one_of_its_own(kuasa, program, arguments: list[str], variables: dict[str, str]) -> None:
    here, there = (run(*arguments, **variables) for run in (kuasa, program))
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)
    assert here.stdout or here.stderr


def test_every_hop_of_arosp_to_slom_has_a_sentence_and_a_source_or_a_place_to_check(kuasa) -> None:
    done = kuasa("paths", "AROSP", "SLOM", "--status", "all", "--format", "json", "--on", "2026-06-30")
    paths = json.loads(done.stdout)
    assert done.returncode == 0 and any(path["stated_aim"] for path in paths) and any(not path["stated_aim"] for path in paths)
    for path in paths:
        assert set(path) == {"score", "band", "stated_aim", "folded", "hops"}
        for hop in path["hops"]:
            assert set(hop) == {"from", "to", "tie", "direction", "strength", "sentence", "sources"}
            assert set(hop["tie"]) == {"id", "kind", "label", "status", "since", "until"}
            assert hop["sentence"] and hop["sources"]
            assert all(("locator" in source) != ("checkAt" in source) for source in hop["sources"])


def test_the_actual_route_from_arosp_to_slom_names_its_recalled_step(kuasa) -> None:
    done = kuasa("paths", "AROSP", "SLOM", "--on", "2026-06-30")
    assert "ASEAN Forum on Migrant Labour" in done.stdout
    assert "not checked yet" in done.stdout
    assert "Then all members must agree" in done.stdout
    assert "As of 2026-06-30." in done.stderr


def test_no_route_is_an_answer_that_names_its_conditions(kuasa) -> None:
    done = kuasa("paths", "HOME", "SLOM", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "No route under these conditions" in done.stderr and "links shown: what is, no plans" in done.stderr
    assert "change" in done.stderr


def test_an_unknown_name_suggests_and_an_ambiguous_one_lists(kuasa) -> None:
    unknown, ambiguous = kuasa("paths", "Foo", "SLOM"), kuasa("show", "ASEC")
    assert (unknown.returncode, ambiguous.returncode) == (1, 1)
    assert "Nothing here is called 'Foo'" in unknown.stderr and unknown.stdout == ""
    assert "Asian Solidarity Economy Council" in ambiguous.stderr and "ASEAN Secretariat" in ambiguous.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["paths", "AROSP", "SLOM", "--on", "soon"], 2, "'soon' is not a date"),
        (["paths", "AROSP", "SLOM", "--lens", "love"], 2, "no lens 'love'"),
        (["paths", "AROSP", "SLOM", "--status", "maybe"], 2, "no status 'maybe'"),
        (["paths", "AROSP", "SLOM", "--profile", "friends"], 2, "no profile 'friends'"),
        (["paths", "AROSP", "SLOM", "--format", "xml"], 2, "no format 'xml'"),
        (["paths", "AROSP"], 2, "TO"),
        (["query", "no-such-question"], 2, "no question 'no-such-question'"),
        (["show", "SLOM", "--data", "nowhere.ttl"], 1, "no file or folder nowhere.ttl"),
        (["export", "all.docx"], 2, "'.docx' is not a format"),
        (["map", "--to", "SLOM"], 2, "--to needs a name"),
    ],
)
def test_wrong_use_gets_one_message_and_its_exit_code(kuasa, arguments: list[str], code: int, said: str) -> None:
    done = kuasa(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("junk.ttl", b"\x00\xff" * 5_000_000),
        ("words.ttl", b"This is a letter and not a graph."),
        ("latin.ttl", '<a:b> <a:c> "Bras\u00edlia" .'.encode("latin-1")),
        ("table.xlsx", b"PK"),
        ("loose.ttl", b"@prefix k: <https://w3id.org/kuasa/ontology#> . <a:t> a k:Seat ; k:from <a:x> ; k:to <a:y> ; k:status k:actual ."),
    ],
)
@pytest.mark.parametrize(
    "command", [["show", "SLOM"], ["paths", "AROSP", "SLOM"], ["map", "-o", "m.html"], ["query", "-"], ["export", "out.ttl"], ["find", "a"]], ids=lambda c: c[0]
)
def test_broken_input_gets_one_message_and_leaves_no_file(kuasa, tmp_path: Path, command: list[str], name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = kuasa(*command, "--data", name, stdin="SELECT * { ?s ?p ?o }")
    assert (done.returncode, done.stdout) == (1, "")
    assert name in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


TIE = "k:from i:weavers ; k:to i:forum ; k:evidence i:world-t1-e1"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f'i:x a k:Engagement ; {TIE} ; k:status k:actual ; k:since "soon" .', "'soon' is not a date"),
        (f"i:x a k:Engagement ; {TIE} ; k:status k:weird .", "none of the statuses"),
        (f"i:x a k:Engagement ; {TIE} .", "exactly one status"),
        (f'i:x a k:Engagement ; {TIE} ; k:status k:actual ; k:strength "strong" .', "'strong' is no strength"),
        (f"i:x a k:Engagement ; {TIE} ; k:status k:actual ; k:strength 5.0 .", "is no strength"),
        (f"i:x a k:Engagement , k:Support ; {TIE} ; k:status k:actual .", "exactly one type"),
        (f"i:x a k:Stance ; {TIE} ; k:status k:actual .", "no kind of tie"),
        ('i:x a k:Attendance ; k:about i:fair ; k:count "many" ; k:counted k:women ; k:evidence i:world-t1-e1 .', "'many' is no count"),
        ("i:x a k:Evidence ; k:passage i:world-p1 ; k:assertion k:gossip ; k:confidence k:seen .", "none of the assertions"),
        ("i:x a k:Evidence ; k:passage i:world-p1 .", "Evidence says who asserts it"),
        ('[] a k:Organisation ; skos:prefLabel "Nobody"@en .', "no address of its own"),
        ("i:x k:about << i:weavers k:to i:forum >> .", "statements about statements"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_its_file(kuasa, tmp_path: Path, statement: str, said: str) -> None:
    prefixes = "".join(line for line in Path(WORLD).read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
    (tmp_path / "theirs.ttl").write_text(prefixes + statement, encoding="utf-8")
    done = kuasa("show", "Union of Weavers", "--data", WORLD, "--data", "theirs.ttl")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr and "theirs.ttl" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["50%.ttl", "a{b}.ttl", "words.ttl", "derived.ttl", "training-2024.ttl"])
def test_a_file_of_any_name_is_read_and_asked(kuasa, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(Path(WORLD).read_bytes())
    asked = 'SELECT ?name { GRAPH ?g { ?s skos:notation "UW" ; skos:prefLabel ?name } } ORDER BY ?name'
    beside = ["--data", "embedded"] if any(DATA.rglob(name)) else []  # a graph of that name is there already
    done = kuasa("query", "-", "--data", name, *beside, "--format", "csv", stdin=asked)
    assert done.stdout.splitlines() == ["name", "Union of Weavers", "สหภาพช่างทอ"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["query", "SELECT * WHERE { ?s ?p ?o }"], 2, "That is SPARQL"),
        (["paths", "SLOM", "SLOM"], 2, "the same thing"),
        (["show", "SLOM", "--data", ""], 1, "--data names nothing"),
        (["show", "x" * 300], 1, "Nothing here is called"),
        (["show", "SLOM", "--data", "x" * 300], 1, "name"),
        (["export", "."], 2, "is not a format"),
        (["query", "doors/into-body", "body=i:nobody"], 1, "Nothing here is called"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_odd_call_gets_a_message(kuasa, arguments: list[str], code: int, said: str) -> None:
    done = kuasa(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_spoilt_cache_is_made_anew(kuasa, tmp_path: Path) -> None:
    kept = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = kuasa("show", "SLOM", **kept)
    found = list((tmp_path / "cache").rglob("*.kept"))
    assert first.returncode == 0 and found
    for content in (b"", b"N", b"junk" * 100):
        for path in found:
            path.write_bytes(content)
        again = kuasa("show", "SLOM", **kept)
        assert (content, again.returncode, again.stdout) == (content, 0, first.stdout)
        assert [path for path in found if path.read_bytes() == content] == []


def test_nothing_is_overwritten_unasked(kuasa, tmp_path: Path) -> None:
    (tmp_path / "kept.csv").write_text("mine", encoding="utf-8")
    refused = kuasa("show", "SLOM", "--format", "csv", "-o", "kept.csv")
    assert (refused.returncode, (tmp_path / "kept.csv").read_text(encoding="utf-8")) == (2, "mine")
    assert kuasa("show", "SLOM", "--format", "csv", "-o", "kept.csv", "--force").returncode == 0
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8").startswith("about,statement,")


def test_csv_and_json_of_a_table_say_the_same(kuasa) -> None:
    as_csv = list(csv.DictReader(io.StringIO(kuasa("show", "SLOM", "--format", "csv").stdout)))
    as_json = json.loads(kuasa("show", "SLOM", "--format", "json").stdout)
    assert as_csv == [{key: value or "" for key, value in row.items()} for row in as_json]


def test_sparql_from_standard_input_is_answered(kuasa) -> None:
    done = kuasa("query", "-", "--format", "csv", stdin='SELECT ?a { GRAPH ?g { ?s skos:notation "SLOM" ; skos:prefLabel ?a } }')
    assert done.stdout == "a\nSenior Labour Officials' Meeting\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?x { SERVICE <http://localhost:1/> { ?x ?p ?o } }", "SERVICE"),
        ("LOAD <file:///etc/passwd>", "LOAD"),
        ("SELECT ?x FROM <file:///etc/passwd> { ?x ?p ?o }", "FROM"),
        ("SELECT ?x FROM NAMED <http://localhost:1/> { ?x ?p ?o }", "FROM"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT"),
        ("SELECT ?x WHERE { ?x ?y }", "error at 1:"),
    ],
)
def test_a_query_that_writes_reaches_out_or_is_none_is_refused(kuasa, text: str, said: str) -> None:
    done = kuasa("query", "-", "--data", WORLD, stdin=text)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr and "Traceback" not in done.stderr


def test_the_embedded_knowledge_is_clean(kuasa) -> None:
    done = kuasa("check", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_a_cyclic_reports_to_is_found_with_file_thing_problem_and_cure(kuasa) -> None:
    done = kuasa("check", str(BAD / "reporting-cycle.ttl"), "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1 and found
    assert all(row["file"] == "reporting-cycle.ttl" and row["thing"] and row["problem"] and row["cure"] for row in found)


def test_a_fact_of_ones_own_may_point_at_what_is_known(kuasa, tmp_path: Path) -> None:
    prefixes = "".join(line for line in Path(WORLD).read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
    fact = (
        prefixes
        + """
i:mine a k:Source ; dcterms:title "Notes of a meeting"@en ; dcterms:publisher "Us"@en .
i:mine-p1 a k:Passage ; k:source i:mine ; k:locator "first page"@en .
i:mine-t1 a k:Engagement ; k:from i:arosp ; k:to i:%s ; k:status k:planned ; k:observed "2026-01-10"^^xsd:date ; k:evidence i:mine-t1-e1 .
i:mine-t1-e1 a k:Evidence ; k:passage i:mine-p1 ; k:assertion k:participants ; k:confidence k:seen .
"""
    )
    (tmp_path / "mine.ttl").write_text(fact % "slom", encoding="utf-8")
    (tmp_path / "lost.ttl").write_text(fact % "slomm", encoding="utf-8")
    good, bad = kuasa("check", "mine.ttl"), kuasa("check", "lost.ttl")
    assert (good.returncode, good.stdout) == (0, "")
    assert bad.returncode == 1 and "slomm" in bad.stdout


def test_the_help_lists_the_commands(kuasa) -> None:
    done = kuasa("--help")
    assert done.returncode == 0 and "paths" in done.stdout


def test_a_map_leaves_out_what_it_is_told_to(kuasa) -> None:
    pages = [kuasa("map", "Union of Weavers", "--hops", "2", "-o", "-", "--data", WORLD, *more).stdout for more in ([], ["--without", "Loom Network"])]
    assert ["Loom Network" in page for page in pages] == [True, False]


def test_data_can_come_from_the_environment(kuasa) -> None:
    assert kuasa("show", "Union of Weavers", KUASA_DATA=WORLD).returncode == 0
    assert kuasa("show", "SLOM", KUASA_DATA=WORLD).returncode == 1
    assert kuasa("show", "SLOM", KUASA_DATA=f"{WORLD}\nembedded").returncode == 0


def test_show_tells_parts_notes_and_what_was_said_at_an_event(kuasa) -> None:
    session = kuasa("show", "i:slom-host-02-session", "--on", "2003-06-01").stdout
    assert "parts: " in session and "2nd SLOM: agenda items on ILO matters" in session
    assert "position: Delegates to the 2nd SLOM (2003): Raised nothing about Myanmar" in session
    assert "note: more than this number" in kuasa("show", "ACSC/APF 2023").stdout
    assert "carried out, see the later record" in kuasa("show", "i:awls-3-2024").stdout
