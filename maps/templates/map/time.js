// Time: the day as of which everything is told, moved by a slider of months, by typing it, or from change to change.
const timeRooms = { slider: byId("time-slider"), day: byId("time-day"), wrong: byId("time-wrong"), change: byId("time-change"), open: byId("time-open") };
let timeWaits = 0;

// The links, or the records, of the part shown.
function inPart(rows) {
  const { ids } = scene.part;
  return rows.filter((one) => ids.has(one.start) && ids.has(one.end));
}
const linksHere = (asked = conditions) => inPart(asked === conditions ? current().links : liveLinks(asked));
const linkKey = (link) => [link.start, link.kind, link.end, link.status].join(" ");

// The first and the last month that anything in the part shown is dated to; days on which plans fall due are among them.
function timeReach() {
  let first = monthOf(view.on), last = first;
  for (const record of inPart(records)) {
    for (const text of [record.since, record.until, ...record.observed]) {
      const days = text ? daysOf(text) : null;
      if (days) { first = Math.min(first, monthOf(days.first)); last = Math.max(last, monthOf(days.last)); }
    }
  }
  const now = monthOf(conditions.on);
  return { first: Math.min(first, now), last: Math.max(last, now) };
}

// What began and what ended in the part shown, from one day to another.
function changed(before, after) {
  const was = new Map(linksHere({ ...conditions, on: before }).map((link) => [linkKey(link), link]));
  const is = new Map(linksHere({ ...conditions, on: after }).map((link) => [linkKey(link), link]));
  return { began: [...is].filter(([key]) => !was.has(key)).map(([, link]) => link), ended: [...was].filter(([key]) => !is.has(key)).map(([, link]) => link) };
}

// The next day, in a direction, on which a link of the part shown begins or is over; null if there is none.
function nextChange(way) {
  const turns = new Set();
  const add = (first, last) => {
    if (first) turns.add(dayNumber(first));
    if (last) turns.add(dayNumber(last) + 1);
  };
  for (const record of inPart(records)) if (STATUSES[conditions.status].includes(record.status)) for (const [first, last] of record.spans) add(first, last);
  const now = dayNumber(conditions.on);
  const ahead = [...turns].filter((day) => way * (day - now) > 0).sort((a, b) => way * (a - b));
  for (const day of ahead) {
    const { began, ended } = changed(dayText(day - 1), dayText(day));
    if (began.length + ended.length) return { on: dayText(day), began, ended };
  }
  return null;
}

function goToChange(way) {
  const found = nextChange(way);
  byId("time-back").disabled = way < 0 && !found;
  byId("time-next").disabled = way > 0 && !found;
  if (!found) return;
  setConditions({ on: found.on });
  const told = [["time_began", found.began], ["time_ended", found.ended]].filter(([, links]) => links.length)
    .map(([key, links]) => `${w(key, { n: links.length })} ${links[0].sentence}${links.length > 1 ? " …" : ""}`);
  timeRooms.change.textContent = told.join(" · ");
  timeRooms.change.hidden = false;
}

function typedDay(event) {
  event.preventDefault();
  const days = timeRooms.day.value.trim() ? daysOf(timeRooms.day.value) : { last: view.on };
  timeRooms.wrong.hidden = Boolean(days);
  timeRooms.wrong.textContent = days ? "" : w("time_wrong");
  timeRooms.day.setAttribute("aria-invalid", String(!days));
  if (days) setConditions({ on: days.last });
}

// The day, how many links count on it in the part shown, and of how many of the file.
function tellTime() {
  const { slider, day, open } = timeRooms;
  const { first, last } = timeReach();
  const month = monthOf(conditions.on);
  Object.assign(slider, { min: String(first), max: String(last), value: String(month) });
  slider.setAttribute("aria-valuetext", conditions.on);
  const said = w("time_said", { on: conditions.on, n: linksHere().length, total: current().links.length });
  byId("time-said").textContent = said;
  open.setAttribute("aria-label", said);
  day.value = conditions.on;
  day.setAttribute("aria-invalid", "false");
  timeRooms.wrong.hidden = timeRooms.change.hidden = true;
  byId("time-back").disabled = byId("time-next").disabled = false;
  byId("time-home").textContent = w("time_home", { on: view.on });
  byId("time-home").disabled = conditions.on === view.on;
  clearTimeout(timeWaits);
  timeWaits = setTimeout(() => { byId("time-told").textContent = said; }, 500);
}

// On a phone the slider stands under the picture, so that one sees what it does; elsewhere in the drawer beside it.
function placeTime() {
  root.classList.toggle("time-below", narrow.matches);
  if (narrow.matches) document.querySelector(".foot").before(byId("time"));
  else byId("switches").before(byId("time"));
}

function startTime() {
  let asked = 0;
  timeRooms.slider.addEventListener("input", () => {
    const month = Number(timeRooms.slider.value);
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => setConditions({ on: month === monthOf(view.on) ? view.on : monthEnd(month) }));
  });
  byId("time-form").addEventListener("submit", typedDay);
  timeRooms.day.addEventListener("change", typedDay);
  byId("time-back").addEventListener("click", () => goToChange(-1));
  byId("time-next").addEventListener("click", () => goToChange(1));
  byId("time-home").addEventListener("click", () => setConditions({ on: view.on }));
  timeRooms.open.addEventListener("click", () => timeRooms.open.setAttribute("aria-expanded", String(timeRooms.open.getAttribute("aria-expanded") !== "true")));
  onConditions(tellTime);
  onPart(tellTime);
  narrow.addEventListener("change", placeTime);
  placeTime();
  tellTime();
}
starting.push(startTime);
