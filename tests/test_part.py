"""A part of a store gives the answers that the whole gives; what had to be cut is said."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.graph import dossier, lookup, tables, telling
from kuasa.graph.analysis import doorkeeping, gatekeepers, influence, lenses, reach, reaching
from kuasa.graph.errors import UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.kinds import kinds
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.loading import load
from kuasa.graph.part import Wanted, gathered
from kuasa.graph.profiles import profile, restrict
from kuasa.graph.sources import Files
from kuasa.graph.store import EmbeddedStore, open_store
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, RDF_TYPE, K
from kuasa.maps import scene

WHEN = Moment.from_words("2026-06-30", "all", None, False)
CHANCE = random.Random(8)


@pytest.fixture(scope="module")
def everything() -> Files:
    return Files(open_store())


@pytest.fixture(scope="module")
def wholes() -> dict[str, Knowledge]:
    return {name: open_knowledge((), name) for name in ("public", "participants", "facilitator")}


def partly(everything: Files, audience: str, wanted: Wanted) -> Knowledge:
    """What a profile sees of a part."""
    store = EmbeddedStore()
    remark = gathered(store, [everything], wanted)
    facts, chosen = Facts.from_store(store), profile(audience)
    return Knowledge(facts, chosen, restrict(facts, chosen), store, ("elsewhere",), remark, True)


def asked(knowledge: Knowledge, start: str, end: str | None, hops: int) -> influence.Question:
    starts, ends = (() if name is None else lookup.several(knowledge.facts, name) for name in (start, end))
    limits = influence.limits(knowledge.facts, (), (), "en")
    return influence.Question(starts, ends, WHEN, lenses.lens("all"), 3, hops, frozenset(), (), knowledge.audience.person_as_step, "en", limits)


def routes(knowledge: Knowledge, start: str, end: str, hops: int) -> tuple[str, str]:
    answer = influence.paths(knowledge.facts, asked(knowledge, start, end, hops))
    return telling.as_json(answer), "\n".join(telling.told(knowledge.facts, answer, True)) if answer.routes else ""


PAIRS = [("AROSP", "SLOM", 6), ("AROSP+HNSEA", "slom", 6), ("HNSEA", "i:asean-parl-forum", 3), ("KPRI", "ACWC", 3), ("WIEGO", "AICHR", 2), ("SLOM", "AROSP", 5), ("AMRC", "ILO", 1)]


@pytest.mark.parametrize("audience", ["public", "facilitator"])
@pytest.mark.parametrize(("start", "end", "hops"), PAIRS)
def test_routes_in_a_part_are_those_in_everything(everything: Files, wholes: dict[str, Knowledge], start: str, end: str, hops: int, audience: str) -> None:
    part = partly(everything, audience, Wanted((start,), end=end, hops=hops))
    assert routes(part, start, end, hops) == routes(wholes[audience], start, end, hops)


def test_a_part_for_a_short_route_is_a_small_part(everything: Files) -> None:
    store = EmbeddedStore()
    gathered(store, [everything], Wanted(("WIEGO",), end="AICHR", hops=2))
    assert len(store.ox) < len(everything.store.ox) / 10


@pytest.mark.parametrize("audience", ["public", "participants", "facilitator"])
def test_what_is_said_of_a_thing_is_the_same_in_its_part(everything: Files, wholes: dict[str, Knowledge], audience: str) -> None:
    whole = wholes[audience].facts
    for thing in ["https://w3id.org/kuasa/id/slom", *CHANCE.sample(whole.subjects("Thing"), 12)]:
        part = partly(everything, audience, Wanted((thing,)))
        assert list(dossier.told(part.facts, thing, WHEN, "en")) == list(dossier.told(whole, thing, WHEN, "en"))


@pytest.mark.parametrize("text", ["slom", "bo noi", "ระดับ", "care econ", "x@y?*", "zzzz"])
def test_a_search_finds_in_a_part_what_it_finds_in_everything(everything: Files, wholes: dict[str, Knowledge], text: str) -> None:
    part = partly(everything, "public", Wanted(text=text))
    assert tables.as_csv(dossier.found(part.facts, text, "en")) == tables.as_csv(dossier.found(wholes["public"].facts, text, "en"))


@pytest.mark.parametrize(("name", "hops"), [("AROSP", 1), ("SLOM", 0), ("CS5", 1)])
def test_a_map_of_a_part_draws_what_one_of_everything_draws(everything: Files, wholes: dict[str, Knowledge], name: str, hops: int) -> None:
    part = partly(everything, "public", Wanted((name,), around=hops))
    thing = lookup.resolve(part.facts, name)
    drawn = [scene.scene(known, lenses.lens("all"), WHEN, [thing], hops, (), "en", "auto", frozenset(), False) for known in (wholes["public"], part)]
    assert [one.id for one in drawn[0].nodes] == [one.id for one in drawn[1].nodes]
    assert (drawn[0].links, drawn[0].records) == (drawn[1].links, drawn[1].records)


def test_reach_and_gatekeepers_are_the_same_in_a_part(everything: Files, wholes: dict[str, Knowledge]) -> None:
    part, whole = partly(everything, "public", Wanted(("KPRI",), around=3)), wholes["public"]
    assert reaching.table(reach.reach(part.facts, asked(part, "KPRI", None, 3), False, 0.001, 25, ())) == reaching.table(
        reach.reach(whole.facts, asked(whole, "KPRI", None, 3), False, 0.001, 25, ())
    )
    part = partly(everything, "public", Wanted(("AROSP",), end="SLOM", hops=6))
    found = [doorkeeping.table(one.facts, gatekeepers.gatekeepers(one.facts, asked(one, "AROSP", "SLOM", 6))) for one in (part, whole)]
    assert found[0] == found[1]


def test_a_name_that_nobody_has_gives_the_near_names_of_everything(everything: Files, wholes: dict[str, Knowledge]) -> None:
    part = partly(everything, "public", Wanted(("ARROSP",)))
    said = []
    for known in (part, wholes["public"]):
        with pytest.raises(lookup.UnknownName) as raised:
            lookup.resolve(known.facts, "ARROSP")
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_a_part_that_had_to_be_cut_says_so_and_holds_the_nearest_links(everything: Files) -> None:
    store = EmbeddedStore()
    remark = gathered(store, [everything], Wanted(("AROSP",), around=1, most=40))
    facts = Facts.from_store(store)
    arosp = lookup.resolve(facts, "AROSP")
    assert remark.startswith("Cut: ")
    assert "around AROSP were not read" in remark
    assert [tie.id for tie in facts.tied(arosp)] == [tie.id for tie in everything.facts.tied(arosp)]
    assert len(facts.ties) < 100
    assert gathered(EmbeddedStore(), [everything], Wanted(("AROSP",), around=0)) == ""


def test_graphs_that_kuasa_makes_itself_are_not_fetched(everything: Files) -> None:
    from kuasa.graph.store import derive
    from kuasa.graph.vocabulary import DERIVED

    derived = open_store()
    derive(derived)
    store = EmbeddedStore()
    gathered(store, [Files(derived)], Wanted(("SLOM",)))
    assert len(list(derived.get(DERIVED))) > 100
    assert list(store.get(DERIVED)) == []


def test_a_link_that_a_later_holder_ended_is_over_in_a_part_too(everything: Files, wholes: dict[str, Knowledge]) -> None:
    whole = wholes["facilitator"].facts
    holders = sorted({tie.start for tie in whole.ties if kinds()[tie.kind].one_holder})
    assert len(holders) > 5
    for thing in holders[:12]:
        part = partly(everything, "facilitator", Wanted((thing,)))
        assert dossier.profile_table(part.facts, thing, WHEN, "en") == dossier.profile_table(whole, thing, WHEN, "en")


def star(leaves: int) -> EmbeddedStore:
    """From a start over a hub with many leaves to an end."""
    store = EmbeddedStore()
    steps = [("start", "hub"), ("hub", "x"), ("x", "end"), *(("hub", f"leaf{n}") for n in range(leaves))]
    names = {name for step in steps for name in step}
    store.post("https://w3id.org/kuasa/graph/star", [ox.Triple(ox.NamedNode(ID + name), ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{K}Network")) for name in names])
    for number, (one, other) in enumerate(steps):
        tie = ox.NamedNode(f"{ID}t{number}")
        said = [(RDF_TYPE, f"{K}Membership"), (f"{K}from", ID + one), (f"{K}to", ID + other)]
        store.post("https://w3id.org/kuasa/graph/star", [ox.Triple(tie, ox.NamedNode(predicate), ox.NamedNode(value)) for predicate, value in said])
    return store


def test_a_walk_that_had_to_stop_is_told(everything: Files) -> None:
    wanted = Wanted((f"{ID}start",), end=f"{ID}end", hops=6, most=2)
    assert gathered(EmbeddedStore(), [Files(star(30))], wanted).startswith("Cut: so many things are linked around")
    assert gathered(EmbeddedStore(), [Files(star(3))], replace(wanted, most=50)) == ""


def test_what_has_no_address_is_refused() -> None:
    for said in (
        ox.Triple(ox.BlankNode(), ox.NamedNode(f"{K}about"), ox.NamedNode(f"{ID}start")),
        ox.Triple(ox.NamedNode(f"{ID}t0"), ox.NamedNode(f"{K}evidence"), ox.BlankNode()),
    ):
        store = star(2)
        store.post("https://w3id.org/kuasa/graph/star", [said])
        with pytest.raises(UnreadableFile, match="blank node"):
            gathered(EmbeddedStore(), [Files(store)], Wanted((f"{ID}start",), around=1))


def test_a_name_that_is_withheld_and_one_that_nobody_has_are_told_alike(tmp_path: Path, wholes: dict[str, Knowledge]) -> None:
    load(tmp_path / "all", ["embedded"])
    everyone, hidden = wholes["public"], wholes["facilitator"]
    withheld = next(one for one in hidden.facts.subjects("Person") if one in everyone.withheld.subjects)
    said = []
    for name in (hidden.facts.label(withheld), "Nobodys Name At All"):
        with pytest.raises(lookup.UnknownName) as raised:
            open_knowledge((str(tmp_path / "all"),), "public", wanted=Wanted((name,)))
        said.append(str(raised.value).replace(name, "NAME"))
    assert said[0] == said[1]
