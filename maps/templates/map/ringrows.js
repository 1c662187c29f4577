// Ring rows: how many steps of influence things are from one, or it from them, under the conditions of the page; whom only plans would
// reach, whom nothing is known to reach. In: a thing and a direction. Out: rows {id, ring, steps, parent, by}; nothing is drawn here.
const RINGS = ["one", "two", "more", "planned", "none"];
const { ringsAround, drawnParent } = (() => {
  // Steps from a thing, and for each thing reached the one before it: the nearer end of the strongest usable link.
  function walked(centre, backwards, asked) {
    const steps = stepsFrom([centre], asked, { backwards }), network = networkOf(asked), before = new Map();
    for (const { tail, head, first } of network.edges) {
      const near = backwards ? head : tail, a = thingAt[near].id, b = thingAt[backwards ? tail : head].id;
      if (!steps.has(a) || steps.get(b) !== steps.get(a) + 1 || (steps.get(a) > 0 && !(network.shares[near] > 0))) continue;
      const other = before.get(b);
      if (!other || first.strength > other.strength || (first.strength === other.strength && a < other.id)) before.set(b, { id: a, strength: first.strength });
    }
    return { steps, before };
  }

  const wider = (asked) => ({ ...asked, status: asked.status === "actual" ? "planned" : "all" });

  // Every thing but the middle, in its ring: [{id, ring, steps, parent, by}], `by` the first step (or, backwards, the last one before the middle).
  function ringsAround(centre, backwards, asked = conditions) {
    const now = walked(centre, backwards, asked), planned = walked(centre, backwards, wider(asked));
    const rows = [];
    for (const thing of things.values()) {
      if (thing.id === centre || !alive(thing, asked.on)) continue;
      const reached = now.steps.has(thing.id) ? now : planned.steps.has(thing.id) ? planned : null;
      if (!reached && thing.person) continue;
      const steps = reached ? reached.steps.get(thing.id) : 0;
      let by = thing.id;
      while (reached && reached.before.has(by) && reached.before.get(by).id !== centre) by = reached.before.get(by).id;
      rows.push({ id: thing.id, steps, ring: !reached ? "none" : reached === planned ? "planned" : RINGS[Math.min(steps, 3) - 1],
        parent: reached?.before.get(thing.id)?.id ?? "", by: reached && steps > 1 ? by : "" });
    }
    return rows.sort((a, b) => RINGS.indexOf(a.ring) - RINGS.indexOf(b.ring) || things.get(b.id).weight - things.get(a.id).weight || (a.id < b.id ? -1 : 1));
  }

  // Of the things drawn that are one step nearer, the one with the strongest link; else the one that leads there, which is not drawn.
  function drawnParent(row, groups, backwards) {
    if (row.steps < 2) return row.parent;
    const near = new Set(groups.flatMap((group) => group.drawn.filter((other) => other.steps === row.steps - 1).map((other) => other.id)));
    const network = networkOf(row.ring === "planned" ? wider(conditions) : conditions);
    let best = null;
    for (const { tail, head, first } of (backwards ? network.out : network.into)[things.get(row.id).number]) {
      const { id, number } = thingAt[backwards ? head : tail];
      if (near.has(id) && network.shares[number] > 0 && (!best || first.strength > best.strength || (first.strength === best.strength && id < best.id))) best = { id, strength: first.strength };
    }
    return best?.id ?? row.parent;
  }
  return { ringsAround, drawnParent };
})();
