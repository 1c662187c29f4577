// Rings: how many steps of influence things are from the one in the middle, or it from them; whom only plans would reach; whom nothing
// is known to reach. Steps are those of stepsFrom under the conditions of the page. Only as many are drawn as the stage can name.
const RINGS = ["one", "two", "more", "planned", "none"];
const { ringsAround, ringsAsTable, showRings } = (() => {
  const MOST = 64, MOST_NARROW = 24, SHELF = 7, FIRST_RING = 0.36, UNIT = 1.8;
  const state = { centre: "", backwards: false, from: null };
  let known = { key: "", plan: null };

  // Steps from a thing, and for each thing reached the one before it: the nearer end of the strongest usable link.
  function walked(centre, backwards, asked) {
    const steps = stepsFrom([centre], asked, { backwards }), network = networkOf(asked), before = new Map();
    for (const { tail, head, first } of network.edges) {
      const near = backwards ? head : tail, a = thingAt[near].id, b = thingAt[backwards ? tail : head].id;
      if (!steps.has(a) || steps.get(b) !== steps.get(a) + 1 || (steps.get(a) > 0 && !(network.shares[near] > 0))) continue;
      const other = before.get(b);
      if (!other || first.strength > other.strength || (first.strength === other.strength && a < other.id)) before.set(b, { id: a, strength: first.strength });
    }
    return { steps, before };
  }

  const wider = (asked) => ({ ...asked, status: asked.status === "actual" ? "planned" : "all" });

  // Every thing but the middle, in its ring: [{id, ring, steps, parent, by}], `by` the first step (or, backwards, the last one before the middle).
  function ringsAround(centre, backwards, asked = conditions) {
    const now = walked(centre, backwards, asked), planned = walked(centre, backwards, wider(asked));
    const rows = [];
    for (const thing of things.values()) {
      if (thing.id === centre || leftOut.has(thing.id) || !alive(thing, asked.on)) continue;
      const reached = now.steps.has(thing.id) ? now : planned.steps.has(thing.id) ? planned : null;
      if (!reached && thing.person) continue;
      const steps = reached ? reached.steps.get(thing.id) : 0;
      let by = thing.id;
      while (reached && reached.before.has(by) && reached.before.get(by).id !== centre) by = reached.before.get(by).id;
      rows.push({ id: thing.id, steps, ring: !reached ? "none" : reached === planned ? "planned" : RINGS[Math.min(steps, 3) - 1],
        parent: reached?.before.get(thing.id)?.id ?? "", by: reached && steps > 1 ? by : "" });
    }
    return rows.sort((a, b) => RINGS.indexOf(a.ring) - RINGS.indexOf(b.ring) || things.get(b.id).weight - things.get(a.id).weight || (a.id < b.id ? -1 : 1));
  }

  const stageSize = () => ({ wide: Math.max(wideOf(), 320), high: Math.max(highOf(), 320) });
  const labelSize = () => (narrow.matches ? { wide: 84, high: 48 } : { wide: 128, high: 50 });

  // An ellipse that fills the stage, open at the top for its caption: points on it by the room that names need along it.
  function ellipse(a, b, caption) {
    const label = labelSize(), gap = Math.asin(Math.min(0.92, (caption / 2 + 16) / a)), turns = 720, angles = [], lengths = [];
    let length = 0;
    for (let i = 0; i <= turns; i += 1) {
      const angle = gap + (2 * Math.PI - 2 * gap) * i / turns;
      if (i) length += Math.hypot(a * Math.cos(angle) / label.wide, b * Math.sin(angle) / label.high) * (angle - angles[i - 1]);
      angles.push(angle);
      lengths.push(length);
    }
    const at = (s) => {
      let low = 0, high = turns;
      while (low < high) { const middle = (low + high) >> 1; if (lengths[middle] < s) low = middle + 1; else high = middle; }
      return { x: Math.round(UNIT * a * Math.sin(angles[low])), y: Math.round(-UNIT * b * Math.cos(angles[low])) };
    };
    return { a, b, length, at };
  }

  // Who is drawn, and where: of each ring the most central, as many as find room on it; what nothing leads to stands on a shelf below.
  function planOf(centre, backwards) {
    const rows = ringsAround(centre, backwards), { wide, high } = stageSize(), label = labelSize();
    const groups = RINGS.map((name) => ({ name, rows: rows.filter((row) => row.ring === name) })).filter((group) => group.rows.length);
    const rings = groups.filter((group) => group.name !== "none"), shelf = groups.find((group) => group.name === "none");
    const a = wide / 2 - (narrow.matches ? 52 : 96), b = (high - 108 - low() - (shelf ? (narrow.matches ? 24 : label.high + 24) : 0)) / 2;
    rings.forEach((group, i) => {
      const part = rings.length > 1 ? FIRST_RING + (1 - FIRST_RING) * i / (rings.length - 1) : 0.7;
      Object.assign(group, ellipse(a * part, b * part, measure(captionOf({ ...group, drawn: group.rows.slice(1) }))));
    });
    const most = narrow.matches ? MOST_NARROW : MOST, rooms = rings.map((group) => Math.min(group.rows.length, Math.floor(group.length) + 1));
    const all = rooms.reduce((sum, room) => sum + room, 0);
    rings.forEach((group, i) => { group.drawn = group.rows.slice(0, all <= most ? rooms[i] : Math.max(1, Math.floor(rooms[i] * most / all))); });
    if (shelf) {
      shelf.drawn = shelf.rows.slice(0, narrow.matches ? 0 : SHELF);
      Object.assign(shelf, { a, b: b + 24, length: shelf.drawn.length, at: (s) => ({ x: Math.round(UNIT * a * (2 * s / shelf.drawn.length - 1) * 0.92), y: Math.round(UNIT * (b + label.high + 10)) }) });
    }
    const reached = new Map(groups.flatMap((group) => group.drawn.map((row) => [row.id, { ...row, parent: drawnParent(row, groups, backwards) }])));
    return { centre, backwards, rows, groups, reached, ids: new Set([centre, ...reached.keys()]), faint: new Set(shelf ? shelf.drawn.map((row) => row.id) : []) };
  }

  // Of the things drawn that are one step nearer, the one with the strongest link; else the one that leads there, which is not drawn.
  function drawnParent(row, groups, backwards) {
    if (row.steps < 2) return row.parent;
    const near = new Set(groups.flatMap((group) => group.drawn.filter((other) => other.steps === row.steps - 1).map((other) => other.id)));
    const network = networkOf(row.ring === "planned" ? wider(conditions) : conditions);
    let best = null;
    for (const { tail, head, first } of (backwards ? network.out : network.into)[things.get(row.id).number]) {
      const { id, number } = thingAt[backwards ? head : tail];
      if (near.has(id) && network.shares[number] > 0 && (!best || first.strength > best.strength || (first.strength === best.strength && id < best.id))) best = { id, strength: first.strength };
    }
    return best?.id ?? row.parent;
  }

  // The links that are drawn: those between a thing and the one that leads to it.
  function stepLinks({ centre, reached }, links) {
    const pairs = new Set([...reached.values()].filter((row) => row.parent === centre || reached.has(row.parent)).map((row) => [row.id, row.parent].sort().join(" ")));
    return new Set(links.filter((link) => pairs.has([link.start, link.end].sort().join(" "))).map((link) => link.id));
  }

  function planNow() {
    const { wide, high } = stageSize();
    const key = [state.centre, state.backwards, wide, high, conditions.on, conditions.status, conditions.lens, ...[...conditions.assertions].sort()].join(" ");
    if (known.key !== key) known = { key, plan: planOf(state.centre, state.backwards) };
    return known.plan;
  }

  // Ring by ring, things stand over the thing of the ring before that leads to them: each has a share of the turn as large as what hangs on it.
  function placesOf({ centre, groups, reached }, links) {
    const children = new Map(), tops = [];
    for (const row of reached.values()) {
      let parent = row.parent;
      while (parent && parent !== centre && !reached.has(parent)) parent = known.plan.rows.find((one) => one.id === parent)?.parent ?? "";
      if (row.ring === "none") continue;
      if (!parent || parent === centre) tops.push(row);
      else children.set(parent, [...(children.get(parent) || []), row]);
    }
    const weight = (row) => Math.max(1, (children.get(row.id) || []).reduce((sum, child) => sum + weight(child), 0));
    const wanted = new Map();
    const spreadOver = (rows, from, to) => {
      const whole = rows.reduce((sum, row) => sum + weight(row), 0);
      let at = from;
      for (const row of rows) {
        const own = (to - from) * weight(row) / whole;
        wanted.set(row.id, at + own / 2);
        spreadOver(children.get(row.id) || [], at, at + own);
        at += own;
      }
    };
    spreadOver(neighbourly(tops, links, children), 0, 1);
    const places = new Map([[centre, { x: 0, y: 0 }]]);
    for (const group of groups) {
      const rows = group.drawn.map((row, i) => ({ id: row.id, wanted: wanted.has(row.id) ? wanted.get(row.id) * group.length : i + 0.5 })).sort((a, b) => a.wanted - b.wanted || (a.id < b.id ? -1 : 1));
      const even = group.name === "none" ? rows.map((row) => row.wanted) : apartBy(rows.map((row) => row.wanted), Math.min(1, group.length / Math.max(rows.length - 1, 1)), group.length);
      even.forEach((s, i) => places.set(rows[i].id, group.at(s)));
    }
    return places;
  }

  // First steps in an order in which those that share neighbours stand side by side.
  function neighbourly(tops, links, children) {
    const near = new Map(tops.map((row) => [row.id, new Set([row.id, ...(children.get(row.id) || []).map((child) => child.id)])]));
    for (const { start, end } of links) { near.get(start)?.add(end); near.get(end)?.add(start); }
    const shared = (a, b) => [...near.get(a.id)].filter((id) => near.get(b.id).has(id)).length;
    const left = [...tops], order = left.splice(0, 1);
    while (left.length) {
      const last = order[order.length - 1];
      const next = left.reduce((best, row, i) => (shared(last, row) > shared(last, left[best]) ? i : best), 0);
      order.push(...left.splice(next, 1));
    }
    return order;
  }

  // The nearest numbers to some wanted ones (in rising order) that are all a step apart and within 0 and a length: pooled neighbours.
  function apartBy(wanted, step, length) {
    const pools = [];
    wanted.forEach((value, i) => {
      pools.push({ sum: value - i * step, count: 1 });
      while (pools.length > 1 && pools[pools.length - 2].sum / pools[pools.length - 2].count >= pools[pools.length - 1].sum / pools[pools.length - 1].count) {
        const last = pools.pop();
        pools[pools.length - 1].sum += last.sum;
        pools[pools.length - 1].count += last.count;
      }
    });
    const most = Math.max(0, length - (wanted.length - 1) * step);
    return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => Math.min(Math.max(sum / count, 0), most))).map((value, i) => value + i * step);
  }

  const captionOf = ({ name, rows, drawn }) => (narrow.matches && name !== "none" ? w(`rings_${name}`)
    : [w(`rings_${name}`), drawn.length && drawn.length < rows.length ? w("rings_part", { n: drawn.length, total: rows.length }) : String(rows.length)].join(" · "));

  // Circles with their captions, under the links. Names keep clear of captions.
  const backdropOf = (plan) => (context) => {
    const { colours } = scene;
    for (const { name, a, b } of plan.groups.filter((group) => group.name !== "none")) {
      context.beginPath();
      for (let i = 0; i <= 120; i += 1) {
        const turn = 2 * Math.PI * i / 120, p = onScreen({ x: UNIT * a * Math.sin(turn), y: -UNIT * b * Math.cos(turn) });
        if (i) context.lineTo(p.x, p.y); else context.moveTo(p.x, p.y);
      }
      context.lineWidth = colours.strong ? 2 : 1.4;
      context.strokeStyle = colours.value("--rule");
      context.setLineDash(name === "planned" ? [11, 7] : []);
      context.stroke();
      context.setLineDash([]);
    }
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const captions = [];
    for (const group of plan.groups) {
      const text = block(captionOf(group), 400, 1), p = onScreen({ x: 0, y: UNIT * (group.name === "none" ? group.b : -group.b) });
      const box = { x: p.x - text.width / 2 - 6, y: p.y - text.height / 2, width: text.width + 12, height: text.height };
      context.fillStyle = colours.bg;
      context.fillRect(box.x, box.y, box.width, box.height);
      context.fillStyle = colours.value("--soft");
      text.lines.forEach((line, i) => context.fillText(line, p.x, box.y + text.line * (i + 0.5) + 1));
      captions.push(box);
    }
    scene.signs.push(...captions);
    byId("drawing").dataset.captions = JSON.stringify(captions.map(({ x, y, width, height }) => [x, y, width, height]));
    byId("drawing").dataset.rings = JSON.stringify(plan.groups.map(({ name, rows, drawn }) => [name, drawn.length, rows.length]));
  };

  // What the rings mean, in words, with how many stand on each.
  function legend() {
    const { groups } = planNow();
    return [make("fieldset", { class: "plain" }, make("legend", {}, w("layout_rings")),
      make("ul", { class: "rings-legend" }, ...groups.map(({ name, rows }) => make("li", {}, make("span", {}, make("b", {}, w(`rings_${name}`)), `: ${w(`rings_${name}_told`)}`), make("span", { class: "count" }, String(rows.length))))))];
  }

  // Every thing with its ring, in words, and the first step of the way: for the table.
  function ringsAsTable() {
    return planNow().rows.map(({ id, ring, by }) => ({ ring: w(`rings_${ring}`), id, thing: nameOf(things.get(id)), by: by ? nameOf(things.get(by)) : "" }));
  }

  // The middle: what is asked for, else whom the routes asked for start from, else the most central thing.
  function middle(id = "") {
    if (things.has(id)) return id;
    const ours = view.asked[0].find((one) => things.has(one));
    return ours ?? [...things.values()].reduce((best, one) => (one.weight > best.weight || (one.weight === best.weight && one.id < best.id) ? one : best)).id;
  }

  // A part whose things are those of the rings, whatever the conditions are.
  const part = { get ids() { return planNow().ids; }, get named() { return planNow().ids; }, get centre() { return state.centre; }, get title() { return w("rings_title", { name: (narrow.matches ? briefOf : nameOf)(things.get(state.centre)) }); }, rings: true };

  function showRings(id = scene.node || state.centre, backwards = state.backwards) {
    if (!scene.part.rings) state.from = scene.part;
    Object.assign(state, { centre: middle(id), backwards });
    known.key = "";
    showPart(part, "rings");
    tell();
  }

  function tell() {
    const bar = byId("rings"), shown = scene.layout === "rings" && scene.part.rings;
    bar.hidden = !shown;
    if (!shown) return;
    byId("rings-name").value = nameOf(things.get(state.centre));
    byId("rings-way").value = state.backwards ? "back" : "ahead";
    const { rows } = planNow(), count = (name) => rows.filter((row) => row.ring === name).length;
    const said = byId("rings-said");
    said.classList.remove("wrong");
    said.textContent = w(state.backwards ? "rings_said_back" : "rings_said", { one: count("one"), two: count("two"), more: count("more"), planned: count("planned"), none: count("none") });
    tellHere();
  }

  // What is chosen can be put in the middle.
  function tellHere() {
    const here = byId("rings-here"), thing = scene.node && scene.node !== state.centre ? things.get(scene.node) : null;
    here.hidden = !thing;
    if (thing) here.textContent = w("rings_here", { name: briefOf(thing) });
  }

  function named(text) {
    const wanted = fold(text);
    return wanted ? [...things.values()].find((thing) => [thing.label, thing.short, nameOf(thing), ...thing.names].some((name) => fold(name) === wanted)) ?? lookUp(text)[0]?.node ?? null : null;
  }

  function startRings() {
    const bar = byId("rings"), name = byId("rings-name");
    byId("rings-names").append(...[...things.values()].sort((a, b) => b.weight - a.weight).slice(0, 1000).map((thing) => make("option", { value: thing.label })));
    const asked = (event) => {
      event.preventDefault();
      const thing = named(name.value);
      if (thing) { if (thing.id !== state.centre) showRings(thing.id); return; }
      byId("rings-said").classList.add("wrong");
      byId("rings-said").textContent = w("search_none");
    };
    bar.addEventListener("submit", asked);
    name.addEventListener("change", asked);
    byId("rings-here").addEventListener("click", () => showRings(scene.node));
    byId("rings-way").addEventListener("change", (event) => showRings(state.centre, event.target.value === "back"));
    onConditions(tell);
    onPart(() => requestAnimationFrame(tell));
    let size = "";
    new ResizeObserver(() => {
      const now = `${stage.clientWidth}x${stage.clientHeight}`;
      if (now === size || scene.layout !== "rings" || !scene.part.rings || !stage.clientWidth) return;
      size = now;
      requestAnimationFrame(() => { gather(); drawPart(); settle(); showAll(true); });
    }).observe(stage);
  }

  layouts.rings = {
    word: "layout_rings", offered: () => things.size > 1, open: showRings, leave: () => state.from, legend,
    place(nodes, links) {
      if (!state.centre) state.centre = middle(scene.node || scene.part.centre);
      const plan = planNow();
      return { places: placesOf(plan, links), backdrop: backdropOf(plan), links: stepLinks(plan, links), faint: plan.faint };
    },
  };
  starting.push(startRings);
  return { ringsAround, ringsAsTable, showRings };
})();
