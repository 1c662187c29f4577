// Labels: names at a constant size, wrapped, never over one another, never cut at an edge;
// what matters most is placed first, and what finds no room is left to the next zoom step.
const SIZE = 16, LINE = 20, TALL = 27, MOST = 260;
const FONT = `600 ${SIZE}px "Kuasa Noto", "Kuasa Scripts", "Noto Sans", system-ui, sans-serif`;
const ruler = document.createElement("canvas").getContext("2d");
const measured = new Map();
const blocks = new Map();

function measure(text) {
  if (!measured.has(text)) { ruler.font = FONT; measured.set(text, ruler.measureText(text).width); }
  return measured.get(text);
}

function block(text, width, most) {
  const key = `${width}|${most}|${text}`;
  if (!blocks.has(key)) {
    const lines = wrap(text, width, most, measure);
    const line = WITHOUT_SPACES.test(text) ? TALL : LINE;
    blocks.set(key, { lines, line, width: Math.max(0, ...lines.map(measure)) + 4, height: lines.length * line });
  }
  return blocks.get(key);
}

const clash = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function spotsAround(p, r, size) {
  const gap = r + 4, { width, height } = size;
  return [
    { x: p.x - width / 2, y: p.y + gap }, { x: p.x - width / 2, y: p.y - gap - height },
    { x: p.x + gap + 2, y: p.y - height / 2 }, { x: p.x - gap - 2 - width, y: p.y - height / 2 },
    { x: p.x + gap * 0.6, y: p.y + gap * 0.7 }, { x: p.x - gap * 0.6 - width, y: p.y + gap * 0.7 },
    { x: p.x + gap * 0.6, y: p.y - gap * 0.7 - height }, { x: p.x - gap * 0.6 - width, y: p.y - gap * 0.7 - height },
  ].map((spot) => ({ ...spot, width, height }));
}

// Names in the order of their importance: [node, must be shown].
function ranked(apart) {
  const rank = (node) => {
    if (node.id === scene.node || node.id === scene.hovered || node.id === scene.part.centre) return 4;
    if (apart?.nodes.has(node.id)) return 3;
    if (apart?.near.has(node.id)) return 2;
    return !apart && (node.sign || scene.routeNodes.has(node.id)) ? 1 : 0;
  };
  return nameable().filter((node) => nodeShown(node) && (!apart || rank(node) > 0))
    .map((node) => [node, rank(node)])
    .sort((a, b) => b[1] - a[1] || b[0].weight - a[0].weight || (a[0].id < b[0].id ? -1 : 1));
}

function drawLabels(context, apart, taken) {
  const colour = getComputedStyle(root);
  const room = { width: wideOf(), height: highOf() - covered() };
  const placed = [...taken, ...scene.signs, ...zoomButtons()];
  const bodies = [];
  for (const node of nameable()) {
    const p = onScreen(node), r = radius(node);
    if (nodeShown(node) && p.x > -r && p.y > -r && p.x < room.width + r && p.y < room.height + r) {
      bodies.push({ id: node.id, p, r, x: p.x - r, y: p.y - r, width: 2 * r, height: 2 * r });
    }
  }
  const visible = new Map(bodies.map((body) => [body.id, body]));
  const crowded = bodies.length > 45 || narrow.matches;
  const weights = bodies.map((body) => things.get(body.id).weight).sort((a, b) => b - a);
  const eminent = bodies.length > 90 ? weights[16] : Infinity;
  let drawn = 0;
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const [node, rank] of ranked(apart)) {
    const body = visible.get(node.id);
    if (!body || drawn >= MOST) continue;
    const width = narrow.matches ? 132 : 172;
    const must = rank === 4 || (sheet.now && rank >= 1) || (node.sign && !apart && !narrow.matches) || (rank === 3 && Boolean(currentStep()));
    const inFull = (must && !(narrow.matches && node.id === scene.part.centre)) || (rank === 3 && !narrow.matches) || (!crowded && (rank > 0 || !scene.routeNodes.size));
    const short = briefOf(node);
    const whole = (one) => one === short || !block(one, width, rank >= 1 ? 4 : 3).lines.at(-1)?.endsWith("…");
    const texts = node.sign ? [`${short} ▸ ${node.sign}`, short] : inFull ? [...new Set([bothNames(node), nameOf(node), short])].filter(whole) : [short];
    const obstacles = apart || (narrow.matches && rank >= 1) ? bodies.filter((b) => (apart ? apart.nodes.has(b.id) || apart.near.has(b.id) : scene.routeNodes.has(b.id))) : bodies;
    let spot = null, text = null, spare = null;
    for (const candidate of texts.filter(Boolean)) {
      text = block(candidate, width, node.sign ? 5 : rank >= 1 ? 4 : 3);
      const spots = spotsAround(body.p, body.r + (node.sign ? 8 : 0), text);
      const inside = spots.filter((s) => s.x >= 4 && s.y >= 4 && s.x + s.width <= room.width - 4 && s.y + s.height <= room.height - 4);
      const free = inside.filter((s) => !placed.some((t) => clash(s, t)) && !obstacles.some((b) => b.id !== node.id && (node.weight < eminent || things.get(b.id).weight >= eminent) && clash(s, b)));
      spot = free.find((s) => !scene.walked.some((t) => clash(s, t))) || null;
      if (spot) break;
      if (!spare && free.length) spare = { spot: free[0], text };
    }
    if (!spot && spare) ({ spot, text } = spare);
    if (!spot && must) spot = forced(spotsAround(body.p, body.r, text), room, placed);
    if (!spot) continue;
    placed.push(spot);
    drawn += 1;
    scene.marks.set(node.id, spot);
    context.globalAlpha = apart && rank === 2 ? 0.75 : 1;
    text.lines.forEach((line, i) => {
      const x = spot.x + spot.width / 2, y = spot.y + text.line * (i + 0.5);
      context.lineWidth = 5;
      context.strokeStyle = colour.getPropertyValue("--bg");
      context.strokeText(line, x, y);
      context.fillStyle = colour.getPropertyValue("--ink");
      context.fillText(line, x, y);
    });
    context.globalAlpha = 1;
  }
}

// A name that must be shown: pushed inside the stage, over the fewest others.
function forced(spots, room, placed) {
  const inside = spots.map((s) => ({ ...s,
    x: Math.min(Math.max(s.x, 4), Math.max(4, room.width - s.width - 4)),
    y: Math.min(Math.max(s.y, 4), Math.max(4, room.height - s.height - 4)) }));
  const clashes = (s) => placed.filter((t) => clash(s, t)).length;
  return inside.reduce((best, s) => (clashes(s) < clashes(best) ? s : best));
}

function zoomButtons() {
  if (sheet.now) return [];
  const box = stage.querySelector(".zoom").getBoundingClientRect(), base = stage.getBoundingClientRect();
  return [{ x: box.left - base.left - 4, y: box.top - base.top - 4, width: box.width + 8, height: box.height + 8 }];
}
