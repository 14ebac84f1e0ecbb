"""What is rendered: the handbook in a language, and an LEA's year in none.

A page is made of two halves that know nothing of each other. A :class:`Book` is the handbook
in one language with no LEA in it; a :class:`LeaYear` is one LEA with its overlay applied and
its deadlines computed, with no language in it. They meet only while a page is rendered, so
seven languages and 2,000 LEAs cost seven Books and 2,000 light records, never their product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.content.checks import Checker, check_due_dates
from sitegen.content.handbook import Handbook, LeaContent, Occurrence
from sitegen.content.loading import Loaded
from sitegen.content.models import Deadline, LeaProfile, LocalText, Timeframe
from sitegen.content.overlays import LocalEdition, apply_overlay
from sitegen.deadlines.calendars import SchoolYear
from sitegen.deadlines.periods import check_lea, lea_tracks
from sitegen.deadlines.resolution import (
    LeaDeadlines,
    LeaTrack,
    ResolvedDeadline,
    resolve_lea,
    resolve_statewide,
)
from sitegen.deadlines.rules import RuleBook, rule_book
from sitegen.feeds import FeedEvent, Ledger, check_ledger, read_ledger
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import LOCALES, SOURCE, Locale
from sitegen.problems import Problems

@dataclass(frozen=True, slots=True)
class Shape:
    """Which site is built, and where it will stand.

    ``origin`` is scheme and host, or ``None`` while it is not known (absolute links are then
    left out); ``base_path`` begins and ends with a slash; ``single_lea`` is the LEA whose
    handbook the site is; ``locales`` are BCP 47 tags in the registry's order.
    """

    origin: str | None = None
    base_path: str = "/"
    single_lea: str | None = None
    locales: tuple[str, ...] = tuple(LOCALES)
    letters: bool = True


@dataclass(frozen=True)
class Editions:
    """All that every page shares: what a worker needs besides its job."""

    handbook: Handbook
    catalogs: Mapping[str, Catalog]
    shape: Shape
    rules: RuleBook
    statewide: Mapping[str, ResolvedDeadline]
    ledger: Ledger

    @cached_property
    def deadlines(self) -> Mapping[str, Deadline]:
        """The deadlines of the current year, in the file's order."""
        return self.handbook.deadlines(self.handbook.year)

    @cached_property
    def occurrences(self) -> Mapping[Timeframe, tuple[Occurrence, ...]]:
        return self.handbook.occurrences()

    @cached_property
    def occurrence(self) -> Mapping[str, Occurrence]:
        """Every shared occurrence by its id."""
        return {each.id: each for every in self.occurrences.values() for each in every}

    @cached_property
    def fixed_due(self) -> Mapping[str, ResolvedDeadline]:
        """The deadlines whose date is the same for all LEAs."""
        return {
            name: resolved for name, resolved in self.statewide.items()
            if name not in self.rules.local
        }

    def book(self, tag: str) -> Book:
        return Book(self, LOCALES[tag], self.catalogs.get(tag, Catalog(tag)))


@dataclass(frozen=True)
class Book:
    """The handbook in one language."""

    editions: Editions
    locale: Locale
    catalog: Catalog

    def translation(self, domain: str, context: str, english: str) -> str | None:
        """The text in the Book's language; in English the English; else ``None``."""
        if self.locale.tag == SOURCE:
            return english
        return self.catalog.find(domain, context, english)


@dataclass(frozen=True, slots=True)
class LeaCard:
    """What lists of LEAs say of one."""

    slug: str
    name: str
    kind: str
    county: str
    sample: bool
    languages: tuple[str, ...]
    tracks: tuple[str, ...]


@dataclass(frozen=True)
class LeaYear:
    """One LEA in one school year: its overlay applied, its deadlines computed."""

    slug: str
    year: str
    profile: LeaProfile
    edition: LocalEdition
    tracks: tuple[LeaTrack, ...]
    track_names: Mapping[str, Mapping[str, str]]
    deadlines: LeaDeadlines
    events: tuple[FeedEvent, ...]
    ledger: Ledger

    @property
    def card(self) -> LeaCard:
        profile = self.profile
        return LeaCard(
            self.slug, str(profile.name), str(profile.kind), str(profile.county), profile.sample,
            tuple(str(tag) for tag in profile.languages), tuple(self.track_names),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(str(tag) for tag in self.profile.languages)


def make_editions(loaded: Loaded, catalogs: Mapping[str, Catalog], shape: Shape,
                  ledger: Ledger, problems: Problems) -> Editions | None:
    """The editions of the current year; ``None`` where the year has no deadlines."""
    handbook = loaded.handbook
    file = handbook.deadline_files.get(handbook.year) if handbook else None
    if handbook is None or file is None:
        return None
    rules, faults = rule_book(file)
    sound = {str(deadline.id) for deadline in file.deadlines}
    if sound == set(loaded.known["deadline"]):
        problems.extend(faults)  # else a rule may seem to count from nothing
    return Editions(handbook, catalogs, shape, rules, resolve_statewide(rules), ledger)


def statewide_events(editions: Editions) -> tuple[FeedEvent, ...]:
    """The events of the statewide feed: every deadline with one date for all LEAs."""
    return tuple(
        _event(editions, name, None, resolved)
        for name, resolved in editions.fixed_due.items()
        if resolved.date is not None and editions.deadlines[name].feed
    )


def _event(editions: Editions, name: str, lea: str | None,
           resolved: ResolvedDeadline) -> FeedEvent:
    assert resolved.date is not None
    deadline = editions.deadlines[name]
    return FeedEvent.of(
        name, editions.handbook.year, lea or "state", resolved.track, resolved.date,
        (str(deadline.title), str(deadline.words)),
    )


def make_lea_year(editions: Editions, content: LeaContent, checker: Checker,
                  problems: Problems) -> LeaYear:
    """Check one LEA and resolve its year. A missing calendar is normal, not a fault."""
    checker.lea(content)
    edition = apply_overlay(editions.handbook, content.overlay, checker.known["task"], problems)
    year = editions.handbook.year
    file = content.calendars.get(year)
    tracks = lea_tracks(file) if file else ()
    deadlines = resolve_lea(editions.rules, editions.statewide, tracks)
    if file:
        problems.extend(check_lea(file, deadlines))
    bounds = SchoolYear.named(year)
    check_due_dates(content, {year: (bounds.first, bounds.last)}, problems)
    events = _lea_events(editions, content.slug, deadlines)
    path = f"content/leas/{content.slug}/feed-ledger.yaml"
    ledger = read_ledger(content.ledger, path, problems)
    check_ledger(events, ledger, path, problems)
    return LeaYear(
        content.slug, year, content.profile, edition, tracks,
        {str(track.id): _names(track.name) for track in (file.tracks if file else ())},
        deadlines, events, ledger,
    )


def _names(name: LocalText) -> dict[str, str]:
    """A local text by language; the first is the language in which it was written."""
    translations = {str(tag): str(text) for tag, text in name.translations.items()}
    return {str(name.lang): str(name.text), **translations}


def _lea_events(editions: Editions, slug: str, deadlines: LeaDeadlines) -> tuple[FeedEvent, ...]:
    """The LEA's events: its own by track, and the statewide ones, so that one feed has all."""
    return tuple(
        _event(editions, name, slug, resolved)
        for name in editions.rules.ids
        if editions.deadlines[name].feed
        for resolved in deadlines.by_id[name]
        if resolved.date is not None
    )
