// Finding: search by any name, filters of the legend, and the table that follows both.
const search = byId("search"), found = byId("found");
const names = view.nodes.map((node) => ({
  node, names: [...new Set([node.label, node.short, ...node.names])].filter(Boolean).map((name) => ({ name, folded: fold(name) })),
}));
let picked = -1;

function lookUp(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const score = (folded) => (folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : folded.includes(` ${wanted}`) ? 2 : folded.includes(wanted) ? 3 : 9);
  return names.flatMap(({ node, names: own }) => {
    const best = own.map(({ name, folded }) => ({ name, rank: score(folded) })).reduce((a, b) => (b.rank < a.rank ? b : a));
    return best.rank < 9 ? [{ node, ...best }] : [];
  }).sort((a, b) => a.rank - b.rank || b.node.weight - a.node.weight || (a.node.label < b.node.label ? -1 : 1)).slice(0, 8);
}

function showFound() {
  const hits = lookUp(search.value);
  picked = hits.length ? 0 : -1;
  found.replaceChildren(...hits.map(({ node, name }, i) => {
    const more = [name === node.label ? "" : name, kinds.get(node.kind).label].filter(Boolean).join(" · ");
    return make("li", { id: `found-${i}`, role: "option", "aria-selected": String(i === 0), "data-pick": node.id }, node.label, make("span", {}, more));
  }));
  const asked = Boolean(fold(search.value));
  found.hidden = !hits.length;
  byId("found-said").textContent = !asked ? "" : hits.length ? w("search_found", { n: hits.length }) : w("search_none");
  byId("found-said").classList.toggle("unseen", !asked || hits.length > 0);
  search.setAttribute("aria-expanded", String(hits.length > 0));
  pick(picked);
}

function pick(number) {
  picked = number;
  all("li", found).forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
  if (number >= 0) search.setAttribute("aria-activedescendant", `found-${number}`);
  else search.removeAttribute("aria-activedescendant");
}

function endSearch(id) {
  found.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.removeAttribute("aria-activedescendant");
  if (!id) return;
  search.value = nodes.get(id).label;
  search.blur();
  reveal(nodes.get(id).kind);
  choose({ node: id });
}

function searchKey(event) {
  const items = all("li", found);
  if (event.key === "ArrowDown" && items.length) pick((picked + 1) % items.length);
  else if (event.key === "ArrowUp" && items.length) pick((picked - 1 + items.length) % items.length);
  else if (event.key === "Enter" && items[picked]) endSearch(items[picked].dataset.pick);
  else if (event.key === "Escape") { search.value = ""; showFound(); search.blur(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// A kind that was filtered out comes back when one of its things is asked for.
function reveal(kind) {
  const box = document.querySelector(`[data-kind="${CSS.escape(kind)}"]`);
  if (box && !box.checked) { box.checked = true; filter(); }
}

function filter() {
  scene.hiddenKinds = new Set(all("[data-kind]").filter((box) => !box.checked).map((box) => box.dataset.kind));
  scene.hiddenLinkKinds = new Set(all("[data-link-kind]").filter((box) => !box.checked).map((box) => box.dataset.linkKind));
  for (const row of all("#things tbody tr")) row.hidden = !nodeShown(nodes.get(row.dataset.row));
  for (const item of all("[data-item]")) item.hidden = !linkShown(links.get(item.dataset.item));
  for (const part of all("#still [data-node]")) part.toggleAttribute("hidden", !nodeShown(nodes.get(part.dataset.node)));
  for (const part of all("#still [data-link]")) part.toggleAttribute("hidden", !linkShown(links.get(part.dataset.link)));
  const shown = view.nodes.filter(nodeShown).length;
  byId("table-shown").textContent = w("table_shown", { n: shown, total: view.nodes.length });
  redraw();
}

function sortTable(button) {
  const header = button.closest("th"), body = byId("things").tBodies[0];
  const down = header.getAttribute("aria-sort") === "ascending";
  for (const other of all("#things thead th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
  const degree = new Map();
  for (const link of view.links) for (const end of new Set([link.start, link.end])) degree.set(end, (degree.get(end) || 0) + 1);
  const compare = new Intl.Collator(view.lang || undefined, { numeric: true }).compare;
  const by = {
    name: (a, b) => compare(a.label, b.label),
    kind: (a, b) => kinds.get(a.kind).number - kinds.get(b.kind).number || compare(a.label, b.label),
    links: (a, b) => (degree.get(a.id) || 0) - (degree.get(b.id) || 0) || compare(a.label, b.label),
  }[button.dataset.sort];
  const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * by(nodes.get(a.dataset.row), nodes.get(b.dataset.row)));
  body.append(...rows);
}

function startFinding() {
  search.addEventListener("input", showFound);
  search.addEventListener("focus", () => { if (search.value) showFound(); });
  search.addEventListener("keydown", searchKey);
  search.addEventListener("blur", () => setTimeout(() => { found.hidden = true; search.setAttribute("aria-expanded", "false"); }, 200));
  found.addEventListener("pointerdown", (event) => event.preventDefault());
  found.addEventListener("click", (event) => endSearch(event.target.closest("[data-pick]")?.dataset.pick));
  for (const box of all("[data-kind], [data-link-kind]")) box.addEventListener("change", filter);
  for (const button of all("[data-sort]")) button.addEventListener("click", () => sortTable(button));
}
