// Finding: search by any name, and the filters of the legend.
const search = byId("search");
const names = [...things.values()].map((node) => ({
  node, names: [...new Set([node.label, node.short, ...node.names, ...Object.values(node.labels)])].filter(Boolean).map((name) => ({ name, folded: fold(name) })),
}));

function lookUp(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const score = (folded) => (folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : folded.includes(` ${wanted}`) ? 2 : folded.includes(wanted) ? 3 : 9);
  return names.flatMap(({ node, names: own }) => {
    const best = own.map(({ name, folded }) => ({ name, rank: score(folded) })).reduce((a, b) => (b.rank < a.rank ? b : a));
    return best.rank < 9 ? [{ node, ...best }] : [];
  }).sort((a, b) => a.rank - b.rank || b.node.weight - a.node.weight || (a.node.label < b.node.label ? -1 : 1)).slice(0, 8);
}

function showSearched(hits, typed) {
  byId("found-said").textContent = !typed ? "" : hits.length ? w("search_found", { n: hits.length }) : w("search_none");
  byId("found-said").classList.toggle("unseen", !typed || hits.length > 0);
}
function endSearch(id) {
  search.value = nameOf(things.get(id));
  reveal(things.get(id).kind);
  choose({ node: id });
  panel.querySelector("h2").focus({ preventScroll: true });
}

// A kind that was filtered out comes back when one of its things is asked for.
function reveal(kind) {
  if (!scene.hiddenKinds.delete(kind)) return;
  showLegend();
  followFilters();
}

// Follows the boxes of the legend.
function filter() {
  for (const box of all("[data-kind]")) scene.hiddenKinds[box.checked ? "delete" : "add"](box.dataset.kind);
  for (const box of all("[data-link-kind]")) scene.hiddenLinkKinds[box.checked ? "delete" : "add"](box.dataset.linkKind);
  followFilters();
}
function followFilters() {
  for (const act of filterFollowers) act();
  redraw();
}
const filterFollowers = [];
const onFilters = (act) => filterFollowers.push(act);

function startFinding() {
  const { open } = combobox(search, lookUp, endSearch, showSearched);
  search.addEventListener("focus", () => { if (search.value) open(); });
  byId("legend").addEventListener("change", (event) => { if (event.target.matches("[data-kind], [data-link-kind]")) filter(); });
}
