// Sheet: the present picture on a sheet of any size, as SVG: title, conditions, picture, legend, where it is from. It is painted
// by what paints the screen, in the light colours, as if the stage had that size.
const sheet = { now: null };
const wideOf = () => sheet.now?.width ?? stage.clientWidth;
const highOf = () => sheet.now?.height ?? stage.clientHeight;

// Runs `paint` with the scene as it would stand on a stage of this size; everything is put back after it.
function onStage(width, height, paint) {
  const kept = { network: scene.network, upright: scene.upright, stretch: scene.stretch, colours: scene.colours, hovered: scene.hovered, theme: root.dataset.theme };
  const camera = { scale: 1, position: { x: 0, y: 0 } };
  scene.network = {
    getScale: () => camera.scale, getViewPosition: () => camera.position, redraw() {},
    moveTo: (to) => Object.assign(camera, { scale: to.scale ?? camera.scale, position: to.position ?? camera.position }),
    canvasToDOM: (p) => ({ x: (p.x - camera.position.x) * camera.scale + width / 2, y: (p.y - camera.position.y) * camera.scale + height / 2 }),
    DOMtoCanvas: (p) => ({ x: (p.x - width / 2) / camera.scale + camera.position.x, y: (p.y - height / 2) / camera.scale + camera.position.y }),
  };
  sheet.now = { width, height };
  root.dataset.theme = "light";
  Object.assign(scene, { hovered: null, colours: null }, posture());
  try {
    const route = currentRoute();
    if (route && currentStep()) frame([...new Set(endsOf(currentStep()))].map((id) => things.get(id)).filter((node) => scene.drawn.has(node.id)), 1.25, true);
    else showAll(true);
    paint();
  } finally {
    sheet.now = null;
    root.dataset.theme = kept.theme;
    Object.assign(scene, kept);
    delete scene.theme;
    if (scene.network) { refresh(); redraw(); }
  }
}

function pictureSvg(width, height) {
  const svg = svgOf("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const context = recorder(svg);
  onStage(width, height, () => {
    paintLinks(context);
    paintNodes(context);
    paintNames(context);
  });
  return svg;
}

// The rules and the colours that the words and swatches of a picture need outside this page.
function sheetStyle() {
  const faces = [...document.styleSheets].flatMap((one) => [...one.cssRules]).filter((rule) => rule.constructor.name === "CSSFontFaceRule").map((rule) => rule.cssText);
  const named = ["--ink", "--soft", "--edge", "--halo", "--bg", ...view.kinds.map((_, i) => `--k${i}`), ...view.linkKinds.map((_, i) => `--l${i}`)];
  const style = getComputedStyle(root);
  const colours = named.map((name) => `${name}: ${style.getPropertyValue(name).trim()}`).join("; ");
  return `${faces.join("\n")}\nsvg { ${colours} }\n.shape { stroke: var(--edge); stroke-width: 1.5; } .stroke { fill: none; stroke-width: 2.6; } .halo { fill: none; stroke: var(--halo); stroke-width: 13; }`
    + "\n.ring { fill: none; stroke: var(--ink); stroke-width: 2.5; } .sign { fill: var(--bg); stroke: var(--ink); stroke-width: 2; }";
}

// The legend as entries of a swatch and words.
function legendEntries() {
  const count = (list, key) => counted(list.map((one) => one[key]));
  const nodes = count(scene.nodes.filter(nodeShown), "kind"), links = scene.links.filter(linkShown), lines = count(links, "kind"), status = count(links, "status");
  const signs = counted(links.flatMap((link) => link.marks));
  const signSwatch = (mark) => {
    const svg = svgOf("svg", { viewBox: "0 0 28 28" }), word = svgOf("text", { x: 14, y: 19, "text-anchor": "middle", style: `font: ${FONT}` });
    word.textContent = signOf(mark);
    svg.append(svgOf("circle", { class: "sign", cx: 14, cy: 14, r: 11 }), word);
    return svg;
  };
  return [
    ...[...kinds.values()].filter((kind) => nodes.has(kind.id)).map((kind) => [shapeSwatch(kind), kindName(kind.id)]),
    ...[...linkKinds.values()].filter((kind) => lines.has(kind.id)).map((kind) => [lineSwatch(`var(--l${kind.number})`), verbOf(kind)]),
    ...[...status.keys()].map((one) => [lineSwatch("var(--ink)", LINES[one]), w(`status_${one}`)]),
    ...[...signs.keys()].map((mark) => [signSwatch(mark), markWord(mark)]),
  ];
}

// Writes lines of text one under the other; returns where the next one stands.
function writeLines(svg, text, x, y, width, size, look = {}, most = 6) {
  const at = (words) => measure(words) * size / SIZE, lines = wrap(text, width, most, at), tall = (WITHOUT_SPACES.test(text) ? 1.7 : 1.35) * size;
  lines.forEach((line, i) => {
    const word = svgOf("text", { x, y: y + tall * (i + 0.8), style: `font: ${FONT.replace(`${SIZE}px`, `${size}px`)}`, fill: "var(--ink)", ...look });
    word.textContent = line;
    svg.append(word);
  });
  return y + tall * lines.length;
}

// The whole sheet. The picture takes what the words leave, and never less than three fifths.
function sheetSvg(width, height) {
  const svg = svgOf("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" }), edge = 24, room = width - 2 * edge;
  const theme = root.dataset.theme;
  root.dataset.theme = "light";
  const style = svgOf("style", {});
  style.textContent = sheetStyle();
  root.dataset.theme = theme;
  const name = svgOf("title", {}), titled = [document.title, scene.part.title].filter(Boolean).join(" · ");
  name.textContent = titled;
  svg.append(name, style, svgOf("rect", { width, height, fill: "#ffffff" }));
  let top = writeLines(svg, titled, edge, edge, room, 26);
  top = writeLines(svg, `${partWords()} · ${conditionWords()}`, edge, top + 2, room, SIZE, { fill: "var(--soft)" }) + 8;
  const entries = legendEntries(), columns = Math.max(1, Math.floor(room / 350)), cell = room / columns;
  const foot = `${w("shown_profile", { profile: view.profile })} · ${w("licence", { licence: view.licence })} · ${w("cite", { cite: view.cite })}`;
  const bottom = svgOf("g", {});
  let below = 0;
  entries.forEach(([swatch, words], i) => {
    const x = edge + (i % columns) * cell, y = Math.floor(i / columns) * 26;
    for (const [key, value] of Object.entries({ x, y, width: 44, height: 26 })) swatch.setAttribute(key, value);
    bottom.append(swatch);
    writeLines(bottom, words, x + 50, y + 3, cell - 54, SIZE, {}, 1);
    below = y + 26;
  });
  below = writeLines(bottom, foot, edge, below + 6, room, 14, { fill: "var(--soft)" });
  const high = Math.max(height - top - below - edge, height * 0.6);
  const picture = pictureSvg(width, high);
  picture.setAttribute("y", top);
  bottom.setAttribute("transform", `translate(0 ${top + high + 6})`);
  const full = Math.ceil(top + high + below + edge);
  if (full > height) { svg.setAttribute("height", full); svg.setAttribute("viewBox", `0 0 ${width} ${full}`); svg.querySelector("rect").setAttribute("height", full); }
  svg.append(picture, bottom);
  return svg;
}
