"""What our side can make: offered through open doors, to partners and networks; never the target, never what is kept for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from harbour import DOORS, TIES, asked, harbour

from kuasa.graph.analysis import candidates
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.vocabulary import ID


def short(iri: str) -> str:
    return iri.removeprefix(ID)


def offered(facts: Facts, question: Question, *makers: str, barred: bool = False) -> list[tuple[str, str, str]]:
    found = candidates.candidates(facts, question, tuple(ID + maker for maker in makers))
    return [(short(one.maker), one.kind.rpartition("#")[2], short(one.other)) for one in found if one.barred is barred]


def test_partners_may_be_asked_networks_joined_and_bodies_reached_only_through_their_doors() -> None:
    assert offered(harbour(), asked(), "porters") == [
        ("porters", "Partnership", "carters"),
        ("porters", "Participation", "forum"),
        ("porters", "Partnership", "guild"),
        ("porters", "Letter", "ministry"),
        ("porters", "Membership", "quay-net"),
        ("porters", "Partnership", "quay-net"),
    ]


def test_without_doors_no_body_and_no_ministry_is_offered() -> None:
    assert {other for _, _, other in offered(harbour(doors=[]), asked(), "porters")} == {"carters", "guild", "quay-net"}


def test_the_target_is_never_offered_not_even_through_an_open_door() -> None:
    everything = offered(harbour(), asked(), "porters") + offered(harbour(), asked(), "porters", barred=True)
    assert "board" not in {other for _, _, other in everything}
    assert ("porters", "Engagement", "board") in offered(harbour(), asked(end="committee"), "porters")
    assert "guild" not in {other for _, _, other in offered(harbour(), asked(end="guild"), "porters")}


def test_a_door_by_invitation_or_kept_for_others_is_barred_but_open_to_those_it_names() -> None:
    assert offered(harbour(), asked(), "porters", barred=True) == [("porters", "Participation", "committee")]
    assert ("guild", "Participation", "committee") in offered(harbour(), asked(start="guild"), "guild")


def test_a_door_that_names_somebody_first_is_kept_for_them_whatever_its_kind() -> None:
    door = ("committee", "dialogueDoor", "Pilots' dialogue", "Guild of Pilots and friends", "Known to the board", "")
    assert offered(harbour(doors=[door]), asked(), "porters", barred=True) == [("porters", "Engagement", "committee")]


def test_a_door_of_a_kind_that_is_reserved_is_kept_for_others_even_if_it_names_nobody() -> None:
    door = ("committee", "nationalCouncilDoor", "Council", "The most representative unions", "Chosen by the state", "")
    assert offered(harbour(doors=[door]), asked(), "porters", barred=True) == [("porters", "Seat", "committee")]
    assert offered(harbour(doors=[(door[0], "forumDoor", *door[2:])]), asked(), "porters", barred=True) == []


def test_a_shut_door_leads_nowhere() -> None:
    doors = [door for door in DOORS if door[5]]
    assert [body for body, *_ in doors] == ["committee"]
    assert offered(harbour(doors=doors), asked(), "porters", barred=True) == []


def test_a_tie_that_is_there_is_not_offered_whichever_way_it_is_told() -> None:
    ties = [*TIES, ("carters", "Partnership", "porters", "actual"), ("porters", "Membership", "quay-net", "actual")]
    assert [other for _, kind, other in offered(harbour(ties), asked(), "porters") if kind in ("Partnership", "Membership")] == ["guild", "quay-net"]


def test_a_tie_on_record_as_a_plan_is_offered_and_said_to_be_planned() -> None:
    found = candidates.candidates(harbour(), asked(), (ID + "porters",))
    assert {short(one.other): one.noted for one in found if one.noted} == {"carters": "planned"}


def test_what_is_left_out_is_not_offered_and_states_make_no_links() -> None:
    assert "guild" not in {other for _, _, other in offered(harbour(), asked(without=frozenset({ID + "guild"})), "porters")}
    assert offered(harbour(), asked(start="state"), "state") == []


def test_a_door_that_nobody_had_told_of_by_then_is_not_there() -> None:
    assert ("porters", "Letter", "ministry") in offered(harbour(), asked(known_by=date(2024, 2, 1)), "porters")
    assert ("porters", "Letter", "ministry") not in offered(harbour(), asked(known_by=date(2023, 2, 1)), "porters")


def test_a_lens_in_which_nothing_travels_over_a_kind_offers_none_of_it() -> None:
    question = replace(asked(), lens=lens("authority"))
    assert {kind for _, kind, _ in offered(harbour(), question, "porters")} == {"Membership"}


def test_allies_are_those_tied_by_membership_partnership_or_one_event() -> None:
    ties = [*TIES, ("guild", "CoOrganising", "regatta", "actual"), ("carters", "CoOrganising", "regatta", "actual"), ("p-1", "CoOrganising", "regatta", "actual")]
    found = candidates.side(harbour(ties), asked(start="carters"), with_allies=True)
    assert [(short(ally.id), [tie.word for tie in ally.ties]) for ally in found] == [("carters", []), ("guild", ["co-organising"]), ("quay-net", ["membership"])]
    assert [short(ally.id) for ally in candidates.side(harbour(ties), asked(start="carters"), with_allies=False)] == ["carters"]
    assert [short(ally.id) for ally in candidates.side(harbour(ties), asked(start="carters", end="guild"), with_allies=True)] == ["carters", "quay-net"]
