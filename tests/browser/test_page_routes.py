"""The page finds the same routes as the program: on the whole knowledge, in the invented region, in worlds made up at random."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sample import OpenPage
from worlds import invented

from kuasa.graph.analysis import influence, relaxation
from kuasa.graph.analysis.distances import NEVER, distances_from, distances_to
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.things import Evidence
from kuasa.graph.things import Path as Way
from kuasa.graph.validity import Moment, alive
from kuasa.graph.vocabulary import ID
from kuasa.graph.wording import say
from kuasa.maps import elements, page, scene, view, walk

TODAY = date(2026, 11, 22)
EVERY = ("official-text", "third-party", "participants", "inferred", "recalled")
LENSES = ("all", "access", "alliance", "authority")
ASK = """(asked) => asked.map(({ from, to, k, hops, conditions }) =>
  window.kuasa.routesBetween(from, to, { k, hops, conditions: { ...conditions, assertions: new Set(conditions.assertions) } }))"""
BROKEN_OFF = """([{ from, to, k, hops, conditions }, beginnings]) =>
  window.kuasa.routesBetween(from, to, { k, hops, beginnings, conditions: { ...conditions, assertions: new Set(conditions.assertions) } })"""
STEPS = """(asked) => asked.map(({ from, conditions, backwards }) =>
  Object.fromEntries(window.kuasa.stepsFrom(from, { ...conditions, assertions: new Set(conditions.assertions) }, { backwards })))"""

Asked = tuple[influence.Question, tuple[str, ...]]


class Opened:
    """A page of some facts, opened, with what the program knows of the same."""

    def __init__(self, facts: Facts, text: str, open_page: OpenPage) -> None:
        self.facts = facts
        found = re.search(r'<script type="application/json" id="view">(.*?)</script>', text, re.DOTALL)
        assert found
        self.sources = {one["number"]: (one["title"], one["check"]) for one in json.loads(found[1])["sources"]}
        self.page = open_page(text)

    def compare(self, questions: Iterable[Asked]) -> int:
        """Holds the page to the program's answers; the number of routes."""
        asked = list(questions)
        answers = self.page.evaluate(ASK, [terms(*one) for one in asked])
        count = 0
        for (question, assertions), got in zip(asked, answers, strict=True):
            facts = resting_on(self.facts, assertions)
            routes, aims = influence.routes(facts, influence.routable(facts, question), question), influence.stated_aims(facts, question)
            told = [*(self.read(route) for route in got["routes"]), *(self.read(route) for route in got["aims"])]
            assert told == [expected(facts, path, question.moment.on) for path in (*routes, *aims)], terms(question, assertions)
            assert [route["score"] for route in (*got["routes"], *got["aims"])] == pytest.approx([path.score for path in (*routes, *aims)], rel=1e-9)
            assert (got["cut"], bool(got["opens"])) == ("", not routes)
            count += len(routes)
        return count

    def read(self, route: dict[str, Any]) -> dict[str, Any]:
        """A route of the page with its sources by their titles, without its strengths."""
        steps = [{key: value for key, value in step.items() if key != "strength"} | {"sources": [self.sources[n] for n in step["sources"]]} for step in route["steps"]]
        return {key: value for key, value in route.items() if key != "score"} | {"steps": steps}


def resting_on(facts: Facts, assertions: tuple[str, ...]) -> Facts:
    """The same facts with only the evidence of some sorts: ties that rest on none of it are gone."""

    def chosen(known: Evidence) -> bool:
        return ("recalled" if known.confidence == "recalled" else known.assertion) in assertions

    if len(assertions) == len(EVERY):
        return facts
    found = Facts(facts.terms, facts.indexes)
    left = ((tie, tuple(filter(chosen, tie.evidence))) for tie in facts.ties)
    found.__dict__["ties"] = tuple(replace(tie, evidence=evidence) for tie, evidence in left if evidence)
    return found


def terms(question: influence.Question, assertions: tuple[str, ...] = EVERY) -> dict[str, Any]:
    """A question as the page takes it."""
    moment = {"on": question.moment.on.isoformat(), "status": question.moment.status, "lens": question.lens.name, "assertions": list(assertions)}
    return {"from": [*map(elements.slug, question.starts)], "to": [*map(elements.slug, question.ends)], "k": question.k, "hops": question.hops, "conditions": moment}


def expected(facts: Facts, path: Way, day: date) -> dict[str, Any]:
    """A route as the page should tell it: the words of the program's own map."""
    told = elements.route(facts, elements.Sources(facts), path, day)
    steps = [
        {
            "start": step.start,
            "end": step.end,
            "link": step.link,
            "forward": hop.forward,
            "sentence": step.sentence,
            "marks": list(hop.marks),
            "sources": list(dict.fromkeys((facts.label(known.id), bool(known.check_at)) for known in hop.evidence)),
            "locators": list(step.locators),
            "known": list(step.known),
        }
        for step, hop in zip(told.steps, path.hops, strict=True)
    ]
    folded = len(path.alike) + len(path.detours)
    return {"title": told.title, "band": path.band, "note": told.note, "aim": told.aim, "weakest": told.weakest, "folded": folded, "steps": steps}


def question(start: str, end: str, on: date = TODAY, status: str = "actual", seen: str = "all", **more: Any) -> influence.Question:
    """A question between two things, by their IRIs; several are joined with a space."""
    return influence.Question(tuple(start.split()), tuple(end.split()), Moment(on, status), lens(seen), **more)


def drawn(knowledge: Knowledge) -> tuple[Facts, str]:
    """The facts of some knowledge and its page."""
    return knowledge.facts, page.render(scene.scene(knowledge, lens("all"), Moment(TODAY), [], 1, (), layout="force"))


@pytest.fixture(scope="module")
def embedded_page() -> tuple[Facts, str]:
    """The page of the embedded knowledge, written once."""
    return drawn(open_knowledge())


@pytest.fixture
def whole(embedded_page: tuple[Facts, str], open_page: OpenPage) -> Opened:
    """The page of the embedded knowledge, opened."""
    return Opened(*embedded_page, open_page)


@pytest.fixture
def region(open_page: OpenPage) -> Opened:
    """The page of the tiny invented region."""
    return Opened(*drawn(open_knowledge([str(Path(__file__).parent.parent / "world.ttl")])), open_page)


def ends_of(facts: Facts) -> list[str]:
    """The things with any link, without persons."""
    return sorted({end for tie in facts.ties for end in (tie.start, tie.end) if not facts.isa(end, "Person")})


def pairs(facts: Facts, count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs of actors and bodies, every second one from a civil society network to a body that decides."""
    known = [thing for thing in ends_of(facts) if facts.isa(thing, "Actor") or facts.isa(thing, "Body")]
    asking = [resolve(facts, name) for name in ("AROSP", "HNSEA", "TF-AMW", "ATUC", "MFA", "ILO")]
    deciding = [resolve(facts, name) for name in ("SLOM", "ALMM", "ACMW", "AFML", "ASEAN Summit", "ASCC Council")]
    for number in range(count):
        yield tuple(dice.sample(known, 2)) if number % 2 else (dice.choice(asking), dice.choice(deciding))  # type: ignore[misc]


def test_on_the_whole_knowledge_the_page_finds_the_routes_of_the_program(whole: Opened) -> None:
    dice = random.Random(6)
    days, statuses = (date(2024, 5, 1), date(2003, 6, 30), TODAY), ("actual", "all", "planned")
    asked = [
        (question(start, end, days[n // 2 % 3], statuses[n // 6 % 3], (*LENSES, "all", "all")[n // 18], k=dice.choice((1, 5, 9)), hops=dice.choice((5, 6, 8))), EVERY)
        for n, (start, end) in enumerate(pairs(whole.facts, 108, dice))
    ]
    assert whole.compare(asked) > 60


def test_on_the_whole_knowledge_the_page_leaves_out_evidence_as_if_it_had_not_been_read(whole: Opened) -> None:
    dice = random.Random(7)
    kept = (("official-text",), ("official-text", "third-party"), ("participants", "recalled", "inferred"), EVERY[:4])
    asked = [(question(start, end, status="all"), kept[n % 4]) for n, (start, end) in enumerate(pairs(whole.facts, 16, dice))]
    assert whole.compare(asked) > 5


def test_in_the_invented_region_every_pair_has_the_routes_of_the_program(region: Opened) -> None:
    things = ends_of(region.facts)
    asked = [(question(a, b, date(2024, 6, 1), status, k=9), EVERY) for a, b in permutations(things, 2) for status in ("actual", "all")]
    assert region.compare(asked) > 30


def test_between_two_sets_a_route_leaves_the_first_and_enters_the_second_once(region: Opened) -> None:
    several = [("weavers loom-net", "committee officials"), ("ministry-a ministry-b", "weavers"), ("weavers", "fair officials league"), ("weavers forum", "forum officials")]
    asked = [(question(*(" ".join(ID + slug for slug in side.split()) for side in sides), date(2026, 1, 1), "all", k=9), EVERY) for sides in several]
    assert region.compare(asked) > 4


@pytest.mark.parametrize("seed", range(6))
def test_in_a_world_made_up_at_random_every_pair_has_the_routes_of_the_program(open_page: OpenPage, seed: int) -> None:
    opened, dice = Opened(*drawn(invented(seed)), open_page), random.Random(seed)
    things = ends_of(opened.facts)
    chosen = [(things[0], things[-1]), *dice.sample(list(permutations(things, 2)), 60)]
    asked = [
        (question(a, b, date(dice.randrange(2018, 2028), 6, 15), ("actual", "planned", "all")[n % 3], LENSES[n // 3 % 4 if n % 2 else 0], k=9, hops=dice.choice((3, 6))), EVERY)
        for n, (a, b) in enumerate(chosen)
    ]
    several = [(question(" ".join(dice.sample(things, 2)), " ".join(dice.sample(things, 2)), status="all"), EVERY[:3]) for _ in range(12)]
    assert opened.compare(asked + several) > 20


def test_where_there_is_no_route_the_page_names_the_smallest_change_that_opens_one(whole: Opened) -> None:
    dice = random.Random(8)
    under = ((TODAY, "all"), (TODAY, "authority"), (date(2003, 6, 30), "access"))
    asked = [question(start, end, on, seen=seen, hops=3) for on, seen in under for start, end in pairs(whole.facts, 8, dice)]
    told = whole.page.evaluate(ASK, [terms(one) for one in asked])
    opened = [opening(whole.facts, one) for one, got in zip(asked, told, strict=True) if not got["routes"]]
    assert [got["opens"] for got in told if not got["routes"]] == opened
    assert len(set(opened)) > 3


def opening(facts: Facts, asked: influence.Question) -> str:
    """The words that the page should say where there is no route, worked out by trying every change."""
    found: dict[int, list[str]] = {}
    tried: list[tuple[list[str], influence.Question]] = [([], asked)]
    tried += [([say(f"route_with_{word}")], replace(asked, moment=replace(asked.moment, status=status))) for word, status in (("planned", "planned"), ("possible", "all"))]
    tried += [([*words, say("route_with_lens")], replace(one, lens=lens("all"))) for words, one in tried if asked.lens.name != "all"]
    for words, one in tried:
        steps = relaxation.fewest(facts, one, 10)
        said = [*words, *([say("route_with_steps", n=steps)] if steps > asked.hops else [])]
        if steps:
            found.setdefault(len(said), []).append(" and ".join(said))
    if not found:
        absent = [facts.label(thing) for thing in (*asked.starts, *asked.ends) if not alive(facts, thing, asked.moment.on)]
        return say("route_not_there", names=", ".join(absent)) if absent else say("route_none_known", n=10)
    least = found[min(found)]
    named = [words for words in least if "possible" not in words or words.replace(say("route_with_possible"), say("route_with_planned")) not in least]
    return say("route_opens", change=", or ".join(named[:3]))


@pytest.mark.parametrize("backwards", [False, True])
def test_steps_from_a_thing_are_those_of_the_network(whole: Opened, backwards: bool) -> None:
    centres = [resolve(whole.facts, name) for name in ("SLOM", "AROSP", "ILO", "ASEAN")]
    asked = [question(centre, centre, on, status) for centre in centres for on, status in ((TODAY, "actual"), (TODAY, "all"), (date(2003, 6, 30), "planned"))]
    told = whole.page.evaluate(STEPS, [terms(one) | {"backwards": backwards} for one in asked])
    for one, got in zip(asked, told, strict=True):
        network = one.network(whole.facts)
        assert {ID + thing: steps for thing, steps in got.items()} == ({one.starts[0]: 0} | rings(network, network.numbers.get(one.starts[0]), backwards))


def rings(network: Any, centre: int | None, backwards: bool) -> dict[str, int]:
    """The number of steps of everything with a route from a centre, or to it."""
    if centre is None:
        return {}
    found: dict[str, int] = {}
    if not backwards:
        for steps, layer in enumerate(distances_from(network, [centre], 20)):
            for node in (layer < NEVER).nonzero()[0].tolist():
                found.setdefault(network.names[node], steps)
        return found
    layers = distances_to(network, [centre], 20)
    for node, name in enumerate(network.names):
        heads = network.heads[network.indptr[node] : network.indptr[node + 1]]
        steps = next((n + 1 for n, layer in enumerate(layers) if (layer[heads] < NEVER).any()), 0)
        if node == centre or steps:
            found[name] = 0 if node == centre else steps
    return found


def test_routes_are_walked_from_left_to_right_as_the_program_places_them(whole: Opened) -> None:
    asked = [question(start, end, status="all", k=5) for start, end in pairs(whole.facts, 12, random.Random(9))]
    for got in whole.page.evaluate(ASK, [terms(one) for one in asked]):
        routes = [*got["routes"], *got["aims"]]
        placed = whole.page.evaluate("(routes) => Object.fromEntries([...window.kuasa.walkOf(routes)].map(([id, { x, y }]) => [id, [x, y]]))", routes)
        walked = walk.walk([view.Route("", "", "", False, tuple(view.Step(s["start"], s["end"], s["link"], "", (), (), ()) for s in route["steps"]), 0) for route in routes])
        assert {stop: pytest.approx(at) for stop, at in walked.items()} == {stop: tuple(at) for stop, at in placed.items()}


def test_a_search_that_is_broken_off_says_so_and_keeps_the_best_that_it_found(region: Opened) -> None:
    asked = terms(question(ID + "weavers", ID + "officials", date(2026, 1, 1), "all", k=9))
    every, few, none = (region.page.evaluate(BROKEN_OFF, [asked, beginnings]) for beginnings in (1000, 5, 1))
    assert (every["cut"], few["cut"], none["cut"]) == ("", say("route_cut"), say("route_cut"))
    assert [route["title"] for route in few["routes"]] == [route["title"] for route in every["routes"]][: len(few["routes"])]
    assert (none["routes"], none["opens"], len(few["routes"]) < len(every["routes"])) == ([], "", True)
