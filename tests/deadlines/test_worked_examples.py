"""Worked examples of every rule, each with where the rule or the example was read."""

from __future__ import annotations

import datetime as dt

import pytest

from sitegen.deadlines import LeaTrack, SchoolCalendar, resolve_lea, resolve_statewide
from sitegen.deadlines.calendars import weekdays
from sitegen.deadlines.holidays import state_holidays
from tests.deadlines.written import book_of, calendar_file, problems_of, resolved_for

LAW = "5 CCR 855(a)(1)"
PERIODS = "5 CCR 855(b)"
CHECKLIST = "LEA CAASPP Coordinator Checklist 2026–27"
HOLIDAYS = "Government Code 19853(a) and (b)"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def without_breaks(total: int, first: str) -> SchoolCalendar:
    """``total`` weekdays in a row from ``first``, which is a Monday."""
    start = day(first)
    end = start + dt.timedelta(days=total // 5 * 7 + total % 5 - (1 if total % 5 else 3))
    calendar = SchoolCalendar("all", start.toordinal(), weekdays(start, end))
    assert calendar.total == total
    return calendar


@pytest.mark.parametrize(
    ("total", "exact", "number", "citation"),
    [
        (180, "118.8", 119, f"{LAW}: the day on which 66 percent are completed"),
        (150, "99", 99, f"{LAW}: reached exactly, not one day later"),
        (200, "132", 132, LAW),
        (187, "123.42", 124, LAW),
        (175, "115.5", 116, LAW),
        (176, "116.16", 117, LAW),
        (178, "117.48", 118, LAW),
        (181, "119.46", 120, LAW),
        (163, "107.58", 108, LAW),
        (225, "148.5", 149, LAW),
        (100, "66", 66, LAW),
        (50, "33", 33, LAW),
        (1, "0.66", 1, LAW),
    ],
)
def test_the_window_opens_when_66_percent_are_completed(
    total: int, exact: str, number: int, citation: str
) -> None:
    calendar = without_breaks(total, "2026-07-06")
    book = book_of("opens: {kind: percent, percent: 66}")
    lea = resolve_lea(book, resolve_statewide(book), (LeaTrack("all", calendar, None),))
    found = lea.on_track("opens", "all")
    assert found.date == calendar.nth(number), citation
    params = dict(found.reasons[0].params)
    assert (str(params["exact"]), params["day"], params["total"]) == (exact, number, total)
    assert found.reasons[0].kind == ("percent-arithmetic" if "." in exact else "percent-exact")


@pytest.mark.parametrize(
    ("year", "rule", "expected", "citation"),
    [
        ("2026-27", "{kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}", "2027-01-12", LAW),
        ("2025-26", "{kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}", "2026-01-13", LAW),
        (
            "2024-25",
            "{kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}",
            "2025-01-14",
            "coordinator email of October 15, 2024: earliest day of 2024–25",
        ),
        ("2027-28", "{kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}", "2028-01-11", LAW),
        (
            "2024-25",
            "{kind: nth-weekday, nth: 3, weekday: tuesday, month: 9}",
            "2024-09-17",
            "coordinator email of October 15, 2024: CAA for Science",
        ),
        (
            "2025-26",
            "{kind: nth-weekday, nth: 3, weekday: tuesday, month: 9}",
            "2025-09-16",
            "coordinator email of September 22, 2025: CAA for Science",
        ),
        (
            "2026-27",
            "{kind: nth-weekday, nth: 3, weekday: tuesday, month: 9}",
            "2026-09-15",
            f"{CHECKLIST}, September",
        ),
        ("2026-27", "{kind: fixed, date: 2026-12-01}", "2026-12-01", f"{CHECKLIST}, November"),
    ],
)
def test_dates_of_the_whole_state(year: str, rule: str, expected: str, citation: str) -> None:
    assert resolve_statewide(book_of(f"it: {rule}", year))["it"].date == day(expected), citation


@pytest.mark.parametrize(
    ("rule", "opens", "closes", "expected", "citation"),
    [
        (
            "{kind: offset, days: -14, unit: calendar, of: opens}",
            "2027-04-19",
            "2027-05-28",
            "2027-04-05",
            f"{CHECKLIST}, Ongoing: unlisted resources two weeks before",
        ),
        (
            "{kind: offset, days: -10, unit: working, of: opens}",
            "2027-04-19",
            "2027-05-28",
            "2027-04-05",
            "CAASPP OTAM: ten business days; no holiday lies between",
        ),
        (
            "{kind: offset, days: -10, unit: working, of: opens}",
            "2027-04-12",
            "2027-05-28",
            "2027-03-26",
            f"{HOLIDAYS}: March 31 is left out",
        ),
        (
            "{kind: offset, days: -10, unit: working, of: opens}",
            "2027-01-25",
            "2027-05-28",
            "2027-01-08",
            f"{HOLIDAYS}: the third Monday in January is left out",
        ),
        (
            "{kind: offset, days: -10, unit: working, of: opens}",
            "2027-02-22",
            "2027-05-28",
            "2027-02-05",
            f"{HOLIDAYS}: the third Monday in February is left out; 12 is not a holiday",
        ),
        (
            "{kind: offset, days: 20, unit: working, of: closes}",
            "2027-04-19",
            "2027-05-28",
            "2027-06-28",
            "5 CCR 863(a): 20 working days; Memorial Day is left out",
        ),
        (
            "{kind: offset, days: -7, unit: calendar, of: closes}",
            "2027-04-19",
            "2027-05-28",
            "2027-05-21",
            f"{CHECKLIST}, May: Appeals one week before the end",
        ),
        (
            "{kind: offset, days: 0, unit: calendar, of: closes}",
            "2027-04-19",
            "2027-05-28",
            "2027-05-28",
            f"{CHECKLIST}, May: STAIRS cases before the end",
        ),
        (
            "{kind: offset, days: -1, unit: instructional, of: opens}",
            "2027-04-12",
            "2027-05-28",
            "2027-04-02",
            "the school day before testing, behind a week of spring break",
        ),
        (
            "{kind: offset, days: 1, unit: instructional, of: closes}",
            "2027-04-12",
            "2027-05-28",
            "2027-06-01",
            "the school day after, behind Memorial Day",
        ),
    ],
)
def test_days_counted_from_the_selected_period(
    rule: str, opens: str, closes: str, expected: str, citation: str
) -> None:
    file = calendar_file(f"""
        - id: all
          name: {{lang: en, text: All}}
          first-day: 2026-08-17
          last-day: 2027-06-04
          non-school:
            - {{name: Spring break, first: 2027-04-05, last: 2027-04-09}}
            - {{name: Memorial Day, date: 2027-05-31}}
          period: {{opens: {opens}, closes: {closes}}}
    """)
    rules = f"""
        opens: {{kind: selected-period, edge: opens}}
        closes: {{kind: selected-period, edge: closes}}
        it: {rule}
    """
    assert resolved_for(file, rules).on_track("it", "all").date == day(expected), citation


@pytest.mark.parametrize(
    ("cap", "expected", "citation"),
    [
        ("2027-06-30", "2027-06-11", f"{LAW}: the last day of instruction"),
        ("2027-06-09", "2027-06-09", f"{LAW}: in no case later than the cap"),
        ("2027-06-06", "2027-06-04", f"{LAW}: the weekday before a cap on a Sunday"),
        ("2027-06-05", "2027-06-04", f"{LAW}: the weekday before a cap on a Saturday"),
    ],
)
def test_the_window_closes_with_the_last_day(cap: str, expected: str, citation: str) -> None:
    file = calendar_file("""
        - {id: all, name: {lang: en, text: All}, first-day: 2026-08-17, last-day: 2027-06-11}
    """)
    rules = f"it: {{kind: last-instructional-day, not-after: {cap}}}"
    assert resolved_for(file, rules).on_track("it", "all").date == day(expected), citation


@pytest.mark.parametrize(
    ("first", "break_", "expected", "kinds", "citation"),
    [
        (
            "2026-07-06",
            "2026-12-21, last: 2027-01-08",
            "2027-01-19",
            ["percent-arithmetic", "floor-applied"],
            f"{LAW}: never before the second Tuesday in January (here a holiday week)",
        ),
        (
            "2026-07-06",
            "2026-12-21, last: 2026-12-31",
            "2027-01-12",
            ["percent-arithmetic", "floor-applied"],
            LAW,
        ),
        ("2026-08-17", "2026-12-21, last: 2027-01-01", "2027-03-03", ["percent-arithmetic"], LAW),
    ],
)
def test_the_floor_moves_a_window_that_would_open_too_early(
    first: str, break_: str, expected: str, kinds: list[str], citation: str
) -> None:
    holiday = (
        "2027-01-12, last: 2027-01-18" if "01-08" in break_ else "2027-01-18, last: 2027-01-18"
    )
    last = "2027-03-26" if first < "2026-08" else "2027-06-04"
    file = calendar_file(f"""
        - id: all
          name: {{lang: en, text: All}}
          first-day: {first}
          last-day: {last}
          non-school:
            - {{name: Winter break, first: {break_}}}
            - {{name: January, first: {holiday}}}
    """)
    found = resolved_for(file).on_track("window-opens", "all")
    assert found.date == day(expected), citation
    assert [reason.kind for reason in found.reasons] == kinds


def test_a_break_does_not_interrupt_the_25_days() -> None:
    """A period that was really held, March 16 to April 24, 2026: 25 days with a week's break."""
    start, end = day("2025-08-18"), day("2026-06-04")
    bits = weekdays(start, end)
    for offset in range(5):
        bits &= ~(1 << (day("2026-03-30") - start).days + offset)
    calendar = SchoolCalendar("all", start.toordinal(), bits)
    assert calendar.between(day("2026-03-16"), day("2026-04-24")) == 25


@pytest.mark.parametrize(
    ("year", "observed", "plain", "citation"),
    [
        (2027, "2027-07-05", "2027-07-04", f"{HOLIDAYS}: Sunday, kept on Monday"),
        (2028, "2028-11-10", "2028-11-11", f"{HOLIDAYS}: November 11 on a Saturday"),
        (2029, "2029-11-12", "2029-11-11", f"{HOLIDAYS}: November 11 on a Sunday"),
        (2026, "2026-11-26", "2026-11-19", f"{HOLIDAYS}: the fourth Thursday in November"),
        (2026, "2026-11-27", "2026-11-28", f"{HOLIDAYS}: the day after Thanksgiving"),
        (2027, "2027-05-31", "2027-05-24", f"{HOLIDAYS}: the last Monday in May"),
        (2026, "2026-09-07", "2026-09-09", f"{HOLIDAYS}: Labor Day, not Admission Day"),
        (2027, "2027-03-31", "2027-02-12", f"{HOLIDAYS}: Cesar Chavez Day, not February 12"),
        (2028, "2028-01-01", "2027-12-31", f"{HOLIDAYS}: other Saturdays are not moved"),
    ],
)
def test_state_holidays_as_observed(year: int, observed: str, plain: str, citation: str) -> None:
    assert day(observed) in state_holidays(year), citation
    assert day(plain) not in state_holidays(day(plain).year), citation


def test_each_track_has_deadlines_of_its_own() -> None:
    file = calendar_file("""
        - {id: early, name: {lang: en, text: A}, first-day: 2026-07-20, last-day: 2027-05-28}
        - {id: late, name: {lang: en, text: B}, first-day: 2026-08-31, last-day: 2027-06-18}
        - {id: same, name: {lang: en, text: C}, first-day: 2026-08-31, last-day: 2027-06-18}
    """)
    lea = resolved_for(file)
    dates = [str(one.date) for one in lea.by_track("window-opens")]
    assert dates == ["2027-02-11", "2027-03-11", "2027-03-11"]
    assert lea.earliest("window-opens").track == "early"
    assert [
        (str(date), [one.track for one in group]) for date, group in lea.distinct("window-opens")
    ] == [("2027-02-11", ["early"]), ("2027-03-11", ["late", "same"])]
    assert [one.track for one in lea.by_track("window-floor")] == [None]
    assert lea.on_track("window-floor", "late").date == day("2027-01-12")


def test_tracks_that_share_a_period_count_once_among_the_six() -> None:
    tracks = "".join(
        f"""
        - id: t{number}
          name: {{lang: en, text: T}}
          first-day: 2026-08-17
          last-day: 2027-06-11
          period: {{opens: 2027-04-{12 + number % 5}, closes: 2027-05-28}}
        """
        for number in range(9)
    )
    assert [problem.code for problem in problems_of(tracks)] == ["D109"] * 9, PERIODS
