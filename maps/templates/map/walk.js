// Walk: the routes of an answer as places from left to right by step, as maps.walk has them. Every route has a lane; things that
// routes share stand between their lanes; a route of one step runs straight through the middle. What is on no route stands in rows
// above and below, near the things it touches. No routes: no places.
const WALK = { column: 310, lane: 140, apart: 124, wide: 186, broad: 1.6 };
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function walkOf(routes) {
  const longest = Math.max(0, ...routes.map((route) => route.steps.length));
  const lanes = routes.filter((route) => route.steps.length > 1), direct = routes.filter((route) => route.steps.length === 1), straight = direct.length > 0;
  const above = straight ? Math.floor((lanes.length + 1) / 2) : (lanes.length - 1) / 2, stops = new Map();
  const visit = (stop, x, y) => {
    if (!stops.has(stop)) stops.set(stop, { across: [], down: [] });
    stops.get(stop).across.push(x);
    stops.get(stop).down.push(y);
  };
  lanes.forEach((route, lane) => {
    const level = lane - above + (straight && lane >= above ? 1 : 0), steps = route.steps.length;
    [route.steps[0].start, ...route.steps.map((step) => step.end)].forEach((stop, i) => visit(stop, i / steps * longest * WALK.column, i === 0 || i === steps ? 0 : level * WALK.lane));
  });
  for (const { steps: [step] } of direct) {
    for (const [stop, x] of [[step.start, 0], [step.end, longest * WALK.column]]) if (!stops.has(stop)) visit(stop, x, 0);
  }
  const places = new Map();
  for (const [stop, { across, down }] of stops) {
    const x = mean(across);
    let y = mean(down);
    if (straight && x > 0 && x < longest * WALK.column && Math.abs(y) < WALK.apart) y = (down[0] < 0 ? -1 : 1) * WALK.apart;
    while ([...places.values()].some((one) => Math.abs(x - one.x) < WALK.column * 0.7 && Math.abs(y - one.y) < WALK.apart)) y += WALK.lane / 2;
    places.set(stop, { x, y });
  }
  return places;
}

// The things on no route, in rows above and below the walk, so many that the picture is about `broad` times as wide as high.
function aroundWalk(free, links, walked) {
  const xs = [...walked.values()].map((one) => one.x), ys = [...walked.values()].map((one) => one.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys) - WALK.apart * 1.6, bottom = Math.max(...ys) + WALK.apart * 1.6;
  const touched = new Map(free.map((node) => [node.id, []]));
  for (const { start, end } of links) {
    for (const [one, other] of [[start, end], [end, start]]) if (touched.has(one) && walked.has(other)) touched.get(one).push(walked.get(other));
  }
  const wanted = free.map(({ id }) => ({ id, near: touched.get(id), x: touched.get(id).length ? mean(touched.get(id).map((one) => one.x)) : (left + right) / 2 }));
  wanted.sort((a, b) => (b.near.length > 0) - (a.near.length > 0) || a.x - b.x || (a.id < b.id ? -1 : 1));
  const half = Math.ceil(wanted.length / 2), sides = [wanted.filter((_, i) => i % 2 === 0), wanted.filter((_, i) => i % 2)], places = new Map();
  const wide = (rows) => Math.max(right - left, Math.ceil(half / rows) * WALK.wide), high = (rows) => bottom - top + 2 * rows * WALK.apart;
  let rows = 1;
  while (rows < half && wide(rows) / high(rows) > WALK.broad) rows++;
  sides.forEach((side, below) => {
    const each = Math.ceil(side.length / rows), way = below ? 1 : -1;
    for (let row = 0; row < rows; row++) {
      const here = side.slice(row * each, (row + 1) * each).sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1)), gap = Math.max(WALK.wide, (right - left) / Math.max(1, here.length));
      here.forEach(({ id }, i) => places.set(id, { x: (left + right) / 2 + (i - (here.length - 1) / 2) * gap, y: (below ? bottom : top) + way * row * WALK.apart }));
    }
  });
  return places;
}

// Places of all that is drawn for the routes of an answer, whole numbers.
function walkPlaces(routes, nodes, links) {
  const drawn = new Set(nodes.map((node) => node.id)), walked = new Map([...walkOf(routes)].filter(([id]) => drawn.has(id)));
  const free = walked.size ? nodes.filter((node) => !walked.has(node.id)) : [];
  return new Map([...walked, ...(free.length ? aroundWalk(free, links, walked) : [])].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
}

layouts.walk = {
  word: "layout_walk",
  offered: () => scene.routes.some((route) => route.steps.length > 0 && route.steps.every((step) => scene.part.ids.has(step.start) && scene.part.ids.has(step.end))),
  place: (nodes, links) => ({ places: walkPlaces(scene.routes.filter((route) => route.steps.length > 0), nodes, links) }),
};
