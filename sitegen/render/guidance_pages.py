"""The How-To Hub's pages and the ways in for people in a hurry, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sitegen.content.guidance import HowToFile, HowToTopic, Practice, RolePage
from sitegen.content.models import Role, Step, Task
from sitegen.render.page_maker import PageMaker
from sitegen.render.views import Linked, Named, StepView
from sitegen.render.words import KINDS, PROGRAMS

DOMAIN = "how-to"
HUB = "how-to-hub"
"""The resource that is the hub's own page."""

Wanted = Callable[[Task], bool]


class GuidancePages(PageMaker):
    """How-to, help-now, start and roles of one language."""

    # --- the How-To Hub ---------------------------------------------------------------------

    def how_to(self) -> str:
        """The index: topics by the hub's timeframes."""
        parts = [
            {
                "id": str(file.id),
                "title": self.views.text(DOMAIN, "title", file.title),
                "topics": [self._topic_entry(topic) for topic in file.topics],
            }
            for file in self.handbook.how_to
        ]
        return self.frame.render("how-to.html", page=self.frame.page("how-to"), how_to=parts)

    def _topic_entry(self, topic: HowToTopic) -> dict[str, object]:
        return {
            "title": self.views.text(DOMAIN, "title", topic.title),
            "lead": self.views.text(DOMAIN, "lead", topic.lead),
            "url": self.url("how-to-topic", topic.id),
            "program": self.frame.interface.say(PROGRAMS[topic.program]),
        }

    def how_to_topic(self, id_: str) -> str:
        """One topic, with the peers' presentations compact: a line for each kind of LEA."""
        file, topic = self._find(id_)
        hub = self.handbook.resources.get(HUB)
        entry = self._topic_entry(topic)
        return self.frame.render(
            "how-to-topic.html",
            page=self.frame.page("how-to-topic", id_),
            kinds=[Named(kind, self.frame.interface.say(word)) for kind, word in KINDS.items()],
            topic={
                **entry,
                "id": id_,
                "note": self.views.maybe(DOMAIN, "note", topic.note),
                "part": {
                    "name": self.views.text(DOMAIN, "title", file.title),
                    "url": self.url("how-to"),
                },
                "tasks": self._tasks(topic.tasks),
                "guides": self._guides(topic.guides),
                "resources": self.views.resources(topic.resources),
                "practice": [self._practice(each) for each in topic.practice],
                "practice_url": str(hub.url) if hub and hub.url else None,
                "sources": [str(row) for row in topic.sources],
                "errata": [
                    self.views.erratum(erratum)
                    for erratum in self.handbook.errata.values()
                    if any(row.startswith(f"how-to/{file.id}/{id_}/") for row in erratum.sources)
                ],
            },
        )

    def _find(self, id_: str) -> tuple[HowToFile, HowToTopic]:
        return next(
            (file, topic)
            for file in self.handbook.how_to
            for topic in file.topics
            if topic.id == id_
        )

    def _practice(self, practice: Practice) -> dict[str, object]:
        people: dict[str, list[str]] = {}
        for item in practice.items:
            people.setdefault(str(item.kind), []).append(str(item.presenter))
        return {
            "id": str(practice.id),
            "title": self.views.text(DOMAIN, "title", practice.title),
            "kinds": [
                {"id": str(kind), "name": self.frame.interface.say(word), "people": people[kind]}
                for kind, word in KINDS.items()
                if kind in people
            ],
        }

    # --- in a hurry -------------------------------------------------------------------------

    def help_now(self) -> str:
        """The urgent cases on one page."""
        file, views = self.handbook.help_now, self.views
        assert file is not None
        cases = [
            {
                "id": str(case.id),
                "title": views.text(DOMAIN, "title", case.title),
                "answer": views.text(DOMAIN, "answer", case.answer),
                "who": [views.role(role) for role in case.who],
                "by": views.maybe(DOMAIN, "by", case.by),
                "where": views.maybe(DOMAIN, "where", case.where),
                "steps": self._steps(case.steps),
                "tasks": self._tasks(case.tasks),
                "guides": self._guides(case.guides),
                "links": views.resources(case.links),
                "sources": _rows(case.sources, case.steps),
            }
            for case in file.cases
        ]
        lead = views.text(DOMAIN, "lead", file.lead)
        return self.frame.render(
            "help-now.html", page=self.frame.page("help-now"), help={"lead": lead, "cases": cases}
        )

    def start(self) -> str:
        """New here, the first two weeks, joined late with the year's required tasks."""
        file, views = self.handbook.start, self.views
        assert file is not None
        sections = [
            {
                "id": str(section.id),
                "title": views.text(DOMAIN, "title", section.title),
                "lead": views.text(DOMAIN, "lead", section.lead),
                "steps": self._steps(section.steps),
                "tasks": self._tasks(section.tasks),
                "guides": self._guides(section.guides),
                "sources": _rows(section.sources, section.steps),
            }
            for section in file.sections
        ]
        return self.frame.render(
            "start.html",
            page=self.frame.page("start"),
            start={
                "lead": views.text(DOMAIN, "lead", file.lead),
                "sections": sections,
                "months": self._months(lambda task: task.required, months_only=True),
            },
        )

    def roles_index(self) -> str:
        """The roles, each with its number of tasks."""
        roles = [
            {
                "title": self.views.text(DOMAIN, "title", role.title),
                "lead": self.views.text(DOMAIN, "lead", role.lead),
                "url": self.url("role", role.id),
                "task_count": len(self._tasks_of(role)),
            }
            for role in self.handbook.roles
        ]
        return self.frame.render("roles.html", page=self.frame.page("roles"), roles=roles)

    def role(self, id_: str) -> str:
        """One role's tasks by timeframe, its dates and its guides."""
        role = next(each for each in self.handbook.roles if each.id == id_)
        tasks = self._tasks_of(role)
        due = dict.fromkeys(deadline for task in tasks for deadline in task.due)
        named = {str(task.id) for task in tasks}
        return self.frame.render(
            "role.html",
            page=self.frame.page("role", id_),
            role={
                "id": id_,
                "title": self.views.text(DOMAIN, "title", role.title),
                "lead": self.views.text(DOMAIN, "lead", role.lead),
                "know": self._steps(role.know),
                "guides": self._guides(role.guides),
                "deadlines": self.dated(due),
                "months": self._months(lambda task: str(task.id) in named),
                "sources": _rows(role.sources, role.know),
            },
        )

    def _tasks_of(self, role: RolePage) -> list[Task]:
        wanted: set[Role] = set(role.roles)
        return [task for task in self.handbook.tasks.values() if wanted & set(task.who)]

    # --- pieces -----------------------------------------------------------------------------

    def _months(self, wanted: Wanted, months_only: bool = False) -> list[dict[str, object]]:
        """The timeframes that have a wanted task, July first."""
        found: list[dict[str, object]] = []
        for timeframe in self.frame.timeframes():
            tasks = [
                each.task for each in self.editions.occurrences[timeframe] if wanted(each.task)
            ]
            if tasks and (timeframe.month or not months_only):
                found.append(
                    {
                        "name": self.views.timeframe(timeframe).name,
                        "url": self.url("timeframe", timeframe),
                        "month": self.frame.month(timeframe),
                        "tasks": [self.views.task_link(task) for task in tasks],
                    }
                )
        return found

    def _steps(self, steps: Sequence[Step]) -> list[StepView]:
        return [
            StepView(str(step.id), self.views.text(DOMAIN, "text", step.text)) for step in steps
        ]

    def _tasks(self, ids: Iterable[str]) -> list[Linked]:
        known = self.handbook.tasks
        return [self.views.task_link(known[id_]) for id_ in ids if id_ in known]

    def _guides(self, ids: Iterable[str]) -> list[Linked]:
        known = self.handbook.guides
        return [
            Linked(
                self.views.text("guides", "title", known[id_].head.title), self.url("guide", id_)
            )
            for id_ in ids
            if id_ in known
        ]


def _rows(sources: Iterable[str], steps: Iterable[Step]) -> list[str]:
    rows = [*sources, *(row for step in steps for row in step.sources)]
    return list(dict.fromkeys(map(str, rows)))
