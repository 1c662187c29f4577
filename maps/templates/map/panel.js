// Panel: the details of what is chosen. Everything in it is text; links lead on by buttons.
const panel = byId("panel");

// The numbers of sources; with each the places in it, and how it is known unless an official text says it.
const knownWords = (known) => (!known || known === "official-text" ? "" : w(`assertion_${known.replaceAll("-", "_")}`));
function refs(numbers, locators = [], known = []) {
  return numbers.flatMap((number, i) => {
    const said = [locators[i], sources.get(number)?.check ? "" : knownWords(known[i])].filter(Boolean).join(" · ");
    return [make("a", { class: "ref", href: `#s${number}`, "data-source": number, "aria-label": w("source_read", { n: number }) }, `[${number}]`),
      said ? make("span", { class: "locator" }, ` ${said} `) : " "];
  });
}
function markWords(marks) {
  return marks.map((mark) => make("span", { class: "mark" }, make("b", { "aria-hidden": "true" }, signOf(mark)), ` ${markWord(mark)}`));
}

function sourceItem(number) {
  const source = sources.get(number);
  if (!source) return null;
  const item = make("li", {}, make("b", {}, `[${number}] `));
  if (source.check) {
    item.append(w("source_check", { address: source.address || source.title }));
    return item;
  }
  const said = source.publisher && source.issued ? w("source_issued", source) : source.publisher || source.issued;
  item.append(source.title, said ? `. ${said}` : "");
  if (source.address) {
    const safe = /^https?:\/\//.test(source.address);
    item.append(make("span", { class: "address" }, safe
      ? make("a", { href: source.address, rel: "noreferrer noopener" }, source.address) : source.address));
  }
  return item;
}

function sourceList(numbers, evidence = []) {
  const unique = [...new Set(numbers)].sort((a, b) => a - b);
  if (!unique.length) return [];
  const places = (number) => [...new Set(evidence.filter((one) => one.source === number && one.locator).map((one) => one.locator))];
  const item = (number) => {
    const found = sourceItem(number);
    for (const at of places(number)) found.append(make("span", { class: "locator" }, ` ${at}`));
    return found;
  };
  return [make("h3", {}, w("details_sources")), make("ul", { class: "sources" }, ...unique.map(item))];
}

// What leads on from a thing: its surroundings, and itself in the middle of the rings.
function nearTools(node) {
  const act = (layout) => () => { showPart(around(node.id), layout); choose({ node: node.id, look: false }); };
  return make("p", { class: "near" }, make("button", { type: "button", "data-around": node.id, on: { click: act("around") } }, w("part_show")));
}

function tieButton(link, here) {
  const outward = link.start === here;
  const other = things.get(outward ? link.end : link.start);
  const marked = [link.status === "actual" ? "" : w(`status_${link.status}`), period(link), ...link.marks.map(markWord)].filter(Boolean);
  return make("li", {}, make("button", { type: "button", class: "tie", "data-go": other.id, "data-tie": link.id },
    linkSwatch(link), make("span", {}, `${outward ? "→" : "←"} ${link.label}`), make("span", {}, make("b", {}, nameOf(other))),
    marked.length ? make("small", {}, marked.join(" · ")) : null), make("span", { class: "tie-sources" }, ...refs(link.sources, [], citedOf(link).known)));
}

function period(link) {
  if (link.since && link.until) return w("link_period", link);
  if (link.since) return w("link_since", link);
  return link.until ? w("link_until", link) : "";
}

function showNode(node) {
  const ties = touching(node.id).filter((link) => !scene.hiddenLinkKinds.has(link.kind) || scene.routeSteps.has(link.id));
  const others = otherNames(node);
  const facts = make("dl");
  if (others.length) facts.append(make("dt", {}, w("details_names")), make("dd", {}, others.join(" · ")));
  for (const fact of node.facts) {
    facts.append(make("dt", {}, fact.label),
      make("dd", {}, fact.value, " ", ...markWords(fact.mark ? [fact.mark] : []), " ", ...refs(fact.sources)));
  }
  fill(
    make("h2", { tabindex: "-1" }, kindSwatch(node.kind), bothNames(node)),
    make("p", {}, make("span", { class: "band" }, kindName(node.kind))),
    nearTools(node),
    facts,
    ...toldOf(node),
    make("h3", {}, `${w("details_links")} (${ties.length})`),
    ties.length ? make("ul", { class: "ties" }, ...ties.map((link) => tieButton(link, node.id)))
      : make("p", { class: "quiet" }, w("details_nolinks")),
    ...sourceList([...node.facts.flatMap((fact) => fact.sources), ...node.told.flatMap((part) => part.lines.flatMap((line) => line.sources)), ...ties.flatMap((link) => link.sources)]),
    ...citeTools(node),
  );
}

function showLink(link) {
  const rows = [[w("link_kind"), link.label], [w("link_status"), w(`status_${link.status}`)], [w("link_time"), period(link)],
    [w("link_known"), link.assertion]];
  const facts = make("dl");
  for (const [name, value] of rows) if (value) facts.append(make("dt", {}, name), make("dd", {}, value));
  const end = (key, id) => make("li", {}, make("button", { type: "button", class: "tie", "data-go": id },
    kindSwatch(things.get(id).kind), make("span", {}, w(key)), make("span", {}, make("b", {}, nameOf(things.get(id))))));
  fill(
    make("h2", { tabindex: "-1" }, linkSwatch(link), link.label),
    make("p", {}, link.sentence, " ", ...markWords(link.marks), " ", ...refs(link.sources, [], citedOf(link).known)),
    facts,
    make("ul", { class: "ties" }, end("link_from", link.start), end("link_to", link.end)),
    ...sourceList(link.sources, link.proofs),
    ...citeTools(link),
  );
}

function showSource(number) {
  if (!sources.has(number)) return;
  fill(make("h2", { tabindex: "-1" }, w("source_read", { n: number })), make("ul", { class: "sources" }, sourceItem(number)));
  openPanel();
  panel.querySelector("h2").focus();
}

function fill(...parts) {
  byId("details").replaceChildren(...parts);
  panel.scrollTop = 0;
}
function openPanel() {
  if (panel.hidden) rememberOpener();
  panel.hidden = false;
  if (narrow.matches) closeFilters();
  redraw();
}
function closePanel() {
  const inside = panel.contains(document.activeElement);
  panel.hidden = true;
  if (inside) giveBack();
  scene.node = scene.link = null;
  redraw();
}
function closeFilters() {
  const inside = byId("filters").contains(document.activeElement);
  byId("filters").hidden = true;
  if (inside) byId("open-filters").focus();
  byId("open-filters").setAttribute("aria-expanded", "false");
}

// Chooses a node or a link (or nothing) and shows it everywhere; `from` is what had the focus.
function choose({ node = null, link = null, look = true }) {
  if (scene.view === "story") setView("map");
  if (node && scene.view === "map" && !scene.drawn.has(node)) showPart(around(node), "around");
  scene.node = node;
  scene.link = link;
  if (!node && !link) { closePanel(); remember(); return; }
  if (node) showNode(things.get(node));
  else showLink(linkById(link));
  openPanel();
  if (scene.view === "table" && node) showRow(node);
  if (scene.view === "map") {
    requestAnimationFrame(() => { if (look) lookAt(); redraw(); });
  }
  remember();
}

// Brings what is chosen into the free part of the stage when it is not well inside it.
function lookAt() {
  refresh();
  const link = scene.link && linkById(scene.link);
  const shown = (link ? [things.get(link.start), things.get(link.end)] : [things.get(scene.node)]).filter((node) => scene.drawn.has(node.id));
  if (!shown.length) return;
  const room = { width: stage.clientWidth, height: stage.clientHeight - covered() };
  const inside = shown.every((node) => {
    const p = onScreen(node);
    return p.x > 70 && p.y > 40 && p.x < room.width - 70 && p.y < room.height - 60;
  });
  if (inside && scene.network.getScale() > 0.3) return;
  if (shown.length > 1) { frame(shown, 1); return; }
  const scale = Math.max(scene.network.getScale(), narrow.matches ? 0.45 : 0.6);
  const p = place(shown[0]);
  move({ scale, position: { x: p.x, y: p.y + covered() / 2 / scale } });
}
