"""What pages are made from: the frame, the views, and the lists that several pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sitegen.content.handbook import Occurrence
from sitegen.content.models import Topic
from sitegen.content.overlay_models import LocalDeadline
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text
from sitegen.render.views import DeadlineView, Linked, Named, ReasonView
from sitegen.render.words import ROLES, TOPICS


class PageMaker:
    """Makes pages of one language; each kind of page is a method of a subclass."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.views = frame.views
        self.editions = frame.book.editions
        self.handbook = self.editions.handbook
        self.url = frame.addresses.url

    def dated(self, ids: Iterable[str]) -> list[DeadlineView]:
        """The deadlines that have a date (the state's, or the site's own LEA's), by that date."""
        found = [each for id_ in ids for each in self.editions.resolved(id_)]
        dated = [each for each in found if each.date is not None]
        dated.sort(key=lambda each: each.date or date.max)
        return self._rows(dated)

    def own_dates(self, month: str | None = None) -> list[DeadlineView]:
        """The dates of the LEA's own, on the site that is the LEA's: those of a month, or all."""
        lea = self.editions.lea
        if lea is None:
            return []
        rows = [self._own_date(each) for each in lea.edition.deadlines.values()]
        for task in lea.edition.added.values():
            if task.due is not None:
                url = self.views.task_url(str(task.id))
                link = Linked(self.views.local(task.title), url)
                rows.append(self._own_row(str(task.id), link.title, task.due, task.topic, [link]))
        return [row for row in rows if month is None or (row.date and row.date.iso[:7] == month)]

    def own_dates_of(self, occurrences: Iterable[Occurrence]) -> list[DeadlineView]:
        """The dates of the LEA's own by which a task is due, on the site that is the LEA's."""
        edition = self.editions.lea.edition if self.editions.lea else None
        changes = (edition.changes.get(each.id) for each in occurrences) if edition else ()
        due = dict.fromkeys(id_ for change in changes if change for id_ in change.due or ())
        own = edition.deadlines if edition else {}
        return [self._own_date(own[id_]) for id_ in due if id_ in own]

    def _own_date(self, own: LocalDeadline) -> DeadlineView:
        row = self._own_row(str(own.id), self.views.local(own.title), own.date, own.topic, [])
        note = [self.views.local(own.note)] if own.note else []
        track = self.frame.tracks.get(str(own.track)) if own.track else None
        return replace(row, own_notes=note, track=track)

    def _own_row(
        self, id_: str, title: Text, day: date, topic: Topic, tasks: list[Linked]
    ) -> DeadlineView:
        return DeadlineView(
            id=id_,
            anchor=f"deadline-{id_}",
            title=title,
            status="own",
            date=self.views.date(day),
            label=title,
            track=None,
            tasks=tasks,
            broken=None,
            reason=ReasonView(title, [], [], None),
            topic=self.views.topic(topic),
            layer="local",
            own=True,
        )

    def undated(self, ids: Iterable[str]) -> list[DeadlineView]:
        found = [each for id_ in ids for each in self.editions.resolved(id_)]
        return self._rows([each for each in found if each.date is None])

    def _rows(self, resolved: Iterable[ResolvedDeadline]) -> list[DeadlineView]:
        """A row each; the first one of a deadline is where links to it lead."""
        rows, seen = [], set()
        for each in resolved:
            row = self.views.deadline(each, self.frame.tracks.get(each.track or ""))
            if each.id not in seen:
                row = replace(row, anchor=f"deadline-{each.id}")
            notes = self.editions.lea.edition.deadline_notes if self.editions.lea else {}
            if each.id in notes:
                row = replace(row, own_notes=[self.views.local(note) for note in notes[each.id]])
            seen.add(each.id)
            rows.append(row)
        return rows

    def roles(self, occurrences: Iterable[Occurrence]) -> list[Named]:
        present = {role for each in occurrences for role in each.task.who}
        return [self.views.role(role) for role in ROLES if role in present]

    def topics_of(self, occurrences: Iterable[Occurrence]) -> list[Named]:
        present = {each.task.topic for each in occurrences}
        return [self.views.topic(topic) for topic in TOPICS if topic in present]

    def cases_of(self, kind: str, id_: str) -> list[Linked]:
        """The urgent cases that name a task or guide (``kind``: their field)."""
        cases = self.handbook.help_now.cases if self.handbook.help_now else ()
        return [
            Linked(self.views.text("how-to", "title", case.title), self.url("case", case.id))
            for case in cases
            if id_ in getattr(case, kind)
        ]

    def topic_entry(self, topic: Topic) -> dict[str, object]:
        return {
            "id": str(topic),
            "title": self.views.said(TOPICS[topic]),
            "lead": None,
            "url": self.url("topic", topic),
            "guide_count": len(self.handbook.guides_of_topic(topic)),
            "task_count": len(self.handbook.tasks_of_topic(topic)),
        }


def by_date(rows: Iterable[DeadlineView]) -> list[DeadlineView]:
    return sorted(rows, key=lambda row: row.date.iso if row.date else "later")
