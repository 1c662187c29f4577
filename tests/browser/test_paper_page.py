"""The paper kit in a browser: every sheet is one sheet of paper of its size, nothing is asked for, nothing runs over, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sample import OpenPage

from kuasa.graph.analysis import influence, lenses
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps import paper

WORLD = str(Path(__file__).parent.parent / "world.ttl")
SIZES = {"a4": (210, 297), "wide": (297, 210), "poster": (297, 420)}
SPOKEN = {"one": ("en",), "three": ("my", "th", "km"), "sets": ("lo", "vi", "id", "en")}


@pytest.fixture(scope="module")
def kits() -> dict[str, str]:
    """Kits of the real knowledge, by how many languages they speak."""
    knowledge = open_knowledge()
    start, other, end = (resolve(knowledge.facts, name) for name in ("AROSP", "HNSEA", "SLOM"))
    when = Moment.from_words("2026-06-30", "all")
    answer = influence.paths(knowledge.facts, influence.Question((start,), (end,), when, lenses.lens("all"), 1, 6))
    return {name: paper.kit(knowledge, (start, other), when, languages, answer, session="Cloth Fair", date="2026-07-01") for name, languages in SPOKEN.items()}


@pytest.mark.parametrize("name", list(SPOKEN))
def test_every_sheet_is_one_sheet_of_paper_of_its_size(kits: dict[str, str], open_page: OpenPage, name: str) -> None:
    from pypdf import PdfReader

    page = open_page(kits[name], script=False)
    wanted = [SIZES[next(one for one in sheet.split() if one in SIZES)] for sheet in page.locator(".sheet").evaluate_all("all => all.map(one => one.className)")]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 740, "height": 1060})
    cut = page.locator(".card").evaluate_all("all => all.filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)")
    assert cut == []
    found = [tuple(round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]) for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert found == wanted
    fonts = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert fonts and all("Kuasa" in font for font in fonts)


def test_it_reads_on_a_phone_without_scrolling_sideways(kits: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(kits["three"], script=False, width=360, height=740, phone=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    targets = [link.get_attribute("href") or "" for link in page.locator(".contents a").all()]
    assert len(targets) == 8 and all(page.locator(target).count() == 1 for target in targets)


def test_axe_finds_nothing_wrong(violations: Callable[[str, str], list[tuple[str, str]]]) -> None:
    knowledge = open_knowledge((WORLD,))
    start, end = (resolve(knowledge.facts, name) for name in ("UW", "OMC"))
    when = Moment.from_words("2026-06-30", "all")
    answer = influence.paths(knowledge.facts, influence.Question((start,), (end,), when, lenses.lens("all"), 1, 6))
    assert violations(paper.kit(knowledge, (start,), when, ("th", "en"), answer), "dark") == []
