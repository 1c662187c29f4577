"""Two networks side by side: nothing changed is nothing told, what opened one way closed the other way, and why."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, as_networkx, invented

from kuasa.graph.analysis import compared, comparison, influence
from kuasa.graph.analysis.comparison import Side, compare
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import cost
from kuasa.graph.errors import UsageError
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.store import open_store
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

WORLD = Path(__file__).parent / "world.ttl"
MIRROR = {"opened": "closed", "closed": "opened", "stronger": "weaker", "weaker": "stronger", "same": "same"}
NOWHERE = Facts({})


def question(starts=(), ends=(), on: str = "2026-01-01", status: str = "actual", name: str = "all", **more) -> influence.Question:
    return influence.Question(tuple(starts), tuple(ends), Moment(date.fromisoformat(on), status), lens(name), **more)


def region(tmp_path: Path, name: str, *swaps: tuple[str, str]) -> Facts:
    """The invented region with some words of its file replaced."""
    text = WORLD.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / name).write_text(text, encoding="utf-8")
    return Facts.from_store(open_store(str(tmp_path / name)))


def of_network(network, start: str, end: str) -> Side:
    """A side of an invented network, without facts."""
    side = Side(NOWHERE, influence.Question((start,), (end,), network.moment, network.lens, k=4))
    side.__dict__["network"] = network
    return side


def summed(found: comparison.Comparison) -> dict[tuple[str, ...], tuple[str, float | None, float | None]]:
    """Each route by its things: what became of it and its scores."""
    return {
        (route.path.hops[0].start.id, *(hop.end.id for hop in route.path.hops)): (route.change, route.before and route.before.score, route.after and route.after.score)
        for route in found.routes
    }


@pytest.fixture(scope="module")
def public() -> Facts:
    return open_knowledge().facts


@settings(max_examples=60, deadline=None)
@given(first=TIES, second=TIES, shares=SHARES)
def test_what_opened_one_way_closed_the_other_way(first, second, shares) -> None:
    sides = [of_network(invented(ties, shares), "0", str(SIZE - 1)) for ties in (first, second)]
    there, back = compare(*sides), compare(*reversed(sides))
    assert {key: (MIRROR[change], after, before) for key, (change, before, after) in summed(back).items() if key in summed(there)}.items() <= summed(there).items()
    mirrored = Counter((MIRROR[link.change], link.after, link.before) for link in back.links)
    assert mirrored == Counter((link.change, link.before, link.after) for link in there.links)


@settings(max_examples=80, deadline=None)
@given(ties=TIES, shares=SHARES, things=st.permutations(range(SIZE)), steps=st.integers(1, 4))
def test_a_route_can_be_passed_again_where_networkx_can_pass_it_and_at_its_price(ties, shares, things, steps) -> None:
    network = invented(ties, shares)
    graph = as_networkx(network, {things[0]})
    pairs = list(pairwise(things[: steps + 1]))
    found = of_network(network, "0", "1").along([str(thing) for thing in things[: steps + 1]])
    assert (found is not None) == all(graph.has_edge(*pair) for pair in pairs)
    assert found is None or sum(cost(hop.strength) for hop in found.hops) == sum(graph.edges[pair]["price"] for pair in pairs)


@settings(max_examples=60, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_a_network_beside_itself_has_no_change(ties, shares) -> None:
    side = of_network(invented(ties, shares), "0", str(SIZE - 1))
    found = compare(side, side)
    assert {route.change for route in found.routes} <= {"same"} and found.links == () and not any(route.because for route in found.routes)
    whole = compare(*[replace_ends(side)] * 2)
    assert (whole.links, whole.gains) == ((), [])


def replace_ends(side: Side) -> Side:
    found = Side(side.facts, replace(side.question, starts=(), ends=()))
    found.__dict__["network"] = side.network
    return found


@settings(max_examples=60, deadline=None)
@given(first=TIES, second=TIES, shares=SHARES)
def test_the_links_that_opened_and_closed_are_those_of_one_side_only(first, second, shares) -> None:
    sides = [replace_ends(of_network(invented(ties, shares), "0", "1")) for ties in (first, second)]
    found = compare(*sides)
    keys = [{(link.tie.start, link.tie.kind, link.tie.end) for link in side.network.links} for side in sides]
    told = {change: {(link.tie.start, link.tie.kind, link.tie.end) for link in found.links if link.change == change} for change in ("opened", "closed")}
    assert told == {"opened": keys[1] - keys[0], "closed": keys[0] - keys[1]}
    for thing, opened, closed in found.gains:
        assert opened == sum(thing in (a, b) for a, _, b in told["opened"]) and closed == sum(thing in (a, b) for a, _, b in told["closed"])


def test_a_route_that_a_plan_opens_is_told_with_the_step_that_opens_it(world: Facts) -> None:
    ends = [ID + "weavers"], [ID + "officials"]
    found = compare(Side(world, question(*ends)), Side(world, question(*ends, status="planned")))
    assert [(route.change, [hop.tie.id.removeprefix(ID) for hop in route.because]) for route in found.routes] == [("opened", ["world-t8"]), ("same", [])]
    assert [(link.change, link.tie.id.removeprefix(ID)) for link in found.links] == [("opened", "world-t8")]
    assert compared.counted(found) == "Routes: 1 opened, 0 closed, 1 as before."


def test_a_route_of_a_period_opens_and_closes_with_it(world: Facts) -> None:
    ends = [ID + "weavers"], [ID + "officials"]
    days = {day: Side(world, question(*ends, on=day)) for day in ("2019-06-30", "2026-01-01", "2031-01-01")}
    opened, closed = compare(days["2019-06-30"], days["2026-01-01"]), compare(days["2026-01-01"], days["2031-01-01"])
    assert [(route.change, len(route.because)) for route in (*opened.routes, *closed.routes)] == [("opened", 3), ("closed", 3)]
    assert opened.routes[0].before is None and closed.routes[0].after is None
    lines = list(compared.told(closed))
    assert lines[3:5] == ["Closed (shaky): UW → LN → Forum on Cloth → Committee on Cloth → OMC", "  − LN engages with Forum on Cloth.  [2020 to 2030]"]


def test_a_file_with_other_ids_for_the_same_links_has_no_change(tmp_path: Path, world: Facts) -> None:
    other = region(tmp_path, "other.ttl", ("world-t", "renumbered-"), ("i:world-p1", "i:elsewhere"))
    found = compare(Side(world, question()), Side(other, question()))
    assert (found.links, found.seats) == ((), ())


def test_a_thing_that_goes_by_another_id_is_known_by_its_name(tmp_path: Path, world: Facts) -> None:
    other = region(tmp_path, "other.ttl", ("i:loom-net ", "i:net-of-looms "))
    ends = [ID + "weavers"], [ID + "officials"]
    found = compare(Side(world, question(*ends)), Side(other, question(*ends)))
    assert [(route.change, route.because) for route in found.routes] == [("same", ())]
    assert compare(Side(world, question()), Side(other, question())).links == ()


def test_where_two_things_have_the_name_neither_is_taken_for_the_other(tmp_path: Path) -> None:
    names = ("Forum on Cloth", "Cloth Talk"), ("Loom Network", "Cloth Talk")
    first, second = region(tmp_path, "first.ttl", *names), region(tmp_path, "second.ttl", *names, ("i:loom-net ", "i:other-net "), ("i:forum ", "i:other-forum "))
    found = compare(Side(first, question()), Side(second, question()))
    assert found.second.alias == {}
    assert [(change, sum(link.change == change for link in found.links)) for change in ("opened", "closed")] == [("opened", 3), ("closed", 3)]


def test_a_step_over_another_link_is_told_though_the_route_is_the_same(tmp_path: Path, world: Facts) -> None:
    other = region(tmp_path, "other.ttl", ("world-t4 a k:Reporting", "world-t4 a k:Seat"))
    ends = [ID + "weavers"], [ID + "officials"]
    found = compare(Side(world, question(*ends)), Side(other, question(*ends)))
    assert [(route.change, [hop.label for hop in route.because]) for route in found.routes] == [("same", ["sits in"])]
    assert [(link.change, link.tie.word) for link in found.links] == [("closed", "reporting"), ("opened", "seat")]


def test_a_final_strength_that_fell_makes_route_and_link_weaker(tmp_path: Path) -> None:
    first, second = (region(tmp_path, f"{n}.ttl", ("world-t4 a k:Reporting", f"world-t4 k:strength {n} ; a k:Reporting")) for n in (0.5, 0.4))
    ends = [ID + "weavers"], [ID + "officials"]
    found = compare(Side(first, question(*ends)), Side(second, question(*ends)))
    assert [(route.change, [hop.tie.id.removeprefix(ID) for hop in route.because]) for route in found.routes] == [("weaker", ["world-t4"])]
    assert [(link.change, link.before, link.after) for link in found.links] == [("weaker", 0.5, 0.4)]


@pytest.mark.parametrize(
    ("before", "after", "change"), [(0.5, 0.56, "stronger"), (0.5, 0.54, "same"), (0.54, 0.5, "same"), (0.56, 0.5, "weaker"), (None, 0.1, "opened"), (0.1, None, "closed")]
)
def test_less_than_a_tenth_is_no_change(before, after, change) -> None:
    assert comparison.changed(before, after) == change


def test_nothing_to_compare_with_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing to compare"):
        comparison.two(None, None, None, [])


def test_a_seat_that_a_ministry_gave_up_for_another_is_told(public: Facts) -> None:
    found = compare(Side(public, question([resolve(public, "SLOM")], on="2025-01-01")), Side(public, question([resolve(public, "SLOM")], on="2026-06-30")))
    assert [compared.seat(found, change) for change in found.seats] == [
        "SLOM, seat: MOLISA → Ministry of Home Affairs (Viet Nam) [concluded by an analyst; may have changed since]"
    ]
    assert [(link.change, link.tie.word) for link in found.links] == [("opened", "seat"), ("closed", "observer-seat"), ("closed", "seat")]


def test_the_chairs_of_asean_and_its_commission_passed_from_malaysia_to_the_philippines(public: Facts) -> None:
    found = compare(Side(public, question(on="2025-12-31")), Side(public, question(on="2026-06-30")))
    assert {"ASEAN, chair: Malaysia → Philippines", "AICHR, chair: Malaysia → Philippines"} <= {compared.seat(found, change) for change in found.seats}
    assert not any(public.isa(thing, "Person") for thing, _, _ in found.gains)


def test_plans_open_the_social_welfare_door_to_slom_for_arosp(public: Facts) -> None:
    ends = [resolve(public, "AROSP")], [resolve(public, "SLOM")]
    found = compare(Side(public, question(*ends, on="2026-06-30")), Side(public, question(*ends, on="2026-06-30", status="all")))
    assert {route.change for route in found.routes} == {"opened", "same"}
    opened = [route for route in found.routes if route.change == "opened"]
    assert opened and all([hop.sentence for hop in route.because] == ["Possible: AROSP intends to engage with SOMSWD."] for route in opened)


def test_the_program_compares_dates_lenses_and_data(kuasa, tmp_path: Path) -> None:
    region(tmp_path, "last-year.ttl")
    region(tmp_path, "this-year.ttl", ("world-t4 a k:Reporting", "world-t4 a k:Opposition"))
    files = ("--data", "last-year.ttl", "--with-data", "this-year.ttl", "--on", "2026")
    told = kuasa("compare", "UW", "OMC", *files)
    assert told.returncode == 0
    assert told.stdout.splitlines()[:4] == [
        "First: last-year.ttl · as of 2026-12-31 · what counts as influence: any kind of influence · links shown: what is, no plans · at most 6 steps",
        "Second: this-year.ttl · as of 2026-12-31 · what counts as influence: any kind of influence · links shown: what is, no plans · at most 6 steps",
        "",
        "Closed (shaky): UW → LN → Forum on Cloth → Committee on Cloth → OMC",
    ]
    rows = json.loads(kuasa("compare", "UW", "OMC", *files, "--format", "json").stdout)
    assert [(row["what"], row["change"], row["after"]) for row in rows] == [("route", "closed", None), ("link", "closed", None)] and list(rows[0]) == list(compared.COLUMNS)
    dates = kuasa("compare", "--data", "last-year.ttl", "--on", "2019", "--with-on", "2026", "--format", "csv")
    assert {row["change"] for row in csv.DictReader(io.StringIO(dates.stdout))} == {"opened"}
    page = kuasa("compare", "UW", "OMC", "--data", "last-year.ttl", "--on", "2026", "--with-lens", "authority", "-o", "changes.html")
    assert page.returncode == 0 and "Routes: 0 opened, 1 closed. Compared with: as of 2026-12-31" in (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert kuasa("compare", "UW", "OMC", "--data", "last-year.ttl").returncode == 2


def test_a_name_that_only_one_side_knows_is_no_error(kuasa, tmp_path: Path) -> None:
    region(tmp_path, "last-year.ttl", ("Union of Weavers", "Guild of Dyers"), ('"UW"', '"GD"'), ("i:weavers", "i:dyers"))
    region(tmp_path, "this-year.ttl")
    done = kuasa("compare", "UW", "OMC", "--data", "last-year.ttl", "--with-data", "this-year.ttl", "--on", "2026", "--format", "json")
    assert [(row["what"], row["change"]) for row in json.loads(done.stdout) if row["what"] == "route"] == [("route", "opened")]
    assert kuasa("compare", "nobody-at-all", "OMC", "--data", "last-year.ttl", "--with-data", "this-year.ttl").returncode == 1


def test_what_opens_only_if_plans_come_true_is_not_said_to_have_opened(public: Facts) -> None:
    ends = [resolve(public, "AROSP")], [resolve(public, "SLOM")]
    found = compare(Side(public, question(*ends, on="2026-06-30")), Side(public, question(*ends, on="2026-06-30", status="all")))
    lines = "\n".join(compared.told(found))
    assert "Would open if plans come true (shaky): AROSP → SOMSWD" in lines and "\nOpened (" not in lines
    assert all(str(row["evidence"]).startswith("1. ") for row in compared.table(found).rows if row["what"] == "route")
