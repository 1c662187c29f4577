"""The slider of time and the switches: the page counts the links that the program counts, on every day, status and kind of evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from atlas import EVERY, TODAY, Atlas, atlas, known_as, wrongs
from sample import OpenPage

from kuasa.maps.elements import slug


@pytest.fixture(scope="module")
def drawn() -> Atlas:
    """A page and its knowledge."""
    return atlas()


def said(page: Any) -> tuple[int, int]:
    """How many links the page counts in the part shown and in the file."""
    return tuple(int(n) for n in page.locator("#time-said").inner_text().split(": ")[1].replace(" links here, of", "").split())  # type: ignore[return-value]


def go(page: Any, day: str) -> None:
    """Types a day."""
    page.fill("#time-day", day)
    page.press("#time-day", "Enter")


@pytest.mark.parametrize("day", ["1990-01-01", "2003-06-30", "2019-12-31", "2026-11-22", "2031-12-31"])
def test_on_every_day_and_status_as_many_links_count_as_in_the_program(drawn: Atlas, open_page: OpenPage, day: str) -> None:
    page, on = open_page(drawn.html), date.fromisoformat(day)
    go(page, day)
    for status in ("planned", "all", "actual"):
        page.check(f'#switch-status [value="{status}"]')
        assert said(page) == (len(drawn.here(on, status)), len(drawn.links(on, status)))
        told = {name: int(page.locator(f'#switches [data-count="{name}"]').inner_text()) for name in ("actual", "planned", "all")}
        assert told == {name: len(drawn.here(on, name)) for name in told}


@pytest.mark.parametrize("off", [("inferred",), ("recalled",), ("official-text", "third-party"), EVERY])
def test_evidence_switched_off_takes_away_the_links_that_rest_on_it_alone(drawn: Atlas, open_page: OpenPage, off: tuple[str, ...]) -> None:
    page = open_page(drawn.html)
    rest = {name: sum(any(known_as(one) == name for one in tie.evidence) for tie in drawn.here(TODAY)) for name in EVERY}
    assert {name: int(page.locator(f'#switches [data-count="{name}"]').inner_text()) for name in EVERY} == rest
    for name in off:
        page.uncheck(f'#switch-assertions [value="{name}"]')
    left = tuple(name for name in EVERY if name not in off)
    assert said(page) == (len(drawn.here(TODAY, known=left)), len(drawn.links(TODAY, known=left)))
    assert {name: int(page.locator(f'#switches [data-count="{name}"]').inner_text()) for name in EVERY} == rest


def test_a_lens_is_counted_by_the_links_that_it_selects(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    rows = dict(zip(drawn.payload["records"]["id"], drawn.payload["records"]["kind"], strict=True))
    kinds = [rows[slug(tie.id)] for tie in drawn.here(TODAY)]
    told = {one["name"]: int(page.locator(f'#switches [data-count="lens {one["name"]}"]').inner_text()) for one in drawn.payload["lenses"]}
    assert told == {one["name"]: sum(kind in one["kinds"] for kind in kinds) for one in drawn.payload["lenses"]}
    assert len(told) > 2


@pytest.mark.parametrize(("day", "way"), [("2003-06-30", 1), ("2019-06-30", 1), ("2019-06-30", -1)])
def test_the_next_change_is_the_day_on_which_other_links_count(drawn: Atlas, open_page: OpenPage, day: str, way: int) -> None:
    page = open_page(drawn.html)
    go(page, day)
    page.click("#time-next" if way > 0 else "#time-back")
    assert page.input_value("#time-day") == drawn.turn(date.fromisoformat(day), way).isoformat()
    assert page.locator("#time-change").is_visible()


@pytest.mark.parametrize(("typed", "day"), [("2003", "2003-12-31"), ("2004-02", "2004-02-29"), ("2024-Q2", "2024-06-30"), ("", "2026-11-22")])
def test_a_year_or_month_means_its_last_day_and_nothing_the_pages_own(drawn: Atlas, open_page: OpenPage, typed: str, day: str) -> None:
    page = open_page(drawn.html)
    go(page, typed)
    assert page.input_value("#time-day") == day
    assert f"s of {day}" in page.locator("[data-conditions]:visible").first.inner_text()


@pytest.mark.parametrize("typed", ["2024-13", "2023-02-29", "soon"])
def test_what_is_no_date_is_said_and_changes_nothing(drawn: Atlas, open_page: OpenPage, typed: str) -> None:
    page = open_page(drawn.html)
    before = page.locator("#time-said").inner_text()
    go(page, typed)
    assert page.locator("#time-wrong").inner_text().startswith("Not a date.")
    assert (page.get_attribute("#time-day", "aria-invalid"), page.locator("#time-said").inner_text()) == ("true", before)


def test_the_slider_goes_by_months_on_the_keyboard_and_back_home(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    page.focus("#time-slider")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector('#time-slider[aria-valuetext="2026-10-31"]')
    assert said(page)[0] == len(drawn.here(date(2026, 10, 31)))
    page.click("#time-home")
    assert page.input_value("#time-day") == "2026-11-22"


def test_what_is_switched_is_always_in_the_line_below(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    line = page.locator("footer [data-conditions]")
    assert "hidden" not in line.inner_text() and "changed" not in (line.get_attribute("class") or "")
    page.check('#switch-status [value="planned"]')
    page.uncheck('#switch-assertions [value="inferred"]')
    assert "plans shown" in line.inner_text() and "hidden: concluded by an analyst" in line.inner_text()
    assert "changed" in (line.get_attribute("class") or "")


def test_on_a_phone_the_slider_stands_under_the_picture_and_is_large_enough_to_touch(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html, width=360, height=740, phone=True)
    assert not page.locator("#time-slider").is_visible()
    page.click("#time-open")
    for target in page.locator("#time button:visible, #time input:visible").all():
        assert target.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_wrong_with_the_switches(drawn: Atlas, open_page: OpenPage, theme: str) -> None:
    page = open_page(drawn.html)
    page.select_option("#theme", theme)
    go(page, "2024-13")
    assert wrongs(page, theme) == []
