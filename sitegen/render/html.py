"""The pages of the year and of the guidance, in one language: from records to HTML.

One method a page gathers what it needs from the views and hands it to the template of the
same name. The pages that are lists are in :mod:`sitegen.render.list_pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from sitegen.content.handbook import Occurrence
from sitegen.content.models import Task, Timeframe, Topic
from sitegen.deadlines.testing_words import ASSESSMENTS
from sitegen.i18n import formatting
from sitegen.render.clock_form import clock_form
from sitegen.render.frame import Frame
from sitegen.render.markdown import heading_id, messages
from sitegen.render.own_handbook import OwnHandbook
from sitegen.render.page_maker import PageMaker, by_date
from sitegen.render.views import DeadlineView, DueHtml, Linked, Named, OccurrenceView, StepView

FIRST_TASKS = 4
"""So many of a month's required tasks stand on home; the month has the others."""

CLOCK_GUIDE = "clocks-of-testing"
"""The guide that explains the clocks, and lets its reader count one."""


class Pages(PageMaker):
    """Home, months, tasks, topics and guides of one language.

    ``own`` is the LEA whose handbook the site is: its months list what its checklist does.
    """

    def __init__(self, frame: Frame, own: OwnHandbook | None = None) -> None:
        super().__init__(frame)
        self.own = own

    # --- the year ---------------------------------------------------------------------------

    def home(self) -> str:
        months = [timeframe for timeframe in self.frame.timeframes() if timeframe.month]
        return self.frame.render(
            "home.html",
            page=self.frame.page("home"),
            home={
                "months": [
                    {
                        **self.frame.strip_item(timeframe),
                        "task_count": len(self.editions.occurrences[timeframe]),
                        "tasks": self._first_tasks(timeframe),
                    }
                    for timeframe in months
                ],
                "deadlines": by_date((*self.dated(self.editions.statewide), *self.own_dates())),
                "own_html": self.own.home() if self.own is not None else None,
                "topics": [self.topic_entry(topic) for topic in Topic],
            },
        )

    def _first_tasks(self, timeframe: Timeframe) -> list[Linked]:
        """The first required tasks of a month, for home."""
        required = [each for each in self.editions.occurrences[timeframe] if each.task.required]
        return [self.views.task_link(each.task) for each in required[:FIRST_TASKS]]

    def timeframe(self, timeframe: Timeframe) -> str:
        occurrences = self.editions.occurrences[timeframe]
        order = self.frame.timeframes()
        place = order.index(timeframe)
        file = self.handbook.task_files.get(timeframe)
        return self.frame.render(
            "month.html",
            page=self.frame.page("timeframe", timeframe),
            strip_current=str(timeframe),
            timeframe={
                "id": str(timeframe),
                "name": self.views.timeframe(timeframe).name,
                "title": self._title(timeframe),
                "intro": self.views.maybe("tasks", "intro", file.intro if file else None),
                "deadlines": self._deadlines_of(timeframe, occurrences),
                "groups": self._groups(occurrences) if self.own is None else [],
                "own_html": self.own.timeframe(timeframe) if self.own is not None else None,
                "task_count": len(occurrences),
                "roles": self.roles(occurrences),
                "topics": self.topics_of(occurrences),
                "before": self._beside(order, place - 1),
                "after": self._beside(order, place + 1),
            },
        )

    def _title(self, timeframe: Timeframe) -> str:
        """The month with its year, in the order and the words of the language."""
        month = self.frame.month(timeframe)
        if month is None:
            return self.views.timeframe(timeframe).name
        said = formatting.month_year(date.fromisoformat(f"{month}-01"), self.frame.tag)
        return said[:1].upper() + said[1:]

    def _deadlines_of(
        self, timeframe: Timeframe, occurrences: Iterable[Occurrence]
    ) -> list[DeadlineView]:
        """What falls due in a month, and what its tasks are due by without a known date."""
        month = self.frame.month(timeframe)
        due = dict.fromkeys(id_ for each in occurrences for id_ in each.due)
        falling = [
            id_
            for id_ in self.editions.statewide
            for each in self.editions.resolved(id_)
            if month and each.date and each.date.isoformat().startswith(month)
        ]
        ids = list(dict.fromkeys((*falling, *due)))
        dated = [
            row
            for row in self.dated(ids)
            if row.id in due or (row.date and month and row.date.iso.startswith(month))
        ]
        own = self.own_dates(month) if month else []
        return [*by_date((*dated, *own)), *self.undated(ids)]

    def _groups(self, occurrences: Sequence[Occurrence]) -> list[dict[str, object]]:
        """Occurrences by topic, topics in the order in which they first stand."""
        by_topic: dict[Topic, list[Occurrence]] = {}
        for occurrence in occurrences:
            by_topic.setdefault(occurrence.task.topic, []).append(occurrence)
        return [
            {
                "topic": self.views.topic(topic),
                "occurrences": [self.occurrence(each) for each in each_topic],
            }
            for topic, each_topic in by_topic.items()
        ]

    def occurrence(self, occurrence: Occurrence) -> OccurrenceView:
        due = [DueHtml(id_, self._due(id_)) for id_ in occurrence.due]
        return self.views.occurrence(occurrence, due)

    def _due(self, id_: str) -> Markup:
        due = self.views.due(self.editions.resolved(id_), self.frame.tracks)
        return Markup(self.frame.render("partials/due.html", due=due))

    def _beside(self, order: Sequence[Timeframe], place: int) -> dict[str, str] | None:
        months = [timeframe for timeframe in order if timeframe.month]
        if not 0 <= place < len(months):
            return None
        return {
            "name": self.views.timeframe(months[place]).name,
            "url": self.url("timeframe", months[place]),
        }

    # --- tasks, topics, guides --------------------------------------------------------------

    def task(self, task: Task) -> str:
        standing = [
            (timeframe, each)
            for timeframe, every in self.editions.occurrences.items()
            for each in every
            if each.task is task
        ]
        occurrences = [each for _, each in standing]
        guide = self.handbook.guides.get(str(task.guide)) if task.guide else None
        due = dict.fromkeys(id_ for each in occurrences for id_ in each.due)
        topic = self.views.topic(task.topic)
        views = self.views
        own = self.own.task(occurrences) if self.own is not None else {}
        return self._own_filled(
            "task.html",
            page=self.frame.page("task", task.id),
            task={
                "id": str(task.id),
                "title": views.text("tasks", "title", task.title),
                "why": views.text("tasks", "why", task.why),
                "required": task.required,
                "who": [views.role(role) for role in task.who],
                "topic": {"id": topic.id, "name": topic.name, "url": self.url("topic", task.topic)},
                "assessments": [
                    Named(each, self.frame.interface.say(ASSESSMENTS[each]))
                    for each in task.assessments
                ],
                "due": [
                    replace(each, tasks=[])
                    for each in (
                        *by_date((*self.dated(due), *self.own_dates_of(occurrences))),
                        *self.undated(due),
                    )
                ],
                "note": views.maybe("tasks", "note", task.note),
                "if_missed": views.maybe("tasks", "if-missed", task.if_missed),
                "steps": [
                    StepView(str(step.id), views.text("tasks", "text", step.text))
                    for step in task.steps
                ],
                "links": views.resources(task.links),
                "guide": None
                if guide is None
                else {
                    "title": views.text("guides", "title", guide.head.title),
                    "url": self.url("guide", guide.id),
                },
                "occurrences": [self._occurrence_note(*each) for each in standing],
                "sources": _sources(task),
                "cases": self.cases_of("tasks", task.id),
                "errata": views.errata_of("tasks", task.id),
                "own_notes": [],
                "own_due": [],
                **own,
            },
        )

    def _own_filled(self, template: str, **values: object) -> str:
        """A page in which texts of the site's own LEA may stand with their dates still open."""
        html = self.frame.render(template, **values)
        return html if self.own is None else self.own.filled(html)

    def _occurrence_note(self, timeframe: Timeframe, occurrence: Occurrence) -> dict[str, object]:
        own = occurrence.text
        return {
            "id": occurrence.id,
            "name": self.views.timeframe(timeframe).name,
            "url": self.url("timeframe", timeframe),
            "title": self.views.maybe("tasks", "title", own.title if own else None),
            "note": self.views.maybe("tasks", "note", own.note if own else None),
        }

    def topics(self) -> str:
        return self.frame.render(
            "topics.html",
            page=self.frame.page("topics"),
            topics=[self.topic_entry(topic) for topic in Topic],
        )

    def topic(self, topic: Topic) -> str:
        views = self.views
        months = []
        for timeframe in self.frame.timeframes():
            tasks = [
                each.task
                for each in self.editions.occurrences[timeframe]
                if each.task.topic is topic
            ]
            if tasks:
                months.append(
                    {
                        "name": views.timeframe(timeframe).name,
                        "url": self.url("timeframe", timeframe),
                        "tasks": [views.task_link(task) for task in tasks],
                    }
                )
        guides = [
            {
                "title": views.text("guides", "title", guide.head.title),
                "lead": views.text("guides", "lead", guide.head.lead),
                "url": self.url("guide", guide.id),
            }
            for guide in self.handbook.guides_of_topic(topic)
        ]
        if self.own is not None:
            guides = [*self.own.guides(topic), *guides]
        return self.frame.render(
            "topic.html",
            page=self.frame.page("topic", topic),
            topic={**self.topic_entry(topic), "guides": guides, "months": months},
        )

    def guide(self, id_: str) -> str:
        guide = self.handbook.guides[id_]
        views, head = self.views, guide.head
        explained = [
            task
            for task in self.handbook.tasks.values()
            if task.guide == id_ or task.id in head.tasks
        ]

        def find(english: str) -> str | None:
            return views.book.translation("guides", "body", english)

        own = (self.own.guide(guide) if self.own is not None else None) or {}
        headings = own.get("sections") or [text for text, _ in messages(guide.body, heading=2)]
        return self._own_filled(
            "guide.html",
            page=self.frame.page("guide", id_),
            guide={
                "id": id_,
                "title": views.text("guides", "title", head.title),
                "lead": views.text("guides", "lead", head.lead),
                "topic": {
                    "name": views.topic(head.category).name,
                    "url": self.url("topic", head.category),
                },
                "body": own.get("body") or views.renderer.body(guide.body, find),
                "toc": [
                    {"id": heading_id(text), "title": views.text("guides", "body", text)}
                    for text in headings
                ],
                "tasks": [views.task_link(task) for task in explained],
                "links": [*views.resources(head.links), *own.get("links", ())],
                "sources": [str(row) for row in head.sources],
                "cases": self.cases_of("guides", id_),
                "errata": views.errata_of("guides", id_),
                "clocks": clock_form(views) if id_ == CLOCK_GUIDE else None,
            },
        )


def _sources(task: Task) -> list[str]:
    rows = [
        *task.sources,
        *(row for step in task.steps for row in step.sources),
        *(row for text in task.occurrences.values() for row in text.sources),
    ]
    return list(dict.fromkeys(map(str, rows)))
