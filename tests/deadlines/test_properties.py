"""What holds for every calendar, against a plain set of dates."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.lea_models import NonSchool, Track
from sitegen.content.models import EventRule
from sitegen.content.scalars import Marked
from sitegen.deadlines import (
    LeaTrack,
    Period,
    ResolvedDeadline,
    SchoolCalendar,
    SchoolYear,
    resolve_lea,
    resolve_statewide,
    rule_book,
    school_calendar,
)
from sitegen.deadlines.calendars import weekdays
from sitegen.deadlines.choices import (
    CHOICE_SENTENCES,
    Choice,
    Window,
    is_valid,
    judge,
    judge_lea,
    nearest_valid,
    valid_ranges,
)
from sitegen.deadlines.clocks import clock_end
from sitegen.deadlines.holidays import is_working_day, working_day
from sitegen.problems import Source
from tests.deadlines.written import WINDOW_RULES, book_of, deadline_file

YEAR = SchoolYear.named("2027-28")  # with a leap day
DAYS = [YEAR.first + dt.timedelta(days=number) for number in range(366)]
HERE = Source("content/leas/oak/calendars/2027-28.yaml", 1, 1)
BOOK = book_of(WINDOW_RULES.replace("2027-06-30", "2028-06-30"), "2027-28")
STATEWIDE = resolve_statewide(BOOK)

a_day = st.sampled_from(DAYS)
a_range = st.tuples(a_day, st.integers(0, 30))


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    first = draw(st.integers(0, 120))
    last = draw(st.integers(first, 365))
    ranges = draw(st.lists(a_range, max_size=12))
    return Track.model_validate(
        {
            "@": HERE,
            "id": Marked("t"),
            "name": {"@": HERE, "lang": "en", "text": "T"},
            "first-day": DAYS[first],
            "last-day": DAYS[last],
            "non-school": [
                {
                    "@": HERE,
                    "name": "Off",
                    "first": start,
                    "last": start + dt.timedelta(days=length),
                }
                for start, length in ranges
            ],
        }
    )


def off(entry: NonSchool) -> tuple[dt.date, dt.date]:
    assert entry.first is not None
    assert entry.last is not None
    return entry.first, entry.last


def plain(track: Track) -> list[dt.date]:
    """The instructional days, the slow way."""
    return [
        day
        for day in DAYS
        if track.first_day <= day <= track.last_day
        and day.weekday() < 5
        and not any(off(entry)[0] <= day <= off(entry)[1] for entry in track.non_school)
    ]


def counted(track: Track) -> SchoolCalendar:
    calendar = school_calendar(track, YEAR)
    assert calendar is not None
    return calendar


def resolved(calendar: SchoolCalendar, id_: str = "window-opens") -> ResolvedDeadline:
    return resolve_lea(BOOK, STATEWIDE, (LeaTrack("t", calendar, None),)).on_track(id_, "t")


@given(tracks())
def test_the_days_are_those_of_a_plain_count(track: Track) -> None:
    assert list(counted(track).days()) == plain(track)


@given(tracks(), a_day)
def test_numbers_and_neighbours_are_those_of_a_plain_count(track: Track, day: dt.date) -> None:
    calendar, days = counted(track), plain(track)
    assert (day in calendar) == (day in days)
    assert calendar.number(day) == sum(one <= day for one in days)
    assert calendar.on_or_after(day) == next((one for one in days if one >= day), None)
    assert calendar.on_or_before(day) == next((one for one in reversed(days) if one <= day), None)


@given(tracks())
def test_nth_and_number_undo_each_other(track: Track) -> None:
    calendar = counted(track)
    assert [calendar.number(day) for day in calendar.days()] == list(range(1, calendar.total + 1))
    assert [calendar.nth(one) for one in range(1, calendar.total + 1)] == list(calendar.days())


@given(tracks(), a_day, st.integers(-200, 200))
def test_a_shift_passes_exactly_that_many_school_days(track: Track, day: dt.date, by: int) -> None:
    calendar = counted(track)
    moved = calendar.shifted(day, by)
    if moved is None or by == 0:
        return
    assert moved in calendar
    low, high = min(day, moved), max(day, moved)
    assert calendar.between(low, high) - (day in calendar) == abs(by)


@given(tracks(), a_day)
def test_one_more_day_off_never_adds_a_school_day(track: Track, day: dt.date) -> None:
    more = NonSchool.model_validate({"@": HERE, "name": "Off", "date": day})
    fewer = track.model_copy(update={"non_school": (*track.non_school, more)})
    before, after = counted(track), counted(fewer)
    assert before.total - after.total == (day in before)


@given(tracks())
def test_the_window_opens_inside_the_year_and_not_too_early(track: Track) -> None:
    calendar = counted(track)
    found = resolved(calendar)
    floor = STATEWIDE["window-floor"].date
    assert floor == dt.date(2028, 1, 11)
    if found.date is None:
        assert calendar.on_or_after(floor) is None
        return
    assert found.date in calendar
    assert found.date >= floor
    completed = calendar.number(found.date)
    assert completed * 100 >= 66 * calendar.total
    if found.reasons[-1].kind != "floor-applied":
        assert (completed - 1) * 100 < 66 * calendar.total


@given(tracks(), st.integers(1, 99))
def test_a_higher_percentage_is_never_reached_earlier(track: Track, percent: int) -> None:
    calendar = counted(track)
    rules = f"""
        low: {{kind: percent, percent: {percent}}}
        high: {{kind: percent, percent: {percent + 1}}}
    """
    book = book_of(rules, "2027-28")
    lea = resolve_lea(book, resolve_statewide(book), (LeaTrack("t", calendar, None),))
    low, high = lea.on_track("low", "t").date, lea.on_track("high", "t").date
    assert (low is None) == (high is None) == (calendar.total == 0)
    if low is not None and high is not None:
        assert calendar.first is not None
        assert calendar.last is not None
        assert calendar.first <= low <= high <= calendar.last


FLOOR = dt.date(2028, 1, 11)
windows = st.builds(lambda low, high: Window(min(low, high), max(low, high), FLOOR), a_day, a_day)
periods = st.builds(Period, a_day, a_day)


@given(tracks(), periods, windows)
def test_the_nearest_period_is_valid_and_a_valid_one_is_kept(
    track: Track, period: Period, window: Window
) -> None:
    calendar = counted(track)
    nearest = nearest_valid(period, calendar, window)
    assert (nearest is None) == (valid_ranges(calendar, window) is None)
    if nearest is None:
        return
    assert is_valid(nearest, calendar, window)
    assert nearest.opens in calendar
    assert nearest.closes in calendar
    assert nearest_valid(nearest, calendar, window) == nearest
    if is_valid(period, calendar, window):
        inside = calendar.on_or_after(period.opens), calendar.on_or_before(period.closes)
        assert (nearest.opens, nearest.closes) == inside


@given(tracks(), periods, windows)
def test_no_period_fits_where_none_is_found(track: Track, period: Period, window: Window) -> None:
    calendar = counted(track)
    assert window.opens is not None
    assert window.closes is not None
    first, last = calendar.on_or_after(window.opens), calendar.on_or_before(window.closes)
    days = calendar.between(first, last) if first and last and first <= last else 0
    assert (nearest_valid(period, calendar, window) is None) == (days < 25)


@given(tracks(), periods, windows)
def test_the_ranges_are_those_of_the_valid_periods(
    track: Track, period: Period, window: Window
) -> None:
    calendar = counted(track)
    ranges = valid_ranges(calendar, window)
    school = period.opens in calendar and period.closes in calendar
    if school and is_valid(period, calendar, window):
        assert ranges is not None
        assert ranges.opens_first <= period.opens <= ranges.opens_last
        assert ranges.closes_first <= period.closes <= ranges.closes_last
    if ranges is not None:
        for edge in (
            Period(ranges.opens_first, ranges.closes_first),
            Period(ranges.opens_last, ranges.closes_last),
        ):
            assert is_valid(edge, calendar, window)
            assert calendar.between(edge.opens, edge.closes) == 25


@given(tracks(), periods, windows)
def test_a_fault_has_a_verdict_and_a_verdict_its_values(
    track: Track, period: Period, window: Window
) -> None:
    calendar = counted(track)
    verdicts = judge(period, calendar, window)
    assert any(verdict.fault for verdict in verdicts) != is_valid(period, calendar, window)
    for verdict in verdicts:
        fields = set(re.findall(r"\{(\w+)\}", CHOICE_SENTENCES[verdict.kind]))
        assert fields <= {name for name, _ in verdict.values}
        if verdict.kind == "too-short":
            days = sum(period.opens <= day <= period.closes for day in plain(track))
            assert dict(verdict.values)["days"] == days < 25


@given(st.lists(periods, max_size=12))
def test_an_lea_has_too_many_from_the_seventh_different_period_on(chosen: list[Period]) -> None:
    calendar = SchoolCalendar("t", YEAR.first.toordinal(), weekdays(YEAR.first, YEAR.last))
    choices = [
        Choice(f"t{number}", period, calendar, Window())
        for number, period in enumerate(chosen)
        if is_valid(period, calendar, Window())
    ]
    different = {choice.period for choice in choices}
    found = judge_lea(choices)
    assert (found is None) == (len(different) <= 6)
    if found is not None:
        assert found.total == len(different)
        assert found.pair is not None
        assert found.shared is not None
        assert is_valid(found.shared, calendar, Window())
        after = {found.shared if one in found.pair else one for one in different}
        assert len(after) < len(different)


@given(a_day, st.integers(1, 60), st.booleans(), st.sampled_from(["calendar", "working"]), a_day)
def test_a_clock_counts_its_days_and_keeps_its_cap(
    start: dt.date, count: int, inclusive: bool, unit: str, cap: dt.date
) -> None:
    rule = EventRule.model_validate(
        {"@": HERE, "kind": "event", "count": count, "unit": unit, "inclusive": inclusive}
    )
    free, capped = clock_end(rule, start), clock_end(rule, start, cap)
    assert free is not None
    assert capped is not None
    first = start if inclusive else start + dt.timedelta(days=1)
    run = [first + dt.timedelta(days=n) for n in range((free.date - first).days + 1)]
    assert sum(unit == "calendar" or is_working_day(day) for day in run) == count
    assert capped.date == min(free.date, cap)
    assert capped.capped == (free.date > cap)


@given(a_day, st.integers(1, 60), st.sampled_from(["calendar", "working"]))
def test_a_count_with_its_first_day_is_the_count_from_the_day_before(
    day: dt.date, days: int, unit: str
) -> None:
    before = day - dt.timedelta(days=1)
    rules = f"""
        base: {{kind: fixed, date: {day}}}
        eve: {{kind: fixed, date: {before}}}
        with: {{kind: offset, days: {days}, unit: {unit}, of: base, inclusive: true}}
        from: {{kind: offset, days: {days}, unit: {unit}, of: eve}}
    """
    if before in YEAR:
        found = resolve_statewide(book_of(rules, "2027-28"))
        assert found["with"].date == found["from"].date


@given(tracks(), a_day, a_day)
def test_resolving_twice_gives_the_same(track: Track, one: dt.date, other: dt.date) -> None:
    period = Period(min(one, other), max(one, other))
    lea_track = LeaTrack("t", counted(track), period)
    assert resolve_lea(BOOK, STATEWIDE, (lea_track,)) == resolve_lea(BOOK, STATEWIDE, (lea_track,))


@given(a_day, st.integers(-60, 60))
def test_working_days_are_counted_and_holidays_are_named(day: dt.date, by: int) -> None:
    found, passed = working_day(day, by)
    if by == 0:
        assert (found, passed) == (day, ())
        return
    step = dt.timedelta(days=1 if by > 0 else -1)
    between = [day + step * number for number in range(1, abs((found - day).days) + 1)]
    assert is_working_day(found)
    assert sum(map(is_working_day, between)) == abs(by)
    assert list(passed) == sorted(
        one for one in between if one.weekday() < 5 and not is_working_day(one)
    )


@given(st.permutations(range(5)))
def test_the_order_of_the_file_changes_no_date(order: list[int]) -> None:
    file = deadline_file(WINDOW_RULES)
    shuffled = file.model_copy(update={"deadlines": tuple(file.deadlines[i] for i in order)})
    straight, problems = rule_book(file)
    other, more = rule_book(shuffled)
    assert problems == more == []
    assert dict(resolve_statewide(straight)) == dict(resolve_statewide(other))
