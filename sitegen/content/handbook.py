"""The handbook as it was read: every shared record, by id, and nothing computed.

:class:`Handbook` is what all LEAs share; :class:`LeaContent` is one LEA's own folder.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.content.branding import Logo
from sitegen.content.guidance import HelpNowFile, HowToFile, RolePage, StartFile
from sitegen.content.lea_models import CalendarFile, LeaProfile
from sitegen.content.local_files import LocalDocuments
from sitegen.content.models import (
    Deadline,
    DeadlineFile,
    Erratum,
    GuideHead,
    LetterHead,
    LocalSettings,
    OccurrenceText,
    Resource,
    SiteSettings,
    Task,
    TaskFile,
    Term,
    Timeframe,
    Topic,
)
from sitegen.content.overlay_models import Overlay


@dataclass(frozen=True, slots=True)
class Guide:
    """``content/guides/<id>.md``: its head, and its Markdown from ``body_line`` on."""

    id: str
    head: GuideHead
    body: str
    body_line: int
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """``content/letters/<id>.md``."""

    id: str
    head: LetterHead
    body: str
    body_line: int
    path: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A task as it stands in one timeframe. Ticks, hides and moves belong to occurrences."""

    task: Task
    timeframe: Timeframe

    @property
    def id(self) -> str:
        return f"{self.task.id}@{self.timeframe}"

    @property
    def text(self) -> OccurrenceText | None:
        """What differs here from the task's own text."""
        return self.task.occurrences.get(self.timeframe)

    @property
    def due(self) -> tuple[str, ...]:
        own = self.text
        return own.due if own and own.due is not None else self.task.due


@dataclass(frozen=True)
class Handbook:
    """All shared content. Mappings keep the order of the files."""

    settings: SiteSettings
    local: LocalSettings | None
    task_files: Mapping[Timeframe, TaskFile]
    tasks: Mapping[str, Task]
    deadline_files: Mapping[str, DeadlineFile]
    resources: Mapping[str, Resource]
    resources_checked: str
    terms: Mapping[str, Term]
    errata: Mapping[str, Erratum]
    guides: Mapping[str, Guide]
    letters: Mapping[str, Letter]
    how_to: tuple[HowToFile, ...] = ()
    help_now: HelpNowFile | None = None
    start: StartFile | None = None
    roles: tuple[RolePage, ...] = ()
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """The current school year; addresses without a year mean it."""
        return str(self.settings.year)

    def deadlines(self, year: str) -> Mapping[str, Deadline]:
        file = self.deadline_files.get(year)
        return {str(deadline.id): deadline for deadline in file.deadlines} if file else {}

    def occurrences(self) -> dict[Timeframe, tuple[Occurrence, ...]]:
        """The occurrences of each timeframe: its file's tasks, then those that recur in it."""
        found: dict[Timeframe, list[Occurrence]] = {timeframe: [] for timeframe in Timeframe}
        for timeframe, file in self.task_files.items():
            for task in file.tasks:
                if not task.timeframes or timeframe in task.timeframes:
                    found[timeframe].append(Occurrence(task, timeframe))
        for timeframe, file in self.task_files.items():
            for task in file.tasks:
                for other in task.timeframes:
                    if other is not timeframe:
                        found[other].append(Occurrence(task, other))
        return {timeframe: tuple(each) for timeframe, each in found.items()}

    def has(self, kind: str, id_: str) -> bool:
        """Whether a link to a record leads somewhere, by its id or by one it had before."""
        name = self.aliases.get(kind, {}).get(id_, id_)
        match kind:
            case "task":
                records: Container[str] = self.tasks
            case "resource":
                records = self.resources
            case "guide":
                records = self.guides
            case "term":
                records = self.terms
            case "letter":
                records = self.letters
            case _:
                records = self._others.get(kind, ())
        return name in records

    @cached_property
    def _others(self) -> Mapping[str, frozenset[str]]:
        """The ids of those kinds of records that have no mapping of their own."""
        cases = self.help_now.cases if self.help_now else ()
        return {
            "deadline": frozenset(self.deadlines(self.year)),
            "timeframe": frozenset(map(str, Timeframe)),
            "topic": frozenset(map(str, Topic)),
            "how-to": frozenset(str(topic.id) for file in self.how_to for topic in file.topics),
            "case": frozenset(str(case.id) for case in cases),
            "role": frozenset(str(role.id) for role in self.roles),
        }

    def tasks_of_topic(self, topic: Topic) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks.values() if task.topic is topic)

    def guides_of_topic(self, topic: Topic) -> tuple[Guide, ...]:
        """Sorted by their ``order``, then by id."""
        found = [guide for guide in self.guides.values() if guide.head.category is topic]
        return tuple(sorted(found, key=lambda guide: (guide.head.order, guide.id)))


@dataclass(frozen=True)
class LeaContent:
    """``content/leas/<slug>/``: profile, calendars by school year, overlay."""

    slug: str
    profile: LeaProfile
    calendars: Mapping[str, CalendarFile]
    overlay: Overlay | None
    ledger: str | None = None
    """The text of the LEA's feed ledger, where it keeps one."""
    local_ids: frozenset[str] = frozenset()
    """The ids of records that the overlay adds, sound or not."""
    documents: LocalDocuments = field(default_factory=LocalDocuments)
    logo: Logo | None = None
