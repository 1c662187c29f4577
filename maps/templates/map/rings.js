// Rings: the layout with one thing in the middle and the others in rings around it, with its bar, its legend and what it says in the table.
// Only as many are drawn as the stage can name.
const ringRow = (() => {
  const MOST = 64, MOST_NARROW = 24, SHELF = 7, FIRST_RING = 0.36;
  const state = { centre: "", backwards: false, from: null };
  let known = { key: "", plan: null };

  const stageSize = () => ({ wide: Math.max(wideOf(), 320), high: Math.max(highOf(), 320) });

  // Who is drawn, and where: of each ring the most central, as many as find room on it; what nothing leads to stands on a shelf below.
  function planOf(centre, backwards) {
    const rows = ringsAround(centre, backwards), { wide, high } = stageSize(), label = ringLabel();
    const groups = RINGS.map((name) => ({ name, rows: rows.filter((row) => row.ring === name) })).filter((group) => group.rows.length);
    const rings = groups.filter((group) => group.name !== "none"), shelf = groups.find((group) => group.name === "none");
    const a = wide / 2 - (narrow.matches ? 52 : 96), b = (high - 108 - low() - (shelf ? (narrow.matches ? 24 : label.high + 24) : 0)) / 2;
    rings.forEach((group, i) => {
      const part = rings.length > 1 ? FIRST_RING + (1 - FIRST_RING) * i / (rings.length - 1) : 0.7;
      Object.assign(group, ringEllipse(a * part, b * part, measure(captionOf({ ...group, drawn: group.rows.slice(1) }))));
    });
    const most = narrow.matches ? MOST_NARROW : MOST, rooms = rings.map((group) => Math.min(group.rows.length, Math.floor(group.length) + 1));
    const all = rooms.reduce((sum, room) => sum + room, 0);
    rings.forEach((group, i) => { group.drawn = group.rows.slice(0, all <= most ? rooms[i] : Math.max(1, Math.floor(rooms[i] * most / all))); });
    if (shelf) {
      shelf.drawn = shelf.rows.slice(0, narrow.matches ? 0 : SHELF);
      Object.assign(shelf, { a, b: b + 24, length: shelf.drawn.length, at: (s) => ({ x: Math.round(RING_UNIT * a * (2 * s / shelf.drawn.length - 1) * 0.92), y: Math.round(RING_UNIT * (b + label.high + 10)) }) });
    }
    const reached = new Map(groups.flatMap((group) => group.drawn.map((row) => [row.id, { ...row, parent: drawnParent(row, groups, backwards) }])));
    return { centre, rows, rowOf: new Map(rows.map((row) => [row.id, row])), groups, reached, ids: new Set([centre, ...reached.keys()]), faint: new Set(shelf ? shelf.drawn.map((row) => row.id) : []) };
  }

  // The links that are drawn: those between a thing and the one that leads to it.
  function stepLinks({ centre, reached }, links) {
    const pairs = new Set([...reached.values()].filter((row) => row.parent === centre || reached.has(row.parent)).map((row) => [row.id, row.parent].sort().join(" ")));
    return new Set(links.filter((link) => pairs.has([link.start, link.end].sort().join(" "))).map((link) => link.id));
  }

  function planNow() {
    const { wide, high } = stageSize();
    const key = [state.centre, state.backwards, wide, high, words.lang, conditions.on, conditions.status, conditions.lens, ...[...conditions.assertions].sort()].join(" ");
    if (known.key !== key) known = { key, plan: planOf(state.centre, state.backwards) };
    return known.plan;
  }

  const captionOf = ({ name, rows, drawn }) => (narrow.matches && name !== "none" ? w(`rings_${name}`)
    : [w(`rings_${name}`), drawn.length && drawn.length < rows.length ? w("rings_part", { n: drawn.length, total: rows.length }) : String(rows.length)].join(" · "));

  // Circles with their captions, under the links. Names keep clear of captions.
  const backdropOf = (plan) => (context) => {
    const { colours } = scene;
    for (const { name, a, b } of plan.groups.filter((group) => group.name !== "none")) {
      context.beginPath();
      for (let i = 0; i <= 120; i += 1) {
        const turn = 2 * Math.PI * i / 120, p = onScreen({ x: RING_UNIT * a * Math.sin(turn), y: -RING_UNIT * b * Math.cos(turn) });
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
      const text = block(captionOf(group), 400, 1), p = onScreen({ x: 0, y: RING_UNIT * (group.name === "none" ? group.b : -group.b) });
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

  // In which ring a thing stands, in words, and over whom it is reached first: for the table; null where none are drawn.
  function ringRow(id) {
    const row = scene.part.rings && planNow().rowOf.get(id);
    return row ? [w(`rings_${row.ring}`), row.by && nameOf(things.get(row.by))].filter(Boolean) : null;
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
      return { places: ringPlaces(plan, links), backdrop: backdropOf(plan), links: stepLinks(plan, links), faint: plan.faint };
    },
  };
  starting.push(startRings);
  return ringRow;
})();
