"""The feeds' ledger: which version of each event subscribers have seen.

A calendar program replaces an event only when its SEQUENCE has risen, so the history of
every event must be kept where all builds see it: in a committed file. A build reads it and
says when it is behind; ``build.py feeds record`` brings it up to date.

Not every event has an entry of its own. The entry a week before a date has the date's version,
and an LEA's month has the state's, for as long as the LEA changes nothing in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import yaml
from pydantic import Field

from sitegen.content.binding import bind
from sitegen.content.located_yaml import read_yaml
from sitegen.content.models import Record
from sitegen.content.scalars import Date, Fingerprint, Flag, Line, WholeNumber
from sitegen.problems import Problems, Source

STATEWIDE_LEDGER = "content/feed-ledger.yaml"
STATE = "state"
"""What stands for the LEA in the key of an event that holds for all of them."""
MONTH = "month"
REMINDER = "reminder"
TESTING = "testing"
MAKE_UP = "make-up"
_YEAR = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """Days that feeds show, in no language yet: what they are of, and what would change them.

    ``key`` is made of ids alone (:func:`key_of`); ``of`` is the id of a deadline, a local task,
    a local testing or, for a month's tasks, the timeframe. ``last`` is set where there are
    several days, and is one of them. ``fingerprint`` changes when the days or the English texts
    do. ``feeds`` names the statewide feeds that show it. ``like`` is the key of the state's event
    whose version it has until it differs from it.
    """

    key: str
    of: str
    day: date
    title: str
    fingerprint: str
    last: date | None = None
    track: str | None = None
    feeds: tuple[str, ...] = ()
    like: str | None = None


def key_of(of: str, year: str, lea: str, *parts: str | None, kind: str | None = None) -> str:
    """``[kind/]of/year/LEA[/track or part…]``: lasting, and never a date or a position."""
    return "/".join(filter(None, (kind, of, year, lea, *parts)))


@dataclass(frozen=True, slots=True)
class Key:
    """The parts of an event's key. ``kind`` is ``month``, ``reminder``, ``testing``, or empty for
    a date."""

    kind: str
    of: str
    year: str
    lea: str
    parts: tuple[str, ...]

    @staticmethod
    def read(key: str) -> Key:
        names = key.split("/")
        kind = "" if len(names) > 1 and _YEAR.fullmatch(names[1]) else names.pop(0)
        of, year, lea, *parts = [*names, "", "", ""][: max(3, len(names))]
        return Key(kind, of, year, lea, tuple(parts))


def key_of_testing(testing: str, year: str, lea: str, track: str, make_up: int = 0) -> str:
    """``testing/id/year/LEA/track[/make-up-n]``; ``make_up`` counts from 1, 0 is the testing.

    Make-ups have no names of their own. Where the first of two goes, the second becomes the
    first and moves, and the last is cancelled: subscribers see the days that remain.
    """
    last = f"{MAKE_UP}-{make_up}" if make_up else None
    return key_of(testing, year, lea, track, last, kind=TESTING)


def has_reminder(key: str) -> bool:
    """Whether an entry a week before is made of an event.

    Settings, devices and the notice to parents must be ready when a testing begins, so it has
    one. Make-ups have none: they ask for nothing that was not ready by then, and the week before
    them is as a rule the week of the testing itself.
    """
    event = Key.read(key)
    return event.kind != MONTH and not (event.kind == TESTING and len(event.parts) > 1)


def fingerprint_of(days: Iterable[date], texts: Iterable[str]) -> str:
    """Twelve hexadecimal digits that change when a day or a text does."""
    total = "\n".join((*(day.isoformat() for day in days), *texts))
    return hashlib.sha256(total.encode()).hexdigest()[:12]


class LedgerEntry(Record):
    """One event of a ledger. ``modified`` is the day on which its version was recorded."""

    event: Line
    day: Date
    last: Date | None = None
    title: Line
    fingerprint: Fingerprint
    sequence: WholeNumber
    modified: Date
    cancelled: Flag = False
    feeds: tuple[Line, ...] = ()


class LedgerFile(Record):
    """``feed-ledger.yaml``, statewide or of an LEA."""

    events: Annotated[tuple[LedgerEntry, ...], Field()] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What a feed says of an event's history."""

    day: date
    title: str
    fingerprint: str
    sequence: int
    modified: date
    cancelled: bool = False
    last: date | None = None
    feeds: tuple[str, ...] = ()

    def cancel(self, modified: date | None = None) -> Version:
        """The version after this one, in which the event is cancelled."""
        if self.cancelled:
            return self
        return replace(
            self,
            sequence=self.sequence + 1,
            modified=modified or self.modified,
            cancelled=True,
        )


Ledger = Mapping[str, Version]
NO_LEDGER: Ledger = {}
NO_EVENTS: Mapping[str, FeedEvent] = {}


def read_ledger(text: str | None, path: str, problems: Problems) -> Ledger:
    """The ledger in a file's text; empty where there is none."""
    value = None if text is None else read_yaml(text, path, problems)
    if value is None:
        return {}
    file = bind(LedgerFile, value, path, problems)
    return {
        str(entry.event): Version(
            entry.day,
            str(entry.title),
            str(entry.fingerprint),
            entry.sequence,
            entry.modified,
            entry.cancelled,
            entry.last,
            tuple(str(feed) for feed in entry.feeds),
        )
        for entry in (file.events if file else ())
    }


def behind(events: Iterable[FeedEvent], ledger: Ledger, year: str) -> list[str]:
    """The keys of dates whose present version the ledger does not have.

    Months are left out: a list of tasks changes with every title, the next recording takes it
    along, and until then a build counts its change as one.
    """
    current = {event.key: event for event in events}
    changed = [
        key
        for key, event in current.items()
        if Key.read(key).kind != MONTH
        and (
            key not in ledger
            or ledger[key].cancelled
            or ledger[key].fingerprint != event.fingerprint
        )
    ]
    gone = [
        key
        for key, version in vanished(current, ledger, year)
        if not version.cancelled and Key.read(key).kind != MONTH
    ]
    return sorted([*changed, *gone])


def vanished(current: Iterable[str], ledger: Ledger, year: str) -> Iterable[tuple[str, Version]]:
    """What the ledger has of the year and the feeds have no more, cancelled already or not.

    A cancelled event stays in its feeds to the end of the school year; those of other years are
    over, and their UIDs, which have the year in them, never come again.
    """
    present = set(current)
    for key, version in ledger.items():
        if key not in present and Key.read(key).year == year:
            yield (key, version)


def _goes_along(event: FeedEvent, ledger: Ledger, state: Mapping[str, FeedEvent]) -> bool:
    """Whether an LEA's event is the state's, word for word, and always was."""
    other = state.get(event.like or "")
    return other is not None and event.key not in ledger and other.fingerprint == event.fingerprint


def check_ledger(
    events: Iterable[FeedEvent], ledger: Ledger, path: str, problems: Problems, year: str
) -> None:
    """Warn where a feed has changed and its ledger has not."""
    keys = behind(events, ledger, year)
    if keys:
        more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        problems.add(
            "C101",
            Source(path),
            f"calendar programs were not told of a change to {keys[0]}{more}",
            "run: python3 build.py feeds record",
        )


def version_of(event: FeedEvent, ledger: Ledger, first: date, state: Ledger = NO_LEDGER) -> Version:
    """The version that a feed shows: the recorded one, or the next one where it is behind.

    ``first`` dates an event that was never recorded; ``state`` is the statewide ledger, where
    ``ledger`` is an LEA's.
    """
    known = _known(event, ledger, state)
    if known is None:
        return Version(event.day, "", event.fingerprint, 0, first)
    if known.cancelled or known.fingerprint != event.fingerprint:
        return replace(
            known,
            day=event.day,
            fingerprint=event.fingerprint,
            sequence=known.sequence + 1,
            cancelled=False,
        )
    return known


def _known(event: FeedEvent, ledger: Ledger, state: Ledger) -> Version | None:
    return ledger.get(event.key) or state.get(event.like or "")


def record(
    events: Iterable[FeedEvent],
    ledger: Ledger,
    today: date,
    *,
    year: str,
    state: Mapping[str, FeedEvent] = NO_EVENTS,
    state_ledger: Ledger = NO_LEDGER,
) -> dict[str, Version]:
    """The ledger brought up to date: changed events rise, vanished ones are cancelled.

    Entries of earlier school years are dropped. ``state`` and ``state_ledger`` are the statewide
    events and their ledger as it was, where this one is an LEA's.
    """
    recorded: dict[str, Version] = {}
    current = {event.key: event for event in events}
    for key, event in current.items():
        if _goes_along(event, ledger, state):
            continue
        own, known = ledger.get(key), _known(event, ledger, state_ledger)
        if own and not own.cancelled and own.fingerprint == event.fingerprint:
            recorded[key] = replace(own, feeds=event.feeds)
        else:
            recorded[key] = Version(
                event.day,
                event.title,
                event.fingerprint,
                known.sequence + 1 if known else 0,
                today,
                last=event.last,
                feeds=event.feeds,
            )
    for key, version in vanished(current, ledger, year):
        recorded[key] = version.cancel(today)
    return dict(sorted(recorded.items()))


def ledger_text(ledger: Ledger) -> str:
    """The file that holds a ledger."""
    head = (
        "# Which version of each calendar event subscribers have seen.\n"
        "# Written by: python3 build.py feeds record\n"
    )
    events = [
        {
            "event": key,
            "day": version.day.isoformat(),
            **({"last": version.last.isoformat()} if version.last else {}),
            "title": version.title,
            "fingerprint": version.fingerprint,
            "sequence": version.sequence,
            "modified": version.modified.isoformat(),
            **({"cancelled": True} if version.cancelled else {}),
            **({"feeds": list(version.feeds)} if version.feeds else {}),
        }
        for key, version in ledger.items()
    ]
    return head + yaml.safe_dump({"events": events}, allow_unicode=True, sort_keys=False, width=200)
