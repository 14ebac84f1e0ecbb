"""The days that feeds show, made from records: dates, months of tasks, an LEA's own days.

What subscribers must be told of is in an event's fingerprint, and nothing else: its days, what
it is called, what it asks, how sure it is. SEQUENCE rises when one of these changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sitegen.content.handbook import Occurrence
from sitegen.content.lea_models import LocalText
from sitegen.content.models import Deadline, Role, Status, Task, Timeframe
from sitegen.content.overlays import LocalEdition
from sitegen.deadlines.calendars import SchoolYear
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.deadlines.testing_words import MAKE_UP_DAYS, TESTING_OF, parts_of_testing
from sitegen.deadlines.tracks import LeaTrack, Testing
from sitegen.feeds import MONTH, STATE, FeedEvent, fingerprint_of, key_of, key_of_testing
from sitegen.i18n.formatting import joined
from sitegen.i18n.locales import SOURCE

Tasks = Mapping[str, Sequence[Task]]


def deadline_event(
    deadline: Deadline,
    resolved: ResolvedDeadline,
    year: str,
    tasks: Sequence[Task],
    lea: str | None = None,
) -> FeedEvent:
    """The event of a deadline that has a date, for the state or an LEA."""
    assert resolved.date is not None
    texts = (
        str(deadline.title),
        str(deadline.words),
        *([str(deadline.caution)] if deadline.caution else []),
        *([] if resolved.status is Status.CONFIRMED else [str(resolved.status)]),
    )
    roles = [role for role in Role if any(role in task.who for task in tasks)]
    feeds = ("statewide", str(deadline.layer), f"topic-{deadline.topic}")
    return FeedEvent(
        key_of(str(deadline.id), year, lea or STATE, resolved.track),
        str(deadline.id),
        resolved.date,
        str(deadline.title),
        fingerprint_of([resolved.date], texts),
        track=resolved.track,
        feeds=() if lea else (*feeds, *(f"role-{role}" for role in roles)),
    )


def first_of(timeframe: Timeframe, year: str) -> date:
    """The first day of a month in a school year."""
    assert timeframe.month is not None
    return date(SchoolYear.named(year).in_month(timeframe.month), timeframe.month, 1)


def title_of(occurrence: Occurrence) -> str:
    """The English title of an occurrence."""
    own = occurrence.text
    return str((own and own.title) or occurrence.task.title)


def state_months(
    occurrences: Mapping[Timeframe, Sequence[Occurrence]], year: str
) -> Iterable[FeedEvent]:
    """The tasks of each month: all of them, and those of a topic or a role, where it has any."""
    for timeframe, every in occurrences.items():
        if timeframe.month is None:
            continue
        yield _month(timeframe, every, year, None, "months")
        for part, tasks in parts_of(every):
            name = f"role-{part}" if part in list(Role) else f"topic-{part}"
            yield _month(timeframe, tasks, year, part, name)


def parts_of(occurrences: Sequence[Occurrence]) -> Iterable[tuple[str, list[Occurrence]]]:
    """A month's tasks by topic and by role; a task of several roles is each of theirs."""
    by_part: dict[str, list[Occurrence]] = {}
    for each in occurrences:
        for part in (each.task.topic, *dict.fromkeys(each.task.who)):
            by_part.setdefault(str(part), []).append(each)
    yield from sorted(by_part.items())


def _month(
    timeframe: Timeframe, every: Sequence[Occurrence], year: str, part: str | None, feed: str
) -> FeedEvent:
    day = first_of(timeframe, year)
    return FeedEvent(
        key_of(timeframe, year, STATE, part, kind=MONTH),
        str(timeframe),
        day,
        f"Tasks of {timeframe.capitalize()}",
        fingerprint_of([day], (f"{each.id} {title_of(each)}" for each in every)),
        feeds=(feed,),
    )


def lea_months(
    occurrences: Mapping[str, Occurrence],
    order: Mapping[Timeframe, Sequence[str]],
    edition: LocalEdition,
    year: str,
    lea: str,
) -> Iterable[FeedEvent]:
    """The tasks of each month of an LEA, by its overlay. ``order`` is the shared one."""
    for timeframe, shared in order.items():
        if timeframe.month is None:
            continue
        ids = edition.tasks_of(tuple(edition.order.get(timeframe, shared)))
        day = first_of(timeframe, year)
        yield FeedEvent(
            key_of(timeframe, year, lea, kind=MONTH),
            str(timeframe),
            day,
            f"Tasks of {timeframe.capitalize()}",
            fingerprint_of(
                [day], (f"{id_} {_local_title(id_, occurrences, edition)}" for id_ in ids)
            ),
            like=key_of(timeframe, year, STATE, kind=MONTH),
        )


def _local_title(id_: str, occurrences: Mapping[str, Occurrence], edition: LocalEdition) -> str:
    change = edition.changes.get(id_)
    if change and "title" in change.fields:
        return _written(change.fields["title"])
    added = edition.added.get(id_.partition("@")[0])
    return _written(added.title) if added else title_of(occurrences[id_])


def local_tasks(edition: LocalEdition, year: str, lea: str) -> Iterable[FeedEvent]:
    """The days on which tasks are due that an LEA added."""
    for name, task in edition.added.items():
        if task.due is None:
            continue
        texts = [_written(task.title), *([_written(task.why)] if task.why else [])]
        yield FeedEvent(
            key_of(name, year, lea),
            name,
            task.due,
            str(task.title.text),
            fingerprint_of([task.due], texts),
        )


def local_deadlines(edition: LocalEdition, year: str, lea: str) -> Iterable[FeedEvent]:
    """The dates of the LEA's own that it wants in its feed."""
    for name, own in edition.deadlines.items():
        if not own.feed:
            continue
        track = str(own.track) if own.track else None
        texts = [_written(own.title), *([_written(own.note)] if own.note else [])]
        yield FeedEvent(
            key_of(name, year, lea, track),
            name,
            own.date,
            str(own.title.text),
            fingerprint_of([own.date], texts),
            track=track,
        )


def local_testings(tracks: Iterable[LeaTrack], year: str, lea: str) -> Iterable[FeedEvent]:
    """The days of the LEA's local schedule, and those of the make-ups."""
    for track in tracks:
        for testing in track.schedule:
            parts = parts_of_testing(testing, str)
            names = [f"{tag} {text}" for tag, text in testing.names]
            title = _testing_title(testing, parts)
            for number, days in enumerate(testing.spans):
                yield FeedEvent(
                    key_of_testing(testing.id, year, lea, track.id, number),
                    testing.id,
                    days.first,
                    f"{title} ({MAKE_UP_DAYS})" if number else title,
                    fingerprint_of([days.first, days.last], [*names, *parts, *testing.schools]),
                    last=days.last if days.last > days.first else None,
                    track=track.id,
                )


def _testing_title(testing: Testing, parts: Sequence[str]) -> str:
    """In the LEA's own words where it has some, else said in English by its parts."""
    if testing.names:
        return testing.names[0][1]
    return TESTING_OF % {"parts": joined(parts, SOURCE) or testing.id}


def _written(text: LocalText) -> str:
    """A local text in all its languages."""
    others = (f"{tag} {words}" for tag, words in sorted(text.translations.items()))
    return "\n".join((f"{text.lang} {text.text}", *others))
