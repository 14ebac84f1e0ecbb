// The LEA that the reader picked, kept in this browser: home's next dates are then its own, and so
// are the dates that have passed on the page for who joined late. The rows come from the LEA's own
// page in this language, where they are rendered already.
import { markRows } from "./today.js";

const KEY = "handbook.lea.v1";
const part = (id) => document.getElementById(id);
const form = part("pick");
const said = part("pick-said");
const strings = JSON.parse(part("pick-strings").textContent);
const list = part("lea-dates");
const isLea = (value) => value !== null && typeof value === "object" && [value.id, value.title, value.url].every((each) => typeof each === "string");

const load = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return isLea(kept) && new URL(kept.url, location.origin).origin === location.origin ? kept : null;
  } catch {
    return null;
  }
};
const keep = (lea) => {
  try {
    if (lea) localStorage.setItem(KEY, JSON.stringify(lea));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
};

let leas = null;
const allLeas = async () => {
  if (!leas) {
    const answer = await fetch(form.dataset.leas);
    if (!answer.ok) throw new Error(answer.statusText);
    leas = (await answer.json()).documents;
    part("pick-list").replaceChildren(...leas.map(({ title }) => new Option(title, title)));
  }
  return leas;
};

/** The dated rows of an LEA, marked by today. An LEA that is gone, or a page that is not one, throws. */
const rowsOf = async (lea) => {
  const answer = await fetch(lea.url);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.documentElement.lang !== document.documentElement.lang) list.lang = page.documentElement.lang;
  else list.removeAttribute("lang");
  const rows = [...page.querySelectorAll("#next-dates li[data-date]")].map((row) => document.importNode(row, true));
  if (rows.length === 0) throw new Error("no dates");
  for (const row of rows) row.removeAttribute("id");
  return rows;
};

const monthLinks = [...document.querySelectorAll("[data-month-link]")].map((link) => ({ link, address: link.href }));
const showState = () => {
  form.hidden = false;
  part("picked").hidden = true;
  list.hidden = true;
  part("lea-dates-all").hidden = true;
  if (part("state-dates")) part("state-dates").hidden = false;
  for (const { link, address } of monthLinks) link.href = address;
};
const show = async (lea) => {
  let rows;
  try {
    rows = await rowsOf(lea);
  } catch {
    showState();
    said.textContent = strings.failed;
    return;
  }
  list.replaceChildren(...rows);
  markRows(list);
  const isWanted = list.dataset.wanted === "past" ? (row) => "past" in row.dataset : (row) => !("past" in row.dataset);
  const wanted = rows.filter(isWanted).slice(0, Number(list.dataset.next ?? rows.length));
  list.replaceChildren(...wanted);
  list.hidden = wanted.length === 0;
  form.hidden = true;
  part("picked").hidden = false;
  const link = part("picked").querySelector("a");
  link.href = lea.url;
  link.querySelector("bdi").textContent = lea.title;
  part("lea-dates-all").hidden = false;
  part("lea-dates-all").querySelector("a").href = `${lea.url}dates/`;
  if (part("state-dates")) part("state-dates").hidden = true;
  for (const { link: month } of monthLinks) month.href = `${lea.url}checklist/#${month.dataset.monthLink}`;
};

/** The picked LEA as this language's list has it, so that its address is that of this language. */
const here = async (kept) => {
  if (kept.lang === document.documentElement.lang) return kept;
  try {
    return (await allLeas()).find(({ id }) => id === kept.id) ?? null;
  } catch {
    return kept;
  }
};

const field = part("pick-lea");
field.addEventListener("focus", () => allLeas().catch(() => (said.textContent = strings.failed)), { once: true });
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();
const pick = async () => {
  const wanted = fold(field.value);
  if (!wanted) return;
  try {
    const every = await allLeas();
    const fitting = every.filter(({ title }) => fold(title).includes(wanted));
    const found = every.find(({ title }) => fold(title) === wanted) ?? (fitting.length === 1 ? fitting[0] : null);
    if (!found) {
      said.textContent = strings.none;
      return;
    }
    keep({ id: found.id, title: found.title, url: found.url, lang: document.documentElement.lang });
    await show(found);
    if (!form.hidden) return;
    said.textContent = strings.shown.replace("%(name)s", () => found.title);
    part("picked").querySelector("button").focus();
  } catch {
    said.textContent = strings.failed;
  }
};
form.addEventListener("submit", (event) => {
  event.preventDefault();
  pick();
});
part("picked").querySelector("button").addEventListener("click", () => {
  keep(null);
  showState();
  said.textContent = "";
  field.value = "";
  field.focus();
});

const kept = load();
if (kept) {
  const lea = await here(kept);
  if (lea) await show(lea);
  else showState();
} else showState();
