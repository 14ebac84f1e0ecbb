// From rules to dates, with the reasons: what sitegen/deadlines/resolution.py does for a track.
// Nothing here touches the page. Dates are numbers of days (days.js) inside, ISO texts outside.
import { schoolCalendar, soundPeriod } from "./calendars.js";
import { SATURDAY, day, isWorkingDay, isoOf, weekday, workingDay } from "./days.js";

const SURENESS = ["confirmed", "pattern", "unknown"];
const FRIDAY = 4;

/** The rules of the build (sitegen/deadlines/browser_data.py), ready to count with. */
export const ruleBook = (data) => ({
  ...data,
  holidays: new Set(data.holidays.map(day)),
  statewide: Object.fromEntries(
    data.deadlines.map(({ id, statewide }) => [id, { ...statewide, id, date: day(statewide.date) }]),
  ),
});

/** A step of the reasoning; its days become ISO texts, all else stays. */
const reason = (kind, days = {}, others = {}) => ({
  kind,
  ...Object.fromEntries(Object.entries(days).map(([name, date]) => [name, isoOf(date)])),
  ...others,
});
const unknown = (...reasons) => ({ date: null, reasons });

/** The ids of the deadlines that a rule counts from. */
const countsFrom = (rule) => [rule.of, rule["not-before"], rule.kind === "percent" && rule["not-after"]].filter(Boolean);

/** The first instructional day at whose end the percentage of all of them is completed. */
const percent = (rule, { calendar }, resolved) => {
  if (!calendar) return unknown(reason("no-calendar"));
  const parts = rule.percent * calendar.total;
  const number = Math.ceil(parts / 100);
  let date = calendar.nth(number);
  if (date === null) return unknown(reason("outside-calendar"));
  const values = { percent: rule.percent, total: calendar.total, exact: String(parts / 100), day: number };
  const reasons = [reason(parts % 100 ? "percent-arithmetic" : "percent-exact", { date }, values)];
  for (const [limitId, kind] of [
    [rule["not-before"], "floor-applied"],
    [rule["not-after"], "ceiling-applied"],
  ]) {
    if (!limitId) continue;
    const limit = resolved[limitId].date;
    if (limit === null) return unknown(reason("counts-from-unknown", {}, { deadline: limitId }), ...reasons);
    const isFloor = kind === "floor-applied";
    if (isFloor ? date >= limit : date <= limit) continue;
    const moved = isFloor ? calendar.onOrAfter(limit) : calendar.onOrBefore(limit);
    if (moved === null) return unknown(...reasons, reason("outside-calendar"));
    date = moved;
    reasons.push(reason(kind, { limit, date }, { deadline: limitId }));
  }
  return { date, reasons };
};

const firstDay = (_rule, { calendar }) => {
  if (!calendar) return unknown(reason("no-calendar"));
  if (calendar.first === null) return unknown(reason("outside-calendar"));
  return { date: calendar.first, reasons: [reason("first-instructional-day", { date: calendar.first })] };
};

/** The last instructional day; past the cap, the cap or the weekday before it. */
const lastDay = (rule, { calendar }) => {
  if (!calendar) return unknown(reason("no-calendar"));
  const { last } = calendar;
  if (last === null) return unknown(reason("outside-calendar"));
  const reasons = [reason("last-instructional-day", { date: last })];
  const limit = day(rule["not-after"]);
  if (limit === null || last <= limit) return { date: last, reasons };
  const date = limit - Math.max(weekday(limit) - FRIDAY, 0);
  return { date, reasons: [...reasons, reason("last-day-capped", { limit, date })] };
};

const selectedPeriod = (rule, { period }) => {
  if (!period) return unknown(reason("not-set-by-lea"));
  const date = period[rule.edge];
  return { date, reasons: [reason(`selected-period-${rule.edge}`, { date })] };
};

/** A date on which nobody works or teaches is said to be one; it is not moved. */
const offDay = (date, calendar, holidays) => {
  if (!isWorkingDay(date, holidays)) {
    const kind = weekday(date) >= SATURDAY ? "on-weekend" : "on-holiday";
    return [reason(kind, { date, before: workingDay(date, -1, holidays).date })];
  }
  if (!calendar || calendar.has(date)) return [];
  const before = calendar.onOrBefore(date);
  return before !== null && calendar.onOrAfter(date) !== null ? [reason("no-school", { date, before })] : [];
};

const offset = (rule, { calendar }, resolved, { holidays }) => {
  const base = resolved[rule.of];
  const start = base.date;
  const named = { deadline: rule.of };
  if (start === null) return unknown(reason("counts-from-unknown", {}, named), ...base.reasons);
  if (rule.days === 0) return { date: start, reasons: [reason("same-day", { date: start }, named), ...base.reasons] };
  const extra = [];
  let around = start;
  if (rule.inclusive) {
    around -= rule.days > 0 ? 1 : -1;
    extra.push(reason("start-day-counted", { date: start }));
  }
  let date;
  if (rule.unit === "calendar") {
    date = around + rule.days;
    extra.push(...offDay(date, calendar, holidays));
  } else if (rule.unit === "working") {
    const found = workingDay(around, rule.days, holidays);
    date = found.date;
    extra.push(reason("working-day-assumption"));
    extra.push(...found.passed.map((holiday) => reason("holiday-not-counted", { date: holiday })));
  } else {
    if (!calendar) return unknown(reason("no-calendar"));
    date = calendar.shifted(around, rule.days);
    if (date === null) return unknown(reason("outside-calendar"));
  }
  const kind = `${rule.unit}-days-${rule.days < 0 ? "before" : "after"}`;
  const counted = reason(kind, { start, date }, { ...named, days: Math.abs(rule.days) });
  return { date, reasons: [counted, ...extra] };
};

const FINDERS = {
  percent,
  "first-instructional-day": firstDay,
  "last-instructional-day": lastDay,
  "selected-period": selectedPeriod,
  offset,
};

const resolve = (deadline, book, track, resolved) => {
  const { id, rule } = deadline;
  if (!deadline.usable) return { id, date: null, status: "unknown", reasons: [reason("rule-unusable")] };
  const found = FINDERS[rule.kind](rule, track, resolved, book);
  const needed = [deadline.status, ...countsFrom(rule).map((other) => resolved[other].status)];
  const weakest = SURENESS[Math.max(...needed.map((status) => SURENESS.indexOf(status)))];
  return { id, ...found, status: found.date === null ? "unknown" : weakest };
};

/** The deadline, with the date that another rule gives for the same thing beside it. */
const compared = (found, otherId, resolved) => {
  const other = otherId ? resolved[otherId].date : null;
  if (other === null || found.date === null) return found;
  const way = found.date === other ? "same" : other < found.date ? "earlier" : "later";
  return { ...found, reasons: [...found.reasons, reason(`beside-${way}`, { other }, { deadline: otherId })] };
};

/** What the rules need of a track as a form or a file has it: `{id, first, last, off, period}`. */
export const trackOf = (data, year) => ({
  id: data.id,
  calendar: schoolCalendar(data, year),
  period: soundPeriod(data.period, year),
});

/**
 * The deadlines that a track's calendar and period give, by id: `{id, date, status, reasons}`,
 * `date` a number of days or `null`. Those that hold for the whole state are among them.
 */
export const resolveTrack = (book, track) => {
  const resolved = { ...book.statewide };
  const local = book.deadlines.filter((deadline) => deadline.local);
  for (const deadline of local) resolved[deadline.id] = resolve(deadline, book, track, resolved);
  const found = local.map(({ id, beside }) => [id, compared(resolved[id], beside, resolved)]);
  return { ...resolved, ...Object.fromEntries(found) };
};
