"""What is rendered: the handbook in a language, and an LEA's year in none.

A page is made of two halves that know nothing of each other. A :class:`Book` is the handbook
in one language with no LEA in it; a :class:`LeaYear` is one LEA with its overlay applied and
its deadlines computed, with no language in it. They meet only while a page is rendered, so
seven languages and 2,000 LEAs cost seven Books and 2,000 light records, never their product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sitegen.content.branding import Colours, Logo, colours
from sitegen.content.checks import Checker
from sitegen.content.handbook import Handbook, LeaContent, Occurrence
from sitegen.content.lea_models import LeaProfile
from sitegen.content.loading import Loaded
from sitegen.content.local_checks import check_own
from sitegen.content.local_files import LocalDocuments
from sitegen.content.localised import Worded, own_handbook
from sitegen.content.models import Deadline, DeadlineFile, Role, Task, Timeframe
from sitegen.content.overlay_status import STATES, awaiting
from sitegen.content.overlays import LocalEdition, Written, apply_overlay
from sitegen.content.prose import PLACEHOLDER
from sitegen.deadlines.periods import check_lea
from sitegen.deadlines.resolution import (
    LeaDeadlines,
    ResolvedDeadline,
    resolve_lea,
    resolve_statewide,
)
from sitegen.deadlines.rules import RuleBook, rule_book
from sitegen.deadlines.tracks import LeaTrack, lea_tracks
from sitegen.feed_events import (
    deadline_event,
    lea_months,
    local_deadlines,
    local_tasks,
    local_testings,
    state_months,
)
from sitegen.feeds import FeedEvent, Key, Ledger, check_ledger, read_ledger
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import LOCALES, SOURCE, Locale
from sitegen.i18n.standing import Standings
from sitegen.problems import Problems, Source


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
    standings: Standings = field(default_factory=dict)
    """How far each language has each section."""
    sound: bool = True
    """Whether the shared content has no faults, so that nothing can follow on from them."""
    gone: frozenset[str] = frozenset()
    """Records (``task:x``) that the LEA whose site it is leaves out: nothing leads to them."""
    lea: LeaYear | None = None
    """The LEA whose handbook this is, its overlay applied; ``None`` for what all share."""
    standing: Mapping[Timeframe, tuple[Occurrence, ...]] | None = None
    shared: Handbook | None = None
    """The handbook that all share, where this one is an LEA's: names of what it leaves out."""

    @cached_property
    def deadlines(self) -> Mapping[str, Deadline]:
        """The deadlines of the current year, in the file's order."""
        return self.handbook.deadlines(self.handbook.year)

    @cached_property
    def occurrences(self) -> Mapping[Timeframe, tuple[Occurrence, ...]]:
        return self.handbook.occurrences() if self.standing is None else self.standing

    def resolved(self, deadline: str) -> tuple[ResolvedDeadline, ...]:
        """When a deadline is: once for the whole state; in an LEA's own handbook its own dates,
        one a track where they differ."""
        if self.lea is None:
            return (self.statewide[deadline],)
        every = self.lea.deadlines.by_id[deadline]
        if len({each.date for each in every}) == 1:
            return (replace(every[0], track=None),)
        return tuple(every)

    @cached_property
    def occurrence(self) -> Mapping[str, Occurrence]:
        """Every shared occurrence by its id."""
        return {each.id: each for every in self.occurrences.values() for each in every}

    @cached_property
    def order(self) -> Mapping[Timeframe, tuple[str, ...]]:
        """The ids of the shared occurrences of each timeframe."""
        return {
            timeframe: tuple(each.id for each in every)
            for timeframe, every in self.occurrences.items()
        }

    @cached_property
    def tasks_due(self) -> Mapping[str, tuple[Task, ...]]:
        """The tasks that each deadline is of: those it names, and those due by it."""
        found: dict[str, list[Task]] = {name: [] for name in self.deadlines}
        for task in self.handbook.tasks.values():
            due = {
                *task.due,
                *(name for text in task.occurrences.values() for name in text.due or ()),
            }
            for name, deadline in self.deadlines.items():
                is_due = name in due or task.id in deadline.tasks
                if is_due and f"task:{task.id}" not in self.gone:
                    found[name].append(task)
        return {name: tuple(tasks) for name, tasks in found.items()}

    @cached_property
    def fixed_due(self) -> Mapping[str, ResolvedDeadline]:
        """The deadlines whose date is the same for all LEAs."""
        return {
            name: resolved
            for name, resolved in self.statewide.items()
            if name not in self.rules.local
        }

    @cached_property
    def events(self) -> Mapping[str, FeedEvent]:
        """The events of the statewide feeds by key."""
        year = self.handbook.year
        dates = (
            deadline_event(self.deadlines[name], resolved, year, self.tasks_due[name])
            for name, resolved in self.fixed_due.items()
            if resolved.date is not None and self.deadlines[name].feed
        )
        return {each.key: each for each in (*dates, *state_months(self.occurrences, year))}

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
        if isinstance(english, Worded):
            return english.in_language(self.locale.tag)
        if PLACEHOLDER.fullmatch(english):
            return english
        found = self.catalog.find(domain, context, english)
        return english if found is None and self.locale.tag == SOURCE else found


COUNTY_DATES = ("window-opens", "window-closes", "period-opens", "period-closes")
"""The deadlines that an office compares which supports many LEAs."""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """An LEA coordinator, as the LEA publishes it."""

    name: str
    email: str | None
    phone: str | None


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
    guides: tuple[str, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    """Letters of its own, each with a language in which it is written."""
    logo: str | None = None
    branded: bool = False
    without: frozenset[str] = frozenset()
    """Shared letters that the LEA leaves out."""
    awaiting: tuple[tuple[str, int], ...] = ()
    """Languages of its pages, each with how many of its own texts are not in it."""
    track_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The names of its school calendars, each by language."""
    dates: tuple[ResolvedDeadline, ...] = ()
    """Its :data:`COUNTY_DATES` that have a date, by track, without the reasons."""
    versions: Ledger = field(default_factory=dict)
    """What its ledger has of these."""
    coordinators: tuple[Coordinator, ...] = ()
    stale: int = 0
    """How many operations of its overlay need a look."""


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
    documents: LocalDocuments = field(default_factory=LocalDocuments)
    logo: Logo | None = None
    awaiting: Mapping[str, int] = field(default_factory=dict)
    stale: int = 0
    """How many operations of its overlay need a look."""

    @property
    def without(self) -> frozenset[str]:
        """The shared letters that the LEA leaves out."""
        return frozenset(
            name.removeprefix("letter:")
            for name in self.edition.left_out
            if name.startswith("letter:")
        )

    @property
    def colours(self) -> Colours | None:
        return colours(self.profile)

    @property
    def changed_guides(self) -> tuple[str, ...]:
        """The shared guides that the overlay changes and keeps."""
        return tuple(
            id_ for id_ in self.edition.guides if f"guide:{id_}" not in self.edition.left_out
        )

    @property
    def card(self) -> LeaCard:
        profile = self.profile
        return LeaCard(
            self.slug,
            str(profile.name),
            str(profile.kind),
            str(profile.county),
            profile.sample,
            tuple(str(tag) for tag in profile.languages),
            tuple(self.track_names),
            (*self.documents.guides, *self.changed_guides),
            tuple(
                (name, tag)
                for name, letter in self.documents.letters.items()
                for tag in letter.parts
            ),
            self.logo.name if self.logo else None,
            self.logo is not None or self.colours is not None,
            self.without,
            tuple(self.awaiting.items()),
            self.track_names,
            tuple(
                replace(each, reasons=())
                for name in COUNTY_DATES
                for each in self.deadlines.by_id.get(name, ())
                if each.date is not None
            ),
            {key: each for key, each in self.ledger.items() if Key.read(key).of in COUNTY_DATES},
            tuple(_coordinators(profile)),
            self.stale,
        )

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(str(tag) for tag in self.profile.languages)


def make_editions(
    loaded: Loaded,
    catalogs: Mapping[str, Catalog],
    shape: Shape,
    ledger: Ledger,
    problems: Problems,
) -> Editions:
    """The editions of the current year, and the faults of all years' rules.

    Where the year has no deadlines, which is a fault told elsewhere, there is no rule.
    """
    handbook = loaded.handbook
    books: dict[str, RuleBook] = {}
    for year, file in handbook.deadline_files.items():
        books[year], faults = rule_book(file)
        unread = set(loaded.deadlines[year]) - {str(deadline.id) for deadline in file.deadlines}
        blind = "deadline" in loaded.blind or unread
        # Where a record could not be read, a rule may seem to count from nothing.
        problems.extend(fault for fault in faults if not (blind and fault.code == "D201"))
    rules = books.get(handbook.year) or rule_book(_no_deadlines(handbook.year))[0]
    return Editions(handbook, catalogs, shape, rules, resolve_statewide(rules), ledger)


def own_editions(editions: Editions, lea: LeaYear) -> Editions:
    """The editions of the site that is one LEA's own: its overlay applied, its dates in place."""
    own = own_handbook(editions.handbook, lea.edition)
    return replace(
        editions,
        handbook=own.handbook,
        standing=own.standing,
        gone=own.gone,
        lea=lea,
        shared=editions.handbook,
    )


def _no_deadlines(year: str) -> DeadlineFile:
    place = Source(f"content/deadlines/{year}.yaml")
    values = {"@": place, "year": year, "last-modified": f"{year[:4]}-07-01", "deadlines": []}
    return DeadlineFile.model_validate(values)


def statewide_events(editions: Editions) -> tuple[FeedEvent, ...]:
    """The events of the statewide feeds: every deadline with one date for all LEAs, the months."""
    return tuple(editions.events.values())


def make_lea_year(
    editions: Editions, content: LeaContent, checker: Checker, problems: Problems
) -> LeaYear:
    """Check one LEA and resolve its year. A missing calendar is normal, not a fault."""
    check_own(checker, content)
    checker.lea(content)
    year = editions.handbook.year
    file = content.calendars.get(year)
    tracks = lea_tracks(file) if file else ()
    deadlines = resolve_lea(editions.rules, editions.statewide, tracks)
    edition = apply_overlay(
        editions.handbook,
        content.overlay,
        Written(checker.written, content.local_ids),
        problems,
        _first_dates(deadlines),
    )
    if file:
        problems.extend(map(checker.pointed, check_lea(file, deadlines)))
    events = tuple(_lea_events(editions, content.slug, deadlines, edition, tracks))
    path = f"content/leas/{content.slug}/feed-ledger.yaml"
    ledger = read_ledger(content.ledger, path, problems)
    if editions.sound and not problems.has_errors:  # on faulty content it would only follow on
        check_ledger(events, ledger, path, problems, year)
    return LeaYear(
        content.slug,
        year,
        content.profile,
        edition,
        tracks,
        {str(track.id): track.name.by_language for track in (file.tracks if file else ())},
        deadlines,
        events,
        ledger,
        content.documents,
        content.logo,
        awaiting(content, year),
        len({each.at for each in problems.sorted() if each.code in STATES}),
    )


def _coordinators(profile: LeaProfile) -> Iterator[Coordinator]:
    for each in profile.contacts:
        if each.role is Role.LEA_COORDINATOR:
            email = str(each.email) if each.email else None
            yield Coordinator(str(each.name), email, str(each.phone) if each.phone else None)


def _first_dates(deadlines: LeaDeadlines) -> dict[str, date]:
    """The first date that each deadline has in an LEA, of those that have one."""
    dated = {
        name: [each.date for each in every if each.date is not None]
        for name, every in deadlines.by_id.items()
    }
    return {name: min(dates) for name, dates in dated.items() if dates}


def _lea_events(
    editions: Editions,
    slug: str,
    deadlines: LeaDeadlines,
    edition: LocalEdition,
    tracks: Iterable[LeaTrack],
) -> Iterator[FeedEvent]:
    """The LEA's events: its own by track, the state's, so that one feed has all, its months."""
    year = editions.handbook.year
    for name in editions.rules.ids:
        deadline = editions.deadlines[name]
        for resolved in deadlines.by_id[name] if deadline.feed else ():
            if resolved.date is not None:
                yield deadline_event(deadline, resolved, year, editions.tasks_due[name], slug)
    yield from local_tasks(edition, year, slug)
    yield from local_deadlines(edition, year, slug)
    yield from local_testings(tracks, year, slug)
    yield from lea_months(editions.occurrence, editions.order, edition, year, slug)
