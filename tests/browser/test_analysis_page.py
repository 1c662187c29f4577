"""The map of an analysis: what was found stands beside the names, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sample import OpenPage

from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.maps import analysis

WORLD = Path(__file__).parent.parent / "world.ttl"
SIGN = 'gatekeeper <b id="planted">1</b>'


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The invented region, as the public sees it."""
    return open_knowledge([str(WORLD)])


@pytest.fixture(scope="module")
def html(knowledge: Knowledge) -> str:
    """The routes from the weavers to the officials, with one thing marked on the way and one beside it."""
    question = Question((ID + "weavers",), (ID + "officials",), Moment(date(2026, 1, 1)), lens("all"))
    answer = paths(knowledge.facts, question)
    return analysis.render(knowledge, question, "Who stands between", "Nobody gets there without the forum.", answer.routes, {ID + "forum": SIGN, ID + "fair": "beside"})


def test_without_javascript_the_answer_the_signs_and_their_meaning_are_there(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    words = page.locator("body").inner_text()
    assert "Nobody gets there without the forum." in words and "what this analysis found" in words
    assert [page.locator(f"#still g[data-node={name}] .ring").count() for name in ("forum", "fair", "weavers")] == [1, 1, 0]
    assert "▸ beside" in " ".join(page.locator("#still g[data-node=fair] text").all_text_contents())
    assert page.locator("#planted").count() == 0


def test_a_sign_is_told_among_what_is_known_of_the_thing(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#node=forum")
    told = page.locator("#details").inner_text()
    assert "Found to be" in told and SIGN in told


def test_a_ring_is_drawn_around_what_is_marked(knowledge: Knowledge, open_page: OpenPage) -> None:
    dark = """canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let found = 0;
        for (let i = 0; i < pixels.length; i += 4) found += pixels[i + 3] > 200 && pixels[i] + pixels[i + 1] + pixels[i + 2] < 120;
        return found;
    }"""
    question = Question((ID + "weavers",), (ID + "officials",), Moment(date(2026, 1, 1)), lens("all"))
    routes = paths(knowledge.facts, question).routes
    pages = (analysis.render(knowledge, question, "Who stands between", "", routes, {ID + "forum": sign}) for sign in (".", ""))
    marked, unmarked = (open_page(text).locator("canvas").first.evaluate(dark) for text in pages)
    assert marked > unmarked + 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_that_axe_knows(html: str, violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert violations(html, scheme) == []


def test_routes_that_do_not_exist_are_explained_on_the_page(knowledge: Knowledge, open_page: OpenPage) -> None:
    question = Question((ID + "weavers",), (ID + "officials",), Moment(date(2026, 1, 1)), lens("all"), hops=3)
    page = open_page(analysis.of_answer(knowledge, paths(knowledge.facts, question)), script=False)
    told = page.locator("body").inner_text()
    assert "No route under these conditions. The smallest change that opens one: with --status planned, or with --max-hops 4." in told


def test_routes_under_limits_that_the_page_cannot_repeat_stay_and_say_so(knowledge: Knowledge, open_page: OpenPage) -> None:
    limits = ("only routes through the forum",)
    question = Question((ID + "weavers",), (ID + "officials",), Moment(date(2026, 1, 1)), lens("all"), through=(ID + "forum",), limits=limits)
    answer = paths(knowledge.facts, question)
    assert answer.routes
    page = open_page(analysis.of_answer(knowledge, answer), hash="#status=all")
    told = page.locator("#routes").inner_text()
    assert "they do not follow the switches" in told
    assert page.locator("#routes .route").count() == len(answer.routes) + len(answer.aims)
    assert limits[0] in page.locator("footer").inner_text()
