"""The feeds of a language. An event is rendered once and may stand in several feeds of the
state, or of an LEA, with one UID.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sitegen.editions import Book, LeaYear
from sitegen.feeds import MONTH, TESTING, FeedEvent, Key, has_reminder, vanished, version_of
from sitegen.render.feed_entries import FeedEntries
from sitegen.render.feed_list import (
    ALL_DATES,
    MONTHS,
    REMINDERS,
    TRACK,
    lea_feeds,
    lea_title,
    shared_feeds,
    shared_name,
    shared_title,
)
from sitegen.render.frame import Frame
from sitegen.render.ical import FeedEntry, RenderedEvent, calendar, rendered
from sitegen.render.markdown import Text


class DeadlineFeeds:
    """The feeds of one language."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.entries = FeedEntries(frame)
        self._editions = frame.book.editions
        self._year = self._editions.handbook.year
        self._first = first_day(frame.book)

    # --- statewide --------------------------------------------------------------------------

    def statewide(self) -> Iterator[tuple[str, bytes]]:
        """``(name, bytes)`` of every feed that holds for all LEAs."""
        ledger = self._editions.ledger
        feeds: dict[str, list[RenderedEvent]] = {}
        entries = [
            (self._shared_entry(event), event.feeds) for event in self._editions.events.values()
        ]
        entries += [
            (self.entries.cancelled(key, version.cancel()), version.feeds or (ALL_DATES,))
            for key, version in vanished(self._editions.events, ledger, self._year)
        ]
        for entry, names in entries:
            event = rendered(entry)
            for name in names:
                feeds.setdefault(name, []).append(event)
            if ALL_DATES in names:
                reminder = rendered(self.entries.reminder(entry))
                feeds.setdefault(REMINDERS, []).append(reminder)
        url = self._page("calendars")
        for name in shared_feeds(self._editions):
            about = shared_title(self.frame, name)[1].plain
            title = shared_name(self.frame, name)
            yield (name, calendar(title, about, self.frame.tag, feeds.get(name, ()), url))

    def _shared_entry(self, event: FeedEvent) -> FeedEntry:
        version = version_of(event, self._editions.ledger, self._first)
        if Key.read(event.key).kind == MONTH:
            return self.entries.month(event, version)
        resolved = self._editions.statewide[event.of]
        return self.entries.deadline(event, resolved, version, self._page("calendars"), None)

    def _page(self, kind: str, id_: str | None = None) -> str:
        """The absolute address of a page; empty without an origin."""
        return self.frame.addresses.absolute(self.frame.addresses.url(kind, id_)) or ""

    # --- an LEA -----------------------------------------------------------------------------

    def lea(self, lea: LeaYear) -> Iterator[tuple[str, bytes]]:
        """``(name, bytes)`` of every feed of one LEA: all its dates, the state's among them, by
        track, the months of its checklist, and a week before each date."""
        names = {track: self._track(names) for track, names in lea.track_names.items()}
        dates: list[tuple[RenderedEvent, str | None]] = []
        feeds: dict[str, list[RenderedEvent]] = {MONTHS: [], REMINDERS: []}
        for entry, track in self._lea_entries(lea, names):
            event = rendered(entry)
            if entry.key.startswith(f"{MONTH}/"):
                feeds[MONTHS].append(event)
            else:
                dates.append((event, track))
                if has_reminder(entry.key):
                    feeds[REMINDERS].append(rendered(self.entries.reminder(entry)))
        url = self._page("lea", lea.slug)
        for name in lea_feeds(tuple(names)):
            only = name.removeprefix(TRACK) if name.startswith(TRACK) else None
            events = feeds.get(name) or [
                event for event, track in dates if only is None or track in (None, only)
            ]
            title, about = lea_title(self.frame, name, str(lea.profile.name), names)
            yield (name, calendar(title.plain, about.plain, self.frame.tag, events, url))

    def _lea_entries(
        self, lea: LeaYear, names: Mapping[str, Text]
    ) -> Iterator[tuple[FeedEntry, str | None]]:
        """The LEA's entries, each with the track that it is of."""
        resolved = {
            (each.id, each.track): each for every in lea.deadlines.by_id.values() for each in every
        }
        testings = {(track.id, each.id): each for track in lea.tracks for each in track.schedule}
        page = self._page("dates", lea.slug)
        for event in lea.events:
            version = version_of(event, lea.ledger, self._first, self._editions.ledger)
            named = names.get(event.track or "") if len(names) > 1 else None
            if event.like:
                entry = self.entries.lea_month(event, lea, version)
            elif event.key.startswith(f"{TESTING}/"):
                testing = testings[event.track or "", event.of]
                entry = self.entries.testing(event, testing, lea, version, named)
            elif event.of in lea.edition.added:
                entry = self.entries.local_task(event, lea, version)
            elif event.of in lea.edition.deadlines:
                entry = self.entries.local_deadline(event, lea, version)
            else:
                found = resolved[event.of, event.track]
                entry = self.entries.deadline(event, found, version, page, named)
            yield (entry, event.track)
        current = {event.key for event in lea.events}
        for key, gone in vanished(current, lea.ledger, lea.year):
            track = next(iter(Key.read(key).parts), None)
            yield (self.entries.cancelled(key, gone.cancel()), track)

    def _track(self, names: Mapping[str, str]) -> Text:
        name = names.get(self.frame.tag) or next(iter(names.values()))
        return self.frame.views.verbatim(name)


def first_day(book: Book) -> date:
    """The day that dates an event which no ledger has: the edition of the deadlines."""
    file = book.editions.handbook.deadline_files[book.editions.handbook.year]
    return file.last_modified
