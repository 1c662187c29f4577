"""The registers: the same tables give the same files, a malformed row is refused, and the facts are what was read."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.exchange import registers
from kuasa.exchange.registers.__main__ import main
from kuasa.graph import questions
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.tables import Table

ROOT = Path(registers.__file__).parents[2]
DATA = ROOT / "data"
K = "https://w3id.org/kuasa/ontology#"
PREFIXES = f"PREFIX k: <{K}> PREFIX i: <https://w3id.org/kuasa/id/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "


@cache
def known() -> Knowledge:
    """The embedded knowledge, opened once; tests only ask it."""
    return open_knowledge()


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
    knowledge = known()
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
        ("ratifications", "C029", "load", "no", "no register confirms"),
        ("ratifications", "C029", "load", "perhaps", "write yes"),
        ("ratifications", "C029", "date_precision", "year", "as precise as the date is"),
        ("ratifications", "C029", "instrument_id", "R204", "a binding text"),
        ("ratifications", "C029", "state_iso3", "XKX", "add the state"),
        ("ratifications", "C029", "status", "in limbo", "words.csv"),
        ("not_ratified", "C087", "instrument_id", "C029", "among the ratifications too"),
        ("not_ratified", "C087", "source", "https://www.ilo.org/table", "in which the recalled date is to be checked"),
        ("not_ratified", "C087", "basis", "hearsay", "words.csv"),
        ("not_ratified", "C087", "recalled_as_of", "soon", "write 2025"),
        ("ilo_bodies", "ilo-gb", "base", "Atlantis", "words.csv"),
        ("ilo_bodies", "ilo-ao-mnl", "successor_id", "nobody", "ids of rows of this table"),
        ("asean_csos", "atuc", "base", "Atlantis", "words.csv"),
        ("states", "THA", "names_native", "Siam", "with its language"),
        ("body_roles", "awls-host-01", "realises", "a plan", "record that planned it"),
        ("read_names", "kpri", "about", "nobody", "slug of a thing"),
        ("read_counts", "arosp", "count", "many", "a whole number"),
        ("read_notes", "HKG", "on", "thing nobody", "thing and a slug"),
        ("read_notes", "HKG", "on", "chairing", "the end of the id"),
        ("read_notes", "HKG", "row", "ZZZ", "key of a row"),
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
    assert "less sure than the rest: objection rule recalled" in notes
    assert [note for note in notes if '"' in note or ".csv" in note] == []


def test_a_weaker_field_of_a_door_that_was_seen_says_so_itself() -> None:
    fields = ("who_may_use", "conditions", "who_decides", "who_can_object", "obligations", "how_to_apply", "rhythm")
    silent = []
    for row in table("doors"):
        for word in ("recalled", "inferred"):
            if row["confidence"] == "seen" and word in row["confidence_scope"] and not any(word in row[field] for field in fields):
                silent.append((row["id"], word))
    assert silent == []


def test_a_door_of_which_nothing_was_seen_says_so(facts: ox.Store) -> None:
    told = rows(facts, "SELECT ?d { ?d a k:Door ; skos:scopeNote 'nothing of this was seen: all of it is from memory'@en }")
    assert told == rows(facts, "SELECT ?d { ?d a k:Door ; k:evidence/k:confidence k:recalled }")
    assert len(told) == 7


def test_every_known_doubt_about_a_thing_is_a_note_of_it(facts: ox.Store) -> None:
    noted = {thing for (thing,) in rows(facts, "SELECT DISTINCT ?x { ?x skos:scopeNote ?n }")}
    copied = {row["instrument_id"].lower() for row in table("ratifications") + table("not_ratified") if "scraped" in row["source"]}
    assert len(copied) == 16
    unlisted = {"annex2-total", "atuc", "asetuc", "ace", "aipa", "asean-bac"}
    unresolved = {"team9", "ybs", "inisiatif", "spell", "mysdg-academy", "asean-parl-forum", "f2bm", "eclec"}
    named_twice = {"asec-sse", "asean-secretariat", "lcsd", "pegd", "tfamw", "acsc-apf", "arosp"}
    assert copied | unlisted | unresolved | named_twice <= noted


@pytest.mark.parametrize("body", ["AFML", "ALMM", "ASEAN Summit", "ACW"])
def test_doors_are_asked_one_row_each_and_open_ones_first(body: str) -> None:
    table = asked("into-body", body=body)
    doors = [row["door"] for row in table.rows]
    assert doors
    assert len(set(doors)) == len(doors)
    shut = [row["state"] != "open" for row in table.rows]
    assert shut == sorted(shut)
    assert all(row["sources"] for row in table.rows)


def test_who_sits_on_a_day_is_said_in_plain_words() -> None:
    def seats(day: str) -> dict[object, tuple[object, object]]:
        return {row["state"]: (row["labour_seat"], row["labour_known"]) for row in asked("labour-or-social", on=day).rows}

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


def table(name: str) -> list[dict[str, str]]:
    with (DATA / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ends(row: dict[str, str]) -> tuple[str, str]:
    return row["state_iso3"].lower(), row["instrument_id"].lower()


def test_every_pair_of_state_and_instrument_is_either_bound_or_not(facts: ox.Store) -> None:
    ratified, open_ = table("ratifications"), table("not_ratified")
    pairs = {ends(row) for row in ratified + open_}
    states, texts = {state for state, _ in pairs}, {text for _, text in pairs}
    assert (len(states), len(texts), len(pairs)) == (11, 26, 286)
    assert pairs == {(state, text) for state in states for text in texts}
    known = set(rows(facts, "SELECT ?s ?t { ?r a ?kind ; k:from ?s ; k:to ?t . FILTER(?kind IN (k:Ratification, k:NonRatification)) }"))
    assert known == pairs
    bound = set(rows(facts, "SELECT ?s ?t { ?r a k:Ratification ; k:from ?s ; k:to ?t ; k:status k:actual }"))
    assert bound == {ends(row) for row in ratified if row["load"] == "yes"}
    free = set(rows(facts, "SELECT ?s ?t { ?r a k:NonRatification ; k:from ?s ; k:to ?t ; k:asOf ?day }"))
    assert free == {ends(row) for row in open_}
    assert bound & free == set()


def test_every_day_of_the_tables_of_ratifications_is_in_the_graph(facts: ox.Store) -> None:
    query = "SELECT ?s ?t ?day { ?r a k:Ratification ; k:from ?s ; k:to ?t ; k:status k:actual ; %s ?day FILTER(STRLEN(STR(?day)) = 10) }"
    loaded = [row for row in table("ratifications") if row["load"] == "yes"]
    for name, column in (("k:since", "date"), ("k:until", "denounced_date")):
        assert rows(facts, query % name) == sorted((*ends(row), row[column]) for row in loaded if row[column])
    derived = {("mys", "c155"), ("phl", "c190")}
    stated = [(*ends(row), row["entry_into_force_for_state"]) for row in loaded if row["entry_into_force_for_state"]]
    assert rows(facts, query % "k:inForceOn") == sorted(row for row in stated if row[:2] not in derived)
    copied = rows(facts, query % "k:observed")
    assert {row["source"].split("scraped ")[1][:10] for row in loaded if "scraped" in row["source"]} == {day for _, _, day in copied} == {"2015-03-14", "2023-06-25"}
    assert ("tha", "c029", "2023-06-25") in copied and ("mys", "c105", "2023-06-25") not in copied
    proved = rows(facts, "SELECT ?s ?t ?day { ?r a k:NonRatification ; k:from ?s ; k:to ?t ; k:asOf ?day }")
    days = {(*ends(row), day) for row in table("not_ratified") for day in (row["as_of"], row["recalled_as_of"]) if day}
    assert proved == sorted(days)


def test_a_ratification_that_no_register_confirms_is_possible_and_contradicted(facts: ox.Store) -> None:
    doubted = "SELECT ?s ?t ?said { ?r a k:Ratification ; k:from ?s ; k:to ?t ; k:status k:possible ; k:evidence/k:assertion ?said ; skos:scopeNote ?n }"
    assert sorted(set(rows(facts, doubted))) == [("brn", "p029", "thirdParty"), ("idn", "c188", "thirdParty")]
    against = rows(facts, "SELECT ?r ?day { ?r a k:Ratification ; k:contradicts ?other . ?other a k:NonRatification ; k:asOf ?day }")
    assert against == [("register-ratifications-p029-brn", "2023-06-25"), ("register-ratifications-p029-brn", "2024-12-31")]
    assert not ask(facts, "i:register-ratifications-c188-idn k:since ?day")


def test_what_is_proved_and_what_is_recalled_of_a_gap_stand_apart(facts: ox.Store) -> None:
    query = "SELECT ?day ?c ?said { ?r a k:NonRatification ; k:from i:vnm ; k:to i:c087 ; k:asOf ?day ; k:evidence ?e . ?e k:confidence ?c ; k:assertion ?said }"
    assert rows(facts, query) == [("2023-06-25", "seen", "thirdParty"), ("2024-12-31", "recalled", "officialText")]
    assert rows(facts, query.replace("i:vnm", "i:tha")) == [("2025-08-20", "seen", "inferred")]
    recalled = rows(facts, "SELECT DISTINCT ?where { ?r a k:NonRatification ; k:evidence/k:checkAt ?s . ?s <http://purl.org/dc/terms/title> ?where }")
    assert len(recalled) == 2
    assert ask(facts, "i:register-not-ratified-c087-vnm-ratification-planned k:from i:vnm ; k:to i:c087 ; k:status k:planned ; k:since ?day")


def test_a_recalled_day_stands_behind_the_year_that_was_seen(facts: ox.Store) -> None:
    query = "SELECT ?day ?c { ?r a k:Ratification ; k:from i:phl ; k:to i:c097 ; k:since ?day ; k:evidence/k:confidence ?c }"
    assert rows(facts, query) == [("2009", "seen"), ("2009-04-21", "recalled")]


def test_sabah_denunciations_and_accessions_are_marked(facts: ox.Store) -> None:
    assert set(rows(facts, "SELECT ?s ?t { ?r a k:Ratification ; k:from ?s ; k:to ?t ; k:role k:forPartOnly ; skos:scopeNote ?n }")) == {("mys", "c097")}
    ended = "SELECT ?s ?until { ?r a k:Ratification ; k:from ?s ; k:to i:c105 ; k:until ?until }"
    assert rows(facts, ended) == [("mys", "1990-01-10"), ("sgp", "1979-04-19")]
    acts = rows(facts, "SELECT ?role { ?r a k:Ratification ; k:role ?role ; k:status k:actual FILTER(?role != k:forPartOnly) FILTER(!STRENDS(STR(?r), '-year')) }")
    assert {role: acts.count((role,)) for (role,) in acts} == {"accessionAct": 23, "ratificationAct": 109}


def test_signatures_before_or_without_ratification_are_ties(facts: ox.Store) -> None:
    signed = "SELECT ?day ?c { ?r a k:Signature ; k:from i:khm ; k:to i:icrmw ; k:since ?day ; k:evidence/k:confidence ?c }"
    assert rows(facts, signed) == [("2004-09-27", "recalled")]
    assert ask(facts, "?r a k:Signature ; k:from i:phl ; k:to i:icescr ; k:since ?day ; k:evidence/k:confidence k:seen FILTER(STR(?day) = '1966-12-19')")


def test_one_passage_serves_all_rows_of_an_instrument(facts: ox.Store) -> None:
    passages = rows(facts, "SELECT DISTINCT ?p { ?r a k:NonRatification ; k:evidence/k:passage ?p }")
    told = rows(facts, "SELECT ?p ?l { ?r a k:NonRatification ; k:evidence/k:passage ?p . ?p k:locator ?l }")
    assert len(passages) == len(set(told)) == 37


def test_the_motto_of_a_chair_names_the_page_that_prints_it(facts: ox.Store) -> None:
    themes = rows(facts, "SELECT ?year ?theme { ?t a k:Chairing ; k:to i:asean ; k:since ?year ; k:theme ?theme }")
    assert [row for row in themes if row[0] == "2024"] == [("2024", "ASEAN: Enhancing Connectivity and Resilience")]
    assert {year for year, _ in themes} == {row["year"] for row in table("asean_chairs") if row["theme"]}
    told = "i:register-chairs-2023 k:evidence/k:passage ?p . ?p k:source/k:address ?a ; k:locator ?l . FILTER(CONTAINS(?a, 'southasiandaily') && CONTAINS(?l, 'motto'))"
    assert ask(facts, told)


def test_names_in_other_languages_are_records_with_their_language(facts: ox.Store) -> None:
    called = "SELECT ?text ?l ?c {{ ?n a k:Name ; k:about i:{} ; k:text ?text ; k:evidence/k:confidence ?c . BIND(LANG(?text) AS ?l) FILTER(?l != 'en') }}"
    assert rows(facts, called.format("tha")) == [("ประเทศไทย", "th", "recalled"), ("ราชอาณาจักรไทย", "th", "recalled")]
    assert rows(facts, called.format("tls")) == [
        ("República Democrática de Timor-Leste", "pt", "recalled"),
        ("Repúblika Demokrátika de Timor-Leste", "tet", "recalled"),
    ]
    assert set(rows(facts, called.format("kpri"))) == {("Konfederasi Pergerakan Rakyat Indonesia", "id", "seen")}
    assert rows(facts, "SELECT ?x ?n { ?x skos:altLabel ?n FILTER(LANG(?n) != 'en') }") == []
    assert not ask(facts, "?x skos:altLabel 'Kementerian Ketenagakerjaan'@en")


def test_offices_and_ministries_name_those_whose_place_they_took(facts: ox.Store) -> None:
    query = "SELECT ?earlier ?since ?c { ?t a k:Succession ; k:from i:%s ; k:to ?earlier ; k:since ?since ; k:evidence/k:confidence ?c }"
    assert set(rows(facts, query % "ilo-sro-bkk")) == {("ilo-easmat", "2002", "recalled")}
    assert set(rows(facts, query % "ilo-dwt-bkk")) == {("ilo-sro-bkk", "2010", "recalled")}
    assert ("ilo-seapat", "2003", "seen") in rows(facts, query % "ilo-sro-mnl")
    assert set(rows(facts, query % "ministry-home-vnm")) == {("ministry-labour-vnm", "2025-03-01", "seen")}
    assert set(rows(facts, query % "ministry-health-vnm")) == {("ministry-labour-vnm", "2025-03-01", "recalled")}
    assert ask(facts, "?t a k:Succession ; k:from i:ilo-co-jkt ; k:to i:ilo-jakarta ; k:evidence/k:assertion k:inferred")


def test_sizes_are_counts_with_their_date(facts: ox.Store) -> None:
    counts = "SELECT ?n ?group ?day {{ ?a a k:Attendance ; k:about i:{} ; k:count ?n ; k:counted ?group ; k:observed ?day }}"
    assert rows(facts, counts.format("arosp")) == [("14", "countries", "2024"), ("51", "memberOrganisations", "2024"), ("57", "memberOrganisations", "2025-11")]
    assert rows(facts, counts.format("ilo")) == [("187", "countries", "2025-06-02")]
    assert rows(facts, "SELECT ?x ?n { ?a k:about i:annex2-total ; k:count ?n . i:annex2-total a ?x FILTER(?n = 79) }") == [("Collective", "79")]


def test_a_record_realises_the_plan_of_a_document_and_an_open_question_none(facts: ox.Store) -> None:
    assert rows(facts, "SELECT ?r ?plan { ?r k:realises ?plan }") == [
        ("register-instruments-asean-awls3-sitting", "training-2024-t162"),
        ("register-roles-awls-host-01", "training-2024-t164"),
    ]
    store = known().store
    kinds = {"t162": "Sitting", "t164": "Hosting"}
    for plan, kind in kinds.items():
        pattern = f"GRAPH ?g {{ i:training-2024-{plan} a k:{kind} ; k:status k:planned ; k:to ?to }}"
        assert bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


def test_a_recalled_website_is_a_claim_and_no_fact(facts: ox.Store) -> None:
    claimed = rows(facts, "SELECT ?x ?c { ?r a k:Claim ; k:about ?x ; k:property k:website ; k:evidence/k:confidence ?c }")
    assert {thing for thing, _ in claimed} >= {"infid", "who", "wg-aseanhrm"}
    assert {confidence for _, confidence in claimed} == {"recalled"}
    assert rows(facts, "SELECT ?x { ?r a k:Claim ; k:about ?x ; k:property k:website . ?x k:website ?w }") == []
    assert ask(facts, "i:ilo-roap k:website ?w")


def test_topics_and_kinds_that_have_codes_are_used(facts: ox.Store) -> None:
    for text, topic in {"c189": "domesticWork", "c190": "violenceAndHarassment", "c193": "digitalLabour", "crpd": "disability", "c188": "fisheries"}.items():
        assert ask(facts, f"i:{text} k:topic k:{topic}")
    assert ask(facts, "i:asean-bac k:organisationType k:businessCouncil . i:mysdg-academy k:organisationType k:trainingBody")
    assert ask(facts, "i:aipa k:organisationType k:parliamentaryGroup")


def test_doubts_are_notes_in_words_of_our_own(facts: ox.Store) -> None:
    assert ask(facts, "i:register-organisations-tfamw-begins k:about i:tfamw ; k:value ?year ; skos:scopeNote ?note ; k:evidence/k:confidence k:seen")
    assert ask(facts, "i:asean-care-2024 skos:scopeNote ?note . ?n k:about i:asean-care-2024 ; k:nameKind k:officialName")
    assert ask(facts, "i:acsc-apf skos:scopeNote ?note")
    notes = [note for (note,) in rows(facts, "SELECT ?n { ?x skos:scopeNote ?n FILTER(STRSTARTS(STR(?x), STR(i:))) }")]
    assert len(notes) > 250
    assert [note for note in notes if '"' in note or ".csv" in note or "http" in note or "load" in note] == []


def test_founders_of_asean_are_its_five_founding_members(facts: ox.Store) -> None:
    assert rows(facts, "SELECT ?s { ?t a k:Founding ; k:from ?s ; k:to i:asean }") == [("idn",), ("mys",), ("phl",), ("sgp",), ("tha",)]


def test_bodies_rest_on_texts_of_the_register(facts: ox.Store) -> None:
    query = "SELECT ?text ?c { ?t a k:Concern ; k:from ?text ; k:to i:%s ; k:evidence/k:confidence ?c ; skos:scopeNote ?n }"
    assert rows(facts, query % "acmw") == [("asean-acmw-2007", "seen")]
    assert rows(facts, query % "aichr") == [("asean-aichr-tor", "seen"), ("asean-chaam-2009", "seen"), ("asean-charter", "seen")]
    assert rows(facts, query % "cpr") == [("asean-charter", "recalled")]
