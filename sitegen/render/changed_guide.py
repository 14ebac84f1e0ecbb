"""A shared guide as one LEA has it: its sections in the LEA's order, its words among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.content.guide_sections import GuideSection, guide_parts
from sitegen.content.handbook import Guide
from sitegen.content.lea_models import LocalText
from sitegen.content.overlay_edition import GuideChange
from sitegen.i18n.locales import LOCALES
from sitegen.render.lea_forms import LeaForms
from sitegen.render.markdown import Text

_MARKED = Markup('<div lang="{}" dir="{}">\n{}</div>\n')


@dataclass(frozen=True, slots=True)
class ChangedGuide:
    """One guide with an LEA's changes, in the language of ``forms``. Dates in it are slots."""

    forms: LeaForms
    guide: Guide
    change: GuideChange

    @property
    def title(self) -> Text:
        return self._local_or(self.change.title, "title", str(self.guide.head.title))

    @property
    def lead(self) -> Text:
        return self._local_or(self.change.lead, "lead", str(self.guide.head.lead))

    def _local_or(self, local: LocalText | None, field: str, english: str) -> Text:
        views = self.forms.views
        return views.text("guides", field, english) if local is None else views.local(local)

    @property
    def html(self) -> Markup:
        parts = guide_parts(self.guide.body)
        sections: Mapping[str, GuideSection] = parts.by_id
        order = self.change.order if self.change.order is not None else tuple(sections)
        pieces = [self._shared(parts.opening), self._notes("")]
        for id_ in order:
            section = sections[id_]
            own = self.change.texts.get(id_)
            pieces += [
                self._shared(section.heading),
                self._shared(section.text) if own is None else self._blocks(own),
                self._notes(id_),
            ]
        return Markup("").join(pieces)

    def _shared(self, markdown: str) -> Markup:
        views = self.forms.views

        def find(english: str) -> str | None:
            return views.book.translation("guides", "body", english)

        return views.renderer.document(markdown, find) if markdown else Markup()

    def _blocks(self, text: LocalText) -> Markup:
        lang, words = self.forms.views.best(text)
        html = self.forms.views.renderer.local_document(words, lang)
        if lang == self.forms.frame.tag:
            return html
        return _MARKED.format(lang, LOCALES[lang].direction, html)

    def _notes(self, section: str) -> Markup:
        notes = [self.forms.views.local(note) for note in self.change.notes.get(section, ())]
        return Markup(self.forms.frame.render("partials/own_notes.html", notes=notes))
