// Story: a route told step by step; drawing and words come from the same route.
const card = byId("card");

function tell(route, step = 0) {
  if (!scene.routes[route - 1]?.steps.length) return;
  scene.route = route;
  scene.step = Math.min(Math.max(step, 0), scene.routes[route - 1].steps.length);
  scene.node = scene.link = null;
  panel.hidden = true;
  if (narrow.matches) closeFilters();
  setView("story");
  const { steps, title, band, note, weakest } = scene.routes[route - 1];
  const now = steps[scene.step - 1];
  byId("story-route").value = String(route);
  byId("story-dots").replaceChildren(...steps.map((_, i) =>
    make("li", { class: i + 1 === scene.step ? "now" : i + 1 < scene.step ? "done" : "" })));
  byId("story-back").disabled = scene.step === 0;
  byId("story-next").disabled = scene.step === steps.length;
  const count = steps.length === 1 ? w("route_one_step") : w("route_steps", { n: steps.length });
  const weak = scene.step - 1 === weakest && steps.length > 1 ? [" ", make("span", { class: "weak" }, w("route_weakest"))] : [];
  byId("story-where").replaceChildren(now ? w("story_step", { step: scene.step, steps: steps.length }) : [band && w(`band_${band}`), count].filter(Boolean).join(" · "),
    ...weak, ...(scene.step === steps.length ? [` · ${w("story_end")}`] : []));
  byId("story-sentence").replaceChildren(...(now ? [now.sentence, " ", ...markWords(now.marks)] : [title]));
  byId("story-sources").replaceChildren(...(now ? told(now) : []),
    ...(note && (!now || scene.step === steps.length) ? [make("b", {}, note)] : []));
  for (const item of all(".route li.now")) item.classList.remove("now");
  byId(`r${route}`)?.querySelector(`[data-step="${scene.step}"]`)?.classList.add("now");
  requestAnimationFrame(watch);
  remember();
}

// The step's sources in a line: number, title, place in it.
function told(step) {
  return step.sources.flatMap((number, i) => {
    const source = sources.get(number);
    if (!source) return [];
    const said = source.check ? w("source_check", { address: source.address || source.title })
      : [source.title, step.locators[i]].filter(Boolean).join(", ");
    return [...refs([number]), `${said} `];
  });
}

// The camera takes in the step with the one before and the one after, or on a phone only its ends.
function watch() {
  settle();
  const route = currentRoute();
  if (!route) return;
  const aside = narrow.matches ? 0 : 1, at = scene.step - 1;
  const steps = currentStep() ? route.steps.slice(Math.max(0, at - aside), at + aside + 1) : route.steps;
  const ids = new Set(steps.flatMap((step) => [step.start, step.end]));
  frame([...ids].map((id) => things.get(id)), 1.1);
  redraw();
}

function go(by) {
  const route = currentRoute();
  if (!route) return;
  const step = scene.step + by;
  if (step >= 0 && step <= route.steps.length) tell(scene.route, step);
}

function startStory() {
  byId("story-back").addEventListener("click", () => go(-1));
  byId("story-next").addEventListener("click", () => go(1));
  byId("story-route").addEventListener("change", (event) => tell(Number(event.target.value)));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tell]");
    if (button) { tell(Number(button.dataset.tell)); byId("story-next").focus(); }
  });
}
