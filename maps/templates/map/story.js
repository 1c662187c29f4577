// Story: a route, or a story of its author's own, told step by step; drawing and words come from the same steps. What an author says
// stands apart from what the sources say: under it stand the links that the step lights up, with their sentences and numbers.
const card = byId("card");
const tales = view.stories.map((story) => {
  const lit = story.steps.flatMap((step) => step.nodes).filter((id) => things.has(id));
  return { ...story, ids: new Set([...(story.nodes.length ? story.nodes.filter((id) => things.has(id)) : view.drawn), ...lit]), part: null };
});
let saying = false;

// A text of an author in the language of the page, else in English, else in the first there is.
const inLanguage = (texts) => texts[words.lang || view.lang] || texts.en || texts.und || Object.values(texts)[0] || "";
const tellable = () => scene.routes[scene.route - 1] || null;

function tell(route, step = 0) {
  if (!scene.routes[route - 1]?.steps.length) { if (tales.length) tellTale(scene.tale?.number || 1, scene.tale ? step : 0); return; }
  scene.tale = null;
  drawTold(scene.routes[route - 1]);
  begin(route, step, scene.routes[route - 1].steps.length);
  tellRoute();
}
// A route is told on a picture that holds it: the one that is drawn, else the first one, else one of its own.
function drawTold(route) {
  const held = ({ ids }) => route.steps.every((step) => ids.has(step.start) && ids.has(step.end));
  if (held(scene.part)) return;
  if (held(FIRST)) showPart(FIRST, view.layout);
  else showAskedPart([route], route.title);
}
function begin(number, step, steps) {
  scene.route = number;
  scene.step = Math.min(Math.max(step, 0), steps);
  scene.node = scene.link = null;
  panel.hidden = true;
  if (narrow.matches) closeFilters();
}

function tellRoute() {
  openStory();
  const route = tellable(), { steps, title, note, weakest } = route, now = steps[scene.step - 1], band = route.band;
  const count = steps.length === 1 ? w("route_one_step") : w("route_steps", { n: steps.length });
  const weak = scene.step - 1 === weakest && steps.length > 1 ? [" ", make("span", { class: "weak" }, w("route_weakest"))] : [];
  frameCard(steps.length, String(scene.route), now ? [w("story_step", { step: scene.step, steps: steps.length }), ...weak] : [[band ? w(`band_${band}`) : "", count].filter(Boolean).join(" · ")]);
  byId("story-sentence").replaceChildren(...(now ? [now.sentence, " ", ...markWords(now.marks)] : [title]));
  byId("story-sources").replaceChildren(...(now ? told(now) : []),
    ...(note && (!now || scene.step === steps.length) ? [make("b", {}, note)] : []));
  for (const item of all(".route li.now")) item.classList.remove("now");
  byId(`r${scene.route}`)?.querySelector(`[data-step="${scene.step}"]`)?.classList.add("now");
  requestAnimationFrame(watch);
  remember();
}

function openStory() {
  saying = true;
  setView("story");
  saying = false;
}

// What is the same for every story: where we are, the dots, the buttons.
function frameCard(steps, chosen, where) {
  card.classList.toggle("own", Boolean(scene.tale));
  card.dataset.told = chosen;
  fillStories();
  byId("story-route").value = chosen;
  byId("story-dots").replaceChildren(...Array.from({ length: steps }, (_, i) =>
    make("li", { class: i + 1 === scene.step ? "now" : i + 1 < scene.step ? "done" : "" })));
  byId("story-back").disabled = scene.step === 0;
  byId("story-next").disabled = scene.step === steps;
  byId("story-card").hidden = Boolean(scene.tale);
  byId("story-where").replaceChildren(...where, ...(scene.step === steps ? [` · ${w(scene.tale ? "story_over" : "story_end")}`] : []));
}

// The step's sources in a line: number, title, place in it.
function told(step) {
  return step.sources.flatMap((number, i) => {
    const source = sources.get(number);
    if (!source) return [];
    const said = source.check ? w("source_check", { address: source.address || source.title })
      : [source.title, step.locators[i], knownWords(step.known?.[i])].filter(Boolean).join(", ");
    return [...refs([number]), `${said} `];
  });
}

// A story of one's own: a step sets the day, the status and the layout that it is told under, and lights up things and links.
function tellTale(number, step = 0) {
  const tale = tales[number - 1];
  if (!tale) return;
  begin(0, step, tale.steps.length);
  scene.tale = { ...tale, number, steps: tale.steps.map((one) => ({ ...one, start: "", end: "", link: "", links: [] })) };
  const now = tale.steps[Math.max(scene.step, 1) - 1];
  const wanted = { on: now.on, status: now.status, ...(tale.lens ? { lens: tale.lens } : {}) };
  if (Object.entries(wanted).some(([name, value]) => conditions[name] !== value)) setConditions(wanted);
  if (!tale.part) tale.part = [...tale.ids].every((id) => FIRST.ids.has(id)) && !tale.nodes.length ? FIRST : { ids: tale.ids, title: inLanguage(tale.title), named: tale.ids, tale };
  const layout = now.layout === "walk" ? "steps" : now.layout || (tale.part === FIRST ? scene.layout : "steps");
  if (scene.part !== tale.part || scene.layout !== layout) showPart(tale.part, layout);
  sayTale();
}

function sayTale() {
  openStory();
  const tale = scene.tale, now = tale.steps[scene.step - 1], live = now ? tales[tale.number - 1].steps[scene.step - 1].links.map(linkOfTale) : [];
  if (now) now.links = live.filter(Boolean).map((link) => link.id);
  frameCard(tale.steps.length, `story-${tale.number}`, [now ? w("story_step", { step: scene.step, steps: tale.steps.length }) : w("story_steps", { n: tale.steps.length }),
    " ", make("span", { class: "own-words" }, w("story_own"))]);
  byId("story-sentence").replaceChildren(now ? inLanguage(now.text) : inLanguage(tale.title));
  byId("story-sources").replaceChildren(...live.map((link, i) => (link
    ? make("span", { class: "story-fact", "data-link": link.id }, `${saidOf(link)} `, ...markWords(link.allMarks), ...refs(link.sources, [], citedOf(link).known))
    : make("span", { class: "story-fact" }, w("story_off", { names: [0, 2].map((end) => shortOf(tales[tale.number - 1].steps[scene.step - 1].links[i][end])).join(" → ") })))));
  requestAnimationFrame(watch);
  remember();
}
const linkOfTale = ([start, kind, end]) => touching(start).find((link) => link.start === start && link.kind === kind && link.end === end) || null;

// The places of a story's things, from left to right as its links join them; what no link of it joins stands in a row below.
layouts.steps = {
  word: "layout_walk",
  offered: () => Boolean(scene.part.tale),
  place(nodes, links, { tale, ids }) {
    const joined = new Map([...ids].map((id) => [id, new Set()])), level = new Map();
    for (const [start, , end] of tale.steps.flatMap((step) => step.links)) { joined.get(start)?.add(end); joined.get(end)?.add(start); }
    for (const first of ids) {
      if (level.has(first) || !joined.get(first).size) continue;
      const queue = [first];
      level.set(first, 0);
      for (const id of queue) for (const next of joined.get(id)) if (!level.has(next)) { level.set(next, level.get(id) + 1); queue.push(next); }
    }
    const places = new Map(), rows = new Map(), loose = [...ids].filter((id) => !level.has(id));
    const put = (id, column, row) => places.set(id, { x: column * WALK.column, y: row * WALK.lane });
    for (const [id, column] of level) {
      const row = rows.get(column) || 0;
      rows.set(column, row + 1);
      put(id, column, row % 2 ? (row + 1) / 2 : -row / 2);
    }
    const wide = Math.max(5, ...rows.keys()), below = Math.max(0, ...[...places.values()].map((one) => one.y / WALK.lane)) + (places.size ? 1 : 0);
    loose.forEach((id, i) => put(id, i % (wide + 1), below + Math.floor(i / (wide + 1))));
    return { places };
  },
};

// The camera takes in the step with the one before and the one after, or on a phone only its ends.
function watch() {
  settle();
  const route = currentRoute();
  if (!route) return;
  const aside = narrow.matches || scene.tale ? 0 : 1, at = scene.step - 1;
  const steps = currentStep() ? route.steps.slice(Math.max(0, at - aside), at + aside + 1) : route.steps;
  const ids = new Set(steps.flatMap(endsOf));
  frame([...ids].map((id) => things.get(id)).filter((node) => node && scene.drawn.has(node.id)), 1.1);
  redraw();
}

function go(by) {
  const route = currentRoute(), step = scene.step + by;
  if (!route || step < 0 || step > route.steps.length) return;
  if (scene.tale) tellTale(scene.tale.number, step);
  else tell(scene.route, step);
}

// Where the story was left, or the first one.
function resumeStory() {
  if (scene.tale) tellTale(scene.tale.number, scene.step);
  else if (tales.length && !card.dataset.told) tellTale(1);
  else tell(scene.route || 1, scene.step);
}

// What can be told: the stories of the file, then the routes.
function fillStories() {
  byId("story-route").replaceChildren(...tales.map((tale, i) => make("option", { value: `story-${i + 1}` }, inLanguage(tale.title))),
    ...scene.routes.map((route, i) => make("option", { value: i + 1 }, `${route.aim ? `${w("aims")}: ` : ""}${route.title}`)));
}

// Other conditions: the same step under them; a route that is no longer there is not told on.
function retell() {
  if (scene.view !== "story") return;
  if (scene.tale) sayTale();
  else if (scene.routes.length) tell(tellable() ? scene.route : 1, scene.step);
  else setView("map");
}

views.story = {
  show() { if (!saying) resumeStory(); },
  hide() {},
  address(place) {
    if (!scene.tale && asked.from !== view.asked[0]) putAsked(place);
    if (!scene.tale) return;
    place.delete("route");
    place.set("story", scene.tale.number);
  },
  follow(place) { tellTale(Number(place.get("story")), Number(place.get("step")) || 0); },
};

function startStory() {
  byId("story-back").addEventListener("click", () => go(-1));
  byId("story-next").addEventListener("click", () => go(1));
  byId("story-card").addEventListener("click", () => showCard(tellable()));
  byId("story-route").addEventListener("change", ({ target }) => (target.value.startsWith("story-") ? tellTale(Number(target.value.slice(6))) : tell(Number(target.value))));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tell]");
    if (button) { tell(Number(button.dataset.tell)); byId("story-next").focus(); }
  });
  onConditions(() => requestAnimationFrame(retell));
  fillStories();
}
