// Told: what a thing was asked and promised, how to get in, what opens next; and what can be taken away: a citation, the address of this view.
const { toldOf, citeTools } = (() => {
  const APART = " · ";

  // Marks come in the words of the file; those of the legend have its sign and follow the language of the page.
  function markOf(said) {
    const key = ["recalled", "stale", "date-passed", "inferred", "planned", "possible", "proposed"].find((one) => view.words[`mark_${one.replaceAll("-", "_")}`] === said);
    return make("span", { class: "mark" }, make("b", { "aria-hidden": "true" }, signOf(key)), ` ${key ? markWord(key) : said}`);
  }

  // A line; the same heading as above it is not said again.
  function lineOfTold({ label, value, sources: cited, mark }, i, lines) {
    const said = [value, " ", ...(mark ? mark.split(APART).flatMap((one) => [markOf(one), " "]) : []), ...refs(cited)];
    return label && label !== lines[i - 1]?.label ? [make("dt", {}, label), make("dd", {}, ...said)] : [make("dd", { class: label ? null : "rest" }, ...said)];
  }

  // What is told was worked out for the day of the file: on another day it says so.
  function toldOf(node) {
    const day = conditions.on === view.on || !node.told.length ? [] : [make("p", { class: "quiet" }, w("panel_told_on", { on: view.on }))];
    return [...day, ...node.told.flatMap(({ key, lines }) => [make("h3", {}, w(`panel_${key.replace("panel_", "")}`)), make("dl", { class: "told", "data-told": key }, ...lines.flatMap(lineOfTold))])];
  }

  const addressOf = (id) => (/^https?:/.test(id) ? id : `https://w3id.org/kuasa/id/${id}`);
  const version = () => view.cite.replace(view.on, conditions.on);

  function sourceWords(number, evidence = []) {
    const source = sources.get(number);
    if (!source) return "";
    if (source.check) return `[${number}] ${w("source_check", { address: source.address || source.title })}`;
    const places = [...new Set(evidence.filter((one) => one.source === number && one.locator).map((one) => one.locator))];
    return `[${number}] ${[source.title, source.publisher, source.issued, places.join("; "), source.address].filter(Boolean).join(", ")}`;
  }

  const numbered = (found, evidence) => [...new Set(found)].sort((a, b) => a - b).map((number) => sourceWords(number, evidence)).filter(Boolean);

  // How to cite a thing or a link in plain text: what it is or says, its address, version and day of the knowledge, its sources.
  function citationOf(one) {
    const link = Boolean(one.sentence), marks = link ? one.marks.map(markWord) : [];
    const name = link ? one.sentence : `${nameOf(one)}${briefOf(one) && briefOf(one) !== nameOf(one) ? ` (${briefOf(one)})` : ""}.`;
    const doubts = marks.length ? `(${marks.join("; ")})` : "", when = link && period(one) ? `(${period(one)})` : "";
    const from = link ? numbered(one.sources, one.proofs) : numbered([...one.facts, ...one.told.flatMap((part) => part.lines)].flatMap((line) => line.sources));
    return [[name, when, doubts, `${addressOf(one.id)}.`, `${version()}.`].filter(Boolean).join(" "), ...(from.length ? [`${w("details_sources")}:`, ...from] : [])].join("\n");
  }

  // A file opened from a disk may not be allowed to copy: then the text stands there, marked, and the reader is told which keys to press.
  async function copy(text, said, shown) {
    said.textContent = "";
    shown.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = w("cite_copied");
    } catch {
      shown.value = text;
      shown.hidden = false;
      shown.rows = Math.min(8, text.split("\n").length + 1);
      shown.focus();
      shown.select();
      said.textContent = w("cite_press");
    }
  }

  function citeTools(one) {
    const said = make("p", { role: "status", class: "cite-said" }), shown = make("textarea", { readonly: true, hidden: true, "aria-label": w("cite_text") });
    const button = (key, name, text) => make("button", { type: "button", "data-cite": name, on: { click: () => copy(text(), said, shown) } }, w(key));
    return [make("div", { class: "cite-tools" }, button("cite_copy", "citation", () => citationOf(one)), button("cite_link", "view", () => location.href)), said, shown];
  }
  return { toldOf, citeTools };
})();
