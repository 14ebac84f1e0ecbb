"""The picture of a school year: where its marks stand, and that nothing of it costs much."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from sitegen.render.year_picture import YearFrame, YearMarks, drawn, months_of

YEAR = "2026-27"
NOVEMBER = 4
WEEKDAYS = (1 << 5) - 1


def path(svg: str, name: str) -> str:
    found = re.search(f'<path class="{name}" d="([^"]*)"/>', svg)
    return found[1] if found else ""


def test_the_months_of_a_year_are_july_to_june_in_weeks_from_sunday() -> None:
    months = months_of(YEAR)
    assert [f"{month.first:%Y-%m}" for month in months][::11] == ["2026-07", "2027-06"]
    assert [month.days for month in months] == [31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30]
    november = months[NOVEMBER]
    assert november.before == 0  # November 1, 2026 is a Sunday
    assert november.weeks == 5
    assert november.cell(1) == (0, 8)
    assert november.cell(30) == (10, 48)
    assert months_of("2027-28")[7].days == 29


def test_days_in_a_row_are_one_line_a_week() -> None:
    november = months_of(YEAR)[NOVEMBER]
    assert list(november.runs([2, 3, 4, 6, 9, 10])) == [(10, 8, 30), (50, 8, 10), (10, 18, 20)]
    assert list(november.runs([7, 8])) == [(60, 8, 10), (0, 18, 10)]
    assert list(november.runs([])) == []
    december = months_of(YEAR)[NOVEMBER + 1]  # begins on a Tuesday
    assert list(december.runs([1, 2])) == [(20, 8, 20)]


def test_days_of_instruction_are_filled_and_weekdays_without_it_are_struck() -> None:
    monday = dt.date(2026, 11, 2)
    bits = (WEEKDAYS & ~(1 << 2)) | WEEKDAYS << 7  # two weeks, the first Wednesday off
    svg = drawn(YearMarks(YEAR, school=(monday.toordinal(), bits)))[NOVEMBER]
    assert path(svg, "school") == "M10 8h20v9.4h-20zM40 8h20v9.4h-20zM10 18h50v9.4h-50z"
    assert path(svg, "off") == "M31.5 16l7-7"


@pytest.mark.parametrize(
    ("marks", "name", "expected"),
    [
        ({"percent": dt.date(2026, 11, 3)}, "percent", "M20.6 8.6h8.8v8.2h-8.8z"),
        (
            {"window": (dt.date(2026, 10, 30), dt.date(2026, 11, 9))},
            "window",
            "M0 17.2h70M0 27.2h20",
        ),
        ({"period": (dt.date(2026, 11, 30), dt.date(2026, 12, 4))}, "period", "M10 56.6h10"),
        ({"testing": ((dt.date(2026, 11, 5), dt.date(2026, 11, 6)),)}, "testing", "M40.5 8.9h19"),
    ],
)
def test_each_mark_stands_on_its_days(marks: dict[str, object], name: str, expected: str) -> None:
    svg = drawn(YearMarks(YEAR, **marks))[NOVEMBER]  # type: ignore[arg-type]
    assert path(svg, name) == expected


def test_dates_of_each_layer_have_a_shape_of_their_own() -> None:
    day = dt.date(2026, 11, 3)
    layers = ("caaspp", "elpac", "interim", "local")
    svg = drawn(YearMarks(YEAR, due=tuple((layer, day) for layer in layers)))[NOVEMBER]
    shapes = {path(svg, f"due {layer}") for layer in layers}
    assert len(shapes) == 4
    assert "" not in shapes


def test_a_year_reads_from_right_to_left_where_the_language_does() -> None:
    left, right = YearFrame(YEAR, "en", "ltr"), YearFrame(YEAR, "ar", "rtl")
    marks = YearMarks(YEAR, percent=dt.date(2026, 11, 3))
    assert "matrix" not in left.picture(marks)
    assert right.picture(marks).count("matrix(-1 0 0 1 70 0)") == 12
    assert '<g id="month-2026-11"><text x="5" y="14.6" class="rest">1</text>' in left.numbers()
    assert '<g id="month-2026-11"><text x="65" y="14.6" class="rest">1</text>' in right.numbers()


def test_the_marks_of_a_whole_year_are_few_bytes() -> None:
    start = dt.date(2026, 8, 10).toordinal()
    bits = sum(WEEKDAYS << 7 * week for week in range(42) if week not in (15, 19, 20, 32))
    window = (dt.date(2027, 3, 3), dt.date(2027, 5, 28))
    marks = YearMarks(YEAR, (start, bits), window[0], window, window, (window,))
    assert sum(map(len, drawn(marks))) < 5000
