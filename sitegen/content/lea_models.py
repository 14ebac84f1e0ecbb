"""The shapes of an LEA's own files: its profile, and its school calendars."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sitegen.content.models import Assessment, LeaKind, Record, Role
from sitegen.content.scalars import (
    Address,
    CdsCode,
    Colour,
    Date,
    Email,
    Fingerprint,
    Flag,
    Grade,
    Keyed,
    Language,
    Line,
    Phone,
    Prose,
    RecordId,
    SchoolYear,
    WholeNumber,
)


class LocalText(Record):
    """A text that an LEA wrote, in the language it says, with translations beside it."""

    lang: Language
    text: Prose
    translations: Annotated[dict[Language, Prose], Keyed] = Field(default_factory=dict)

    @property
    def by_language(self) -> dict[str, str]:
        """The text in each language it has; the first is that in which it was written."""
        translations = {str(tag): str(text) for tag, text in self.translations.items()}
        return {str(self.lang): str(self.text), **translations}


class Contact(Record):
    """A person or office that the LEA publishes, for one part of the work."""

    role: Role
    name: Line
    title: LocalText | None = None
    email: Email | None = None
    phone: Phone | None = None


class Approval(Record):
    """The LEA has read a letter in a language and stands by it. ``text`` is the fingerprint of
    what was read (``build.py messages approval`` says it)."""

    letter: RecordId
    language: Language
    who: Line
    when: Date
    text: Fingerprint | None = None


class LeaProfile(Record):
    """``content/leas/<slug>/lea.yaml``."""

    name: Line
    cds: CdsCode
    kind: LeaKind
    county: Line
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    sample: Flag = False
    superintendent: Line | None = None
    street: Line | None = None
    city: Line | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: Address | None = None
    accent: Colour | None = None
    note: LocalText | None = None
    contacts: tuple[Contact, ...] = ()
    site_name: Annotated[LocalText | None, Field(alias="site-name")] = None
    footer: LocalText | None = None
    logo_alt: Annotated[LocalText | None, Field(alias="logo-alt")] = None
    accent_dark: Annotated[Colour | None, Field(alias="accent-dark")] = None
    approvals: tuple[Approval, ...] = ()


class NonSchool(Record):
    """A day, or a range of days with both ends in it, without instruction.

    Without a ``kind``, a single day is a holiday and a range is a break.
    """

    name: Line
    kind: Literal["holiday", "break", "staff", "other"] | None = None
    date: Date | None = None
    first: Date | None = None
    last: Date | None = None


class MinimumDay(Record):
    """A day, or a range of days, with fewer hours than usual. It is an instructional day."""

    name: Line
    date: Date | None = None
    first: Date | None = None
    last: Date | None = None


class SelectedPeriod(Record):
    """The LEA's selected testing period for a track: both days are in it."""

    opens: Date
    closes: Date


class MakeUp(Record):
    """Days on which absent students are tested; both are in it."""

    first: Date
    last: Date


class LocalTesting(Record):
    """One line of an LEA's local schedule: who is tested in what, from when to when.

    The selected testing period is the state's frame; this is what an LEA publishes inside it.
    What is left out is not limited: without ``schools``, all of the track's are meant.
    """

    id: RecordId
    name: LocalText | None = None
    level: Literal["elementary", "middle", "high"] | None = None
    grades: tuple[Grade, ...] = ()
    subjects: tuple[
        Literal["ela", "mathematics", "science", "spanish", "english-language"], ...
    ] = ()
    assessments: tuple[Assessment, ...] = ()
    schools: tuple[Line, ...] = ()
    first: Date
    last: Date
    make_ups: Annotated[tuple[MakeUp, ...], Field(alias="make-ups")] = ()


class Track(Record):
    """One school calendar of an LEA: of its schools, or of a program with days of its own.

    ``kind`` tells whose it is: the LEA's schools, a nonpublic school, a court or community
    school, or another program; ``schools`` are their names.
    """

    id: RecordId
    name: LocalText
    kind: Literal["schools", "nonpublic", "court", "community", "program"] = "schools"
    schools: tuple[Line, ...] = ()
    first_day: Annotated[Date, Field(alias="first-day")]
    last_day: Annotated[Date, Field(alias="last-day")]
    non_school: Annotated[tuple[NonSchool, ...], Field(alias="non-school")] = ()
    minimum_days: Annotated[tuple[MinimumDay, ...], Field(alias="minimum-days")] = ()
    expect_days: Annotated[WholeNumber | None, Field(alias="expect-days")] = None
    period: SelectedPeriod | None = None
    schedule: tuple[LocalTesting, ...] = ()


class CalendarFile(Record):
    """``content/leas/<slug>/calendars/<school year>.yaml``."""

    year: SchoolYear
    tracks: Annotated[tuple[Track, ...], Field(min_length=1)]
