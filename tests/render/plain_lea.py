"""An LEA's pages rendered plainly: the same templates, the LEA's own values, nothing left open.

Slow and simple on purpose: :mod:`sitegen.render.lea_pages` is held against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from sitegen.content.lea_models import LocalText
from sitegen.content.models import Role, Timeframe
from sitegen.content.overlay_models import LocalTask
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import LeaYear
from sitegen.render.branding import logo_html, logo_view, sheet_url
from sitegen.render.clock_form import clock_form
from sitegen.render.frame import Frame
from sitegen.render.lea_dates import LeaDates
from sitegen.render.lea_forms import LAYERS, LeaForms
from sitegen.render.letters import LetterListing
from sitegen.render.markdown import Renderer, Text
from sitegen.render.subscribe import lea_feed_views
from sitegen.render.surroundings import LeaSurroundings
from sitegen.render.views import (
    DeadlineView,
    Due,
    DueHtml,
    Named,
    OccurrenceView,
    StepView,
    Views,
    date_view,
)
from sitegen.render.words import KINDS, ROLES, TOPICS

TEMPLATES = {
    "lea": "lea/home.html",
    "dates": "lea/dates.html",
    "checklist": "lea/checklist.html",
    "lea-guide": "lea/guide.html",
}


class OwnSurroundings(LeaSurroundings):
    """A date in a text is the LEA's own, at once."""

    def __init__(self, frame: Frame, lea: LeaYear, tracks: Mapping[str, Text]) -> None:
        super().__init__(frame.book, frame.addresses, frame.interface)
        self.lea = lea
        self.tracks = tracks

    def link(self, kind: str, id_: str, label: Markup, lang: str) -> Markup:
        if kind != "guide" or not id_.startswith("local-"):
            return super().link(kind, id_, label, lang)
        written, part = self.lea.documents.guides[id_].part(self.addresses.tag)
        name = Renderer(self.addresses.tag, self).written(str(part.head.title), written).html
        if written != self.addresses.tag:
            rtl = "rtl" if written == "ar" else "ltr"
            name = Markup('<span lang="{}" dir="{}">{}</span>').format(written, rtl, name)
        url = self.addresses.lea_guide(self.lea.slug, id_)
        return Markup('<a href="{}">{}</a>').format(url, label or name)

    def field(self, name: str, lang: str) -> Markup:
        id_ = self.book.editions.handbook.aliases.get("deadline", {}).get(name, name)
        every = self.lea.deadlines.by_id[id_]
        return self.lea_value(every, lang, lambda track: self.tracks[track].html)


class PlainLea:
    def __init__(self, frame: Frame, lea: LeaYear, letters: Sequence[LetterListing]) -> None:
        self.frame, self.lea, self.letters = frame, lea, letters
        self.tag = frame.tag
        self.editions = frame.book.editions
        self.tracks = {track: self.text_of(names) for track, names in lea.track_names.items()}
        renderer = Renderer(self.tag, OwnSurroundings(frame, lea, self.tracks))
        self.views = Views(frame.book, frame.addresses, frame.interface, renderer)

    def page(self, kind: str, guide: str | None = None) -> str:
        profile, frame = self.lea.profile, self.frame
        tags = [tag for tag in frame.site.shape.locales if tag in self.lea.languages]
        page = frame.page(kind, (self.lea.slug, guide) if guide else self.lea.slug, tags)
        base = frame.site.shape.base_path
        orders = {timeframe: self.order(timeframe) for timeframe in Timeframe}
        url = frame.addresses.url
        kind_of = Named(profile.kind, frame.interface.say(KINDS[profile.kind]))
        lea = SimpleNamespace(
            name=str(profile.name),
            slug=self.lea.slug,
            url=url("lea", self.lea.slug),
            checklist_url=url("checklist", self.lea.slug),
            dates_url=url("dates", self.lea.slug),
            kind_html=self.partial(
                "lea_kind",
                kind=kind_of,
                county=str(profile.county),
                sample=profile.sample,
                website=str(profile.website) if profile.website else None,
            ),
            note_html=self.partial("lea_note", note=profile.note and self.local(profile.note)),
            deadlines_html=self.lines(),
            **(self.dates() if kind == "dates" else {}),
            tracks_html=self.partial("lea_tracks", tracks=self.calendars()),
            letters_html=self.partial("lea_letters", letters=self.letters, letter_level=3),
            contacts_html=self.partial("lea_contacts", contacts=self.contacts()),
            subscribe_html=self.partial(
                "lea_feeds", feeds=lea_feed_views(frame, self.lea, self.tracks)
            ),
            head_links_html=self.partial(
                "head_links", page=page, brand_sheet=sheet_url(self.lea, base)
            ),
            logo_html=logo_html(logo_view(self.lea, base, self.tag)),
            home_html=self.home_words(),
            guides_html=self.partial("lea_guides", guides=self.guides()),
            footer_html=self.partial(
                "footer",
                page={"qr": None},
                own_words=profile.footer and self.local(profile.footer),
            ),
            **(self.guide(guide) if guide else {}),
            language_links_html=self.partial("language_links", page=page),
            count={
                each: self.partial("task_count", count=len(ids)) for each, ids in orders.items()
            },
            occurrences_html={
                timeframe: Markup("").join(
                    self.partial("occurrence", occurrence=self.occurrence(id_, timeframe))
                    for id_ in ids
                )
                for timeframe, ids in orders.items()
            },
        )
        return frame.render(
            TEMPLATES[kind],
            lea=lea,
            page=page,
            timeframes=[self.timeframe(each) for each in frame.timeframes()],
            roles=[self.views.role(role) for role in ROLES],
            topics=[self.views.topic(topic) for topic in TOPICS],
            layers=LAYERS,
            year=LeaForms(frame).year,
            clocks=clock_form(frame.views),
        )

    def timeframe(self, timeframe: Timeframe) -> dict[str, object]:
        named = self.views.timeframe(timeframe)
        return {"id": named.id, "name": named.name, "month": self.frame.month(timeframe)}

    def partial(self, name: str, **values: object) -> Markup:
        return Markup(self.frame.render(f"partials/{name}.html", **values))

    # --- own words --------------------------------------------------------------------------

    def home_words(self) -> Markup:
        home = self.lea.documents.home
        if home is None:
            return Markup()
        lang, part = home.part(self.tag)
        html = self.views.renderer.local_document(part.body, lang)
        return self.partial("lea_words", lang=lang if lang != self.tag else None, html=html)

    def guides(self) -> list[dict[str, object]]:
        guides = self.lea.documents.guides.values()
        return [
            {
                "title": self.views.renderer.written(str(part.head.title), lang),
                "lead": self.views.renderer.written(str(part.head.lead), lang),
                "url": self.frame.addresses.lea_guide(self.lea.slug, guide.id),
            }
            for guide in sorted(guides, key=lambda each: (each.original.head.order, each.id))
            for lang, part in [guide.part(self.tag)]
        ]

    def guide(self, id_: str) -> dict[str, object]:
        guide, tasks = self.lea.documents.guides[id_], self.editions.handbook.tasks
        lang, part = guide.part(self.tag)
        head = guide.original.head
        title = self.views.renderer.written(str(part.head.title), lang)
        lead = self.views.renderer.written(str(part.head.lead), lang)
        html = self.partial(
            "lea_guide",
            lang=lang if lang != self.tag else None,
            title=title,
            lead=lead,
            topic=self.views.topic(head.topic),
            topic_url=self.frame.addresses.url("topic", head.topic),
            html=self.views.renderer.local_document(part.body, lang),
            tasks=[self.views.task_link(tasks[name]) for name in head.tasks],
            links=self.views.resources(head.links),
        )
        return {"guide_title": title.plain, "guide_lead": lead.plain, "guide_html": html}

    # --- the almanac ------------------------------------------------------------------------

    def deadlines(self) -> list[DeadlineView]:
        rows: list[tuple[str, ResolvedDeadline]] = []
        for id_ in self.editions.rules.ids:
            every = self.lea.deadlines.by_id[id_]
            shown = every if any(each.date for each in every) else every[:1]
            rows += [(each.date.isoformat() if each.date else "later", each) for each in shown]
        rows.sort(key=lambda row: row[0])
        several = len(self.tracks) > 1
        return [
            self.views.deadline(each, self.tracks.get(each.track or "") if several else None)
            for _, each in rows
        ]

    def lines(self) -> Markup:
        page = self.frame.addresses.url("dates", self.lea.slug)
        rows = [
            self.partial("deadline_line", deadline=each, url=f"{page}#{each.anchor}")
            for each in self.deadlines()
            if each.date
        ]
        return Markup("".join(('<ol class="dates">\n', *rows, "</ol>\n")))

    def dates(self) -> dict[str, object]:
        """Only the rows of deadlines have slots; the rest is rendered for each LEA anyway."""
        shared = LeaDates(LeaForms(self.frame), self.lea, self.tracks)
        layers: dict[str, list[Markup]] = {}
        for each in self.deadlines():
            layers.setdefault(each.layer, []).append(self.partial("deadline", deadline=each))
        return {
            "year_html": self.partial("lea_year", tracks=shared.views),
            "choices_html": self.partial(
                "lea_choices", tracks=shared.views, too_many=shared.too_many()
            ),
            "calendar_json": htmlsafe_json_dumps(shared.calendar()),
            "dates_html": {
                **{
                    layer: Markup("".join(('<ol class="dates">\n', *rows, "</ol>\n")))
                    for layer, rows in layers.items()
                },
                "local": self.partial("lea_local_dates", testings=shared.testings()),
            },
        }

    def calendars(self) -> list[dict[str, object]]:
        return [
            {
                "name": self.tracks[track.id],
                "first_day": date_view(track.calendar.first, self.tag),
                "last_day": date_view(track.calendar.last, self.tag),
                "instructional_days": track.calendar.total,
                "opens": date_view(track.period.opens, self.tag) if track.period else None,
                "closes": date_view(track.period.closes, self.tag) if track.period else None,
            }
            for track in self.lea.tracks
            if track.calendar and track.calendar.first and track.calendar.last
        ]

    def contacts(self) -> list[dict[str, object]]:
        roles = list(Role)
        found = sorted(self.lea.profile.contacts, key=lambda contact: roles.index(contact.role))
        return [
            {
                "role": self.views.role(contact.role),
                "name": str(contact.name),
                "title": contact.title and self.local(contact.title),
                "email": contact.email,
                "phone": contact.phone,
                "phone_uri": contact.phone and phone_uri(contact.phone),
            }
            for contact in found
        ]

    # --- the checklist ----------------------------------------------------------------------

    def order(self, timeframe: Timeframe) -> Sequence[str]:
        shared = [each.id for each in self.editions.occurrences[timeframe]]
        return self.lea.edition.order.get(timeframe, shared)

    def occurrence(self, id_: str, timeframe: Timeframe) -> OccurrenceView:
        task, _, stood = id_.partition("@")
        added = self.lea.edition.added.get(task)
        if added is not None:
            view = self.added(id_, added)
        else:
            occurrence = self.editions.occurrence[id_]
            due = [DueHtml(name, self.due(name)) for name in occurrence.due]
            view = self.reworded(self.views.occurrence(occurrence, due))
        if stood == timeframe:
            return view
        return replace(view, moved_from=self.views.timeframe(Timeframe(stood)))

    def due(self, id_: str) -> Markup:
        due = self.views.due(self.lea.deadlines.by_id[id_], self.tracks)
        return self.partial("due", due=due)

    def reworded(self, view: OccurrenceView) -> OccurrenceView:
        change = self.lea.edition.changes.get(view.id)
        if change is None:
            return view
        fields: dict[str, Any] = {
            name.replace("-", "_"): self.local(text) for name, text in change.fields.items()
        }
        steps = [
            replace(step, text=self.local(change.steps[step.id]))
            if step.id in change.steps
            else step
            for step in view.steps
            if step.id not in change.hidden_steps
        ]
        return replace(view, steps=steps, **fields)

    def added(self, id_: str, task: LocalTask) -> OccurrenceView:
        due = []
        if task.due:
            day = Due(str(task.id), date_view(task.due, self.tag), Text(Markup(), ""), [])
            html = self.partial("due", due=day)
            due.append(DueHtml(str(task.id), html))
        return OccurrenceView(
            id=id_,
            task_url=None,
            title=self.local(task.title),
            why=self.local(task.why) if task.why else None,
            note=None,
            required=True,
            local=True,
            moved_from=None,
            who=[self.views.role(role) for role in task.who],
            topic=self.views.topic(task.topic),
            due=due,
            steps=[StepView(str(step.id), self.local(step.text)) for step in task.steps],
            links=self.views.resources(task.links),
            if_missed=None,
            errata_url=None,
        )

    # --- texts ------------------------------------------------------------------------------

    def local(self, text: LocalText) -> Text:
        written = {str(text.lang): str(text.text)}
        written.update((str(tag), str(own)) for tag, own in text.translations.items())
        return self.in_best(written, str(text.lang), self.views.renderer.written)

    def text_of(self, names: Mapping[str, str]) -> Text:
        def verbatim(name: str, lang: str) -> Text:
            return Text(escape(name), name, lang if lang != self.tag else None)

        return self.in_best(names, next(iter(names)), verbatim)

    def in_best(
        self, written: Mapping[str, str], own: str, made: Callable[[str, str], Text]
    ) -> Text:
        """A text in the page's language, else in the one in which it was written."""
        lang = self.tag if self.tag in written else own
        return made(str(written[lang]), lang)


def phone_uri(phone: str) -> str:
    digits = "".join(filter(str.isdigit, phone.partition(" ext.")[0]))
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:{digits}"
