"""What is wrong with an LEA's calendars and selected testing periods, as Problems.

The rules for periods are in :mod:`sitegen.deadlines.choices`; here its verdicts get a place
in the LEA's file and words for whoever mends it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sitegen.content.lea_models import CalendarFile, Track
from sitegen.deadlines.calendar_checks import (
    check_track,
    check_track_ids,
    counted,
    outside,
    spoken,
)
from sitegen.deadlines.calendars import SchoolYear, school_calendar
from sitegen.deadlines.choices import (
    LEAST_DAYS,
    MOST_PERIODS,
    Choice,
    Verdict,
    judge,
    judge_lea,
    window_of,
)
from sitegen.deadlines.resolution import LeaDeadlines
from sitegen.deadlines.schedule import check_schedule
from sitegen.deadlines.tracks import Period, sound_period
from sitegen.problems import Problem, Severity, Source

_CODES = {
    "opens-without-school": "D122",
    "closes-without-school": "D122",
    "too-early": "D123",
    "first-week": "D127",
    "too-late": "D124",
    "too-short": "D125",
}
_WORDS = {
    "opens-without-school": (
        "this period opens on {day}, which has no instruction",
        "the nearest day inside it is {inside}",
    ),
    "closes-without-school": (
        "this period closes on {day}, which has no instruction",
        "the nearest day inside it is {inside}",
    ),
    "too-early": (
        "this period opens on {opens}, before the available window opens",
        "the earliest day by the rule is {earliest}: see what TOMS allows",
    ),
    "first-week": (
        "this period opens on {opens}, in the week after {floor}: TOMS may not allow it",
        "see what TOMS allows; if it is as in 2026, {after}",
    ),
    "too-late": (
        "this period closes on {closes}, after the available window closes",
        "the latest day by the rule is {latest}",
    ),
    "too-short": ("", ""),
}


def check_lea(file: CalendarFile, deadlines: LeaDeadlines) -> list[Problem]:
    """Everything that is wrong with an LEA's calendars, selected periods and local schedules.

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
        if calendar is None or any(fault.severity is Severity.ERROR for fault in faults):
            continue
        period = sound_period(track.period, year)
        if track.period is not None and period is not None:
            verdicts = judge(period, calendar, window_of(deadlines, track.id))
            found.extend(_said(verdict, period, track.period.at) for verdict in verdicts)
        found.extend(check_schedule(track, period, calendar, deadlines))
    found.extend(_too_many(file, year, deadlines))
    return found


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


def _said(verdict: Verdict, period: Period, at: Source) -> Problem:
    """A verdict in the words of a report: what is wrong, and the nearest valid dates."""
    values = dict(verdict.values)
    message, hint = _WORDS[verdict.kind]
    if verdict.kind == "too-short":
        days = values["days"]
        assert isinstance(days, int)
        message = f"this period has {counted(days, 'instructional day')}; {LEAST_DAYS} are the "
        message, hint = f"{message}fewest", _longer(period, verdict.nearest)
    else:
        shown = {
            name: spoken(value) for name, value in values.items() if isinstance(value, dt.date)
        }
        message, hint = message.format(**shown), hint.format(**shown)
        if verdict.fault:
            hint = f"{hint}; {_nearest(verdict.nearest)}"
    return Problem(_CODES[verdict.kind], at, message, hint)


def _nearest(period: Period | None) -> str:
    if period is None:
        return f"no period of {LEAST_DAYS} instructional days fits into the window"
    return f"the nearest valid period is {period.opens} to {period.closes}"


def _longer(period: Period, nearest: Period | None) -> str:
    if nearest is not None and nearest.opens == period.opens:
        end = spoken(nearest.closes)
        return f"opening on {period.opens}, it would have to close on {end} or later"
    if nearest is not None and nearest.opens < period.opens:
        return f"too few are left after {period.opens}; {_nearest(nearest)}"
    return _nearest(nearest)


def _too_many(file: CalendarFile, year: SchoolYear, deadlines: LeaDeadlines) -> Iterator[Problem]:
    """855(b)(2) counts different periods: tracks may share one. Said where the seventh stands."""
    choices: list[Choice] = []
    seventh: Source | None = None
    seen: set[Period] = set()
    for track in file.tracks:
        period = sound_period(track.period, year)
        if period is None or track.period is None:
            continue
        window = window_of(deadlines, track.id)
        choices.append(Choice(str(track.id), period, school_calendar(track, year), window))
        seen.add(period)
        if len(seen) > MOST_PERIODS and seventh is None:
            seventh = track.period.at
    found = judge_lea(choices)
    if found is None or seventh is None:
        return
    hint = "let tracks share a period: the same two days"
    if found.shared is not None:
        names = ", ".join(f"“{track}”" for track in found.tracks)
        hint = f"{names} are nearest to one: {found.shared.opens} to {found.shared.closes}"
    yield Problem(
        "D126",
        seventh,
        f"this LEA has {found.total} different selected testing periods; "
        f"{MOST_PERIODS} are the most",
        hint,
    )
