"""The page finds which links count on a day: the same ones, in the same words, as the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample import OpenPage

from kuasa.graph.analysis.building import links
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.validity import Moment, marks, successions
from kuasa.graph.wording import mark
from kuasa.maps import elements, page, scene
from kuasa.maps.holdings import shown

WORLD = Path(__file__).parent.parent / "world.ttl"
TODAY = Moment(date(2026, 6, 30))
DAYS = ("1996-06-30", "2003-06-30", "2012-01-01", "2019-12-31", "2021-06-15", "2024-02-29", "2024-10-09", "2026-06-30", "2027-01-01", "2040-01-01")
ASK = """asked => window.kuasa.liveLinks({ on: asked.on, status: asked.status, lens: "all", assertions: new Set(asked.assertions) })
  .map(link => [link.id, link.start, link.end, link.kind, link.status, link.allMarks, link.sentence, link.sources])"""
KNOWN = ["official-text", "third-party", "participants", "inferred", "recalled"]


def expected(knowledge: Knowledge, view: Any, moment: Moment) -> list[list[Any]]:
    """The links of the program as the page should tell them."""
    facts: Facts = knowledge.facts
    numbers = {note: number for number, note in enumerate(view.sources)}
    assert len(numbers) == len(view.sources)
    sources = elements.Sources(facts)
    sources.numbers.update(known_numbers(knowledge, view))
    kept = [tie for tie in links(facts, moment) if shown(knowledge, tie.start) and shown(knowledge, tie.end)]
    told = [(tie, elements.link(facts, sources, tie, moment, "en")) for tie in kept]
    return [[link.id, link.start, link.end, link.kind, link.status, list(marks(tie, moment)), link.sentence, list(link.sources)] for tie, link in told]


def known_numbers(knowledge: Knowledge, view: Any) -> dict[tuple[str, bool], int]:
    """The numbers that the view gave to its sources, by their IRIs."""
    facts = knowledge.facts
    by_title = {(note.title, note.publisher, note.issued, note.address, note.check): note.number for note in view.sources}
    ids = {(evidence.id, bool(evidence.check_at)) for tie in facts.ties for evidence in tie.evidence}
    found = {}
    for iri, check in ids:
        note = elements.Sources(facts, {(iri, check): 0}).notes()[0]
        found[iri, check] = by_title.get((note.title, note.publisher, note.issued, note.address, note.check), -1)
    return found


@pytest.mark.parametrize("places", [[], [str(WORLD)]], ids=["embedded", "invented"])
def test_on_any_day_and_for_any_status_the_links_of_the_page_are_those_of_the_program(places: list[str], open_page: OpenPage) -> None:
    knowledge = open_knowledge(places)
    view = scene.scene(knowledge, lens("all"), TODAY, [], 1, ())
    opened = open_page(page.render(view))
    assert len({(note.title, note.publisher, note.issued, note.address, note.check) for note in view.sources}) == len(view.sources)
    for day in DAYS:
        for status in ("actual", "planned", "all"):
            moment = Moment(date.fromisoformat(day), status)
            found = opened.evaluate(ASK, {"on": day, "status": status, "assertions": KNOWN})
            assert found == expected(knowledge, view, moment), (day, status)


def test_evidence_that_is_switched_off_takes_its_links_away(open_page: OpenPage) -> None:
    knowledge = open_knowledge([str(WORLD)])
    opened = open_page(page.render(scene.scene(knowledge, lens("all"), TODAY, [], 1, ())))
    whole = links(knowledge.facts, TODAY)
    for kind in KNOWN:
        found = opened.evaluate(ASK, {"on": "2026-06-30", "status": "actual", "assertions": [other for other in KNOWN if other != kind]})
        left = [tie for tie in whole if any(("recalled" if known.confidence == "recalled" else known.assertion) != kind for known in tie.evidence)]
        expected_ids = {elements.slug(tie.id) for tie in left if shown(knowledge, tie.start) and shown(knowledge, tie.end)}
        assert {row[0] for row in found} <= {elements.slug(tie.id) for tie in knowledge.facts.ties}
        assert len(found) == len(expected_ids), kind


def test_a_chair_that_was_handed_on_is_over_not_still_to_come(open_page: OpenPage) -> None:
    knowledge = open_knowledge()
    html = page.render(scene.scene(knowledge, lens("all"), TODAY, [], 1, ()))
    over = sorted(successions(knowledge.facts.ties, TODAY))[0]
    opened = open_page(html, hash=f"#link={elements.slug(over)}")
    told = opened.locator("#details").inner_text()
    assert mark("ended") in told and mark("not-begun") not in told
