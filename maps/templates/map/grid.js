// Grid: power against interest, or against and for, as groups in sessions judged: a layout with axes, where the file holds assessments.
// The shape stands at the middle value, a cross reaches from the lowest to the highest. What has no value on both axes is counted, not placed.
(() => {
  const AXES = { interest_power: ["interest", "power"], alignment_interest: ["alignment", "interest"], alignment_power: ["alignment", "power"] };
  const ENDS = { interest: ["grid_little_interest", "grid_much_interest"], power: ["grid_little_power", "grid_much_power"], alignment: ["grid_against", "grid_for"] };
  const BESIDE = 26, CORNERS = 480;
  const state = { axes: "" };

  const judged = (id) => view.assessments[id] || {};
  const onBoth = (id, axes) => AXES[axes].every((name) => judged(id)[name]);
  const usable = (ids) => Object.keys(AXES).filter((axes) => [...ids].some((id) => onBoth(id, axes)));
  const least = (name) => view.scales[name][0], most = (name) => view.scales[name][1];

  // The room of the grid on the stage: what is left beside the numbers and captions of the axes.
  function room() {
    const side = narrow.matches ? 52 : 96;
    return { wide: Math.max(wideOf() - 2 * side, 160), high: Math.max(highOf() - 108 - low(), 160) };
  }

  // Where everything stands: values turned into places; things with the same values side by side.
  function planOf(nodes, axes) {
    const { wide, high } = room(), [across, up] = AXES[axes];
    const x = (value) => Math.round(wide * ((value - least(across)) / (most(across) - least(across)) - 0.5));
    const y = (value) => Math.round(-high * ((value - least(up)) / (most(up) - least(up)) - 0.5));
    const placed = nodes.filter((node) => onBoth(node.id, axes)), same = new Map(), places = new Map();
    for (const node of [...placed].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const at = { x: x(judged(node.id)[across][0]), y: y(judged(node.id)[up][0]) }, key = `${at.x} ${at.y}`;
      same.set(key, [...(same.get(key) || []), { node, at }]);
    }
    for (const group of same.values()) group.forEach(({ node, at }, i) => places.set(node.id, { x: at.x + Math.round((i - (group.length - 1) / 2) * BESIDE), y: at.y }));
    const corners = [{ x: -wide / 2, y: -high / 2 }, { x: wide / 2, y: high / 2 }];
    return { axes, across, up, x, y, wide, high, places, corners, placed, all: nodes.length };
  }

  function line(context, from, to) {
    const a = onScreen(from), b = onScreen(to);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }

  // Words at a place on the screen, in lines; names keep clear of them.
  function write(context, said, at, { width, align = "center", base = "middle" }) {
    const text = block(said, width, 3), left = align === "left" ? at.x : align === "right" ? at.x - text.width : at.x - text.width / 2;
    const top = base === "top" ? at.y : base === "bottom" ? at.y - text.height : at.y - text.height / 2;
    context.textAlign = "center";
    context.textBaseline = "middle";
    text.lines.forEach((one, i) => context.fillText(one, left + text.width / 2, top + text.line * (i + 0.5) + 1));
    scene.signs.push({ x: left, y: top, width: text.width, height: text.height });
  }

  const ticks = (name) => { const step = (most(name) - least(name)) / (most(name) - least(name) > 5 ? 5 : 4); return Array.from({ length: Math.round((most(name) - least(name)) / step) + 1 }, (_, i) => least(name) + i * step); };
  const axisName = (name) => w("grid_axis", { name: w(`grid_${name}`) });

  const backdropOf = (plan) => (context) => {
    const { colours } = scene, { wide, high, x, y, across, up } = plan, left = -wide / 2, right = wide / 2, top = -high / 2, foot = high / 2;
    context.font = FONT;
    context.strokeStyle = colours.value("--rule");
    context.lineWidth = colours.strong ? 2 : 1.4;
    line(context, { x: left, y: top }, { x: right, y: top });
    line(context, { x: right, y: top }, { x: right, y: foot });
    context.setLineDash([11, 7]);
    line(context, { x: 0, y: top }, { x: 0, y: foot });
    line(context, { x: left, y: 0 }, { x: right, y: 0 });
    context.setLineDash([]);
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    line(context, { x: left, y: foot }, { x: right, y: foot });
    line(context, { x: left, y: top }, { x: left, y: foot });
    context.fillStyle = colours.ink;
    for (const value of ticks(across)) { const p = onScreen({ x: x(value), y: foot }); write(context, String(value), { x: p.x, y: p.y + 5 }, { width: 60, base: "top" }); }
    for (const value of ticks(up)) { const p = onScreen({ x: left, y: y(value) }); write(context, String(value), { x: p.x - 8, y: p.y }, { width: 60, align: "right" }); }
    const below = onScreen({ x: 0, y: foot }), above = onScreen({ x: left, y: top }), width = Math.max(onScreen({ x: right, y: 0 }).x - onScreen({ x: left, y: 0 }).x, 160);
    write(context, narrow.matches ? w(`grid_${across}`) : `${axisName(across)} →`, { x: below.x, y: below.y + 27 }, { width, base: "top" });
    write(context, `↑ ${axisName(up)}`, { x: above.x - 18, y: above.y - 14 }, { width: width + 18, align: "left", base: "bottom" });
    context.fillStyle = colours.value("--soft");
    // The corners are named where there is room for their names; on a phone the axes say as much.
    for (const [i, sideways] of width < CORNERS ? [] : [[0, "left"], [1, "right"]]) {
      for (const [j, upright] of [[1, "top"], [0, "bottom"]]) {
        const p = onScreen({ x: i ? right : left, y: j ? top : foot });
        write(context, `${w(ENDS[up][j])} · ${w(ENDS[across][i])}`, { x: p.x + (i ? -8 : 8), y: p.y + (j ? 6 : -6) }, { width: width / 2 - 24, align: sideways, base: upright });
      }
    }
    for (const node of plan.placed) if (nodeShown(node)) cross(context, plan, node);
    const seen = (at) => { const p = onScreen(at); return [Math.round(p.x), Math.round(p.y)]; };
    const placed = Object.fromEntries([...plan.places].map(([id, at]) => [id, seen(at)]).sort(([a], [b]) => (a < b ? -1 : 1)));
    byId("drawing").dataset.grid = JSON.stringify({ axes: plan.axes, all: plan.all, placed, corners: plan.corners.map(seen) });
  };

  // From the lowest to the highest value, across and up, each with its ends.
  function cross(context, { x, y, across, up, places }, node) {
    const { colours, apart } = scene, wide = judged(node.id)[across], high = judged(node.id)[up], at = places.get(node.id);
    context.globalAlpha = !apart || apart.nodes.has(node.id) ? 1 : 0.25;
    context.strokeStyle = colours.value(`--k${kinds.get(node.kind).number}`);
    context.lineWidth = colours.strong ? 3.5 : 2.5;
    const cap = (p, dx, dy) => { context.beginPath(); context.moveTo(p.x - dx, p.y - dy); context.lineTo(p.x + dx, p.y + dy); context.stroke(); };
    if (wide[1] < wide[2]) {
      line(context, { x: x(wide[1]), y: at.y }, { x: x(wide[2]), y: at.y });
      for (const end of [wide[1], wide[2]]) cap(onScreen({ x: x(end), y: at.y }), 0, 7);
    }
    if (high[1] < high[2]) {
      line(context, { x: at.x, y: y(high[1]) }, { x: at.x, y: y(high[2]) });
      for (const end of [high[1], high[2]]) cap(onScreen({ x: at.x, y: y(end) }), 7, 0);
    }
    context.globalAlpha = 1;
  }

  function legend() {
    const cap = svgOf("svg", { class: "swatch wide", viewBox: "0 0 44 28", "aria-hidden": "true" });
    cap.append(svgOf("path", { class: "stroke", d: "M6 14H38M6 8V20M38 8V20M22 3V25M16 3H28M16 25H28", style: "stroke: var(--ink)" }));
    return [make("fieldset", { class: "plain" }, make("legend", {}, w("layout_grid")), make("ul", {},
      make("li", {}, cap, make("span", {}, w("grid_spread"))), make("li", {}, make("span", {}, w("grid_middle"))), make("li", {}, make("span", {}, w("grid_beside"))), make("li", {}, make("span", {}, w("grid_judged")))))];
  }

  function showBar(nodes, offered) {
    byId("grid-axes").replaceChildren(...offered.map((axes) => make("option", { value: axes, selected: axes === state.axes }, w(`grid_${axes}`))));
    const n = nodes.filter((node) => !onBoth(node.id, state.axes)).length;
    byId("grid-judged").textContent = w("grid_judged");
    byId("grid-said").textContent = n ? w("grid_without", { n, all: nodes.length }) : "";
  }

  // Every thing that a group judged: what the grid shows when an overview was drawn before.
  const judgedIds = new Set(Object.keys(view.assessments).filter((id) => things.has(id)));
  const judgedPart = { ids: judgedIds, named: judgedIds, get title() { return w("grid_title"); } };

  function showGrid() {
    if (scene.part === FIRST && !FIRST.named.size) { showPart(judgedPart, "grid"); return; }
    scene.layout = "grid";
    gather();
    for (const act of partFollowers) act();
    if (scene.network) { drawPart(); settle(); showAll(true); }
  }

  layouts.grid = {
    word: "layout_grid", legend, open: showGrid, leave: () => (scene.part === judgedPart ? FIRST : scene.part),
    offered: () => usable(scene.part === FIRST && !FIRST.named.size ? judgedIds : scene.part.ids).length > 0,
    place(nodes) {
      const offered = usable(scene.part.ids);
      if (!offered.includes(state.axes)) [state.axes] = offered;
      showBar(nodes, offered);
      const plan = planOf(nodes, state.axes);
      return { places: plan.places, corners: plan.corners, backdrop: backdropOf(plan) };
    },
  };

  starting.push(() => {
    if (!byId("grid-axes")) return;
    byId("grid-axes").addEventListener("change", (event) => { state.axes = event.target.value; showGrid(); });
    let size = "";
    new ResizeObserver(() => {
      const now = `${stage.clientWidth}x${stage.clientHeight}`;
      if (now === size || scene.layout !== "grid" || !stage.clientWidth) return;
      size = now;
      requestAnimationFrame(() => { gather(); drawPart(); settle(); showAll(true); });
    }).observe(stage);
  });
})();
