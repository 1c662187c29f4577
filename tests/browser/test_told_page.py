"""The panel tells what a thing was asked and promised and what opens next; a citation and the address of the view can be taken away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage

from kuasa import __version__
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.maps import page, scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

REFUSED = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } })"
GRANTED = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { document.documentElement.dataset.copied = text; return Promise.resolve(); } } })"


@pytest.fixture(scope="module")
def real() -> str:
    knowledge = open_knowledge()
    return page.render(scene.scene(knowledge, lens("all"), Moment(date(2026, 6, 30)), [ID + "slom"], 1, ()))


def told(opened: Page, key: str) -> str:
    return opened.locator(f'#details [data-told="{key}"]').inner_text()


def test_a_body_tells_what_it_was_asked_how_to_get_in_and_what_opens_next(open_page: OpenPage, real: str) -> None:
    opened = open_page(real, hash="#node=slom")
    headings = opened.locator("#details h3").all_inner_texts()
    assert headings[:3] == ["What it was asked", "Ways in", "What opens next"]
    assert "Asked by ASEAN-ILO Joint Review Mission (2003)" in told(opened, "panel_asked") and "what became of it: supported" in told(opened, "panel_asked")
    assert "conditions: " in told(opened, "panel_doors") and "? not checked yet" in told(opened, "panel_doors")
    assert "expected by rhythm, not announced" in told(opened, "panel_windows")
    assert opened.locator("#details dl:not(.told)").inner_text().count("way in") == 0


def test_every_number_beside_what_is_told_leads_to_a_source_of_the_list_below(open_page: OpenPage, real: str) -> None:
    opened = open_page(real, hash="#node=idn")
    named = {one.get_attribute("data-source") for one in opened.locator("#details .told [data-source]").all()}
    listed = {text.strip("[] ") for text in opened.locator("#details .sources li > b").all_inner_texts()}
    assert named and named <= listed
    assert "20 more" in told(opened, "panel_asked") and "P029 (proved to 2023)" in told(opened, "panel_promised")


def test_a_citation_of_a_thing_names_it_its_address_version_day_and_sources(open_page: OpenPage, real: str) -> None:
    opened = open_page(real, hash="#node=slom")
    opened.evaluate(GRANTED)
    opened.click("[data-cite=citation]")
    opened.wait_for_selector(".cite-said:has-text('Copied.')")
    first, heading, *cited = opened.get_attribute("html", "data-copied").splitlines()
    assert first == f"Senior Labour Officials' Meeting (SLOM). {ID}slom. kuasa {__version__}, 2026-06-30, https://w3id.org/kuasa/."
    assert heading == "Sources:" and cited and all(line.startswith("[") for line in cited)
    assert opened.locator("#details textarea").is_hidden()


def test_a_citation_of_a_link_is_its_sentence_with_source_place_and_day(open_page: OpenPage, real: str) -> None:
    opened = open_page(real, hash="#node=slom")
    opened.evaluate(GRANTED)
    opened.locator("#details .ties [data-tie]").first.click()
    link = opened.locator("#details .ties [data-tie]").first.get_attribute("data-tie")
    opened.evaluate("(id) => { location.hash = '#link=' + id; }", link)
    opened.wait_for_selector("#details h2:not(:has-text('Senior'))")
    opened.click("[data-cite=citation]")
    opened.wait_for_selector(".cite-said:has-text('Copied.')")
    said = opened.get_attribute("html", "data-copied")
    assert f"{ID}{link}." in said and f"kuasa {__version__}, 2026-06-30" in said and "Sources:\n[" in said


def test_where_the_browser_refuses_to_copy_the_text_stands_there_marked(open_page: OpenPage, real: str) -> None:
    opened = open_page(real, hash="#node=slom")
    opened.evaluate(REFUSED)
    opened.click("[data-cite=view]")
    opened.wait_for_selector(".cite-said:has-text('Press Ctrl+C')")
    marked = opened.locator("#details textarea")
    assert marked.input_value() == opened.url and marked.input_value().endswith("#node=slom")
    assert opened.evaluate("() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)", None) == opened.url
    assert opened.locator(".cite-said").get_attribute("role") == "status"
