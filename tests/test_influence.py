"""Routes: exact, under conditions, explained."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kuasa.graph import telling
from kuasa.graph.analysis import influence
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.store import open_store
from kuasa.graph.validity import Moment, handed_on
from kuasa.graph.vocabulary import ID, K

ON = date(2026, 1, 1)
WORLD = Path(__file__).parent / "world.ttl"


def asked(start: str, end: str, status: str = "actual", **more) -> influence.Question:
    return replace(influence.Question((ID + start,), (ID + end,), Moment(ON, status), lens("all")), **more)


def names(path) -> list[str]:
    return [path.hops[0].start.id.removeprefix(ID), *(hop.end.id.removeprefix(ID) for hop in path.hops)]


def test_the_actual_route_runs_through_network_forum_and_committee(world: Facts) -> None:
    answer = influence.paths(world, asked("weavers", "officials"))
    assert [names(path) for path in answer.routes] == [["weavers", "loom-net", "forum", "committee", "officials"]]
    assert answer.aims == ()


def test_a_recalled_step_is_named_and_makes_the_route_shaky(world: Facts) -> None:
    route = influence.paths(world, asked("weavers", "officials")).routes[0]
    assert [hop.marks for hop in route.hops] == [(), (), ("recalled",), ()]
    assert route.band == "shaky"
    assert route.hops[2].evidence[0].as_json() == {
        "id": ID + "world-register",
        "title": "Register to be looked into",
        "assertion": "third-party",
        "checkAt": "https://register.example/",
    }


def test_the_score_is_the_product_of_the_printed_strengths(world: Facts) -> None:
    for route in influence.paths(world, asked("weavers", "officials", "all", k=9)).routes:
        assert route.score == math.prod(hop.strength for hop in route.hops)


def test_the_strengths_are_those_of_the_lens_with_transit_folded_in(world: Facts) -> None:
    route = influence.paths(world, asked("weavers", "officials")).routes[0]
    expected = [0.4, 0.4 * 0.9, 0.6 * 0.9 * 0.6, 0.6 * 0.9]
    assert [hop.strength for hop in route.hops] == pytest.approx(expected)


def test_a_possible_tie_to_the_target_is_a_stated_aim_and_not_a_route(world: Facts) -> None:
    answer = influence.paths(world, asked("weavers", "officials", "all"))
    assert [names(path) for path in answer.aims] == [["weavers", "officials"]]
    assert ["weavers", "officials"] not in [names(path) for path in answer.routes]


def test_two_ministries_with_the_same_ties_fold_into_one_route(world: Facts) -> None:
    answer = influence.paths(world, asked("weavers", "officials", "planned", k=9))
    folded = [(names(path), path.alike) for path in answer.routes if path.alike]
    assert folded == [(["weavers", "fair", "ministry-b", "officials"], ("Ministry of Cloth of A",))]


def test_planned_ties_are_not_used_unless_asked_for(world: Facts) -> None:
    used = {hop.tie.status for path in influence.paths(world, asked("weavers", "officials", k=50)).routes for hop in path.hops}
    assert used == {"actual"}


def test_nothing_runs_over_a_base_or_an_organisation_of_states(world: Facts) -> None:
    answer = influence.paths(world, asked("weavers", "league", hops=10))
    assert (answer.routes, answer.relaxation) == ((), "")


def test_a_state_tie_that_ended_carries_nothing(world: Facts) -> None:
    late = asked("weavers", "officials", moment=Moment(date(2031, 6, 1)))
    assert influence.paths(world, late).routes == ()


def test_strict_leaves_out_what_may_not_hold(world: Facts) -> None:
    later = Moment(date(2028, 1, 1))
    assert influence.paths(world, asked("weavers", "officials", moment=later)).routes[0].hops[0].marks[0] == "date-unknown"
    assert influence.paths(world, asked("weavers", "officials", moment=replace(later, strict=True))).routes == ()


def test_known_by_leaves_out_what_was_published_later(world: Facts) -> None:
    early = Moment(ON, known_by=date(2023, 12, 31))
    assert build(world, lens("all"), early).links == []


def test_persons_are_no_steps_unless_the_profile_has_them(world: Facts) -> None:
    without, with_them = (build(world, lens("all"), Moment(ON), persons=persons) for persons in (False, True))
    assert ID + "p-0001" not in without.names and ID + "p-0001" in with_them.names


def test_to_networkx_gives_every_edge_with_its_attributes(world: Facts) -> None:
    network = build(world, lens("all"), Moment(ON, "all"))
    graph = network.to_networkx()
    assert graph.number_of_edges() == sum(bool(link.ahead) + bool(link.back) for link in network.links)
    assert sum(kept for *_, kept in graph.edges(data="kept")) == len(network.heads)
    assert graph.nodes[ID + "committee"] == {"transit": 0.9}
    assert graph.edges[ID + "committee", ID + "officials", (ID + "world-t4", True)] == {
        "tie": ID + "world-t4",
        "kind": "reporting",
        "strength": 0.6,
        "forward": True,
        "status": "actual",
        "since": "2020",
        "until": "2030",
        "final": False,
        "kept": True,
    }


def more(tmp_path, *statements: str) -> Facts:
    """The invented region with more said of it."""
    text = WORLD.read_text(encoding="utf-8")
    prefixes = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    added = tmp_path / "more.ttl"
    proof = "k:evidence i:world-t1-e1"
    added.write_text(prefixes + "".join(f"{said} ; {proof} .\n" for said in statements), encoding="utf-8")
    return Facts.from_store(open_store(str(WORLD), str(added)))


def test_a_strength_of_its_own_counts_only_where_its_kind_travels(tmp_path) -> None:
    own = "a k:Engagement ; k:from i:weavers ; k:to i:officials ; k:status k:actual ; k:strength 0.5"
    facts = more(tmp_path, f"i:x1 {own}", f"i:x2 {own.replace('Engagement', 'Opposition')}")
    assert influence.paths(facts, asked("weavers", "officials")).routes[0].score == 0.5
    assert influence.paths(facts, asked("weavers", "officials", lens=lens("authority"))).routes == ()


def test_a_planned_invitation_by_the_target_is_a_route(tmp_path) -> None:
    facts = more(tmp_path, "i:x1 a k:Invitation ; k:from i:officials ; k:to i:weavers ; k:status k:planned")
    answer = influence.paths(facts, asked("weavers", "officials", "planned"))
    assert ["weavers", "officials"] in [names(path) for path in answer.routes] and answer.aims == ()


def test_a_chair_is_over_when_the_next_begins_but_not_before_that_was_known(tmp_path) -> None:
    said = "a k:Chairing ; k:to i:officials ; k:status k:actual"
    facts = more(tmp_path, f'i:x1 {said} ; k:from i:ministry-a ; k:since "2020"', f'i:x2 {said} ; k:from i:ministry-b ; k:since "2022"')
    assert handed_on(facts.ties, Moment(ON)) == {ID + "x1"}
    assert handed_on(facts.ties, Moment(date(2021, 6, 1))) == set()
    assert handed_on(facts.ties, Moment(ON, known_by=date(2023, 1, 1))) == set()


def test_an_event_is_diluted_by_peers_and_not_by_records(tmp_path) -> None:
    speakers = [f"i:s{n}" for n in range(10)]
    things = [f'{s} a k:Organisation ; skos:prefLabel "{s}"@en' for s in speakers]
    talk = 'a k:Speech ; k:to i:gala ; k:since "2026-01-01"'
    talks = [f"i:y{n}-{status} {talk} ; k:from {s} ; k:status k:{status}" for n, s in enumerate(speakers) for status in ("actual", "planned")]
    facts = more(tmp_path, 'i:gala a k:Event ; skos:prefLabel "Gala"@en', *things, *talks)
    back = [link.back for link in build(facts, lens("all"), Moment(ON, "planned")).links if link.tie.end == ID + "gala" and link.tie.status == "actual"]
    assert back == pytest.approx([0.4 * math.sqrt(5 / 10)] * 10)


def test_a_deprecated_tie_carries_nothing(tmp_path) -> None:
    facts = more(tmp_path, "i:x1 a k:Engagement ; k:from i:weavers ; k:to i:officials ; k:status k:actual ; k:rank k:deprecated")
    assert ["weavers", "officials"] not in [names(path) for path in influence.paths(facts, asked("weavers", "officials")).routes]


def test_what_is_left_out_makes_nothing_else_stronger(tmp_path) -> None:
    facts = more(
        tmp_path,
        *(f'i:y{n} a k:Speech ; k:to i:fair ; k:since "2026-01-01" ; k:from i:{who} ; k:status k:actual' for n, who in enumerate(("forum", "committee", "loom-net", "officials"))),
    )
    whole, less = (build(facts, lens("all"), Moment(ON), without) for without in (frozenset(), frozenset({ID + "forum"})))
    strengths = {link.tie.id: (link.ahead, link.back) for link in whole.links}
    assert all(strengths[link.tie.id] == (link.ahead, link.back) for link in less.links)
    assert {end for link in whole.links for end in (link.tie.start, link.tie.end)} - {end for link in less.links for end in (link.tie.start, link.tie.end)} >= {ID + "forum"}


def test_a_route_with_a_detour_is_told_with_the_one_that_it_strays_from_unless_it_is_firmer(world: Facts) -> None:
    straight, *_ = influence.paths(world, asked("weavers", "officials")).routes
    around = influence.paths(world, asked("weavers", "officials", "planned", k=50)).routes
    detour = replace(straight, hops=(*straight.hops[:2], replace(straight.hops[2], end=world.thing(ID + "fair")), straight.hops[3], straight.hops[3]))
    assert [thing.id for thing in influence.strayed(replace(detour, hops=(detour.hops[0], detour.hops[2], *straight.hops[1:])), straight)] == [ID + "fair"]
    firmer = replace(detour, hops=(detour.hops[0], detour.hops[2], *straight.hops[1:]), band="mixed")
    assert straight.band == "shaky" and influence.strayed(firmer, straight) == []
    assert all(influence.strayed(path, straight) == [] for path in around if ID + "forum" not in {hop.end.id for hop in path.hops})


def test_routes_from_different_starts_are_not_interchangeable(world: Facts) -> None:
    found = influence.paths(world, replace(asked("ministry-a", "officials"), starts=(ID + "ministry-a", ID + "ministry-b"))).routes
    assert sorted(names(path) for path in found if len(path.hops) == 1) == [["ministry-a", "officials"], ["ministry-b", "officials"]]
    one = next(path for path in influence.paths(world, asked("weavers", "officials", "planned", k=9)).routes if path.alike)
    other = replace(one, hops=tuple(replace(hop, end=world.thing(ID + "ministry-a")) if hop.end.id == ID + "ministry-b" else hop for hop in one.hops))
    elsewhere = replace(other, hops=(replace(other.hops[0], start=world.thing(ID + "forum")), *other.hops[1:]))
    assert [influence.swapped(world, path, one) for path in (other, elsewhere)] == [ID + "ministry-a", ""]


def test_a_step_that_was_over_before_an_earlier_one_began_is_named(world: Facts) -> None:
    route = influence.paths(world, asked("weavers", "officials")).routes[0]
    first, second = (replace(route.hops[n], tie=replace(route.hops[n].tie, since=since, until=until)) for n, since, until in ((0, "2024-03", ""), (1, "2019", "2023")))
    said = "Step 2 was over (2023) before step 1 began (2024-03): this shows who knows whom, not one chain of influence."
    assert telling.outrun(route) == "" and telling.outrun(replace(route, hops=(first, second))) == said
    met = replace(second, tie=replace(second.tie, kind=K + "Speech", until="", observed=("2016",), since=""))
    assert telling.outrun(replace(route, hops=(first, met))) == said.replace("2023", "2016")
    assert said in list(telling.notes(world, replace(route, hops=(first, second)), ON))
    assert telling.outrun(replace(route, hops=(second, first))) == ""


def test_of_several_ends_those_without_a_route_are_named(world: Facts) -> None:
    several = replace(asked("weavers", "officials"), starts=(ID + "weavers", ID + "league", ID + "loom-net"), ends=(ID + "officials", ID + "state-a"))
    answer = influence.paths(world, several)
    assert answer.routes and answer.idle == (ID + "league", ID + "state-a")
    assert "No route under these conditions for League of Cloth, A." in list(telling.told(world, answer))
    assert influence.paths(world, asked("weavers", "officials")).idle == ()
