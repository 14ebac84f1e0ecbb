// Filter bars. A <form data-filter="id"> narrows the items inside #id: fields named "role",
// "topic" or "kind" match an item's data- words, "text" its text, "state" its box.
const strings = JSON.parse(document.getElementById("strings").textContent);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const fits = (item, name, wanted) => {
  if (name === "text") return fold(item.textContent).includes(fold(wanted));
  if (name === "state") return item.querySelector("[data-occurrence]").checked === (wanted === "done");
  return (item.dataset[name] ?? "").split(" ").includes(wanted);
};

for (const form of document.querySelectorAll("form[data-filter]")) {
  const frame = document.getElementById(form.dataset.filter);
  const output = form.querySelector("output");
  const items = [...frame.querySelectorAll(".task, [data-item]")];
  const groups = [...frame.querySelectorAll("[data-filter-group]")];
  const say = (count) =>
    count === 0
      ? strings.noneShown
      : strings.shown.replace("%(shown)s", count).replace("%(total)s", items.length);

  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value.trim());
    const shown = items.filter((item) => wanted.every(([name, value]) => fits(item, name, value.trim())));
    const visible = new Set(shown);
    for (const item of items) item.hidden = !visible.has(item);
    for (const group of groups) group.hidden = wanted.length > 0 && !shown.some((item) => group.contains(item));
    output.textContent = wanted.length ? say(shown.length) : "";
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply(); // A browser may restore the fields of a page that one comes back to.
}
