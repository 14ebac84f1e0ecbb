"""What an author reads for each fault of a rule: place, code, fault and way out."""

from __future__ import annotations

import pytest

from sitegen.deadlines import rule_book
from sitegen.problems import CODES
from tests.deadlines.test_calendar_problems import CALENDARS, SCHEDULES
from tests.deadlines.written import deadline_file, said

OUTSIDE = "a day from 2026-07-01 to 2027-07-31 belongs here: look at the year"

RULES = {
    "D201": (
        (
            "a: {kind: fixed, date: 2026-12-01}\n"
            "window: {kind: offset, days: 1, unit: calendar, of: windw}"
        ),
        {},
        ["13:55 D201 “window” counts from “windw”, which is no deadline | did you mean “window”?"],
    ),
    "D202 itself": (
        "a: {kind: offset, days: 1, unit: calendar, of: a}",
        {},
        [
            (
                "4:9 D202 these deadlines count from each other: a → a | one of them needs a rule "
                "that counts from none of the others"
            )
        ],
    ),
    "D202 three": (
        (
            "b: {kind: offset, days: 1, unit: calendar, of: c}\n"
            "a: {kind: percent, percent: 66, not-before: b}\n"
            "c: {kind: offset, days: 1, unit: calendar, of: a}"
        ),
        {},
        [
            (
                "4:9 D202 these deadlines count from each other: b → c → a → b | one of them "
                "needs a "
                "rule that counts from none of the others"
            )
        ],
    ),
    "D203 over": (
        "a: {kind: fixed, date: 2026-12-01}",
        {"school_years": "[2024-25, 2025-26]"},
        [
            (
                "12:20 D203 the rule of “a” holds from 2024-25 to 2025-26, not in 2026-27 | "
                "read the "
                "rule again for this year, then correct it and its school-years"
            )
        ],
    ),
    "D203 not yet": (
        "a: {kind: fixed, date: 2026-12-01}",
        {"school_years": "[2027-28]"},
        [
            (
                "12:20 D203 the rule of “a” holds from 2027-28 on, not in 2026-27 | read the rule "
                "again for this year, then correct it and its school-years"
            )
        ],
    ),
    "D204": (
        "a: {kind: fixed, date: 2026-12-01}",
        {"school_years": "[2027-28, 2026-27]"},
        [
            (
                "12:20 D204 the rule holds from 2027-28 to 2026-27, which is backwards | write the "
                "first school year first"
            )
        ],
    ),
    "D205 percent": (
        "a: {kind: percent, percent: 101}",
        {},
        ["5:11 D205 101 is no percentage of a year | 1 to 100"],
    ),
    "D205 offset": (
        "a: {kind: fixed, date: 2026-12-01}\nb: {kind: offset, days: -367, unit: working, of: a}",
        {},
        ["13:11 D205 -367 days are more than a year | -366 to 366"],
    ),
    "D205 month": (
        "a: {kind: nth-weekday, nth: 1, weekday: monday, month: 13}",
        {},
        ["5:11 D205 there is no month 13 | 1 (January) to 12 (December)"],
    ),
    "D205 sixth": (
        "a: {kind: nth-weekday, nth: 6, weekday: monday, month: 1}",
        {},
        ["5:11 D205 no month has a Monday number 6 | 1 to 5"],
    ),
    "D205 fifth": (
        "a: {kind: nth-weekday, nth: 5, weekday: tuesday, month: 1}",
        {},
        ["5:11 D205 2027-01 has no Tuesday number 5 | 1 to 4"],
    ),
    "D201 beside": (
        "a: {kind: event, count: 45, unit: calendar, not-after: b}",
        {},
        ["5:63 D201 “a” names “b”, which is no deadline"],
    ),
    "D205 inclusive": (
        (
            "a: {kind: fixed, date: 2026-12-01}\n"
            "b: {kind: offset, days: 0, unit: working, of: a, inclusive: true}"
        ),
        {},
        ["13:11 D205 0 days cannot have a day 1 | take inclusive away, or count days"],
    ),
    "D205 count": (
        "a: {kind: event, count: 24}",
        {},
        ["5:11 D205 a count has a unit, and a unit a count | count: 24, unit: hours"],
    ),
    "D205 nothing": (
        "a: {kind: event, inclusive: true}",
        {},
        ["5:11 D205 nothing is counted from this event | give its count and unit"],
    ),
    "D205 zero": (
        "a: {kind: event, count: 0, unit: hours}",
        {},
        ["5:11 D205 a count of 0 counts nothing | take it away, or count from 1"],
    ),
    "D205 hours": (
        "a: {kind: event, count: -24, unit: hours}",
        {},
        ["5:11 D205 hours are counted from the event on | write a count above 0"],
    ),
    "D205 days": (
        "a: {kind: event, count: 400, unit: calendar}",
        {},
        ["5:11 D205 400 days are more than a year | -366 to 366"],
    ),
    "D206": (
        "a: {kind: fixed, date: 2025-12-01}",
        {},
        [f"5:11 D206 Monday, 2025-12-01 is no day of the school year 2026-27 | {OUTSIDE}"],
    ),
    "D206 cap": (
        "a: {kind: last-instructional-day, not-after: 2026-06-30}",
        {},
        [f"5:11 D206 Tuesday, 2026-06-30 is no day of the school year 2026-27 | {OUTSIDE}"],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rules(name: str) -> None:
    rules, more, expected = RULES[name]
    book, problems = rule_book(deadline_file(rules, beside=None, **more))
    assert said(problems) == expected
    assert book.unusable


def test_every_code_of_the_room_has_a_case() -> None:
    cases = {name.split()[0] for name in (*CALENDARS, *SCHEDULES, *RULES)}
    # D190 is found by the checks of content, D141 to D153 by the import of calendars.
    elsewhere = {"D190", *(f"D{number}" for number in range(141, 154))}
    assert cases == {code for code in CODES if code.startswith("D")} - elsewhere
