"""Feeds of deadlines as iCalendar (RFC 5545, RFC 7986).

The recipe is that of feeds which calendar programs are known to follow: whole days with an
exclusive end, a UID made of ids and never of a date, DTSTAMP and LAST-MODIFIED from the
ledger and never from the clock, SEQUENCE rising with each change, no METHOD, and the feed's
name and refresh interval in both the standard's and the older properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration
from icalendar.prop import vText

REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An event in a language. ``key`` is the ledger's; ``modified`` and ``sequence`` too."""

    key: str
    day: date
    title: str
    description: str
    categories: Sequence[str]
    url: str | None
    modified: date
    sequence: int
    cancelled: bool = False


def uid(key: str) -> str:
    """The lasting identity of an event: ``deadline.year.lea@coordinator-handbook``."""
    return f"{key.replace('/', '.')}@coordinator-handbook"


def feed(name: str, description: str, tag: str, entries: Iterable[FeedEntry],
         url: str | None = None) -> bytes:
    """A whole feed, in the language ``tag``, its events by day and key."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Coordinator Handbook//Deadlines//{tag.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar["NAME"] = vText(name)
    calendar["X-WR-CALNAME"] = vText(name)
    calendar["DESCRIPTION"] = vText(description)
    calendar["X-WR-CALDESC"] = vText(description)
    interval = vDuration(REFRESH)
    interval.params["VALUE"] = "DURATION"
    calendar["REFRESH-INTERVAL"] = interval
    calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)
    if url:
        calendar["URL"] = url
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.key)):
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical(sorted=False))


def _event(entry: FeedEntry) -> Event:
    event = Event()
    stamp = datetime(entry.modified.year, entry.modified.month, entry.modified.day, tzinfo=UTC)
    event.add("uid", uid(entry.key))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.description)
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
