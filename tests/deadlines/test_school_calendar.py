"""Counting the instructional days of a track."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

from sitegen.deadlines import SchoolCalendar, SchoolYear, calendars_of
from tests.deadlines.written import calendar_file


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def september() -> SchoolCalendar:
    """Tuesday, September 1, to Friday, September 18, 2026, without Labor Day and a Friday."""
    found = calendars_of(
        calendar_file("""
        - id: short
          name: {lang: en, text: Short}
          first-day: 2026-09-01
          last-day: 2026-09-18
          non-school:
            - {name: Labor Day, date: 2026-09-07}
            - {name: Weekend and Friday, first: 2026-09-11, last: 2026-09-13}
        """)
    )["short"]
    assert found is not None
    return found


def test_weekdays_less_non_school_days_are_instructional(september: SchoolCalendar) -> None:
    assert [one.day for one in september.days()] == [1, 2, 3, 4, 8, 9, 10, 14, 15, 16, 17, 18]
    assert september.total == 12
    assert (september.first, september.last) == (day("2026-09-01"), day("2026-09-18"))
    assert day("2026-09-07") not in september
    assert day("2026-09-12") not in september
    assert day("2026-08-31") not in september
    assert day("2026-09-21") not in september


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "2026-09-01"),
        (4, "2026-09-04"),
        (5, "2026-09-08"),
        (8, "2026-09-14"),
        (12, "2026-09-18"),
    ],
)
def test_days_are_numbered_from_one(september: SchoolCalendar, number: int, expected: str) -> None:
    assert september.nth(number) == day(expected)
    assert september.number(day(expected)) == number


@pytest.mark.parametrize("number", [0, -1, 13, 400])
def test_there_is_no_day_beyond_the_calendar(september: SchoolCalendar, number: int) -> None:
    assert september.nth(number) is None


def test_the_number_of_any_day_is_what_is_completed_at_its_end(september: SchoolCalendar) -> None:
    assert september.number(day("2026-08-01")) == 0
    assert september.number(day("2026-09-07")) == 4
    assert september.number(day("2026-12-24")) == 12
    assert september.number(dt.date.max) == 12


def test_the_nearest_instructional_days(september: SchoolCalendar) -> None:
    assert september.on_or_after(day("2026-09-05")) == day("2026-09-08")
    assert september.on_or_after(day("2026-07-05")) == day("2026-09-01")
    assert september.on_or_after(day("2026-09-19")) is None
    assert september.on_or_before(day("2026-09-13")) == day("2026-09-10")
    assert september.on_or_before(day("2026-08-31")) is None


@pytest.mark.parametrize(
    ("start", "by", "expected"),
    [
        ("2026-09-08", -1, "2026-09-04"),
        ("2026-09-08", 1, "2026-09-09"),
        ("2026-09-07", -1, "2026-09-04"),
        ("2026-09-07", 1, "2026-09-08"),
        ("2026-09-07", 0, "2026-09-07"),
        ("2026-09-01", -1, None),
        ("2026-09-18", 1, None),
        ("2026-09-14", -5, "2026-09-03"),
    ],
)
def test_shifting_never_counts_the_day_itself(
    september: SchoolCalendar, start: str, by: int, expected: str | None
) -> None:
    assert september.shifted(day(start), by) == (expected and day(expected))


def test_between_counts_both_ends(september: SchoolCalendar) -> None:
    assert september.between(day("2026-09-04"), day("2026-09-08")) == 2
    assert september.between(day("2026-09-05"), day("2026-09-07")) == 0
    assert september.between(day("2026-09-08"), day("2026-09-04")) == 0
    assert september.between(day("2020-01-01"), day("2030-01-01")) == 12


def test_a_leap_day_is_a_school_day() -> None:
    found = calendars_of(
        calendar_file(
            """
            - id: leap
              name: {lang: en, text: Leap}
              first-day: 2028-02-28
              last-day: 2028-03-01
            """,
            year="2027-28",
        )
    )["leap"]
    assert found is not None
    assert [str(one) for one in found.days()] == ["2028-02-28", "2028-02-29", "2028-03-01"]


def test_a_calendar_outside_its_year_is_no_calendar() -> None:
    file = calendar_file("""
        - {id: early, name: {lang: en, text: A}, first-day: 2026-06-30, last-day: 2027-06-01}
        - {id: late, name: {lang: en, text: B}, first-day: 2026-08-03, last-day: 2027-07-01}
        - {id: back, name: {lang: en, text: C}, first-day: 2027-06-01, last-day: 2026-08-03}
        - {id: whole, name: {lang: en, text: D}, first-day: 2026-07-01, last-day: 2027-06-30}
    """)
    found = calendars_of(file)
    assert [id_ for id_, calendar in found.items() if calendar] == ["whole"]


def test_a_year_without_school_has_no_days() -> None:
    found = calendars_of(
        calendar_file("""
        - id: empty
          name: {lang: en, text: Empty}
          first-day: 2026-09-05
          last-day: 2026-09-06
        """)
    )["empty"]
    assert found is not None
    assert (found.total, found.first, found.last, list(found.days())) == (0, None, None, [])


def test_a_calendar_is_light_and_travels(september: SchoolCalendar) -> None:
    copy = pickle.loads(pickle.dumps(september))  # noqa: S301 - our own bytes
    assert copy == september
    assert hash(copy) == hash(september)
    assert len(pickle.dumps(september)) < 300


def test_a_school_year_runs_from_july_to_june() -> None:
    year = SchoolYear.named("2027-28")
    assert (year.first, year.last) == (day("2027-07-01"), day("2028-06-30"))
    assert (year.in_month(7), year.in_month(12), year.in_month(1), year.in_month(6)) == (
        2027,
        2027,
        2028,
        2028,
    )
    assert day("2028-02-29") in year
    assert day("2028-07-01") not in year
