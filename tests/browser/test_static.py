"""A folder of plain pages opened from a stick: no network, no complaint, readable on phones and on paper, nothing wrong for axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import COLOUR

from kuasa.exchange import rdf
from kuasa.graph.analysis import lenses
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.version import version
from kuasa.maps import folder
from kuasa.maps.site import Site
from kuasa.maps.static import Static

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAIN = ("things.html", "about.html", "thing/slom.html", "thing/ilo.html", "thing/arosp.html", "thing/tha.html", "thing/khm.html", "thing/cs5-2023.html")
Opens = Callable[..., Any]


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the embedded knowledge, under a name with spaces and Thai letters."""
    knowledge = open_knowledge()
    site = Site(knowledge, Moment.from_words("2026-06-30", "actual"))
    place = tmp_path_factory.mktemp("stick") / "แผนที่ of power 2026"
    folder.written(place, Static(site, lenses.lens("all"), version(), lambda: rdf.export(knowledge.store, Path("knowledge.trig"))).files())
    return place


@pytest.fixture
def opens(browser: Browser, stick: Path) -> Iterator[Opens]:
    """Opens a page of the folder, offline; whatever is not in the folder must not be asked for, and nothing may complain."""
    wrongs: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1366, height: int = 768, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((stick.as_uri(), "data:", "blob:")) else wrongs.append(request.url[:200]))
        page.on("requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else wrongs.append(f"failed: {request.url[:200]}"))  # left before it was read
        page.on("console", lambda said: wrongs.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrongs.append(f"page error: {error}"))
        path, _, fragment = name.partition("#")
        page.goto((stick / path).as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrongs == []


@pytest.mark.parametrize(("width", "phone"), [(1366, False), (360, True)])
@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_page_opens_from_disk_and_never_scrolls_sideways(opens: Opens, name: str, width: int, phone: bool) -> None:
    page = opens(name, width, 740, java_script_enabled=True, is_mobile=phone, has_touch=phone)
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_its_style_and_fonts_are_read_from_the_folder_under_its_own_policy(opens: Opens) -> None:
    page = opens("thing/tha.html")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("getComputedStyle(document.querySelector('.site')).borderBottomWidth") == "2px"
    assert page.evaluate("[...document.fonts].some(face => face.family.includes('Scripts') && face.status === 'loaded')")


def test_links_lead_from_the_list_to_a_thing_to_its_neighbour_and_back(opens: Opens) -> None:
    page = opens("things.html")
    page.get_by_role("link", name="Senior Labour Officials' Meeting", exact=True).click()
    assert page.locator("h1").inner_text() == "Senior Labour Officials' Meeting"
    page.locator(".now").get_by_role("link", name="ASEAN Labour Ministers' Meeting", exact=True).first.click()
    assert page.locator("h1").inner_text() == "ASEAN Labour Ministers' Meeting"
    page.get_by_role("navigation", name="Where this page stands").get_by_role("link", name="All things").click()
    assert page.locator("h1").inner_text() == "All things"


def test_a_page_leads_to_its_thing_on_the_map_and_the_map_back_to_the_list(opens: Opens) -> None:
    page = opens("thing/slom.html")
    page.get_by_role("link", name="Show on the map").click()
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    assert page.url.endswith("index.html#node=slom") or "node=slom" in page.url
    assert "Senior Labour Officials' Meeting" in page.locator("#details").inner_text()
    assert page.locator("a[href='things.html']").count() == 1 and page.locator("a[href='about.html']").count() == 1


def test_the_list_leads_to_the_search_of_every_name(opens: Opens) -> None:
    page = opens("things.html")
    page.get_by_role("link", name="Search every name, in every script").click()
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    page.locator("#search").fill("กระทรวงแรงงาน")
    assert page.locator("#found [role=option]").first.is_visible()


def test_the_first_page_asks_from_whom_and_to_whom(opens: Opens) -> None:
    page = opens("index.html")
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    assert page.locator("html").get_attribute("data-view") == "ask"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["things.html", "about.html", "thing/slom.html", "thing/arosp.html", "thing/idn.html"])
def test_axe_finds_nothing_wrong(browser: Browser, stick: Path, name: str, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto((stick / name).as_uri())
        rules = {} if scheme == "light" else {"runOnly": list(COLOUR)}
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False, **rules}).response["violations"]
    finally:
        context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


OUTSIDE = """() => {
  const svg = document.querySelector(".picture");
  if (!svg) return null;
  const { width, height } = svg.viewBox.baseVal;
  const scale = svg.getBoundingClientRect().width / width;
  const wrong = (one) => {
    const box = one.getBBox();
    return box.x < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 4 || parseFloat(getComputedStyle(one).fontSize) * scale < 14;
  };
  return [...svg.querySelectorAll("text")].filter(wrong).map((one) => one.textContent);
}"""
LOW = """() => [...document.querySelectorAll("nav a, .button, .letters a, .things li")]
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""
TINY = """() => [...document.querySelectorAll("main *:not(svg *), nav *, footer *")]
  .filter((one) => one.innerText && parseFloat(getComputedStyle(one).fontSize) < 14).map((one) => one.outerHTML.slice(0, 80))"""


def test_every_word_of_every_small_map_is_inside_it_and_large_enough_on_a_phone(opens: Opens, stick: Path) -> None:
    page = opens("things.html", 360, 740)
    wrong, drawn = [], 0
    for path in sorted(stick.glob("thing/*.html"))[::9]:
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        found = page.evaluate(OUTSIDE)
        drawn += found is not None
        wrong += [(path.name, found)] if found else []
    assert wrong == [] and drawn > 50


def test_what_is_touched_on_a_phone_is_large_enough_and_no_text_is_small(opens: Opens) -> None:
    for name in ("things.html", "thing/slom.html"):
        page = opens(name, 360, 740, is_mobile=True, has_touch=True)
        assert (page.evaluate(LOW), page.evaluate(TINY)) == ([], [])


def test_it_prints_on_a4(opens: Opens, tmp_path: Path) -> None:
    page = opens("thing/slom.html")
    page.emulate_media(media="print")
    assert not page.locator(".site").is_visible() and page.locator(".picture").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4", print_background=True).startswith(b"%PDF")


def test_everything_is_reached_with_the_keyboard(opens: Opens) -> None:
    page = opens("thing/slom.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
