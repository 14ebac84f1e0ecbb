// An LEA's choice of testing periods, held against the rules: sitegen/deadlines/choices.py in the
// browser. A period is {opens, closes}, a window {opens, closes, floor}: days, or null for unknown.
const WEEK = 7;

/** The available window of a track, from its resolved deadlines. */
export const windowOf = (book, resolved) => {
  const bound = (id) => resolved[id]?.date ?? null;
  return { opens: bound(book.window.opens), closes: bound(book.window.closes), floor: bound(book.window.floor) };
};

const fault = (kind, values) => ({ kind, values, fault: true });
const advice = (kind, values) => ({ kind, values, fault: false });

const bounds = (calendar, window) => {
  const first = window.opens === null ? calendar.first : calendar.onOrAfter(window.opens);
  const last = window.closes === null ? calendar.last : calendar.onOrBefore(window.closes);
  return first !== null && last !== null && first <= last ? [first, last] : null;
};

/** The days between which a valid period can open and close; `null` when none fits. */
export const validRanges = (calendar, window, least) => {
  const found = bounds(calendar, window);
  if (!found) return null;
  const [first, last] = found;
  const opensLast = calendar.nth(calendar.number(last) - least + 1);
  const closesFirst = calendar.nth(calendar.number(first) + least - 1);
  if (opensLast === null || closesFirst === null || opensLast < first) return null;
  return { opensFirst: first, opensLast, closesFirst, closesLast: last };
};

/** The valid period that keeps most of what was chosen; `null` when none fits. */
export const nearestValid = (period, calendar, window, least) => {
  const ranges = validRanges(calendar, window, least);
  if (!ranges) return null;
  const [first, last] = [Math.min(period.opens, period.closes), Math.max(period.opens, period.closes)];
  const opens = calendar.onOrAfter(Math.min(Math.max(first, ranges.opensFirst), ranges.opensLast));
  if (opens === null) return null;
  const end = calendar.onOrBefore(Math.min(last, ranges.closesLast));
  const shortest = calendar.nth(calendar.number(opens) + least - 1);
  if (shortest === null) return null;
  return { opens, closes: end === null ? shortest : Math.max(shortest, end) };
};

const verdicts = ({ opens, closes }, calendar, window, least) => {
  if (closes < opens) return [fault("backwards", { opens, closes })];
  const found = [];
  const first = calendar.onOrAfter(opens);
  if (!calendar.has(opens) && first !== null && first <= closes) {
    found.push(advice("opens-without-school", { day: opens, inside: first }));
  }
  const last = calendar.onOrBefore(closes);
  if (!calendar.has(closes) && last !== null && last >= opens) {
    found.push(advice("closes-without-school", { day: closes, inside: last }));
  }
  if (window.opens !== null && opens < window.opens) {
    found.push(fault("too-early", { opens, earliest: window.opens }));
  } else if (window.floor !== null) {
    const { floor } = window;
    const after = calendar.onOrAfter(floor + WEEK);
    if (after !== null && floor <= opens && opens < floor + WEEK) found.push(advice("first-week", { opens, floor, after }));
  }
  if (window.closes !== null && closes > window.closes) found.push(fault("too-late", { closes, latest: window.closes }));
  const days = calendar.between(opens, closes);
  if (days < least) found.push(fault("too-short", { days, least }));
  return found;
};

/** All that is to be said of a track's period, in a fixed order; a fault has the nearest valid one. */
export const judge = (period, calendar, window, least) => {
  const found = verdicts(period, calendar, window, least);
  if (!found.some((verdict) => verdict.fault)) return found.map((verdict) => ({ ...verdict, nearest: null }));
  const nearest = nearestValid(period, calendar, window, least);
  return found.map((verdict) => ({ ...verdict, nearest: verdict.fault ? nearest : null }));
};

const isValid = (period, calendar, window, least) => !verdicts(period, calendar, window, least).some((verdict) => verdict.fault);
const same = (one, other) => one.opens === other.opens && one.closes === other.closes;
const distance = ([one, other]) => Math.abs(one.opens - other.opens) + Math.abs(one.closes - other.closes);
const candidates = (one, other) => [
  { opens: Math.min(one.opens, other.opens), closes: Math.max(one.closes, other.closes) },
  one,
  other,
  { opens: Math.max(one.opens, other.opens), closes: Math.min(one.closes, other.closes) },
];

/**
 * Whether an LEA has too many different periods, and which two could be one; `null` when not.
 * `choices` are `{track, period, calendar, window}`.
 */
export const judgeLea = (choices, { least, most }) => {
  const periods = [];
  for (const { period } of choices) {
    if (period && !periods.some((one) => same(one, period))) periods.push(period);
  }
  if (periods.length <= most) return null;
  const pairs = periods.flatMap((one, at) => periods.slice(at + 1).map((other) => [one, other]));
  pairs.sort((one, other) => distance(one) - distance(other));
  for (const pair of pairs) {
    const sharing = choices.filter(({ period }) => period && pair.some((one) => same(one, period)));
    for (const shared of candidates(...pair)) {
      if (sharing.every(({ calendar, window }) => calendar && isValid(shared, calendar, window, least))) {
        return { total: periods.length, most, pair, shared, tracks: sharing.map(({ track }) => track) };
      }
    }
  }
  return { total: periods.length, most, pair: null, shared: null, tracks: [] };
};
