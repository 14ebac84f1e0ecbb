"""What holds for every calendar file: nothing raises, and what is written is read again."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from sitegen.calendar_import.reading import read_entries
from sitegen.calendar_import.track import understand
from sitegen.calendar_import.writing import calendar_text
from sitegen.content.binding import bind
from sitegen.content.lea_models import CalendarFile, Track
from sitegen.content.located_yaml import read_yaml
from sitegen.deadlines import SchoolCalendar, SchoolYear, lea_tracks, school_calendar
from sitegen.problems import Problems
from tests.deadlines.test_properties import YEAR, off, tracks

Spelling = Callable[[dt.date], str]
SPELLINGS: tuple[Spelling, ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%A}, {day:%b} {day.day}",
)


def calendar_of(name: str, content: bytes, year: SchoolYear) -> tuple[SchoolCalendar | None, str]:
    """The calendar of an imported file, read from the YAML that the import writes."""
    problems = Problems()
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(content)
        entries = read_entries(file, name, year, None, problems)
    found = understand(entries, year, name, problems) if entries else None
    if found is None:
        return None, ""
    text = calendar_text(found, "t", "T", year.name, name)
    value = read_yaml(text, name, problems)
    bound = bind(CalendarFile, value, name, problems)
    assert bound is not None, problems.sorted()
    return lea_tracks(bound)[0].calendar, text


@given(tracks(), st.sampled_from(SPELLINGS))
def test_a_table_of_any_calendar_is_read_as_that_calendar(track: Track, spell: Spelling) -> None:
    expected = school_calendar(track, YEAR)
    assert expected is not None
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(("Event", "Start date", "End date"))
    rows.writerow(("First day of school", spell(track.first_day), ""))
    rows.writerow(("Last day of school", spell(track.last_day), ""))
    rows.writerow(("Back to school night", spell(dt.date(2027, 8, 31)), ""))
    for number, entry in enumerate(track.non_school):
        first, last = off(entry)
        rows.writerow((f"Recess {number}", spell(first), spell(last)))
    found, _ = calendar_of("calendar.csv", out.getvalue().encode(), YEAR)
    outside = any(off(entry)[1] not in YEAR for entry in track.non_school)
    if not outside:
        assert found is not None
        assert list(found.days()) == list(expected.days())


@given(st.binary(max_size=400), st.sampled_from(["c.csv", "c.ics", "c.txt"]))
def test_no_bytes_raise(content: bytes, name: str) -> None:
    calendar_of(name, content, YEAR)


@given(st.text(max_size=400), st.booleans())
def test_no_text_raises(text: str, events: bool) -> None:
    if events:
        head = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270907\n"
        text = f"{head}SUMMARY:{text}\nEND:VEVENT\nEND:VCALENDAR\n"
    else:
        text = f"Event,Date\nFirst day of school,2027-08-17\nLast day of school,2028-06-02\n{text}"
    calendar_of("c.ics" if events else "c.csv", text.encode("utf-8", "surrogatepass"), YEAR)


@given(st.text(min_size=1, max_size=60))
def test_any_name_of_a_day_is_written_as_it_is_read(name: str) -> None:
    """A name goes through CSV and YAML unharmed, or the row is told and left out."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(("Event", "Date"))
    rows.writerow(("First day of school", "2027-08-17"))
    rows.writerow(("Last day of school", "2028-06-02"))
    rows.writerow((f"No school: {name}", "2027-09-08"))
    content = out.getvalue().encode("utf-8", "replace")
    found, text = calendar_of("calendar.csv", content, YEAR)
    if b"\0" not in content:
        assert found is not None
        assert dt.date(2027, 9, 8) not in found or "not taken" in text
