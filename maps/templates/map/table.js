// Table: the list twin of the picture: every thing that is drawn with its facts and links in words, sortable, or everything
// in the file; so many rows at a time.
const ROWS = 100;
const listing = { sort: "name", down: false, whole: false, most: ROWS };

// In which ring a thing stands while rings are drawn, and over whom it is reached first.
function ringOf(id) {
  const said = ringRow(id);
  return said ? make("span", { class: "aliases" }, said.join(" · ")) : null;
}

function tableRow(node) {
  const links = touching(node.id).filter((link) => !scene.hiddenLinkKinds.has(link.kind) && (listing.whole || (scene.drawn.has(link.start) && scene.drawn.has(link.end))));
  const others = otherNames(node);
  const lead = (id, name = nameOf(things.get(id))) => make("a", { href: `#node=${encodeURIComponent(id)}`, "data-go": id }, name);
  const item = (link) => make("li", { "data-item": link.id }, make("span", { "aria-hidden": "true" }, link.start === node.id ? "→ " : "← "), `${link.label} `,
    lead(link.start === node.id ? link.end : link.start), link.status === "actual" ? null : make("span", { class: "status" }, w(`status_${link.status}`)),
    make("span", { class: "sentence" }, `${link.sentence} `, ...markWords(link.marks), ...refs(link.sources, [], citedOf(link).known)));
  const fact = (one) => make("li", {}, make("span", { class: "quiet" }, `${one.label}: `), `${one.value} `, ...markWords(one.mark ? [one.mark] : []), ...refs(one.sources));
  return make("tr", { "data-row": node.id },
    make("th", { scope: "row" }, lead(node.id, bothNames(node)), others.length ? make("span", { class: "aliases" }, others.join(" · ")) : null),
    make("td", {}, kindSwatch(node.kind), ` ${kindName(node.kind)}`, ringOf(node.id)),
    make("td", {}, node.facts.length ? make("ul", {}, ...node.facts.map(fact)) : null),
    make("td", {}, links.length ? make("ul", {}, ...links.map(item)) : null));
}

function tableRows() {
  const compare = new Intl.Collator(words.lang || view.lang || undefined, { numeric: true }).compare;
  const by = {
    name: (a, b) => compare(nameOf(a), nameOf(b)),
    kind: (a, b) => kinds.get(a.kind).number - kinds.get(b.kind).number || compare(nameOf(a), nameOf(b)),
    links: (a, b) => touching(a.id).length - touching(b.id).length || compare(nameOf(a), nameOf(b)),
  }[listing.sort];
  const rows = (listing.whole ? [...things.values()].filter((node) => alive(node, conditions.on)) : scene.nodes).filter(nodeShown);
  return rows.sort((a, b) => (listing.down ? -1 : 1) * by(a, b));
}

function showTable() {
  if (scene.view !== "table") return;
  const rows = tableRows(), shown = rows.slice(0, listing.most);
  byId("things").tBodies[0].replaceChildren(...shown.map(tableRow));
  byId("table-shown").textContent = w("table_shown", { n: shown.length, total: rows.length });
  byId("table-more").hidden = shown.length === rows.length;
  for (const header of all("#things thead th")) header.removeAttribute("aria-sort");
  byId("things").querySelector(`[data-sort="${listing.sort}"]`).closest("th").setAttribute("aria-sort", listing.down ? "descending" : "ascending");
}

function showRow(id) {
  if (!listing.whole && !scene.drawn.has(id)) return;
  const at = tableRows().findIndex((node) => node.id === id);
  if (at >= listing.most) { listing.most = at + 1; showTable(); }
  byId("things").querySelector(`[data-row="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
}

function startTable() {
  for (const button of all("[data-sort]")) {
    button.addEventListener("click", () => {
      const again = listing.sort === button.dataset.sort;
      Object.assign(listing, { sort: button.dataset.sort, down: again && !listing.down });
      showTable();
    });
  }
  byId("table-more").addEventListener("click", () => { listing.most += ROWS; showTable(); });
  byId("table-whole").addEventListener("change", (event) => { Object.assign(listing, { whole: event.target.checked, most: ROWS }); showTable(); });
  onConditions(showTable);
  onPart(showTable);
  onFilters(showTable);
}
views.table = { show: showTable, hide() {} };
