"""The data output: what the handbook knows, as JSON that other software builds on.

The format is in :mod:`sitegen.render.data_format`. Texts are English and plain, with dates
filled in; ``translations`` has those that exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sitegen.content.localised import Worded
from sitegen.content.models import Deadline, Task
from sitegen.deadlines.reasons import SENTENCES, Reason
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import Editions, LeaCard, LeaYear
from sitegen.i18n.locales import SOURCE
from sitegen.render.addresses import Addresses, letter_file
from sitegen.render.data_format import (
    VERSION,
    CitationData,
    DateData,
    DeadlineData,
    DeadlinesFile,
    GlossaryFile,
    LeaData,
    LeaFile,
    LeasFile,
    LetterData,
    LetterFileData,
    LettersFile,
    OccurrenceData,
    OwnDateData,
    ReasonData,
    ResourceData,
    ResourcesFile,
    StepData,
    TaskData,
    TasksFile,
    TermData,
    TrackData,
)
from sitegen.render.frame import Frame


class DataFiles:
    """Makes the data of a site. ``frames`` are those of its languages, English among them or
    not; texts are always the English."""

    def __init__(self, frames: Mapping[str, Frame], english: Frame) -> None:
        self.frames = frames
        self.english = english
        self.editions: Editions = english.book.editions
        self.handbook = self.editions.handbook
        self._statewide: dict[str, DateData] = {}

    def text(self, source: str) -> str:
        """A text as a reader of plain text sees it, fields filled; an LEA's own in English where
        it has it."""
        if isinstance(source, Worded):
            return self.english.views.local(source.local).html.striptags()
        return self.english.views.renderer.inline(str(source), str(source)).html.striptags()

    def maybe(self, source: str | None) -> str | None:
        return None if source is None else self.text(source)

    def url(self, kind: str, id_: str) -> str:
        """The page of a record: absolute where the origin is known."""
        tags = self.editions.shape.locales
        addresses = Addresses(self.editions.shape, SOURCE if SOURCE in tags else tags[0])
        url = addresses.url(kind, id_)
        return addresses.absolute(url) or url

    def _task_url(self, id_: str) -> str:
        """The page of a task, or its place in its month, where an LEA's own task stands."""
        tags = self.editions.shape.locales
        frame = self.frames.get(SOURCE if SOURCE in tags else tags[0], self.english)
        url = frame.views.task_url(id_)
        return frame.addresses.absolute(url) or url

    # --- shared files -----------------------------------------------------------------------

    def tasks(self) -> TasksFile:
        placed: dict[str, list[OccurrenceData]] = {}
        standing = [
            (timeframe, each)
            for timeframe, every in self.editions.occurrences.items()
            for each in every
        ]
        for timeframe, each in standing:
            own = each.text
            placed.setdefault(str(each.task.id), []).append(
                OccurrenceData(
                    id=each.id,
                    timeframe=str(timeframe),
                    due=list(map(str, each.due)),
                    title=self.maybe(own.title if own else None),
                )
            )
        return TasksFile(
            version=VERSION,
            year=self.handbook.year,
            tasks=[self._task(task, placed[name]) for name, task in self.handbook.tasks.items()],
        )

    def _task(self, task: Task, occurrences: list[OccurrenceData]) -> TaskData:
        return TaskData(
            id=str(task.id),
            url=self._task_url(str(task.id)),
            title=self.text(task.title),
            why=self.text(task.why),
            note=self.maybe(task.note),
            if_missed=self.maybe(task.if_missed),
            required=task.required,
            who=[str(role) for role in task.who],
            topic=str(task.topic),
            assessments=[str(each) for each in task.assessments],
            steps=[
                StepData(
                    id=str(step.id), text=self.text(step.text), sources=list(map(str, step.sources))
                )
                for step in task.steps
            ],
            occurrences=occurrences,
            resources=list(map(str, task.links)),
            guide=str(task.guide) if task.guide else None,
            sources=list(map(str, task.sources)),
            translations=self._translations(task),
        )

    def _translations(self, task: Task) -> dict[str, dict[str, str]]:
        found = {}
        for tag, frame in self.frames.items():
            if tag == SOURCE:
                continue
            fields = {
                name: text.html.striptags()
                for name, english in (("title", task.title), ("why", task.why))
                if (text := frame.views.text("tasks", name, english)).lang is None
            }
            if fields:
                found[tag] = fields
        return found

    def deadlines(self) -> DeadlinesFile:
        return DeadlinesFile(
            version=VERSION,
            year=self.handbook.year,
            deadlines=[self._deadline(each) for each in self.editions.deadlines.values()],
        )

    def _deadline(self, deadline: Deadline) -> DeadlineData:
        name = str(deadline.id)
        return DeadlineData(
            id=name,
            title=self.text(deadline.title),
            rule=deadline.rule.kind,
            rule_in_words=self.text(deadline.words),
            layer=deadline.layer,
            topic=str(deadline.topic),
            assessments=[str(each) for each in deadline.assessments],
            depends_on_lea=name in self.editions.rules.local,
            statewide=self.date(self.editions.statewide[name]),
            citations=[
                CitationData(
                    resource=str(each.resource),
                    checked=each.checked,
                    section=str(each.section) if each.section else None,
                )
                for each in deadline.citation
            ],
            caution=self.maybe(deadline.caution),
            sources=list(map(str, deadline.sources)),
        )

    def date(self, resolved: ResolvedDeadline) -> DateData:
        """A deadline resolved; the state's are made once."""
        if resolved.track is not None:
            return self._date(resolved)
        found = self._statewide.get(resolved.id)
        if found is None:
            found = self._statewide[resolved.id] = self._date(resolved)
        return found

    def _date(self, resolved: ResolvedDeadline) -> DateData:
        return DateData(
            deadline=resolved.id,
            track=resolved.track,
            date=resolved.date,
            status=str(resolved.status),
            reasons=[self._reason(reason) for reason in resolved.reasons],
        )

    def _reason(self, reason: Reason) -> ReasonData:
        values = {
            name: value if isinstance(value, int) else str(value) for name, value in reason.params
        }
        known = reason.kind in SENTENCES
        sentence = self.english.views.sentence(reason).plain if known else reason.kind
        return ReasonData(kind=reason.kind, values=values, sentence=sentence)

    def resources(self) -> ResourcesFile:
        return ResourcesFile(
            version=VERSION,
            checked=date.fromisoformat(self.handbook.resources_checked),
            resources=[
                ResourceData(
                    id=str(each.id),
                    name=str(each.name),
                    kind=each.kind,
                    url=str(each.url) if each.url else None,
                    confidence=str(each.confidence),
                    where_to_look=self.maybe(each.find),
                )
                for each in self.handbook.resources.values()
            ],
        )

    def glossary(self) -> GlossaryFile:
        return GlossaryFile(
            version=VERSION,
            terms=[
                TermData(
                    id=str(each.id),
                    url=self.url("term", str(each.id)),
                    term=str(each.term),
                    meaning=str(each.meaning),
                    plain=self.text(each.plain),
                    also=list(map(str, each.also)),
                    added=each.added,
                    sources=list(map(str, each.sources)),
                )
                for each in self.handbook.terms.values()
            ],
        )

    def letters(self, languages: Mapping[str, Iterable[str]]) -> LettersFile:
        """``languages`` has, for each letter, those in which it is published."""
        return LettersFile(
            version=VERSION,
            letters=[
                LetterData(
                    id=name,
                    title=self.text(letter.head.title),
                    languages=list(languages.get(name, ())),
                )
                for name, letter in self.handbook.letters.items()
            ],
        )

    def leas(self, cards: Iterable[LeaCard]) -> LeasFile:
        return LeasFile(version=VERSION, leas=[self._card(card) for card in cards])

    def _card(self, card: LeaCard) -> LeaData:
        built = [tag for tag in self.editions.shape.locales if tag in card.languages]
        tag = next(iter(built), SOURCE)
        addresses = Addresses(self.editions.shape, tag)
        url = addresses.url("lea", card.slug)
        return LeaData(
            slug=card.slug,
            name=card.name,
            kind=card.kind,
            county=card.county,
            sample=card.sample,
            languages=list(card.languages),
            url=addresses.absolute(url) or url,
        )

    # --- one LEA ----------------------------------------------------------------------------

    def lea(self, lea: LeaYear, letters: Iterable[tuple[str, str]]) -> LeaFile:
        """``letters`` are the pairs (letter, language) that are published for it."""
        addresses = Addresses(self.editions.shape, SOURCE)
        own = lea.edition.order
        orders = {
            str(timeframe): list(lea.edition.tasks_of(own.get(timeframe, shared)))
            for timeframe, shared in self.editions.order.items()
        }
        return LeaFile(
            version=VERSION,
            year=lea.year,
            lea=self._card(lea.card),
            cds_code=str(lea.profile.cds),
            tracks=[self._track(lea, each) for each in lea.tracks],
            dates=[
                self.date(each)
                for id_ in self.editions.rules.ids
                for each in lea.deadlines.by_id[id_]
            ],
            own_dates=[
                OwnDateData(
                    id=id_,
                    track=str(own_date.track) if own_date.track else None,
                    date=own_date.date,
                    titles=own_date.title.by_language,
                )
                for id_, own_date in lea.edition.deadlines.items()
            ],
            checklist=orders,
            letters=[
                LetterFileData(letter=letter, language=tag, url=addresses.absolute(url) or url)
                for letter, tag in letters
                for url in [self.editions.shape.base_path + letter_file(lea.slug, letter, tag)]
            ],
        )

    @staticmethod
    def _track(lea: LeaYear, track: Any) -> TrackData:
        calendar, period = track.calendar, track.period
        names = lea.track_names[track.id]
        return TrackData(
            id=track.id,
            name=names.get(SOURCE) or next(iter(names.values())),
            instructional_days=calendar.total if calendar else None,
            first_day=calendar.first if calendar else None,
            last_day=calendar.last if calendar else None,
            period_opens=period.opens if period else None,
            period_closes=period.closes if period else None,
        )
