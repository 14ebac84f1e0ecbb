"""What cites the sources, and all that it says in English, as a reader of its page has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from sitegen.content.files import Tree
from sitegen.content.guidance import HowToTopic, Practice
from sitegen.content.handbook import Handbook
from sitegen.content.loading import Loader
from sitegen.content.models import Deadline, LeaKind, Step, Task, Topic
from sitegen.content.prose import PLACEHOLDER, references
from sitegen.content.scalars import Marked
from sitegen.content.texts import texts_of
from sitegen.coverage.names import OfficialNames, in_letters
from sitegen.coverage.wording import Words, digest, runs, words
from sitegen.deadlines.testing_words import ASSESSMENTS
from sitegen.editions import Editions, Shape, make_editions
from sitegen.i18n.content_messages import content_messages
from sitegen.i18n.extraction import interface_messages
from sitegen.i18n.formatting import long_date
from sitegen.i18n.locales import SOURCE
from sitegen.problems import Problems
from sitegen.render.markdown import messages, plain
from sitegen.render.words import KINDS, PROGRAMS, ROLES, TOPICS

DAY_IN_TEXT = "{0:%B} {0.day}, {0.year}"
"""How the sources write a date."""

COVERING = frozenset({"task", "step", "guide", "how-to", "term", "letter", "erratum", "edition"})
"""The kinds of records of which one must cite a row; others may."""

SAYING = COVERING | {"resource"}
"""The kinds of records in which a row’s facts may stand: a name may be told with its page."""

HUB_KINDS = {
    LeaKind.SMALL: ("Small District",),
    LeaKind.MEDIUM: ("Medium District",),
    LeaKind.LARGE: ("Large District",),
    LeaKind.CHARTER: ("Charter", "Charter District"),
    LeaKind.COUNTY_OFFICE: ("COE",),
}
"""How the How-To Hub writes the kinds of LEA, which the handbook calls by its own words."""


@dataclass(frozen=True)
class Citing:
    """A record that cites rows: ``said`` are its texts, and what its page shows with them."""

    kind: str
    name: str
    sources: tuple[Marked, ...]
    said: tuple[str, ...]
    names: OfficialNames

    @cached_property
    def texts(self) -> tuple[Words, ...]:
        """The words of what is said, and again with letters for what terms stand for."""
        found = [words(each) for each in self.said]
        for text in self.said:
            short = in_letters(text, self.names.terms)
            if short != text:
                found.append(words(short))
        return tuple(found)

    def says(self, length: int) -> frozenset[str]:
        """The hashes of all runs of ``length`` words."""
        if length not in self._says:
            hashes = (digest(run) for text in self.texts for run in runs(text, length))
            self._says[length] = frozenset(hashes)
        return self._says[length]

    @cached_property
    def _says(self) -> dict[int, frozenset[str]]:
        return {}


def read_editions(root: Path) -> Editions:
    """The shared handbook below ``root`` with its statewide dates; faults are no matter here."""
    problems = Problems()
    loaded = Loader(Tree(root, problems)).load()
    return make_editions(loaded, {}, Shape(), {}, problems)


def citings(editions: Editions, names: OfficialNames) -> tuple[Citing, ...]:
    """Every record that can cite rows, in the content’s order."""
    said = _Said(editions)
    every = (
        *said.tasks(),
        *said.documents(),
        *said.lists(),
        *said.how_to(),
        *said.ways_in(),
        *said.settings(),
    )
    return tuple(
        Citing(kind, name, sources, tuple(dict.fromkeys(texts)), names)
        for kind, name, sources, texts in every
        if sources
    )


def english_texts(root: Path, editions: Editions) -> Iterator[tuple[str, str]]:
    """``(name, English)`` of every text of the content and the interface, dates filled in."""

    def day(found: re.Match[str]) -> str:
        known = editions.statewide.get(found[1])
        return DAY_IN_TEXT.format(known.date) if known and known.date else ""

    for _, message in content_messages(editions.handbook, messages):
        yield (message.reference, PLACEHOLDER.sub(day, plain(message.ids[0])))
    for letter in editions.handbook.letters.values():
        for _, name, said in texts_of(letter.head, f"letters/{letter.id}"):
            yield (name, plain(said))
        for run, _ in messages(letter.body):
            yield (f"letters/{letter.id}", PLACEHOLDER.sub(day, plain(run)))
    for message in interface_messages(root):
        for english in message.ids:
            yield ("interface", english)


_Entry = tuple[str, str, tuple[Marked, ...], list[str]]


class _Said:
    """Gathers what each record says."""

    def __init__(self, editions: Editions) -> None:
        self.editions = editions
        self.handbook: Handbook = editions.handbook

    # --- texts ------------------------------------------------------------------------------

    def text(self, english: str) -> list[str]:
        """A text without markup, its dates filled in; and the names of what it links to."""
        filled = PLACEHOLDER.sub(lambda found: self.day(found[1]), plain(english))
        names = [self.name(each.kind, each.id) for each in references(english)]
        return [filled, *filter(None, names)]

    def texts(self, record: BaseModel, name: str = "") -> list[str]:
        return [each for _, _, text in texts_of(record, name) for each in self.text(text)]

    def day(self, name: str) -> str:
        """A deadline's date and its label; a letter's field that is no deadline stays."""
        id_ = self.handbook.aliases.get("deadline", {}).get(name, name)
        if id_ not in self.editions.deadlines:
            return name
        day = self.editions.statewide[id_].date
        label = plain(self.editions.deadlines[id_].label)
        return f"{long_date(day, SOURCE)} ({label})" if day else label

    def due(self, name: str) -> list[str]:
        deadline = self.editions.deadlines[name]
        told = [plain(deadline.title), self.day(name)]
        return told if self.editions.statewide[name].date else [*told, *self.text(deadline.words)]

    def name(self, kind: str, id_: str) -> str:
        """What a record that is linked to is called."""
        book = self.handbook
        id_ = book.aliases.get(kind, {}).get(id_, id_)
        match kind:
            case "resource" if id_ in book.resources:
                return str(book.resources[id_].name)
            case "guide" if id_ in book.guides:
                return str(book.guides[id_].head.title)
            case "task" if id_ in book.tasks:
                return str(book.tasks[id_].title)
            case "term" if id_ in book.terms:
                return str(book.terms[id_].term)
        return ""

    def linked(self, kind: str, ids: Iterable[str]) -> list[str]:
        return [self.name(kind, str(id_)) for id_ in ids]

    # --- records ----------------------------------------------------------------------------

    def tasks(self) -> Iterator[_Entry]:
        for task in self.handbook.tasks.values():
            name = f"tasks/{task.id}"
            around = self.around(task)
            whole = [*around, *self.texts(task)]
            yield ("task", name, task.sources, whole)
            for step in task.steps:
                own = self.texts(task.model_copy(update={"steps": (step,)}))
                yield ("step", f"{name}.steps.{step.id}", step.sources, [*around, *own])
            for timeframe, text in task.occurrences.items():
                yield ("task", f"{name}.occurrences.{timeframe}", text.sources, whole)

    def around(self, task: Task) -> list[str]:
        """What a task's page says beside the task's own texts."""
        due = [*task.due, *(each for text in task.occurrences.values() for each in text.due or ())]
        return [
            *(told for each in dict.fromkeys(due) for told in self.due(str(each))),
            *self.linked("resource", task.links),
            *self.linked("guide", filter(None, [task.guide])),
            *(ROLES[role] for role in task.who),
            *(ASSESSMENTS[each] for each in task.assessments),
        ]

    def documents(self) -> Iterator[_Entry]:
        for kind, documents in (("guide", self.handbook.guides), ("letter", self.handbook.letters)):
            for document in documents.values():
                told = self.texts(document.head)
                for english, _ in messages(document.body):
                    told += self.text(english)
                told += self.linked("resource", getattr(document.head, "links", ()))
                told += self.linked("task", getattr(document.head, "tasks", ()))
                yield (kind, f"{kind}s/{document.id}", document.head.sources, told)

    def lists(self) -> Iterator[_Entry]:
        book = self.handbook
        for term in book.terms.values():
            told = [*self.texts(term), *self.linked("resource", filter(None, [term.resource]))]
            yield ("term", f"glossary/{term.id}", term.sources, told)
        for erratum in book.errata.values():
            told = [
                *self.texts(erratum),
                *self.linked("task", erratum.tasks),
                *self.linked("guide", erratum.guides),
                *(self.day(str(each)) for each in erratum.deadlines),
            ]
            yield ("erratum", f"errata/{erratum.id}", erratum.sources, told)
        for resource in book.resources.values():
            told = self.texts(resource)
            yield ("resource", f"resources/{resource.id}", resource.sources, told)
        for deadline in self.editions.deadlines.values():
            yield ("deadline", f"deadlines/{deadline.id}", deadline.sources, self.dated(deadline))

    def dated(self, deadline: Deadline) -> list[str]:
        citations = [citation.resource for citation in deadline.citation]
        return [
            self.day(str(deadline.id)),
            *self.texts(deadline),
            *self.linked("resource", citations),
            *self.linked("task", deadline.tasks),
        ]

    def how_to(self) -> Iterator[_Entry]:
        for file in self.handbook.how_to:
            for topic in file.topics:
                name = f"how-to/{topic.id}"
                yield ("how-to", name, topic.sources, [str(file.title), *self.topic(topic)])
                for practice in topic.practice:
                    yield from self.practice(name, practice)

    def topic(self, topic: HowToTopic) -> list[str]:
        bare = topic.model_copy(update={"practice": ()})
        return [
            *self.texts(bare),
            PROGRAMS[topic.program],
            *self.linked("resource", topic.resources),
            *self.linked("task", topic.tasks),
            *self.linked("guide", topic.guides),
        ]

    def practice(self, name: str, practice: Practice) -> Iterator[_Entry]:
        for item in practice.items:
            told = [
                str(practice.title),
                str(item.presenter),
                KINDS[item.kind],
                *HUB_KINDS[item.kind],
            ]
            yield ("how-to", f"{name}.practice.{practice.id}", (item.source,), told)

    def ways_in(self) -> Iterator[_Entry]:
        book = self.handbook
        for case in book.help_now.cases if book.help_now else ():
            due = [told for each in case.due for told in self.due(str(each))]
            links = self.linked("resource", case.links)
            yield from self.steps("case", f"help-now/{case.id}", case, case.steps, [*due, *links])
        for section in book.start.sections if book.start else ():
            yield from self.steps("start", f"start/{section.id}", section, section.steps, [])
        for role in book.roles:
            yield from self.steps("role", f"roles/{role.id}", role, role.know, [])

    def steps(
        self,
        kind: str,
        name: str,
        record: BaseModel,
        steps: Iterable[Step],
        more: list[str],
    ) -> Iterator[_Entry]:
        told = [*self.texts(record), *more]
        for ids, linked in (("tasks", "task"), ("guides", "guide")):
            told += self.linked(linked, getattr(record, ids, ()))
        yield (kind, name, getattr(record, "sources", ()), told)
        for step in steps:
            yield (kind, f"{name}.{step.id}", step.sources, told)

    def settings(self) -> Iterator[_Entry]:
        topics = [TOPICS[topic] for topic in Topic]
        for edition in self.handbook.settings.editions:
            links = self.linked("resource", filter(None, [edition.resource]))
            told = [*self.texts(edition), *links, *topics]
            yield ("edition", f"site/{edition.resource or edition.name}", edition.sources, told)
