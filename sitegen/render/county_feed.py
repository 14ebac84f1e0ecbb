"""The feed of a county: the windows and periods of its LEAs, as their own feeds have them.

An event has the UID and the version that it has in the LEA's feed, so that nothing is recorded
twice; its title says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sitegen.editions import Editions, LeaCard
from sitegen.feed_events import deadline_event
from sitegen.feeds import key_of, vanished, version_of
from sitegen.i18n.locales import SOURCE
from sitegen.render.addresses import Addresses
from sitegen.render.deadline_feeds import first_day
from sitegen.render.feed_entries import FeedEntries
from sitegen.render.frame import Frame
from sitegen.render.ical import FeedEntry, feed
from sitegen.render.markdown import Text
from sitegen.render.words import COUNTY_ENTRY, COUNTY_FEED, COUNTY_FEED_ABOUT, COUNTY_PERIODS


def has_events(leas: Sequence[LeaCard], editions: Editions) -> bool:
    """Whether there is a feed: an iCalendar file without a component is none."""
    year = editions.handbook.year
    return any(
        any(editions.deadlines[each.id].feed for each in card.dates)
        or any(vanished((), card.versions, year))
        for card in leas
    )


class CountyFeeds:
    """The feeds of counties in one language."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.entries = FeedEntries(frame)
        self._editions = frame.book.editions
        self._first = first_day(frame.book)

    def county(self, name: str, leas: Sequence[LeaCard], page: str) -> bytes:
        """``page`` is the root-relative address of the county's page."""
        say, absolute = self.frame.interface.say, self.frame.addresses.absolute
        entries = [entry for card in leas for entry in self._entries(card)]
        title = say(COUNTY_FEED) % {"name": name}
        return feed(title, say(COUNTY_FEED_ABOUT), self.frame.tag, entries, absolute(page))

    def _entries(self, card: LeaCard) -> Iterator[FeedEntry]:
        for entry in (*self._present(card), *self._gone(card)):
            words = {"name": card.name, "title": entry.title}
            yield replace(entry, title=self.frame.interface.say(COUNTY_ENTRY) % words)

    def _present(self, card: LeaCard) -> Iterator[FeedEntry]:
        editions = self._editions
        tag = page_tag(card, self.frame.tag)
        addresses = Addresses(self.frame.site.shape, tag)
        page = addresses.absolute(addresses.url("dates", card.slug)) or ""
        for resolved in card.dates:
            deadline = editions.deadlines[resolved.id]
            if not deadline.feed:
                continue
            tasks = editions.tasks_due[resolved.id]
            event = deadline_event(deadline, resolved, editions.handbook.year, tasks, card.slug)
            version = version_of(event, card.versions, self._first, editions.ledger)
            track = track_name(self.frame, card, resolved.track)
            entry = self.entries.deadline(event, resolved, version, page, track)
            if resolved.id in COUNTY_PERIODS:
                title = self.frame.interface.say(COUNTY_PERIODS[resolved.id])
                entry = replace(entry, title=f"{title} ({track.plain})" if track else title)
            yield entry

    def _gone(self, card: LeaCard) -> Iterator[FeedEntry]:
        editions, year = self._editions, self._editions.handbook.year
        present = [
            key_of(each.id, year, card.slug, each.track)
            for each in card.dates
            if editions.deadlines[each.id].feed
        ]
        for key, version in vanished(present, card.versions, year):
            yield self.entries.cancelled(key, version.cancel())


def track_name(frame: Frame, card: LeaCard, track: str | None) -> Text | None:
    """The name of a school calendar of an LEA that has several."""
    names = card.track_names.get(track or "")
    if not names or len(card.track_names) < 2:
        return None
    return frame.views.verbatim(names.get(frame.tag) or next(iter(names.values())))


def page_tag(card: LeaCard, tag: str) -> str:
    """The language in which an LEA is reached from pages in ``tag``: that one where it has pages
    in it, else English, else its own first one."""
    if tag in card.languages:
        return tag
    return SOURCE if SOURCE in card.languages else card.languages[0]
