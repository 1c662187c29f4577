"""The map of the real knowledge as a trainer hands it around: from disk, without a network, with and without JavaScript."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sample import OpenPage

MAPS = ("routes", "overview")


@pytest.fixture(scope="module")
def real(routes_map: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of two maps."""
    folder = tmp_path_factory.mktemp("maps")
    subprocess.run([sys.executable, "-m", "kuasa", "map", "-o", "overview.html"], check=True, cwd=folder, capture_output=True)
    return {"routes": routes_map, "overview": folder / "overview.html"}


@pytest.mark.parametrize("name", MAPS)
def test_it_opens_from_disk_without_a_network_and_without_complaint(real: dict[str, Path], open_page: OpenPage, name: str) -> None:
    page = open_page(real[name].read_text(encoding="utf-8"))
    assert page.get_attribute("html", "data-ready") is not None


@pytest.mark.parametrize(("typed", "name"), [("bo noi vu", "Ministry of Home Affairs (Viet Nam) · Bộ Nội vụ"), ("slom", "Senior Labour Officials' Meeting")])
def test_its_search_finds_a_name_in_any_script(real: dict[str, Path], open_page: OpenPage, typed: str, name: str) -> None:
    page = open_page(real["routes"].read_text(encoding="utf-8"))
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == name


def test_without_javascript_routes_aims_and_tables_are_readable(real: dict[str, Path], open_page: OpenPage) -> None:
    page = open_page(real["routes"].read_text(encoding="utf-8"), script=False)
    words = page.locator("body").inner_text()
    for said in (
        "AROSP → CS5 → TF-AMW → AFML → ACMW → SLOM",
        "AFML reports to ACMW.",
        "not checked yet",
        "Then all members must agree",
        "Possible: AROSP intends to engage with SLOM.",
        "Ministry of Home Affairs (Viet Nam)",
        "as of 2026-06-30",
    ):
        assert said in words
    assert page.locator("table tbody tr").count() > 20


def test_no_person_is_on_a_public_map(real: dict[str, Path]) -> None:
    for path in real.values():
        text = path.read_text(encoding="utf-8")
        assert "Suntaree" not in text and "Phommavilay" not in text
