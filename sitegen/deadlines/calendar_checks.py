"""What can be wrong with a school calendar (codes D101 to D115)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sitegen.content.lea_models import CalendarFile, MinimumDay, NonSchool, Track
from sitegen.deadlines.calendars import (
    SchoolCalendar,
    SchoolYear,
    non_school_range,
    school_calendar,
    weekdays,
)
from sitegen.problems import Problem, Severity

MOST_ENTRIES = 400
FEWEST_USUAL, MOST_USUAL = 160, 200
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def spoken(day: dt.date) -> str:
    """A date as the messages write it: ``Saturday, 2026-10-31``."""
    return f"{_NAMES[day.weekday()]}, {day.isoformat()}"


def counted(number: int, thing: str) -> str:
    """A number with its noun: ``1 day``, ``25 days``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def outside(day: dt.date, year: SchoolYear, what: str) -> tuple[str, str]:
    """Message and hint for a day that is not in the school year."""
    return (
        f"{what} is {spoken(day)}, outside the school year {year.name}",
        f"the school year {year.name} runs from {year.first} to {year.last}",
    )


def check_track_ids(file: CalendarFile) -> Iterator[Problem]:
    """Tracks of one LEA that share an id."""
    seen: set[str] = set()
    for track in file.tracks:
        if track.id in seen:
            message = f"there are two tracks with the id “{track.id}”"
            yield Problem("D112", track.id.at, message, "give each track an id of its own")
        seen.add(track.id)


def check_track(track: Track, year: SchoolYear) -> list[Problem]:
    """Everything that is wrong with one track's days; its selected period is not looked at."""
    for what, number in (
        ("non-school entries", len(track.non_school)),
        ("minimum days", len(track.minimum_days)),
    ):
        if number > MOST_ENTRIES:
            message = f"this track lists {number} {what}; {MOST_ENTRIES} are the most"
            return [Problem("D106", track.at, message, "write days in a row as one range")]
    found = [*_bounds(track, year), *_whose(track)]
    entries: tuple[NonSchool | MinimumDay, ...] = (*track.non_school, *track.minimum_days)
    for entry in entries:
        found.extend(_entry(entry, track, year))
    found.extend(_overlaps(track))
    calendar = school_calendar(track, year)
    if calendar is not None and not any(problem.severity is Severity.ERROR for problem in found):
        found.extend(_minimum(track, calendar))
        found.extend(_edges(track, calendar))
        found.extend(_count(track, calendar))
    return found


def _bounds(track: Track, year: SchoolYear) -> Iterator[Problem]:
    days = (("first day", track.first_day), ("last day", track.last_day))
    for what, day in days:
        if day not in year:
            yield Problem("D103", track.at, *outside(day, year, f"the {what} of this track"))
    if track.last_day < track.first_day:
        yield Problem(
            "D101",
            track.at,
            f"the last day, {spoken(track.last_day)}, is before the first day, "
            f"{spoken(track.first_day)}",
            "look at the years: a school year ends in the calendar year after it began",
        )


def _whose(track: Track) -> Iterator[Problem]:
    """The schools of a track: each once, and named where the track is a program's."""
    seen: set[str] = set()
    for school in track.schools:
        if school in seen:
            hint = "name each school of a track once"
            yield Problem("D113", school.at, f"“{school}” stands twice in this track", hint)
        seen.add(school)
    if track.kind in ("nonpublic", "court", "community") and not track.schools:
        message = f"this {track.kind} track does not name its school"
        yield Problem("D115", track.at, message, "write schools: and the name of each")


def _minimum(track: Track, calendar: SchoolCalendar) -> Iterator[Problem]:
    """A minimum day is an instructional day; one without instruction is a contradiction."""
    for entry in track.minimum_days:
        found = non_school_range(entry)
        if found is None or not (calendar.first and calendar.last):
            continue
        within = calendar.first <= found[0] and found[1] <= calendar.last
        if within and weekdays(*found) and calendar.between(*found) == 0:
            yield Problem(
                "D114",
                entry.at,
                f"the minimum day “{entry.name}”, {spoken(found[0])}, has no instruction",
                "a minimum day is an instructional day: one of the two entries is misdated",
            )


def _entry(entry: NonSchool | MinimumDay, track: Track, year: SchoolYear) -> Iterator[Problem]:
    ends = [day for day in (entry.first, entry.last) if day is not None]
    if len(ends) != (2 if entry.date is None else 0):
        yield Problem(
            "D104",
            entry.at,
            f"“{entry.name}” needs either one date, or both a first and a last day",
            "write date: for a single day; first: and last: for a range",
        )
        return
    if entry.first is not None and entry.last is not None and entry.last < entry.first:
        yield Problem(
            "D102",
            entry.at,
            f"“{entry.name}” ends on {spoken(entry.last)}, before it begins on "
            f"{spoken(entry.first)}",
            "exchange the two days, or look at their years",
        )
        return
    found = non_school_range(entry)
    if found is None:
        return
    strays = [day for day in dict.fromkeys(found) if day not in year]
    for day in strays:
        yield Problem("D103", entry.at, *outside(day, year, f"a day of “{entry.name}”"))
    if not strays and track.first_day <= track.last_day:
        yield from _idle(entry, found, track)


def _idle(
    entry: NonSchool | MinimumDay, found: tuple[dt.date, dt.date], track: Track
) -> Iterator[Problem]:
    first, last = found
    effect = "is no minimum day" if isinstance(entry, MinimumDay) else "takes no school day away"
    if not weekdays(first, last):
        message = f"“{entry.name}” falls on a weekend, so it {effect}"
        hint = f"it is {spoken(first)}; if another day is off for it, write that day"
    elif last < track.first_day or first > track.last_day:
        message = f"“{entry.name}” lies outside this track, so it {effect}"
        hint = f"the track runs from {track.first_day} to {track.last_day}"
    else:
        return
    yield Problem("D108", entry.at, message, hint)


def _overlaps(track: Track) -> Iterator[Problem]:
    ranges = sorted(
        (
            (found, index)
            for index, entry in enumerate(track.non_school)
            if (found := non_school_range(entry))
        ),
    )
    if not ranges:
        return
    (_, end), widest = ranges[0]
    for (first, last), index in ranges[1:]:
        if first <= end:
            later, earlier = max(index, widest), min(index, widest)
            entry, other = track.non_school[later], track.non_school[earlier]
            yield Problem(
                "D107",
                entry.at,
                f"“{entry.name}” shares {spoken(first)} with “{other.name}”",
                "each day is taken away once; leave out one of the two",
            )
        if last > end:
            end, widest = last, index


def _edges(track: Track, calendar: SchoolCalendar) -> Iterator[Problem]:
    edges = (
        ("first", track.first_day, calendar.first),
        ("last", track.last_day, calendar.last),
    )
    for what, day, nearest in edges:
        if day not in calendar:
            yield Problem(
                "D110",
                track.at,
                f"the {what} day of this track, {spoken(day)}, has no instruction",
                f"the {what} instructional day is {spoken(nearest)}" if nearest else "",
            )


def _count(track: Track, calendar: SchoolCalendar) -> Iterator[Problem]:
    total, expected = calendar.total, track.expect_days
    if expected is None:
        if not FEWEST_USUAL <= total <= MOST_USUAL:
            yield Problem(
                "D109",
                track.at,
                f"this track has {counted(total, 'instructional day')}, which is unusual",
                f"175 to 180 are usual; if it is right, confirm it with expect-days: {total}",
            )
    elif expected != total:
        difference = total - expected
        yield Problem(
            "D105",
            track.at,
            f"this track has {counted(total, 'instructional day')} by its dates and "
            f"{expected} by expect-days: {counted(abs(difference), 'day')} too "
            f"{'many' if difference > 0 else 'few'}",
            "a non-school day is missing or misdated, or expect-days is out of date"
            if difference > 0
            else "a non-school day is listed that has school, or is misdated",
        )
