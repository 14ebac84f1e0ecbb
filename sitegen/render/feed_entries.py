"""The entries of feeds in a language: a date, a month's tasks, a week before a date.

What all LEAs' entries say alike is put into words once; an LEA's own address ends them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sitegen.content.handbook import Occurrence
from sitegen.content.lea_models import LocalText
from sitegen.content.models import Assessment, Deadline, Role, Status, Timeframe, Topic
from sitegen.content.overlays import LocalEdition
from sitegen.content.scalars import Marked
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.deadlines.testing_words import ASSESSMENTS, MAKE_UP_DAYS, TESTING_OF
from sitegen.deadlines.tracks import Testing
from sitegen.editions import LeaYear
from sitegen.feed_events import parts_of, title_of
from sitegen.feeds import REMINDER, FeedEvent, Key, Version
from sitegen.i18n import formatting
from sitegen.render.frame import Frame
from sitegen.render.ical import FeedEntry
from sitegen.render.markdown import Text, plain
from sitegen.render.testing_titles import anchor_of_testing, title_of_testing
from sitegen.render.views import anchor
from sitegen.render.words import (
    MONTH_ENTRY,
    NO_TASKS,
    OF_THIS_LEA,
    PROGRAMS,
    REMINDER_DAY,
    REMINDER_ENTRY,
    ROLES,
    TOPICS,
    UNCONFIRMED,
)

WEEK = timedelta(days=7)


class FeedEntries:
    """Puts events into the words of one language."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.editions = frame.book.editions
        self.views = frame.views
        self._said: dict[tuple[str, bool], str] = {}
        self._tasks: dict[tuple[str, ...], str] = {}
        self._lines: dict[str, str] = {}
        entry = frame.interface.say(MONTH_ENTRY)
        self._months = {
            str(each): entry % {"month": self.views.timeframe(each).name} for each in Timeframe
        }

    # --- dates ------------------------------------------------------------------------------

    def deadline(
        self,
        event: FeedEvent,
        resolved: ResolvedDeadline,
        version: Version,
        page: str,
        track: Text | None,
    ) -> FeedEntry:
        """A date with its rule in words. ``page`` is the absolute address that has the date's
        place, or empty; ``track`` is in the title where an LEA has several."""
        deadline = self.editions.deadlines[event.of]
        title = self.views.text("deadlines", "title", deadline.title).plain
        return FeedEntry(
            event.key,
            event.day,
            f"{title} ({track.plain})" if track else title,
            self._words(event.of, confirmed=resolved.status is Status.CONFIRMED),
            self._categories(deadline),
            f"{page}#{anchor(resolved)}" if page else None,
            version.modified,
            version.sequence,
        )

    def _words(self, name: str, *, confirmed: bool) -> str:
        """The rule, how sure the date is, the caution, and the tasks."""
        found = self._said.get((name, confirmed))
        if found is None:
            found = self._said[name, confirmed] = "\n".join(self._sentences(name, confirmed))
        return found

    def _sentences(self, name: str, confirmed: bool) -> Iterable[str]:
        views, deadline = self.views, self.editions.deadlines[name]
        yield views.text("deadlines", "words", deadline.words).html.striptags()
        if not confirmed:
            yield self.frame.interface.say(UNCONFIRMED)
        if deadline.caution:
            yield views.text("deadlines", "caution", deadline.caution).html.striptags()
        for task in views.tasks_due(name):
            yield f"– {views.text('tasks', 'title', task.title).plain}"

    def _topic(self, topic: Topic) -> str:
        return self.frame.interface.say(TOPICS[topic])

    def _categories(self, deadline: Deadline) -> tuple[str, ...]:
        """Its topic and its program: CAASPP, ELPAC, or the interim assessments."""
        names = {**PROGRAMS, "interim": ASSESSMENTS[Assessment.INTERIM]}
        return (self._topic(deadline.topic), self.frame.interface.say(names[deadline.layer]))

    def local_task(self, event: FeedEvent, lea: LeaYear, version: Version) -> FeedEntry:
        """The day on which a task is due that the LEA added."""
        task = lea.edition.added[event.of]
        place = self.frame.addresses.url("checklist", lea.slug)
        ids = (id_ for every in lea.edition.order.values() for id_ in every)
        home = next((id_ for id_ in ids if id_.partition("@")[0] == event.of), "")
        return FeedEntry(
            event.key,
            event.day,
            self.local(task.title),
            self.local(task.why) if task.why else self.local(task.title),
            self._own(task.topic),
            self.frame.addresses.absolute(f"{place}#{home}"),
            version.modified,
            version.sequence,
        )

    def local_deadline(self, event: FeedEvent, lea: LeaYear, version: Version) -> FeedEntry:
        """A date of the LEA's own."""
        own = lea.edition.deadlines[event.of]
        place = self.frame.addresses.url("dates", lea.slug)
        return FeedEntry(
            event.key,
            event.day,
            self.local(own.title),
            self.local(own.note) if own.note else self.local(own.title),
            self._own(own.topic),
            self.frame.addresses.absolute(f"{place}#deadline-{own.id}"),
            version.modified,
            version.sequence,
        )

    def testing(
        self,
        event: FeedEvent,
        testing: Testing,
        lea: LeaYear,
        version: Version,
        track: Text | None,
    ) -> FeedEntry:
        """Days of the local schedule, or of a make-up, in the words of the page of dates;
        ``track`` is in the title where the LEA has several."""
        text, facts = title_of_testing(self.frame, testing)
        say, make_up = self.frame.interface.say, Key.read(event.key).parts[1:]
        number = int(make_up[0].rpartition("-")[2]) if make_up else 0
        title = text.plain if testing.names else say(TESTING_OF) % {"parts": text.plain}
        if number:
            title = f"{title} ({say(MAKE_UP_DAYS)})"
        if track:
            title = f"{title} ({track.plain})"
        place = self.frame.addresses.url("dates", lea.slug)
        here = anchor_of_testing(testing, event.track or "", number)
        return FeedEntry(
            event.key,
            event.day,
            title,
            "\n".join(facts) or title,
            self._own(Topic.TEST_PLANNING_AND_SCHEDULING),
            self.frame.addresses.absolute(f"{place}#{here}"),
            version.modified,
            version.sequence,
            last=event.last,
        )

    def _own(self, topic: Topic) -> tuple[str, ...]:
        """The categories of what an LEA set itself: a topic, and the layer of its own dates."""
        return (self._topic(topic), self.frame.interface.say(OF_THIS_LEA))

    def local(self, text: LocalText) -> str:
        """A text that the LEA wrote: in this language, or in its own."""
        own = text.translations.get(Marked(self.frame.tag))
        words = str(text.text) if own is None or text.lang == self.frame.tag else str(own)
        return plain(words)

    # --- months -----------------------------------------------------------------------------

    def month(self, event: FeedEvent, version: Version) -> FeedEntry:
        """What the state's handbook has for a month, or a topic's or role's part of it."""
        timeframe, parts = Timeframe(event.of), Key.read(event.key).parts
        every: Sequence[Occurrence] = self.editions.occurrences[timeframe]
        name, page = None, self.frame.addresses.url("timeframe", timeframe)
        if parts:
            every = dict(parts_of(every))[parts[0]]
            is_role = parts[0] in list(Role)
            say = self.frame.interface.say
            name = say(ROLES[Role(parts[0])]) if is_role else say(TOPICS[Topic(parts[0])])
        body = self._listed(tuple(each.id for each in every), None)
        return self._month_entry(event, version, body, name, page)

    def lea_month(self, event: FeedEvent, lea: LeaYear, version: Version) -> FeedEntry:
        """What an LEA's checklist has for a month."""
        timeframe = Timeframe(event.of)
        own = lea.edition.order.get(timeframe, self.editions.order[timeframe])
        ids = lea.edition.tasks_of(tuple(own))
        edition = lea.edition if any(self._is_local(id_, lea.edition) for id_ in ids) else None
        page = f"{self.frame.addresses.url('checklist', lea.slug)}#{timeframe}"
        return self._month_entry(event, version, self._listed(tuple(ids), edition), None, page)

    def _month_entry(
        self, event: FeedEvent, version: Version, body: str, part: str | None, page: str
    ) -> FeedEntry:
        say = self.frame.interface.say
        title = self._months[event.of]
        return FeedEntry(
            event.key,
            event.day,
            f"{title}: {part}" if part else title,
            body or say(NO_TASKS),
            (),
            self.frame.addresses.absolute(page),
            version.modified,
            version.sequence,
        )

    @staticmethod
    def _is_local(id_: str, edition: LocalEdition) -> bool:
        return id_.partition("@")[0] in edition.added or id_ in edition.changes

    def _listed(self, ids: tuple[str, ...], edition: LocalEdition | None) -> str:
        """The tasks as lines, each with its page's address below it. What is in no LEA's own
        words is kept: it does not grow with the LEAs, but for the orders that they choose."""
        if edition is not None:
            return "\n".join(self._line(id_, edition) for id_ in ids)
        found = self._tasks.get(ids)
        if found is None:
            found = "\n".join(self._line(id_, None) for id_ in ids)
            if len(self._tasks) < _MOST_LISTS:
                self._tasks[ids] = found
        return found

    def _line(self, id_: str, edition: LocalEdition | None) -> str:
        name = id_.partition("@")[0]
        if edition and name in edition.added:
            return f"– {self.local(edition.added[name].title)}"
        change = edition.changes.get(id_) if edition else None
        if change and "title" in change.fields:
            return self._with_link(self.local(change.fields["title"]), name)
        found = self._lines.get(id_)
        if found is None:
            title = self.views.text("tasks", "title", title_of(self.editions.occurrence[id_])).plain
            found = self._lines[id_] = self._with_link(title, name)
        return found

    def _with_link(self, title: str, task: str) -> str:
        url = self.frame.addresses.absolute(self.frame.addresses.url("task", task))
        return f"– {title}\n{url}" if url else f"– {title}"

    # --- reminders --------------------------------------------------------------------------

    def reminder(self, entry: FeedEntry) -> FeedEntry:
        """The entry a week before a date; its history is the date's."""
        say = self.frame.interface.say
        day = formatting.long_date(entry.day, self.frame.tag)
        words = say(REMINDER_DAY) % {"title": entry.title, "date": day}
        return FeedEntry(
            f"{REMINDER}/{entry.key}",
            entry.day - WEEK,
            say(REMINDER_ENTRY) % {"title": entry.title},
            "" if entry.cancelled else words,
            entry.categories,
            entry.url,
            entry.modified,
            entry.sequence,
            entry.cancelled,
        )

    # --- cancelled --------------------------------------------------------------------------

    @staticmethod
    def cancelled(key: str, version: Version) -> FeedEntry:
        """An event that is no more: its last days and title, and nothing else."""
        return FeedEntry(
            key,
            version.day,
            version.title,
            "",
            (),
            None,
            version.modified,
            version.sequence,
            cancelled=True,
            last=version.last,
        )


_MOST_LISTS = 512
