"""Files of several groups: the same things are found, disagreements stand side by side, nothing is lost, and each import can go again."""

from __future__ import annotations

import io
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kuasa.exchange.incoming.names import Decision, key
from kuasa.exchange.merging import Merged, merged, without
from kuasa.exchange.merging.parts import MERGE, opened, said
from kuasa.exchange.merging.ratings import ratings
from kuasa.exchange.merging.report import sheet, table
from kuasa.graph.check import check
from kuasa.graph.errors import UnreadableFile, UsageError
from kuasa.graph.facts import Facts, word_facts
from kuasa.graph.legible import illegible
from kuasa.graph.profiles import profile, restrict
from kuasa.graph.store import EmbeddedStore, open_store
from kuasa.graph.vocabulary import GRAPH, ID, K

HEAD = """@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."""
THING = """i:{group}-{slug} a k:{kind} ; skos:prefLabel "{name}"@en ; k:evidence i:{group}-{slug}-e1 {more} .
{proof}"""
PROOF = """i:{node}-e1 a k:Evidence ; k:passage i:{node}-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:{node}-p1 a k:Passage ; k:source i:{group}-workbook ; k:locator "row"@en ."""
BOOK = """i:{group}-workbook a k:Source ; dcterms:title "Workshop on dyes, {group}"@en ; dcterms:publisher "Dyers"@en ; dcterms:license "facts only"@en ."""


def thing(group: str, slug: str, name: str, kind: str = "Organisation", more: str = "") -> str:
    return THING.format(group=group, slug=slug, name=name, kind=kind, more=f"; {more}" if more else "", proof=PROOF.format(node=f"{group}-{slug}", group=group))


def tie(group: str, number: int, start: str, kind: str, end: str, more: str = "k:status k:actual") -> str:
    node = f"{group}-t{number}"
    return f"i:{node} a k:{kind} ; k:from i:{start} ; k:to i:{end} ; {more} ; k:evidence i:{node}-e1 .\n{PROOF.format(node=node, group=group)}"


def rated(group: str, number: int, about: str, value: int) -> str:
    node = f"{group}-a{number}"
    said = f'k:value "{value}"^^xsd:integer ; k:group "{group[-1]}"^^xsd:integer ; k:saidAt i:fair ; k:evidence i:{node}-e1 .'
    return f"i:{node} a k:Assessment ; k:about i:{about} ; k:dimension k:power ; {said}\n{PROOF.format(node=node, group=group)}"


def group(name: str, *blocks: str) -> tuple[str, EmbeddedStore]:
    store = EmbeddedStore()
    store.ox.load("\n".join((HEAD, BOOK.format(group=name), *blocks)).encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(GRAPH + name))
    return f"{name}.ttl", store


def of(found: Merged) -> tuple[str, EmbeddedStore]:
    store = EmbeddedStore()
    store.ox.bulk_extend(found.quads)
    return "merged.trig", store


def wrong(found: Merged, known: Facts) -> list[str]:
    store = of(found)[1]
    findings = check(store, known=known)
    return [f"{one.check}: {one.thing} {one.problem}" for one in findings if one.severity == "error"] + [one.problem for one in illegible(store, Facts.from_store(store))]


def says(found: Merged) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(one.about, one.what, [(side.file, side.says) for side in one.sides]) for one in found.conflicts]


ONE = group(
    "group1",
    thing("group1", "dyers", "Guild of Dyers", more='skos:notation "GD" ; k:begins "2001"^^xsd:gYear'),
    tie("group1", 1, "group1-dyers", "Support", "forum"),
    rated("group1", 1, "group1-dyers", 7),
)
TWO = group(
    "group2",
    thing("group2", "gd", "guild of dyers", "Network", 'skos:altLabel "Dyers"@en ; k:begins "2002"^^xsd:gYear ; k:website "https://dyers.example/"'),
    tie("group2", 1, "group2-gd", "Opposition", "forum"),
    tie("group2", 2, "group2-gd", "Membership", "loom-net", 'k:status k:actual ; k:since "2010"^^xsd:gYear'),
    rated("group2", 1, "group2-gd", 4),
)
THREE = group(
    "group3",
    thing("group3", "dyers", "Guild of Dyers", more='k:begins "2001"^^xsd:gYear'),
    tie("group3", 1, "group3-dyers", "Membership", "loom-net", 'k:status k:planned ; k:since "2011-05"^^xsd:gYearMonth'),
    rated("group3", 1, "group3-dyers", 6),
)
GUILD = ID + "group1-dyers"
KNOWN = Facts.from_store(open_store(str(Path(__file__).parent / "world.ttl")))


def test_the_same_thing_of_three_groups_gets_one_address(world: Facts):
    found = merged([ONE, TWO, THREE], world, {})
    facts = found.facts()
    assert facts.subjects("Actor") == [GUILD]
    assert {tie.start for tie in facts.ties} == {GUILD}
    assert facts.all(ID + "group2-gd", "http://purl.org/dc/terms/isReplacedBy") == [GUILD]
    assert facts.names(GUILD) == ["Dyers", "GD", "Guild of Dyers", "guild of dyers"]
    assert wrong(found, world) == []


def test_what_is_said_differently_stands_side_by_side(world: Facts):
    assert says(merged([ONE, TWO, THREE], world, {})) == [
        ("Guild of Dyers", "begins", [("group1.ttl", "2001"), ("group2.ttl", "2002"), ("group3.ttl", "2001")]),
        ("Guild of Dyers", "kind", [("group1.ttl", "organisation"), ("group2.ttl", "network"), ("group3.ttl", "organisation")]),
        ("Guild of Dyers is member of Loom Network", "since", [("group2.ttl", "2010"), ("group3.ttl", "2011-05")]),
        ("Guild of Dyers is member of Loom Network", "status", [("group2.ttl", "actual"), ("group3.ttl", "planned")]),
        (
            "Guild of Dyers – Forum on Cloth",
            "one excludes the other",
            [("group1.ttl", "Guild of Dyers supports Forum on Cloth"), ("group2.ttl", "Guild of Dyers opposes Forum on Cloth")],
        ),
    ]


def test_the_first_value_stays_and_every_side_is_a_claim_with_its_evidence(world: Facts):
    facts = merged([ONE, TWO, THREE], world, {}).facts()
    claims = sorted(
        (facts.one(claim, K + "value"), facts.all(claim, K + "evidence"), len(facts.all(claim, K + "contradicts")))
        for claim in facts.subjects("Claim")
        if facts.one(claim, K + "property") == K + "begins"
    )
    assert facts.all(GUILD, K + "begins") == ["2001"]
    assert claims == [("2001", [ID + "group1-dyers-e1"], 0), ("2001", [ID + "group3-dyers-e1"], 1), ("2002", [ID + "group2-gd-e1"], 1)]


def test_the_order_of_the_files_does_not_matter(world: Facts):
    wanted = merged([ONE, TWO, THREE], world, {})
    assert all(merged(list(order), world, {}) == wanted for order in permutations([ONE, TWO, THREE]))


def test_a_file_merged_with_itself_is_that_file(world: Facts):
    found = merged([ONE, ONE], world, {})
    assert (set(found.quads), found.conflicts, found.problems) == (set(ONE[1].ox), (), ())


def test_a_merged_file_can_be_merged_again(world: Facts):
    wanted = merged([ONE, TWO, THREE], world, {})
    assert set(merged([of(merged([ONE, TWO], world, {})), THREE], world, {}).quads) == set(wanted.quads)
    assert set(merged([of(wanted)], world, {}).quads) == set(wanted.quads)


def test_each_import_comes_back_as_it_was(world: Facts):
    parts = opened([of(merged([ONE, TWO, THREE], world, {}))]).parts
    assert {part.graph: part.triples for part in parts} == {next(iter(store.graphs())): frozenset(said("", (quad.triple for quad in store.ox))) for _, store in (ONE, TWO, THREE)}


@pytest.mark.parametrize(("gone", "left"), [("group1", [TWO, THREE]), ("group2", [ONE, THREE]), ("group3", [ONE, TWO])])
def test_undoing_an_import_is_as_if_it_had_never_been_merged(world: Facts, gone: str, left: list[tuple[str, EmbeddedStore]]):
    whole = of(merged([ONE, TWO, THREE], world, {}))[1]
    undone = without(whole, gone, world)
    assert set(undone.quads) == set(merged(left, world, {}).quads)
    assert undone.gone.rows[0] == {"what": "statements of the import", "how many": len(list(whole.get(GRAPH + gone)))}


def test_an_import_that_is_not_there_is_told_with_those_that_are(world: Facts):
    with pytest.raises(UsageError, match="There is no import 'group9'") as told:
        without(of(merged([ONE, TWO], world, {}))[1], "group9")
    assert told.value.cure == "It holds: group1, group2."


def test_a_known_thing_keeps_its_address_and_nothing_known_is_overwritten(world: Facts):
    four = group(
        "group4",
        thing("group4", "uw", "Union of Weavers", "Network", 'k:website "https://uw.example/" ; skos:altLabel "Weavers"@en ; k:sensitivity k:forFacilitator'),
        tie("group4", 1, "group4-uw", "Support", "forum"),
    )
    found = merged([four], world, {})
    facts = found.facts()
    assert [tie.start for tie in facts.ties] == [ID + "weavers"]
    assert ID + "weavers" not in facts.terms
    records = sorted(
        (facts.classes(one)[0], facts.one(one, K + "text") or facts.one(one, K + "value"), facts.one(one, K + "sensitivity"))
        for one in facts.about.get(ID + "weavers", ())
        if facts.isa(one, "Statement")
    )
    hidden = K + "forFacilitator"
    assert records == [(K + "Claim", "https://uw.example/", hidden), (K + "Claim", K + "Network", hidden), (K + "Name", "Weavers", hidden)]
    assert says(found) == [("Union of Weavers", "kind", [("kuasa", "organisation"), ("group4.ttl", "network")])]
    assert wrong(found, world) == []


def test_a_probable_name_is_two_things_until_somebody_decides(world: Facts):
    five = group("group5", thing("group5", "dyers", "Guild of Diers"))
    found = merged([ONE, five], world, {})
    assert ([(naming.text, naming.kind) for naming in found.open], found.facts().subjects("Actor")) == ([("Guild of Diers", "probable")], [GUILD, ID + "group5-dyers"])
    decided = merged([ONE, five], world, {key("actors", "Guild of Diers"): Decision("Guild of Diers", "same", GUILD)})
    assert (decided.open, decided.facts().subjects("Actor")) == ((), [GUILD])


def test_the_strictest_of_two_says_who_may_see_a_thing(world: Facts):
    one, two = (group(f"group{n}", thing(f"group{n}", "dyers", "Guild of Dyers", more=f"k:sensitivity k:{code}")) for n, code in ((1, "forPublic"), (2, "forFacilitator")))
    found = merged([one, two], world, {})
    assert found.facts().all(GUILD, K + "sensitivity") == [K + "forFacilitator"]
    assert wrong(found, world) == []


def test_what_gave_way_is_for_facilitators_alone(world: Facts):
    facts = merged([ONE, TWO, THREE], world, {}).facts()
    assert any(subject.startswith(MERGE) for subject in facts.terms)
    restrict(facts, profile("participants"))
    assert not any(subject.startswith(MERGE) for subject in facts.terms)


def test_terms_one_after_the_other_and_dates_that_are_only_more_precise_are_no_conflict(world: Facts):
    def told(name: str, term: str, since: str) -> tuple[str, EmbeddedStore]:
        return group(
            name,
            tie(name, 1, "state-a", "Chairing", "officials", f"k:status k:actual ; {term}"),
            tie(name, 2, "weavers", "Membership", "loom-net", f"k:status k:actual ; k:since {since}"),
        )

    one = told("group1", 'k:since "2010"^^xsd:gYear ; k:until "2012"^^xsd:gYear', '"2010"^^xsd:gYear')
    two = told("group2", 'k:since "2014"^^xsd:gYear', '"2010-05"^^xsd:gYearMonth')
    assert merged([one, two], world, {}).conflicts == ()


def test_the_workbooks_of_two_groups_stay_two_sources(world: Facts):
    one, two = group("group1", thing("group1", "dyers", "Guild of Dyers")), group("group2", thing("group2", "dyers", "Guild of Dyers"))
    assert merged([one, two], world, {}).facts().subjects("Source") == [ID + "group1-workbook", ID + "group2-workbook"]


def test_a_source_that_two_groups_cite_is_one(world: Facts):
    source = 'i:{0}-s1 a k:Source ; dcterms:title "Dye report"@en ; dcterms:publisher "{1}"@en ; k:address "https://dye.example/" .'
    found = merged([group("group1", source.format("group1", "Dyers")), group("group2", source.format("group2", "The dyers"))], world, {})
    facts = found.facts()
    assert (facts.all(ID + "group1-s1", "http://purl.org/dc/terms/publisher"), ID + "group2-s1" in facts.subjects("Source"), found.conflicts) == (["Dyers"], False, ())


def test_two_versions_of_one_import_are_told(world: Facts):
    other = group("group1", thing("group1", "dyers", "Guild of Tanners"))
    assert [(problem.severity, problem.value) for problem in merged([ONE, ("old.ttl", other[1])], world, {}).problems] == [("error", "group1")]


def test_kinds_that_exclude_one_another_are_data():
    assert word_facts().all(K + "Opposition", K + "excludes") == [K + "Endorsement", K + "Partnership", K + "Support"]


@pytest.mark.parametrize(("start", "end"), [("group2-gd", "forum"), ("forum", "group2-gd")])
def test_a_partnership_and_an_opposition_exclude_one_another_whichever_way_the_partnership_is_written(world: Facts, start: str, end: str):
    one = group("group1", thing("group1", "dyers", "Guild of Dyers"), tie("group1", 1, "group1-dyers", "Opposition", "forum"))
    two = group("group2", thing("group2", "gd", "Guild of Dyers"), tie("group2", 1, start, "Partnership", end))
    found = merged([one, two], world, {})
    sides = [
        ("group1.ttl", "Guild of Dyers opposes Forum on Cloth"),
        ("group2.ttl", " partners with ".join(world.label(ID + x) if x == "forum" else "Guild of Dyers" for x in (start, end))),
    ]
    assert says(found) == [("Guild of Dyers – Forum on Cloth", "one excludes the other", sides)]
    assert wrong(found, world) == []


def test_a_tie_that_runs_the_other_way_excludes_nothing(world: Facts):
    one = group("group1", thing("group1", "dyers", "Guild of Dyers"), tie("group1", 1, "group1-dyers", "Opposition", "forum"))
    two = group("group2", thing("group2", "gd", "Guild of Dyers"), tie("group2", 1, "forum", "Support", "group2-gd"))
    assert says(merged([one, two], world, {})) == []


def test_the_sheet_for_the_meeting_has_a_column_for_each_file_and_one_to_fill_in(world: Facts):
    found = merged([ONE, TWO, THREE], world, {}).conflicts
    page = load_workbook(io.BytesIO(sheet(found))).worksheets[0]
    rows = [tuple(cell or "" for cell in line) for line in page.iter_rows(values_only=True)]
    head = next(number for number, line in enumerate(rows) if line[0] == "about")
    assert rows[head] == ("about", "what", "group1.ttl says", "group2.ttl says", "group3.ttl says", "since when", "source", "what we agree on")
    assert rows[head + 1][:5] == ("Guild of Dyers", "begins", "2001", "2002", "2001")
    assert rows[head + 3][5] == "group2.ttl: 2010; group3.ttl: 2011-05"
    assert table(found).rows[4]["source"] == "group1.ttl: Workshop on dyes, group1, row; group2.ttl: Workshop on dyes, group2, row"


def test_ratings_of_groups_are_told_as_middle_and_spread(world: Facts):
    rows = ratings(merged([ONE, TWO, THREE], world, {}).facts()).rows
    assert rows == ({"who": "Guild of Dyers", "what": "power", "groups": "1, 2, 3", "median": 6, "least": 4, "most": 7, "spread": 3},)
    assert ratings(Facts()).rows == ()


NAMES = st.sampled_from(["Guild of Dyers", "guild of dyers", "Tanners' Union", "Union of Weavers", "Looms"])
THINGS = st.lists(
    st.tuples(NAMES, st.sampled_from(["Organisation", "Network"]), st.sampled_from(["", "2001", "2002"]), st.sampled_from(["", "forPublic", "forFacilitator"])), max_size=3
)
TIES = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["Support", "Opposition", "Membership"]), st.sampled_from(["actual", "planned"])), max_size=2)


@st.composite
def groups(draw: st.DrawFn) -> list[tuple[str, EmbeddedStore]]:
    found = []
    for name in ("group1", "group2", "group3"):
        blocks = []
        things = draw(THINGS)
        for number, (label, kind, begins, seen) in enumerate(things):
            more = [f'k:begins "{begins}"^^xsd:gYear'] * bool(begins) + [f"k:sensitivity k:{seen}"] * bool(seen)
            blocks.append(thing(name, f"n{number}", label, kind, " ; ".join(more)))
        for number, (start, kind, status) in enumerate(draw(TIES) if things else []):
            blocks.append(tie(name, number, f"{name}-n{start % len(things)}", kind, "loom-net", f"k:status k:{status}"))
        found.append(group(name, *blocks))
    return found


@settings(max_examples=40, deadline=None)
@given(groups(), st.permutations(range(3)))
def test_any_groups_merge_alike_in_any_order_lose_nothing_and_come_apart_again(found: list[tuple[str, EmbeddedStore]], order: list[int]):
    whole = merged(found, KNOWN, {})
    assert merged([found[place] for place in order], KNOWN, {}) == whole
    parts = opened([of(whole)]).parts
    originals = {GRAPH + file.removesuffix(".ttl"): frozenset(said(file, (quad.triple for quad in store.ox))) for file, store in found}
    assert {part.graph: part.triples for part in parts} == originals
    left = merged([(file, store) for file, store in found if file != "group2.ttl"], KNOWN, {})
    assert set(without(of(whole)[1], "group2", KNOWN).quads) == set(left.quads)
    triples = [quad.triple for quad in whole.quads]
    assert len(triples) == len(set(triples))


def test_files_of_one_name_are_told_apart_by_their_imports(world: Facts):
    found = merged([("actors.ttl", ONE[1]), ("actors.ttl", TWO[1])], world, {})
    assert [side.file for side in found.conflicts[0].sides] == ["actors.ttl (group1)", "actors.ttl (group2)"]


def test_a_file_with_a_blank_node_is_refused(world: Facts):
    with pytest.raises(UnreadableFile, match=r"group1\.ttl speaks of something without an address"):
        merged([group("group1", '[] a k:Organisation ; skos:prefLabel "Guild"@en .')], world, {})


def test_ratings_name_things_that_are_only_known(world: Facts):
    rows = ratings(merged([group("group1", rated("group1", 1, "weavers", 3))], world, {}).facts(), world).rows
    assert [row["who"] for row in rows] == ["Union of Weavers"]
