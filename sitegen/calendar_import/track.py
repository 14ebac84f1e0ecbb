"""Entries of a calendar file to a track: which days are off, which are short, first and last.

Nothing is guessed: an entry whose words tell nothing is left out and told. What is certain to
take no school day away (another year, a weekend, a day before school begins, a holiday inside
a break) is left out and counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sitegen.calendar_import.entries import Entry
from sitegen.calendar_import.meanings import edges, is_half_of_a_break, kind
from sitegen.deadlines.calendars import SchoolCalendar, SchoolYear, weekdays
from sitegen.deadlines.tracks import DayOff
from sitegen.problems import Problems, Source

_SATURDAY = 5
_LONGEST_BREAK = 92
KINDS = ("holiday", "break", "staff", "other", "minimum")


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a calendar file: the days of a track, and what was left out, and why."""

    first: dt.date
    last: dt.date
    off: tuple[DayOff, ...]
    minimum: tuple[DayOff, ...]
    left_out: dict[str, int] = field(default_factory=dict)
    doubtful: tuple[Entry, ...] = ()

    @property
    def calendar(self) -> SchoolCalendar:
        """The instructional days that follow."""
        bits = weekdays(self.first, self.last)
        start = self.first.toordinal()
        for day in self.off:
            low = max(day.first.toordinal() - start, 0)
            high = min(day.last, self.last).toordinal() - start
            if low <= high:
                bits &= ~(((1 << high - low + 1) - 1) << low)
        return SchoolCalendar("imported", start, bits)


class _LeftOut:
    """Counts what is left out, with the first of each reason for a report."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, Source] = {}

    def add(self, reason: str, entry_at: Source) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        self.first.setdefault(reason, entry_at)


OTHER_YEAR = "outside the school year"
WITH_SCHOOL = "days with school"
WEEKEND = "on weekends"
OUTSIDE = "before the first or after the last day"
INSIDE = "inside another break"


def understand(
    entries: Sequence[Entry],
    year: SchoolYear,
    path: str,
    problems: Problems,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Understood | None:
    """The track of a calendar file; ``None``, after saying why, where no track can be made.

    ``first_day`` and ``last_day`` are given by whoever imports, and outweigh the file.
    """
    left_out = _LeftOut()
    inside = [entry for entry in entries if _in_year(entry, year, left_out)]
    if strays := left_out.counts.get(OTHER_YEAR):
        problems.add(
            "D147",
            left_out.first[OTHER_YEAR],
            f"entries outside the school year {year.name}, which were left out: {strays}",
            f"it runs from {year.first} to {year.last}; import another year with --year",
        )
    bounds = _bounds(inside, path, problems, first_day, last_day)
    if bounds is None:
        return None
    days, doubtful = _days(inside, bounds, left_out, problems)
    off = _apart(_joined(day for day in days if day.kind != "minimum"), left_out, path)
    return Understood(
        *bounds,
        tuple(off),
        tuple(_joined(day for day in days if day.kind == "minimum")),
        left_out.counts,
        tuple(doubtful),
    )


def _in_year(entry: Entry, year: SchoolYear, left_out: _LeftOut) -> bool:
    if entry.first in year and entry.last in year:
        return True
    left_out.add(OTHER_YEAR, entry.at)
    return False


def _bounds(
    entries: Iterable[Entry],
    path: str,
    problems: Problems,
    first_day: dt.date | None,
    last_day: dt.date | None,
) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of school."""
    told: dict[str, list[Entry]] = {"first-day": [], "last-day": []}
    for entry in entries:
        for edge in edges(entry.name):
            told[edge].append(entry)
    first = first_day or _edge("first-day", told["first-day"], path, problems)
    last = last_day or _edge("last-day", told["last-day"], path, problems)
    if first is None or last is None:
        return None
    if last < first:
        message = f"the last day of school, {last}, is before the first, {first}"
        problems.add("D150", Source(path), message, "give --first-day and --last-day")
        return None
    return (first, last)


def _edge(edge: str, told: list[Entry], path: str, problems: Problems) -> dt.date | None:
    what = edge.replace("-", " ")
    if not told:
        problems.add(
            "D150",
            Source(path),
            f"this file does not tell the {what} of school",
            f"give it: --{edge} 2026-08-17"
            if edge == "first-day"
            else f"give it: --{edge} 2027-06-04",
        )
        return None
    days = {entry.first if edge == "first-day" else entry.last: entry for entry in told}
    chosen = min(days) if edge == "first-day" else max(days)
    if len(days) > 1:
        other = next(day for day in sorted(days) if day != chosen)
        problems.add(
            "D152",
            days[other].at,
            f"the {what} of school is told twice: {chosen} and {other}; {chosen} was taken",
            f"import each track on its own, or give --{edge}",
        )
    return chosen


def _days(
    entries: Iterable[Entry],
    bounds: tuple[dt.date, dt.date],
    left_out: _LeftOut,
    problems: Problems,
) -> tuple[list[DayOff], list[Entry]]:
    """The days off and the minimum days, and the entries whose meaning is in doubt."""
    days: list[DayOff] = []
    doubtful: list[Entry] = []
    for entry in entries:
        found = kind(entry.name, entry.category)
        length = (entry.last - entry.first).days + 1
        if edges(entry.name) and found != "minimum":
            continue
        if found == "school":
            left_out.add(WITH_SCHOOL, entry.at)
        elif doubt := _doubt(entry, found, length):
            code, message, hint = doubt
            problems.add(code, entry.at, message, hint)
            doubtful.append(entry)
        elif not weekdays(entry.first, entry.last):
            left_out.add(WEEKEND, entry.at)
        elif entry.last < bounds[0] or entry.first > bounds[1]:
            left_out.add(OUTSIDE, entry.at)
        else:
            assert found is not None
            days.append(DayOff(entry.name, found, entry.first, entry.last))
    return days, doubtful


def _doubt(entry: Entry, found: str | None, length: int) -> tuple[str, str, str] | None:
    """Why an entry is not taken, if it is not: code, message, hint."""
    if entry.timed and found != "minimum":
        return (
            "D149",
            f"“{entry.name}” has hours of the day, so it was not taken as a day off",
            "if the whole day is off, make it an all-day event",
        )
    if found is None:
        return (
            "D146",
            f"nothing tells whether “{entry.name}” is a day off, so it was not taken",
            "add “no school”, “staff day” or “minimum day” to its name, or enter it by hand",
        )
    if is_half_of_a_break(entry.name, length):
        return (
            "D146",
            f"“{entry.name}” tells one end of a break, not its days, so it was not taken",
            "write the break as one entry with its first and its last day",
        )
    if length > _LONGEST_BREAK:
        return (
            "D146",
            f"“{entry.name}” lasts {length} days, so it was not taken",
            "look at its two days",
        )
    return None


def _joined(days: Iterable[DayOff]) -> list[DayOff]:
    """Days of one name in a row, over a weekend too, as one range; no day twice."""
    joined: list[DayOff] = []
    for day in sorted(set(days), key=lambda one: (one.first, one.last, one.name)):
        for number, before in enumerate(joined):
            same = (before.name, before.kind) == (day.name, day.kind)
            if same and not _school_between(before.last, day.first):
                last = max(before.last, day.last)
                joined[number] = DayOff(day.name, day.kind, before.first, last)
                break
        else:
            joined.append(day)
    return joined


def _school_between(first: dt.date, last: dt.date) -> bool:
    """Whether a weekday lies between two days, neither of them counted."""
    gap = range(first.toordinal() + 1, last.toordinal())
    return any(dt.date.fromordinal(day).weekday() < _SATURDAY for day in gap)


def _apart(days: list[DayOff], left_out: _LeftOut, path: str) -> list[DayOff]:
    """Without the days that lie inside another entry."""
    kept = []
    for number, day in enumerate(days):
        around = (
            other
            for place, other in enumerate(days)
            if place != number
            and other.first <= day.first
            and day.last <= other.last
            and ((other.first, other.last) != (day.first, day.last) or place < number)
        )
        if next(around, None) is None:
            kept.append(day)
        else:
            left_out.add(INSIDE, Source(path))
    return kept
