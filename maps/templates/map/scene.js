// Scene: which part is drawn, what is chosen, hidden and shown, where things stand on the screen, and the camera.
const stage = byId("stage");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 899px)");
const FIRST = { ids: new Set(view.drawn), title: "", named: new Set([...view.asked[0], ...view.asked[1]]) };
const scene = {
  network: null, node: null, link: null, hovered: null, route: 0, step: 0, view: "map", routes: view.routes, part: FIRST, layout: view.layout,
  nodes: [], links: [], places: new Map(), hiddenKinds: new Set(), hiddenLinkKinds: new Set(), upright: false, stretch: 1,
  marks: new Map(), points: new Map(), seen: { nodes: [], links: [], many: false }, signs: [], signing: [], walked: [], routeSteps: new Map(), routeNodes: new Set(), bends: new Map(), heaviest: 1,
};
const layouts = {};
const views = {};
const starting = [];
// Without names the overview shows the links of its kinds only; the others wait in the legend.
if (!FIRST.named.size) {
  const drawn = new Set(view.firstKinds);
  for (const kind of linkKinds.keys()) if (drawn.size && !drawn.has(kind)) scene.hiddenLinkKinds.add(kind);
}

layouts.force = { word: "layout_force", offered: () => Boolean(placesOf("force")), place: () => ({ places: placesOf("force") || new Map() }) };
layouts.layers = { word: "layout_layers", offered: () => Boolean(placesOf("layers")), place: () => ({ places: placesOf("layers") || new Map() }) };

// The places worked out when the file was written: only for the part that was drawn first.
function placesOf(layout) {
  if (scene.part !== FIRST) return null;
  if (layout === view.layout) return new Map(given.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  const found = view.places[layout];
  return found ? new Map(found.map(([id, x, y]) => [id, { x, y }])) : null;
}

// Draws another part: { ids, title, named }, in a layout; the first part again with showPart().
function showPart(part = FIRST, layout = "") {
  scene.part = part;
  scene.node = scene.link = null;
  const usable = Object.keys(layouts).filter((name) => layouts[name].offered());
  scene.layout = usable.includes(layout) ? layout : usable.includes(scene.layout) ? scene.layout : usable[0];
  gather();
  for (const act of partFollowers) act();
  if (scene.network) { drawPart(); settle(); showAll(true); }
}
const partFollowers = [];
const onPart = (act) => partFollowers.push(act);

// The neighbourhood of a thing: it, and whom its links lead to, the most linked first.
const NEAR = 300;
function around(id) {
  const near = [...new Set(touching(id).flatMap((link) => [link.start, link.end]))].filter((one) => one !== id);
  near.sort((a, b) => touching(b).length - touching(a).length || (a < b ? -1 : 1));
  return { ids: new Set([id, ...near.slice(0, NEAR)]), title: w("part_around", { name: nameOf(things.get(id)) }), named: new Set([id]), centre: id };
}

// What of the part is drawn now: things that exist on the day and have a link that counts, or were asked for.
function gather() {
  const { ids, named } = scene.part;
  noteRoutes();
  const live = current().links.filter((link) => ids.has(link.start) && ids.has(link.end));
  const known = new Set(live.map((link) => link.id));
  const walked = [...scene.routeSteps.keys()].map(linkById).filter((link) => link && !known.has(link.id) && ids.has(link.start) && ids.has(link.end));
  scene.links = [...live, ...walked];
  const linked = new Set(scene.links.flatMap((link) => [link.start, link.end]));
  scene.nodes = [...ids].map((id) => things.get(id)).filter((node) => node && (alive(node, conditions.on) || scene.routeNodes.has(node.id)) && (linked.has(node.id) || named.has(node.id) || node.sign || !ids.size));
  root.dataset.layout = scene.layout;
  const laid = layouts[scene.layout].place(scene.nodes, scene.links, scene.part);
  scene.places = laid.places;
  scene.backdrop = laid.backdrop || null;
  scene.corners = laid.corners || [];
  scene.nodes = scene.nodes.filter((node) => scene.places.has(node.id));
  const drawn = new Set(scene.nodes.map((node) => node.id));
  scene.links = scene.links.filter((link) => drawn.has(link.start) && drawn.has(link.end));
  if (laid.links) scene.links = scene.links.filter((link) => laid.links.has(link.id));
  scene.faint = laid.faint || null;
  for (const node of scene.nodes) Object.assign(node, scene.places.get(node.id));
  scene.drawn = drawn;
  scene.heaviest = Math.max(1e-9, ...scene.nodes.map((node) => node.weight));
  scene.bends = bendLinks();
}

// Which links and things the routes walk; an aim is only said.
function noteRoutes() {
  scene.routeSteps = new Map();
  scene.routeNodes = new Set();
  for (const route of scene.routes) {
    for (const step of route.steps) {
      const link = linkById(step.link)?.id || step.link;
      if (!route.aim || !scene.routeSteps.has(link)) scene.routeSteps.set(link, route.aim ? "aim" : "route");
      scene.routeNodes.add(step.start).add(step.end);
    }
  }
}

function bendLinks() {
  const groups = new Map();
  for (const link of scene.links) {
    const key = link.start < link.end ? `${link.start}\u0000${link.end}` : `${link.end}\u0000${link.start}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(link);
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

const nodeShown = (node) => !scene.hiddenKinds.has(node.kind);
const linkShown = (link) => (!scene.hiddenLinkKinds.has(link.kind) || scene.routeSteps.has(link.id))
  && nodeShown(things.get(link.start)) && nodeShown(things.get(link.end));
const currentRoute = () => (scene.view === "story" ? scene.tale || scene.routes[scene.route - 1] : null);
const currentStep = () => (currentRoute() && scene.step > 0 ? currentRoute().steps[scene.step - 1] : null);

const drawnLink = (id) => linkById(id)?.id || id;
// What a step lights up: the two ends and the link of a route's step, or whatever the step of a story names.
const endsOf = (step) => step.nodes || [step.start, step.end];
const linksOf = (step) => (step.links || [step.link]).map(drawnLink);

// What the eye should rest on: sets of node and link ids, or null when nothing is set apart.
function focus() {
  const route = currentRoute();
  if (route) {
    const steps = currentStep() ? [currentStep()] : route.steps;
    return { nodes: new Set(steps.flatMap(endsOf)), links: new Set(steps.flatMap(linksOf)), near: new Set(route.steps.flatMap((s) => [...endsOf(s), ...linksOf(s)])) };
  }
  if (scene.link) {
    const link = linkById(scene.link);
    return { nodes: new Set([link.start, link.end]), links: new Set([link.id]), near: new Set() };
  }
  if (scene.node) {
    const near = scene.links.filter((l) => linkShown(l) && (l.start === scene.node || l.end === scene.node));
    return { nodes: new Set([scene.node, ...near.flatMap((l) => [l.start, l.end])]),
      links: new Set(near.map((l) => l.id)), near: new Set() };
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
  scene.points.clear();
  scene.seen = inView();
  for (const node of scene.seen.many ? [] : scene.seen.nodes) scene.points.set(node.id, scene.network.canvasToDOM(place(node)));
  scene.scale = scene.network.getScale();
  scene.least = Math.min(narrow.matches ? 8 : 10, Math.max(scene.seen.many ? 1.6 : 4.5, 124 * scene.scale * 0.3));
}
function radius(node) {
  const size = 14 + 8 * Math.sqrt(Math.max(0, node.weight) / scene.heaviest);
  return Math.min(Math.max(size * scene.scale, scene.least * size / 18), 24);
}

// The curve of a link on the screen: ends outside the shapes, a control point, a middle.
function curve(link, backwards = false) {
  const from = things.get(backwards ? link.end : link.start);
  const to = things.get(backwards ? link.start : link.end);
  const a = onScreen(from), b = onScreen(to);
  const length = Math.max(Math.hypot(b.x - a.x, b.y - a.y), 1);
  const bend = (backwards ? -1 : 1) * (scene.bends.get(link.id) || 0) * 13;
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
  for (const node of scene.seen.nodes) {
    if (!nodeShown(node)) continue;
    const p = onScreen(node);
    const distance = Math.hypot(p.x - point.x, p.y - point.y) - radius(node);
    if (distance < reach && distance < nearest) { best = node; nearest = distance; }
  }
  return best;
}

function linkAt(point, reach) {
  let best = null, nearest = reach;
  for (const link of scene.seen.many ? setApart().links : scene.seen.links) {
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
  const free = { width: wideOf(), height: highOf() - covered() };
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
const showAll = (calm) => frame([...scene.nodes.filter(nodeShown), ...scene.corners], 1.25, calm);

// Height of the row that the zoom buttons take at the foot of a phone's stage.
const low = () => (narrow.matches && !covered() && !sheet.now ? 40 : 0);

// Height of the stage that the bottom sheet of a phone lies over.
function covered() {
  const panel = byId("panel");
  return narrow.matches && !panel.hidden && !sheet.now ? panel.offsetHeight : 0;
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
