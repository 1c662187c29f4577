"""Alignments: each gives what a reader of that vocabulary understands, in its terms only, and nothing that is no fact."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import knowledge
from rdflib import RDF, RDFS, XSD, Dataset, Graph, Literal, URIRef
from weavers import ANSWERS, EVIDENCE, KNOWN, PREFIXES, region

from kuasa.exchange import alignments, rdf
from kuasa.graph.errors import BadChoice
from kuasa.graph.store import EmbeddedStore, words
from kuasa.graph.vocabulary import DERIVED, GRAPH, ID, K

VOCABULARIES = Path(__file__).parent / "vocabularies"
NAMES = ["dcterms", "eli", "foaf", "ftm", "org", "popolo", "prov", "schema", "skos"]


@cache
def little() -> EmbeddedStore:
    """A store of the little region."""
    store = EmbeddedStore()
    store.post(GRAPH + "little", (quad.triple for quad in ox.parse(region(), format=ox.RdfFormat.TURTLE)))
    return store


def read(store: EmbeddedStore, name: str) -> Graph:
    """What rdflib reads of an alignment as Turtle."""
    found = alignments.aligned(store, name)
    return Graph().parse(data=rdf.written(found.quads, Path("x.ttl"), found.prefixes), format="turtle")


@cache
def region_as(name: str) -> Graph:
    return read(little(), name)


@cache
def embedded_as(name: str) -> Graph:
    return read(knowledge()[0], name)


def prefixes(name: str) -> dict[str, str]:
    """The prefixes that a vocabulary's own readers know: those of its rules but ours."""
    text = (alignments.RULES / f"{name}.ru").read_text(encoding="utf-8")
    return {prefix: iri for prefix, iri in re.findall(r"^PREFIX ([\w-]+): <(.+)>$", text, re.MULTILINE) if "kuasa" not in iri}


def asked(graph: Graph, name: str, query: str) -> set[tuple[str, ...]]:
    """The rows of a query that declares the vocabulary's prefixes and no others."""
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(name).items())
    return {tuple("" if cell is None else str(cell) for cell in row) for row in graph.query(head + query)}


def test_there_is_an_answer_and_a_known_fact_for_every_alignment() -> None:
    assert alignments.names() == NAMES == sorted(KNOWN) == sorted({name for name, _, _ in ANSWERS.values()})
    assert sorted(path.stem for path in VOCABULARIES.glob("*.ttl")) == NAMES


@pytest.mark.parametrize("case", ANSWERS)
def test_a_reader_of_the_vocabulary_gets_the_answer(case: str) -> None:
    name, query, answer = ANSWERS[case]
    assert asked(region_as(name), name, query) == answer


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_fact_is_found_in_the_embedded_knowledge(name: str) -> None:
    query, answer = KNOWN[name]
    assert asked(embedded_as(name), name, query) >= answer


@pytest.mark.parametrize(("name", "query"), [(n, q) for n, q, _ in ANSWERS.values()] + [(n, q) for n, (q, _) in KNOWN.items()])
def test_a_question_is_put_in_the_words_of_its_vocabulary_only(name: str, query: str) -> None:
    written = re.sub(r"\"[^\"]*\"|'[^']*'", "", query)
    used = set(re.findall(r"(?<![\w:?])([a-z]+):", written))
    assert used and used <= set(prefixes(name))
    assert "kuasa" not in query


# What must hold of every output


def closure(classes: set[URIRef], vocabulary: Graph) -> set[URIRef]:
    """Classes with all above them."""
    return {above for each in classes for above in vocabulary.transitive_objects(each, RDFS.subClassOf)}  # type: ignore[misc]


def faults(found: Graph, vocabulary: Graph) -> set[str]:
    """Terms that the vocabulary does not have, and ends that are of no kind it allows."""
    kinds = {node: closure(set(found.objects(node, RDF.type)), vocabulary) for node in set(found.subjects())}  # type: ignore[arg-type]
    text = {URIRef("https://schema.org/Text"), URIRef("https://schema.org/Date"), RDFS.Literal}
    faulty = set()
    for subject, predicate, value in found:
        if predicate == RDF.type:
            if (value, RDF.type, RDFS.Class) not in vocabulary:
                faulty.add(f"class {value}")
        elif predicate not in (RDFS.label, RDFS.seeAlso):
            domains, ranges = set(vocabulary.objects(predicate, RDFS.domain)), set(vocabulary.objects(predicate, RDFS.range))
            if (predicate, RDF.type, RDF.Property) not in vocabulary:
                faulty.add(f"property {predicate}")
            if domains and not domains & kinds[subject]:
                faulty.add(f"domain of {predicate}")
            if isinstance(value, Literal):
                fits = bool(ranges & {*text, value.datatype or XSD.string})
            else:
                fits = bool(ranges & kinds.get(value, set())) or URIRef("https://schema.org/URL") in ranges
            if ranges and not fits:
                faulty.add(f"range of {predicate}")
    return faulty


@cache
def vocabulary(name: str) -> Graph:
    return Graph().parse(VOCABULARIES / f"{name}.ttl")


@pytest.mark.parametrize("graph", [region_as, embedded_as], ids=["region", "embedded"])
@pytest.mark.parametrize("name", NAMES)
def test_every_term_exists_and_stands_between_ends_that_its_vocabulary_allows(name: str, graph: object) -> None:
    assert faults(graph(name), vocabulary(name)) == set()  # type: ignore[operator]


def test_a_wrong_end_or_an_invented_term_is_caught() -> None:
    head = "@prefix org: <http://www.w3.org/ns/org#> . @prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix : <urn:> . "
    wrong = head + ":m a org:Membership ; org:member :s . :s a org:Site . :o a org:FormalOrganization ; org:postIn :o ; org:invented 1 . :x a org:Invented ."
    assert {re.sub(r"http\S+#", "", fault) for fault in faults(Graph().parse(data=wrong, format="turtle"), vocabulary("org"))} == {
        "range of member",
        "domain of postIn",
        "property invented",
        "class Invented",
    }
    wrong = head + ':l a eli:LegalResource ; eli:date_document "2020" ; eli:title "not of a resource"@en .'
    assert {re.sub(r"http\S+#", "", fault) for fault in faults(Graph().parse(data=wrong, format="turtle"), vocabulary("eli"))} == {"range of date_document", "domain of title"}


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_our_own_is_a_property_or_class(name: str) -> None:
    for graph in (region_as(name), embedded_as(name)):
        assert not {term for term in graph.predicates() if "kuasa" in str(term)}
        assert not {term for term in graph.objects(None, RDF.type) if "kuasa" in str(term)}


@pytest.mark.parametrize("name", NAMES)
def test_our_own_codes_come_with_a_name(name: str) -> None:
    graph = embedded_as(name)
    codes = {value for value in graph.objects() if str(value).startswith(K)}
    assert not {code for code in codes if not any(isinstance(value, Literal) for value in graph.objects(code))}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_no_fact_comes_out(name: str) -> None:
    graph = region_as(name)
    terms = {str(term) for triple in graph for term in triple}
    assert not {term for term in terms if re.search(r"/u-|parade|old-fair|Ghost Weavers|Parade|Fair of Ghosts|^1066$|2099", term)}
    ghosts = {term for term in terms if re.search(r"/ghost-\w+$", term)}
    league = {URIRef(ID + "league")}
    assert not {ghost for ghost in ghosts if league & set(graph.objects(URIRef(ghost))) or league & set(graph.subjects(None, URIRef(ghost)))}
    assert ghosts or name in ("dcterms", "eli")


@pytest.mark.parametrize("name", NAMES)
def test_no_plan_and_no_recalled_or_inferred_record_of_the_embedded_knowledge_comes_out(name: str) -> None:
    store, _ = knowledge()
    plans = {row["node"].value for row in store.query("SELECT ?node WHERE { GRAPH ?g { ?node k:status ?status } FILTER(?status != k:actual) }")}
    ties = {row["tie"].value for row in store.query("SELECT ?tie WHERE { GRAPH ?g { ?tie k:from ?end } }")}
    seen = "SELECT ?tie WHERE { GRAPH ?g { ?tie k:evidence ?e . ?e k:confidence k:seen ; k:assertion ?by } FILTER(?by != k:inferred) }"
    left_out = plans | (ties - {row["tie"].value for row in store.query(seen)})
    assert len(left_out) > 200
    assert not {str(node) for triple in embedded_as(name) for node in triple if str(node).split("#")[0] in left_out}


@pytest.mark.parametrize(
    ("name", "property", "plain"), [("org", "memberOf", "isMemberOf|k:sitsIn"), ("org", "reportsTo", "reportsTo"), ("foaf", "member", "^(k:isMemberOf|k:sitsIn)")]
)
def test_a_link_without_a_time_is_one_that_the_rules_derive_too(name: str, property: str, plain: str) -> None:
    path = plain if plain.startswith("^") else f"k:{plain}"
    derived = {(row["a"].value, row["b"].value) for row in knowledge()[0].query(f"SELECT ?a ?b WHERE {{ GRAPH <{DERIVED}> {{ ?a {path} ?b }} }}")}
    found = {(str(a), str(b)) for a, b in embedded_as(name).subject_objects(URIRef(prefixes(name)[name] + property))}
    assert found and found <= derived


@pytest.mark.parametrize("name", NAMES)
def test_no_node_is_blank_and_the_bytes_are_the_same_twice(name: str) -> None:
    assert not [term for quad in alignments.aligned(little(), name).quads for term in (quad.subject, quad.object) if isinstance(term, ox.BlankNode)]
    for suffix in (".ttl", ".trig", ".nq", ".jsonld"):
        once, again = (rdf.written(found.quads, Path("x" + suffix), found.prefixes) for found in (alignments.aligned(little(), name) for _ in range(2)))
        assert once == again


def test_what_is_left_out_is_counted() -> None:
    left = alignments.aligned(little(), "org").left_out
    assert left == [
        "Left out, for they are not to be repeated as facts: 1 cancelled ties, 1 events that nobody is seen to report, 1 inferred ties, 1 planned things, 1 planned ties, "
        "1 possible ties, 1 proposed ties, 2 recalled ties, 1 ties with an end that is left out, 2 withdrawn or deprecated ties.",
        "Left out, for org has no words for them: 8 ties (adoption 1, call 1, drafting 1, organising 1, participation 1, reference 1, speech 1, version 1).",
    ]
    assert len(alignments.aligned(EmbeddedStore(), "org").left_out) == 0


def with_more(text: str, *ties: str) -> EmbeddedStore:
    """The little region and more actual ties, each seen in the almanac."""
    store = EmbeddedStore()
    seen = "".join(f"i:{tie} k:status k:actual . " + EVIDENCE.format(tie, "officialText", "seen") for tie in ties)
    store.post(GRAPH + "little", (quad.triple for quad in ox.parse(region() + text + seen, format=ox.RdfFormat.TURTLE)))
    return store


def test_what_a_vocabulary_of_links_cannot_say_is_counted_too() -> None:
    store = with_more("i:t30 a k:NonRatification ; k:from i:state-a ; k:to i:c999 . ", "t30")
    assert alignments.aligned(store, "ftm").left_out[1:] == [
        "Left out, for ftm has no words for them: 1 ties (non ratification 1).",
        "Left out, for ftm has no words for one of their ends, or none for what is past: 1 ties (call 1).",
    ]
    assert alignments.aligned(store, "prov").left_out[1:] == []


def test_what_was_last_seen_ten_years_before_the_newest_day_is_not_told_as_present() -> None:
    text = """i:t31 a k:Membership ; k:from i:loom-net ; k:to i:league ; k:observed "2014"^^xsd:gYear .
    i:t32 a k:Membership ; k:from i:ministry-a ; k:to i:league ; k:observed "2003"^^xsd:gYear , "2015-02"^^xsd:gYearMonth .
    i:t33 a k:Membership ; k:from i:state-a ; k:to i:loom-net ; k:since "1999"^^xsd:gYear ; k:observed "2003"^^xsd:gYear .
    i:t34 a k:PostHolding ; k:from i:p-0001 ; k:to i:chief ; k:observed "2003-05"^^xsd:gYearMonth . """
    org = read(with_more(text, "t31", "t32", "t33", "t34"), "org")
    plain = "SELECT ?a ?b WHERE { ?a org:memberOf ?b }"
    members = {(one.removeprefix(ID), whole.removeprefix(ID)) for one, whole in asked(org, "org", plain)}
    assert members == {("weavers", "loom-net"), ("ministry-a", "league"), ("state-a", "loom-net")}
    assert asked(org, "org", "SELECT ?p WHERE { ?post org:heldBy ?p }") == set()
    assert asked(org, "org", f"SELECT ?day WHERE {{ <{ID}t31> org:memberDuring/time:inside/time:inXSDgYear ?day }}") == {("2014",)}


def test_the_store_stays_as_it_is_and_a_graph_of_that_name_is_not_taken_over() -> None:
    store = EmbeddedStore()
    store.post(GRAPH + "as-org", (quad.triple for quad in ox.parse(region() + 'i:x <urn:p> "said before" .', format=ox.RdfFormat.TURTLE)))
    before, known = set(store.ox), len(words().ox)
    assert "said before" not in str(alignments.aligned(store, "org").quads)
    assert set(store.ox) == before and len(words().ox) == known


# The words of each vocabulary that need a second look


def test_no_prov_activity_is_an_entity_and_an_organisation_of_skos_has_one_name_per_language() -> None:
    prov, skos = "http://www.w3.org/ns/prov#", PREFIXES["skos"]
    for graph in (region_as("prov"), embedded_as("prov")):
        assert not set(graph.subjects(RDF.type, URIRef(prov + "Activity"))) & set(graph.subjects(RDF.type, URIRef(prov + "Entity")))
    graph = embedded_as("skos")
    names = [(node, name.language) for node, name in graph.subject_objects(URIRef(skos + "prefLabel"))]  # type: ignore[union-attr]
    assert len(names) == len(set(names))
    for kind, others in (("altLabel", ("prefLabel",)), ("hiddenLabel", ("prefLabel", "altLabel"))):
        for other in others:
            assert not set(graph.subject_objects(URIRef(skos + kind))) & set(graph.subject_objects(URIRef(skos + other)))


def test_every_state_has_the_two_letters_that_followthemoney_knows() -> None:
    graph = embedded_as("ftm")
    states = {row["state"].value for row in knowledge()[0].query("SELECT ?state WHERE { GRAPH ?g { ?state k:iso3 ?code } }")}
    told = {str(node) for node in graph.subjects(URIRef("https://schema.followthemoney.tech/#Thing:country"))}
    assert states and states <= told


def test_a_collective_of_texts_is_no_agent() -> None:
    assert "all conventions on cloth" not in str(region_as("org").serialize())
    assert "three guests" in str(region_as("foaf").serialize())


def test_each_file_of_rules_introduces_itself_and_names_only_what_it_may() -> None:
    for name in NAMES:
        text = (alignments.RULES / f"{name}.ru").read_text(encoding="utf-8")
        head = text[: text.index("\nPREFIX")]
        assert all(f"\n# {word}: " in head for word in ("Specification", "Mapped", "Not mapped"))
        assert set(re.findall(r"INSERT|DELETE|CLEAR|DROP|LOAD", re.sub(r"^#.*$", "", text, flags=re.MULTILINE))) == {"INSERT"}
        assert set(re.findall(r"^WITH (\S+)$", text, re.MULTILINE)) == {f"g:as-{name}"}
        assert text.count("INSERT {") == len(re.findall(r"^WITH ", text, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_of_all_that_is_known_says_much(name: str) -> None:
    assert len(alignments.aligned(knowledge()[0], name).quads) > 500


# The command


def test_an_unknown_alignment_is_refused_with_the_names_there_are(kuasa) -> None:
    with pytest.raises(BadChoice, match="There is no alignment"):
        alignments.rule("../common/sound")
    done = kuasa("export", "x.ttl", "--as", "nope")
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["There is no alignment 'nope'.", f"Alignments: {', '.join(NAMES)}."]


def test_the_help_names_every_alignment(kuasa) -> None:
    told = re.sub(r"\s+", " ", kuasa("export", "--help").stdout)
    assert all(re.search(rf"\b{name}\b", told) for name in NAMES)


def test_export_as_org_holds_one_graph_in_every_format_and_overwrites_nothing(kuasa, tmp_path: Path) -> None:
    (tmp_path / "world.ttl").write_text(region(), encoding="utf-8")
    graphs = []
    for suffix, form in ((".ttl", "turtle"), (".trig", "trig"), (".nq", "nquads"), (".jsonld", "json-ld")):
        done = kuasa("export", f"x{suffix}", "--as", "org", "--data", "world.ttl", "--profile", "facilitator")
        assert done.returncode == 0, done.stderr
        assert "Left out, for org has no words for them" in done.stderr
        if suffix == ".ttl":
            graphs.append(set(Graph().parse(tmp_path / "x.ttl", format=form)))
        else:
            dataset = Dataset()
            dataset.parse(tmp_path / f"x{suffix}", format=form)
            quads = set(dataset.quads())
            assert {str(quad[3]) for quad in quads} == {GRAPH + "as-org"}
            graphs.append({quad[:3] for quad in quads})
    assert len(graphs[0]) > 50 and graphs == [graphs[0]] * 4
    assert kuasa("export", "x.ttl", "--as", "org", "--data", "world.ttl").returncode == 2
    assert kuasa("export", "x.ttl", "--as", "org", "--data", "world.ttl", "--force").returncode == 0


def test_the_public_profile_holds_for_alignments_too(kuasa, tmp_path: Path) -> None:
    (tmp_path / "world.ttl").write_text(region(), encoding="utf-8")
    kuasa("export", "public.ttl", "--as", "prov", "--data", "world.ttl")
    kuasa("export", "all.ttl", "--as", "prov", "--data", "world.ttl", "--profile", "facilitator")
    assert "/t11>" in (tmp_path / "all.ttl").read_text(encoding="utf-8")
    assert "/t11>" not in (tmp_path / "public.ttl").read_text(encoding="utf-8")
