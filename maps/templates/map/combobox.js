// Combobox: a box to type a name in and the list of what is found, for the search and for the boxes of the question.
// `input` has role="combobox" and aria-controls; `find(text)` gives hits {node, name}; `chosen(id, event)` is told what was picked.
function combobox(input, find, chosen, told = () => {}) {
  const list = byId(input.getAttribute("aria-controls"));
  let at = -1;

  function point(number) {
    at = number;
    all("li", list).forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === number));
      if (i === number) item.scrollIntoView({ block: "nearest" });
    });
    if (number >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${number}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  }
  function open() {
    const hits = find(input.value);
    list.replaceChildren(...hits.map(({ node, name }, i) => {
      const more = [name === nameOf(node) ? "" : name, kindName(node.kind)].filter(Boolean).join(" · ");
      return make("li", { id: `${list.id}-${i}`, role: "option", "aria-selected": "false", "data-pick": node.id }, nameOf(node), make("span", {}, more));
    }));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    point(hits.length ? 0 : -1);
    told(hits, Boolean(fold(input.value)));
  }
  function choose(id, event) {
    close();
    if (id) chosen(id, event);
  }
  function key(event) {
    const items = list.hidden ? [] : all("li", list);
    if (event.key === "ArrowDown" && !items.length) open();
    else if (event.key === "ArrowDown") point((at + 1) % items.length);
    else if (event.key === "ArrowUp" && items.length) point((at - 1 + items.length) % items.length);
    else if (event.key === "Enter" && items[at]) choose(items[at].dataset.pick, event);
    else if (event.key === "Escape" && (items.length || input.value)) {
      if (!items.length) input.value = "";
      close();
      told([], false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  input.addEventListener("input", open);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[data-pick]")?.dataset.pick, event));
  return { open, close };
}
