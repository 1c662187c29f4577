// Timeline: what the part shown, or the thing chosen, was and did, on an axis of days: a lane per thing, a bar per link that
// lasts, a dot per occurrence, of all days. Undated links stand below in words.
views.timeline = (() => {
  const MOST_LANES = 40, MOST_UNDATED = 200, LABELLED_ROWS = 6, DAYS_A_YEAR = 365.25;
  const { shortName, labelOf, sentenceNow, stateOf, doubtsOf, signsOf, liveRecords, markName } = lanes;
  const frame = byId("lanes"), room = byId("lanes-room"), body = byId("lanes-body"), axis = byId("lanes-axis"), now = byId("lanes-now");
  let open = false, years = 0, most = MOST_LANES, reach = { first: 0, last: 1 }, items = [], drawnFor = "";

  const share = (day) => `${(day - reach.first) / (reach.last - reach.first) * 100}%`;
  const pixels = (day) => (day - reach.first) / (reach.last - reach.first) * wide();
  const wide = () => axis.clientWidth;
  const rowHeight = () => (narrow.matches ? 46 : 38);

  // Rows of a lane: each mark in the first row where it and its words find room; below some rows, words are left out.
  function packed(marks) {
    const rows = [], side = narrow.matches ? 44 : 26;
    for (const mark of marks) {
      const edges = mark.dot === undefined ? [Math.min(...mark.stretches.map((one) => one.from)), Math.max(...mark.stretches.map((one) => one.to))] : [mark.dot, mark.dot];
      const from = Math.max(edges[0], reach.first), to = Math.min(edges[1], reach.last), dotted = mark.dot !== undefined;
      let left = pixels(from) - (dotted ? side / 2 : 0);
      const bare = Math.max(pixels(to) - pixels(from), side), spoken = Math.ceil(measure(`${labelOf(mark)} ${w("lanes_ended")}`) * 15 / SIZE) + (dotted ? side + 2 : 12) + 24 * signsOf(mark.record).length, long = Math.min(wide(), spoken);
      left = Math.max(0, Math.min(left, wide() - bare));
      const flipped = bare < long && left + long > wide(), fits = (row, start, size) => row.every(([a, b]) => start + size + 4 <= a || b <= start - 4);
      let start = flipped ? Math.max(0, left + bare - long) : left, size = flipped ? left + bare - start : Math.max(bare, long), labelled = true;
      let at = rows.findIndex((row) => fits(row, start, size));
      if (at < 0 && rows.length >= LABELLED_ROWS && rows.some((row) => fits(row, left, bare))) {
        [start, size, labelled] = [left, bare, false];
        at = rows.findIndex((row) => fits(row, start, size));
      }
      const space = flipped ? left + bare : wide(), lines = labelled && spoken > space ? Math.ceil(spoken * 1.1 / (space - (dotted ? side + 2 : 12))) : 1;
      const high = lines > 1 ? Math.ceil((lines * 22 + (dotted ? 0 : 14)) / rowHeight()) : 1;
      if (high > 1) at = -1;
      if (at < 0) at = rows.push(...Array.from({ length: high }, () => [])) - high;
      for (const row of rows.slice(at, at + high)) row.push(high > 1 ? [0, wide()] : [start, start + size]);
      Object.assign(mark, { row: at, high, tall: lines > 1, left: start, width: size, labelled, flipped: labelled && flipped });
    }
    return rows.length;
  }

  function drawnMark(mark) {
    const whole = wide(), inside = (pixel) => `${(pixel - mark.left) / mark.width * 100}%`;
    const parts = mark.stretches.map(({ from, to, sure }) => {
      const [a, b] = [pixels(Math.max(from, reach.first)), pixels(Math.min(to, reach.last))];
      const stretch = make("i", { class: `stretch${sure ? "" : " unsure"}${to === Infinity ? " open" : ""}${from === -Infinity ? " begun" : ""}` });
      stretch.style.left = inside(a);
      stretch.style.width = `${Math.max(b - a, 5) / mark.width * 100}%`;
      return b < 0 || a > whole ? null : stretch;
    });
    for (const day of mark.seen) {
      const seen = make("i", { class: "seen" });
      seen.style.left = inside(pixels(day));
      parts.push(seen);
    }
    if (mark.dot !== undefined) {
      const dot = make("i", { class: "dot" });
      dot.style.left = inside(pixels(mark.dot));
      parts.push(dot);
    }
    const { record } = mark;
    mark.element = make("button", { type: "button", class: "mark-of", tabindex: "-1", "data-record": record.id, "data-kind-number": String(linkKinds.get(record.kind).number) },
      mark.labelled ? make("span", { class: "mark-words" }, make("span", { class: "mark-text" })) : null, make("span", { class: "mark-strip", "aria-hidden": "true" }, ...parts.filter(Boolean)));
    Object.assign(mark.element.style, { left: `${mark.left / whole * 100}%`, width: `${mark.width / whole * 100}%`, top: `${mark.row * rowHeight()}px` });
    mark.element.style.setProperty("--mark", `var(--l${linkKinds.get(record.kind).number})`);
    if (mark.high > 1) mark.element.style.height = `${mark.high * rowHeight() - 2}px`;
    mark.element.classList.toggle("tall", mark.tall);
    mark.element.classList.toggle("flipped", mark.flipped);
    mark.element.classList.toggle("dotted", mark.dot !== undefined);
    return mark.element;
  }

  function drawAxis() {
    const perYear = pixels(reach.first + DAYS_A_YEAR), ticks = [];
    const from = Number(dayText(Math.round(reach.first)).slice(0, 4)), to = Number(dayText(Math.round(reach.last)).slice(0, 4));
    const every = [1, 2, 5, 10, 20, 50].find((step) => step * perYear >= 62) ?? 100;
    const tick = (day, text, strong) => {
      if (day < reach.first || day > reach.last || pixels(day) > wide() - 24) return;
      const element = make("span", { class: strong ? "tick strong" : "tick" }, make("span", {}, text));
      element.style.left = share(day);
      ticks.push(element);
    };
    for (let year = from; year <= to; year += 1) {
      if (year % every === 0) tick(dayNumber(`${year}-01-01`), String(year), true);
      if (perYear > 300) for (const month of perYear > 800 ? [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [4, 7, 10]) tick(dayNumber(`${year}-${String(month).padStart(2, "0")}-01`), `${year}-${String(month).padStart(2, "0")}`, false);
    }
    axis.replaceChildren(...ticks);
  }

  function drawLane({ thing, marks }) {
    const rows = packed(marks), track = make("div", { class: "track" }, ...marks.map(drawnMark));
    track.style.height = `${rows * rowHeight() + 4}px`;
    return make("section", { class: "lane", "aria-label": thing.label, "data-lane": thing.id },
      make("h3", { class: "lane-name" }, make("button", { type: "button", tabindex: "-1", "data-go": thing.id }, kindSwatch(thing.kind), make("span", {}, shortName(thing.id)))), track);
  }

  // Draws everything anew. The axis reaches from the first to the last day of what is drawn, with the day as of which it is told.
  function draw() {
    const { order, undated } = lanes.now(), shown = order.slice(0, most), marks = order.flatMap((lane) => lane.marks), shownMarks = shown.flatMap((lane) => lane.marks);
    const days = [...shownMarks.flatMap((mark) => [mark.first, mark.last]), dayNumber(conditions.on), dayNumber(view.on)];
    const first = Math.min(...days), last = Math.max(...days), pad = Math.max(60, (last - first) * 0.02);
    reach = { first: first - pad, last: last + pad };
    const fit = Math.max(frame.clientWidth - nameWidth() - 2, 200);
    room.style.setProperty("--track", `${years ? Math.max(fit, Math.round(fit * (reach.last - reach.first) / (years * DAYS_A_YEAR))) : fit}px`);
    drawAxis();
    items = shownMarks;
    body.replaceChildren(...shown.map(drawLane));
    const of = scene.node ? nameOf(things.get(scene.node)) : scene.part.title;
    byId("timeline-shown").textContent = [of, w("lanes_shown", { n: shown.length, total: order.length, links: shownMarks.length, all: marks.length })].filter(Boolean).join(" · ");
    byId("lanes-more").hidden = shown.length === order.length;
    byId("lanes-more").textContent = w("lanes_more", { n: Math.min(MOST_LANES, order.length - shown.length) });
    tellUndated(undated);
    update();
    const stop = items.find((mark) => mark.element.classList.contains("now")) ?? items[0];
    if (stop) stop.element.tabIndex = 0;
  }
  const nameWidth = () => (narrow.matches ? 0 : 190);

  function tellUndated(undated) {
    const place = byId("lanes-undated");
    place.hidden = !undated.length;
    place.querySelector("summary").textContent = w("lanes_undated", { n: undated.length });
    const rows = undated.slice(0, MOST_UNDATED).map((record) => make("li", {}, make("button", { type: "button", "data-undated": record.id }, sentenceNow(record),
      record.status === "actual" ? null : make("span", { class: "status" }, w(`status_${record.status}`)), ...markWords(doubtsOf(record)))));
    if (undated.length > MOST_UNDATED) rows.push(make("li", { class: "quiet" }, w("lanes_undated_more", { n: undated.length - MOST_UNDATED })));
    place.querySelector("ul").replaceChildren(...rows);
  }

  // What of it holds on the day: the line, and how strong each mark is.
  function update() {
    const live = liveRecords(), day = dayNumber(conditions.on), at = Math.min(Math.max(day, reach.first), reach.last);
    for (const mark of items) {
      const state = stateOf(mark.record, live), { element } = mark, sign = signsOf(mark.record);
      element.className = ["mark-of", mark.record.status, state, mark.flipped ? "flipped" : "", mark.tall ? "tall" : "", mark.dot === undefined ? "" : "dotted"].filter(Boolean).join(" ");
      element.setAttribute("aria-label", markName(mark, state));
      element.title = markName(mark, state);
      const text = element.querySelector(".mark-text");
      if (text) text.replaceChildren(...[sign ? make("b", { class: "lanes-sign" }, sign) : null, labelOf(mark), state === "ended" ? make("em", {}, ` ${w("lanes_ended")}`) : null].filter(Boolean));
    }
    now.classList.toggle("late", wide() - pixels(at) < 120);
    now.style.setProperty("--at", String((at - reach.first) / (reach.last - reach.first)));
    now.setAttribute("aria-valuemin", String(Math.floor(reach.first)));
    now.setAttribute("aria-valuemax", String(Math.ceil(reach.last)));
    now.setAttribute("aria-valuenow", String(day));
    now.setAttribute("aria-valuetext", conditions.on);
    now.querySelector(".lanes-day").textContent = conditions.on;
  }

  // Draws anew only if other things are to be drawn than before.
  function follow() {
    if (!open) return;
    const key = JSON.stringify([scene.node, [...scene.part.ids].sort(), [...scene.hiddenLinkKinds].sort(), conditions.status, [...conditions.assertions].sort(), years, most, frame.clientWidth, words.lang]);
    const outside = dayNumber(conditions.on) < reach.first || dayNumber(conditions.on) > reach.last;
    if (key === drawnFor && !outside) { update(); return; }
    drawnFor = key;
    draw();
  }

  function lookAtNow() {
    const at = dayNumber(conditions.on);
    frame.scrollLeft = pixels(at) - (frame.clientWidth - nameWidth()) / 2;
  }

  let asked = 0;
  const moveNow = (day) => {
    cancelAnimationFrame(asked);
    const whole = Math.round(Math.min(Math.max(day, reach.first), reach.last));
    asked = requestAnimationFrame(() => setConditions({ on: dayText(whole) }));
  };
  function drag(event) {
    const box = room.querySelector(".lanes-axis").getBoundingClientRect();
    moveNow(reach.first + (event.clientX - box.left) / box.width * (reach.last - reach.first));
  }

  function keys(event) {
    const here = event.target.closest(".mark-of");
    if (!here) return;
    const every = all(".lane", body), lane = here.closest(".lane"), own = all(".mark-of", lane), at = own.indexOf(here);
    const beside = (by) => {
      const next = every[every.indexOf(lane) + by];
      if (!next) return null;
      const x = parseFloat(here.style.left);
      return all(".mark-of", next).reduce((best, one) => (!best || Math.abs(parseFloat(one.style.left) - x) < Math.abs(parseFloat(best.style.left) - x) ? one : best), null);
    };
    const to = { ArrowRight: own[at + 1], ArrowLeft: own[at - 1], ArrowDown: beside(1), ArrowUp: beside(-1), Home: own[0], End: own[own.length - 1] }[event.key];
    if (!(event.key in { ArrowRight: 1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: 1, Home: 1, End: 1 })) return;
    event.preventDefault();
    event.stopPropagation();
    if (!to) return;
    here.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 };
  function keyNow(event) {
    if (!(event.key in steps) && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key in steps) setConditions({ on: monthEnd(monthOf(conditions.on) + steps[event.key]) });
    else moveNow(event.key === "Home" ? reach.first : reach.last);
  }

  function startTimeline() {
    for (const button of all("[data-years]")) {
      button.addEventListener("click", () => {
        years = Number(button.dataset.years);
        for (const other of all("[data-years]")) other.setAttribute("aria-pressed", String(other === button));
        follow();
        lookAtNow();
      });
    }
    byId("lanes-more").addEventListener("click", () => { most += MOST_LANES; follow(); });
    frame.addEventListener("click", (event) => {
      const record = event.target.closest("[data-record]")?.dataset.record ?? event.target.closest("[data-undated]")?.dataset.undated;
      if (record) choose({ link: linkById(record).id });
    });
    body.addEventListener("keydown", keys);
    now.addEventListener("keydown", keyNow);
    now.addEventListener("pointerdown", (event) => { now.setPointerCapture(event.pointerId); event.preventDefault(); now.focus(); });
    now.addEventListener("pointermove", (event) => { if (now.hasPointerCapture(event.pointerId)) drag(event); });
    new ResizeObserver(() => follow()).observe(frame);
    onConditions(follow);
    onPart(follow);
    onFilters(follow);
  }

  starting.push(startTimeline);
  return {
    show() { open = true; follow(); lookAtNow(); },
    hide() { open = false; },
    follow,
  };
})();
