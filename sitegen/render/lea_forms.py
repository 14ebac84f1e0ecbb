"""What all LEAs' pages share in a language, rendered once, with the LEA's own values left open.

A page, an occurrence of a task and a row of the almanac are each a :class:`~sitegen.render.
slots.Form`; :class:`~sitegen.render.lea_pages.LeaPages` fills them for one LEA.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from sitegen.content.handbook import Occurrence
from sitegen.content.models import Timeframe
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.render.clock_form import clock_form
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text
from sitegen.render.slots import Form, LeaSlots, Slot
from sitegen.render.subscribe import FeedForms
from sitegen.render.views import (
    DateView,
    DeadlineView,
    DueHtml,
    DueTrack,
    OccurrenceView,
    anchor,
)
from sitegen.render.words import ROLES, TOPICS
from sitegen.render.year_picture import YearFrame

PAGES = {"lea": "lea/home.html", "dates": "lea/dates.html", "checklist": "lea/checklist.html"}
"""An LEA's pages: kind of address, template."""

GUIDE = "lea/guide.html"

LAYERS = ("caaspp", "elpac", "interim", "local")
"""The layers of dates, which a reader switches on and off; the last has the LEA's own."""

_SLOTS = frozenset(
    {
        "name",
        "slug",
        "url",
        "checklist_url",
        "dates_url",
        "year_html",
        "choices_html",
        "calendar_json",
        "kind_html",
        "note_html",
        "deadlines_html",
        "tracks_html",
        "letters_html",
        "contacts_html",
        "subscribe_html",
        "words_html",
        "head_links_html",
        "language_links_html",
        "logo_html",
        "home_html",
        "guides_html",
        "footer_html",
        "guide_html",
        "guide_title",
        "guide_lead",
    }
)
_GROUPS = frozenset({"count", "occurrences_html", "dates_html"})


class LeaForms:
    """What all LEAs share of their pages in one language.

    What is kept here is told apart by its structure (which dates are known, which texts are
    not in the page's language), never by an LEA's values: it does not grow with the LEAs.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.editions = frame.book.editions
        self.views = frame.lea_views
        self._pages: dict[tuple[str, bool], Form] = {}
        self._occurrences: dict[tuple[str, Timeframe | None], Form] = {}
        self._rows: dict[object, Form] = {}
        self._due_forms: dict[object, Form] = {}
        self._counts: dict[int, Markup] = {}
        self.feeds = FeedForms(frame)

    def page(self, kind: str, has_source: bool) -> Form:
        """The form of a page, ``kind`` being a key of :data:`PAGES`, or ``lea-guide``.

        ``has_source`` is whether the LEA has the page in English too.
        """
        form = self._pages.get((kind, has_source))
        if form is None:
            template = PAGES.get(kind, GUIDE)
            html = self.frame.render(template, **self._context(has_source))
            form = self._pages[kind, has_source] = Form(html)
        return form

    def _context(self, has_source: bool) -> dict[str, object]:
        frame, views = self.frame, self.views
        return {
            "lea": LeaSlots(_SLOTS, _GROUPS),
            "page": {
                "canonical": None,
                "alternates": [],
                "languages": [],
                "qr": None,
                "translation": frame.page("home")["translation"],
                # A template may test whether there is an English page: the form is for that case.
                "source_url": Markup(Slot("source_url").__html__()) if has_source else None,
            },
            "timeframes": [
                {"id": str(each), "name": views.timeframe(each).name, "month": frame.month(each)}
                for each in frame.timeframes()
            ],
            "roles": [views.role(role) for role in ROLES],
            "topics": [views.topic(topic) for topic in TOPICS],
            "layers": LAYERS,
            "year": self.year,
            "clocks": clock_form(self.frame.views),
        }

    @cached_property
    def year(self) -> YearFrame:
        """The months of the year's picture in this language."""
        locale = self.frame.book.locale
        return YearFrame(self.editions.handbook.year, locale.tag, locale.direction)

    def count(self, number: int) -> Markup:
        """How many tasks a timeframe has."""
        found = self._counts.get(number)
        if found is None:
            html = self.frame.render("partials/task_count.html", count=number)
            found = self._counts[number] = Markup(html)
        return found

    # --- occurrences ------------------------------------------------------------------------

    def occurrence(self, id_: str, moved_from: Timeframe | None = None) -> Form:
        """The form of a shared occurrence; dates that differ from LEA to LEA are its slots."""
        found = self._occurrences.get((id_, moved_from))
        if found is None:
            view = self.occurrence_view(self.editions.occurrence[id_])
            moved = None if moved_from is None else self.views.timeframe(moved_from)
            found = self.rendered(replace(view, moved_from=moved))
            self._occurrences[id_, moved_from] = found
        return found

    def rendered(self, view: OccurrenceView) -> Form:
        return Form(self.frame.render("partials/occurrence.html", occurrence=view))

    def occurrence_view(self, occurrence: Occurrence) -> OccurrenceView:
        due = [DueHtml(id_, self.due(id_)) for id_ in occurrence.due]
        return self.views.occurrence(occurrence, due)

    def due(self, id_: str) -> object:
        """When a shared deadline is, on one line; a slot where that differs from LEA to LEA."""
        if id_ in self.editions.rules.local:
            return Slot(f"due:{id_}")
        return self.due_html([self.editions.statewide[id_]], {})

    def due_html(self, resolved: Sequence[ResolvedDeadline], tracks: Mapping[str, Text]) -> Markup:
        """When something is due, on one line."""
        due = self.views.due(resolved, tracks)
        dates = [due.date, *(track.date for track in due.tracks)]
        key = (due.id, *(each is None for each in dates), *(each.name.lang for each in due.tracks))
        form = self._due_forms.get(key)
        if form is None:
            opened = replace(
                due,
                date=_open_date(due.date, 0),
                tracks=[
                    DueTrack(
                        _open_text(track.name, f"track:{index}"), _open_date(track.date, index)
                    )
                    for index, track in enumerate(due.tracks, start=1)
                ],
            )
            form = Form(self.frame.render("partials/due.html", due=opened))
            self._due_forms[key] = form
        values: dict[str, object] = {}
        for index, day in enumerate(dates):
            _fill_date(values, day, index)
        for index, track in enumerate(due.tracks, start=1):
            values[f"track:{index}"] = track.name.html
        return form.fill(values)

    # --- the almanac ------------------------------------------------------------------------

    def deadline_html(
        self,
        resolved: ResolvedDeadline,
        track: Text | None,
        dates: Mapping[str, object],
        own_notes: Sequence[Text] = (),
    ) -> Markup:
        """A row of the almanac. ``dates`` fills the dates inside its texts.

        With notes of the LEA's own, the row is rendered for it.
        """
        if own_notes:
            view = replace(self.views.deadline(resolved, track), own_notes=list(own_notes))
            return self._row(view).fill(dates)
        if resolved.track is None:  # the state's: the same for all LEAs
            form = self._rows.get(resolved.id)
            if form is None:
                form = self._rows[resolved.id] = self._row(self.views.deadline(resolved))
            return form.fill(dates)
        steps = [self.frame.views.sentence(reason) for reason in resolved.reasons]
        key = (
            resolved.id,
            resolved.status,
            resolved.date is None,
            track is None,
            track and track.lang,
            *(step.lang for step in steps),
        )
        form = self._rows.get(key)
        if form is None:
            form = self._rows[key] = self._row(self._open_row(resolved, track))
        values = _Over(dates, anchor=anchor(resolved), track=track and track.html)
        _fill_date(values, self.views.date(resolved.date), 0)
        values.update((f"step:{index}", step.html) for index, step in enumerate(steps))
        return form.fill(values)

    def line_html(self, resolved: ResolvedDeadline, track: Text | None, url: str) -> Markup:
        """A dated deadline on one line, which leads to its row at ``url``."""
        key = ("line", resolved.id, resolved.status, track is None, track and track.lang)
        form = self._rows.get(key)
        if form is None:
            view = self._open_row(resolved, track)
            rendered = self.frame.render(
                "partials/deadline_line.html", deadline=view, url=Markup(Slot("url").__html__())
            )
            form = self._rows[key] = Form(rendered)
        values: dict[str, object] = {
            "anchor": anchor(resolved),
            "url": f"{url}#{anchor(resolved)}",
            "track": track and track.html,
        }
        _fill_date(values, self.views.date(resolved.date), 0)
        return form.fill(values)

    def _open_row(self, resolved: ResolvedDeadline, track: Text | None) -> DeadlineView:
        """A row whose date, reasons and track are slots."""
        view = self.views.deadline(resolved, track)
        steps = [_open_text(step, f"step:{index}") for index, step in enumerate(view.reason.steps)]
        opened: Any = Slot("anchor")
        return replace(
            view,
            anchor=opened,
            date=_open_date(view.date, 0),
            track=_open_text(track, "track") if track else None,
            reason=replace(view.reason, steps=steps),
        )

    def _row(self, view: DeadlineView) -> Form:
        return Form(self.frame.render("partials/deadline.html", deadline=view))


class _Over(dict[str, object]):
    """Values of a fragment, over those of the page around it."""

    def __init__(self, under: Mapping[str, object], **values: object) -> None:
        super().__init__(values)
        self._under = under

    def __missing__(self, name: str) -> object:
        return self._under[name]


_DATE_FIELDS = tuple(field.name for field in fields(DateView))


def _open_date(view: DateView | None, index: int) -> DateView | None:
    """A date of which every form is a slot, where there is a date."""
    if view is None:
        return None
    opened: Any = [Slot(f"{name}:{index}") for name in _DATE_FIELDS]
    return DateView(*opened)


def _fill_date(values: dict[str, object], view: DateView | None, index: int) -> None:
    if view is not None:
        values.update((f"{name}:{index}", getattr(view, name)) for name in _DATE_FIELDS)


def _open_text(text: Text, name: str) -> Text:
    """A text of which only the language is known."""
    opened: Any = Slot(name)
    return Text(opened, opened, text.lang)
