"""The shapes of the How-To Hub's topics and of the ways in for people in a hurry."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sitegen.content.models import LeaKind, Record, Role, Step
from sitegen.content.scalars import DeadlineId, LedgerId, Line, Prose, RecordId, WholeNumber

HUB_TIMEFRAMES = (
    "coordinator-resources",
    "training-staff",
    "spring-summer",
    "summer-early-fall",
    "fall-early-winter",
    "winter",
    "spring-during-testing",
)
"""The timeframes of the Coordinator How-To Hub, in its order: one file each."""


class PracticeItem(Record):
    """How one peer does it: the kind of LEA and the presenter as published."""

    kind: LeaKind
    presenter: Line
    source: LedgerId


class Practice(Record):
    """A set of peers' presentations on one question. ``resource`` says where they are found."""

    id: RecordId
    title: Line
    resource: RecordId
    items: Annotated[tuple[PracticeItem, ...], Field(min_length=1)]


class HowToTopic(Record):
    """A topic of the hub: what it is about, the official resources, peers' practice."""

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    title: Line
    lead: Prose
    program: Literal["caaspp", "elpac", "both"]
    note: Prose | None = None
    tasks: tuple[RecordId, ...] = ()
    guides: tuple[RecordId, ...] = ()
    resources: tuple[RecordId, ...] = ()
    practice: tuple[Practice, ...] = ()
    sources: tuple[LedgerId, ...] = ()


class HowToFile(Record):
    """``content/how-to/<timeframe of the hub>.yaml``."""

    id: RecordId
    title: Line
    order: WholeNumber
    topics: Annotated[tuple[HowToTopic, ...], Field(min_length=1)]


class UrgentCase(Record):
    """A case of ``help-now/``: the question, the answer first, then what, who, by when, where."""

    id: RecordId
    title: Line
    answer: Prose
    who: Annotated[tuple[Role, ...], Field(min_length=1)]
    by: Prose | None = None
    where: Prose | None = None
    steps: tuple[Step, ...] = ()
    due: tuple[DeadlineId, ...] = ()
    tasks: tuple[RecordId, ...] = ()
    guides: tuple[RecordId, ...] = ()
    links: tuple[RecordId, ...] = ()
    sources: tuple[LedgerId, ...] = ()


class HelpNowFile(Record):
    """``content/help-now.yaml``: the urgent cases, most frequent first."""

    lead: Prose
    cases: Annotated[tuple[UrgentCase, ...], Field(min_length=1)]


class StartSection(Record):
    """A part of ``start/``: a heading, a lead, and things to do in order."""

    id: RecordId
    title: Line
    lead: Prose
    steps: tuple[Step, ...] = ()
    tasks: tuple[RecordId, ...] = ()
    guides: tuple[RecordId, ...] = ()
    sources: tuple[LedgerId, ...] = ()


class StartFile(Record):
    """``content/start.yaml``: new here, the first two weeks, joined late."""

    lead: Prose
    sections: Annotated[tuple[StartSection, ...], Field(min_length=1)]


class RolePage(Record):
    """A page of ``roles/``: whose tasks it gathers, and what that person must know first."""

    id: RecordId
    title: Line
    lead: Prose
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    know: tuple[Step, ...] = ()
    guides: tuple[RecordId, ...] = ()
    sources: tuple[LedgerId, ...] = ()


class RolesFile(Record):
    """``content/roles.yaml``."""

    roles: Annotated[tuple[RolePage, ...], Field(min_length=1)]
