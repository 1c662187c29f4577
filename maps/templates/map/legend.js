// Legend: the kinds of things and links that are drawn, with their counts and a box each, and the signs that occur.
function shapeSwatch(kind) {
  const svg = svgOf("svg", { class: "swatch", viewBox: "0 0 28 28", "aria-hidden": "true" });
  svg.append(svgOf("path", { class: "shape", d: outlineOf(kind.shape, 14, 14, 9), style: `fill: var(--k${kind.number})` }));
  return svg;
}
function lineSwatch(colour, pattern = "") {
  const svg = svgOf("svg", { class: "swatch wide", viewBox: "0 0 44 28", "aria-hidden": "true" });
  svg.append(svgOf("path", { class: "stroke", d: "M2 14H32", style: `stroke: ${colour}`, ...(pattern ? { "stroke-dasharray": pattern } : {}) }),
    svgOf("path", { d: "M42 14L31 8.5L31 19.5Z", style: `fill: ${colour}` }));
  return svg;
}
const LINES = { actual: "", planned: "10 6", possible: "2 6", proposed: "2 6" };
const kindSwatch = (id) => shapeSwatch(kinds.get(id));
const linkSwatch = (link) => lineSwatch(`var(--l${linkKinds.get(link.kind).number})`, LINES[link.status]);

// A shape as the path of an SVG: the same one as on the canvas.
function outlineOf(shape, x, y, r) {
  const parts = [];
  const path = { beginPath() {}, closePath() { parts.push("Z"); }, lineTo(a, b) { parts.push(`${parts.length ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`); },
    arc() { parts.push(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`); } };
  trace(path, shape, x, y, r);
  return parts.join("");
}

function counted(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  return found;
}

function boxes(title, attribute, hidden, rows) {
  return make("fieldset", {}, make("legend", {}, title), ...rows.map(([id, swatch, name, n]) => make("label", {},
    make("input", { type: "checkbox", checked: !hidden.has(id), [attribute]: id }), swatch, make("span", {}, name), make("span", { class: "count" }, String(n)))));
}
const plainList = (title, rows) => make("fieldset", { class: "plain" }, make("legend", {}, title), make("ul", {}, ...rows.map((row) => make("li", {}, ...row))));

function showLegend() {
  const ofThings = counted(scene.nodes.map((node) => node.kind)), ofLinks = counted(scene.links.map((link) => link.kind));
  const ofStatus = counted(scene.links.map((link) => link.status)), marks = [...counted(scene.links.flatMap((link) => link.marks)).keys()];
  const shown = [...kinds.values()].filter((kind) => ofThings.has(kind.id)), lines = [...linkKinds.values()].filter((kind) => ofLinks.has(kind.id));
  const styles = [...ofStatus].map(([status, n]) => [lineSwatch("var(--ink)", LINES[status]), make("span", {}, w(`status_${status}`)), make("span", { class: "count" }, String(n))]);
  if (scene.routes.length) styles.push([haloSwatch(), make("span", {}, w("mark_route"))]);
  if (scene.nodes.some((node) => node.sign)) styles.push([ringSwatch(), make("span", {}, w("mark_found"))]);
  const own = layouts[scene.layout]?.legend?.() || [];
  byId("legend").replaceChildren(
    ...own,
    boxes(w("legend_kinds"), "data-kind", scene.hiddenKinds, shown.map((kind) => [kind.id, shapeSwatch(kind), kindName(kind.id), ofThings.get(kind.id)])),
    boxes(w("legend_links"), "data-link-kind", scene.hiddenLinkKinds, lines.map((kind) => [kind.id, lineSwatch(`var(--l${kind.number})`), verbOf(kind), ofLinks.get(kind.id)])),
    ...(styles.length ? [plainList(w("legend_styles"), styles)] : []),
    ...(marks.length ? [plainList(w("legend_marks"), marks.map((mark) => [make("span", { class: "sign", "aria-hidden": "true" }, signOf(mark)), make("span", {}, markWord(mark))]))] : []),
  );
}
function haloSwatch() {
  const svg = svgOf("svg", { class: "swatch wide", viewBox: "0 0 44 28", "aria-hidden": "true" });
  svg.append(svgOf("path", { class: "halo", d: "M2 14H42" }), svgOf("path", { class: "stroke", d: "M2 14H42", style: "stroke: var(--ink)" }));
  return svg;
}
function ringSwatch() {
  const svg = svgOf("svg", { class: "swatch", viewBox: "0 0 28 28", "aria-hidden": "true" });
  svg.append(svgOf("circle", { class: "ring", cx: 14, cy: 14, r: 11 }));
  return svg;
}
