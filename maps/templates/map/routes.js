// Routes: from whom to whom, under the conditions of the page; steps, order, words, bands, folding and notes are those of
// graph.analysis.influence and graph.telling. Where there is none: the first change of the conditions that opens one.
const ENOUGH = 400;
const NAMED_DETOURS = 4;
const FIRMNESS = ["shaky", "mixed", "firm"];
const DOUBTS = ["planned", "possible", "proposed", "recalled", "inferred"];

// {routes, aims, opens: words where there is no route, change: the conditions with which there is one (or null), cut: words if the search was broken off}.
function routesBetween(starts, ends, { k = view.k, hops = view.hops, conditions, beginnings } = {}) {
  const aims = statedAims(starts, ends, conditions), network = networkOf(conditions, new Set(aims.map((aim) => aim.hops[0].link.id)));
  const { found, cut } = bestWays(network, numbersOf(network, starts), numbersOf(network, ends), hops, ENOUGH, beginnings);
  const ways = found.map((way) => wayOf(network, way.steps));
  const routes = foldWays(ways.filter((way) => way.score >= HIDDEN_BELOW * ways[0].score)).slice(0, k);
  const opening = routes.length || cut ? { opens: "", change: null } : openingOf(starts, ends, hops, conditions);
  return { routes: routes.map((way) => routeOf(way, conditions.on)), aims: aims.map((way) => routeOf(way, conditions.on)), ...opening, cut: cut ? w("route_cut") : "" };
}
// The numbers of some things; those without any link that counts are left out.
const numbersOf = (network, ids) => new Set([...ids].map((id) => things.get(id)?.number).filter((number) => network.linked.has(number)));

// Planned, possible or proposed links straight from start to end: an aim, not a route.
function statedAims(starts, ends, conditions) {
  const from = new Set(starts), to = new Set(ends), selected = kindsOfLens(conditions.lens);
  return weigh(conditions).filter(({ link }) => link.status !== "actual" && from.has(link.start) && to.has(link.end)).flatMap(({ link }) => {
    const [strength] = carried(link, selected, conditions.on);
    return strength ? [{ hops: [{ link, forward: true, start: link.start, end: link.end, strength }], score: strength, band: "shaky", aim: true, alike: [], detours: [] }] : [];
  });
}

function wayOf(network, steps) {
  const hops = steps.map(({ used }) => {
    const { link } = network.links[used.ref >> 1], forward = used.ref % 2 === 0;
    return { link, forward, start: forward ? link.start : link.end, end: forward ? link.end : link.start, strength: used.strength, left: used.left };
  });
  hops.forEach((hop, n) => { hop.strength = Math.min(CLAMP, n ? hop.strength * hop.left : hop.strength); });
  return { hops, score: hops.reduce((product, hop) => product * hop.strength, 1), band: bandOf(hops), aim: false, alike: [], detours: [] };
}

// How firm a way is by its evidence alone: shaky if a step is not so, recalled or inferred; firm if nothing is to be said of any step.
function bandOf(hops) {
  const found = hops.flatMap((hop) => hop.link.allMarks);
  if (found.some((mark) => DOUBTS.includes(mark))) return "shaky";
  return found.length || hops.some((hop) => hop.link.best.final) ? "mixed" : "firm";
}

// Ways that differ in one interchangeable member become one, with the others named; so does a way with a detour, unless it is firmer.
function foldWays(ways) {
  const kept = [];
  for (const way of ways) {
    const same = kept.some((other) => {
      if (way.hops[0].start !== other.hops[0].start) return false;
      const member = swappedIn(way, other), detour = member ? [] : strayedFrom(way, other);
      if (member) other.alike.push(nameOf(things.get(member)));
      else if (detour.length) other.detours.push(detour.map(shortOf).join(" → "));
      return member || detour.length > 0;
    });
    if (!same) kept.push(way);
  }
  for (const way of kept) way.detours = [...new Set(way.detours)];
  return kept;
}

// The one thing in which a way differs from another of the same pattern; "" if it does not, or in more.
function swappedIn(way, other) {
  const { hops } = way;
  if (hops.length !== other.hops.length) return "";
  let differing = "", than = "";
  for (let n = 0; n < hops.length; n++) {
    const a = hops[n], b = other.hops[n];
    if (a.link.kind !== b.link.kind || a.forward !== b.forward || a.link.status !== b.link.status) return "";
    if (a.end === b.end) continue;
    if (differing) return "";
    [differing, than] = [a.end, b.end];
  }
  return differing && things.get(differing).cls === things.get(than).cls ? differing : "";
}

// The things over which a way makes a detour from another; none if it is another way, or firmer.
function strayedFrom(way, other) {
  const straight = other.hops.map((hop) => hop.end);
  let next = 0;
  for (const hop of way.hops) if (hop.end === straight[next]) next++;
  if (next < straight.length || FIRMNESS.indexOf(way.band) > FIRMNESS.indexOf(other.band)) return [];
  return way.hops.map((hop) => hop.end).filter((id) => !straight.includes(id));
}

// A way as a route: its sentences and notes in words, its band and marks as keys of words.
function routeOf({ hops, score, band, aim, alike, detours }, on) {
  const last = things.get(hops[hops.length - 1].end);
  const folded = alike.length ? `${w("folded", { n: alike.length })}: ${alike.join(", ")}.` : "";
  const steps = hops.map(({ link, forward, start, end, strength }) => ({
    start, end, link: link.id, forward, strength, sentence: saidOf(link), marks: link.allMarks, ...citedOf(link),
  }));
  return {
    title: [hops[0].start, ...hops.map((hop) => hop.end)].map(shortOf).join(" → "),
    band, aim, steps, score, folded: alike.length + detours.length,
    note: [detoursSaid(detours), outrunSaid(hops), restingSaid(hops), adoptedSaid(last, on), agreementOf(last), folded].filter(Boolean).join(" "),
    weakest: hops.reduce((least, hop, n) => (hop.strength < hops[least].strength ? n : least), 0),
  };
}

// The short name of a thing; where it has none of its own, its name in the language of the page.
const shortOf = (id) => {
  const thing = things.get(id);
  return thing.short === thing.label ? nameOf(thing) : thing.short;
};

// A step in words, with short names; the word of a table of links where the link is of no known kind.
function saidOf({ kind, start, end, status, best }) {
  const sentence = sentenceOf(linkKinds.get(kind), shortOf(start), shortOf(end), status);
  return best.stated ? w("table_says", { sentence: sentence.replace(/\.$/, ""), word: best.stated }) : sentence;
}

function detoursSaid(detours) {
  const more = detours.length > NAMED_DETOURS ? w("detours_more", { n: detours.length - NAMED_DETOURS }) : "";
  return detours.length ? w("detours", { names: detours.slice(0, NAMED_DETOURS).join("; ") + more }) : "";
}

// Which step was over before an earlier one began: nobody can have walked it as one chain.
function outrunSaid(hops) {
  const began = [];
  for (const [n, { link }] of hops.entries()) {
    const done = linkKinds.get(link.kind).occurrence ? link.since || [...link.observed].sort()[0] || "" : link.until;
    const later = done ? began.filter(({ since }) => daysOf(since).first > daysOf(done).last).pop() : null;
    if (later) return w("route_outrun", { step: n + 1, done, earlier: later.step, began: later.since });
    if (link.since) began.push({ step: n + 1, since: link.since });
  }
  return "";
}

function restingSaid(hops) {
  const steps = hops.flatMap((hop, n) => (hop.link.allMarks.includes("recalled") ? [n + 1] : []));
  return steps.length ? w("rests_on", { steps: steps.join(", ") }) : "";
}

function adoptedSaid(thing, on) {
  const done = thing.adopted.find(([, first]) => first <= on);
  return done ? w("already_adopted", { date: done[0] }) : "";
}

// For who asks the page from its console, and for tests.
window.kuasa = Object.freeze({ routesBetween, stepsFrom, walkOf });
