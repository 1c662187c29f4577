// Exports: what is shown now, to take away: the picture as PNG or SVG, its links as CSV, everything of it as JSON, and on paper.
const PAPERS = { A4: [1500, 1010], A3: [2120, 1430] };
const FORMULA = /^[=+\-@\t\r]/;

function exportName(ending) {
  const about = [...scene.part.named].slice(0, 2).map((id) => id.replace(/[^A-Za-z0-9-]+/g, "-").slice(0, 30)).filter(Boolean).join("-");
  return `kuasa-${about || "map"}-${conditions.on}.${ending}`;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob), link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  byId("export-said").textContent = w("export_done", { name });
}

const svgText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

async function pngOf(svg, ratio) {
  const address = URL.createObjectURL(new Blob([svgText(svg)], { type: "image/svg+xml" })), image = new Image();
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(svg.getAttribute("width")) * ratio;
    canvas.height = Number(svg.getAttribute("height")) * ratio;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

// One row per link: names, kind, status, dates, sentence, marks, how it is known, sources with places.
const CSV_COLUMNS = ["from", "to", "link", "status", "since", "until", "sentence", "marks", "assertion", "source", "place"];
function linkRows() {
  const links = scene.view === "table" && listing.whole ? current().links : scene.links.filter(linkShown);
  return links.map((link) => ({
    from: nameOf(things.get(link.start)), to: nameOf(things.get(link.end)), link: link.label, status: link.status, since: link.since, until: link.until, sentence: link.sentence,
    marks: link.marks.map(markWord).join("; "), assertion: link.assertion, source: link.sources.map(sourceWords).join("; "),
    place: [...new Set(link.proofs.map((one) => one.locator).filter(Boolean))].join("; "),
  }));
}
// A source that nobody has read is told as such.
function sourceWords(number) {
  const source = sources.get(number);
  return source.check ? w("source_check", { address: source.address || source.title }) : [source.title, source.publisher, source.issued].filter(Boolean).join(", ");
}
function csvOf(rows) {
  const cell = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${[CSV_COLUMNS, ...rows.map((row) => CSV_COLUMNS.map((name) => row[name]))].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
function jsonOf() {
  const fact = ({ label, value, mark, sources: from }) => ({ about: label, statement: value, mark, sources: from });
  return JSON.stringify({
    title: document.title, part: scene.part.title, shown: partWords(), conditions: conditionWords(), on: conditions.on, status: conditions.status, lens: conditions.lens,
    assertions: [...conditions.assertions], profile: view.profile, licence: view.licence, cite: view.cite,
    things: scene.nodes.filter(nodeShown).map((node) => ({ id: node.id, name: nameOf(node), names: node.names, kind: kindName(node.kind), facts: node.facts.map(fact) })),
    links: scene.links.filter(linkShown).map((link) => ({ id: link.id, from: link.start, to: link.end, kind: link.kind, status: link.status, since: link.since, until: link.until,
      sentence: link.sentence, marks: link.marks, sources: link.proofs.map((one) => ({ number: one.source, place: one.locator, assertion: one.assertion, confidence: one.confidence })) })),
    sources: usedSources().map((number) => sources.get(number)),
  }, null, 1);
}

// The numbers of the sources that what is drawn, and its routes, rest on.
function usedSources() {
  const used = [...scene.links.filter(linkShown).flatMap((link) => link.sources), ...scene.routes.flatMap((route) => route.steps.flatMap((step) => step.sources || []))];
  return [...new Set(used)].filter((number) => sources.has(number)).sort((a, b) => a - b);
}

async function exported(how) {
  const [width, height] = PAPERS[byId("paper").value];
  if (how === "svg") save(new Blob([svgText(sheetSvg(width, height))], { type: "image/svg+xml" }), exportName("svg"));
  else if (how === "png") save(await pngOf(sheetSvg(width, height), 1.5), exportName("png"));
  else if (how === "csv") save(new Blob([csvOf(linkRows())], { type: "text/csv" }), exportName("csv"));
  else save(new Blob([jsonOf()], { type: "application/json" }), exportName("json"));
}

// Before printing: the picture in the size of the paper, and the sources that it rests on.
function toPaper() {
  const paper = byId("paper").value, [width, height] = PAPERS[paper];
  byId("paper-style").textContent = `@page { size: ${paper} ${["map", "story"].includes(scene.view) ? "landscape" : "portrait"}; margin: 10mm; } #paper-sheet > svg { max-height: ${paper === "A4" ? 188 : 274}mm; }`;
  for (const route of all(".route")) route.open = true;
  byId("paper-sheet").replaceChildren(...(["map", "story"].includes(scene.view) && scene.nodes.length ? [sheetSvg(width, height)] : []));
  byId("paper-sources").replaceChildren(...(scene.view === "ask" ? [] : [make("h2", {}, w("sources")), make("ul", { class: "sources" }, ...usedSources().map(sourceItem))]));
}

starting.push(() => {
  document.head.append(make("style", { id: "paper-style" }));
  byId("content").append(make("section", { id: "paper-sheet" }), make("section", { id: "paper-sources" }));
  for (const button of all("[data-export]")) button.addEventListener("click", () => exported(button.dataset.export));
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", toPaper);
});
