// Switches: which statuses and which proofs count, through which lens influence is counted, with how many links each shows.
const PROOF_WORDS = { "official-text": "assertion_official_text", "third-party": "assertion_third_party", participants: "assertion_participants",
  inferred: "assertion_inferred", recalled: "mark_recalled" };

// Whether a link rests, among others, on a proof of this sort.
const restsOn = (name) => (link) => link.proofs.some((proof) => knownAs(proof) === name);

// How many links of the part shown each switch would show under the other conditions of now.
function switchCounts() {
  const counts = new Map();
  for (const status of Object.keys(STATUSES)) counts.set(status, linksHere({ ...conditions, status }).length);
  const every = linksHere({ ...conditions, assertions: new Set(KNOWN) });
  for (const name of KNOWN) counts.set(name, every.filter(restsOn(name)).length);
  const here = linksHere();
  const numbers = new Map(view.linkKinds.map((kind, number) => [kind.id, number]));
  for (const lens of view.lenses) {
    const selects = new Set(lens.kinds);
    counts.set(`lens ${lens.name}`, here.filter((link) => selects.has(numbers.get(link.kind))).length);
  }
  return counts;
}

// What is shown, in one line: the day, the statuses, what is hidden, the lens. It stands in the header, the footer and in print.
function conditionWords() {
  const hidden = KNOWN.filter((name) => !conditions.assertions.has(name)).map((name) => w(PROOF_WORDS[name]));
  const lens = view.lenses.find((one) => one.name === conditions.lens);
  return [w("shown_on", { on: conditions.on }), w(`switches_${conditions.status}_shown`), hidden.length ? w("switches_hidden", { names: hidden.join(", ") }) : "",
    w("shown_lens", { lens: lens ? lensName(lens) : conditions.lens }), ...view.limits].filter(Boolean).join(" · ");
}

function tellSwitches() {
  for (const box of all("#switch-status input")) box.checked = box.value === conditions.status;
  for (const box of all("#switch-assertions input")) box.checked = conditions.assertions.has(box.value);
  for (const box of all("#switch-lens input")) box.checked = box.value === conditions.lens;
  for (const [name, count] of switchCounts()) {
    const place = document.querySelector(`#switches [data-count="${CSS.escape(name)}"]`);
    if (place) place.textContent = String(count);
  }
  const said = conditionWords();
  for (const place of all("[data-conditions]")) { place.textContent = said; place.classList.toggle("changed", !usual()); }
}

// The choices of lens are made from the file's own list.
function fillLenses() {
  byId("switch-lens").replaceChildren(byId("switch-lens").querySelector("legend"), ...view.lenses.map((lens) => make("label", {},
    make("input", { type: "radio", name: "lens", value: lens.name }), make("span", { "data-w": `lens_${snake(lens.name)}` }, lensName(lens)), make("span", { class: "count", "data-count": `lens ${lens.name}` }))));
}

function startSwitches() {
  fillLenses();
  byId("switches").addEventListener("change", ({ target }) => {
    if (target.name === "status") setConditions({ status: target.value });
    else if (target.name === "lens") setConditions({ lens: target.value });
    else {
      const assertions = new Set(conditions.assertions);
      if (target.checked) assertions.add(target.value); else assertions.delete(target.value);
      setConditions({ assertions });
    }
  });
  onConditions(tellSwitches);
  onLanguage(() => { fillLenses(); tellSwitches(); });
  onPart(tellSwitches);
  tellSwitches();
}
starting.push(startSwitches);
