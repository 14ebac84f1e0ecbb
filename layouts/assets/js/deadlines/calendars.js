// The instructional days of a track, counted as sitegen/deadlines/calendars.py counts them.
import { SATURDAY, day, weekday } from "./days.js";

/** Instructional days in order, numbered from 1. */
export class SchoolCalendar {
  constructor(days) {
    this.days = days;
    this.all = new Set(days);
  }

  get total() {
    return this.days.length;
  }

  get first() {
    return this.days[0] ?? null;
  }

  get last() {
    return this.days.at(-1) ?? null;
  }

  has(date) {
    return this.all.has(date);
  }

  /** How many instructional days are completed when `date` has ended. */
  number(date) {
    let low = 0;
    let high = this.days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle] <= date) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The instructional day of that number, from 1; `null` when there is none. */
  nth(number) {
    return this.days[number - 1] ?? null;
  }

  onOrAfter(date) {
    return this.nth(this.number(date - 1) + 1);
  }

  onOrBefore(date) {
    return this.nth(this.number(date));
  }

  /** The instructional day `by` days after `date`, before it when negative; `date` never counts. */
  shifted(date, by) {
    if (by === 0) return date;
    const before = this.number(date);
    if (by > 0) return this.nth(before + by);
    return this.nth(before + by + (this.has(date) ? 0 : 1));
  }

  /** How many instructional days lie from `first` to `last`, both counted. */
  between(first, last) {
    return Math.max(this.number(last) - this.number(first) + (this.has(first) ? 1 : 0), 0);
  }
}

/** Whether a day lies in the school year; `year` has ISO `first` and `last`. */
export const inYear = (date, year) => date !== null && day(year.first) <= date && date <= day(year.last);

/**
 * The calendar of a track: `{first, last, off: [{first, last}]}`, ISO dates. `null` when its first
 * and last day make no calendar; a day off whose dates are faulty takes no day away.
 */
export const schoolCalendar = (track, year) => {
  const first = day(track.first);
  const last = day(track.last);
  if (!inYear(first, year) || !inYear(last, year) || first > last) return null;
  const off = track.off
    .map((each) => ({ first: day(each.first), last: day(each.last) }))
    .filter((each) => each.first !== null && each.last !== null);
  const days = [];
  for (let date = first; date <= last; date += 1) {
    const isOff = weekday(date) >= SATURDAY || off.some((each) => each.first <= date && date <= each.last);
    if (!isOff) days.push(date);
  }
  return new SchoolCalendar(days);
};

/** A selected period whose days lie in the school year and in order; else `null`. */
export const soundPeriod = (period, year) => {
  if (!period) return null;
  const [opens, closes] = [day(period.opens), day(period.closes)];
  return inYear(opens, year) && inYear(closes, year) && opens <= closes ? { opens, closes } : null;
};
