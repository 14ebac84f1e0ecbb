"""An LEA's pages: the forms that all LEAs share, filled with one LEA's values.

Only occurrences that the LEA's overlay rewords or adds are rendered for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from sitegen.content.models import Role, Timeframe
from sitegen.editions import LeaCard, LeaYear
from sitegen.render.addresses import Addresses
from sitegen.render.branding import logo_html, logo_view, sheet_url
from sitegen.render.feed_list import lea_feeds
from sitegen.render.lea_dates import LeaDates
from sitegen.render.lea_forms import PAGES, LeaForms
from sitegen.render.letters import LetterListing
from sitegen.render.local_views import LocalViews
from sitegen.render.markdown import Text
from sitegen.render.own_words import OwnWords, guide_name
from sitegen.render.slots import Form
from sitegen.render.subscribe import lea_feed_views
from sitegen.render.views import (
    Named,
    date_view,
)
from sitegen.render.words import KINDS


class LeaPages:
    """The pages of one LEA in one language."""

    def __init__(self, forms: LeaForms, lea: LeaYear, letters: Sequence[LetterListing]) -> None:
        self.forms = forms
        self.frame = forms.frame
        self.editions = forms.editions
        self.lea = lea
        self.letters = letters
        self.tag = self.frame.tag
        self.tracks = {track: self._track_name(track) for track in lea.track_names}

    def page(self, kind: str) -> str:
        """One page, ``kind`` being a key of :data:`PAGES`."""
        page = self.frame.page(kind, self.lea.slug, self._tags())
        match kind:
            case "lea":
                own = self._home()
            case "dates":
                own = self.dates.slots()
            case _:
                own = self._checklist()
        return self._filled(kind, page, own)

    @cached_property
    def dates(self) -> LeaDates:
        return LeaDates(self.forms, self.lea, self.tracks, self._dates)

    def guide(self, id_: str) -> str:
        """The page of a guide that the LEA wrote."""
        page = self.frame.page("lea-guide", (self.lea.slug, id_), self._tags())
        return self._filled("lea-guide", page, self.own.guide(id_))

    def _filled(self, kind: str, page: Mapping[str, object], own: Mapping[str, object]) -> str:
        form = self.forms.page(kind, page["source_url"] is not None)
        return str(form.fill({**self._values, **self._of_frame(page), **own}))

    @cached_property
    def local(self) -> LocalViews:
        return LocalViews(self.forms, self.lea, self.tracks, self._dates)

    @cached_property
    def own(self) -> OwnWords:
        return OwnWords(self.forms, self.lea, self._dates)

    @cached_property
    def _values(self) -> dict[str, object]:
        """The slots that all of the LEA's pages share."""
        lea, frame = self.lea, self.frame
        profile = lea.profile
        values: dict[str, object] = {
            "name": str(profile.name),
            "slug": lea.slug,
            "url": frame.addresses.url("lea", lea.slug),
            "checklist_url": frame.addresses.url("checklist", lea.slug),
            "dates_url": frame.addresses.url("dates", lea.slug),
            "kind_html": self._partial(
                "lea_kind",
                kind=Named(profile.kind, frame.interface.say(KINDS[profile.kind])),
                county=str(profile.county),
                sample=profile.sample,
                website=str(profile.website) if profile.website else None,
            ),
        }
        footer = profile.footer
        values["footer_html"] = self.own.partial(
            "footer", page={"qr": None}, own_words=self.local.text(footer) if footer else None
        )
        base = frame.site.shape.base_path
        values["logo_html"] = logo_html(logo_view(lea, base, self.tag))
        for timeframe in Timeframe:
            count = len(lea.edition.tasks_of(tuple(self._order(timeframe))))
            values[f"count:{timeframe}"] = self.forms.count(count)
        return values

    def _of_frame(self, page: Mapping[str, object]) -> dict[str, object]:
        """The slots of a page that stand outside of its content."""
        return {
            "head_links_html": self._partial(
                "head_links",
                page=page,
                brand_sheet=sheet_url(self.lea, self.frame.site.shape.base_path),
            ),
            "language_links_html": self._partial("language_links", page=page),
            "source_url": page["source_url"],
        }

    def _tags(self) -> list[str]:
        """The languages of the LEA's pages that this site builds."""
        return [tag for tag in self.frame.site.shape.locales if tag in self.lea.languages]

    def _partial(self, name: str, **values: object) -> Markup:
        return Markup(self.frame.render(f"partials/{name}.html", **values))

    # --- home -------------------------------------------------------------------------------

    def _home(self) -> dict[str, object]:
        note = self.lea.profile.note
        return {
            "note_html": self.own.partial("lea_note", note=self.local.text(note) if note else None),
            "home_html": self.own.home(),
            "guides_html": self.own.guides(),
            "deadlines_html": self.dates.lines(),
            "tracks_html": self._partial("lea_tracks", tracks=self._tracks()),
            "letters_html": self._partial("lea_letters", letters=self.letters, letter_level=3),
            "contacts_html": self._partial("lea_contacts", contacts=self._contacts()),
            "subscribe_html": self.forms.feeds.fill(
                lea_feed_views(self.frame, self.lea, self.tracks)
            ),
            "words_html": self.local.words(),
        }

    def _tracks(self) -> list[dict[str, object]]:
        return [
            {
                "name": self.tracks[track.id],
                "first_day": self._day(track.calendar.first),
                "last_day": self._day(track.calendar.last),
                "instructional_days": track.calendar.total,
                "opens": self._day(track.period.opens) if track.period else None,
                "closes": self._day(track.period.closes) if track.period else None,
            }
            for track in self.lea.tracks
            if track.calendar is not None
        ]

    def _day(self, day: Any) -> object:
        return None if day is None else date_view(day, self.tag)

    def _contacts(self) -> list[dict[str, object]]:
        return [
            {
                "role": self.frame.views.role(contact.role),
                "name": str(contact.name),
                "title": self.local.text(contact.title) if contact.title else None,
                "email": str(contact.email) if contact.email else None,
                "phone": str(contact.phone) if contact.phone else None,
                "phone_uri": phone_uri(str(contact.phone)) if contact.phone else None,
            }
            for contact in sorted(
                self.lea.profile.contacts, key=lambda contact: list(Role).index(contact.role)
            )
        ]

    def _track_name(self, track: str) -> Text:
        names = self.lea.track_names[track]
        lang = self.tag if self.tag in names else next(iter(names))
        return Text(escape(names[lang]), names[lang], lang if lang != self.tag else None)

    # --- checklist --------------------------------------------------------------------------

    def _checklist(self) -> dict[str, object]:
        return {
            f"occurrences_html:{timeframe}": self.timeframe(timeframe) for timeframe in Timeframe
        }

    def timeframe(self, timeframe: Timeframe) -> Markup:
        """The tasks of a timeframe, as the LEA's checklist lists them."""
        dates = self._dates
        return Markup(
            "".join([self._item(id_, timeframe, dates) for id_ in self._order(timeframe)])
        )

    def _order(self, timeframe: Timeframe) -> Sequence[str]:
        own = self.lea.edition.order.get(timeframe)
        return self.editions.order[timeframe] if own is None else own

    def _item(self, id_: str, timeframe: Timeframe, dates: Mapping[str, object]) -> Markup:
        section = self.lea.edition.sections.get(id_)
        if section is not None:
            return self.local.section(id_, section)
        return self._form(id_, timeframe).fill(dates)

    def _form(self, id_: str, timeframe: Timeframe) -> Form:
        """An occurrence's form: the shared one, or the LEA's own where it differs."""
        name, _, from_ = id_.partition("@")
        moved = None if from_ == timeframe else Timeframe(from_)
        added = self.lea.edition.added.get(name)
        change = self.lea.edition.changes.get(id_)
        if added is None and change is None:
            return self.forms.occurrence(id_, moved)
        if added is not None:
            view = self.local.added(id_, added)
        else:
            view = self.forms.occurrence_view(self.editions.occurrence[id_])
        if change is not None:
            view = self.local.changed(view, change)
        if moved is not None:
            view = replace(view, moved_from=self.frame.views.timeframe(moved))
        return self.forms.rendered(view)

    @cached_property
    def _dates(self) -> Mapping[str, object]:
        return _Dates(self.forms, self.lea, self.tracks)


class _Dates(dict[str, object]):
    """What fills the slots of dates, made when a form asks for it.

    ``due:<deadline>`` is a date on a line of its own, ``field:<deadline>:<lang>`` one inside
    a sentence of that language.
    """

    def __init__(self, forms: LeaForms, lea: LeaYear, tracks: Mapping[str, Text]) -> None:
        super().__init__()
        self._forms = forms
        self._lea = lea
        self._tracks = tracks

    def __missing__(self, name: str) -> object:
        kind, _, rest = name.partition(":")
        id_, _, lang = rest.partition(":")
        if kind in ("guide-url", "guide-title"):
            frame, slug = self._forms.frame, self._lea.slug
            address = frame.addresses.lea_guide(slug, id_)
            named = guide_name(frame, self._lea, id_) if kind == "guide-title" else address
            self[name] = named
            return named
        every = self._lea.deadlines.by_id[id_]
        if kind == "due":
            value = self._forms.due_html(every, self._tracks)
        else:
            value = self._forms.frame.lea_surroundings.lea_value(
                every, lang, lambda track: self._tracks[track].html
            )
        self[name] = value
        return value


def phone_uri(phone: str) -> str:
    """A ``tel:`` address; an extension is left to the caller."""
    digits = "".join(each for each in phone.partition(" ext.")[0] if each.isdigit())
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:{digits}"


def lea_files(addresses: Addresses, card: LeaCard) -> Iterator[str]:
    """The paths of an LEA's files in one language, letters aside."""
    yield from (addresses.file(kind, card.slug) for kind in PAGES)
    for name in lea_feeds(card.tracks):
        yield addresses.file("lea-feed", f"{card.slug}/{name}")
