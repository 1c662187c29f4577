"""What must hold of the embedded knowledge: the sanity cases of the ontology, tried on the real facts."""

from __future__ import annotations

from datetime import date

import pytest

from kuasa.graph.analysis import influence
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.dossier import profile_of
from kuasa.graph.facts import Facts
from kuasa.graph.kinds import kinds
from kuasa.graph.profiles import profile, restrict
from kuasa.graph.store import open_store
from kuasa.graph.validity import Moment, handed_on, holds
from kuasa.graph.vocabulary import ID, K
from kuasa.graph.wording import mark

NOW = date(2026, 6, 30)
OURS = ("arosp", "amrc", "home", "kpri", "hnsea", "oxfam-lao")
THEIRS = ("slom", "almm", "somswd", "asean-care-2024", "asean")
SILENT = {"location", "coverage", "signature", "ratification", "reference", "call", "implementation", "follow-up", "reviewing", "opposition", "possibly-same-as"}


@pytest.fixture(scope="module")
def public() -> Facts:
    """The embedded knowledge as the public sees it."""
    facts = Facts.from_store(open_store())
    restrict(facts, profile("public"))
    return facts


def answer(facts: Facts, start: str, end: str, status: str = "actual", on: date = NOW, **more) -> influence.Answer:
    return influence.paths(facts, influence.Question((ID + start,), (ID + end,), Moment(on, status), lens("all"), **more))


def names(path) -> list[str]:
    return [path.hops[0].start.id.removeprefix(ID), *(hop.end.id.removeprefix(ID) for hop in path.hops)]


@pytest.mark.parametrize("end", THEIRS)
@pytest.mark.parametrize("start", OURS)
def test_no_route_runs_over_a_place_a_person_a_collective_or_an_organisation_of_states(public: Facts, start: str, end: str) -> None:
    for path in answer(public, start, end, "all", k=20).routes:
        assert not {hop.tie.word for hop in path.hops} & SILENT
        for step in names(path)[1:-1]:
            assert step not in ("asean", "ilo", "un")
            assert not public.isa(ID + step, "Person") and not public.isa(ID + step, "Collective")


def test_the_table_of_routes_holds_routes(public: Facts) -> None:
    assert sum(bool(answer(public, start, end, "all").routes) for start in OURS for end in THEIRS) > 10


def test_the_actual_route_to_slom_runs_through_a_migrant_worker_network_and_its_forum(public: Facts) -> None:
    best = answer(public, "arosp", "slom").routes[0]
    assert names(best) == ["arosp", "cs5-2023", "tfamw", "afml", "acmw", "slom"]
    assert [("recalled" in hop.marks) for hop in best.hops] == [False, False, False, True, False]


def test_with_plans_the_possible_dialogue_is_an_aim_and_somswd_leads_to_a_ministry_seated_in_both(public: Facts) -> None:
    found = answer(public, "arosp", "slom", "all", k=10)
    assert [[hop.tie.status for hop in path.hops] for path in found.aims] == [["possible"]]
    assert any(names(path)[1] == "somswd" and public.isa(ID + names(path)[2], "Ministry") for path in found.routes if len(path.hops) > 2)


def test_home_has_no_route_to_slom(public: Facts) -> None:
    assert answer(public, "home", "slom").routes == ()
    assert answer(public, "home", "slom").dead_end == "from HOME further than HRWG"


def test_actual_routes_use_no_plan(public: Facts) -> None:
    network = build(public, lens("all"), Moment(NOW))
    assert {link.tie.status for link in network.links} == {"actual"}


def test_the_chair_of_asean_is_not_implied_for_slom(public: Facts) -> None:
    chairs = {tie.start.removeprefix(ID) for tie in public.ties if tie.end == ID + "slom" and tie.word == "chairing" and tie.status == "actual" and holds(tie, date(2025, 6, 30))}
    assert chairs == {"ministry-labour-sgp"}


def test_a_chair_that_was_handed_on_is_over_on_the_page_of_who_held_it(public: Facts) -> None:
    over = handed_on(public.ties, Moment(NOW))
    held = [tie for tie in public.ties if tie.id in over]
    assert held
    for tie in held:
        said = kinds()[tie.kind].say(public.label(tie.start), public.label(tie.end), tie.status)
        told = [row["marks"] for row in profile_of(public, tie.start, Moment(NOW)) if row["statement"] == said and row["status"] == "actual"]
        assert mark("ended") in told, said


def test_a_chair_hands_on_to_the_next(public: Facts) -> None:
    over = handed_on(public.ties, Moment(NOW))
    early = [tie for tie in public.ties if tie.end == ID + "almm" and tie.word == "chairing" and not tie.until and "2002-05-09" in (tie.since, *tie.observed)]
    assert early and {tie.id for tie in early} <= over


def test_timor_leste_joined_asean_in_october_2025(public: Facts) -> None:
    records = [tie for tie in public.tied(ID + "tls") if tie.end == ID + "asean" and tie.word == "membership"]
    assert [[holds(tie, day) for tie in records] for day in (date(2024, 6, 1), date(2025, 10, 25))] == [[False], [False]]
    assert all(holds(tie, NOW) is not False for tie in records)


def test_being_listed_is_not_being_a_member(public: Facts) -> None:
    assert not [tie for tie in public.tied(ID + "cs5-2023") if tie.word == "membership"]


def test_both_founding_years_of_acw_stand_and_contradict_each_other(public: Facts) -> None:
    years = {public.one(node, K + "value"): node for node in public.about[ID + "acw"] if public.one(node, K + "property") == K + "begins"}
    assert set(years) == {"2001", "2002"}
    assert public.all(years["2001"], K + "contradicts") + public.all(years["2002"], K + "contradicts")


def test_no_record_holds_a_link_to_a_recording_or_an_address_of_a_person(embedded: Facts) -> None:
    texts = [text for found in embedded.terms.values() for terms in found.values() for text, _ in terms]
    assert not [text for text in texts if "drive.google" in text or "mailto:" in text]


def test_no_long_run_of_words_of_document_001_is_in_the_knowledge(embedded: Facts) -> None:
    """The documents themselves are not in the project; this looks for what only a copied sentence would hold."""
    copied = ("an alternative strategy with a new vision", "not a CSO friendly body", "is a multi-stakeholder model", "building trust relationships with")
    texts = " ".join(text for found in embedded.terms.values() for terms in found.values() for text, _ in terms)
    assert not [phrase for phrase in copied if phrase.lower() in texts.lower()]
