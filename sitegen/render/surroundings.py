"""What stands around a text: the site's links, and the values of its fields.

On shared pages a field is a date of the whole state, or the words for what each LEA sets
itself. On an LEA's pages a field that differs from LEA to LEA is a slot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from sitegen.content.handbook import Handbook
from sitegen.content.models import Confidence, Status
from sitegen.deadlines.reasons import N_
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.editions import Book
from sitegen.i18n import formatting
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.render.addresses import Addresses
from sitegen.render.markdown import plain
from sitegen.render.slots import Slot
from sitegen.render.templates import Interface

PATTERN = N_("%(date)s (last year’s pattern, not yet confirmed)")
"""How a date that is only last year's pattern stands in a sentence (catalog ``ui``)."""


class SharedSurroundings:
    """The surroundings of a text on a page that all LEAs share."""

    def __init__(self, book: Book, addresses: Addresses, interface: Interface) -> None:
        self.book = book
        self.addresses = addresses
        self.interface = interface

    def link(self, kind: str, id_: str, label: Markup, lang: str) -> Markup:
        """A link to a record; an unconfirmed resource leads to where it says how to find it."""
        handbook = self.book.editions.handbook
        name = handbook.aliases.get(kind, {}).get(id_, id_)
        if kind == "resource":
            resource = handbook.resources[name]
            official = escape(str(resource.name))
            label = label or official
            # An official name stays English; amid another language it is marked as such.
            marks = Markup("")
            if lang != SOURCE and label == official:
                marks = Markup(' lang="{}" dir="ltr"').format(SOURCE)
            if resource.url is not None and resource.confidence is not Confidence.LOW:
                html = '<a href="{}" rel="external"{}>{}</a>'
                return Markup(html).format(str(resource.url), marks, label)
            html = '<a class="unconfirmed" href="{}"{}>{}</a>'
            return Markup(html).format(self.addresses.url("resource", name), marks, label)
        if f"{kind}:{name}" in self.book.editions.gone:
            # The LEA whose site this is leaves it out: its name stays, and leads nowhere.
            return label or self._gone(kind, name, lang)
        label = label or self._name(kind, name, lang)
        page = "how-to-topic" if kind == "how-to" else kind
        return Markup('<a href="{}">{}</a>').format(self.addresses.url(page, name), label)

    def _gone(self, kind: str, id_: str, lang: str) -> Markup:
        """What a record is called that is left out; an LEA's own handbook has it no more."""
        return self._name(kind, id_, lang, self.book.editions.shared)

    def _name(self, kind: str, id_: str, lang: str, shared: Handbook | None = None) -> Markup:
        """What a link without words of its own is called."""
        handbook = shared or self.book.editions.handbook
        match kind:
            case "task":
                english, context, domain = handbook.tasks[id_].title, "title", "tasks"
            case "guide":
                english, context, domain = handbook.guides[id_].head.title, "title", "guides"
            case "deadline":
                english = self.book.editions.deadlines[id_].title
                context, domain = "title", "deadlines"
            case "letter":
                english, context, domain = handbook.letters[id_].head.title, "title", "letters"
            case "term":
                return escape(str(handbook.terms[id_].term))
            case _:
                return escape(id_)
        translation = self.book.translation(domain, context, english) if lang != SOURCE else None
        return escape(plain(translation or english))

    def field(self, name: str, lang: str) -> Markup:
        handbook = self.book.editions.handbook
        id_ = handbook.aliases.get("deadline", {}).get(name, name)
        return self.value(self.book.editions.statewide[id_], lang)

    def value(self, resolved: ResolvedDeadline, lang: str) -> Markup:
        """A deadline's date in a sentence of the language ``lang``, or its label."""
        if resolved.date is None:
            return self.label(resolved.id, lang)
        return self.day(resolved.date, resolved.status, lang)

    def day(self, day: date, status: Status, lang: str) -> Markup:
        html = Markup('<time datetime="{}">{}</time>').format(
            day.isoformat(), formatting.long_date(day, lang)
        )
        if status is not Status.PATTERN:
            return html
        words = PATTERN if lang == SOURCE else self.interface.say(PATTERN)
        return escape(words) % {"date": html}

    def label(self, deadline: str, lang: str) -> Markup:
        english = self.book.editions.deadlines[deadline].label
        if lang == SOURCE:
            return escape(plain(english))
        found = self.book.translation("deadlines", "label", english)
        if found is None:
            return Markup('<span lang="{}" dir="ltr">{}</span>').format(SOURCE, plain(english))
        return escape(plain(found))


class LeaSurroundings(SharedSurroundings):
    """The surroundings of a text on an LEA's page: its own dates and guides are slots.

    An LEA's text may name what upstream has dropped; its words are shown without the link.
    """

    def link(self, kind: str, id_: str, label: Markup, lang: str) -> Markup:
        if kind == "guide" and id_.startswith("local-"):
            label = label or Markup(Slot(f"guide-title:{id_}").__html__())
            address = Markup(Slot(f"guide-url:{id_}").__html__())
            return Markup('<a href="{}">{}</a>').format(address, label)
        if not self.book.editions.handbook.has(kind, id_):
            return label or escape(id_.replace("-", " "))
        return super().link(kind, id_, label, lang)

    def field(self, name: str, lang: str) -> Markup:
        editions = self.book.editions
        id_ = editions.handbook.aliases.get("deadline", {}).get(name, name)
        if id_ not in editions.statewide:
            return escape(id_.replace("-", " "))
        if id_ in editions.rules.local:
            return Markup(Slot(f"field:{id_}:{lang}").__html__())
        return super().field(id_, lang)

    def lea_value(
        self, every: Sequence[ResolvedDeadline], lang: str, track_name: Callable[[str], Markup]
    ) -> Markup:
        """What fills such a slot: one date, or one a track where they differ."""
        if len({each.date for each in every}) == 1:
            return self.value(every[0], lang)
        parts = [
            Markup("{} ({})").format(self.value(each, lang), track_name(each.track or ""))
            for each in every
        ]
        marks = [f"\x04{index}\x04" for index in range(len(parts))]
        joined = formatting.joined(marks, lang)
        html = escape(joined)
        for mark, part in zip(marks, parts, strict=True):
            html = Markup(str(html).replace(mark, str(part)))
        return html


class OwnSurroundings(LeaSurroundings):
    """The surroundings of a text in the site that is one LEA's own: its dates stand at once."""

    def __init__(
        self, book: Book, addresses: Addresses, interface: Interface, tracks: Mapping[str, Markup]
    ) -> None:
        super().__init__(book, addresses, interface)
        self.tracks = tracks

    def link(self, kind: str, id_: str, label: Markup, lang: str) -> Markup:
        lea = self.book.editions.lea
        guide = lea.documents.guides.get(id_) if lea is not None and kind == "guide" else None
        if lea is None or guide is None:
            return super().link(kind, id_, label, lang)
        if not label:
            written, part = guide.part(self.addresses.tag)
            label = escape(plain(str(part.head.title)))
            if written != lang:
                marked = Markup('<span lang="{}" dir="{}">{}</span>')
                label = marked.format(written, LOCALES[written].direction, label)
        address = self.addresses.lea_guide(lea.slug, id_)
        return Markup('<a href="{}">{}</a>').format(address, label)

    def field(self, name: str, lang: str) -> Markup:
        editions = self.book.editions
        id_ = editions.handbook.aliases.get("deadline", {}).get(name, name)
        return self.lea_value(
            editions.resolved(id_), lang, lambda track: self.tracks.get(track, Markup())
        )
