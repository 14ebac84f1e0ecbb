// Layers of dates that a reader switches on and off: those that are off are remembered.
const KEY = "handbook.layers.v1";
const boxes = [...document.querySelectorAll("#layers input")];

const load = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
};
const keep = (off) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(off));
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
};

const show = () => {
  for (const box of boxes) {
    document.querySelector(`section[data-layer="${box.value}"]`).hidden = !box.checked;
    for (const mark of document.querySelectorAll(`.months .${box.value}`)) mark.toggleAttribute("hidden", !box.checked);
  }
};
/** A link to a date leads to it, whatever is switched off. */
const showTarget = () => {
  const layer = document.getElementById(location.hash.slice(1))?.closest("[data-layer]");
  const box = layer && boxes.find(({ value }) => value === layer.dataset.layer);
  if (!box || box.checked) return;
  box.checked = true;
  show();
  document.getElementById(location.hash.slice(1)).scrollIntoView();
};

const off = load();
for (const box of boxes) {
  box.checked = !off.includes(box.value);
  box.addEventListener("change", () => {
    keep(boxes.filter((each) => !each.checked).map((each) => each.value));
    show();
  });
}
show();
showTarget();
addEventListener("hashchange", showTarget);

document.getElementById("print").addEventListener("click", () => print());
