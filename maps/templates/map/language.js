// Language: the page's words, its names of things and its sentences in the language chosen, changed in place.
// What has no translation is said in English; a thing without a name in the language has its English one, or any.
const tongues = view.languages || {};
const speakers = [];
// For rooms that follow neither the conditions nor the part: what they do when the language has changed.
const onLanguage = (act) => speakers.push(act);

const snake = (id) => id.replaceAll("-", "_");
const translated = (key, other) => tongues[words.lang]?.words[key] ?? other;

function kindName(id) { return translated(`thing_${snake(id)}`, kinds.get(id).label); }
function lensName(lens) { return translated(`lens_${snake(lens.name)}`, lens.label); }
function verbOf(kind) { return translated(`kind_${snake(kind.id)}_verb`, kind.label); }
function inverseOf(kind) { return translated(`kind_${snake(kind.id)}_inverse`, kind.inverse); }

// The sentence of a kind of link with its places {from} and {to}: one for what is, one for what is intended.
function templateOf(kind, status) {
  const part = status === "actual" ? "sentence" : "intended";
  return translated(`kind_${snake(kind.id)}_${part}`, kind[part]);
}

const englishName = (node) => node.labels.en ?? node.label;

// The name of a thing in the language of the page, else in English, else any.
function nameOf(node) {
  const lang = words.lang || view.lang;
  return lang === view.lang ? node.label : node.labels[lang] ?? englishName(node);
}

// A short name where the thing has one of its own, else its name.
function briefOf(node) { return node.short && node.short !== node.label ? node.short : nameOf(node); }

// The name and the English one, or beside an English name the one of its own country, if it has just one.
function pairOf(node) {
  const name = nameOf(node), english = englishName(node);
  const local = Object.entries({ [view.lang]: node.label, ...node.labels }).filter(([lang, text]) => lang !== "en" && lang in tongues && text !== english);
  const other = name !== english ? english : local.length === 1 ? local[0][1] : "";
  return other && !name.includes(other) ? [name, other] : [name];
}

function bothNames(node) {
  const [name, other] = pairOf(node);
  return !other ? name : name.includes("(") ? `${name} · ${other}` : `${name} (${other})`;
}
const otherNames = (node) => node.names.filter((name) => !pairOf(node).includes(name));

// What is said of a route that ends at a thing which decides by consensus: written in English in the file.
function agreementOf(node) {
  const said = (key, text) => text.replace(view.words[key], w(key));
  return said("mark_recalled", said("then_consensus", node.consensus));
}

// The values of a word in the page's own text; one that is a word itself is written {"w": key}.
function valuesOf(element) {
  const values = JSON.parse(element.dataset.wValues || "{}");
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.w ? w(value.w) : value]));
}

const SPOKEN = { wLabel: "aria-label", wPlaceholder: "placeholder", wTitle: "title" };
function rewrite() {
  for (const element of all("[data-w]")) element.textContent = w(element.dataset.w, valuesOf(element));
  for (const [key, attribute] of Object.entries(SPOKEN)) {
    for (const element of all(`[data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)) element.setAttribute(attribute, w(element.dataset[key], valuesOf(element)));
  }
}

// The words of a language, before anything is drawn in it.
function speak(code) {
  words.lang = Object.hasOwn(tongues, code) ? code : "en";
  words.now = { ...view.words, ...tongues[words.lang]?.words };
  root.lang = words.lang;
  rewrite();
  byId("language").value = words.lang;
  byId("language-note").hidden = tongues[words.lang]?.reviewed ?? true;
}

// Changes the language of everything that is shown, and leaves what is chosen as it is.
async function setLanguage(code) {
  if (code === words.lang) return;
  speak(code);
  await lettersOf();
  const { node, link, part } = scene;
  if (part.centre && !part.rings) part.title = w("part_around", { name: nameOf(things.get(part.centre)) });
  for (const act of partFollowers) act();
  setConditions({});
  for (const act of speakers) act();
  if (scene.view === "story") tell(scene.route, scene.step);
  else views[scene.view]?.show();
  if (node) showNode(things.get(node));
  else if (link) showLink(linkById(link));
  redraw();
  root.dataset.spoken = words.lang;
}

// The letters of the language and of the names that are drawn are there before they are measured.
async function lettersOf() {
  const texts = [...scene.nodes.map((node) => bothNames(node) + node.short), ...Object.values(words.now)];
  await document.fonts.load(FONT, texts.join("")).catch(() => []);
  measured.clear();
  blocks.clear();
}

function startLanguage() {
  const codes = Object.keys(tongues);
  byId("language").replaceChildren(...codes.map((code) => make("option", { value: code, lang: code }, tongues[code].name)));
  byId("language").closest("label").hidden = codes.length < 2;
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  speak(Object.hasOwn(tongues, asked) ? asked : view.lang);
  root.dataset.spoken = words.lang;
  byId("language").addEventListener("change", (event) => { setLanguage(event.target.value).then(remember); });
}
