// When something that started on a day ends: sitegen/deadlines/clocks.py in the browser.
import { workingDay } from "./days.js";

/**
 * The end of a clock (an event's rule with a count) that starts on a day, no later than `cap`:
 * `{date, capped, holidays}`. With `inclusive` the start is day 1. `null` where the rule counts
 * no days.
 */
export const clockEnd = (rule, start, cap, stateHolidays) => {
  if (!rule.count || !["calendar", "working"].includes(rule.unit)) return null;
  const around = rule.inclusive ? start - Math.sign(rule.count) : start;
  let date = around + rule.count;
  let holidays = [];
  if (rule.unit === "working") {
    const found = workingDay(around, rule.count, stateHolidays);
    date = found.date;
    holidays = found.passed;
  }
  if (cap !== null && date > cap) return { date: cap, capped: true, holidays: holidays.filter((day) => day <= cap) };
  return { date, capped: false, holidays };
};
