// Lanes: what the timeline draws, before it is drawn: a lane per thing, each record in it as stretches of days or a dot, and what is said of it.
// In: the part shown, or the thing chosen, and the conditions. Out: the lanes in order, their records; those without a date apart.
const lanes = (() => {
  const SIGNED = ["realised", "date-passed", "recalled", "inferred"];
  const proofsOf = (record) => record.proofs.filter((proof) => conditions.assertions.has(knownAs(proof)));
  const counted = (record) => STATUSES[conditions.status].includes(record.status) && !scene.hiddenLinkKinds.has(record.kind) && (!record.proofs.length || proofsOf(record).length > 0);

  // A record as it is drawn: stretches of days (sure or not), dots, where it goes on unseen; null if it is undated.
  function drawnRecord(record) {
    const dates = [record.since, record.until, ...record.observed].filter(Boolean).map(daysOf).filter(Boolean);
    if (!dates.length) return null;
    const first = Math.min(...dates.map((days) => dayNumber(days.first))), last = Math.max(...dates.map((days) => dayNumber(days.last)));
    const middle = (text) => { const days = daysOf(text); return (dayNumber(days.first) + dayNumber(days.last)) / 2; };
    if (record.status === "actual" && !linkKinds.get(record.kind).occurrence) {
      const spans = record.spans.map(([from, to, sure]) => ({ from: from ? dayNumber(from) : -Infinity, to: to ? dayNumber(to) + 1 : Infinity, sure: Boolean(sure) }));
      return { record, first, last, stretches: spans, seen: record.observed.map(middle) };
    }
    const day = record.since || record.until || [...record.observed].sort()[0];
    if (record.status !== "actual" && record.since && record.until && daysOf(record.since).first !== daysOf(record.until).first) {
      return { record, first, last, stretches: [{ from: dayNumber(daysOf(record.since).first), to: dayNumber(daysOf(record.until).last) + 1, sure: true }], seen: [] };
    }
    const days = daysOf(record.status === "actual" ? day : record.until || day);
    return { record, first: dayNumber(days.first), last: dayNumber(days.last), dot: (dayNumber(days.first) + dayNumber(days.last)) / 2, stretches: [], seen: [] };
  }

  // The lanes: of the chosen thing, one per thing that it is linked to; else one per thing whose links start there.
  function lanesNow() {
    const chosen = scene.node, found = new Map(), undated = [];
    for (const record of chosen ? records.filter((one) => one.start === chosen || one.end === chosen) : inPart(records)) {
      if (!counted(record)) continue;
      const home = chosen === record.start ? record.end : record.start, drawn = drawnRecord(record);
      if (!drawn) { undated.push(record); continue; }
      if (!found.has(home)) found.set(home, []);
      found.get(home).push({ ...drawn, home });
    }
    const order = [...found].map(([id, marks]) => ({ thing: things.get(id), marks: marks.sort((a, b) => a.first - b.first || (a.record.id < b.record.id ? -1 : 1)) }))
      .sort((a, b) => b.thing.weight - a.thing.weight || (a.thing.id < b.thing.id ? -1 : 1));
    return { order, undated };
  }

  const shortName = (id) => briefOf(things.get(id));
  function labelOf({ record, home }) {
    const kind = linkKinds.get(record.kind);
    return home === record.start ? `${verbOf(kind)} ${shortName(record.end)}` : `${inverseOf(kind)} ${shortName(record.start)}`;
  }
  const sentenceNow = (record) => sentenceOf(linkKinds.get(record.kind), nameOf(things.get(record.start)), nameOf(things.get(record.end)), record.status);
  const daysSaid = (record) => period(record) || (record.observed.length ? w("lanes_seen_on", { days: [...record.observed].sort().join(", ") }) : "");

  // now: it counts on the day; ended, later: it does not, no more or not yet.
  function stateOf(record, live) {
    return live.has(record.id) ? "now" : yetToBegin(record, conditions.on) ? "later" : "ended";
  }

  // What must be known of a record before it is believed, as keys of marks: what became of a plan, that nobody has checked it, that it is concluded.
  const doubtsOf = (record) => marksOf(record, proofsOf(record), conditions.on).filter((mark) => SIGNED.includes(mark));
  const signsOf = (record) => doubtsOf(record).map((mark) => (mark === "realised" ? "✓" : signOf(mark))).join("");
  const liveRecords = () => new Set(current().links.flatMap((link) => link.records.map((record) => record.id)));

  function markName({ record }, state) {
    return [sentenceNow(record), daysSaid(record), record.status === "actual" ? "" : w(`status_${record.status}`), ...doubtsOf(record).map(markWord),
      state === "now" ? "" : w(`lanes_${state}`)].filter(Boolean).join(" · ");
  }
  return { now: lanesNow, shortName, labelOf, sentenceNow, stateOf, doubtsOf, signsOf, liveRecords, markName };
})();
