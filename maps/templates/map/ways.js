// Ways: the best loopless routes between two sets over a network, at most so many steps, in the order (cost, steps, links); exact,
// as graph.analysis.search has them (Yen 1971, Lawler 1972). Each way told parts the rest into those that leave it at one of
// its steps; a part waits under what its first step promises. Between two sets a way leaves the first and enters the second once.
const WAY_STEP = 64;
const MOST_BEGINNINGS = 300000;
const HIDDEN_BELOW = 0.02;

function sooner(a, b) {
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.waits !== b.waits) return a.waits;
  for (let i = 0; i < a.refs.length && i < b.refs.length; i++) if (a.refs[i] !== b.refs[i]) return a.refs[i] < b.refs[i];
  return a.refs.length < b.refs.length;
}

class Waiting {
  constructor() { this.rows = []; }
  push(one) {
    const { rows } = this;
    let at = rows.push(one) - 1;
    for (let up = (at - 1) >> 1; at && sooner(one, rows[up]); up = (at - 1) >> 1) { rows[at] = rows[up]; at = up; }
    rows[at] = one;
  }
  pop() {
    const { rows } = this, top = rows[0], last = rows.pop();
    if (!rows.length) return top;
    let at = 0;
    for (let down = 1; down < rows.length; down = 2 * at + 1) {
      if (down + 1 < rows.length && sooner(rows[down + 1], rows[down])) down++;
      if (!sooner(rows[down], last)) break;
      rows[at] = rows[down];
      at = down;
    }
    rows[at] = last;
    return top;
  }
}

// What is left from every thing to the ends within 0, 1, ... steps, as later steps; the starts are not entered.
function remaining(network, starts, ends, hops) {
  const none = new Float64Array(network.size).fill(Infinity), layers = [none];
  for (const end of ends) none[end] = 0;
  for (let steps = 1; steps < hops; steps++) {
    const last = layers[steps - 1], next = last.slice();
    for (const { tail, head, later } of network.edges) {
      if (later.later === CLOSED || starts.has(tail)) continue;
      const rank = later.later * WAY_STEP + 1 + last[head];
      if (rank < next[tail]) next[tail] = rank;
    }
    layers.push(next);
  }
  return layers;
}

// The best ways, at most `most` of them and none that scores below 2 % of the best; `cut`: whether the search was broken off after
// so many beginnings of ways.
function bestWays(network, starts, ends, hops, most, beginnings = MOST_BEGINNINGS) {
  const found = [], layers = remaining(network, starts, ends, hops), known = new Map(), waiting = new Waiting();
  const done = new Int32Array(network.size * (hops + 1));
  let looked = 0, round = 0;
  const ofStart = [...starts].flatMap((start) => network.out[start]);

  // The steps that a way begun can go on with, the best promise first, looked up once for each thing and number of steps before.
  function onward(node, depth) {
    const key = depth ? node * hops + depth : -1;
    if (!known.has(key)) {
      const steps = [];
      for (const edge of depth === hops ? [] : depth ? network.out[node] : ofStart) {
        const used = depth ? edge.later : edge.first, price = depth ? used.later : used.price, rest = layers[hops - depth - 1][edge.head];
        if (rest < Infinity && price !== CLOSED && !starts.has(edge.head)) {
          steps.push({ promise: price * WAY_STEP + 1 + rest, rank: price * WAY_STEP + 1, ref: used.ref, edge, used, head: edge.head });
        }
      }
      known.set(key, steps.sort((a, b) => a.promise - b.promise || a.ref - b.ref));
    }
    return known.get(key);
  }
  const last = (steps) => (steps.length ? steps[steps.length - 1].head : -1);
  const allowed = (part) => onward(last(part.trunk), part.trunk.length).filter((step) => !part.banned.has(step.edge) && !part.visited.has(step.head));

  // The best way of a part: those that begin with its trunk and go on with none of the banned edges.
  function bestOf(part) {
    const heap = new Waiting();
    round++;
    const offer = (choices, at, spent, steps, refs) => {
      while (at < choices.length && part.visited.has(choices[at].head)) at++;
      if (at < choices.length) heap.push({ rank: spent + choices[at].promise, waits: false, refs: [...refs, choices[at].ref], choices, at, spent, steps, shorter: refs });
    };
    offer(allowed(part), 0, part.spent, part.trunk, part.refs);
    while (heap.rows.length && looked++ < beginnings) {
      const { rank, refs, choices, at, spent, steps, shorter } = heap.pop();
      const step = choices[at], whole = [...steps, step];
      if (ends.has(step.head)) return { rank, refs, steps: whole };
      offer(choices, at + 1, spent, steps, shorter);
      const state = step.head * (hops + 1) + whole.length;
      if (done[state] === round) continue;
      done[state] = round;
      offer(onward(step.head, whole.length), 0, spent + step.rank, whole, refs);
    }
    return null;
  }
  const partOf = (trunk, refs, banned) => {
    const part = { trunk, refs, banned, visited: new Set(trunk.map((step) => step.head)), spent: trunk.reduce((sum, step) => sum + step.rank, 0) };
    const choices = allowed(part);
    return choices.length ? { ...part, rank: part.spent + choices[0].promise, waits: true } : null;
  };

  const wait = (part) => { if (part) waiting.push(part); };
  if (![...starts].some((one) => ends.has(one))) wait(partOf([], [], new Set()));
  let bound = Infinity;
  while (waiting.rows.length && found.length < most && looked < beginnings) {
    const one = waiting.pop();
    if (one.rank > bound) break;
    if (one.waits) {
      const way = bestOf(one);
      if (way) waiting.push({ ...way, waits: false, from: one });
      continue;
    }
    if (!found.length) bound = one.rank + (Math.ceil(-1e6 * Math.log(HIDDEN_BELOW)) + 2 * hops) * WAY_STEP + hops;
    found.push(one);
    const { steps, refs, from } = one;
    for (let n = from.trunk.length; n < steps.length; n++) {
      const banned = new Set(n === from.trunk.length ? from.banned : []).add(steps[n].edge);
      wait(partOf(steps.slice(0, n), refs.slice(0, n), banned));
    }
  }
  return { found, cut: looked >= beginnings };
}
