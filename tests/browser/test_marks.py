"""What is old, and what nobody has checked yet, is marked in the drawing itself and wherever its words stand."""

from __future__ import annotations

import json

import pytest
from sample import OLD, RECALLED, OpenPage, sample

from kuasa.graph.wording import mark
from kuasa.maps.page import SIGNS, render

MARKED = [(link.id, link.marks[0]) for link in sample().links if link.marks and link.marks[0] in (OLD, RECALLED)]


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample())


def test_the_sample_has_old_and_recalled_links() -> None:
    assert {sign for _, sign in MARKED} == {OLD, RECALLED}


@pytest.mark.parametrize(("link", "sign"), MARKED)
def test_a_doubtful_link_is_marked_in_the_still_picture_and_the_table(link: str, sign: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html, script=False)
    assert page.locator(f'#still [data-link="{link}"] .sign-text').text_content() == SIGNS[sign]
    rows = page.locator(f'#things [data-item="{link}"]')
    assert rows.count() == 2
    assert all(mark(sign) in told for told in rows.all_text_contents())


@pytest.mark.parametrize(("link", "sign"), MARKED)
def test_a_doubtful_link_is_marked_on_the_canvas_and_in_the_panel(link: str, sign: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash=f"#link={link}")
    assert mark(sign) in (page.locator("#details .mark").first.text_content() or "")
    page.wait_for_selector(f"#drawing[data-signed*='{link}']")
    drawn = dict(json.loads(page.get_attribute("#drawing", "data-signed") or "[]"))
    assert drawn[link] == SIGNS[sign]
