"""What an author reads for each fault of a calendar or period: place, code, fault and way out."""

from __future__ import annotations

import pytest

from tests.deadlines.written import WINDOW_RULES, problems_of, said

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
                "5 days too many | a non-school day is missing or misdated, or expect-days is "
                "out of date"
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
                "3:3 D106 this track lists 401 non-school entries; 400 are the most | write days "
                "in a row as one range"
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
    "D106 minimum": (
        track(minimum="  minimum-days:" + "\n    - {name: M, date: 2026-09-04}" * 401),
        [
            (
                "3:3 D106 this track lists 401 minimum days; 400 are the most | write days in a "
                "row as one range"
            )
        ],
    ),
    "D108 minimum": (
        track(minimum="  minimum-days:\n    - {name: Open house, date: 2026-09-05}"),
        [
            (
                "13:7 D108 “Open house” falls on a weekend, so it is no minimum day | it is "
                "Saturday, 2026-09-05; if another day is off for it, write that day"
            )
        ],
    ),
    "D113": (
        track(schools="  schools: [Oak, Elm, Oak]"),
        ["12:23 D113 “Oak” stands twice in this track | name each school of a track once"],
    ),
    "D114": (
        track(minimum="  minimum-days:\n    - {name: Half day, date: 2026-12-21}"),
        [
            (
                "13:7 D114 the minimum day “Half day”, Monday, 2026-12-21, has no instruction | "
                "a minimum day is an instructional day: one of the two entries is misdated"
            )
        ],
    ),
    "D115": (
        track(kind="  kind: nonpublic"),
        [
            (
                "3:3 D115 this nonpublic track does not name its school | write schools: and the "
                "name of each"
            )
        ],
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
                "allows; the nearest valid period is 2027-03-10 to 2027-05-28"
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
                "closes | the latest day by the rule is Friday, 2027-06-04; the nearest valid "
                "period is 2027-04-12 to 2027-06-04"
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
                "are left after 2027-06-04; the nearest valid period is 2027-05-03 to 2027-06-04"
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
                "| “t12”, “t13” are nearest to one: 2027-04-12 to 2027-05-28"
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

OUTSIDE = "the selected testing period runs from 2027-04-12 to 2027-05-28"


def scheduled(*entries: str, **more: str) -> str:
    """A sound track with lines of a local schedule, the first of them on line 13."""
    lines = "".join(f"\n    - {{{one}}}" for one in entries)
    return track(**more, schedule=f"  schedule:{lines}")


SCHEDULES = {
    "D130": (
        scheduled("id: ela, subjects: [ela], first: 2027-04-30, last: 2027-04-26"),
        [
            (
                "13:7 D130 “ela” ends on Monday, 2027-04-26, before it begins on Friday, "
                "2027-04-30 | exchange the two days, or look at their years"
            )
        ],
    ),
    "D130 make-up": (
        scheduled(
            "id: ela, subjects: [ela], first: 2027-04-26, last: 2027-04-30, "
            "make-ups: [{first: 2027-05-14, last: 2027-05-10}]"
        ),
        [
            (
                "13:82 D130 the make-up of “ela” ends on Monday, 2027-05-10, before it begins on "
                "Friday, 2027-05-14 | exchange the two days, or look at their years"
            )
        ],
    ),
    "D131": (
        scheduled("id: ela, subjects: [ela], first: 2027-04-05, last: 2027-04-30"),
        [f"13:7 D131 “ela” lies outside: Monday, 2027-04-05 | {OUTSIDE}"],
    ),
    "D131 make-up": (
        scheduled(
            "id: ela, grades: ['3'], first: 2027-05-24, last: 2027-05-28, "
            "make-ups: [{first: 2027-06-01, last: 2027-06-02}]"
        ),
        [
            (
                "13:80 D131 the make-up of “ela” lies outside: Tuesday, 2027-06-01 and Wednesday, "
                f"2027-06-02 | {OUTSIDE}"
            )
        ],
    ),
    "D131 ELPAC": (
        scheduled("id: elpac, assessments: [elpac], first: 2027-01-25, last: 2027-02-12"),
        [
            (
                "13:7 D131 “elpac” lies outside: Monday, 2027-01-25 | the window of elpac runs "
                "from 2027-02-01 to 2027-05-31"
            )
        ],
    ),
    "D132": (
        scheduled("id: ela, subjects: [ela], first: 2027-04-24, last: 2027-04-30"),
        [
            (
                "13:7 D132 “ela” begins on Saturday, 2027-04-24, which has no instruction | it has "
                "5 instructional days; write the first and the last"
            )
        ],
    ),
    "D132 none": (
        scheduled("id: ela, subjects: [ela], first: 2027-04-24, last: 2027-04-25"),
        [
            (
                "13:7 D132 “ela” has no instructional day from Saturday, 2027-04-24 to Sunday, "
                "2027-04-25 | students are tested on instructional days"
            )
        ],
    ),
    "D133": (
        scheduled(
            "id: ela, grades: ['3'], first: 2027-04-26, last: 2027-04-30",
            "id: ela, grades: ['4'], first: 2027-04-26, last: 2027-04-30",
        ),
        [
            (
                "14:12 D133 this track schedules two testings with the id “ela” | give each an id "
                "of its own"
            )
        ],
    ),
    "D134": (
        scheduled(
            "id: ela, subjects: [ela], first: 2027-04-26, last: 2027-04-30, "
            "make-ups: [{first: 2027-04-19, last: 2027-04-23}]"
        ),
        [
            (
                "13:82 D134 the make-up of “ela” begins on Monday, 2027-04-19, before the testing "
                "itself on Monday, 2027-04-26 | a make-up follows what it makes up for"
            )
        ],
    ),
    "D135": (
        scheduled("id: ela, subjects: [ela], first: 2027-04-26, last: 2027-04-30", period=""),
        [
            (
                "12:7 D135 this track schedules testing and has no selected testing period | "
                "write its period, inside which the schedule must lie"
            )
        ],
    ),
    "D136": (
        scheduled(
            "id: ela, subjects: [ela], schools: [Oka], first: 2027-04-26, last: 2027-04-30",
            schools="  schools: [Oak, Elm]",
        ),
        ["14:44 D136 this track has no school “Oka” | did you mean “Oak”?"],
    ),
    "D137": (
        scheduled("id: monday, first: 2027-04-26, last: 2027-04-30"),
        [
            (
                "13:7 D137 “monday” does not say who is tested or in what | give its level, "
                "grades, subjects or assessments, or a name"
            )
        ],
    ),
    "D138": (
        scheduled(*["id: ela, subjects: [ela], first: 2027-04-26, last: 2027-04-30"] * 401),
        [
            (
                "3:3 D138 this track schedules 401 testings; 400 are the most | schedule grades "
                "and subjects, not classes"
            )
        ],
    ),
}
ELPAC = """
    elpac-summative-opens: {kind: fixed, date: 2027-02-01}
    elpac-summative-closes: {kind: fixed, date: 2027-05-31}
"""


@pytest.mark.parametrize("name", SCHEDULES)
def test_local_schedules(name: str) -> None:
    written, expected = SCHEDULES[name]
    assert said(problems_of(written, WINDOW_RULES + ELPAC)) == expected


def test_a_schedule_over_a_break_with_make_ups_is_no_fault() -> None:
    written = scheduled(
        "id: all, level: high, grades: ['10', '11'], first: 2027-04-12, last: 2027-05-14, "
        "make-ups: [{first: 2027-05-17, last: 2027-05-21}, {first: 2027-05-26, last: 2027-05-28}]",
        non_school="""\
  non-school:
    - {name: Autumn, kind: break, first: 2026-10-05, last: 2026-10-16}
    - {name: Staff day, kind: staff, date: 2026-12-18}
    - {name: Winter, first: 2026-12-21, last: 2027-01-07}
    - {name: Spring, first: 2027-04-26, last: 2027-04-30}""",
        expect_days="  expect-days: 180",
    )
    assert problems_of(written) == []


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
