// When a started test expires: a test and the day on which the student began, or any other clock.
import { clockEnd } from "./deadlines/clocks.js";
import { day, isoOf } from "./deadlines/days.js";
import { filled, longDate } from "./deadlines/words.js";

const lang = document.documentElement.lang;
const form = document.getElementById("clock");
const strings = JSON.parse(document.getElementById("clock-strings").textContent);
const clocks = JSON.parse(document.getElementById("clock-rules").textContent);
const field = (name) => form.elements[name];
const output = form.querySelector("output");
const periods = JSON.parse(document.getElementById("lea-calendar")?.textContent ?? '{"tracks": []}').tracks.filter(({ period }) => period);

const chosen = () => clocks.clocks.find(({ id }) => id === field("clock").value);
/** What an LEA's period closes is known for; another cap is typed in. */
const suggest = () => {
  const track = periods.find(({ id }) => id === field("track")?.value) ?? (periods.length === 1 ? periods[0] : null);
  field("cap").value = chosen().closes ?? (chosen().cap === "period-closes" ? track?.period.closes : "") ?? "";
};

const show = () => {
  const { rule, cap } = chosen();
  const start = day(field("start").value);
  form.querySelector("[data-cap]").hidden = !cap;
  if (start === null) {
    output.textContent = "";
    return;
  }
  const limit = cap ? day(field("cap").value) : null;
  const end = clockEnd(rule, start, limit, new Set(clocks.holidays.map(day)));
  if (limit !== null && start > limit) {
    output.textContent = filled(strings.over, { cap: longDate(isoOf(limit), lang) });
    return;
  }
  const said = filled(strings.ends, { date: longDate(isoOf(end.date), lang) });
  output.textContent = [said, end.capped ? strings.capped : cap && limit === null ? strings.noCap : ""].filter(Boolean).join(" ");
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (["clock", "track"].includes(event.target.name)) suggest();
  show();
});
for (const { id, name } of periods.length > 1 ? periods : []) field("track").append(new Option(name, id));
form.querySelector("[data-tracks]").hidden = periods.length < 2;
suggest();
show();
form.hidden = false;
