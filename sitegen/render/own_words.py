"""What an LEA wrote itself, on its pages: its home text and its guides.

Each is shown in the page's language, or in the one in which it was written, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from sitegen.content.local_files import LocalDocument, LocalPart
from sitegen.content.models import Topic
from sitegen.editions import LeaYear
from sitegen.i18n.locales import LOCALES
from sitegen.render.changed_guide import ChangedGuide
from sitegen.render.frame import Frame
from sitegen.render.lea_forms import LeaForms
from sitegen.render.local_views import LocalViews
from sitegen.render.markdown import Text
from sitegen.render.slots import Form
from sitegen.render.views import Linked


class OwnWords:
    """The own words of one LEA in one language. ``values`` fills the dates and links in them."""

    def __init__(self, forms: LeaForms, lea: LeaYear, values: Mapping[str, object]) -> None:
        self.forms = forms
        self.frame = forms.frame
        self.tag = self.frame.tag
        self.renderer = forms.views.renderer
        self.lea = lea
        self.values = values

    def partial(self, name: str, **values: object) -> Markup:
        """A partial with texts of the LEA in it, whose dates and links are filled."""
        return Form(self.frame.render(f"partials/{name}.html", **values)).fill(self.values)

    def home(self) -> Markup:
        """What the LEA says on its home; empty where it says nothing."""
        home = self.lea.documents.home
        if home is None:
            return Markup()
        lang, _, html = self._document(home)
        return self.partial("lea_words", lang=lang, html=html)

    def guides(self) -> Markup:
        """The list of the LEA's guides, in their order."""
        return self.partial("lea_guides", guides=[*self.entries(), *self.changed()])

    def changed(self) -> list[dict[str, object]]:
        """The shared guides that the LEA changes, as entries; none where the site is its own,
        since there the guides themselves are changed."""
        if self.frame.site.shape.single_lea:
            return []
        guides = (changed_guide(self.forms, self.lea, id_) for id_ in self.lea.changed_guides)
        return [
            {
                "title": guide.title,
                "lead": guide.lead,
                "url": self.frame.addresses.lea_guide(self.lea.slug, guide.guide.id),
            }
            for guide in guides
        ]

    def entries(self, topic: Topic | None = None) -> list[dict[str, object]]:
        """The LEA's guides, or those of a topic, as entries of a list."""
        return [
            {
                "title": self._text(part.head.title, lang),
                "lead": self._text(part.head.lead, lang),
                "url": self.frame.addresses.lea_guide(self.lea.slug, guide.id),
            }
            for guide in guides_in_order(self.lea)
            for lang, part in [guide.part(self.tag)]
            if topic is None or guide.original.head.topic is topic
        ]

    def guide(self, id_: str) -> dict[str, object]:
        """What fills the page of one guide, the LEA's own or one that it changes."""
        if id_ in self.lea.edition.guides:
            return self._changed_guide(id_)
        guide = self.lea.documents.guides[id_]
        lang, part, html = self._document(guide)
        head, views = guide.original.head, self.frame.views
        title, lead = (
            self._text(source, lang or self.tag) for source in (part.head.title, part.head.lead)
        )
        return {
            "guide_title": title.plain,
            "guide_lead": self._described(lead),
            "guide_html": self.partial(
                "lea_guide",
                lang=lang,
                title=title,
                lead=lead,
                topic=views.topic(head.topic),
                topic_url=self.frame.addresses.url("topic", head.topic),
                html=html,
                tasks=self._tasks(head.tasks),
                links=views.resources(head.links),
            ),
        }

    def _changed_guide(self, id_: str) -> dict[str, object]:
        changed = changed_guide(self.forms, self.lea, id_)
        views, head = self.frame.views, changed.guide.head
        local = LocalViews(self.forms, self.lea, {}, self.values)
        return {
            "guide_title": changed.title.plain,
            "guide_lead": self._described(changed.lead),
            "guide_html": self.partial(
                "lea_guide",
                lang=None,
                title=changed.title,
                lead=changed.lead,
                topic=views.topic(head.category),
                topic_url=self.frame.addresses.url("topic", head.category),
                html=changed.html,
                tasks=self._tasks(head.tasks),
                links=[
                    *views.resources(head.links),
                    *(local.link(link) for link in changed.change.links),
                ],
            ),
        }

    def _described(self, text: Text) -> str:
        """A text for an attribute: its dates and links filled, without markup."""
        return Form(str(text.html)).fill(self.values).striptags()

    def _tasks(self, ids: Iterable[str]) -> list[Linked]:
        """The tasks that a guide names, but for those that the site's own LEA has hidden."""
        views, editions = self.frame.views, self.frame.book.editions
        known = editions.handbook.tasks
        return [
            views.task_link(known[id_])
            for id_ in ids
            if id_ in known and f"task:{id_}" not in editions.gone
        ]

    def _document(self, document: LocalDocument) -> tuple[str | None, LocalPart, Markup]:
        """The language where it is not the page's, the part, and its body as HTML."""
        lang, part = document.part(self.tag)
        html = self.renderer.local_document(part.body, lang)
        return (None if lang == self.tag else lang, part, html)

    def _text(self, source: str, lang: str) -> Text:
        return self.renderer.written(str(source), lang)


def changed_guide(forms: LeaForms, lea: LeaYear, id_: str) -> ChangedGuide:
    """A shared guide with the LEA's changes."""
    return ChangedGuide(forms, forms.editions.handbook.guides[id_], lea.edition.guides[id_])


def guides_in_order(lea: LeaYear) -> list[LocalDocument]:
    return sorted(
        lea.documents.guides.values(), key=lambda each: (each.original.head.order, each.id)
    )


def guide_name(frame: Frame, lea: LeaYear, id_: str) -> Markup:
    """What a link without words of its own to an LEA's guide is called."""
    lang, part = lea.documents.guides[id_].part(frame.tag)
    text = frame.views.renderer.written(str(part.head.title), lang)
    if text.lang is None:
        return text.html
    html = Markup('<span lang="{}" dir="{}">{}</span>')
    return html.format(text.lang, LOCALES[text.lang].direction, text.html)
