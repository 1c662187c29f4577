"""The page of a report: without scripts, readable on a phone, printable, and nothing wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage

from kuasa.graph import blindspots, coverage
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.maps.report import render

if TYPE_CHECKING:
    pass


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Both reports of the real knowledge; of each document some passages."""
    whole = coverage.report(open_knowledge((), "facilitator"))
    some = replace(whole, sections=tuple(replace(section, items=section.items[:6]) for section in whole.sections))
    return {"blind-spots": render(blindspots.report(open_knowledge(), Moment.from_words("2026-06-30"), top=4)), "coverage": render(some)}


@pytest.mark.parametrize("name", ["blind-spots", "coverage"])
@pytest.mark.parametrize(("width", "phone"), [(1366, False), (360, True)])
def test_it_opens_without_a_request_or_complaint_and_never_scrolls_sideways(pages: dict[str, str], open_page: OpenPage, name: str, width: int, phone: bool) -> None:
    page = open_page(pages[name], script=False, width=width, height=740, phone=phone)
    assert page.locator("h1").is_visible() and page.locator("main section").count() >= 5
    body = page.locator("body").bounding_box()
    assert body is not None and body["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_its_style_applies_under_its_own_policy(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["blind-spots"], script=False)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "832px"
    assert page.evaluate("[...document.fonts].some(face => face.status === 'loaded')")


def test_every_entry_of_the_contents_leads_to_its_section(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["blind-spots"], script=False)
    targets = [link.get_attribute("href") or "" for link in page.locator("nav a").all()]
    assert len(targets) == page.locator("main section").count()
    assert all(page.locator(target).count() == 1 for target in targets)


def test_what_is_touched_on_a_phone_is_large_enough(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["blind-spots"], script=False, width=360, height=740, phone=True)
    for entry in page.locator("nav li").all():
        box = entry.bounding_box()
        assert box is not None and box["height"] >= 44


def test_it_prints_on_a4(pages: dict[str, str], open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(pages["blind-spots"], script=False)
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    content = (tmp_path / "report.pdf").read_bytes()
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content or b"/MediaBox [0 0 595" in content


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(pages: dict[str, str], violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert {name: violations(html, scheme) for name, html in pages.items()} == {name: [] for name in pages}


def test_axe_finds_what_is_wrong(violations: Callable[[str, str], list[tuple[str, str]]]) -> None:
    found = violations('<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1><img src="data:,"></main></body></html>', "light")
    assert {"html-has-lang", "image-alt"} <= {rule for rule, _ in found}
