"""Promise: a map shows its first marks at 500 things ten times sooner than stock pyvis. Aim, not reached yet: 10,000 things ready in half the time of sigma 3.

The same network (so many things, twice as many links, all drawn, the same places) at 500, 2,000 and 10,000 things: as our page; as the page that pyvis
writes with these places and its physics off; as pyvis writes it by default; as a plain page with sigma 3 and graphology. Every page is opened from disk in a
headless Chromium without a network and without a graphics card (WebGL by SwiftShader), the sides in turn. Prints medians of

- first marks: from the start of loading to the first pixel on a canvas;
- ready: ours when `html[data-ready]` is set, the others at their first marks; `not ready in 60 s` where none are seen;
- frames a second while a mouse pans, and while a wheel zooms, counting frames in which the picture changed;
- the size of the file, and the ratios with their targets.

Sizes and rounds may be given: `python benchmarks/map_frames.py 500 2000 --rounds 3`.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from map_peers import by_pyvis, by_sigma, graph_of, libraries
from map_views import view_of
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotReady

from kuasa.maps import page as pages

SIZES = (500, 2_000, 10_000)
ROUNDS = 5
PATIENCE = 60
SPELL = 2.0
SWITCHES = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]
SWITCHES += ["--enable-unsafe-swiftshader"]
WATCH = """(() => {
  const seen = { marks: 0, ready: 0, frames: 0 }, scratch = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  let changed = false, turned = "";
  window.seen = seen;
  const marked = (pixels) => {
    if (seen.marks || !pixels.some(Boolean)) return;
    seen.marks = performance.now();
    document.documentElement.dataset.marks = "1";
  };
  new MutationObserver(() => { if (document.documentElement?.dataset.ready) seen.ready ||= performance.now(); })
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
  for (const [kind, name] of [[CanvasRenderingContext2D, "clearRect"], [WebGLRenderingContext, "clear"], [WebGL2RenderingContext, "clear"]]) {
    const own = kind.prototype[name];
    kind.prototype[name] = function (...given) { changed = true; return own.apply(this, given); };
  }
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
    for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
      const own = kind.prototype[name];
      if (own) kind.prototype[name] = function (...given) {
        own.apply(this, given);
        if (seen.marks || !document.contains(this.canvas)) return;
        const pixels = new Uint8Array(4 * this.drawingBufferWidth * this.drawingBufferHeight);
        this.readPixels(0, 0, this.drawingBufferWidth, this.drawingBufferHeight, this.RGBA, this.UNSIGNED_BYTE, pixels);
        marked(pixels);
      };
    }
  }
  const tick = () => {
    const canvases = [...document.querySelectorAll("canvas")];
    const now = canvases.map((one) => one.style.transform).join("|");
    if (changed || now !== turned) seen.frames += 1;
    changed = false;
    turned = now;
    for (const one of seen.marks ? [] : canvases) {
      if (!one.width || !one.height) continue;
      scratch.canvas.width = one.width;
      scratch.canvas.height = one.height;
      scratch.drawImage(one, 0, 0);
      marked(new Uint32Array(scratch.getImageData(0, 0, one.width, one.height).data.buffer));
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})()"""


@dataclass
class Side:
    """One page and what was measured of it: seconds, and frames a second."""

    name: str
    path: Path
    marks: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    pans: list[float] = field(default_factory=list)
    zooms: list[float] = field(default_factory=list)


def opened(browser: Browser, side: Side) -> None:
    """Opens a page once, and measures it; one that was not ready once is not opened again."""
    if side.marks and math.isinf(side.marks[-1]):
        return
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.set_default_timeout(PATIENCE * 1000)
    try:
        page.goto(side.path.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-marks]")
        side.marks.append(page.evaluate("window.seen.marks") / 1000)
        if side.name == "kuasa":
            page.wait_for_selector("html[data-ready]")
            side.ready.append(page.evaluate("window.seen.ready") / 1000)
        else:
            side.ready.append(side.marks[-1])
        page.wait_for_timeout(500)
        side.pans.append(frames(page, pan=True))
        side.zooms.append(frames(page, pan=False))
    except NotReady:
        side.marks.append(math.inf)
        side.ready.append(math.inf)
    finally:
        context.close()


def frames(page: Page, pan: bool) -> float:
    """Frames a second in which the picture changed, while a mouse drags it round, or its wheel turns in and out."""
    box = next(found for one in page.query_selector_all("canvas") if (found := one.bounding_box()))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.4
    page.mouse.move(x, y)
    if pan:
        page.mouse.down()
    before, start, step = page.evaluate("window.seen.frames"), time.perf_counter(), 0
    while (spent := time.perf_counter() - start) < SPELL:
        step += 1
        if pan:
            page.mouse.move(x + 220 * math.sin(step / 12), y + 120 * math.sin(step / 9))
        else:
            page.mouse.wheel(0, -60 if step // 12 % 2 else 60)
    after = page.evaluate("window.seen.frames")
    spent = time.perf_counter() - start
    if pan:
        page.mouse.up()
    return float((after - before) / spent)


def sides(folder: Path, count: int, scripts: dict[str, str]) -> list[Side]:
    """The pages of all sides for so many things, written into a folder."""
    graph = graph_of(count)
    view = view_of(graph)
    at = {node.label: (node.x, node.y) for node in view.nodes}
    places = {one: at[values["label"]] for one, values in graph.nodes(data=True)}
    texts = {"kuasa": pages.render(view), "pyvis, places given": by_pyvis(graph, places), "pyvis as it comes": by_pyvis(graph)}
    texts |= {"sigma 3": by_sigma(graph, places, scripts)} if scripts else {}
    found = []
    for name, text in texts.items():
        path = folder / f"{name.replace(',', '').replace(' ', '-')}-{count}.html"
        path.write_text(text, encoding="utf-8")
        found.append(Side(name, path))
    return found


def told(side: Side) -> str:
    """One line."""
    size = f"{side.path.stat().st_size / 1e6:.1f} MB"
    if math.isinf(side.marks[-1]):
        return f"  {side.name:<20} not ready in {PATIENCE} s · {size}"
    marks, ready, pan, zoom = map(statistics.median, (side.marks, side.ready, side.pans, side.zooms))
    return f"  {side.name:<20} first marks {marks:.2f} s · ready {ready:.2f} s · pan {pan:.0f} frames/s · zoom {zoom:.0f} frames/s · {size}"


def ratios(count: int, measured: dict[str, Side]) -> list[str]:
    """The promises that are about so many things."""
    ours = measured["kuasa"]
    if count == 500:
        stock = statistics.median(measured["pyvis as it comes"].marks)
        sooner = min(stock, PATIENCE) / statistics.median(ours.marks)
        return [f"  first marks {sooner:.0f} times sooner than stock pyvis{' at the least' if math.isinf(stock) else ''} (target 10)"]
    if count == 10_000 and "sigma 3" in measured:
        share = statistics.median(ours.ready) / statistics.median(measured["sigma 3"].ready)
        return [f"  ready in {share:.2f} of the time of sigma 3 (target 0.50)"]
    return []


def main(sizes: list[int], rounds: int) -> None:
    """Opens all sides in turn, `rounds` times, and prints medians and ratios."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        scripts = libraries(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        print(f"{', '.join(scripts) or 'no sigma'} · Chromium {browser.version}, no graphics card, WebGL by SwiftShader · medians of {rounds}")
        for count in sizes:
            measured = {side.name: side for side in sides(folder, count, scripts)}
            for _ in range(rounds):
                for side in measured.values():
                    opened(browser, side)
            print("\n".join([f"{count:,} things, {2 * count:,} links", *map(told, measured.values()), *ratios(count, measured)]), flush=True)
        browser.close()


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("sizes", nargs="*", type=int)
    given.add_argument("--rounds", type=int, default=ROUNDS)
    asked = given.parse_args()
    main(asked.sizes or list(SIZES), asked.rounds)
