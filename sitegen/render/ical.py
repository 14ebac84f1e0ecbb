"""Feeds of deadlines as iCalendar (RFC 5545, RFC 7986).

The recipe is that of feeds which calendar programs are known to follow: whole days with an
exclusive end, a UID made of ids and never of a date, DTSTAMP and LAST-MODIFIED from the
ledger and never from the clock, SEQUENCE rising with each change, no METHOD, and the feed's
name and refresh interval in both the standard's and the older properties.

Values are icalendar's. Lines are joined and folded here: 2,000 LEAs have the same thirty
events in seven languages each, and a component object for every one of them was most of the
time that an LEA took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from icalendar import vDate, vDatetime, vDuration
from icalendar.prop import vText

REFRESH = timedelta(hours=12)

_WIDEST = 74
"""Octets of a line before its end; RFC 5545 allows 75."""
_FOLD = b"\r\n "


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An event in a language. ``key`` is the ledger's; ``modified`` and ``sequence`` too.

    ``last`` is set where there are several days. ``url`` leads to the event's place, and ends its
    description too, since some programs show no URL.
    """

    key: str
    day: date
    title: str
    description: str
    categories: Sequence[str]
    url: str | None
    modified: date
    sequence: int
    cancelled: bool = False
    last: date | None = None


@dataclass(frozen=True, slots=True)
class RenderedEvent:
    """An event's lines, and what it is sorted by: day and key."""

    order: tuple[date, str]
    lines: bytes


def uid(key: str) -> str:
    """The lasting identity of an event: ``deadline.year.lea@coordinator-handbook``."""
    return f"{key.replace('/', '.')}@coordinator-handbook"


def feed(
    name: str, description: str, tag: str, entries: Iterable[FeedEntry], url: str | None = None
) -> bytes:
    """A whole feed, in the language ``tag``, its events by day and key."""
    return calendar(name, description, tag, map(rendered, entries), url)


def calendar(
    name: str, description: str, tag: str, events: Iterable[RenderedEvent], url: str | None = None
) -> bytes:
    """A whole feed of events that are rendered already, so that several feeds can share them."""
    lines = [
        b"BEGIN:VCALENDAR",
        _line("PRODID", f"-//Coordinator Handbook//Deadlines//{tag.upper()}"),
        b"VERSION:2.0",
        b"CALSCALE:GREGORIAN",
        _shared_line("NAME", name),
        _shared_line("X-WR-CALNAME", name),
        _shared_line("DESCRIPTION", description),
        _shared_line("X-WR-CALDESC", description),
        b"REFRESH-INTERVAL;VALUE=DURATION:" + _value(vDuration(REFRESH)),
        b"X-PUBLISHED-TTL:" + _value(vDuration(REFRESH)),
    ]
    if url:
        lines.append(folded(f"URL:{url}".encode()))
    lines.extend(event.lines for event in sorted(events, key=lambda event: event.order))
    lines.append(b"END:VCALENDAR")
    return b"\r\n".join(lines) + b"\r\n"


def rendered(entry: FeedEntry) -> RenderedEvent:
    """The lines of one event, without the last line end."""
    return RenderedEvent((entry.day, entry.key), b"\r\n".join(_event(entry)))


def _event(entry: FeedEntry) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT"
    yield folded(f"UID:{uid(entry.key)}".encode())
    yield _recorded(entry.modified)
    yield b"SEQUENCE:%d" % entry.sequence
    yield _days(entry.day, entry.last or entry.day)
    yield _shared_line("SUMMARY", entry.title)
    yield _described(entry)
    if entry.categories:
        yield _categories(tuple(entry.categories))
    if entry.url:
        yield folded(f"URL:{entry.url}".encode())
    yield b"TRANSP:TRANSPARENT"
    yield b"STATUS:CANCELLED" if entry.cancelled else b"STATUS:CONFIRMED"
    yield b"END:VEVENT"


def _described(entry: FeedEntry) -> bytes:
    """The description. All LEAs have the same words and an address each, which ends them."""
    shared = _shared_line("DESCRIPTION", entry.description)
    if not entry.url or not entry.description:
        return shared
    before, fold, last = shared.rpartition(_FOLD)
    # An address of ours is percent-encoded: nothing in it is to be escaped (RFC 5545, 3.3.11).
    return before + fold + folded(last + b"\\n" + entry.url.encode())


@lru_cache(maxsize=512)
def _recorded(day: date) -> bytes:
    stamp = _value(vDatetime(datetime(day.year, day.month, day.day, tzinfo=UTC)))
    return b"DTSTAMP:%b\r\nLAST-MODIFIED:%b" % (stamp, stamp)


@lru_cache(maxsize=512)
def _days(day: date, last: date) -> bytes:
    after = last + timedelta(days=1)
    return b"DTSTART;VALUE=DATE:%b\r\nDTEND;VALUE=DATE:%b" % (
        _value(vDate(day)),
        _value(vDate(after)),
    )


@lru_cache(maxsize=512)
def _categories(names: tuple[str, ...]) -> bytes:
    return folded(b"CATEGORIES:" + b",".join(_value(vText(name)) for name in names))


def _line(name: str, text: str) -> bytes:
    """A property of type TEXT: its value escaped, the line folded."""
    return folded(name.encode() + b":" + _value(vText(text)))


def _value(value: Any) -> bytes:
    """A value of one of icalendar's types as it stands in a line."""
    return bytes(value.to_ical())


_shared_line = lru_cache(maxsize=8192)(_line)


def folded(line: bytes) -> bytes:
    """A content line of UTF-8, folded so that neither a character nor an escape is split."""
    pieces = []
    start = 0
    while len(line) - start > _WIDEST:
        end = start + _WIDEST
        while line[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        if line[end - 1] in b"\\^":
            end -= 1
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return _FOLD.join(pieces)
