// Conditions: the day, the statuses, the lens and the kinds of evidence that count, and the links that count under them.
// A link is what all records with the same ends, kind and status say; the best of them lends it its dates.
const STATUSES = { actual: ["actual"], planned: ["actual", "planned"], all: ["actual", "planned", "possible", "proposed"] };
const KNOWN = ["official-text", "third-party", "participants", "inferred", "recalled"];
const STALE_DAYS = 24 * 30.44;
const conditions = { on: view.on, status: view.status_name, lens: view.lens_name, assertions: new Set(KNOWN) };
const followers = [];
const liveKept = new Map();

const onConditions = (act) => followers.push(act);
const usual = (asked = conditions) => asked.on === view.on && asked.status === view.status_name && asked.lens === view.lens_name && asked.assertions.size === KNOWN.length;

function setConditions(patch) {
  Object.assign(conditions, patch);
  for (const act of followers) act();
}

const days = (first, last) => (Date.parse(last) - Date.parse(first)) / 864e5;
const within = (span, day) => (!span[0] || span[0] <= day) && (!span[1] || day <= span[1]);
const alive = (thing, day) => (!thing.begins || thing.begins <= day) && (!thing.ends || day <= thing.ends);
const knownAs = (proof) => (proof.confidence === "recalled" ? "recalled" : proof.assertion);

// true: it holds; null: nobody knows; false: it does not.
function holds(record, day) {
  const span = record.spans.find((one) => within(one, day));
  return span ? (span[2] ? true : null) : false;
}

// What a reader must know about a link, in the order of `graph.validity.marks`: keys of words.
function marksOf(record, evidence, day) {
  const held = holds(record, day), found = [];
  if (record.status === "actual" && held === false) found.push(record.covered && record.covered < day ? "ended" : "not-begun");
  if (record.status !== "actual") {
    found.push(record.status);
    if (record.realised) found.push("realised");
    else if (record.due && record.due < day) found.push("date-passed");
  }
  if (evidence.length && evidence.every((one) => one.confidence === "recalled")) found.push("recalled");
  if (evidence.length && evidence.every((one) => one.assertion === "inferred")) found.push("inferred");
  if (!evidence.length) found.push("imagined");
  if (record.status === "actual" && held === null) found.push(record.observed.length || record.since || record.until ? "date-unknown" : "undated");
  const last = [record.last, ...evidence.map((one) => one.issued)].sort().pop();
  if (record.status === "actual" && !(record.covered && record.covered >= day) && last && days(last, day) > STALE_DAYS) found.push("stale");
  return found;
}

// The sentence of a link between two names: one for what is, one for what is intended.
function sentenceOf(kind, start, end, status) {
  const told = (status === "actual" ? kind.sentence : kind.intended).replace(/\{from\}|\{to\}/g, (which) => (which === "{from}" ? start : end));
  return status === "possible" || status === "proposed" ? `${w(`said_${status}`)} ${told}` : told;
}

function linkOf(best, all, evidence, day) {
  const kind = linkKinds.get(best.kind), start = things.get(best.start), end = things.get(best.end), found = marksOf(best, evidence, day);
  const imagined = !evidence.length;
  const sentence = sentenceOf(kind, nameOf(start), nameOf(end), imagined ? "actual" : best.status);
  return {
    id: best.id, number: best.number, start: best.start, end: best.end, kind: best.kind, label: best.stated || verbOf(kind), status: best.status,
    sentence: imagined ? w("whatif_imagined", { sentence }) : sentence, since: best.since, until: best.until, observed: best.observed,
    allMarks: found, marks: found.filter((mark) => mark !== best.status && mark !== "undated" && mark !== "imagined"),
    assertion: imagined ? w("mark_imagined") : w(`assertion_${evidence[0].assertion.replace("-", "_")}`),
    proofs: evidence, sources: [...new Set(evidence.map((one) => one.source))], records: all, best,
  };
}

// The links that count: those of `graph.analysis.building.links`, in the order of their records.
function liveLinks(asked = conditions) {
  const groups = new Map(), status = new Set(STATUSES[asked.status]), every = asked.assertions.size === KNOWN.length;
  for (const record of records) {
    if (!status.has(record.status)) continue;
    const held = holds(record, asked.on);
    if (held === false || (held === null && view.strict)) continue;
    const evidence = every ? record.proofs : record.proofs.filter((proof) => asked.assertions.has(knownAs(proof)));
    if (record.proofs.length && !evidence.length) continue;
    const own = record.final ? `|${record.ahead}|${record.back}|${record.stated}` : "";
    const key = `${record.start}|${record.kind}|${record.end}|${record.status}${own}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push({ record, evidence, rank: (held === true ? 0 : 4) + (evidence[0]?.confidence === "recalled" ? 2 : 0) + (evidence[0]?.assertion === "inferred" ? 1 : 0) });
  }
  const found = [];
  for (const group of groups.values()) {
    group.sort((a, b) => a.rank - b.rank || a.record.number - b.record.number);
    const evidence = group.length === 1 ? group[0].evidence : [...new Set(group.flatMap((one) => one.evidence))];
    found.push(linkOf(group[0].record, group.map((one) => one.record), evidence, asked.on));
  }
  return found.sort((a, b) => a.number - b.number);
}

// The links of the present conditions, worked out once for each.
function current() {
  const key = [conditions.on, conditions.status, words.lang, ...[...conditions.assertions].sort()].join(" ");
  if (!liveKept.has(key)) {
    const links = liveLinks();
    if (liveKept.size > 40) liveKept.clear();
    liveKept.set(key, { links, byRecord: new Map(links.flatMap((link) => link.records.map((record) => [record.id, link]))), touching: touchingOf(links) });
  }
  return liveKept.get(key);
}

function touchingOf(links) {
  const found = new Map();
  for (const link of links) {
    for (const end of new Set([link.start, link.end])) {
      if (!found.has(end)) found.set(end, []);
      found.get(end).push(link);
    }
  }
  return found;
}

// A link by any of its records: as it counts now, or as that record alone says it.
function linkById(id) {
  const live = current().byRecord.get(id), record = recordById.get(id);
  return live || (record ? linkOf(record, [record], record.proofs, conditions.on) : null);
}
const touching = (id) => current().touching.get(id) || [];
