"""The one schema of operations by which an LEA changes the shared handbook."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sitegen.content.lea_models import LocalText
from sitegen.content.models import Record, Role, Timeframe, Topic
from sitegen.content.scalars import Date, Fingerprint, LocalId, RecordId, TargetRef


class LocalStep(Record):
    """A step of a task that an LEA added."""

    id: LocalId
    text: LocalText


class LocalTask(Record):
    """A task that an LEA added; its id begins with ``local-`` so that upstream never takes it."""

    id: LocalId
    title: LocalText
    why: LocalText | None = None
    who: tuple[Role, ...] = (Role.LEA_COORDINATOR,)
    topic: Topic
    due: Date | None = None
    steps: tuple[LocalStep, ...] = ()
    links: tuple[RecordId, ...] = ()


class AddOperation(Record):
    """Put a local task into a timeframe, after the named occurrence or at the end."""

    op: Literal["add"]
    timeframe: Timeframe
    after: TargetRef | None = None
    task: LocalTask


class HideOperation(Record):
    """Leave out a task, an occurrence (``task@timeframe``) or a step (``task#step``)."""

    op: Literal["hide"]
    on: TargetRef
    why: LocalText


class MoveOperation(Record):
    """Put an occurrence elsewhere: in another timeframe, after another, or first."""

    op: Literal["move"]
    on: TargetRef
    to: Timeframe | None = None
    after: TargetRef | None = None


class SetOperation(Record):
    """Reword one field of a task, occurrence or step.

    ``was`` is the fingerprint of the upstream text that the local one replaces; when
    upstream changes, the two differ and the build says so.
    """

    op: Literal["set"]
    on: TargetRef
    field: Literal["title", "why", "note", "if-missed", "text"]
    to: LocalText
    was: Fingerprint


Operation = Annotated[
    AddOperation | HideOperation | MoveOperation | SetOperation, Field(discriminator="op")
]


class Overlay(Record):
    """``content/leas/<slug>/overlay.yaml``: what the LEA changes, never a second copy."""

    operations: tuple[Operation, ...]
