"""A route as a picture to send: what is on it, that nothing is cut, in five scripts, and under which name it is saved."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import HOSTILE, OpenPage, sample

from kuasa.maps.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = {
    "thai": "สมาพันธ์แรงงานนอกระบบและเครือข่ายผู้รับงานไปทำที่บ้านแห่งประเทศไทย",
    "khmer": "សមាគមប្រជាធិបតេយ្យឯករាជ្យនៃសេដ្ឋកិច្ចក្រៅប្រព័ន្ធ និងបណ្តាញអ្នកលក់ដូរតាមផ្លូវ",
    "lao": "ສະຫະພັນກຳມະບານລາວ ແລະ ເຄືອຂ່າຍແຮງງານນອກລະບົບ ຂອງ ປະເທດລາວ",
    "burmese": "အိမ်တွင်းလုပ်သားများနှင့် လမ်းဘေးဈေးသည်များ ကွန်ရက် မြန်မာနိုင်ငံ",
    "vietnamese": "Liên hiệp những người lao động phi chính thức và người bán hàng rong Việt Nam",
}


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample())


def shown(page: Page, route: int = 1) -> list[tuple[list[dict[str, Any]], int, int]]:
    """What is written on the cards of a route told as a story, with the size of each."""
    page.click(".views [data-view=story]")
    page.select_option("#story-route", str(route))
    page.click("#story-card")
    page.wait_for_selector("#card-shown img")
    page.wait_for_timeout(200)
    read = "[...document.querySelectorAll('#card-shown img')].map(i => [JSON.parse(i.dataset.said), i.naturalWidth, i.naturalHeight])"
    return [tuple(one) for one in page.evaluate(read)]


def text(cards: list[tuple[list[dict[str, Any]], int, int]]) -> str:
    return " ".join(line["text"] for said, _, _ in cards for line in said)


def test_a_card_says_who_to_whom_every_step_the_conditions_and_the_sources(html: str, open_page: OpenPage) -> None:
    view = sample()
    said = text(shown(open_page(html)))
    for part in ("Network of Street Vendors and Home-based Workers", "→ Senior Labour Officials Meeting", "as of 2026-06-30"):
        assert part in said, part
    for part in ("weakest step", "not checked yet", "older than two years"):
        assert part in said, part
    for step in view.routes[0].steps:
        assert step.sentence.split(".")[0][:25] in said
    for part in ("Sources:", "[1] ", "kuasa, https://w3id.org/kuasa/", "written for: the public", "CC BY 4.0", "Then all members must agree."):
        assert part in said, part


@pytest.mark.parametrize("script", NAMES)
def test_no_line_is_wider_than_the_card_and_none_is_small_in_any_script(script: str, open_page: OpenPage) -> None:
    view = sample()
    things = tuple(replace(node, label=NAMES[script] * 2, short="") if node.id in ("network", "taskforce", "slom") else node for node in view.nodes)
    cards = shown(open_page(render(replace(view, nodes=things))))
    assert any(NAMES[script][:6] in line["text"] for said, _, _ in cards for line in said)
    for said, width, height in cards:
        assert width == 1080 and height <= 1920
        assert [line for line in said if line["x"] + line["width"] > 1080 - 40 or line["size"] < 26] == []


def test_the_letters_of_a_script_are_there_before_a_card_is_painted(open_page: OpenPage) -> None:
    view = sample()
    things = tuple(replace(node, label=NAMES["khmer"]) if node.id == "slom" else node for node in view.nodes)
    page = open_page(render(replace(view, nodes=things)))
    shown(page)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.unicodeRange)")
    assert any(one.startswith("U+1780") for one in loaded)


def test_what_is_not_so_yet_is_said_with_its_word(html: str, open_page: OpenPage) -> None:
    cards = shown(open_page(html), 4)
    assert text(cards).startswith("stated aim") and "possible" in text(cards)


def test_a_very_long_route_becomes_several_cards_that_hold_every_step_once(open_page: OpenPage) -> None:
    view = sample()
    route = view.routes[0]
    steps = tuple(replace(step, sentence=f"Step {n}: {'a long sentence ' * 12}end.") for n, step in enumerate((route.steps * 4)[:11], 1))
    cards = shown(open_page(render(replace(view, routes=(replace(route, steps=steps, weakest=3),)))))
    assert len(cards) > 1 and all(height <= 1920 for _, _, height in cards)
    said = text(cards)
    assert [said.count(f"Step {n}:") for n in range(1, 12)] == [1] * 11
    assert f"card 1 of {len(cards)}" in said


def test_hostile_and_endless_names_stay_text_inside_the_card(open_page: OpenPage) -> None:
    view = sample()
    things = tuple(replace(node, label={"network": HOSTILE, "slom": "W" * 5000}[node.id], short="") if node.id in ("network", "slom") else node for node in view.nodes)
    page = open_page(render(replace(view, nodes=things)))
    cards = shown(page)
    assert HOSTILE.split()[0] in text(cards) and page.locator("img").count() == len(cards)
    assert all(line["x"] + line["width"] <= 1040 for said, _, _ in cards for line in said)


def test_it_is_saved_as_a_png_under_a_neutral_name(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html)
    cards = shown(page)
    with page.expect_download() as download:
        page.click("#card-do a")
    assert download.value.suggested_filename == "kuasa-route-network-slom-2026-06-30.png"
    download.value.save_as(tmp_path / "card.png")
    content = (tmp_path / "card.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", content[16:24]) == cards[0][1:]
    assert b"tEXt" not in content and b"iTXt" not in content and b"eXIf" not in content


def test_the_picture_is_told_in_words_and_closes_by_keyboard(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    shown(page)
    alt = page.get_attribute("#card-shown img", "alt") or ""
    assert all(step.sentence in alt for step in sample().routes[0].steps)
    assert not page.locator("#card-share").is_visible() or page.evaluate("typeof navigator.share") == "function"
    page.keyboard.press("Escape")
    assert not page.locator("#card-room").is_visible() and page.get_attribute("html", "data-view") == "story"


def test_axe_finds_nothing_wrong_with_the_card(html: str, open_page: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(html, width=360, height=740, phone=True, hash="#route=1")
    page.tap("#story-card")
    page.wait_for_selector("#card-shown img")
    result = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
