// The fields of the what-if: a track's first and last day, its days off, its period.
import { inYear } from "../deadlines/calendars.js";
import { day } from "../deadlines/days.js";
import { filled, longDate } from "../deadlines/words.js";
import { element } from "./elements.js";

const lang = document.documentElement.lang;
let count = 0;

/** A date field with its label and a place for what is wrong with it. */
const dateField = (label, value, onChange) => {
  const id = `what-if-${(count += 1)}`;
  const error = element("p", { id: `${id}-error`, class: "error", hidden: true });
  const input = element("input", { type: "date", id, value: value ?? "", "aria-describedby": error.id });
  input.addEventListener("input", () => onChange(input.value));
  return { node: element("div", {}, element("label", { for: id }, label), input, error), input, error };
};

const say = (field, message) => {
  field.error.textContent = message ?? "";
  field.error.hidden = !message;
  if (message) field.input.setAttribute("aria-invalid", "true");
  else field.input.removeAttribute("aria-invalid");
};

/** Two days, the second not before the first, both in the school year. */
const checkPair = (first, last, needed, strings, year) => {
  const [begin, end] = [day(first.input.value), day(last.input.value)];
  const outside = filled(strings.outside, { first: longDate(year.first, lang), last: longDate(year.last, lang) });
  const missing = needed || begin !== null || end !== null;
  say(first, begin === null ? (missing ? strings.missing : null) : inYear(begin, year) ? null : outside);
  let wrong = end === null ? (missing ? strings.missing : null) : inYear(end, year) ? null : outside;
  if (!wrong && begin !== null && end !== null && end < begin) wrong = strings.backwards;
  say(last, wrong);
};

/** Days off as a group of their own, with a button that takes them away. */
const dayOff = (off, strings, year, { changed, remove }) => {
  const first = dateField(strings.from, off.first, (value) => changed({ ...off, first: value }));
  const last = dateField(strings.to, off.last, (value) => changed({ ...off, last: value }));
  checkPair(first, last, true, strings, year);
  const check = () => checkPair(first, last, true, strings, year);
  for (const field of [first, last]) field.input.addEventListener("input", check);
  const name = off.name || strings.newOff;
  const button = element("button", { type: "button", onclick: remove }, strings.remove, element("span", { class: "visually-hidden" }, `: ${name}`));
  return element("div", { role: "group", "aria-label": name, class: "days" }, element("p", { class: "what" }, element("bdi", {}, name)), first.node, last.node, button);
};

/**
 * The fields of one track. `update(track)` is called with each change; `redraw` is asked for where
 * days off are added or taken away, with the place that gets the focus.
 */
export const trackFields = (track, strings, year, update) => {
  let now = structuredClone(track);
  const set = (changes) => {
    now = { ...now, ...changes };
    update(now);
  };
  const first = dateField(strings.firstDay, now.first, (value) => set({ first: value }));
  const last = dateField(strings.lastDay, now.last, (value) => set({ last: value }));
  const setPeriod = (changes) => {
    const period = { opens: "", closes: "", ...now.period, ...changes };
    set({ period: period.opens || period.closes ? period : null });
  };
  const opens = dateField(strings.opens, now.period?.opens, (value) => setPeriod({ opens: value }));
  const closes = dateField(strings.closes, now.period?.closes, (value) => setPeriod({ closes: value }));
  const check = () => {
    checkPair(first, last, true, strings, year);
    checkPair(opens, closes, false, strings, year);
  };
  for (const { input } of [first, last, opens, closes]) input.addEventListener("input", check);
  const list = element("div", {});
  const summary = element("summary", {});
  const add = element("button", { type: "button" }, strings.addOff);
  const draw = () => {
    summary.textContent = filled(strings.offCount, { number: now.off.length });
    list.replaceChildren(
      ...now.off.map((off, at) => {
        let own = off;
        return dayOff(off, strings, year, {
          changed: (changed) => {
            own = { ...own, first: changed.first === off.first ? own.first : changed.first, last: changed.last === off.last ? own.last : changed.last };
            set({ off: now.off.map((each, place) => (place === at ? own : each)) });
          },
          remove: () => {
            set({ off: now.off.filter((_, place) => place !== at) });
            draw();
            (list.children[Math.min(at, now.off.length - 1)]?.querySelector("button") ?? add).focus();
          },
        });
      }),
    );
  };
  add.addEventListener("click", () => {
    set({ off: [...now.off, { name: "", kind: "break", first: "", last: "" }] });
    draw();
    list.lastElementChild.querySelector("input").focus();
  });
  draw();
  check();
  return element(
    "fieldset",
    { class: "track-fields" },
    element("legend", {}, track.name || strings.track),
    element("div", { class: "days" }, first.node, last.node),
    element("div", { class: "days" }, opens.node, closes.node),
    element("details", {}, summary, list, add),
  );
};
