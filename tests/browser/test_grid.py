"""The power grid: where groups in sessions judged, for the facilitator alone; axes, spread, and what is not placed is counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import OpenPage

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps import page, scene
from kuasa.maps.view import MapView

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORLD = Path(__file__).parent.parent / "world.ttl"
DAY = Moment(date(2024, 6, 30))


def world(audience: str = "facilitator", *names: str) -> MapView:
    """The view of the invented region for an audience, of everything or around some things."""
    knowledge = open_knowledge([str(WORLD)], audience)
    return scene.scene(knowledge, lens("all"), DAY, [resolve(knowledge.facts, name) for name in names], 1, ())


@pytest.fixture(scope="module")
def whole() -> str:
    return page.render(world())


def drawn(opened: Page) -> dict[str, Any]:
    """What the page says that it drew: axes, how many things there were, where on the stage they stand, two corners."""
    return json.loads(opened.locator("#drawing").get_attribute("data-grid") or "{}")


def places(opened: Page) -> dict[str, tuple[float, float]]:
    return drawn(opened)["placed"]


def choose_grid(opened: Page, axes: str = "interest_power") -> None:
    """The grid with some axes, once it is drawn."""
    opened.select_option("#layout", "grid")
    opened.select_option("#grid-axes", axes)
    opened.wait_for_selector(f'#drawing[data-grid*=\'"axes":"{axes}"\']')


def test_more_power_stands_higher_and_more_interest_further_right(open_page: OpenPage, whole: str) -> None:
    opened = open_page(whole)
    choose_grid(opened)
    assert (list(places(opened)), drawn(opened)["all"]) == (["forum", "ministry-a", "officials", "p-0001", "weavers"], 5)
    at = places(opened)
    assert sorted(at, key=lambda one: at[one][1]) == ["officials", "ministry-a", "forum", "weavers", "p-0001"]
    assert sorted(at, key=lambda one: at[one][0]) == ["officials", "forum", "ministry-a", "p-0001", "weavers"]


def test_the_axes_can_be_changed_and_what_has_no_value_on_them_is_counted_and_not_placed(open_page: OpenPage, whole: str) -> None:
    opened = open_page(whole)
    choose_grid(opened, "alignment_power")
    assert (list(places(opened)), drawn(opened)["all"]) == (["ministry-a", "officials", "weavers"], 5)
    assert opened.locator("#grid-said").inner_text() == "2 of 5 things drawn have no assessment on both axes and are not placed."
    at = places(opened)
    assert sorted(at, key=lambda one: at[one][0]) == ["ministry-a", "officials", "weavers"]
    assert opened.locator("#grid-axes option").all_inner_texts() == ["Interest and power", "Against or for, and interest", "Against or for, and power"]


def test_the_grid_says_that_groups_judged_and_that_this_is_no_fact(open_page: OpenPage, whole: str) -> None:
    opened = open_page(whole)
    choose_grid(opened)
    assert opened.locator("#grid-judged").inner_text() == "As groups in sessions judged. A judgement is not a fact."
    legend = opened.locator("#legend").inner_text()
    assert "Power grid" in legend and "from the lowest to the highest value that a group gave" in legend
    opened.evaluate("() => { location.hash = '#node=officials'; }")
    opened.wait_for_selector('#details [data-told="panel_judged"]')
    told = opened.locator('#details [data-told="panel_judged"]').inner_text()
    assert "9 (groups: 3; from 8 to 10): 9 (group 1), 8 (group 2), 10 (group 3)" in told


def test_a_part_that_was_asked_for_stays_the_part_and_things_without_assessment_are_counted(open_page: OpenPage) -> None:
    opened = open_page(page.render(world("facilitator", "Forum on Cloth")))
    choose_grid(opened)
    found = drawn(opened)
    assert "forum" in found["placed"] and "officials" not in found["placed"]
    missing = found["all"] - len(found["placed"])
    assert opened.locator("#grid-said").inner_text().startswith(f"{missing} of {found['all']} things drawn")


def test_the_grid_is_left_as_it_was_entered(open_page: OpenPage, whole: str) -> None:
    opened = open_page(whole)
    before, first = opened.locator("#part-said").inner_text(), opened.locator("#layout").input_value()
    for back in (lambda: opened.click("#part-back"), lambda: opened.select_option("#layout", first)):
        choose_grid(opened)
        assert opened.locator("#grid").is_visible() and opened.locator("#part-said").inner_text().startswith("All things that groups judged")
        back()
        assert opened.locator("#grid").is_hidden()
        assert (opened.locator("#part-said").inner_text(), opened.locator("#layout").input_value()) == (before, first)


@pytest.mark.parametrize("audience", ["public", "participants"])
def test_a_file_for_others_has_neither_the_grid_nor_any_value(open_page: OpenPage, audience: str) -> None:
    html = page.render(world(audience))
    opened = open_page(html)
    assert "grid" not in [one.get_attribute("value") for one in opened.locator("#layout option").all()]
    assert opened.locator("#grid").count() == 0
    data = json.loads(opened.locator("#view").inner_text())
    assert not data.get("assessments") and not data.get("scales")
    assert "(group " not in html.replace("(group {group})", "") and "panel_judged" not in json.dumps(data["nodes"])


def test_things_with_the_same_values_stand_side_by_side(open_page: OpenPage) -> None:
    view = world()
    same = {"power": (5.0, 5.0, 5.0, 1), "interest": (5.0, 5.0, 5.0, 1)}
    opened = open_page(page.render(replace(view, assessments={"forum": same, "officials": same, "weavers": same})))
    choose_grid(opened)
    at = places(opened)
    assert {y for _, y in at.values()} == {at["forum"][1]}
    left, middle, right = sorted(x for x, _ in at.values())
    assert right - middle == middle - left > 15


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_whole_grid_is_on_the_screen(open_page: OpenPage, whole: str, width: int, height: int) -> None:
    opened = open_page(whole, width=width, height=height, phone=width < 900)
    if width < 900:
        opened.click("#open-filters")
    choose_grid(opened)
    (left, top), (right, foot) = drawn(opened)["corners"]
    wide, high = opened.evaluate("() => [document.getElementById('stage').clientWidth, document.getElementById('stage').clientHeight]")
    assert 0 <= left < right <= wide and 0 <= top < foot <= high
    assert all(left <= x <= right and top <= y <= foot for x, y in places(opened).values())
