// Ask: from whom, to whom? Two boxes and the conditions; the answer in words first, then on the map, step by step, or as a card.
const ask = { from: byId("ask-from"), to: byId("ask-to"), answer: null, drawn: 0 };
const EXAMPLES = [["AROSP", "SLOM"], ["MFA", "ACMW"], ["HNSEA", "SOMSWD"]];

const askedNames = (ids) => ids.map((id) => nameOf(things.get(id))).join(" + ");
function putName(input, ids) {
  input.value = askedNames(ids);
  for (const id of ids) picked.set(nameOf(things.get(id)), id);
}

// Asks what stands in the boxes; a name that nobody knows is said as such, and is no answer.
function askNow() {
  const ends = [ask.from, ask.to].map((input) => ({ input, ...meantBy(input.value) }));
  const wrong = ends.find((end) => !end.ids);
  byId("ask-wrong").hidden = true;
  for (const { input } of ends) input.removeAttribute("aria-invalid");
  if (wrong) { refuse(wrong); return false; }
  if (ends[0].ids.some((id) => ends[1].ids.includes(id))) { refuse({ input: ask.to, same: true }); return false; }
  for (const { input, ids } of ends) putName(input, ids);
  if (!byId("ask-on").value) byId("ask-on").value = conditions.on;
  [asked.from, asked.to] = ends.map((end) => end.ids);
  asked.hops = view.hops;
  answerAsked();
  byId("ask-answer-title").focus({ preventScroll: true });
  byId("ask-answer").scrollIntoView({ block: "nearest" });
  remember();
  return true;
}

function refuse({ input, text = "", several = [], near = [], same = false }) {
  const choices = several.length ? several : near;
  const said = same ? w("ask_same") : !text ? w("ask_empty") : several.length ? w("ask_several", { name: text }) : w("ask_unknown", { name: text });
  const button = (node) => make("button", { type: "button", "data-fill": input.id, "data-id": node.id, "data-text": text }, nameOf(node));
  byId("ask-wrong").replaceChildren(make("p", {}, said, near.length ? ` ${w("ask_near")}` : ""), ...choices.map(button));
  byId("ask-wrong").hidden = false;
  byId("ask-answer").hidden = true;
  byId("ask-examples").hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
  byId("ask-wrong").scrollIntoView({ block: "nearest" });
}

// The answer under the conditions of now; again when they have changed.
function answerAsked() {
  if (!asked.from.length || !asked.to.length || scene.view !== "ask") return;
  const found = showAnswered();
  ask.answer = { ...found, all: [...found.routes, ...found.aims] };
  sayAnswer();
  if (ask.drawn) drawAsked(Math.min(ask.drawn, ask.answer.all.length));
}

function sayAnswer() {
  const { routes, aims, opens, change, cut, all: told } = ask.answer, names = { from: askedNames(asked.from), to: askedNames(asked.to) };
  const count = routes.length === 1 ? w("ask_one", names) : routes.length ? w("ask_many", { n: routes.length, ...names }) : w("ask_none", names);
  const bands = [...new Set(routes.map((route) => route.band))];
  const steps = told.flatMap((route) => route.steps), proofs = steps.flatMap((step) => linkById(step.link)?.proofs || []);
  byId("ask-answer").replaceChildren(
    make("h2", { id: "ask-answer-title", tabindex: "-1" }, count),
    make("p", { class: "quiet" }, conditionWords()),
    ...(bands.length ? [make("ul", { class: "ask-bands" }, ...bands.map((band) => make("li", {}, make("span", { class: "band" }, w(`band_${band}`)), ` ${w(`ask_band_${band}`)}`)))] : []),
    ...[cut, plansAside()].filter(Boolean).map((said) => make("p", { class: "quiet" }, said)),
    ...(routes.length ? [] : [make("p", { class: "ask-opens" }, opens)]),
    ...(change ? [make("button", { type: "button", id: "ask-open" }, w("ask_open"))] : []),
    ...routes.map((route, i) => askedRoute(route, i + 1, w("route", { n: i + 1 }))),
    ...(aims.length ? [make("h3", {}, w("aims")), make("p", { class: "quiet" }, w("ask_aims"))] : []),
    ...aims.map((route, i) => askedRoute(route, routes.length + i + 1, w("aim"))),
    ...sourceList(steps.flatMap((step) => step.sources), proofs),
    make("p", { class: "quiet" }, w("heuristic")),
  );
  byId("ask-answer").hidden = false;
  byId("ask-examples").hidden = true;
}

function askedRoute(route, number, called) {
  const weak = (i) => (i === route.weakest && route.steps.length > 1 ? make("span", { class: "weak" }, w("route_weakest")) : null);
  const step = (one, i) => make("li", { class: weak(i) ? "weakest" : null }, `${one.sentence} `, ...markWords(one.marks), weak(i), " ", ...refs(one.sources, [], one.known));
  const button = (what, key) => make("button", { type: "button", "data-asked": what, "data-number": number, ...(what === "map" ? { "aria-pressed": String(ask.drawn === number) } : {}) }, w(key));
  return make("article", { class: `asked${route.aim ? " aim" : ""}`, "data-walk": number },
    make("h3", {}, `${called}: ${route.title} `, route.aim ? null : make("span", { class: "band" }, w(`band_${route.band}`))),
    make("ol", {}, ...route.steps.map(step)),
    route.note ? make("p", { class: "note" }, route.note) : null,
    make("div", { class: "asked-do" }, button("map", "ask_map"), button("story", "ask_story"), button("card", "ask_card")));
}

// Draws the things of a route of the answer beside its words, from left to right; 0: no picture.
function drawAsked(number) {
  const route = ask.answer?.all[number - 1];
  ask.drawn = route ? number : 0;
  root.classList.toggle("ask-drawn", Boolean(route));
  for (const button of all('[data-asked="map"]')) button.setAttribute("aria-pressed", String(Number(button.dataset.number) === ask.drawn));
  if (route) showAskedPart([route], route.title);
}
function showAskedPart(routes, title) {
  const ids = new Set(routes.flatMap((route) => route.steps.flatMap((step) => [step.start, step.end])));
  showPart({ ids, title, named: new Set([...asked.from, ...asked.to].filter((id) => ids.has(id))), routes }, "walk");
}

// A route of the answer told step by step, on a map of the whole answer.
function tellAsked(number, step) {
  if (!ask.answer.all[number - 1]) return;
  showAskedPart(ask.answer.all, w("ask_part", { from: askedNames(asked.from), to: askedNames(asked.to) }));
  tell(number, step);
}

function doAsked({ asked: what, number }) {
  const route = ask.answer.all[number - 1];
  if (what === "map") {
    drawAsked(ask.drawn === Number(number) ? 0 : Number(number));
    if (ask.drawn && narrow.matches) byId("ask-answer").querySelector(`[data-walk="${number}"]`).scrollIntoView({ block: "start" });
  } else if (what === "story") {
    tellAsked(Number(number), 0);
    byId("story-next").focus();
  } else showCard(route);
}

function tellConditions() {
  byId("ask-on").value = conditions.on;
  for (const box of all("#ask-status input")) box.checked = box.value === conditions.status;
  for (const box of all("#ask-lens input")) box.checked = box.value === conditions.lens;
  byId("ask-lens-said").textContent = view.lenses.filter((lens) => lens.name === conditions.lens).map(lensName).join("");
}

// Questions to begin with: those of the file, and others whose names it holds.
function examplesOf() {
  const own = view.asked[0].flatMap((from) => view.asked[1].slice(0, 1).map((to) => [from, to]));
  const more = EXAMPLES.map((pair) => pair.map((name) => oneMeant(name).ids?.[0])).filter(([from, to]) => from && to);
  return [...own, ...more].filter(([from, to], i, list) => list.findIndex(([a, b]) => a === from && b === to) === i).slice(0, 3);
}
function showExamples() {
  const pairs = examplesOf(), button = ([from, to]) => make("button", { type: "button", "data-example": "", "data-from": from, "data-to": to },
    `${shortOf(from)} → ${shortOf(to)}`);
  all("[data-example]").forEach((one) => one.remove());
  byId("ask-examples").append(...pairs.map(button));
  byId("ask-examples").hidden = !pairs.length;
}

function askedClick(event) {
  const target = event.target.closest("[data-asked], [data-fill], [data-example], #ask-swap, #ask-open");
  if (!target) return;
  const { dataset } = target;
  if (dataset.asked) doAsked(dataset);
  else if (target.id === "ask-swap") {
    [ask.from.value, ask.to.value] = [ask.to.value, ask.from.value];
    if (asked.from.length && ask.from.value && ask.to.value) askNow();
  } else if (target.id === "ask-open") {
    const { hops, ...change } = ask.answer.change;
    asked.hops = hops || asked.hops;
    setConditions(change);
    byId("ask-answer-title").focus();
    remember();
  } else if (dataset.fill) {
    const input = byId(dataset.fill), name = nameOf(things.get(dataset.id));
    picked.set(name, dataset.id);
    input.value = input.value.trim() === dataset.text ? name : input.value.replace(dataset.text, name);
    askNow();
  } else {
    putName(ask.from, [dataset.from]);
    putName(ask.to, [dataset.to]);
    askNow();
  }
}

// Fills the last of the names in a box; from the first box on to the second, from there to the answer.
function pickName(input, id, event) {
  const before = input.value.includes("+") ? `${input.value.slice(0, input.value.lastIndexOf("+") + 1)} ` : "";
  const name = nameOf(things.get(id));
  picked.set(name, id);
  input.value = before + name;
  if (input === ask.from) { ask.to.focus(); ask.to.select(); }
  else if (event.type === "keydown" && ask.from.value) askNow();
}
const typedLast = (text) => lookUp(text.slice(text.lastIndexOf("+") + 1));

// #from=…&to=… asks at once; both may stand there several times.
function followAsked(place) {
  setView("ask");
  for (const [input, names] of [[ask.from, place.getAll("from")], [ask.to, place.getAll("to")]]) {
    const ids = names.filter((name) => things.has(name));
    if (ids.length === names.length) putName(input, ids);
    else input.value = names.join(" + ");
  }
  const route = Number(place.get("route")), step = Number(place.get("step")) || 0;
  if (askNow() && route) tellAsked(route, step);
}

views.ask = {
  show() {
    byId("ask-language").append(...ask.language);
    tellConditions();
    showExamples();
    if (asked.from.length && asked.to.length) { putName(ask.from, asked.from); putName(ask.to, asked.to); }
    answerAsked();
    if (view.opening === "ask" && !location.hash && !ask.from.value && !narrow.matches) ask.from.focus();
  },
  hide() {
    root.classList.remove("ask-drawn");
    ask.drawn = 0;
    ask.room?.prepend(...ask.language);
  },
  address: putAsked,
};
// What was asked, as the address of the page says it: with the day and the statuses, so that it can be sent to others.
function putAsked(place) {
  if (!asked.from.length || !asked.to.length) return;
  for (const end of ["from", "to"]) {
    place.delete(end);
    for (const id of asked[end]) place.append(end, id);
  }
  for (const name of ["on", "status"]) place.set(name, conditions[name]);
}

function startAsk() {
  const chooser = byId("language")?.closest("label");
  ask.language = chooser ? [chooser, byId("language-note")].filter(Boolean) : [];
  ask.room = chooser?.parentElement;
  byId("ask-lens").append(...view.lenses.map((lens) => make("label", {}, make("input", { type: "radio", name: "ask-lens", value: lens.name }), make("span", { "data-w": `lens_${snake(lens.name)}` }, lensName(lens)))));
  for (const input of [ask.from, ask.to]) {
    const said = (hits, typed) => { byId("ask-typed").textContent = !typed ? "" : hits.length ? w("search_found", { n: hits.length }) : w("search_none"); };
    combobox(input, typedLast, (id, event) => pickName(input, id, event), said);
  }
  byId("ask-form").addEventListener("submit", (event) => { event.preventDefault(); askNow(); });
  byId("ask-form").addEventListener("change", ({ target }) => {
    if (target.name === "ask-status") setConditions({ status: target.value });
    else if (target.name === "ask-lens") setConditions({ lens: target.value });
    else if (target.id === "ask-on" && target.value) setConditions({ on: target.value });
    else return;
    remember();
  });
  byId("ask").addEventListener("click", askedClick);
  onConditions(() => { tellConditions(); answerAsked(); });
  showExamples();
  tellConditions();
}
starting.push(startAsk);
