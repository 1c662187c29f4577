// Meaning: which things a text typed into a box names. In: a text. Out: their ids, or what stands in the way: several with that name, or
// none and what sounds like it.
const NEAR_ENOUGH = 0.25;
const picked = new Map();

// The things that a text names: { ids } or what stands in the way: { text, several } or { text, near }. Names may be joined by +.
function meantBy(text) {
  const whole = oneMeant(text.trim());
  if (whole.ids || !text.includes("+")) return whole;
  const parts = text.split("+").map((part) => part.trim()).filter(Boolean).map(oneMeant);
  return parts.find((part) => !part.ids) || { ids: [...new Set(parts.flatMap((part) => part.ids))] };
}

function oneMeant(text) {
  if (picked.has(text)) return { ids: [picked.get(text)] };
  if (things.has(text)) return { ids: [text] };
  const wanted = fold(text), exact = lookUp(text).filter((hit) => hit.rank === 0).map((hit) => hit.node);
  const proper = exact.filter((node) => [node.label, nameOf(node)].some((name) => fold(name) === wanted));
  const meant = proper.length ? proper : exact;
  if (meant.length === 1) return { ids: [meant[0].id] };
  return meant.length ? { text, several: meant } : { text, get near() { return wanted ? nearTo(text) : []; } };
}

// Things with a name like a text: those that hold it, else those whose names share most pairs of letters with it.
function nearTo(text) {
  const hits = lookUp(text);
  if (hits.length) return hits.slice(0, 5).map((hit) => hit.node);
  const pairs = (folded) => new Set([...` ${folded}`].slice(0, -1).map((letter, i) => letter + [...folded][i]));
  const wanted = pairs(fold(text));
  const score = (folded) => {
    const own = pairs(folded);
    return 2 * [...own].filter((pair) => wanted.has(pair)).length / (own.size + wanted.size || 1);
  };
  return names.map(({ node, names: own }) => ({ node, score: Math.max(...own.map(({ folded }) => score(folded))) }))
    .filter((one) => one.score > NEAR_ENOUGH).sort((a, b) => b.score - a.score || b.node.weight - a.node.weight || (a.node.id < b.node.id ? -1 : 1))
    .slice(0, 5).map((one) => one.node);
}
