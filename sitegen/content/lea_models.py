"""The shapes of an LEA's own files: its profile, and its school calendars."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.content.models import LeaKind, Record, Role
from sitegen.content.scalars import (
    Address,
    CdsCode,
    Colour,
    Date,
    Email,
    Flag,
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


class Contact(Record):
    """A person or office that the LEA publishes, for one part of the work."""

    role: Role
    name: Line
    title: LocalText | None = None
    email: Email | None = None
    phone: Phone | None = None


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


class NonSchool(Record):
    """A day, or a range of days with both ends in it, without instruction."""

    name: Line
    date: Date | None = None
    first: Date | None = None
    last: Date | None = None


class SelectedPeriod(Record):
    """The LEA's selected testing period for a track: both days are in it."""

    opens: Date
    closes: Date


class Track(Record):
    """One school calendar of an LEA."""

    id: RecordId
    name: LocalText
    first_day: Annotated[Date, Field(alias="first-day")]
    last_day: Annotated[Date, Field(alias="last-day")]
    non_school: Annotated[tuple[NonSchool, ...], Field(alias="non-school")] = ()
    expect_days: Annotated[WholeNumber | None, Field(alias="expect-days")] = None
    period: SelectedPeriod | None = None


class CalendarFile(Record):
    """``content/leas/<slug>/calendars/<school year>.yaml``."""

    year: SchoolYear
    tracks: Annotated[tuple[Track, ...], Field(min_length=1)]
