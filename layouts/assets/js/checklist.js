// Ticks, kept in this browser by the LEA, the year and the occurrence's id.
const strings = JSON.parse(document.getElementById("strings").textContent);
const frame = document.querySelector("[data-scope][data-year]");
const live = document.getElementById("live");
const key = `handbook.ticks.v1/${frame.dataset.scope}/${frame.dataset.year}`;
const boxes = [...frame.querySelectorAll("[data-occurrence]")];
const numbers = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);

/** What is ticked: the id of the occurrence to the day on which it was. */
const load = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
};
const keep = (ticks) => {
  try {
    localStorage.setItem(key, JSON.stringify(ticks));
    return true;
  } catch {
    return false;
  }
};

const showProgress = () => {
  for (const part of document.querySelectorAll("[data-progress]")) {
    const inside = [...document.getElementById(part.dataset.progress).querySelectorAll("[data-occurrence]")];
    const done = inside.filter((box) => box.checked).length;
    const bar = part.querySelector("progress");
    bar.max = Math.max(inside.length, 1);
    bar.value = done;
    part.querySelector("span").textContent = strings.progress
      .replace("%(done)s", numbers.format(done))
      .replace("%(total)s", numbers.format(inside.length));
    part.hidden = inside.length === 0;
  }
};
const showTicks = () => {
  const ticks = load();
  for (const box of boxes) box.checked = Object.hasOwn(ticks, box.dataset.occurrence);
  showProgress();
};

let timer;
const announce = (text) => {
  live.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => (live.textContent = ""), 4000);
};

frame.addEventListener("change", (event) => {
  const box = event.target.closest("[data-occurrence]");
  if (!box) return;
  const { [box.dataset.occurrence]: _, ...others } = load();
  const kept = keep(box.checked ? { ...others, [box.dataset.occurrence]: new Date().toISOString().slice(0, 10) } : others);
  showProgress();
  const task = document.getElementById(box.getAttribute("aria-labelledby")).textContent.trim();
  const said = (box.checked ? strings.ticked : strings.unticked).replace("%(task)s", () => task);
  announce(kept ? said : strings.notKept);
});
addEventListener("storage", (event) => event.key === key && showTicks());
showTicks();
