// Conditions: the day, the statuses, the lens and the kinds of evidence that count, and the links that count under them.
// A link is what all records with the same ends, kind and status say; the best of them lends it its dates.
const STATUSES = { actual: ["actual"], planned: ["actual", "planned"], all: ["actual", "planned", "possible", "proposed"] };
const KNOWN = ["official-text", "third-party", "participants", "inferred", "recalled"];
const MANY_RECORDS = 20000;
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

const yetToBegin = (record, day) => (record.spans[0]?.[0] ?? "") > day;

// What a reader must know about a link, in the order of `graph.validity.marks`: keys of words.
function marksOf(record, evidence, day) {
  const held = holds(record, day), found = [];
  if (record.status === "actual" && held === false) found.push(yetToBegin(record, day) ? "not-begun" : "ended");
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
  const told = templateOf(kind, status).replace(/\{from\}|\{to\}/g, (which) => (which === "{from}" ? start : end));
  return status === "possible" || status === "proposed" ? `${w(`said_${status}`)} ${told}` : told;
}

// A link: what its records say together. Its words are made when somebody asks for them: a large file holds very many.
class LiveLink {
  constructor(best, all, evidence, day) {
    const { id, number, start, end, kind, status, since, until, observed } = best;
    Object.assign(this, { id, number, start, end, kind, status, since, until, observed, best, records: all, proofs: evidence, day });
  }
}
const saidOfLinks = {
  label: ({ best }) => best.stated || verbOf(linkKinds.get(best.kind)),
  sentence({ best, proofs: known }) {
    const said = sentenceOf(linkKinds.get(best.kind), nameOf(things.get(best.start)), nameOf(things.get(best.end)), known.length ? best.status : "actual");
    return known.length ? said : w("whatif_imagined", { sentence: said });
  },
  allMarks: ({ best, proofs: known, day }) => marksOf(best, known, day),
  marks: ({ allMarks, status }) => allMarks.filter((mark) => mark !== status && mark !== "undated" && mark !== "imagined"),
  assertion: ({ proofs: known }) => (known.length ? w(`assertion_${known[0].assertion.replace("-", "_")}`) : w("mark_imagined")),
  sources: ({ proofs: known }) => [...new Set(known.map((one) => one.source))],
};
for (const [name, say] of Object.entries(saidOfLinks)) {
  Object.defineProperty(LiveLink.prototype, name, { get() { const value = say(this); Object.defineProperty(this, name, { value }); return value; } });
}

// The sources of a link: their numbers; for each the places in it; and how it is known.
function citedOf({ sources: numbers, proofs: known }) {
  const of = (number) => known.filter((one) => one.source === number);
  return { sources: numbers, locators: numbers.map((number) => [...new Set(of(number).map((one) => one.locator).filter(Boolean))].join("; ")), known: numbers.map((number) => of(number)[0].assertion) };
}

// The number of the link that each record speaks of: those with the same ends, kind and status, and the same strengths of their own.
let linkNumbers = null;
function numbered() {
  if (linkNumbers) return linkNumbers;
  const known = new Map(), same = (a, b) => a.final === b.final && (!a.final || (a.ahead === b.ahead && a.back === b.back && a.stated === b.stated));
  let count = 0;
  linkNumbers = new Int32Array(records.length);
  records.forEach((record, i) => {
    const ends = things.get(record.start).number * things.size + things.get(record.end).number;
    const key = (ends * linkKinds.size + linkKinds.get(record.kind).number) * STATUSES.all.length + STATUSES.all.indexOf(record.status), there = known.get(key);
    const alike = there?.find((other) => same(records[other], record));
    if (there) there.push(i); else known.set(key, [i]);
    linkNumbers[i] = alike === undefined ? count++ : linkNumbers[alike];
  });
  return linkNumbers;
}

// The links that count: those of `graph.analysis.building.links`, in the order of their records.
function liveLinks(asked = conditions) {
  const numbers = numbered(), groups = [], status = new Set(STATUSES[asked.status]), every = asked.assertions.size === KNOWN.length;
  for (const record of records) {
    if (!status.has(record.status)) continue;
    const held = holds(record, asked.on);
    if (held === false || (held === null && view.strict)) continue;
    const evidence = every ? record.proofs : record.proofs.filter((proof) => asked.assertions.has(knownAs(proof)));
    if (record.proofs.length && !evidence.length) continue;
    const one = { record, evidence, rank: (held === true ? 0 : 4) + (evidence[0]?.confidence === "recalled" ? 2 : 0) + (evidence[0]?.assertion === "inferred" ? 1 : 0) };
    const group = groups[numbers[record.number]];
    if (group) group.push(one); else groups[numbers[record.number]] = [one];
  }
  const found = [];
  for (const group of groups) {
    if (!group) continue;
    group.sort((a, b) => a.rank - b.rank || a.record.number - b.record.number);
    const evidence = group.length === 1 ? group[0].evidence : [...new Set(group.flatMap((one) => one.evidence))];
    found.push(new LiveLink(group[0].record, group.map((one) => one.record), evidence, asked.on));
  }
  return found.sort((a, b) => a.number - b.number);
}

// The links of the present conditions, worked out once for each.
function current() {
  const key = [conditions.on, conditions.status, words.lang, ...[...conditions.assertions].sort()].join(" ");
  if (!liveKept.has(key)) {
    const links = liveLinks(), byRecord = new Map();
    if (liveKept.size > 40 || records.length > MANY_RECORDS) liveKept.clear();
    for (const link of links) for (const record of link.records) byRecord.set(record.id, link);
    liveKept.set(key, { links, byRecord, touching: touchingOf(links) });
  }
  return liveKept.get(key);
}

function touchingOf(links) {
  const found = new Map();
  for (const link of links) {
    for (const end of link.start === link.end ? [link.start] : [link.start, link.end]) {
      const there = found.get(end);
      if (there) there.push(link); else found.set(end, [link]);
    }
  }
  return found;
}

// A link by any of its records: as it counts now, or as that record alone says it.
function linkById(id) {
  const live = current().byRecord.get(id), record = recordById.get(id);
  return live || (record ? new LiveLink(record, [record], record.proofs, conditions.on) : null);
}
const touching = (id) => current().touching.get(id) || [];
