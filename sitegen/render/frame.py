"""The frame of every page: header, strip of months, footer, languages, lasting addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from sitegen.content.models import Timeframe
from sitegen.deadlines.calendars import SchoolYear
from sitegen.editions import Book, Editions, LeaYear, Shape
from sitegen.i18n import formatting
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.render.addresses import Addresses, ways_in
from sitegen.render.assets import Assets
from sitegen.render.branding import HEADER_LOGO, logo_html, logo_view, sheet_url
from sitegen.render.markdown import Renderer, Text
from sitegen.render.surroundings import LeaSurroundings, OwnSurroundings, SharedSurroundings
from sitegen.render.templates import Interface
from sitegen.render.terms import Explainer, TermFinder
from sitegen.render.views import Views


@dataclass(frozen=True)
class Site:
    """What every page of every language shares: editions, templates, assets."""

    editions: Editions
    environment: Environment
    assets: Assets

    @property
    def shape(self) -> Shape:
        return self.editions.shape

    @cached_property
    def terms(self) -> TermFinder:
        """Finds the glossary's terms. Their letters are Latin in every language, so there is one
        finder for all."""
        return TermFinder(self.editions.handbook.terms.values())


class Frame:
    """The frame of a language's pages: header, strip of months, footer, and the addresses.

    ``lea`` is the LEA whose handbook the site is, where it is one's.
    """

    def __init__(self, site: Site, tag: str, lea: LeaYear | None) -> None:
        self.site = site
        self.book: Book = site.editions.book(tag)
        self.tag = tag
        self.addresses = Addresses(site.shape, tag)
        self.interface = Interface(self.book.catalog)
        self.tracks = _track_names(lea, tag) if site.editions.lea is not None and lea else {}
        shared = SharedSurroundings(self.book, self.addresses, self.interface)
        if site.editions.lea is not None:
            names = {track: text.html for track, text in self.tracks.items()}
            shared = OwnSurroundings(self.book, self.addresses, self.interface, names)
        renderer = Renderer(tag, shared, site.terms)
        self.views = Views(self.book, self.addresses, self.interface, renderer)
        self.lea_surroundings = LeaSurroundings(self.book, self.addresses, self.interface)
        self.lea_views = Views(
            self.book, self.addresses, self.interface, Renderer(tag, self.lea_surroundings)
        )
        self._context = self._globals(lea)

    def render(self, template: str, **values: object) -> str:
        """A template with the frame's context and the page's own.

        ``explain`` explains the terms of the page's texts, each where it first stands.
        """
        values.setdefault("explain", Explainer(self.views.term))
        return self.site.environment.get_template(template).render(self._context, **values)

    def page(
        self,
        kind: str,
        id_: str | tuple[str, ...] | None = None,
        tags: Sequence[str] | None = None,
    ) -> dict[str, object]:
        """What the frame says of one page: its languages, its lasting address.

        ``id_`` is a pair where a page belongs to a record of an LEA: slug and id.
        """
        tags = tags or self.site.shape.locales
        others = {tag: Addresses(self.site.shape, tag) for tag in tags}
        absolute = {tag: other.absolute(other.url(kind, id_)) for tag, other in others.items()}
        alternates = [{"lang": tag, "url": url} for tag, url in absolute.items() if url]
        if alternates and SOURCE in absolute:
            # Who reads none of the languages is led to the chooser, or to the English page.
            chooser = self.addresses.absolute(self.site.shape.base_path)
            other = chooser if kind == "home" else absolute[SOURCE]
            alternates.append({"lang": "x-default", "url": other or ""})
        return {
            "canonical": absolute.get(self.tag),
            "alternates": alternates,
            "languages": [
                {
                    "tag": tag,
                    "name": LOCALES[tag].endonym,
                    "url": other.url(kind, id_),
                    "current": tag == self.tag,
                }
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
        standings = self.book.editions.standings.get(self.tag, {})
        if any(standing.lacking for standing in standings.values()):
            return "partial"
        return "unreviewed" if catalog.unreviewed else "reviewed"

    def _globals(self, own: LeaYear | None) -> dict[str, Any]:
        handbook = self.book.editions.handbook
        settings, local = handbook.settings, handbook.local
        lea = self._own(own) if own is not None else None
        name = str((local and local.name) or settings.name)
        report = (local and local.report_errors) or settings.report_errors
        return {
            "interface": self.interface,
            "locale": {
                "tag": self.tag,
                "dir": self.book.locale.direction,
                "name": self.book.locale.endonym,
            },
            "site": {
                "name": lea["site_name"] if lea else name,
                "handbook": str(settings.name),
                "description": self.interface.say(str(settings.description)),
                "year": formatting.school_year(handbook.year),
                "year_id": handbook.year,
                "version": str(settings.version),
                "official": settings.official,
                "single_lea": lea is not None,
                "own_words": lea["footer"] if lea else None,
                "lea": lea,
                "report_errors": str(report) if report else None,
                "ways": [kind for kind, id_ in ways_in(handbook) if id_ is None],
            },
            "strip": [self.strip_item(timeframe) for timeframe in self.timeframes()],
            "url": self.addresses.url,
            "asset": self.site.assets.url,
        }

    def _own(self, lea: LeaYear) -> dict[str, Any]:
        """What every page says of the LEA whose handbook the site is."""
        profile, base = lea.profile, self.site.shape.base_path
        name = self.views.local(profile.site_name).plain if profile.site_name else profile.name
        logo = logo_view(lea, base, self.tag, HEADER_LOGO)
        return {
            "name": str(profile.name),
            "site_name": str(name),
            "slug": lea.slug,
            "url": self.addresses.url("lea", lea.slug),
            "checklist_url": self.addresses.url("checklist", lea.slug),
            "footer": self.views.local(profile.footer) if profile.footer else None,
            # The name stands beside it: the logo says nothing more.
            "logo_html": logo_html(replace(logo, alt="") if logo else None),
            "brand_sheet": sheet_url(lea, base),
        }

    def timeframes(self) -> list[Timeframe]:
        """July to June, then the two that are no month."""
        every = list(Timeframe)
        return [*every[2:], *every[:2]]

    def strip_item(self, timeframe: Timeframe) -> dict[str, object]:
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


def _track_names(lea: LeaYear, tag: str) -> dict[str, Text]:
    """The names of an LEA's school calendars, where it has several."""
    found = {}
    for track, names in lea.track_names.items() if len(lea.track_names) > 1 else ():
        lang = tag if tag in names else next(iter(names))
        found[track] = Text(escape(names[lang]), names[lang], lang if lang != tag else None)
    return found
