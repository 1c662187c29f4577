"""Promise: a map page is ready within four times what vis-network alone takes to draw the same things and links, though it holds twenty times as many.

Both pages are opened in turn from disk in one headless Chromium; medians of the times to ready; prints the ratio.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROUNDS = 15
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
BARE = """<!doctype html><meta charset="utf-8"><div id="d" style="height:700px"></div><script>%s</script><script>
const seen = %s;
const network = new vis.Network(document.getElementById("d"), {
  nodes: new vis.DataSet(seen.nodes.map((n) => ({ id: n.id, label: n.id, x: n.x, y: n.y }))),
  edges: new vis.DataSet(seen.links.map((l) => ({ id: l.id, from: l.start, to: l.end })))
}, { physics: { enabled: false }, edges: { smooth: false } });
network.once("afterDrawing", () => { document.documentElement.dataset.ready = "1"; });
</script>"""


def bare(page: str) -> str:
    """The page of the peer: the same library, things and links, and nothing else."""
    library = re.search(r'<script id="vis-network">(.*?)</script>', page, re.DOTALL)
    view, given = (json.loads(found) for found in re.findall(r'<script type="application/json" id="(?:view|network)">(.*?)</script>', page, re.DOTALL))
    assert library
    names, drawn = view["nodes"]["id"], {node["id"] for node in given["nodes"]}
    ends = [(names[start], names[end]) for start, end in zip(view["records"]["start"], view["records"]["end"], strict=True)]
    links = [{"id": number, "start": start, "end": end} for number, (start, end) in enumerate(ends) if {start, end} <= drawn]
    return BARE % (library[1], json.dumps({"nodes": given["nodes"], "links": links}).replace("</", "<\\/"))


def seconds(page: Page, path: Path) -> float:
    """From opening a file to its readiness."""
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    return time.perf_counter() - start


def main() -> None:
    """Opens both in turn and prints medians and ratio."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, peer = Path(folder) / "ours.html", Path(folder) / "peer.html"
        command = [sys.executable, "-m", "kuasa", "map", "AROSP", "--to", "SLOM", "--status", "all", "-o", str(ours)]
        subprocess.run(command, check=True, capture_output=True)
        peer.write_text(bare(ours.read_text(encoding="utf-8")), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        for path in (peer, ours):
            seconds(page, path)
        times = [(seconds(page, peer), seconds(page, ours)) for _ in range(ROUNDS)]
        browser.close()
    bare_time, our_time = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"vis-network alone {bare_time * 1000:.0f} ms · map page {our_time * 1000:.0f} ms · ratio {our_time / bare_time:.2f} (target 4) · medians of {ROUNDS}")


if __name__ == "__main__":
    main()
