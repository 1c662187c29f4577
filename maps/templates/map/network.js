// Network: what carries influence under some conditions. In: live links and view.base. Out: rows of edges by the thing that they
// leave, equal to graph.analysis.network (whole micro-nats; of parallel edges the best; what may pass through a thing is
// taken off every step but the first); and how many steps things are from some.
const CLAMP = 1 - 1e-6;
const CLOSED = 2 ** 31 - 1;
const priceOf = (strength) => Math.round(-1e6 * Math.log(Math.min(strength, CLAMP)));
const keyOf = ({ on, status, lens, assertions }) => [on, status, lens, ...[...assertions].sort()].join(" ");

// What is left of a strength for the best evidence of a link, its status, and the years since it happened.
function shareOf(link, on) {
  const { factors, halfLife } = view.base;
  const belief = Math.max(0, ...link.proofs.map((proof) => (factors[proof.assertion] ?? 1) * (factors[proof.confidence] ?? 1)));
  const years = link.best.day && link.status === "actual" ? Math.max(0, days(link.best.day, on) / 365.25) : 0;
  return belief * (factors[link.status] ?? 1) * (halfLife ? 0.5 ** (years / halfLife) : 1);
}

// Forward and backward strength of a link through a lens; null where nothing travels.
function carried(link, selected, on) {
  const { ahead, back, strength, final } = link.best;
  if (!selected.has(link.kind)) return [null, null];
  if (final) return [ahead || null, back || null];
  const share = shareOf(link, on);
  return [ahead === null ? null : strength ?? ahead * share, back === null ? null : back * share];
}

// The links under some conditions with what they carry, those at events diluted by who else has the same role there.
const weighings = new Map();
function weigh(conditions) {
  const key = keyOf(conditions);
  if (weighings.has(key)) return weighings.get(key);
  const selected = kindsOfLens(conditions.lens), peers = new Map(), live = liveLinks(conditions);
  const role = (link) => `${link.end} ${link.kind}`;
  for (const link of live) peers.set(role(link), (peers.get(role(link)) || new Set()).add(link.start));
  const found = live.map((link) => {
    const [ahead, back] = carried(link, selected, conditions.on), most = peersAt(link);
    const crowd = most ? Math.min(1, Math.sqrt(most / peers.get(role(link)).size)) : 1;
    return { link, ahead: ahead && Math.min(CLAMP, ahead), back: back && Math.min(CLAMP, back * crowd), final: Boolean(link.best.final) };
  });
  if (weighings.size > 15) weighings.delete(weighings.keys().next().value);
  weighings.set(key, found);
  return found;
}
const kindsOfLens = (name) => new Set(view.lenses.find((one) => one.name === name).kinds.map((number) => view.linkKinds[number].id));
const peersAt = (link) => (things.get(link.end).event ? view.base.peers[linkKinds.get(link.kind).number] : 0);

// The network of the links that count, but for some stated aims: what is left out changes no strength. Kept while its links are.
const networks = new WeakMap();
function networkOf(conditions, aims = new Set()) {
  const weighed = weigh(conditions);
  if (aims.size) return networkFrom(weighed.filter(({ link }) => !aims.has(link.id)));
  if (!networks.has(weighed)) networks.set(weighed, networkFrom(weighed));
  return networks.get(weighed);
}

function networkFrom(weighed) {
  const links = weighed, rows = new Map(), linked = new Set();
  const { shares } = view.base, anyFinal = links.some((one) => one.final);
  links.forEach(({ link, ahead, back, final }, number) => {
    const start = things.get(link.start).number, end = things.get(link.end).number;
    linked.add(start).add(end);
    for (const [tail, head, strength, ref] of [[start, end, ahead, 2 * number], [end, start, back, 2 * number + 1]]) {
      if (!strength || tail === head) continue;
      const left = final && shares[tail] > 0 ? 1 : shares[tail];
      const edge = { tail, head, ref, strength, left, price: priceOf(strength), later: left > 0 ? priceOf(strength * left) : CLOSED };
      if (!rows.has(tail)) rows.set(tail, new Map());
      const row = rows.get(tail), known = row.get(head);
      if (!known) row.set(head, { tail, head, first: edge, later: edge });
      else {
        if (edge.price < known.first.price) known.first = edge;
        if (edge.later < known.later.later) known.later = edge;
      }
    }
  });
  const edges = [...rows.values()].flatMap((row) => [...row.values()]);
  for (const edge of edges) if (!anyFinal || edge.later.later === edge.first.later) edge.later = edge.first;
  return { links, linked, size: shares.length, shares, edges, out: edgesBy(edges, shares.length, "tail"), into: edgesBy(edges, shares.length, "head") };
}

function edgesBy(edges, size, end) {
  const rows = Array.from({ length: size }, () => []);
  for (const edge of edges) rows[edge[end]].push(edge);
  return rows;
}

// How many steps influence from some things needs to reach others (or, backwards, others to reach them): Map of id → steps, 0 for
// themselves. What is not in it has no known route. Nothing goes on through what lets nothing pass.
function stepsFrom(starts, conditions, { backwards = false } = {}) {
  const network = networkOf(conditions), found = new Map();
  let ring = [...starts].map((id) => things.get(id).number);
  for (const number of ring) found.set(number, 0);
  for (let steps = 1; ring.length; steps++) {
    const fresh = [];
    for (const number of ring) {
      if (steps > 1 && !(network.shares[number] > 0)) continue;
      for (const edge of (backwards ? network.into : network.out)[number]) {
        const far = backwards ? edge.tail : edge.head;
        if (!found.has(far)) { found.set(far, steps); fresh.push(far); }
      }
    }
    ring = fresh;
  }
  return new Map([...found].map(([number, steps]) => [thingAt[number].id, steps]));
}
