// Opening: no route under the conditions of the page; the smallest change of its switches that opens one on the same day, in words and as
// what to set. One change is preferred to two, two to three; of equal ones all are named, the mildest first. A stated aim is no route.
const LONGEST = 10;
const NAMED_CHANGES = 3;
const CHANGES = [
  ["planned", ({ status }) => status === "actual" && { status: "planned" }],
  ["possible", ({ status }) => status !== "all" && { status: "all" }],
  ["assertions", ({ assertions }) => assertions.size < KNOWN.length && { assertions: new Set(KNOWN) }],
  ["lens", ({ lens }) => lens !== "all" && { lens: "all" }],
];

function openingOf(starts, ends, hops, conditions) {
  const limit = Math.max(hops, LONGEST), single = CHANGES.map(([key, change]) => ({ key, change: change(conditions) })).filter((one) => one.change);
  const found = combined(single).flatMap((some) => {
    const change = Object.assign({}, ...some.map((one) => one.change)), steps = fewestSteps(starts, ends, limit, { ...conditions, ...change });
    if (!steps) return [];
    const said = some.map((one) => w(`route_with_${one.key}`));
    return steps > hops ? [{ keys: [...some.map((one) => one.key), "steps"], said: [...said, w("route_with_steps", { n: steps })], change: { ...change, hops: steps } }]
      : [{ keys: some.map((one) => one.key), said, change }];
  });
  const least = Math.min(...found.map((one) => one.keys.length)), small = found.filter((one) => one.keys.length === least);
  const milder = (one) => small.some((other) => other.keys.join() === one.keys.join().replace("possible", "planned"));
  const named = small.filter((one) => !one.keys.includes("possible") || !milder(one)).slice(0, NAMED_CHANGES);
  const held = view.whole ? "" : ` ${w("part_file")}`, absent = [...starts, ...ends].map((id) => things.get(id)).filter((thing) => !alive(thing, conditions.on));
  if (!named.length && absent.length) return { opens: w("route_not_there", { names: absent.map(nameOf).join(", ") }) + held, change: null };
  if (!named.length) return { opens: w("route_none_known", { n: limit }) + held, change: null };
  const change = named.map(({ said }) => said.reduce((first, second) => w("route_and", { first, second }))).reduce((first, second) => w("route_or", { first, second }));
  return { opens: w("route_opens", { change }), change: named[0].change };
}

// Every choice among some changes, none first; plans and what is possible are not chosen together: the second lets both in.
function combined(single) {
  const found = single.reduce((some, one) => [...some, ...some.map((few) => [...few, one])], [[]]);
  return found.filter((some) => !(some.some((one) => one.key === "planned") && some.some((one) => one.key === "possible")));
}

// The length of the shortest route of at most `limit` steps; 0 if there is none.
function fewestSteps(starts, ends, limit, conditions) {
  const aims = new Set(statedAims(starts, ends, conditions).map((aim) => aim.hops[0].link.id)), network = networkOf(conditions, aims);
  const from = numbersOf(network, starts), to = numbersOf(network, ends);
  if ([...from].some((one) => to.has(one))) return 0;
  const heads = [...from].flatMap((start) => network.out[start]).map((edge) => edge.head).filter((head) => !from.has(head));
  return remaining(network, from, to, limit).findIndex((layer) => heads.some((head) => layer[head] < Infinity)) + 1;
}
