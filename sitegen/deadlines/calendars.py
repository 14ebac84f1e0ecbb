"""The instructional days of a track, counted.

An instructional day is a weekday from a track's first day to its last that is not listed
as a non-school day. Days are numbered from 1. A calendar is one whole number of at most 366
bits, so that it is small, hashable and quick to count in: bit *k* is set when the day *k*
days after the first one has instruction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.content.lea_models import CalendarFile, MinimumDay, NonSchool, Track

_WEEK = 7
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """July 1 to June 30, both days in it; ``name`` as in ``2026-27``."""

    name: str
    first: dt.date
    last: dt.date

    @staticmethod
    def named(name: str) -> SchoolYear:
        """The school year of a name that has the form ``2026-27``."""
        start = int(name[:4])
        return SchoolYear(str(name), dt.date(start, 7, 1), dt.date(start + 1, 6, 30))

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def in_month(self, month: int) -> int:
        """The calendar year in which this school year has the month (1 to 12)."""
        return self.first.year if month >= self.first.month else self.last.year


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The instructional days of a track. ``start`` is the ordinal of the track's first day."""

    track: str
    start: int
    bits: int

    @property
    def total(self) -> int:
        """How many instructional days the year has."""
        return self.bits.bit_count()

    @property
    def first(self) -> dt.date | None:
        return self.on_or_after(dt.date.fromordinal(self.start))

    @property
    def last(self) -> dt.date | None:
        return self._day(self.bits.bit_length() - 1) if self.bits else None

    def __contains__(self, day: dt.date) -> bool:
        offset = day.toordinal() - self.start
        return offset >= 0 and bool(self.bits >> offset & 1)

    def days(self) -> Iterator[dt.date]:
        """The instructional days in order."""
        return (
            self._day(offset) for offset in range(self.bits.bit_length()) if self.bits >> offset & 1
        )

    def number(self, day: dt.date) -> int:
        """How many instructional days are completed when ``day`` has ended."""
        offset = min(day.toordinal() - self.start, self.bits.bit_length())
        return (self.bits & ((1 << offset + 1) - 1)).bit_count() if offset >= 0 else 0

    def nth(self, number: int) -> dt.date | None:
        """The instructional day of that number, from 1; ``None`` when there is none."""
        if not 1 <= number <= self.total:
            return None
        low, high = 0, self.bits.bit_length() - 1
        while low < high:
            middle = (low + high) // 2
            if (self.bits & ((1 << middle + 1) - 1)).bit_count() < number:
                low = middle + 1
            else:
                high = middle
        return self._day(low)

    def on_or_after(self, day: dt.date) -> dt.date | None:
        """The first instructional day that is not before ``day``."""
        offset = max(day.toordinal() - self.start, 0)
        rest = self.bits >> offset
        return self._day(offset + (rest & -rest).bit_length() - 1) if rest else None

    def on_or_before(self, day: dt.date) -> dt.date | None:
        """The last instructional day that is not after ``day``."""
        return self.nth(self.number(day))

    def shifted(self, day: dt.date, by: int) -> dt.date | None:
        """The instructional day ``by`` days after ``day``, before it when negative.

        ``day`` itself is never counted; 0 gives ``day`` back. ``None`` off the calendar.
        """
        if by == 0:
            return day
        before = self.number(day)
        if by > 0:
            return self.nth(before + by)
        return self.nth(before + by + (0 if day in self else 1))

    def between(self, first: dt.date, last: dt.date) -> int:
        """How many instructional days lie from ``first`` to ``last``, both counted."""
        return max(self.number(last) - self.number(first) + (first in self), 0)

    def _day(self, offset: int) -> dt.date:
        return dt.date.fromordinal(self.start + offset)


def non_school_range(entry: NonSchool | MinimumDay) -> tuple[dt.date, dt.date] | None:
    """Both ends of an entry of days; ``None`` when it has not one date or one whole range."""
    if entry.date is not None and entry.first is None and entry.last is None:
        return (entry.date, entry.date)
    if entry.date is None and entry.first is not None and entry.last is not None:
        return (entry.first, entry.last) if entry.first <= entry.last else None
    return None


def weekdays(first: dt.date, last: dt.date) -> int:
    """Monday to Friday from ``first`` on, as bits; days after ``last`` are left out."""
    length = last.toordinal() - first.toordinal() + 1
    week = sum(1 << day for day in range(_WEEK) if (first.weekday() + day) % _WEEK < _SATURDAY)
    bits = 0
    for start in range(0, length, _WEEK):
        bits |= week << start
    return bits & ((1 << length) - 1)


def school_calendar(track: Track, year: SchoolYear) -> SchoolCalendar | None:
    """The calendar of a track; ``None`` when its first and last day make no calendar.

    Non-school entries that are faulty take no day away. What is wrong with a track is said
    by :func:`sitegen.deadlines.calendar_checks.check_track`.
    """
    first, last = track.first_day, track.last_day
    if not (first in year and last in year and first <= last):
        return None
    bits = weekdays(first, last)
    for entry in track.non_school:
        if found := non_school_range(entry):
            begin = max(found[0], first).toordinal() - first.toordinal()
            end = min(found[1], last).toordinal() - first.toordinal()
            if begin <= end:
                bits &= ~(((1 << end - begin + 1) - 1) << begin)
    return SchoolCalendar(str(track.id), first.toordinal(), bits)


def calendars_of(file: CalendarFile) -> Mapping[str, SchoolCalendar | None]:
    """The calendar of each track by its id, in the file's order."""
    year = SchoolYear.named(file.year)
    return {str(track.id): school_calendar(track, year) for track in file.tracks}
