"""The one schema of operations by which an LEA changes the shared handbook.

An overlay is plain data: words, lists, mappings. Every operation is named by what it does to
which thing (:func:`sitegen.content.overlay_targets.key_of`), so that it needs no number of its
own, and the same data serves ``overlay.yaml`` and any exchange as JSON.

Contacts are no operations. They are the LEA's from the start, so there is no shared text that
they would change: they stand in ``lea.yaml``, once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sitegen.content.lea_models import LocalText
from sitegen.content.models import Record, Role, Timeframe, Topic
from sitegen.content.scalars import (
    Date,
    DeadlineId,
    Fingerprint,
    Flag,
    LocalId,
    RecordId,
    SafeAddress,
    TargetRef,
    WholeNumber,
)

SCHEMA = 1
"""The number of this schema. It rises when an older overlay would be read in another sense."""


# --- what an LEA adds: its ids begin with ``local-``, so that upstream never takes them -------


class LocalStep(Record):
    """A step of a task that an LEA added."""

    id: LocalId
    text: LocalText


class LocalTask(Record):
    """A task that an LEA added."""

    id: LocalId
    title: LocalText
    why: LocalText | None = None
    note: LocalText | None = None
    who: tuple[Role, ...] = (Role.LEA_COORDINATOR,)
    topic: Topic
    due: Date | None = None
    steps: tuple[LocalStep, ...] = ()
    links: tuple[RecordId, ...] = ()


class LocalSection(Record):
    """A heading inside a timeframe. ``tasks`` are gathered below it, in this order."""

    id: LocalId
    title: LocalText
    tasks: tuple[TargetRef, ...] = ()


class LocalLink(Record):
    """An address of the LEA's own, which is shown as such."""

    id: LocalId
    name: LocalText
    url: SafeAddress


class LocalTerm(Record):
    """A word of the LEA's own for its glossary."""

    id: LocalId
    term: LocalText
    plain: LocalText


class LocalDeadline(Record):
    """A date of the LEA's own: on its dates, in its feed, with an event id made of its id."""

    id: LocalId
    title: LocalText
    date: Date
    who: tuple[Role, ...] = ()
    note: LocalText | None = None
    track: RecordId | None = None
    topic: Topic = Topic.TEST_PLANNING_AND_SCHEDULING
    feed: Flag = True


# --- the four operations ------------------------------------------------------------------------


class AddOperation(Record):
    """Add one thing.

    A task or a section goes into a ``timeframe``, ``after`` the named occurrence or at the
    end; a step, a link or a guide goes to the task that ``on`` names (a link to a guide, too);
    a note stands beside what ``on`` names, a task, guide, section of a guide, term or
    deadline, and replaces nothing. Terms and deadlines stand by themselves.
    """

    op: Literal["add"]
    on: TargetRef | None = None
    timeframe: Timeframe | None = None
    after: TargetRef | None = None
    task: LocalTask | None = None
    section: LocalSection | None = None
    step: LocalStep | None = None
    link: LocalLink | None = None
    term: LocalTerm | None = None
    deadline: LocalDeadline | None = None
    guide: RecordId | None = None
    note: LocalText | None = None


class HideOperation(Record):
    """Leave out a task, an occurrence, a step, a guide or a section of it, a letter, a term."""

    op: Literal["hide"]
    on: TargetRef
    why: LocalText
    was: Fingerprint | None = None


class MoveOperation(Record):
    """Put an occurrence, an own section, a step or a section of a guide elsewhere.

    In another timeframe (``to``), ``after`` another thing of its kind, or first.
    """

    op: Literal["move"]
    on: TargetRef
    to: Timeframe | None = None
    after: TargetRef | None = None


class SetOperation(Record):
    """Replace one thing: a text (``field`` and ``to``), or who does a task (``who``), which
    deadlines it has (``due``), its links (``links``), whether it is ``required``; or set a date
    of the LEA's own for it (``by``).

    ``was`` is the fingerprint of what the operation replaces; when upstream changes, the two
    differ and the build says so. It is left away in a new operation:
    ``build.py overlay accept`` writes it.
    """

    op: Literal["set"]
    on: TargetRef
    field: Literal["title", "why", "note", "if-missed", "text", "lead"] | None = None
    to: LocalText | None = None
    who: Annotated[tuple[Role, ...] | None, Field(min_length=1)] = None
    due: tuple[DeadlineId, ...] | None = None
    by: Date | None = None
    links: tuple[RecordId, ...] | None = None
    required: Flag | None = None
    was: Fingerprint | None = None


Operation = Annotated[
    AddOperation | HideOperation | MoveOperation | SetOperation, Field(discriminator="op")
]


class Overlay(Record):
    """``content/leas/<slug>/overlay.yaml``: what the LEA changes, never a second copy.

    The order of the operations says nothing but in which order several things come that are
    put at the same place.
    """

    schema_: Annotated[WholeNumber, Field(alias="schema")] = SCHEMA
    operations: tuple[Operation, ...]


class UpstreamText(Record):
    """A text of the shared handbook as it was when a local one was written for it."""

    was: Fingerprint
    text: Annotated[str, Field()]


class UpstreamFile(Record):
    """``content/leas/<slug>/overlay-upstream.yaml``, written by ``build.py overlay accept``."""

    texts: tuple[UpstreamText, ...]
