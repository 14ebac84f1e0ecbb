"""The feeds' ledger: which version of each event subscribers have seen.

A calendar program replaces an event only when its SEQUENCE has risen, so the history of
every event must be kept where all builds see it: in a committed file. A build reads it and
says when it is behind; ``build.py feeds record`` brings it up to date.
"""

from __future__ import annotations

import hashlib
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


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """A day that feeds show, in no language yet: what it is of, and what would change it.

    ``key`` is ``deadline/year/LEA/track`` (the LEA is ``state`` for all); ``fingerprint``
    changes when the day or the English text does.
    """

    key: str
    deadline: str
    day: date
    fingerprint: str

    @staticmethod
    def of(
        deadline: str, year: str, lea: str, track: str | None, day: date, english: Iterable[str]
    ) -> FeedEvent:
        key = "/".join(filter(None, (deadline, year, lea, track)))
        total = hashlib.sha256("\n".join((day.isoformat(), *english)).encode())
        return FeedEvent(key, deadline, day, total.hexdigest()[:12])


class LedgerEntry(Record):
    """One event of a ledger. ``modified`` is the day on which its version was recorded."""

    event: Line
    day: Date
    title: Line
    fingerprint: Fingerprint
    sequence: WholeNumber
    modified: Date
    cancelled: Flag = False


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


Ledger = Mapping[str, Version]


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
        )
        for entry in (file.events if file else ())
    }


def behind(events: Iterable[FeedEvent], ledger: Ledger) -> list[str]:
    """The keys of events whose present version the ledger does not have."""
    current = {event.key: event for event in events}
    changed = [
        key
        for key, event in current.items()
        if key not in ledger
        or ledger[key].cancelled
        or ledger[key].fingerprint != event.fingerprint
    ]
    gone = [key for key, version in ledger.items() if key not in current and not version.cancelled]
    return sorted([*changed, *gone])


def check_ledger(
    events: Iterable[FeedEvent], ledger: Ledger, path: str, problems: Problems
) -> None:
    """Warn where a feed has changed and its ledger has not."""
    keys = behind(events, ledger)
    if keys:
        more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        problems.add(
            "C101",
            Source(path),
            f"calendar programs were not told of a change to {keys[0]}{more}",
            "run: python3 build.py feeds record",
        )


def version_of(event: FeedEvent, ledger: Ledger, first: date) -> Version:
    """The version that a feed shows: the recorded one, or the next one where it is behind.

    ``first`` dates an event that was never recorded.
    """
    known = ledger.get(event.key)
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


def record(
    events: Iterable[FeedEvent], titles: Mapping[str, str], ledger: Ledger, today: date
) -> dict[str, Version]:
    """The ledger brought up to date: changed events rise, vanished ones are cancelled."""
    recorded: dict[str, Version] = {}
    current = {event.key: event for event in events}
    for key, event in current.items():
        known = ledger.get(key)
        if known and not known.cancelled and known.fingerprint == event.fingerprint:
            recorded[key] = known
        else:
            recorded[key] = Version(
                event.day,
                titles[event.deadline],
                event.fingerprint,
                known.sequence + 1 if known else 0,
                today,
            )
    for key, version in ledger.items():
        if key not in current:
            recorded[key] = (
                version
                if version.cancelled
                else replace(version, sequence=version.sequence + 1, modified=today, cancelled=True)
            )
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
            "title": version.title,
            "fingerprint": version.fingerprint,
            "sequence": version.sequence,
            "modified": version.modified.isoformat(),
            **({"cancelled": True} if version.cancelled else {}),
        }
        for key, version in ledger.items()
    ]
    return head + yaml.safe_dump({"events": events}, allow_unicode=True, sort_keys=False, width=200)
