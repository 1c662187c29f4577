// Finding: search by any name, and the filters of the legend.
const search = byId("search"), found = byId("found");
const names = [...things.values()].map((node) => ({
  node, names: [...new Set([node.label, node.short, ...node.names, ...Object.values(node.labels)])].filter(Boolean).map((name) => ({ name, folded: fold(name) })),
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
    const more = [name === nameOf(node) ? "" : name, kindName(node.kind)].filter(Boolean).join(" · ");
    return make("li", { id: `found-${i}`, role: "option", "aria-selected": String(i === 0), "data-pick": node.id }, nameOf(node), make("span", {}, more));
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
  search.value = nameOf(things.get(id));
  search.blur();
  reveal(things.get(id).kind);
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
  search.addEventListener("input", showFound);
  search.addEventListener("focus", () => { if (search.value) showFound(); });
  search.addEventListener("keydown", searchKey);
  search.addEventListener("blur", () => setTimeout(() => { found.hidden = true; search.setAttribute("aria-expanded", "false"); }, 200));
  found.addEventListener("pointerdown", (event) => event.preventDefault());
  found.addEventListener("click", (event) => endSearch(event.target.closest("[data-pick]")?.dataset.pick));
  byId("legend").addEventListener("change", (event) => { if (event.target.matches("[data-kind], [data-link-kind]")) filter(); });
}
