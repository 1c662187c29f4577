"""The effect of links given and lost, told as what it is: imagined."""

from __future__ import annotations

from datetime import date

import pytest
from harbour import asked, harbour
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, SIZE, STRENGTHS, invented
from invented import TIES as MANY_TIES

from kuasa.exchange.edgerows import rows
from kuasa.graph.analysis import whatif
from kuasa.graph.analysis.change import change, set_in
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.errors import BadChoice, KuasaError, UnknownName, UsageError
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

NEW = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS), min_size=1, max_size=6)


def short(iri: str) -> str:
    return iri.removeprefix(ID)


def test_losing_the_only_link_closes_the_last_route() -> None:
    found = change(harbour(), asked(start="carters"), lost=["Carters > is member of > Quay Net"])
    assert (found.before.score, found.after, [short(tie.id) for tie in found.lost]) == (pytest.approx(0.05184), None, ["log-t6"])


def test_losing_a_thing_takes_its_links_and_another_route_may_remain() -> None:
    question = asked(start="guild+carters")
    found = change(harbour(), question, lost=["Guild of Pilots > engages with > Tide Committee"])
    assert [hop.end.short for hop in found.after.hops] == ["Quay Net", "Wharf Forum", "Tide Committee", "Harbour Board"]
    assert change(harbour(), question, lost=["Tide Committee"]).after is None


def test_a_person_is_no_end_of_a_made_up_tie_where_persons_are_no_steps() -> None:
    ties = ["Porters > met with > Ana Tide", "Ana Tide > met with > Harbour Board"]
    for text in ties:
        with pytest.raises(UsageError, match="'Ana Tide' is a person"):
            change(harbour(), asked(), [text])
    assert [hop.end.short for hop in change(harbour(), asked(persons=True), ties).after.hops] == ["Ana Tide", "Harbour Board"]


def test_ties_gained_and_lost_count_together() -> None:
    found = change(harbour(), asked(), ["Porters > is member of > Quay Net", "Porters > partners with > Guild of Pilots"], ["Guild of Pilots > engages with > Tide Committee"])
    assert (found.before, [hop.sentence for hop in found.after.hops][:2]) == (None, ["Imagined: Porters is a member of Quay Net.", "Quay Net engages with Wharf Forum."])


@pytest.mark.parametrize("kind", ["engages with", "engagement", "ENGAGES WITH"])
def test_a_kind_is_found_by_its_verb_or_its_word(kind: str) -> None:
    assert change(harbour(), asked(), [f"Porters > {kind} > Tide Committee"]).after.score == pytest.approx(0.216)


def test_a_verb_read_backwards_turns_the_link_round() -> None:
    tie = change(harbour(), asked(), ["Quay Net > has member > Porters"]).added[0]
    assert (short(tie.start), tie.word, short(tie.end)) == ("porters", "membership", "quay-net")


@pytest.mark.parametrize(
    ("added", "lost", "error", "words"),
    [
        ("Porters > loves > Carters", None, BadChoice, "partners with"),
        ("Porters > partners with", None, UsageError, "A > kind > B"),
        ("Porters > partners with > Porters", None, UsageError, "itself"),
        ("Porters > ratified > Carters", None, UsageError, "Between such ends"),
        ("Porters > partners with > Nobody", None, UnknownName, "Nobody"),
        ("Porters > influences > Carters", None, BadChoice, "partners with"),
        (None, "Porters > partners with > Guild of Pilots", KuasaError, "There is no link"),
        (None, "Porters > partners with > Carters", KuasaError, "There is no link"),
        (None, "Harbour Board", UsageError, "is an end"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_with_words(added, lost, error, words) -> None:
    with pytest.raises(error, match=words):
        change(harbour(), asked(), [added] if added else [], [lost] if lost else [])


@settings(max_examples=150, deadline=None)
@given(ties=MANY_TIES, shares=SHARES, new=st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS, st.one_of(st.none(), STRENGTHS)), max_size=4))
def test_links_set_into_a_network_make_the_network_built_anew_with_them(ties, shares, new) -> None:
    anew = invented([*ties, *new], shares)
    found = set_in(invented(ties, shares), list(anew.links)[len(ties) :])
    assert (found.key, found.laters) == (anew.key, None)
    assert [found.links[ref // 2] for ref in found.refs.tolist()] == [anew.links[ref // 2] for ref in anew.refs.tolist()]


def test_links_of_a_large_table_are_gained_and_lost_as_any_others(tmp_path) -> None:
    table = tmp_path / "ties.csv"
    table.write_text("from,to,kind,strength,backward\na,b,engagement,0.5,\nb,c,engagement,0.5,\na,d,,0.1,\nd,c,,0.1,\n", encoding="utf-8")
    facts = RowFacts(rows=rows([table]))
    question = Question((resolve(facts, "a"),), (resolve(facts, "c"),), Moment(date(2026, 6, 30), "actual"), lens("all"))
    found = change(facts, question, ["d > partners with > c"], ["b > engages with > c"])
    assert (found.before.score, found.after.score) == (pytest.approx(0.25), pytest.approx(0.05))
    assert [hop.sentence for hop in found.after.hops][1:] == ["Imagined: d works in partnership with c."]
    with pytest.raises(KuasaError, match="There is no link"):
        change(facts, question, lost=["a > engages with > c"])


def test_a_link_that_is_planned_can_be_lost_where_plans_count() -> None:
    assert change(harbour(), asked(status="planned"), lost=["Carters > partners with > Porters"]).after is None


def test_a_link_over_which_nothing_travels_is_said_to_carry_nothing() -> None:
    found = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > opposes > Tide Committee",)))
    assert found.lines[:5] == (
        "There is no route as things stand.",
        "",
        "Imagined: Porters opposes Tide Committee.",
        "Effect: there is no route before, and none after.",
        "Through this lens nothing travels over such a link: Porters opposes Tide Committee.",
    )


def test_a_bare_link_to_the_target_is_called_the_aim() -> None:
    lines = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > engages with > Harbour Board",))).lines
    assert "A link straight to Harbour Board is the aim, not a way to it." in lines
    lines = whatif.supposed(harbour(), asked(), whatif.Wanted(("Porters > engages with > Tide Committee",))).lines
    assert not any("is the aim" in line for line in lines)
