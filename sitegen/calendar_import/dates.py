"""Dates as people write them: ISO, 8/17/2026, August 17, 2026, 17 de agosto de 2026, ranges.

A day without a year gets the one that it has in the school year. ``8/10/2026`` alone could be
August 10 or October 8: it is read only where the file itself, or whoever imports it, says which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum

from sitegen.calendar_import.entries import plain
from sitegen.deadlines.calendars import SchoolYear

_MONTHS = (
    ("jan", "january", "ene", "enero"),
    ("feb", "february", "febrero"),
    ("mar", "march", "marzo"),
    ("apr", "april", "abr", "abril"),
    ("may", "mayo"),
    ("jun", "june", "junio"),
    ("jul", "july", "julio"),
    ("aug", "august", "ago", "agosto"),
    ("sep", "sept", "september", "septiembre", "setiembre"),
    ("oct", "october", "octubre"),
    ("nov", "november", "noviembre"),
    ("dec", "december", "dic", "diciembre"),
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_WEEKDAYS = (
    ("mon", "monday", "lun", "lunes"),
    ("tue", "tuesday", "tues", "martes"),
    ("wed", "wednesday", "weds", "mie", "miercoles"),
    ("thu", "thursday", "thur", "thurs", "jue", "jueves"),
    ("fri", "friday", "vie", "viernes"),
    ("sat", "saturday", "sab", "sabado"),
    ("sun", "sunday", "dom", "domingo"),
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}

_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?(?:,? +(\d{4}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: +de)? +([a-z]+)\.?(?:(?: +de|,)? +(\d{4}))?")
_WEEKDAY_BEFORE = re.compile(rf"({'|'.join(sorted(_WEEKDAY, key=len, reverse=True))})\.?,? +(.+)")
_TIME = re.compile(r"[ t]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?:z|[+-]\d{2}:?\d{2})?$")
_BETWEEN = (re.compile(r" +(?:-|to|through|thru|al?) +"), re.compile(r"(?<=\d)-(?=[a-z\d])"))
_SAME_MONTH = re.compile(r"([a-z]+\.?) +(\d{1,2}) *(?:-|to|through|thru) *(\d{1,2})(,? +\d{4})?")
LONGEST = 80


class Order(StrEnum):
    """How a file writes a day in numbers alone."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class NotRead(Exception):
    """Why a text is no date: the message and what to do; ``ambiguous`` where it is two."""

    def __init__(self, message: str, hint: str, *, ambiguous: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.ambiguous = ambiguous


def order_of(texts: Iterable[str]) -> Order | None:
    """How a file orders day and month: told by the dates in it that can be read in one way."""
    seen: set[Order] = set()
    for text in texts:
        for word in re.split(r"[\s,–—]+", text[:LONGEST]):
            found = _NUMERIC.fullmatch(word)
            if not found:
                continue
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second >= 1:
                seen.add(Order.DAY_FIRST)
            if second > 12 >= first >= 1:
                seen.add(Order.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else None


def read_range(text: str, year: SchoolYear, order: Order | None) -> tuple[dt.date, dt.date]:
    """The days of a text that names one day or a range. Raises :class:`NotRead`."""
    spoken = plain(text).strip()
    if len(spoken) > LONGEST:
        raise NotRead("this is too long to be a date", "one date, or a range of two")
    try:
        day = _read(spoken, year, order)
    except NotRead as error:
        days = None if error.ambiguous else _read_two(spoken, year, order)
        if days is None:
            raise
        return days
    return (day, day)


def _read_two(text: str, year: SchoolYear, order: Order | None) -> tuple[dt.date, dt.date] | None:
    """A text as a range of two days; ``None`` where it does not look like one."""
    if found := _SAME_MONTH.fullmatch(text):
        parts = [f"{found[1]} {found[2]}{found[4] or ''}", f"{found[1]} {found[3]}{found[4] or ''}"]
    else:
        parts = next((two for each in _BETWEEN if len(two := each.split(text)) == 2), [])
    if not parts:
        return None
    first, last = (_read(part.strip(), year, order) for part in parts)
    return (first, last)


def read_date(text: str, year: SchoolYear, order: Order | None) -> dt.date:
    """The day of a text. Raises :class:`NotRead`."""
    spoken = plain(text).strip()
    if len(spoken) > LONGEST:
        raise NotRead("this is too long to be a date", "one date: 2026-08-17")
    return _read(spoken, year, order)


def _read(text: str, year: SchoolYear, order: Order | None) -> dt.date:
    weekday = None
    if found := _WEEKDAY_BEFORE.fullmatch(text):
        weekday, text = _WEEKDAY[found[1]], found[2]
    text = _TIME.sub("", text).strip()
    day = _named(text, year) or _numbers(text, year, order)
    if day is None:
        raise NotRead(f"“{text[:40]}” is not a date", "2026-08-17, 8/17/2026 or August 17, 2026")
    if weekday is not None and day.weekday() != weekday:
        names = [words[1].capitalize() for words in _WEEKDAYS]
        raise NotRead(
            f"{day} is a {names[day.weekday()]}, not a {names[weekday]}", "look at the year"
        )
    return day


def _named(text: str, year: SchoolYear) -> dt.date | None:
    """ISO, or a date whose month is a word."""
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if (found := _MONTH_FIRST.fullmatch(text)) and found[1] in _MONTH:
        month, day, written = _MONTH[found[1]], int(found[2]), found[3]
    elif (found := _DAY_FIRST.fullmatch(text)) and found[2] in _MONTH:
        month, day, written = _MONTH[found[2]], int(found[1]), found[3]
    else:
        return None
    return _day(int(written) if written else year.in_month(month), month, day, text)


def _numbers(text: str, year: SchoolYear, order: Order | None) -> dt.date | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    if order is None and first != second and first <= 12 and second <= 12:
        raise NotRead(
            f"“{text}” can be read as two days, and nothing in the file tells which",
            "write it as 2026-08-17, or import with --month-first or --day-first",
            ambiguous=True,
        )
    day_first = order is Order.DAY_FIRST if first <= 12 and second <= 12 else first > 12
    month, day = (second, first) if day_first else (first, second)
    if not 1 <= month <= 12:
        raise NotRead(f"there is no day {text}", "look at the month and the day")
    written = found[4]
    if written is None:
        in_year = year.in_month(month)
    else:
        in_year = int(written) + (2000 if len(written) == 2 else 0)
    return _day(in_year, month, day, text)


def _day(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NotRead(
            f"there is no day {text[:40]}", "look at the calendar for that month"
        ) from None
