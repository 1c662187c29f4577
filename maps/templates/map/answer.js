// Answer: the routes of the file or those just asked for, in words, in the drawer; the picture and the story follow them.
const asked = { from: view.asked[0], to: view.asked[1] };

function routeItem(route, number) {
  const step = (one, i) => make("li", { "data-step": i + 1, class: i === route.weakest && route.steps.length > 1 ? "weakest" : null }, `${one.sentence} `,
    ...markWords(one.marks), ...refs(one.sources, one.locators), i === route.weakest && route.steps.length > 1 ? make("span", { class: "weak" }, w("route_weakest")) : null);
  return make("details", { class: "route", id: `r${number}`, "data-route": number, open: number === 1 },
    make("summary", {}, make("span", { class: "route-title" }, route.title), " ", route.band ? make("span", { class: "band" }, w(`band_${route.band}`)) : null),
    make("ol", {}, ...route.steps.map(step)),
    route.note ? make("p", { class: "note" }, route.note) : null,
    route.steps.length ? make("button", { type: "button", class: "tell", "data-tell": number }, w("route_tell")) : null);
}

// Lists the routes; `said` is the answer in a line.
function showRoutes(routes, said = "") {
  scene.routes = routes;
  scene.route = scene.step = 0;
  const told = (aim) => routes.map((route, i) => (Boolean(route.aim) === aim ? routeItem(route, i + 1) : null)).filter(Boolean);
  const aims = told(true);
  byId("routes").hidden = !routes.length && !said;
  byId("routes-list").replaceChildren(said ? make("p", { class: "answer" }, said) : "", ...told(false), ...(aims.length ? [make("h3", {}, w("aims")), ...aims] : []));
  byId("story-route").replaceChildren(...routes.map((route, i) => make("option", { value: i + 1 }, `${route.aim ? `${w("aims")}: ` : ""}${route.title}`)));
  for (const button of all('.views [data-view="story"]')) button.disabled = !routes.some((route) => route.steps.length) && !view.stories.length;
}

// After the conditions have changed, the routes between the ends asked for are those of the new ones.
function askAgain() {
  if (!asked.from.length || !asked.to.length) return;
  if (usual() && asked.from === view.asked[0] && asked.to === view.asked[1]) { showRoutes(view.routes, view.answer); return; }
  const found = routesBetween(asked.from, asked.to, { k: view.k, hops: view.hops, conditions });
  showRoutes([...found.routes, ...found.aims], found.routes.length ? w("answer_routes", { n: found.routes.length }) : found.opens);
}
