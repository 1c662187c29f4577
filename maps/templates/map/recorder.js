// Recorder: the part of a canvas's manner that the drawing uses, written down as SVG: one drawing for screen, paper and file.
function recorder(group) {
  const state = { globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", font: "", textAlign: "start", dash: [] };
  const kept = [];
  let path = [];
  const n = (value) => Number(value.toFixed(2));
  const add = (tag, attributes) => group.append(svgOf(tag, { ...attributes, ...(state.globalAlpha < 1 ? { opacity: n(state.globalAlpha) } : {}) }));
  const stroke = () => ({ fill: "none", stroke: state.strokeStyle, "stroke-width": n(state.lineWidth), "stroke-linecap": state.lineCap, "stroke-linejoin": state.lineJoin,
    ...(state.dash.length ? { "stroke-dasharray": state.dash.join(" ") } : {}) });
  const write = (text, x, y, look) => {
    const middle = state.textBaseline === "middle" ? 0.35 * SIZE : 0;
    const word = svgOf("text", { x: n(x), y: n(y + middle), "text-anchor": { center: "middle", right: "end" }[state.textAlign] || "start", style: `font: ${state.font}`, ...look });
    word.textContent = text;
    if (state.globalAlpha < 1) word.setAttribute("opacity", n(state.globalAlpha));
    group.append(word);
  };
  return Object.assign(state, {
    save() { kept.push({ ...state, dash: [...state.dash] }); },
    restore() { Object.assign(state, kept.pop()); },
    getTransform: () => ({ a: scene.scale }),
    setTransform() {}, scale() {}, translate() {}, clearRect() {},
    beginPath() { path = []; },
    moveTo(x, y) { path.push(`M${n(x)} ${n(y)}`); },
    lineTo(x, y) { path.push(`${path.length ? "L" : "M"}${n(x)} ${n(y)}`); },
    quadraticCurveTo(a, b, x, y) { path.push(`Q${n(a)} ${n(b)} ${n(x)} ${n(y)}`); },
    bezierCurveTo(a, b, c, d, x, y) { path.push(`C${n(a)} ${n(b)} ${n(c)} ${n(d)} ${n(x)} ${n(y)}`); },
    arc(x, y, r) { path.push(`M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`); },
    ellipse(x, y, a, b) { path.push(`M${n(x - a)} ${n(y)}a${n(a)} ${n(b)} 0 1 0 ${n(2 * a)} 0a${n(a)} ${n(b)} 0 1 0 ${n(-2 * a)} 0Z`); },
    rect(x, y, a, b) { path.push(`M${n(x)} ${n(y)}h${n(a)}v${n(b)}h${n(-a)}Z`); },
    roundRect(x, y, a, b) { this.rect(x, y, a, b); },
    closePath() { path.push("Z"); },
    setLineDash(dash) { state.dash = dash; },
    measureText: (text) => ({ width: measure(text) }),
    fill() { if (path.length) add("path", { d: path.join(""), fill: state.fillStyle }); },
    stroke() { if (path.length) add("path", { d: path.join(""), ...stroke() }); },
    fillRect(x, y, a, b) { add("rect", { x: n(x), y: n(y), width: n(a), height: n(b), fill: state.fillStyle }); },
    strokeRect(x, y, a, b) { add("rect", { x: n(x), y: n(y), width: n(a), height: n(b), ...stroke() }); },
    fillText(text, x, y) { write(text, x, y, { fill: state.fillStyle }); },
    strokeText(text, x, y) { write(text, x, y, stroke()); },
  });
}
