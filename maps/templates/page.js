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
  if (was !== name && name === "map" && scene.network) requestAnimationFrame(() => { settle(); showAll(true); });
  redraw();
}

function remember() {
  const place = scene.view === "story" ? `route=${scene.route}${scene.step ? `&step=${scene.step}` : ""}`
    : scene.node ? `node=${encodeURIComponent(scene.node)}` : scene.link ? `link=${encodeURIComponent(scene.link)}` : "";
  try { history.replaceState(null, "", place ? `#${place}` : "#"); } catch { /* some readers of local files forbid it */ }
}

// Goes where the address points: #node=…, #link=…, #route=…&step=…, or an anchor of the plain page.
function follow() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const node = asked.get("node"), link = asked.get("link"), route = Number(asked.get("route"));
  if (nodes.has(node)) { reveal(nodes.get(node).kind); choose({ node }); }
  else if (links.has(link)) choose({ link });
  else if (view.routes[route - 1]) tell(route, Number(asked.get("step")) || 0);
  else {
    const row = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (row?.dataset.row) choose({ node: row.dataset.row });
    else if (row?.closest("#sources")) { setView("table"); row.scrollIntoView(); }
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
  if (to) { reveal(nodes.get(to).kind); choose({ node: to }); panel.querySelector("h2")?.focus({ preventScroll: true }); }
  else if (source) showSource(Number(source));
  else if (name === "story") tell(scene.route || 1, scene.step);
  else if (name) { setView(name); remember(); }
  else if (close === "panel") { closePanel(); remember(); }
  else if (close === "filters") { closeFilters(); byId("open-filters").focus(); }
  else if (how === "fit") showAll();
  else if (how) zoom(how === "in" ? 1.4 : 1 / 1.4);
}

// The next thing in the direction of an arrow key, as seen from the one that is chosen.
function neighbour(key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const here = scene.node ? onScreen(nodes.get(scene.node)) : { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
  let best = null, least = Infinity;
  for (const node of view.nodes) {
    if (!nodeShown(node) || node.id === scene.node) continue;
    const p = onScreen(node), along = (p.x - here.x) * dx + (p.y - here.y) * dy;
    const aside = Math.abs((p.x - here.x) * dy) + Math.abs((p.y - here.y) * dx);
    if ((along > 1 || !scene.node) && along + 2 * aside < least) { best = node; least = Math.abs(along) + 2 * aside; }
  }
  return best;
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
    if (arrow) { const next = neighbour(event.key); if (next) choose({ node: next.id }); }
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
  if (narrow.matches) { closeFilters(); search.placeholder = w("search"); }
  all(".route").forEach((route, i) => { route.open = i === 0; });
  byId("theme").value = root.dataset.theme;
  byId("theme").addEventListener("change", (event) => { root.dataset.theme = event.target.value; redraw(); });
  byId("print").addEventListener("click", () => print());
  byId("open-filters").addEventListener("click", toggleFilters);
  addEventListener("beforeprint", () => all(".route").forEach((route) => { route.open = true; }));
  const texts = view.nodes.map((node) => node.label + node.short).join("");
  await document.fonts.load(FONT, texts).catch(() => []);
  if (view.nodes.length) {
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
  startStory();
  startFinding();
  filter();
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", keyed);
  addEventListener("hashchange", follow);
  follow();
  requestAnimationFrame(() => requestAnimationFrame(() => { root.dataset.ready = "true"; }));
}
start();
