// Ring places: where the things of the rings stand, in units of the map: on ellipses that fill the stage, each over the thing of the ring
// before that leads to it. In: the plan of the rings and the links drawn. Out: places by id; nothing is drawn here.
const RING_UNIT = 1.8;
const { ringLabel, ringEllipse, ringPlaces } = (() => {
  const labelSize = () => (narrow.matches ? { wide: 84, high: 48 } : { wide: 128, high: 50 });

  // An ellipse that fills the stage, open at the top for its caption: points on it by the room that names need along it.
  function ellipse(a, b, caption) {
    const label = labelSize(), gap = Math.asin(Math.min(0.92, (caption / 2 + 16) / a)), turns = 720, angles = [], lengths = [];
    let length = 0;
    for (let i = 0; i <= turns; i += 1) {
      const angle = gap + (2 * Math.PI - 2 * gap) * i / turns;
      if (i) length += Math.hypot(a * Math.cos(angle) / label.wide, b * Math.sin(angle) / label.high) * (angle - angles[i - 1]);
      angles.push(angle);
      lengths.push(length);
    }
    const at = (s) => {
      let low = 0, high = turns;
      while (low < high) { const middle = (low + high) >> 1; if (lengths[middle] < s) low = middle + 1; else high = middle; }
      return { x: Math.round(RING_UNIT * a * Math.sin(angles[low])), y: Math.round(-RING_UNIT * b * Math.cos(angles[low])) };
    };
    return { a, b, length, at };
  }

  // Ring by ring, things stand over the thing of the ring before that leads to them: each has a share of the turn as large as what hangs on it.
  function placesOf({ centre, groups, reached, rowOf }, links) {
    const children = new Map(), tops = [];
    for (const row of reached.values()) {
      let parent = row.parent;
      while (parent && parent !== centre && !reached.has(parent)) parent = rowOf.get(parent)?.parent ?? "";
      if (row.ring === "none") continue;
      if (!parent || parent === centre) tops.push(row);
      else children.set(parent, [...(children.get(parent) || []), row]);
    }
    const weight = (row) => Math.max(1, (children.get(row.id) || []).reduce((sum, child) => sum + weight(child), 0));
    const wanted = new Map();
    const spreadOver = (rows, from, to) => {
      const whole = rows.reduce((sum, row) => sum + weight(row), 0);
      let at = from;
      for (const row of rows) {
        const own = (to - from) * weight(row) / whole;
        wanted.set(row.id, at + own / 2);
        spreadOver(children.get(row.id) || [], at, at + own);
        at += own;
      }
    };
    spreadOver(neighbourly(tops, links, children), 0, 1);
    const places = new Map([[centre, { x: 0, y: 0 }]]);
    for (const group of groups) {
      const rows = group.drawn.map((row, i) => ({ id: row.id, wanted: wanted.has(row.id) ? wanted.get(row.id) * group.length : i + 0.5 })).sort((a, b) => a.wanted - b.wanted || (a.id < b.id ? -1 : 1));
      const even = group.name === "none" ? rows.map((row) => row.wanted) : apartBy(rows.map((row) => row.wanted), Math.min(1, group.length / Math.max(rows.length - 1, 1)), group.length);
      even.forEach((s, i) => places.set(rows[i].id, group.at(s)));
    }
    return places;
  }

  // First steps in an order in which those that share neighbours stand side by side.
  function neighbourly(tops, links, children) {
    const near = new Map(tops.map((row) => [row.id, new Set([row.id, ...(children.get(row.id) || []).map((child) => child.id)])]));
    for (const { start, end } of links) { near.get(start)?.add(end); near.get(end)?.add(start); }
    const shared = (a, b) => [...near.get(a.id)].filter((id) => near.get(b.id).has(id)).length;
    const left = [...tops], order = left.splice(0, 1);
    while (left.length) {
      const last = order[order.length - 1];
      const next = left.reduce((best, row, i) => (shared(last, row) > shared(last, left[best]) ? i : best), 0);
      order.push(...left.splice(next, 1));
    }
    return order;
  }

  // The nearest numbers to some wanted ones (in rising order) that are all a step apart and within 0 and a length: pooled neighbours.
  function apartBy(wanted, step, length) {
    const pools = [];
    wanted.forEach((value, i) => {
      pools.push({ sum: value - i * step, count: 1 });
      while (pools.length > 1 && pools[pools.length - 2].sum / pools[pools.length - 2].count >= pools[pools.length - 1].sum / pools[pools.length - 1].count) {
        const last = pools.pop();
        pools[pools.length - 1].sum += last.sum;
        pools[pools.length - 1].count += last.count;
      }
    });
    const most = Math.max(0, length - (wanted.length - 1) * step);
    return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => Math.min(Math.max(sum / count, 0), most))).map((value, i) => value + i * step);
  }
  return { ringLabel: labelSize, ringEllipse: ellipse, ringPlaces: placesOf };
})();
