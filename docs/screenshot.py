"""Draws docs/map.png: the page of `kuasa map AROSP --to SLOM` in headless Chromium. Run by `make picture`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
COMMAND = ["map", "AROSP", "--to", "SLOM", "--hops", "0", "--status", "all", "--on", "2026-06-30", "-o", "map.html"]


def main() -> None:
    """Makes the page and its picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "kuasa", *COMMAND], check=True, cwd=folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto((Path(folder) / "map.html").as_uri())
        page.wait_for_selector("html[data-ready]")
        page.screenshot(path=Path(__file__).parent / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
