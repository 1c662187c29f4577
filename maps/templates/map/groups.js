// Groups: what a file of very many things shows first: circles of things with more links among themselves than with the rest. The picture is a twin
// of the list beside it. A group opens as a part: its most linked things.
const SVG_TOP = 26, MEMBERS = 300, LINES_SHOWN = 150, WIDEST = 8;
const grouped = view.groups?.heads ? view.groups : null;
const groupName = (group) => {
  const head = thingAt[grouped.heads[group]], n = grouped.sizes[group];
  return head ? (n > 1 ? w("groups_name", { name: briefOf(head), n: n - 1 }) : nameOf(head)) : w("groups_rest", { n });
};

// The links between groups that count now: how many between each two, and how many lead out of each.
function betweenGroups() {
  const pairs = new Map(), out = new Array(grouped.sizes.length).fill(0);
  for (const link of current().links) {
    const a = grouped.members[things.get(link.start).number], b = grouped.members[things.get(link.end).number];
    if (a === b) continue;
    const key = Math.min(a, b) * out.length + Math.max(a, b);
    pairs.set(key, (pairs.get(key) || 0) + 1);
    out[a] += 1;
    out[b] += 1;
  }
  const lines = [...pairs].map(([key, n]) => ({ a: Math.floor(key / out.length), b: key % out.length, n })).sort((x, y) => y.n - x.n);
  return { lines, out };
}

function membersOf(group) {
  const found = thingAt.filter((node) => grouped.members[node.number] === group);
  return found.sort((a, b) => touching(b.id).length - touching(a.id).length || (a.id < b.id ? -1 : 1));
}

function openGroup(group) {
  const members = membersOf(group), ids = new Set(members.slice(0, MEMBERS).map((node) => node.id));
  closePanel();
  showPart({ ids, title: w("groups_part", { name: groupName(group), n: ids.size, total: members.length }), named: ids }, "spring");
  setView("map");
  remember();
}

// Where the circles stand on the screen, and how large they are.
function circlesIn(box) {
  const largest = Math.max(...grouped.sizes), room = Math.sqrt(box.width * box.height / grouped.sizes.length) / 2.6;
  const sizes = grouped.sizes.map((n) => Math.max(7, Math.min(56, room) * Math.sqrt(n / largest)));
  const xs = grouped.places.map(([x]) => x), ys = grouped.places.map(([, y]) => y), most = Math.max(...sizes) + 30;
  const spread = (values, wide, least) => {
    const low = Math.min(...values), high = Math.max(...values);
    return (value) => (high > low ? least + (value - low) / (high - low) * Math.max(wide - 2 * least, 1) : wide / 2);
  };
  const across = spread(xs, box.width, most), down = spread(ys, box.height, most);
  const found = grouped.places.map(([x, y], group) => ({ group, x: across(x), y: down(y), r: sizes[group] }));
  for (let round = 0; round < 60; round += 1) {
    for (const a of found) for (const b of found) {
      const gap = Math.hypot(a.x - b.x, a.y - b.y) || 1, push = (a.r + b.r + 8 - gap) / 2;
      if (a.group >= b.group || push <= 0) continue;
      const dx = (a.x - b.x) / gap * push || push, dy = (a.y - b.y) / gap * push;
      a.x += dx; a.y += dy; b.x -= dx; b.y -= dy;
    }
    for (const one of found) {
      one.x = Math.min(Math.max(one.x, one.r + 4), box.width - one.r - 4);
      one.y = Math.min(Math.max(one.y, one.r + 4), box.height - one.r - SVG_TOP);
    }
  }
  return found;
}

function showGroups() {
  if (scene.view !== "groups") return;
  const frame = byId("groups-picture"), box = { width: frame.clientWidth, height: frame.clientHeight }, { lines, out } = betweenGroups();
  const order = grouped.sizes.map((_, group) => group);
  byId("groups-told").textContent = w("groups_told", { n: things.size, groups: order.length });
  byId("groups-list").replaceChildren(...order.map((group) => make("li", {}, make("button", { type: "button", "data-group": group, on: {
    click: () => openGroup(group), focus: () => light(group, true), blur: () => light(group, false), pointerenter: () => light(group, true), pointerleave: () => light(group, false) } },
  groupName(group), make("span", {}, w("groups_counts", { n: grouped.sizes[group], links: out[group] }))))));
  const svg = svgOf("svg", { viewBox: `0 0 ${box.width} ${box.height}`, "aria-hidden": "true" });
  const places = circlesIn(box), most = lines[0]?.n || 1;
  for (const { a, b, n } of lines.slice(0, LINES_SHOWN).reverse()) {
    svg.append(svgOf("line", { x1: places[a].x, y1: places[a].y, x2: places[b].x, y2: places[b].y, "stroke-width": Math.max(1, WIDEST * n / most).toFixed(1) }));
  }
  const circles = places.map(({ group, x, y, r }) => {
    const one = svgOf("g", { "data-group": group, ...(grouped.heads[group] < 0 ? { class: "rest" } : {}) }), said = svgOf("title", {});
    said.textContent = `${groupName(group)}: ${w("groups_counts", { n: grouped.sizes[group], links: out[group] })}`;
    one.append(said, svgOf("circle", { cx: x, cy: y, r }));
    one.addEventListener("click", () => openGroup(group));
    return one;
  });
  svg.append(...circles, ...groupLabels(places, box));
  frame.replaceChildren(svg);
}

// The names of the largest groups that find room under their circles.
function groupLabels(places, box) {
  const taken = [], found = [], bodies = places.map(({ group, x, y, r }) => ({ group, x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
  for (const { group, x, y, r } of places) {
    const head = thingAt[grouped.heads[group]], text = block(head ? `${briefOf(head)} +${grouped.sizes[group] - 1}` : groupName(group), 150, 3), left = Math.min(Math.max(x - text.width / 2, 4), box.width - text.width - 4);
    const spots = [y + r + 2, y - r - 2 - text.height, y - text.height / 2].map((top) => ({ x: left, y: top, width: text.width, height: text.height }));
    const spot = spots.find((one) => one.y > 2 && one.y + one.height < box.height - 2 && ![...taken, ...bodies.filter((body) => body.group !== group)].some((other) => clash(one, other)));
    if (!spot) continue;
    taken.push(spot);
    text.lines.forEach((line, i) => {
      const one = svgOf("text", { x: spot.x + spot.width / 2, y: spot.y + text.line * (i + 0.8), "pointer-events": "none" });
      one.textContent = line;
      found.push(one);
    });
  }
  return found;
}
function light(group, on) {
  document.querySelector(`#groups-picture [data-group="${group}"]`)?.classList.toggle("now", on);
}

// Spring: a layout for any part without places of its own: linked things near one another, all apart; the same part, the same picture.
layouts.spring = {
  word: "layout_force",
  offered: () => scene.part !== FIRST && !scene.part.centre && scene.part.ids.size <= MEMBERS + 1,
  place(nodes, links) {
    const at = new Map(nodes.map((node, i) => [node.id, i])), turn = Math.PI * (3 - Math.sqrt(5)), APART = 150;
    const spots = nodes.map((_, i) => ({ x: Math.sqrt(i + 0.5) * APART * Math.cos(i * turn) * 1.5, y: Math.sqrt(i + 0.5) * APART * Math.sin(i * turn) }));
    const pairs = links.filter((link) => link.start !== link.end).map((link) => [spots[at.get(link.start)], spots[at.get(link.end)]]);
    for (let round = 0; round < 90; round += 1) {
      const heat = 1 - round / 90;
      for (const [a, b] of pairs) {
        const dx = b.x - a.x, dy = b.y - a.y, pull = 0.06 * heat * Math.max(0, 1 - 1.6 * APART / (Math.hypot(dx, dy) || 1));
        a.x += dx * pull; a.y += dy * pull; b.x -= dx * pull; b.y -= dy * pull;
      }
      for (let i = 0; i < spots.length; i += 1) for (let j = 0; j < i; j += 1) {
        const a = spots[i], b = spots[j], dx = (a.x - b.x) / 1.5, dy = a.y - b.y, gap = Math.hypot(dx, dy) || 1;
        if (gap >= APART) continue;
        const push = (APART - gap) / gap / 2.2;
        a.x += dx * 1.5 * push; a.y += dy * push; b.x -= dx * 1.5 * push; b.y -= dy * push;
      }
    }
    return { places: new Map(nodes.map((node, i) => [node.id, { x: Math.round(spots[i].x), y: Math.round(spots[i].y) }])) };
  },
};

if (grouped) {
  views.groups = { show: showGroups, hide() {} };
  onConditions(showGroups);
  starting.push(() => new ResizeObserver(() => requestAnimationFrame(showGroups)).observe(byId("groups-picture")));
}
