"""An LEA's tracks as the rules and the pages need them, read from its calendar file.

What is faulty is left out here and told by :func:`sitegen.deadlines.periods.check_lea`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.content.lea_models import (
    CalendarFile,
    LocalTesting,
    MinimumDay,
    NonSchool,
    SelectedPeriod,
    Track,
)
from sitegen.deadlines.calendars import (
    SchoolCalendar,
    SchoolYear,
    non_school_range,
    school_calendar,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A selected testing period; both days are in it."""

    opens: dt.date
    closes: dt.date


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from ``first`` to ``last``, both in it."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class DayOff:
    """A named day or range of a school calendar.

    ``kind`` is ``holiday``, ``break``, ``staff`` or ``other`` for days without instruction,
    ``minimum`` for minimum days, which are instructional.
    """

    name: str
    kind: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Testing:
    """One line of the local schedule: who is tested in what, and when; make-ups with it.

    ``names`` are its texts by language, the original first; empty where the LEA gave none, and
    the line is then named by its level, grades and subjects.
    """

    id: str
    first: dt.date
    last: dt.date
    make_ups: tuple[DateRange, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    level: str | None = None
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[DateRange, ...]:
        """Its days, then those of its make-ups, in the LEA's order."""
        return (DateRange(self.first, self.last), *self.make_ups)


@dataclass(frozen=True, slots=True)
class LeaTrack:
    """A track; ``calendar`` and ``period`` are ``None`` where the LEA has not given them soundly.

    The rules need those two; the rest is for the LEA's page of dates and its feeds.
    """

    id: str
    calendar: SchoolCalendar | None
    period: Period | None
    kind: str = "schools"
    schools: tuple[str, ...] = ()
    off: tuple[DayOff, ...] = ()
    minimum: tuple[DayOff, ...] = ()
    schedule: tuple[Testing, ...] = ()


def lea_tracks(file: CalendarFile) -> tuple[LeaTrack, ...]:
    """The tracks of a calendar file, in its order. Of two with one id, the first counts."""
    year = SchoolYear.named(file.year)
    tracks: dict[str, LeaTrack] = {}
    for track in file.tracks:
        tracks.setdefault(str(track.id), _track(track, year))
    return tuple(tracks.values())


def sound_period(period: SelectedPeriod | None, year: SchoolYear) -> Period | None:
    """A period whose days lie in the school year and in order; else ``None``."""
    if period is None or not (period.opens in year and period.closes in year):
        return None
    return Period(period.opens, period.closes) if period.opens <= period.closes else None


def _track(track: Track, year: SchoolYear) -> LeaTrack:
    return LeaTrack(
        str(track.id),
        school_calendar(track, year),
        sound_period(track.period, year),
        track.kind,
        tuple(map(str, track.schools)),
        tuple(_days_off(track.non_school)),
        tuple(_days_off(track.minimum_days)),
        tuple(_testing(each) for each in track.schedule if _in_order(each)),
    )


def _days_off(entries: Iterable[NonSchool | MinimumDay]) -> Iterator[DayOff]:
    for entry in entries:
        if found := non_school_range(entry):
            yield DayOff(str(entry.name), kind_of(entry), *found)


def kind_of(entry: NonSchool | MinimumDay) -> str:
    """What a day off is: as the LEA wrote it, or by its form (a range is a break)."""
    if isinstance(entry, MinimumDay):
        return "minimum"
    return entry.kind or ("holiday" if entry.date is not None else "break")


def _in_order(entry: LocalTesting) -> bool:
    return entry.first <= entry.last


def _testing(entry: LocalTesting) -> Testing:
    names: tuple[tuple[str, str], ...] = ()
    if entry.name is not None:
        others = ((str(tag), str(text)) for tag, text in entry.name.translations.items())
        names = ((str(entry.name.lang), str(entry.name.text)), *others)
    return Testing(
        str(entry.id),
        entry.first,
        entry.last,
        tuple(DateRange(one.first, one.last) for one in entry.make_ups if one.first <= one.last),
        names,
        entry.level,
        tuple(map(str, entry.grades)),
        tuple(entry.subjects),
        tuple(map(str, entry.assessments)),
        tuple(map(str, entry.schools)),
    )
