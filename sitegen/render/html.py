"""The shared pages of one language: one method a page, from records to HTML.

:class:`Pages` gathers what a page needs from the views and hands it to the template of the
same name; the frame that all pages share is in :class:`Frame`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from sitegen.content.handbook import Occurrence
from sitegen.content.models import Confidence, Task, Timeframe, Topic
from sitegen.deadlines.calendars import SchoolYear
from sitegen.editions import Book, Editions, LeaCard, Shape
from sitegen.i18n import formatting
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.render.addresses import Addresses
from sitegen.render.assets import Assets
from sitegen.render.letters import LetterListing
from sitegen.render.markdown import Renderer, heading_id, messages
from sitegen.render.subscribe import feed_view
from sitegen.render.surroundings import LeaSurroundings, SharedSurroundings
from sitegen.render.templates import Interface
from sitegen.render.views import DueHtml, Named, Views
from sitegen.render.words import (
    ASSESSMENTS,
    CHOOSE,
    KINDS,
    LICENCE,
    ROLES,
    SEARCH_WORDS,
    STATEWIDE_FEED,
    TOPICS,
)


@dataclass(frozen=True)
class Site:
    """What every page of every language shares: editions, templates, assets."""

    editions: Editions
    environment: Environment
    assets: Assets

    @property
    def shape(self) -> Shape:
        return self.editions.shape


class Frame:
    """The frame of a language's pages: header, strip of months, footer, and the addresses.

    ``single`` is the name of the LEA whose handbook the site is, where it is one's.
    """

    def __init__(self, site: Site, tag: str, single: str | None) -> None:
        self.site = site
        self.book: Book = site.editions.book(tag)
        self.tag = tag
        self.addresses = Addresses(site.shape, tag)
        self.interface = Interface(self.book.catalog)
        shared = SharedSurroundings(self.book, self.addresses, self.interface)
        self.views = Views(self.book, self.addresses, self.interface, Renderer(tag, shared))
        self.lea_surroundings = LeaSurroundings(self.book, self.addresses, self.interface)
        self.lea_views = Views(self.book, self.addresses, self.interface,
                               Renderer(tag, self.lea_surroundings))
        self._context = self._globals(single)

    def render(self, template: str, **values: object) -> str:
        """A template with the frame's context and the page's own."""
        return self.site.environment.get_template(template).render(self._context, **values)

    def page(self, kind: str, id_: str | None = None,
             tags: Sequence[str] | None = None) -> dict[str, object]:
        """What the frame says of one page: its languages, its lasting address."""
        tags = tags or self.site.shape.locales
        others = {tag: Addresses(self.site.shape, tag) for tag in tags}
        absolute = {tag: other.absolute(other.url(kind, id_)) for tag, other in others.items()}
        alternates = [{"lang": tag, "url": url} for tag, url in absolute.items() if url]
        if alternates and SOURCE in absolute:
            alternates.append({"lang": "x-default", "url": absolute[SOURCE] or ""})
        return {
            "canonical": absolute.get(self.tag),
            "alternates": alternates,
            "languages": [
                {"tag": tag, "name": LOCALES[tag].endonym, "url": other.url(kind, id_),
                 "current": tag == self.tag}
                for tag, other in others.items()
            ],
            "translation": self._translation(),
            "source_url": others[SOURCE].url(kind, id_) if SOURCE in others else None,
            "qr": None,
        }

    def _translation(self) -> str:
        """How far this language's texts are translated and reviewed."""
        if self.tag == SOURCE:
            return "source"
        catalog = self.book.catalog
        content = ("tasks", "guides", "deadlines", "resources", "errata", "glossary")
        if any(not catalog.count(domain) for domain in content):
            return "partial"
        return "unreviewed" if catalog.unreviewed else "reviewed"

    def _globals(self, single: str | None) -> dict[str, Any]:
        handbook = self.book.editions.handbook
        settings, local = handbook.settings, handbook.local
        lea = None
        if self.site.shape.single_lea:
            slug = self.site.shape.single_lea
            lea = {"name": single, "slug": slug, "url": self.addresses.url("lea", slug),
                   "checklist_url": self.addresses.url("checklist", slug)}
        name = str((local and local.name) or settings.name)
        report = (local and local.report_errors) or settings.report_errors
        return {
            "interface": self.interface,
            "locale": {"tag": self.tag, "dir": self.book.locale.direction,
                       "name": self.book.locale.endonym},
            "site": {
                "name": single or name,
                "handbook": str(settings.name),
                "description": self.interface.say(str(settings.description)),
                "year": formatting.school_year(handbook.year),
                "year_id": handbook.year,
                "version": str(settings.version),
                "official": settings.official,
                "single_lea": lea is not None,
                "lea": lea,
                "report_errors": str(report) if report else None,
            },
            "strip": [self._strip_item(timeframe) for timeframe in self.timeframes()],
            "url": self.addresses.url,
            "asset": self.site.assets.url,
        }

    def timeframes(self) -> list[Timeframe]:
        """July to June, then the two that are no month."""
        every = list(Timeframe)
        return [*every[2:], *every[:2]]

    def _strip_item(self, timeframe: Timeframe) -> dict[str, object]:
        named = self.views.timeframe(timeframe)
        month = timeframe.month
        return {
            "id": named.id,
            "name": named.name,
            "short": formatting.short_month_name(month, self.tag) if month else named.name,
            "url": self.addresses.url("timeframe", timeframe),
            "month": self.month(timeframe),
        }

    def month(self, timeframe: Timeframe) -> str | None:
        """The month of the current school year: ``2026-11``."""
        if timeframe.month is None:
            return None
        year = SchoolYear.named(self.book.editions.handbook.year)
        return f"{year.in_month(timeframe.month)}-{timeframe.month:02}"


class Pages:
    """The shared pages of one language."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.views = frame.views
        self.editions = frame.book.editions
        self.handbook = self.editions.handbook
        self.url = frame.addresses.url

    # --- the year ---------------------------------------------------------------------------

    def home(self) -> str:
        months = [timeframe for timeframe in self.frame.timeframes() if timeframe.month]
        return self.frame.render("home.html", page=self.frame.page("home"), home={
            "months": [
                {**self.frame._strip_item(timeframe),
                 "task_count": len(self.editions.occurrences[timeframe])}
                for timeframe in months
            ],
            "deadlines": self._dated(self.editions.statewide),
            "topics": [self._topic(topic) for topic in Topic],
        })

    def _dated(self, ids: Iterable[str]) -> list[object]:
        """The deadlines that have one date for the whole state, by that date."""
        found = [self.editions.statewide[id_] for id_ in ids]
        dated = [each for each in found if each.date is not None]
        dated.sort(key=lambda each: each.date or date.max)
        return [self.views.deadline(each) for each in dated]

    def _undated(self, ids: Iterable[str]) -> list[object]:
        found = [self.editions.statewide[id_] for id_ in ids]
        return [self.views.deadline(each) for each in found if each.date is None]

    def timeframe(self, timeframe: Timeframe) -> str:
        occurrences = self.editions.occurrences[timeframe]
        order = self.frame.timeframes()
        place = order.index(timeframe)
        file = self.handbook.task_files.get(timeframe)
        month = self.frame.month(timeframe)
        return self.frame.render(
            "month.html",
            page=self.frame.page("timeframe", timeframe),
            strip_current=str(timeframe),
            timeframe={
                "id": str(timeframe),
                "name": self.views.timeframe(timeframe).name,
                "year": month[:4] if month else None,
                "intro": self.views.maybe("tasks", "intro", file.intro if file else None),
                "deadlines": self._deadlines_of(timeframe, occurrences),
                "groups": self._groups(occurrences),
                "task_count": len(occurrences),
                "roles": self._roles(occurrences),
                "topics": self._topics(occurrences),
                "before": self._beside(order, place - 1),
                "after": self._beside(order, place + 1),
            },
        )

    def _deadlines_of(self, timeframe: Timeframe,
                      occurrences: Iterable[Occurrence]) -> list[object]:
        """What falls due in a month, and what its tasks are due by without a known date."""
        month = self.frame.month(timeframe)
        due = dict.fromkeys(id_ for each in occurrences for id_ in each.due)
        falling = [
            id_ for id_, each in self.editions.statewide.items()
            if month and each.date and each.date.isoformat().startswith(month)
        ]
        ids = list(dict.fromkeys((*falling, *due)))
        return [*self._dated(ids), *self._undated(ids)]

    def _groups(self, occurrences: Sequence[Occurrence]) -> list[dict[str, object]]:
        """Occurrences by topic, topics in the order in which they first stand."""
        by_topic: dict[Topic, list[Occurrence]] = {}
        for occurrence in occurrences:
            by_topic.setdefault(occurrence.task.topic, []).append(occurrence)
        return [
            {"topic": self.views.topic(topic),
             "occurrences": [self.occurrence(each) for each in each_topic]}
            for topic, each_topic in by_topic.items()
        ]

    def occurrence(self, occurrence: Occurrence) -> object:
        due = [DueHtml(id_, self._due(id_)) for id_ in occurrence.due]
        return self.views.occurrence(occurrence, due)

    def _due(self, id_: str) -> Markup:
        due = self.views.due([self.editions.statewide[id_]], {})
        return Markup(self.frame.render("partials/due.html", due=due))

    def _roles(self, occurrences: Iterable[Occurrence]) -> list[Named]:
        present = {role for each in occurrences for role in each.task.who}
        return [self.views.role(role) for role in ROLES if role in present]

    def _topics(self, occurrences: Iterable[Occurrence]) -> list[Named]:
        present = {each.task.topic for each in occurrences}
        return [self.views.topic(topic) for topic in TOPICS if topic in present]

    def _beside(self, order: Sequence[Timeframe], place: int) -> dict[str, str] | None:
        months = [timeframe for timeframe in order if timeframe.month]
        if not 0 <= place < len(months):
            return None
        return {"name": self.views.timeframe(months[place]).name,
                "url": self.url("timeframe", months[place])}

    # --- tasks, topics, guides --------------------------------------------------------------

    def task(self, task: Task) -> str:
        occurrences = [
            each for every in self.editions.occurrences.values() for each in every
            if each.task is task
        ]
        guide = self.handbook.guides.get(str(task.guide)) if task.guide else None
        due = dict.fromkeys(id_ for each in occurrences for id_ in each.due)
        topic = self.views.topic(task.topic)
        views = self.views
        return self.frame.render("task.html", page=self.frame.page("task", task.id), task={
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
            "due": [*self._dated(due), *self._undated(due)],
            "note": views.maybe("tasks", "note", task.note),
            "if_missed": views.maybe("tasks", "if-missed", task.if_missed),
            "steps": [{"id": str(step.id), "text": views.text("tasks", "text", step.text)}
                      for step in task.steps],
            "links": views.resources(task.links),
            "guide": None if guide is None else {
                "title": views.text("guides", "title", guide.head.title),
                "url": self.url("guide", guide.id),
            },
            "occurrences": [self._occurrence_note(each) for each in occurrences],
            "sources": _sources(task),
            "errata": views.errata_of("tasks", task.id),
        })

    def _occurrence_note(self, occurrence: Occurrence) -> dict[str, object]:
        own = occurrence.text
        return {
            "id": occurrence.id,
            "name": self.views.timeframe(occurrence.timeframe).name,
            "url": self.url("timeframe", occurrence.timeframe),
            "title": self.views.maybe("tasks", "title", own.title if own else None),
            "note": self.views.maybe("tasks", "note", own.note if own else None),
        }

    def _topic(self, topic: Topic) -> dict[str, object]:
        return {
            "id": str(topic),
            "title": self.views.said(TOPICS[topic]),
            "lead": None,
            "url": self.url("topic", topic),
            "guide_count": len(self.handbook.guides_of_topic(topic)),
            "task_count": len(self.handbook.tasks_of_topic(topic)),
        }

    def topics(self) -> str:
        return self.frame.render("topics.html", page=self.frame.page("topics"),
                                 topics=[self._topic(topic) for topic in Topic])

    def topic(self, topic: Topic) -> str:
        views = self.views
        months = []
        for timeframe in self.frame.timeframes():
            tasks = [each.task for each in self.editions.occurrences[timeframe]
                     if each.task.topic is topic]
            if tasks:
                months.append({"name": views.timeframe(timeframe).name,
                               "url": self.url("timeframe", timeframe),
                               "tasks": [views.task_link(task) for task in tasks]})
        guides = [
            {"title": views.text("guides", "title", guide.head.title),
             "lead": views.text("guides", "lead", guide.head.lead),
             "url": self.url("guide", guide.id)}
            for guide in self.handbook.guides_of_topic(topic)
        ]
        return self.frame.render("topic.html", page=self.frame.page("topic", topic),
                                 topic={**self._topic(topic), "guides": guides,
                                        "months": months})

    def guide(self, id_: str) -> str:
        guide = self.handbook.guides[id_]
        views, head = self.views, guide.head
        explained = [task for task in self.handbook.tasks.values()
                     if task.guide == id_ or task.id in head.tasks]

        def find(english: str) -> str | None:
            return views.book.translation("guides", "body", english)

        headings = [text for text, _ in messages(guide.body, heading=2)]
        return self.frame.render("guide.html", page=self.frame.page("guide", id_), guide={
            "id": id_,
            "title": views.text("guides", "title", head.title),
            "lead": views.text("guides", "lead", head.lead),
            "topic": {"name": views.topic(head.category).name,
                      "url": self.url("topic", head.category)},
            "body": views.renderer.document(guide.body, find),
            "toc": [{"id": heading_id(text), "title": views.text("guides", "body", text)}
                    for text in headings],
            "tasks": [views.task_link(task) for task in explained],
            "links": views.resources(head.links),
            "sources": [str(row) for row in head.sources],
            "errata": views.errata_of("guides", id_),
        })

    # --- lists ------------------------------------------------------------------------------

    def glossary(self) -> str:
        views = self.views
        terms = [
            {
                "id": str(term.id),
                "term": views.verbatim(str(term.term), SOURCE),
                "meaning": views.text("glossary", "meaning", term.meaning),
                "plain": views.text("glossary", "plain", term.plain),
                "also": [views.text("glossary", "also", each) for each in term.also],
                "resource": next(iter(views.resources([term.resource] if term.resource else [])),
                                 None),
            }
            for term in sorted(self.handbook.terms.values(), key=lambda term: term.term.casefold())
        ]
        return self.frame.render("glossary.html", page=self.frame.page("glossary"), terms=terms)

    def calendars(self, leas: Sequence[LeaCard]) -> str:
        single = self.frame.site.shape.single_lea is not None
        say = self.frame.interface.say
        title = self.views.said(STATEWIDE_FEED)
        return self.frame.render("calendars.html", page=self.frame.page("calendars"), calendars={
            "statewide": feed_view("statewide", title, None, self.frame.addresses,
                                   self.url("feed", "statewide"), say(STATEWIDE_FEED)),
            "topics": [],
            "leas": [] if single else [self._lea(card) for card in leas],
            "deadlines": [*self._dated(self.editions.statewide),
                          *self._undated(self.editions.statewide)],
        })

    def letters(self, listings: Sequence[LetterListing]) -> str:
        return self.frame.render("letters.html", page=self.frame.page("letters"),
                                 letters=listings)

    def _lea(self, card: LeaCard) -> dict[str, object]:
        kinds = {str(kind): Named(kind, self.frame.interface.say(word))
                 for kind, word in KINDS.items()}
        # An LEA that has no pages in this language is reached in English, or its own first one.
        tag = self.frame.tag
        if tag not in card.languages:
            tag = SOURCE if SOURCE in card.languages else card.languages[0]
        addresses = Addresses(self.frame.site.shape, tag)
        return {
            "slug": card.slug, "name": card.name, "lang": None, "kind": kinds[card.kind],
            "county": card.county, "url": addresses.url("lea", card.slug),
            "checklist_url": addresses.url("checklist", card.slug), "sample": card.sample,
        }

    def leas(self, cards: Sequence[LeaCard]) -> str:
        ordered = sorted(cards, key=lambda card: (card.name.casefold(), card.slug))
        return self.frame.render(
            "leas.html", page=self.frame.page("leas"),
            leas=[self._lea(card) for card in ordered],
            kinds=[Named(kind, self.frame.interface.say(word)) for kind, word in KINDS.items()],
        )

    def search(self) -> str:
        every = [each for occurrences in self.editions.occurrences.values()
                 for each in occurrences]
        assets = self.frame.site.assets
        return self.frame.render("search.html", page=self.frame.page("search"), search={
            "scripts": [assets.url("js/search.js")],
            "index_url": self.url("search-index"),
            "lea_index_url": self.url("lea-index"),
            "kinds": [Named(kind, self.frame.interface.say(SEARCH_WORDS[kind]))
                      for kind in SEARCH_WORDS],
            "months": [self.views.timeframe(each) for each in self.frame.timeframes()],
            "topics": self._topics(every),
            "roles": self._roles(every),
        })

    def status(self, totals: Mapping[str, int]) -> str:
        """``totals`` has the number of messages of each domain."""
        views = self.views
        resources = [
            views.resource(resource) for resource in self.handbook.resources.values()
            if resource.confidence is not Confidence.HIGH
        ]
        open_dates = [
            {"title": deadline.title, "words": deadline.reason.words, "status": deadline.status}
            for deadline in map(views.deadline, self.editions.statewide.values())
            if deadline.status != "confirmed" and deadline.id not in self.editions.rules.local
        ]
        return self.frame.render("status.html", page=self.frame.page("status"), status={
            "languages": [self._coverage(tag, totals) for tag in self.frame.site.shape.locales
                          if tag != SOURCE],
            "unconfirmed": resources,
            "open_dates": open_dates,
            "errata": [
                {"id": each.id, "says": each.says, "means": each.means, "why": each.why,
                 "pages": self._pages_of(each.id)}
                for each in map(views.erratum, self.handbook.errata.values())
            ],
        })

    def _coverage(self, tag: str, totals: Mapping[str, int]) -> dict[str, object]:
        catalog = self.editions.catalogs[tag]
        total = sum(totals.values())
        translated = sum(min(catalog.count(domain), number) for domain, number in totals.items())
        reviewed = sum(min(catalog.count(domain), number) for domain, number in totals.items()
                       if domain not in catalog.unreviewed)
        return {"tag": tag, "name": LOCALES[tag].endonym, "messages": total,
                "translated": translated, "reviewed": reviewed,
                "percent": 100 * translated // total if total else 0}

    def _pages_of(self, erratum: str) -> list[object]:
        record = self.handbook.errata[erratum]
        tasks = [self.handbook.tasks[id_] for id_ in record.tasks if id_ in self.handbook.tasks]
        guides = [self.handbook.guides[id_] for id_ in record.guides
                  if id_ in self.handbook.guides]
        return [
            *map(self.views.task_link, tasks),
            *({"title": self.views.text("guides", "title", guide.head.title),
               "url": self.url("guide", guide.id)} for guide in guides),
        ]

    def about(self) -> str:
        settings = self.handbook.settings
        checked = date.fromisoformat(self.handbook.resources_checked)
        return self.frame.render("about.html", page=self.frame.page("about"), about={
            "editions": [
                {"name": self.views.verbatim(str(edition.name), SOURCE),
                 "published": str(edition.published),
                 "resource": next(iter(self.views.resources([edition.resource])), None)
                 if edition.resource else None}
                for edition in settings.editions
            ],
            "checked": self.views.date(checked),
            "licence": self.views.said(LICENCE),
        })

    def missing(self) -> str:
        return self.frame.render("404.html", page=self.frame.page("home"))


def _sources(task: Task) -> list[str]:
    rows = [*task.sources, *(row for step in task.steps for row in step.sources),
            *(row for text in task.occurrences.values() for row in text.sources)]
    return list(dict.fromkeys(map(str, rows)))


def chooser(site: Site, frames: Mapping[str, Frame]) -> str:
    """The page at the root of the site, which leads to the languages."""
    first = next(iter(frames.values()))
    alternates = [
        {"lang": tag, "url": url} for tag, frame in frames.items()
        if (url := frame.addresses.absolute(frame.addresses.url("home")))
    ]
    return first.render("root.html", alternates=alternates, languages=[
        {"tag": tag, "name": LOCALES[tag].endonym, "dir": LOCALES[tag].direction,
         "url": frame.addresses.url("home"), "choose": frame.interface.say(CHOOSE)}
        for tag, frame in frames.items()
    ])


def redirect(frame: Frame, kind: str, id_: str) -> str:
    """The page at an address that a renamed record once had."""
    return frame.render("redirect.html", target=frame.addresses.url(kind, id_))

