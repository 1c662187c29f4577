// Page: views, theme, keys, pointer, addresses after the #, and the start.
function setView(name) {
  if (name === "story" && scene.view !== "story" && !scene.route) scene.route = 1;
  const was = scene.view;
  scene.view = name;
  root.dataset.view = name;
  card.hidden = name !== "story";
  for (const button of all(".views [data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  if (was === "story" && name !== "story") {
    for (const item of all(".route li.now")) item.classList.remove("now");
  }
  if (was !== name) {
    views[was]?.hide();
    views[name]?.show();
    if (name === "map" && scene.network) requestAnimationFrame(() => { settle(); showAll(true); });
    if (document.activeElement !== document.body && !canHold(document.activeElement)) document.querySelector(`.views [data-view="${name}"]`)?.focus({ preventScroll: true });
  }
  redraw();
}

// The part to go back to from a layout that brings its own.
const partBefore = () => layouts[scene.layout].leave?.() || scene.part;

// The layouts that can be had for the part that is drawn, or that was drawn before a layout brought its own.
function showLayouts() {
  const now = scene.part;
  scene.part = partBefore();
  const offered = Object.keys(layouts).filter((name) => name === scene.layout || layouts[name].offered());
  scene.part = now;
  byId("layout").replaceChildren(...offered.map((name) => make("option", { value: name, selected: name === scene.layout }, w(layouts[name].word))));
  byId("layout").closest("label").hidden = offered.length < 2;
}
function setLayout(name) {
  const part = partBefore();
  if (layouts[name].open) { scene.part = part; layouts[name].open(); return; }
  if (part !== scene.part) { showPart(part, name); return; }
  scene.layout = name;
  gather();
  showLegend();
  showPartWords();
  if (scene.network) { drawPart(); settle(); showAll(true); }
}

// What part is shown, in words; and the way back to the first one.
const partWords = () => w("part_shown", { n: scene.nodes.length, total: current().touching.size, links: scene.links.length, all: current().links.length });
function showPartWords() {
  byId("part-said").textContent = [scene.part.title, partWords(), isCrowd() ? w("part_crowd") : "", view.whole ? "" : w("part_file")].filter(Boolean).join(" · ");
  byId("part-back").hidden = scene.part === FIRST;
}

// Everything that follows the conditions and the part: places, legend, words, routes.
function followConditions() {
  askAgain();
  gather();
  if (scene.network) drawPart();
  showLegend();
  showPartWords();
  if (scene.node) showNode(things.get(scene.node));
  else if (scene.link && linkById(scene.link)) showLink(linkById(scene.link));
  remember();
}
function followPart() {
  showLayouts();
  showLegend();
  showPartWords();
}

function remember() {
  if (!root.dataset.ready) return;
  const place = new URLSearchParams();
  if (scene.view === "story") { place.set("route", scene.route); if (scene.step) place.set("step", scene.step); }
  else if (scene.node) place.set("node", scene.node);
  else if (scene.link) place.set("link", scene.link);
  if (!["map", "story", view.opening].includes(scene.view)) place.set("view", scene.view);
  views[scene.view]?.address?.(place);
  for (const [name, first] of [["on", view.on], ["lens", view.lens_name], ["status", view.status_name]]) if (conditions[name] !== first) place.set(name, conditions[name]);
  if (words.lang !== view.lang) place.set("lang", words.lang);
  const said = place.toString();
  try { history.replaceState(null, "", said ? `#${said}` : "#"); } catch { /* some readers of local files forbid it */ }
}

// Goes where the address points: conditions, a view, a thing, a link, a route, or an anchor of the plain page.
function follow() {
  const place = new URLSearchParams(location.hash.slice(1)), wanted = {}, on = place.get("on") || "";
  if (daysOf(on)?.first === on) wanted.on = on;
  if (view.lenses.some((lens) => lens.name === place.get("lens"))) wanted.lens = place.get("lens");
  if (Object.hasOwn(STATUSES, place.get("status"))) wanted.status = place.get("status");
  if (Object.keys(wanted).length) setConditions(wanted);
  if (Object.hasOwn(tongues, place.get("lang"))) setLanguage(place.get("lang"));
  const node = place.get("node"), link = place.get("link"), route = Number(place.get("route"));
  if (Object.hasOwn(views, place.get("view")) || place.get("view") === "map") setView(place.get("view"));
  if (place.has("from") && place.has("to")) followAsked(place);
  else if (place.has("story")) tellTale(Number(place.get("story")), Number(place.get("step")) || 0);
  else if (things.has(node)) { reveal(things.get(node).kind); choose({ node }); }
  else if (recordById.has(link)) choose({ link: linkById(link).id });
  else if (scene.routes[route - 1]) tell(route, Number(place.get("step")) || 0);
  else {
    const row = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (row?.closest("#sources")) { setView("table"); row.scrollIntoView(); }
  }
}

function toggleFilters() {
  const filters = byId("filters");
  filters.hidden = !filters.hidden;
  byId("open-filters").setAttribute("aria-expanded", String(!filters.hidden));
  if (!filters.hidden && narrow.matches) { panel.hidden = true; filters.querySelector(".close").focus(); }
}

function clicked(event) {
  const beside = !event.target.closest("#filters, #open-filters, #panel");
  if (narrow.matches && beside && !byId("filters").hidden) closeFilters();
  const target = event.target.closest("[data-go], [data-source], [data-view], [data-close], [data-zoom]");
  if (!target || target === root) return;
  const { go: to, source, view: name, close, zoom: how } = target.dataset;
  if (target.tagName === "A") event.preventDefault();
  if (to) { reveal(things.get(to).kind); choose({ node: to }); panel.querySelector("h2")?.focus({ preventScroll: true }); }
  else if (source) showSource(Number(source));
  else if (name === "story") resumeStory();
  else if (name) { setView(name); remember(); }
  else if (close === "panel") { closePanel(); remember(); }
  else if (close === "filters") { closeFilters(); byId("open-filters").focus(); }
  else if (how === "fit") showAll();
  else if (how) zoom(how === "in" ? 1.4 : 1 / 1.4);
}

// The next thing in the direction of an arrow key, as seen from the one that is chosen.
function neighbour(key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const here = scene.drawn.has(scene.node) ? onScreen(things.get(scene.node)) : { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
  let best = null, least = Infinity;
  for (const node of scene.nodes) {
    if (!nodeShown(node) || node.id === scene.node) continue;
    const p = onScreen(node), along = (p.x - here.x) * dx + (p.y - here.y) * dy;
    const aside = Math.abs((p.x - here.x) * dy) + Math.abs((p.y - here.y) * dx);
    if ((along > 1 || !scene.node) && along + 2 * aside < least) { best = node; least = Math.abs(along) + 2 * aside; }
  }
  return best;
}

// Says aloud which thing the arrow keys have come to.
function sayChosen(node) {
  byId("chosen-said").textContent = [nameOf(node), kindName(node.kind), w("chosen_links", { n: touching(node.id).length })].join(" · ");
}

function keyed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typing = event.target.closest("input, select, textarea");
  const arrow = event.key.startsWith("Arrow");
  if (event.key === "/" && (!typing || typing.type === "checkbox")) { search.focus(); search.select(); }
  else if (typing) return;
  else if (event.key === "Escape") {
    if (narrow.matches && !byId("filters").hidden) closeFilters();
    else if (!panel.hidden) { closePanel(); remember(); }
    else if (scene.view === "story") { setView("map"); remember(); }
    else return;
  } else if (scene.view === "story" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) go(event.key === "ArrowRight" ? 1 : -1);
  else if (event.target.closest("#drawing")) {
    if (arrow) { const next = neighbour(event.key); if (next) { choose({ node: next.id }); sayChosen(next); } }
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") showAll();
    else if (event.key === "Enter" && !panel.hidden) panel.querySelector("h2")?.focus();
    else return;
  } else return;
  event.preventDefault();
}

function startPointer() {
  const touch = matchMedia("(pointer: coarse)");
  scene.network.on("click", ({ pointer }) => {
    const node = nodeAt(pointer.DOM, touch.matches ? 16 : 8);
    const link = node ? null : linkAt(pointer.DOM, touch.matches ? 16 : 9);
    if (scene.view === "story" && !node && !link) return;
    choose({ node: node?.id ?? null, link: link?.id ?? null });
  });
  byId("drawing").addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = stage.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    const over = nodeAt(point, 6)?.id ?? null;
    byId("drawing").style.cursor = over || linkAt(point, 7) ? "pointer" : "grab";
    if (over !== scene.hovered) { scene.hovered = over; redraw(); }
  });
  byId("drawing").addEventListener("pointerleave", () => { scene.hovered = null; redraw(); });
}

async function start() {
  root.classList.add("on");
  root.dataset.view = "map";
  startLanguage();
  if (narrow.matches) { closeFilters(); search.placeholder = w("search"); }
  all(".route").forEach((route, i) => { route.open = i === 0; });
  byId("theme").value = root.dataset.theme;
  byId("theme").addEventListener("change", (event) => { root.dataset.theme = event.target.value; redraw(); });
  byId("open-filters").addEventListener("click", toggleFilters);
  byId("layout").addEventListener("change", (event) => setLayout(event.target.value));
  byId("part-back").addEventListener("click", () => { closePanel(); showPart(FIRST, view.layout); });
  gather();
  showPartWords();
  if (isCrowd()) lettersOf().then(redraw); else await lettersOf();
  if (things.size) {
    startDrawing();
    startPointer();
    showAll(true);
    let seen = `${stage.clientWidth}x${stage.clientHeight}`;
    new ResizeObserver(() => {
      const size = `${stage.clientWidth}x${stage.clientHeight}`;
      if (size === seen || !stage.clientWidth) return;
      seen = size;
      requestAnimationFrame(() => {
        if (scene.view === "story") watch();
        else { settle(); if (scene.node || scene.link) lookAt(); else showAll(true); redraw(); }
      });
    }).observe(stage);
  }
  if (isCrowd()) await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  startStory();
  startFinding();
  startTable();
  for (const begin of starting) begin();
  onConditions(followConditions);
  onPart(followPart);
  showGiven();
  showLayouts();
  showLegend();
  showPartWords();
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", keyed);
  addEventListener("hashchange", follow);
  if (view.opening !== "map") setView(view.opening);
  follow();
  requestAnimationFrame(() => requestAnimationFrame(() => { root.dataset.ready = "true"; }));
}
window.kuasa = Object.freeze({ ...window.kuasa, liveLinks, setConditions, showPart, around });
start();
