// An LEA as a whole: the dates of its tracks and what its choices break, as plain values.
import { judge, judgeLea, validRanges, windowOf } from "./choices.js";
import { day, isoOf } from "./days.js";
import { resolveTrack, trackOf } from "./resolution.js";

/** Numbers of days become ISO dates wherever the names say that they are days. */
const DAYS = new Set(["opens", "closes", "day", "inside", "earliest", "floor", "after", "latest"]);
const plainValues = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, DAYS.has(name) ? isoOf(value) : value]));
const plainPeriod = (period) => period && { opens: isoOf(period.opens), closes: isoOf(period.closes) };
const plainRanges = (ranges) => ranges && Object.fromEntries(Object.entries(ranges).map(([name, date]) => [name, isoOf(date)]));

/** A period as it was written, in order or not; `null` where a day of it is missing. */
const written = (period) => {
  const [opens, closes] = [day(period?.opens), day(period?.closes)];
  return opens === null || closes === null ? null : { opens, closes };
};

const assessed = (book, data) => {
  const track = trackOf(data, book.year);
  const resolved = resolveTrack(book, track);
  const window = windowOf(book, resolved);
  const period = written(data.period);
  const { least } = book.period;
  return {
    choice: { track: track.id, period: track.period, calendar: track.calendar, window },
    result: {
      id: track.id,
      total: track.calendar?.total ?? null,
      days: track.calendar && track.period ? track.calendar.between(track.period.opens, track.period.closes) : null,
      deadlines: book.order.map((id) => ({ ...resolved[id], date: resolved[id].date === null ? null : isoOf(resolved[id].date) })),
      verdicts:
        track.calendar && period
          ? judge(period, track.calendar, window, least).map((verdict) => ({
              ...verdict,
              values: plainValues(verdict.values),
              nearest: plainPeriod(verdict.nearest),
            }))
          : [],
      ranges: track.calendar ? plainRanges(validRanges(track.calendar, window, least)) : null,
    },
  };
};

/**
 * What the build says of an LEA with these tracks (`{id, first, last, off, period}`, ISO dates):
 * `{tracks: [{id, total, days, deadlines, verdicts, ranges}], tooMany}`.
 */
export const assess = (book, tracks) => {
  const found = tracks.map((track) => assessed(book, track));
  const tooMany = judgeLea(found.map(({ choice }) => choice), book.period);
  return {
    tracks: found.map(({ result }) => result),
    tooMany: tooMany && { ...tooMany, pair: tooMany.pair?.map(plainPeriod) ?? null, shared: plainPeriod(tooMany.shared) },
  };
};
