"""Names that mean harm, or only look odd, are shown as text everywhere and break nothing; a file opens from any path."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import OpenPage, sample

from kuasa.maps.page import render
from kuasa.maps.view import Fact, MapView

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = {
    "script": "</script><script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "svg": "<svg onload=alert(1)><title>",
    "comment": "<!-- <![CDATA[ --> ]]>",
    "quotes": '"\'><b onclick="alert(1)" x=\'`${1}`',
    "places": "{n} {name} {{ 7*7 }} {% x %} $& %s %(n)s",
    "backslashes": "\\ \\u0041 \\n C:\\x \\",
    "entities": "&lt;b&gt; &amp;amp; &#x41; &nbsp",
    "turned around": "\u202eniart \u2067lla \u202b",
    "marks of direction": "\u200fUnion\u200e of اتحاد العمال (2)",
    "from the right": "اتحاد العمال 190",
    "one long word": "x" * 5000,
    "many words": "weavers " * 620 + "end",
    "emoji": "👩🏽\u200d🏭 🇹🇱 🪶",
    "combining": "Z" + "\u0351\u036b\u0343" * 40 + " u",
    "spaces": " \u00a0\u2003 a\tb  \u2028c",
}
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]|(?<=[\u0300-\u036f]{6})[\u0300-\u036f]+")


def shown(text: str) -> str:
    """A name as the page holds it: without what would turn the rest of a line around, or cover it."""
    return CONTROLS.sub("", text)


def view_of(name: str) -> MapView:
    """The sample with one name wherever somebody else's text can stand."""
    view = sample()
    fact = Fact(name, name, (1,), "")
    nodes = tuple(replace(n, label=name, short=name, names=(name, f"{name} alias"), facts=(fact,), sign=name) if n.id == "slom" else n for n in view.nodes)
    links = tuple(replace(link, sentence=name, label=name) for link in view.links)
    kinds = tuple(replace(kind, label=name) for kind in view.link_kinds)
    steps = tuple(replace(step, sentence=name, locators=(name,)) for step in view.routes[0].steps)
    routes = (replace(view.routes[0], title=name, note=name, steps=steps), *view.routes[1:])
    sources = (replace(view.sources[0], title=name, publisher=name, issued=name, address="javascript:alert(1)"), replace(view.sources[1], address=name), *view.sources[2:])
    proofs = tuple(replace(proof, locator=name) for proof in view.proofs)
    return replace(
        view, title=name, subtitle=name, answer=name, cite=name, licence=name, lens=name, nodes=nodes, links=links, routes=routes, sources=sources, link_kinds=kinds, proofs=proofs,
        lenses=tuple(replace(lens, label=name) for lens in view.lenses),
    )  # fmt: skip


@pytest.fixture(scope="module", params=HOSTILE.values(), ids=HOSTILE)
def case(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A hostile name, and the page that is full of it."""
    return request.param, render(view_of(request.param))


def same(found: str | None, name: str) -> bool:
    """Whether a text is the name, but for how spaces are kept."""
    return " ".join((found or "").split()) == " ".join(shown(name).split())


def unharmed(page: Page) -> None:
    """Nothing of a name became a part of the page, and nothing is wider than the screen."""
    assert page.locator("img, iframe, object, embed, [onclick], [onerror], [onload], a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hostile_name_is_text_in_title_panel_search_and_table(case: tuple[str, str], open_page: OpenPage) -> None:
    name, html = case
    page = open_page(html, hash="#node=slom")
    assert same(page.title(), name) and same(page.locator("h1").text_content(), name)
    assert shown(name).strip() in (page.locator("#details h2").text_content() or "")
    unharmed(page)
    page.fill("#search", unicodedata.normalize("NFC", name)[:40])
    unharmed(page)
    page.click(".views [data-view=table]")
    row = page.locator('tr[data-row="slom"]')
    assert same(row.locator("th a").text_content(), name)
    unharmed(page)


def test_a_hostile_name_is_text_in_a_story_and_on_a_phone(case: tuple[str, str], open_page: OpenPage) -> None:
    name, html = case
    page = open_page(html, hash="#route=1&step=1", width=360, height=740, phone=True)
    assert shown(name).strip() in (page.locator("#story-sentence").text_content() or "")
    assert page.locator("#story-next").is_visible()
    unharmed(page)
    page = open_page(html, hash="#node=slom", width=360, height=740, phone=True)
    unharmed(page)


def test_a_hostile_name_is_text_without_javascript(case: tuple[str, str], open_page: OpenPage) -> None:
    name, html = case
    page = open_page(html, script=False)
    assert same(page.title(), name)
    assert same(page.locator('tr[data-row="slom"] th a').text_content(), name)
    said = "".join(page.locator('#still [data-node="slom"] text').all_text_contents())
    begun, whole = ("".join(text.split()).removesuffix("…") for text in (said, shown(name)))
    assert begun and whole.startswith(begun.split("▸")[0][:8])
    assert page.locator("#still text").evaluate_all("all => all.every((text) => text.children.length === 0)")
    unharmed(page)


def test_what_turns_a_line_around_is_in_no_page(case: tuple[str, str]) -> None:
    assert not CONTROLS.search(case[1])


@pytest.mark.parametrize("folder", ["with spaces", "แผนที่ ของเรา", "ផែនទី 100% & #1?", "bản đồ"])
def test_a_file_opens_from_a_path_in_any_script(folder: str, browser: Browser, tmp_path: Path) -> None:
    place = tmp_path / folder / "แผนที่ อำนาจ.html"
    place.parent.mkdir()
    place.write_text(render(sample()), encoding="utf-8")
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        wrongs: list[str] = []
        page.on("console", lambda said: wrongs.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda request: wrongs.append(request.url) if request.url.partition("#")[0] != place.as_uri() and not request.url.startswith("data:") else None)
        page.goto(place.as_uri() + "#node=slom")
        page.wait_for_selector("html[data-ready]")
        assert page.locator("#details h2").text_content() == "Senior Labour Officials Meeting"
        page.locator("#details .tie").first.click()
        assert "#" in page.url and page.locator("#details h2").is_visible()
        assert wrongs == []
    finally:
        context.close()
