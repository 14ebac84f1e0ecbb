"""An LEA's choice of testing periods, held against the rules: verdicts and nearest valid dates.

The rules are those of 5 CCR 855: a period lies inside the available testing window of its
school or track, an LEA has at most six different ones (855(b)), and each has at least 25
consecutive instructional days (so the coordinator checklist and the older official FAQ; the
part of 855(b) that says it could not be read). A break does not interrupt them.

Pure functions of dates, without a language: the checks of an LEA's files and its page of dates
say the same, and the browser's what-if does the same sums.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sitegen.deadlines.calendars import SchoolCalendar
from sitegen.deadlines.reasons import N_
from sitegen.deadlines.resolution import LeaDeadlines
from sitegen.deadlines.tracks import LeaTrack, Period

WINDOW_OPENS = "window-opens"
WINDOW_CLOSES = "window-closes"
WINDOW_FLOOR = "window-floor"
"""The deadlines of the handbook that bound a period; one that is absent bounds nothing."""

LEAST_DAYS = 25
MOST_PERIODS = 6
_MOST_COMPARED = 40
"""Periods of which the nearest two are looked for: a bound for files that nobody means."""
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Window:
    """The available testing window of a track: first and last day, and the statewide floor.

    What is ``None`` is not known and bounds nothing.
    """

    opens: dt.date | None = None
    closes: dt.date | None = None
    floor: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing to be said of a period: its kind, and the values of its sentence by name.

    ``fault`` says whether a rule is broken; the rest is advice. ``nearest`` is the nearest
    valid period, for a fault; ``None`` where the calendar has none.
    """

    kind: str
    values: tuple[tuple[str, dt.date | int], ...]
    fault: bool = False
    nearest: Period | None = None


@dataclass(frozen=True, slots=True)
class Ranges:
    """The days on which a valid period can open, and those on which it can close."""

    opens_first: dt.date
    opens_last: dt.date
    closes_first: dt.date
    closes_last: dt.date


@dataclass(frozen=True, slots=True)
class Choice:
    """What a track has chosen, and what it chose from."""

    track: str
    period: Period | None
    calendar: SchoolCalendar | None
    window: Window


@dataclass(frozen=True, slots=True)
class TooMany:
    """An LEA with more different periods than it may have.

    ``pair`` are the two nearest ones that can be one, ``shared`` the period that does for
    both, ``tracks`` those that have either; without such a pair they are ``None`` and empty.
    """

    total: int
    most: int
    pair: tuple[Period, Period] | None
    shared: Period | None
    tracks: tuple[str, ...]


CHOICE_SENTENCES: dict[str, str] = {
    "backwards": N_("The period closes on {closes}, before it opens on {opens}."),
    "opens-without-school": N_(
        "{day} has no instruction. The first instructional day of the period is {inside}."
    ),
    "closes-without-school": N_(
        "{day} has no instruction. The last instructional day of the period is {inside}."
    ),
    "too-early": N_(
        "The period opens on {opens}, before the available window opens. The earliest day by the "
        "rule is {earliest}; check TOMS."
    ),
    "first-week": N_(
        "The period opens in the week after {floor}, in which TOMS may allow no testing. In 2026 "
        "it allowed none. The first instructional day after that week is {after}."
    ),
    "too-late": N_(
        "The period closes on {closes}, after the available window closes. The latest day by the "
        "rule is {latest}."
    ),
    "too-short": N_(
        "Instructional days in the period: {days}. A period has at least {least} in a row; a break "
        "between them does no harm."
    ),
    "too-many": N_(
        "Different periods of this LEA: {total}. At most {most} are allowed. Tracks may share one."
    ),
    "nearest": N_("The nearest valid period is {opens} to {closes}."),
    "no-nearest": N_("No period fits: too few instructional days lie in the available window."),
    "valid": N_("The period breaks no rule."),
}
"""The English sentence of each kind of verdict; catalogs translate them (domain ``ui``)."""


def window_of(deadlines: LeaDeadlines, track: str) -> Window:
    """The available window of a track, from the LEA's resolved deadlines."""

    def bound(id_: str) -> dt.date | None:
        return deadlines.on_track(id_, track).date if deadlines.by_id.get(id_) else None

    return Window(bound(WINDOW_OPENS), bound(WINDOW_CLOSES), bound(WINDOW_FLOOR))


def choices_of(tracks: Sequence[LeaTrack], deadlines: LeaDeadlines) -> tuple[Choice, ...]:
    """What each of an LEA's tracks has chosen."""
    return tuple(
        Choice(track.id, track.period, track.calendar, window_of(deadlines, track.id))
        for track in tracks
    )


def judge(period: Period, calendar: SchoolCalendar, window: Window) -> tuple[Verdict, ...]:
    """All that is to be said of a track's period, in a fixed order; empty when all is well."""
    found = list(_verdicts(period, calendar, window))
    if not any(verdict.fault for verdict in found):
        return tuple(found)
    nearest = nearest_valid(period, calendar, window)
    return tuple(
        Verdict(verdict.kind, verdict.values, True, nearest) if verdict.fault else verdict
        for verdict in found
    )


def is_valid(period: Period, calendar: SchoolCalendar, window: Window) -> bool:
    """Whether a period breaks no rule."""
    return not any(verdict.fault for verdict in _verdicts(period, calendar, window))


def _verdicts(period: Period, calendar: SchoolCalendar, window: Window) -> Iterator[Verdict]:
    opens, closes = period.opens, period.closes
    if closes < opens:
        yield Verdict("backwards", (("opens", opens), ("closes", closes)), True)
        return
    inside = calendar.on_or_after(opens)
    if opens not in calendar and inside is not None and inside <= closes:
        yield Verdict("opens-without-school", (("day", opens), ("inside", inside)))
    inside = calendar.on_or_before(closes)
    if closes not in calendar and inside is not None and inside >= opens:
        yield Verdict("closes-without-school", (("day", closes), ("inside", inside)))
    if window.opens is not None and opens < window.opens:
        yield Verdict("too-early", (("opens", opens), ("earliest", window.opens)), True)
    elif floor := window.floor:
        after = calendar.on_or_after(floor + _WEEK)
        if after is not None and floor <= opens < floor + _WEEK:
            values = (("opens", opens), ("floor", floor), ("after", after))
            yield Verdict("first-week", values)
    if window.closes is not None and closes > window.closes:
        yield Verdict("too-late", (("closes", closes), ("latest", window.closes)), True)
    days = calendar.between(opens, closes)
    if days < LEAST_DAYS:
        yield Verdict("too-short", (("days", days), ("least", LEAST_DAYS)), True)


def valid_ranges(calendar: SchoolCalendar, window: Window) -> Ranges | None:
    """The days between which a valid period can open and close; ``None`` when none fits."""
    bounds = _bounds(calendar, window)
    if bounds is None:
        return None
    first, last = bounds
    opens_last = calendar.nth(calendar.number(last) - LEAST_DAYS + 1)
    closes_first = calendar.nth(calendar.number(first) + LEAST_DAYS - 1)
    if opens_last is None or closes_first is None or opens_last < first:
        return None
    return Ranges(first, opens_last, closes_first, last)


def nearest_valid(period: Period, calendar: SchoolCalendar, window: Window) -> Period | None:
    """The valid period that keeps most of what was chosen; ``None`` when none fits.

    The opening is kept where it can be, moved into the window and to an instructional day;
    then the close in the same way; where that leaves too few days, the close moves later,
    and only when there are none left the opening earlier. Both ends are instructional days.
    Days that were exchanged are taken in their order.
    """
    if period.closes < period.opens:
        period = Period(period.closes, period.opens)
    ranges = valid_ranges(calendar, window)
    if ranges is None:
        return None
    wanted = min(max(period.opens, ranges.opens_first), ranges.opens_last)
    opens = calendar.on_or_after(wanted)
    end = calendar.on_or_before(min(period.closes, ranges.closes_last))
    if opens is None:
        return None
    least = calendar.nth(calendar.number(opens) + LEAST_DAYS - 1)
    if least is None:
        return None
    return Period(opens, max(least, end) if end is not None else least)


def _bounds(calendar: SchoolCalendar, window: Window) -> tuple[dt.date, dt.date] | None:
    """The first and the last instructional day of the window."""
    first = calendar.first if window.opens is None else calendar.on_or_after(window.opens)
    last = calendar.last if window.closes is None else calendar.on_or_before(window.closes)
    return (first, last) if first is not None and last is not None and first <= last else None


def judge_lea(choices: Sequence[Choice]) -> TooMany | None:
    """Whether an LEA has too many different periods (855(b)), and which two could be one."""
    periods = list(dict.fromkeys(one.period for one in choices if one.period is not None))
    if len(periods) <= MOST_PERIODS:
        return None
    for first, second in sorted(combinations(periods[:_MOST_COMPARED], 2), key=_distance):
        sharing = [one for one in choices if one.period in (first, second)]
        for shared in _candidates(first, second):
            if all(one.calendar and is_valid(shared, one.calendar, one.window) for one in sharing):
                tracks = tuple(one.track for one in sharing)
                return TooMany(len(periods), MOST_PERIODS, (first, second), shared, tracks)
    return TooMany(len(periods), MOST_PERIODS, None, None, ())


def _distance(pair: tuple[Period, Period]) -> int:
    first, second = pair
    opens, closes = first.opens - second.opens, first.closes - second.closes
    return abs(opens.days) + abs(closes.days)


def _candidates(first: Period, second: Period) -> tuple[Period, ...]:
    """What two periods could be as one: the days of both, then either, then what they share."""
    joined = Period(min(first.opens, second.opens), max(first.closes, second.closes))
    common = Period(max(first.opens, second.opens), min(first.closes, second.closes))
    return (joined, first, second, common)
