"""What an LEA's overlay makes of the shared occurrences and dates, in one language.

Only what the overlay touches is made here; all else comes from the forms that LEAs share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.content.lea_models import LocalText
from sitegen.content.overlay_edition import Change
from sitegen.content.overlay_models import LocalDeadline, LocalLink, LocalSection, LocalTask
from sitegen.content.scalars import Marked
from sitegen.editions import LeaYear
from sitegen.render.lea_forms import LeaForms
from sitegen.render.markdown import Text
from sitegen.render.slots import Form
from sitegen.render.views import (
    DateView,
    Due,
    DueHtml,
    Named,
    OccurrenceView,
    ResourceView,
    StepView,
    date_view,
)


@dataclass(frozen=True, slots=True)
class OwnDeadlineView:
    """A date of the LEA's own, as a row of its dates."""

    anchor: str
    title: Text
    date: DateView
    track: Text | None
    who: list[Named]
    note: Text | None


@dataclass(frozen=True, slots=True)
class WordView:
    """A word as the LEA uses it: its own, or a note beside the shared glossary's."""

    id: str
    term: Text
    url: str | None
    texts: list[Text]


class LocalViews:
    """The views of what one LEA changes, ``tracks`` being the names of its calendars.

    ``values`` fills the dates and links in its texts.
    """

    def __init__(
        self,
        forms: LeaForms,
        lea: LeaYear,
        tracks: Mapping[str, Text],
        values: Mapping[str, object],
    ) -> None:
        self.forms = forms
        self.frame = forms.frame
        self.views = forms.frame.views
        self.edition = lea.edition
        self.slug = lea.slug
        self.tracks = tracks
        self.tag = self.frame.tag
        self.values = values

    def text(self, text: LocalText) -> Text:
        """A text that the LEA wrote: in this language, or in its own, marked."""
        own = text.translations.get(Marked(self.tag)) if text.lang != self.tag else text.text
        renderer = self.forms.views.renderer
        if own is not None:
            return renderer.written(str(own), self.tag)
        return renderer.written(str(text.text), str(text.lang))

    def partial(self, name: str, **values: object) -> Markup:
        return Form(self.frame.render(f"partials/{name}.html", **values)).fill(self.values)

    # --- occurrences ------------------------------------------------------------------------

    def section(self, id_: str, section: LocalSection) -> Markup:
        """A heading of the LEA's own amid the tasks of a timeframe."""
        return self.partial("own_section", id=id_, title=self.text(section.title))

    def changed(self, view: OccurrenceView, change: Change) -> OccurrenceView:
        """A shared occurrence as the LEA has it."""
        fields: dict[str, object] = {
            name.replace("-", "_"): self.text(text) for name, text in change.fields.items()
        }
        if change.who is not None:
            fields["who"] = [self.views.role(role) for role in change.who]
        if change.required is not None:
            fields["required"] = change.required
        if change.due is not None:
            fields["due"] = [self.due(id_) for id_ in change.due if self.has_deadline(id_)]
        if change.by is not None:
            html = self.partial("due_own", date=date_view(change.by, self.tag))
            due = fields.get("due", view.due)
            assert isinstance(due, list)
            fields["due"] = [DueHtml("own", html), *due]
        links = view.links if change.links is None else self.views.resources(change.links)
        fields["links"] = [
            *links,
            *self.guides(change.guides),
            *(self.link(link) for link in change.own_links),
        ]
        fields["own_notes"] = [self.text(note) for note in change.notes]
        fields["steps"] = self.steps(view.steps, change)
        return replace(view, **fields)  # type: ignore[arg-type]

    def steps(self, steps: list[StepView], change: Change) -> list[StepView]:
        by_id = {step.id: step for step in steps}
        for id_, text in change.steps.items():
            by_id[id_] = StepView(id_, self.text(text))
        for id_, step in change.added_steps.items():
            by_id[id_] = StepView(id_, self.text(step.text), local=True)
        order = change.step_order if change.step_order is not None else list(by_id)
        return [by_id[id_] for id_ in order]

    def link(self, link: LocalLink) -> ResourceView:
        return ResourceView(
            str(link.id), self.text(link.name), "page", "own", str(link.url), None, None
        )

    def guides(self, ids: Iterable[str]) -> list[ResourceView]:
        """Links to shared guides; to the LEA's own edition of those that it changes."""
        known = self.views.book.editions.handbook.guides
        return [self._guide(id_, str(known[id_].head.title)) for id_ in ids if id_ in known]

    def _guide(self, id_: str, title: str) -> ResourceView:
        change = self.edition.guides.get(id_)
        own = change is not None and self.frame.site.shape.single_lea is None
        name = self.views.text("guides", "title", title)
        if change is not None and change.title is not None:
            name = self.text(change.title)
        addresses = self.frame.addresses
        url = addresses.lea_guide(self.slug, id_) if own else addresses.url("guide", id_)
        return ResourceView(id_, name, "guide-section", "guide", url, None, None)

    def has_deadline(self, id_: str) -> bool:
        return id_ in self.edition.deadlines or id_ in self.forms.editions.statewide

    def due(self, id_: str) -> DueHtml:
        """When a task is due that the LEA attached to a deadline, shared or its own."""
        own = self.edition.deadlines.get(id_)
        return DueHtml(id_, self.forms.due(id_) if own is None else self.on_day(id_, own.date))

    def on_day(self, id_: str, day: object) -> Markup:
        view = date_view(day, self.tag)  # type: ignore[arg-type]
        return self.partial("due", due=Due(id_, view, Text(Markup(), ""), []))

    def added(self, id_: str, task: LocalTask) -> OccurrenceView:
        """A task that the LEA added."""
        views = self.views
        aliases = views.book.editions.handbook.aliases.get("resource", {})
        name = str(task.id)
        return OccurrenceView(
            id=id_,
            task_url=None,
            title=self.text(task.title),
            why=self.text(task.why) if task.why else None,
            note=self.text(task.note) if task.note else None,
            required=True,
            local=True,
            moved_from=None,
            who=[views.role(role) for role in task.who],
            topic=views.topic(task.topic),
            due=[DueHtml(name, self.on_day(name, task.due))] if task.due is not None else [],
            steps=[StepView(str(step.id), self.text(step.text)) for step in task.steps],
            links=views.resources([aliases.get(str(each), str(each)) for each in task.links]),
            if_missed=None,
            errata_url=None,
        )

    # --- dates and words --------------------------------------------------------------------

    def own_deadline(self, deadline: LocalDeadline) -> OwnDeadlineView:
        """A date of the LEA's own."""
        several = len(self.tracks) > 1
        return OwnDeadlineView(
            f"deadline-{deadline.id}",
            self.text(deadline.title),
            date_view(deadline.date, self.tag),
            self.tracks.get(str(deadline.track)) if several and deadline.track else None,
            [self.views.role(role) for role in deadline.who],
            self.text(deadline.note) if deadline.note else None,
        )

    def own_deadlines(self) -> list[OwnDeadlineView]:
        """The LEA's own dates, by date."""
        own = sorted(self.edition.deadlines.values(), key=lambda each: each.date)
        return [self.own_deadline(deadline) for deadline in own]

    def notes_of(self, deadline: str) -> list[Text]:
        """What the LEA notes of a shared deadline."""
        return [self.text(note) for note in self.edition.deadline_notes.get(deadline, ())]

    def words(self) -> Markup:
        """The section of the LEA's home on words as it uses them; empty where it has none."""
        words = self.word_views()
        return self.partial("own_terms", words=words) if words else Markup()

    def word_views(self) -> list[WordView]:
        """The LEA's own terms, then its notes to shared ones."""
        terms = self.views.book.editions.handbook.terms
        page = self.frame.addresses.url
        single = self.frame.site.shape.single_lea is not None  # there they stand in the glossary
        own = [
            WordView(
                id_,
                self.text(term.term),
                page("term", id_) if single else None,
                [self.text(term.plain)],
            )
            for id_, term in self.edition.terms.items()
        ]
        notes = [
            WordView(
                id_,
                self.views.verbatim(str(terms[id_].term), "en"),
                None if single and f"term:{id_}" in self.edition.left_out else page("term", id_),
                [self.text(note) for note in every],
            )
            for id_, every in self.edition.term_notes.items()
        ]
        return [*own, *notes]
