"""No route: the smallest change that opens one, each condition in turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_influence import more

from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.relaxation import another_day, ever, fewest
from kuasa.graph.facts import Facts
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

NOW = Moment(date(2026, 1, 1))
ASKED = Question((ID + "weavers",), (ID + "officials",), NOW, lens("all"))


def changed(**more) -> Question:
    return replace(ASKED, **more)


CASES = {
    "the number of steps": (changed(hops=2), "with --max-hops 4"),
    "the thing left out": (changed(without=frozenset({ID + "forum"})), "with Forum on Cloth let in again, or with --status planned"),
    "one of two things left out": (changed(without=frozenset({ID + "forum", ID + "fair"})), "with Forum on Cloth let in again, or with nothing left out"),
    "two things on the only route": (changed(without=frozenset({ID + "forum", ID + "committee"})), "with nothing left out, or with --status planned"),
    "a thing to pass": (changed(through=(ID + "league",)), "with routes that do not pass League of Cloth"),
    "the status": (changed(starts=(ID + "weavers",), ends=(ID + "ministry-a",), hops=2), "with --status planned, or with --max-hops 5"),
    "the lens": (changed(lens=lens("authority")), "with --lens all"),
    "certainty": (changed(moment=Moment(date(2028, 1, 1), strict=True)), "without --strict, or with --status planned, or with --on 2027-01-01"),
    "what was known": (changed(moment=Moment(NOW.on, known_by=date(2023, 1, 1))), "without --known-by"),
    "a day too late": (changed(moment=Moment(date(2031, 6, 1))), "with --on 2030-12-31"),
    "a day too early": (changed(moment=Moment(date(2010, 6, 1))), "with --on 2020-01-01"),
    "two conditions": (changed(hops=3, moment=Moment(date(2031, 6, 1))), "with --status planned and --on 2030-12-31, or with --on 2030-12-31 and --max-hops 4"),
    "nothing": (changed(ends=(ID + "state-a",)), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_change_is_named(world: Facts, name: str) -> None:
    question, words = CASES[name]
    answer = paths(world, question)
    assert (answer.routes, answer.relaxation) == ((), words)


def test_a_named_change_does_open_a_route(world: Facts) -> None:
    assert paths(world, changed(hops=4)).routes
    assert paths(world, changed(moment=Moment(date(2030, 12, 31)))).routes
    assert not paths(world, changed(moment=Moment(date(2031, 1, 1)))).routes


def test_only_what_lies_between_is_looked_at_on_other_days(world: Facts) -> None:
    kept = {tie.id.removeprefix(ID) for tie in ever(world, ASKED).ties}
    assert {"world-t1", "world-t2", "world-t3", "world-t4"} <= kept
    assert not kept & {"world-t11", "world-t12"}


def test_a_day_in_the_future_is_not_offered(tmp_path) -> None:
    tie = "a k:Engagement ; k:from i:weavers ; k:to i:league ; k:status k:actual ; k:since"
    begun, later = (more(tmp_path, f'i:x1 {tie} "{day}"') for day in ("2026-02-01", "2090-02-01"))
    assert another_day(begun, changed(ends=(ID + "league",))) == ["with --on 2026-02-01"]
    assert another_day(later, changed(ends=(ID + "league",))) == []


def test_the_fewest_steps_are_those_of_the_shortest_route(world: Facts) -> None:
    assert fewest(world, ASKED, 10) == 4
    assert fewest(world, ASKED, 3) == 0
    assert fewest(world, changed(through=(ID + "fair",), moment=Moment(NOW.on, "planned")), 10) > 0
