"""The codes of dates: school calendars, selected testing periods, deadlines' rules."""

from __future__ import annotations

from sitegen.problems.code import Code, Severity

DATE_CODES: dict[str, Code] = {
    "D101": Code(
        "A track's last day is before its first",
        "The calendar of a school or track runs backwards, so it has no instructional days. "
        "Most often a year is mistyped: a school year begins in one calendar year and ends in "
        "the next.",
    ),
    "D102": Code(
        "A range of non-school days runs backwards",
        "The last day of a break is before its first. Exchange the two, or correct a year. "
        "The entry takes no day away until it is mended.",
    ),
    "D103": Code(
        "A day lies outside the school year",
        "A school year runs from July 1 to June 30. A first or last day, a non-school day or a "
        "day of a selected testing period is outside the year that the file is for. Most often "
        "a year is mistyped, or last year's file was copied.",
    ),
    "D104": Code(
        "A non-school entry needs one date or one range",
        "Give a single day as `date`, or a break as `first` and `last`, both of them; never "
        "both forms in one entry.",
    ),
    "D105": Code(
        "The instructional days are not as many as expected",
        "`expect-days` is the LEA's own count, for instance the 180 of its adopted calendar. "
        "The weekdays from the first to the last day, less the non-school days, are another "
        "number. The dates that follow from the count would be wrong, so one of the two must "
        "be mended.",
    ),
    "D106": Code(
        "A track lists too many non-school entries",
        "More than 400 entries for a year cannot be days off. Write each break as one range.",
    ),
    "D107": Code(
        "Two non-school entries share a day",
        "A day is taken away once, however often it is listed, so the count stands. But one of "
        "the two entries may be misdated: look at both.",
        Severity.WARNING,
    ),
    "D108": Code(
        "A non-school entry takes no school day away",
        "It falls on a weekend, or before the track's first day, or after its last. Nothing is "
        "wrong with that; it may point to a mistyped date.",
        Severity.NOTICE,
    ),
    "D109": Code(
        "An unusual number of instructional days",
        "Fewer than 160 or more than 200 instructional days are unusual for a school year. "
        "Where the number is right, as for a court school with a longer year, confirm it with "
        "`expect-days`.",
        Severity.WARNING,
    ),
    "D110": Code(
        "A track's first or last day has no instruction",
        "The day is a weekend or is listed as a non-school day. The count is made without it; "
        "write the first and the last day that students come.",
        Severity.WARNING,
    ),
    "D112": Code(
        "Two tracks have one id",
        "Deadlines are resolved for each track by its id. Give each track of an LEA its own.",
    ),
    "D113": Code(
        "A school stands twice in one track",
        "Each school or program of a track is named once. A school with several tracks may stand "
        "in each of them.",
    ),
    "D114": Code(
        "A minimum day has no instruction",
        "A minimum day is a shorter instructional day and counts among the 180. This one is a "
        "weekend or also listed as a non-school day. A day for staff alone belongs under "
        "`non-school`, with `kind: staff`.",
        Severity.WARNING,
    ),
    "D115": Code(
        "A program's track does not name its school",
        "A nonpublic, court or community school has a track of its own because its days differ. "
        "Without its name nobody can tell whom the dates are for.",
        Severity.WARNING,
    ),
    "D121": Code(
        "A selected testing period runs backwards",
        "It closes before it opens. Exchange the two days, or correct a year.",
    ),
    "D122": Code(
        "A selected testing period begins or ends on a day without school",
        "Testing is done on instructional days. A period may be written this way, but what is "
        "meant is probably the nearest instructional day.",
        Severity.WARNING,
    ),
    "D123": Code(
        "A selected testing period opens too early",
        "5 CCR 855(a)(1): a school or track may test from the day that completes 66 percent of "
        "its instructional days, but the second Tuesday in January is the earliest day for all. "
        "A selected period lies inside that available window.",
    ),
    "D124": Code(
        "A selected testing period closes too late",
        "5 CCR 855(a)(1): testing may go on up to and including the last instructional day, "
        "and never after June 30.",
    ),
    "D125": Code(
        "A selected testing period is too short",
        "A selected testing period has at least 25 consecutive instructional days. A break "
        "inside it does no harm: its days are not counted, and do not interrupt the others.",
    ),
    "D126": Code(
        "An LEA has more than six selected testing periods",
        "5 CCR 855(b): every school or track selects one period, and all of an LEA's together "
        "are at most six. Tracks with the same two dates share one.",
    ),
    "D127": Code(
        "A selected testing period opens in the first week of the available window",
        "The regulation allows it. In 2026, however, TOMS allowed no window in the week after "
        "the second Tuesday in January. See what TOMS allows this year.",
        Severity.WARNING,
    ),
    "D130": Code(
        "A scheduled testing runs backwards",
        "It ends before it begins. Exchange the two days, or correct a year.",
    ),
    "D131": Code(
        "A scheduled testing lies outside its window",
        "What an LEA schedules by grade and subject, make-ups too, lies inside the selected "
        "testing period of the track; the ELPAC and the CAA for Science inside their own windows. "
        "Nothing is reopened after a window has closed.",
    ),
    "D132": Code(
        "A scheduled testing is on days without school",
        "Students are tested on instructional days. The first and the last day of a line of the "
        "schedule should be such days; a break between them does no harm.",
        Severity.WARNING,
    ),
    "D133": Code(
        "Two scheduled testings of a track have one id",
        "Calendar feeds know a testing by its id. Give each one of a track its own.",
    ),
    "D134": Code(
        "A make-up begins before its testing",
        "A make-up is for students who missed the testing, so it cannot begin before it.",
    ),
    "D135": Code(
        "A schedule stands in no selected testing period",
        "The track schedules testing and has no `period`. It cannot be told whether the schedule "
        "keeps the rules.",
        Severity.WARNING,
    ),
    "D136": Code(
        "A scheduled testing names a school that the track does not have",
        "Where a track lists its schools, its schedule can name only those.",
    ),
    "D137": Code(
        "A scheduled testing does not say what it is",
        "Give at least one of level, grades, subjects, assessments or a name, so that families "
        "and staff know whom it is for.",
    ),
    "D138": Code(
        "A track schedules too many testings",
        "More than 400 lines for one track cannot be read by anybody. Schedule grades and "
        "subjects, not single classes.",
    ),
    "D141": Code(
        "A calendar file cannot be read",
        "`build.py calendar import` reads text: an .ics file, or CSV in UTF-8, of at most 2 MB. "
        "Export the calendar or save the spreadsheet in one of these forms.",
    ),
    "D142": Code(
        "A calendar file is broken",
        "It was cut off, its components do not close, or it is far too long. Export it again, one "
        "school year alone.",
    ),
    "D143": Code(
        "The days of an entry cannot be read",
        "An entry needs a name and a day or a range. Days are read as 2026-08-17, 8/17/2026, "
        "August 17, 2026 or 17 de agosto de 2026; a weekday beside a date must be its own. The "
        "entry was left out.",
        Severity.WARNING,
    ),
    "D144": Code(
        "A date can be read as two days",
        "8/10/2026 is August 10 or October 8. Where another date of the file, such as 11/23/2026, "
        "tells the order, it is followed; else the import must be told.",
    ),
    "D145": Code(
        "A table of days has no columns that can be told",
        "Give the columns headings: name (or event, title), start date, end date, and type if "
        "there is one; in English or Spanish, in any order.",
    ),
    "D146": Code(
        "It is not certain what an entry means",
        "Its words do not tell whether the day is off, or which days a break has. It was not "
        "taken; the printed track names it in a remark.",
        Severity.WARNING,
    ),
    "D147": Code(
        "Entries of another school year",
        "A calendar often holds several years. Those outside the imported one were left out.",
        Severity.NOTICE,
    ),
    "D148": Code(
        "An entry repeats",
        "Repetition rules are not read. Export the calendar with its repetitions written out, or "
        "enter the days by hand.",
        Severity.WARNING,
    ),
    "D149": Code(
        "An entry has hours of the day",
        "A day off is an all-day entry. One with hours is taken only where it is a minimum day.",
        Severity.WARNING,
    ),
    "D150": Code(
        "The first or the last day of school is not told",
        "The count of instructional days needs both. Give them with `--first-day` and "
        "`--last-day`.",
    ),
    "D151": Code(
        "A cell holds a formula",
        "A cell that begins with =, @, + or - is a formula to a spreadsheet and is never "
        "evaluated or copied. The row was left out.",
        Severity.WARNING,
    ),
    "D152": Code(
        "The first or the last day of school is told twice",
        "The file may hold several tracks. The earliest first day and the latest last day were "
        "taken.",
        Severity.WARNING,
    ),
    "D153": Code(
        "A calendar file is written in a way that an import cannot change",
        "An import replaces whole lines. A track in braces, or lists that are indented in another "
        "way, must be changed by hand.",
    ),
    "D190": Code(
        "A local task is due outside the school years",
        "The due date of a task that an LEA added lies in no school year that the handbook has "
        "deadlines for. Most often a year is mistyped.",
    ),
    "D201": Code(
        "A deadline counts from an unknown deadline",
        "`of`, `not-before` and `not-after` name another deadline of the same file by its id.",
    ),
    "D202": Code(
        "Deadlines count from each other",
        "A deadline counts from another, that one from a third, and so on back to the first: "
        "none of them can have a date. Give one of them a rule of its own.",
    ),
    "D203": Code(
        "A rule does not hold in this school year",
        "`school-years` says in which years a rule was confirmed. In another year it must be "
        "read again: correct the date or the rule, then `school-years`.",
    ),
    "D204": Code(
        "The school years of a rule run backwards",
        "`school-years` is the first year in which the rule holds, and after it, where known, "
        "the last.",
    ),
    "D205": Code(
        "A number of a rule is impossible",
        "A percentage is 1 to 100, a month 1 to 12, an offset at most 366 days, and a weekday "
        "of a month is one that the month has.",
    ),
    "D206": Code(
        "A fixed date is outside its school year",
        "A fixed date lies between July 1 of the school year and the end of the July after it. "
        "Most often the year was not changed when last year's file was copied.",
    ),
}
