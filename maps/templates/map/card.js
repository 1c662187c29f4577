// Card: a route as a picture for messaging apps, 1080 pixels wide. A long route becomes two cards, or more, never small letters.
// Always on white, in words only: who to whom, every step with its marks and sources, the conditions, the licence.
const CARD = { width: 1080, side: 56, most: 1920, least: 26, ink: "#12161d", soft: "#454d5a", walk: "#a3124f", rule: "#9aa4b1", room: "#f2f4f7", paper: "#ffffff" };
const CARD_FAMILY = '"Kuasa Noto", "Kuasa Scripts", "Noto Sans", system-ui, sans-serif';
const LINES_MOST = 14;
const cardFont = (size, weight = 400) => `${weight} ${size}px ${CARD_FAMILY}`;
const cardRoom = byId("card-room");
let cardUrls = [];

// Lines of a text that are no wider than `width`: broken between words, and inside a word only where it is wider than a line.
function cardLines(ruler, text, font, width) {
  ruler.font = font;
  const measure = (part) => ruler.measureText(part).width;
  const letters = (part) => (typeof Intl.Segmenter === "function" ? [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(part)].map((one) => one.segment) : [...part]);
  const lines = wrap(text.slice(0, 2000), width, 2000, measure).flatMap((line) => {
    if (measure(line) <= width) return [line];
    const broken = [""];
    for (const letter of letters(line)) {
      if (measure(broken[broken.length - 1] + letter) > width) broken.push(letter);
      else broken[broken.length - 1] += letter;
    }
    return broken;
  });
  if (lines.length <= LINES_MOST) return lines;
  const kept = lines.slice(0, LINES_MOST);
  let last = kept[LINES_MOST - 1];
  while (last && measure(`${last} …`) > width) last = letters(last).slice(0, -1).join("");
  return [...kept.slice(0, -1), `${last} …`];
}

// A text as a block of a card: how high it is, and how it is painted at a place.
function cardText(ruler, text, size, { weight = 400, colour = CARD.ink, x = CARD.side, width = CARD.width - CARD.side - x, before = 0 } = {}) {
  const font = cardFont(size, weight), lines = cardLines(ruler, text, font, width), line = Math.round(size * (WITHOUT_SPACES.test(text) ? 1.6 : 1.36));
  return {
    height: before + lines.length * line,
    paint(context, top, said) {
      context.font = font;
      context.fillStyle = colour;
      lines.forEach((one, i) => {
        context.fillText(one, x, top + before + i * line + size);
        said.push({ text: one, x, width: context.measureText(one).width, size });
      });
    },
  };
}
const stack = (blocks) => ({
  height: blocks.reduce((sum, block) => sum + block.height, 0),
  paint(context, top, said) { blocks.reduce((at, block) => { block.paint(context, at, said); return at + block.height; }, top); },
});

// One step: its number, from whom to whom, its sentence, what must be known about it, the numbers of its sources. What is not so
// yet stands in a dashed frame, with the word.
function cardStep(ruler, route, i, size, numbers) {
  const step = route.steps[i], link = linkById(step.link), plan = Boolean(link) && link.status !== "actual";
  const weakest = i === route.weakest && route.steps.length > 1, x = CARD.side + 92, inside = { x, width: CARD.width - CARD.side - x - 28 };
  const doubts = [weakest ? w("route_weakest") : "", ...step.marks.map(markWord)].filter(Boolean);
  const words = stack([
    cardText(ruler, `${shortOf(step.start)} → ${shortOf(step.end)}`, size, { ...inside, weight: 600 }),
    cardText(ruler, `${step.sentence} ${step.sources.map((n) => `[${numbers.get(n)}]`).join(" ")}`, size, inside),
    ...(doubts.length ? [cardText(ruler, doubts.join(" · "), Math.max(CARD.least, size - 4), { ...inside, weight: 600, colour: weakest || plan ? CARD.walk : CARD.soft, before: 4 })] : []),
  ]);
  const high = words.height + 32, gap = 34;
  return {
    height: high + gap, plan, weakest,
    paint(context, top, said) {
      context.lineWidth = weakest || plan ? 5 : 2.5;
      context.strokeStyle = weakest || plan ? CARD.walk : CARD.rule;
      context.setLineDash(plan ? [18, 12] : []);
      context.fillStyle = plan ? CARD.paper : CARD.room;
      context.beginPath();
      context.roundRect(CARD.side, top, CARD.width - 2 * CARD.side, high, 18);
      context.fill();
      context.stroke();
      context.setLineDash([]);
      context.beginPath();
      context.arc(CARD.side + 48, top + 48, 28, 0, 2 * Math.PI);
      context.fillStyle = CARD.ink;
      context.fill();
      context.fillStyle = CARD.paper;
      context.font = cardFont(30, 600);
      context.textAlign = "center";
      context.fillText(String(i + 1), CARD.side + 48, top + 59);
      context.textAlign = "start";
      words.paint(context, top + 16, said);
      if (i < route.steps.length - 1) cardArrow(context, CARD.side + 48, top + high);
    },
  };
}
function cardArrow(context, x, top) {
  context.fillStyle = CARD.ink;
  context.fillRect(x - 2.5, top + 4, 5, 14);
  context.beginPath();
  context.moveTo(x, top + 31);
  context.lineTo(x - 11, top + 16);
  context.lineTo(x + 11, top + 16);
  context.fill();
}

function cardSource(ruler, number, shown, route) {
  const source = sources.get(number), knownIn = (of, wanted) => of.steps.map((step) => step.known?.[step.sources.indexOf(wanted)]).find(Boolean);
  if (!source) return null;
  const places = [...new Set(route.steps.flatMap((step) => linkById(step.link)?.proofs || []).filter((proof) => proof.source === number).map((proof) => proof.locator).filter(Boolean))];
  const said = source.check ? w("source_check", { address: source.address || source.title }) : [source.title, ...places.slice(0, 1), knownWords(knownIn(route, number))].filter(Boolean).join(", ");
  return cardText(ruler, `[${shown}] ${said}`, CARD.least, { colour: CARD.soft, before: 2 });
}

// The cards of a route: each { height, blocks, steps }, laid out before anything is painted.
function layCards(ruler, route) {
  const lens = view.lenses.filter((one) => one.name === conditions.lens).map(lensName)[0] || conditions.lens;
  const numbers = new Map([...new Set(route.steps.flatMap((step) => step.sources))].map((number, i) => [number, i + 1]));
  const ends = [nameOf(things.get(route.steps[0].start)), nameOf(things.get(route.steps[route.steps.length - 1].end))];
  const head = (part, parts) => stack([
    cardText(ruler, `${route.aim ? w("aim") : w("card_route", { band: w(`band_${route.band}`) })}${parts > 1 ? ` · ${w("card_part", { n: part, of: parts })}` : ""}`, 28, { weight: 600, colour: route.aim ? CARD.walk : CARD.soft }),
    cardText(ruler, ends[0], 42, { weight: 600, before: 8 }),
    cardText(ruler, `→ ${ends[1]}`, 42, { weight: 600 }),
    cardText(ruler, conditionWords(), 28, { colour: CARD.soft, before: 10 }),
    { height: 26, paint() {} },
  ]);
  const foot = (steps) => stack([
    ...(steps.includes(route.steps.length - 1) && route.note ? [cardText(ruler, route.note, 28, { before: 4 })] : []),
    cardText(ruler, `${w("sources")}:`, CARD.least, { weight: 600, before: 14 }),
    ...[...new Set(steps.flatMap((i) => route.steps[i].sources))].map((number) => cardSource(ruler, number, numbers.get(number), route)).filter(Boolean),
    cardText(ruler, `kuasa, https://w3id.org/kuasa/ · ${w("shown_profile", { profile: view.profile })} · ${view.licence}`, CARD.least, { weight: 600, before: 16 }),
  ]);
  const every = route.steps.map((_, i) => i), whole = (groups, size) => groups.map((steps, n) => {
    const blocks = [head(n + 1, groups.length), ...steps.map((i) => cardStep(ruler, route, i, size, numbers)), foot(steps)];
    return { steps, block: stack(blocks), height: Math.ceil(2 * CARD.side + blocks.reduce((sum, block) => sum + block.height, 0)) };
  });
  for (const size of [36, 32, 28]) {
    const one = whole([every], size);
    if (one[0].height <= CARD.most) return one;
  }
  for (let many = 2; many < every.length; many += 1) {
    const each = Math.ceil(every.length / many), groups = Array.from({ length: many }, (_, n) => every.slice(n * each, (n + 1) * each)).filter((steps) => steps.length);
    const cards = whole(groups, 30);
    if (cards.every((one) => one.height <= CARD.most)) return cards;
  }
  return whole(every.map((i) => [i]), 28);
}

// The cards painted: canvases, and what is written on them, line by line.
async function drawCards(route) {
  const texts = JSON.stringify([route, conditionWords(), view.licence]) + route.steps.flatMap((step) => [nameOf(things.get(step.start)), nameOf(things.get(step.end))]).join(" ");
  await Promise.all([400, 600].map((weight) => document.fonts.load(cardFont(32, weight), texts))).catch(() => []);
  const ruler = make("canvas").getContext("2d");
  return layCards(ruler, route).map(({ block, height, steps }) => {
    const canvas = make("canvas", { width: CARD.width, height }), context = canvas.getContext("2d"), said = [];
    context.fillStyle = CARD.paper;
    context.fillRect(0, 0, CARD.width, height);
    block.paint(context, CARD.side, said);
    return { canvas, said, steps };
  });
}

const cardSlug = (id) => id.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "thing";
function cardName(route, part, parts) {
  const ends = [route.steps[0].start, route.steps[route.steps.length - 1].end].map(cardSlug);
  return `kuasa-route-${ends.join("-")}-${conditions.on}${parts > 1 ? `-${part}` : ""}.png`;
}

// Shows the cards of a route, to save or, where the device can, to share.
async function showCard(route) {
  const drawn = await drawCards(route), name = (i) => cardName(route, i + 1, drawn.length);
  const files = await Promise.all(drawn.map(({ canvas }, i) => new Promise((done) => { canvas.toBlob((blob) => done(new File([blob], name(i), { type: "image/png" })), "image/png"); })));
  endCards();
  cardUrls = files.map((file) => URL.createObjectURL(file));
  const alt = (steps) => [route.title, ...steps.map((i) => `${i + 1}. ${[route.steps[i].sentence, ...route.steps[i].marks.map(markWord)].join(" · ")}`)].join(" ");
  byId("card-shown").replaceChildren(...drawn.map(({ canvas, said, steps }, i) => make("img", { src: cardUrls[i], width: canvas.width, height: canvas.height, alt: alt(steps), "data-said": JSON.stringify(said) })));
  all("#card-do a").forEach((link) => link.remove());
  byId("card-do").append(...files.map((file, i) => make("a", { href: cardUrls[i], download: file.name }, files.length > 1 ? w("card_save_part", { n: i + 1 }) : w("card_save"))));
  const share = byId("card-share"), shared = { files, title: route.title };
  share.hidden = !navigator.canShare?.(shared);
  share.onclick = () => navigator.share(shared).catch(() => {});
  if (!cardRoom.open) cardRoom.showModal();
}
function endCards() {
  for (const url of cardUrls) URL.revokeObjectURL(url);
  cardUrls = [];
}

function startCard() {
  byId("card-close").addEventListener("click", () => cardRoom.close());
  cardRoom.addEventListener("click", (event) => { if (event.target === cardRoom) cardRoom.close(); });
  cardRoom.addEventListener("keydown", (event) => event.stopPropagation());
  cardRoom.addEventListener("close", endCards);
}
starting.push(startCard);
