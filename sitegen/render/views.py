"""What templates see: values in the language of a Book, ready to be put out.

A view holds no rule and no file: texts are rendered, dates are formatted, addresses are
resolved. The shapes are told at the head of each template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from sitegen.content.handbook import Occurrence
from sitegen.content.lea_models import LocalText
from sitegen.content.localised import Worded
from sitegen.content.models import (
    Citation,
    Confidence,
    Deadline,
    Erratum,
    Resource,
    Role,
    Status,
    Task,
    Timeframe,
    Topic,
)
from sitegen.deadlines.reasons import SENTENCES, Reason, Value
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import Book
from sitegen.i18n import formatting
from sitegen.i18n.locales import SOURCE
from sitegen.render.addresses import Addresses
from sitegen.render.isolation import in_order
from sitegen.render.markdown import Renderer, Text
from sitegen.render.templates import Interface
from sitegen.render.words import ROLES, TIMEFRAMES, TOPICS

NOTHING = Text(Markup(""), "")
"""What stands where a record has no text."""

_MOST_SENTENCES = 4096
"""Steps of reasoning that are kept in a language. Most LEAs have the same few hundred."""


@dataclass(frozen=True, slots=True)
class Named:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Linked:
    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A day in the forms that pages need."""

    iso: str
    long: str
    medium: str
    short: str
    weekday: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    id: str
    name: Text
    kind: str
    state: str
    url: str | None
    checked: DateView | None
    find: Text | None


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the glossary; ``term`` is in English in every language.

    ``own`` is a word of the LEA whose site it is: it has no ``meaning``, which then is empty.
    ``own_notes`` is what that LEA says beside a term of the state's.
    """

    id: str
    term: Text
    meaning: Text
    plain: Text
    also: list[Text]
    added: bool
    resource: ResourceView | None
    url: str
    own: bool = False
    own_notes: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CitationView:
    resource: ResourceView
    section: Text | None
    checked: DateView | None


@dataclass(frozen=True, slots=True)
class ReasonView:
    words: Text
    steps: list[Text]
    citations: list[CitationView]
    caution: Text | None


@dataclass(frozen=True, slots=True)
class DeadlineView:
    id: str
    anchor: str
    title: Text
    status: str
    date: DateView | None
    label: Text
    track: Text | None
    tasks: list[Linked]
    broken: Text | None
    reason: ReasonView
    topic: Named
    layer: str
    own_notes: list[Text] = field(default_factory=list)
    own: bool = False
    """A date that an LEA set itself: it has no reason."""


@dataclass(frozen=True, slots=True)
class DueTrack:
    name: Text
    date: DateView | None


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due, before it is HTML."""

    id: str
    date: DateView | None
    label: Text
    tracks: list[DueTrack]


@dataclass(frozen=True, slots=True)
class StepView:
    id: str
    text: Text
    local: bool = False


@dataclass(frozen=True, slots=True)
class DueHtml:
    id: str
    html: object


@dataclass(frozen=True, slots=True)
class ErratumView:
    id: str
    says: Text
    means: Text
    why: Text


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """One occurrence as it stands in a month or a checklist."""

    id: str
    task_url: str | None
    title: Text
    why: Text | None
    note: Text | None
    required: bool
    local: bool
    moved_from: Named | None
    who: list[Named]
    topic: Named
    due: list[DueHtml]
    steps: list[StepView]
    links: list[ResourceView]
    if_missed: Text | None
    errata_url: str | None
    own_notes: list[Text] = field(default_factory=list)


@dataclass
class Views:
    """Makes the views of one Book. ``renderer`` fills dates by its own surroundings."""

    book: Book
    addresses: Addresses
    interface: Interface
    renderer: Renderer
    _sentences: dict[Reason, Text] = field(default_factory=dict, init=False, repr=False)

    @property
    def tag(self) -> str:
        return self.book.locale.tag

    # --- texts ------------------------------------------------------------------------------

    def text(self, domain: str, context: str, english: str) -> Text:
        if isinstance(english, Worded):
            return self.local(english.local)
        return self.renderer.inline(english, self.book.translation(domain, context, english))

    def local(self, text: LocalText) -> Text:
        """A text that an LEA wrote: in this language, or in its own, marked."""
        lang, words = self.best(text)
        return self.renderer.written(words, lang)

    def best(self, text: LocalText) -> tuple[str, str]:
        """The language and the words of what an LEA wrote: this one's, or as it was written."""
        own = Worded.of(text).in_language(self.tag)
        return (str(text.lang), str(text.text)) if own is None else (self.tag, own)

    def maybe(self, domain: str, context: str, english: str | None) -> Text | None:
        return None if english is None else self.text(domain, context, english)

    def said(self, english: str) -> Text:
        """A sentence of the interface as a Text."""
        spoken = self.interface.say(english)
        worded = any(each.isalpha() for each in english)  # figures are of no language
        known = self.tag == SOURCE or self.interface.has(english) or not worded
        html = in_order(spoken, self.tag if known else SOURCE)
        return Text(html, spoken, None if known else SOURCE)

    def verbatim(self, name: str, lang: str | None = None) -> Text:
        """A proper name, which no catalog translates."""
        return Text(escape(name), name, lang if lang != self.tag else None)

    # --- words ------------------------------------------------------------------------------

    def role(self, role: Role) -> Named:
        return Named(role, self.interface.say(ROLES[role]))

    def topic(self, topic: Topic) -> Named:
        return Named(topic, self.interface.say(TOPICS[topic]))

    def timeframe(self, timeframe: Timeframe) -> Named:
        if timeframe.month is None:
            return Named(timeframe, self.interface.say(TIMEFRAMES[timeframe]))
        return Named(timeframe, formatting.month_name(timeframe.month, self.tag))

    def date(self, day: date | None) -> DateView | None:
        return None if day is None else date_view(day, self.tag)

    # --- records ----------------------------------------------------------------------------

    def resource(self, resource: Resource) -> ResourceView:
        states = {Confidence.HIGH: "confirmed", Confidence.MEDIUM: "dated"}
        domain = "resources"
        return ResourceView(
            id=str(resource.id),
            name=self.verbatim(str(resource.name), SOURCE),
            kind=resource.kind,
            state=states.get(resource.confidence, "unconfirmed"),
            url=str(resource.url) if resource.url else None,
            checked=None,
            find=self.maybe(domain, "find", resource.find),
        )

    def resources(self, ids: Iterable[str]) -> list[ResourceView]:
        known = self.book.editions.handbook.resources
        return [self.resource(known[id_]) for id_ in ids if id_ in known]

    def term(self, id_: str) -> TermView:
        term = self.book.editions.handbook.terms[id_]
        domain = "glossary"
        lea = self.book.editions.lea
        return TermView(
            id=id_,
            term=self.term_name(id_),
            meaning=self.text(domain, "meaning", term.meaning) if term.meaning else NOTHING,
            plain=self.text(domain, "plain", term.plain),
            also=[self.text(domain, "also", each) for each in term.also],
            added=term.added,
            resource=next(iter(self.resources([term.resource] if term.resource else [])), None),
            url=self.addresses.url("term", id_),
            own=isinstance(term.term, Worded),
            own_notes=[self.local(note) for note in lea.edition.term_notes.get(id_, ())]
            if lea
            else [],
        )

    def term_name(self, id_: str) -> Text:
        """The state's terms are English in every language; an LEA's own may be translated."""
        name = self.book.editions.handbook.terms[id_].term
        if isinstance(name, Worded):
            return self.local(name.local)
        return self.verbatim(str(name), SOURCE)

    def citation(self, citation: Citation) -> CitationView:
        known = self.book.editions.handbook.resources[str(citation.resource)]
        section = None if citation.section is None else self.verbatim(str(citation.section), SOURCE)
        return CitationView(self.resource(known), section, self.date(citation.checked))

    def erratum(self, erratum: Erratum) -> ErratumView:
        return ErratumView(
            str(erratum.id),
            *(
                self.text("errata", field, str(getattr(erratum, field)))
                for field in ("says", "means", "why")
            ),
        )

    def errata_of(self, kind: str, id_: str) -> list[ErratumView]:
        """The errata that touch a task, guide or deadline (``kind``: their field)."""
        return [
            self.erratum(erratum)
            for erratum in self.book.editions.handbook.errata.values()
            if id_ in getattr(erratum, kind)
        ]

    def task_link(self, task: Task) -> Linked:
        return Linked(self.text("tasks", "title", task.title), self.task_url(str(task.id)))

    def task_url(self, id_: str) -> str:
        """The page of a task; an LEA's own stands in its month and has no other page."""
        for timeframe, every in (self.book.editions.standing or {}).items():
            for each in every if id_.startswith("local-") else ():
                if each.task.id == id_:
                    return f"{self.addresses.url('timeframe', timeframe)}#{each.id}"
        return self.addresses.url("task", id_)

    # --- deadlines --------------------------------------------------------------------------

    def deadline(
        self, resolved: ResolvedDeadline, track: Text | None = None, broken: Text | None = None
    ) -> DeadlineView:
        deadline = self.book.editions.deadlines[resolved.id]
        return DeadlineView(
            id=resolved.id,
            anchor=anchor(resolved),
            title=self.text("deadlines", "title", deadline.title),
            status=resolved.status
            if resolved.date or resolved.status is not Status.CONFIRMED
            else Status.UNKNOWN,
            date=self.date(resolved.date),
            label=self.text("deadlines", "label", deadline.label),
            track=track,
            tasks=[self.task_link(task) for task in self.tasks_due(resolved.id)],
            broken=broken,
            reason=self.reason(deadline, resolved.reasons),
            topic=self.topic(deadline.topic),
            layer=deadline.layer,
        )

    def tasks_due(self, deadline: str) -> Sequence[Task]:
        return self.book.editions.tasks_due[deadline]

    def reason(self, deadline: Deadline, reasons: Sequence[Reason]) -> ReasonView:
        return ReasonView(
            words=self.text("deadlines", "words", deadline.words),
            steps=[self.sentence(reason) for reason in reasons],
            citations=[self.citation(citation) for citation in deadline.citation],
            caution=self.maybe("deadlines", "caution", deadline.caution),
        )

    def sentence(self, reason: Reason) -> Text:
        """One step of the reasoning, its values formatted by their types."""
        found = self._sentences.get(reason)
        if found is None:
            if len(self._sentences) >= _MOST_SENTENCES:
                self._sentences.clear()
            found = self._sentences[reason] = self._sentence(reason)
        return found

    def _sentence(self, reason: Reason) -> Text:
        english = SENTENCES[reason.kind]
        worded = any(each.isalpha() for each in english)  # figures are of no language
        known = self.tag == SOURCE or self.interface.has(english) or not worded
        lang = self.tag if known else SOURCE
        values = {name: self.value(value, lang) for name, value in reason.params}
        html = Markup(escape(self.interface.say(english))).format(**values)
        return Text(html, Markup(html).striptags(), None if known else SOURCE)

    def value(self, value: Value, lang: str) -> Markup:
        if isinstance(value, date):
            return escape(formatting.long_date(value, lang))
        if isinstance(value, int | Decimal):
            return escape(formatting.decimal(value, lang))
        deadline = self.book.editions.deadlines[value]
        title = self.text("deadlines", "title", deadline.title)
        if title.lang and title.lang != lang:
            return Markup('<span lang="{}" dir="ltr">{}</span>').format(title.lang, title.html)
        return title.html

    def due(self, resolved: Sequence[ResolvedDeadline], track_names: Mapping[str, Text]) -> Due:
        """When something is due: one date, or one a track where they differ."""
        first = resolved[0]
        label = self.text("deadlines", "label", self.book.editions.deadlines[first.id].label)
        if len({each.date for each in resolved}) > 1:
            tracks = [
                DueTrack(track_names[each.track or ""], self.date(each.date)) for each in resolved
            ]
            return Due(first.id, None, label, tracks)
        return Due(first.id, self.date(first.date), label, [])

    # --- occurrences ------------------------------------------------------------------------

    def occurrence(self, occurrence: Occurrence, due: list[DueHtml]) -> OccurrenceView:
        """The shared text of an occurrence: the task's, but for what differs here."""
        task, own = occurrence.task, occurrence.text
        required = own.required if own and own.required is not None else task.required
        return OccurrenceView(
            id=occurrence.id,
            task_url=self.addresses.url("task", task.id),
            title=self.text("tasks", "title", (own and own.title) or task.title),
            why=self.text("tasks", "why", (own and own.why) or task.why),
            note=self.maybe("tasks", "note", (own and own.note) or task.note),
            required=required,
            local=False,
            moved_from=None,
            who=[self.role(role) for role in task.who],
            topic=self.topic(task.topic),
            due=due,
            steps=[
                StepView(str(step.id), self.text("tasks", "text", step.text)) for step in task.steps
            ],
            links=self.resources(task.links),
            if_missed=self.maybe("tasks", "if-missed", task.if_missed),
            errata_url=self.addresses.url("task", task.id) + "#errata"
            if self.errata_of("tasks", task.id)
            else None,
        )


def anchor(resolved: ResolvedDeadline) -> str:
    """The id of a deadline's row on the page that shows it."""
    return "-".join(filter(None, ("deadline", resolved.id, resolved.track)))


def date_view(day: date, tag: str) -> DateView:
    """A day in the forms of a language; kept, since a year has few."""
    found = _dates.get((day, tag))
    if found is None:
        found = _dates[day, tag] = DateView(
            iso=day.isoformat(),
            long=formatting.long_date(day, tag),
            medium=formatting.short_date(day, tag),
            short=formatting.day_month(day, tag),
            weekday=formatting.weekday(day, tag),
        )
    return found


_dates: dict[tuple[date, str], DateView] = {}
