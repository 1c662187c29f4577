"""The front page as somebody meets it: two boxes, an answer in words, the picture second; and what it says when it cannot answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from sample import COLOUR, HOSTILE, OpenPage, sample

from kuasa.graph.analysis import influence
from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps.front import front
from kuasa.maps.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge()


@pytest.fixture(scope="module")
def html(knowledge: Knowledge) -> str:
    return front(knowledge, Moment.from_words("2026-06-30", "actual"), lens("all"))


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.hash.slice(1)"))


def ask(page: Page, start: str, end: str) -> None:
    page.fill("#ask-from", start)
    page.fill("#ask-to", end)
    page.locator("#ask-to").blur()
    page.click("#ask-go")


def test_the_front_page_opens_with_two_boxes_and_nothing_that_distracts(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    assert page.evaluate("document.activeElement.id") == "ask-from"
    assert [page.locator(one).is_visible() for one in ("#ask-from", "#ask-to", "#ask-go", "#stage", "#filters", "#search", "#ask-answer")] == [True] * 3 + [False] * 4
    assert page.locator("#ask-examples button").all_inner_texts() == ["AROSP → SLOM", "MFA → ACMW", "HNSEA → SOMSWD"]


def test_the_answer_says_what_the_program_says(html: str, knowledge: Knowledge, open_page: OpenPage) -> None:
    ends = [(resolve(knowledge.facts, name),) for name in ("AROSP", "SLOM")]
    told = influence.paths(knowledge.facts, Question(*ends, Moment.from_words("2026-06-30", "all"), lens("all"), 3, 6))
    page = open_page(html, hash="#from=arosp&to=slom&status=all")
    said = [[item.inner_text() for item in walk.locator("li").all()] for walk in page.locator("#ask-answer .asked").all()]
    hops = [[hop.sentence for hop in path.hops] for path in (*told.routes, *told.aims)]
    assert [len(walk) for walk in said] == [len(walk) for walk in hops]
    assert all(shown.startswith(sentence) for walk, path in zip(said, hops, strict=True) for shown, sentence in zip(walk, path, strict=True))
    assert page.locator(".asked.aim").count() == len(told.aims) == 1
    assert page.locator(".asked:not(.aim) .weak").count() == len(told.routes)
    assert page.locator("#ask-answer .ask-bands li").count() == len({path.band for path in told.routes})


def test_every_number_of_a_source_in_the_answer_stands_in_its_list(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=arosp&to=slom")
    cited = set(page.locator("#ask-answer .asked .ref").all_inner_texts())
    listed = {text.split()[0] for text in page.locator("#ask-answer .sources li").all_inner_texts()}
    assert cited == listed and cited


def test_it_is_asked_by_keyboard_alone(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.keyboard.type("arosp")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ask-to"
    page.keyboard.type("slom")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ask-answer-title"
    assert page.locator("#ask-answer-title").inner_text() == "One route from Asian Roundtable on Social Protection to Senior Labour Officials' Meeting"
    assert (page.input_value("#ask-from"), page.input_value("#ask-to")) == ("Asian Roundtable on Social Protection", "Senior Labour Officials' Meeting")


@pytest.mark.parametrize("typed", ["bo noi vu", "กระทรวงแรงงาน", "HNSEA", "Asia Roundtable on Social Protection"])
def test_a_name_in_any_script_an_alias_or_an_acronym_is_found(html: str, knowledge: Knowledge, open_page: OpenPage, typed: str) -> None:
    page = open_page(html)
    page.fill("#ask-from", typed)
    expected = knowledge.facts.label(resolve(knowledge.facts, typed))
    assert expected in page.locator("#ask-from-found li").first.inner_text()
    assert page.get_attribute("#ask-from", "aria-expanded") == "true"


def test_an_unknown_name_is_never_taken_for_no_route(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    ask(page, "Senior Labor Oficials", "AROSP")
    assert page.locator("#ask-wrong p").inner_text() == "Nothing here is called “Senior Labor Oficials”. Did you mean one of these?"
    assert "Senior Labour Officials' Meeting" in page.locator("#ask-wrong button").all_inner_texts()
    assert not page.locator("#ask-answer").is_visible() and page.get_attribute("#ask-from", "aria-invalid") == "true"
    page.click('#ask-wrong button:text-is("Senior Labour Officials\' Meeting")')
    assert page.locator("#ask-answer").is_visible() and not page.locator("#ask-wrong").is_visible()


def test_a_name_of_several_things_asks_which_one(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    ask(page, "ASEC", "SLOM")
    assert page.locator("#ask-wrong p").inner_text() == "Several things are called “ASEC”. Which one?"
    assert set(page.locator("#ask-wrong button").all_inner_texts()) >= {"ASEAN Secretariat", "Asian Solidarity Economy Council"}


def test_no_route_says_what_would_open_one_and_asks_again_with_it(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=hnsea&to=somswd")
    assert page.locator("#ask-answer-title").inner_text().startswith("No route under these conditions from HomeNet Southeast Asia")
    assert page.locator(".ask-opens").inner_text().startswith("The smallest change that opens one:")
    page.click("#ask-open")
    assert page.locator("#ask-answer .asked").count() > 0


def test_empty_boxes_and_the_same_thing_twice_are_told_kindly(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.click("#ask-go")
    assert page.locator("#ask-wrong p").inner_text() == "Write a name in both boxes."
    ask(page, "SLOM", "slom")
    assert page.locator("#ask-wrong p").inner_text() == "Both boxes name the same thing."


def test_several_names_may_be_joined(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    ask(page, "AROSP + HNSEA", "SLOM")
    assert address(page)["from"] == ["arosp", "hnsea"]
    assert page.input_value("#ask-from") == "Asian Roundtable on Social Protection + HomeNet Southeast Asia"


def test_the_address_says_what_was_asked_and_opens_on_it(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.click("#ask-examples button >> nth=0")
    page.check('#ask-status input[value="all"]')
    page.fill("#ask-on", "2025-01-31")
    found = address(page)
    assert {name: found[name] for name in ("from", "to", "on", "status")} == {"from": ["arosp"], "to": ["slom"], "on": ["2025-01-31"], "status": ["all"]}
    told = page.locator("#ask-answer").inner_text()
    again = open_page(html, hash="#" + page.evaluate("location.hash.slice(1)"))
    assert again.locator("#ask-answer").inner_text() == told and "2025-01-31" in told


def test_an_address_with_an_unknown_name_says_so(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=nobody-knows&to=slom")
    assert "Nothing here is called “nobody-knows”" in page.locator("#ask-wrong").inner_text()


def test_the_plans_change_the_answer_at_once(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=arosp&to=slom")
    assert page.locator(".asked").count() == 1
    page.check('#ask-status input[value="all"]')
    assert page.locator(".asked.aim").count() == 1 and "possible" in page.locator(".asked.aim .mark").all_inner_texts()[0]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_picture_stands_beside_or_below_the_words(html: str, open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(html, hash="#from=arosp&to=slom", width=width, height=height, phone=width < 500)
    page.click('[data-asked="map"]')
    page.wait_for_timeout(150)
    words, stage = page.locator("#ask").bounding_box(), page.locator("#stage").bounding_box()
    assert words is not None and stage is not None and stage["width"] > 300 and stage["height"] > 150
    beside, below = stage["x"] >= words["x"] + words["width"] - 1, stage["y"] >= words["y"] + words["height"] - 1
    assert beside if width > 500 else below
    named = {one for one, *_ in json.loads(page.get_attribute("#drawing", "data-named") or "[]")}
    assert {"arosp", "slom"} <= named <= {"arosp", "cs5-2023", "tfamw", "afml", "acmw", "slom"}
    page.click('[data-asked="map"]')
    assert not page.locator("#stage").is_visible()


def test_the_answer_is_told_step_by_step_and_its_address_opens_there(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=arosp&to=slom")
    sentence = page.locator(".asked li").nth(1).inner_text()
    page.click('[data-asked="story"]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = page.locator("#story-sentence").inner_text()
    assert sentence.startswith(told.split("\n")[0].split(" !")[0].strip()[:20])
    again = open_page(html, hash="#" + page.evaluate("location.hash.slice(1)"))
    assert again.locator("#story-sentence").inner_text() == told


def test_a_hostile_name_is_text_in_the_question_and_in_its_answer(open_page: OpenPage) -> None:
    things = tuple(replace(node, label=HOSTILE, names=(HOSTILE,)) if node.id == "network" else node for node in sample().nodes)
    page = open_page(render(sample(nodes=things, opening="ask")), hash="#from=network&to=slom")
    assert HOSTILE in page.locator("#ask-answer-title").inner_text() and page.locator("img").count() == 0
    ask(page, "<img src=x>", "slom")
    assert "Nothing here is called “<img src=x>”" in page.locator("#ask-wrong").inner_text()


def test_the_questions_of_the_file_come_first(open_page: OpenPage) -> None:
    page = open_page(render(sample(opening="ask", asked=(("network",), ("almm",)), routes=())))
    page.fill("#ask-from", "")
    assert page.locator("#ask-examples button").first.text_content() == "Vendors' Network → ALMM"


def test_it_fits_a_phone_and_is_large_enough_to_touch(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#from=arosp&to=slom&status=all", width=360, height=740, phone=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for target in page.locator("#ask button:visible, #ask input[type=search]:visible, #ask summary:visible, #ask fieldset label:visible").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44, target.inner_text()
    small = "[...document.querySelectorAll('#ask *:not([type=radio])')].filter(e => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 14).length"
    assert page.evaluate(small) == 0


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("hash", ["", "#from=arosp&to=slom&status=all", "#from=nobody&to=slom"])
def test_axe_finds_nothing_wrong_with_the_question(theme: str, hash: str, html: str, open_page: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(html, hash=hash)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    result = Axe().run(page, options={} if theme == "light" else {"runOnly": list(COLOUR)})
    assert [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]] == []


def test_without_scripts_the_front_page_says_what_to_do_and_shows_what_it_can(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    assert page.locator(".answer").inner_text().startswith("This page answers questions when it is opened in a browser with scripts")
    assert [page.locator(one).is_visible() for one in ("#ask", "#still svg", "#things")] == [False, True, True]
