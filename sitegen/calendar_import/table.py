"""Rows of a CSV file as entries: which column is what, and each row with its line.

Columns are known by their heading, in English or Spanish, in any order; without a heading, by
what stands in them. Spreadsheets separate by commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from sitegen.calendar_import.dates import NotRead, Order, order_of, read_date, read_range
from sitegen.calendar_import.entries import LONGEST_NAME, MOST_ENTRIES, Entry, plain, tidy
from sitegen.deadlines.calendars import SchoolYear
from sitegen.problems import Problems, Source

HEADINGS = {
    "first": (
        "date", "day", "start", "start date", "first", "first day", "from", "begin", "begins",
        "begin date", "date start", "dates", "fecha", "inicio", "desde", "comienzo", "fechas",
        "fecha de inicio", "fecha inicial", "primer dia",
    ),
    "last": (
        "end", "end date", "last", "last day", "to", "through", "until", "ends", "finish",
        "date end", "fin", "final", "hasta", "fecha de fin", "fecha final", "ultimo dia",
    ),
    "name": (
        "name", "event", "title", "subject", "description", "summary", "holiday", "event name",
        "event title", "what", "evento", "nombre", "descripcion", "asunto", "titulo",
    ),
    "category": (
        "type", "kind", "category", "categories", "day type", "event type", "tipo", "categoria",
        "tipo de dia", "clase",
    ),
    "all day": ("all day event", "all day", "allday"),
    "end time": ("end time",),
}  # fmt: skip
_FORMULA = re.compile(r"[=@]|[+-](?=[A-Za-z(=@])|\t")
_WIDEST = 60
_LONGEST_CELL = 20_000
_HEAD_ROWS = 15


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of an entry stand, from 0; what there is not is ``None``."""

    first: int
    name: int
    last: int | None = None
    category: int | None = None
    all_day: int | None = None
    end_time: int | None = None


Row = tuple[int, list[str]]


def read_table(
    text: str, path: str, year: SchoolYear, order: Order | None, problems: Problems
) -> list[Entry]:
    """The entries of a CSV file, in its order."""
    rows = _rows(text, path, problems)
    if problems.has_errors:
        return []
    found = _columns(rows, year)
    if found is None:
        problems.add(
            "D145",
            Source(path, rows[0][0] if rows else 0, 1 if rows else 0),
            "no column of dates and no column of names can be told here",
            "give the columns headings: name, start date, end date",
        )
        return []
    columns, head = found
    order = order or order_of(
        row[at]
        for _, row in rows
        for at in (columns.first, columns.last)
        if at is not None and at < len(row)
    )
    body = rows[head:]
    return [
        entry
        for line, row in body
        if any(cell.strip() for cell in row)
        and (entry := _entry(row, Source(path, line, 1), columns, (year, order), problems))
    ]


def _rows(text: str, path: str, problems: Problems) -> list[Row]:
    """All rows with the line on which each begins."""
    rows: list[Row] = []
    sample = "\n".join(text.split("\n", _HEAD_ROWS)[:_HEAD_ROWS])
    delimiter = max(",;\t", key=sample.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            at = Source(path, line, 1)
            problems.add("D142", at, f"this row cannot be read: {error}", "save the file again")
            return rows
        if row is None:
            return rows
        if len(rows) == MOST_ENTRIES or len(row) > _WIDEST:
            what = f"{MOST_ENTRIES:,} rows" if len(rows) == MOST_ENTRIES else f"{_WIDEST} columns"
            message = f"this file has more than {what}; the rest is not read"
            problems.add("D142", Source(path, line, 1), message, "keep the days of one year alone")
            return rows
        rows.append((line, row))
        line = reader.line_num + 1


def _columns(rows: Sequence[Row], year: SchoolYear) -> tuple[Columns, int] | None:
    """The columns, and how many rows their heading takes with what stands above it."""
    for number, (_, row) in enumerate(rows[:_HEAD_ROWS]):
        named = _headed(row)
        if named is not None:
            return (named, number + 1)
    seen = _by_content(rows, year)
    return (seen, 0) if seen is not None else None


def _headed(row: Sequence[str]) -> Columns | None:
    at: dict[str, int] = {}
    for number, cell in enumerate(row):
        word = re.sub(r"[^a-z ]+", " ", plain(cell[:LONGEST_NAME])).strip()
        for part, words in HEADINGS.items():
            if word in words:
                at.setdefault(part, number)
    if "first" not in at or "name" not in at:
        return None
    return Columns(
        at["first"],
        at["name"],
        at.get("last"),
        at.get("category"),
        at.get("all day"),
        at.get("end time"),
    )


def _by_content(rows: Sequence[Row], year: SchoolYear) -> Columns | None:
    """Columns without a heading: those of dates, and the one with the longest words."""
    sample = [row for _, row in rows[:40] if any(cell.strip() for cell in row)]
    width = min((len(row) for row in sample), default=0)
    dated, worded = [], []
    for number in range(width):
        cells = [row[number].strip() for row in sample]
        dates = sum(_is_date(cell, year) for cell in cells)
        if dates * 2 > len(cells):
            dated.append(number)
        elif any(cells):
            worded.append((sum(map(len, cells)), -number))
    if not dated or not worded:
        return None
    return Columns(dated[0], -max(worded)[1], dated[1] if len(dated) > 1 else None)


def _is_date(cell: str, year: SchoolYear) -> bool:
    try:
        read_range(cell, year, Order.MONTH_FIRST)
    except NotRead:
        return False
    return True


def _entry(
    row: Sequence[str],
    at: Source,
    columns: Columns,
    reading: tuple[SchoolYear, Order | None],
    problems: Problems,
) -> Entry | None:
    cells = _Cells(row)
    for cell in (cells[columns.name], cells[columns.first], cells[columns.category]):
        if _FORMULA.match(cell) or len(cell) > _LONGEST_CELL:
            message = f"“{tidy(cell[:40])}” is a formula or no text, which is not read"
            problems.add("D151", at, message, "write its value in its place")
            return None
    name = tidy(cells[columns.name])[:LONGEST_NAME]
    if not name or not cells[columns.first].strip():
        problems.add("D143", at, "this row has no day or no name", "give it both, or delete it")
        return None
    days = _days(cells, columns, reading, name, at, problems)
    if days is None:
        return None
    category = tidy(cells[columns.category])[:LONGEST_NAME]
    return Entry(name, *days, at, category)


class _Cells:
    """A row in which a missing cell is empty."""

    def __init__(self, row: Sequence[str]) -> None:
        self._row = row

    def __getitem__(self, column: int | None) -> str:
        return self._row[column] if column is not None and column < len(self._row) else ""


def _days(
    cells: _Cells,
    columns: Columns,
    reading: tuple[SchoolYear, Order | None],
    name: str,
    at: Source,
    problems: Problems,
) -> tuple[dt.date, dt.date] | None:
    year, order = reading
    try:
        first, last = read_range(cells[columns.first], year, order)
        if written := cells[columns.last].strip():
            last = read_date(written, year, order)
            if last > first and _ends_before_midnight(cells, columns):
                last -= dt.timedelta(days=1)
    except NotRead as error:
        problems.add("D144" if error.ambiguous else "D143", at, error.message, error.hint)
        return None
    if last < first:
        message = f"“{name}” ends on {last}, before it begins on {first}"
        problems.add("D143", at, message, "exchange the two days, or look at their years")
        return None
    return (first, last)


def _ends_before_midnight(cells: _Cells, columns: Columns) -> bool:
    """Whether an end is the midnight after the last day, as Outlook writes days without hours."""
    all_day = plain(cells[columns.all_day]).strip() in ("true", "yes", "1", "verdadero", "si")
    return all_day and bool(
        re.match(r"(?:12:00(?::00)? ?am|0?0:00(?::00)?)$", _ended(cells, columns))
    )


def _ended(cells: _Cells, columns: Columns) -> str:
    return plain(cells[columns.end_time]).strip()
