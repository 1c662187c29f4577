"""One Chromium for all browser tests; a page that asks for anything or complains fails its test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from missing import missing
from sample import COLOUR, OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The shell is the same Chromium without windows and menus: a page takes less than half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. None here: the tests are left out and say so; in CI they fail."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing(f"no Chromium found (looked for {', '.join(NAMES)}): THE MAP PAGE IS NOT TESTED")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield started
        started.close()


@pytest.fixture(scope="session")
def routes_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of a route in the embedded knowledge, as the program writes it; tests only read it."""
    folder = tmp_path_factory.mktemp("routes")
    asked = [sys.executable, "-m", "kuasa", "map", "AROSP", "--to", "SLOM", "--status", "all", "--on", "2026-06-30", "-o", "routes.html"]
    subprocess.run(asked, check=True, cwd=folder, capture_output=True)
    return folder / "routes.html"


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Writes HTML to a file and opens it from there, offline.

    ``open_page(html, hash="#node=slom", width=1366, height=768, script=True, phone=False)``.
    After the test: no request but for the file itself, no console error, no page error.
    """
    contexts = []
    wrongs: list[str] = []
    path = tmp_path / "map.html"

    def opened(
        html: str,
        hash: str = "",
        width: int = 1366,
        height: int = 768,
        script: bool = True,
        phone: bool = False,
    ) -> Page:
        path.write_text(html, encoding="utf-8", newline="\n")
        more: dict[str, Any] = {"is_mobile": True, "has_touch": True} if phone else {}
        context = browser.new_context(
            viewport={"width": width, "height": height},
            offline=True,
            java_script_enabled=script,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()

        def asked(url: str) -> None:
            if url.partition("#")[0] != path.as_uri() and not url.startswith(("data:", "blob:")):
                wrongs.append(f"request: {url[:200]}")

        page.on("request", lambda request: asked(request.url))
        page.on(
            "console",
            lambda said: wrongs.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: wrongs.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: (wrongs.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri() + hash)
        if script:
            page.wait_for_selector("html[data-ready]", timeout=10_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrongs == []


@pytest.fixture(scope="session")
def looked_at() -> set[int]:
    """The pages that axe has been through with all its rules, by hash."""
    return set()


@pytest.fixture
def violations(browser: Browser, tmp_path: Path, looked_at: set[int]) -> Callable[[str, str], list[tuple[str, str]]]:
    """What axe finds wrong with a page on a phone, in a colour scheme: rule and first place of each; none is right.

    All rules once for a page; in another scheme those of colour, for what else axe looks at is the same there.
    """
    from axe_playwright_python.sync_playwright import Axe

    def found(html: str, scheme: str) -> list[tuple[str, str]]:
        context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True, color_scheme=scheme)  # type: ignore[arg-type]
        try:
            (tmp_path / "axe.html").write_text(html, encoding="utf-8")
            page = context.new_page()
            page.goto((tmp_path / "axe.html").as_uri())
            result = Axe().run(page, options={"resultTypes": ["violations"], **({"runOnly": list(COLOUR)} if hash(html) in looked_at else {})})
            looked_at.add(hash(html))
            return [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]]
        finally:
            context.close()

    return found
