"""When something that started on a day ends: started tests, reports to hand on, credentials.

A clock is an event's rule with a count (:class:`sitegen.content.models.EventRule`). The build
knows no start; a page asks its reader for one, and these are the sums it does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sitegen.content.models import EventRule
from sitegen.deadlines.holidays import working_day


@dataclass(frozen=True, slots=True)
class ClockEnd:
    """The last day that is in time; whether a cap cut it short; the holidays not counted."""

    date: dt.date
    capped: bool
    holidays: tuple[dt.date, ...] = ()


def clock_end(rule: EventRule, start: dt.date, cap: dt.date | None = None) -> ClockEnd | None:
    """The end of a clock that starts on a day, no later than ``cap``.

    With ``inclusive`` the start is day 1: 15 calendar days from the 1st end on the 15th. A
    count of hours or minutes has no day, and neither has a rule without a count: ``None``.
    """
    if rule.count is None or rule.unit not in ("calendar", "working"):
        return None
    around = start
    if rule.inclusive:
        around -= dt.timedelta(days=1 if rule.count > 0 else -1)
    holidays: tuple[dt.date, ...] = ()
    if rule.unit == "calendar":
        end = around + dt.timedelta(days=rule.count)
    else:
        end, holidays = working_day(around, rule.count)
    if cap is not None and end > cap:
        return ClockEnd(cap, True, tuple(day for day in holidays if day <= cap))
    return ClockEnd(end, False, holidays)
