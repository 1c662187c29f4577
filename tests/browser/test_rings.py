"""Rings: the steps of the page are those of the program's network, either way; names and captions never cover one another."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from atlas import TODAY, Atlas, atlas, wrongs
from sample import OpenPage

from kuasa.graph.lookup import resolve
from kuasa.graph.validity import alive
from kuasa.maps.elements import slug

Box = list[float]


@pytest.fixture(scope="module")
def drawn() -> Atlas:
    """A page and its knowledge."""
    return atlas()


def rings(drawn: Atlas, name: str, on: date, status: str, backwards: bool = False) -> dict[str, int]:
    """How many things stand in each ring around a thing, by the program."""
    start = resolve(drawn.facts, name)
    wider = {"actual": "planned", "planned": "all", "all": "all"}[status]
    now, planned = drawn.steps(start, on, status, backwards), drawn.steps(start, on, wider, backwards)
    living = {slug(thing) for thing in drawn.facts.terms if slug(thing) in drawn.held and alive(drawn.facts, thing, on)} - {slug(start)}
    return Counter(["one", "two", "more"][min(now[thing], 3) - 1] if thing in now else "planned" if thing in planned else "none" for thing in living)


def shown(page: Any) -> dict[str, tuple[int, int]]:
    """Each ring of the drawing: how many of how many."""
    page.wait_for_selector("#drawing[data-rings]")
    return {name: (some, every) for name, some, every in json.loads(page.get_attribute("#drawing", "data-rings"))}


def open_rings(page: Any) -> None:
    """Chooses the layout, wherever the drawer is."""
    page.locator("#layout").evaluate("choice => { choice.value = 'rings'; choice.dispatchEvent(new Event('change', { bubbles: true })); }")
    page.wait_for_selector("#rings:not([hidden])")


def clash(one: Box, other: Box) -> bool:
    """Whether two boxes cover one another."""
    return one[0] < other[0] + other[2] and other[0] < one[0] + one[2] and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


@pytest.mark.parametrize("status", ["actual", "planned", "all"])
@pytest.mark.parametrize("backwards", [False, True])
def test_every_thing_stands_in_the_ring_of_its_steps(drawn: Atlas, open_page: OpenPage, status: str, backwards: bool) -> None:
    page = open_page(drawn.html)
    page.check(f'#switch-status [value="{status}"]')
    open_rings(page)
    page.select_option("#rings-way", "back" if backwards else "ahead")
    found = shown(page)
    assert {name: every for name, (_, every) in found.items()} == rings(drawn, "AROSP", TODAY, status, backwards)
    assert 20 < sum(some for some, _ in found.values()) <= 90


def test_rings_follow_the_day(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_rings(page)
    before = page.get_attribute("#drawing", "data-rings")
    page.fill("#time-day", "2003-06-30")
    page.press("#time-day", "Enter")
    page.wait_for_function("before => document.getElementById('drawing').dataset.rings !== before", arg=before)
    assert {name: every for name, (_, every) in shown(page).items()} == rings(drawn, "AROSP", date(2003, 6, 30), "actual")


@pytest.mark.parametrize(("typed", "name"), [("slom", "SLOM"), ("AFML", "AFML")])
def test_a_name_typed_stands_in_the_middle(drawn: Atlas, open_page: OpenPage, typed: str, name: str) -> None:
    page = open_page(drawn.html)
    open_rings(page)
    page.fill("#rings-name", typed)
    page.press("#rings-name", "Enter")
    assert page.input_value("#rings-name") == drawn.facts.label(resolve(drawn.facts, name))
    assert {ring: every for ring, (_, every) in shown(page).items()} == rings(drawn, name, TODAY, "actual")


def test_a_name_that_nothing_has_is_said(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_rings(page)
    before = shown(page)
    page.fill("#rings-name", "qqqq")
    page.press("#rings-name", "Enter")
    assert (page.get_attribute("#rings-said", "class"), shown(page)) == ("wrong", before)


def test_what_is_chosen_can_be_put_in_the_middle(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_rings(page)
    page.keyboard.press("/")
    page.keyboard.type("slom")
    page.keyboard.press("Enter")
    if not page.locator("#rings-here").is_visible():
        open_rings(page)
    else:
        page.click("#rings-here")
    assert page.input_value("#rings-name") == drawn.facts.label(resolve(drawn.facts, "SLOM"))


@pytest.mark.parametrize(("width", "height", "phone"), [(1366, 768, False), (360, 740, True)])
def test_names_and_captions_stand_apart_and_always_in_the_same_places(drawn: Atlas, open_page: OpenPage, width: int, height: int, phone: bool) -> None:
    seen = []
    for _ in range(2):
        page = open_page(drawn.html, width=width, height=height, phone=phone)
        open_rings(page)
        page.wait_for_selector("#drawing[data-captions]")
        names = [box for _, *box in json.loads(page.get_attribute("#drawing", "data-named"))]
        captions = json.loads(page.get_attribute("#drawing", "data-captions"))
        assert [pair for pair in combinations(names + captions, 2) if clash(*pair)] == []
        stage = page.locator("#stage").bounding_box()
        assert all(x >= 0 and y >= 0 and x + w <= stage["width"] and y + h <= stage["height"] for x, y, w, h in names)
        assert len(names) > (8 if phone else 25)
        seen.append((names, captions))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_wrong_with_rings(drawn: Atlas, open_page: OpenPage, theme: str) -> None:
    page = open_page(drawn.html)
    page.select_option("#theme", theme)
    open_rings(page)
    assert wrongs(page, theme) == []
