"""Every room of the map page, one after the other on one page: views, layouts, panel, filters, search, card. For the tests of access and of screens.

``full()`` is the sample with all that a page can hold: routes, a story of its own, groups, rows, judgements. ``rooms(page)`` goes from room to
room and yields the name of each; ``measured(page)`` tells what is wrong with what is seen: text that is small or cut, targets that are small,
what stands out to the side, what moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sample import sample

from kuasa.maps.story import Story, StoryStep
from kuasa.maps.view import MapView

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = Story(
    {"en": "The vendors and the officials"},
    ("network", "taskforce", "afml", "slom"),
    "",
    (StoryStep(("network", "taskforce"), (("network", "member", "taskforce"),), {"en": "A friend opens the first door."}, "2026-06-30", "all", "walk"),),
)
LAYOUTS = ("force", "layers", "walk", "rings", "grid")


def full(**changes: object) -> MapView:
    """The sample with everything that a page can hold."""
    plain = sample()
    kinds = [kind.id for kind in plain.kinds]
    rows = {node.id: (i % 7 * 190, kinds.index(node.kind) * 170 + i // 7 * 20) for i, node in enumerate(plain.nodes)}
    heads = {"slom": 0, "network": 1}
    members = tuple(0 if node.kind in ("body", "ministry") else 1 if node.kind in ("union", "agency") else 2 for node in plain.nodes)
    groups = {
        "members": members,
        "heads": (*([node.id for node in plain.nodes].index(one) for one in heads), -1),
        "sizes": tuple(members.count(group) for group in range(3)),
        "places": ((0, 0), (400, 120), (150, 400)),
    }
    judged = {
        one: {"power": (power, power - 1.0, power + 1.0, 2), "interest": (interest, interest, interest, 3)} for one, power, interest in (("slom", 4.0, 2.0), ("network", 2.0, 5.0))
    }
    fields: dict[str, object] = {
        "places": {"layers": rows},
        "stories": (STORY,),
        "groups": groups,
        "assessments": judged,
        "scales": {"power": (1.0, 5.0), "interest": (1.0, 5.0)},
    }
    return sample(**(fields | changes))


def settled(page: Page) -> None:
    """Once everything that was asked for is drawn."""
    page.evaluate("() => new Promise((done) => { let n = 0; const turn = () => (n++ < 4 ? requestAnimationFrame(turn) : done()); turn(); })")


def narrow(page: Page) -> bool:
    """Whether filters and panel lie over the picture."""
    return bool(page.evaluate("matchMedia('(max-width: 899px)').matches"))


def see(page: Page, view: str) -> None:
    """Another view of the page."""
    page.click(f".views [data-view={view}]")


def filters(page: Page, shown: bool) -> None:
    """The filters, open or shut."""
    if page.is_visible("#filters") != shown:
        page.click("#open-filters" if shown else "#filters .close")


def lay(page: Page, layout: str) -> None:
    """Another layout of the map."""
    filters(page, True)
    page.select_option("#layout", layout)
    if narrow(page):
        filters(page, False)


def asked(page: Page) -> None:
    """The question asked, and its answer."""
    see(page, "ask")
    page.fill("#ask-from", "AROSP")
    page.fill("#ask-to", "SLOM")
    page.press("#ask-to", "Enter")
    page.wait_for_selector("#ask-answer .asked")


def told(page: Page) -> None:
    """A route as a story, at its first step."""
    see(page, "story")
    page.select_option("#story-route", "1")
    page.click("#story-next")


def pictured(page: Page) -> None:
    """A route of the answer on the map beside its words."""
    asked(page)
    page.locator("[data-asked=map]").first.click()


def carded(page: Page) -> None:
    """The picture of a route to send."""
    asked(page)
    page.locator("[data-asked=card]").first.click()
    page.wait_for_selector("#card-shown img")


def opened(page: Page, target: str) -> None:
    """The panel of a thing or of a link."""
    see(page, "map")
    page.evaluate("(to) => { location.hash = to; }", target)
    page.wait_for_selector("#panel:not([hidden])")


def searched(page: Page) -> None:
    """The list of what a search finds."""
    see(page, "map")
    page.fill("#search", "labour")


def unsearched(page: Page) -> None:
    """The search, left."""
    page.fill("#search", "")
    page.locator("#search").blur()


def rooms(page: Page, whole: bool = True) -> Iterator[str]:
    """Goes from room to room of a page; ``whole``: of the full sample, else of any page with routes."""
    phone = narrow(page)
    given = page.eval_on_selector_all("#layout option", "(options) => options.map((option) => option.value)")
    layouts: tuple[str, ...] = LAYOUTS if whole else tuple(given)
    if whole:
        assert set(LAYOUTS) <= set(given)
    enter: dict[str, Callable[[], Any]] = {f"map {layout}": lambda layout=layout: (see(page, "map"), lay(page, layout)) for layout in layouts}
    enter |= {"map": lambda: lay(page, given[0]), "search": lambda: searched(page)}
    yield from _each(page, enter)
    unsearched(page)
    filters(page, True)
    yield from _each(page, {"filters": lambda: page.eval_on_selector("#exports", "(exports) => { exports.open = true; }")})
    if phone:
        filters(page, False)
    yield from _each(page, {"thing": lambda: opened(page, "node=slom")})
    page.click("#panel .close")
    views: dict[str, Callable[[], Any]] = {
        "timeline": lambda: see(page, "timeline"),
        "table": lambda: see(page, "table"),
        "story": lambda: see(page, "story"),
        "step": lambda: told(page),
    }
    if whole:
        views |= {"groups": lambda: see(page, "groups")}
    yield from _each(page, views | {"ask": lambda: see(page, "ask"), "answer": lambda: asked(page), "answer on the map": lambda: pictured(page), "card": lambda: carded(page)})
    page.click("#card-close")


def _each(page: Page, enter: dict[str, Callable[[], Any]]) -> Iterator[str]:
    for name, go in enter.items():
        go()
        settled(page)
        yield name


MEASURE = """() => {
  const wrong = [], wide = innerWidth;
  const dialog = document.querySelector("dialog[open]");
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && (!dialog || dialog.contains(element))
    && !element.closest(".unseen, .skip, datalist, option") && getComputedStyle(element).clipPath === "none";
  const hush = (element) => { for (let one = element; one; one = one.parentElement) {
    const box = one.getBoundingClientRect();
    if (box.width <= 1.5 && box.height <= 1.5) return true;
  } return false; };
  const named = (element) =>
    `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} "${(element.innerText || element.value || element.getAttribute("aria-label") || "").slice(0, 40)}"`;
  const scrolls = (element, way) => /auto|scroll/.test(getComputedStyle(element)[way]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || /^(script|style|textarea|title|option)$/i.test(element.tagName) || !seen(element) || hush(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize), range = document.createRange();
    if (size < 14) wrong.push(["small text", size, text.data.trim().slice(0, 40)]);
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    if (!boxes.length) continue;
    const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      if (scrolls(one, "overflowX") && one.scrollWidth > one.clientWidth + 1) break;
      if (style.display.startsWith("inline") && !/button|select/i.test(one.tagName) && style.display === "inline") continue;
      const holds = /button|select|summary|label|th|td|li|p|h1|h2|h3|legend/i.test(one.tagName) || /hidden|clip/.test(style.overflowX);
      if (holds && (left < box.left - 1.5 || right > box.right + 1.5)) { wrong.push(["cut", named(one), text.data.trim().slice(0, 40)]); break; }
    }
    if (!element.closest("#lanes") && (left < -1 || right > wide + 1)
      && ![...parents(element)].some((one) => scrolls(one, "overflowX"))) wrong.push(["beside the screen", named(element)]);
  }
  function* parents(element) { for (let one = element.parentElement; one; one = one.parentElement) yield one; }
  for (const target of document.querySelectorAll("button, summary, select, input, [role=option], [role=slider], a")) {
    if (!seen(target)) continue;
    if (target.tagName === "A" && getComputedStyle(target).display === "inline") continue;
    const box = (target.matches("[type=checkbox], [type=radio]") ? target.closest("label")
      : target.matches(".lanes-now") ? target.firstElementChild : target).getBoundingClientRect();
    if (!box.width || hush(target)) continue;
    if (COARSE && (box.height < 43.5 || box.width < 43.5)) wrong.push(["small target", named(target), `${Math.round(box.width)} x ${Math.round(box.height)}`]);
  }
  if (document.scrollingElement.scrollWidth > wide) wrong.push(["scrolls sideways", document.scrollingElement.scrollWidth]);
  for (const one of document.getAnimations()) if (one.playState === "running") wrong.push(["moves", named(one.effect.target)]);
  return [...new Set(wrong.map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one));
}"""


def measured(page: Page, touch: bool) -> list[list[object]]:
    """What is wrong with what is seen now; ``touch``: targets must be large enough for a finger."""
    found: list[list[object]] = page.evaluate(MEASURE.replace("COARSE", "true" if touch else "false"))
    return found
