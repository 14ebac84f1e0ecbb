"""School calendars, rule kinds, and the dates that follow from them, with their reasons.

Everything here is a pure function of content: no clock, no language, no file. The way
through: :func:`rule_book` of a deadline file once, :func:`resolve_statewide` once, then for
each LEA :func:`lea_tracks` of its calendar file, :func:`resolve_lea` and :func:`check_lea`.
"""

from sitegen.deadlines.calendars import SchoolCalendar, SchoolYear, calendars_of, school_calendar
from sitegen.deadlines.periods import check_lea
from sitegen.deadlines.reasons import SENTENCES, Reason
from sitegen.deadlines.resolution import (
    LeaDeadlines,
    ResolvedDeadline,
    resolve_lea,
    resolve_statewide,
)
from sitegen.deadlines.rules import RuleBook, rule_book
from sitegen.deadlines.tracks import DateRange, DayOff, LeaTrack, Period, Testing, lea_tracks

__all__ = [
    "SENTENCES",
    "DateRange",
    "DayOff",
    "LeaDeadlines",
    "LeaTrack",
    "Period",
    "Reason",
    "ResolvedDeadline",
    "RuleBook",
    "SchoolCalendar",
    "SchoolYear",
    "Testing",
    "calendars_of",
    "check_lea",
    "lea_tracks",
    "resolve_lea",
    "resolve_statewide",
    "rule_book",
    "school_calendar",
]
