"""Pictures of every room of the map page, to be looked at: on a projector and a phone, in each theme and language, and on paper.

They are written to the folder that KUASA_SCREENS names, else to a passing one. No picture is blank, no room complains, names are drawn, and in
no language anything on a phone is cut, small or out of reach.
"""

from __future__ import annotations

import base64
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rooms import asked, filters, full, measured, narrow, opened, rooms, see, settled, told
from sample import OpenPage

from kuasa.maps.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = ("en", "id", "km", "lo", "my", "th", "vi")
COLOURS = """async (source) => { const image = new Image(); image.src = `data:image/png;base64,${source}`; await image.decode();
  const canvas = document.createElement("canvas"), high = Math.min(image.height, 1600); canvas.width = image.width; canvas.height = high;
  const context = canvas.getContext("2d"); context.drawImage(image, 0, 0); const counts = new Map(), data = context.getImageData(0, 0, canvas.width, high).data;
  for (let i = 0; i < data.length; i += 64) { const key = data[i] >> 3 << 10 | data[i + 1] >> 3 << 5 | data[i + 2] >> 3; counts.set(key, (counts.get(key) || 0) + 1); }
  return { colours: counts.size, most: Math.max(...counts.values()) / (data.length / 64) }; }"""


@pytest.fixture(scope="module")
def html() -> str:
    return render(full())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go."""
    chosen = Path(os.environ.get("KUASA_SCREENS") or tmp_path / "screens")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


class Camera:
    """Takes pictures of a page, and knows a blank one."""

    def __init__(self, page: Page, folder: Path, series: str) -> None:
        self.page, self.folder, self.series = page, folder, series

    def take(self, room: str, whole: bool = False) -> None:
        """A picture of the room: many colours, and not nearly all of one."""
        png = self.page.screenshot(full_page=whole)
        (self.folder / f"{self.series}-{room.replace(' ', '-')}.png").write_bytes(png)
        seen = self.page.evaluate(COLOURS, base64.b64encode(png).decode())
        assert seen["colours"] > 12 and seen["most"] < 0.985, (room, seen)


def names(page: Page) -> int:
    """How many names the picture shows."""
    return len(json.loads(page.get_attribute("#drawing", "data-named") or "[]"))


def paint(page: Page, theme: str) -> None:
    """The page in a theme, chosen as a person does."""
    filters(page, True)
    page.select_option("#theme", theme)
    if narrow(page):
        filters(page, False)


def speak(page: Page, lang: str) -> None:
    """The page in a language."""
    see(page, "map")
    filters(page, True)
    page.select_option("#language", lang)
    if narrow(page):
        filters(page, False)
    settled(page)


@pytest.mark.parametrize(
    ("series", "theme", "width", "height"),
    [("projector", "light", 1366, 768), ("dark", "dark", 1366, 768), ("contrast", "contrast", 1366, 768), ("phone", "light", 360, 740), ("phone-dark", "dark", 360, 740)],
)
def test_every_room_is_drawn(series: str, theme: str, width: int, height: int, html: str, folder: Path, open_page: OpenPage) -> None:
    page = open_page(html, width=width, height=height, phone=width < 900)
    paint(page, theme)
    camera = Camera(page, folder, series)
    drawn = {}
    for room in rooms(page):
        camera.take(room)
        if room in ("map force", "map layers", "map rings", "map"):
            drawn[room] = names(page)
    least = {"map force": 25, "map layers": 20, "map rings": 12, "map": 25} if width > 900 else {"map force": 12, "map layers": 12, "map rings": 8, "map": 12}
    assert {room: n for room, n in drawn.items() if n < least[room]} == {} and set(drawn) == set(least)
    assert len(list(folder.glob(f"{series}-*.png"))) >= 18


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_is_drawn_and_nothing_of_it_is_cut_on_a_phone(lang: str, html: str, folder: Path, open_page: OpenPage) -> None:
    page = open_page(html, width=360, height=740, phone=True)
    speak(page, lang)
    assert page.get_attribute("html", "lang") == lang
    camera = Camera(page, folder, f"language-{lang}")
    wrong = {}
    for room, go in {
        "map": lambda: see(page, "map"),
        "thing": lambda: opened(page, "node=slom"),
        "answer": lambda: asked(page),
        "story": lambda: told(page),
        "timeline": lambda: see(page, "timeline"),
        "filters": lambda: (see(page, "map"), filters(page, True)),
    }.items():
        go()
        settled(page)
        camera.take(room)
        wrong[room] = measured(page, touch=True)
        if room == "thing":
            page.click("#panel .close")
    assert {room: found for room, found in wrong.items() if found} == {}


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_map_answer_and_table_go_on_paper(paper: str, html: str, folder: Path, open_page: OpenPage) -> None:
    page = open_page(html)
    page.eval_on_selector("#paper", "(chosen, paper) => { chosen.value = paper; }", paper)
    camera = Camera(page, folder, f"print-{paper}")
    for room, go in {"map": lambda: see(page, "map"), "answer": lambda: asked(page), "table": lambda: see(page, "table")}.items():
        page.emulate_media(media="screen")
        go()
        settled(page)
        pdf = page.pdf(prefer_css_page_size=True)
        (folder / f"print-{paper}-{room}.pdf").write_bytes(pdf)
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        assert pdf.startswith(b"%PDF") and len(pdf) > 20_000 and 1 <= pages <= 30, (room, pages)
        page.emulate_media(media="print")
        camera.take(room, whole=True)
        assert "as of 2026-06-30" in page.locator("body").inner_text().lower() or room == "map"
