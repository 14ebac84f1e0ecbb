"""What the import makes of school calendars as they come: .ics and CSV, in their many forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from textwrap import dedent

import pytest

from sitegen.calendar_import.dates import NotRead, Order, order_of, read_range
from sitegen.calendar_import.meanings import edges, kind
from sitegen.calendar_import.reading import read_entries
from sitegen.calendar_import.track import Understood, understand
from sitegen.cli import main
from sitegen.content.binding import bind
from sitegen.content.lea_models import CalendarFile
from sitegen.content.located_yaml import read_yaml
from sitegen.deadlines import SchoolYear, lea_tracks
from sitegen.problems import Problems
from tests.content.trees import lay_minimal

YEAR = SchoolYear.named("2026-27")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-08-17", "2026-08-17", None),
        ("20260817", "2026-08-17", None),
        ("2026-08-17T00:00:00", "2026-08-17", None),
        ("8/17/2026", "2026-08-17", None),
        ("08/17/26", "2026-08-17", None),
        ("8-17-2026", "2026-08-17", None),
        ("17/8/2026", "2026-08-17", None),
        ("8/17/2026 12:00:00 AM", "2026-08-17", None),
        ("8/17", "2026-08-17", None),
        ("August 17, 2026", "2026-08-17", None),
        ("Aug. 17 2026", "2026-08-17", None),
        ("Monday, August 17, 2026", "2026-08-17", None),
        ("Mon 8/17/2026", "2026-08-17", None),
        ("17 August 2026", "2026-08-17", None),
        ("August 17th", "2026-08-17", None),
        ("March 31", "2027-03-31", None),
        ("Mar 31, 2027", "2027-03-31", None),
        ("17 de agosto de 2026", "2026-08-17", None),
        ("lunes, 17 de agosto", "2026-08-17", None),
        ("7/7/2026", "2026-07-07", None),
        ("2/29/2028", "2028-02-29", None),
        ("11/23/2026 - 11/27/2026", "2026-11-23", "2026-11-27"),
        ("November 23–27, 2026", "2026-11-23", "2026-11-27"),
        ("Nov 23-27", "2026-11-23", "2026-11-27"),
        ("December 21, 2026 – January 8, 2027", "2026-12-21", "2027-01-08"),
        ("Dec 21 - Jan 8", "2026-12-21", "2027-01-08"),
        ("2026-12-21 to 2027-01-08", "2026-12-21", "2027-01-08"),
        ("21 de diciembre al 8 de enero", "2026-12-21", "2027-01-08"),
    ],
)
def test_dates_as_people_write_them(text: str, first: str, last: str | None) -> None:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    assert read_range(text, YEAR, None) == days


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8/10/2026", "“8/10/2026” can be read as two days, and nothing in the file tells which"),
        ("8/10", "“8/10” can be read as two days, and nothing in the file tells which"),
        ("February 29, 2027", "there is no day february 29, 2027"),
        ("13/13/2026", "there is no day 13/13/2026"),
        ("Tuesday, August 17, 2026", "2026-08-17 is a Monday, not a Tuesday"),
        ("soon", "“soon” is not a date"),
        ("August", "“august” is not a date"),
        ("", "“” is not a date"),
        ("9" * 5000, "this is too long to be a date"),
        ("=TODAY()", "“=today()” is not a date"),
    ],
)
def test_what_is_no_date_or_two(text: str, why: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_range(text, YEAR, None)
    assert refused.value.message == why


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["8/10/2026", "11/23/2026"], Order.MONTH_FIRST),
        (["8/10/2026", "23/11/2026"], Order.DAY_FIRST),
        (["8/10/2026", "11/23/2026", "23/11/2026"], None),
        (["8/10/2026"], None),
        (["2026-11-23", "8/10/2026"], None),
    ],
)
def test_a_file_tells_the_order_of_day_and_month(texts: list[str], order: Order | None) -> None:
    assert order_of(texts) is order


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Labor Day", "holiday"),
        ("Labor Day - No School", "holiday"),
        ("Veterans' Day", "holiday"),
        ("Martin Luther King, Jr. Day", "holiday"),
        ("César Chávez Day", "holiday"),
        ("Día del Trabajo", "holiday"),
        ("Thanksgiving Break", "break"),
        ("Winter Recess", "break"),
        ("Vacaciones de primavera", "break"),
        ("Fall Intersession", "break"),
        ("Professional Development Day (No School)", "staff"),
        ("Pupil-Free Day", "staff"),
        ("Teacher Work Day", "staff"),
        ("Día del personal, no hay clases", "staff"),
        ("Minimum Day - Staff Development", "minimum"),
        ("Min. Day", "minimum"),
        ("Early Dismissal", "minimum"),
        ("Día mínimo", "minimum"),
        ("No School", "other"),
        ("No hay clases", "other"),
        ("Schools Closed (weather)", "other"),
        ("School Resumes", "school"),
        ("End of 1st Quarter", "school"),
        ("Back to School Night", "school"),
        ("Parent Conferences", None),
        ("Picture Day", None),
    ],
)
def test_what_words_mean(name: str, expected: str | None) -> None:
    assert kind(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("First Day of School", ("first-day",)),
        ("School Begins", ("first-day",)),
        ("First day for students", ("first-day",)),
        ("Primer día de clases", ("first-day",)),
        ("Last Day of School - Minimum Day", ("last-day",)),
        ("Último día de clases", ("last-day",)),
        ("First day for teachers", ()),
        ("First day of second semester", ()),
        ("Labor Day", ()),
    ],
)
def test_the_edges_of_the_year(name: str, expected: tuple[str, ...]) -> None:
    assert edges(name) == expected


SCHOOL = "First day of school,2026-08-19,\nLast day of school,2027-06-04,\n"


def imported(
    folder: Path, name: str, content: str | bytes, order: Order | None = None
) -> tuple[Understood | None, list[str]]:
    """What is understood of a file, and the codes of the problems with their lines."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    problems = Problems()
    entries = read_entries(file, name, YEAR, order, problems)
    found = understand(entries, YEAR, name, problems) if entries else None
    return found, [f"{each.at.line} {each.code}" for each in problems.sorted()]


def days(found: Understood | None) -> list[str]:
    assert found is not None
    return [
        f"{day.kind} {day.first}" + (f"..{day.last}" if day.last != day.first else "")
        for day in (*found.off, *found.minimum)
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected", "codes"),
    [
        (
            "columns in another order.csv",
            (
                "Type,End,Start,Event\n,,8/19/2026,First day of school\n"
                ",,6/4/2027,Last day of school\n"
                "Holiday,,9/7/2026,Day off\n,11/27/2026,11/23/2026,Thanksgiving break\n"
            ),
            ["holiday 2026-09-07", "break 2026-11-23..2026-11-27"],
            [],
        ),
        (
            "no heading, semicolons.csv",
            "19/8/2026;First day of school\n7/9/2026;Labor Day\n4/6/2027;Last day of school\n",
            ["holiday 2026-09-07"],
            [],
        ),
        (
            "title rows above.csv",
            (
                "Oak Grove School District,,\nCalendar 2026-27,,\nEvent,Start Date,End Date\n"
                f"{SCHOOL}Winter Break,2026-12-21,2027-01-08\n"
            ),
            ["break 2026-12-21..2027-01-08"],
            [],
        ),
        (
            "spanish, tabs, utf-16.csv",
            "Nombre\tFecha inicial\tFecha final\nPrimer día de clases\t19 de agosto de 2026\t\n"
            "Último día de clases\t4 de junio de 2027\t\n"
            "Vacaciones de invierno\t21 de diciembre\t8 de enero\n".encode("utf-16"),
            ["break 2026-12-21..2027-01-08"],
            [],
        ),
        (
            "outlook.csv",
            (
                "Subject,Start Date,Start Time,End Date,End Time,All day event\n"
                "First day of school,8/19/2026,12:00:00 AM,8/20/2026,12:00:00 AM,True\n"
                "Thanksgiving Break,11/23/2026,12:00:00 AM,11/28/2026,12:00:00 AM,True\n"
                "Last day of school,6/4/2027,12:00:00 AM,6/5/2027,12:00:00 AM,True\n"
            ),
            ["break 2026-11-23..2026-11-27"],
            [],
        ),
        (
            "a break day by day.csv",
            f"Event,Date,End\n{SCHOOL}"
            + "".join(f"Spring Break,2027-04-{day:02},\n" for day in (1, 2, 5, 6, 7)),
            ["break 2027-04-01..2027-04-07"],
            [],
        ),
        (
            "a holiday inside a break, a weekend, summer, another year.csv",
            (
                f"Event,Date,End\n{SCHOOL}Winter Break,2026-12-21,2027-01-08\n"
                "Christmas Day,2026-12-25,\nJuneteenth,2027-06-19,\nIndependence Day,2026-07-03,\n"
                "Labor Day,2025-09-01,\n"
            ),
            ["break 2026-12-21..2027-01-08"],
            ["8 D147"],
        ),
        (
            "in doubt.csv",
            (
                f"Event,Date,End\n{SCHOOL}Picture Day,2026-10-01,\n"
                "Winter break begins,2026-12-21,\n"
                "Summer break,2026-08-20,2027-05-28\n=HYPERLINK(1),2026-10-02,\nLabor Day,soon,\n"
                ",2026-10-05,\nSpring Break,2027-04-09,2027-04-05\n"
            ),
            [],
            ["4 D146", "5 D146", "6 D146", "7 D151", "8 D143", "9 D143", "10 D143"],
        ),
        (
            "two tracks in one.csv",
            f"Event,Date,End\n{SCHOOL}First day of school (high),2026-08-24,\n",
            [],
            ["4 D152"],
        ),
    ],
)
def test_tables(
    name: str, content: str | bytes, expected: list[str], codes: list[str], tmp_path: Path
) -> None:
    found, said = imported(tmp_path, name, content)
    assert said == codes
    assert days(found) == expected
    assert found is not None
    assert (str(found.first), str(found.last)) == ("2026-08-19", "2027-06-04")


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def ics(*events: str) -> str:
    zone = "BEGIN:VTIMEZONE\r\nTZID:America/Los_Angeles\r\nEND:VTIMEZONE\r\n"
    edges_ = (
        event("DTSTART;VALUE=DATE:20260819", "SUMMARY:First day of school"),
        event("DTSTART;VALUE=DATE:20270604", "SUMMARY:Last day of school"),
    )
    return f"BEGIN:VCALENDAR\r\n{zone}{''.join((*edges_, *events))}END:VCALENDAR\r\n"


LABOR_DAY = event("DTSTART;VALUE=DATE:20260907", "SUMMARY:Labor Day")


@pytest.mark.parametrize(
    ("written", "expected", "codes"),
    [
        (
            event("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261128", "SUMMARY:Fall break"),
            ["break 2026-11-23..2026-11-27"],
            [],
        ),
        (
            event("DTSTART;VALUE=DATE:20261221", "DURATION:P19D", "SUMMARY:Winter", " break"),
            [],
            ["14 D146"],
        ),
        (
            event("DTSTART;VALUE=DATE:20261221", "DURATION:P19D", "SUMMARY:Winter br", " eak"),
            ["break 2026-12-21..2027-01-08"],
            [],
        ),
        (
            event("DTSTART:20260907T070000Z", "DTEND:20260908T070000Z", "SUMMARY:Labor Day"),
            ["holiday 2026-09-07"],
            [],
        ),
        (
            event(
                "DTSTART;TZID=America/Los_Angeles:20260902T083000",
                "DTEND;TZID=America/Los_Angeles:20260902T123000",
                "SUMMARY:Minimum Day",
            ),
            ["minimum 2026-09-02"],
            [],
        ),
        (
            event(
                "DTSTART;TZID=America/Los_Angeles:20261005T180000",
                "DTEND;TZID=America/Los_Angeles:20261005T200000",
                "SUMMARY:Staff dinner",
            ),
            [],
            ["14 D149"],
        ),
        (
            event(
                "DTSTART;VALUE=DATE:20260902", "SUMMARY:Minimum day", "RRULE:FREQ=WEEKLY;BYDAY=WE"
            ),
            [],
            ["16 D148"],
        ),
        (
            event("DTSTART;VALUE=DATE:20260907", "SUMMARY:Labor Day", "STATUS:CANCELLED"),
            [],
            [],
        ),
        (
            event("DTSTART;VALUE=DATE:20260907", "SUMMARY:Día feriado", "CATEGORIES:Holiday"),
            ["holiday 2026-09-07"],
            [],
        ),
        (
            event("DTSTART;VALUE=DATE:20261013", "SUMMARY:PD", "CATEGORIES:No School"),
            ["other 2026-10-13"],
            [],
        ),
        (event("DTSTART;VALUE=DATE:20261345", "SUMMARY:Labor Day"), [], ["14 D143"]),
        (event("SUMMARY:Labor Day"), [], ["13 D143"]),
        (
            event("DTSTART;VALUE=DATE:20260908", "DTEND;VALUE=DATE:20260901", "SUMMARY:Labor Day"),
            [],
            ["14 D143"],
        ),
    ],
)
def test_events(written: str, expected: list[str], codes: list[str], tmp_path: Path) -> None:
    found, said = imported(tmp_path, "calendar.ics", ics(written))
    assert said == codes
    assert days(found) == expected


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("deep.ics", "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100_000, "9 D142"),
        ("large.ics", b"BEGIN:VCALENDAR\n" + b"A" * 3_000_000, "0 D141"),
        ("cut.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x", "3 D142"),
        ("crossed.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "3 D142"),
        ("none.ics", "Dear colleagues,", "1 D142"),
        (
            "many.ics",
            ics(*[event("DTSTART;VALUE=DATE:20260907", "SUMMARY:A")] * 5001),
            "20005 D142",
        ),
        ("latin.csv", "Name,Date\nDía,9/7/2026\n".encode("latin-1"), "2 D141"),
        ("book.csv", b"PK\x03\x04", "0 D141"),
        ("zero.csv", b"Name,Date\n\0,9/7/2026\n", "0 D141"),
        ("wide.csv", "," * 5000, "1 D142"),
        ("long.csv", "a,b\n" * 6000, "5001 D142"),
        ("field.csv", '"' + "a" * 200_000, "1 D142"),
        ("letter.csv", "Dear colleagues,\nno school on Monday.\n", "1 D145"),
        ("empty.csv", "", "0 D145"),
        ("two ways.csv", "Name,Date\nFirst day of school,8/10/2026\n", "2 D144"),
    ],
)
def test_hostile_files_are_told_and_give_nothing(
    name: str, content: str | bytes, code: str, tmp_path: Path
) -> None:
    _, said = imported(tmp_path, name, content)
    assert code in said


@pytest.mark.parametrize(
    ("order", "first"), [(Order.MONTH_FIRST, "2026-08-10"), (Order.DAY_FIRST, "2026-10-08")]
)
def test_whoever_imports_can_say_the_order(order: Order, first: str, tmp_path: Path) -> None:
    rows = "Name,Date\nFirst day of school,8/10/2026\nLast day of school,6/6/2027\n"
    found, said = imported(tmp_path, "calendar.csv", rows, order)
    assert said == []
    assert found is not None
    assert str(found.first) == first


# --- the command ---------------------------------------------------------------------------

CALENDAR = "content/leas/oak-grove/calendars/2026-27.yaml"
ROWS = f"Event,Start,End\n{SCHOOL}Labor Day,2026-09-07,\n“No” day: staff #1,2026-10-12,\n"


def command(folder: Path, *more: str, rows: str = ROWS) -> int:
    (folder / "calendar.csv").write_text(rows, encoding="utf-8")
    file = str(folder / "calendar.csv")
    return main(["calendar", "import", file, "--year", "2026-27", *more], folder)


def test_the_track_is_printed_for_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_minimal(tmp_path)
    before = (tmp_path / CALENDAR).read_text() if (tmp_path / CALENDAR).exists() else None
    assert command(tmp_path, "--track", "middle-schools") == 0
    said = capsys.readouterr()
    assert said.out == dedent("""\
        # Imported from calendar.csv: look at every line before you publish it.
        year: 2026-27
        tracks:
          - id: middle-schools
            name:
              lang: en
              text: Middle schools
            first-day: 2026-08-19
            last-day: 2027-06-04
            non-school:
              - {name: Labor Day, kind: holiday, date: 2026-09-07}
              - {name: "“No” day: staff #1", kind: staff, date: 2026-10-12}
            # Compare with your adopted calendar; where it has as many days, take the # away:
            # expect-days: 206
        """)
    assert "First day of school: Wednesday, 2026-08-19\n" in said.err
    assert (
        "Instructional days: 206 (unusual: 175 to 180 are usual)\nEntries: holiday 1, staff 1\n"
    ) in said.err
    after = (tmp_path / CALENDAR).read_text() if (tmp_path / CALENDAR).exists() else None
    assert before == after


def written(folder: Path) -> CalendarFile:
    problems = Problems()
    value = read_yaml((folder / CALENDAR).read_text(encoding="utf-8"), CALENDAR, problems)
    file = bind(CalendarFile, value, CALENDAR, problems)
    assert file is not None
    assert problems.sorted() == []
    return file


def test_an_import_keeps_what_a_calendar_program_does_not_know(tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    (tmp_path / CALENDAR).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / CALENDAR).write_text(
        dedent("""\
            # Ours.
            year: 2026-27
            tracks:
              - id: all-schools
                name: {lang: en, text: Our schools}
                first-day: 2026-08-17
                last-day: 2027-06-10
                non-school:
                  # Moved once.
                  - {name: Winter, first: 2026-12-21, last: 2027-01-08}
                expect-days: 180
                period: {opens: 2027-04-12, closes: 2027-05-28}
                schools: [Oak]
              - id: other
                name: {lang: en, text: Other}
                first-day: 2026-08-17
                last-day: 2027-06-04
            """),
        encoding="utf-8",
    )
    assert command(tmp_path, "--lea", "oak-grove", "--write") == 0
    first, other = lea_tracks(written(tmp_path))
    assert first.calendar is not None
    assert (first.calendar.total, len(first.off)) == (206, 2)
    assert first.period is not None
    assert first.schools == ("Oak",)
    text = (tmp_path / CALENDAR).read_text(encoding="utf-8")
    assert "text: Our schools" in text
    assert text.startswith("# Ours.\n")
    assert other.calendar is not None
    assert command(tmp_path, "--lea", "oak-grove", "--write") == 0
    assert (tmp_path / CALENDAR).read_text(encoding="utf-8") == text, "twice is once"
    assert command(tmp_path, "--lea", "oak-grove", "--track", "new", "--write") == 0
    assert [track.id for track in written(tmp_path).tracks] == ["all-schools", "other", "new"]


def test_a_first_calendar_is_written_and_errors_write_nothing(tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    (tmp_path / CALENDAR).unlink(missing_ok=True)
    assert command(tmp_path, "--lea", "oak-grove", "--write", rows="Name,Date\nA,8/10/2026\n") == 1
    assert not (tmp_path / CALENDAR).exists()
    assert command(tmp_path, "--lea", "oak-grove", "--write") == 0
    assert [track.id for track in written(tmp_path).tracks] == ["all-schools"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--write",),
        ("--lea", "../x"),
        ("--lea", "nobody"),
        ("--track", "Not an id"),
        ("--year", "2026"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    assert command(tmp_path, *arguments) == 2
