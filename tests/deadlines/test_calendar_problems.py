"""What an author reads for each fault of a calendar or period: place, code, fault and way out."""

from __future__ import annotations

import pytest

from tests.deadlines.written import problems_of, said

# A track without a fault, in which one line is replaced or added. Its first line is line 3.
TRACK = {
    "id": "- id: all",
    "name": "  name: {lang: en, text: All}",
    "first-day": "  first-day: 2026-08-17",
    "last-day": "  last-day: 2027-06-04",
    "non-school": """\
  non-school:
    - {name: Autumn, first: 2026-10-05, last: 2026-10-16}
    - {name: Winter, first: 2026-12-21, last: 2027-01-08}""",
    "expect-days": "  expect-days: 185",
    "period": "  period: {opens: 2027-04-12, closes: 2027-05-28}",
}


def track(**changes: str) -> str:
    lines = {**TRACK, **{name.replace("_", "-"): text for name, text in changes.items()}}
    return "\n".join(text for text in lines.values() if text)


def breaks(*entries: str) -> str:
    return track(
        non_school="  non-school:\n" + "\n".join(f"    - {{{one}}}" for one in entries),
        expect_days="",
    )


YEAR = "the school year 2026-27 runs from 2026-07-01 to 2027-06-30"

CALENDARS = {
    "D101": (
        track(last_day="  last-day: 2026-08-14"),
        [
            (
                "3:3 D101 the last day, Friday, 2026-08-14, is before the first day, Monday, "
                "2026-08-17 | look at the years: a school year ends in the calendar year after it "
                "began"
            )
        ],
    ),
    "D102": (
        breaks("name: Winter, first: 2027-01-08, last: 2026-12-21"),
        [
            (
                "8:7 D102 “Winter” ends on Monday, 2026-12-21, before it begins on Friday, "
                "2027-01-08 | exchange the two days, or look at their years"
            )
        ],
    ),
    "D103 track": (
        track(first_day="  first-day: 2025-08-18"),
        [
            (
                "3:3 D103 the first day of this track is Monday, 2025-08-18, outside the "
                "school year "
                f"2026-27 | {YEAR}"
            )
        ],
    ),
    "D103 entry": (
        breaks("name: Winter, first: 2026-12-21, last: 2028-01-07"),
        [
            (
                "8:7 D103 a day of “Winter” is Friday, 2028-01-07, outside the school year 2026-27 "
                f"| {YEAR}"
            )
        ],
    ),
    "D103 period": (
        track(period="  period: {opens: 2026-04-13, closes: 2027-05-28}"),
        [
            (
                "11:11 D103 the opening day of this period is Monday, 2026-04-13, outside the "
                "school "
                f"year 2026-27 | {YEAR}"
            )
        ],
    ),
    "D104 neither": (
        breaks("name: Winter"),
        [
            (
                "8:7 D104 “Winter” needs either one date, or both a first and a last day | write "
                "date: for a single day; first: and last: for a range"
            )
        ],
    ),
    "D104 half": (
        breaks("name: Winter, first: 2026-12-21"),
        [
            (
                "8:7 D104 “Winter” needs either one date, or both a first and a last day | write "
                "date: for a single day; first: and last: for a range"
            )
        ],
    ),
    "D104 both": (
        breaks("name: Winter, date: 2026-12-21, first: 2026-12-21, last: 2026-12-22"),
        [
            (
                "8:7 D104 “Winter” needs either one date, or both a first and a last day | write "
                "date: for a single day; first: and last: for a range"
            )
        ],
    ),
    "D105 many": (
        track(expect_days="  expect-days: 180"),
        [
            (
                "3:3 D105 this track has 185 instructional days by its dates and 180 by "
                "expect-days: "
                "5 days too many | a non-school day is missing or misdated"
            )
        ],
    ),
    "D105 few": (
        track(expect_days="  expect-days: 186"),
        [
            (
                "3:3 D105 this track has 185 instructional days by its dates and 186 by "
                "expect-days: "
                "1 day too few | a non-school day is listed that has school, or is misdated"
            )
        ],
    ),
    "D106": (
        breaks(*["name: Winter, date: 2026-12-21"] * 401),
        [
            (
                "3:3 D106 this track lists 401 non-school entries; 400 are the most | write a "
                "break "
                "as one range: first and last"
            )
        ],
    ),
    "D107": (
        breaks(
            "name: Winter, first: 2026-12-21, last: 2027-01-08",
            "name: New Year, date: 2027-01-01",
            "name: Autumn, date: 2026-10-05",
        ),
        [
            (
                "9:7 D107 “New Year” shares Friday, 2027-01-01 with “Winter” | each day is taken "
                "away once; leave out one of the two"
            )
        ],
    ),
    "D108 weekend": (
        breaks(
            "name: Juneteenth, date: 2027-05-29",
            "name: Winter, first: 2026-12-21, last: 2027-01-08",
        ),
        [
            (
                "8:7 D108 “Juneteenth” falls on a weekend, so it takes no school day away | it is "
                "Saturday, 2027-05-29; if another day is off for it, write that day"
            )
        ],
    ),
    "D108 outside": (
        breaks(
            "name: Independence Day, date: 2026-07-03",
            "name: Winter, first: 2026-12-21, last: 2027-01-08",
        ),
        [
            (
                "8:7 D108 “Independence Day” lies outside this track, so it takes no school "
                "day away "
                "| the track runs from 2026-08-17 to 2027-06-04"
            )
        ],
    ),
    "D109": (
        track(expect_days="", last_day="  last-day: 2027-06-30", non_school=""),
        [
            (
                "3:3 D109 this track has 228 instructional days, which is unusual | 175 to 180 are "
                "usual; if it is right, confirm it with expect-days: 228"
            )
        ],
    ),
    "D110 first": (
        track(first_day="  first-day: 2026-08-16"),
        [
            (
                "3:3 D110 the first day of this track, Sunday, 2026-08-16, has no instruction "
                "| the "
                "first instructional day is Monday, 2026-08-17"
            )
        ],
    ),
    "D110 last": (
        track(last_day="  last-day: 2027-06-05"),
        [
            (
                "3:3 D110 the last day of this track, Saturday, 2027-06-05, has no instruction "
                "| the "
                "last instructional day is Friday, 2027-06-04"
            )
        ],
    ),
    "D112": (
        f"{track()}\n{track()}",
        ["12:7 D112 there are two tracks with the id “all” | give each track an id of its own"],
    ),
    "D121": (
        track(period="  period: {opens: 2027-05-28, closes: 2027-04-12}"),
        [
            (
                "11:11 D121 this period closes on Monday, 2027-04-12, before it opens on Friday, "
                "2027-05-28 | exchange the two days, or look at their years"
            )
        ],
    ),
    "D122": (
        track(period="  period: {opens: 2027-04-11, closes: 2027-05-29}"),
        [
            (
                "11:11 D122 this period opens on Sunday, 2027-04-11, which has no instruction "
                "| the "
                "nearest day inside it is Monday, 2027-04-12"
            ),
            (
                "11:11 D122 this period closes on Saturday, 2027-05-29, which has no instruction | "
                "the nearest day inside it is Friday, 2027-05-28"
            ),
        ],
    ),
    "D123": (
        track(period="  period: {opens: 2027-03-05, closes: 2027-05-28}"),
        [
            (
                "11:11 D123 this period opens on Friday, 2027-03-05, before the available window "
                "opens | the earliest day by the rule is Wednesday, 2027-03-10: see what TOMS "
                "allows"
            )
        ],
    ),
    "D124": (
        track(period="  period: {opens: 2027-04-12, closes: 2027-06-07}"),
        [
            (
                "11:11 D122 this period closes on Monday, 2027-06-07, which has no instruction "
                "| the "
                "nearest day inside it is Friday, 2027-06-04"
            ),
            (
                "11:11 D124 this period closes on Monday, 2027-06-07, after the available window "
                "closes | the latest day by the rule is Friday, 2027-06-04"
            ),
        ],
    ),
    "D125": (
        track(period="  period: {opens: 2027-04-12, closes: 2027-05-13}"),
        [
            (
                "11:11 D125 this period has 24 instructional days; 25 are the fewest | opening on "
                "2027-04-12, it would have to close on Friday, 2027-05-14 or later"
            )
        ],
    ),
    "D125 late": (
        track(period="  period: {opens: 2027-06-04, closes: 2027-06-04}"),
        [
            (
                "11:11 D125 this period has 1 instructional day; 25 are the fewest | too few "
                "are left "
                "after 2027-06-04: it must open earlier"
            )
        ],
    ),
    "D126": (
        "\n".join(
            track(
                id=f"- id: t{day}", period=f"  period: {{opens: 2027-04-{day}, closes: 2027-05-28}}"
            )
            for day in (12, 13, 14, 15, 16, 19, 20, 21)
        ),
        [
            (
                "65:11 D126 this LEA has 8 different selected testing periods; 6 are the most "
                "| let "
                "tracks share a period: the same two days"
            )
        ],
    ),
    "D127": (
        track(
            first_day="  first-day: 2026-07-01",
            expect_days="",
            last_day="  last-day: 2027-03-26",
            non_school="  non-school:\n    - {name: W, first: 2026-12-21, last: 2027-01-08}",
            period="  period: {opens: 2027-01-13, closes: 2027-03-26}",
        ),
        [
            (
                "9:11 D127 this period opens on Wednesday, 2027-01-13, in the week after Tuesday, "
                "2027-01-12: TOMS may not allow it | see what TOMS allows; if it is as in 2026, "
                "Tuesday, 2027-01-19"
            )
        ],
    ),
}


def test_the_sound_track_has_no_fault() -> None:
    assert said(problems_of(track())) == []


@pytest.mark.parametrize("name", CALENDARS)
def test_calendars_and_periods(name: str) -> None:
    written, expected = CALENDARS[name]
    assert said(problems_of(written)) == expected


def test_faults_of_a_calendar_are_not_followed_by_faults_of_its_period() -> None:
    written = track(last_day="  last-day: 2027-05-14", expect_days="  expect-days: 1")
    assert [problem.code for problem in problems_of(written)] == ["D105"]


def test_a_faulty_track_does_not_hide_what_is_wrong_with_another() -> None:
    other = track(id="- id: other", period="  period: {opens: 2027-04-12, closes: 2027-04-13}")
    codes = [
        problem.code for problem in problems_of(f"{track(expect_days='  expect-days: 1')}\n{other}")
    ]
    assert codes == ["D105", "D125"]


def test_independent_faults_are_all_reported() -> None:
    written = breaks(
        "name: Winter",
        "name: Spring, first: 2027-04-09, last: 2027-04-05",
        "name: Past, date: 2020-01-01",
    )
    assert [problem.code for problem in problems_of(written)] == ["D104", "D102", "D103"]


def test_a_period_that_is_not_selected_yet_is_no_fault() -> None:
    assert problems_of(track(period="")) == []
