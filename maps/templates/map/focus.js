// Focus: it is never lost. Where what had it has gone, or can no longer be used, it moves to what is nearest in the same part of the page;
// a sheet that is closed gives it back to what opened it.
const REACHABLE = "a[href], button, summary, select, [type=checkbox], [type=radio], [type=range], [tabindex='0']";
const focused = { held: null, within: [], opener: null };
const canHold = (element) => Boolean(element?.isConnected) && !element.disabled && element.checkVisibility();
const isLost = () => !document.activeElement || document.activeElement === document.body || !canHold(document.activeElement);

// What was focused may be lost to a click beside it; that is no loss.
function keepFocus() {
  if (!focused.held || !isLost() || canHold(focused.held)) return;
  for (const part of focused.within) {
    if (!part.isConnected || !part.checkVisibility()) continue;
    const there = all(REACHABLE, part).filter(canHold), after = (one) => focused.held.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = focused.held.isConnected ? there.find(after) || there[there.length - 1] : there[0];
    if (next) { next.focus({ preventScroll: true }); return; }
  }
}

function rememberOpener() {
  if (!panel.contains(document.activeElement)) focused.opener = document.activeElement;
}

// Back to what opened the panel (a finger that closes it wants no keyboard); else to the picture, or to the name of the view that is shown.
function giveBack() {
  if (matchMedia("(pointer: coarse)").matches && focused.opener?.matches("[type=search], [type=text]")) focused.opener = null;
  const places = [focused.opener, byId("drawing"), document.querySelector(".views [aria-pressed='true']")];
  places.find((place) => place && place !== document.body && canHold(place))?.focus({ preventScroll: true });
}

document.addEventListener("focusin", ({ target }) => {
  focused.held = target;
  focused.within = [];
  for (let part = target.parentElement; part; part = part.parentElement) focused.within.push(part);
});
for (const event of ["click", "keydown", "keyup", "change"]) document.addEventListener(event, () => requestAnimationFrame(() => requestAnimationFrame(keepFocus)));

// The drawer of a narrow screen lies over the page: it shuts when the focus leaves it.
byId("filters").addEventListener("focusout", ({ relatedTarget: next }) => {
  if (narrow.matches && next && !byId("filters").contains(next) && next !== byId("open-filters")) closeFilters();
});
