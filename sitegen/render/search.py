"""The search indexes: what the browser's search engine reads, one file a language.

The engine (``layouts/assets/js/search-engine.js``) builds its own tables from these documents,
so that no step of a build needs a JavaScript runtime. A document's fields are in the page's
language; what has fallen back to English stands under ``en``, where the engine reads it as
English and the page marks it as such. Same records, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sitegen.content import prose
from sitegen.content.guidance import HowToTopic, RolePage, UrgentCase
from sitegen.content.guide_sections import guide_parts
from sitegen.content.handbook import Guide
from sitegen.content.local_files import LocalDocument
from sitegen.content.localised import Worded
from sitegen.content.models import Confidence, Deadline, Task, Term, Timeframe, Topic
from sitegen.content.overlay_edition import Change
from sitegen.content.overlay_models import LocalDeadline
from sitegen.editions import LeaCard, LeaYear
from sitegen.i18n import formatting
from sitegen.i18n.collation import collation_key
from sitegen.i18n.locales import SOURCE
from sitegen.render.addresses import Addresses, ways_in
from sitegen.render.markdown import Text, heading_id
from sitegen.render.search_fields import Fields, Json
from sitegen.render.search_synonyms import is_name, listed, synonyms
from sitegen.render.search_words import PAGES
from sitegen.render.views import NOTHING, Views
from sitegen.render.words import KINDS, ROLES, SEARCH_WORDS, TOPICS

FORMAT = 1
"""Rises when the engine of an older build could no longer read the file."""

WAYS = ("start", "help-now", "how-to")
"""Pages that a handbook may do without."""

IF_MISSED = "If you miss it:"


def search_index(views: Views, own: LeaYear | None = None) -> bytes:
    """The index of one language, as JSON; with what the LEA wrote whose own site it is.

    ``lang``; ``kinds``, ``months``, ``topics``, ``roles``, ``leaKinds``: names by id;
    ``synonyms``: groups of phrases that mean the same; ``documents``, in a fixed order.
    """
    return _json(
        {
            "format": FORMAT,
            "lang": views.tag,
            "kinds": {kind: views.interface.say(word) for kind, word in SEARCH_WORDS.items()},
            "months": {each: views.timeframe(each).name for each in Timeframe},
            "topics": {each: views.topic(each).name for each in TOPICS},
            "roles": {each: views.role(each).name for each in ROLES},
            "leaKinds": {each: views.interface.say(word) for each, word in KINDS.items()},
            "synonyms": list(synonyms(views)),
            "documents": list(_Documents(views, own).all()),
        }
    )


def lea_index(cards: Iterable[LeaCard], addresses: Addresses) -> bytes:
    """The LEAs by name, in an index of their own, which few readers ever load.

    An LEA that has no pages in this language is reached in English, or its own first one.
    """
    ordered = sorted(cards, key=lambda card: (collation_key(card.name, SOURCE), card.slug))
    return _json(
        {
            "format": FORMAT,
            "lang": SOURCE,
            "documents": [_lea(card, addresses) for card in ordered],
        }
    )


def _lea(card: LeaCard, addresses: Addresses) -> Json:
    tag = addresses.tag
    if tag not in card.languages:
        tag = SOURCE if SOURCE in card.languages else card.languages[0]
    found: Json = {
        "id": card.slug,
        "kind": "lea",
        "url": Addresses(addresses.shape, tag).url("lea", card.slug),
        "title": card.name,
        "text": card.county,
        "leaKind": card.kind,
    }
    return {**found, "sample": True} if card.sample else found


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- documents ----------------------------------------------------------------------------


class _Documents:
    """Every document of a Book, kind by kind, in the order of the content."""

    def __init__(self, views: Views, own: LeaYear | None = None) -> None:
        self.views = views
        self.own = own
        self.editions = views.book.editions
        self.handbook = self.editions.handbook
        self.changes: dict[str, list[Change]] = {}
        for id_, change in own.edition.changes.items() if own else ():
            self.changes.setdefault(id_.partition("@")[0], []).append(change)
        self.timeframes: dict[str, list[str]] = {}
        for timeframe, occurrences in self.editions.occurrences.items():
            for occurrence in occurrences:
                self.timeframes.setdefault(str(occurrence.task.id), []).append(timeframe)

    def all(self) -> Iterator[Json]:
        yield from map(self.task, self.handbook.tasks.values())
        yield from map(self.guide, self.handbook.guides)
        yield from map(self.own_guide, self.own.documents.guides.values() if self.own else ())
        yield from map(self.case, self.handbook.help_now.cases if self.handbook.help_now else ())
        yield from (self.how_to(each) for file in self.handbook.how_to for each in file.topics)
        yield from map(self.role, self.handbook.roles)
        yield from map(self.deadline, self.editions.deadlines.values())
        yield from map(self.own_deadline, self.own.edition.deadlines.values() if self.own else ())
        yield from map(self.term, self.handbook.terms.values())
        yield from map(self.resource, self.handbook.resources)
        yield from map(self.letter, self.handbook.letters)
        yield from map(self.timeframe, Timeframe)
        yield from map(self.topic, Topic)
        yield from self.pages()

    def document(
        self, kind: str, id_: str, fields: Fields, *, url: str | None = None, **facets: object
    ) -> Json:
        """One document; empty facets are left out."""
        return {
            "id": id_,
            "kind": kind,
            "url": url or self.views.addresses.url(kind, id_),
            **fields.as_json(),
            **{name: value for name, value in facets.items() if value},
        }

    def title(self, fields: Fields, domain: str, english: str) -> None:
        """A record's title; beside a translation the English one, as a name in English."""
        text = self.views.text(domain, "title", english)
        fields.put("title", text)
        if text.lang is None and self.views.tag != SOURCE and not isinstance(english, Worded):
            source = self.views.renderer.inline(english, None)
            fields.put("title", source)

    def task(self, task: Task) -> Json:
        views, fields = self.views, Fields()
        self.title(fields, "tasks", task.title)
        for own in task.occurrences.values():
            fields.put("names", views.maybe("tasks", "title", own.title))
        fields.put("text", views.text("tasks", "why", task.why))
        for step in task.steps:
            fields.put("text", views.text("tasks", "text", step.text))
        fields.put("text", views.maybe("tasks", "note", task.note))
        for own in task.occurrences.values():
            fields.put("text", views.maybe("tasks", "why", own.why))
            fields.put("text", views.maybe("tasks", "note", own.note))
        if task.if_missed:
            missed = views.text("tasks", "if-missed", task.if_missed)
            fields.put("text", views.said(IF_MISSED))
            fields.put("text", missed)
        for change in self.changes.get(str(task.id), ()):
            for note in change.notes:
                fields.put_local("text", note, views)
        due = {*task.due, *(id_ for own in task.occurrences.values() for id_ in own.due or ())}
        return self.document(
            "task",
            str(task.id),
            fields,
            url=views.task_url(str(task.id)),
            months=self.timeframes.get(str(task.id)),
            topic=str(task.topic),
            roles=[str(role) for role in task.who],
            due=bool(due),
            when=self.first_date(due),
        )

    def first_date(self, deadlines: Iterable[str]) -> str | None:
        """The first of the dates, in words: of those that are the same for all LEAs, or of the
        LEA whose own site it is."""
        dates = sorted(
            each.date
            for id_ in deadlines
            if id_ in self.editions.statewide
            for each in self.editions.resolved(id_)
            if each.date is not None
        )
        return formatting.long_date(dates[0], self.views.tag) if dates else None

    def guide(self, id_: str) -> Json:
        head, fields = self.handbook.guides[id_].head, Fields()
        self.title(fields, "guides", head.title)
        fields.put("text", self.views.text("guides", "lead", head.lead))
        found = self.sections(self.handbook.guides[id_], fields)
        sections = [{"id": anchor, **words.as_json()} for anchor, words in found]
        return self.document("guide", id_, fields, topic=str(head.category), sections=sections)

    def own_guide(self, guide: LocalDocument) -> Json:
        """A guide that the LEA wrote; what is in a third language is not searched."""
        assert self.own is not None
        views, fields = self.views, Fields()
        lang, part = guide.part(views.tag)
        if lang in (views.tag, SOURCE):
            for name, text in (("title", part.head.title), ("text", part.head.lead)):
                fields.put(name, views.renderer.written(str(text), lang))
            fields.put_blocks(part.body, lang, views)
        else:
            fields.put("title", views.verbatim(str(part.head.title)))
        return self.document(
            "guide",
            guide.id,
            fields,
            url=views.addresses.lea_guide(self.own.slug, guide.id),
            topic=str(guide.original.head.topic),
        )

    def sections(self, guide: Guide, before: Fields) -> list[tuple[str, Fields]]:
        """The sections of a guide by their headings' anchors; what stands above the first
        heading goes to ``before``. Where the site is an LEA's own, with the LEA's texts."""
        change = self.own.edition.guides.get(guide.id) if self.own else None
        if change is None:
            return self.headed(guide.body, before)
        views, parts = self.views, guide_parts(guide.body)
        found = self.headed(parts.opening, before)
        for note in change.notes.get("", ()):
            before.put_local("text", note, views)
        for section in parts.sections:
            own = change.texts.get(section.id)
            found += self.headed(section.source if own is None else section.heading, before)
            words = found[-1][1]
            if own is not None:
                lang, source = views.best(own)
                if lang in (views.tag, SOURCE):
                    words.put_blocks(source, lang, views)
            for note in change.notes.get(section.id, ()):
                words.put_local("text", note, views)
        return found

    def headed(self, body: str, before: Fields) -> list[tuple[str, Fields]]:
        found: list[tuple[str, Fields]] = []
        tokens = prose.new_engine().parse(body)
        for opening, token in pairwise(tokens):
            if token.type != "inline":
                continue
            text = self.views.text("guides", "body", token.content)
            if opening.type == "heading_open":
                found.append((heading_id(token.content), Fields()))
                found[-1][1].put("title", text)
            else:
                (found[-1][1] if found else before).put("text", text)
        return found

    def case(self, case: UrgentCase) -> Json:
        views, fields = self.views, Fields()
        self.title(fields, "how-to", case.title)
        fields.put("text", views.text("how-to", "answer", case.answer))
        for step in case.steps:
            fields.put("text", views.text("how-to", "text", step.text))
        roles = [str(role) for role in case.who]
        return self.document("case", str(case.id), fields, roles=roles)

    def how_to(self, topic: HowToTopic) -> Json:
        views, fields = self.views, Fields()
        self.title(fields, "how-to", topic.title)
        fields.put("text", views.text("how-to", "lead", topic.lead))
        fields.put("text", views.maybe("how-to", "note", topic.note))
        for practice in topic.practice:
            fields.put("names", views.text("how-to", "title", practice.title))
        url = views.addresses.url("how-to-topic", str(topic.id))
        return self.document("how-to", str(topic.id), fields, url=url)

    def role(self, role: RolePage) -> Json:
        views, fields = self.views, Fields()
        self.title(fields, "how-to", role.title)
        fields.put("text", views.text("how-to", "lead", role.lead))
        return self.document("role", str(role.id), fields, roles=[str(each) for each in role.roles])

    def deadline(self, deadline: Deadline) -> Json:
        views, fields = self.views, Fields()
        self.title(fields, "deadlines", deadline.title)
        dates = [each.date for each in self.editions.resolved(str(deadline.id)) if each.date]
        day = min(dates, default=None)
        fields.put("text", views.text("deadlines", "words", deadline.words))
        fields.put("names", views.text("deadlines", "label", deadline.label))
        fields.put("text", views.maybe("deadlines", "caution", deadline.caution))
        tasks = views.tasks_due(str(deadline.id))
        roles = dict.fromkeys(str(role) for task in tasks for role in task.who)
        months = [each for each in Timeframe if day is not None and each.month == day.month]
        return self.document(
            "deadline",
            str(deadline.id),
            fields,
            months=months,
            topic=str(deadline.topic),
            roles=list(roles),
            due=True,
            when=formatting.long_date(day, views.tag) if day else None,
        )

    def own_deadline(self, own: LocalDeadline) -> Json:
        """A date of the LEA's own."""
        views, fields = self.views, Fields()
        fields.put("title", views.local(own.title))
        if own.note is not None:
            fields.put_local("text", own.note, views)
        return self.document(
            "deadline",
            str(own.id),
            fields,
            months=[each for each in Timeframe if each.month == own.date.month],
            topic=str(own.topic),
            roles=list(map(str, own.who)),
            due=True,
            when=formatting.long_date(own.date, views.tag),
        )

    def term(self, term: Term) -> Json:
        views, fields = self.views, Fields()
        own = isinstance(term.term, Worded)
        fields.put("title", views.term_name(str(term.id)) if own else views.verbatim(term.term))
        meaning = views.text("glossary", "meaning", term.meaning) if term.meaning else NOTHING
        if is_name(term):
            fields.put("names", meaning)
        for name in term.also:
            fields.put("names", views.text("glossary", "also", name))
        if term.meaning:
            fields.put("text", _sentence(meaning, "。" if views.tag == "zh-Hant" else "."))
        fields.put("text", views.text("glossary", "plain", term.plain))
        notes = self.own.edition.term_notes if self.own else {}
        for note in notes.get(str(term.id), ()):
            fields.put_local("text", note, views)
        return self.document("term", str(term.id), fields)

    def resource(self, id_: str) -> Json:
        """An official page leads straight there; one without a sure address, to where to look."""
        resource, fields = self.handbook.resources[id_], Fields()
        fields.put("title", self.views.verbatim(str(resource.name), SOURCE))
        fields.put("text", self.views.maybe("resources", "find", resource.find))
        sure = resource.url is not None and resource.confidence is not Confidence.LOW
        return self.document(
            "resource", id_, fields, url=str(resource.url) if sure else None, external=sure
        )

    def letter(self, id_: str) -> Json:
        letter, fields = self.handbook.letters[id_], Fields()
        self.title(fields, "letters", letter.head.title)
        fields.put("names", self.views.maybe("letters", "subject", _fieldless(letter.head.subject)))
        fields.put("text", self.views.maybe("letters", "summary", _fieldless(letter.head.summary)))
        return self.document("letter", id_, fields)

    def timeframe(self, timeframe: Timeframe) -> Json:
        views, fields = self.views, Fields()
        fields.put("title", views.verbatim(views.timeframe(timeframe).name))
        if timeframe.month:
            fields.put(
                "names", views.verbatim(formatting.short_month_name(timeframe.month, views.tag))
            )
        file = self.handbook.task_files.get(timeframe)
        fields.put("text", views.maybe("tasks", "intro", file.intro if file else None))
        return self.document("timeframe", str(timeframe), fields, months=[str(timeframe)])

    def topic(self, topic: Topic) -> Json:
        fields = Fields()
        fields.put("title", self.views.said(TOPICS[topic]))
        return self.document("topic", str(topic), fields, topic=str(topic))

    def pages(self) -> Iterator[Json]:
        single = self.editions.shape.single_lea is not None
        written = {kind for kind, _ in ways_in(self.handbook)}
        for kind, title, about, words in PAGES:
            if (kind in {"leas", "counties"} and single) or (kind in WAYS and kind not in written):
                continue
            fields = Fields()
            fields.put("title", self.views.said(title))
            fields.put("text", self.views.said(about))
            for word in listed(self.views, words):
                fields.put("names", word)
            yield self.document("page", kind, fields, url=self.views.addresses.url(kind))


def _sentence(text: Text, stop: str) -> Text:
    """The text with a full stop of its language, so that another can follow it."""
    end = "." if text.lang else stop
    if text.plain.endswith(end):
        return text
    return Text(text.html + end, text.plain + end, text.lang)


def _fieldless(text: str) -> str | None:
    """A letter's text, unless it holds a field, which only an LEA's letter fills."""
    return None if prose.PLACEHOLDER.search(text) else text
