// Scene: what is chosen, hidden and shown, where things stand on the screen, and the camera.
const stage = byId("stage");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 899px)");
const scene = {
  network: null, node: null, link: null, hovered: null, route: 0, step: 0, view: "map",
  hiddenKinds: new Set(), hiddenLinkKinds: new Set(), upright: false, stretch: 1, marks: new Map(), points: new Map(), signs: [], signing: [], walked: [],
};
const routeSteps = new Map();
const routeNodes = new Set();
for (const route of view.routes) {
  for (const step of route.steps) {
    if (!route.aim || !routeSteps.has(step.link)) routeSteps.set(step.link, route.aim ? "aim" : "route");
    routeNodes.add(step.start).add(step.end);
  }
}
const heaviest = Math.max(1e-9, ...view.nodes.map((node) => node.weight));

function bendLinks() {
  const groups = new Map();
  for (const link of view.links) {
    const key = [link.start, link.end].sort().join("\u0000");
    groups.set(key, [...(groups.get(key) || []), link]);
  }
  const bends = new Map();
  for (const group of groups.values()) {
    group.forEach((link, i) => {
      const bend = 2 * i - (group.length - 1);
      bends.set(link.id, link.start <= link.end ? bend : -bend);
    });
  }
  return bends;
}
const bends = bendLinks();

const nodeShown = (node) => !scene.hiddenKinds.has(node.kind);
const linkShown = (link) => !scene.hiddenLinkKinds.has(link.kind)
  && nodeShown(nodes.get(link.start)) && nodeShown(nodes.get(link.end));
const currentRoute = () => (scene.view === "story" ? view.routes[scene.route - 1] : null);
const currentStep = () => (currentRoute() && scene.step > 0 ? currentRoute().steps[scene.step - 1] : null);

// What the eye should rest on: sets of node and link ids, or null when nothing is set apart.
function focus() {
  const route = currentRoute();
  if (route) {
    const steps = currentStep() ? [currentStep()] : route.steps;
    return { nodes: new Set(steps.flatMap((s) => [s.start, s.end])), links: new Set(steps.map((s) => s.link)),
      near: new Set(route.steps.flatMap((s) => [s.start, s.end, s.link])) };
  }
  if (scene.link) {
    const link = links.get(scene.link);
    return { nodes: new Set([link.start, link.end]), links: new Set([link.id]), near: new Set() };
  }
  if (scene.node) {
    const touching = view.links.filter((l) => linkShown(l) && (l.start === scene.node || l.end === scene.node));
    return { nodes: new Set([scene.node, ...touching.flatMap((l) => [l.start, l.end])]),
      links: new Set(touching.map((l) => l.id)), near: new Set() };
  }
  return null;
}

// On an upright screen the picture is turned (routes read from top to bottom); in any screen it is
// stretched a little, within bounds, so that it fills the room there is.
const place = (node) => (scene.upright ? { x: node.y * scene.stretch, y: node.x / scene.stretch }
  : { x: node.x * scene.stretch, y: node.y / scene.stretch });
function onScreen(node) {
  return scene.points.get(node.id) || scene.network.canvasToDOM(place(node));
}

// Works out once for each drawing where all nodes are; how small they are drawn depends on how
// near they are to one another on the screen.
function refresh() {
  for (const node of view.nodes) scene.points.set(node.id, scene.network.canvasToDOM(place(node)));
  scene.scale = scene.network.getScale();
  scene.least = Math.min(narrow.matches ? 8 : 10, Math.max(4.5, 124 * scene.scale * 0.3));
}
function radius(node) {
  const size = 14 + 8 * Math.sqrt(Math.max(0, node.weight) / heaviest);
  return Math.min(Math.max(size * scene.scale, scene.least * size / 18), 24);
}

// The curve of a link on the screen: ends outside the shapes, a control point, a middle.
function curve(link, backwards = false) {
  const from = nodes.get(backwards ? link.end : link.start);
  const to = nodes.get(backwards ? link.start : link.end);
  const a = onScreen(from), b = onScreen(to);
  const length = Math.max(Math.hypot(b.x - a.x, b.y - a.y), 1);
  const bend = (backwards ? -1 : 1) * bends.get(link.id) * 13;
  const c = { x: (a.x + b.x) / 2 - (b.y - a.y) / length * bend, y: (a.y + b.y) / 2 + (b.x - a.x) / length * bend };
  const trim = (p, r) => {
    const far = Math.max(Math.hypot(c.x - p.x, c.y - p.y), 1);
    const gap = Math.min(r + 5, far * 0.8);
    return { x: p.x + (c.x - p.x) / far * gap, y: p.y + (c.y - p.y) / far * gap };
  };
  const start = trim(a, radius(from)), end = trim(b, radius(to));
  return { start, end, c, middle: { x: (start.x + 2 * c.x + end.x) / 4, y: (start.y + 2 * c.y + end.y) / 4 } };
}

function nodeAt(point, reach) {
  let best = null, nearest = Infinity;
  for (const node of view.nodes) {
    if (!nodeShown(node)) continue;
    const p = onScreen(node);
    const distance = Math.hypot(p.x - point.x, p.y - point.y) - radius(node);
    if (distance < reach && distance < nearest) { best = node; nearest = distance; }
  }
  return best;
}

function linkAt(point, reach) {
  let best = null, nearest = reach;
  for (const link of view.links) {
    if (!linkShown(link) || link.start === link.end) continue;
    const { start, c, end } = curve(link);
    for (let t = 0; t <= 1; t += 0.05) {
      const x = (1 - t) ** 2 * start.x + 2 * t * (1 - t) * c.x + t * t * end.x;
      const y = (1 - t) ** 2 * start.y + 2 * t * (1 - t) * c.y + t * t * end.y;
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance < nearest) { best = link; nearest = distance; }
    }
  }
  return best;
}

// Moves the camera so that `shown` fills the free part of the stage, with room for labels.
function frame(shown, most = 1.25, calm = false) {
  const free = { width: stage.clientWidth, height: stage.clientHeight - covered() };
  const places = shown.map(place);
  if (!places.length || free.width < 1 || free.height < 1) return;
  const xs = places.map((p) => p.x), ys = places.map((p) => p.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const side = narrow.matches ? 52 : 96;
  const wide = Math.max(free.width - 2 * side, 80), high = Math.max(free.height - 36 - 72 - low(), 80);
  const scale = Math.min(most, wide / Math.max(right - left, 1), high / Math.max(bottom - top, 1));
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (covered() / 2 + 16 + low() / 2) / scale };
  move({ position, scale }, calm);
}
const showAll = (calm) => frame(view.nodes.filter(nodeShown), 1.25, calm);

// Height of the row that the zoom buttons take at the foot of a phone's stage.
const low = () => (narrow.matches && !covered() ? 40 : 0);

// Height of the stage that the bottom sheet of a phone lies over.
function covered() {
  const panel = byId("panel");
  return narrow.matches && !panel.hidden ? panel.offsetHeight : 0;
}
function move(to, calm = false) {
  const animation = calm || still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  scene.network.moveTo({ ...to, animation });
}
function zoom(factor) {
  const scale = Math.min(4, Math.max(0.04, scene.network.getScale() * factor));
  move({ scale, position: scene.network.getViewPosition() });
}
function redraw() {
  if (scene.network) scene.network.redraw();
}
