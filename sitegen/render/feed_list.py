"""Which feeds there are, in what order, and what they are called in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import escape

from sitegen.content.models import Role, Topic
from sitegen.editions import Editions
from sitegen.i18n.locales import SOURCE
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text
from sitegen.render.words import (
    LAYER_FEEDS,
    LEA_FEED,
    LEA_FEED_ABOUT,
    LEA_MONTHS_FEED,
    LEA_REMINDER_FEED,
    MONTHS_FEED,
    MONTHS_FEED_ABOUT,
    OTHER_FEED,
    REMINDER_FEED,
    REMINDER_FEED_ABOUT,
    ROLE_FEED_ABOUT,
    ROLES,
    STATEWIDE_FEED,
    STATEWIDE_FEED_ABOUT,
    TOPIC_FEED_ABOUT,
    TOPICS,
    TRACK_FEED_ABOUT,
)

ALL_DATES = "statewide"
LEA_DATES = "calendar"
MONTHS = "months"
REMINDERS = "due-in-7-days"
TRACK = "track-"
MAIN_FEEDS = (ALL_DATES, MONTHS, REMINDERS)
"""The statewide feeds that most people want."""

_SHARED = (
    *MAIN_FEEDS,
    *LAYER_FEEDS,
    *(f"topic-{topic}" for topic in Topic),
    *(f"role-{role}" for role in Role),
)


def shared_feeds(editions: Editions) -> tuple[str, ...]:
    """The statewide feeds that have an event, and the one of all dates, which is always there.

    An iCalendar file without a component is none (RFC 5545, 3.4).
    """
    year = editions.handbook.year
    used = {feed for event in editions.events.values() for feed in event.feeds}
    for key, version in editions.ledger.items():
        if f"/{year}/" in key and version.cancelled:
            used |= set(version.feeds)
    if ALL_DATES in used:
        used.add(REMINDERS)
    return tuple(feed for feed in _SHARED if feed in used or feed == ALL_DATES)


def lea_feeds(tracks: Sequence[str]) -> tuple[str, ...]:
    """The feeds of an LEA: all its dates; by track, where it has several; the others."""
    several = tracks if len(tracks) > 1 else ()
    return (LEA_DATES, *(f"{TRACK}{track}" for track in several), MONTHS, REMINDERS)


def shared_title(frame: Frame, feed: str) -> tuple[Text, Text]:
    """What a statewide feed is called, and what it holds."""
    kind, _, name = feed.partition("-")
    match kind:
        case "topic":
            return (sentence(frame, TOPICS[Topic(name)]), sentence(frame, TOPIC_FEED_ABOUT))
        case "role":
            return (sentence(frame, ROLES[Role(name)]), sentence(frame, ROLE_FEED_ABOUT))
        case _:
            title, about = {
                ALL_DATES: (STATEWIDE_FEED, STATEWIDE_FEED_ABOUT),
                MONTHS: (MONTHS_FEED, MONTHS_FEED_ABOUT),
                REMINDERS: (REMINDER_FEED, REMINDER_FEED_ABOUT),
                **LAYER_FEEDS,
            }[feed]
            return (sentence(frame, title), sentence(frame, about))


def shared_name(frame: Frame, feed: str) -> str:
    """What a calendar program calls a statewide feed."""
    title = shared_title(frame, feed)[0].plain
    return title if feed == ALL_DATES else frame.interface.say(OTHER_FEED) % {"name": title}


def lea_title(frame: Frame, feed: str, name: str, tracks: Mapping[str, Text]) -> tuple[Text, Text]:
    """What a feed of the LEA ``name`` is called, and what it holds; ``tracks`` by id."""
    if feed.startswith(TRACK):
        dates = sentence(frame, LEA_FEED, name=name)
        title = f"{dates.plain} ({tracks[feed.removeprefix(TRACK)].plain})"
        return (Text(escape(title), title, dates.lang), sentence(frame, TRACK_FEED_ABOUT))
    title, about = {
        LEA_DATES: (LEA_FEED, LEA_FEED_ABOUT),
        MONTHS: (LEA_MONTHS_FEED, MONTHS_FEED_ABOUT),
        REMINDERS: (LEA_REMINDER_FEED, REMINDER_FEED_ABOUT),
    }[feed]
    return (sentence(frame, title, name=name), sentence(frame, about))


def sentence(frame: Frame, english: str, **values: str) -> Text:
    """A sentence of the interface with values in it; its language where that is another."""
    spoken = frame.interface.say(english)
    words = spoken % values if values else spoken
    known = frame.tag == SOURCE or frame.interface.has(english)
    return Text(escape(words), words, None if known else SOURCE)
