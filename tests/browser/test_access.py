"""For everybody: axe in every room and theme, keys alone, fingers, a narrow screen, still pictures, and meaning without colour.

One page for each theme, and each room of it in place: 14 rooms with all rules of axe on a projector and on a phone, with its rules of colour in the
other themes (what else axe looks at is the same in every theme), and 8 on the embedded knowledge.
"""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rooms import filters, full, measured, opened, rooms, see, settled, told
from sample import COLOUR, KINDS, OpenPage, sample

from kuasa.graph.wording import wording
from kuasa.maps.page import render
from kuasa.maps.still import PATTERNS

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740, "phone": True}


@pytest.fixture(scope="module")
def html() -> str:
    return render(full())


@pytest.fixture(scope="module")
def real(routes_map: Path) -> str:
    """The map of a route in the embedded knowledge."""
    return routes_map.read_text(encoding="utf-8")


def wrongs(page: Page, rules: tuple[str, ...] | None = None) -> list[tuple[str, str]]:
    """What axe finds wrong in the room that is shown, by some rules or by all that it goes by of its own: rule and place of each."""
    if not page.evaluate("'axe' in window"):
        import axe_playwright_python

        page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (rules) => { const said = await axe.run(document, { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) });
        return said.violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html.slice(0, 200)])); }""",
        rules and list(rules),
    )
    return [(rule, place) for rule, place in found]


def paint(page: Page, theme: str) -> None:
    """The page in a theme."""
    page.evaluate("(theme) => { const chosen = document.getElementById('theme'); chosen.value = theme; chosen.dispatchEvent(new Event('change', { bubbles: true })); }", theme)


# axe


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_wrong_in_any_room_of_a_theme(theme: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    paint(page, theme)
    found = {room: wrongs(page, None if theme == "light" else COLOUR) for room in rooms(page) if not room.startswith("map ") or room == "map rings"}
    assert {room: wrong for room, wrong in found.items() if wrong} == {}
    assert len(found) == 14


def test_axe_finds_nothing_wrong_in_any_room_on_a_phone(html: str, open_page: OpenPage) -> None:
    page = open_page(html, **PHONE)
    found = {room: wrongs(page) for room in rooms(page) if not room.startswith("map ") or room == "map rings"}
    assert {room: wrong for room, wrong in found.items() if wrong} == {}
    assert len(found) == 14


def test_axe_finds_nothing_wrong_on_the_map_of_the_embedded_knowledge(real: str, open_page: OpenPage) -> None:
    page = open_page(real, **PHONE)
    found: dict[str, Any] = {}
    for theme, room in (("light", "ask"), ("dark", "ask"), ("light", "map"), ("dark", "map"), ("light", "story"), ("contrast", "story"), ("light", "timeline"), ("light", "table")):
        paint(page, theme)
        see(page, room)
        settled(page)
        found[f"{room} {theme}"] = wrongs(page)
    assert {room: wrong for room, wrong in found.items() if wrong} == {}


# Screens and fingers


@pytest.mark.parametrize("held", ["all", "no groups"])
def test_on_a_phone_nothing_is_small_cut_beside_the_screen_or_hard_to_touch(held: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html if held == "all" else render(full(groups={})), **PHONE)
    found = {room: measured(page, touch=True) for room in rooms(page, whole=held == "all")}
    assert {room: wrong for room, wrong in found.items() if wrong} == {}
    assert len(found) > 15


def test_on_a_projector_nothing_is_small_or_cut(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    found = {room: measured(page, touch=False) for room in rooms(page)}
    assert {room: wrong for room, wrong in found.items() if wrong} == {}


def test_on_a_phone_nothing_of_the_embedded_knowledge_is_small_cut_beside_the_screen_or_hard_to_touch(real: str, open_page: OpenPage) -> None:
    page = open_page(real, **PHONE)
    found = {room: measured(page, touch=True) for room in rooms(page, whole=False)}
    assert {room: wrong for room, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("held", ["all", "no groups"])
def test_on_a_phone_at_least_half_of_the_screen_is_the_picture(held: str, html: str, open_page: OpenPage) -> None:
    page = open_page(html if held == "all" else render(full(groups={})), **PHONE)
    shares = {room: page.locator("#stage").bounding_box() for room in rooms(page, whole=held == "all") if room.split()[0] == "map"}
    assert {room: box["height"] for room, box in shares.items() if box and box["height"] < 370} == {}
    assert len(shares) > 4


def test_on_a_phone_the_question_its_answer_and_the_story_are_within_reach_of_a_thumb(html: str, open_page: OpenPage) -> None:
    page = open_page(html, **PHONE)
    see(page, "ask")
    button = page.locator("#ask-go").bounding_box()
    assert button and button["width"] > 300 and button["y"] + button["height"] < 740
    told(page)
    following = page.locator("#story-next").bounding_box()
    assert following and following["y"] > 600 and following["width"] > 100


@pytest.mark.parametrize("phone", [True, False])
def test_names_on_the_picture_are_written_in_sixteen_pixels(phone: bool, html: str, open_page: OpenPage) -> None:
    page = open_page(html, **PHONE) if phone else open_page(html)
    page.evaluate("""() => { window.sizes = new Set(); const own = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (...said) {
        sizes.add(parseFloat(this.font.match(/([0-9.]+)px/)[1]) * this.getTransform().a / devicePixelRatio);
        return own.apply(this, said); }; }""")
    seen = [room for room in rooms(page) if room.startswith(("map", "thing", "step"))]
    sizes = page.evaluate("[...sizes]")
    assert len(seen) == 8 and min(sizes) >= 14 and 16 in [round(size, 3) for size in sizes]


# Keys alone


class Keys:
    """A hand on the keyboard of a page: after each key what has the focus is seen, ringed, and not behind anything."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            settled(self.page)
            self.look()

    def look(self) -> None:
        wrong = self.page.evaluate("""() => {
          const one = document.activeElement;
          if (!one || one === document.body) return "the focus is lost";
          const box = (one.matches(".lanes-now") ? one.firstElementChild : one).getBoundingClientRect(), style = getComputedStyle(one), name = one.id || one.outerHTML.slice(0, 90);
          const inner = { left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth), top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
          if (inner.right - inner.left < 8 || inner.bottom - inner.top < 8) return `${name} is not on the screen`;
          const ring = one.matches(".lanes-now") ? getComputedStyle(one.firstElementChild) : style;
          if (one.matches(":focus-visible") && (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2)) return `${name} has no ring`;
          const parts = [[.5, .5], [.1, .5], [.9, .5], [.5, .12], [.5, .88]].map(([x, y]) =>
            document.elementFromPoint(inner.left + x * (inner.right - inner.left), inner.top + y * (inner.bottom - inner.top)));
          if (!parts.some((over) => over && (one.contains(over) || over.contains(one)))) return `${name} is behind something`;
          return "";
        }""")
        assert wrong == ""

    def at(self, selector: str) -> bool:
        return bool(self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector))

    def to(self, selector: str, key: str = "Tab", most: int = 90) -> None:
        """Goes on by a key until what a selector names has the focus."""
        for _ in range(most):
            if self.at(selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        settled(self.page)


@pytest.fixture
def keys(html: str, open_page: OpenPage) -> Keys:
    return Keys(open_page(html))


def test_by_keys_alone_the_filters_are_shut_and_opened_and_day_status_lens_and_layout_changed(keys: Keys) -> None:
    page = keys.page
    keys.press("Tab")
    assert keys.at(".skip")
    keys.to("#open-filters")
    keys.press("Enter")
    assert not page.is_visible("#filters")
    keys.press("Enter")
    keys.to("#time-slider")
    before = page.locator("#time-said").inner_text()
    keys.press("ArrowLeft", 3)
    assert page.locator("#time-said").inner_text() != before
    keys.to("#time-day")
    page.keyboard.press("Control+a")
    keys.type("2015")
    keys.press("Enter")
    assert page.locator("#time-said").inner_text().startswith("As of 2015-12-31")
    keys.to("#time-home")
    keys.press("Enter")
    assert page.locator("#time-said").inner_text().startswith("As of 2026-06-30")
    keys.to("#switch-status input")
    keys.press("ArrowUp", 2)
    assert page.locator("#switch-status input:checked").get_attribute("value") == "actual"
    keys.to("#switch-assertions input")
    keys.press("Space")
    assert not page.locator("#switch-assertions input").first.is_checked()
    keys.press("Space")
    keys.to("#legend [data-kind]")
    keys.press("Space")
    assert not page.locator("#legend [data-kind]").first.is_checked()
    keys.to("#layout")
    chosen = page.input_value("#layout")
    keys.press("ArrowDown")
    assert page.input_value("#layout") != chosen
    keys.to("#theme")
    keys.press("ArrowDown")
    assert page.get_attribute("html", "data-theme") == "dark"
    keys.to("#exports summary")
    keys.press("Enter")
    keys.to("[data-export=csv]")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".csv")
    keys.press("Tab", 3)


def test_by_keys_alone_a_thing_is_searched_its_panel_left_for_a_neighbour_and_closed(keys: Keys) -> None:
    page = keys.page
    keys.to("#search")
    keys.type("slom")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Enter")
    assert keys.at("#details h2") and page.locator("#details h2").inner_text() == "Senior Labour Officials Meeting"
    keys.to("#details .tie")
    to = page.evaluate("document.activeElement.dataset.go")
    keys.press("Enter")
    assert keys.at("#details h2") and page.evaluate("location.hash") == f"#node={to}"
    keys.press("Escape")
    assert not page.is_visible("#panel") and keys.at("#search")
    keys.to("#drawing")
    keys.press("ArrowRight")
    keys.press("Enter")
    assert keys.at("#details h2")
    keys.to("#panel .close", "Shift+Tab")
    keys.press("Enter")
    assert keys.at("#drawing")


def test_by_keys_alone_a_route_is_asked_shown_on_the_map_and_told_to_its_end_and_back(keys: Keys) -> None:
    page = keys.page
    keys.to(".views [data-view=ask]")
    keys.press("Enter")
    keys.to("#ask-from")
    page.keyboard.press("Control+a")
    keys.type("AROSP")
    keys.press("Enter")
    assert keys.at("#ask-to")
    keys.type("SLOM")
    keys.press("Enter")
    if not page.is_visible("#ask-answer"):
        keys.press("Enter")
    assert keys.at("#ask-answer-title")
    keys.to("[data-asked=map]")
    keys.press("Enter")
    assert page.is_visible("#drawing")
    keys.to("[data-asked=story]")
    keys.press("Enter")
    assert keys.at("#story-next")
    for _ in range(9):
        if page.is_disabled("#story-next"):
            break
        keys.press("Enter")
    assert keys.at("#story-back")
    keys.press("ArrowLeft")
    keys.to("#story-route", "Shift+Tab")
    keys.press("Escape")
    keys.to("#card .close")
    keys.press("Enter")
    assert keys.at(".views [data-view=map]")


def test_by_keys_alone_the_table_is_sorted_and_leads_to_a_thing_and_back(keys: Keys) -> None:
    page = keys.page
    keys.to(".views [data-view=table]")
    keys.press("Enter")
    keys.to("[data-sort=links]")
    keys.press("Enter", 2)
    assert page.locator("th[aria-sort=descending] button").get_attribute("data-sort") == "links"
    keys.to("#things [data-go]")
    name = page.evaluate("document.activeElement.textContent")
    keys.press("Enter")
    assert keys.at("#details h2") and page.locator("#details h2").inner_text() == name
    keys.press("Escape")
    assert keys.at("#things [data-go]") and page.evaluate("document.activeElement.textContent") == name


def test_by_keys_alone_the_day_is_moved_on_the_timeline_and_its_marks_are_read(keys: Keys) -> None:
    page = keys.page
    keys.to(".views [data-view=timeline]")
    keys.press("Enter")
    keys.to("[data-years='10']")
    keys.press("Enter")
    keys.to(".mark-of")
    keys.press("Enter")
    assert keys.at("#details h2") or page.is_visible("#panel")
    keys.press("Escape")
    keys.to("#lanes-now")
    keys.press("ArrowLeft", 3)
    assert page.get_attribute("#lanes-now", "aria-valuetext") != "2026-06-30"


def test_by_keys_alone_on_a_narrow_screen_sheets_give_the_focus_back(html: str, open_page: OpenPage) -> None:
    keys = Keys(open_page(html, width=360, height=740))
    page = keys.page
    keys.to("#open-filters")
    keys.press("Enter")
    assert keys.at("#filters .close")
    keys.press("Escape")
    assert keys.at("#open-filters") and not page.is_visible("#filters")
    keys.press("Enter")
    keys.to("#filters select")
    keys.to("main *, main, .top *", most=150)
    assert not page.is_visible("#filters")
    keys.to("#search", "Shift+Tab")
    keys.type("slom")
    keys.press("Enter")
    assert keys.at("#details h2")
    keys.press("Escape")
    assert keys.at("#search")


# Without motion, without colour


def test_nothing_moves_for_those_who_asked_for_stillness(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    page.evaluate("location.hash = 'node=textiles'")
    settled(page)
    first = page.get_attribute("#drawing", "data-named")
    page.wait_for_timeout(500)
    assert page.get_attribute("#drawing", "data-named") == first
    moving = """[...document.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0; }).length"""
    assert page.evaluate(moving) == 0 and page.evaluate("document.getAnimations().length") == 0


def test_statuses_differ_by_their_pattern_and_their_word(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    rows = page.eval_on_selector_all(
        "#legend .plain li:has(.stroke)", "(rows) => rows.map((row) => [row.querySelector('.stroke').getAttribute('stroke-dasharray') || '', row.children[1].textContent])"
    )
    words = wording()
    by_word = {word: pattern for pattern, word in rows}
    assert {one: by_word[words[f"status_{one}"]] for one in PATTERNS} == PATTERNS
    assert len({PATTERNS[one] for one in ("actual", "planned", "possible")}) == 3
    opened(page, f"link={next(link.id for link in sample().links if link.status == 'planned')}")
    assert words["status_planned"] in page.locator("#details dl").inner_text()


def test_kinds_differ_by_their_shape_and_are_said_in_words(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    drawn = dict(
        page.eval_on_selector_all(
            "#legend label:has([data-kind])", "(rows) => rows.map((row) => [row.querySelector('input').dataset.kind, row.querySelector('path').getAttribute('d')])"
        )
    )
    for one, other in combinations([kind.id for kind in KINDS], 2):
        assert drawn[one] != drawn[other]
    for node in sample().nodes[:40:8]:
        opened(page, f"node={node.id}")
        assert page.locator("#details .band").first.inner_text() == next(kind.label for kind in KINDS if kind.id == node.kind)


def test_kinds_of_the_embedded_knowledge_are_told_apart_without_colour(real: str) -> None:
    found = re.search(r'<script type="application/json" id="view">(.*?)</script>', real, re.DOTALL)
    assert found
    kinds = {kind["id"]: kind for kind in json.loads(found[1])["kinds"]}
    assert len({kind["label"] for kind in kinds.values()}) == len(kinds)
    apart = ("body", "commitment", "event", "ministry", "network", "organisation", "state")
    assert len({kinds[one]["shape"] for one in apart if one in kinds}) == len([one for one in apart if one in kinds])


def test_marks_are_signs_of_their_own_and_words(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    filters(page, True)
    signs = page.eval_on_selector_all("#legend li:has(.sign)", "(rows) => rows.map((row) => [row.querySelector('.sign').textContent, row.children[1].textContent])")
    assert len({sign for sign, _ in signs}) == len(signs) == 3 and all(word for _, word in signs)
