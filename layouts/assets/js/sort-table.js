// Tables that sort. A header with data-sort becomes a button; a cell's data-value, or its text,
// is what counts. A cell without one comes last in both directions.
const live = document.getElementById("live");
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const said = JSON.parse(document.getElementById("sorted").textContent);

for (const table of document.querySelectorAll("table:has([data-sort])")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  let timer;

  const sort = (head) => {
    const column = heads.indexOf(head);
    const sorted = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const sign = sorted === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => {
      const cell = row.cells[column];
      return { row, key: cell.dataset.value ?? cell.textContent.trim() };
    });
    rows.sort((a, b) => (!a.key || !b.key ? !a.key - !b.key : sign * collator.compare(a.key, b.key)));
    body.append(...rows.map(({ row }) => row));
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sorted);
    live.textContent = said[sorted].replace("%(column)s", head.textContent);
    clearTimeout(timer);
    timer = setTimeout(() => (live.textContent = ""), 4000);
  };

  for (const head of heads) {
    if (!("sort" in head.dataset)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bare";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
}
