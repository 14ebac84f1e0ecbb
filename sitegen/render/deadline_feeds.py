"""Feeds of deadlines in a language: the ledger's events, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.content.models import Status
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import Book, LeaYear, statewide_events
from sitegen.feeds import FeedEvent, Ledger, version_of
from sitegen.render.frame import Frame
from sitegen.render.ical import FeedEntry, feed
from sitegen.render.views import anchor
from sitegen.render.words import (
    LEA_FEED,
    LEA_FEED_ABOUT,
    STATEWIDE_FEED,
    STATEWIDE_FEED_ABOUT,
    TOPICS,
    UNCONFIRMED,
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a feed is of: its events, their dates, and the page that shows them.

    ``tracks`` has the names of those tracks that a title must tell apart.
    """

    events: tuple[FeedEvent, ...]
    ledger: Ledger
    resolved: Mapping[tuple[str, str | None], ResolvedDeadline]
    tracks: Mapping[str, str]
    page: str


class DeadlineFeeds:
    """The feeds of one language. What all LEAs' feeds say alike is put into words once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._first = first_day(frame.book)
        self._words: dict[tuple[str, bool], str] = {}

    def statewide(self) -> bytes:
        """The feed of the dates that hold for every LEA."""
        frame, editions = self.frame, self.frame.book.editions
        page = frame.addresses.url("calendars")
        subject = _Subject(
            statewide_events(editions),
            editions.ledger,
            {(name, None): each for name, each in editions.statewide.items()},
            {},
            page,
        )
        say = frame.interface.say
        return self._feed(say(STATEWIDE_FEED), say(STATEWIDE_FEED_ABOUT), subject)

    def lea(self, lea: LeaYear) -> bytes:
        """The feed of all dates of one LEA, the state's among them."""
        frame = self.frame
        names = {
            track: names.get(frame.tag) or next(iter(names.values()))
            for track, names in lea.track_names.items()
        }
        subject = _Subject(
            lea.events,
            lea.ledger,
            {
                (each.id, each.track): each
                for every in lea.deadlines.by_id.values()
                for each in every
            },
            names if len(names) > 1 else {},
            frame.addresses.url("lea", lea.slug),
        )
        say = frame.interface.say
        name = say(LEA_FEED) % {"name": str(lea.profile.name)}
        return self._feed(name, say(LEA_FEED_ABOUT), subject)

    def _feed(self, name: str, about: str, subject: _Subject) -> bytes:
        url = self.frame.addresses.absolute(subject.page)
        return feed(name, about, self.frame.tag, self._entries(subject), url)

    def _entries(self, subject: _Subject) -> Iterable[FeedEntry]:
        for event in subject.events:
            yield self._entry(event, subject)
        present = {event.key for event in subject.events}
        for key, version in subject.ledger.items():
            if version.cancelled and key not in present:
                yield FeedEntry(
                    key,
                    version.day,
                    version.title,
                    "",
                    (),
                    None,
                    version.modified,
                    version.sequence,
                    cancelled=True,
                )

    def _entry(self, event: FeedEvent, subject: _Subject) -> FeedEntry:
        frame = self.frame
        version = version_of(event, subject.ledger, self._first)
        deadline = frame.book.editions.deadlines[event.deadline]
        track = event.key.split("/")[3:]
        resolved = subject.resolved[event.deadline, track[0] if track else None]
        title = frame.views.text("deadlines", "title", deadline.title).plain
        if name := subject.tracks.get(resolved.track or ""):
            title = f"{title} ({name})"
        url = frame.addresses.absolute(f"{subject.page}#{anchor(resolved)}")
        words = self._said(event.deadline, confirmed=resolved.status is Status.CONFIRMED)
        return FeedEntry(
            event.key,
            event.day,
            title,
            f"{words}\n{url}" if url else words,
            (frame.interface.say(TOPICS[deadline.topic]),),
            url,
            version.modified,
            version.sequence,
        )

    def _said(self, name: str, *, confirmed: bool) -> str:
        """The rule, how sure the date is, the caution, and the tasks."""
        found = self._words.get((name, confirmed))
        if found is None:
            found = self._words[name, confirmed] = "\n".join(self._sentences(name, confirmed))
        return found

    def _sentences(self, name: str, confirmed: bool) -> Iterable[str]:
        views, deadline = self.frame.views, self.frame.book.editions.deadlines[name]
        yield views.text("deadlines", "words", deadline.words).html.striptags()
        if not confirmed:
            yield self.frame.interface.say(UNCONFIRMED)
        if deadline.caution:
            yield views.text("deadlines", "caution", deadline.caution).html.striptags()
        for task in views.tasks_due(name):
            yield f"– {views.text('tasks', 'title', task.title).plain}"


def first_day(book: Book) -> date:
    """The day that dates an event which no ledger has: the edition of the deadlines."""
    file = book.editions.handbook.deadline_files[book.editions.handbook.year]
    return file.last_modified
