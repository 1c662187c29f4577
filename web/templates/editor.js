/* The editor page: YASGUI's query editor, the examples, and the answer as a table, a chart, a map or a file.
   Everything shown is put into the page as text, never as HTML. Nothing is asked of any other server. */
(function () {
  "use strict";
  const at = (id) => document.getElementById(id);
  const words = JSON.parse(at("words").textContent);
  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
  const KEPT = "kuasa-editor-query";
  const PAGE = 100, BARS = 50, LISTED = 200, TEXTS = 1000, LONGEST = 300, ADDRESS = 1500;
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "gYear"].map((name) => XSD + name));
  const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";
  const FILES = {
    rows: [["CSV", "csv", "text/csv"], ["TSV", "tsv", "text/tab-separated-values"], ["JSON", "srj", "application/sparql-results+json"], ["XML", "srx", "application/sparql-results+xml"]],
    truth: [["JSON", "srj", "application/sparql-results+json"], ["XML", "srx", "application/sparql-results+xml"]],
    triples: [["Turtle", "ttl", "text/turtle"], ["N-Triples", "nt", "application/n-triples"], ["JSON-LD", "jsonld", "application/ld+json"], ["RDF/XML", "rdf", "application/rdf+xml"]],
  };
  const FONT = "'Kuasa Noto', 'Kuasa Scripts', 'Noto Sans', sans-serif";
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function made(name, attributes, ...children) {
    const svg = ["svg", "g", "rect", "text", "title", "line"].includes(name);
    const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f\u200b-\u200d\u2060\ufeff]/g, "");

  /* What is being asked, what was, the answer, and where the server found it wrong. */
  let running = null, asked = "", answer = null, place = null, marked = null;

  /* What stays in this tab. A browser may forbid it; then nothing stays. */
  const store = {
    get() { try { return sessionStorage.getItem(KEPT); } catch { return null; } },
    set(text) { try { sessionStorage.setItem(KEPT, text); } catch { /* not kept */ } },
    clear() { try { sessionStorage.removeItem(KEPT); } catch { /* nothing there */ } },
  };

  const narrow = matchMedia("(max-width: 61.99rem)");

  /* ---- the library: examples, prefixes, words ---- */
  let library = { prefixes: {}, terms: [], questions: {} };
  const loaded = fetch("/editor/library.json").then((answer) => (answer.ok ? answer.json() : library)).catch(() => library).then((found) => (library = found));

  /* ---- the query ---- */
  const Yasqe = window.Yasgui.Yasqe;
  for (const name of ["property", "class", "prefixes"]) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = [];
  Yasqe.registerAutocompleter({
    name: "words",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => /^[A-Za-z]+:[\w-]*$/.test(yasqe.getCompleteToken().string),
    get: (_yasqe, token) => {
      const wanted = token ? token.string.toLowerCase() : "";
      return library.terms.filter((term) => term.toLowerCase().startsWith(wanted) && term !== token.string).slice(0, 60);
    },
  });
  const keys = { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), Tab: false, "Shift-Tab": false, "Ctrl-S": () => {} };
  const editor = new Yasqe(at("query"), {
    value: "",
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    editorHeight: "15rem",
    autocompleters: ["variables", "words"],
    requestConfig: { endpoint: new URL("/sparql", location.href).href },
    inputStyle: "contenteditable",
    screenReaderLabel: words.editor,
    extraKeys: keys,
  });
  for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-label": words.editor, "aria-describedby": "leaving" })) editor.getInputField().setAttribute(name, value);
  editor.on("changes", (_editor, changes) => {
    store.set(editor.getValue());
    if (changes.some((change) => /paste|input|complete/.test(change.origin || ""))) setTimeout(declare);
  });

  /* Declares those of our prefixes that a query uses, so that the editor does not take them for mistakes. */
  function declare() {
    const bare = editor.getValue().replace(/#[^\n<>]*$|<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'/gm, " ");
    const used = new Set(Array.from(bare.matchAll(/(?:^|[\s(|/^!,;.{])([a-z]+):/g), (match) => match[1]));
    const declared = new Set(Array.from(editor.getValue().matchAll(/\bPREFIX\s+([\w.-]*):/gi), (match) => match[1]));
    const missing = Object.keys(library.prefixes).filter((prefix) => used.has(prefix) && !declared.has(prefix));
    if (missing.length) editor.getDoc().replaceRange(missing.map((prefix) => `PREFIX ${prefix}: <${library.prefixes[prefix]}>\n`).join(""), { line: 0, ch: 0 }, undefined, "declared");
  }

  function put(text, told, name) {
    editor.setValue(text);
    editor.getDoc().clearHistory();
    at("told").replaceChildren(...told);
    for (const button of document.querySelectorAll(".example")) {
      if (button.dataset.name === name) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  function choose(name, focus) {
    return loaded.then(() => {
      const button = Array.from(document.querySelectorAll(".example")).find((one) => one.dataset.name === name);
      if (!button || !library.questions[name]) { at("told").textContent = say("no_example", { name }); return; }
      put(library.questions[name], [say("example", { summary: button.textContent }) + " ", made("a", { href: "/questions/" + name.split("/").map(encodeURIComponent).join("/") }, say("form"))], name);
      clear();
      if (narrow.matches) at("examples").open = false;
      if (focus) at("run").focus();
      if (narrow.matches && focus) at("told").scrollIntoView({ block: "start" });
    });
  }

  /* #query=… or #question=name */
  function given() {
    const asked = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    if (asked.get("query")) { put(asked.get("query"), [say("from_link")]); loaded.then(declare); clear(); return true; }
    if (asked.get("question")) { choose(asked.get("question")); return true; }
    return false;
  }
  if (narrow.matches) at("examples").open = false;
  if (!given()) put(store.get() || words.start, []);
  window.addEventListener("hashchange", given);

  /* ---- the examples ---- */
  const examples = Array.from(document.querySelectorAll(".example")).map((button) => {
    button.addEventListener("click", () => choose(button.dataset.name, true));
    const subject = button.closest("section");
    return { button, subject, text: fold([button.textContent, button.dataset.name, button.dataset.more, subject.querySelector("h3").textContent].join(" ")) };
  });
  function search() {
    const wanted = fold(at("wanted").value).split(/\s+/).filter(Boolean);
    let n = 0;
    for (const one of examples) {
      const fits = wanted.every((word) => one.text.includes(word));
      one.button.parentElement.hidden = !fits;
      n += fits;
    }
    for (const section of document.querySelectorAll(".subject")) section.hidden = !section.querySelector("li:not([hidden])");
    at("examples-count").textContent = say("found_examples", { n, all: examples.length });
  }
  at("wanted").addEventListener("input", search);
  search();

  /* ---- asking ---- */
  function ask(accept, signal) {
    return fetch("/sparql", { method: "POST", headers: { Accept: accept, "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ query: asked }), signal });
  }

  /* What a refusal says, as text. */
  async function refusal(response) {
    const kind = response.headers.get("content-type") || "";
    const said = kind.startsWith("text/html") ? "" : (await response.text()).trim().slice(0, 2000);
    const wait = response.headers.get("retry-after");
    return [said || say("refused", { status: response.status }), wait && !/\d+ ?s\b/.test(said) ? say("wait", { s: wait }) : ""].filter(Boolean).join("\n");
  }

  function clear() {
    if (running) running.abort();
    running = answer = null;
    if (marked) editor.removeLineClass(marked, "background", "wrong-line");
    marked = null;
    for (const id of ["answer", "wrong", "shown"]) at(id).hidden = true;
    delete at("answer").dataset.looking;
    busy(false);
  }
  function busy(now) {
    at("stop").hidden = !now;
    at("run").setAttribute("aria-disabled", String(now));
    at("answer").setAttribute("aria-busy", String(now));
  }
  function wrong(text) {
    at("outcome").textContent = "";
    at("wrong-said").textContent = text;
    const named = text.match(/\berror at (\d+):(\d+)/);
    place = named && asked === editor.getValue() ? { line: named[1] - 1, ch: named[2] - 1 } : null;
    at("place").hidden = !place;
    if (place) {
      at("place").textContent = say("place", { line: named[1] });
      marked = editor.addLineClass(place.line, "background", "wrong-line");
    }
    at("wrong").hidden = false;
  }
  at("place").addEventListener("click", () => { editor.getDoc().setCursor(place); editor.focus(); });

  async function run() {
    const text = editor.getValue();
    clear();
    at("answer").hidden = false;
    if (!text.trim()) { wrong(say("empty")); return; }
    asked = text;
    const mine = (running = new AbortController());
    at("outcome").textContent = say("running");
    busy(true);
    const begun = performance.now();
    try {
      const response = await ask(ACCEPT, mine.signal);
      if (!response.ok) { const said = await refusal(response); if (running === mine) wrong(said); return; }
      let found;
      try { found = read(response.headers.get("content-type") || "", await response.text()); }
      catch (problem) { if (problem.name === "AbortError") throw problem; if (running === mine) wrong(say("broken")); return; }
      if (running === mine) show(found, ((performance.now() - begun) / 1000).toFixed(2));
    } catch (problem) {
      if (running !== mine) return;
      if (problem.name === "AbortError") at("outcome").textContent = say("stopped");
      else wrong(say("unreachable"));
    } finally {
      if (running === mine) { running = null; busy(false); at("answer").scrollIntoView({ block: "nearest" }); }
    }
  }
  at("run").addEventListener("click", run);
  at("stop").addEventListener("click", () => running && running.abort());

  /* An answer as rows of terms. A text that is not whole throws. */
  function read(kind, text) {
    if (kind.startsWith("application/n-triples")) return { form: "triples", names: ["subject", "predicate", "object"], rows: text.split("\n").filter((line) => line.trim() && !line.startsWith("#")).map(triple) };
    const found = JSON.parse(text);
    if ("boolean" in found) return { form: "truth", truth: found.boolean, names: [], rows: [] };
    const names = found.head.vars;
    return { form: "rows", names, rows: found.results.bindings.map((row) => names.map((name) => row[name] || null)) };
  }
  function triple(line) {
    /* Neither `.` nor \S: a text may hold U+2028, an address U+00A0. */
    const parts = line.match(/^([^ ]+) ([^ ]+) ([^]*[^ ]) ?\.\s*$/);
    return parts.slice(1).map(term);
  }
  const unescaped = (text) => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^]))/g, (_, four, eight, one) => (one ? { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" }[one] || one : String.fromCodePoint(parseInt(four || eight, 16))));
  function term(text) {
    if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
    if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
    const [, value, lang, datatype] = text.match(/^"((?:[^"\\]|\\[^])*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/);
    return { type: "literal", value: unescaped(value), ...(lang ? { "xml:lang": lang } : {}), ...(datatype ? { datatype } : {}) };
  }
  const number = (one) => (one && one.type === "literal" && NUMBERS.has(one.datatype) && Number.isFinite(Number(one.value)) ? Number(one.value) : null);

  function show(found, seconds) {
    answer = { ...found, sorted: -1, down: false, from: 0, things: {} };
    const n = found.rows.length;
    at("outcome").textContent = found.form === "truth" ? say(found.truth ? "yes" : "no") : !n ? say("rows_none") : say(found.form === "triples" ? "triples" : n === 1 ? "rows_one" : "rows", { n: n.toLocaleString("en"), s: seconds });
    at("shown").hidden = !n && found.form !== "truth";
    answer.numeric = found.names.map((_, i) => found.rows.some((row) => number(row[i]) !== null));
    answer.textual = found.names.map((_, i) => found.rows.some((row) => row[i] && number(row[i]) === null));
    at("sift").value = "";
    at("saved").textContent = "";
    at("downloads").replaceChildren(...FILES[found.form].map(([name, ending, media]) => {
      const button = made("button", { type: "button" }, name);
      button.addEventListener("click", () => save(name, "answer." + ending, media));
      return button;
    }));
    for (const tab of tabs) tab.hidden = found.form === "truth" && tab.id !== "tab-download";
    at("tab-map").textContent = "Map";
    sift();
    bars();
    select(found.form === "truth" ? at("tab-download") : at("tab-table"));
    things();
  }

  /* ---- tabs ---- */
  const tabs = Array.from(document.querySelectorAll("[role=tab]"));
  function select(chosen) {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      at(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
    if (chosen.id === "tab-chart") draw();
  }
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const open = tabs.filter((one) => !one.hidden), here = open.indexOf(tab);
      const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: open.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const chosen = open[(next + open.length) % open.length];
      select(chosen);
      chosen.focus();
    });
  }

  /* ---- the table ---- */
  function shortened(iri) {
    for (const [prefix, space] of Object.entries(library.prefixes)) if (iri.startsWith(space) && /^[\w-]+(\.[\w-]+)*$/.test(iri.slice(space.length))) return prefix + ":" + iri.slice(space.length);
    return iri;
  }
  const path = (slug) => "/id/" + encodeURIComponent(slug);
  function cell(one) {
    if (!one) return [];
    if (one.type === "triple") return [JSON.stringify(one.value)];
    if (one.type === "bnode") return ["_:" + one.value];
    if (one.type === "uri") {
      const slug = answer.things[one.value] || (one.value.startsWith(words.base) && one.value.slice(words.base.length));
      if (slug) return [made("a", { href: path(slug), title: one.value }, shortened(one.value))];
      if (/^https?:\/\//.test(one.value) && shortened(one.value) === one.value) return [made("a", { href: one.value, rel: "noreferrer noopener" }, one.value)];
      return [made("span", { title: one.value }, shortened(one.value))];
    }
    const lang = one["xml:lang"];
    const slug = answer.things[one.value];
    const text = slug ? made("a", { href: path(slug) }, one.value) : lang ? made("span", { lang }, one.value) : one.value;
    return lang && lang !== "en" ? [text, " ", made("sub", {}, lang)] : [text];
  }
  function sift() {
    const wanted = fold(at("sift").value.trim());
    answer.rows.forEach((row) => { if (wanted && !row.folded) row.folded = fold(row.map((one) => (one ? one.value : "")).join("\n")); });
    answer.seen = wanted ? answer.rows.filter((row) => row.folded.includes(wanted)) : answer.rows.slice();
    const i = answer.sorted;
    if (i >= 0) {
      const way = answer.down ? -1 : 1;
      answer.seen.sort((a, b) => {
        const [x, y] = [a[i], b[i]];
        if (!x || !y) return x ? -1 : y ? 1 : 0;
        const [m, n] = [number(x), number(y)];
        return way * (m !== null && n !== null ? m - n : collator.compare(x.value, y.value));
      });
    }
    answer.from = 0;
    rows();
  }
  function rows() {
    const part = answer.seen.slice(answer.from, answer.from + PAGE);
    const heads = answer.names.map((name, i) => {
      const button = made("button", { type: "button", title: say("sorted", { name }) }, name.replace(/_/g, " "));
      button.addEventListener("click", () => {
        if (answer.sorted === i) answer.down = !answer.down; else { answer.sorted = i; answer.down = false; }
        sift();
        at("table").querySelectorAll("thead button")[i].focus();
      });
      const head = made("th", { scope: "col", ...(answer.sorted === i ? { "aria-sort": answer.down ? "descending" : "ascending" } : {}) }, button);
      if (answer.numeric[i] && !answer.textual[i]) head.className = "number";
      return head;
    });
    const body = part.map((row) => made("tr", {}, ...row.map((one) => {
      const made_ = made("td", {}, ...cell(one));
      if (number(one) !== null) made_.className = "number";
      else if (one && /^\d{4}(-\d\d){0,2}$/.test(one.value)) made_.className = "date";
      return made_;
    })));
    at("table").replaceChildren(made("table", {}, made("thead", {}, made("tr", {}, ...heads)), made("tbody", {}, ...body)));
    at("table").scrollTop = 0;
    at("turn").hidden = answer.seen.length <= PAGE;
    at("before").disabled = answer.from === 0;
    at("after").disabled = answer.from + PAGE >= answer.seen.length;
    const whole = answer.seen.length === answer.rows.length && answer.seen.length <= PAGE;
    at("rows").textContent = whole ? "" : say("page", { from: (answer.seen.length ? answer.from + 1 : 0).toLocaleString("en"), to: (answer.from + part.length).toLocaleString("en"), n: answer.seen.length.toLocaleString("en") });
  }
  let waiting = 0;
  at("sift").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => answer && sift(), 150); });
  at("before").addEventListener("click", () => { answer.from = Math.max(0, answer.from - PAGE); rows(); });
  at("after").addEventListener("click", () => { answer.from += PAGE; rows(); });

  /* ---- the chart ---- */
  function bars() {
    const option = (name, i) => made("option", { value: i }, name.replace(/_/g, " "));
    const names = answer.names.map((name, i) => [name, i]);
    const texts = names.filter(([, i]) => answer.textual[i]), sizes = names.filter(([, i]) => answer.numeric[i]);
    const labels = texts.filter(([, i]) => answer.rows.some((row) => row[i] && row[i].type === "literal"));
    at("bar-name").replaceChildren(...texts.map(([name, i]) => option(name, i)));
    at("bar-size").replaceChildren(...sizes.map(([name, i]) => option(name, i)));
    if (labels.length) at("bar-name").value = labels[0][1];
    answer.chart = texts.length > 0 && sizes.length > 0;
    at("bar-form").hidden = !answer.chart;
    at("chart").replaceChildren();
    at("bar-said").textContent = say("chart_none");
  }
  /* A text as wide as fits, in whole letters of any script. */
  const ruler = document.createElement("canvas").getContext("2d");
  function cut(text, room) {
    ruler.font = "15px " + FONT;
    if (ruler.measureText(text).width <= room) return text;
    const letters = Array.from(new Intl.Segmenter("en").segment(text.slice(0, 300)), (one) => one.segment);
    while (letters.length && ruler.measureText(letters.join("") + "…").width > room) letters.pop();
    return letters.join("").trimEnd() + "…";
  }
  function draw() {
    if (!answer || !answer.chart) return;
    const [i, j] = [Number(at("bar-name").value), Number(at("bar-size").value)];
    let found = answer.rows.filter((row) => number(row[j]) !== null);
    const all = found.length;
    if (at("bar-order").value) found = found.slice().sort((a, b) => number(b[j]) - number(a[j]));
    found = found.slice(0, BARS);
    const said = { n: found.length, all: all.toLocaleString("en"), size: answer.names[j].replace(/_/g, " "), name: answer.names[i].replace(/_/g, " ") };
    at("bar-said").textContent = say(all > found.length ? "chart_cut" : "chart", said);
    const wide = Math.max(280, at("chart").clientWidth || 700), above = wide < 560;
    const style = getComputedStyle(document.documentElement), [ink, soft, fill, ground] = ["--ink", "--soft", "--bar", "--bg"].map((name) => style.getPropertyValue(name).trim());
    const sizes = found.map((row) => number(row[j]));
    const low = Math.min(0, ...sizes), high = Math.max(0, ...sizes), span = high - low || 1;
    const left = above ? 4 : Math.min(360, wide * 0.4), right = 70, step = above ? 50 : 32, bar = 20;
    const place = (size) => left + ((size - low) / span) * (wide - left - right);
    const picture = made("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${found.length * step + 8}`, role: "img", "aria-label": at("bar-said").textContent, "font-size": 15, "font-family": FONT });
    picture.append(made("rect", { width: wide, height: found.length * step + 8, fill: ground }));
    const room = above ? wide - 8 : left - 12;
    found.forEach((row, n) => {
      const one = row[i], name = one ? (one.type === "uri" ? shortened(one.value) : one.value) : "";
      const top = n * step + 4, size = sizes[n];
      const text = made("text", { x: above ? 4 : left - 8, y: above ? top + 16 : top + bar / 2 + 6, fill: ink, "text-anchor": above ? "start" : "end" }, cut(name, room));
      const y = above ? top + 22 : top, x = Math.min(place(0), place(size));
      picture.append(made("g", {}, made("title", {}, `${name}: ${size.toLocaleString("en")}`), text,
        made("rect", { x, y, width: Math.max(1, Math.abs(place(size) - place(0))), height: bar, fill }),
        made("text", { x: Math.max(place(size), place(0)) + 6, y: y + bar / 2 + 6, fill: ink }, size.toLocaleString("en", { useGrouping: Math.abs(size) >= 10000, maximumFractionDigits: 6 }))));
    });
    picture.append(made("line", { x1: place(0), x2: place(0), y1: 0, y2: found.length * step + 8, stroke: soft }));
    at("chart").replaceChildren(picture);
  }
  for (const id of ["bar-name", "bar-size", "bar-order"]) at(id).addEventListener("change", draw);
  let turning = 0;
  window.addEventListener("resize", () => { clearTimeout(turning); turning = setTimeout(() => { if (!at("panel-chart").hidden) draw(); }, 200); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  at("bar-save").addEventListener("click", () => { const svg = at("chart").firstElementChild; if (svg) handed(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), "chart.svg"); });

  /* ---- the map ---- */
  async function things() {
    const mine = answer;
    at("map-form").hidden = true;
    at("map-list").replaceChildren();
    if (!mine.rows.length) return;
    at("map-said").textContent = say("map_asking");
    at("answer").dataset.looking = "";
    const texts = new Set();
    for (const row of mine.rows) for (const one of row) {
      if (one && one.value.length <= LONGEST && (one.type === "uri" || one.type === "literal" && number(one) === null && !/^[\d-]*$/.test(one.value))) texts.add(one.value);
      if (texts.size >= TEXTS) break;
    }
    let found = {};
    try {
      if (texts.size) {
        const response = await fetch("/map/things", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(Array.from(texts, (text) => ["text", text])) });
        if (response.ok) found = (await response.json()).things;
      }
    } catch { /* without the names: no map */ }
    if (answer !== mine) return;
    delete at("answer").dataset.looking;
    mine.things = found;
    const named = new Map();
    for (const text of texts) if (found[text] && (!named.has(found[text]) || /^\w+:\/\//.test(named.get(found[text])))) named.set(found[text], text);
    const n = named.size, slugs = Array.from(named.keys()).slice(0, words.most);
    at("tab-map").textContent = say("tab_map", { n: n.toLocaleString("en") });
    at("map-said").textContent = !n ? say("map_none") : n === 1 ? say("map_one") : say(n > words.most ? "map_many" : "map", { n: n.toLocaleString("en"), most: words.most });
    at("map-form").hidden = !n;
    at("map-form").elements.hops.value = n === 1 ? "1" : "0";
    at("map-things").replaceChildren(...slugs.map((slug) => made("input", { type: "hidden", name: "thing", value: slug })));
    at("map-form").method = slugs.join("&thing=").length > ADDRESS ? "post" : "get";
    at("map-list").replaceChildren(...slugs.slice(0, LISTED).map((slug) => {
      return made("li", {}, made("a", { href: path(slug) }, shortened(named.get(slug))));
    }));
    if (n) rows();
  }

  /* ---- files ---- */
  function handed(blob, file) {
    const link = made("a", { href: URL.createObjectURL(blob), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  async function save(name, file, media) {
    at("saved").textContent = say("saving", { name });
    try {
      const response = await ask(media);
      if (!response.ok) { at("saved").textContent = await refusal(response); return; }
      handed(await response.blob(), file);
      at("saved").textContent = say("saved", { file });
    } catch { at("saved").textContent = say("broken"); }
  }

  /* ---- a link; forgetting ---- */
  at("link").addEventListener("click", async () => {
    const address = location.origin + location.pathname + "#query=" + encodeURIComponent(editor.getValue());
    at("address").value = address;
    at("copied").hidden = false;
    at("address").select();
    let copied = false;
    try { await navigator.clipboard.writeText(address); copied = true; } catch { /* only over https or on this computer */ }
    at("copied-said").textContent = say(copied ? "copied" : "copy");
  });
  at("forget").addEventListener("click", () => {
    clear();
    asked = "";
    put("", []);
    at("copied").hidden = true;
    at("address").value = "";
    for (const id of ["wanted", "sift"]) at(id).value = "";
    for (const id of ["table", "chart", "map-things", "map-list"]) at(id).replaceChildren();
    search();
    store.clear();
    history.replaceState(null, "", location.pathname);
    at("told").textContent = say("forgotten");
    editor.focus();
  });

  document.documentElement.dataset.ready = "";
})();
