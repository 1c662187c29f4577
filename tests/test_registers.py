"""The registers: the same tables give the same files, a malformed row is refused, and the facts are what was read."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.exchange import registers
from kuasa.exchange.registers.__main__ import main
from kuasa.graph import questions
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.tables import Table

ROOT = Path(registers.__file__).parents[2]
DATA = ROOT / "data"
K = "https://w3id.org/kuasa/ontology#"
PREFIXES = f"PREFIX k: <{K}> PREFIX i: <https://w3id.org/kuasa/id/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return registers.make(DATA)


@pytest.fixture(scope="module")
def facts(made: dict[str, str]) -> ox.Store:
    store = ox.Store()
    for name, words in made.items():
        for fact in ox.parse(words, format=ox.RdfFormat.TURTLE):
            store.add(ox.Quad(fact.subject, fact.predicate, fact.object, ox.NamedNode(f"g:{name}")))
    for path in (ROOT / "ontology").glob("*.ttl"):
        store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("g:ontology"))
    return store


def ask(facts: ox.Store, pattern: str) -> bool:
    return bool(facts.query(f"{PREFIXES} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def rows(facts: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = facts.query(PREFIXES + query, use_default_graph_as_union=True)
    return sorted(tuple(cell.value.split("/id/")[-1].split("#")[-1] for cell in row if cell) for row in found)


def asked(name: str, **values: str) -> Table:
    knowledge = open_knowledge()
    return questions.ask(knowledge.store, questions.bind(questions.find(name), values, knowledge.facts))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "registers", tmp_path / "registers")
    return tmp_path


def change(folder: Path, table: str, key: str, column: str, value: str) -> None:
    path = folder / "registers" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    for line in lines[1:]:
        if key in line:
            line[lines[0].index(column)] = value
            break
    else:
        raise AssertionError(f"no row {key} in {table}")
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def test_committed_files_are_what_the_tables_make() -> None:
    assert registers.check(DATA) == []


def test_rows_in_another_order_give_the_same_files(copy: Path, made: dict[str, str]) -> None:
    for path in (copy / "registers").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            head, *lines = csv.reader(stream)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([head, *reversed(lines)])
    assert registers.make(copy) == made


def test_check_names_a_file_that_was_edited_by_hand(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(copy)]) == 0
    assert main(["--check", "--data", str(copy)]) == 0
    edited = copy / "things" / "registered-bodies.ttl"
    edited.write_text(edited.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    (copy / "sources" / "register-old.ttl").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check", "--data", str(copy)]) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "things/registered-bodies.ttl",
        "sources/register-old.ttl",
    ]
    assert main(["--data", str(copy)]) == 0
    assert registers.check(copy) == []


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "cure"),
    [
        ("asean_bodies", "slom", "confidence", "maybe", "write seen or recalled"),
        ("asean_bodies", "slom", "type", "tea party", "words.csv"),
        ("asean_bodies", "afml", "reports_to", "nobody", "write the id of a row"),
        ("asean_bodies", "afml", "name", "", "fill this cell"),
        ("body_roles", "slom-chair-02", "from", "spring", "write 2025"),
        ("body_roles", "slom-chair-02", "until", "2025-13", "write 2025"),
        ("body_roles", "slom-chair-02", "role", "mascot", "write chair"),
        ("states", "THA", "iso3", "thai", "three capitals"),
        ("doors", "afml-cso-prep", "body_id", "nowhere", "write the id of a row"),
        ("doors", "afml-cso-prep", "state", "ajar", "nothing for an open door"),
        ("doors", "afml-cso-prep", "source", "see body_roles.csv, afml", "not a table of ours"),
        ("asean_chairs", "2028", "chair_source", "asean_bodies.csv", "not a table of ours"),
        ("instruments", "C190", "related_to", "C999", "another row"),
        ("instruments", "C190", "adopted_by", "somebody", "words.csv"),
        ("read_ties", "Coordination", "to", "nobody", "slug of a thing"),
    ],
)
def test_a_malformed_row_is_refused(copy: Path, table: str, key: str, column: str, value: str, cure: str) -> None:
    change(copy, table, key, column, value)
    with pytest.raises(UnreadableFile) as refused:
        registers.make(copy)
    message = str(refused.value)
    assert f"{table}.csv, row " in message
    assert f"column {column}: {value!r}" in message
    assert cure in message


def test_a_row_with_too_many_cells_is_refused(copy: Path) -> None:
    path = copy / "registers" / "words.csv"
    path.write_text(path.read_text(encoding="utf-8") + "a,b,c,d,e\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="5 cells under 4 columns"):
        registers.make(copy)


def test_a_key_that_stands_twice_is_refused(copy: Path) -> None:
    path = copy / "registers" / "words.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="has the same key"):
        registers.make(copy)


def test_no_triple_stands_in_two_files_and_none_is_blank(made: dict[str, str]) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for name, words in made.items():
        for fact in ox.parse(words, format=ox.RdfFormat.TURTLE):
            key = (str(fact.subject), str(fact.predicate), str(fact.object))
            assert "_:" not in (key[0][:2], key[2][:2])
            assert seen.setdefault(key, name) == name


def test_every_word_is_one_of_the_ontology(facts: ox.Store) -> None:
    used = rows(facts, "SELECT DISTINCT ?w { GRAPH ?g { { ?s ?w ?o } UNION { ?s ?p ?w FILTER(isIRI(?w)) } } FILTER(STRSTARTS(STR(?w), STR(k:)) && ?g != <g:ontology>) }")
    known = rows(facts, "SELECT DISTINCT ?w { GRAPH <g:ontology> { ?w a ?c } FILTER(STRSTARTS(STR(?w), STR(k:))) }")
    assert set(used) <= set(known)


def test_every_tie_has_both_ends_of_an_allowed_class_a_status_and_evidence(facts: ox.Store) -> None:
    parents = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"
    families: dict[str, set[str]] = {}
    for thing, family in rows(facts, f"SELECT DISTINCT ?x ?c {{ ?x a/{parents} ?c . FILTER(STRSTARTS(STR(?x), STR(i:))) }}"):
        families.setdefault(thing, set()).add(family)
    allowed: dict[tuple[str, str], set[str]] = {}
    for kind, end, family in rows(facts, "SELECT ?kind ?end ?c { ?kind ?end ?c . FILTER(?end IN (k:fromClass, k:toClass)) }"):
        allowed.setdefault((kind, end), set()).add(family)
    query = "SELECT ?tie ?kind { ?kind k:fromClass ?any . ?tie a ?kind . FILTER(STRSTARTS(STR(?tie), STR(i:))) }"
    ties = dict(rows(facts, query))
    ends = "?tie k:from ?from ; k:to ?to ; k:status ?status ; k:evidence ?evidence . ?evidence a k:Evidence"
    unmet = set(ties)
    for tie, giver, taker in rows(facts, f"SELECT DISTINCT ?tie ?from ?to {{ {ends} }}"):
        fits = families.get(giver, set()) & allowed[ties[tie], "fromClass"] and families.get(taker, set()) & allowed[ties[tie], "toClass"]
        unmet -= {tie} if fits else set()
    assert len(ties) > 600
    assert unmet == set()


def test_evidence_is_seen_with_a_passage_or_recalled_with_a_place_to_check(facts: ox.Store) -> None:
    assert rows(facts, "SELECT ?e { ?e a k:Evidence ; k:confidence k:seen . FILTER NOT EXISTS { ?e k:passage/k:source ?s } }") == []
    assert rows(facts, "SELECT ?e { ?e a k:Evidence ; k:confidence k:recalled . FILTER NOT EXISTS { ?e k:checkAt ?s } }") == []
    assert rows(facts, "SELECT ?e { ?e a k:Evidence ; k:passage ?p ; k:checkAt ?s }") == []
    assert rows(facts, "SELECT ?e { ?e a k:Evidence ; k:assertion k:inferred . FILTER NOT EXISTS { ?e k:because ?b } }") == []


def test_afml_reports_to_acmw_from_memory_and_acmw_to_slom_as_seen(facts: ox.Store) -> None:
    query = "SELECT ?c {{ ?t a k:Reporting ; k:from i:{} ; k:to i:{} ; k:evidence/k:confidence ?c }}"
    assert set(rows(facts, query.format("afml", "acmw"))) == {("recalled",)}
    assert set(rows(facts, query.format("acmw", "slom"))) == {("seen",)}
    assert set(rows(facts, query.format("slom", "almm"))) == {("seen",)}


def test_slom_is_chaired_by_singapores_ministry_in_2025(facts: ox.Store) -> None:
    chairs = "SELECT ?who { ?t a k:Chairing ; k:to i:slom ; k:from ?who ; k:status k:actual ; k:observed ?d . FILTER(STR(?d) = '2025') }"
    assert rows(facts, chairs) == [("ministry-labour-sgp",)]
    assert not ask(facts, "?t a k:Chairing ; k:from i:mys ; k:to i:slom")


def test_the_seat_of_molisa_ended_with_february_2025(facts: ox.Store) -> None:
    ends = rows(facts, "SELECT ?body ?end { ?t a k:Seat ; k:from i:ministry-labour-vnm ; k:to ?body ; k:until ?end }")
    assert ends == [(body, "2025-02-28") for body in ("acw", "almm", "ammswd", "ammw", "slom", "somswd")]
    assert ask(facts, "?t a k:Seat ; k:from i:ministry-home-vnm ; k:to i:slom ; k:evidence/k:assertion k:inferred")


def test_a_ministry_in_two_families_is_one_thing(facts: ox.Store) -> None:
    lao = rows(facts, "SELECT DISTINCT ?body { ?t a k:Seat ; k:from i:ministry-labour-lao ; k:to ?body }")
    assert lao == [("almm",), ("ammswd",), ("slom",), ("somswd",)]
    assert not ask(facts, "i:ministry-social-lao a ?c")
    assert not ask(facts, "i:idn-manpower a ?c")


def test_timor_leste_is_an_observer_in_2024_and_a_member_since_october_2025(facts: ox.Store) -> None:
    assert rows(facts, "SELECT ?d { ?t a k:Membership ; k:from i:tls ; k:to i:asean ; k:since ?d }") == [("2025-10-26",)]
    assert rows(facts, "SELECT ?a ?b { ?t a k:ObserverSeat ; k:from i:tls ; k:to i:asean ; k:since ?a ; k:until ?b }") == [("2022-11", "2025-10-26")]
    seats = "?u a k:Subunit ; k:to i:tls ; k:from ?office . ?seat a k:Seat ; k:from ?office ; k:status ?status"
    assert rows(facts, f"SELECT DISTINCT ?since ?status {{ {seats} . OPTIONAL {{ ?seat k:since ?since }} }}") == [("2025-10", "possible")]


def test_a_seat_is_dated_by_the_page_that_shows_it(facts: ox.Store) -> None:
    query = "SELECT ?day ?said {{ ?t a k:Seat ; k:from i:{} ; k:to i:{} ; k:observed ?day ; k:evidence/k:assertion ?said FILTER NOT EXISTS {{ ?t k:role ?r }} }}"
    assert rows(facts, query.format("ministry-labour-idn", "almm")) == [("2020-10-28", "thirdParty"), ("2025-09-30", "inferred")]
    assert rows(facts, query.format("ministry-labour-phl", "almm")) == [("2022-10-23", "thirdParty"), ("2024-08-13", "inferred")]
    assert rows(facts, query.format("ministry-social-brn", "ammswd")) == [("1993-12-03", "thirdParty"), ("2024-05-28", "inferred")]
    assert rows(facts, query.format("ministry-social-brn", "acw")) == [("2012-10-19", "thirdParty"), ("2023-03-29", "thirdParty")]
    assert not ask(facts, "?t a k:Seat ; k:observed ?day ; k:evidence/k:confidence k:recalled")


def test_the_ministries_of_myanmar_say_whose_they_are(facts: ox.Store) -> None:
    labels = [label for (label,) in rows(facts, "SELECT ?l { ?u a k:Subunit ; k:to i:mmr ; k:from/skos:prefLabel ?l }")]
    assert len(labels) == 2
    assert all(label.endswith("(Myanmar, military-led administration)") for label in labels)
    assert ask(facts, "?t a k:Seat ; k:from i:ministry-labour-mmr ; k:to i:almm ; skos:scopeNote ?n ; k:evidence/k:assertion k:inferred")


def test_a_term_whose_end_is_doubted_is_not_open_for_ever(facts: ox.Store) -> None:
    doubted = "?t a k:Chairing ; k:to i:almm ; k:since ?s . FILTER NOT EXISTS { ?t k:until ?u }"
    assert not ask(facts, doubted)
    for term in ("almm-chair-01", "almm-chair-04", "almm-vice-chair-01", "acwc-chair-01", "acwc-vice-chair-01", "ilc-chair-02"):
        assert ask(facts, f"i:register-roles-{term} k:observed ?day")
        assert not ask(facts, f"i:register-roles-{term} k:since ?day")
    assert ask(facts, "i:register-roles-almm-chair-01-term k:since ?a ; k:until ?b ; k:evidence/k:assertion k:inferred")
    assert ask(facts, "i:register-roles-almm-chair-03 k:status k:planned ; k:until ?day")


def test_a_door_says_its_state_and_what_is_weaker(facts: ox.Store) -> None:
    states = rows(facts, "SELECT ?d ?s { ?d a k:Door ; k:doorState ?s }")
    assert states == [
        ("register-doors-asean-affiliation-former", "doorClosed"),
        ("register-doors-asean-care-consultation-2024", "doorClosed"),
        ("register-doors-asean-summit-interface", "doorLapsed"),
        ("register-doors-ilo-mmr-forced-labour", "doorClosed"),
        ("register-doors-mmr-ntdf", "doorSuspended"),
    ]
    assert not ask(facts, "i:register-doors-ilo-mmr-forced-labour k:obligations ?o")
    assert ask(facts, "i:register-doors-asean-affiliation-former k:doorKind k:otherDoor")
    assert ask(facts, "i:register-doors-slom-social-partners k:about i:slom ; k:evidence/k:confidence k:recalled")
    notes = [note for (note,) in rows(facts, "SELECT ?n { ?d a k:Door ; skos:scopeNote ?n }")]
    assert "weaker: objection rule recalled" in notes
    assert [note for note in notes if '"' in note or ".csv" in note] == []


@pytest.mark.parametrize("body", ["AFML", "ALMM", "ASEAN Summit", "ACW"])
def test_doors_are_asked_one_row_each_and_open_ones_first(body: str) -> None:
    table = asked("bodies/doors", body=body)
    doors = [row["door"] for row in table.rows]
    assert doors
    assert len(set(doors)) == len(doors)
    shut = [row["state"] != "open" for row in table.rows]
    assert shut == sorted(shut)
    assert all(row["sources"] for row in table.rows)


def test_who_sits_on_a_day_is_said_in_plain_words() -> None:
    def seats(day: str) -> dict[object, tuple[object, object]]:
        return {row["state"]: (row["labour_seat"], row["labour_known"]) for row in asked("states/labour-or-social", on=day).rows}

    earlier, later = seats("2024-04-01"), seats("2025-06-01")
    assert earlier["Viet Nam"][0] == "Ministry of Labour, Invalids and Social Affairs (Viet Nam)"
    assert later["Viet Nam"] == ("Ministry of Home Affairs (Viet Nam)", "seat concluded")
    assert later["Indonesia"][1] == "ministers' seat seen 2020-10-28, officials' seat concluded"
    assert not later["Timor-Leste"][0]


def test_an_address_has_one_title_and_a_remark_stands_in_the_locator(facts: ox.Store) -> None:
    titles = rows(facts, "SELECT ?s ?t { ?s k:address ?a ; <http://purl.org/dc/terms/title> ?t }")
    assert len({source for source, _ in titles}) == len(titles)
    assert [title for _, title in titles if " (" in title] == []
    located = "?p k:locator ?l . FILTER(CONTAINS(?l, 'row slom of the table of ASEAN bodies: 21st SLOM'))"
    assert ask(facts, located)


def test_a_name_shared_with_a_programme_or_a_network_is_kept_apart(facts: ox.Store) -> None:
    assert ask(facts, "?t a k:PossiblySameAs ; k:from i:f2bm ; k:to i:f2bm-hivos ; k:evidence/k:assertion k:inferred")
    assert not ask(facts, "i:f2bm k:website ?w")
    assert ask(facts, "?t a k:Subunit ; k:from i:afwa-idn ; k:to i:afwa")
    assert rows(facts, "SELECT DISTINCT ?x { ?n a k:Name ; k:about ?x ; k:text 'AFWA Indonesia'@en }") == [("afwa-idn",)]
    assert not ask(facts, "i:afwa skos:altLabel 'AFWA Indonesia'@en")


def test_asec_stands_for_two_things(facts: ox.Store) -> None:
    named = "SELECT ?x { { ?x skos:notation 'ASEC' } UNION { ?n a k:Name ; k:about ?x ; k:text 'ASEC'@en ; k:nameKind k:acronym } }"
    assert rows(facts, named) == [("asean-secretariat",), ("asec-sse",)]


def test_two_founding_years_of_acw_contradict_one_another(facts: ox.Store) -> None:
    years = "SELECT ?a ?b { ?x k:contradicts ?y . ?x k:about i:acw ; k:value ?a . ?y k:about i:acw ; k:value ?b }"
    assert rows(facts, years) == [("2002", "2001")]
    assert not ask(facts, "i:acw k:begins ?any")


def test_forecasts_of_chairs_that_differ_contradict_the_register(facts: ox.Store) -> None:
    rivals = "SELECT ?year ?told ?known { ?x k:contradicts ?y . ?x a k:Chairing ; k:from ?told ; k:since ?year . ?y k:from ?known }"
    assert rows(facts, rivals) == [("2029", "vnm", "tls"), ("2030", "brn", "vnm")]


def test_states_do_not_host_the_peoples_forum_or_the_labour_conference(facts: ox.Store) -> None:
    hosted = "SELECT ?s { ?t a k:Hosting ; k:to ?s . ?sitting k:from ?s ; k:to ?body . FILTER(?body IN (i:acsc-apf, i:ilc)) }"
    assert rows(facts, hosted) == []
    assert ask(facts, "?t a k:Sitting ; k:from i:acsc-apf-host-19-session ; k:to i:acsc-apf")
    assert not ask(facts, "i:acsc-apf-host-19-session k:sessionNumber ?n")


def test_no_sentence_of_a_source_is_kept() -> None:
    kept = []
    for path in sorted((DATA / "registers").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream):
                for cell in (line.get("note") or "", line.get("confidence_scope") or ""):
                    for quoted in cell.split('"')[1::2]:
                        words = [word for word in quoted.split() if len(word) > 3]
                        small = [word for word in words if word.lstrip("(.")[:1].islower()]
                        if len(quoted.split()) > 4 and len(small) > len(words) / 3:
                            kept.append((path.name, quoted))
    assert kept == []
