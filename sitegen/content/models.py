"""The shapes of content, one class for each kind of record.

Every class here is frozen, refuses keys it does not know, and carries ``at``, the place it
was read from (:mod:`sitegen.content.binding` puts it there under the key ``@``). Scalars
reach the models as :class:`~sitegen.content.scalars.Marked` strings, never as YAML's own
guesses, so ``no`` is a word and ``01612340000000`` keeps its zero. What spans records (does
this id exist, is this date inside that year) is checked in :mod:`sitegen.content.checks`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sitegen.content.scalars import (
    Address,
    Date,
    DeadlineId,
    Email,
    Flag,
    Keyed,
    LedgerId,
    Line,
    Prose,
    RecordId,
    SchoolYear,
    Slug,
    WholeNumber,
)
from sitegen.problems import Source


class Record(BaseModel):
    """A mapping of a content file, with the place where it begins."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    at: Annotated[Source, Field(alias="@", exclude=True)]


# --- words of the field -------------------------------------------------------------------


class Timeframe(StrEnum):
    """The fourteen timeframes of the checklist, in its order."""

    ONGOING = "ongoing"
    DURING_TESTING = "during-testing"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"
    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"

    @property
    def month(self) -> int | None:
        """The calendar month, 1 to 12; ``None`` for the two that are no month."""
        order = list(Timeframe)[2:]
        return (order.index(self) + 6) % 12 + 1 if self in order else None


class Topic(StrEnum):
    """The seven categories of the checklist's additional information."""

    ACCESSIBILITY_RESOURCES = "accessibility-resources"
    COMMUNICATION = "communication"
    LEA_TRAINING_COORDINATION = "lea-training-coordination"
    RESULTS_AND_REPORTING = "results-and-reporting"
    TEST_PLANNING_AND_SCHEDULING = "test-planning-and-scheduling"
    TEST_SECURITY = "test-security-procedures-and-forms"
    TOMS_AND_TECHNOLOGY = "toms-and-technology-support"


class Role(StrEnum):
    """Who does a task."""

    LEA_COORDINATOR = "lea-coordinator"
    SITE_COORDINATOR = "site-coordinator"
    TEST_ADMINISTRATOR = "test-administrator"
    TEST_EXAMINER = "test-examiner"
    SPECIAL_EDUCATION = "special-education"
    TECHNOLOGY = "technology"
    CALPADS = "calpads"
    SUPERINTENDENT = "superintendent"


class Assessment(StrEnum):
    """The assessments that a task or a deadline is about."""

    SMARTER_BALANCED = "smarter-balanced"
    CAST = "cast"
    CAA_ELA = "caa-ela"
    CAA_MATHEMATICS = "caa-mathematics"
    CAA_SCIENCE = "caa-science"
    CSA = "csa"
    ELPAC = "elpac"
    INTERIM = "interim"


class LeaKind(StrEnum):
    """The kinds of LEA that the How-To Hub tells apart."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    CHARTER = "charter"
    COUNTY_OFFICE = "county-office"


class Confidence(StrEnum):
    """How sure an address is (``links.tsv``): ``low`` addresses are never linked to."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """How sure a date is: read for this year, last year's pattern, or not known."""

    CONFIRMED = "confirmed"
    PATTERN = "pattern"
    UNKNOWN = "unknown"


# --- tasks ---------------------------------------------------------------------------------


class Step(Record):
    """One thing to do inside a task. ``id`` is unique in its task.

    ``binding`` says that the sources name it as a duty by law or test security, which no LEA
    may leave out or reword.
    """

    id: RecordId
    text: Prose
    binding: Flag = False
    sources: tuple[LedgerId, ...] = ()


class OccurrenceText(Record):
    """What differs when a recurring task stands in one certain timeframe."""

    title: Line | None = None
    why: Prose | None = None
    note: Prose | None = None
    required: Flag | None = None
    due: tuple[DeadlineId, ...] | None = None
    sources: tuple[LedgerId, ...] = ()


class Task(Record):
    """A thing that somebody must do, written once for all the timeframes it stands in.

    ``binding`` says that the sources name it as a duty by law or test security, which no LEA
    may leave out.
    """

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    title: Line
    why: Prose
    who: Annotated[tuple[Role, ...], Field(min_length=1)]
    topic: Topic
    assessments: tuple[Assessment, ...] = ()
    required: Flag = True
    binding: Flag = False
    due: tuple[DeadlineId, ...] = ()
    note: Prose | None = None
    steps: tuple[Step, ...] = ()
    if_missed: Annotated[Prose | None, Field(alias="if-missed")] = None
    links: tuple[RecordId, ...] = ()
    guide: RecordId | None = None
    timeframes: tuple[Timeframe, ...] = ()
    occurrences: Annotated[dict[Timeframe, OccurrenceText], Keyed] = {}
    sources: Annotated[tuple[LedgerId, ...], Field(min_length=1)]


class TaskFile(Record):
    """``content/tasks/<timeframe>.yaml``: the tasks first met in a timeframe, in order."""

    timeframe: Timeframe
    intro: Prose | None = None
    tasks: tuple[Task, ...]


# --- deadlines -----------------------------------------------------------------------------


class Citation(Record):
    """Where a rule or a date was read: a resource of the registry, a section, the day."""

    resource: RecordId
    section: Line | None = None
    checked: Date | None = None


class FixedRule(Record):
    """One calendar date, the same for every LEA."""

    kind: Literal["fixed"]
    date: Date


class NthWeekdayRule(Record):
    """The ``nth`` (1 to 5) given weekday of a calendar month of the school year."""

    kind: Literal["nth-weekday"]
    nth: WholeNumber
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
    month: WholeNumber


class PercentRule(Record):
    """The day on which ``percent`` of a track's instructional days is completed.

    Rounded up: 66 percent of 180 is 118.8, reached on day 119; of 150 it is exactly 99.
    ``not_before`` is another deadline that floors it; ``not_after`` one that caps it.
    """

    kind: Literal["percent"]
    percent: WholeNumber
    not_before: Annotated[DeadlineId | None, Field(alias="not-before")] = None
    not_after: Annotated[DeadlineId | None, Field(alias="not-after")] = None


class LastDayRule(Record):
    """A track's last instructional day, never after ``not_after`` (pulled back to a weekday)."""

    kind: Literal["last-instructional-day"]
    not_after: Annotated[Date | None, Field(alias="not-after")] = None


class FirstDayRule(Record):
    """A track's first instructional day."""

    kind: Literal["first-instructional-day"]


class PeriodRule(Record):
    """The first or last day of the LEA's selected testing period of a track."""

    kind: Literal["selected-period"]
    edge: Literal["opens", "closes"]


class OffsetRule(Record):
    """A number of days before (negative) or after another deadline, which is not counted.

    With ``inclusive`` that day is day 1, if it is a day of the unit: "the first 20 working
    days of the school year" end on the 20th, the first day of school among them. Days are
    whole, so nothing is rounded; 0 is the same day.
    """

    kind: Literal["offset"]
    days: WholeNumber
    unit: Literal["calendar", "instructional", "working"]
    of: DeadlineId
    inclusive: Flag = False


class EventRule(Record):
    """No date can be computed: it counts from an event that the ``words`` tell.

    With a ``count`` it is a clock: so many of ``unit`` after the event (before it when
    negative), the event's own day among them when ``inclusive``, and never after the deadline
    ``not_after``.
    """

    kind: Literal["event"]
    count: WholeNumber | None = None
    unit: Literal["minutes", "hours", "calendar", "working"] | None = None
    inclusive: Flag = False
    not_after: Annotated[DeadlineId | None, Field(alias="not-after")] = None


Rule = Annotated[
    FixedRule
    | NthWeekdayRule
    | PercentRule
    | FirstDayRule
    | LastDayRule
    | PeriodRule
    | OffsetRule
    | EventRule,
    Field(discriminator="kind"),
]


class Deadline(Record):
    """A date of the year, or the rule that gives it, with where that was read.

    ``title`` names it, ``words`` says the rule in plain words (shown where no date is
    known), ``label`` is the short noun phrase that stands in running text for an unknown
    date. ``beside`` is another deadline for the same thing, by another rule; the two dates are
    compared. ``school_years`` bounds the years in which the rule holds: first and last, or the
    first alone, from then on.
    """

    id: DeadlineId
    aliases: tuple[DeadlineId, ...] = ()
    title: Line
    words: Prose
    label: Line
    rule: Rule
    beside: DeadlineId | None = None
    status: Status
    layer: Literal["caaspp", "elpac", "interim"] = "caaspp"
    assessments: tuple[Assessment, ...] = ()
    topic: Topic
    tasks: tuple[RecordId, ...] = ()
    citation: Annotated[tuple[Citation, ...], Field(min_length=1)]
    school_years: Annotated[tuple[SchoolYear, ...], Field(alias="school-years", max_length=2)] = ()
    caution: Prose | None = None
    feed: Flag = True
    sources: tuple[LedgerId, ...] = ()


class DeadlineFile(Record):
    """``content/deadlines/<school year>.yaml``."""

    year: SchoolYear
    last_modified: Annotated[Date, Field(alias="last-modified")]
    deadlines: tuple[Deadline, ...]


# --- resources, glossary, errata, guides ----------------------------------------------------


class Resource(Record):
    """A page, guide, form, tool or system outside the handbook, and how sure its address is."""

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    name: Line
    kind: Literal[
        "page",
        "system",
        "tool",
        "guide",
        "guide-section",
        "form",
        "report",
        "video",
        "email",
        "law",
    ]
    url: Address | None = None
    confidence: Confidence
    find: Prose | None = None
    sources: tuple[LedgerId, ...] = ()


class ResourceFile(Record):
    """``content/resources.yaml``: the only place for an external address."""

    checked: Date
    resources: tuple[Resource, ...]


class Term(Record):
    """A word of the field: what the letters stand for, and what it is in plain words.

    ``also`` are everyday words that lead a search here, many of them loose ("sick" for NTE);
    ``forms`` are other ways in which a sentence writes the term itself, explained like it.
    """

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    term: Line
    meaning: Line
    plain: Prose
    forms: tuple[Line, ...] = ()
    also: tuple[Line, ...] = ()
    resource: RecordId | None = None
    added: Flag = False
    sources: tuple[LedgerId, ...] = ()


class Glossary(Record):
    """``content/glossary.yaml``."""

    terms: tuple[Term, ...]


class Erratum(Record):
    """What the source says, what it most likely means, and why we think so."""

    id: RecordId
    says: Prose
    means: Prose
    why: Prose
    tasks: tuple[RecordId, ...] = ()
    guides: tuple[RecordId, ...] = ()
    deadlines: tuple[DeadlineId, ...] = ()
    sources: Annotated[tuple[LedgerId, ...], Field(min_length=1)]


class ErrataFile(Record):
    """``content/errata.yaml``."""

    errata: tuple[Erratum, ...]


class GuideHead(Record):
    """The front matter of ``content/guides/<id>.md``; the body is Markdown."""

    title: Line
    category: Topic
    lead: Prose
    order: WholeNumber = 100
    aliases: tuple[RecordId, ...] = ()
    tasks: tuple[RecordId, ...] = ()
    links: tuple[RecordId, ...] = ()
    sources: Annotated[tuple[LedgerId, ...], Field(min_length=1)]


class LetterHead(Record):
    """The front matter of ``content/letters/<id>.md``; the body is Markdown with fields.

    ``binding`` says that the law asks for the letter, so that no LEA may leave it out.
    """

    title: Line
    subject: Line
    summary: Prose
    binding: Flag = False
    order: WholeNumber = 100
    aliases: tuple[RecordId, ...] = ()
    citation: Annotated[tuple[Citation, ...], Field(min_length=1)]
    sources: Annotated[tuple[LedgerId, ...], Field(min_length=1)]


# --- the site -------------------------------------------------------------------------------


class Edition(Record):
    """The edition of a source document. Its own ``sources`` are what introduces the document."""

    name: Line
    published: Line
    resource: RecordId | None = None
    sources: tuple[LedgerId, ...] = ()


class SiteSettings(Record):
    """``content/site.yaml``: upstream's settings."""

    name: Line
    description: Line
    year: SchoolYear
    version: Line
    official: Flag
    origin: Address | None = None
    base_path: Annotated[Line | None, Field(alias="base-path")] = None
    report_errors: Annotated[Email | None, Field(alias="report-errors")] = None
    editions: tuple[Edition, ...]


class LocalSettings(Record):
    """``content/local.yaml``: a district's own settings, which upstream never ships."""

    name: Line | None = None
    origin: Address | None = None
    base_path: Annotated[Line | None, Field(alias="base-path")] = None
    leas: tuple[Slug, ...] | None = None
    samples: Flag = True
    single_lea: Annotated[Slug | None, Field(alias="single-lea")] = None
    report_errors: Annotated[Email | None, Field(alias="report-errors")] = None
