"""What is shown can be taken away: as PNG, SVG, CSV, JSON, and on A4 and A3 paper, with legend, date, lens and sources."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from sample import OpenPage, sample

from kuasa.maps.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample())


def saved(page: Page, how: str, folder: Path) -> tuple[str, bytes]:
    """The name and the bytes of what a button saves."""
    page.evaluate("document.getElementById('exports').open = true")
    with page.expect_download() as download:
        page.click(f"[data-export={how}]")
    path = folder / f"saved.{how}"
    download.value.save_as(path)
    return download.value.suggested_filename, path.read_bytes()


def test_the_svg_has_title_conditions_legend_licence_and_every_name_of_the_routes(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    name, text = saved(open_page(html), "svg", tmp_path)
    assert re.fullmatch(r"kuasa-[a-z0-9-]+-2026-06-30\.svg", name)
    root = ElementTree.fromstring(text)
    words = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    told = " ".join(words)
    view = sample()
    for part in (view.title, "as of 2026-06-30", "CC BY 4.0", view.cite, *(kind.label for kind in view.kinds), *(kind.label for kind in view.link_kinds)):
        assert part in told, part
    assert {"?", "!", "–"} <= set(words), "the signs of the marks"
    on_routes = {step.end for route in view.routes for step in route.steps}
    assert [node.id for node in view.nodes if node.id in on_routes and node.short.split()[0] not in told and node.label.split()[0] not in told] == []
    assert "@font-face" in next(root.iter(f"{SVG}style")).text  # type: ignore[operator]
    assert all(value.startswith(("data:", "#")) for value in re.findall(r'(?:href|src)="([^"]*)"', text.decode()))


def test_no_name_of_the_svg_is_cut_at_its_edge(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html)
    _, text = saved(page, "svg", tmp_path)
    wide, boxes = page.evaluate(
        """text => { const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement; document.body.append(root);
        const edge = root.getBoundingClientRect(); const found = [...root.querySelectorAll("text")].map(word => { const box = word.getBoundingClientRect();
        return [word.textContent, box.left - edge.left, box.right - edge.left]; }); root.remove(); return [edge.width, found]; }""",
        text.decode(),
    )
    assert len(boxes) > 60
    assert [word for word, left, right in boxes if left < -1 or right > wide + 1] == []


@pytest.mark.parametrize(("paper", "size"), [("A4", (2250, 1515)), ("A3", (3180, 2145))])
def test_the_png_has_the_size_of_the_paper_and_is_not_empty(html: str, open_page: OpenPage, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    page = open_page(html)
    page.evaluate("document.getElementById('exports').open = true")
    page.select_option("#paper", paper)
    _, picture = saved(page, "png", tmp_path)
    assert struct.unpack(">II", picture[16:24]) == size
    assert b"tEXt" not in picture and b"eXIf" not in picture
    assert len(picture) > 100_000


def test_the_csv_holds_the_links_that_are_drawn_and_no_formula(open_page: OpenPage, tmp_path: Path) -> None:
    view = sample()
    from dataclasses import replace

    nodes = tuple(replace(node, label="=HYPERLINK(1)") if node.id == "ilo" else node for node in view.nodes)
    page = open_page(render(replace(view, nodes=nodes)))
    page.uncheck('[data-link-kind="member"]')
    _, text = saved(page, "csv", tmp_path)
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    kept = [link for link in view.links if link.kind != "member" or link.id in {step.link for route in view.routes for step in route.steps}]
    assert sorted(row["link"] for row in rows) == sorted(link.label for link in kept)
    assert {row["from"] for row in rows if "HYPERLINK" in row["from"]} == {"'=HYPERLINK(1)"}
    assert all(row["source"] and row["place"] == "Article 4, paragraph 2" for row in rows)


def test_the_json_holds_what_is_drawn_with_its_conditions_and_its_sources(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html, hash="#status=planned&on=2024-06-30")
    _, text = saved(page, "json", tmp_path)
    found = json.loads(text)
    assert (found["on"], found["status"], found["licence"]) == ("2024-06-30", "planned", "CC BY 4.0")
    assert {link["id"] for link in found["links"]} == {link.id for link in sample().links if link.status in ("actual", "planned")}
    numbers = {source["number"] for source in found["sources"]}
    assert {known["number"] for link in found["links"] for known in link["sources"]} <= numbers


@pytest.mark.parametrize(("paper", "box"), [("A4", (842, 595)), ("A3", (1191, 842))])
def test_printed_it_is_on_the_paper_asked_for_with_the_picture_and_the_sources_it_rests_on(html: str, open_page: OpenPage, paper: str, box: tuple[int, int]) -> None:
    page = open_page(html)
    page.evaluate("document.getElementById('exports').open = true")
    page.select_option("#paper", paper)
    printed = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(round(float(value)) for value in found.split()) for found in re.findall(rb"/MediaBox ?\[([^\]]*)\]", printed)}
    assert sizes == {(0, 0, *box)}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#paper-sheet > svg").is_visible()
    assert page.locator("#paper-sources li").count() == 3
    assert page.locator("#routes").is_visible()
    for part in ("#stage", "#panel", ".tools", "#exports", "#still"):
        assert not page.locator(part).is_visible(), part


def test_after_an_export_the_page_is_as_it_was(html: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html, hash="#node=slom")
    page.select_option("#theme", "dark")
    page.wait_for_timeout(150)
    before = page.get_attribute("#drawing", "data-named")
    saved(page, "svg", tmp_path)
    page.wait_for_timeout(150)
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("#drawing", "data-named") == before


def test_printed_from_the_routes_the_answer_is_on_paper_and_nothing_to_press(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#view=ask&from=network&to=slom")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#ask-answer").is_visible()
    told = page.locator("#ask-answer").inner_text()
    assert told.startswith("3 routes from Network of Street Vendors") and "Article 4, paragraph 2" in told
    assert page.locator("button:visible, input:visible, #paper-sheet:visible > svg, #map-view:visible").count() == 0
