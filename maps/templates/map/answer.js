// Answer: the routes of the file or those just asked for, in words, in the drawer; the picture and the story follow them.
const asked = { from: view.asked[0], to: view.asked[1], hops: view.hops, key: "", found: null };

function routeItem(route, number) {
  const step = (one, i) => make("li", { "data-step": i + 1, class: i === route.weakest && route.steps.length > 1 ? "weakest" : null }, `${one.sentence} `,
    ...markWords(one.marks), ...refs(one.sources, one.locators, one.known), i === route.weakest && route.steps.length > 1 ? make("span", { class: "weak" }, w("route_weakest")) : null);
  return make("details", { class: "route", id: `r${number}`, "data-route": number, open: number === 1 },
    make("summary", {}, make("span", { class: "route-title" }, route.title), " ", route.band ? make("span", { class: "band" }, w(`band_${route.band}`)) : null),
    make("ol", {}, ...route.steps.map(step)),
    route.note ? make("p", { class: "note" }, route.note) : null,
    route.steps.length ? make("button", { type: "button", class: "tell", "data-tell": number }, w("route_tell")) : null);
}

// Lists the routes; `said` is the answer in a line.
function showRoutes(routes, said = "") {
  scene.routes = routes;
  if (scene.view !== "story" || scene.route > routes.length) scene.route = scene.step = 0;
  const told = (aim) => routes.map((route, i) => (Boolean(route.aim) === aim ? routeItem(route, i + 1) : null)).filter(Boolean);
  const aims = told(true);
  byId("routes").hidden = !routes.length && !said;
  const aside = fixedWords() || plansAside();
  byId("routes-list").replaceChildren(said ? make("p", { class: "answer" }, said) : "", aside ? make("p", { class: "quiet" }, aside) : "", ...told(false), ...(aims.length ? [make("h3", {}, w("aims")), ...aims] : []));
  fillStories();
  for (const button of all('.views [data-view="story"]')) button.disabled = !routes.some((route) => route.steps.length) && !view.stories.length;
}

// The routes between the ends asked for under the conditions of now, worked out once for each.
function answered() {
  const { from, to, hops } = asked, key = JSON.stringify([from, to, hops, conditions.on, conditions.status, conditions.lens, [...conditions.assertions].sort(), words.lang]);
  if (asked.key !== key) Object.assign(asked, { key, found: routesBetween(from, to, { k: view.k, hops, conditions }) });
  return asked.found;
}

// What is not counted while only what is so counts: how many routes more, and how many stated aims, there would be with every plan.
function plansAside() {
  if (conditions.status !== "actual" || !asked.from.length || !asked.to.length) return "";
  const { routes, aims } = routesBetween(asked.from, asked.to, { k: 20, hops: asked.hops, conditions: { ...conditions, status: "all" } });
  const more = routes.filter((route) => route.steps.some((step) => linkById(step.link)?.status !== "actual")).length;
  return more || aims.length ? w("answer_plans", { n: more, aims: aims.length }) : "";
}

// After the conditions have changed, the routes between the ends asked for are those of the new ones.
function askAgain() {
  if (!asked.from.length || !asked.to.length) return;
  if ((usual() || view.fixed) && asked.from === view.asked[0] && asked.to === view.asked[1] && asked.hops === view.hops) { showGiven(); return; }
  showAnswered();
  followRoutes();
}

// Routes that rest on more than the switches can say stay as they are, and say so.
const fixedWords = () => (view.fixed && asked.from === view.asked[0] && asked.to === view.asked[1] ? w("answer_fixed") : "");

// Lists what was found; it is also what comes out.
function showAnswered() {
  const found = answered();
  showRoutes([...found.routes, ...found.aims], [found.routes.length ? w("answer_routes", { n: found.routes.length }) : found.opens, found.cut].filter(Boolean).join(" "));
  return found;
}

// A route that leads over things which are not drawn brings them into the picture.
function followRoutes() {
  const steps = scene.routes.flatMap((route) => route.steps.flatMap((step) => [step.start, step.end])), { ids, named, title } = scene.part;
  if (steps.some((id) => !ids.has(id))) showPart({ ids: new Set([...ids, ...steps]), named, title }, "walk");
}

// The routes that the file was written with: as they stand in English, told anew in any other language.
function showGiven() {
  const given = view.fixed || view.routes.length || !asked.to.length ? view.answer : answered().opens || view.answer;
  if (view.fixed || (words.lang === "en" && view.lang === "en")) { showRoutes(view.routes, given); return; }
  const firm = view.routes.filter((route) => !route.aim).length;
  showRoutes(view.routes.map(retold), !view.answer ? "" : firm ? w("answer_routes", { n: firm }) : answered().opens || view.answer);
}

// A route of the file in the words of the page: the same one as the page finds it, else its steps alone.
function retold(route) {
  const walked = ({ aim, steps }) => [Boolean(aim), ...steps.map((step) => `${step.start} ${linkById(step.link)?.id || step.link} ${step.end}`)].join("|");
  const { routes, aims } = answered(), same = [...routes, ...aims].find((one) => walked(one) === walked(route));
  return same || { ...route, steps: route.steps.map((step) => ({ ...step, sentence: linkById(step.link)?.sentence || step.sentence })) };
}
