"""What the browser's what-if needs of the rules and of a track, as plain data.

Dates are ISO texts, everything is JSON's own. The keys are the files' own words, so that a
rule reads here as it stands in ``content/deadlines``. Which page carries it, and how, is the
renderer's part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sitegen.deadlines.choices import (
    LEAST_DAYS,
    MOST_PERIODS,
    WINDOW_CLOSES,
    WINDOW_FLOOR,
    WINDOW_OPENS,
)
from sitegen.deadlines.holidays import state_holidays
from sitegen.deadlines.reasons import Reason
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.deadlines.rules import RuleBook
from sitegen.deadlines.tracks import DateRange, DayOff, LeaTrack, Period, Testing

Plain = dict[str, Any]


def rules_data(book: RuleBook, statewide: Mapping[str, ResolvedDeadline]) -> Plain:
    """The rules of a school year, in an order in which each follows those it counts from.

    ``statewide`` gives, for the deadlines that need no LEA, the date and the reasons that hold
    for all; those in ``local`` are computed from a track. ``holidays`` reach from the year
    before the school year to the one after it, so that counts may leave it.
    """
    year = book.year
    years = range(year.first.year - 1, year.last.year + 2)
    return {
        "year": {
            "name": year.name,
            "first": year.first.isoformat(),
            "last": year.last.isoformat(),
        },
        "period": {"least": LEAST_DAYS, "most": MOST_PERIODS},
        "window": {"opens": WINDOW_OPENS, "closes": WINDOW_CLOSES, "floor": WINDOW_FLOOR},
        "holidays": sorted(day.isoformat() for each in years for day in state_holidays(each)),
        "order": list(book.ids),
        "deadlines": [
            {
                "id": str(deadline.id),
                "rule": deadline.rule.model_dump(mode="json", by_alias=True, exclude_none=True),
                "status": str(deadline.status),
                "local": str(deadline.id) in book.local,
                "usable": str(deadline.id) not in book.unusable,
                **({"beside": found} if (found := book.beside.get(str(deadline.id))) else {}),
                "statewide": resolved_data(statewide[str(deadline.id)]),
            }
            for deadline in book.order
        ],
    }


def resolved_data(resolved: ResolvedDeadline) -> Plain:
    """A resolved deadline: its date or ``None``, its status, and its reasons."""
    return {
        "date": resolved.date.isoformat() if resolved.date else None,
        "status": str(resolved.status),
        "reasons": [reason_data(reason) for reason in resolved.reasons],
    }


def reason_data(reason: Reason) -> Plain:
    """A step of the reasoning: its kind and its values; a decimal is a text (``118.8``)."""
    return {
        "kind": reason.kind,
        **{
            name: value if isinstance(value, int | str) else str(value)
            for name, value in reason.params
        },
    }


def track_data(track: LeaTrack) -> Plain:
    """A track as the LEA gave it: what a reader may change, and what hangs on it.

    ``first`` and ``last`` are its first and last instructional day, ``total`` how many
    instructional days there are.
    """
    calendar = track.calendar
    first, last = (calendar.first, calendar.last) if calendar else (None, None)
    return {
        "id": track.id,
        "kind": track.kind,
        "schools": list(track.schools),
        "first": _day(first),
        "last": _day(last),
        "total": calendar.total if calendar else None,
        "off": [_off(each) for each in track.off],
        "minimum": [_off(each) for each in track.minimum],
        "period": _period(track.period),
        "schedule": [_testing(each) for each in track.schedule],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _off(off: DayOff) -> Plain:
    return {"name": off.name, "kind": off.kind, **_range(off)}


def _range(days: DayOff | DateRange | Testing) -> Plain:
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


def _period(period: Period | None) -> Plain | None:
    if period is None:
        return None
    return {"opens": period.opens.isoformat(), "closes": period.closes.isoformat()}


def _testing(testing: Testing) -> Plain:
    return {
        "id": testing.id,
        **_range(testing),
        "make-ups": [_range(each) for each in testing.make_ups],
        "names": dict(testing.names),
        "level": testing.level,
        "grades": list(testing.grades),
        "subjects": list(testing.subjects),
        "assessments": list(testing.assessments),
        "schools": list(testing.schools),
    }
