// Crowd: what lies in view of a part with many things. Few of them are drawn in full, one by one; of many the links are drawn as thin lines
// and the things as small shapes, kind by kind in few strokes, without arrows and marks, and only the most linked are named.
const ALONE = 400, THINGS_IN_FULL = 500, LINKS_IN_FULL = 1200, NAMED = 90, STROKE = 24, FILL = 60;
const crowd = { nodes: null, links: null, upright: null, stretch: 0, xs: null, ys: null, sizes: null, ends: null, styles: [], signed: [], here: [] };

// Where everything of the part is, as numbers, and its links by style; made anew when the part or its posture changes.
function gatherCrowd() {
  if (crowd.nodes === scene.nodes && crowd.links === scene.links && crowd.upright === scene.upright && crowd.stretch === scene.stretch) return;
  Object.assign(crowd, { nodes: scene.nodes, links: scene.links, upright: scene.upright, stretch: scene.stretch });
  const at = new Map(scene.nodes.map((node, i) => [node.id, i]));
  crowd.sizes = Float64Array.from(scene.nodes, (node) => Math.sqrt(Math.max(0, node.weight) / scene.heaviest));
  crowd.signed = scene.nodes.filter((node) => node.sign);
  crowd.xs = new Float64Array(scene.nodes.length);
  crowd.ys = new Float64Array(scene.nodes.length);
  scene.nodes.forEach((node, i) => { const { x, y } = place(node); crowd.xs[i] = x; crowd.ys[i] = y; });
  crowd.ends = new Int32Array(2 * scene.links.length);
  const styles = new Map();
  scene.links.forEach((link, i) => {
    crowd.ends[2 * i] = at.get(link.start);
    crowd.ends[2 * i + 1] = at.get(link.end);
    const key = `${link.kind} ${link.status}`;
    if (!styles.has(key)) styles.set(key, { kind: link.kind, status: link.status, of: [] });
    if (link.start !== link.end) styles.get(key).of.push(i);
  });
  crowd.styles = [...styles.values()];
}

// The piece of the map that the stage shows, with some room around it.
function inSight(room) {
  const a = scene.network.DOMtoCanvas({ x: -room, y: -room }), b = scene.network.DOMtoCanvas({ x: wideOf() + room, y: highOf() + room });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

// What is in view, and whether it is too much to be drawn in full. A small part is always drawn whole.
function inView() {
  if (scene.nodes.length <= ALONE && scene.links.length <= LINKS_IN_FULL) return { nodes: scene.nodes, links: scene.links, many: false };
  gatherCrowd();
  const { left, top, right, bottom } = inSight(40), { xs, ys, ends } = crowd;
  crowd.here = [];
  scene.nodes.forEach((node, i) => { if (xs[i] > left && xs[i] < right && ys[i] > top && ys[i] < bottom && nodeShown(node)) crowd.here.push(i); });
  const nodes = crowd.here.map((i) => scene.nodes[i]);
  const links = scene.links.filter((link, i) => {
    const a = ends[2 * i], b = ends[2 * i + 1];
    return !((xs[a] < left && xs[b] < left) || (xs[a] > right && xs[b] > right) || (ys[a] < top && ys[b] < top) || (ys[a] > bottom && ys[b] > bottom)) && linkShown(link);
  });
  return { nodes, links, many: nodes.length > THINGS_IN_FULL || links.length > LINKS_IN_FULL };
}

const isCrowd = () => scene.nodes.length > THINGS_IN_FULL || scene.links.length > LINKS_IN_FULL;

// What is set apart is drawn in full on top of a crowd, if it is not a crowd itself.
function setApart() {
  if (!scene.apart && !scene.routeNodes.size && !scene.node && !scene.hovered && !scene.link) return { links: [], nodes: crowd.signed };
  const { apart } = scene, chosen = (id) => apart?.nodes.has(id) || apart?.near.has(id) || scene.routeNodes.has(id) || id === scene.node || id === scene.hovered;
  const links = scene.seen.links.filter((link) => apart?.links.has(link.id) || apart?.near.has(link.id) || scene.routeSteps.has(link.id) || link.id === scene.link);
  const nodes = scene.seen.nodes.filter((node) => chosen(node.id) || node.sign);
  nodes.sort((a, b) => b.weight - a.weight);
  return { links: links.length > ALONE ? [] : links, nodes: nodes.slice(0, ALONE) };
}

// The outline of a shape of size 1 as a list of x and y.
function cornersOf(shape) {
  if (!outlines.has(shape)) {
    const found = [];
    trace({ beginPath() {}, closePath() {}, lineTo: (x, y) => found.push(x, y), arc() { for (let i = 0; i < 8; i += 1) found.push(Math.cos(i * Math.PI / 4), Math.sin(i * Math.PI / 4)); } }, shape, 0, 0, 1);
    outlines.set(shape, found);
  }
  return outlines.get(shape);
}
const outlines = new Map();

function paintCrowd(context) {
  paintCrowdLinks(context, context.getTransform().a);
  paintCrowdNodes(context);
}

function paintCrowdLinks(context, ratio) {
  const { apart, colours, seen } = scene, { xs, ys, ends } = crowd, scale = scene.scale, shift = scene.network.canvasToDOM({ x: 0, y: 0 });
  const visible = new Set(seen.links);
  const draw = (chosen, pattern) => {
    let count = 0;
    context.setLineDash(pattern);
    context.beginPath();
    for (const i of chosen) {
      const a = ends[2 * i], b = ends[2 * i + 1];
      context.moveTo(xs[a] * scale + shift.x, ys[a] * scale + shift.y);
      context.lineTo(xs[b] * scale + shift.x, ys[b] * scale + shift.y);
      count += 1;
      if (count % STROKE === 0) { context.stroke(); context.beginPath(); }
    }
    context.stroke();
  };
  const thin = Math.min(0.5, Math.max(0.15, 900 / seen.links.length));
  context.lineWidth = 1 / ratio;
  for (const style of crowd.styles) {
    const here = style.of.filter((i) => visible.has(scene.links[i]));
    context.strokeStyle = colours.value(`--l${linkKinds.get(style.kind).number}`);
    context.globalAlpha = apart ? 0.08 : colours.strong ? 0.7 : thin;
    draw(apart ? here.filter((i) => !apart.links.has(scene.links[i].id)) : here, PATTERN[style.status]);
    context.globalAlpha = 0.9;
    if (apart) draw(here.filter((i) => apart.links.has(scene.links[i].id)), PATTERN[style.status]);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintCrowdNodes(context) {
  const { apart, colours } = scene, { xs, ys, sizes } = crowd, scale = scene.scale, shift = scene.network.canvasToDOM({ x: 0, y: 0 });
  const byKind = new Map();
  for (const i of crowd.here) {
    const node = scene.nodes[i];
    if (!byKind.has(node.kind)) byKind.set(node.kind, [[], []]);
    byKind.get(node.kind)[!apart || apart.nodes.has(node.id) ? 1 : 0].push(i);
  }
  for (const lit of [0, 1]) {
    context.globalAlpha = lit ? 1 : 0.2;
    for (const [id, group] of byKind) {
      const kind = kinds.get(id), corners = cornersOf(kind.shape);
      context.fillStyle = colours.value(`--k${kind.number}`);
      context.beginPath();
      group[lit].forEach((i, n) => {
        const x = xs[i] * scale + shift.x, y = ys[i] * scale + shift.y, size = 14 + 8 * sizes[i];
        const r = Math.min(Math.max(size * scale, scene.least * size / 18), 24) * (1 + 1.5 * sizes[i]);
        context.moveTo(x + corners[0] * r, y + corners[1] * r);
        for (let c = 2; c < corners.length; c += 2) context.lineTo(x + corners[c] * r, y + corners[c + 1] * r);
        context.closePath();
        if (n % FILL === FILL - 1) { context.fill(); context.beginPath(); }
      });
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

// The things of a crowd that are named if there is room: those set apart, then the most linked.
function nameable() {
  if (!scene.seen.many) return scene.seen.nodes;
  const { apart } = scene, order = (node) => (node.id === scene.node || node.id === scene.hovered ? 3 : apart?.nodes.has(node.id) ? 2 : apart?.near.has(node.id) || node.sign ? 1 : 0);
  const kept = apart ? scene.seen.nodes.filter((node) => order(node) > 0) : [...scene.seen.nodes];
  return kept.sort((a, b) => order(b) - order(a) || b.weight - a.weight).slice(0, NAMED);
}
