// Texts: the page's data, its words, folded search forms, and elements built from text only.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const view = read("view");
const given = read("network");
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const SVG = "http://www.w3.org/2000/svg";
const words = { now: view.words };

function w(key, values = {}) {
  return (words.now[key] || view.words[key]).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function svgOf(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A letter's marks above and below are dropped for Latin only: U+0300-036F holds no letter of the
// other scripts, whose vowels and tones must stay.
function fold(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "").replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
    .replace(/\s+/g, " ").trim();
}

// Places where a line may break: after spaces, and between words of scripts written without them.
const WITHOUT_SPACES = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

function pieces(text) {
  const found = [];
  for (const chunk of text.split(/(?<=[\s\u200b/])/)) {
    if (!segmenter || !WITHOUT_SPACES.test(chunk)) { found.push(chunk); continue; }
    for (const { segment, isWordLike } of segmenter.segment(chunk)) {
      if (!isWordLike && found.length && !/^[([«“]/.test(segment)) found[found.length - 1] += segment;
      else found.push(segment);
    }
  }
  return found;
}

function wrap(text, width, most, measure) {
  const lines = [""];
  for (const piece of pieces(text)) {
    const longer = lines[lines.length - 1] + piece;
    if (measure(longer.trimEnd()) <= width || lines[lines.length - 1] === "") lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  const kept = lines.map((line) => line.trim()).filter(Boolean);
  return kept.length <= most ? kept : [...kept.slice(0, most - 1), kept[most - 1] + " …"];
}
