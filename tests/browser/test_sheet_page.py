"""The page of a target sheet: no script, readable on a phone, one to three sheets of A4, and nothing wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage

from kuasa.graph.brief import brief
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps.sheet import written

if TYPE_CHECKING:
    pass

SHEETS = {"slom": ("SLOM", "AROSP"), "care": ("Care Economy Declaration", "AROSP"), "aichr": ("AICHR", "HNSEA")}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Three sheets of the real knowledge."""
    knowledge = open_knowledge()
    facts = knowledge.facts
    moment = Moment.from_words("2026-06-30")
    return {name: written(brief(knowledge, resolve(facts, thing), resolve(facts, org), moment), True, knowledge.withheld.secrets) for name, (thing, org) in SHEETS.items()}


@pytest.mark.parametrize("name", list(SHEETS))
@pytest.mark.parametrize(("width", "phone"), [(1366, False), (360, True)])
def test_it_opens_without_a_request_or_complaint_and_never_scrolls_sideways(pages: dict[str, str], open_page: OpenPage, name: str, width: int, phone: bool) -> None:
    page = open_page(pages[name], script=False, width=width, height=740, phone=phone)
    assert page.locator("h1").is_visible() and page.locator("main section").count() >= 10
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_every_number_leads_to_its_source(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["slom"], script=False)
    targets = {link.get_attribute("href") or "" for link in page.locator(".numbers a").all()}
    assert len(targets) > 20 and all(page.locator(target).count() == 1 for target in targets)


def test_its_style_applies_under_its_own_policy(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["slom"], script=False)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "832px"


def test_a_verdict_is_told_in_words(pages: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(pages["aichr"], script=False)
    told = [text.split(":")[0] for text in page.locator(".verdict").all_inner_texts()]
    assert set(told) == {"HNSEA meets it", "Unknown for HNSEA"}


@pytest.mark.parametrize("name", list(SHEETS))
def test_it_prints_on_one_to_three_sheets_of_a4(pages: dict[str, str], open_page: OpenPage, tmp_path: Path, name: str) -> None:
    page = open_page(pages[name], script=False)
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", content)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) <= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(pages: dict[str, str], violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert {name: violations(html, scheme) for name, html in pages.items()} == {name: [] for name in pages}
