"""Events of an ``.ics`` file as entries, each with its line.

Lines are unfolded and components told apart here, so that every event knows its place and
nesting cannot hurt; single lines and values are read by :mod:`icalendar`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes, vDuration

from sitegen.calendar_import.entries import LONGEST_NAME, MOST_ENTRIES, Entry, tidy
from sitegen.problems import Problems, Source

_DEEPEST = 8
_LONGEST_LINE = 20_000
_HOME = ZoneInfo("America/Los_Angeles")
_DAY = dt.timedelta(days=1)

_CONTENT_LINE: Any = Contentline
_DAY_OR_TIME: Any = vDDDTypes
_DURATION: Any = vDuration
"""icalendar has no types for these."""


@dataclass
class _Event:
    """The lines of one event by name, the first of each: value and line."""

    line: int
    values: dict[str, tuple[str, int]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, ("", 0))[0]


def read_ics(text: str, path: str, problems: Problems) -> list[Entry]:
    """The events of a calendar, in its order."""
    entries: list[Entry] = []
    for event in _events(text, path, problems):
        if len(entries) == MOST_ENTRIES:
            message = f"this calendar has more than {MOST_ENTRIES:,} events; the rest is not read"
            at = Source(path, event.line, 1)
            problems.add("D142", at, message, "export one school year alone")
            break
        if entry := _entry(event, path, problems):
            entries.append(entry)
    return entries


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The content lines with the number of their first line."""
    number, parts = 0, [""]
    for line_number, line in enumerate(text.split("\n"), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            if number:
                yield (number, "".join(parts))
            number, parts = line_number, [line]
    yield (number, "".join(parts))


def _events(text: str, path: str, problems: Problems) -> Iterator[_Event]:
    open_: list[str] = []
    event: _Event | None = None
    for number, line in _unfolded(text):
        at = Source(path, number, 1)
        word = line.strip().upper()
        if word.startswith("BEGIN:"):
            open_.append(word[6:])
            if len(open_) > _DEEPEST:
                message = f"components stand in each other more than {_DEEPEST} deep"
                problems.add("D142", at, message, "export the calendar again")
                return
            if open_[-1] == "VEVENT":
                event = _Event(number)
        elif word.startswith("END:"):
            if not open_ or open_.pop() != word[4:]:
                message = f"“{line[:40]}” ends what is not open"
                problems.add("D142", at, message, "export the calendar again")
                return
            if word == "END:VEVENT" and event is not None:
                yield event
                event = None
        elif event is not None and open_[-1] == "VEVENT" and word:
            _take(event, line, at, problems)
    if open_:
        message = f"the file ends inside {open_[-1][:40]}: it was cut off"
        problems.add("D142", Source(path, number, 1), message, "export the calendar again")


def _take(event: _Event, line: str, at: Source, problems: Problems) -> None:
    """One line of an event; what icalendar cannot read is told."""
    if len(line) > _LONGEST_LINE:
        if line[:12].upper().startswith(("SUMMARY", "DTSTART", "DTEND")):
            problems.add("D142", at, f"this line has {len(line):,} characters", "shorten it")
        return
    try:
        name, _, value = _CONTENT_LINE(line).parts()
    except (ValueError, KeyError, IndexError) as error:
        message = f"this line cannot be read: {str(error)[:80]}"
        problems.add("D142", at, message, "export the calendar again")
        return
    event.values.setdefault(str(name).upper(), (str(value), at.line))


def _entry(event: _Event, path: str, problems: Problems) -> Entry | None:
    values = event.values
    at = Source(path, event.line, 1)
    if event.text("STATUS").upper() == "CANCELLED":
        return None
    name = tidy(event.text("SUMMARY"))[:LONGEST_NAME]
    if "DTSTART" not in values or not name:
        message = "this event has no day or no name"
        problems.add("D143", at, message, "give it both, or delete it")
        return None
    at = Source(path, values["DTSTART"][1], 1)
    repeats = values.get("RRULE") or values.get("RDATE")
    if repeats:
        problems.add(
            "D148",
            Source(path, repeats[1], 1),
            f"“{name}” repeats, and repetitions are not read",
            "export the calendar with its repetitions written out, or enter the days yourself",
        )
        return None
    days = _days(event, at, name, problems)
    if days is None:
        return None
    first, last, timed = days
    category = tidy(event.text("CATEGORIES"))[:LONGEST_NAME]
    return Entry(name, first, last, at, category, timed)


def _days(
    event: _Event, at: Source, name: str, problems: Problems
) -> tuple[dt.date, dt.date, bool] | None:
    """The first and the last day, and whether the event has hours of the day."""
    try:
        start = _moment(event.text("DTSTART"))
        if "DTEND" in event.values:
            end = _moment(event.text("DTEND"))
        elif "DURATION" in event.values:
            end = start + _DURATION.from_ical(event.text("DURATION")[:40])
        else:
            end = start if isinstance(start, dt.datetime) else start + _DAY
        if isinstance(start, dt.datetime) != isinstance(end, dt.datetime):
            raise ValueError("its start has hours and its end has none, or the reverse")
        late = end < start
    except (ValueError, TypeError, OverflowError, KeyError) as error:
        message = f"the days of “{name}” cannot be read: {str(error)[:80]}"
        problems.add("D143", at, message, "look at the event in its calendar program")
        return None
    if late:
        message = f"“{name}” ends on {end:%Y-%m-%d}, before it begins on {start:%Y-%m-%d}"
        problems.add("D143", at, message, "exchange the two days")
        return None
    midnight = dt.time()
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return (start, max(start, end - _DAY), False)
    if end > start and start.time() == end.time() == midnight:  # a day that is written as hours
        return (start.date(), end.date() - _DAY, False)
    return (start.date(), end.date(), True)


def _moment(value: str) -> dt.date | dt.datetime:
    """A date, or a time of the day as people in California have it."""
    if len(value) > len("20260817T080000Z"):
        raise ValueError(f"“{value[:40]}” is no date")
    try:
        found = _DAY_OR_TIME.from_ical(value)
    except ValueError:
        raise ValueError(f"“{value}” is no date") from None
    if isinstance(found, dt.datetime):
        if found.tzinfo is not None:
            found = found.astimezone(_HOME)
        return found.replace(tzinfo=None)  # with a TZID, the hours are local as they stand
    if not isinstance(found, dt.date):
        raise ValueError(f"“{value[:40]}” is no date")
    return found
