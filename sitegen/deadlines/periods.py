"""An LEA's selected testing periods: read from its tracks, and held against the rules.

The rules are those of 5 CCR 855: a period lies inside the available testing window of its
school or track, an LEA has at most six different ones (855(b)), and each has at least 25
consecutive instructional days (so the coordinator checklist and the older official FAQ; the
part of 855(b) that says it could not be read). A break does not interrupt them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sitegen.content.lea_models import CalendarFile, SelectedPeriod, Track
from sitegen.deadlines.calendar_checks import (
    check_track,
    check_track_ids,
    counted,
    outside,
    spoken,
)
from sitegen.deadlines.calendars import SchoolCalendar, SchoolYear, school_calendar
from sitegen.deadlines.resolution import LeaDeadlines, LeaTrack, Period
from sitegen.problems import Problem, Severity

WINDOW_OPENS = "window-opens"
WINDOW_CLOSES = "window-closes"
WINDOW_FLOOR = "window-floor"
"""The deadlines of the handbook that bound a period; one that is absent bounds nothing."""

LEAST_DAYS = 25
MOST_PERIODS = 6
_WEEK = dt.timedelta(days=7)


def lea_tracks(file: CalendarFile) -> tuple[LeaTrack, ...]:
    """What the rules need of each track, in the file's order; what is faulty is ``None``.

    Of two tracks with one id, the first counts.
    """
    year = SchoolYear.named(file.year)
    tracks: dict[str, LeaTrack] = {}
    for track in file.tracks:
        calendar = school_calendar(track, year)
        tracks.setdefault(
            str(track.id), LeaTrack(str(track.id), calendar, _sound(track.period, year))
        )
    return tuple(tracks.values())


def check_lea(file: CalendarFile, deadlines: LeaDeadlines) -> list[Problem]:
    """Everything that is wrong with an LEA's calendars and selected periods.

    ``deadlines`` are the LEA's, resolved from :func:`lea_tracks` of the same file. A track
    whose calendar has an error is not held against the rules for periods.
    """
    year = SchoolYear.named(file.year)
    found = list(check_track_ids(file))
    for track in file.tracks:
        faults = check_track(track, year)
        found.extend(faults)
        found.extend(_days(track, year))
        calendar = school_calendar(track, year)
        if track.period is None or _sound(track.period, year) is None or calendar is None:
            continue
        if not any(fault.severity is Severity.ERROR for fault in faults):
            found.extend(_period(track, track.period, calendar, deadlines))
    found.extend(_too_many(file, year))
    return found


def _sound(period: SelectedPeriod | None, year: SchoolYear) -> Period | None:
    if period is None or not (period.opens in year and period.closes in year):
        return None
    return Period(period.opens, period.closes) if period.opens <= period.closes else None


def _days(track: Track, year: SchoolYear) -> Iterator[Problem]:
    period = track.period
    if period is None:
        return
    for what, day in (("opening", period.opens), ("closing", period.closes)):
        if day not in year:
            message, hint = outside(day, year, f"the {what} day of this period")
            yield Problem("D103", period.at, message, hint)
    if period.closes < period.opens:
        yield Problem(
            "D121",
            period.at,
            f"this period closes on {spoken(period.closes)}, before it opens on "
            f"{spoken(period.opens)}",
            "exchange the two days, or look at their years",
        )


def _period(
    track: Track, period: SelectedPeriod, calendar: SchoolCalendar, deadlines: LeaDeadlines
) -> Iterator[Problem]:
    yield from _no_school(period, calendar)
    earliest = _bound(deadlines, WINDOW_OPENS, track)
    latest = _bound(deadlines, WINDOW_CLOSES, track)
    if earliest and period.opens < earliest:
        yield Problem(
            "D123",
            period.at,
            f"this period opens on {spoken(period.opens)}, before the available window opens",
            f"the earliest day by the rule is {spoken(earliest)}: see what TOMS allows",
        )
    elif floor := _bound(deadlines, WINDOW_FLOOR, track):
        yield from _first_week(period, floor, calendar)
    if latest and period.closes > latest:
        yield Problem(
            "D124",
            period.at,
            f"this period closes on {spoken(period.closes)}, after the available window closes",
            f"the latest day by the rule is {spoken(latest)}",
        )
    days = calendar.between(period.opens, period.closes)
    if days < LEAST_DAYS:
        end = calendar.shifted(period.opens, LEAST_DAYS - (period.opens in calendar))
        yield Problem(
            "D125",
            period.at,
            f"this period has {counted(days, 'instructional day')}; {LEAST_DAYS} are the fewest",
            f"opening on {period.opens}, it would have to close on {spoken(end)} or later"
            if end
            else f"too few are left after {period.opens}: it must open earlier",
        )


def _bound(deadlines: LeaDeadlines, id_: str, track: Track) -> dt.date | None:
    if id_ not in deadlines.by_id:
        return None
    return deadlines.on_track(id_, track.id).date


def _no_school(period: SelectedPeriod, calendar: SchoolCalendar) -> Iterator[Problem]:
    edges = (
        ("opens", period.opens, calendar.on_or_after(period.opens)),
        ("closes", period.closes, calendar.on_or_before(period.closes)),
    )
    for what, day, nearest in edges:
        if day not in calendar:
            yield Problem(
                "D122",
                period.at,
                f"this period {what} on {spoken(day)}, which has no instruction",
                f"the nearest day inside it is {spoken(nearest)}" if nearest else "",
            )


def _first_week(
    period: SelectedPeriod, floor: dt.date, calendar: SchoolCalendar
) -> Iterator[Problem]:
    if floor <= period.opens < floor + _WEEK:
        safe = calendar.on_or_after(floor + _WEEK)
        yield Problem(
            "D127",
            period.at,
            f"this period opens on {spoken(period.opens)}, in the week after "
            f"{spoken(floor)}: TOMS may not allow it",
            f"see what TOMS allows; if it is as in 2026, {spoken(safe)}" if safe else "",
        )


def _too_many(file: CalendarFile, year: SchoolYear) -> Iterator[Problem]:
    """855(b)(2) counts different periods: tracks may share one."""
    seen: set[Period] = set()
    for track in file.tracks:
        period = _sound(track.period, year)
        if period is None or track.period is None or period in seen:
            continue
        seen.add(period)
        if len(seen) == MOST_PERIODS + 1:
            total = len({_sound(one.period, year) for one in file.tracks} - {None})
            yield Problem(
                "D126",
                track.period.at,
                f"this LEA has {total} different selected testing periods; "
                f"{MOST_PERIODS} are the most",
                "let tracks share a period: the same two days",
            )
