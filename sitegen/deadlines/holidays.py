"""The state holidays that a count of working days leaves out.

"Working day" is defined nowhere in the testing regulations that could be read. Taken here:
Monday to Friday, less the holidays of Government Code 19853(a), as 19853(b) moves them (one
that falls on a Sunday is kept on the Monday after; November 11 on a Saturday is kept on the
Friday before; others on a Saturday are not moved). School breaks are working days.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The ``nth`` (from 1) ``weekday`` (Monday is 0) of a month.

    A fifth that the month does not have lies in the next month.
    """
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday_of_may(year: int) -> dt.date:
    end = dt.date(year, 5, 31)
    return end - dt.timedelta(days=(end.weekday() - _MONDAY) % 7)


def _observed(day: dt.date) -> dt.date:
    if day.weekday() == _SUNDAY:
        return day + dt.timedelta(days=1)
    if (day.month, day.day) == (11, 11) and day.weekday() == _SATURDAY:
        return day - dt.timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def state_holidays(year: int) -> frozenset[dt.date]:
    """The state holidays of a calendar year, as observed."""
    dated = (
        dt.date(year, month, day) for month, day in ((1, 1), (3, 31), (7, 4), (11, 11), (12, 25))
    )
    movable = (
        nth_weekday(year, 1, _MONDAY, 3),
        nth_weekday(year, 2, _MONDAY, 3),
        _last_monday_of_may(year),
        nth_weekday(year, 9, _MONDAY, 1),
        thanksgiving := nth_weekday(year, 11, _THURSDAY, 4),
        thanksgiving + dt.timedelta(days=1),
    )
    return frozenset((*map(_observed, dated), *movable))


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, and no state holiday."""
    return day.weekday() < _SATURDAY and day not in state_holidays(day.year)


def working_day(day: dt.date, by: int) -> tuple[dt.date, tuple[dt.date, ...]]:
    """The day ``by`` working days after ``day`` (before it when negative).

    ``day`` itself is never counted; 0 gives it back. With it come the state holidays on
    weekdays that were passed over, in order.
    """
    step = dt.timedelta(days=1 if by > 0 else -1)
    passed: list[dt.date] = []
    left = abs(by)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
        elif day.weekday() < _SATURDAY:
            passed.append(day)
    return day, tuple(sorted(passed))
