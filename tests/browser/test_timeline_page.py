"""The page of a calendar: without scripts or requests, on a phone, in print, without colour, and nothing wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage

from kuasa.graph.calendar import bounds, entries
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.maps.timeline import render

if TYPE_CHECKING:
    pass

DAY = Moment.from_words("2026-06-30")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The care economy in 2024, and everything."""
    facts = open_knowledge().facts
    period = bounds("2024-04-01", "2024-12-31")
    return {
        "care": render(entries(facts, DAY, *period, topic="care economy"), "as of 2026-06-30", DAY.on, *period),
        "all": render(entries(facts, DAY), "as of 2026-06-30", DAY.on),
    }


@pytest.mark.parametrize("name", ["care", "all"])
@pytest.mark.parametrize(("width", "phone"), [(1400, False), (390, True)])
def test_it_opens_without_a_request_or_complaint_and_only_its_frames_scroll_sideways(pages: dict[str, str], open_page: OpenPage, name: str, width: int, phone: bool) -> None:
    page = open_page(pages[name], script=False, width=width, height=800, phone=phone)
    assert page.locator("h1").is_visible() and page.locator("svg.strip").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
    frame = page.locator(".picture .frame").first
    assert frame.evaluate("found => found.scrollWidth > found.clientWidth") is phone


def test_its_style_applies_under_its_own_policy(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["care"], script=False)
    assert page.evaluate("getComputedStyle(document.querySelector('.box')).borderTopStyle") == "dashed"
    assert page.evaluate("[...document.fonts].some(face => face.status === 'loaded')")
    assert "style=" not in pages["care"] and "<script" not in pages["care"]


def test_every_mark_leads_to_its_row_and_every_reference_to_its_source(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["care"], script=False)
    links = page.evaluate("[...document.querySelectorAll('svg a, aside a, .refs a')].map(link => link.getAttribute('href'))")
    assert links and page.evaluate("links => links.filter(link => document.querySelectorAll(link).length !== 1)", links) == []
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    assert re.search(r"#e\d+$", page.url)


def test_the_table_says_what_the_picture_says(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["care"], script=False)
    rows = page.evaluate("Object.fromEntries([...document.querySelectorAll('tr[id]')].map(row => ['#' + row.id, row.querySelector('th').firstChild.textContent]))")
    drawn = page.evaluate("[...document.querySelectorAll('svg a')].map(mark => [mark.getAttribute('href'), mark.querySelector('title').textContent])")
    assert drawn and all(rows[number] == title for number, title in drawn)
    assert set(rows) == {number for number, _ in drawn} | set(page.evaluate("[...document.querySelectorAll('aside a')].map(link => link.getAttribute('href'))"))


def test_a_plan_is_an_outline_a_fact_is_filled_and_another_date_is_a_ring(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["care"], script=False)
    style = "[sign.closest('a').className.baseVal, getComputedStyle(sign).fill === 'none', getComputedStyle(sign).strokeDasharray]"
    looks = page.evaluate(f"[...document.querySelectorAll('svg.strip a .sign')].map(sign => {style})")
    assert {(look, hollow, dash != "none") for look, hollow, dash in looks} == {("plan", True, True), ("done", False, False)}
    convening = page.locator("svg a", has_text=re.compile("Convening meeting on"))
    assert convening.locator(".rival title").all_text_contents() == ["2024-05-09", "2024-05-20"]


def test_labels_do_not_cover_one_another(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["all"], script=False, width=1400)
    covered = """[...document.querySelectorAll('svg.strip g')].flatMap(lane => {
      const boxes = [...lane.querySelectorAll('a > text')].map(text => text.getBBox());
      return boxes.flatMap((a, n) => boxes.slice(n + 1).filter(b => Math.abs(a.y - b.y) < 5 && a.x < b.x + b.width && b.x < a.x + a.width).map(b => [a.x, a.y, b.x]));
    })"""
    assert page.evaluate(covered) == []


def test_it_prints_on_a4_landscape(pages: dict[str, str], open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(pages["care"], script=False)
    page.pdf(path=tmp_path / "timeline.pdf", prefer_css_page_size=True)
    content = (tmp_path / "timeline.pdf").read_bytes()
    assert re.search(rb"/MediaBox \[0 0 841\.\d+ 59[45]\.?\d*\]", content)
    assert len(re.findall(rb"/Type /Page\b", content)) <= 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(pages: dict[str, str], violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert violations(pages["care"], scheme) == []
