// Drawing: vis holds the places, the camera and the pointer; shapes, lines, arrows and names are
// drawn here at constant sizes on the screen, in the colours of the legend.
const SIGN = { recalled: "?", stale: "!", "date-passed": "–", inferred: "≈" };
const signOf = (mark) => SIGN[mark] || "*";
const markWord = (mark) => w(`mark_${mark.replaceAll("-", "_")}`);
const PATTERN = { actual: [], planned: [11, 7], possible: [2.5, 6], proposed: [2.5, 6] };

function palette() {
  if (scene.colours?.theme === root.dataset.theme) return scene.colours;
  const style = getComputedStyle(root), known = new Map();
  const value = (name) => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(name).trim());
    return known.get(name);
  };
  return { theme: root.dataset.theme, value, ink: value("--ink"), bg: value("--bg"), walk: value("--walk"), halo: value("--halo"),
    edge: value("--edge"), strong: root.dataset.theme === "contrast" };
}

// Runs `paint` with the canvas measured in pixels of the screen instead of the map.
function inPixels(context, paint) {
  const ratio = context.getTransform().a / scene.scale;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint();
  context.restore();
}

function trace(context, shape, x, y, r) {
  context.beginPath();
  if (shape === "dot") { context.arc(x, y, r, 0, 2 * Math.PI); return; }
  const [corners, turn, size] = { square: [4, 45, 0.9 * Math.SQRT2], diamond: [4, 0, 1.2], triangle: [3, 90, 1.25],
    triangleDown: [3, -90, 1.25], hexagon: [6, 0, 1.1], star: [10, 90, 1.35] }[shape];
  for (let i = 0; i < corners; i += 1) {
    const angle = (turn + i * 360 / corners) * Math.PI / 180;
    const reach = r * size * (shape === "star" && i % 2 ? 0.45 : 1);
    context.lineTo(x + reach * Math.cos(angle), y - reach * Math.sin(angle));
  }
  context.closePath();
}

function paintNode(context, id) {
  const node = things.get(id);
  if (!nodeShown(node) || !scene.drawn.has(id) || (scene.seen.many && !scene.foremost.nodes.includes(node))) return;
  const apart = scene.apart, colours = scene.colours;
  const p = onScreen(node), r = radius(node), kind = kinds.get(node.kind);
  const lit = !apart || apart.nodes.has(id), chosen = id === scene.node || (currentStep() && lit);
  context.globalAlpha = lit ? (scene.faint?.has(id) && !apart ? 0.5 : 1) : apart.near.has(id) ? 0.6 : 0.16;
  if (chosen || id === scene.hovered) {
    trace(context, kind.shape, p.x, p.y, r + 6);
    context.fillStyle = colours.walk;
    context.fill();
    trace(context, kind.shape, p.x, p.y, r + 2.5);
    context.fillStyle = colours.bg;
    context.fill();
  }
  if (node.sign) {
    context.beginPath();
    context.arc(p.x, p.y, r + 8, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = colours.ink;
    context.stroke();
  }
  trace(context, kind.shape, p.x, p.y, r);
  context.fillStyle = colours.value(`--k${kind.number}`);
  context.fill();
  context.lineWidth = colours.strong ? 2.5 : 1.2;
  context.strokeStyle = colours.edge;
  context.stroke();
}

function strokeCurve(context, path, width, colour, pattern) {
  context.beginPath();
  context.moveTo(path.start.x, path.start.y);
  context.quadraticCurveTo(path.c.x, path.c.y, path.tail.x, path.tail.y);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.setLineDash(pattern);
  context.stroke();
  context.setLineDash([]);
}

function paintLink(context, link, step) {
  const apart = scene.apart, colours = scene.colours;
  const walked = scene.routeSteps.get(link.id), story = Boolean(currentRoute());
  const lit = apart ? apart.links.has(link.id) : true, near = apart?.near.has(link.id);
  const path = curve(link, Boolean(step && step.start === link.end && step.end === link.start));
  const far = Math.max(Math.hypot(path.end.x - path.c.x, path.end.y - path.c.y), 1);
  const ux = (path.end.x - path.c.x) / far, uy = (path.end.y - path.c.y) / far;
  const bold = step || link.id === scene.link || (!apart && walked) || (story && near);
  const length = Math.hypot(path.end.x - path.start.x, path.end.y - path.start.y);
  const thin = narrow.matches || (scene.dense && length < 220);
  const head = Math.min((bold ? 15 : 11) * (thin ? 0.7 : 1), Math.max(length * 0.4, 4));
  path.tail = { x: path.end.x - ux * head * 0.8, y: path.end.y - uy * head * 0.8 };
  context.globalAlpha = lit ? (apart || walked ? 1 : scene.dense || scene.routeSteps.size ? (colours.strong ? 0.65 : 0.45) : 1) : near ? 0.6 : 0.1;
  context.lineCap = "round";
  if (bold && (lit || near)) keepClear(path);
  if (bold && (lit || near)) strokeCurve(context, path, narrow.matches && !story ? 9 : 12, step ? colours.walk : colours.halo, []);
  if (step) strokeCurve(context, path, 7, colours.bg, []);
  const colour = colours.value(`--l${linkKinds.get(link.kind).number}`);
  context.lineCap = link.status === "actual" || link.status === "planned" ? "butt" : "round";
  strokeCurve(context, path, (bold ? 3.6 : thin ? 1.3 : 2) + (colours.strong ? 0.8 : 0), colour, PATTERN[link.status]);
  context.beginPath();
  context.moveTo(path.end.x, path.end.y);
  context.lineTo(path.end.x - ux * head - uy * head * 0.45, path.end.y - uy * head + ux * head * 0.45);
  context.lineTo(path.end.x - ux * head + uy * head * 0.45, path.end.y - uy * head - ux * head * 0.45);
  context.closePath();
  context.fillStyle = step ? colours.walk : colour;
  context.fill();
  const marks = step ? step.marks : link.marks;
  if (marks.length && (lit || near) && !(story && step)) {
    scene.signing.push({ id: link.id, path, alpha: context.globalAlpha, sign: scene.dense && !walked && (scene.scale < 0.7 || length < 90) ? "" : signOf(marks[0]) });
  }
  context.globalAlpha = 1;
}

// Names are not written over the lines that matter when there is another place for them.
function keepClear({ start, c, tail }) {
  const count = Math.ceil(Math.hypot(tail.x - start.x, tail.y - start.y) / 12);
  for (let i = 0; i <= count; i += 1) {
    const t = i / count, u = 1 - t;
    const x = u * u * start.x + 2 * u * t * c.x + t * t * tail.x, y = u * u * start.y + 2 * u * t * c.y + t * t * tail.y;
    scene.walked.push({ x: x - 4, y: y - 4, width: 8, height: 8 });
  }
}

// On a dense map a mark is a small ring; its sign appears when the line is long enough for it.
function paintRing(context, at) {
  paintDisc(context, at, 3, 1.2);
}

function paintDisc(context, at, radius, width) {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = scene.colours.bg;
  context.fill();
  context.lineWidth = width;
  context.strokeStyle = scene.colours.ink;
  context.stroke();
}

// The place for a sign: the middle of the line, or beside it where no node lies on it.
function openPlace({ start, c, end, middle }) {
  if (scene.nodes.length > 400) return middle;
  for (const t of [0.5, 0.38, 0.62, 0.26, 0.74]) {
    const u = 1 - t;
    const at = { x: u * u * start.x + 2 * u * t * c.x + t * t * end.x, y: u * u * start.y + 2 * u * t * c.y + t * t * end.y };
    const box = { x: at.x - 11, y: at.y - 11, width: 22, height: 22 };
    if (!nodeAt(at, 12) && !scene.signs.some((other) => clash(box, other))) return at;
  }
  return middle;
}

function paintSign(context, at, sign) {
  paintDisc(context, at, 10, 1.8);
  context.fillStyle = scene.colours.ink;
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, at.x, at.y + 1);
  scene.signs.push({ x: at.x - 12, y: at.y - 12, width: 24, height: 24 });
}

// The words on the step the story tells now; returns the room they take.
function paintStepLabel(context, step) {
  const link = linkById(step.link);
  if (!link || !linkShown(link) || link.start === link.end) return [];
  const path = curve(link, step.start === link.end && step.end === link.start);
  const sign = step.marks.length ? ` ${signOf(step.marks[0])}` : "";
  const text = block(`${scene.step}. ${link.label}${sign}`, 210, 2);
  const width = text.width + 14, height = text.height + 8;
  const box = { x: path.middle.x - width / 2, y: path.middle.y - height / 2, width, height };
  const flat = Math.abs(path.end.x - path.start.x) > Math.abs(path.end.y - path.start.y);
  if (flat && width > Math.abs(path.end.x - path.start.x) - 30) box.y -= height / 2 + 14;
  box.x = Math.min(Math.max(box.x, 4), wideOf() - width - 4);
  context.fillStyle = scene.colours.walk;
  context.beginPath();
  context.roundRect(box.x, box.y, width, height, 6);
  context.fill();
  context.fillStyle = scene.colours.bg;
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  text.lines.forEach((line, i) => context.fillText(line, box.x + width / 2, box.y + 4 + text.line * (i + 0.5) + 1));
  return [box];
}

function paintLinks(context) {
  scene.apart = focus();
  scene.colours = palette();
  refresh();
  scene.signs = [];
  scene.signing = [];
  scene.walked = [];
  inPixels(context, () => {
    if (scene.backdrop) scene.backdrop(context);
    const now = currentStep();
    scene.dense = !scene.apart && scene.links.length > (narrow.matches && !sheet.now ? 40 : 150);
    scene.foremost = scene.seen.many ? setApart() : scene.seen;
    if (scene.seen.many) paintCrowd(context);
    const shown = scene.foremost.links.filter((link) => linkShown(link) && link.start !== link.end);
    const walking = now && drawnLink(now.link);
    const order = (link) => (walking === link.id ? 3 : scene.apart?.links.has(link.id) ? 2 : scene.routeSteps.has(link.id) ? 1 : 0);
    shown.sort((a, b) => order(a) - order(b));
    for (const link of shown) paintLink(context, link, walking === link.id ? now : null);
    for (const { path, alpha, sign } of scene.signing) {
      context.globalAlpha = Math.max(alpha, 0.6);
      if (sign) paintSign(context, openPlace(path), sign);
      else paintRing(context, path.middle);
    }
    context.globalAlpha = 1;
  });
}

// What is lit and where names stand is also written on the element, for tests and for the curious.
function paintNames(context) {
  inPixels(context, () => {
    scene.marks.clear();
    const now = currentStep();
    const taken = now ? paintStepLabel(context, now) : [];
    drawLabels(context, scene.apart, taken);
    const drawing = byId("drawing");
    drawing.dataset.lit = JSON.stringify(scene.apart ? [...scene.apart.nodes] : []);
    drawing.dataset.signed = JSON.stringify(scene.signing.map(({ id, sign }) => [id, sign]));
    drawing.dataset.named = JSON.stringify([...scene.marks].map(([id, { x, y, width, height }]) => [id, x, y, width, height]));
  });
}

function paintNodes(context) {
  inPixels(context, () => scene.foremost.nodes.forEach((node) => paintNode(context, node.id)));
}

// vis is given the things of the part that is drawn; their shapes are painted here.
const asVis = (node) => ({
  id: node.id, ...place(node), shape: "custom",
  ctxRenderer: ({ ctx, id }) => ({
    drawNode: () => inPixels(ctx, () => paintNode(ctx, id)),
    nodeDimensions: { width: 40, height: 40 },
  }),
});

function startDrawing() {
  Object.assign(scene, posture());
  if (typeof vis === "undefined") { scene.network = canvasRenderer(byId("drawing"), [paintLinks, paintNodes, paintNames]); return; }
  scene.data = new vis.DataSet(scene.nodes.map(asVis));
  scene.network = new vis.Network(byId("drawing"), { nodes: scene.data, edges: new vis.DataSet([]) }, given.options);
  for (const inner of all("#drawing [tabindex]")) inner.tabIndex = -1;
  scene.network.on("beforeDrawing", paintLinks);
  scene.network.on("afterDrawing", paintNames);
}

function drawPart() {
  const kept = new Set(scene.nodes.map((node) => node.id));
  scene.data?.remove(scene.data.getIds().filter((id) => !kept.has(id)));
  scene.data?.update(scene.nodes.map(asVis));
  redraw();
}

// How the picture stands: turned (never with circles or axes under it) or not, and how far it is stretched to fill the stage.
function posture() {
  const shown = [...scene.nodes, ...scene.corners], xs = shown.map((node) => node.x), ys = shown.map((node) => node.y);
  const wide = Math.max(...xs) - Math.min(...xs) || 1, high = Math.max(...ys) - Math.min(...ys) || 1;
  const upright = !scene.backdrop && wide > high && highOf() > wideOf() * 1.15;
  const room = Math.max(wideOf() - 120, 80) / Math.max(highOf() - 130, 80);
  const stretch = Math.sqrt(room / (upright ? high / wide : wide / high));
  return { upright, stretch: Math.min(Math.max(stretch, 0.84), 1.2) };
}

// After the stage has changed its size: turn the picture if the screen was turned.
function settle() {
  const { upright, stretch } = posture();
  if (wideOf() > 0 && scene.view !== "story" && (upright !== scene.upright || stretch !== scene.stretch)) {
    Object.assign(scene, { upright, stretch });
    scene.data?.update(scene.nodes.map((node) => ({ id: node.id, ...place(node) })));
  }
}
