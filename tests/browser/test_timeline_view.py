"""The timeline of the page: every dated record of the part shown, strong if it counts on the day; by hand, by keyboard, on a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from atlas import Atlas, atlas, wrongs
from sample import OpenPage

from kuasa.graph.wording import mark
from kuasa.maps.elements import slug


@pytest.fixture(scope="module")
def drawn() -> Atlas:
    """A page and its knowledge."""
    return atlas()


def open_timeline(page: Any) -> None:
    """Goes to the view."""
    page.click('.views [data-view="timeline"]')
    page.wait_for_selector(".mark-of")


def marks(page: Any, selector: str = ".mark-of") -> set[str]:
    """The records of some marks."""
    return set(page.locator(selector).evaluate_all("found => found.map(one => one.dataset.record)"))


@pytest.mark.parametrize("status", ["actual", "planned", "all"])
def test_every_dated_record_of_the_part_has_a_mark_and_the_undated_are_counted(drawn: Atlas, open_page: OpenPage, status: str) -> None:
    page = open_page(drawn.html)
    page.check(f'#switch-status [value="{status}"]')
    open_timeline(page)
    dated = {slug(tie.id): bool(tie.since or tie.until or tie.observed) for tie in drawn.records(status)}
    assert marks(page) == {record for record, known in dated.items() if known}
    undated = len(dated) - sum(dated.values())
    assert page.locator("#lanes-undated summary").inner_text() == f"Links without a date: {undated}"
    assert page.locator("[data-undated]").count() == undated


@pytest.mark.parametrize("day", ["2003-06-30", "2018-06-30", "2026-11-22"])
def test_marks_are_strong_on_the_days_on_which_their_record_counts(drawn: Atlas, open_page: OpenPage, day: str) -> None:
    page, on = open_page(drawn.html), date.fromisoformat(day)
    page.fill("#time-day", day)
    page.press("#time-day", "Enter")
    open_timeline(page)
    assert marks(page, ".mark-of.now") == drawn.live(on) & marks(page)
    later = {slug(tie.id) for tie in drawn.records() if tie.since[:4] > day[:4]}
    assert marks(page, ".mark-of.later") >= later & marks(page)
    assert "ended" in page.locator(".mark-of.ended .mark-text").first.inner_text() if marks(page, ".mark-of.ended") else True


def test_a_lane_for_each_thing_the_most_central_first(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_timeline(page)
    lanes = page.locator(".lane").evaluate_all("found => found.map(one => one.dataset.lane)")
    weights = dict(zip(drawn.payload["nodes"]["id"], drawn.payload["nodes"]["weight"], strict=True))
    starts = {slug(tie.start) for tie in drawn.records() if tie.since or tie.until or tie.observed}
    assert lanes == sorted(starts, key=lambda one: (-weights[one], one))


def test_the_line_of_the_day_is_moved_by_keys_and_by_hand(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_timeline(page)
    page.focus("#lanes-now")
    page.keyboard.press("PageDown")
    assert page.get_attribute("#lanes-now", "aria-valuetext") == "2025-11-30"
    assert marks(page, ".mark-of.now") == drawn.live(date(2025, 11, 30)) & marks(page)
    handle, axis = page.locator(".lanes-day").bounding_box(), page.locator("#lanes-axis").bounding_box()
    page.mouse.move(handle["x"] + 20, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(axis["x"] + axis["width"] / 2, handle["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_function("() => document.getElementById('time-day').value < '2016'")
    on = date.fromisoformat(page.input_value("#time-day"))
    assert date(2012, 1, 1) < on < date(2016, 1, 1) and marks(page, ".mark-of.now") == drawn.live(on) & marks(page)


def test_a_mark_says_its_sentence_and_opens_it(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_timeline(page)
    first = page.locator(".mark-of.now").first
    said = first.get_attribute("aria-label").split(" · ")[0]
    first.click()
    assert said.rstrip(".") in page.locator("#details").inner_text()


def test_what_nobody_has_checked_or_somebody_only_concluded_says_so_at_its_mark(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    page.check('#switch-status [value="all"]')
    open_timeline(page)
    for sign, key, says in (("?", "confidence", "recalled"), ("≈", "assertion", "inferred")):
        doubtful = {slug(tie.id) for tie in drawn.records("all") if all(getattr(known, key) == says for known in tie.evidence)}
        told = page.locator(".mark-of").evaluate_all("(found, said) => found.filter(one => one.ariaLabel.split(' · ').includes(said)).map(one => one.dataset.record)", mark(says))
        shown = page.locator(".mark-of:has(.lanes-sign)").evaluate_all(
            "(found, sign) => found.filter(one => one.querySelector('.lanes-sign').textContent.includes(sign)).map(one => one.dataset.record)", sign
        )
        worded = marks(page, ".mark-of:has(.mark-text)")
        assert set(told) == doubtful & marks(page) and set(shown) == doubtful & worded


def test_arrows_go_from_mark_to_mark(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html)
    open_timeline(page)
    assert page.locator('.mark-of[tabindex="0"]').count() == 1
    page.locator('.mark-of[tabindex="0"]').focus()
    focused = "() => document.activeElement.closest('.lane').dataset.lane"
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    lanes = page.locator(".lane").evaluate_all("found => found.map(one => one.dataset.lane)")
    assert page.evaluate(focused) == lanes[lanes.index(first) + 1]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == first and page.locator('.mark-of[tabindex="0"]').count() == 1


def test_of_a_chosen_thing_only_its_own_links_are_shown(drawn: Atlas, open_page: OpenPage) -> None:
    page = open_page(drawn.html, hash="#node=acmw")
    open_timeline(page)
    rows = set(drawn.payload["records"]["id"])
    own = {slug(tie.id) for tie in drawn.facts.ties if "acmw" in (slug(tie.start), slug(tie.end)) and tie.status == "actual" and tie.rank != "deprecated"}
    dated = {slug(tie.id) for tie in drawn.facts.ties if tie.since or tie.until or tie.observed}
    assert marks(page) == own & dated & rows


@pytest.mark.parametrize("years", ["0", "10", "2"])
def test_on_a_phone_only_the_lanes_scroll_sideways_and_marks_are_large_enough_to_touch(drawn: Atlas, open_page: OpenPage, years: str) -> None:
    page = open_page(drawn.html, width=360, height=740, phone=True)
    open_timeline(page)
    page.click(f'[data-years="{years}"]')
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.getElementById('lanes').scrollWidth > 400") is (years != "0")
    boxes = [one.bounding_box() for one in page.locator(".mark-of").all()[:40]]
    assert min(box["width"] for box in boxes) >= 43 and min(box["height"] for box in boxes) >= 42
    sizes = page.locator(".mark-text, .tick, .lane-name").evaluate_all("found => found.map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 14


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_wrong_with_the_timeline(drawn: Atlas, open_page: OpenPage, theme: str) -> None:
    page = open_page(drawn.html)
    page.select_option("#theme", theme)
    page.check('#switch-status [value="all"]')
    open_timeline(page)
    page.click(".lanes-legend summary")
    assert wrongs(page, theme) == []
