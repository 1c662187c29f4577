"""Rows of a workbook on the map: those in the room find them by name and read where they come from; a public file holds nothing of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sample import OpenPage

from kuasa.exchange.book import Book, Row
from kuasa.exchange.incoming.desk import Desk
from kuasa.exchange.outgoing.filled import workbook_of
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.validity import Moment
from kuasa.maps import page, safety, scene

TODAY = dt.date(2026, 11, 22)
OURS, OTHER, TITLE, MINUTES, PLACE = "Rice Bank Union", "Delta Home Workers", "Rice and migrant workers 2026", "Minutes of 12 May 2026", "item 3"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a workbook of a group states: one link with a source of its own, one that only the room says."""
    folder = tmp_path_factory.mktemp("import")
    sourced = {"source": MINUTES, "locator": PLACE, "assertion": "third-party", "confidence": "seen"}
    rows = (
        Row("actors", {"id": "a1", "name": OURS, "name__th": "สหภาพธนาคารข้าว", "kind": "organisation", "sensitivity": "for-participants"}),
        Row("actors", {"id": "a2", "name": OTHER, "kind": "organisation", "sensitivity": "for-participants"}),
        Row("ties", {"id": "t1", "from": OURS, "tie_kind": "engagement", "to": "SLOM", "status": "actual", "since": "2024", "sensitivity": "for-participants", **sourced}),
        Row("ties", {"id": "t2", "from": OTHER, "tie_kind": "partnership", "to": OURS, "status": "actual", "since": "2024", "sensitivity": "for-participants"}),
    )
    (folder / "ties.xlsx").write_bytes(workbook_of(Book(rows, {"title": TITLE, "date": "2026-05-12", "filled_in_by": "Somsri Example"})))
    receipt = Desk(output=folder / "ties.ttl").take([folder / "ties.xlsx"], (), TODAY)
    assert [str(one) for one in receipt.found.errors] == []
    return folder / "ties.ttl"


def drawn(knowledge: Knowledge, *names: str) -> str:
    """The page around some names."""
    return page.render(scene.scene(knowledge, lens("all"), Moment(TODAY), [resolve(knowledge.facts, name) for name in names], 1, ()))


def test_a_row_is_found_by_its_name_drawn_and_tells_its_source_and_place(imported: Path, open_page: OpenPage) -> None:
    knowledge = open_knowledge(["embedded", str(imported)], "participants")
    html = drawn(knowledge, "SLOM", OURS)
    safety.check(html, knowledge.withheld.secrets)
    assert "Somsri Example" not in html
    opened = open_page(html)
    for typed in ("ธนาคารข้าว", "rice bank"):
        opened.keyboard.press("/")
        opened.fill("#search", "")
        opened.keyboard.type(typed)
        opened.keyboard.press("Enter")
        opened.wait_for_selector(f"#details h2:has-text('{OURS}')")
    assert [said for said in (MINUTES, TITLE) if said not in opened.locator("#details .sources").inner_text()] == []
    held = opened.evaluate(
        "() => { const view = JSON.parse(document.getElementById('view').textContent); return view.drawn.map((id) => view.nodes.label[view.nodes.id.indexOf(id)]); }"
    )
    assert {OURS, OTHER} <= set(held)
    links = {one.inner_text(): one.get_attribute("data-tie") for one in opened.locator("#details .ties [data-tie]").all()}
    assert len(links) == 2
    for whom, source in (("Senior Labour Officials", (MINUTES, PLACE)), (OTHER, (TITLE, "row 3 of Ties"))):
        opened.evaluate("(id) => { location.hash = '#link=' + id; }", next(link for said, link in links.items() if whom in said))
        opened.wait_for_selector(f"#details:has-text('{source[1]}')", timeout=5_000)
        assert source[0] in opened.locator("#details").inner_text()


def test_a_public_file_holds_nothing_of_the_room(imported: Path) -> None:
    knowledge = open_knowledge(["embedded", str(imported)], "public")
    html = drawn(knowledge, "SLOM")
    assert [said for said in (OURS, OTHER, TITLE, MINUTES, "rice-and-migrant", "ธนาคารข้าว", "Somsri") if said in html] == []
    safety.check(html, knowledge.withheld.secrets)
