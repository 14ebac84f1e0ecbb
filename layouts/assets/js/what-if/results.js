// What follows from the fields: broken rules, and the dates beside those of the build.
import { longDate, sentence } from "../deadlines/words.js";
import { element, spoken } from "./elements.js";

const lang = document.documentElement.lang;

/** Which dates of a track differ from the ones before: `Map` of id to the date that it was. */
export const changes = (before, after) => {
  const was = new Map(before?.deadlines.map(({ id, date }) => [id, date]) ?? []);
  return new Map(after.deadlines.filter(({ id, date }) => was.get(id) !== undefined && was.get(id) !== date).map(({ id }) => [id, was.get(id)]));
};

const verdictParts = (data, verdict) => {
  const said = [sentence(data, verdict.kind, verdict.values, lang)];
  if (verdict.fault) {
    said.push(verdict.nearest ? sentence(data, "nearest", verdict.nearest, lang) : sentence(data, "no-nearest", {}, lang));
  }
  return said;
};

export const notice = (strings, fault, said) =>
  element(
    "div",
    { class: fault ? "notice wrong" : "notice" },
    element("p", {}, element("span", { class: "kind" }, fault ? strings.broken : strings.care), ...said.flatMap((one) => [" ", spoken("span", one)])),
  );

const date = (iso, strings) => (iso ? element("time", { datetime: iso }, longDate(iso, lang)) : strings.noDate);

const row = (data, strings, deadline, changed) => {
  const { id, reasons } = deadline;
  const why = element(
    "details",
    { class: "reason" },
    element("summary", {}, strings.why, element("span", { class: "visually-hidden" }, `: ${data.deadlines[id].text}`)),
    element("ol", {}, ...reasons.map(({ kind, ...values }) => spoken("li", sentence(data, kind, values, lang)))),
  );
  const was = changed.has(id) ? element("p", { class: "small was" }, `${strings.instead} `, date(changed.get(id), strings)) : null;
  return element(
    "tr",
    changed.has(id) ? { "data-changed": true } : {},
    element("th", { scope: "row" }, spoken("span", data.deadlines[id])),
    element("td", {}, changed.has(id) ? element("strong", {}, date(deadline.date, strings)) : date(deadline.date, strings), was, why),
  );
};

/** The verdicts and the dates of a track. */
export const trackResult = (data, strings, track, before, after) => {
  const changed = changes(before, after);
  const local = new Set(data.rules.deadlines.filter((deadline) => deadline.local).map(({ id }) => id));
  const rows = after.deadlines
    .filter(({ id, date: found }) => local.has(id) && (found || changed.has(id)))
    .sort((one, other) => (one.date ?? "9").localeCompare(other.date ?? "9"));
  return element(
    "section",
    { "aria-label": track.name || strings.track },
    element("h3", {}, track.name || strings.track),
    ...after.verdicts.map((verdict) => notice(strings, verdict.fault, verdictParts(data, verdict))),
    after.days !== null && !after.verdicts.some(({ fault }) => fault) ? element("p", {}, spoken("span", sentence(data, "valid", {}, lang), { class: "fits" })) : null,
    rows.length
      ? element(
          "div",
          { class: "table", tabindex: "0", role: "group", "aria-label": strings.what },
          element(
            "table",
            {},
            element("thead", {}, element("tr", {}, element("th", { scope: "col" }, strings.what), element("th", { scope: "col" }, strings.when))),
            element("tbody", {}, ...rows.map((deadline) => row(data, strings, deadline, changed))),
          ),
        )
      : element("p", {}, strings.noDates),
  );
};
