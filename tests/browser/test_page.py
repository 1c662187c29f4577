"""The map page as a trainer meets it: opened from a file, without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sample import OpenPage, sample

from kuasa.maps.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample())


def lit(page: Page) -> set[str]:
    page.wait_for_timeout(80)
    return set(json.loads(page.get_attribute("#drawing", "data-lit") or "[]"))


def boxes(page: Page) -> dict[str, tuple[float, ...]]:
    page.wait_for_timeout(80)
    named = json.loads(page.get_attribute("#drawing", "data-named") or "[]")
    return {one: tuple(box) for one, *box in named}


def test_the_same_view_gives_the_same_bytes(html: str) -> None:
    assert render(sample()) == html


def test_it_is_ready_without_a_network(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    assert len(boxes(page)) > 25


def test_labels_do_not_overlap_and_are_not_cut(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    size = page.locator("#stage").bounding_box()
    assert size is not None
    placed = list(boxes(page).values())
    for i, (x, y, wide, high) in enumerate(placed):
        assert x >= 0 and y >= 0 and x + wide <= size["width"] and y + high <= size["height"]
        for a, b, c, d in placed[i + 1 :]:
            assert x >= a + c or a >= x + wide or y >= b + d or b >= y + high


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("bo noi vu", "Bộ Nội vụ (Ministry of Home Affairs, Viet Nam)"),
        ("slom", "Senior Labour Officials Meeting"),
        ("ກະຊວງ", "ກະຊວງແຮງງານ ແລະ ສະຫວັດດີການສັງຄົມ (Ministry of Labour, Lao PDR)"),
        ("ក្រសួង\u200bការងារ", "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ (Ministry of Labour, Cambodia)"),
    ],
)
def test_search_finds_by_any_name(typed: str, name: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    first = page.locator("#found li").first
    assert first.evaluate("item => item.firstChild.textContent") == name
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == name


def test_search_says_when_nothing_is_found(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.fill("#search", "zzz")
    assert page.locator("#found-said").inner_text() == "No name like this on the map"
    assert not page.locator("#found").is_visible()


def test_a_story_goes_step_by_step_in_the_words_of_the_route(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    route = sample().routes[0]
    page.click(".views [data-view=story]")
    page.keyboard.press("ArrowRight")
    for step in route.steps:
        assert step.sentence in page.locator("#story-sentence").inner_text()
        assert page.locator(".route li.now").inner_text().startswith(step.sentence)
        assert lit(page) == {step.start, step.end}
        assert {step.start, step.end} <= set(boxes(page))
        page.keyboard.press("ArrowRight")
    assert page.locator("#story-next").is_disabled()
    page.click("#story-back")
    assert lit(page) == {route.steps[-2].start, route.steps[-2].end}


def test_the_story_card_covers_nothing_it_tells_about(html: str, open_page: OpenPage) -> None:
    for width, height in ((1366, 768), (1024, 600), (360, 740)):
        page = open_page(html, hash="#route=1&step=2", width=width, height=height)
        stage, card = page.locator("#stage").bounding_box(), page.locator("#card").bounding_box()
        assert stage is not None and card is not None
        assert stage["y"] + stage["height"] <= card["y"] + 1
        assert stage["height"] > 180


def test_the_legend_filters_map_and_table(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    states = {node.id for node in sample().nodes if node.kind == "state"}
    assert states & set(boxes(page))
    page.uncheck('[data-kind="state"]')
    assert not states & set(boxes(page))
    page.click(".views [data-view=table]")
    assert page.locator("#things tbody tr:visible").count() == 40 - len(states)
    page.uncheck('[data-link-kind="member"]')
    shown = page.locator("#things [data-item]:visible").all_inner_texts()
    assert shown and not any("is member of" in item for item in shown)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_legend_has_the_colours_of_the_drawing(theme: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#node=slom")
    page.select_option("#theme", theme)
    page.wait_for_timeout(150)
    swatch = page.locator('label:has([data-kind="body"]) .shape')
    wanted = swatch.evaluate("shape => getComputedStyle(shape).fill")
    drawn = page.locator("#drawing canvas").evaluate(
        """canvas => { const c = canvas.getContext('2d'), found = {};
        const data = c.getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 0; i < data.length; i += 4) {
          const key = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
          found[key] = (found[key] || 0) + 1; }
        return found; }"""
    )
    assert drawn.get(wanted, 0) > 100


def test_the_table_sorts_and_leads_on(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.click(".views [data-view=table]")
    page.click("[data-sort=links]")
    page.click("[data-sort=links]")
    first = page.locator("#things tbody tr").first
    assert first.get_attribute("data-row") == "slom"
    first.locator("td a[data-go]").first.click()
    assert page.locator("#details h2").is_visible()


def test_deep_links_open_a_thing_and_a_route(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#node=vie-moha")
    assert "Bộ Nội vụ" in page.locator("#details h2").inner_text()
    page = open_page(html, hash="#route=2")
    assert page.locator("#story-sentence").inner_text() == sample().routes[1].title


def test_everything_can_be_reached_by_keyboard(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    page.focus("#drawing")
    page.keyboard.press("ArrowRight")
    assert page.locator("#details h2").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_a_source_that_was_not_read_is_never_printed_as_a_source(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    assert page.locator("#s4").inner_text() == ("[4] not checked yet: check at https://example.org/rules")


def test_without_javascript_everything_can_be_read(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    view = sample()
    text = page.locator("body").inner_text()
    for route in view.routes:
        assert route.title in text
        assert all(step.sentence in text for step in route.steps)
    assert all(node.label in text for node in view.nodes)
    assert page.locator("#still svg [data-node]").count() == 40
    assert page.locator("#still svg [data-link]").count() == 70
    assert page.locator("#sources li").count() == 4
    assert page.locator("button:visible, input:visible").count() == 0
    page.click('tr[id="n0"] td a >> nth=-1')
    wide = page.locator("body").bounding_box()
    assert wide is not None and wide["width"] <= 1366


@pytest.mark.parametrize("empty", ["routes", "everything"])
def test_an_empty_view_is_told_kindly(empty: str, open_page: OpenPage) -> None:
    answer = "No route under these conditions: nobody is linked."
    nothing: dict[str, Any] = {"routes": (), "answer": answer}
    if empty == "everything":
        nothing |= {"nodes": (), "links": (), "records": (), "asked": ((), ())}
    page = open_page(render(sample(**nothing)))
    assert page.locator(".answer").inner_text() == answer
    assert page.locator(".views [data-view=story]").is_disabled()
    assert page.locator("#stage .nothing").is_visible() == (empty == "everything")


def test_a_phone_shows_sheet_and_drawer_and_never_scrolls_sideways(html: str, open_page: OpenPage) -> None:
    page = open_page(html, width=360, height=740, phone=True)
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 360
    page.fill("#search", "slom")
    page.tap("#found li >> nth=0")
    sheet = page.locator("#panel").bounding_box()
    assert sheet is not None
    assert sheet["width"] == 360 and sheet["y"] > 250
    assert page.evaluate(wide) == 360
    page.tap("#panel .close")
    page.tap("#open-filters")
    assert page.locator(".legend").is_visible()
    assert page.evaluate(wide) == 360
    page.tap("#filters .close")
    page.tap(".views [data-view=table]")
    assert page.evaluate(wide) == 360
    page.tap(".views [data-view=story]")
    assert page.evaluate(wide) == 360
    assert page.locator("#story-next").is_visible()


def test_what_is_touched_is_large_enough(html: str, open_page: OpenPage) -> None:
    page = open_page(html, width=360, height=740, phone=True)
    page.tap("#open-filters")
    for target in page.locator("button:visible, summary:visible, fieldset label:visible").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44, target.inner_text()


def test_the_fonts_of_all_five_scripts_are_in_the_page(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.unicodeRange)")
    for first in ("U+E01-", "U+1780-", "U+E81-", "U+1000-", "U+102-"):
        assert any(one.startswith(first) for one in loaded), (first, loaded)
