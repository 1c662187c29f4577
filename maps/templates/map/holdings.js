// Holdings: every thing, record and source of the file, as rows made of the payload's columns.
const THING = { short: "", names: [], facts: [], told: [], sign: "", begins: "", ends: "", consensus: "", adopted: [], event: false, person: false, cls: "", labels: {}, weight: 0 };
const RECORD = { since: "", until: "", observed: [], proofs: [], realised: 0, due: "", last: "", covered: "", day: "", stated: "", strength: null, ahead: null, back: null, final: 0 };

function rowsOf(columns, silent = {}) {
  const names = Object.keys(columns).filter((name) => name !== "rows" && name !== "each"), same = { ...silent, ...columns.each };
  return Array.from({ length: columns.rows }, (_, i) => {
    const row = { ...same };
    for (const name of names) row[name] = columns[name][i];
    return row;
  });
}
const lineOf = ([label = "", value = "", from = [], mark = ""]) => ({ label, value, sources: from, mark });

const kinds = new Map(view.kinds.map((kind, number) => [kind.id, { ...kind, number }]));
const linkKinds = new Map(view.linkKinds.map((kind, number) => [kind.id, { ...kind, number }]));
const sources = new Map(view.sources.map((source) => [source.number, source]));
const proofs = rowsOf(view.evidence, { locator: "", issued: "" });
const things = new Map(rowsOf(view.nodes, THING).map((row, number) => [row.id, {
  ...row, number, kind: view.kinds[row.kind || 0].id, short: row.short || row.label, names: [row.label, ...row.names], facts: row.facts.map(lineOf), x: 0, y: 0,
  told: row.told.map(([key, lines]) => ({ key, lines: lines.map(lineOf) })),
}]));
const thingAt = [...things.values()];
const records = rowsOf(view.records, { ...RECORD, start: 0, end: 0, kind: 0 }).map((row, number) => ({
  ...row, number, start: thingAt[row.start].id, end: thingAt[row.end].id, kind: view.linkKinds[row.kind].id, proofs: row.proofs.map((one) => proofs[one]),
}));
const recordById = new Map(records.map((record) => [record.id, record]));
