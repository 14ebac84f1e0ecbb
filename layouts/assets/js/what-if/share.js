// A what-if to hand on: as the part of the address after #, and as an LEA's calendar file.
const PLAIN = /^[A-Za-z][A-Za-z0-9-]*$/;
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const RESERVED = new Set(["true", "false", "null", "yes", "no", "on", "off", "y", "n"]);
const MOST = 400;
const KEY = "what-if=";

const scalar = (text) => (ISO.test(text) || (PLAIN.test(text) && !RESERVED.has(text.toLowerCase())) ? text : JSON.stringify(text));
const flow = (value) => {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object") return scalar(String(value));
  const parts = Object.entries(value).filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0));
  return `{${parts.map(([key, each]) => `${scalar(key)}: ${flow(each)}`).join(", ")}}`;
};
const list = (name, entries) => (entries.length ? [`    ${name}:`, ...entries.map((entry) => `      - ${flow(entry)}`)] : []);

/** A text in its languages, the original first: `{en: …, es: …}`. */
const localText = (names) => {
  const [[lang, text], ...others] = Object.entries(names);
  return { lang, text, ...(others.length ? { translations: Object.fromEntries(others) } : {}) };
};

const usualKind = ({ first, last }) => (first === last ? "holiday" : "break");
const daysOff = (off, fallback) => ({
  name: off.name || fallback,
  ...(off.first === off.last ? { date: off.first } : { first: off.first, last: off.last }),
  ...(off.kind === usualKind(off) || off.kind === "minimum" ? {} : { kind: off.kind }),
});
const testing = ({ names, ...rest }) => ({ ...rest, ...(Object.keys(names).length ? { name: localText(names) } : {}) });

/** The calendar file of `content/leas/<slug>/calendars/` with these tracks; `totals` are their days. */
export const calendarFile = (year, tracks, totals, strings) =>
  [
    `year: ${year}`,
    "tracks:",
    ...tracks.flatMap((track, at) => [
      `  - id: ${track.id}`,
      `    name: ${flow(localText(track.names))}`,
      ...(track.kind === "schools" ? [] : [`    kind: ${track.kind}`]),
      ...(track.schools.length ? [`    schools: ${flow(track.schools)}`] : []),
      `    first-day: ${track.first}`,
      `    last-day: ${track.last}`,
      ...list("non-school", track.off.map((off) => daysOff(off, strings.newOff))),
      ...list("minimum-days", track.minimum.map((off) => daysOff(off, strings.newOff))),
      `    expect-days: ${totals[at]}`,
      ...(track.period ? [`    period: ${flow(track.period)}`] : []),
      ...list("schedule", track.schedule.map(testing)),
    ]),
    "",
  ].join("\n");

const isText = (value) => typeof value === "string" && value.length <= 200;
const isDay = (value) => value === "" || value === null || (isText(value) && ISO.test(value));
const isPeriod = (value) => value === null || (typeof value === "object" && isDay(value.opens) && isDay(value.closes));
const isOff = (value) => typeof value === "object" && value !== null && isText(value.name) && isText(value.kind) && isDay(value.first) && isDay(value.last);
const isTrack = (value) =>
  typeof value === "object" &&
  value !== null &&
  isText(value.id) &&
  isDay(value.first) &&
  isDay(value.last) &&
  isPeriod(value.period) &&
  Array.isArray(value.off) &&
  value.off.length <= MOST &&
  value.off.every(isOff);

/** The state of the fields as a fragment. */
export const fragment = (tracks) =>
  KEY + encodeURIComponent(JSON.stringify(tracks.map(({ id, first, last, off, period }) => ({ id, first, last, off, period }))));

/** The tracks with the state of a fragment put in; `null` where it holds none that can be used. */
export const fromFragment = (hash, tracks) => {
  if (!hash.startsWith(`#${KEY}`)) return null;
  try {
    const found = JSON.parse(decodeURIComponent(hash.slice(KEY.length + 1)));
    if (!Array.isArray(found) || !found.every(isTrack)) return null;
    return tracks.map((track) => {
      const own = found.find(({ id }) => id === track.id);
      return own ? { ...track, first: own.first, last: own.last, off: own.off, period: own.period } : track;
    });
  } catch {
    return null;
  }
};
