"""Maps of many things: the same page without vis-network; all is drawn up to some thousands, groups come first above."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import statistics
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sample import OpenPage

from kuasa.exchange.edgerows import rows
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.errors import UsageError
from kuasa.graph.knowledge import Knowledge
from kuasa.graph.profiles import Withheld, profile
from kuasa.graph.validity import Moment
from kuasa.maps import scene as scenes
from kuasa.maps.page import render
from kuasa.maps.view import MapView

DAY = Moment(dt.date(2026, 6, 30))
Viewed = Callable[[int], MapView]


def knowledge(folder: Path, things: int) -> Knowledge:
    """A table in which every actor works with two others, a third of them with the first ones."""
    table = folder / "ties.csv"
    pairs = [(n, other) for n in range(1, things) for other in (n // 3, (n * 17 + 5) % things) if n != other]
    table.write_text("from,to,strength\n" + "".join(f"Actor {a},Actor {b},0.5\n" for a, b in pairs), encoding="utf-8")
    return Knowledge(RowFacts(rows=rows([table])), profile("public"), Withheld(0, frozenset(), frozenset(), frozenset()), None, (str(table),))


@pytest.fixture(scope="module")
def viewed(tmp_path_factory: pytest.TempPathFactory) -> Viewed:
    """The view of the map of so many things, made once."""
    made: dict[int, MapView] = {}

    def view(things: int) -> MapView:
        if things not in made:
            made[things] = scenes.scene(knowledge(tmp_path_factory.mktemp("ties"), things), lens("all"), DAY, [], 1, ())
        return made[things]

    return view


@pytest.fixture(scope="module")
def all_drawn(viewed: Viewed) -> str:
    """The page of 2,500 things."""
    return render(viewed(2_500))


@pytest.fixture(scope="module")
def in_groups(viewed: Viewed) -> str:
    """The page of 5,200 things."""
    return render(viewed(5_200))


def named(page: Any) -> dict[str, tuple[float, float]]:
    """The middle of the names that are written now."""
    found = json.loads(page.locator("#drawing").get_attribute("data-named"))
    return {one: (x + width / 2, y) for one, x, y, width, _ in found}


def moved(page: Any, act: Callable[[], None]) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]]]:
    """Where names stood before and after something is done, as soon as the picture rests."""
    before = named(page)
    act()
    page.wait_for_selector("#drawing canvas:not([data-moving])")
    return before, named(page)


def growth(before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]) -> float:
    """How many times farther two things stand from one another than before, in the middle of all pairs that are named both times."""
    pairs = list(combinations(sorted(set(before) & set(after)), 2))
    gaps = [(math.dist(before[a], before[b]), math.dist(after[a], after[b])) for a, b in pairs]
    found = [later / first for first, later in gaps if first > 60]
    assert found
    return statistics.median(found)


def test_a_map_of_thousands_has_no_vis_network_and_says_that_all_is_drawn(all_drawn: str, open_page: OpenPage) -> None:
    assert 'id="vis-network"' not in all_drawn
    assert all_drawn.count("<tr id=") == 300
    page = open_page(all_drawn)
    assert page.locator("#drawing canvas").count() == 1
    assert "2500 of 2500 things" in page.locator("#part-said").inner_text()
    assert 5 < len(named(page)) <= 90


def test_search_opens_the_panel_and_the_neighbourhood(all_drawn: str, open_page: OpenPage) -> None:
    page = open_page(all_drawn)
    page.fill("#search", "Actor 777")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Actor 777"
    page.click("#details [data-around]")
    assert re.search(r"Around Actor 777 .* [5-7] of 2500 things", page.locator("#part-said").inner_text())
    page.click("#part-back")
    assert "2500 of 2500 things" in page.locator("#part-said").inner_text()


def test_a_click_on_a_thing_opens_its_panel(all_drawn: str, open_page: OpenPage) -> None:
    page = open_page(all_drawn, hash="#node=ties%2FActor%2520777")
    page.wait_for_selector("#drawing[data-named*='777']")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    x, y = json.loads(page.locator("#drawing").get_attribute("data-named"))[0][1:3]
    box = page.locator("#drawing").bounding_box()
    for step in range(0, 40, 3):
        page.mouse.click(box["x"] + x + 35, box["y"] + y - step)
        if page.locator("#panel").is_visible():
            break
    assert page.locator("#details h2").inner_text().startswith("Actor ")


def test_a_drag_pans_and_a_wheel_zooms(all_drawn: str, open_page: OpenPage) -> None:
    page = open_page(all_drawn)
    box = page.locator("#drawing").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 30, steps=4)
        page.mouse.up()

    before, after = moved(page, drag)
    shifts = [(round(after[one][0] - before[one][0]), round(after[one][1] - before[one][1])) for one in set(before) & set(after)]
    assert shifts.count((60, 30)) * 2 > len(shifts) > 2
    assert page.locator("#panel").is_hidden()
    before, after = moved(page, lambda: page.mouse.wheel(0, -100))
    assert growth(before, after) == pytest.approx(1.28, abs=0.12)


def test_two_fingers_zoom_on_a_phone(all_drawn: str, open_page: OpenPage) -> None:
    page = open_page(all_drawn, width=360, height=740, phone=True)
    box = page.locator("#drawing").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *gaps: float) -> None:
        points = [{"x": x + side * gap, "y": y, "id": number} for gap in gaps for number, side in enumerate((-1, 1))]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def pinch() -> None:
        touch("touchStart", 40)
        for gap in (45, 50, 55, 60):
            touch("touchMove", gap)
        touch("touchEnd")

    before, after = moved(page, pinch)
    assert growth(before, after) == pytest.approx(1.5, abs=0.2)


def test_routes_are_found_among_thousands(all_drawn: str, open_page: OpenPage) -> None:
    page = open_page(all_drawn, hash="#from=ties%2FActor%252077&to=ties%2FActor%25200")
    page.wait_for_selector("#ask-answer li")
    said = page.locator("#ask-answer").inner_text()
    assert [f"Actor {number}" in said for number in (77, 25, 8, 2, 0)] == [True] * 5


def test_more_than_a_picture_carries_is_shown_in_groups_that_open(in_groups: str, viewed: Viewed, open_page: OpenPage) -> None:
    sizes = viewed(5_200).groups["sizes"]
    page = open_page(in_groups)
    assert page.locator("html").get_attribute("data-view") == "groups"
    assert page.locator("#groups-told").inner_text().startswith(f"5200 things in {len(sizes)} groups.")
    assert page.locator("#groups-picture circle").count() == page.locator("#groups-list button").count() == len(sizes)
    page.click("#groups-list button >> nth=0")
    assert page.locator("html").get_attribute("data-view") == "map"
    shown = min(300, sizes[0])
    assert f"the {shown} most linked of {sizes[0]} things · {shown} of 5200 things" in page.locator("#part-said").inner_text()
    page.fill("#search", "Actor 4321")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Actor 4321"


def test_a_group_opens_by_a_click_on_its_circle(in_groups: str, open_page: OpenPage) -> None:
    page = open_page(in_groups)
    page.locator("#groups-picture g circle").first.click()
    assert page.locator("html").get_attribute("data-view") == "map"


def test_a_table_too_large_for_a_file_is_drawn_around_names_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = knowledge(tmp_path, 600)
    monkeypatch.setattr(scenes, "HELD", 1_000)
    with pytest.raises(UsageError, match="holds at most 1,000 rows"):
        scenes.scene(known, lens("all"), DAY, [], 1, ())
    one = next(iri for iri in known.facts.table.names if iri.endswith("/Actor%2077"))
    view = scenes.scene(known, lens("all"), DAY, [one], 1, ())
    touching = {node.label for node in view.nodes}
    assert {"Actor 77", "Actor 25", "Actor 231", "Actor 232", "Actor 233"} <= touching
    assert len(view.records) < 40


def test_a_view_of_few_things_keeps_vis_network(viewed: Viewed) -> None:
    few = viewed(2_500)
    kept = tuple(node.id for node in few.nodes[:400])
    links = tuple(link for link in few.links if {link.start, link.end} <= set(kept))
    assert 'id="vis-network"' in render(replace(few, drawn=kept, links=links))
