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
from sitegen.content.overlay_models import LocalLink, LocalTask
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import LeaYear
from sitegen.render.branding import logo_html, logo_view, sheet_url
from sitegen.render.changed_guide import ChangedGuide
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
    ResourceView,
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


def described(text: Text) -> str:
    """A text as an attribute says it: with its dates, without its markup."""
    return Markup(text.html).striptags()


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
        sections = self.lea.edition.sections
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
            words_html=self.partial("own_terms", words=self.words()) if self.words() else "",
            language_links_html=self.partial("language_links", page=page),
            count={
                each: self.partial(
                    "task_count", count=len([id_ for id_ in ids if id_ not in sections])
                )
                for each, ids in orders.items()
            },
            occurrences_html={
                timeframe: Markup("").join(
                    self.partial("own_section", id=id_, title=self.local(sections[id_].title))
                    if id_ in sections
                    else self.partial("occurrence", occurrence=self.occurrence(id_, timeframe))
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
        own: list[dict[str, object]] = [
            {
                "title": self.views.renderer.written(str(part.head.title), lang),
                "lead": self.views.renderer.written(str(part.head.lead), lang),
                "url": self.frame.addresses.lea_guide(self.lea.slug, guide.id),
            }
            for guide in sorted(guides, key=lambda each: (each.original.head.order, each.id))
            for lang, part in [guide.part(self.tag)]
        ]
        changed = [] if self.frame.site.shape.single_lea else self.lea.changed_guides
        for id_ in changed:
            guide = self.changed_guide(id_)
            url = self.frame.addresses.lea_guide(self.lea.slug, id_)
            own.append({"title": guide.title, "lead": guide.lead, "url": url})
        return own

    def changed_guide(self, id_: str) -> ChangedGuide:
        forms: Any = SimpleNamespace(views=self.views, frame=self.frame)
        shared = self.editions.handbook.guides[id_]
        return ChangedGuide(forms, shared, self.lea.edition.guides[id_])

    def guide(self, id_: str) -> dict[str, object]:
        tasks = self.editions.handbook.tasks
        if id_ in self.lea.edition.guides:
            changed = self.changed_guide(id_)
            shared = changed.guide.head
            html = self.partial(
                "lea_guide",
                lang=None,
                title=changed.title,
                lead=changed.lead,
                topic=self.views.topic(shared.category),
                topic_url=self.frame.addresses.url("topic", shared.category),
                html=changed.html,
                tasks=[self.views.task_link(tasks[name]) for name in shared.tasks],
                links=[
                    *self.views.resources(shared.links),
                    *(self.own_link(link) for link in changed.change.links),
                ],
            )
            title, lead = changed.title, changed.lead
            return {"guide_title": title.plain, "guide_lead": described(lead), "guide_html": html}
        guide = self.lea.documents.guides[id_]
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
        return {"guide_title": title.plain, "guide_lead": described(lead), "guide_html": html}

    # --- the almanac ------------------------------------------------------------------------

    def deadlines(self) -> list[DeadlineView]:
        rows: list[tuple[str, ResolvedDeadline]] = []
        for id_ in self.editions.rules.ids:
            every = self.lea.deadlines.by_id[id_]
            shown = every if any(each.date for each in every) else every[:1]
            rows += [(each.date.isoformat() if each.date else "later", each) for each in shown]
        rows.sort(key=lambda row: row[0])
        several = len(self.tracks) > 1
        found = []
        for _, each in rows:
            track = self.tracks.get(each.track or "") if several else None
            notes = self.lea.edition.deadline_notes.get(each.id, ())
            view = self.views.deadline(each, track)
            found.append(replace(view, own_notes=[self.local(note) for note in notes]))
        return found

    def own_deadlines(self) -> list[SimpleNamespace]:
        several = len(self.tracks) > 1
        return [
            SimpleNamespace(
                anchor=f"deadline-{own.id}",
                title=self.local(own.title),
                date=date_view(own.date, self.tag),
                track=self.tracks.get(str(own.track)) if several and own.track else None,
                who=[self.views.role(role) for role in own.who],
                note=own.note and self.local(own.note),
            )
            for own in sorted(self.lea.edition.deadlines.values(), key=lambda own: own.date)
        ]

    def words(self) -> list[object]:
        edition, terms = self.lea.edition, self.editions.handbook.terms
        words: list[object] = [
            SimpleNamespace(
                id=id_, url=None, term=self.local(own.term), texts=[self.local(own.plain)]
            )
            for id_, own in edition.terms.items()
        ]
        for id_, notes in edition.term_notes.items():
            term = self.views.verbatim(str(terms[id_].term), "en")
            url = self.frame.addresses.url("term", id_)
            texts = [self.local(note) for note in notes]
            words.append(SimpleNamespace(id=id_, url=url, term=term, texts=texts))
        return words

    def lines(self) -> Markup:
        page = self.frame.addresses.url("dates", self.lea.slug)
        rows = [
            (
                each.date.iso,
                self.partial("deadline_line", deadline=each, url=f"{page}#{each.anchor}"),
            )
            for each in self.deadlines()
            if each.date
        ]
        rows += [
            (own.date.iso, self.partial("own_deadline", deadline=own))
            for own in self.own_deadlines()
        ]
        rows.sort(key=lambda row: row[0])
        html = [row for _, row in rows]
        return Markup("".join(('<ol class="dates">\n', *html, "</ol>\n")))

    def dates(self) -> dict[str, object]:
        """Only the rows of deadlines have slots; the rest is rendered for each LEA anyway."""
        shared = LeaDates(LeaForms(self.frame), self.lea, self.tracks, {})
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
                "local": self.partial(
                    "lea_local_dates", testings=shared.testings(), own=self.own_deadlines()
                ),
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

    def own_link(self, link: LocalLink) -> ResourceView:
        name = self.local(link.name)
        return ResourceView(str(link.id), name, "page", "own", str(link.url), None, None)

    def due(self, id_: str) -> Markup:
        own = self.lea.edition.deadlines.get(id_)
        if own is not None:
            day = Due(id_, date_view(own.date, self.tag), Text(Markup(), ""), [])
            return self.partial("due", due=day)
        due = self.views.due(self.lea.deadlines.by_id[id_], self.tracks)
        return self.partial("due", due=due)

    def reworded(self, view: OccurrenceView) -> OccurrenceView:
        change = self.lea.edition.changes.get(view.id)
        if change is None:
            return view
        fields: dict[str, Any] = {
            name.replace("-", "_"): self.local(text) for name, text in change.fields.items()
        }
        fields["own_notes"] = [self.local(note) for note in change.notes]
        fields["who"] = (
            view.who if change.who is None else [self.views.role(role) for role in change.who]
        )
        fields["required"] = view.required if change.required is None else change.required
        ids = [each.id for each in view.due] if change.due is None else change.due
        fields["due"] = [DueHtml(id_, self.due(id_)) for id_ in ids]
        if change.by:
            own = self.partial("due_own", date=date_view(change.by, self.tag))
            fields["due"].insert(0, DueHtml("own", own))
        links = view.links if change.links is None else self.views.resources(change.links)
        guides = self.editions.handbook.guides
        fields["links"] = [
            *links,
            *(
                ResourceView(
                    id_,
                    self.views.text("guides", "title", str(guides[id_].head.title)),
                    "guide-section",
                    "guide",
                    self.frame.addresses.url("guide", id_),
                    None,
                    None,
                )
                for id_ in change.guides
            ),
            *(self.own_link(link) for link in change.own_links),
        ]
        shared = {step.id: step for step in view.steps}
        order = change.step_order
        steps = []
        for id_ in [*shared, *change.added_steps] if order is None else order:
            if id_ in change.added_steps:
                steps.append(StepView(id_, self.local(change.added_steps[id_].text), local=True))
            elif id_ in change.steps:
                steps.append(StepView(id_, self.local(change.steps[id_])))
            else:
                steps.append(shared[id_])
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
            note=self.local(task.note) if task.note else None,
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
