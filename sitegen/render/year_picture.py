"""A school year as a picture: twelve small months, with marks for what happens on their days.

The marks of a year have no language, so they are drawn once for an LEA and put into the months
of each of its languages (:class:`YearFrame`). A day is a cell of 10 by 10 in the SVG's own units,
weeks begin on Sunday as California's school calendars do. Nothing is told by colour alone: a day
of instruction is a filled cell, one without is struck through, the available window is a broken
line under its days, the selected period a thick one, testing a line over them, the percent day
stands in a frame, and a date of each layer has a shape of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from sitegen.deadlines.calendars import SchoolYear
from sitegen.i18n import formatting

CELL = 10
WIDTH = 7 * CELL
HEAD = 8
"""Above the weeks stand the initials of the weekdays."""

_SATURDAY = 5
_DUE = {
    "caaspp": "m{x} {y}a1.8 1.8 0 1 0 .01 0z",  # a disc
    "elpac": "m{x} {y}l2 2-2 2-2-2z",  # a diamond
    "interim": "m{x} {y}h1.7v3.4h-3.4v-3.4z",  # a square
    "local": "m{x} {y}l2.1 3.6h-4.2z",  # a triangle
}
"""The shape of each layer's dates, from the middle of its upper edge."""

_SIGNS = {
    "school": "M0 0h10v9.4h-10z",
    "off": "M1.5 8.5l7-7",
    "percent": "M.8 .8h8.4v8.4h-8.4z",
    "window": "M0 5h10",
    "period": "M0 5h10",
    "testing": "M0 5h10",
}

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class YearMarks:
    """What is drawn of a year, all of it optional.

    ``school`` are an ordinal and bits as a :class:`~sitegen.deadlines.calendars.SchoolCalendar`
    has them; ``percent`` is the day on which the percentage is reached; ``due`` are layers and
    days.
    """

    year: str
    school: tuple[int, int] | None = None
    percent: dt.date | None = None
    window: Days | None = None
    period: Days | None = None
    testing: tuple[Days, ...] = ()
    due: tuple[tuple[str, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a grid: ``before`` days of another month stand in its first week."""

    first: dt.date
    days: int
    before: int

    @property
    def weeks(self) -> int:
        return -(-(self.before + self.days) // 7)

    def cell(self, day: int) -> tuple[int, int]:
        """Left and upper edge of the cell of a day, from 1."""
        week, column = divmod(self.before + day - 1, 7)
        return column * CELL, HEAD + week * CELL

    def runs(self, days: Iterable[int]) -> Iterator[tuple[int, int, int]]:
        """Days in a row, week by week: left edge, upper edge, width."""
        start = end = 0
        for day in (*sorted(days), 0):
            if start and day == end + 1 and self.cell(day)[0]:
                end = day
                continue
            if start:
                x, y = self.cell(start)
                yield x, y, (end - start + 1) * CELL
            start = end = day


@lru_cache(maxsize=8)
def months_of(year: str) -> tuple[Month, ...]:
    """The months of a school year, July to June."""
    first = SchoolYear.named(year).first
    found = []
    for number in range(12):
        month = dt.date(first.year + (first.month + number > 12), (6 + number) % 12 + 1, 1)
        following = (month + dt.timedelta(days=31)).replace(day=1)
        found.append(Month(month, (following - month).days, (month.weekday() + 1) % 7))
    return tuple(found)


@lru_cache(maxsize=64)
def drawn(marks: YearMarks) -> tuple[str, ...]:
    """The marks of each month, July to June, as SVG without a language."""
    return tuple("".join(_month(month, marks)) for month in months_of(marks.year))


def _month(month: Month, marks: YearMarks) -> Iterator[str]:
    if marks.school:
        school, off = _school(month, *marks.school)
        yield _path("school", (f"M{x} {y}h{width}v9.4h-{width}z" for x, y, width in school))
        yield _path("off", (f"M{x + 1.5} {y + 8}l7-7" for x, y in map(month.cell, off)))
    for name, span, height in (("window", marks.window, 9.2), ("period", marks.period, 8.6)):
        if span:
            runs = month.runs(_inside(month, span))
            yield _path(name, (f"M{x} {round(y + height, 1)}h{width}" for x, y, width in runs))
    days = {day for span in marks.testing for day in _inside(month, span)}
    yield _path(
        "testing", (f"M{x + 0.5} {y + 0.9}h{width - 1}" for x, y, width in month.runs(days))
    )
    if marks.percent and _of(month, marks.percent):
        x, y = month.cell(marks.percent.day)
        yield _path("percent", (f"M{x + 0.6} {y + 0.6}h8.8v8.2h-8.8z",))
    for layer, shape in _DUE.items():
        found = {day.day for name, day in marks.due if name == layer and _of(month, day)}
        shapes = [
            "M0 0" + shape.format(x=x + 7.9, y=round(y + 0.3, 1))
            for x, y in map(month.cell, sorted(found))
        ]
        yield _path(f"due {layer}", shapes)


def _path(name: str, lines: Iterable[str]) -> str:
    joined = "".join(lines)
    return f'<path class="{name}" d="{joined}"/>' if joined else ""


def _school(month: Month, start: int, bits: int) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Runs of days of instruction, and weekdays without it between the first and the last."""
    offset = month.first.toordinal() - start - 1
    taught, off = [], []
    for day in range(1, month.days + 1):
        at = offset + day
        if 0 <= at < bits.bit_length():
            if bits >> at & 1:
                taught.append(day)
            elif (month.first.weekday() + day - 1) % 7 < _SATURDAY:
                off.append(day)
    return list(month.runs(taught)), off


def _of(month: Month, day: dt.date) -> bool:
    return (day.year, day.month) == (month.first.year, month.first.month)


def _inside(month: Month, span: Days) -> range:
    """The days of a month from the first to the last of a span."""
    first = max((span[0] - month.first).days + 1, 1)
    last = min((span[1] - month.first).days + 1, month.days)
    return range(first, last + 1)


class YearFrame:
    """The months of a school year in one language: names, weekdays and numbers of days."""

    def __init__(self, year: str, tag: str, direction: str) -> None:
        self.months = months_of(year)
        self._tag = tag
        self._mirrored = direction == "rtl"
        self._frames = [self._frame(month) for month in self.months]

    def _x(self, x: float) -> float:
        return WIDTH - x if self._mirrored else x

    def numbers(self) -> Markup:
        """A hidden SVG whose parts the months of the page show: ``#month-2026-07``."""
        head = "".join(
            f'<text x="{self._x(column * CELL + 5):g}" y="5">{escape(name)}</text>'
            for column, name in enumerate(formatting.weekday_initials(self._tag))
        )
        parts = []
        for month in self.months:
            days = []
            for day in range(1, month.days + 1):
                x, y = month.cell(day)
                mark = ' class="rest"' if x in (0, WIDTH - CELL) else ""
                days.append(f'<text x="{self._x(x + 5):g}" y="{y + 6.6:g}"{mark}>{day}</text>')
            parts.append(f'<g id="month-{month.first:%Y-%m}">{"".join(days)}</g>')
        return Markup(
            '<svg class="numbers" width="0" height="0" aria-hidden="true"><defs>'
            f'<g id="weekdays" class="weekdays">{head}</g>{"".join(parts)}</defs></svg>'
        )

    def sign(self, name: str) -> Markup:
        """What a mark looks like, for the legend: a class of the picture's paths."""
        layer = name.partition(" ")[2]
        path = "M0 0" + _DUE[layer].format(x=5, y=3.2) if layer else _SIGNS[name]
        return Markup(
            '<svg viewBox="0 0 10 10" width="20" height="20">'
            f'<path class="{name}" d="{path}"/></svg>'
        )

    def _frame(self, month: Month) -> tuple[str, str]:
        mirror = f' transform="matrix(-1 0 0 1 {WIDTH} 0)"' if self._mirrored else ""
        name = formatting.month_year(month.first, self._tag)
        height = HEAD + month.weeks * CELL
        before = (
            f'<div data-month="{month.first:%Y-%m}"><p>{escape(name[:1].upper() + name[1:])}</p>'
            f'<svg viewBox="0 0 {WIDTH} {height}"><g{mirror}>'
        )
        numbers = f'<use href="#weekdays"/><use href="#month-{month.first:%Y-%m}"/>'
        return before, f"</g>{numbers}</svg></div>\n"

    def picture(self, marks: YearMarks) -> Markup:
        """The months with their marks, one after another."""
        return Markup(
            "".join(
                part
                for (before, after), inside in zip(self._frames, drawn(marks), strict=True)
                for part in (before, inside, after)
            )
        )
