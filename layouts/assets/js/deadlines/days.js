// Days as whole numbers, so that they are counted without a clock or a time zone.
// Day 0 is 1970-01-01, a Thursday. Weekdays are numbered from Monday, 0, as in the build.
const MILLISECONDS = 86_400_000;
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** The number of an ISO date; `null` for what is no date. */
export const day = (iso) => {
  if (typeof iso !== "string" || !ISO.test(iso)) return null;
  const number = Date.parse(iso) / MILLISECONDS;
  return Number.isInteger(number) && isoOf(number) === iso ? number : null;
};

/** The ISO date of a day's number. */
export const isoOf = (number) => new Date(number * MILLISECONDS).toISOString().slice(0, 10);

/** Monday is 0, Sunday 6. */
export const weekday = (number) => (((number + 3) % 7) + 7) % 7;

export const SATURDAY = 5;

/** Monday to Friday and none of the state holidays, a Set of days. */
export const isWorkingDay = (number, holidays) => weekday(number) < SATURDAY && !holidays.has(number);

/** The day `by` working days after `start` (before it when negative), and the holidays passed over. */
export const workingDay = (start, by, holidays) => {
  const step = by > 0 ? 1 : -1;
  const passed = [];
  let number = start;
  for (let left = Math.abs(by); left > 0; ) {
    number += step;
    if (isWorkingDay(number, holidays)) left -= 1;
    else if (weekday(number) < SATURDAY) passed.push(number);
  }
  return { date: number, passed: passed.sort((one, other) => one - other) };
};
