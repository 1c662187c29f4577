"""The page of how sure routes are: without scripts or requests, on a phone, in print, in the dark, and nothing wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sample import OpenPage

from kuasa.graph.analysis import influence, stability
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps.sureness import EDGE, WIDE, render


@pytest.fixture(scope="module")
def facts() -> Facts:
    return open_knowledge().facts


@pytest.fixture(scope="module")
def answer(facts: Facts) -> influence.Answer:
    """From AROSP to SLOM with what is possible, three routes."""
    asked = influence.Question((resolve(facts, "AROSP"),), (resolve(facts, "SLOM"),), Moment.from_words("2026-06-30", "all"), lens("all"))
    return stability.tested(facts, influence.paths(facts, asked), 40)


@pytest.fixture(scope="module")
def html(facts: Facts, answer: influence.Answer) -> str:
    return render(facts, answer, "written for: public")


@pytest.mark.parametrize(("width", "phone"), [(1366, False), (360, True)])
def test_it_opens_without_a_request_or_complaint_and_never_scrolls_sideways(html: str, open_page: OpenPage, width: int, phone: bool) -> None:
    page = open_page(html, script=False, width=width, height=740, phone=phone)
    assert page.locator("h1").text_content() == "How sure are the routes from AROSP to SLOM?"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    bars = page.evaluate("[...document.querySelectorAll('svg.bar')].map(bar => bar.getBoundingClientRect().height)")
    assert bars == [36, 36, 36]


def test_its_style_applies_under_its_own_policy(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    assert page.evaluate("getComputedStyle(document.querySelector('.fall')).borderInlineStartStyle") == "solid"
    assert "style=" not in html and "<script" not in html


def test_a_bar_is_as_long_as_its_share_and_says_it(html: str, open_page: OpenPage, answer: influence.Answer) -> None:
    page = open_page(html, script=False)
    drawn = page.evaluate("[...document.querySelectorAll('svg.bar')].map(bar => [+bar.querySelector('.kept').getAttribute('width'), bar.querySelector('.best').getAttribute('d')])")
    known = [path.stability for path in answer.routes]
    assert drawn == [[pytest.approx(one.top_k * (WIDE - 2 * EDGE), abs=0.1), f"M{round(EDGE + one.best * (WIDE - 2 * EDGE), 1)} 4V32"] for one in known]
    said = page.evaluate("[...document.querySelectorAll('svg.bar')].map(bar => [bar.getAttribute('aria-label'), bar.parentElement.querySelector('.stays').textContent])")
    assert said == [[f"How sure: among the best 3 in {one.kept} of 40 tries; the best in {round(100 * one.best)} %."] * 2 for one in known]


def test_every_source_number_leads_to_its_source_and_every_source_is_listed(html: str, open_page: OpenPage, answer: influence.Answer) -> None:
    page = open_page(html, script=False)
    links = page.evaluate("[...document.querySelectorAll('main a')].map(link => link.getAttribute('href'))")
    assert links and page.evaluate("links => links.filter(link => document.querySelectorAll(link).length !== 1)", links) == []
    listed = page.locator(".sources li").count()
    assert listed == len({known.id for path in answer.routes for hop in path.hops for known in hop.evidence})


def test_a_route_that_falls_says_without_which_source(html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    first = page.locator("article").first
    assert first.locator(".fall h3").text_content().startswith("Without any one of these sources this route is gone; the best is then AROSP → SOMSWD")
    assert first.locator(".fall li").count() == 2


def test_an_answer_without_routes_says_why(facts: Facts, answer: influence.Answer) -> None:
    told = render(facts, replace(answer, routes=(), relaxation="with --status all"))
    assert "<svg class=" not in told and "with --status all" in told


def test_it_prints_on_a4(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html, script=False)
    page.pdf(path=tmp_path / "sure.pdf", prefer_css_page_size=True)
    content = (tmp_path / "sure.pdf").read_bytes()
    assert re.search(rb"/MediaBox \[0 0 59[45]\.?\d* 841\.\d+\]", content)
    assert len(re.findall(rb"/Type /Page\b", content)) <= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(html: str, violations: Callable[[str, str], list[tuple[str, str]]], scheme: str) -> None:
    assert violations(html, scheme) == []
