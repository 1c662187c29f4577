"""`kuasa whatif` as its users run it, and the map that it draws."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kuasa.graph.analysis import whatif
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.errors import UsageError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps import analysis


def test_no_route_of_advice_is_a_bare_link_to_the_target(kuasa) -> None:
    done = kuasa("whatif", "AROSP", "SLOM", "--on", "2026-06-30", "--format", "json", "--top", "100")
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(rows) > 5
    assert {row["route"].count("→") for row in rows} >= {2}
    assert all(row["route"].count("→") > 1 and row["change"].startswith("Imagined: ") and row["gain"] > 1 for row in rows)
    assert "Senior Labour Officials' Meeting" not in {row["to"] for row in rows}
    assert [row["gain"] for row in rows] == sorted((row["gain"] for row in rows), reverse=True)


def test_the_effect_of_a_loss_is_told_and_an_unknown_kind_refused_with_those_there_are(kuasa) -> None:
    done = kuasa("whatif", "AROSP", "SLOM", "--on", "2026-06-30", "--lose", "TF-AMW > engages with > AFML")
    assert (done.returncode, "Effect: this closes the last route." in done.stdout) == (0, True)
    done = kuasa("whatif", "AROSP", "SLOM", "--tie", "AROSP > befriends > TF-AMW")
    assert (done.returncode, "engages with" in done.stderr, done.stdout) == (2, True, "")


def test_allies_need_no_target_and_a_target_needs_naming_otherwise(kuasa) -> None:
    done = kuasa("whatif", "AROSP", "--allies", "2", "--format", "csv")
    assert (done.returncode, done.stdout.splitlines()[0], len(done.stdout.splitlines())) == (0, "ally,id,adds,reached,of_these,band,route,evidence", 3)
    assert kuasa("whatif", "AROSP").returncode == 2


def test_where_nothing_helps_the_list_is_empty_and_the_exit_is_no_failure(kuasa) -> None:
    done = kuasa("whatif", "Philippines", "WHO", "--format", "json")
    assert (done.returncode, json.loads(done.stdout), "can be offered" in done.stderr) == (0, [], True)


def test_the_map_draws_every_imagined_link_as_proposed_and_says_that_it_is_imagined() -> None:
    knowledge = open_knowledge([], "public")
    facts = knowledge.facts
    question = Question((resolve(facts, "AROSP"),), (resolve(facts, "SLOM"),), Moment(date(2026, 6, 30), "actual"), lens("all"))
    found = whatif.supposed(facts, question, whatif.Wanted(top=4))
    view = analysis.picture(knowledge, question, found.title, found.answer, found.routes, dict(found.marked))
    made_up = [link for link in view.links if link.id.startswith("imagined-")]
    assert len(made_up) == len(found.routes) == len(view.routes) == 4
    assert {link.status for link in made_up} == {"proposed"}
    assert all(link.sentence.startswith("Imagined: ") and not link.sources for link in made_up)
    assert all(any("imagined" in step.marks for step in route.steps) for route in view.routes)


def test_no_person_is_drawn_where_persons_are_no_steps() -> None:
    knowledge = open_knowledge()
    one, other = knowledge.facts.subjects("Person")[0], knowledge.facts.subjects("Body")[0]
    for starts, ends in (((one,), (other,)), ((other,), (one,))):
        with pytest.raises(UsageError, match="persons are not on maps of the profile public"):
            analysis.picture(knowledge, Question(starts, ends, Moment(date(2026, 6, 30)), lens("all")), "", "", (), {})
