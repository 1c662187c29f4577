// Canvas: the camera and the pointer of a picture that the page paints alone, with the few methods of vis-network that it uses: for
// maps of many things. Panning by drag; zooming by wheel, two fingers or double click, at the pointer. While it moves, a picture that
// takes long to paint is moved as it is, and painted anew a fifth of the time and when it rests.
const FARTHEST = 0.008, NEAREST = 4, SLOW = 24, REST = 120;

function canvasRenderer(element, painters) {
  const canvas = make("canvas"), context = canvas.getContext("2d");
  const heard = { click: [], beforeDrawing: [], afterDrawing: [] }, fingers = new Map();
  const camera = { x: 0, y: 0, scale: 1 }, size = { width: 0, height: 0, ratio: 1 };
  let painted = { ...camera }, paintedAt = 0, cost = 0, waiting = 0, resting = 0, flight = 0, travel = 0, pinched = false;
  canvas.style.cssText = "position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; transform-origin: 0 0";
  element.append(canvas);

  const canvasToDOM = ({ x, y }) => ({ x: x * camera.scale + camera.x, y: y * camera.scale + camera.y });
  const DOMtoCanvas = ({ x, y }) => ({ x: (x - camera.x) / camera.scale, y: (y - camera.y) / camera.scale });
  const middle = () => ({ x: size.width / 2, y: size.height / 2 });

  function paint() {
    cancelAnimationFrame(waiting);
    clearTimeout(resting);
    waiting = resting = 0;
    if (!size.width || !size.height) return;
    const begun = performance.now(), by = size.ratio * camera.scale;
    painted = { ...camera };
    paintedAt = begun;
    canvas.style.transform = "";
    delete canvas.dataset.moving;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(by, 0, 0, by, size.ratio * camera.x, size.ratio * camera.y);
    for (const act of [...heard.beforeDrawing, ...painters, ...heard.afterDrawing]) act(context);
    requestAnimationFrame(() => { cost = performance.now() - begun; });
  }

  function redraw() {
    if (!waiting) waiting = requestAnimationFrame(paint);
  }

  // The camera has moved: paint, or for now only push what is painted to where it belongs.
  function moved() {
    canvas.dataset.moving = "true";
    if (cost < SLOW || performance.now() > paintedAt + 5 * cost) { redraw(); return; }
    if (waiting) return;
    const by = camera.scale / painted.scale;
    canvas.style.transform = `translate(${camera.x - painted.x * by}px, ${camera.y - painted.y * by}px) scale(${by})`;
    clearTimeout(resting);
    resting = setTimeout(redraw, REST);
  }

  function look(scale, at, to = at) {
    const point = DOMtoCanvas(at);
    camera.scale = Math.min(NEAREST, Math.max(FARTHEST, scale));
    camera.x = to.x - point.x * camera.scale;
    camera.y = to.y - point.y * camera.scale;
    moved();
  }

  function moveTo({ position = DOMtoCanvas(middle()), scale = camera.scale, animation = false }) {
    cancelAnimationFrame(flight);
    const goal = { scale, x: size.width / 2 - position.x * scale, y: size.height / 2 - position.y * scale };
    if (!animation || still.matches) { Object.assign(camera, goal); redraw(); return; }
    const from = { ...camera }, begun = performance.now();
    const fly = () => {
      const part = Math.min(1, (performance.now() - begun) / animation.duration);
      const done = part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) ** 2;
      for (const key of ["scale", "x", "y"]) camera[key] = from[key] + (goal[key] - from[key]) * done;
      if (part < 1) { flight = requestAnimationFrame(fly); moved(); } else redraw();
    };
    flight = requestAnimationFrame(fly);
  }

  function measure() {
    const ratio = Math.min(2, devicePixelRatio || 1), width = element.clientWidth, height = element.clientHeight;
    if (!width || !height || (width === size.width && height === size.height && ratio === size.ratio)) return;
    camera.x += (width - size.width) / 2;
    camera.y += (height - size.height) / 2;
    Object.assign(size, { width, height, ratio });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (paintedAt) paint(); else redraw();
  }

  const pointOf = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const held = () => {
    const [a, b = a] = fingers.values();
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
  };
  function press(event) {
    if (event.button) return;
    cancelAnimationFrame(flight);
    if (!fingers.size) { travel = 0; pinched = false; }
    fingers.set(event.pointerId, pointOf(event));
    pinched ||= fingers.size > 1;
    canvas.setPointerCapture(event.pointerId);
  }
  function drag(event) {
    if (!fingers.has(event.pointerId) || fingers.size > 2) return;
    const before = held(), last = fingers.get(event.pointerId), now = pointOf(event);
    fingers.set(event.pointerId, now);
    const after = held();
    travel += Math.hypot(now.x - last.x, now.y - last.y);
    if (fingers.size === 2) look(camera.scale * after.apart / Math.max(before.apart, 1), before, after);
    else if (travel > (event.pointerType === "mouse" ? 4 : 10)) look(camera.scale, before, after);
  }
  function release(event) {
    const known = fingers.delete(event.pointerId);
    if (!known || event.type !== "pointerup" || pinched || travel > (event.pointerType === "mouse" ? 4 : 10)) return;
    const at = pointOf(event);
    for (const act of heard.click) act({ pointer: { DOM: at, canvas: DOMtoCanvas(at) }, event });
  }
  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", drag);
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("dblclick", (event) => look(camera.scale * 1.8, pointOf(event)));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    cancelAnimationFrame(flight);
    const notches = event.deltaY * [1, 16, 240][event.deltaMode] / 100;
    look(camera.scale * Math.min(2, Math.max(0.5, Math.exp(-0.25 * notches))), pointOf(event));
  }, { passive: false });
  camera.x = element.clientWidth / 2;
  camera.y = element.clientHeight / 2;
  Object.assign(size, { width: element.clientWidth, height: element.clientHeight, ratio: 0 });
  measure();
  new ResizeObserver(measure).observe(element);
  return {
    getScale: () => camera.scale, getViewPosition: () => DOMtoCanvas(middle()),
    canvasToDOM, DOMtoCanvas, moveTo, redraw, on: (name, act) => { heard[name].push(act); },
  };
}
