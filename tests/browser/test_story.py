"""Stories of one's own in the page: told like routes, in the author's words and marked as such, with the facts under them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import HOSTILE, OpenPage, sample

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.maps import story
from kuasa.maps.page import render
from kuasa.maps.story import Story, StoryStep

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = Story(
    {"en": "The vendors and the officials", "th": "ผู้ค้าและเจ้าหน้าที่"},
    ("network", "taskforce", "afml", "slom"),
    "",
    (
        StoryStep(("network", "slom"), (), {"en": "Here we are.", "th": "เราอยู่ที่นี่"}, "2026-06-30", "actual", "walk"),
        StoryStep(("network", "taskforce"), (("network", "member", "taskforce"),), {"en": "A friend."}, "2026-06-30", "actual", "walk"),
        StoryStep(("network", "slom"), (("network", "advises", "slom"),), {"en": "Perhaps one day."}, "2026-06-30", "all", "walk"),
    ),
)


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample(stories=(STORY,), opening="story"))


def lit(page: Page) -> set[str]:
    page.wait_for_timeout(100)
    return set(json.loads(page.get_attribute("#drawing", "data-lit") or "[]"))


def said(page: Page) -> tuple[str, list[str]]:
    return page.locator("#story-sentence").inner_text(), [one.split(".")[0] for one in page.locator(".story-fact").all_inner_texts()]


def test_the_page_opens_with_the_story_and_goes_through_it_by_keyboard(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    assert page.get_attribute("html", "data-view") == "story"
    assert said(page) == ("The vendors and the officials", [])
    page.keyboard.press("ArrowRight")
    assert said(page) == ("Here we are.", []) and lit(page) == {"network", "slom"}
    page.keyboard.press("ArrowRight")
    assert said(page) == ("A friend.", ["Vendors' Network holds a seat in Task Force"])
    assert lit(page) == {"network", "taskforce"}
    page.click("#story-next")
    assert page.locator("#story-next").is_disabled()
    page.click("#story-back")
    assert said(page)[0] == "A friend."


def test_the_authors_words_are_marked_and_the_facts_keep_their_numbers(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#story=1&step=2")
    assert page.locator("#story-where .own-words").inner_text() == "told by the author of this story"
    assert page.locator("#story-sentence .ref").count() == 0 and page.locator(".story-fact .ref").count() > 0
    assert not page.locator("#story-card").is_visible()


def test_a_step_lets_plans_in_and_says_that_they_are_none_yet(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#story=1&step=3")
    assert said(page)[1] == ["Possible: Vendors' Network is to speak before SLOM"]
    assert "possible" in page.locator(".story-fact .mark").all_inner_texts()[0]
    page.click("#story-back")
    assert page.evaluate("document.querySelector('#switch-status input:checked').value") == "actual"


def test_a_link_that_does_not_count_any_more_is_not_told_as_a_fact(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#story=1&step=3", width=1366)
    page.check('#switch-status input[value="actual"]')
    page.wait_for_timeout(100)
    assert page.locator(".story-fact").all_inner_texts() == ["Vendors' Network → SLOM: this link does not count under the conditions chosen now."]


def test_the_language_is_that_of_the_page_with_english_to_fall_back_on(open_page: OpenPage) -> None:
    page = open_page(render(sample(stories=(STORY,), opening="story", lang="th")), hash="#story=1&step=1")
    assert said(page)[0] == "เราอยู่ที่นี่"
    page.keyboard.press("ArrowRight")
    assert said(page)[0] == "A friend."


def test_routes_and_stories_stand_in_one_list(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    routes = page.locator("#routes .route-title").all_text_contents()
    listed = page.locator("#story-route option").all_text_contents()
    assert listed[0] == "The vendors and the officials" and listed[1:] == routes and routes
    page.select_option("#story-route", "2")
    assert page.locator("#story-sentence").inner_text() == routes[1] and page.locator("#story-card").is_visible()
    page.select_option("#story-route", "story-1")
    assert said(page)[0] == "The vendors and the officials"


def test_the_address_of_a_step_opens_there(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    found = page.evaluate("location.hash")
    assert "story=1" in found and "step=2" in found and "route" not in found
    assert said(open_page(html, hash=found))[0] == "A friend."


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 600), (360, 740)])
def test_the_card_covers_nothing_it_tells_about(html: str, open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(html, hash="#story=1&step=2", width=width, height=height, phone=width < 500)
    page.wait_for_timeout(150)
    stage, card = page.locator("#stage").bounding_box(), page.locator("#card").bounding_box()
    assert stage is not None and card is not None
    assert stage["y"] + stage["height"] <= card["y"] + 1 and stage["height"] > 150
    named = {one: box for one, *box in json.loads(page.get_attribute("#drawing", "data-named") or "[]")}
    for one in ("network", "taskforce"):
        x, y, wide, high = named[one]
        assert x >= 0 and y >= 0 and x + wide <= stage["width"] and y + high <= stage["height"]


def test_without_scripts_the_story_is_told_as_a_list(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    assert page.locator(".own-story h2").inner_text() == "The vendors and the officials told by the author of this story"
    assert page.locator(".own-story li").all_inner_texts() == ["Here we are.", "A friend.", "Perhaps one day."]


def test_hostile_words_of_an_author_are_text(open_page: OpenPage) -> None:
    step = StoryStep(("slom",), (), {"und": HOSTILE}, "2026-06-30", "actual", "")
    page = open_page(render(sample(stories=(Story({"und": HOSTILE}, (), "", (step,)),), opening="story")), hash="#story=1&step=1")
    assert page.locator("#story-sentence").inner_text() == HOSTILE and page.locator("img").count() == 0


def test_axe_finds_nothing_wrong_with_a_story(html: str, open_page: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width, height in ((1366, 768), (360, 740)):
        page = open_page(html, hash="#story=1&step=3", width=width, height=height, phone=width < 500)
        result = Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]] == []


def test_the_story_of_the_guide_is_told_on_the_real_map(open_page: OpenPage) -> None:
    from kuasa.graph.analysis.lenses import lens
    from kuasa.maps.scene import scene

    knowledge, when = open_knowledge(), Moment.from_words("2026-06-30", "actual")
    told = story.read_all([Path(__file__).parents[2] / "docs" / "stories" / "arosp-slom.yaml"], knowledge, when)
    page = open_page(render(story.with_stories(scene(knowledge, lens("all"), when, [], 1, ()), told)))
    facts = 0
    for step in told[0].steps:
        page.keyboard.press("ArrowRight")
        assert page.locator("#story-sentence").inner_text() == step.text["en"]
        assert lit(page) == set(step.nodes)
        assert not any("does not count" in fact for fact in page.locator(".story-fact").all_inner_texts())
        facts += page.locator(".story-fact").count()
    assert facts == 6
