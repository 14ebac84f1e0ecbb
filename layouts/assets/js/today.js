// What depends on the reader's today: "in 12 days", this month on the strip, "Now" at home.
const strings = JSON.parse(document.getElementById("strings").textContent);
const now = new Date();
const pad = (number) => String(number).padStart(2, "0");
const month = `${now.getFullYear()}-${pad(now.getMonth() + 1)}`;
const today = `${month}-${pad(now.getDate())}`;
const DAY = 86_400_000;

/** Whole days from today to an ISO date; both are read as UTC, so no clock change counts. */
const daysUntil = (iso) => Math.round((Date.parse(iso) - Date.parse(today)) / DAY);
const words = new Intl.RelativeTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { numeric: "auto" });
const inWords = (iso) => {
  const days = daysUntil(iso);
  return Math.abs(days) < 60 ? words.format(days, "day") : words.format(Math.round(days / 30.44), "month");
};

for (const time of document.querySelectorAll("time[data-relative]")) {
  const span = document.createElement("span");
  span.className = "relative";
  span.textContent = ` (${inWords(time.dateTime)})`;
  time.after(span);
}

/** Say of each row of dates how far it is away, and mark those that are past. */
export const markRows = (root) => {
  for (const row of root.querySelectorAll("[data-date]")) {
    if (daysUntil(row.dataset.date) < 0) row.dataset.past = "";
  }
  for (const span of root.querySelectorAll("span[data-relative]")) {
    const said = inWords(span.dataset.relative);
    span.textContent = span.closest("[data-past]") ? strings.wasDue.replace("%(when)s", said) : said;
    span.hidden = false;
  }
};
markRows(document);
for (const link of document.querySelectorAll(`.strip a[data-month="${month}"]`)) {
  link.dataset.now = "";
  if (!link.hasAttribute("aria-current")) link.setAttribute("aria-current", "date");
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = ` (${strings.thisMonth})`;
  link.append(hidden);
}

// Joined late: the months that should be done by now; the others wait until the reader asks.
for (const one of document.querySelectorAll("[data-over]")) {
  one.hidden = one.dataset.over > month;
}

// A year of dates, narrowed to the next ones: home's, and an LEA's.
const list = document.getElementById("next-dates");
if (list) {
  const here = document.querySelector(`[data-now-month="${month}"]`);
  const title = document.querySelector("[data-now-title]");
  const button = document.querySelector("[data-all-dates]");
  const rows = [...list.querySelectorAll("li[id]")];
  const next = rows.filter((row) => !("past" in row.dataset)).slice(0, Number(list.dataset.next));
  const show = (all) => {
    for (const row of rows) row.hidden = !all && !next.includes(row);
    button.textContent = all ? strings.fewerDates : strings.allDates;
    button.setAttribute("aria-expanded", String(all));
  };
  const isAll = () => button.getAttribute("aria-expanded") === "true";
  const showTarget = () => {
    const row = document.getElementById(location.hash.slice(1));
    if (!row?.hidden || !list.contains(row)) return;
    show(true);
    row.scrollIntoView();
  };

  if (title && here) {
    title.textContent = strings.now.replace("%(month)s", here.dataset.name);
    here.hidden = false;
  } else if (title && next.length > 0) {
    title.textContent = strings.nextDates; // Before the year has begun.
  }
  if (next.length === 0) {
    const none = document.createElement("p");
    none.textContent = strings.noDatesLeft;
    list.before(none);
  }
  show(false);
  button.hidden = next.length === rows.length;
  button.addEventListener("click", () => show(!isAll()));
  showTarget();
  addEventListener("hashchange", showTarget);
  let before;
  addEventListener("beforeprint", () => ((before = isAll()), show(true)));
  addEventListener("afterprint", () => show(before));
}
