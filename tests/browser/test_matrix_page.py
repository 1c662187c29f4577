"""The page of the matrix: without scripts, readable without colour and on a phone, one sheet of A4 for the picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.ratifications import matrix
from kuasa.maps.matrix import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAYS = ("2026-06-30", "2003-05-09")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The matrix of the real knowledge today and in 2003."""
    facts = open_knowledge().facts
    return {day: render(matrix(facts, dt.date.fromisoformat(day)), day, "Profile public · nothing withheld") for day in DAYS}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("width", "phone"), [(1366, False), (360, True)])
def test_it_opens_without_a_request_or_complaint_and_never_scrolls_sideways(pages: dict[str, str], open_page: OpenPage, day: str, width: int, phone: bool) -> None:
    page = open_page(pages[day], script=False, width=width, height=740, phone=phone)
    assert page.locator("h1").inner_text() == f"Who ratified what, as of {day}"
    assert page.locator("table.grid tbody tr").count() == 26 and page.locator("table.grid tbody td").count() == 286
    assert page.locator("table.twin tbody tr").count() == 286
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_every_status_has_a_look_of_its_own_without_colour(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["2003-05-09"], script=False)
    looks = {}
    look = "node => [getComputedStyle(node).backgroundImage.replace(/rgba?\\([^)]*\\)/g, 'c'), node.innerText.trim()].join()"
    for kind in ("in-force", "ratified", "signed", "denounced", "not-ratified", "not-adopted-yet", "not-a-member"):
        looks[kind] = page.locator(f"ul.legend .square.{kind}").evaluate(look)
    assert len(set(looks.values())) == len(looks)
    letters = {kind: found[-1] for kind, found in looks.items()}
    assert len(set(letters.values())) == len(letters)


def test_every_number_leads_to_a_source(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["2026-06-30"], script=False)
    targets = {link.get_attribute("href") or "" for link in page.locator("table.twin td a").all()[:60]}
    assert targets and all(page.locator(target).count() == 1 for target in targets)
    ids = page.locator("#sources li").evaluate_all("nodes => nodes.map(node => node.id)")
    assert ids == [f"s{number}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize("day", DAYS)
def test_the_picture_fits_on_one_sheet_of_a4_across(pages: dict[str, str], browser: Browser, tmp_path: Path, day: str) -> None:
    (tmp_path / "matrix.html").write_text(pages[day], encoding="utf-8")
    context = browser.new_context(viewport={"width": 1047, "height": 718}, offline=True)  # A4 across less its margins, at 96 dots an inch
    try:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto((tmp_path / "matrix.html").as_uri())
        box = page.locator("section.chart").bounding_box()
        assert box is not None and box["y"] + box["height"] <= 718 and box["width"] <= 1047
        assert page.evaluate("getComputedStyle(document.querySelector('td.in-force')).printColorAdjust") == "exact"
        page.pdf(path=tmp_path / "matrix.pdf", prefer_css_page_size=True)
        assert b"/MediaBox [0 0 841." in (tmp_path / "matrix.pdf").read_bytes()
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(pages: dict[str, str], violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert {name: violations(html, scheme) for name, html in pages.items()} == {name: [] for name in pages}
