"""Rows of a workbook become statements with their sources, their plans, their groups and their audience."""

from __future__ import annotations

import pytest
from stating import row, said, statements

from kuasa.exchange.book import Book
from kuasa.exchange.incoming import findings
from kuasa.exchange.incoming.addresses import addresses
from kuasa.exchange.incoming.decisions import Decision
from kuasa.exchange.incoming.names import key, named
from kuasa.exchange.incoming.statements import Statements, stated
from kuasa.graph.facts import PREF, TITLE, Facts
from kuasa.graph.vocabulary import ID, K


def test_a_plan_stays_a_plan_and_its_links_are_plans_too(embedded: Facts) -> None:
    event = row("events", 2, id="e1", name="Rice dialogue", begins="2027-05", status="planned", organised_by="AROSP", sensitivity="for-public")
    found = statements(embedded, event)
    assert said(found, f"{ID}rice-2026-e1")["status"] == ["k:planned"]
    tie = said(found, f"{ID}rice-2026-e1-organised-by-1")
    assert (tie["type"], tie["from"], tie["to"], tie["status"]) == (["k:Organising"], ["i:arosp"], ["i:rice-2026-e1"], ["k:planned"])


def test_what_is_said_of_a_known_thing_is_a_claim_beside_it(embedded: Facts) -> None:
    cells = {"id": "i:slom", "name": "Senior Labour Officials' Meeting", "kind": "senior-officials-meeting"}
    known = row("bodies", 2, **cells, meets="every second spring", other_names="Labour SOM", sensitivity="for-public")
    found = statements(embedded, known, session="Session on rice", date="2026-05-12", group="2")
    subjects = {quad.subject.value for quad in found.quads}
    assert ID + "slom" not in subjects
    claims = [said(found, subject) for subject in sorted(subjects) if "value" in said(found, subject) or "text" in said(found, subject)]
    assert [(claim["about"], claim.get("property"), claim.get("value") or claim.get("text")) for claim in claims] == [
        (["i:slom"], ["k:meets"], ["every second spring"]),
        (["i:slom"], None, ["Labour SOM"]),
    ]
    assert said(found, found.at.workbook)["title"] == ["Session on rice, group 2"]


def filled_in(facts: Facts, review: str, **changed: str) -> tuple[Statements, dict[str, list[str]]]:
    """What is stated by a row that kuasa filled in with the link of a ministry and SLOM, and the record that it made."""
    tie = next(tie for tie in facts.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    evidence = tie.evidence[0]
    cells = {"id": "i:" + tie.id.removeprefix(ID), "review": review, "from": "i:slom", "tie_kind": tie.word, "to": "i:" + tie.end.removeprefix(ID), "status": tie.status}
    cells |= {"since": tie.since, "observed": "|".join(tie.observed), "source": evidence.title, "sensitivity": "for-public"} | changed
    found = statements(facts, row("ties", 2, **{key: text for key, text in cells.items() if text}), date="2026-05-12")
    records = [said(found, subject) for subject in {quad.subject.value for quad in found.quads} if "from" in said(found, subject)]
    return found, (records or [{}])[0]


def test_a_row_that_kuasa_filled_in_and_nobody_touched_says_nothing(embedded: Facts) -> None:
    found, record = filled_in(embedded, "")
    assert (record, len(found.unread)) == ({}, 1)


def test_a_confirmed_link_is_said_again_by_those_who_confirm_it_and_not_by_its_source(embedded: Facts) -> None:
    found, record = filled_in(embedded, "to-confirm")
    assert "2026-05-12" in record["observed"]
    evidence = said(found, record["evidence"][0].replace("i:", ID))
    assert evidence["assertion"] == ["k:participants"]
    assert said(found, evidence["passage"][0].replace("i:", ID))["source"] == ["i:rice-2026-workbook"]


def test_a_corrected_link_stands_beside_the_one_that_it_corrects(embedded: Facts) -> None:
    _, record = filled_in(embedded, "to-correct", since="2019")
    assert (record["since"], len(record["corrects"])) == (["2019"], 1)


def test_a_struck_link_is_a_record_that_it_does_not_hold_and_the_other_stays(embedded: Facts) -> None:
    _, record = filled_in(embedded, "to-strike")
    assert (record["status"], len(record["contradicts"])) == (["k:cancelled"], 1)


def test_an_assessment_has_the_number_of_its_group_the_session_and_no_name(embedded: Facts) -> None:
    found = statements(embedded, row("assessments", 2, about="SLOM", dimension="power", score="7", sensitivity="for-facilitator"), session="Session on rice", group="2", title="")
    record = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == K + "Assessment")
    assert (record["group"], record["value"], record["saidAt"]) == (["2"], ["7"], [found.session.replace(ID, "i:")])


def test_a_thing_that_only_a_link_names_has_a_class_that_the_link_allows(embedded: Facts) -> None:
    link = row("ties", 2, **{"from": "Ponies United"}, tie_kind="speech", to="Ponies Summit 2026", status="actual", sensitivity="for-participants")
    found = statements(embedded, link)
    things = [said(found, subject) for subject in {quad.subject.value for quad in found.quads}]
    assert {one["prefLabel"][0]: one["type"] for one in things if "prefLabel" in one} == {"Ponies United": ["k:Organisation"], "Ponies Summit 2026": ["k:Event"]}


def test_a_person_has_an_opaque_address(embedded: Facts) -> None:
    found = statements(embedded, row("actors", 2, id="a1", name="Somchai Example", kind="person", sensitivity="for-facilitator", assertion="participants", confidence="seen"))
    subject = next(quad.subject.value for quad in found.quads if quad.object.value == K + "Person")
    assert subject.removeprefix(ID + "p-").isdigit()


def test_what_is_not_checked_yet_names_where_to_check_it_and_no_passage(embedded: Facts) -> None:
    proof = {"source": "https://x.example/r", "confidence": "recalled", "assertion": "third-party"}
    link = row("ties", 2, id="t1", **{"from": "AROSP"}, tie_kind="engagement", to="SLOM", sensitivity="for-public", **proof)
    found = statements(embedded, link)
    evidence = said(found, f"{ID}rice-2026-t1-e1")
    assert ("passage" in evidence, len(evidence["checkAt"])) == (False, 1)
    assert said(found, evidence["checkAt"][0].replace("i:", ID))["publisher"] == ["x.example"]


def test_the_groups_of_one_session_have_one_event(embedded: Facts) -> None:
    cells = {"about": "SLOM", "dimension": "power", "score": "7", "sensitivity": "for-facilitator"}
    events = {statements(embedded, row("assessments", 2, **cells), session="Session on rice", date="2026-05-12", group=group).session for group in ("1", "2")}
    assert len(events) == 1
    own = statements(
        embedded, row("assessments", 2, **cells), row("events", 2, id="e1", name="session on Rice", status="actual", sensitivity="for-public"), session="Session on rice"
    )
    assert own.session == ID + "rice-2026-e1"


def test_two_rows_about_one_thing_are_one_thing_with_two_proofs_and_the_stricter_audience(embedded: Facts) -> None:
    rows = [
        row("actors", n, name=name, kind="organisation", source=f"Source {n}", sensitivity=seen)
        for n, name, seen in ((2, "Rice Club", "for-public"), (3, "RICE CLUB", "for-participants"))
    ]
    found = statements(embedded, *rows)
    club = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == K + "Organisation")
    assert (len(club["evidence"]), club["prefLabel"], club["altLabel"], club["sensitivity"]) == (2, ["Rice Club"], ["RICE CLUB"], ["k:forParticipants"])
    assert findings.told(found, embedded) == []


def test_two_ratings_of_one_group_are_two_records(embedded: Facts) -> None:
    rows = [row("assessments", n, about="SLOM", dimension="power", score=score, group="1", sensitivity="for-facilitator") for n, score in ((2, "3"), (3, "8"), (4, "8"))]
    found = statements(embedded, *rows, session="Session on rice")
    assert sorted(said(found, subject)["value"] for subject in {quad.subject.value for quad in found.quads if quad.object.value == K + "Assessment"}) == [["3"], ["8"], ["8"]]


def test_a_struck_row_with_empty_cells_strikes_the_link_that_it_was(embedded: Facts) -> None:
    known = next(tie for tie in embedded.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    found = statements(embedded, row("ties", 2, id="i:" + known.id.removeprefix(ID), review="to-strike", sensitivity="for-public"))
    record = next(said(found, quad.subject.value) for quad in found.quads if quad.predicate.value == K + "contradicts")
    assert (record["from"], record["to"], record["type"], record["status"]) == (["i:slom"], [known.end.replace(ID, "i:")], ["k:Reporting"], ["k:cancelled"])


@pytest.mark.parametrize(("key", "text"), [("strength", "0.5"), ("note", "ask again"), ("source", "https://x.example/other")])
def test_any_changed_cell_of_a_row_that_kuasa_filled_in_is_read(embedded: Facts, key: str, text: str) -> None:
    found, record = filled_in(embedded, "", **{key: text})
    assert (len(found.unread), len(record["corrects"])) == (0, 1)


def test_ids_of_several_sheets_do_not_meet(embedded: Facts) -> None:
    found = statements(embedded, row("actors", 2, id="1", name="Rice Club", kind="organisation"), row("events", 2, id="1", name="Rice day", status="actual"))
    assert len({quad.subject.value for quad in found.quads if quad.predicate.value == PREF}) == 2


def test_a_source_that_was_decided_to_be_left_out_is_not_cited(embedded: Facts) -> None:
    book = Book((row("ties", 2, id="t1", **{"from": "AROSP"}, tie_kind="engagement", to="SLOM", source="Gossip", sensitivity="for-public"),), {"title": "Rice 2026"})
    at = addresses(book, "t")
    names = named(book, embedded, {key("source", "Gossip"): Decision("Gossip", "skip", "")}, at.of)
    found = stated(book, names, embedded, at)
    assert [quad.object.value for quad in found.quads if quad.predicate.value == TITLE] == ["Rice 2026"]


def test_a_name_may_be_that_of_a_thing_and_of_a_source(embedded: Facts) -> None:
    link = row("ties", 2, id="t1", **{"from": "Ponies United"}, tie_kind="engagement", to="SLOM", status="actual", source="Ponies United", sensitivity="for-public")
    assert findings.told(statements(embedded, link), embedded) == []


def test_a_thing_that_is_only_named_is_seen_by_the_facilitator_alone_until_it_has_a_row(embedded: Facts) -> None:
    link = row("ties", 2, **{"from": "Khun Malee Example"}, tie_kind="opposition", to="AROSP", status="actual", sensitivity="for-public")
    found = statements(embedded, link)
    thing = next(said(found, quad.subject.value) for quad in found.quads if quad.object.value == "Khun Malee Example")
    assert thing["sensitivity"] == ["k:forFacilitator"]


def test_a_source_that_nothing_rests_on_is_for_the_room(embedded: Facts) -> None:
    rows = (
        row("sources", 2, id="s1", title="Interview with Nok"),
        row("sources", 3, id="s2", title="Minutes"),
        row("actors", 2, id="a1", name="Rice Club", kind="organisation", source="Minutes"),
    )
    found = statements(embedded, *rows)
    assert [said(found, f"{ID}rice-2026-s{n}").get("sensitivity") for n in (1, 2)] == [["k:forParticipants"], None]


def test_the_untouched_file_of_another_tool_corrects_nothing(embedded: Facts) -> None:
    tie = next(tie for tie in embedded.tied(ID + "slom") if tie.word == "reporting" and tie.start == ID + "slom")
    link = row("ties", 2, id="i:" + tie.id.removeprefix(ID), **{"from": "i:slom"}, tie_kind="reporting", to="i:" + tie.end.removeprefix(ID))
    book = Book((link,), {}, "oligrapher")
    at = addresses(book, "t")
    found = stated(book, named(book, embedded, {}, at.of), embedded, at)
    assert (len(found.quads), len(found.unread)) == (0, 1)
