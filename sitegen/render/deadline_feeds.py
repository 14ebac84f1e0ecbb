"""Feeds of deadlines in a language: the ledger's events, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sitegen.content.models import Status
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import Book, LeaYear, statewide_events
from sitegen.feeds import FeedEvent, Ledger, version_of
from sitegen.render.frame import Frame
from sitegen.render.ical import FeedEntry, feed
from sitegen.render.words import (
    LEA_FEED,
    LEA_FEED_ABOUT,
    STATEWIDE_FEED,
    STATEWIDE_FEED_ABOUT,
    TOPICS,
    UNCONFIRMED,
)


def statewide_feed(frame: Frame) -> bytes:
    """The feed of the dates that hold for every LEA."""
    editions = frame.book.editions
    events = statewide_events(editions)
    entries = _entries(frame, events, editions.ledger, editions.statewide, {}, "calendars", None)
    say = frame.interface.say
    url = frame.addresses.absolute(frame.addresses.url("calendars"))
    return feed(say(STATEWIDE_FEED), say(STATEWIDE_FEED_ABOUT), frame.tag, entries, url)


def lea_feed(frame: Frame, lea: LeaYear) -> bytes:
    """The feed of all dates of one LEA, the state's among them."""
    resolved = {
        f"{each.id}/{each.track or ''}": each
        for every in lea.deadlines.by_id.values() for each in every
    }
    several = len(lea.track_names) > 1
    names = {
        track: names.get(frame.tag) or next(iter(names.values()))
        for track, names in lea.track_names.items()
    } if several else {}
    entries = _entries(frame, lea.events, lea.ledger, resolved, names, "lea", lea.slug)
    say = frame.interface.say
    url = frame.addresses.absolute(frame.addresses.url("lea", lea.slug))
    name = say(LEA_FEED) % {"name": str(lea.profile.name)}
    return feed(name, say(LEA_FEED_ABOUT), frame.tag, entries, url)


def _entries(frame: Frame, events: Iterable[FeedEvent], ledger: Ledger,
             resolved: Mapping[str, ResolvedDeadline], tracks: Mapping[str, str], page: str,
             slug: str | None) -> list[FeedEntry]:
    events = list(events)
    first = first_day(frame.book)
    entries = [
        _entry(frame, event, ledger, _of(event, resolved), tracks, page, slug, first)
        for event in events
    ]
    present = {event.key for event in events}
    for key, version in ledger.items():
        if version.cancelled and key not in present:
            entries.append(FeedEntry(key, version.day, version.title, "", (), None,
                                     version.modified, version.sequence, cancelled=True))
    return entries


def _of(event: FeedEvent, resolved: Mapping[str, ResolvedDeadline]) -> ResolvedDeadline:
    parts = event.key.split("/")
    track = parts[3] if len(parts) > 3 else ""
    return resolved.get(f"{event.deadline}/{track}") or resolved[event.deadline]


def _entry(frame: Frame, event: FeedEvent, ledger: Ledger, resolved: ResolvedDeadline,
           tracks: Mapping[str, str], page: str, slug: str | None, first: date) -> FeedEntry:
    version = version_of(event, ledger, first)
    deadline = frame.book.editions.deadlines[event.deadline]
    views = frame.views
    title = views.text("deadlines", "title", deadline.title).plain
    if track := tracks.get(resolved.track or ""):
        title = f"{title} ({track})"
    url = frame.addresses.absolute(
        f"{frame.addresses.url(page, slug)}#deadline-{event.deadline}")
    return FeedEntry(
        event.key, event.day, title, _description(frame, event, resolved, url),
        [frame.interface.say(TOPICS[deadline.topic])], url, version.modified, version.sequence,
    )


def _description(frame: Frame, event: FeedEvent, resolved: ResolvedDeadline,
                 url: str | None) -> str:
    """The rule, how sure the date is, the caution, the tasks, and where to read on."""
    views, deadline = frame.views, frame.book.editions.deadlines[event.deadline]
    lines: list[str] = [views.text("deadlines", "words", deadline.words).html.striptags()]
    if resolved.status is not Status.CONFIRMED:
        lines.append(frame.interface.say(UNCONFIRMED))
    if deadline.caution:
        lines.append(views.text("deadlines", "caution", deadline.caution).html.striptags())
    tasks: Sequence[str] = [
        views.text("tasks", "title", task.title).plain for task in views.tasks_due(event.deadline)
    ]
    lines.extend(f"– {task}" for task in tasks)
    if url:
        lines.append(url)
    return "\n".join(lines)


def first_day(book: Book) -> date:
    """The day that dates an event which no ledger has: the edition of the deadlines."""
    file = book.editions.handbook.deadline_files[book.editions.handbook.year]
    return file.last_modified
