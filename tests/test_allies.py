"""The best allies: reach is that of the best routes, the greedy choice is the best single one, and at least 1 - 1/e of the best several."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from harbour import TIES as HARBOUR_TIES
from harbour import asked, harbour
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, TIES, invented

from kuasa.graph.analysis import allies, search, whatif
from kuasa.graph.analysis.network import cost
from kuasa.graph.errors import BadChoice
from kuasa.graph.vocabulary import ID

COVERS = st.integers(1, 6).flatmap(
    lambda width: st.tuples(st.lists(st.lists(st.booleans(), min_size=width, max_size=width), max_size=7), st.lists(st.booleans(), min_size=width, max_size=width))
)


def adds(covers: np.ndarray, own: np.ndarray, chosen: tuple[int, ...]) -> int:
    return int((np.logical_or.reduce([own, *covers[list(chosen)]]) & ~own).sum())


@settings(max_examples=300, deadline=None)
@given(drawn=COVERS, k=st.integers(1, 4))
def test_the_greedy_choice_adds_at_least_its_guaranteed_share_of_the_best_and_for_one_ally_all_of_it(drawn, k) -> None:
    covers, own = np.array(drawn[0], bool).reshape(len(drawn[0]), len(drawn[1])), np.array(drawn[1], bool)
    chosen = allies.greedy(covers, own, k)
    best = max((adds(covers, own, some) for n in range(k + 1) for some in combinations(range(len(covers)), n)), default=0)
    assert len(set(chosen)) == len(chosen) <= k
    assert adds(covers, own, tuple(chosen)) >= (1 - 1 / math.e) * best
    first = [adds(covers, own, (n,)) for n in range(len(covers))]
    assert allies.greedy(covers, own, 1) == ([first.index(max(first))] if first and max(first) else [])


def test_greed_may_miss_the_best_pair_but_not_by_more_than_promised() -> None:
    covers = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]], bool)
    assert allies.greedy(covers, np.zeros(6, bool), 2) == [0, 1]
    assert (adds(covers, np.zeros(6, bool), (0, 1)), adds(covers, np.zeros(6, bool), (1, 2))) == (5, 6)


@settings(max_examples=150, deadline=None)
@given(ties=TIES, shares=SHARES, hops=st.integers(1, 5), above=st.sampled_from([0.01, 0.25, 0.5, 0.9]))
def test_what_each_reaches_is_what_its_best_routes_reach(ties, shares, hops, above) -> None:
    network = invented(ties, shares)
    expected = []
    for source in range(SIZE):
        ways = {node: next(iter(search.best_ways(network, {source}, {node}, hops)), None) for node in range(SIZE) if node != source}
        expected.append([node == source or (ways[node] is not None and ways[node].cost <= int(cost(above))) for node in range(SIZE)])
    assert allies.within(network, range(SIZE), hops, above).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_a_coalition_reaches_what_one_of_it_reaches_as_routes_from_the_set_do(ties, shares) -> None:
    network = invented(ties, shares)
    together = search.distances_from(network, {0, 1, 2}, 4)[-1] // search.STEP <= int(cost(0.1))
    assert allies.within(network, [0, 1, 2], 4, 0.1).any(axis=0).tolist() == together.tolist()


def test_many_sources_are_looked_at_in_batches_with_the_same_result(monkeypatch) -> None:
    network = invented([(a, b, 0.5, 0.4) for a in range(6) for b in range(a)], [1.0] * 6)
    whole = allies.within(network, range(6), 3, 0.2).tolist()
    monkeypatch.setattr(allies, "ROOM", 1)
    assert allies.within(network, range(6), 3, 0.2).tolist() == whole


def joined(ties=None, start: str = "porters", k: int = 3, above: float = 0.1, **more) -> list[tuple[str, list[str]]]:
    found = allies.coalition(harbour(ties), asked(start=start, end="", **more), k, above)
    return [(one.ally.removeprefix(ID), [thing.removeprefix(ID) for thing in one.adds]) for one in found.joining]


def test_allies_come_in_the_order_of_what_they_add() -> None:
    assert joined() == [("guild", ["board", "committee", "forum"])]
    assert joined(above=0.3) == [("guild", ["committee"]), ("quay-net", ["forum"])]
    assert joined(above=0.3, k=1) == [("guild", ["committee"])]


def test_what_our_side_reaches_alone_is_not_counted_again() -> None:
    assert joined(start="guild", above=0.3) == [("quay-net", ["forum"])]
    assert joined(start="guild", above=0.2) == []


def test_who_is_left_out_is_no_ally_and_is_not_reached() -> None:
    assert joined(above=0.2, without=frozenset({ID + "guild"})) == [("quay-net", ["committee", "forum"])]


def test_persons_states_and_bodies_are_no_allies_and_organisations_are_not_counted() -> None:
    ties = [*HARBOUR_TIES, ("state", "Engagement", "committee", "actual"), ("p-1", "Engagement", "board", "actual"), ("quay-net", "Engagement", "guild", "actual")]
    assert joined(ties, above=0.3) == [("guild", ["committee"]), ("quay-net", ["forum"])]
    assert joined(ties, above=0.3, persons=True) == [("guild", ["committee"]), ("quay-net", ["forum"])]


def test_a_score_that_is_none_is_refused() -> None:
    for above in (0.0, 1.0, 2.0):
        with pytest.raises(BadChoice, match="between 0 and 1"):
            allies.coalition(harbour(), asked(end=""), 1, above)


def test_the_answer_in_words_counts_names_and_states_its_guarantee() -> None:
    found = whatif.supposed(harbour(), asked(start="carters", end=""), whatif.Wanted(allies=2, above=0.3))
    assert found.lines == (
        "Carters reaches 0 alone.",
        "",
        "1. Guild of Pilots would add 1 (1 in all): Tide Committee.",
        "     For example (firm): Guild of Pilots → Tide Committee",
        "       1. Guild of Pilots engages with Tide Committee.",
        "            2020 to 2030 · Harbour log (first page)",
        "2. Quay Net would add 1 (2 in all): Wharf Forum.",
        "     For example (firm): Quay Net → Wharf Forum",
        "       1. Quay Net engages with Wharf Forum.",
        "            2020 to 2030 · Harbour log (first page)",
        "",
        "Counted are bodies, states, ministries, agencies and intergovernmental organisations to which somebody of the coalition has a route with a score of at least 0.3, "
        "within 6 steps. Each ally counts with all of its own links; whether it would join is not known here.",
        "Chosen one after the other, each time the one that adds most. Another choice of as many may add more, but these add at least 63 % of what the best could "
        "(Nemhauser, Wolsey and Fisher 1978).",
        "",
        "as of 2026-06-30 · what counts as influence: any kind of influence · links shown: what is, no plans · at most 6 steps",
        "How strong a route is, is an estimate by the chosen lens, not a measurement.",
    )
    row = dict(found.table.rows[0])
    assert row.pop("evidence") and row == {
        "ally": "Guild of Pilots",
        "id": ID + "guild",
        "adds": 1,
        "reached": 1,
        "of_these": "Tide Committee",
        "band": "firm",
        "route": "Guild of Pilots → Tide Committee",
    }
    assert [path.hops[-1].end.id for path in found.routes] == [ID + "committee", ID + "forum"]
    assert found.marked == ((ID + "guild", "ally 1: would add 1"), (ID + "quay-net", "ally 2: would add 1"))


def test_nobody_to_add_anything_is_said() -> None:
    found = whatif.supposed(harbour([]), asked(end=""), whatif.Wanted(allies=2))
    assert (found.table.rows, found.remark) == ((), "No organisation or network adds anything to what Porters reaches.")


def test_what_is_only_intended_straight_to_a_decider_is_not_reached_but_what_it_leads_on_to_is() -> None:
    plans = [("porters", "Engagement", "state", "planned"), ("porters", "Reporting", "state", "planned"), ("quay-net", "Engagement", "porters", "actual")]
    question = asked(end="", status="planned")
    assert allies.coalition(harbour(plans), question, 1, 0.001).alone == ()
    assert joined(plans, status="planned", above=0.001) == [("quay-net", ["state"])]
    assert allies.coalition(harbour([*plans, ("porters", "Engagement", "state", "actual")]), question, 1, 0.001).alone == (ID + "state",)
